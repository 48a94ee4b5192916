//! Money that changes hands. A receipt is a new entry; nothing of it is ever edited.

mod read;
mod refund;

use model::billing::{Bill, DocumentKind, Payment, Receipt, Tender};
use model::command::Done;
use model::commands::payments::{CheckPayment, NewTender, ReceiptBrief, TakePayment, Taken};
use model::money::Paise;
use model::patient::Patient;
use model::tenancy::Business;
use model::{Fault, Id, Record};
use store::{Tx, View};
use sync::Subject;

use crate::counter::{Counter, refused};
use crate::create::filled;
use crate::dispatch::Call;
use crate::numbers::Series;
use crate::patients::about;

pub(crate) use read::{account, receipt, upi_link};
pub(crate) use refund::{give_back, refund};

pub(crate) fn take(call: &Call<'_>, args: TakePayment) -> Result<Taken, Fault> {
    call.write(|tx| {
        let counter = Counter::of(call, tx)?;
        put(tx, &counter, &args)
    })
}

/// Money that is taken in the commit that issues what it pays for.
pub(crate) struct PaidNow<'a> {
    pub(crate) tenders: &'a [NewTender],
    pub(crate) given: Option<Paise>,
    /// Old dues, paid first.
    pub(crate) dues: &'a [Id<Bill>],
}

/// Takes money for old dues and the bills that were issued in this transaction.
///
/// # Errors
/// As [`put`].
pub(crate) fn put_with(
    tx: &mut Tx<'_>,
    counter: &Counter,
    patient: Option<Id<Patient>>,
    issued: &[Bill],
    now: PaidNow<'_>,
) -> store::Result<Taken> {
    let new = issued.iter().filter(|b| !b.total.is_zero()).map(|b| b.id);
    let take = TakePayment {
        patient,
        bills: now.dues.iter().copied().chain(new).collect(),
        tenders: now.tenders.to_vec(),
        given: now.given,
        ..TakePayment::default()
    };
    put(tx, counter, &take)
}

/// A bill that is paid for, and what is owed on it.
struct Owed {
    bill: Bill,
    left: Paise,
}

/// A tender's part towards one bill, or the advance.
struct Part<'a> {
    tender: &'a NewTender,
    bill: Option<Id<Bill>>,
    business: Id<Business>,
    patient: Option<Id<Patient>>,
    amount: Paise,
}

/// Takes money in this transaction: a receipt for each business, a payment for each tender and bill.
///
/// # Errors
/// Each refused field; what [`Counter::number`] refuses.
pub(crate) fn put(tx: &mut Tx<'_>, counter: &Counter, args: &TakePayment) -> store::Result<Taken> {
    let mut bills = owed(tx, args)?;
    let payer = args.patient.or_else(|| bills.iter().find_map(|b| b.bill.patient));
    if let Some(payer) = payer {
        tx.expect(payer)?;
    }
    let tenders = amounts(args, bills.iter().map(|b| b.left).sum())?;
    let parts = allocate(counter, args, &mut bills, payer, &tenders)?;
    held(tx, payer, &parts)?;
    let cash = parts.iter().filter(|p| p.tender.tender == Tender::Cash).map(|p| p.amount).sum();
    let change = change(args.given, cash)?;
    let mut receipts = Vec::new();
    // The cash that was handed over stands on the receipts in turn, what is left of it on the last.
    let mut given = args.given;
    let mut businesses: Vec<Id<Business>> = Vec::new();
    for part in &parts {
        if !businesses.contains(&part.business) {
            businesses.push(part.business);
        }
    }
    for (at, business) in businesses.iter().enumerate() {
        let own: Vec<&Part<'_>> = parts.iter().filter(|p| p.business == *business).collect();
        let later = parts.iter().filter(|p| businesses[at + 1..].contains(&p.business));
        let cash_later = later.filter(|p| p.tender.tender == Tender::Cash).count() > 0;
        let cash: Paise = own.iter().filter(|p| p.tender.tender == Tender::Cash).map(|p| p.amount).sum();
        let handed = given.filter(|_| !cash.is_zero()).map(|g| if cash_later { cash } else { g });
        given = given.map(|g| g - handed.unwrap_or_default());
        receipts.push(put_receipt(tx, counter, payer, *business, &own, handed.map(|h| (h, h - cash)))?);
    }
    let advance = payer.map(|p| tx.advances_of(p)).transpose()?.unwrap_or_default();
    Ok(Taken {
        receipts: receipts.iter().map(brief).collect(),
        change,
        due: bills.iter().map(|b| b.left).sum(),
        advance: advance.into_iter().map(|a| a.1).sum(),
    })
}

/// The bills asked for; each that cannot be paid is refused by its place.
fn owed(view: &View<'_>, args: &TakePayment) -> store::Result<Vec<Owed>> {
    let mut bills = Vec::new();
    for (at, id) in args.bills.iter().enumerate() {
        let place = at.to_string();
        let refuse = |code| Err(refused("bills", &place, code));
        let Some(bill) = view.get(*id)?.map(|b| b.record) else { return refuse("field-bill-none") };
        if args.bills[..at].contains(id) {
            return refuse("field-twice");
        }
        if bill.kind == DocumentKind::CreditNote {
            return refuse("field-bill-note");
        }
        if view.cancellation(*id)?.is_some() {
            return refuse("field-bill-cancelled");
        }
        let left = view.owed_on(*id)?;
        if left <= Paise::ZERO {
            return refuse("field-bill-paid");
        }
        bills.push(Owed { bill, left });
    }
    if bills.is_empty() && !args.advance {
        return Err(Fault::field("bills", "field-payment-for-nothing").into());
    }
    if args.advance && args.patient.is_none() && bills.iter().all(|b| b.bill.patient.is_none()) {
        return Err(Fault::field("patient", "field-advance-whose").into());
    }
    Ok(bills)
}

/// Every tender with its amount, what was paid before first: the one that names none takes what the others leave.
fn amounts(args: &TakePayment, due: Paise) -> store::Result<Vec<(usize, NewTender)>> {
    let named: Paise = args.tenders.iter().filter_map(|t| t.amount).sum();
    let mut open = args.tenders.iter().enumerate().filter(|(_, t)| t.amount.is_none()).map(|(at, _)| at);
    let (first, second) = (open.next(), open.next());
    if let Some(second) = second {
        return Err(refused(&format!("tenders.{second}"), "amount", "field-tender-amount"));
    }
    if let Some(open) = first.filter(|_| due <= named) {
        return Err(refused(&format!("tenders.{open}"), "amount", "field-nothing-left"));
    }
    if named > due && !args.advance {
        return Err(Fault::field("tenders", "field-more-than-owed").into());
    }
    let mut tenders: Vec<(usize, NewTender)> = args.tenders.iter().cloned().enumerate().collect();
    for (_, tender) in &mut tenders {
        tender.amount = Some(tender.amount.unwrap_or(due - named));
        tender.reference = filled(&tender.reference);
    }
    tenders.sort_by_key(|(_, t)| t.tender != Tender::Advance);
    Ok(tenders)
}

/// Gives each tender to the bills in turn, and what is over to the patient's advance.
fn allocate<'a>(
    counter: &Counter,
    args: &TakePayment,
    bills: &mut [Owed],
    payer: Option<Id<Patient>>,
    tenders: &'a [(usize, NewTender)],
) -> store::Result<Vec<Part<'a>>> {
    let advance_to = match (args.business, bills.last()) {
        (None, Some(last)) => last.bill.business,
        (business, _) => counter.business(business)?.id,
    };
    let mut parts = Vec::new();
    for (at, tender) in tenders {
        let mut rest = tender.amount.unwrap_or_default();
        for owed in bills.iter_mut().filter(|b| b.left > Paise::ZERO) {
            let amount = rest.min(owed.left);
            if amount.is_zero() {
                break;
            }
            if tender.tender == Tender::Advance && owed.bill.patient != payer {
                return Err(refused(&format!("tenders.{at}"), "tender", "field-advance-other"));
            }
            let Bill { id, business, patient, .. } = owed.bill;
            parts.push(Part { tender, bill: Some(id), business, patient, amount });
            owed.left -= amount;
            rest -= amount;
        }
        if !rest.is_zero() {
            if tender.tender == Tender::Advance {
                return Err(refused(&format!("tenders.{at}"), "amount", "field-more-than-owed"));
            }
            parts.push(Part { tender, bill: None, business: advance_to, patient: payer, amount: rest });
        }
    }
    Ok(parts)
}

/// Refuses to use more of an advance than the patient has with that business.
fn held(view: &View<'_>, payer: Option<Id<Patient>>, parts: &[Part<'_>]) -> store::Result<()> {
    let Some(payer) = payer.filter(|_| parts.iter().any(|p| p.tender.tender == Tender::Advance)) else {
        return match parts.iter().any(|p| p.tender.tender == Tender::Advance) {
            true => Err(Fault::field("tenders", "field-advance-short").into()),
            false => Ok(()),
        };
    };
    let advances = view.advances_of(payer)?;
    for part in parts {
        let used = parts.iter().filter(|p| p.tender.tender == Tender::Advance && p.business == part.business);
        let has = advances.iter().find(|a| a.0 == part.business).map_or(Paise::ZERO, |a| a.1);
        if used.map(|p| p.amount).sum::<Paise>() > has.max(Paise::ZERO) {
            return Err(Fault::field("tenders", "field-advance-short").into());
        }
    }
    Ok(())
}

fn change(given: Option<Paise>, cash: Paise) -> store::Result<Paise> {
    match given {
        Some(given) if cash.is_zero() && !given.is_zero() => Err(Fault::field("given", "field-given-no-cash").into()),
        Some(given) if given < cash => Err(Fault::field("given", "field-given-short").into()),
        Some(given) => Ok(given - cash),
        None => Ok(Paise::ZERO),
    }
}

fn put_receipt(
    tx: &mut Tx<'_>,
    counter: &Counter,
    payer: Option<Id<Patient>>,
    business: Id<Business>,
    parts: &[&Part<'_>],
    given: Option<(Paise, Paise)>,
) -> store::Result<Receipt> {
    let id = tx.new_id_at(counter.now);
    let business = counter.business(Some(business))?;
    let receipt = Receipt {
        id,
        business: business.id,
        desk: counter.desk.id,
        number: counter.number(tx, business, Series::Receipt, counter.today)?,
        patient: payer,
        taken_by: counter.person,
        day: counter.today,
        at: counter.now,
        total: parts.iter().filter(|p| p.tender.tender != Tender::Advance).map(|p| p.amount).sum(),
        given: given.map(|g| g.0),
        change: given.map(|g| g.1),
        corrects: None,
        reason: None,
    };
    let about = subject(payer, id);
    tx.insert(about, &receipt)?;
    for part in parts {
        let payment = Payment {
            id: tx.new_id_at(counter.now),
            receipt: id,
            bill: part.bill,
            patient: part.patient,
            tender: part.tender.tender,
            amount: part.amount,
            reference: part.tender.reference.clone(),
            drawer: (part.tender.tender == Tender::Cash).then_some(counter.person),
            business: business.id,
        };
        tx.insert(about, &payment)?;
    }
    Ok(receipt)
}

/// What a receipt is about: its patient, else itself.
fn subject(patient: Option<Id<Patient>>, receipt: Id<Receipt>) -> Subject {
    patient.map_or(Subject { kind: Receipt::KIND, id: receipt.bytes() }, about)
}

/// A receipt with its number, for replies.
pub(crate) fn brief(receipt: &Receipt) -> ReceiptBrief {
    ReceiptBrief {
        id: receipt.id,
        number: receipt.number.clone(),
        business: receipt.business,
        day: receipt.day,
        total: receipt.total,
    }
}

pub(crate) fn check(call: &Call<'_>, args: CheckPayment) -> Result<Done, Fault> {
    let now = call.clinic.clock.now();
    call.write(|tx| {
        let payment = tx.expect(args.payment)?.record;
        if !matches!(payment.tender, Tender::Upi | Tender::Card | Tender::Bank) {
            return Err(Fault::field("payment", "field-payment-no-bank").into());
        }
        let check = model::billing::PaymentCheck {
            id: tx.new_id_at(now),
            payment: payment.id,
            found: args.found,
            reference: filled(&args.reference),
            at: now,
        };
        tx.insert(subject(payment.patient, payment.receipt), &check)?;
        Ok(Done {})
    })
}
