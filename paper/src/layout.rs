//! How a document is laid out, and what its template is given.

use model::paper::PaperKind;
use serde_json::{Value, json};

use crate::tongue::Words;
use crate::{Document, Tongue, bill, count, day_list, receipt, token};

/// The widest side that a roll leaves free, in millimetres.
const WIDEST_SIDE: i64 = 8;

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
    /// Made up, and marked so.
    pub sample: bool,
}

/// A template with the data that it places.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Its path in `templates/`, with a slash in front.
    pub template: &'static str,
    /// Words, layout and document.
    pub data: Value,
}

impl Document {
    /// One copy, the `copy`th, as it is typeset.
    pub fn sheet(&self, layout: &Layout, copy: i64) -> Sheet {
        let words = Words::new(layout.tongue);
        let (template, document) = match self {
            Document::Token(slip) => ("/token.typ", token::view(slip, &words)),
            Document::Bill(paper) if layout.is_roll() => ("/bill-80mm.typ", bill::view(paper, &words)),
            Document::Bill(paper) => ("/bill.typ", bill::view(paper, &words)),
            Document::Receipt(paper) => ("/receipt.typ", receipt::view(paper, &words)),
            Document::Count(paper) => ("/count.typ", count::view(paper, &words)),
            Document::DayList(list) => ("/day-list.typ", day_list::view(list, &words)),
        };
        let data = json!({ "words": words.plain(), "layout": layout.view(copy, &words), "document": document });
        Sheet { template, data }
    }
}

impl Layout {
    /// Whether the paper comes off a roll, 80 mm wide.
    pub fn is_roll(&self) -> bool {
        matches!(self.paper, PaperKind::Token | PaperKind::Slip)
    }

    fn view(&self, copy: i64, words: &Words) -> Value {
        let size = match self.paper {
            PaperKind::Token | PaperKind::Slip => "80mm",
            PaperKind::Receipt | PaperKind::Prescription => "a5",
            PaperKind::Sheet => "a4",
        };
        let marked =
            (self.copies > 1).then(|| words.with("copy", &[("copy", copy.into()), ("copies", self.copies.into())]));
        json!({
            "size": size,
            "language": self.tongue.code(),
            "header": self.header,
            "top": self.top,
            // A roll has no room for more.
            "side": if self.is_roll() { self.side.min(WIDEST_SIDE) } else { self.side },
            "copy": marked,
            "duplicate": self.duplicate,
            "sample": self.sample,
        })
    }
}
