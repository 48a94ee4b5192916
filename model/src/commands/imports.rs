//! Bringing in a list: a preview first, all of it or nothing, and out again as one act.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Id;
use crate::patient::Import;

choice! {
    /// What a list brings in.
    #[derive(Default)]
    pub enum ListOf {
        /// Patients, a row each.
        #[default]
        Patients = "patients",
        /// Doctors' hours: a row for a session on one weekday or several. It replaces the week of each doctor in it.
        Hours = "hours",
        /// Fees and other services, a row each. One that is here already under its name, for its doctor, gets the new price.
        Fees = "fees",
    }
}

/// Reads a list without keeping any of it: the columns found, and each bad row with why.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct PreviewImport {
    /// What it is a list of.
    #[serde(default)]
    pub what: ListOf,
    /// The file's text: CSV in UTF-8, the first line naming the columns.
    #[schemars(length(min = 1, max = 67108864), extend("x-lines" = true, "x-file" = true))]
    pub csv: String,
    /// Field by column, where the names do not tell; `-` leaves a column out.
    #[serde(default)]
    pub columns: BTreeMap<String, String>,
}
command!(PreviewImport = "imports.preview", May(ImportRun), Read -> ImportPreview);

/// The reply of `imports.preview`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ImportPreview {
    /// Field by column, as understood.
    pub columns: BTreeMap<String, String>,
    /// The headings, in the order of the list.
    pub headings: Vec<String>,
    /// The fields that a column may be.
    pub fields: Vec<String>,
    /// What columns the list lacks; then no row was looked at.
    pub lacks: Option<String>,
    /// How many rows there are.
    pub rows: u64,
    /// How many can be brought in.
    pub good: u64,
    /// Why the others cannot; at most 200 of them.
    pub bad: Vec<BadRow>,
    /// How many patients look like somebody who is here already.
    pub look_alikes: u64,
}

/// One row that cannot be brought in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BadRow {
    /// The line in the file, the heading being 1.
    pub line: u64,
    /// Its column.
    pub column: String,
    /// Why.
    pub message: String,
}

/// Brings in every row of a list, or, where one is bad, nothing.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ApplyImport {
    /// What it is a list of.
    #[serde(default)]
    pub what: ListOf,
    /// As in the preview.
    #[schemars(length(min = 1, max = 67108864), extend("x-lines" = true, "x-file" = true))]
    pub csv: String,
    /// As in the preview.
    #[serde(default)]
    pub columns: BTreeMap<String, String>,
    /// Leaves bad rows out instead of refusing the list.
    #[serde(default)]
    pub skip_bad: bool,
}
command!(ApplyImport = "imports.apply", May(ImportRun), Act -> Imported);

/// The reply of `imports.apply`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Imported {
    /// The import, for its undo.
    pub id: Id<Import>,
    /// How many were brought in.
    pub added: u64,
}

/// Takes an import out again. Rows that somebody has worked on since stay.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct UndoImport {
    /// Which.
    pub id: Id<Import>,
}
command!(UndoImport = "imports.undo", May(ImportRun), Act -> Undone);

/// The reply of `imports.undo`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Undone {
    /// How many were taken out.
    pub removed: u64,
    /// How many stay because somebody has worked on them.
    pub kept: u64,
}

/// What was brought in so far, newest first.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct ListImports {}
command!(ListImports = "imports.list", May(ImportRun), Read -> Imports);

/// The reply of `imports.list`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Imports {
    /// Newest first, at most 20.
    pub imports: Vec<ImportRow>,
}

/// One list that was brought in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ImportRow {
    /// The import.
    pub id: Id<Import>,
    /// What it was a list of.
    pub what: ListOf,
    /// How many rows.
    pub rows: i64,
    /// When, UTC milliseconds.
    pub at: i64,
    /// When it was taken out again, UTC milliseconds.
    pub undone_at: Option<i64>,
}
