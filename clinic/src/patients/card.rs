//! The chart head: one patient with allergies, consents, and what two people set at once.

use model::commands::patients::{AllergyRow, ConsentRow, GetPatient, PatientCard, PatientRow};
use model::patient::{Allergy, Consent, Patient, Purpose};
use model::{Fault, Id};
use store::View;

use crate::dispatch::Call;
use crate::edit::both;
use crate::history::masked;

pub(crate) fn get(call: &Call<'_>, args: GetPatient) -> Result<PatientCard, Fault> {
    call.read(|view| {
        let found = view.expect(args.id)?;
        let patient = found.record;
        let last_visit = view.last_visit(&args.id.bytes())?;
        let mask = |field: &str, value: &Option<String>| value.as_deref().map(|v| masked(field, v));
        let allergies = view.by::<Allergy>("patient", args.id.bytes())?;
        Ok(PatientCard {
            stamp: found.versions.stamp().to_string(),
            address: patient.address.clone(),
            pin_code: patient.pin_code.clone(),
            aadhaar_last4: mask("aadhaar_last4", &patient.aadhaar_last4),
            abha_number: mask("abha_number", &patient.abha_number),
            abha_address: mask("abha_address", &patient.abha_address),
            blood_group: patient.blood_group,
            speaks: patient.speaks,
            allergy_status: patient.allergies,
            allergies: allergies
                .into_iter()
                .filter(|a| a.record.withdrawn.is_none())
                .map(|a| AllergyRow {
                    id: a.record.id,
                    stamp: a.versions.stamp().to_string(),
                    substance: a.record.substance,
                    reaction: a.record.reaction,
                    noted_at: a.record.noted_at,
                })
                .collect(),
            consents: consents(view, args.id)?,
            registered_at: patient.registered_at,
            voided: patient.voided.clone(),
            both: both::<Patient>(&found.versions, |entity, field| view.heads(entity, &args.id.bytes(), field))?,
            row: row(patient, last_visit, Vec::new()),
        })
    })
}

/// A patient as lists show it.
pub(crate) fn row(patient: Patient, last_visit: Option<i64>, why: Vec<String>) -> PatientRow {
    PatientRow {
        id: patient.id,
        number: patient.number,
        name: patient.name,
        sex: patient.sex,
        birth: patient.birth,
        guardian: patient.guardian,
        relation: patient.relation,
        area: patient.area,
        phone: patient.phone.as_deref().map(|p| masked("phone", p)),
        last_visit,
        why,
    }
}

/// The newest word on each purpose.
fn consents(view: &View<'_>, patient: Id<Patient>) -> store::Result<Vec<ConsentRow>> {
    let mut said: Vec<Consent> =
        view.by::<Consent>("patient", patient.bytes())?.into_iter().map(|c| c.record).collect();
    said.sort_by_key(|c| std::cmp::Reverse((c.noted_at, c.id)));
    Ok(Purpose::ALL
        .iter()
        .filter_map(|purpose| said.iter().find(|c| c.purpose == *purpose))
        .map(|c| ConsentRow { purpose: c.purpose, given: c.given, noted_at: c.noted_at })
        .collect())
}
