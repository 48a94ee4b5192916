//! Printing: printers, how this desk prints each paper, and what is on its way out.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Id;
use crate::command::Done;
use crate::day::Day;
use crate::paper::{PaperKind, PaperLanguage, Print, PrintState, PrintTrouble, Printable};
use crate::patient::Speaks;

/// The printers that this computer's system knows.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct ListPrinters {}
command!(ListPrinters = "printers.list", May(PaperPrint), Read -> Printers);

/// The reply of `printers.list`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Printers {
    /// By name.
    pub printers: Vec<Printer>,
    /// Why there may be more than are listed.
    pub trouble: Option<PrintTrouble>,
}

/// One printer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Printer {
    /// Its name in the system.
    pub name: String,
    /// Whether the system prints to it where none is named.
    pub default: bool,
    /// Why it does not print now.
    pub trouble: Option<PrintTrouble>,
}

/// How this desk prints each paper.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct GetPapers {}
command!(GetPapers = "papers.get", May(PaperPrint), Read -> Papers);

/// The reply of `papers.get`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Papers {
    /// One for each kind.
    pub papers: Vec<PaperRow>,
}

/// How this desk prints one kind of paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PaperRow {
    /// Which.
    pub kind: PaperKind,
    /// The printer's name in the system; none was chosen yet.
    pub printer: Option<String>,
    /// How many copies.
    pub copies: i64,
    /// Whether the clinic's head is printed; off for a pre-printed pad.
    pub header: bool,
    /// Space left at the top where there is no head, in millimetres.
    pub top: i64,
    /// Space left at each side, in millimetres; 0 for the paper's own.
    pub side: i64,
    /// The language where the patient's is not known; the clinic's where not said.
    pub language: Option<Speaks>,
}

/// Says how this desk prints one kind of paper. What is not named stays; an empty printer means none.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SetPaper {
    /// Which.
    pub kind: PaperKind,
    /// As `printers.list` names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 127))]
    pub printer: Option<String>,
    /// How many copies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 5))]
    pub copies: Option<i64>,
    /// Whether the clinic's head is printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header: Option<bool>,
    /// Millimetres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 100))]
    pub top: Option<i64>,
    /// Millimetres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 25))]
    pub side: Option<i64>,
    /// English, Hindi, Marathi, or the clinic's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<PaperLanguage>,
}
command!(SetPaper = "papers.set", May(PaperManage), Write -> Papers);

/// Prints a document on the printer that this desk has for its paper. The second time it is marked as a duplicate.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct PrintDocument {
    /// What.
    pub document: Printable,
    /// Which: the id of the bill, receipt, close, visit or doctor; the person named on a sample.
    pub id: Id<()>,
    /// The day of a day list; today where not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Day>,
    /// On which paper; where not said, the one that suits the document and has a printer here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<PaperKind>,
}
command!(PrintDocument = "print.document", May(PaperPrint), Write -> Printed);

/// The reply of `print.document`. The paper itself follows: see `print.jobs`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Printed {
    /// Its place in `print.jobs`.
    pub job: Id<Print>,
    /// Which paper.
    pub paper: PaperKind,
    /// Whether it was printed before, and is marked so.
    pub duplicate: bool,
    /// How many pages, all copies counted.
    pub pages: u32,
}

/// Shows a document as it would be printed now, without printing it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct PreviewPrint {
    /// What.
    pub document: Printable,
    /// Which.
    pub id: Id<()>,
    /// The day of a day list; today where not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Day>,
    /// On which paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<PaperKind>,
    /// As if this desk had said so of the paper, like the three below: whether the clinic's head is printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header: Option<bool>,
    /// Millimetres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 100))]
    pub top: Option<i64>,
    /// Millimetres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 25))]
    pub side: Option<i64>,
    /// English, Hindi, Marathi, or the clinic's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<PaperLanguage>,
}
command!(PreviewPrint = "print.preview", May(PaperPrint), Read -> Preview);

/// The reply of `print.preview`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Preview {
    /// Which paper.
    pub paper: PaperKind,
    /// Each page of one copy as a PNG in Base64 (RFC 4648), 6 pixels a millimetre; at most 20.
    pub pages: Vec<String>,
}

/// What is on its way to this computer's printers, and what was printed today.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct ListPrintJobs {}
command!(ListPrintJobs = "print.jobs", May(PaperPrint), Read -> PrintJobs);

/// The reply of `print.jobs`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PrintJobs {
    /// Newest first.
    pub jobs: Vec<PrintJob>,
}

/// One paper on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PrintJob {
    /// Which print.
    pub id: Id<Print>,
    /// Its number or its name: `A1C/2627/000123`, `A-31, Dr. Meera Joshi`.
    pub title: String,
    /// Which paper.
    pub paper: PaperKind,
    /// To which printer.
    pub printer: String,
    /// How far.
    pub state: PrintState,
    /// Why it does not come out.
    pub trouble: Option<PrintTrouble>,
    /// When it was asked for, UTC milliseconds.
    pub at: i64,
    /// Who asked for it, while it is on its way.
    pub by: Option<String>,
}

/// Hands a paper that did not come out to the printer that this desk now has for it. It is the same print.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct PrintAgain {
    /// Which.
    pub job: Id<Print>,
}
command!(PrintAgain = "print.again", May(PaperPrint), Local -> Done);

/// Takes a paper off the list, and off the printer's where it waits there.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct DropPrint {
    /// Which.
    pub job: Id<Print>,
}
command!(DropPrint = "print.drop", May(PaperPrint), Local -> Done);
