//! The write-ahead log is copied into the database off the writer; the head of the chain is witnessed and signed.

use std::sync::mpsc::Receiver;

use rusqlite::Connection;
use sync::{Link, SignedHead};

use crate::db::{self, Mode};
use crate::error::Result;
use crate::store::{Shared, lock};
use crate::witness;

/// Copies the write-ahead log into the database whenever it is woken, until nobody can wake it any more.
pub(crate) fn checkpoints(shared: &Shared, wake: &Receiver<()>) {
    let mut kept: Option<Connection> = None;
    while wake.recv().is_ok() {
        let db = match kept.take() {
            Some(db) => Ok(db),
            None => db::open(&shared.profile.database(), &shared.key, &shared.salt, Mode::Write),
        };
        // A checkpoint that fails (full disk) loses nothing; the next commit asks again.
        if let Ok(db) = db
            && checkpoint(shared, &db).is_ok()
        {
            kept = Some(db);
        }
    }
}

/// Copies the write-ahead log into the database, as far as readers let it, and writes the witness.
pub(crate) fn checkpoint(shared: &Shared, db: &Connection) -> Result<()> {
    let _witnessing = lock(&shared.witnessing);
    let head = *lock(&shared.head);
    db.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
    witness::write(&shared.profile, &shared.key, &head)
}

/// Signs the chain up to `head`, unless that has been done.
pub(crate) fn sign_head(shared: &Shared, db: &Connection, head: &Link) -> Result<()> {
    let Some((root, end)) = shared.chains.span(&shared.incarnation) else { return Ok(()) };
    let last: Option<i64> = crate::rows::optional(
        db,
        "SELECT place FROM signed_head WHERE place > ? AND place < ? ORDER BY place DESC LIMIT 1",
        [root, end],
    )?;
    let last = last.map_or(0, |p| (p - root) as u64);
    if head.n <= last {
        return Ok(());
    }
    let mut signed = SignedHead {
        tenant: shared.tenant,
        incarnation: shared.incarnation,
        from: last + 1,
        to: head.n,
        hash: head.hash,
        deps: Vec::new(),
        envelope: SignedHead::no_envelope(),
        signature: [0; 64],
    };
    signed.signature = shared.device.sign(&signed.payload());
    db.prepare_cached(
        "INSERT INTO signed_head (place, from_n, hash, deps, envelope, signature) VALUES (?, ?, ?, x'80', ?, ?)
         ON CONFLICT DO NOTHING",
    )?
    .execute((root + head.n as i64, signed.from as i64, head.hash.0, signed.envelope.0, signed.signature))?;
    Ok(())
}
