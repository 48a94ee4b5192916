//! Taking a bill back: by an entry on its own day while nothing has happened, else by a credit note.

use std::collections::HashMap;

use model::billing::{Bill, BillCancellation, BillLine, DocumentKind, Payment};
use model::command::Done;
use model::commands::bills::{BillSums, CancelBill, CreditBill, CreditLine, Credited};
use model::gst;
use model::money::Paise;
use model::{Fault, Id};
use store::View;

use super::{issued, subject};
use crate::charges;
use crate::counter::{Counter, not_locked, refused};
use crate::dispatch::Call;
use crate::numbers::Series;
use crate::payments;

pub(crate) fn cancel(call: &Call<'_>, args: CancelBill) -> Result<Done, Fault> {
    call.write(|tx| {
        let counter = Counter::of(call, tx)?;
        not_locked(tx, counter.today)?;
        let bill = standing(tx, args.bill)?;
        let lines = lines(tx, bill.id)?;
        let untouched = tx.by::<Payment>("bill", bill.id.bytes())?.is_empty()
            && tx.by::<Bill>("corrects", bill.id.bytes())?.is_empty();
        if bill.day != counter.today || !untouched || lines.iter().any(|l| l.item.is_some()) {
            return Err(Fault::new("credit-note-instead").into());
        }
        if !args.not_handed_over && lines.iter().any(is_goods) {
            return Err(Fault::field("not_handed_over", "field-handed-over").into());
        }
        let reason = args.reason.trim().to_owned();
        let cancellation = BillCancellation { id: tx.new_id_at(counter.now), bill: bill.id, reason, at: counter.now };
        tx.insert(subject(bill.patient, bill.id), &cancellation)?;
        for charge in lines.iter().filter_map(|l| l.charge) {
            charges::put_on(tx, charge, None)?;
        }
        Ok(Done {})
    })
}

/// A bill that was not cancelled and is no credit note.
pub(crate) fn standing(view: &View<'_>, id: Id<Bill>) -> store::Result<Bill> {
    let bill = view.expect(id)?.record;
    if bill.kind == DocumentKind::CreditNote {
        return Err(Fault::field("bill", "field-bill-note").into());
    }
    if view.cancellation(id)?.is_some() {
        return Err(Fault::field("bill", "field-bill-cancelled").into());
    }
    Ok(bill)
}

pub(super) fn lines(view: &View<'_>, bill: Id<Bill>) -> store::Result<Vec<BillLine>> {
    let mut lines: Vec<BillLine> = view.by::<BillLine>("bill", bill.bytes())?.into_iter().map(|l| l.record).collect();
    lines.sort_by_key(|l| l.position);
    Ok(lines)
}

/// Something that can be handed over: HSN of services begin with 99.
fn is_goods(line: &BillLine) -> bool {
    line.hsn.as_deref().is_some_and(|hsn| !hsn.starts_with("99"))
}

/// How many of each line earlier credit notes took back, and what all of them gave back.
pub(super) fn taken_back(view: &View<'_>, bill: Id<Bill>) -> store::Result<(HashMap<Id<BillLine>, i64>, Paise)> {
    let (mut quantities, mut total) = (HashMap::new(), Paise::ZERO);
    for note in view.by::<Bill>("corrects", bill.bytes())? {
        total += note.record.total;
        for line in lines(view, note.record.id)? {
            if let Some(corrected) = line.corrects {
                *quantities.entry(corrected).or_default() += line.quantity;
            }
        }
    }
    Ok((quantities, total))
}

pub(crate) fn credit(call: &Call<'_>, args: CreditBill) -> Result<Credited, Fault> {
    call.write(|tx| {
        let counter = Counter::of(call, tx)?;
        let bill = standing(tx, args.bill)?;
        let whole = lines(tx, bill.id)?;
        let (had, given_back) = taken_back(tx, bill.id)?;
        let quantities = wanted(&whole, &had, &args.lines)?;
        let business = counter.business(Some(bill.business))?;
        let id = tx.new_id_at(counter.now);
        let mut back = Vec::new();
        for (line, quantity) in whole.iter().zip(&quantities).filter(|(_, quantity)| **quantity > 0) {
            let before = had.get(&line.id).copied().unwrap_or(0);
            back.push(part_of(line, tx.new_id_at(counter.now), id, back.len(), before, *quantity));
        }
        let everything = whole.iter().zip(&quantities).all(|(l, q)| had.get(&l.id).unwrap_or(&0) + q == l.quantity);
        let sums = note_sums(&back, bill.total - given_back, everything);
        let note = Bill {
            id,
            number: counter.number(tx, business, Series::CreditNote, counter.today)?,
            kind: DocumentKind::CreditNote,
            desk: counter.desk.id,
            day: counter.today,
            at: counter.now,
            corrects: Some(bill.id),
            reason: Some(args.reason.trim().to_owned()),
            issued_by: counter.person,
            gross: sums.gross,
            discount: sums.discount,
            taxable: sums.taxable,
            untaxed: sums.untaxed,
            cgst: sums.cgst,
            sgst: sums.sgst,
            igst: sums.igst,
            cess: sums.cess,
            round_off: sums.round_off,
            total: sums.total,
            ..bill.clone()
        };
        let about = subject(bill.patient, bill.id);
        tx.insert(about, &note)?;
        for line in &back {
            tx.insert(about, line)?;
        }
        let too_much = Paise::ZERO - tx.owed_on(bill.id)?;
        let receipt = match args.refund {
            Some(tender) if too_much > Paise::ZERO => {
                call.sitter()?.may(model::capability::Capability::PaymentRefund)?;
                Some(payments::give_back(tx, &counter, &bill, too_much, tender, None, &args.reason)?.id)
            }
            _ => None,
        };
        Ok(Credited { note: issued(&note), receipt, due: tx.owed_on(bill.id)? })
    })
}

/// How many of each line of the bill are asked for; everything that is left where none is named.
fn wanted(whole: &[BillLine], had: &HashMap<Id<BillLine>, i64>, asked: &[CreditLine]) -> store::Result<Vec<i64>> {
    let left = |line: &BillLine| line.quantity - had.get(&line.id).copied().unwrap_or(0);
    if asked.is_empty() {
        let all: Vec<i64> = whole.iter().map(left).collect();
        return match all.iter().any(|q| *q > 0) {
            true => Ok(all),
            false => Err(Fault::field("bill", "field-credited-all").into()),
        };
    }
    let mut quantities = vec![0; whole.len()];
    for (at, wanted) in asked.iter().enumerate() {
        let path = format!("lines.{at}");
        let Some(place) = whole.iter().position(|l| l.id == wanted.line) else {
            return Err(refused(&path, "line", "field-line-other"));
        };
        quantities[place] += wanted.quantity;
        if quantities[place] > left(&whole[place]) {
            return Err(refused(&path, "quantity", "field-credited-more"));
        }
    }
    Ok(quantities)
}

/// The part of a line that a note takes back, `before` of which earlier notes took. Each sum is what the line's share
/// grows by, so that the notes over a whole line add up to it to the paisa.
fn part_of(line: &BillLine, id: Id<BillLine>, note: Id<Bill>, before: usize, had: i64, quantity: i64) -> BillLine {
    let share = |sum: Paise| gst::portion(sum, had + quantity, line.quantity) - gst::portion(sum, had, line.quantity);
    BillLine {
        id,
        bill: note,
        position: before as i64 + 1,
        quantity,
        discount: share(line.discount),
        taxable: share(line.taxable),
        cgst: share(line.cgst),
        sgst: share(line.sgst),
        igst: share(line.igst),
        cess: share(line.cess),
        total: share(line.total),
        corrects: Some(line.id),
        ..line.clone()
    }
}

/// The sums of a note: never more than is left of the bill, and all of that where every line went back.
fn note_sums(back: &[BillLine], left: Paise, everything: bool) -> BillSums {
    let sums = gst::sums(back);
    let total = if everything { left } else { sums.total.min(left) };
    gst::rounded(sums, total)
}
