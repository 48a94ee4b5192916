//! The legal persons whose supply and money it is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::patients::Updated;
use crate::Id;
use crate::tenancy::{Business, BusinessKind, TaxStatus};

/// The businesses of the clinic, in the order in which they were founded.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct ListBusinesses {}
command!(ListBusinesses = "businesses.list", May(ClinicView), Read -> Businesses);

/// The reply of `businesses.list`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Businesses {
    /// The first is meant where none is named.
    pub businesses: Vec<BusinessRow>,
}

/// One business.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BusinessRow {
    /// The business.
    pub id: Id<Business>,
    /// The versions seen, for an edit.
    pub stamp: String,
    /// The name on its registrations.
    pub legal_name: String,
    /// What it does.
    pub kind: BusinessKind,
    /// How it stands to GST.
    pub tax_status: TaxStatus,
    /// 15 characters.
    pub gstin: Option<String>,
    /// Where UPI payments go.
    pub upi_address: Option<String>,
    /// The two digits of its State.
    pub state_code: Option<String>,
}

/// Says where a business takes UPI payments, and in which State it is. An empty text clears.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct UpdateBusiness {
    /// The business.
    pub id: Id<Business>,
    /// The stamp of the read.
    #[schemars(length(min = 1, max = 2000))]
    pub stamp: String,
    /// `name@bank`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 100))]
    pub upi_address: Option<String>,
    /// Two digits, as in the front of a GSTIN.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 2))]
    pub state_code: Option<String>,
}
command!(UpdateBusiness = "businesses.update", May(ClinicManage), Act -> Updated);
