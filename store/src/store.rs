//! One open profile: a writer, readers on snapshots, and a checkpointer that keeps out of the writer's way.

use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use model::Record;
use rand::SeedableRng;
use rand::rngs::StdRng;
use rusqlite::Connection;
use rusqlite::config::DbConfig;
use serde::Serialize;
use sync::{ChainHash, Incarnation, Link, Stamp, Version};

use crate::broken::{self, Rule};
use crate::chains::Chains;
use crate::checkpoint::{checkpoint, checkpoints, sign_head};
use crate::damage::Damage;
use crate::db::{self, Mode};
use crate::error::{Error, Result};
use crate::files::Profile;
use crate::incarnation::{self, Place};
use crate::keyring::{Keyring, PreparedKeyring};
use crate::keys::{DatabaseKey, IdentifierKey, KeyPair, PublicHalves};
use crate::search::Directory;
use crate::tx::{Act, Tx, changed_by, concerns_keyring};
use crate::view::View;
use crate::witness::{self, Running};

/// Pages in the write-ahead log after which it is copied into the database, off the writer.
const CHECKPOINT_AT: i32 = 500;

/// Connections that are kept for the next readers. Each holds pages of its own; more are opened as they are needed.
const IDLE_READERS: usize = 4;

/// Transactions after which the device signs its head in the same commit.
const SIGN_EVERY: u64 = 64;

/// What every connection of a profile shares.
pub struct Shared {
    pub(crate) profile: Profile,
    pub(crate) key: DatabaseKey,
    pub(crate) salt: [u8; 16],
    pub(crate) tenant: [u8; 16],
    pub(crate) incarnation: Incarnation,
    pub(crate) chains: Chains,
    pub(crate) identifiers: IdentifierKey,
    pub(crate) device: KeyPair,
    pub(crate) recovery: PublicHalves,
    pub(crate) head: Mutex<Link>,
    pub(crate) directory: Directory,
    /// Held while a witness is written, which has one name beside it.
    pub(crate) witnessing: Mutex<()>,
}

/// An open profile.
pub struct Store {
    pub(crate) shared: Arc<Shared>,
    pub(crate) writer: Mutex<Writer>,
    readers: Mutex<Vec<Connection>>,
    checkpoint: Mutex<Option<SyncSender<()>>>,
    checkpointer: Mutex<Option<JoinHandle<()>>>,
}

pub(crate) struct Writer {
    pub(crate) db: Connection,
    rng: StdRng,
    running: Option<Running>,
}

/// What a write did.
#[derive(Clone, Debug, Serialize)]
pub struct Outcome<T> {
    /// What the command returns.
    pub reply: T,
    /// The names of the kinds of records that were written, each with the ids of its subjects.
    pub changed: Vec<(&'static str, [u8; 16])>,
}

/// What a new clinic's profile begins with.
pub struct Founding<'a> {
    /// The tenant's id, which is also the id of its clinic record.
    pub tenant: [u8; 16],
    /// This device's first incarnation, also the id of its desk record.
    pub incarnation: Incarnation,
    /// The recovery pair's public halves.
    pub recovery: PublicHalves,
    /// The device's pair.
    pub device: KeyPair,
    /// The branch's sign-in pair, to whose holder the database key is sealed.
    pub sign_in: &'a KeyPair,
}

impl Store {
    /// Makes the database of a new clinic, runs `first` as its first transaction, and writes the keyring.
    ///
    /// # Errors
    /// [`Error::AlreadyThere`]; whatever `first` returns; then nothing is left behind.
    pub fn create<T: Serialize>(
        profile: &Profile,
        founding: Founding<'_>,
        act: &Act<'_>,
        first: impl FnOnce(&mut Tx<'_>) -> Result<T>,
    ) -> Result<(Self, Outcome<T>)> {
        if profile.database().exists() || profile.keyring().exists() {
            return Err(Error::AlreadyThere);
        }
        let made = Self::make(profile, founding, act, first);
        if made.is_err() {
            let keyrings = [profile.keyring(), profile.keyring_before()];
            let database = [profile.database(), profile.wal(), profile.shm(), profile.running(), profile.founding()];
            for file in database.iter().chain(&keyrings) {
                let _ = std::fs::remove_file(file);
            }
        }
        made
    }

    fn make<T: Serialize>(
        profile: &Profile,
        founding: Founding<'_>,
        act: &Act<'_>,
        first: impl FnOnce(&mut Tx<'_>) -> Result<T>,
    ) -> Result<(Self, Outcome<T>)> {
        crate::files::replace(&profile.founding(), b"")?;
        let key = DatabaseKey::random();
        let salt = crate::keys::random();
        let mut db = db::open(&profile.database(), &key, &salt, Mode::Create)?;
        db::migrate(&mut db)?;
        let identifiers = IdentifierKey::random(founding.tenant);
        let recovery = [founding.recovery.verifying, founding.recovery.sealing].concat();
        let seals = [
            ("tenant", founding.tenant.to_vec()),
            ("incarnation", founding.incarnation.0.to_vec()),
            ("device", founding.device.private().to_vec()),
            ("identifiers", identifiers.private().to_vec()),
            ("sign_in_key", founding.sign_in.public().sealing.to_vec()),
            ("database_key", KeyPair::seal_database_key(&founding.sign_in.public().sealing, &key).bytes().to_vec()),
            (
                "database_key_for_recovery",
                KeyPair::seal_database_key(&founding.recovery.sealing, &key).bytes().to_vec(),
            ),
            ("recovery", recovery),
        ];
        for (name, body) in seals {
            db.execute("INSERT INTO secret (name, body) VALUES (?, ?)", (name, body))?;
        }
        db.execute("INSERT INTO chain (number, incarnation) VALUES (0, ?)", [founding.incarnation.0])?;
        let store = Self::over(profile.clone(), key, salt, db)?;
        store.mark_running()?;
        let outcome = store.write(act, first)?;
        store.write_keyring()?;
        std::fs::remove_file(profile.founding())?;
        Ok((store, outcome))
    }

    /// Opens a profile with its database key. Looks first, compares the witness, repairs the keyring file and
    /// the salt, and returns the names of what was repaired, or `set-aside` where that was done before: then it
    /// goes on as a new incarnation, which is `by`'s act.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn open(
        profile: &Profile,
        keyring: &Keyring,
        key: DatabaseKey,
        by: &Act<'_>,
    ) -> Result<(Self, Vec<&'static str>)> {
        let mut repaired = Vec::new();
        let salt = keyring.salt()?;
        let mut db = db::open(&profile.database(), &key, &salt, Mode::Write)?;
        db::migrate(&mut db)?;
        // Entries are lost that others may have seen: their places in the chain are never given again.
        let aside = was_set_aside(profile);
        if aside {
            let before = Shared::of(profile.clone(), key.clone(), salt, &db)?;
            if lock(&before.head).n > 0 {
                incarnation::begin(&mut db, &before, Place::SameComputer)?;
            }
        }
        let store = Self::over(profile.clone(), key, salt, db)?;
        if aside {
            let taken = [keyring.register.clone()];
            store.write(by, |tx| incarnation::put_desk(tx, &taken, Place::SameComputer))?;
        }
        store.compare_witness(&mut repaired)?;
        if store.read(|view| view.shared.salt_on_disk())?.is_some_and(|on_disk| on_disk != salt) {
            store.shared.restore_salt()?;
            repaired.push("salt");
        }
        let from_before = Keyring::read(profile).is_ok_and(|(_, before)| before);
        if from_before || store.keyring()? != *keyring {
            repaired.push("keyring");
        }
        store.write_keyring()?;
        store.mark_running()?;
        // Left where a founding was cut short behind its keyring: this is a clinic.
        let _ = std::fs::remove_file(profile.founding());
        Ok((store, repaired))
    }

    pub(crate) fn over(profile: Profile, key: DatabaseKey, salt: [u8; 16], db: Connection) -> Result<Self> {
        let shared = Arc::new(Shared::of(profile, key, salt, &db)?);
        let (send, receive) = sync_channel(1);
        let thread = {
            let shared = Arc::clone(&shared);
            std::thread::Builder::new().name("checkpoint".into()).spawn(move || checkpoints(&shared, &receive))?
        };
        Ok(Self {
            shared,
            writer: Mutex::new(Writer { db, rng: StdRng::from_seed(crate::keys::random()), running: None }),
            readers: Mutex::default(),
            checkpoint: Mutex::new(Some(send)),
            checkpointer: Mutex::new(Some(thread)),
        })
    }

    /// Looks at one snapshot, beside any write.
    ///
    /// # Errors
    /// Whatever `f` returns, and the database's own.
    pub fn read<T>(&self, f: impl FnOnce(&View<'_>) -> Result<T>) -> Result<T> {
        let kept = lock(&self.readers).pop();
        let db = match kept {
            Some(db) => db,
            None => db::open(&self.shared.profile.database(), &self.shared.key, &self.shared.salt, Mode::Read)?,
        };
        db.execute_batch("BEGIN")?;
        let out = f(&View { db: &db, shared: &self.shared });
        let ended = db.execute_batch("ROLLBACK");
        // A connection that has met a bad page calls every page bad from then on.
        if ended.is_ok() && !matches!(out, Err(Error::Damaged(_))) {
            let mut readers = lock(&self.readers);
            if readers.len() < IDLE_READERS {
                readers.push(db);
            }
        }
        out
    }

    /// Runs a command's writes as one transaction: rows, log entry and reply in one durable commit.
    ///
    /// # Errors
    /// Whatever `f` returns, and the database's own; then nothing of it is kept.
    pub fn write<T: Serialize>(&self, act: &Act<'_>, f: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<Outcome<T>> {
        let mut writer = lock(&self.writer);
        let Writer { db, rng, running } = &mut *writer;
        db.execute_batch("BEGIN IMMEDIATE")?;
        let done = self.transact(db, rng, act, f);
        if done.is_err() {
            // A commit that failed may have ended the transaction already.
            let _ = db.execute_batch("ROLLBACK");
        }
        let (outcome, keyring) = done?;
        if let Some(running) = running {
            running.note(&self.shared.key, &self.head());
        }
        if db::wal_pages() > CHECKPOINT_AT {
            self.checkpoint_soon();
        }
        // Still held against another writer, so that no older keyring replaces a newer one.
        keyring.map_or(Ok(()), |keyring| keyring.place(&self.shared.profile))?;
        Ok(outcome)
    }

    fn transact<T: Serialize>(
        &self,
        db: &Connection,
        rng: &mut StdRng,
        act: &Act<'_>,
        f: impl FnOnce(&mut Tx<'_>) -> Result<T>,
    ) -> Result<(Outcome<T>, Option<PreparedKeyring>)> {
        let shared = &*self.shared;
        let before = *lock(&shared.head);
        let version = Version { incarnation: shared.incarnation, n: before.n + 1 };
        let mut tx = Tx::new(View { db, shared }, version, act.now + act.offset, rng);
        let reply = f(&mut tx)?;
        let (mut transaction, seals_changed) = tx.finish(act);
        if transaction.groups.is_empty() {
            db.execute_batch("ROLLBACK")?;
            return Ok((Outcome { reply, changed: Vec::new() }, None));
        }
        if !broken::is(Rule::Deps) {
            transaction.deps = shared.untold(db)?;
        }
        let stored = transaction.encode();
        let link = before.next(&stored.header, &stored.commitments);
        let signature =
            act.signer.map(|pair| pair.sign(&sync::act_payload(&shared.tenant, &shared.incarnation, &link.hash)));
        let place = shared.chains.place(version).ok_or(Error::Damaged(Damage::Table))?;
        db.prepare_cached("INSERT INTO log (place, hash, header, groups, act) VALUES (?, ?, ?, ?, ?)")?.execute((
            place,
            link.hash.0,
            stored.header,
            stored.groups,
            signature.map(|s| s.to_vec()),
        ))?;
        for dep in &transaction.deps {
            db.prepare_cached("UPDATE chain SET told = ? WHERE incarnation = ?")?
                .execute((dep.version.n as i64, dep.version.incarnation.0))?;
        }
        let body = serde_json::to_string(&reply).unwrap_or_default();
        db.prepare_cached("INSERT INTO reply (request, place, body) VALUES (?, ?, ?)")?.execute((
            act.request,
            place,
            body,
        ))?;
        if link.n.is_multiple_of(SIGN_EVERY) {
            sign_head(shared, db, &link)?;
        }
        let prepared = match seals_changed || concerns_keyring(&transaction) {
            true => Some(Keyring::of(&View { db, shared })?.prepare(&shared.profile)?),
            false => None,
        };
        db.execute_batch("COMMIT")?;
        *lock(&shared.head) = link;
        shared.chains.set_have(shared.incarnation, link.n);
        for dep in &transaction.deps {
            shared.chains.set_told(dep.version);
        }
        let changed: Vec<_> = changed_by(&transaction).collect();
        shared.directory.follow(&View { db, shared }, &changed);
        Ok((Outcome { reply, changed }, prepared))
    }

    /// Finds patients without the database; loads the directory first where that has not been done.
    ///
    /// # Errors
    /// The database's own.
    pub fn directory(&self) -> Result<&Directory> {
        let directory = &self.shared.directory;
        if let Some(_turn) = directory.turn_to_load() {
            let read_at = self.read(|view| {
                directory.load(view)?;
                let read_at = view.positions()?;
                // Every page of the patients went through this connection, and is not read again.
                view.db.execute_batch("PRAGMA shrink_memory")?;
                Ok(read_at)
            })?;
            // What was written while it was read, against the writer, so that nothing falls between.
            let writer = lock(&self.writer);
            let view = View { db: &writer.db, shared: &self.shared };
            directory.loaded(&view, &view.changed_since(&read_at)?);
        }
        Ok(directory)
    }

    /// Keeps, or with `None` drops, a value of this device alone.
    ///
    /// # Errors
    /// The database's own.
    pub fn put_local(&self, name: &str, body: Option<&[u8]>) -> Result<()> {
        let writer = lock(&self.writer);
        match body {
            Some(body) => writer
                .db
                .prepare_cached("INSERT INTO secret (name, body) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET body = excluded.body")?
                .execute((format!("local.{name}"), body))?,
            None => writer.db.prepare_cached("DELETE FROM secret WHERE name = ?")?.execute([format!("local.{name}")])?,
        };
        Ok(())
    }

    /// A value of this device alone.
    ///
    /// # Errors
    /// The database's own.
    pub fn local(&self, name: &str) -> Result<Option<Vec<u8>>> {
        self.read(|view| {
            crate::rows::optional(view.db, "SELECT body FROM secret WHERE name = ?", [format!("local.{name}")])
        })
    }

    /// The tenant's id.
    pub fn tenant(&self) -> [u8; 16] {
        self.shared.tenant
    }

    /// This device's incarnation.
    pub fn incarnation(&self) -> Incarnation {
        self.shared.incarnation
    }

    /// Where the chain is now.
    pub fn head(&self) -> Link {
        *lock(&self.shared.head)
    }

    /// Signs the chain as far as it goes, unless that has been done.
    ///
    /// # Errors
    /// The database's own.
    pub fn sign_head(&self) -> Result<()> {
        let writer = lock(&self.writer);
        sign_head(&self.shared, &writer.db, &self.head())
    }

    /// Copies the write-ahead log into the database and writes the witness. It does not wait for readers or
    /// the writer.
    ///
    /// # Errors
    /// The database's own, or the witness file's.
    pub fn checkpoint(&self) -> Result<()> {
        let db = db::open(&self.shared.profile.database(), &self.shared.key, &self.shared.salt, Mode::Write)?;
        checkpoint(&self.shared, &db)
    }

    /// Copies all of the write-ahead log into the database, waiting for readers, and keeps writer and
    /// checkpointer from it until the returned guards are dropped.
    ///
    /// # Errors
    /// The database's own.
    pub(crate) fn hold_whole_file(&self) -> Result<(MutexGuard<'_, Writer>, MutexGuard<'_, ()>)> {
        let writer = lock(&self.writer);
        let witnessing = lock(&self.shared.witnessing);
        writer.db.query_row("PRAGMA wal_checkpoint(FULL)", [], |_| Ok(()))?;
        Ok((writer, witnessing))
    }

    /// Ends cleanly: head signed and witnessed, write-ahead log emptied, running mark removed.
    ///
    /// # Errors
    /// The database's own; what was committed stays committed.
    pub fn close(&self) -> Result<()> {
        drop(lock(&self.checkpoint).take());
        if let Some(thread) = lock(&self.checkpointer).take() {
            let _ = thread.join();
        }
        lock(&self.readers).clear();
        let mut writer = lock(&self.writer);
        let ended = sign_head(&self.shared, &writer.db, &self.head())
            .and_then(|()| checkpoint(&self.shared, &writer.db))
            .and_then(|()| Ok(writer.db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?));
        // The last connection takes the emptied log with it.
        writer.db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, ended.is_err())?;
        // Where nothing waits in the log either, a mark would speak of a loss that there is not.
        if ended.is_err() && std::fs::metadata(self.shared.profile.wal()).is_ok_and(|log| log.len() > 0) {
            return ended;
        }
        writer.running = None;
        drop(writer);
        match std::fs::remove_file(self.shared.profile.running()) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(e.into()),
            _ => ended,
        }
    }

    /// The keyring as the database says it.
    ///
    /// # Errors
    /// The database's own.
    pub fn keyring(&self) -> Result<Keyring> {
        let writer = lock(&self.writer);
        Keyring::of(&View { db: &writer.db, shared: &self.shared })
    }

    /// Rewrites the keyring file from the database.
    ///
    /// # Errors
    /// [`Error::DiskFull`], or the file's own.
    pub fn write_keyring(&self) -> Result<()> {
        let writer = lock(&self.writer);
        Keyring::of(&View { db: &writer.db, shared: &self.shared })?.write(&self.shared.profile)
    }

    fn mark_running(&self) -> Result<()> {
        let mut writer = lock(&self.writer);
        writer.running = match Running::begin(&self.shared.profile, &self.shared.key, &self.head()) {
            // What is here can still be read; the mark of an earlier stop stays, if there is one.
            Err(Error::DiskFull) => None,
            other => Some(other?),
        };
        Ok(())
    }

    fn checkpoint_soon(&self) {
        if let Some(sender) = lock(&self.checkpoint).as_ref() {
            // A full channel means that one is on its way.
            let _ = sender.try_send(());
        }
    }

    fn compare_witness(&self, repaired: &mut Vec<&'static str>) -> Result<()> {
        let (head, shared) = (self.head(), &*self.shared);
        let witness = witness::read(&shared.profile.witness(), &shared.key);
        let running = witness::read(&shared.profile.running(), &shared.key);
        for seen in [witness, running].into_iter().flatten().filter(|seen| seen.n > 0) {
            if seen.n > head.n {
                return Err(Error::Damaged(Damage::Behind { witnessed: seen.n, found: head.n }));
            }
            let there = self.read(|view| shared.link_at(view.db, Some(seen.n)))?;
            if there.is_none_or(|l| l.hash != seen.hash) {
                return Err(Error::Damaged(Damage::Chain { n: seen.n }));
            }
        }
        if witness.is_none() {
            let aside = was_set_aside(&shared.profile);
            witness::write(&shared.profile, &shared.key, &head)?;
            repaired.push(if aside { "set-aside" } else { "witness" });
        }
        Ok(())
    }
}

impl Shared {
    /// What the database itself says of its profile.
    pub(crate) fn of(profile: Profile, key: DatabaseKey, salt: [u8; 16], db: &Connection) -> Result<Self> {
        let table = || Error::Damaged(Damage::Table);
        let secret = |name: &str| -> Result<Vec<u8>> {
            crate::rows::optional(db, "SELECT body FROM secret WHERE name = ?", [name])?.ok_or_else(table)
        };
        let tenant: [u8; 16] = secret("tenant")?.try_into().map_err(|_| table())?;
        let incarnation = Incarnation(secret("incarnation")?.try_into().map_err(|_| table())?);
        let recovery = secret("recovery")?;
        let (verifying, sealing) = recovery.split_at_checked(32).ok_or_else(table)?;
        let shared = Self {
            identifiers: IdentifierKey::from_private(&secret("identifiers")?, tenant)?,
            device: KeyPair::from_private(&secret("device")?)?,
            recovery: PublicHalves {
                verifying: verifying.try_into().map_err(|_| table())?,
                sealing: sealing.try_into().map_err(|_| table())?,
            },
            chains: Chains::load(db)?,
            head: Mutex::new(Link::root(&tenant, &incarnation)),
            directory: Directory::default(),
            witnessing: Mutex::default(),
            profile,
            key,
            salt,
            tenant,
            incarnation,
        };
        if let Some(link) = shared.link_at(db, None)? {
            *lock(&shared.head) = link;
        }
        Ok(shared)
    }

    /// The chain's place after the `n`th transaction of this device, or after its last.
    pub(crate) fn link_at(&self, db: &Connection, n: Option<u64>) -> Result<Option<Link>> {
        self.link_of(db, &self.incarnation, n)
    }

    /// The same of any chain.
    pub(crate) fn link_of(&self, db: &Connection, chain: &Incarnation, n: Option<u64>) -> Result<Option<Link>> {
        let Some((from, to)) = self.chains.span(chain) else { return Ok(None) };
        let upto = n.map_or(to - 1, |n| from + n as i64);
        let mut statement = db
            .prepare_cached("SELECT place, hash FROM log WHERE place > ? AND place <= ? ORDER BY place DESC LIMIT 1")?;
        let mut rows = statement.query([from, upto])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let place: i64 = row.get(0)?;
        Ok(Some(Link { n: (place - from) as u64, hash: ChainHash(row.get(1)?) }))
    }

    fn salt_on_disk(&self) -> Result<Option<[u8; 16]>> {
        use std::io::Read;
        let mut bytes = [0; 16];
        match std::fs::File::open(self.profile.database())?.read_exact(&mut bytes) {
            Ok(()) => Ok(Some(bytes)),
            // A database that so far lives in its write-ahead log alone.
            Err(e) if e.kind() == std::io::ErrorKind::UnexpectedEof => Ok(None),
            Err(e) => Err(e.into()),
        }
    }

    fn restore_salt(&self) -> Result<()> {
        use std::io::Write;
        let mut file = std::fs::OpenOptions::new().write(true).open(self.profile.database())?;
        file.write_all(&self.salt)?;
        Ok(file.sync_all()?)
    }
}

/// A witness without content was left by `damage::set_aside`.
fn was_set_aside(profile: &Profile) -> bool {
    std::fs::metadata(profile.witness()).is_ok_and(|file| file.len() == 0)
}

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The stamp of a record that this transaction has made or changed.
///
/// # Errors
/// [`Error::NoSuchRecord`].
pub fn stamp_of<R: Record>(view: &View<'_>, id: model::Id<R>) -> Result<Stamp> {
    Ok(view.versions(&model::Entity::of::<R>(), &id.bytes())?.stamp())
}
