//! What is printed, on which printer, and that it was.

use crate::Id;
use crate::patient::Speaks;
use crate::tenancy::Desk;

choice! {
    /// A kind of paper, each with its own printer at a desk.
    pub enum PaperKind {
        /// A queue token, 80 mm.
        Token = "token",
        /// A receipt or bill, 80 mm.
        Slip = "slip",
        /// A receipt or bill, A5.
        Receipt = "receipt",
        /// Lists and registers, A4.
        Sheet = "sheet",
        /// A prescription, A5.
        Prescription = "prescription",
    }
}

choice! {
    /// A document that can be printed.
    pub enum Printable {
        /// A bill or credit note, by its id.
        Bill = "bill",
        /// A receipt, by its id.
        Receipt = "receipt",
        /// The token of a visit, by the visit's id.
        Token = "token",
        /// What a drawer held when it was counted, by the id of its close.
        Count = "count",
        /// Who comes to a doctor on a day, by the doctor's id.
        DayList = "day_list",
        /// A made-up document, to see how a paper comes out, by the id of the person whom it names.
        Sample = "sample",
    }
}

choice! {
    /// What a desk says of the language of a paper where the patient's is not known.
    #[derive(Default)]
    pub enum PaperLanguage {
        /// The clinic's.
        #[default]
        Clinic = "clinic",
        /// English.
        English = "en",
        /// Hindi.
        Hindi = "hi",
        /// Marathi.
        Marathi = "mr",
    }
}

impl PaperLanguage {
    /// The language, unless it is the clinic's.
    pub fn own(self) -> Option<Speaks> {
        Speaks::parse(self.as_str())
    }

    /// As it was said of a paper.
    pub fn of(own: Option<Speaks>) -> Self {
        own.and_then(|own| Self::parse(own.as_str())).unwrap_or_default()
    }
}

choice! {
    /// How far a paper is on its way out.
    pub enum PrintState {
        /// Not with the printer yet, or held by it.
        Waiting = "waiting",
        /// Being handed over just now.
        Sending = "sending",
        /// Printed, as far as the system knows.
        Sent = "sent",
        /// Not printed, and not tried again until somebody says so.
        Failed = "failed",
    }
}

choice! {
    /// Why a paper does not come out.
    pub enum PrintTrouble {
        /// The printer was stopped, or stopped itself.
        Stopped = "stopped",
        /// It has no paper.
        NoPaper = "no_paper",
        /// It does not answer: off, or its cable is out.
        Offline = "offline",
        /// The system knows no printer of that name.
        Unknown = "unknown",
        /// The system's print service does not answer.
        NoService = "no_service",
        /// The system refused the job.
        Refused = "refused",
        /// Somebody took it off the printer's list.
        Cancelled = "cancelled",
        /// This computer stopped while handing it over: it may have been printed.
        Unsure = "unsure",
    }
}

record! {
    /// How one desk prints one kind of paper.
    pub struct Paper = 31 "paper" {
        /// Which desk.
        1 desk: Id<Desk>, review;
        /// Which paper.
        2 kind: PaperKind, review;
        /// The printer's name in the operating system; none prints nothing.
        3 printer: Option<String>, latest;
        /// How many copies, each marked.
        4 copies: i64, latest;
        /// Whether the clinic's head is printed; off for a pre-printed pad.
        5 header: bool, latest;
        /// Space left at the top where there is no head, in millimetres.
        6 top: i64, latest;
        /// Space left at each side, in millimetres.
        7 side: i64, latest;
        /// The language of the paper where the patient's is not known.
        8 language: Option<Speaks>, latest;
    }
}

record! {
    /// A paper left for a printer.
    pub struct Print = 32 "print" {
        /// What was printed: a bill, a receipt, a counting, a visit.
        1 document: Id<()>, ledger;
        /// The kind of that record.
        2 document_kind: i64, ledger;
        /// Which paper.
        3 paper: PaperKind, ledger;
        /// How many copies.
        4 copies: i64, ledger;
        /// Printed before, and marked so.
        5 duplicate: bool, ledger;
        /// When, UTC milliseconds.
        6 at: i64, ledger;
    }
}
