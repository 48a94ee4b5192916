//! One transaction: what a command writes, and the log entry that it becomes.

use std::collections::HashMap;
use std::ops::Deref;

use model::record::{Entity, Merge};
use model::{Id, Record, Value, tenancy};
use rand::RngExt;
use rand::rngs::StdRng;
use sync::{Base, Group, Op, Set, Stamp, Subject, Transaction, Version, Versions};

use crate::broken::{self, Rule};
use crate::error::{Error, Result};
use crate::keyring::Seals;
use crate::keys::KeyPair;
use crate::rows::{self, Source, Tables};
use crate::view::{View, sets_of};

/// The kinds of records that the keyring file repeats.
const KEYRING_KINDS: [u16; 3] = [tenancy::Clinic::KIND, tenancy::User::KIND, tenancy::Desk::KIND];

/// Who asks for a write, with what, and when.
pub struct Act<'a> {
    /// The person.
    pub user: [u8; 16],
    /// The command's name.
    pub command: &'a str,
    /// The caller's own id for it.
    pub request: [u8; 16],
    /// What the clock says, UTC milliseconds.
    pub now: i64,
    /// The clock's known offset, milliseconds to add.
    pub offset: i64,
    /// The person's pair, for an act that they must answer for.
    pub signer: Option<&'a KeyPair>,
}

/// A write in progress. It reads what it has written.
pub struct Tx<'a> {
    view: View<'a>,
    tables: Tables<'a>,
    version: Version,
    now: i64,
    rng: &'a mut StdRng,
    /// How many ids it has made.
    ids: u16,
    groups: Vec<(Subject, Vec<Op>)>,
    group_of: HashMap<Subject, usize>,
    seals_changed: bool,
}

impl<'a> Deref for Tx<'a> {
    type Target = View<'a>;

    fn deref(&self) -> &View<'a> {
        &self.view
    }
}

impl<'a> Tx<'a> {
    pub(crate) fn new(view: View<'a>, version: Version, now: i64, rng: &'a mut StdRng) -> Self {
        Self {
            tables: Tables::of(view.db),
            view,
            version,
            now,
            rng,
            ids: 0,
            groups: Vec::new(),
            group_of: HashMap::new(),
            seals_changed: false,
        }
    }

    /// A new id.
    pub fn new_id<R>(&mut self) -> Id<R> {
        self.new_id_at(self.now)
    }

    /// A new id for something that happened at that time, UTC milliseconds.
    ///
    /// The first 4,096 of one transaction are in the order of their making, also within a millisecond: the
    /// random bits behind the time begin with a count (RFC 9562, section 6.2, method 1).
    pub fn new_id_at<R>(&mut self, at: i64) -> Id<R> {
        let mut random: [u8; 10] = self.rng.random();
        random[..2].copy_from_slice(&self.ids.min(0x0fff).to_be_bytes());
        self.ids = self.ids.saturating_add(1);
        Id::new(at, random)
    }

    /// The next number of a counter of this device, from 1.
    ///
    /// # Errors
    /// The database's own.
    pub fn next(&mut self, counter: &str) -> Result<u64> {
        let n: i64 = self
            .view
            .db
            .prepare_cached(
                "INSERT INTO counter (name, value) VALUES (?, 1)
                 ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value",
            )?
            .query_row([counter], |r| r.get(0))?;
        Ok(n.unsigned_abs())
    }

    /// Puts a new record, which is about `subject`.
    ///
    /// # Errors
    /// The database's own.
    pub fn insert<R: Record>(&mut self, subject: Subject, record: &R) -> Result<()> {
        let id = record.id().bytes();
        let mut sets = Vec::with_capacity(R::FIELDS.len());
        for (field, value) in R::FIELDS.iter().zip(record.values()) {
            if !value.is_null() {
                let value = rows::seal_identifier(&self.view.shared.identifiers, &id, field, value, self.rng);
                sets.push(Set { field: field.number, value, bases: Vec::new() });
            }
        }
        self.put(subject, Op { record: Subject { kind: R::KIND, id }, sets })
    }

    /// Sets fields of a record against the versions that a person saw. Where others have been written
    /// meanwhile, both values stand; the returned versions tell.
    ///
    /// # Errors
    /// [`Error::NoSuchRecord`]; [`Error::BadStamp`] where the stamp names what is not here, or the record is an
    /// entry that is never edited.
    pub fn update<R: Record>(
        &mut self,
        subject: Subject,
        id: Id<R>,
        stamp: &Stamp,
        changes: Vec<(u16, Value)>,
    ) -> Result<Versions> {
        let entity = Entity::of::<R>();
        let id = id.bytes();
        let numbers: Vec<u16> = changes.iter().map(|c| c.0).collect();
        if !self.was_handed_out(&entity, &id, stamp, &numbers)? {
            return Err(Error::BadStamp);
        }
        let mut sets = Vec::with_capacity(changes.len());
        for (number, value) in changes {
            let field = entity.field(number).ok_or(Error::NoSuchRecord)?;
            if field.merge == Merge::Ledger {
                return Err(Error::BadStamp);
            }
            let seen = if broken::is(Rule::Stamps) { self.view.versions(&entity, &id)?.stamp() } else { stamp.clone() };
            let bases = seen.bases(number).into_iter().map(|v| Base::of(v, self.version.incarnation)).collect();
            let value = rows::seal_identifier(&self.view.shared.identifiers, &id, field, value, self.rng);
            sets.push(Set { field: number, value, bases });
        }
        if !sets.is_empty() {
            self.put(subject, Op { record: Subject { kind: R::KIND, id }, sets })?;
        }
        self.view.versions(&entity, &id)
    }

    /// Whether a stamp can be of this record: every version in it wrote the record, and what it says of each of
    /// the fields `numbers` set that field. A base that never was would be a false entry of the history.
    fn was_handed_out(&self, entity: &Entity, id: &[u8; 16], stamp: &Stamp, numbers: &[u16]) -> Result<bool> {
        let present = self.view.versions(entity, id)?.stamp();
        let wrote = |version: Version, number: Option<u16>| -> Result<bool> {
            if !self.view.shared.chains.has(&version) {
                return Ok(false);
            }
            let (_, transaction) = self.view.transaction(version)?;
            Ok(sets_of(&transaction, entity, id).any(|s| number.is_none_or(|n| s.field == n)))
        };
        for version in stamp.versions() {
            if !present.versions().any(|v| v == version) && !wrote(version, None)? {
                return Ok(false);
            }
        }
        for &number in numbers {
            let heads = present.bases(number);
            for base in stamp.bases(number) {
                if !heads.contains(&base) && !wrote(base, Some(number))? {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// What each head of a field holds, what this transaction sets among them; otherwise as [`View::heads`].
    ///
    /// # Errors
    /// [`Error::NoSuchRecord`].
    pub fn heads(&self, entity: &Entity, id: &[u8; 16], field: u16) -> Result<Vec<Value>> {
        let record = Subject { kind: entity.kind, id: *id };
        let ops = self.groups.iter().flat_map(|group| &group.1).filter(|op| op.record == record);
        let set = ops.flat_map(|op| &op.sets).rfind(|s| s.field == field);
        let own = match (set, entity.field(field)) {
            (Some(set), Some(field)) => {
                let mut value = set.value.clone();
                rows::open_identifier(&self.view.shared.identifiers, id, field, &mut value)?;
                Some((self.now, self.version, value))
            }
            _ => None,
        };
        self.view.heads_beside(entity, id, field, own)
    }

    /// Makes `pair` the branch's sign-in pair: the database key is sealed to it, and it to everybody.
    ///
    /// # Errors
    /// The database's own.
    pub fn put_sign_in(&mut self, pair: &KeyPair) -> Result<()> {
        let sealing = pair.public().sealing;
        let key = KeyPair::seal_database_key(&sealing, &self.view.shared.key);
        for (name, body) in [("sign_in_key", sealing.as_slice()), ("database_key", key.bytes())] {
            self.view.db.execute("UPDATE secret SET body = ? WHERE name = ?", (body, name))?;
        }
        for (user, body) in self.view.sign_ins()? {
            let table = || Error::Damaged(crate::damage::Damage::Table);
            let mut seals: Seals = serde_json::from_str(&body).map_err(|_| table())?;
            let to: [u8; 32] = seals.sealing_key.as_slice().try_into().map_err(|_| table())?;
            seals.sign_in = pair.seal_to(&to);
            self.put_seals(&user, &seals)?;
        }
        Ok(())
    }

    /// Keeps a person's sealed halves; the keyring file follows after the commit.
    ///
    /// # Errors
    /// The database's own.
    pub fn put_seals(&mut self, user: &[u8; 16], seals: &Seals) -> Result<()> {
        let body = serde_json::to_string(seals).unwrap_or_default();
        self.view
            .db
            .prepare_cached(
                "INSERT INTO sign_in (user, body) VALUES (?, ?) ON CONFLICT (user) DO UPDATE SET body = excluded.body",
            )?
            .execute((user, body))?;
        self.seals_changed = true;
        Ok(())
    }

    fn put(&mut self, subject: Subject, op: Op) -> Result<()> {
        let view = &self.view;
        let chains = &view.shared.chains;
        let source = Source {
            version: self.version,
            at: self.now,
            chains,
            applied: &|v| chains.has(v),
            log: &|v| Ok(view.transaction(v)?.1),
        };
        self.tables.apply(&op, &source)?;
        let at = *self.group_of.entry(subject).or_insert(self.groups.len());
        let Some((_, ops)) = self.groups.get_mut(at) else {
            self.groups.push((subject, vec![op]));
            return Ok(());
        };
        match ops.iter_mut().find(|o| o.record == op.record && overlaps_nothing(o, &op)) {
            Some(same) => same.sets.extend(op.sets),
            None => ops.push(op),
        }
        Ok(())
    }

    /// The log entry of everything that was put, and what was touched.
    pub(crate) fn finish(self, act: &Act<'_>) -> (Transaction, bool) {
        let rng = self.rng;
        let groups =
            self.groups.into_iter().map(|(subject, ops)| Group::Open { salt: rng.random(), subject, ops }).collect();
        let transaction = Transaction {
            n: self.version.n,
            wall: act.now,
            offset: act.offset,
            user: act.user,
            command: act.command.to_owned(),
            request: act.request,
            deps: Vec::new(),
            groups,
        };
        (transaction, self.seals_changed)
    }
}

/// Whether the keyring file repeats something of it.
pub(crate) fn concerns_keyring(transaction: &Transaction) -> bool {
    transaction.ops().any(|op| KEYRING_KINDS.contains(&op.record.kind))
}

/// The kinds and ids of the records that it writes, as far as this version knows them.
pub(crate) fn changed_by(transaction: &Transaction) -> impl Iterator<Item = (&'static str, [u8; 16])> {
    transaction.ops().filter_map(|op| Some((Entity::of_kind(op.record.kind)?.name, op.record.id)))
}

/// Two operations of one transaction on one record become one, unless they set a field twice.
fn overlaps_nothing(a: &Op, b: &Op) -> bool {
    a.sets.iter().all(|x| b.sets.iter().all(|y| x.field != y.field))
}
