//! Registering patients, finding them again, and keeping what is known of them right.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Id;
use crate::command::Done;
use crate::patient::{Allergy, AllergyStatus, BloodGroup, Patient, Purpose, Relation, Sex, Speaks};

/// Registers a patient. Name, sex and age are enough.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RegisterPatient {
    /// As said or as on a card, any script.
    #[schemars(length(min = 1, max = 120))]
    pub name: String,
    /// Sex.
    pub sex: Sex,
    /// `45`, `8m`, `10d`, kept as "about"; or a date of birth, `12/3/84`.
    #[schemars(length(min = 1, max = 20))]
    pub age: String,
    /// Everything else, all of it optional.
    #[serde(flatten)]
    pub details: PatientDetails,
    /// What harmed them before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 30))]
    pub allergies: Vec<NewAllergy>,
    /// Asked, and no allergy is known.
    #[serde(default)]
    pub no_known_allergy: bool,
    /// What they agreed to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 3))]
    pub consents: Vec<NewConsent>,
}
command!(RegisterPatient = "patients.register", May(PatientCreate), Write -> Registered);

/// What a chart head may hold beside name, sex and age. An empty text clears on an update.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PatientDetails {
    /// Ten digits; may be none, may be shared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 20))]
    pub phone: Option<String>,
    /// Husband, father, mother …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 120))]
    pub guardian: Option<String>,
    /// How the guardian is related.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<Relation>,
    /// House and street.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 240), extend("x-lines" = true))]
    pub address: Option<String>,
    /// Area or village.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 80))]
    pub area: Option<String>,
    /// Six digits, with or without a gap.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 12))]
    pub pin_code: Option<String>,
    /// The last four digits, never more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 4))]
    pub aadhaar_last4: Option<String>,
    /// 14 digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 20))]
    pub abha_number: Option<String>,
    /// `local@abdm`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 60))]
    pub abha_address: Option<String>,
    /// ABO and Rh.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blood_group: Option<BloodGroup>,
    /// The language of papers for this patient.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaks: Option<Speaks>,
}

impl PatientDetails {
    /// Whether it says something of that choice.
    pub fn has(&self, choice: Clearable) -> bool {
        match choice {
            Clearable::Relation => self.relation.is_some(),
            Clearable::BloodGroup => self.blood_group.is_some(),
            Clearable::Speaks => self.speaks.is_some(),
        }
    }
}

/// One allergy to record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NewAllergy {
    /// Ingredient, class, food or other, as said.
    #[schemars(length(min = 1, max = 120))]
    pub substance: String,
    /// What happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 200))]
    pub reaction: Option<String>,
}

/// One consent to record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NewConsent {
    /// What for.
    pub purpose: Purpose,
    /// Agreed, or not.
    pub given: bool,
    /// The language that the notice was read out in.
    #[serde(default)]
    pub language: Speaks,
}

/// The reply of `patients.register`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Registered {
    /// The patient.
    pub id: Id<Patient>,
    /// The clinic's own number.
    pub number: String,
    /// The versions written, for an edit.
    pub stamp: String,
}

/// Finds patients by whatever a person has: fragments of names in any order, a guardian, phone digits, number, ABHA, area, age, sex, last visit.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct FindPatients {
    /// As typed; empty lists those seen last.
    #[serde(default)]
    #[schemars(length(max = 120))]
    pub query: String,
    /// At most this many, 1 to 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 100))]
    pub limit: Option<u32>,
    /// The `next` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 100))]
    pub after: Option<String>,
}
command!(FindPatients = "patients.find", May(PatientFind), Read -> Found);

/// The reply of `patients.find`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Found {
    /// Best first.
    pub patients: Vec<PatientRow>,
    /// Where the next page starts, if there is one.
    pub next: Option<String>,
}

/// One patient in a list: enough that the right Sunita is picked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PatientRow {
    /// The patient.
    pub id: Id<Patient>,
    /// The clinic's own number.
    pub number: String,
    /// As registered.
    pub name: String,
    /// Sex.
    pub sex: Sex,
    /// As shown: `52 y`, `8 m`, `10 d`, in the kept form of `Birth`.
    pub birth: crate::age::Birth,
    /// Husband, father, mother …
    pub guardian: Option<String>,
    /// How related.
    pub relation: Option<Relation>,
    /// Area or village.
    pub area: Option<String>,
    /// The phone, masked.
    pub phone: Option<String>,
    /// When last here, UTC milliseconds.
    pub last_visit: Option<i64>,
    /// Why the row is there where it does not show: `sound`, `guardian`, `phone`, `abha`, `area`, `number`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub why: Vec<String>,
}

/// While a registration is typed: the family of this phone, and who looks like this person.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SimilarPatients {
    /// As typed so far.
    #[serde(default)]
    #[schemars(length(max = 120))]
    pub name: String,
    /// As typed so far.
    #[serde(default)]
    pub sex: Option<Sex>,
    /// As typed so far.
    #[serde(default)]
    #[schemars(length(max = 20))]
    pub age: String,
    /// As typed so far.
    #[serde(default)]
    #[schemars(length(max = 20))]
    pub phone: String,
}
command!(SimilarPatients = "patients.similar", May(PatientFind), Read -> Similar);

/// The reply of `patients.similar`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Similar {
    /// Everyone with this phone.
    pub family: Vec<PatientRow>,
    /// Same name, sex and about the same age; never on the phone alone.
    pub look_alikes: Vec<LookAlike>,
}

/// Somebody who may be the same person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LookAlike {
    /// Who.
    pub patient: PatientRow,
    /// What agrees: `name`, `name_sound`, `sex`, `age`, `phone`, `phone_one_digit`.
    pub agrees: Vec<String>,
    /// What differs: `age`, `phone`.
    pub differs: Vec<String>,
}

/// Opens a chart head.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct GetPatient {
    /// Who.
    pub id: Id<Patient>,
}
command!(GetPatient = "patients.get", May(PatientView), Read -> PatientCard);

/// The reply of `patients.get`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PatientCard {
    /// The row as lists show it.
    #[serde(flatten)]
    pub row: PatientRow,
    /// The versions seen, for an edit.
    pub stamp: String,
    /// House and street.
    pub address: Option<String>,
    /// Six digits.
    pub pin_code: Option<String>,
    /// Whether the last four are known; masked.
    pub aadhaar_last4: Option<String>,
    /// Masked.
    pub abha_number: Option<String>,
    /// Masked.
    pub abha_address: Option<String>,
    /// ABO and Rh.
    pub blood_group: Option<BloodGroup>,
    /// The language of papers.
    pub speaks: Option<Speaks>,
    /// Whether allergies were asked for.
    pub allergy_status: AllergyStatus,
    /// Those that count.
    pub allergies: Vec<AllergyRow>,
    /// What they agreed to, or took back.
    pub consents: Vec<ConsentRow>,
    /// When registered, UTC milliseconds.
    pub registered_at: i64,
    /// Why the record no longer counts.
    pub voided: Option<String>,
    /// Fields that hold two values because two people set them; both are kept.
    pub both: Vec<Both>,
}

/// An allergy on a chart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AllergyRow {
    /// Which.
    pub id: Id<Allergy>,
    /// The versions seen.
    pub stamp: String,
    /// As said.
    pub substance: String,
    /// What happened.
    pub reaction: Option<String>,
    /// When noted, UTC milliseconds.
    pub noted_at: i64,
}

/// A consent on a chart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ConsentRow {
    /// What for.
    pub purpose: Purpose,
    /// Agreed, or not.
    pub given: bool,
    /// When noted, UTC milliseconds.
    pub noted_at: i64,
}

/// One field that two people set, neither having seen the other's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Both {
    /// The field.
    pub field: String,
    /// What is shown; identifiers are masked.
    pub shown: Option<String>,
    /// What the others set.
    pub others: Vec<Option<String>>,
}

choice! {
    /// A choice on a chart that may be taken back to "not known".
    pub enum Clearable {
        /// How the guardian is related.
        Relation = "relation",
        /// ABO and Rh.
        BloodGroup = "blood_group",
        /// The language of papers.
        Speaks = "speaks",
    }
}

/// Changes only the fields given, against the versions that were seen.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct UpdatePatient {
    /// Who.
    pub id: Id<Patient>,
    /// The stamp of the card that was edited.
    #[schemars(length(min = 1, max = 4000))]
    pub stamp: String,
    /// The name, if changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 120))]
    pub name: Option<String>,
    /// The sex, if changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// Age or date of birth, if changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 20))]
    pub age: Option<String>,
    /// The rest, where changed; an empty text clears.
    #[serde(flatten)]
    pub details: PatientDetails,
    /// Choices that are no longer known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 3))]
    pub clear: Vec<Clearable>,
}
command!(UpdatePatient = "patients.update", May(PatientEdit), Write -> Updated);

/// The reply of `patients.update`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Updated {
    /// The versions now.
    pub stamp: String,
    /// Fields that somebody else had set meanwhile; both values stand.
    pub both: Vec<Both>,
}

/// Shows one masked identifier whole, which is noted in the log.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RevealIdentifier {
    /// Whose.
    pub id: Id<Patient>,
    /// `phone`, `aadhaar_last4`, `abha_number` or `abha_address`.
    #[schemars(length(min = 1, max = 20))]
    pub field: String,
}
command!(RevealIdentifier = "patients.reveal", May(PatientReveal), Write -> Revealed);

/// The reply of `patients.reveal`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Revealed {
    /// The identifier.
    pub value: Option<String>,
}

/// Records an allergy.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddAllergy {
    /// Whose.
    pub patient: Id<Patient>,
    /// Ingredient, class, food or other, as said.
    #[schemars(length(min = 1, max = 120))]
    pub substance: String,
    /// What happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 200))]
    pub reaction: Option<String>,
}
command!(AddAllergy = "allergies.add", May(AllergyEdit), Write -> Done);

/// Notes that allergies were asked for and none is known.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct NoKnownAllergy {
    /// Whose.
    pub patient: Id<Patient>,
    /// The stamp of the card that was seen.
    #[schemars(length(min = 1, max = 4000))]
    pub stamp: String,
}
command!(NoKnownAllergy = "allergies.none_known", May(AllergyEdit), Write -> Done);

/// Takes an allergy off the chart with a reason; its history stays.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct WithdrawAllergy {
    /// Which.
    pub id: Id<Allergy>,
    /// What was seen.
    #[schemars(length(min = 1, max = 4000))]
    pub stamp: String,
    /// Why.
    #[schemars(length(min = 1, max = 200))]
    pub reason: String,
}
command!(WithdrawAllergy = "allergies.withdraw", May(AllergyEdit), Write -> Done);

/// Records what a patient agreed to, or took back.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RecordConsent {
    /// Whose.
    pub patient: Id<Patient>,
    /// What for.
    pub purpose: Purpose,
    /// Agreed, or not.
    pub given: bool,
    /// The language that the notice was read out in.
    #[serde(default)]
    pub language: Speaks,
}
command!(RecordConsent = "consents.record", May(ConsentRecord), Write -> Done);
