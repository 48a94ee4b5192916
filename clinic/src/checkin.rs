//! The front desk's common path: a token, its fee, and the money for it, in one commit.

use model::capability::Capability;
use model::commands::bills::IssueBill;
use model::commands::checkin::{CheckIn, CheckedIn};
use model::money::Paise;
use model::patient::Visit;
use model::{Fault, Id};
use store::Tx;

use crate::charges::Supply;
use crate::counter::Counter;
use crate::create::filled;
use crate::dispatch::Call;
use crate::patients::about;
use crate::payments::{self, PaidNow};
use crate::{bills, queue, services};

pub(crate) fn check_in(call: &Call<'_>, args: CheckIn) -> Result<CheckedIn, Fault> {
    if !args.tenders.is_empty() {
        let sitter = call.sitter()?;
        sitter.may(Capability::BillIssue)?;
        sitter.may(Capability::PaymentTake)?;
    }
    call.write(|tx| {
        let counter = Counter::of(call, tx)?;
        let arrived = queue::put_arrival(call, tx, &args.arrive)?;
        let visit = tx.expect(arrived.visit)?.record;
        let charge = fee(tx, &counter, &args, &visit)?;
        let free = visit.free_after.is_some();
        let mut done = CheckedIn {
            arrived,
            free,
            charge,
            bill: None,
            receipts: Vec::new(),
            change: Paise::ZERO,
            due: Paise::ZERO,
        };
        if !args.tenders.is_empty() {
            pay(tx, &counter, &args, &visit, &mut done)?;
        }
        done.due = tx.owed_for(visit.id)?.unwrap_or_default();
        Ok(done)
    })
}

/// Charges the doctor's fee for the visit, unless it is free. Nobody leaves open how a fee is paid.
fn fee(
    tx: &mut Tx<'_>,
    counter: &Counter,
    args: &CheckIn,
    visit: &Visit,
) -> store::Result<Option<Id<model::billing::Charge>>> {
    let Some(doctor) = visit.doctor.filter(|_| visit.free_after.is_none()) else { return Ok(None) };
    let Some(service) = services::fee_of(tx, doctor, visit.kind)?.filter(|s| !s.price.is_zero()) else {
        return Ok(None);
    };
    let waived = filled(&args.waived);
    if args.tenders.is_empty() && !args.later && waived.is_none() {
        return Err(Fault::field("tenders", "field-fee-how").into());
    }
    let mut supply = Supply::from(service);
    supply.doctor = Some(doctor);
    if waived.is_some() {
        (supply.discount, supply.discount_reason) = (supply.gross(), waived);
    }
    let charge = supply.charge(tx.new_id_at(counter.now), visit.patient, Some(visit.id), counter.now);
    tx.insert(about(visit.patient), &charge)?;
    Ok(Some(charge.id))
}

/// Bills the fee and takes the money for it, and for the old dues named.
fn pay(tx: &mut Tx<'_>, counter: &Counter, args: &CheckIn, visit: &Visit, done: &mut CheckedIn) -> store::Result<()> {
    let mut bills = Vec::new();
    if let Some(charge) = done.charge {
        let issue = IssueBill { visit: Some(visit.id), charges: vec![charge], ..IssueBill::default() };
        bills = bills::put(tx, counter, &issue)?;
        done.bill = bills.first().map(bills::issued);
    }
    let now = PaidNow { tenders: &args.tenders, given: args.given, dues: &args.dues };
    let taken = payments::put_with(tx, counter, Some(visit.patient), &bills, now)?;
    (done.receipts, done.change) = (taken.receipts, taken.change);
    Ok(())
}
