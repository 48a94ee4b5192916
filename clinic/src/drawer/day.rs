//! The money of a day in figures.

use model::billing::{Bill, Receipt, Tender};
use model::capability::Capability;
use model::commands::bills::PaymentRow;
use model::commands::drawer::{DayFigures, GetDay, PersonFigures, SeriesFigures, TaxSum, TenderSum};
use model::day::Day;
use model::money::Paise;
use model::tenancy::User;
use model::{Fault, Id};
use store::View;
use store::accounts::{DayBill, DayPayment, Numbered};

use crate::dispatch::Call;
use crate::numbers;

/// Tenders that bring money in, in the order of the columns.
const TENDERS: [Tender; 4] = [Tender::Cash, Tender::Upi, Tender::Card, Tender::Bank];

pub(crate) fn figures(call: &Call<'_>, args: GetDay) -> Result<DayFigures, Fault> {
    let sitter = call.sitter()?;
    let own = sitter.may(Capability::DrawerAll).is_err();
    if own {
        sitter.may(Capability::DrawerUse)?;
    }
    let (day, by) = (args.day.unwrap_or(call.clinic.today()), own.then_some(sitter.user.id));
    call.read(|view| of_day(view, day, by))
}

fn of_day(view: &View<'_>, day: Day, by: Option<Id<User>>) -> store::Result<DayFigures> {
    let documents = view.bills_of_day(day, by)?;
    let payments = view.payments_of_day(day, by)?;
    let receipts = view.receipts_of_day(day, by)?;
    let standing: Vec<&DayBill> = documents.iter().filter(|b| !b.is_note && !b.cancelled).collect();
    let notes: Vec<&DayBill> = documents.iter().filter(|b| b.is_note).collect();
    let owing: Vec<&&DayBill> = standing.iter().filter(|b| b.owed > Paise::ZERO).collect();
    let money: Vec<&DayPayment> = payments.iter().filter(|p| p.tender != Tender::Advance).collect();
    let old: Vec<&&DayPayment> =
        money.iter().filter(|p| p.amount > Paise::ZERO && p.bill_day.is_some_and(|d| d < day)).collect();
    let mut old_patients: Vec<_> = old.iter().filter_map(|p| p.patient).collect();
    old_patients.sort_unstable();
    old_patients.dedup();
    let mut refunds: Vec<_> = money.iter().filter(|p| p.amount < Paise::ZERO).map(|p| p.receipt).collect();
    refunds.sort_unstable();
    refunds.dedup();
    let mut series = series_of::<Bill>(view, &documents, by.is_none())?;
    let receipts: Vec<(String, bool)> = receipts.into_iter().map(|number| (number, false)).collect();
    series.extend(used::<Receipt>(view, &receipts, by.is_none())?);
    Ok(DayFigures {
        day: Some(day),
        own: by.is_some(),
        billed: standing.iter().map(|b| b.total).sum(),
        bills: standing.len() as i64,
        credited: notes.iter().map(|b| b.total).sum(),
        credit_notes: notes.len() as i64,
        received: came_in(&money),
        refunded: went_back(&money),
        refunds: refunds.len() as i64,
        tenders: tenders(&money),
        new_dues: owing.iter().map(|b| b.owed).sum(),
        new_due_bills: owing.len() as i64,
        old_dues: old.iter().map(|p| p.amount).sum(),
        old_due_patients: old_patients.len() as i64,
        people: people(&standing, &money),
        taxes: taxes(view, day, by)?,
        series,
        uncounted: view.uncounted(day)?.into_iter().filter(|p| by.is_none_or(|by| by == *p)).collect(),
        locked: super::lock::of_day(view, day)?,
        unseen: payments.iter().filter(|p| is_unseen(p)).map(unseen).collect(),
    })
}

fn came_in<'a>(payments: impl IntoIterator<Item = &'a &'a DayPayment>) -> Paise {
    payments.into_iter().map(|p| p.amount.max(Paise::ZERO)).sum()
}

fn went_back<'a>(payments: impl IntoIterator<Item = &'a &'a DayPayment>) -> Paise {
    payments.into_iter().map(|p| p.amount.min(Paise::ZERO)).sum()
}

fn tenders(money: &[&DayPayment]) -> Vec<TenderSum> {
    let of = |tender| move |p: &&&DayPayment| p.tender == tender;
    TENDERS
        .into_iter()
        .map(|tender| TenderSum {
            tender,
            received: came_in(money.iter().filter(of(tender))),
            refunded: went_back(money.iter().filter(of(tender))),
        })
        .collect()
}

fn people(bills: &[&DayBill], money: &[&DayPayment]) -> Vec<PersonFigures> {
    let mut people: Vec<Id<User>> = bills.iter().map(|b| b.by).chain(money.iter().map(|p| p.by)).collect();
    people.sort_unstable();
    people.dedup();
    let figures = |person: Id<User>| {
        let own: Vec<&&DayPayment> = money.iter().filter(|p| p.by == person).collect();
        let by = |tender| came_in(own.iter().copied().filter(|p| p.tender == tender));
        PersonFigures {
            person,
            bills: bills.iter().filter(|b| b.by == person).count() as i64,
            cash: by(Tender::Cash),
            upi: by(Tender::Upi),
            card: by(Tender::Card),
            bank: by(Tender::Bank),
            refunded: went_back(own.iter().copied()),
            total: own.iter().map(|p| p.amount).sum(),
        }
    };
    people.into_iter().map(figures).collect()
}

fn taxes(view: &View<'_>, day: Day, by: Option<Id<User>>) -> store::Result<Vec<TaxSum>> {
    let sum = |t: store::accounts::DayTax| {
        let [value, taxable, cgst, sgst, igst] = t.sums;
        let taxable = if t.rate > 0 { taxable } else { Paise::ZERO };
        TaxSum {
            business: t.business,
            treatment: t.treatment,
            rate: t.rate,
            hsn: t.hsn,
            value,
            taxable,
            cgst,
            sgst,
            igst,
        }
    };
    Ok(view.taxes_of_day(day, by)?.into_iter().map(sum).collect())
}

fn series_of<R: Numbered>(view: &View<'_>, documents: &[DayBill], whole: bool) -> store::Result<Vec<SeriesFigures>> {
    let numbers: Vec<(String, bool)> = documents.iter().map(|b| (b.number.clone(), b.cancelled)).collect();
    used::<R>(view, &numbers, whole)
}

/// The series of a day's numbers, which come in order. One person's numbers alone tell of no gap.
fn used<R: Numbered>(view: &View<'_>, numbers: &[(String, bool)], whole: bool) -> store::Result<Vec<SeriesFigures>> {
    let mut all: Vec<SeriesFigures> = Vec::new();
    for (number, cancelled) in numbers {
        let (prefix, n) = numbers::parts(number);
        let (series, n) = (prefix.trim_end_matches('/'), i64::from(n));
        if all.last().is_none_or(|s| s.series != series) {
            let before = view.number_before::<R>(prefix, number)?;
            let before = before.map_or(0, |b| i64::from(numbers::parts(&b).1));
            let (cancelled, missing) = (Vec::new(), if whole { (before + 1..n).collect() } else { Vec::new() });
            all.push(SeriesFigures { series: series.to_owned(), first: n, last: n, count: 0, cancelled, missing });
        }
        let Some(series) = all.last_mut() else { continue };
        if whole {
            series.missing.extend(series.last + 1..n);
        }
        series.last = n;
        series.count += 1;
        series.cancelled.extend(cancelled.then_some(n));
    }
    Ok(all)
}

/// Paid in a way that only the bank can confirm, and nobody has found it there.
fn is_unseen(p: &DayPayment) -> bool {
    p.tender == Tender::Upi && p.amount > Paise::ZERO && p.found != Some(true)
}

fn unseen(p: &DayPayment) -> PaymentRow {
    PaymentRow {
        id: p.id,
        receipt: p.receipt,
        number: p.number.clone(),
        bill: p.bill,
        tender: p.tender,
        amount: p.amount,
        reference: p.reference.clone(),
        at: p.at,
        taken_by: p.by,
        found: p.found,
    }
}
