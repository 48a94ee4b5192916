//! Founding a clinic: tenant, businesses, owner, recovery words, all in the chain's first transaction.

use model::capability::{Role, Roles};
use model::command::Done;
use model::commands::clinic::{ConfirmRecovery, CreateClinic, Created, NewBusiness};
use model::gstin::Gstin;
use model::licence::DrugLicences;
use model::phone::Phone;
use model::pin::Pin;
use model::record::number_of;
use model::tenancy::{Branch, Business, BusinessKind, Clinic, Desk, TaxStatus, User};
use model::words::{Language, Words};
use model::{Door, Fault, Id, Record, Value};
use sha2::{Digest, Sha256};
use store::keyring::Seals;
use store::keys::{Cost, KeyPair, RecoveryWords};
use store::{Act, Founding, Profile, Store};
use sync::{Incarnation, Subject};

use crate::dispatch::Call;
use crate::{qr, sessions};

/// India's standard time, minutes east of UTC; the only zone of its law.
const ZONE_MINUTES: i64 = 330;

/// Where the sheet's check waits until it is confirmed.
pub(crate) const CHECK: &str = "recovery_check";

/// What founding a clinic takes, checked.
pub(crate) struct Plan {
    pub(crate) args: CreateClinic,
    pub(crate) demo: bool,
    pub(crate) cost: Cost,
    pub(crate) command: &'static str,
    pub(crate) request: [u8; 16],
    /// UTC milliseconds.
    pub(crate) now: i64,
}

/// A founded clinic.
pub(crate) struct Founded {
    pub(crate) store: Store,
    pub(crate) owner: User,
    pub(crate) pair: KeyPair,
    pub(crate) created: Created,
}

pub(crate) fn create(call: &Call<'_>, mut args: CreateClinic) -> Result<Created, Fault> {
    let clinic = call.clinic;
    if clinic.keyring_shown().is_some() || clinic.damage().is_some() {
        return again(call, &args).ok_or_else(|| Fault::new("clinic-exists"));
    }
    check(&mut args)?;
    let plan = Plan {
        args,
        demo: clinic.practice,
        cost: clinic.cost(clinic.practice),
        command: call.command,
        request: call.request,
        now: clinic.clock.said(),
    };
    let founded = found(&clinic.profile, plan)?;
    clinic.opened(founded.store, Vec::new())?;
    clinic.seats.sit(call.seat, founded.owner, founded.pair, clinic.today(), clinic.clock.now());
    Ok(founded.created)
}

/// The first reply, where this very request founded the clinic before a restart and its owner's password opens it.
/// The words are on no device, so the reply says that they are not shown again. A wrong password counts as one, and
/// the refusal does not tell that it was wrong. Nobody is signed in by it.
fn again(call: &Call<'_>, args: &CreateClinic) -> Option<Created> {
    let clinic = call.clinic;
    if !call.asked_with_id || clinic.damage().is_some() {
        return None;
    }
    let (store, user, _) = sessions::open(call, &args.owner.login, &args.owner.password).ok()?;
    let (header, reply) = store.read(|view| view.reply(&call.request)).ok().flatten()?;
    if header.command != call.command || header.user != user.id.bytes() {
        return None;
    }
    serde_json::from_str(&reply).ok()
}

/// Refuses what a clinic cannot begin with, naming every field; what is kept is in its standard form.
pub(crate) fn check(args: &mut CreateClinic) -> Result<(), Fault> {
    let mut door = Door::default();
    args.name = args.name.trim().to_owned();
    for (at, business) in args.businesses.iter_mut().enumerate() {
        check_business(&mut door, &format!("businesses.{at}."), business);
    }
    args.owner.login = sessions::login(&mut door, "owner.login", &args.owner.login, |_| false);
    sessions::password(&mut door, "owner.password", &args.owner.password, &args.owner.login);
    door.close()
}

/// Refuses what a business cannot be, naming every field behind `path`; what is kept is in its standard form.
pub(crate) fn check_business(door: &mut Door, path: &str, business: &mut NewBusiness) {
    let field = |name: &str| format!("{path}{name}");
    business.phone =
        door.take(&field("phone"), Phone::parse(&business.phone)).map(|p| p.to_string()).unwrap_or_default();
    if let Some(pin) = filled(&business.pin_code) {
        business.pin_code = door.take(&field("pin_code"), Pin::parse(&pin)).map(|p| p.as_str().to_owned());
    }
    match (filled(&business.gstin), business.tax_status) {
        (Some(gstin), _) => {
            business.gstin = door.take(&field("gstin"), Gstin::parse(&gstin)).map(|g| g.as_str().to_owned());
        }
        (None, TaxStatus::Regular | TaxStatus::Composition) => door.refuse(&field("gstin"), "field-gstin-needed"),
        (None, TaxStatus::Unregistered) => business.gstin = None,
    }
    match (filled(&business.drug_licences), business.kind) {
        (Some(text), _) => {
            let licences = door.take(&field("drug_licences"), DrugLicences::parse(&text));
            business.drug_licences = licences.map(|l| l.to_string());
        }
        (None, BusinessKind::Pharmacy) => door.refuse(&field("drug_licences"), "field-licence-needed"),
        (None, _) => business.drug_licences = None,
    }
    business.clinic_registration = filled(&business.clinic_registration);
}

/// Text that says something, trimmed.
pub(crate) fn filled(text: &Option<String>) -> Option<String> {
    text.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned)
}

/// Makes the profile. The words are in the reply alone: no device keeps them.
pub(crate) fn found(profile: &Profile, plan: Plan) -> Result<Founded, Fault> {
    let words = RecoveryWords::random()?;
    let (recovery, device, sign_in, pair) = (words.pair(), KeyPair::random(), KeyPair::random(), KeyPair::random());
    let args = &plan.args;
    let tenant = store::keys::random::<16>();
    let incarnation = Incarnation(store::keys::random());
    let device_public = device.public();
    let owner_id = Id::<User>::new(plan.now, store::keys::random());
    let seals = Seals::new(&owner_id.bytes(), &pair, &args.owner.password, plan.cost, &sign_in, &recovery)?;
    let owner = user(owner_id, &args.owner.login, &args.owner.name, Roles(vec![Role::Owner]), &pair, args.language);
    let founding = Founding { tenant, incarnation, recovery: recovery.public(), device, sign_in: &sign_in };
    let act = Act {
        user: owner_id.bytes(),
        command: plan.command,
        request: plan.request,
        now: plan.now,
        offset: 0,
        signer: Some(&pair),
    };
    let ask = three_of_24();
    let about = Subject { kind: Clinic::KIND, id: tenant };
    let (store, outcome) = Store::create(profile, founding, &act, |tx| {
        tx.insert(
            about,
            &Clinic {
                id: Id::from_bytes(tenant),
                name: args.name.clone(),
                runs: args.runs,
                zone_minutes: ZONE_MINUTES,
                recovery_confirmed_at: None,
                demo: plan.demo,
                language: args.language,
                idle_minutes: None,
            },
        )?;
        for new in &args.businesses {
            let business = business(tx.new_id(), new);
            tx.insert(about, &business)?;
        }
        let branch = Branch { id: tx.new_id(), name: args.name.clone() };
        tx.insert(about, &branch)?;
        tx.insert(
            about,
            &Desk {
                id: Id::from_bytes(incarnation.0),
                name: filled(&args.desk).unwrap_or_else(|| "A".to_owned()),
                letter: "A".to_owned(),
                register: "A1".to_owned(),
                branch: branch.id,
                verifying_key: device_public.verifying.to_vec(),
                sealing_key: device_public.sealing.to_vec(),
            },
        )?;
        tx.insert(sessions::about(owner_id), &owner)?;
        tx.put_seals(&owner_id.bytes(), &seals)?;
        // What is kept for the same request says why it has no words.
        let note = Some(Words::new(args.language).get("recovery-words-once"));
        Ok(Created { clinic: Id::from_bytes(tenant), words: Vec::new(), qr: String::new(), ask: ask.to_vec(), note })
    })?;
    store.put_local(CHECK, Some(&check_of(&tenant, &ask, &words.words())))?;
    let created = Created { qr: qr::svg(&words.words().join(" ")), words: words.words(), note: None, ..outcome.reply };
    Ok(Founded { store, owner, pair, created })
}

/// A person's record.
pub(crate) fn user(id: Id<User>, login: &str, name: &str, roles: Roles, pair: &KeyPair, language: Language) -> User {
    let public = pair.public();
    User {
        id,
        login: login.to_owned(),
        name: name.trim().to_owned(),
        roles,
        active: true,
        registration: None,
        verifying_key: public.verifying.to_vec(),
        sealing_key: public.sealing.to_vec(),
        language,
    }
}

fn business(id: Id<Business>, new: &NewBusiness) -> Business {
    Business {
        id,
        legal_name: new.legal_name.trim().to_owned(),
        kind: new.kind,
        address: new.address.trim().to_owned(),
        pin_code: new.pin_code.clone(),
        phone: new.phone.clone(),
        tax_status: new.tax_status,
        gstin: new.gstin.clone(),
        drug_licences: new.drug_licences.clone(),
        clinic_registration: new.clinic_registration.clone(),
        upi_address: None,
        state_code: new.gstin.as_deref().and_then(state_of),
    }
}

/// The State that a GSTIN names in front.
pub(crate) fn state_of(gstin: &str) -> Option<String> {
    gstin.get(..2).map(str::to_owned)
}

/// Three different positions of the sheet, ascending, 1 to 24.
fn three_of_24() -> [u8; 3] {
    let mut places: Vec<u8> = (1..=24).collect();
    let mut picked: Vec<u8> =
        store::keys::random::<3>().iter().map(|b| places.remove(usize::from(*b) % places.len())).collect();
    picked.sort_unstable();
    [picked[0], picked[1], picked[2]]
}

/// The positions, and a hash over the three words: it tells at most those three to whoever opens the database.
fn check_of(tenant: &[u8; 16], ask: &[u8; 3], words: &[String]) -> Vec<u8> {
    let said: Vec<&str> = ask.iter().filter_map(|at| words.get(usize::from(*at) - 1)).map(String::as_str).collect();
    [ask.as_slice(), &digest(tenant, &said)].concat()
}

fn digest(tenant: &[u8; 16], words: &[&str]) -> [u8; 32] {
    Sha256::digest([b"nadi recovery check 1", tenant.as_slice(), words.join(" ").as_bytes()].concat()).into()
}

pub(crate) fn confirm_recovery(call: &Call<'_>, args: ConfirmRecovery) -> Result<Done, Fault> {
    let store = call.store()?;
    let tenant = store.tenant();
    let Some(check) = store.local(CHECK)? else { return Err(Fault::new("recovery-confirmed")) };
    let said: Vec<String> = args.words.iter().map(|w| w.trim().to_lowercase()).collect();
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    if check.get(3..) != Some(&digest(&tenant, &said)) {
        return Err(Fault::field("words", "field-recovery-words"));
    }
    let now = call.clinic.clock.now();
    call.write(|tx| {
        let id = Id::<Clinic>::from_bytes(tenant);
        let stamp = store::stamp_of(tx, id)?;
        let field = number_of(Clinic::FIELDS, "recovery_confirmed_at");
        tx.update(Subject { kind: Clinic::KIND, id: tenant }, id, &stamp, vec![(field, Value::Int(now))])?;
        Ok(Done {})
    })?;
    store.put_local(CHECK, None)?;
    Ok(Done {})
}
