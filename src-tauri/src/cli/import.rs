//! `nadi import`: a list from a file, all of it or nothing, and out again.
#![allow(clippy::print_stdout, reason = "a command line talks on standard output")]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use clap::{Args, Subcommand};
use clinic::{Clinic, Seat};
use model::{
    Fault,
    command::Command,
    commands::imports::{ApplyImport, ImportPreview, ListOf, PreviewImport, UndoImport},
};

use super::account::Account;
use crate::{failure::Failure, profile};

/// Brings in a list.
#[derive(Args)]
pub(crate) struct Import {
    #[command(subcommand)]
    list: List,
}

#[derive(Subcommand)]
enum List {
    /// Patients, from CSV in UTF-8 whose first line names the columns
    Patients(Csv),
    /// Doctors' hours, from CSV: doctor, weekday, from, to, slot; they replace the weeks of the doctors in it
    Hours(Csv),
    /// Fees and other services, from CSV: name, price, doctor, visit, hsn, rate; one that is here gets the new price
    Fees(Csv),
}

#[derive(Args)]
struct Csv {
    /// The list
    #[arg(required_unless_present = "undo")]
    file: Option<PathBuf>,
    /// What a column holds, where its name does not tell; `-` leaves it out
    #[arg(long, value_name = "COLUMN=FIELD", value_parser = mapping)]
    map: Vec<(String, String)>,
    /// Show what would happen, and each bad row; keep nothing
    #[arg(long)]
    preview: bool,
    /// Leave bad rows out instead of refusing the list
    #[arg(long)]
    skip_bad: bool,
    /// Take an earlier import out again
    #[arg(long, value_name = "ID", conflicts_with_all = ["file", "map", "preview", "skip_bad"])]
    undo: Option<String>,
    #[command(flatten)]
    account: Account,
}

impl Import {
    pub(crate) fn run(self, home: &Path) -> Result<(), Failure> {
        let (what, csv) = match self.list {
            List::Patients(csv) => (ListOf::Patients, csv),
            List::Hours(csv) => (ListOf::Hours, csv),
            List::Fees(csv) => (ListOf::Fees, csv),
        };
        let clinic = profile::open(home)?;
        let desk = Desk { seat: clinic.seat(), clinic };
        let done = csv.run(&desk, what);
        desk.clinic.close()?;
        done
    }
}

impl Csv {
    fn run(self, desk: &Desk, what: ListOf) -> Result<(), Failure> {
        self.account.must_sign_in(&desk.clinic, &desk.seat)?;
        if let Some(id) = &self.undo {
            return undo(desk, id);
        }
        let file = self.file.unwrap_or_default();
        let csv = fs::read_to_string(&file).map_err(|fault| {
            Failure::plain(format!("The list {} cannot be read as text in UTF-8: {fault}.", file.display()))
        })?;
        let columns: BTreeMap<String, String> = self.map.into_iter().collect();
        let preview = desk.call(PreviewImport { what, csv: csv.clone(), columns: columns.clone() })?;
        show(&preview);
        let bad = preview.rows - preview.good;
        if let Some(lacks) = preview.lacks {
            return Err(Failure::Usage(lacks));
        }
        if self.preview || (bad > 0 && !self.skip_bad) {
            return verdict(bad);
        }
        let imported = desk.call(ApplyImport { what, csv, columns, skip_bad: self.skip_bad })?;
        println!("Brought in {}. To take them out again: --undo {}", imported.added, imported.id);
        Ok(())
    }
}

/// A clinic and the place in it of this run.
struct Desk {
    clinic: Clinic,
    seat: Seat,
}

impl Desk {
    fn call<C: Command>(&self, command: C) -> Result<C::Output, Failure> {
        let spoiled = |_| Fault::new("internal");
        let args = serde_json::to_value(command).map_err(spoiled)?;
        let reply = self.clinic.dispatch(&self.seat, C::NAME, args)?;
        Ok(serde_json::from_value(reply).map_err(spoiled)?)
    }
}

fn undo(desk: &Desk, id: &str) -> Result<(), Failure> {
    let id = id.parse().map_err(|_| Failure::Usage("--undo takes the number that the import showed.".to_owned()))?;
    let undone = desk.call(UndoImport { id })?;
    println!("Taken out: {}. Kept because somebody has worked on them since: {}.", undone.removed, undone.kept);
    Ok(())
}

fn show(preview: &ImportPreview) {
    for (column, field) in &preview.columns {
        println!("column {column}: {field}");
    }
    for row in &preview.bad {
        println!("line {}, {}: {}", row.line, row.column, row.message);
    }
    println!(
        "{} rows, {} good, {} look like somebody who is here already",
        preview.rows, preview.good, preview.look_alikes
    );
}

fn verdict(bad: u64) -> Result<(), Failure> {
    if bad == 0 {
        return Ok(());
    }
    Err(Failure::plain(format!(
        "{bad} rows cannot be brought in, so nothing was: mend them, or leave them out with --skip-bad."
    )))
}

fn mapping(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((column, field)) if !column.is_empty() && !field.is_empty() => Ok((column.to_owned(), field.to_owned())),
        _ => Err("write it as COLUMN=FIELD".to_owned()),
    }
}
