//! A new incarnation: after a restore, or after entries were lost, this device goes on in a chain of its own,
//! so that no two transactions ever claim one place and no two documents one number.

use model::tenancy::{Clinic, ClockAnswer, Desk, next_register};
use model::{Id, Record};
use rusqlite::Connection;
use sync::{Incarnation, Subject};

use crate::checkpoint::sign_head;
use crate::damage::Damage;
use crate::error::{Error, Result};
use crate::keys::KeyPair;
use crate::store::{Shared, lock};
use crate::tx::Tx;

/// The secret that names the incarnation before this one.
const FOLLOWS: &str = "follows";

/// Where the device goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// On the computer where it was.
    SameComputer,
    /// Perhaps on another, whose clock is another.
    Anywhere,
}

/// Signs the present chain to its end for the last time and begins the next: another chain number, another
/// device pair, counters from 1. Its first transaction must be [`put_desk`]'s.
pub(crate) fn begin(db: &mut Connection, before: &Shared, place: Place) -> Result<()> {
    let head = *lock(&before.head);
    sign_head(before, db, &head)?;
    let next: [u8; 16] = crate::keys::random();
    let change = db.transaction()?;
    change.execute("INSERT INTO chain (number, incarnation) SELECT max(number) + 1, ? FROM chain", [next])?;
    let device = KeyPair::random();
    for (name, body) in [
        (FOLLOWS, before.incarnation.0.to_vec()),
        ("incarnation", next.to_vec()),
        ("device", device.private().to_vec()),
    ] {
        change.execute(
            "INSERT INTO secret (name, body) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET body = excluded.body",
            (name, body),
        )?;
    }
    // They number the documents of one register, and this will be another.
    change.execute("DELETE FROM counter", ())?;
    if place == Place::Anywhere {
        // They were for printers elsewhere, and may be in somebody's hands for long.
        change.execute("DELETE FROM print_job", ())?;
    }
    Ok(change.commit()?)
}

/// Puts the desk's record under the new incarnation, with the next code of its register. `taken` are codes that
/// are known from elsewhere. The old series ends by it: only the newest desk of a letter numbers documents.
pub(crate) fn put_desk(tx: &mut Tx<'_>, taken: &[String], place: Place) -> Result<()> {
    let before = follows(tx.db)?.ok_or(Error::Damaged(Damage::Table))?;
    let old = tx.expect(Id::<Desk>::from_bytes(before.0))?.record;
    let known: Vec<String> = tx.all::<Desk>()?.into_iter().map(|d| d.record.register).collect();
    let device = tx.shared.device.public();
    let id = Id::from_bytes(tx.desk());
    let about = Subject { kind: Clinic::KIND, id: tx.tenant() };
    let register = next_register(&old.register, known.iter().chain(taken).map(String::as_str));
    let desk =
        Desk { id, register, verifying_key: device.verifying.to_vec(), sealing_key: device.sealing.to_vec(), ..old };
    tx.insert(about, &desk)?;
    let answers = tx.by::<ClockAnswer>("desk", before.0)?;
    let last = answers.into_iter().max_by_key(|a| a.record.id.bytes());
    if let Some(answer) = last.filter(|_| place == Place::SameComputer) {
        let answer = ClockAnswer { id: tx.new_id(), desk: id, ..answer.record };
        tx.insert(Subject { kind: ClockAnswer::KIND, id: answer.id.bytes() }, &answer)?;
    }
    Ok(())
}

pub(crate) fn follows(db: &Connection) -> Result<Option<Incarnation>> {
    let body: Option<[u8; 16]> = crate::rows::optional(db, "SELECT body FROM secret WHERE name = ?", [FOLLOWS])?;
    Ok(body.map(Incarnation))
}
