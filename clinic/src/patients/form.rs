//! What was typed about a patient, checked field by field, every refusal by name.

use model::abha::{AadhaarFour, AbhaAddress, AbhaNumber};
use model::age::Birth;
use model::commands::patients::{PatientDetails, RegisterPatient, UpdatePatient};
use model::day::Day;
use model::patient::{AllergyStatus, Patient, Sex};
use model::phone::Phone;
use model::pin::Pin;
use model::record::number_of;
use model::value::Datum;
use model::{Door, Fault, Id, Record, Value};

/// A registration that has passed every rule.
pub(crate) struct Checked {
    name: String,
    sex: Sex,
    birth: Birth,
    details: PatientDetails,
    allergies: AllergyStatus,
}

impl Checked {
    /// The record.
    pub(crate) fn patient(
        &self,
        id: Id<Patient>,
        number: String,
        branch: Id<model::tenancy::Branch>,
        now: i64,
    ) -> Patient {
        let d = self.details.clone();
        Patient {
            id,
            number,
            name: self.name.clone(),
            sex: self.sex,
            birth: self.birth,
            phone: d.phone,
            guardian: d.guardian,
            relation: d.relation,
            address: d.address,
            area: d.area,
            pin_code: d.pin_code,
            aadhaar_last4: d.aadhaar_last4,
            abha_number: d.abha_number,
            abha_address: d.abha_address,
            blood_group: d.blood_group,
            allergies: self.allergies,
            speaks: d.speaks,
            branch,
            registered_at: now,
            voided: None,
            import: None,
        }
    }
}

/// Checks a registration.
///
/// # Errors
/// A fault that names each refused field.
pub(crate) fn check(args: &RegisterPatient, today: Day) -> Result<Checked, Fault> {
    let mut door = Door::default();
    let name = name(&mut door, &args.name);
    let birth = door.take("age", Birth::parse(&args.age, today));
    let details = details(&mut door, &args.details);
    let allergies = match (args.allergies.is_empty(), args.no_known_allergy) {
        (true, true) => AllergyStatus::NoneKnown,
        (true, false) => AllergyStatus::NotAsked,
        (false, false) => AllergyStatus::Listed,
        (false, true) => {
            door.refuse("no_known_allergy", "field-allergy-both");
            AllergyStatus::Listed
        }
    };
    door.close()?;
    let birth = birth.ok_or_else(|| Fault::field("age", "field-age"))?;
    Ok(Checked { name, sex: args.sex, birth, details, allergies })
}

/// The fields that an edit changes, in their kept form; an empty text clears.
///
/// # Errors
/// A fault that names each refused field.
pub(crate) fn changes(args: &UpdatePatient, today: Day) -> Result<Vec<(u16, Value)>, Fault> {
    let mut door = Door::default();
    let mut out = Vec::new();
    let mut put = |name: &str, value: Value| {
        if let Some(field) = Patient::FIELDS.iter().find(|f| f.name == name) {
            out.push((field.number, value));
        }
    };
    if let Some(text) = &args.name {
        put("name", Value::Text(name(&mut door, text)));
    }
    if let Some(sex) = args.sex {
        put("sex", sex.to_value());
    }
    if let Some(birth) = args.age.as_ref().and_then(|age| door.take("age", Birth::parse(age, today))) {
        out.push((number_of(Patient::FIELDS, "birth"), birth.to_value()));
    }
    let said = &args.details;
    let kept = details(&mut door, said);
    let mut put = |name: &str, said: bool, value: Value| {
        if let Some(field) = Patient::FIELDS.iter().find(|f| f.name == name && said) {
            out.push((field.number, value));
        }
    };
    put("phone", said.phone.is_some(), kept.phone.to_value());
    put("guardian", said.guardian.is_some(), kept.guardian.to_value());
    put("relation", said.relation.is_some(), kept.relation.to_value());
    put("address", said.address.is_some(), kept.address.to_value());
    put("area", said.area.is_some(), kept.area.to_value());
    put("pin_code", said.pin_code.is_some(), kept.pin_code.to_value());
    put("aadhaar_last4", said.aadhaar_last4.is_some(), kept.aadhaar_last4.to_value());
    put("abha_number", said.abha_number.is_some(), kept.abha_number.to_value());
    put("abha_address", said.abha_address.is_some(), kept.abha_address.to_value());
    put("blood_group", said.blood_group.is_some(), kept.blood_group.to_value());
    put("speaks", said.speaks.is_some(), kept.speaks.to_value());
    for choice in &args.clear {
        if said.has(*choice) {
            door.refuse("clear", "field-clear-both");
        } else {
            put(choice.as_str(), true, Value::Null);
        }
    }
    out.dedup();
    door.close()?;
    Ok(out)
}

fn name(door: &mut Door, text: &str) -> String {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let strange =
        |c: char| matches!(c, '<' | '>' | '{' | '}' | '[' | ']' | '\\' | ';' | '=' | '`' | '"' | '|' | '^' | '~');
    if name.is_empty() {
        door.refuse("name", "field-missing");
    } else if name.chars().any(strange) || !name.chars().any(char::is_alphabetic) {
        door.refuse("name", "field-name");
    }
    name
}

/// The details in their kept form; what was only blank is nothing.
fn details(door: &mut Door, said: &PatientDetails) -> PatientDetails {
    let text = |t: &Option<String>| t.as_deref().map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
    let mut kept = PatientDetails {
        phone: text(&said.phone),
        guardian: text(&said.guardian),
        relation: said.relation,
        address: text(&said.address),
        area: text(&said.area),
        pin_code: text(&said.pin_code),
        aadhaar_last4: text(&said.aadhaar_last4),
        abha_number: text(&said.abha_number),
        abha_address: text(&said.abha_address),
        blood_group: said.blood_group,
        speaks: said.speaks,
    };
    kept.phone = kept.phone.and_then(|t| door.take("phone", Phone::parse(&t))).map(|p| p.as_str().to_owned());
    kept.pin_code = kept.pin_code.and_then(|t| door.take("pin_code", Pin::parse(&t))).map(|p| p.as_str().to_owned());
    kept.aadhaar_last4 = kept
        .aadhaar_last4
        .and_then(|t| door.take("aadhaar_last4", AadhaarFour::parse(&t)))
        .map(|a| a.as_str().to_owned());
    kept.abha_number =
        kept.abha_number.and_then(|t| door.take("abha_number", AbhaNumber::parse(&t))).map(|a| a.as_str().to_owned());
    kept.abha_address = kept
        .abha_address
        .and_then(|t| door.take("abha_address", AbhaAddress::parse(&t)))
        .map(|a| a.as_str().to_owned());
    kept
}
