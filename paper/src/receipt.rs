//! Receipts for money that came, and for money that was given back.

use model::billing::{Receipt, Tender};
use model::money::Paise;
use model::words::Arg;
use serde_json::{Value, json};

use crate::bill::tender;
use crate::said::moment;
use crate::tongue::Words;
use crate::{Tongue, in_words};

/// A receipt with what its record only names.
#[derive(Clone, Debug, PartialEq)]
pub struct ReceiptPaper {
    /// As written.
    pub receipt: Receipt,
    /// What it is made of.
    pub payments: Vec<Towards>,
    /// The business as printed: name, address, phone, a line each.
    pub business: Vec<String>,
    /// The clinic's zone, minutes east of UTC.
    pub zone_minutes: i64,
    /// Who paid, or was paid back.
    pub patient: Option<String>,
    /// The patient's number.
    pub patient_number: Option<String>,
    /// Who took it, or gave it back.
    pub taken_by: String,
    /// What the patient still owes.
    pub due: Paise,
}

/// One payment of a receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Towards {
    /// How.
    pub tender: Tender,
    /// How much; below zero for money given back.
    pub amount: Paise,
    /// The bank's or the card machine's number.
    pub reference: Option<String>,
    /// The number of the bill; none for an advance.
    pub bill: Option<String>,
}

pub(crate) fn view(paper: &ReceiptPaper, words: &Words) -> Value {
    let receipt = &paper.receipt;
    let back = receipt.total < Paise::ZERO;
    let title = |words: &Words| words.get(if back { "refund" } else { "receipt" });
    let size = |amount: Paise| if back { -amount } else { amount };
    let patient = [&paper.patient, &paper.patient_number].into_iter().flatten().cloned().collect::<Vec<_>>().join(", ");
    let facts = [
        ("number", Some(receipt.number.clone())),
        ("date", Some(moment(receipt.at, paper.zone_minutes))),
        (if back { "given-to" } else { "received-from" }, (!patient.is_empty()).then_some(patient)),
        ("reason", receipt.reason.clone()),
    ];
    let (name, address) = paper.business.split_first().map_or(("", &[][..]), |(name, rest)| (name.as_str(), rest));
    let shown = |label: &str, value: Option<Paise>| value.map(|value| json!([words.get(label), value.to_string()]));
    let cash = [shown("cash-given", receipt.given), shown("change", receipt.change)];
    let cash: Vec<Value> = cash.into_iter().flatten().collect();
    json!({
        "title": receipt.number,
        "name": name,
        "address": address,
        "heading": title(words),
        "english": (words.tongue() != Tongue::English).then(|| title(&Words::new(Tongue::English))),
        "facts": facts.into_iter().filter_map(|(label, value)| Some(json!([words.get(label), value?]))).collect::<Vec<_>>(),
        "rows": paper.payments.iter().map(|p| row(p, size(p.amount), words)).collect::<Vec<_>>(),
        "total": size(receipt.total).to_string(),
        "in_words": in_words(receipt.total, words.tongue()),
        "cash": cash,
        "due": (paper.due > Paise::ZERO).then(|| paper.due.to_string()),
        "signatory": paper.taken_by,
        "signed": words.get(if back { "given-by" } else { "taken-by" }),
    })
}

fn row(payment: &Towards, amount: Paise, words: &Words) -> Value {
    let towards = match payment.bill.as_deref() {
        Some(number) => words.with("towards", &[("number", Arg::Text(number))]),
        None => words.get("advance"),
    };
    let small = [Some(towards), payment.reference.clone()].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    json!({ "name": words.get(tender(payment.tender)), "small": small, "amount": amount.to_string() })
}
