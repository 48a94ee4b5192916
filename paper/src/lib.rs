//! Printed documents: typed data in; a PDF, or pictures of its pages, out.
//!
//! How a paper looks is in `templates/*.typ`, its words are in `templates/words/`. What it says is prepared here, so
//! that a template only places it. The same data always makes the same bytes.

mod bill;
mod day_list;
mod press;
#[cfg(test)]
mod proof;
mod receipt;
mod rupees;
mod said;
mod token;
mod tongue;

use model::paper::PaperKind;

pub use bill::{BillPaper, Corrected, Paid};
pub use day_list::{DayList, DayRow};
pub use press::{Press, PressError, Typeset};
pub use receipt::{ReceiptPaper, Towards};
pub use rupees::in_words;
pub use token::TokenSlip;
pub use tongue::Tongue;

/// What can be printed.
#[derive(Clone, Debug, PartialEq)]
pub enum Document {
    /// A queue token.
    Token(TokenSlip),
    /// A bill or credit note.
    Bill(Box<BillPaper>),
    /// A receipt for money, or for money given back.
    Receipt(Box<ReceiptPaper>),
    /// Who comes to a doctor on a day.
    DayList(DayList),
}

/// Which doctor: the name and the council's number as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doctor {
    /// Dr. Meera Joshi.
    pub name: String,
    /// The registration number, which every receipt of a doctor must show.
    pub registration: Option<String>,
}

/// How it is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// On which paper. A token and a slip are 80 mm wide, a receipt is A5, a sheet A4.
    pub paper: PaperKind,
    /// In which language.
    pub tongue: Tongue,
    /// Whether the head is printed; off for a pre-printed pad.
    pub header: bool,
    /// Space left at the top where there is no head, in millimetres.
    pub top: i64,
    /// Space left at each side, in millimetres; 0 for the paper's own.
    pub side: i64,
    /// How many copies; more than one are marked, each with its number.
    pub copies: i64,
    /// Printed before, and marked so.
    pub duplicate: bool,
}
