//! Registering patients, finding them again, and keeping what is known of them right.

mod card;
mod find;
mod form;

use model::command::Done;
use model::commands::patients::{
    AddAllergy, NoKnownAllergy, RecordConsent, RegisterPatient, Registered, RevealIdentifier, Revealed, UpdatePatient,
    Updated, WithdrawAllergy,
};
use model::patient::{Allergy, AllergyStatus, Consent, Patient, Purpose, Reveal, Speaks};
use model::record::{Sensitivity, number_of};
use model::value::Datum;
use model::{Fault, Id, Record, Value};
use store::{Tx, stamp_of};
use sync::{Stamp, Subject};

use crate::dispatch::Call;
use crate::edit::{edit, stamp};

pub(crate) use card::get;
pub(crate) use find::{find, is_here, similar};
pub(crate) use form::{Checked, check};

/// The notice that is read out before a patient agrees. A change of its text is a new number.
const NOTICE: i64 = 1;

/// The patient, as the subject of what is about them.
pub(crate) fn about(patient: Id<Patient>) -> Subject {
    Subject { kind: Patient::KIND, id: patient.bytes() }
}

pub(crate) fn register(call: &Call<'_>, args: RegisterPatient) -> Result<Registered, Fault> {
    let checked = check(&args, call.clinic.today())?;
    let now = call.clinic.clock.now();
    call.write(|tx| {
        let place = Place::of(tx)?;
        let (id, number) = put_new(tx, &checked, &args, &place, now)?;
        let stamp = stamp_of(tx, id)?.to_string();
        Ok(Registered { id, number, stamp })
    })
}

/// Where a patient is registered: what their number and record take from this desk.
pub(crate) struct Place {
    pub(crate) register: String,
    pub(crate) branch: Id<model::tenancy::Branch>,
    pub(crate) import: Option<Id<model::patient::Import>>,
}

impl Place {
    pub(crate) fn of(view: &store::View<'_>) -> store::Result<Self> {
        let desk = view.expect(Id::<model::tenancy::Desk>::from_bytes(view.desk()))?.record;
        Ok(Self { register: desk.register, branch: desk.branch, import: None })
    }
}

/// Puts a checked patient with allergies and consents, all in the group about them. Returns id and number.
pub(crate) fn put_new(
    tx: &mut Tx<'_>,
    checked: &Checked,
    args: &RegisterPatient,
    place: &Place,
    now: i64,
) -> store::Result<(Id<Patient>, String)> {
    let id = tx.new_id_at(now);
    let number = format!("{}-{:06}", place.register, tx.next("patient")?);
    let mut patient = checked.patient(id, number.clone(), place.branch, now);
    patient.import = place.import;
    tx.insert(about(id), &patient)?;
    for allergy in &args.allergies {
        let allergy = new_allergy(tx, id, &allergy.substance, allergy.reaction.as_deref(), now);
        tx.insert(about(id), &allergy)?;
    }
    for consent in &args.consents {
        let consent = new_consent(tx, id, consent.purpose, consent.given, consent.language, now);
        tx.insert(about(id), &consent)?;
    }
    Ok((id, number))
}

pub(crate) fn update(call: &Call<'_>, args: UpdatePatient) -> Result<Updated, Fault> {
    let stamp = stamp(&args.stamp)?;
    let changes = form::changes(&args, call.clinic.today())?;
    call.write(|tx| edit(tx, about(args.id), args.id, &stamp, changes))
}

pub(crate) fn reveal(call: &Call<'_>, args: RevealIdentifier) -> Result<Revealed, Fault> {
    let field = Patient::FIELDS
        .iter()
        .position(|f| f.name == args.field && f.sensitivity == Sensitivity::Identifier)
        .ok_or_else(|| Fault::field("field", "field-choice"))?;
    let now = call.clinic.clock.now();
    let patient = call.read(|view| view.expect(args.id))?.record;
    // The reply that is kept for the same request holds no identifier in plain text.
    call.write(|tx| {
        let number = i64::from(Patient::FIELDS[field].number);
        let reveal = Reveal { id: tx.new_id(), patient: args.id, field: number, at: now };
        tx.insert(about(args.id), &reveal)?;
        Ok(Revealed { value: None })
    })?;
    Ok(Revealed { value: Option::<String>::from_value(&patient.values()[field]).flatten() })
}

pub(crate) fn add_allergy(call: &Call<'_>, args: AddAllergy) -> Result<Done, Fault> {
    let now = call.clinic.clock.now();
    call.write(|tx| {
        tx.expect(args.patient)?;
        let allergy = new_allergy(tx, args.patient, &args.substance, args.reaction.as_deref(), now);
        tx.insert(about(args.patient), &allergy)?;
        let stamp = stamp_of(tx, args.patient)?;
        set_status(tx, args.patient, &stamp, AllergyStatus::Listed)
    })
}

pub(crate) fn no_known_allergy(call: &Call<'_>, args: NoKnownAllergy) -> Result<Done, Fault> {
    let stamp = stamp(&args.stamp)?;
    call.write(|tx| {
        tx.expect(args.patient)?;
        let listed = tx.by::<Allergy>("patient", args.patient.bytes())?;
        if listed.iter().any(|a| a.record.withdrawn.is_none()) {
            return Err(Fault::new("allergies-listed").into());
        }
        set_status(tx, args.patient, &stamp, AllergyStatus::NoneKnown)
    })
}

pub(crate) fn withdraw_allergy(call: &Call<'_>, args: WithdrawAllergy) -> Result<Done, Fault> {
    let stamp = stamp(&args.stamp)?;
    call.write(|tx| {
        let patient = tx.expect(args.id)?.record.patient;
        let reason = Value::Text(args.reason.trim().to_owned());
        tx.update(about(patient), args.id, &stamp, vec![(number_of(Allergy::FIELDS, "withdrawn"), reason)])?;
        let left = tx.by::<Allergy>("patient", patient.bytes())?;
        if left.iter().all(|a| a.record.withdrawn.is_some()) {
            // Whether others are known was not asked now.
            let stamp = stamp_of(tx, patient)?;
            return set_status(tx, patient, &stamp, AllergyStatus::NotAsked);
        }
        Ok(Done {})
    })
}

pub(crate) fn record_consent(call: &Call<'_>, args: RecordConsent) -> Result<Done, Fault> {
    let now = call.clinic.clock.now();
    call.write(|tx| {
        tx.expect(args.patient)?;
        let consent = new_consent(tx, args.patient, args.purpose, args.given, args.language, now);
        tx.insert(about(args.patient), &consent)?;
        Ok(Done {})
    })
}

fn set_status(tx: &mut Tx<'_>, id: Id<Patient>, stamp: &Stamp, status: AllergyStatus) -> store::Result<Done> {
    if tx.expect(id)?.record.allergies != status {
        tx.update(about(id), id, stamp, vec![(number_of(Patient::FIELDS, "allergies"), status.to_value())])?;
    }
    Ok(Done {})
}

fn new_allergy(tx: &mut Tx<'_>, patient: Id<Patient>, substance: &str, reaction: Option<&str>, now: i64) -> Allergy {
    Allergy {
        id: tx.new_id_at(now),
        patient,
        substance: substance.trim().to_owned(),
        reaction: reaction.map(str::trim).filter(|r| !r.is_empty()).map(str::to_owned),
        code: None,
        noted_at: now,
        withdrawn: None,
    }
}

fn new_consent(
    tx: &mut Tx<'_>,
    patient: Id<Patient>,
    purpose: Purpose,
    given: bool,
    language: Speaks,
    now: i64,
) -> Consent {
    Consent { id: tx.new_id_at(now), patient, purpose, given, notice: NOTICE, language, noted_at: now }
}
