//! A made-up document for each kind of paper, to see how it comes out before the first patient has one.

use model::Id;
use model::age::Age;
use model::billing::{Bill, BillLine, DocumentKind, Tender, Treatment};
use model::day::Day;
use model::money::Paise;
use model::paper::PaperKind;
use model::patient::{Sex, VisitKind, VisitState};
use model::schedule::AppointmentState;
use model::tenancy::TaxStatus;

use crate::{BillPaper, DayList, DayRow, Doctor, Document, Paid, TokenSlip};

const FEE: Paise = Paise(50_000);
const MINUTE: i64 = 60_000;

/// Nobody's id: a sample is on paper alone.
const NONE: [u8; 16] = [0; 16];

/// Whose head and name it has, and of which moment it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The clinic's name.
    pub clinic: String,
    /// The business as bills have it: legal name, address, phone.
    pub business: Vec<String>,
    /// Who tries it.
    pub doctor: Doctor,
    /// When, UTC milliseconds.
    pub at: i64,
    /// The clinic's zone, minutes east of UTC.
    pub zone_minutes: i64,
}

impl Sample {
    /// The number that a sample has in place of one of a series.
    pub const NUMBER: &str = "0000";

    /// What is usually on that paper.
    pub fn document(&self, paper: PaperKind) -> Document {
        match paper {
            PaperKind::Token => Document::Token(self.token()),
            PaperKind::Slip | PaperKind::Receipt | PaperKind::Prescription => Document::Bill(Box::new(self.bill())),
            PaperKind::Sheet => Document::DayList(self.day_list()),
        }
    }

    fn day(&self) -> Day {
        Day::at(self.at, self.zone_minutes)
    }

    fn token(&self) -> TokenSlip {
        TokenSlip {
            clinic: self.clinic.clone(),
            token: "A-31".to_owned(),
            doctor: self.doctor.clone(),
            room: Some("1".to_owned()),
            at: self.at,
            zone_minutes: self.zone_minutes,
            patient: "Rukmini Thorat".to_owned(),
            before: 6,
            minutes: Some(35),
        }
    }

    fn bill(&self) -> BillPaper {
        BillPaper {
            bill: Bill {
                id: Id::from_bytes(NONE),
                business: Id::from_bytes(NONE),
                desk: Id::from_bytes(NONE),
                number: Self::NUMBER.to_owned(),
                kind: DocumentKind::BillOfSupply,
                day: self.day(),
                at: self.at,
                patient: None,
                visit: None,
                doctor: None,
                prescriber: None,
                recipient: Some("Rukmini Thorat".to_owned()),
                recipient_gstin: None,
                supplier: self.business.join("\n"),
                supplier_gstin: None,
                supplier_licences: None,
                place_of_supply: None,
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
                issued_by: Id::from_bytes(NONE),
            },
            lines: vec![self.line()],
            zone_minutes: self.zone_minutes,
            patient_number: None,
            doctor: Some(self.doctor.clone()),
            corrects: None,
            paid: vec![Paid { tender: Tender::Cash, amount: FEE, reference: None }],
            due: Paise::ZERO,
            upi_address: None,
            cancelled: false,
            signatory: Some(self.doctor.name.clone()),
        }
    }

    fn line(&self) -> BillLine {
        BillLine {
            id: Id::from_bytes(NONE),
            bill: Id::from_bytes(NONE),
            position: 1,
            charge: None,
            service: None,
            item: None,
            batch: None,
            name: "Consultation".to_owned(),
            hsn: Some("9993".to_owned()),
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
            doctor: None,
        }
    }

    fn day_list(&self) -> DayList {
        let people = [
            ("Rukmini Thorat", Age::Years(58), Sex::Female, VisitKind::FollowUp, Some(VisitState::InRoom)),
            ("सुनीता पाटील", Age::Years(34), Sex::Female, VisitKind::New, Some(VisitState::Arrived)),
            ("Abdul Karim Sheikh", Age::Months(9), Sex::Male, VisitKind::Vaccine, None),
        ];
        let row =
            |(n, (patient, age, sex, kind, visit)): (i64, (&str, Age, Sex, VisitKind, Option<VisitState>))| DayRow {
                token: visit.map(|_| format!("A-{n}")),
                at: self.at + n * 10 * MINUTE,
                patient: patient.to_owned(),
                number: format!("A1-{n:06}"),
                age,
                sex,
                kind,
                booked: Some(AppointmentState::Booked),
                visit,
            };
        DayList {
            clinic: self.clinic.clone(),
            doctor: self.doctor.clone(),
            day: self.day(),
            rows: (1..).zip(people).map(row).collect(),
            at: self.at,
            zone_minutes: self.zone_minutes,
        }
    }
}
