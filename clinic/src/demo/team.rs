//! The invented clinic itself: its businesses, and the seven who work there.

use model::capability::{Role, Roles};
use model::commands::clinic::{CreateClinic, NewBusiness, NewOwner};
use model::record::number_of;
use model::tenancy::{BusinessKind, Clinic, Runs, TaxStatus, User};
use model::value::Datum;
use model::words::Language;
use model::{Fault, Id, Record, Value};
use store::keyring::Seals;
use store::keys::{Cost, KeyPair};
use store::{Act, Profile, Store};
use sync::Subject;

use super::{PASSWORD, prices, today};
use crate::create::{self, Founded};
use crate::sessions;

/// Login, name, roles, registration. The first is the owner.
const PEOPLE: &[(&str, &str, &[Role], Option<&str>)] = &[
    ("owner", "Dr. Meera Joshi", &[Role::Owner, Role::Doctor], Some("MMC 2011/00/0457")),
    ("doctor", "Dr. Arjun Deshpande", &[Role::Doctor], Some("MMC 2014/00/0862")),
    ("nurse", "Sister Leela Thomas", &[Role::Nurse], None),
    ("desk", "Asha Pawar", &[Role::FrontDesk], None),
    ("pharmacist", "Sunil Kamble", &[Role::Pharmacist], Some("MSPC 000118")),
    ("lab", "Kavita More", &[Role::Laboratory], None),
    ("accountant", "Nilesh Borade", &[Role::Accountant], None),
];

/// An open clinic without patients.
pub(super) struct Team {
    pub(super) store: Store,
    /// Who registers.
    pub(super) desk: Id<User>,
    /// Who sees patients.
    pub(super) doctors: [Id<User>; 2],
}

/// Founds the clinic in an empty folder and brings its people in.
pub(super) fn found(profile: &Profile, now: i64) -> Result<Team, Fault> {
    let mut args = clinic();
    create::check(&mut args)?;
    let plan = create::Plan {
        args,
        demo: true,
        cost: Cost::LEAST,
        command: "clinic.create",
        request: store::keys::random(),
        now,
    };
    let Founded { store, owner, pair, .. } = create::found(profile, plan)?;
    let keyring = store.keyring()?;
    let own = keyring.people.first().ok_or_else(|| Fault::new("internal"))?;
    let sign_in = pair.open_pair(&own.seals.sign_in)?;
    let mut people = Vec::new();
    for (login, name, roles, registration) in &PEOPLE[1..] {
        let id = Id::<User>::new(now, store::keys::random());
        let own = KeyPair::random();
        let seals = Seals::new(&id.bytes(), &own, PASSWORD, Cost::LEAST, &sign_in, &pair)?;
        let mut user = create::user(id, login, name, Roles(roles.to_vec()), &own, Language::En);
        user.registration = registration.map(str::to_owned);
        people.push((user, seals));
    }
    let act = Act {
        user: owner.id.bytes(),
        command: "users.add",
        request: store::keys::random(),
        now,
        offset: 0,
        signer: Some(&pair),
    };
    let named = |login: &str| people.iter().find(|(u, _)| u.login == login).map_or(owner.id, |(u, _)| u.id);
    let doctors = [owner.id, named("doctor")];
    store.write(&act, |tx| {
        let (_, _, roles, registration) = PEOPLE[0];
        let changes = vec![
            (number_of(User::FIELDS, "roles"), Roles(roles.to_vec()).to_value()),
            (number_of(User::FIELDS, "registration"), registration.map(str::to_owned).to_value()),
        ];
        let stamp = store::stamp_of(tx, owner.id)?;
        tx.update(sessions::about(owner.id), owner.id, &stamp, changes)?;
        for (user, seals) in &people {
            tx.insert(sessions::about(user.id), user)?;
            tx.put_seals(&user.id.bytes(), seals)?;
        }
        today::put_hours(tx, &doctors)?;
        // Nobody has the words of a made-up clinic, so nobody is asked for them.
        let id = Id::<Clinic>::from_bytes(tx.tenant());
        let stamp = store::stamp_of(tx, id)?;
        let confirmed = number_of(Clinic::FIELDS, "recovery_confirmed_at");
        tx.update(Subject { kind: Clinic::KIND, id: id.bytes() }, id, &stamp, vec![(confirmed, Value::Int(now))])?;
        prices::put(tx, [(doctors[0], PEOPLE[0].1), (doctors[1], PEOPLE[1].1)])
    })?;
    store.put_local(create::CHECK, None)?;
    Ok(Team { store, desk: named("desk"), doctors })
}

/// Vatsal Family Clinic of Kothrud, which is nowhere: a clinic and its chemist, two legal persons.
fn clinic() -> CreateClinic {
    let business = |legal_name: &str, kind, phone: &str| NewBusiness {
        legal_name: legal_name.to_owned(),
        kind,
        address: "14 Karve Road, Lane 5, Kothrud, Pune".to_owned(),
        pin_code: Some("411038".to_owned()),
        phone: phone.to_owned(),
        tax_status: TaxStatus::Unregistered,
        gstin: None,
        drug_licences: None,
        clinic_registration: None,
    };
    CreateClinic {
        name: "Vatsal Family Clinic".to_owned(),
        runs: Runs::ClinicPharmacyLab,
        businesses: vec![
            business("Vatsal Family Clinic", BusinessKind::Clinic, "020 2000 0100"),
            NewBusiness {
                tax_status: TaxStatus::Regular,
                gstin: Some("27AAZFV0000Q1ZL".to_owned()),
                drug_licences: Some("MH-PZ3-000112, MH-PZ3-000113".to_owned()),
                ..business("Vatsal Medical Stores", BusinessKind::Pharmacy, "020 2000 0101")
            },
        ],
        owner: NewOwner { login: PEOPLE[0].0.to_owned(), name: PEOPLE[0].1.to_owned(), password: PASSWORD.to_owned() },
        desk: Some("Front desk PC".to_owned()),
        language: Language::En,
    }
}
