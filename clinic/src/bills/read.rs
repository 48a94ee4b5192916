//! Reading bills: one with everything, and lists.

use std::collections::HashMap;

use model::billing::{Bill, Payment, Receipt};
use model::commands::bills::{
    BillDetails, BillLineRow, BillRow, Bills, Cancelled, GetBill, IssuedBill, ListBills, PatientBrief, PaymentRow,
};
use model::paper::Print;
use model::patient::Patient;
use model::{Fault, Id};
use store::View;
use store::accounts;

use super::back::{lines, taken_back};
use super::{issued, sums};
use crate::dispatch::Call;

/// Bills on a page where no number is said.
const PAGE: usize = 50;

pub(crate) fn get(call: &Call<'_>, args: GetBill) -> Result<BillDetails, Fault> {
    call.read(|view| {
        let bill = view.expect(args.bill)?.record;
        let (credited, _) = taken_back(view, bill.id)?;
        let rows = lines(view, bill.id)?.into_iter().map(|l| BillLineRow {
            credited: credited.get(&l.id).copied().unwrap_or(0),
            id: l.id,
            position: l.position,
            service: l.service,
            doctor: l.doctor,
            name: l.name,
            hsn: l.hsn,
            quantity: l.quantity,
            unit: l.unit,
            price: l.price,
            discount: l.discount,
            treatment: l.treatment,
            rate: l.rate,
            taxable: l.taxable,
            cgst: l.cgst,
            sgst: l.sgst,
            igst: l.igst,
            total: l.total,
        });
        let mut payments = Vec::new();
        for payment in view.by::<Payment>("bill", bill.id.bytes())? {
            payments.push(payment_row(view, payment.record)?);
        }
        let notes = view.by::<Bill>("corrects", bill.id.bytes())?;
        let cancelled = view.cancellation(bill.id)?;
        Ok(BillDetails {
            bill: issued(&bill),
            sums: sums(&bill),
            lines: rows.collect(),
            paid: view.paid_on(bill.id)?,
            due: view.owed_on(bill.id)?,
            payments,
            credit_notes: notes.iter().map(|n| issued(&n.record)).collect(),
            prints: view.by::<Print>("document", bill.id.bytes())?.len(),
            cancelled: cancelled.map(|c| Cancelled { reason: c.reason, at: c.at }),
            corrects: bill.corrects.map(|id| brief(view, id)).transpose()?,
            patient: bill.patient.map(|id| patient_brief(view, id)).transpose()?,
            desk: bill.desk,
            issued_by: bill.issued_by,
            at: bill.at,
            visit: bill.visit,
            doctor: bill.doctor,
            prescriber: bill.prescriber,
            recipient: bill.recipient,
            recipient_gstin: bill.recipient_gstin,
            supplier: bill.supplier,
            supplier_gstin: bill.supplier_gstin,
            supplier_licences: bill.supplier_licences,
            supplier_status: bill.supplier_status,
            place_of_supply: bill.place_of_supply,
            reverse_charge: bill.reverse_charge,
            reason: bill.reason,
            discount_reason: bill.discount_reason,
        })
    })
}

/// A document with its number.
pub(crate) fn brief(view: &View<'_>, bill: Id<Bill>) -> store::Result<IssuedBill> {
    Ok(issued(&view.expect(bill)?.record))
}

/// Enough of a patient for a row.
pub(crate) fn patient_brief(view: &View<'_>, id: Id<Patient>) -> store::Result<PatientBrief> {
    let patient = view.expect(id)?.record;
    Ok(PatientBrief { id, number: patient.number, name: patient.name })
}

/// A payment with its receipt, and whether it was found at the bank.
pub(crate) fn payment_row(view: &View<'_>, payment: Payment) -> store::Result<PaymentRow> {
    let receipt: Receipt = view.expect(payment.receipt)?.record;
    let check = view.last_check(payment.id)?;
    Ok(PaymentRow {
        id: payment.id,
        receipt: receipt.id,
        number: receipt.number,
        bill: payment.bill,
        tender: payment.tender,
        amount: payment.amount,
        reference: check.as_ref().and_then(|c| c.reference.clone()).or(payment.reference),
        at: receipt.at,
        taken_by: receipt.taken_by,
        found: check.map(|c| c.found),
    })
}

pub(crate) fn list(call: &Call<'_>, args: ListBills) -> Result<Bills, Fault> {
    let most = args.limit.map_or(PAGE, |limit| limit as usize);
    let which = match (args.patient, args.day, args.due) {
        (Some(patient), _, _) => accounts::Bills::For(patient),
        (None, Some(day), _) => accounts::Bills::Of(day),
        (None, None, true) => accounts::Bills::Open,
        (None, None, false) => accounts::Bills::Of(call.clinic.today()),
    };
    call.read(|view| {
        let mut known = HashMap::new();
        let mut rows: Vec<BillRow> = Vec::new();
        let mut before = args.after;
        // One more than the page, so that it is known whether there is another; what was not asked for is passed over.
        while rows.len() <= most {
            let page = view.bills(which, before, most + 1)?;
            let is_last = page.len() <= most;
            before = page.last().map(|b| b.record.id);
            for bill in page.into_iter().map(|b| b.record) {
                let wanted = args.day.is_none_or(|day| day == bill.day);
                if wanted && !(args.due && view.owed_on(bill.id)?.is_zero()) {
                    rows.push(row(view, bill, &mut known)?);
                }
            }
            if is_last {
                break;
            }
        }
        let next = (rows.len() > most).then(|| rows[most - 1].bill.id);
        rows.truncate(most);
        Ok(Bills { bills: rows, next })
    })
}

fn row(view: &View<'_>, bill: Bill, known: &mut HashMap<Id<Patient>, PatientBrief>) -> store::Result<BillRow> {
    let mut tenders = Vec::new();
    for payment in view.by::<Payment>("bill", bill.id.bytes())? {
        if payment.record.amount.0 > 0 && !tenders.contains(&payment.record.tender) {
            tenders.push(payment.record.tender);
        }
    }
    let patient = match bill.patient {
        Some(id) => Some(match known.get(&id) {
            Some(brief) => brief.clone(),
            None => known.entry(id).or_insert(patient_brief(view, id)?).clone(),
        }),
        None => None,
    };
    Ok(BillRow {
        due: view.owed_on(bill.id)?,
        tenders,
        cancelled: view.cancellation(bill.id)?.is_some(),
        credited: !view.by::<Bill>("corrects", bill.id.bytes())?.is_empty(),
        at: bill.at,
        patient,
        bill: issued(&bill),
    })
}
