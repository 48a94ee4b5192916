//! Printed documents: typed data in, what a template places out.
//!
//! How a paper looks is in `templates/*.typ`, its words are in `templates/words/`. What it says is prepared here, so
//! that a template only places it. `press/` sets it in type.

mod bill;
mod count;
mod day_list;
mod layout;
mod receipt;
mod rupees;
mod said;
mod sample;
mod token;
mod tongue;
mod typesetter;

pub use bill::{BillPaper, Corrected, Paid};
pub use count::CountPaper;
pub use day_list::{DayList, DayRow};
pub use layout::{Layout, Sheet};
pub use receipt::{ReceiptPaper, Towards};
pub use rupees::in_words;
pub use sample::Sample;
pub use token::TokenSlip;
pub use tongue::{Tongue, Words};
pub use typesetter::{Pdf, Typesetter, TypesettingError};

/// What can be printed.
#[derive(Clone, Debug, PartialEq)]
pub enum Document {
    /// A queue token.
    Token(TokenSlip),
    /// A bill or credit note.
    Bill(Box<BillPaper>),
    /// A receipt for money, or for money given back.
    Receipt(Box<ReceiptPaper>),
    /// What a drawer held when it was counted.
    Count(Box<CountPaper>),
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
