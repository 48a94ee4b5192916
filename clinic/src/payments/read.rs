//! What a patient owes, a receipt, and the link that a payer's phone reads.

use model::billing::{Bill, Payment};
use model::commands::payments::{Account, Advance, GetAccount, GetReceipt, OpenBill, ReceiptDetails, Upi, UpiLink};
use model::money::Paise;
use model::upi::{self, UpiAddress};
use model::{Fault, Id};

use super::brief;
use crate::bills::{self, patient_brief, payment_row};
use crate::counter::Counter;
use crate::dispatch::Call;
use crate::qr;

pub(crate) fn account(call: &Call<'_>, args: GetAccount) -> Result<Account, Fault> {
    call.read(|view| {
        view.expect(args.patient)?;
        let mut open = Vec::new();
        for (bill, due) in view.open_bills(args.patient)? {
            open.push(OpenBill { bill: bills::brief(view, bill)?, due });
        }
        let advances: Vec<Advance> = view
            .advances_of(args.patient)?
            .into_iter()
            .map(|(business, amount)| Advance { business, amount })
            .collect();
        Ok(Account {
            due: open.iter().map(|b| b.due).sum(),
            bills: open,
            advance: advances.iter().map(|a| a.amount).sum(),
            advances,
            unbilled: view.unbilled_of(args.patient)?,
        })
    })
}

pub(crate) fn receipt(call: &Call<'_>, args: GetReceipt) -> Result<ReceiptDetails, Fault> {
    call.read(|view| {
        let receipt = view.expect(args.receipt)?.record;
        let (mut payments, mut paid): (Vec<_>, Vec<Id<Bill>>) = (Vec::new(), Vec::new());
        for payment in view.by::<Payment>("receipt", receipt.id.bytes())? {
            paid.extend(payment.record.bill.filter(|bill| !paid.contains(bill)));
            payments.push(payment_row(view, payment.record)?);
        }
        let mut of = Vec::new();
        for bill in paid {
            of.push(OpenBill { bill: bills::brief(view, bill)?, due: view.owed_on(bill)? });
        }
        Ok(ReceiptDetails {
            receipt: brief(&receipt),
            desk: receipt.desk,
            at: receipt.at,
            patient: receipt.patient.map(|id| patient_brief(view, id)).transpose()?,
            taken_by: receipt.taken_by,
            given: receipt.given,
            change: receipt.change,
            corrects: receipt.corrects,
            reason: receipt.reason,
            payments,
            bills: of,
        })
    })
}

pub(crate) fn upi_link(call: &Call<'_>, args: UpiLink) -> Result<Upi, Fault> {
    call.read(|view| {
        let counter = Counter::of(call, view)?;
        let bill = args.bill.map(|id| view.expect(id)).transpose()?.map(|b| b.record);
        let business = counter.business(bill.as_ref().map(|b| b.business).or(args.business))?;
        let owed = bill.as_ref().map(|b| view.owed_on(b.id)).transpose()?;
        let patient = bill.as_ref().and_then(|b| b.patient);
        let owed_by_all = patient.map_or(Ok(Paise::ZERO), |patient| view.owed_by(patient))?;
        let amount = match (args.amount, owed) {
            (_, Some(owed)) if owed <= Paise::ZERO => return Err(Fault::field("bill", "field-bill-paid").into()),
            // Old dues can be paid with it, under its number.
            (Some(amount), Some(owed)) if amount > owed.max(owed_by_all) => {
                return Err(Fault::field("amount", "field-more-than-owed").into());
            }
            (amount, owed) => amount.or(owed),
        };
        let address = business.upi_address.as_deref().and_then(|text| UpiAddress::parse(text).ok());
        let address = address.ok_or_else(|| Fault::new("no-upi-address"))?;
        let link = upi::link(&address, &business.legal_name, amount, bill.as_ref().map(|b| b.number.as_str()));
        Ok(Upi { qr: qr::svg(&link), link, address: address.as_str().to_owned(), amount })
    })
}
