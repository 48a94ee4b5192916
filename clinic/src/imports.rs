//! Bringing in a list of patients: a preview that keeps nothing, all of it or nothing, and out again.

mod cells;
mod columns;
mod rows;

use std::collections::BTreeMap;

use model::commands::imports::{ApplyImport, BadRow, ImportPreview, Imported, PreviewImport, UndoImport, Undone};
use model::patient::{Allergy, Consent, Import, Patient, Visit};
use model::record::number_of;
use model::words::Words;
use model::{Fault, Id, Record, Value};
use store::{Stamped, Tx};
use sync::{Subject, Version};

use self::columns::Columns;
use self::rows::{List, Row};
use crate::dispatch::Call;
use crate::patients::{Place, about, is_here, put_new};

/// Bad cells that a preview lists; more would not be read.
const LISTED: usize = 200;

pub(crate) fn preview(call: &Call<'_>, args: PreviewImport) -> Result<ImportPreview, Fault> {
    let list = read(call, &args.csv, &args.columns)?;
    let words = Words::new(call.clinic.language(call.seat));
    let store = call.store()?;
    let directory = store.directory()?;
    let today = call.clinic.today();
    let here = |row: &&Row| is_here(directory, &row.args.name, row.args.sex, row.birth, today);
    let look_alikes = list.good.iter().filter(here).count() as u64;
    let bad = list.bad.into_iter().map(|bad| {
        // The fault's own sentence is of no use here; that of the cell is.
        let said = bad.why.said_in(&words);
        let message = said.fields.first().map(|f| f.message.clone()).unwrap_or(said.message);
        BadRow { line: bad.line, column: bad.column, message }
    });
    Ok(ImportPreview {
        columns: list.columns,
        rows: list.good.len() as u64 + list.bad_rows,
        good: list.good.len() as u64,
        bad: bad.collect(),
        look_alikes,
    })
}

pub(crate) fn apply(call: &Call<'_>, args: ApplyImport) -> Result<Imported, Fault> {
    let list = read(call, &args.csv, &args.columns)?;
    if list.bad_rows > 0 && !args.skip_bad {
        return Err(Fault::new("import-bad").with("count", list.bad_rows));
    }
    if list.good.is_empty() {
        return Err(Fault::field("csv", "field-list-empty"));
    }
    let now = call.clinic.clock.now();
    call.write(|tx| {
        let id = tx.new_id_at(now);
        let import = Import {
            id,
            what: Patient::NAME.to_owned(),
            rows: i64::try_from(list.good.len()).unwrap_or(i64::MAX),
            at: now,
            undone_at: None,
        };
        tx.insert(subject(id), &import)?;
        let place = Place { import: Some(id), ..Place::of(tx)? };
        for Row { args, checked, .. } in &list.good {
            put_new(tx, checked, args, &place, now)?;
        }
        Ok(Imported { id, added: list.good.len() as u64 })
    })
}

fn read(call: &Call<'_>, csv: &str, mapping: &BTreeMap<String, String>) -> Result<List, Fault> {
    let csv = csv.strip_prefix('\u{feff}').unwrap_or(csv);
    let mut reader = cells::reader(csv);
    let headings = reader.headers().map_err(|_| Fault::field("csv", "field-list-columns"))?.clone();
    let columns = Columns::understood(&headings, mapping)?;
    rows::read(csv, &mut reader, &columns, call.clinic.today(), LISTED)
}

pub(crate) fn undo(call: &Call<'_>, args: UndoImport) -> Result<Undone, Fault> {
    let now = call.clinic.clock.now();
    let why = Words::new(call.clinic.language(call.seat)).get("import-taken-out");
    call.write(|tx| {
        let import = tx.expect(args.id)?;
        if import.record.undone_at.is_some() {
            return Err(Fault::new("import-undone").into());
        }
        // An import is written once, so every version in it is that of its transaction.
        let brought_in: Vec<Version> = import.versions.stamp().versions().collect();
        let mut undone = Undone { removed: 0, kept: 0 };
        for patient in tx.by::<Patient>("import", args.id.bytes())? {
            if is_worked_on(tx, &patient, &brought_in)? {
                undone.kept += 1;
                continue;
            }
            let id = patient.record.id;
            let voided = (number_of(Patient::FIELDS, "voided"), Value::Text(why.clone()));
            tx.update(about(id), id, &patient.versions.stamp(), vec![voided])?;
            undone.removed += 1;
        }
        let undone_at = (number_of(Import::FIELDS, "undone_at"), Value::Int(now));
        tx.update(subject(args.id), args.id, &import.versions.stamp(), vec![undone_at])?;
        Ok(undone)
    })
}

/// Whether anybody has changed the patient, or added a visit, an allergy or a consent, since the import.
fn is_worked_on(tx: &Tx<'_>, patient: &Stamped<Patient>, brought_in: &[Version]) -> store::Result<bool> {
    fn later<R>(of: &[Stamped<R>], brought_in: &[Version]) -> bool {
        of.iter().any(|r| r.versions.stamp().versions().any(|v| !brought_in.contains(&v)))
    }
    let id = patient.record.id.bytes();
    Ok(later(std::slice::from_ref(patient), brought_in)
        || later(&tx.by::<Visit>("patient", id)?, brought_in)
        || later(&tx.by::<Allergy>("patient", id)?, brought_in)
        || later(&tx.by::<Consent>("patient", id)?, brought_in))
}

fn subject(import: Id<Import>) -> Subject {
    Subject { kind: Import::KIND, id: import.bytes() }
}
