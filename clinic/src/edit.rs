//! An edit of a record against the versions that were seen, whichever record it is.

use model::commands::patients::{Both, Updated};
use model::{Entity, Fault, Id, Record, Value};
use store::Tx;
use sync::{Stamp, Subject, Versions};

use crate::history::shown;

/// Sets the fields that differ. Where others have been set meanwhile both values stand, and the reply says so.
///
/// # Errors
/// As [`Tx::update`].
pub(crate) fn edit<R: Record>(
    tx: &mut Tx<'_>,
    about: Subject,
    id: Id<R>,
    stamp: &Stamp,
    changes: Vec<(u16, Value)>,
) -> store::Result<Updated> {
    let numbers: Vec<u16> = changes.iter().map(|c| c.0).collect();
    let before = tx.expect(id)?;
    // What is as it was is no change; a log of non-edits would drown the edits.
    let (values, present) = (before.record.values(), before.versions.stamp());
    let is = |number: u16| R::FIELDS.iter().position(|f| f.number == number).and_then(|at| values.get(at));
    let concurrent = |number: u16| stamp.bases(number) != present.bases(number);
    let changes: Vec<_> = changes.into_iter().filter(|(n, v)| is(*n) != Some(v) || concurrent(*n)).collect();
    let versions = tx.update(about, id, stamp, changes)?;
    let mut both = both::<R>(&versions, |entity, field| tx.heads(entity, &id.bytes(), field))?;
    both.retain(|b| R::FIELDS.iter().any(|f| f.name == b.field && numbers.contains(&f.number)));
    Ok(Updated { stamp: versions.stamp().to_string(), both })
}

/// The fields that hold more than one value; `heads` tells the values, the shown one first.
pub(crate) fn both<R: Record>(
    versions: &Versions,
    heads: impl Fn(&Entity, u16) -> store::Result<Vec<Value>>,
) -> store::Result<Vec<Both>> {
    let entity = Entity::of::<R>();
    let mut out = Vec::new();
    for number in versions.concurrent() {
        let Some(field) = R::FIELDS.iter().find(|f| f.number == number) else { continue };
        let mut values = heads(&entity, number)?.into_iter().map(|v| shown(field, &v));
        let first = values.next().flatten();
        let others: Vec<_> = values.collect();
        if !others.is_empty() {
            out.push(Both { field: field.name.to_owned(), shown: first, others });
        }
    }
    Ok(out)
}

/// A stamp as a caller hands it back.
pub(crate) fn stamp(text: &str) -> Result<Stamp, Fault> {
    Stamp::parse(text).map_err(|_| Fault::field("stamp", "field-stamp"))
}
