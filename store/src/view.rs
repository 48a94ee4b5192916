//! Looking: records, their history, and the log itself, on one snapshot.

mod day;

use model::record::{Entity, Field};
use model::{Id, Record, Value};
use rusqlite::Connection;
use sync::{Incarnation, Set, Subject, Transaction, Version, Versions};

use crate::error::{Error, Result};
use crate::incarnation;
use crate::rows::{self, Raw, Stamped};
use crate::store::Shared;
use crate::tx::changed_by;

pub use day::Face;

/// A snapshot of the database.
pub struct View<'a> {
    pub(crate) db: &'a Connection,
    pub(crate) shared: &'a Shared,
}

/// One field set once, as the log tells it.
#[derive(Clone, Debug)]
pub struct FieldVersion {
    /// Which field.
    pub field: &'static Field,
    /// Where it was set.
    pub version: Version,
    /// What to; identifiers opened.
    pub value: Value,
    /// What that replaced.
    pub was: Vec<Value>,
    /// Whether it still stands.
    pub present: bool,
}

/// Who did something, when, with which command.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its place.
    pub version: Version,
    /// UTC milliseconds, the clock's known offset added.
    pub at: i64,
    /// The person.
    pub user: [u8; 16],
    /// The command.
    pub command: String,
}

impl View<'_> {
    /// The tenant's id, which is also the id of its clinic record.
    pub fn tenant(&self) -> [u8; 16] {
        self.shared.tenant
    }

    /// The id of this desk's record, which is its incarnation.
    pub fn desk(&self) -> [u8; 16] {
        self.shared.incarnation.0
    }

    /// A record by its id.
    ///
    /// # Errors
    /// [`Error::Newer`] where a newer version wrote what this one cannot read.
    pub fn get<R: Record>(&self, id: Id<R>) -> Result<Option<Stamped<R>>> {
        self.raw(&Entity::of::<R>(), &id.bytes())?.map(|raw| raw.open(&self.shared.identifiers)).transpose()
    }

    /// A record by its id, which must be there.
    ///
    /// # Errors
    /// [`Error::NoSuchRecord`], and as [`View::get`].
    pub fn expect<R: Record>(&self, id: Id<R>) -> Result<Stamped<R>> {
        self.get(id)?.ok_or(Error::NoSuchRecord)
    }

    /// Every record, in the order of their making.
    ///
    /// # Errors
    /// As [`View::get`].
    pub fn all<R: Record>(&self) -> Result<Vec<Stamped<R>>> {
        self.select("", [])
    }

    /// The records whose field holds this value, in the order of their making.
    ///
    /// # Errors
    /// As [`View::get`].
    pub fn by<R: Record>(&self, field: &str, id: [u8; 16]) -> Result<Vec<Stamped<R>>> {
        debug_assert!(R::FIELDS.iter().any(|f| f.name == field));
        self.select(&format!("WHERE {field} = ? ORDER BY id"), [id])
    }

    pub(crate) fn select<R: Record>(&self, tail: &str, params: impl rusqlite::Params) -> Result<Vec<Stamped<R>>> {
        let entity = Entity::of::<R>();
        let sql = format!("SELECT {} FROM {} {tail}", rows::columns(&entity), R::NAME);
        let mut statement = self.db.prepare_cached(&sql)?;
        let mut found = statement.query(params)?;
        let mut out = Vec::new();
        while let Some(row) = found.next()? {
            out.push(rows::read(row, &entity, &self.shared.chains)?.open(&self.shared.identifiers)?);
        }
        Ok(out)
    }

    /// Every record in turn, without holding them all.
    ///
    /// # Errors
    /// As [`View::get`].
    pub fn each<R: Record>(&self, mut f: impl FnMut(Stamped<R>)) -> Result<()> {
        let entity = Entity::of::<R>();
        let sql = format!("SELECT {} FROM {}", rows::columns(&entity), R::NAME);
        let mut statement = self.db.prepare_cached(&sql)?;
        let mut found = statement.query([])?;
        while let Some(row) = found.next()? {
            f(rows::read(row, &entity, &self.shared.chains)?.open(&self.shared.identifiers)?);
        }
        Ok(())
    }

    /// Some fields of every record in turn, in the order named; identifiers opened.
    ///
    /// # Errors
    /// As [`View::get`].
    pub(crate) fn each_of<R: Record>(&self, names: &[&str], mut f: impl FnMut([u8; 16], Vec<Value>)) -> Result<()> {
        let fields = fields::<R>(names);
        let sql = format!("SELECT id, {} FROM {}", names.join(", "), R::NAME);
        let mut statement = self.db.prepare_cached(&sql)?;
        let mut found = statement.query([])?;
        while let Some(row) = found.next()? {
            f(row.get(0)?, rows::read_of(row, &fields, &self.shared.identifiers)?);
        }
        Ok(())
    }

    /// The same of one record.
    ///
    /// # Errors
    /// As [`View::get`].
    pub(crate) fn get_of<R: Record>(&self, names: &[&str], id: [u8; 16]) -> Result<Option<Vec<Value>>> {
        let fields = fields::<R>(names);
        let sql = format!("SELECT id, {} FROM {} WHERE id = ?", names.join(", "), R::NAME);
        let mut statement = self.db.prepare_cached(&sql)?;
        let mut found = statement.query([id])?;
        found.next()?.map(|row| rows::read_of(row, &fields, &self.shared.identifiers)).transpose()
    }

    /// When each patient was last here, UTC milliseconds, in the order of the patients.
    ///
    /// # Errors
    /// The database's own.
    pub(crate) fn last_visits(&self) -> Result<Vec<([u8; 16], i64)>> {
        let mut statement = self.db.prepare_cached("SELECT patient, at FROM last_visit ORDER BY patient")?;
        let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many records there are.
    ///
    /// # Errors
    /// The database's own.
    pub fn count<R: Record>(&self) -> Result<u64> {
        let n: i64 = self.db.query_row(&format!("SELECT count(*) FROM {}", R::NAME), [], |r| r.get(0))?;
        Ok(n.unsigned_abs())
    }

    /// Whether there is one at all.
    ///
    /// # Errors
    /// The database's own.
    pub fn any<R: Record>(&self) -> Result<bool> {
        Ok(self.db.query_row(&format!("SELECT EXISTS (SELECT 1 FROM {})", R::NAME), [], |r| r.get(0))?)
    }

    /// The patient's last visit that happened, UTC milliseconds.
    ///
    /// # Errors
    /// The database's own.
    pub fn last_visit(&self, patient: &[u8; 16]) -> Result<Option<i64>> {
        rows::optional(self.db, "SELECT at FROM last_visit WHERE patient = ?", [patient])
    }

    pub(crate) fn raw(&self, entity: &Entity, id: &[u8; 16]) -> Result<Option<Raw>> {
        rows::get(self.db, entity, &self.shared.chains, id)
    }

    /// The heads of a record's fields.
    ///
    /// # Errors
    /// [`Error::NoSuchRecord`].
    pub fn versions(&self, entity: &Entity, id: &[u8; 16]) -> Result<Versions> {
        Ok(self.raw(entity, id)?.ok_or(Error::NoSuchRecord)?.versions)
    }

    /// What each head of a field holds, the shown one first; identifiers opened.
    ///
    /// # Errors
    /// [`Error::NoSuchRecord`].
    pub fn heads(&self, entity: &Entity, id: &[u8; 16], field: u16) -> Result<Vec<Value>> {
        self.heads_beside(entity, id, field, None)
    }

    /// The same beside a version that is not in the log yet, with its time and opened value.
    pub(crate) fn heads_beside(
        &self,
        entity: &Entity,
        id: &[u8; 16],
        field: u16,
        own: Option<(i64, Version, Value)>,
    ) -> Result<Vec<Value>> {
        let mut heads = Vec::new();
        for version in self.versions(entity, id)?.heads(field) {
            if own.as_ref().is_some_and(|own| own.1 == version) {
                continue;
            }
            let (entry, transaction) = self.transaction(version)?;
            heads.push((entry.at, version, self.set_in(&transaction, entity, id, field)?));
        }
        heads.extend(own);
        heads.sort_by_key(|h| std::cmp::Reverse((h.0, h.1.incarnation, h.1.n)));
        let mut values: Vec<Value> = Vec::new();
        for (_, _, value) in heads {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        Ok(values)
    }

    /// Every version of every field of a record, newest first: its heads, and from each the versions that it
    /// replaced, read from the log.
    ///
    /// # Errors
    /// [`Error::NoSuchRecord`].
    pub fn history(&self, entity: &Entity, id: &[u8; 16]) -> Result<Vec<(FieldVersion, Entry)>> {
        let versions = self.versions(entity, id)?;
        let mut out = Vec::new();
        for field in entity.fields {
            let mut seen: Vec<Version> = versions.heads(field.number).collect();
            let heads = seen.len();
            let mut at = 0;
            while at < seen.len() {
                let version = seen[at];
                let (entry, transaction) = self.transaction(version)?;
                let mut was = Vec::new();
                for base in bases_in(&transaction, entity, id, field.number, version) {
                    let (_, before) = self.transaction(base)?;
                    was.push(self.set_in(&before, entity, id, field.number)?);
                    if !seen.contains(&base) {
                        seen.push(base);
                    }
                }
                let value = self.set_in(&transaction, entity, id, field.number)?;
                out.push((FieldVersion { field, version, value, was, present: at < heads }, entry));
                at += 1;
            }
        }
        out.sort_by_key(|(v, e)| (std::cmp::Reverse((e.at, v.version.n)), v.field.number));
        Ok(out)
    }

    /// One transaction of the log, with who and when.
    ///
    /// # Errors
    /// [`Error::NoSuchRecord`] where it is not here.
    pub fn transaction(&self, version: Version) -> Result<(Entry, Transaction)> {
        let place = self.shared.chains.place(version).ok_or(Error::NoSuchRecord)?;
        let mut statement = self.db.prepare_cached("SELECT header, groups FROM log WHERE place = ?")?;
        let mut rows = statement.query([place])?;
        let row = rows.next()?.ok_or(Error::NoSuchRecord)?;
        let blob = |i| row.get_ref(i).and_then(|v| v.as_blob().map_err(rusqlite::Error::from));
        let transaction = Transaction::decode(blob(0)?, blob(1)?)?;
        Ok((entry(version, &transaction), transaction))
    }

    /// The newest transaction of this device's own chain.
    ///
    /// # Errors
    /// The database's own.
    pub fn newest(&self) -> Result<Option<Entry>> {
        self.newest_of(self.shared.incarnation)
    }

    /// The newest transaction of the chain that this device had before.
    ///
    /// # Errors
    /// The database's own.
    pub fn newest_before(&self) -> Result<Option<Entry>> {
        incarnation::follows(self.db)?.map_or(Ok(None), |before| self.newest_of(before))
    }

    fn newest_of(&self, incarnation: Incarnation) -> Result<Option<Entry>> {
        let Some((from, to)) = self.shared.chains.span(&incarnation) else { return Ok(None) };
        let mut statement = self
            .db
            .prepare_cached("SELECT header FROM log WHERE place >= ? AND place < ? ORDER BY place DESC LIMIT 1")?;
        let mut rows = statement.query([from, to])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let transaction = Transaction::decode_header(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?)?;
        Ok(Some(entry(Version { incarnation, n: transaction.n }, &transaction)))
    }

    /// The time of the newest transaction of any chain, UTC milliseconds.
    ///
    /// # Errors
    /// The database's own.
    pub fn latest(&self) -> Result<Option<i64>> {
        let mut latest = None;
        for (incarnation, n) in self.shared.chains.all().into_iter().filter(|(_, have)| *have > 0) {
            let (entry, _) = self.transaction(Version { incarnation, n })?;
            latest = latest.max(Some(entry.at));
        }
        Ok(latest)
    }

    /// How much of every chain is here: what a peer is told that it need not send.
    ///
    /// # Errors
    /// The database's own.
    pub fn positions(&self) -> Result<Vec<Version>> {
        let mut positions = Vec::new();
        for (incarnation, _) in self.shared.chains.all() {
            let n = self.shared.link_of(self.db, &incarnation, None)?.map_or(0, |link| link.n);
            positions.push(Version { incarnation, n });
        }
        Ok(positions)
    }

    /// The records that have been written since those positions.
    ///
    /// # Errors
    /// The database's own.
    pub(crate) fn changed_since(&self, before: &[Version]) -> Result<Vec<(&'static str, [u8; 16])>> {
        let mut changed = Vec::new();
        for Version { incarnation, n: upto } in self.positions()? {
            let from = before.iter().find(|v| v.incarnation == incarnation).map_or(0, |v| v.n);
            for n in from + 1..=upto {
                let (_, transaction) = self.transaction(Version { incarnation, n })?;
                changed.extend(changed_by(&transaction));
            }
        }
        Ok(changed)
    }

    /// Who asked what with this request id before, and the reply, where it was answered.
    ///
    /// # Errors
    /// The database's own.
    pub fn reply(&self, request: &[u8; 16]) -> Result<Option<(Transaction, String)>> {
        let sql = "SELECT log.header, reply.body FROM reply JOIN log USING (place) WHERE request = ?";
        let mut statement = self.db.prepare_cached(sql)?;
        let mut rows = statement.query([request])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let header = Transaction::decode_header(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?)?;
        Ok(Some((header, row.get(1)?)))
    }

    /// Every person's sealed halves: the person, and the JSON of their [`crate::keyring::Seals`].
    pub(crate) fn sign_ins(&self) -> Result<Vec<([u8; 16], String)>> {
        let mut statement = self.db.prepare_cached("SELECT user, body FROM sign_in ORDER BY user")?;
        let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn set_in(&self, transaction: &Transaction, entity: &Entity, id: &[u8; 16], number: u16) -> Result<Value> {
        let set = sets_of(transaction, entity, id).find(|s| s.field == number);
        let mut value = set.map(|s| s.value.clone()).unwrap_or_default();
        if let Some(field) = entity.field(number) {
            rows::open_identifier(&self.shared.identifiers, id, field, &mut value)?;
        }
        Ok(value)
    }
}

/// What a transaction sets of one record.
pub(crate) fn sets_of<'a>(
    transaction: &'a Transaction,
    entity: &Entity,
    id: &[u8; 16],
) -> impl Iterator<Item = &'a Set> {
    let record = Subject { kind: entity.kind, id: *id };
    transaction.ops().filter(move |op| op.record == record).flat_map(|op| &op.sets)
}

fn fields<R: Record>(names: &[&str]) -> Vec<&'static Field> {
    names.iter().filter_map(|name| R::FIELDS.iter().find(|f| f.name == *name)).collect()
}

fn bases_in(transaction: &Transaction, entity: &Entity, id: &[u8; 16], field: u16, version: Version) -> Vec<Version> {
    sets_of(transaction, entity, id)
        .filter(|s| s.field == field)
        .flat_map(|s| s.bases.iter().map(|b| b.version(version.incarnation)))
        .collect()
}

fn entry(version: Version, transaction: &Transaction) -> Entry {
    Entry {
        version,
        at: transaction.wall + transaction.offset,
        user: transaction.user,
        command: transaction.command.clone(),
    }
}
