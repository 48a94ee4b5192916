//! What is charged for, and the prices.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::patients::Both;
use crate::Id;
use crate::billing::{Service, Treatment};
use crate::money::Paise;
use crate::patient::VisitKind;
use crate::tenancy::{Business, User};

/// What can be charged: fees of doctors first, then by name.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct ListServices {
    /// Also what is no longer offered.
    #[serde(default)]
    pub retired: bool,
}
command!(ListServices = "services.list", May(ChargeAdd), Read -> Services);

/// The reply of `services.list`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Services {
    /// Fees first, then by name.
    pub services: Vec<ServiceRow>,
}

/// One service or good.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ServiceRow {
    /// The service.
    pub id: Id<Service>,
    /// The versions seen, for an edit.
    pub stamp: String,
    /// Whose supply it is.
    pub business: Id<Business>,
    /// As printed.
    pub name: String,
    /// HSN or SAC.
    pub hsn: Option<String>,
    /// How GST looks at it.
    pub treatment: Treatment,
    /// Hundredths of a percent, all of GST together.
    pub rate: i64,
    /// The price of one in paise, tax included.
    pub price: Paise,
    /// The code of its unit (UQC); none for a service.
    pub unit: Option<String>,
    /// The doctor whose fee it is.
    pub doctor: Option<Id<User>>,
    /// The kind of visit whose fee it is.
    pub visit_kind: Option<VisitKind>,
    /// Whether it is still offered.
    pub active: bool,
}

/// Adds a service, or changes one; `active: false` retires it. What is not said is cleared.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SetService {
    /// The service to change; a new one without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Id<Service>>,
    /// The stamp of the read, for a change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 2000))]
    pub stamp: Option<String>,
    /// Whose supply it is; the first business where not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business: Option<Id<Business>>,
    /// As printed.
    #[schemars(length(min = 1, max = 80))]
    pub name: String,
    /// HSN or SAC: 4, 6 or 8 digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 8))]
    pub hsn: Option<String>,
    /// How GST looks at it.
    pub treatment: Treatment,
    /// Hundredths of a percent, all of GST together; above 0 for what is taxable, else 0.
    #[serde(default)]
    #[schemars(range(min = 0, max = 10_000))]
    pub rate: i64,
    /// The price of one in paise, tax included.
    #[schemars(range(min = 0, max = 10_000_000_000i64))]
    pub price: Paise,
    /// The code of its unit (UQC): three letters; none for a service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 3))]
    pub unit: Option<String>,
    /// The doctor whose fee it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doctor: Option<Id<User>>,
    /// The kind of visit whose fee it is; without a doctor, that of every doctor who has no own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit_kind: Option<VisitKind>,
    /// Whether it is offered.
    #[serde(default = "offered")]
    pub active: bool,
}
command!(SetService = "services.set", May(ServiceManage), Act -> ServiceSet);

fn offered() -> bool {
    true
}

/// The reply of `services.set`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ServiceSet {
    /// The service.
    pub id: Id<Service>,
    /// The versions now, for the next edit.
    pub stamp: String,
    /// Fields that somebody else has set meanwhile too.
    pub both: Vec<Both>,
}
