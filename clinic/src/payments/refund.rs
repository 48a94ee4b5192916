//! Money that goes back: never more than was paid.

use model::billing::{Bill, Payment, Receipt, Tender};
use model::commands::payments::{ReceiptBrief, RefundPayment};
use model::money::Paise;
use model::patient::Patient;
use model::tenancy::Business;
use model::{Fault, Id};
use store::{Tx, View};

use super::{brief, subject};
use crate::counter::Counter;
use crate::create::filled;
use crate::dispatch::Call;
use crate::numbers::Series;

/// What is given back, and out of what.
struct Part {
    bill: Option<Id<Bill>>,
    patient: Option<Id<Patient>>,
    amount: Paise,
}

/// The money of one business that goes back at once.
struct GivenBack {
    business: Id<Business>,
    patient: Option<Id<Patient>>,
    corrects: Option<Id<Receipt>>,
    parts: Vec<Part>,
}

pub(crate) fn refund(call: &Call<'_>, args: RefundPayment) -> Result<ReceiptBrief, Fault> {
    call.write(|tx| {
        let counter = Counter::of(call, tx)?;
        let back = match (args.bill, args.receipt, args.patient) {
            (Some(bill), None, None) => of_bill(tx, &tx.expect(bill)?.record, args.amount)?,
            (None, Some(receipt), None) => of_receipt(tx, receipt, args.amount)?,
            (None, None, Some(patient)) => of_advance(tx, patient, args.business, args.amount)?,
            _ => return Err(Fault::field("bill", "field-refund-of-what").into()),
        };
        if args.tender == Tender::Advance && back.parts.iter().any(|p| p.bill.is_none() || p.patient.is_none()) {
            return Err(Fault::field("tender", "field-refund-advance").into());
        }
        Ok(brief(&put(tx, &counter, &back, args.tender, filled(&args.reference), &args.reason)?))
    })
}

/// Gives back money that was paid for a bill, in this transaction.
///
/// # Errors
/// `amount` refused where that is more than was paid.
pub(crate) fn give_back(
    tx: &mut Tx<'_>,
    counter: &Counter,
    bill: &Bill,
    amount: Paise,
    tender: Tender,
    reference: Option<String>,
    reason: &str,
) -> store::Result<Receipt> {
    let back = of_bill(tx, bill, amount)?;
    put(tx, counter, &back, tender, reference, reason)
}

fn too_much() -> store::Error {
    Fault::field("amount", "field-refund-more").into()
}

fn of_bill(view: &View<'_>, bill: &Bill, amount: Paise) -> store::Result<GivenBack> {
    if amount > view.paid_on(bill.id)? {
        return Err(too_much());
    }
    let parts = vec![Part { bill: Some(bill.id), patient: bill.patient, amount }];
    Ok(GivenBack { business: bill.business, patient: bill.patient, corrects: None, parts })
}

/// Out of a receipt's payments, the last first; what was given back of it before, or of its bills, is not there any more.
fn of_receipt(view: &View<'_>, id: Id<Receipt>, amount: Paise) -> store::Result<GivenBack> {
    let receipt = view.expect(id)?.record;
    let earlier = view.by::<Receipt>("corrects", id.bytes())?;
    let left = receipt.total + earlier.iter().map(|r| r.record.total).sum();
    if amount > left {
        return Err(too_much());
    }
    let mut parts: Vec<Part> = Vec::new();
    let mut rest = amount;
    for payment in view.by::<Payment>("receipt", id.bytes())?.into_iter().rev().map(|p| p.record) {
        let asked = parts.iter().filter(|p| p.bill == payment.bill).map(|p| p.amount).sum();
        let there = match (payment.bill, payment.patient) {
            (Some(bill), _) => view.paid_on(bill)? - asked,
            (None, Some(patient)) => advance(view, patient, receipt.business)? - asked,
            (None, None) => Paise::ZERO,
        };
        let amount = rest.min(payment.amount).min(there);
        if payment.tender != Tender::Advance && amount > Paise::ZERO {
            parts.push(Part { bill: payment.bill, patient: payment.patient, amount });
            rest -= amount;
        }
    }
    if !rest.is_zero() {
        return Err(too_much());
    }
    Ok(GivenBack { business: receipt.business, patient: receipt.patient, corrects: Some(id), parts })
}

fn of_advance(
    view: &View<'_>,
    patient: Id<Patient>,
    business: Option<Id<Business>>,
    amount: Paise,
) -> store::Result<GivenBack> {
    view.expect(patient)?;
    let held = view.advances_of(patient)?;
    let held = held.into_iter().find(|a| business.is_none_or(|b| b == a.0));
    match held {
        Some((business, held)) if amount <= held => {
            let parts = vec![Part { bill: None, patient: Some(patient), amount }];
            Ok(GivenBack { business, patient: Some(patient), corrects: None, parts })
        }
        _ => Err(too_much()),
    }
}

fn advance(view: &View<'_>, patient: Id<Patient>, business: Id<Business>) -> store::Result<Paise> {
    Ok(view.advances_of(patient)?.into_iter().find(|a| a.0 == business).map_or(Paise::ZERO, |a| a.1))
}

fn put(
    tx: &mut Tx<'_>,
    counter: &Counter,
    back: &GivenBack,
    tender: Tender,
    reference: Option<String>,
    reason: &str,
) -> store::Result<Receipt> {
    let id = tx.new_id_at(counter.now);
    let business = counter.business(Some(back.business))?;
    let total: Paise = back.parts.iter().map(|p| p.amount).sum();
    let receipt = Receipt {
        id,
        business: business.id,
        desk: counter.desk.id,
        number: counter.number(tx, business, Series::Receipt, counter.today)?,
        patient: back.patient,
        taken_by: counter.person,
        day: counter.today,
        at: counter.now,
        total: if tender == Tender::Advance { Paise::ZERO } else { -total },
        given: None,
        change: None,
        corrects: back.corrects,
        reason: Some(reason.trim().to_owned()),
    };
    let about = subject(back.patient, id);
    tx.insert(about, &receipt)?;
    for part in &back.parts {
        let payment = Payment {
            id: tx.new_id_at(counter.now),
            receipt: id,
            bill: part.bill,
            patient: part.patient,
            tender,
            amount: -part.amount,
            reference: reference.clone(),
            drawer: (tender == Tender::Cash).then_some(counter.person),
            business: business.id,
        };
        tx.insert(about, &payment)?;
    }
    Ok(receipt)
}
