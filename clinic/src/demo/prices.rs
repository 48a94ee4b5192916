//! What the invented clinic charges.

use model::billing::{Service, Treatment};
use model::money::Paise;
use model::patient::VisitKind;
use model::record::number_of;
use model::tenancy::{Business, BusinessKind, Clinic, User};
use model::value::Datum;
use model::{Fault, Id, Record};
use store::Tx;
use sync::Subject;

/// SAC of medical and dental services.
const CARE: &str = "999312";

/// The fees of the two doctors in rupees, the owner's first.
const DOCTORS: [[i64; 4]; 2] = [[500, 300, 200, 100], [600, 400, 200, 100]];

/// The kinds of visit in the order of those fees.
const FEES: [(VisitKind, &str); 4] = [
    (VisitKind::New, "Consultation"),
    (VisitKind::FollowUp, "Follow-up"),
    (VisitKind::Vaccine, "Vaccination visit"),
    (VisitKind::Report, "Report reading"),
];

/// Other services, in rupees.
const SERVICES: [(&str, i64); 5] = [
    ("ECG, 12 lead", 350),
    ("Nebulisation", 150),
    ("Dressing, small", 200),
    ("Injection", 50),
    ("Medical certificate", 200),
];

/// Goods at 5 % that stand at the counter, with HSN and rupees.
const GOODS: [(&str, &str, i64); 2] = [("Crepe bandage 10 cm × 4 m", "3005", 180), ("Cotton roll 100 g", "3005", 60)];

/// The State of Maharashtra.
const STATE: &str = "27";

pub(super) fn put(tx: &mut Tx<'_>, doctors: [(Id<User>, &str); 2]) -> store::Result<()> {
    let about = Subject { kind: Clinic::KIND, id: tx.tenant() };
    let businesses: Vec<Business> = tx.all::<Business>()?.into_iter().map(|b| b.record).collect();
    let of = |kind| businesses.iter().find(|b| b.kind == kind).map(|b| b.id);
    let clinic = of(BusinessKind::Clinic).ok_or_else(|| Fault::new("internal"))?;
    let chemist = of(BusinessKind::Pharmacy).unwrap_or(clinic);
    for (business, address) in [(clinic, "vatsalclinic@examplebank"), (chemist, "vatsalmedical@examplebank")] {
        let stamp = store::stamp_of(tx, business)?;
        let changes = vec![
            (number_of(Business::FIELDS, "upi_address"), Some(address.to_owned()).to_value()),
            (number_of(Business::FIELDS, "state_code"), Some(STATE.to_owned()).to_value()),
        ];
        tx.update(about, business, &stamp, changes)?;
    }
    for ((doctor, name), fees) in doctors.into_iter().zip(DOCTORS) {
        for ((kind, what), rupees) in FEES.into_iter().zip(fees) {
            let fee = Service {
                doctor: Some(doctor),
                visit_kind: Some(kind),
                ..service(tx, clinic, &format!("{what}, {name}"), rupees)
            };
            tx.insert(about, &fee)?;
        }
    }
    for (name, rupees) in SERVICES {
        let service = service(tx, clinic, name, rupees);
        tx.insert(about, &service)?;
    }
    for (name, hsn, rupees) in GOODS {
        let good = Service {
            hsn: Some(hsn.to_owned()),
            treatment: Treatment::Taxable,
            rate: 500,
            unit: Some("NOS".to_owned()),
            ..service(tx, chemist, name, rupees)
        };
        tx.insert(about, &good)?;
    }
    Ok(())
}

/// Care by the clinic, exempt from GST.
fn service(tx: &mut Tx<'_>, business: Id<Business>, name: &str, rupees: i64) -> Service {
    Service {
        id: tx.new_id(),
        business,
        name: name.to_owned(),
        hsn: Some(CARE.to_owned()),
        treatment: Treatment::Exempt,
        rate: 0,
        price: Paise::rupees(rupees),
        doctor: None,
        visit_kind: None,
        active: true,
        unit: None,
    }
}
