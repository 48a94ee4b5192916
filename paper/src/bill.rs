//! Bills and credit notes, with what CGST Rules 46, 46A, 49 and 53 ask for.

use model::billing::{Bill, BillLine, DocumentKind, Tender, Treatment};
use model::day::Day;
use model::gstin;
use model::money::Paise;
use model::tenancy::TaxStatus;
use model::upi::{self, UpiAddress};
use model::words::Arg;
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use serde_json::{Value, json};

use crate::said::{amount, lines, moment, month, percent};
use crate::tongue::Words;
use crate::{Doctor, Tongue, in_words};

/// A bill with what its record only names.
#[derive(Clone, Debug, PartialEq)]
pub struct BillPaper {
    /// As issued.
    pub bill: Bill,
    /// Its lines.
    pub lines: Vec<BillLine>,
    /// The clinic's zone, minutes east of UTC.
    pub zone_minutes: i64,
    /// The patient's number.
    pub patient_number: Option<String>,
    /// The doctor of the clinic.
    pub doctor: Option<Doctor>,
    /// The bill that a credit note takes back from.
    pub corrects: Option<Corrected>,
    /// What was paid towards it.
    pub paid: Vec<Paid>,
    /// What is still to be paid.
    pub due: Paise,
    /// Where UPI payments go: a code to scan is printed while something is due.
    pub upi_address: Option<UpiAddress>,
    /// Whether it was cancelled.
    pub cancelled: bool,
    /// Who signs for the business.
    pub signatory: Option<String>,
}

/// An earlier bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corrected {
    /// Its number.
    pub number: String,
    /// Its date.
    pub day: Day,
}

/// Money that came for a bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paid {
    /// How.
    pub tender: Tender,
    /// How much.
    pub amount: Paise,
    /// The bank's or the card machine's number.
    pub reference: Option<String>,
}

pub(crate) fn view(paper: &BillPaper, words: &Words) -> Value {
    let bill = &paper.bill;
    let supplier = lines(&bill.supplier);
    let (name, address) = supplier.split_first().map_or(("", &[][..]), |(name, rest)| (*name, rest));
    let title = |words: &Words| words.get(title(bill.kind));
    let english = (words.tongue() != Tongue::English).then(|| title(&Words::new(Tongue::English)));
    let original = matches!(bill.kind, DocumentKind::TaxInvoice | DocumentKind::InvoiceCumBill);
    json!({
        "title": bill.number,
        "name": name,
        "address": address,
        "gstin": bill.supplier_gstin,
        "licences": bill.supplier_licences.as_deref().map(lines).unwrap_or_default(),
        "heading": title(words),
        "english": english,
        "original": original.then(|| words.get("original")),
        "cancelled": paper.cancelled,
        "facts": facts(paper, words),
        "taxed": paper.lines.iter().any(|line| line.treatment == Treatment::Taxable),
        "interstate": !bill.igst.is_zero(),
        "rows": paper.lines.iter().map(|line| row(line, words)).collect::<Vec<_>>(),
        "lines": words.with("lines", &[("count", paper.lines.len().into())]),
        "taxable": amount(bill.taxable + bill.untaxed),
        "cgst": amount(bill.cgst),
        "sgst": amount(bill.sgst),
        "igst": amount(bill.igst),
        "rates": rates(&paper.lines, words),
        "sums": sums(bill, words),
        "total_label": words.get(if bill.kind == DocumentKind::CreditNote { "credit-total" } else { "total" }),
        "total": bill.total.to_string(),
        "in_words": in_words(bill.total, words.tongue()),
        "paid": paid(&paper.paid, words),
        "due": (paper.due > Paise::ZERO).then(|| paper.due.to_string()),
        "qr": code(paper),
        "scan": words.with("scan-to-pay", &[("amount", Arg::Text(&paper.due.to_string()))]),
        // CGST (Composition) rule 5(1)(f).
        "notice": (bill.supplier_status == TaxStatus::Composition).then(|| words.get("composition")),
        "signatory": paper.signatory,
    })
}

fn title(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::TaxInvoice => "tax-invoice",
        DocumentKind::BillOfSupply => "bill-of-supply",
        DocumentKind::InvoiceCumBill => "invoice-cum-bill",
        DocumentKind::Bill => "bill",
        DocumentKind::CreditNote => "credit-note",
    }
}

/// Two columns of labels with their values: whom it is for, and which document it is.
fn facts(paper: &BillPaper, words: &Words) -> Value {
    let bill = &paper.bill;
    let recipient = lines(bill.recipient.as_deref().unwrap_or_default());
    let (name, address) = recipient.split_first().map_or((None, &[][..]), |(name, rest)| (Some(*name), rest));
    let patient = [name, paper.patient_number.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let doctor = paper.doctor.as_ref().map(|doctor| {
        [Some(doctor.name.as_str()), doctor.registration.as_deref()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", ")
    });
    let corrects = paper.corrects.as_ref().map(|earlier| format!("{}, {}", earlier.number, earlier.day));
    let place = bill.place_of_supply.as_deref().map(|code| match gstin::state(code) {
        Some(state) => format!("{} ({code})", state.name),
        None => code.to_owned(),
    });
    let registered = bill.supplier_gstin.is_some();
    let reverse = registered.then(|| words.get(if bill.reverse_charge { "yes" } else { "no" }));
    let date = if Day::at(bill.at, paper.zone_minutes) == bill.day {
        moment(bill.at, paper.zone_minutes)
    } else {
        bill.day.to_string()
    };
    let some = |text: String| (!text.is_empty()).then_some(text);
    let shown = |facts: Vec<(&str, Option<String>)>| -> Vec<Value> {
        facts.into_iter().filter_map(|(label, value)| Some(json!([words.get(label), value?]))).collect()
    };
    json!([
        shown(vec![
            ("patient", some(patient)),
            ("address", some(address.join(", "))),
            ("recipient-gstin", bill.recipient_gstin.clone()),
            ("doctor", doctor),
            ("prescriber", bill.prescriber.clone()),
            ("reason", bill.reason.clone()),
        ]),
        shown(vec![
            ("number", Some(bill.number.clone())),
            ("date", Some(date)),
            ("corrects", corrects),
            ("place-of-supply", place),
            ("reverse-charge", reverse),
        ]),
    ])
}

fn row(line: &BillLine, words: &Words) -> Value {
    let price = amount(line.price);
    let less = amount(line.discount);
    let mrp = line.mrp.map(amount);
    let pack = line.pack.unwrap_or(1).to_string();
    let expires = line.expires.map(month);
    let text = |key: &str, slot: &str, value: Option<&str>| value.map(|v| words.with(key, &[(slot, Arg::Text(v))]));
    // A line ends between two of these, never within one.
    let whole = |part: String| part.replace(' ', "\u{a0}");
    let small = [
        line.manufacturer.clone(),
        text("hsn", "code", line.hsn.as_deref()),
        text("batch", "batch", line.batch_number.as_deref()),
        text("expires", "month", expires.as_deref()),
        text("schedule", "schedule", line.schedule.as_deref()),
        mrp.map(|mrp| words.with("mrp", &[("price", Arg::Text(&mrp)), ("pack", Arg::Text(&pack))])),
        (line.mrp.is_none() && line.quantity != 1).then(|| words.with("each", &[("price", Arg::Text(&price))])),
        (!line.discount.is_zero()).then(|| words.with("less", &[("amount", Arg::Text(&less))])),
    ];
    let half = percent(line.rate / 2);
    json!({
        "position": line.position.to_string(),
        "name": line.name,
        "small": small.into_iter().flatten().map(whole).collect::<Vec<_>>().join(" · "),
        "quantity": if line.unit == "OTH" { line.quantity.to_string() } else { format!("{} {}", line.quantity, line.unit) },
        "price": price,
        "taxable": amount(line.taxable),
        "half": half,
        "cgst": amount(line.cgst),
        "sgst": amount(line.sgst),
        "rate": percent(line.rate),
        "igst": amount(line.igst),
        "total": amount(line.total),
    })
}

/// For each rate of tax: what it was charged on, and how much of each tax.
fn rates(all: &[BillLine], words: &Words) -> Vec<Value> {
    let mut rates: Vec<i64> = all.iter().filter(|l| l.treatment == Treatment::Taxable).map(|l| l.rate).collect();
    rates.sort_unstable();
    rates.dedup();
    let mut out = Vec::new();
    for rate in rates {
        let of = |field: fn(&BillLine) -> Paise| -> Paise {
            all.iter().filter(|l| l.treatment == Treatment::Taxable && l.rate == rate).map(field).sum()
        };
        let mut add = |key: &str, rate: i64, value: Paise| {
            if !value.is_zero() {
                out.push(json!([words.with(key, &[("rate", Arg::Text(&percent(rate)))]), amount(value)]));
            }
        };
        add("taxable-at", rate, of(|l| l.taxable));
        add("cgst-at", rate / 2, of(|l| l.cgst));
        add("sgst-at", rate / 2, of(|l| l.sgst));
        add("igst-at", rate, of(|l| l.igst));
    }
    out
}

/// From the prices to the total; the last step is the template's.
fn sums(bill: &Bill, words: &Words) -> Value {
    let taxed = !bill.taxable.is_zero();
    let all = [
        ("gross", bill.gross, !bill.discount.is_zero() || !taxed),
        ("discount", -bill.discount, true),
        ("untaxed", bill.untaxed, taxed),
        ("taxable-value", bill.taxable, true),
        ("cgst", bill.cgst, true),
        ("sgst", bill.sgst, true),
        ("igst", bill.igst, true),
        ("cess", bill.cess, true),
        ("round-off", bill.round_off, true),
    ];
    all.into_iter()
        .filter(|(_, value, shown)| *shown && !value.is_zero())
        .map(|(label, value, _)| json!({ "key": label, "label": words.get(label), "amount": amount(value) }))
        .collect()
}

pub(crate) fn tender(tender: Tender) -> &'static str {
    match tender {
        Tender::Cash => "by-cash",
        Tender::Upi => "by-upi",
        Tender::Card => "by-card",
        Tender::Bank => "by-bank",
        Tender::Advance => "by-advance",
    }
}

fn paid(all: &[Paid], words: &Words) -> Vec<Value> {
    let label = |paid: &Paid| match &paid.reference {
        Some(reference) => format!("{} {reference}", words.get(tender(paid.tender))),
        None => words.get(tender(paid.tender)),
    };
    all.iter().map(|paid| json!([label(paid), paid.amount.to_string()])).collect()
}

/// What a phone scans to pay what is due, as SVG.
fn code(paper: &BillPaper) -> Option<String> {
    let address = paper.upi_address.as_ref().filter(|_| paper.due > Paise::ZERO && !paper.cancelled)?;
    let name = lines(&paper.bill.supplier).first().copied().unwrap_or_default();
    let link = upi::link(address, name, Some(paper.due), Some(&paper.bill.number));
    let code = QrCode::with_error_correction_level(link, EcLevel::M).ok()?;
    Some(code.render::<svg::Color<'_>>().quiet_zone(false).build())
}
