//! Bringing in a list.

use model::Fault;
use model::commands::imports::{ApplyImport, ImportPreview, Imported, PreviewImport, UndoImport, Undone};

use crate::dispatch::Call;

pub(crate) fn preview(_: &Call<'_>, _: PreviewImport) -> Result<ImportPreview, Fault> {
    Err(Fault::new("internal"))
}

pub(crate) fn apply(_: &Call<'_>, _: ApplyImport) -> Result<Imported, Fault> {
    Err(Fault::new("internal"))
}

pub(crate) fn undo(_: &Call<'_>, _: UndoImport) -> Result<Undone, Fault> {
    Err(Fault::new("internal"))
}
