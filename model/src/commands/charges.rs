//! What a patient is to be billed for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Id;
use crate::billing::{Charge, Service, Treatment};
use crate::command::Done;
use crate::day::Day;
use crate::money::Paise;
use crate::patient::{Patient, Visit, VisitKind};
use crate::tenancy::{Business, User};

/// Something supplied, from the list of services or described here.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NewCharge {
    /// From the list; what is not said of name and price is then the list's, and the rest always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<Id<Service>>,
    /// As printed; needed where it is on no list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 80))]
    pub name: Option<String>,
    /// The price of one in paise, tax included; the list's where not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 10_000_000_000i64))]
    pub price: Option<Paise>,
    /// How many; 1 where not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 100_000))]
    pub quantity: Option<i64>,
    /// Taken off all of it, paise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 10_000_000_000i64))]
    pub discount: Option<Paise>,
    /// Why; needed with a discount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 120))]
    pub discount_reason: Option<String>,
    /// Who did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doctor: Option<Id<User>>,
    /// Whose supply it is, where it is on no list; the first business where not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business: Option<Id<Business>>,
    /// HSN or SAC, where it is on no list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 8))]
    pub hsn: Option<String>,
    /// How GST looks at it, where it is on no list; exempt where not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub treatment: Option<Treatment>,
    /// Hundredths of a percent, where it is on no list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 10_000))]
    pub rate: Option<i64>,
    /// The code of its unit (UQC), where it is on no list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 3))]
    pub unit: Option<String>,
}

/// Adds a charge to a patient.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddCharge {
    /// Who is charged.
    pub patient: Id<Patient>,
    /// Of which visit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit: Option<Id<Visit>>,
    /// For what.
    #[serde(flatten)]
    pub charge: NewCharge,
}
command!(AddCharge = "charges.add", May(ChargeAdd), Write -> ChargeAdded);

/// The reply of `charges.add`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ChargeAdded {
    /// The charge.
    pub id: Id<Charge>,
    /// What it comes to after discount, tax included.
    pub total: Paise,
}

/// Takes a charge back that is on no bill yet.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct WithdrawCharge {
    /// The charge.
    pub charge: Id<Charge>,
    /// Why.
    #[schemars(length(min = 1, max = 120))]
    pub reason: String,
}
command!(WithdrawCharge = "charges.withdraw", May(ChargeAdd), Write -> Done);

/// What of a patient is on no bill yet.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ListCharges {
    /// Whose.
    pub patient: Id<Patient>,
    /// Of this visit alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit: Option<Id<Visit>>,
}
command!(ListCharges = "charges.list", May(ChargeAdd), Read -> Charges);

/// The reply of `charges.list`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Charges {
    /// In the order in which they were added.
    pub charges: Vec<ChargeRow>,
    /// What they come to.
    pub total: Paise,
}

/// One charge.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ChargeRow {
    /// The charge.
    pub id: Id<Charge>,
    /// Of which visit.
    pub visit: Option<Id<Visit>>,
    /// Whose supply it is.
    pub business: Id<Business>,
    /// From the list of services.
    pub service: Option<Id<Service>>,
    /// Who did it.
    pub doctor: Option<Id<User>>,
    /// As printed.
    pub name: String,
    /// HSN or SAC.
    pub hsn: Option<String>,
    /// How GST looks at it.
    pub treatment: Treatment,
    /// Hundredths of a percent.
    pub rate: i64,
    /// How many.
    pub quantity: i64,
    /// The price of one, tax included.
    pub price: Paise,
    /// Taken off.
    pub discount: Paise,
    /// Why it was taken off.
    pub discount_reason: Option<String>,
    /// After discount, tax included.
    pub total: Paise,
    /// When it was added, UTC milliseconds.
    pub at: i64,
}

/// What a visit would cost, before it begins.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AskFee {
    /// Who comes; not said of one who is being registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient: Option<Id<Patient>>,
    /// To whom.
    pub doctor: Id<User>,
    /// Why.
    pub kind: VisitKind,
}
command!(AskFee = "charges.fee", May(QueueView), Read -> Fee);

/// The reply of `charges.fee`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Fee {
    /// The fee on the list; none where nobody has set one.
    pub service: Option<Id<Service>>,
    /// Its name.
    pub name: Option<String>,
    /// What is to be paid for this visit.
    pub price: Paise,
    /// Why it is free, if it is.
    pub free: Option<FreeVisit>,
    /// What the patient owes on earlier bills.
    pub due: Paise,
    /// What the patient has paid in advance.
    pub advance: Paise,
}

/// A visit within the free days after a charged one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FreeVisit {
    /// The last charged visit to the same doctor.
    pub after: Id<Visit>,
    /// Its day, which is day 0.
    pub day: Day,
    /// Which clinic day after it today is.
    pub clinic_day: i64,
    /// How many are free.
    pub free_days: i64,
    /// Which free visit this is, from 1.
    pub visit: i64,
    /// How many are free.
    pub free_visits: i64,
}
