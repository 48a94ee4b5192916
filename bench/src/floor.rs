//! Raw SQLCipher, as the floor under everything: same key form, same settings, no Nadi.

use std::path::Path;

use anyhow::Result;
use rusqlite::Connection;

/// Opens a fresh encrypted database with the settings that Nadi uses.
pub(crate) fn open(path: &Path) -> Result<Connection> {
    let db = Connection::open(path)?;
    db.execute_batch(&format!("PRAGMA key = \"x'{}'\"", "7e".repeat(32)))?;
    db.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -8000;",
    )?;
    db.set_prepared_statement_cache_capacity(64);
    Ok(db)
}

/// An act for an opening that writes nothing.
pub(crate) fn nobodys() -> store::Act<'static> {
    store::Act { user: [0; 16], command: "bench", request: [0; 16], now: 0, offset: 0, signer: None }
}
