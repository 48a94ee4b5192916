//! Unfinished work: kept encrypted on this computer alone, never in the log.

use crate::error::Result;
use crate::store::{Store, lock};
use crate::tx::Tx;
use crate::view::View;

/// One unfinished form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Whose.
    pub user: [u8; 16],
    /// Which form, and for whom.
    pub key: String,
    /// As the page wrote it.
    pub body: String,
    /// When it was kept, UTC milliseconds.
    pub at: i64,
}

impl View<'_> {
    /// Everybody's unfinished work at this computer, newest first.
    ///
    /// # Errors
    /// The database's own.
    pub fn drafts(&self) -> Result<Vec<Draft>> {
        let mut statement = self.db.prepare_cached("SELECT user, key, body, at FROM draft ORDER BY at DESC, key")?;
        let rows = statement
            .query_map([], |r| Ok(Draft { user: r.get(0)?, key: r.get(1)?, body: r.get(2)?, at: r.get(3)? }))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Tx<'_> {
    /// Makes a draft another person's, in the same commit as what the log says of it.
    ///
    /// # Errors
    /// The database's own.
    pub fn hand_over_draft(&mut self, draft: &Draft, to: &[u8; 16]) -> Result<()> {
        self.db.prepare_cached("UPDATE draft SET user = ? WHERE user = ? AND key = ?")?.execute((
            to,
            &draft.user,
            &draft.key,
        ))?;
        Ok(())
    }
}

impl Store {
    /// Keeps unfinished work of a person, or with `None` drops it.
    ///
    /// # Errors
    /// The database's own.
    pub fn put_draft(&self, user: &[u8; 16], key: &str, body: Option<&str>, now: i64) -> Result<()> {
        let writer = lock(&self.writer);
        match body {
            Some(body) => writer
                .db
                .prepare_cached(
                    "INSERT INTO draft (user, key, body, at) VALUES (?, ?, ?, ?)
                     ON CONFLICT (user, key) DO UPDATE SET body = excluded.body, at = excluded.at",
                )?
                .execute((user, key, body, now))?,
            None => writer.db.prepare_cached("DELETE FROM draft WHERE user = ? AND key = ?")?.execute((user, key))?,
        };
        Ok(())
    }
}
