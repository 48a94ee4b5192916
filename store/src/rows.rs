//! Records as rows. Every statement is made from a record's declaration.
//!
//! [`Tables::apply`] is the only place where a table of records is written, by a commit here and by a transaction
//! from elsewhere alike. It is total: whatever was validly signed is taken.

use std::collections::BTreeMap;

use model::record::{Entity, Field, Sensitivity};
use model::value::Shape;
use model::{Id, Record, Value};
use rand::RngExt;
use rand::rngs::StdRng;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection, OptionalExtension, Row, ToSql};
use sync::{Op, Subject, Transaction, Version, Versions};

use crate::broken::{self, Rule};
use crate::chains::Chains;
use crate::error::{Error, Result};
use crate::keys::IdentifierKey;

/// A record as it stands, with the heads of its fields.
#[derive(Clone, Debug)]
pub struct Stamped<R> {
    /// The record.
    pub record: R,
    /// The heads of its fields.
    pub versions: Versions,
}

/// A row before its identifiers are opened: values in the order of the declaration.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Raw {
    pub(crate) id: [u8; 16],
    pub(crate) values: Vec<Value>,
    pub(crate) versions: Versions,
    pub(crate) extra: BTreeMap<u16, Value>,
}

impl Raw {
    /// The record, its identifiers opened.
    pub(crate) fn open<R: Record>(mut self, key: &IdentifierKey) -> Result<Stamped<R>> {
        for (field, value) in R::FIELDS.iter().zip(&mut self.values) {
            open_identifier(key, &self.id, field, value)?;
        }
        let record = R::from_values(Id::from_bytes(self.id), &self.values)
            .map_err(|field| Error::Newer { record: R::NAME, field })?;
        Ok(Stamped { record, versions: self.versions })
    }
}

/// Opens a sealed identifier in place; anything else stays as it is.
pub(crate) fn open_identifier(key: &IdentifierKey, id: &[u8; 16], field: &Field, value: &mut Value) -> Result<()> {
    if field.sensitivity == Sensitivity::Identifier
        && let Value::Bytes(sealed) = value
    {
        *value = Value::Text(key.open(id, field.number, sealed)?);
    }
    Ok(())
}

/// Seals an identifier; anything else stays as it is.
pub(crate) fn seal_identifier(
    key: &IdentifierKey,
    id: &[u8; 16],
    field: &Field,
    value: Value,
    rng: &mut StdRng,
) -> Value {
    match value {
        Value::Text(text) if field.sensitivity == Sensitivity::Identifier => {
            Value::Bytes(key.seal(id, field.number, rng.random(), &text))
        }
        other => other,
    }
}

/// The columns of a record as a list for `SELECT`, versions and extra behind them.
pub(crate) fn columns(entity: &Entity) -> String {
    let mut sql = String::from("id");
    for field in entity.fields {
        sql.push_str(", ");
        sql.push_str(field.name);
    }
    sql.push_str(", versions, extra");
    sql
}

/// Reads a row that was selected with [`columns`].
pub(crate) fn read(row: &Row<'_>, entity: &Entity, chains: &Chains) -> Result<Raw> {
    let mut values = Vec::with_capacity(entity.fields.len());
    for (i, field) in entity.fields.iter().enumerate() {
        values.push(value(row.get_ref(i + 1)?, field));
    }
    let after = entity.fields.len() + 1;
    Ok(Raw {
        id: row.get(0)?,
        values,
        versions: chains.unpack(row.get_ref(after)?.as_blob().map_err(rusqlite::Error::from)?)?,
        extra: unpack_extra(row.get::<_, Option<Vec<u8>>>(after + 1)?)?,
    })
}

/// Reads a row that was selected as its id and these fields; identifiers opened.
pub(crate) fn read_of(row: &Row<'_>, fields: &[&Field], key: &IdentifierKey) -> Result<Vec<Value>> {
    let id: [u8; 16] = row.get(0)?;
    let mut values = Vec::with_capacity(fields.len());
    for (i, field) in fields.iter().enumerate() {
        let mut value = value(row.get_ref(i + 1)?, field);
        open_identifier(key, &id, field, &mut value)?;
        values.push(value);
    }
    Ok(values)
}

/// One row by its id.
pub(crate) fn get(db: &Connection, entity: &Entity, chains: &Chains, id: &[u8; 16]) -> Result<Option<Raw>> {
    let sql = format!("SELECT {} FROM {} WHERE id = ?", columns(entity), entity.name);
    let mut statement = db.prepare_cached(&sql)?;
    let mut rows = statement.query([id])?;
    rows.next()?.map(|row| read(row, entity, chains)).transpose()
}

/// Where an operation comes from, and what is known beside it.
pub(crate) struct Source<'a> {
    /// The transaction.
    pub(crate) version: Version,
    /// Its wall time, UTC milliseconds.
    pub(crate) at: i64,
    /// The local numbers of chains.
    pub(crate) chains: &'a Chains,
    /// Whether a version has been applied already.
    pub(crate) applied: &'a dyn Fn(&Version) -> bool,
    /// A transaction that has been applied; asked only where two edits met.
    pub(crate) log: &'a dyn Fn(Version) -> Result<Transaction>,
}

impl Source<'_> {
    /// The head of a field that is shown: the latest by wall time, then by incarnation.
    fn shown(&self, versions: &Versions, field: u16) -> Result<Option<Version>> {
        let mut heads = versions.heads(field);
        let (first, None) = (heads.next(), heads.next()) else {
            let mut best: Option<(i64, Version)> = None;
            for head in versions.heads(field) {
                best = best.max(Some((self.wall(head)?, head)));
            }
            return Ok(best.map(|(_, head)| head));
        };
        Ok(first)
    }

    fn wall(&self, version: Version) -> Result<i64> {
        if version == self.version {
            return Ok(self.at);
        }
        let transaction = (self.log)(version)?;
        Ok(transaction.wall + transaction.offset)
    }

    /// What a version that was applied set.
    fn value(&self, version: Version, record: Subject, field: u16) -> Result<Value> {
        let transaction = (self.log)(version)?;
        let sets = transaction.ops().filter(|op| op.record == record).flat_map(|op| &op.sets);
        Ok(sets.filter(|set| set.field == field).last().map(|set| set.value.clone()).unwrap_or_default())
    }
}

/// The tables of records, to be written. The statement that makes rows of a kind is prepared once.
pub(crate) struct Tables<'a> {
    db: &'a Connection,
    inserts: Vec<(u16, CachedStatement<'a>)>,
}

impl<'a> Tables<'a> {
    /// The tables of this database.
    pub(crate) fn of(db: &'a Connection) -> Self {
        Self { db, inserts: Vec::new() }
    }

    /// Writes what `op` sets into its row and takes its version among the heads.
    ///
    /// A kind that this version does not know is left to the log, from which a newer version builds its table.
    ///
    /// # Errors
    /// The database's own; never a rule of the clinic.
    pub(crate) fn apply(&mut self, op: &Op, source: &Source<'_>) -> Result<()> {
        let Some(entity) = Entity::of_kind(op.record.kind) else { return Ok(()) };
        let creates = op.sets.iter().all(|s| s.bases.is_empty());
        if creates && self.insert(entity, op, source)? {
            return Ok(());
        }
        merge(self.db, entity, op, source)
    }

    /// Makes the row; `false` where it is there already.
    fn insert(&mut self, entity: &Entity, op: &Op, source: &Source<'_>) -> Result<bool> {
        let at = match self.inserts.iter().position(|(kind, _)| *kind == entity.kind) {
            Some(at) => at,
            None => {
                self.inserts.push((entity.kind, self.db.prepare_cached(&insert_sql(entity))?));
                self.inserts.len() - 1
            }
        };
        let statement = &mut self.inserts[at].1;
        statement.raw_bind_parameter(1, op.record.id)?;
        for (at, field) in entity.fields.iter().enumerate() {
            let set = op.sets.iter().rfind(|s| s.field == field.number);
            statement.raw_bind_parameter(at + 2, set.map(|s| Bound(&s.value)))?;
        }
        let unknown = op.sets.iter().filter(|s| entity.field(s.field).is_none());
        let extra = unknown.map(|s| (s.field, s.value.clone())).collect();
        let fields = entity.fields.len();
        let versions = Versions::created(source.version, op.sets.iter().map(|s| s.field));
        statement.raw_bind_parameter(fields + 2, source.chains.pack(&versions))?;
        statement.raw_bind_parameter(fields + 3, pack_extra(&extra))?;
        Ok(statement.raw_execute()? == 1)
    }
}

/// Brings the sets of `op` into a row, making an empty one first where it came out of order.
fn merge(db: &Connection, entity: &Entity, op: &Op, source: &Source<'_>) -> Result<()> {
    let raw = match get(db, entity, source.chains, &op.record.id)? {
        Some(raw) => raw,
        None => {
            let sql = format!("INSERT INTO {} (id, versions) VALUES (?, x'')", entity.name);
            db.prepare_cached(&sql)?.execute([op.record.id])?;
            Raw {
                id: op.record.id,
                values: vec![Value::Null; entity.fields.len()],
                versions: Versions::default(),
                extra: BTreeMap::new(),
            }
        }
    };
    let (mut versions, mut extra) = (raw.versions, raw.extra);
    let own = source.version.incarnation;
    let mut columns = Vec::new();
    for set in &op.sets {
        let bases: Vec<Version> = set.bases.iter().map(|b| b.version(own)).collect();
        let before = source.shown(&versions, set.field)?;
        versions.set(set.field, source.version, &bases, source.applied);
        let value = match source.shown(&versions, set.field)? {
            Some(shown) if shown == source.version => set.value.clone(),
            same if same == before => continue,
            // What was shown is replaced, by a version whose clock stands behind that of another head.
            Some(_) if broken::is(Rule::Shown) => continue,
            Some(other) => source.value(other, op.record, set.field)?,
            None => Value::Null,
        };
        match entity.field(set.field) {
            Some(field) => columns.push((field.name, value)),
            None => drop(extra.insert(set.field, value)),
        }
    }
    let mut sql = format!("UPDATE {} SET ", entity.name);
    for (name, _) in &columns {
        sql.push_str(name);
        sql.push_str(" = ?, ");
    }
    sql.push_str("versions = ?, extra = ? WHERE id = ?");
    let mut statement = db.prepare_cached(&sql)?;
    for (at, (_, value)) in columns.iter().enumerate() {
        statement.raw_bind_parameter(at + 1, Bound(value))?;
    }
    statement.raw_bind_parameter(columns.len() + 1, source.chains.pack(&versions))?;
    statement.raw_bind_parameter(columns.len() + 2, pack_extra(&extra))?;
    statement.raw_bind_parameter(columns.len() + 3, op.record.id)?;
    statement.raw_execute()?;
    Ok(())
}

/// The statement that makes a row.
fn insert_sql(entity: &Entity) -> String {
    let names: Vec<&str> = entity.fields.iter().map(|f| f.name).collect();
    let marks = vec!["?"; names.len() + 3].join(", ");
    let names = names.join(", ");
    format!("INSERT INTO {} (id, {names}, versions, extra) VALUES ({marks}) ON CONFLICT DO NOTHING", entity.name)
}

fn value(column: ValueRef<'_>, field: &Field) -> Value {
    match column {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(n) if field.shape == Shape::Bool => Value::Bool(n != 0),
        ValueRef::Integer(n) => Value::Int(n),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
        // No column is declared as a floating-point number.
        ValueRef::Real(_) => Value::Null,
    }
}

/// A value bound to a statement.
struct Bound<'a>(&'a Value);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Value::Null => ValueRef::Null,
            Value::Bool(v) => ValueRef::Integer(i64::from(*v)),
            Value::Int(v) => ValueRef::Integer(*v),
            Value::Text(v) => ValueRef::Text(v.as_bytes()),
            Value::Bytes(v) => ValueRef::Blob(v),
        }))
    }
}

fn pack_extra(extra: &BTreeMap<u16, Value>) -> Option<Vec<u8>> {
    if extra.is_empty() {
        return None;
    }
    minicbor::to_vec(extra).ok()
}

fn unpack_extra(bytes: Option<Vec<u8>>) -> Result<BTreeMap<u16, Value>> {
    match bytes {
        None => Ok(BTreeMap::new()),
        Some(bytes) => minicbor::decode(&bytes).map_err(|e| sync::WireError::from(e).into()),
    }
}

/// The first row that a query of one column gives, if any.
pub(crate) fn optional<T: rusqlite::types::FromSql>(
    db: &Connection,
    sql: &str,
    params: impl rusqlite::Params,
) -> Result<Option<T>> {
    Ok(db.prepare_cached(sql)?.query_row(params, |r| r.get(0)).optional()?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot set up its tables has failed")]

    use model::patient::Visit;
    use model::record::number_of;
    use proptest::prelude::*;
    use sync::{Base, Group, Incarnation, Set};

    use super::*;

    /// A made-up write about a visit: which visit, whose chain, and the day, patient or state that it sets.
    type Write = (u8, u8, usize, u8);

    /// Each write as the operation of a transaction of its own. The first about a visit makes it.
    fn operations(writes: &[Write]) -> Vec<(Version, Op)> {
        let mut out: Vec<(Version, Op)> = Vec::new();
        for (i, (visit, chain, field, value)) in writes.iter().enumerate() {
            let version = Version { incarnation: Incarnation([*chain; 16]), n: i as u64 + 1 };
            let record = Subject { kind: Visit::KIND, id: [*visit; 16] };
            let made = out.iter().any(|(_, op)| op.record == record);
            let set = |field: usize| {
                let (name, value) = match field {
                    0 => ("patient", Value::Bytes(vec![*value % 3; 16])),
                    1 => ("state", Value::Text(["booked", "done", "cancelled"][usize::from(*value % 3)].into())),
                    _ => ("started_at", Value::Int(i64::from(*value))),
                };
                let field = number_of(Visit::FIELDS, name);
                let before =
                    out.iter().rfind(|(_, op)| op.record == record && op.sets.iter().any(|s| s.field == field));
                let bases = before.map(|(v, _)| Base::of(*v, version.incarnation)).into_iter().collect();
                Set { field, value, bases }
            };
            let sets = if made { vec![set(*field)] } else { (0..3).map(set).collect() };
            out.push((version, Op { record, sets }));
        }
        out
    }

    /// The transaction of these operations.
    fn transaction(n: u64, ops: Vec<Op>) -> Transaction {
        let subject = Subject { kind: Visit::KIND, id: [0; 16] };
        Transaction {
            n,
            wall: n as i64,
            offset: 0,
            user: [0; 16],
            command: String::new(),
            request: [0; 16],
            deps: Vec::new(),
            groups: vec![Group::Open { salt: [0; 16], subject, ops }],
        }
    }

    /// What the tables say of last visits after these operations: kept, and counted afresh.
    fn last_visits(operations: &[(Version, Op)]) -> [Vec<([u8; 16], i64)>; 2] {
        let mut db = Connection::open_in_memory().unwrap();
        crate::db::migrate(&mut db).unwrap();
        for chain in 0..3u8 {
            db.execute("INSERT INTO chain (number, incarnation) VALUES (?, ?)", (chain, [chain; 16])).unwrap();
        }
        let chains = Chains::load(&db).unwrap();
        let log = |version: Version| {
            let ops = operations.iter().filter(|(v, _)| *v == version).map(|(_, op)| op.clone()).collect();
            Ok(transaction(version.n, ops))
        };
        let mut applied = Vec::new();
        for (version, op) in operations.iter().cloned() {
            let at = version.n as i64;
            let seen = |v: &Version| applied.contains(v);
            let source = Source { version, at, chains: &chains, applied: &seen, log: &log };
            Tables::of(&db).apply(&op, &source).unwrap();
            applied.push(version);
        }
        ["SELECT * FROM last_visit", "SELECT patient, max(started_at) FROM visit_that_happened GROUP BY patient"].map(
            |sql| db.prepare(sql).unwrap().query_map([], |r| Ok((r.get(0)?, r.get(1)?))).unwrap().flatten().collect(),
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn the_last_visit_follows_the_visits_whatever_the_order(
            writes in proptest::collection::vec((0u8..4, 0u8..3, 0usize..3, 0u8..50), 1..16),
            order in any::<prop::sample::Index>(),
        ) {
            let straight = operations(&writes);
            let mut turned = straight.clone();
            turned.rotate_left(order.index(straight.len()));
            let [kept, counted] = last_visits(&straight);
            prop_assert_eq!(&kept, &counted);
            let [turned, counted] = last_visits(&turned);
            prop_assert_eq!(&turned, &counted);
            prop_assert_eq!(&kept, &turned);
        }
    }
}
