//! Papers on their way to this computer's printers: kept encrypted here alone, never in the log.

use model::Id;
use model::paper::{PaperKind, Print, PrintState, PrintTrouble};
use rusqlite::OptionalExtension;

use crate::error::Result;
use crate::store::{Store, lock};
use crate::tx::Tx;
use crate::view::View;

/// How long the title of a printed paper is kept, in milliseconds.
const KEPT: i64 = 24 * 60 * 60 * 1_000;

/// One paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Of which print.
    pub id: Id<Print>,
    /// Its number or its name.
    pub title: String,
    /// Which paper.
    pub paper: PaperKind,
    /// The printer's name in the system.
    pub printer: String,
    /// How far.
    pub state: PrintState,
    /// Why it does not come out.
    pub trouble: Option<PrintTrouble>,
    /// The system's own name for it, once handed over.
    pub ticket: Option<String>,
    /// When it was asked for, UTC milliseconds.
    pub at: i64,
}

impl Tx<'_> {
    /// Puts a paper on its way, in the same commit as the print that the log keeps.
    ///
    /// # Errors
    /// The database's own.
    pub fn put_job(&mut self, job: &Job, body: &[u8]) -> Result<()> {
        self.db.prepare_cached("DELETE FROM print_job WHERE state = 'sent' AND at < ?")?.execute([job.at - KEPT])?;
        self.db
            .prepare_cached(
                "INSERT INTO print_job (id, title, paper, printer, body, state, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute((
                job.id.bytes(),
                &job.title,
                job.paper.as_str(),
                &job.printer,
                body,
                job.state.as_str(),
                job.at,
            ))?;
        Ok(())
    }
}

impl View<'_> {
    /// Every paper of this computer, newest first.
    ///
    /// # Errors
    /// The database's own.
    pub fn jobs(&self) -> Result<Vec<Job>> {
        let sql =
            "SELECT id, title, paper, printer, state, trouble, ticket, at FROM print_job ORDER BY at DESC, id DESC";
        let mut statement = self.db.prepare_cached(sql)?;
        let jobs = statement.query_map([], |row| {
            let text = |at: usize| row.get::<_, Option<String>>(at).map(Option::unwrap_or_default);
            Ok(Job {
                id: Id::from_bytes(row.get(0)?),
                title: row.get(1)?,
                // What a newer Nadi named otherwise is shown as the commonest.
                paper: PaperKind::parse(&text(2)?).unwrap_or(PaperKind::Slip),
                printer: row.get(3)?,
                state: PrintState::parse(&text(4)?).unwrap_or(PrintState::Failed),
                trouble: PrintTrouble::parse(&text(5)?),
                ticket: row.get(6)?,
                at: row.get(7)?,
            })
        })?;
        Ok(jobs.collect::<rusqlite::Result<_>>()?)
    }

    /// The PDF of a paper that has not been printed yet.
    ///
    /// # Errors
    /// The database's own.
    pub fn job_body(&self, id: Id<Print>) -> Result<Option<Vec<u8>>> {
        let mut statement = self.db.prepare_cached("SELECT body FROM print_job WHERE id = ? AND state <> 'sent'")?;
        Ok(statement.query_row([id.bytes()], |row| row.get(0)).optional()?)
    }
}

impl Store {
    /// Notes how far a paper is. What was printed is no longer kept but for its title.
    ///
    /// # Errors
    /// The database's own.
    pub fn set_job(&self, job: &Job) -> Result<()> {
        let writer = lock(&self.writer);
        writer
            .db
            .prepare_cached(
                "UPDATE print_job SET printer = ?2, state = ?3, trouble = ?4, ticket = ?5,
                 body = CASE ?3 WHEN 'sent' THEN x'' ELSE body END WHERE id = ?1",
            )?
            .execute((
                job.id.bytes(),
                &job.printer,
                job.state.as_str(),
                job.trouble.map(PrintTrouble::as_str),
                &job.ticket,
            ))?;
        Ok(())
    }

    /// Takes a paper off the list.
    ///
    /// # Errors
    /// The database's own.
    pub fn drop_job(&self, id: Id<Print>) -> Result<()> {
        lock(&self.writer).db.prepare_cached("DELETE FROM print_job WHERE id = ?")?.execute([id.bytes()])?;
        Ok(())
    }
}
