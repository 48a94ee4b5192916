//! What is printed, out of the records.

use model::billing::{Bill, BillLine, DrawerClose, Payment, Receipt};
use model::capability::Capability;
use model::commands::queue::{ListQueue, Token};
use model::day::Day;
use model::paper::{PaperKind, Printable};
use model::patient::{Patient, Speaks, Visit};
use model::tenancy::{Business, User};
use model::upi::UpiAddress;
use model::{Fault, Id, Record};
use paper::{
    BillPaper, Corrected, CountPaper, DayList, DayRow, Doctor, Document, Paid, ReceiptPaper, Sample, TokenSlip, Towards,
};
use store::View;

use super::Asked;
use crate::dispatch::Call;
use crate::{bills, drawer, queue};

const MINUTE: i64 = 60_000;

/// A document with what the printer's list says of it.
pub(super) struct Found {
    pub(super) document: Document,
    /// Its number or its name.
    pub(super) title: String,
    /// The language of who gets it, where known.
    pub(super) speaks: Option<Speaks>,
}

/// Who may see it may print it.
pub(super) fn capability(document: Printable) -> Capability {
    match document {
        Printable::Bill | Printable::Receipt => Capability::BillView,
        Printable::Token | Printable::DayList => Capability::QueueView,
        // Whose drawer it is decides.
        Printable::Count | Printable::Sample => Capability::PaperPrint,
    }
}

/// The kind of record that its id is of.
pub(super) fn kind(document: Printable) -> u16 {
    match document {
        Printable::Bill => Bill::KIND,
        Printable::Receipt => Receipt::KIND,
        Printable::Count => DrawerClose::KIND,
        Printable::Token => Visit::KIND,
        Printable::DayList | Printable::Sample => User::KIND,
    }
}

/// The papers that it can be on, the usual first.
pub(super) fn papers(document: Printable) -> &'static [PaperKind] {
    match document {
        Printable::Bill => &[PaperKind::Slip, PaperKind::Receipt, PaperKind::Sheet],
        Printable::Receipt | Printable::Count => &[PaperKind::Slip, PaperKind::Receipt],
        Printable::Token => &[PaperKind::Token, PaperKind::Slip],
        Printable::DayList => &[PaperKind::Sheet],
        Printable::Sample => &[PaperKind::Token, PaperKind::Slip, PaperKind::Receipt, PaperKind::Sheet],
    }
}

/// Whether a second print is a duplicate. A list is of its moment, a sample is marked as one.
pub(super) fn is_marked(document: Printable) -> bool {
    !matches!(document, Printable::DayList | Printable::Sample)
}

/// # Errors
/// `no-such-record`; the database's own.
pub(super) fn find(call: &Call<'_>, asked: &Asked, paper: PaperKind) -> Result<Found, Fault> {
    let bytes = asked.id.bytes();
    match asked.document {
        Printable::Bill => call.read(|view| bill(view, Id::from_bytes(bytes), call.clinic.zone())),
        Printable::Receipt => call.read(|view| receipt(view, Id::from_bytes(bytes), call.clinic.zone())),
        Printable::Count => count(call, Id::from_bytes(bytes)),
        Printable::Token => token(call, Id::from_bytes(bytes)),
        Printable::DayList => day_list(call, Id::from_bytes(bytes), asked.day),
        Printable::Sample => sample(call, Id::from_bytes(bytes), paper),
    }
}

fn bill(view: &View<'_>, id: Id<Bill>, zone_minutes: i64) -> store::Result<Found> {
    let bill = view.expect(id)?.record;
    let mut lines: Vec<BillLine> = view.by::<BillLine>("bill", id.bytes())?.into_iter().map(|l| l.record).collect();
    lines.sort_by_key(|line| line.position);
    let patient = bill.patient.map(|id| view.expect::<Patient>(id)).transpose()?.map(|p| p.record);
    let corrects = bill.corrects.map(|id| view.expect::<Bill>(id)).transpose()?.map(|b| b.record);
    let paid = view.by::<Payment>("bill", id.bytes())?.into_iter().map(|p| p.record);
    let paper = BillPaper {
        lines,
        zone_minutes,
        patient_number: patient.as_ref().map(|p| p.number.clone()),
        doctor: bill.doctor.map(|id| doctor(view, id)).transpose()?,
        corrects: corrects.map(|b| Corrected { number: b.number, day: b.day }),
        paid: paid.map(|p| Paid { tender: p.tender, amount: p.amount, reference: p.reference }).collect(),
        due: view.owed_on(id)?,
        upi_address: upi(&view.expect::<Business>(bill.business)?.record),
        cancelled: view.cancellation(id)?.is_some(),
        signatory: Some(view.expect::<User>(bill.issued_by)?.record.name),
        bill,
    };
    let title = paper.bill.number.clone();
    Ok(Found { document: Document::Bill(Box::new(paper)), title, speaks: patient.and_then(|p| p.speaks) })
}

fn upi(business: &Business) -> Option<UpiAddress> {
    business.upi_address.as_deref().and_then(|text| UpiAddress::parse(text).ok())
}

fn doctor(view: &View<'_>, id: Id<User>) -> store::Result<Doctor> {
    let user = view.expect(id)?.record;
    Ok(Doctor { name: user.name, registration: user.registration })
}

fn receipt(view: &View<'_>, id: Id<Receipt>, zone_minutes: i64) -> store::Result<Found> {
    let receipt = view.expect(id)?.record;
    let patient = receipt.patient.map(|id| view.expect::<Patient>(id)).transpose()?.map(|p| p.record);
    let mut payments = Vec::new();
    for payment in view.by::<Payment>("receipt", id.bytes())?.into_iter().map(|p| p.record) {
        let bill = payment.bill.map(|id| view.expect::<Bill>(id)).transpose()?.map(|b| b.record.number);
        payments.push(Towards { tender: payment.tender, amount: payment.amount, reference: payment.reference, bill });
    }
    let business = view.expect::<Business>(receipt.business)?.record;
    let paper = ReceiptPaper {
        payments,
        business: head(&business),
        zone_minutes,
        patient_number: patient.as_ref().map(|p| p.number.clone()),
        taken_by: view.expect::<User>(receipt.taken_by)?.record.name,
        due: patient.as_ref().map(|p| view.owed_by(p.id)).transpose()?.unwrap_or_default(),
        patient: patient.as_ref().map(|p| p.name.clone()),
        receipt,
    };
    let title = paper.receipt.number.clone();
    Ok(Found { document: Document::Receipt(Box::new(paper)), title, speaks: patient.and_then(|p| p.speaks) })
}

fn count(call: &Call<'_>, id: Id<DrawerClose>) -> Result<Found, Fault> {
    let close = call.read(|view| Ok(view.expect(id)?.record))?;
    drawer::may_see(call, close.drawer)?;
    let paper = call.read(|view| {
        let before = drawer::before(view, &close)?;
        Ok(CountPaper {
            business: head(&view.expect::<Business>(close.business)?.record),
            person: view.expect::<User>(close.drawer)?.record.name,
            opening: before.opening,
            received: before.patients.received,
            refunded: before.patients.refunded,
            entries: before.entries,
            differences: before.differences,
            zone_minutes: call.clinic.zone(),
            close,
        })
    })?;
    let title = format!("{}, {}", paper.person, paper.close.day);
    Ok(Found { document: Document::Count(Box::new(paper)), title, speaks: None })
}

/// As bills have it, a line each.
fn head(business: &Business) -> Vec<String> {
    bills::supplier(business).lines().map(str::to_owned).collect()
}

/// With the first business for its head, as most bills have it.
fn sample(call: &Call<'_>, person: Id<User>, paper: PaperKind) -> Result<Found, Fault> {
    let zone_minutes = call.clinic.zone();
    let at = call.clinic.clock.now();
    let (doctor, business) = call.read(|view| {
        let business = view.all::<Business>()?.into_iter().map(|b| b.record).min_by_key(|b| b.id);
        Ok((doctor(view, person)?, business))
    })?;
    let business = business.iter().flat_map(head).collect();
    let sample = Sample { clinic: clinic_name(call), business, doctor, at, zone_minutes };
    Ok(Found { document: sample.document(paper), title: Sample::NUMBER.to_owned(), speaks: None })
}

fn clinic_name(call: &Call<'_>) -> String {
    call.clinic.keyring_shown().map(|k| k.clinic).unwrap_or_default()
}

fn token(call: &Call<'_>, id: Id<Visit>) -> Result<Found, Fault> {
    let (visit, patient) = call.read(|view| {
        let visit = view.expect(id)?.record;
        let patient = view.expect(visit.patient)?.record;
        Ok((visit, patient))
    })?;
    let zone_minutes = call.clinic.zone();
    let day = Day::at(visit.started_at, zone_minutes);
    let board = queue::list(call, ListQueue { day: Some(day) })?;
    let nobody = || Fault::new("no-such-record");
    let lane = board.lanes.iter().find(|lane| Some(lane.doctor) == visit.doctor).ok_or_else(nobody)?;
    let all = [&lane.in_room, &lane.waiting, &lane.over];
    let token = all.into_iter().flatten().find(|token| token.visit == id).ok_or_else(nobody)?;
    let place = lane.waiting.iter().position(|token| token.visit == id).unwrap_or(0);
    let slip = TokenSlip {
        clinic: clinic_name(call),
        token: token.token.clone(),
        doctor: Doctor { name: lane.name.clone(), registration: None },
        room: lane.room.clone(),
        at: visit.started_at,
        zone_minutes,
        patient: patient.name,
        before: i64::try_from(place).unwrap_or_default(),
        minutes: token.expected_at.map(|at| (at - board.now).max(0) / MINUTE).filter(|minutes| *minutes > 0),
    };
    let title = format!("{}, {}", slip.token, slip.doctor.name);
    Ok(Found { document: Document::Token(slip), title, speaks: patient.speaks })
}

fn day_list(call: &Call<'_>, id: Id<User>, day: Option<Day>) -> Result<Found, Fault> {
    let board = queue::list(call, ListQueue { day })?;
    let zone_minutes = call.clinic.zone();
    let doctor = call.read(|view| doctor(view, id))?;
    let number = |patient: Id<Patient>| call.read(|view| Ok(view.expect(patient)?.record.number));
    let mut rows = Vec::new();
    let lane = board.lanes.iter().find(|lane| lane.doctor == id);
    let tokens = lane.into_iter().flat_map(|lane| lane.in_room.iter().chain(&lane.waiting).chain(&lane.over));
    for token in tokens {
        rows.push(came(token, number(token.patient)?, board.day));
    }
    for booked in board.appointments.iter().filter(|a| a.doctor == id && a.visit.is_none()) {
        let row = DayRow {
            token: None,
            at: booked.at,
            patient: booked.name.clone(),
            number: number(booked.patient)?,
            age: booked.birth.age_on(board.day),
            sex: booked.sex,
            kind: booked.kind,
            booked: Some(booked.state),
            visit: None,
        };
        rows.push(row);
    }
    rows.sort_by_key(|row| row.at);
    let list = DayList { clinic: clinic_name(call), doctor, day: board.day, rows, at: board.now, zone_minutes };
    let title = format!("{}, {}", list.doctor.name, list.day);
    Ok(Found { document: Document::DayList(list), title, speaks: None })
}

fn came(token: &Token, number: String, day: Day) -> DayRow {
    DayRow {
        token: Some(token.token.clone()),
        at: token.came_at,
        patient: token.name.clone(),
        number,
        age: token.birth.age_on(day),
        sex: token.sex,
        kind: token.kind,
        booked: None,
        visit: Some(token.state),
    }
}
