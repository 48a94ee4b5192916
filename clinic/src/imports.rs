//! Bringing in a list: a preview that keeps nothing, all of it or nothing, and out again.

mod cells;
mod columns;
mod fees;
mod hours;
mod list;
mod rows;

use std::collections::BTreeMap;

use model::billing::Service;
use model::commands::imports::{
    ApplyImport, BadRow, ImportPreview, ImportRow, Imported, Imports, ListImports, ListOf, PreviewImport, UndoImport,
    Undone,
};
use model::patient::{Allergy, Consent, Import, Patient, Visit};
use model::record::number_of;
use model::schedule::{Hours, Session};
use model::tenancy::User;
use model::words::Words;
use model::{Fault, Id, Record, Value};
use store::{Stamped, Tx};
use sync::{Subject, Version};

use self::list::List;
use self::rows::Row;
use crate::counter::Counter;
use crate::dispatch::Call;
use crate::patients::{Place, about, is_here, put_new};
use crate::schedule::{Roster, of_doctor, put_week};

/// How many of the lists that were brought in are shown.
const SHOWN: usize = 20;

pub(crate) fn preview(call: &Call<'_>, args: PreviewImport) -> Result<ImportPreview, Fault> {
    match args.what {
        ListOf::Hours => Ok(shown(call, hours_of(call, &args.csv, &args.columns)?, 0)),
        ListOf::Fees => Ok(shown(call, fees_of(call, &args.csv, &args.columns)?, 0)),
        ListOf::Patients => {
            let today = call.clinic.today();
            let list = rows::read(&args.csv, &args.columns, today)?;
            let store = call.store()?;
            let directory = store.directory()?;
            let here = |row: &&Row| is_here(directory, &row.args.name, row.args.sex, row.birth, today);
            let look_alikes = list.good.iter().filter(here).count() as u64;
            Ok(shown(call, list, look_alikes))
        }
    }
}

fn shown<R>(call: &Call<'_>, list: List<R>, look_alikes: u64) -> ImportPreview {
    let words = Words::new(call.clinic.language(call.seat));
    let (rows, good) = (list.rows(), list.good.len() as u64);
    let bad = list.bad.into_iter().map(|bad| {
        // The fault's own sentence is of no use here; that of the cell is.
        let said = bad.why.said_in(&words);
        let message = said.fields.first().map(|f| f.message.clone()).unwrap_or(said.message);
        BadRow { line: bad.line, column: bad.column, message }
    });
    ImportPreview {
        columns: list.columns,
        headings: list.headings,
        fields: list.fields,
        lacks: list.lacks.map(|key| words.get(key)),
        rows,
        good,
        bad: bad.collect(),
        look_alikes,
    }
}

fn hours_of(call: &Call<'_>, csv: &str, columns: &BTreeMap<String, String>) -> Result<List<hours::Row>, Fault> {
    let roster = call.read(Roster::of)?;
    hours::read(csv, columns, &roster)
}

fn fees_of(call: &Call<'_>, csv: &str, columns: &BTreeMap<String, String>) -> Result<List<fees::Row>, Fault> {
    let roster = call.read(Roster::of)?;
    fees::read(csv, columns, &roster)
}

pub(crate) fn apply(call: &Call<'_>, args: ApplyImport) -> Result<Imported, Fault> {
    let now = call.clinic.clock.now();
    match args.what {
        ListOf::Patients => {
            let list = rows::read(&args.csv, &args.columns, call.clinic.today())?;
            bring_in(call, &list, args.skip_bad, Patient::NAME, |tx, import, list| {
                let place = Place { import: Some(import), ..Place::of(tx)? };
                for Row { args, checked, .. } in list {
                    put_new(tx, checked, args, &place, now)?;
                }
                Ok(())
            })
        }
        ListOf::Hours => {
            let list = hours_of(call, &args.csv, &args.columns)?;
            bring_in(call, &list, args.skip_bad, Hours::NAME, |tx, _, list| {
                let mut weeks: BTreeMap<Id<User>, Vec<Session>> = BTreeMap::new();
                for row in list {
                    weeks.entry(row.doctor).or_default().extend(&row.sessions);
                }
                weeks.into_iter().try_for_each(|(doctor, week)| put_week(tx, doctor, &week))
            })
        }
        ListOf::Fees => {
            let list = fees_of(call, &args.csv, &args.columns)?;
            bring_in(call, &list, args.skip_bad, Service::NAME, |tx, _, list| {
                let business = Counter::of(call, tx)?.business(None)?.id;
                fees::put(tx, business, list)
            })
        }
    }
}

/// Notes the import and puts its good rows, all of them or none.
fn bring_in<R>(
    call: &Call<'_>,
    list: &List<R>,
    skip_bad: bool,
    what: &str,
    put: impl FnOnce(&mut Tx<'_>, Id<Import>, &[R]) -> store::Result<()>,
) -> Result<Imported, Fault> {
    if let Some(lacks) = list.lacks {
        return Err(Fault::field("csv", lacks));
    }
    if list.bad_rows > 0 && !skip_bad {
        return Err(Fault::new("import-bad").with("count", list.bad_rows));
    }
    if list.good.is_empty() {
        return Err(Fault::field("csv", "field-list-empty"));
    }
    let now = call.clinic.clock.now();
    call.write(|tx| {
        let id = tx.new_id_at(now);
        let rows = i64::try_from(list.good.len()).unwrap_or(i64::MAX);
        tx.insert(subject(id), &Import { id, what: what.to_owned(), rows, at: now, undone_at: None })?;
        put(tx, id, &list.good)?;
        Ok(Imported { id, added: list.good.len() as u64 })
    })
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
        let undone = match import.record.what.as_str() {
            Hours::NAME => take_back(tx, &brought_in)?,
            Service::NAME => fees::take_back(tx, &brought_in)?,
            _ => take_out(tx, args.id, &brought_in, &why)?,
        };
        let undone_at = (number_of(Import::FIELDS, "undone_at"), Value::Int(now));
        tx.update(subject(args.id), args.id, &import.versions.stamp(), vec![undone_at])?;
        Ok(undone)
    })
}

pub(crate) fn list(call: &Call<'_>, _: ListImports) -> Result<Imports, Fault> {
    let row = |import: Import| ImportRow {
        id: import.id,
        what: match import.what.as_str() {
            Hours::NAME => ListOf::Hours,
            Service::NAME => ListOf::Fees,
            _ => ListOf::Patients,
        },
        rows: import.rows,
        at: import.at,
        undone_at: import.undone_at,
    };
    call.read(|view| {
        let all = view.all::<Import>()?;
        Ok(Imports { imports: all.into_iter().rev().take(SHOWN).map(|i| row(i.record)).collect() })
    })
}

/// Voids the patients that an import brought in and nobody has worked on.
fn take_out(tx: &mut Tx<'_>, import: Id<Import>, brought_in: &[Version], why: &str) -> store::Result<Undone> {
    let mut undone = Undone { removed: 0, kept: 0 };
    for patient in tx.by::<Patient>("import", import.bytes())? {
        if is_worked_on(tx, &patient, brought_in)? {
            undone.kept += 1;
            continue;
        }
        let id = patient.record.id;
        let voided = (number_of(Patient::FIELDS, "voided"), Value::Text(why.to_owned()));
        tx.update(about(id), id, &patient.versions.stamp(), vec![voided])?;
        undone.removed += 1;
    }
    Ok(undone)
}

/// Puts hours back as they were before an import: what it ended holds again, what it brought does not, unless
/// somebody has changed them since.
fn take_back(tx: &mut Tx<'_>, brought_in: &[Version]) -> store::Result<Undone> {
    let mut undone = Undone { removed: 0, kept: 0 };
    let field = number_of(Hours::FIELDS, "active");
    for hours in tx.all::<Hours>()? {
        let stamp = hours.versions.stamp();
        let set_by_it = stamp.bases(field).iter().all(|v| brought_in.contains(v));
        let made_by_it = stamp.bases(number_of(Hours::FIELDS, "doctor")).iter().all(|v| brought_in.contains(v));
        if set_by_it {
            let subject = of_doctor(hours.record.doctor);
            tx.update(subject, hours.record.id, &stamp, vec![(field, Value::Bool(!hours.record.active))])?;
        }
        undone.removed += u64::from(made_by_it && set_by_it);
        undone.kept += u64::from(made_by_it && !set_by_it);
    }
    Ok(undone)
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
