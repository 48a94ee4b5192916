//! Creating a clinic and keeping its own details.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::patients::Updated;
use crate::Id;
use crate::command::Done;
use crate::tenancy::{Business, BusinessKind, Clinic, Runs, TaxStatus};
use crate::words::Language;

/// Creates a clinic in an empty profile: tenant, businesses, owner, recovery words. Its caller is signed in as the owner.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct CreateClinic {
    /// As printed on prescriptions.
    #[schemars(length(min = 1, max = 120))]
    pub name: String,
    /// What it runs.
    #[serde(default = "clinic_alone")]
    pub runs: Runs,
    /// One or more legal persons.
    #[schemars(length(min = 1, max = 8))]
    pub businesses: Vec<NewBusiness>,
    /// The first owner.
    pub owner: NewOwner,
    /// As this computer is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 60))]
    pub desk: Option<String>,
    /// The language that the clinic works in.
    #[serde(default)]
    pub language: Language,
}
command!(CreateClinic = "clinic.create", Nothing, Act -> Created);

fn clinic_alone() -> Runs {
    Runs::Clinic
}

/// A legal person of the clinic.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct NewBusiness {
    /// The name on its registrations.
    #[schemars(length(min = 1, max = 120))]
    pub legal_name: String,
    /// What it does.
    pub kind: BusinessKind,
    /// Street and place.
    #[schemars(length(min = 1, max = 240))]
    pub address: String,
    /// Six digits, with or without a gap.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 12))]
    pub pin_code: Option<String>,
    /// As printed.
    #[schemars(length(min = 1, max = 20))]
    pub phone: String,
    /// How it stands to GST.
    pub tax_status: TaxStatus,
    /// Needed unless unregistered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 15))]
    pub gstin: Option<String>,
    /// Form 20 and form 21 numbers, separated by a comma.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 80))]
    pub drug_licences: Option<String>,
    /// Under the Clinical Establishments Act or the state's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 40))]
    pub clinic_registration: Option<String>,
}

/// The first owner.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct NewOwner {
    /// Typed to sign in: 2 to 32 of a-z, 0-9, dot, dash.
    #[schemars(length(min = 1, max = 32))]
    pub login: String,
    /// As colleagues call them.
    #[schemars(length(min = 1, max = 80))]
    pub name: String,
    /// At least 10 characters.
    #[schemars(length(min = 1, max = 200))]
    pub password: String,
}

/// The reply of `clinic.create`, the only time that the words are said.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Created {
    /// The clinic.
    pub clinic: Id<Clinic>,
    /// The 24 recovery words, in order. Absent where the same request is asked again.
    pub words: Vec<String>,
    /// The sheet's QR code as SVG, black on white.
    pub qr: String,
    /// The positions (1 to 24) of the three words that `clinic.confirm_recovery` asks for.
    pub ask: Vec<u8>,
    /// Where the same request is asked again: why there are no words, and how to go on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Confirms that the recovery sheet was written down: the three words asked for, in that order.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ConfirmRecovery {
    /// The three words.
    #[schemars(length(min = 3, max = 3))]
    pub words: Vec<String>,
}
command!(ConfirmRecovery = "clinic.confirm_recovery", May(ClinicManage), Act -> Done);

/// The clinic and its businesses.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct GetClinic {}
command!(GetClinic = "clinic.get", May(ClinicView), Read -> ClinicDetails);

/// The reply of `clinic.get`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClinicDetails {
    /// The clinic.
    pub id: Id<Clinic>,
    /// The versions seen, for an edit.
    pub stamp: String,
    /// As printed.
    pub name: String,
    /// What it runs.
    pub runs: Runs,
    /// Minutes without a key press until the lock.
    pub idle_minutes: i64,
    /// Its legal persons.
    pub businesses: Vec<BusinessDetails>,
    /// Which words of the recovery sheet are asked for, while it is not confirmed.
    pub ask: Vec<u8>,
}

/// One legal person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BusinessDetails {
    /// The business.
    pub id: Id<Business>,
    /// The versions seen, for an edit.
    pub stamp: String,
    /// The name on its registrations.
    pub legal_name: String,
    /// What it does.
    pub kind: BusinessKind,
    /// Street and place.
    pub address: String,
    /// Six digits.
    pub pin_code: Option<String>,
    /// As printed.
    pub phone: String,
    /// How it stands to GST.
    pub tax_status: TaxStatus,
    /// 15 characters.
    pub gstin: Option<String>,
    /// Form 20 and 21 numbers.
    pub drug_licences: Option<String>,
    /// Under the Clinical Establishments Act or the state's own.
    pub clinic_registration: Option<String>,
    /// Where UPI payments go: `name@bank`.
    pub upi_address: Option<String>,
    /// The two digits of its State.
    pub state_code: Option<String>,
}

/// Changes only the fields given of the clinic itself, against the versions that were seen.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct UpdateClinic {
    /// The stamp of the details that were edited.
    #[schemars(length(min = 1, max = 4000))]
    pub stamp: String,
    /// As printed on prescriptions, if changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 120))]
    pub name: Option<String>,
    /// What it runs, if changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub runs: Option<Runs>,
    /// Minutes without a key press until the lock, if changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 30))]
    pub idle_minutes: Option<i64>,
}
command!(UpdateClinic = "clinic.update", May(ClinicManage), Act -> Updated);

/// Changes only the fields given of one legal person, against the versions that were seen. An empty text clears.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct UpdateBusinessDetails {
    /// Which.
    pub id: Id<Business>,
    /// The stamp of the details that were edited.
    #[schemars(length(min = 1, max = 4000))]
    pub stamp: String,
    /// The name on its registrations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 120))]
    pub legal_name: Option<String>,
    /// Street and place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 240))]
    pub address: Option<String>,
    /// Six digits, with or without a gap.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 12))]
    pub pin_code: Option<String>,
    /// As printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 20))]
    pub phone: Option<String>,
    /// How it stands to GST.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax_status: Option<TaxStatus>,
    /// Needed unless unregistered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 15))]
    pub gstin: Option<String>,
    /// Form 20 and form 21 numbers, separated by a comma.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 80))]
    pub drug_licences: Option<String>,
    /// Under the Clinical Establishments Act or the state's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 40))]
    pub clinic_registration: Option<String>,
    /// Where UPI payments go: `name@bank`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 100))]
    pub upi_address: Option<String>,
    /// The two digits of its State, where it has no GSTIN that says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 2))]
    pub state_code: Option<String>,
}
command!(UpdateBusinessDetails = "clinic.update_business", May(ClinicManage), Act -> Updated);
