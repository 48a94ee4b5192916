//! Three years of days with 200 paid tokens each, put into a clinic as an import would be: many rows a transaction.

use std::path::Path;

use anyhow::{Context, Result};
use model::billing::{Bill, BillLine, DocumentKind, Payment, Receipt, Tender, Treatment};
use model::day::Day;
use model::money::Paise;
use model::patient::{Patient, Visit, VisitKind, VisitState};
use model::schedule::Practice;
use model::tenancy::{Business, BusinessKind, Desk, TaxStatus, User};
use model::{Id, Record};
use store::keyring::Keyring;
use store::{Act, Profile, Store, Tx};
use sync::Subject;

/// How many days back they begin.
const DAYS: i32 = 3 * 365;

/// How many tokens a day has.
pub(crate) const TOKENS: usize = 200;

/// Minutes east of UTC.
const ZONE: i64 = 330;

/// From nine on, each so many milliseconds after the one before.
const OPENS: i64 = 9 * 3_600_000;
const APART: i64 = 150_000;

const FEE: Paise = Paise(50_000);

/// Who stands behind every row.
struct Place {
    business: Business,
    desk: Desk,
    person: Id<User>,
    doctors: Vec<Id<User>>,
    patients: Vec<Id<Patient>>,
}

/// Puts the days before `today` into a closed profile; says how many rows that were.
pub(crate) fn put(home: &Path, today: Day) -> Result<usize> {
    let profile = Profile::at(home);
    let keyring = Keyring::read(&profile)?.0;
    let key = keyring.sign_in("owner", "nadi-demo-clinic")?.1.key;
    let (store, _) = Store::open(&profile, &keyring, key, &crate::floor::nobodys())?;
    let place = store.read(Place::of)?.context("nobody sees patients here")?;
    let (mut year, mut before, mut rows) = (String::new(), 0, 0);
    for back in (1..=DAYS).rev() {
        let day = today.plus_days(-back);
        // The first of a financial year begins every series anew.
        if financial_year(day) != year {
            (year, before) = (financial_year(day), 0);
        }
        let act = Act {
            user: place.person.bytes(),
            command: "bench.day",
            request: store::keys::random(),
            now: day.starts_at(ZONE) + OPENS + APART * TOKENS as i64,
            offset: 0,
            signer: None,
        };
        store.write(&act, |tx| (0..TOKENS).try_for_each(|nth| place.token(tx, day, &year, before, nth)))?;
        before += TOKENS;
        rows += 5 * TOKENS;
    }
    store.close()?;
    Ok(rows)
}

fn financial_year(day: Day) -> String {
    let first = if day.month() >= 4 { day.year() } else { day.year() - 1 };
    format!("{:02}{:02}", first.rem_euclid(100), (first + 1).rem_euclid(100))
}

impl Place {
    fn of(view: &store::View<'_>) -> store::Result<Option<Self>> {
        let business = view.all::<Business>()?.into_iter().map(|b| b.record).find(|b| b.kind == BusinessKind::Clinic);
        let person = view.all::<User>()?.into_iter().find(|u| u.record.login == "desk").map(|u| u.record.id);
        let doctors: Vec<Id<User>> = view.all::<Practice>()?.into_iter().map(|p| p.record.doctor).collect();
        let mut patients = Vec::new();
        view.each::<Patient>(|p| patients.push(p.record.id))?;
        let (Some(business), Some(person)) = (business, person) else { return Ok(None) };
        let desk = view.expect(Id::<Desk>::from_bytes(view.desk()))?.record;
        let found = !doctors.is_empty() && !patients.is_empty();
        Ok(found.then_some(Self { business, desk, person, doctors, patients }))
    }

    /// A visit that is over, its bill of one line, and the money for it.
    fn token(&self, tx: &mut Tx<'_>, day: Day, year: &str, before: usize, nth: usize) -> store::Result<()> {
        let at = day.starts_at(ZONE) + OPENS + APART * nth as i64;
        let patient = self.patients[(before * 7 + nth * 13) % self.patients.len()];
        let doctor = self.doctors[nth % self.doctors.len()];
        let about = Subject { kind: Patient::KIND, id: patient.bytes() };
        let number = |letter| format!("{}{letter}/{year}/{:06}", self.desk.register, before + nth + 1);
        let visit = Visit {
            id: tx.new_id_at(at),
            patient,
            branch: self.desk.branch,
            doctor: Some(doctor),
            kind: VisitKind::FollowUp,
            state: VisitState::Done,
            started_at: at,
            reason: None,
            letter: Some(self.desk.letter.clone()),
            token: Some((nth / self.doctors.len() + 1) as i64),
            place: Some(at),
            ahead: None,
            appointment: None,
            called_at: Some(at + 10 * APART),
            ended_at: Some(at + 12 * APART),
            free_after: None,
            cancelled: None,
        };
        tx.insert(about, &visit)?;
        let bill = Bill {
            id: tx.new_id_at(at),
            business: self.business.id,
            desk: self.desk.id,
            number: number('C'),
            kind: DocumentKind::Bill,
            day,
            at,
            patient: Some(patient),
            visit: Some(visit.id),
            doctor: Some(doctor),
            prescriber: None,
            recipient: Some("Sunita Patil\n14 Karve Road".to_owned()),
            recipient_gstin: None,
            supplier: "Vatsal Clinic\n14 Karve Road\n020 2000 0100".to_owned(),
            supplier_gstin: None,
            supplier_licences: None,
            place_of_supply: self.business.state_code.clone(),
            reverse_charge: false,
            corrects: None,
            reason: None,
            gross: FEE,
            discount: Paise::ZERO,
            taxable: Paise::ZERO,
            untaxed: FEE,
            cgst: Paise::ZERO,
            sgst: Paise::ZERO,
            igst: Paise::ZERO,
            cess: Paise::ZERO,
            round_off: Paise::ZERO,
            total: FEE,
            supplier_status: TaxStatus::Unregistered,
            discount_reason: None,
            issued_by: self.person,
        };
        tx.insert(about, &bill)?;
        let line = BillLine {
            id: tx.new_id_at(at),
            bill: bill.id,
            position: 1,
            charge: None,
            service: None,
            item: None,
            batch: None,
            name: "Consultation".to_owned(),
            hsn: Some("999312".to_owned()),
            quantity: 1,
            unit: "OTH".to_owned(),
            price: FEE,
            discount: Paise::ZERO,
            treatment: Treatment::Exempt,
            rate: 0,
            taxable: FEE,
            cgst: Paise::ZERO,
            sgst: Paise::ZERO,
            igst: Paise::ZERO,
            cess: Paise::ZERO,
            total: FEE,
            batch_number: None,
            expires: None,
            mrp: None,
            pack: None,
            manufacturer: None,
            schedule: None,
            corrects: None,
            doctor: Some(doctor),
        };
        tx.insert(about, &line)?;
        let receipt = Receipt {
            id: tx.new_id_at(at),
            business: self.business.id,
            desk: self.desk.id,
            number: number('R'),
            patient: Some(patient),
            taken_by: self.person,
            day,
            at,
            total: FEE,
            given: None,
            change: None,
            corrects: None,
            reason: None,
        };
        tx.insert(about, &receipt)?;
        let tender = if nth.is_multiple_of(3) { Tender::Cash } else { Tender::Upi };
        let payment = Payment {
            id: tx.new_id_at(at),
            receipt: receipt.id,
            bill: Some(bill.id),
            patient: Some(patient),
            tender,
            amount: FEE,
            reference: None,
            drawer: (tender == Tender::Cash).then_some(self.person),
            business: self.business.id,
        };
        tx.insert(about, &payment)
    }
}
