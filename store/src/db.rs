//! Connections to the encrypted database, and its migrations.

use std::cell::Cell;
use std::path::Path;

use model::Fault;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, MigrationDefinitionError, Migrations};

use crate::damage::Damage;
use crate::error::{Error, Result};
use crate::keys::DatabaseKey;

/// Every migration, in order; none is ever changed once it has been in a release.
const MIGRATIONS: &[&str] = &[
    include_str!("../../migrations/clinic/0001_spine.sql"),
    include_str!("../../migrations/clinic/0002_last_visit.sql"),
    include_str!("../../migrations/clinic/0003_morning.sql"),
    include_str!("../../migrations/clinic/0004_day_lock.sql"),
    include_str!("../../migrations/clinic/0005_handover.sql"),
    include_str!("../../migrations/clinic/0006_chains.sql"),
];

thread_local! {
    static WAL_PAGES: Cell<i32> = const { Cell::new(0) };
}

/// Pages in the write-ahead log after the last commit of this thread.
pub(crate) fn wal_pages() -> i32 {
    WAL_PAGES.get()
}

/// What a connection may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Makes a new file.
    Create,
    /// Reads and writes.
    Write,
    /// Reads.
    Read,
    /// Makes a new file that another is copied into; durable only once its caller has synced it.
    Copy,
    /// Reads a closed file and leaves no trace beside it.
    Look,
}

/// Opens a connection with its key and settings.
///
/// # Errors
/// [`Damage::FirstPage`] where the file does not open with its own key.
pub(crate) fn open(path: &Path, key: &DatabaseKey, salt: &[u8; 16], mode: Mode) -> Result<Connection> {
    let flags = match mode {
        Mode::Create | Mode::Copy => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        Mode::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
        // A reader of a write-ahead log writes its index, so the file is not opened read-only; `query_only` is.
        Mode::Read => OpenFlags::SQLITE_OPEN_READ_WRITE,
        Mode::Look => OpenFlags::SQLITE_OPEN_READ_ONLY,
    };
    let db = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    // SQLCipher would tell standard error of each bad page; we tell once, what to do.
    db.execute_batch("PRAGMA cipher_log_level = NONE;")?;
    db.execute_batch(&key.pragma(salt))?;
    let read: rusqlite::Result<i64> = db.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get(0));
    match read.map_err(Error::from) {
        Ok(0) if !matches!(mode, Mode::Create | Mode::Copy) => return Err(Error::Damaged(Damage::FirstPage)),
        Ok(_) => {}
        Err(Error::Damaged(_)) => return Err(Error::Damaged(Damage::FirstPage)),
        Err(e) => return Err(e),
    }
    match mode {
        // Written once and read back; a copy that was cut short is thrown away.
        Mode::Copy => {
            db.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -2000;")?
        }
        Mode::Look => {
            db.execute_batch("PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;")?
        }
        Mode::Create | Mode::Write | Mode::Read => return at_work(db, mode),
    }
    Ok(db)
}

/// The settings of a profile that is open.
fn at_work(db: Connection, mode: Mode) -> Result<Connection> {
    // What is dropped without a close must look like what was killed: the log stays, and says what happened.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    db.busy_timeout(std::time::Duration::from_secs(10))?;
    db.set_prepared_statement_cache_capacity(128);
    db.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;
         PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON; PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -8000; PRAGMA trusted_schema = OFF;",
    )?;
    db.wal_hook(Some(|_, pages| {
        WAL_PAGES.set(pages);
        Ok(())
    }));
    match mode {
        Mode::Read => db.execute_batch("PRAGMA query_only = ON;")?,
        // A page that falls out of the cache between two writes is decrypted and encrypted once more.
        _ => db.execute_batch("PRAGMA cache_size = -32000;")?,
    }
    Ok(db)
}

/// # Errors
/// `newer` where a newer Nadi has migrated the database.
pub(crate) fn refuse_newer(db: &Connection) -> Result<()> {
    let version: u32 = db.query_row("PRAGMA user_version", [], |r| r.get(0))?;
    if version as usize > MIGRATIONS.len() { Err(Fault::new("newer").into()) } else { Ok(()) }
}

/// Brings the tables to this version. It writes nothing to the log.
///
/// # Errors
/// The database's own.
pub(crate) fn migrate(db: &mut Connection) -> Result<()> {
    let migrations = Migrations::from_iter(MIGRATIONS.iter().map(|sql| M::up(sql)));
    migrations.to_latest(db).map_err(|e| match e {
        rusqlite_migration::Error::RusqliteError { err, .. } => err.into(),
        rusqlite_migration::Error::MigrationDefinition(MigrationDefinitionError::DatabaseTooFarAhead) => {
            Fault::new("newer").into()
        }
        other => Error::Sqlite(rusqlite::Error::ToSqlConversionFailure(Box::new(other))),
    })
}
