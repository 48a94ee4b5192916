//! Proving that nothing was altered, and building the tables anew from the log.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use model::record::{ENTITIES, Entity, number_of};
use model::{Record, Value, tenancy};
use rusqlite::Connection;
use sync::{Incarnation, Link, SignedHead, Transaction, Version, WireError};

use crate::chains::Chains;
use crate::damage::Damage;
use crate::db::{self, Mode};
use crate::error::{Error, Result};
use crate::files::Profile;
use crate::keyring::Keyring;
use crate::keys::DatabaseKey;
use crate::rows::{self, Source, Tables};
use crate::store::{Shared, Store};
use crate::witness;

/// What was looked at, and what was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Transactions whose place, hash and signatures were checked.
    pub transactions: u64,
    /// Signed heads that were checked.
    pub heads: u64,
    /// Rows that were compared with rows built from the log.
    pub rows: u64,
    /// What is wrong; empty is good.
    pub findings: Vec<Finding>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The kind of damage.
    pub damage: Damage,
    /// Where: a page's number, a table's name; never content.
    pub place: String,
}

/// The steps of a verification, for a progress line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Every page against its code.
    Pages,
    /// Every link, commitment and signature of the log.
    Log,
    /// Every row against one built from the log.
    Tables,
}

impl Store {
    /// Checks pages, log, signatures, witness and tables.
    ///
    /// # Errors
    /// The database's own where a part cannot even be read to its end.
    pub fn verify(&self, mut at: impl FnMut(Step)) -> Result<Report> {
        let mut report = Report::default();
        let signed = self.sign_head().and_then(|()| self.checkpoint());
        at(Step::Pages);
        {
            // The check reads the file itself, past the write-ahead log: all must be in it, and nobody at it.
            let _still = self.hold_whole_file()?;
            self.read(|view| report.pages(view.db))?;
        }
        self.read(|view| {
            at(Step::Log);
            let walked = signed.and_then(|()| report.log(view.db, view.shared));
            let walked = walked.and_then(|()| witnessed(view.db, view.shared)).map_err(|e| match e {
                // No table can be built from a log that cannot be read.
                Error::Damaged(Damage::Page) => Error::Damaged(Damage::Beyond),
                other => other,
            });
            report.keep(walked, "log")?;
            at(Step::Tables);
            let built = view.shared.profile.home().join("verify.tmp");
            remove_database(&built);
            let compared = report.tables(view.db, view.shared, &built);
            remove_database(&built);
            report.keep(compared, "tables")
        })?;
        report.settle();
        Ok(report)
    }

    /// Builds a new database from the log of this one, which is then set aside. The profile must not be open.
    /// Returns the folder that now holds the old files.
    ///
    /// # Errors
    /// [`Damage::Beyond`] where the log or a key cannot be read; then nothing has been changed.
    pub fn rebuild(profile: &Profile, keyring: &Keyring, key: &DatabaseKey, now_ms: i64) -> Result<PathBuf> {
        let path = profile.home().join("rebuilt.db");
        remove_database(&path);
        let built = build(profile, keyring, key, &path);
        let aside = match built {
            Ok(()) => profile.replace_database(&path, now_ms),
            Err(Error::Damaged(Damage::Page)) => Err(Error::Damaged(Damage::Beyond)),
            Err(e) => Err(e),
        };
        remove_database(&path);
        aside
    }
}

/// The rows of a table that follows from others: two keys at most, and what is kept of them.
fn derived(db: &Connection, name: &str) -> Result<Vec<Vec<rusqlite::types::Value>>> {
    let mut statement = db.prepare(&format!("SELECT * FROM {name} ORDER BY 1, 2"))?;
    let columns = statement.column_count();
    let rows = statement.query_map([], |row| (0..columns).map(|at| row.get(at)).collect())?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn build(profile: &Profile, keyring: &Keyring, key: &DatabaseKey, path: &Path) -> Result<()> {
    let salt = keyring.salt()?;
    let old = db::open(&profile.database(), key, &salt, Mode::Write)?;
    let mut new = db::open(path, key, &salt, Mode::Create)?;
    db::migrate(&mut new)?;
    new.execute_batch("PRAGMA synchronous = OFF; BEGIN")?;
    for table in ["chain", "log", "signed_head", "secret", "counter", "sign_in", "draft", "reply", "print_job"] {
        match copy(&old, &new, table) {
            // Replies and unfinished work can be done without; the log, keys and people cannot.
            Err(Error::Damaged(_)) if matches!(table, "reply" | "draft" | "print_job") => {}
            other => other?,
        }
    }
    replay(&new, &new, &Chains::load(&new)?)?;
    new.execute_batch(
        "COMMIT; PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;",
    )?;
    Ok(())
}

impl Report {
    /// Whether nothing is wrong.
    pub fn is_good(&self) -> bool {
        self.findings.is_empty()
    }

    fn find(&mut self, damage: Damage, place: &str) {
        self.findings.push(Finding { damage, place: place.to_owned() });
    }

    /// Whatever else is wrong cannot be mended where the log is: no finding then says to rebuild.
    fn settle(&mut self) {
        if self.findings.iter().any(|f| !f.damage.can_rebuild()) {
            for finding in self.findings.iter_mut().filter(|f| f.damage.can_rebuild()) {
                finding.damage = Damage::Beyond;
            }
        }
    }

    /// Notes damage that ended a step early; any other error stays one.
    fn keep(&mut self, step: Result<()>, place: &str) -> Result<()> {
        match step {
            Err(Error::Damaged(damage)) => self.find(damage, place),
            Err(Error::Wire(_)) => self.find(Damage::Chain { n: self.transactions + 1 }, place),
            other => return other,
        }
        Ok(())
    }

    pub(crate) fn pages(&mut self, db: &Connection) -> Result<()> {
        let mut statement = db.prepare("PRAGMA cipher_integrity_check")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let said: String = row.get(0)?;
            self.find(Damage::Page, &page_of(&said));
        }
        Ok(())
    }

    pub(crate) fn log(&mut self, db: &Connection, shared: &Shared) -> Result<()> {
        let mut acts = Acts::default();
        // A chain of which nothing was taken yet has no desk here either.
        for (incarnation, _) in shared.chains.all().into_iter().filter(|(_, have)| *have > 0) {
            self.chain(db, shared, incarnation, &mut acts)?;
        }
        acts.all_signed()
    }

    fn chain(&mut self, db: &Connection, shared: &Shared, incarnation: Incarnation, acts: &mut Acts) -> Result<()> {
        let Some((root, end)) = shared.chains.span(&incarnation) else { return Ok(()) };
        let mut heads = signed_heads(db, shared, incarnation, root, end)?.into_iter().peekable();
        let mut link = Link::root(&shared.tenant, &incarnation);
        let mut statement = db
            .prepare("SELECT place, hash, header, groups, act FROM log WHERE place > ? AND place < ? ORDER BY place")?;
        let mut rows = statement.query([root, end])?;
        while let Some(row) = rows.next()? {
            let blob = |i| row.get_ref(i).and_then(|v| v.as_blob().map_err(rusqlite::Error::from));
            let place: i64 = row.get(0)?;
            let n = link.n + 1;
            let damaged = Error::Damaged(Damage::Chain { n });
            let commitments = Transaction::commitments(blob(3)?).map_err(|_| Error::Damaged(Damage::Chain { n }))?;
            let next = link.next(blob(2)?, &commitments);
            if place - root != n as i64 || next.hash.0 != row.get::<_, [u8; 32]>(1)? {
                return Err(damaged);
            }
            let act: Option<[u8; 64]> = row.get(4)?;
            let transaction = Transaction::decode(blob(2)?, blob(3)?)?;
            acts.note_keys(&transaction);
            if let Some(signature) = act {
                let payload = sync::act_payload(&shared.tenant, &incarnation, &next.hash);
                acts.check(SignedAct { user: transaction.user, n, payload, signature });
            }
            link = next;
            self.transactions += 1;
            if heads.peek().is_some_and(|h| h.to == link.n) {
                self.heads += 1;
                if heads.next().is_some_and(|h| h.hash != link.hash) {
                    return Err(Error::Damaged(Damage::Chain { n }));
                }
            }
        }
        match heads.next() {
            Some(head) => Err(Error::Damaged(Damage::Behind { witnessed: head.to, found: link.n })),
            None => Ok(()),
        }
    }

    fn tables(&mut self, db: &Connection, shared: &Shared, built: &Path) -> Result<()> {
        let mut fresh = db::open(built, &shared.key, &shared.salt, Mode::Create)?;
        db::migrate(&mut fresh)?;
        fresh.execute_batch("PRAGMA synchronous = OFF; BEGIN")?;
        replay(db, &fresh, &shared.chains)?;
        fresh.execute_batch("COMMIT")?;
        for entity in ENTITIES {
            let differs = self.table(db, &fresh, entity, &shared.chains)?;
            if differs {
                self.find(Damage::Table, entity.name);
            }
        }
        for name in ["last_visit", "owed", "drawer_cash"] {
            if derived(db, name)? != derived(&fresh, name)? {
                self.find(Damage::Table, name);
            }
        }
        Ok(())
    }

    fn table(&mut self, db: &Connection, fresh: &Connection, entity: &Entity, chains: &Chains) -> Result<bool> {
        let sql = format!("SELECT {} FROM {} ORDER BY id", rows::columns(entity), entity.name);
        let (mut here, mut built) = (db.prepare(&sql)?, fresh.prepare(&sql)?);
        let (mut here, mut built) = (here.query([])?, built.query([])?);
        loop {
            let a = here.next()?.map(|r| rows::read(r, entity, chains)).transpose()?;
            let b = built.next()?.map(|r| rows::read(r, entity, chains)).transpose()?;
            if a != b {
                return Ok(true);
            }
            if a.is_none() {
                return Ok(false);
            }
            self.rows += 1;
        }
    }
}

/// Whether the log has what the witness saw.
fn witnessed(db: &Connection, shared: &Shared) -> Result<()> {
    let Some(seen) = witness::read(&shared.profile.witness(), &shared.key) else { return Ok(()) };
    match shared.link_at(db, Some(seen.n))? {
        Some(link) if link.hash == seen.hash => Ok(()),
        _ => Err(Error::Damaged(Damage::Chain { n: seen.n })),
    }
}

/// Applies every transaction of the log of `from` to the tables of `into`.
fn replay(from: &Connection, into: &Connection, chains: &Chains) -> Result<()> {
    let mut tables = Tables::of(into);
    let mut applied: HashMap<Incarnation, u64> = HashMap::new();
    for (incarnation, _) in chains.all() {
        let Some((root, end)) = chains.span(&incarnation) else { continue };
        let mut statement =
            from.prepare("SELECT header, groups FROM log WHERE place > ? AND place < ? ORDER BY place")?;
        let mut found = statement.query([root, end])?;
        while let Some(row) = found.next()? {
            let blob = |i| row.get_ref(i).and_then(|v| v.as_blob().map_err(rusqlite::Error::from));
            let transaction = Transaction::decode(blob(0)?, blob(1)?)?;
            let version = Version { incarnation, n: transaction.n };
            // The chains come one after the other here, not as they were written: heads do not depend on it.
            let source = Source {
                version,
                at: transaction.wall + transaction.offset,
                chains,
                applied: &|v| applied.get(&v.incarnation).is_some_and(|n| v.n <= *n),
                log: &|v| transaction_in(from, chains, v),
            };
            for op in transaction.ops() {
                tables.apply(op, &source)?;
            }
            applied.insert(incarnation, transaction.n);
        }
    }
    Ok(())
}

fn transaction_in(db: &Connection, chains: &Chains, version: Version) -> Result<Transaction> {
    let place = chains.place(version).ok_or(Error::NoSuchRecord)?;
    let mut statement = db.prepare_cached("SELECT header, groups FROM log WHERE place = ?")?;
    let mut found = statement.query([place])?;
    let row = found.next()?.ok_or(Error::NoSuchRecord)?;
    let blob = |i| row.get_ref(i).and_then(|v| v.as_blob().map_err(rusqlite::Error::from));
    Ok(Transaction::decode(blob(0)?, blob(1)?)?)
}

/// The signed heads of a chain, their signatures checked, in order.
fn signed_heads(
    db: &Connection,
    shared: &Shared,
    incarnation: Incarnation,
    root: i64,
    end: i64,
) -> Result<Vec<SignedHead>> {
    let key = if incarnation == shared.incarnation {
        shared.device.public().verifying
    } else {
        let desk = rows::get(db, &Entity::of::<tenancy::Desk>(), &shared.chains, &incarnation.0)?;
        let desk = desk.ok_or(Error::Damaged(Damage::Table))?.open::<tenancy::Desk>(&shared.identifiers)?.record;
        desk.verifying_key.try_into().map_err(|_| Error::Damaged(Damage::Table))?
    };
    let mut statement = db.prepare(
        "SELECT place, from_n, hash, deps, envelope, signature FROM signed_head
         WHERE place > ? AND place < ? ORDER BY place",
    )?;
    let mut found = statement.query([root, end])?;
    let mut heads = Vec::new();
    while let Some(row) = found.next()? {
        let head = shared.signed_head(incarnation, row)?;
        let checked: Result<(), WireError> = head.verify(&key);
        checked.map_err(|_| Error::Damaged(Damage::Chain { n: head.to }))?;
        heads.push(head);
    }
    Ok(heads)
}

/// The keys that people have had, from the log itself, and what is signed with one that was not met yet: the chain
/// that names it may come later.
#[derive(Default)]
struct Acts {
    keys: HashMap<[u8; 16], Vec<[u8; 32]>>,
    open: Vec<SignedAct>,
}

struct SignedAct {
    user: [u8; 16],
    n: u64,
    payload: Vec<u8>,
    signature: [u8; 64],
}

impl Acts {
    fn note_keys(&mut self, transaction: &Transaction) {
        const VERIFYING_KEY: u16 = number_of(tenancy::User::FIELDS, "verifying_key");
        for op in transaction.ops().filter(|op| op.record.kind == tenancy::User::KIND) {
            for set in op.sets.iter().filter(|s| s.field == VERIFYING_KEY) {
                if let Value::Bytes(key) = &set.value
                    && let Ok(key) = key.as_slice().try_into()
                {
                    self.keys.entry(op.record.id).or_default().push(key);
                }
            }
        }
    }

    fn check(&mut self, act: SignedAct) {
        if !self.is_signed(&act) {
            self.open.push(act);
        }
    }

    fn is_signed(&self, act: &SignedAct) -> bool {
        let keys = self.keys.get(&act.user).into_iter().flatten();
        keys.into_iter().any(|key| sync::head::verify_act(key, &act.payload, &act.signature).is_ok())
    }

    fn all_signed(&self) -> Result<()> {
        match self.open.iter().find(|act| !self.is_signed(act)) {
            Some(act) => Err(Error::Damaged(Damage::Chain { n: act.n })),
            None => Ok(()),
        }
    }
}

fn copy(old: &Connection, new: &Connection, table: &str) -> Result<()> {
    let mut statement = old.prepare(&format!("SELECT * FROM {table}"))?;
    let marks = vec!["?"; statement.column_count()].join(", ");
    let mut insert = new.prepare(&format!("INSERT INTO {table} VALUES ({marks})"))?;
    let columns = statement.column_count();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let values =
            (0..columns).map(|i| row.get::<_, rusqlite::types::Value>(i)).collect::<rusqlite::Result<Vec<_>>>()?;
        insert.execute(rusqlite::params_from_iter(values))?;
    }
    Ok(())
}

/// "page 17" out of SQLCipher's sentence about it.
fn page_of(said: &str) -> String {
    let mut words = said.split(' ').skip_while(|word| *word != "page").skip(1);
    words.next().map_or_else(|| "pages".to_owned(), |number| format!("page {number}"))
}

fn remove_database(path: &Path) {
    for tail in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(tail);
        let _ = std::fs::remove_file(PathBuf::from(name));
    }
}
