//! Issuing bills. A bill is a new document that never changes; what becomes of it are entries beside it.

mod back;
mod read;

use model::billing::{Bill, BillLine, Charge, Treatment};
use model::capability::Capability;
use model::commands::bills::{BillSums, IssueBill, Issued, IssuedBill};
use model::day::Day;
use model::gst::{self, Levy};
use model::gstin::{self, Gstin};
use model::money::Paise;
use model::patient::{Patient, Visit};
use model::tenancy::{Business, TaxStatus, User};
use model::{Door, Fault, Id, Record};
use store::{Tx, View};
use sync::Subject;

use crate::charges::{self, Supply};
use crate::counter::{Counter, refused};
use crate::create::filled;
use crate::dispatch::Call;
use crate::numbers::Series;
use crate::patients::about;
use crate::payments::{self, PaidNow};

pub(crate) use back::{cancel, credit};
pub(crate) use read::{brief, get, list, patient_brief, payment_row};

/// The unit of a service (UQC).
const SERVICE_UNIT: &str = "OTH";

pub(crate) fn issue(call: &Call<'_>, args: IssueBill) -> Result<Issued, Fault> {
    if !args.tenders.is_empty() {
        call.sitter()?.may(Capability::PaymentTake)?;
    }
    call.write(|tx| {
        let counter = Counter::of(call, tx)?;
        let bills = put(tx, &counter, &args)?;
        let (receipts, change) = match args.tenders.is_empty() {
            true => (Vec::new(), Paise::ZERO),
            false => {
                let patient = bills.iter().find_map(|b| b.patient);
                let now = PaidNow { tenders: &args.tenders, given: args.given, dues: &args.dues };
                let taken = payments::put_with(tx, &counter, patient, &bills, now)?;
                (taken.receipts, taken.change)
            }
        };
        let mut due = Paise::ZERO;
        for bill in &bills {
            due += tx.owed_on(bill.id)?;
        }
        Ok(Issued { bills: bills.iter().map(issued).collect(), receipts, change, due })
    })
}

/// A document with its number, for replies.
pub(crate) fn issued(bill: &Bill) -> IssuedBill {
    IssuedBill {
        id: bill.id,
        number: bill.number.clone(),
        kind: bill.kind,
        business: bill.business,
        day: bill.day,
        total: bill.total,
    }
}

/// What a bill is about: its patient, else itself.
pub(crate) fn subject(patient: Option<Id<Patient>>, bill: Id<Bill>) -> Subject {
    patient.map_or(Subject { kind: Bill::KIND, id: bill.bytes() }, about)
}

/// What will be a line.
struct Item {
    charge: Option<Id<Charge>>,
    supply: Supply,
}

/// To whom and where.
struct Recipient {
    patient: Option<Id<Patient>>,
    visit: Option<Id<Visit>>,
    printed: Option<String>,
    gstin: Option<Gstin>,
    place: Option<String>,
}

/// Issues what is asked for in this transaction: one bill for each business, and one more where taxable and other
/// supply must not share one. What is billed is marked so.
///
/// # Errors
/// Each refused field; what [`Counter::number`] refuses.
pub(crate) fn put(tx: &mut Tx<'_>, counter: &Counter, args: &IssueBill) -> store::Result<Vec<Bill>> {
    let day = dated(counter, args.day)?;
    let patient = whose(tx, args)?;
    let mut items = billed(tx, args, patient)?;
    for (at, new) in args.lines.iter().enumerate() {
        items.push(Item { charge: None, supply: Supply::of(tx, counter, new, &format!("lines.{at}"))? });
    }
    if items.is_empty() {
        return Err(Fault::field("charges", "field-bill-empty").into());
    }
    take_off(&mut items, args)?;
    let recipient = recipient(tx, args, patient, &items)?;
    let mut bills = Vec::new();
    for group in groups(counter, &recipient, items)? {
        bills.push(put_one(tx, counter, args, day, &recipient, group)?);
    }
    Ok(bills)
}

fn dated(counter: &Counter, day: Option<Day>) -> store::Result<Day> {
    match day {
        Some(day) if day > counter.today => Err(Fault::field("day", "field-day-ahead").into()),
        day => Ok(day.unwrap_or(counter.today)),
    }
}

/// Who is named, else whose the first charge is.
fn whose(view: &View<'_>, args: &IssueBill) -> store::Result<Option<Id<Patient>>> {
    let patient = match (args.patient, args.charges.first()) {
        (None, Some(charge)) => view.get(*charge)?.map(|c| c.record.patient),
        (patient, _) => patient,
    };
    patient.map(|id| view.expect(id).map(|p| p.record.id)).transpose()
}

/// The charges asked for; each that cannot be billed is refused by its place.
fn billed(view: &View<'_>, args: &IssueBill, patient: Option<Id<Patient>>) -> store::Result<Vec<Item>> {
    let mut items = Vec::new();
    for (at, id) in args.charges.iter().enumerate() {
        let place = at.to_string();
        let refuse = |code| Err(refused("charges", &place, code));
        let Some(charge) = view.get(*id)?.map(|c| c.record) else { return refuse("field-charge-none") };
        if args.charges[..at].contains(id) {
            return refuse("field-twice");
        }
        if Some(charge.patient) != patient {
            return refuse("field-charge-other");
        }
        if charge.withdrawn.is_some() {
            return refuse("field-charge-withdrawn");
        }
        if let Some(bill) = charge.bill {
            return Err(charges::billed(view, &format!("charges.{at}"), bill)?);
        }
        items.push(Item { charge: Some(*id), supply: Supply::from(charge) });
    }
    Ok(items)
}

/// Spreads the discount of the whole bill over its lines.
fn take_off(items: &mut [Item], args: &IssueBill) -> store::Result<()> {
    let values: Vec<Paise> = items.iter().map(|i| i.supply.total()).collect();
    let sum: Paise = values.iter().copied().sum();
    if sum > Paise::MOST {
        return Err(Fault::field("charges", "field-too-much").into());
    }
    let discount = args.discount.unwrap_or_default();
    if discount > sum {
        return Err(Fault::field("discount", "field-discount-more").into());
    }
    if !discount.is_zero() && filled(&args.discount_reason).is_none() {
        return Err(Fault::field("discount_reason", "field-discount-reason").into());
    }
    for (item, share) in items.iter_mut().zip(gst::spread(discount, &values)) {
        item.supply.discount += share;
    }
    Ok(())
}

fn recipient(
    view: &View<'_>,
    args: &IssueBill,
    patient: Option<Id<Patient>>,
    items: &[Item],
) -> store::Result<Recipient> {
    let mut door = Door::default();
    let gstin = filled(&args.recipient_gstin).and_then(|text| door.take("recipient_gstin", Gstin::parse(&text)));
    let place = filled(&args.place_of_supply);
    if place.as_deref().is_some_and(|code| gstin::state(code).is_none()) {
        door.refuse("place_of_supply", "field-state");
    }
    door.close()?;
    let printed = match (filled(&args.recipient), patient) {
        (Some(printed), _) => Some(printed),
        (None, Some(id)) => Some(printed_name(&view.expect(id)?.record)),
        (None, None) => None,
    };
    let visit = match (args.visit, patient) {
        (Some(visit), Some(patient)) => Some(charges::of_patient(view, visit, patient)?.id),
        (Some(_), None) => return Err(Fault::field("visit", "field-visit-other").into()),
        (None, _) => common_visit(view, items)?,
    };
    Ok(Recipient { patient, visit, printed, gstin, place })
}

/// Name, house and street, area and PIN code, a line each.
fn printed_name(patient: &Patient) -> String {
    let area = [patient.area.as_deref(), patient.pin_code.as_deref()];
    let area = area.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let lines = [patient.name.as_str(), patient.address.as_deref().unwrap_or_default(), area.as_str()];
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The visit that all charges are of.
fn common_visit(view: &View<'_>, items: &[Item]) -> store::Result<Option<Id<Visit>>> {
    let mut visit = None;
    for item in items {
        let Some(charge) = item.charge else { continue };
        let of = view.expect(charge)?.record.visit;
        match (visit, of) {
            (None, Some(_)) => visit = of,
            (Some(_), Some(_)) if visit != of => return Ok(None),
            _ => {}
        }
    }
    Ok(visit)
}

/// The items of one document.
struct Group {
    business: Id<Business>,
    items: Vec<Item>,
}

fn groups(counter: &Counter, recipient: &Recipient, items: Vec<Item>) -> store::Result<Vec<Group>> {
    let mut groups: Vec<(bool, Group)> = Vec::new();
    for item in items {
        let business = counter.business(Some(item.supply.business))?;
        let together = gst::together(business.tax_status, recipient.gstin.is_some());
        let taxed = !together && item.supply.treatment == Treatment::Taxable;
        match groups.iter_mut().find(|(t, g)| (*t, g.business) == (taxed, business.id)) {
            Some((_, group)) => group.items.push(item),
            None => groups.push((taxed, Group { business: business.id, items: vec![item] })),
        }
    }
    Ok(groups.into_iter().map(|(_, group)| group).collect())
}

fn put_one(
    tx: &mut Tx<'_>,
    counter: &Counter,
    args: &IssueBill,
    day: Day,
    to: &Recipient,
    group: Group,
) -> store::Result<Bill> {
    let business = counter.business(Some(group.business))?;
    let id = tx.new_id_at(counter.now);
    let place = to.place.clone().or_else(|| business.state_code.clone());
    let levy = Levy::of(business.tax_status, business.state_code.as_deref(), place.as_deref());
    let mut lines = Vec::new();
    for item in group.items {
        let charge = match (item.charge, to.patient) {
            (Some(charge), _) => Some(charge),
            (None, Some(patient)) => {
                let charge = item.supply.charge(tx.new_id_at(counter.now), patient, to.visit, counter.now);
                tx.insert(about(patient), &charge)?;
                Some(charge.id)
            }
            (None, None) => None,
        };
        lines.push(line(tx.new_id_at(counter.now), id, lines.len(), item.supply, charge, levy));
    }
    let sums = gst::sums(&lines);
    let address_needed = business.tax_status == TaxStatus::Regular && to.gstin.is_none();
    if address_needed && sums.taxable >= gst::ADDRESS_FROM && !to.printed.as_deref().is_some_and(|p| p.contains('\n')) {
        return Err(Fault::field("recipient", "field-recipient-address").into());
    }
    let doctor = doctor(tx, to.visit, &lines)?;
    let taxed: Vec<bool> = lines.iter().map(|l| l.rate > 0).collect();
    let bill = Bill {
        id,
        business: business.id,
        desk: counter.desk.id,
        number: counter.number(tx, business, Series::Bill, day)?,
        kind: gst::document(business.tax_status, &taxed),
        day,
        at: counter.now,
        patient: to.patient,
        visit: to.visit,
        doctor,
        prescriber: filled(&args.prescriber),
        recipient: to.printed.clone(),
        recipient_gstin: to.gstin.as_ref().map(|g| g.as_str().to_owned()),
        supplier: supplier(business),
        supplier_gstin: business.gstin.clone(),
        supplier_licences: licences(business),
        place_of_supply: place,
        reverse_charge: false,
        corrects: None,
        reason: None,
        discount_reason: filled(&args.discount_reason).filter(|_| args.discount.is_some_and(|d| !d.is_zero())),
        supplier_status: business.tax_status,
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
    };
    let subject = subject(to.patient, id);
    tx.insert(subject, &bill)?;
    for line in &lines {
        tx.insert(subject, line)?;
        if let Some(charge) = line.charge {
            charges::put_on(tx, charge, Some(id))?;
        }
    }
    Ok(bill)
}

fn line(
    id: Id<BillLine>,
    bill: Id<Bill>,
    before: usize,
    supply: Supply,
    charge: Option<Id<Charge>>,
    levy: Levy,
) -> BillLine {
    let total = supply.total();
    let split = gst::split(levy, supply.treatment, supply.rate, total);
    BillLine {
        id,
        bill,
        position: before as i64 + 1,
        charge,
        service: supply.service,
        item: None,
        batch: None,
        name: supply.name,
        hsn: supply.hsn,
        quantity: supply.quantity,
        unit: supply.unit.unwrap_or_else(|| SERVICE_UNIT.to_owned()),
        price: supply.price,
        discount: supply.discount,
        treatment: supply.treatment,
        rate: split.rate,
        taxable: split.taxable,
        cgst: split.cgst,
        sgst: split.sgst,
        igst: split.igst,
        cess: Paise::ZERO,
        total,
        batch_number: None,
        expires: None,
        mrp: None,
        pack: None,
        manufacturer: None,
        schedule: None,
        corrects: None,
        doctor: supply.doctor,
    }
}

/// The doctor of the visit, else the one of whom all lines are that name one.
fn doctor(view: &View<'_>, visit: Option<Id<Visit>>, lines: &[BillLine]) -> store::Result<Option<Id<User>>> {
    if let Some(visit) = visit {
        return Ok(view.expect(visit)?.record.doctor);
    }
    let mut doctors = lines.iter().filter_map(|l| l.doctor);
    let first = doctors.next();
    Ok(first.filter(|first| doctors.all(|d| d == *first)))
}

/// Legal name, address with PIN code, phone, a line each.
pub(crate) fn supplier(business: &Business) -> String {
    let address = [Some(business.address.as_str()), business.pin_code.as_deref()];
    let address = address.into_iter().flatten().collect::<Vec<_>>().join(" ");
    [business.legal_name.as_str(), address.as_str(), business.phone.as_str()]
        .into_iter()
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

fn licences(business: &Business) -> Option<String> {
    let all = [business.drug_licences.as_deref(), business.clinic_registration.as_deref()];
    let all: Vec<&str> = all.into_iter().flatten().collect();
    (!all.is_empty()).then(|| all.join("\n"))
}

/// The sums of a bill as it was issued.
pub(crate) fn sums(bill: &Bill) -> BillSums {
    BillSums {
        gross: bill.gross,
        discount: bill.discount,
        taxable: bill.taxable,
        untaxed: bill.untaxed,
        cgst: bill.cgst,
        sgst: bill.sgst,
        igst: bill.igst,
        cess: bill.cess,
        round_off: bill.round_off,
        total: bill.total,
    }
}
