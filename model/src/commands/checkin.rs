//! The front desk's common path: a token, its fee, and the money for it, all or nothing.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::bills::IssuedBill;
use super::payments::{NewTender, ReceiptBrief};
use super::queue::{Arrive, Arrived};
use crate::Id;
use crate::billing::{Bill, Charge};
use crate::money::Paise;

/// Gives a token, charges the doctor's fee, bills it and takes the money, in one commit. A visit that is free after a
/// charged one is not charged.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct CheckIn {
    /// Who came, and for whom.
    #[serde(flatten)]
    pub arrive: Arrive,
    /// How the fee is paid; less than it leaves a due.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 10))]
    pub tenders: Vec<NewTender>,
    /// The cash that was handed over, paise; the change is worked out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 10_000_000_000i64))]
    pub given: Option<Paise>,
    /// Old dues that are paid with it, before the fee.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 20))]
    pub dues: Vec<Id<Bill>>,
    /// The fee is charged now and billed later.
    #[serde(default)]
    pub later: bool,
    /// Why nothing is asked for this visit, although it is not free.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 120))]
    pub waived: Option<String>,
}
command!(CheckIn = "queue.check_in", May(QueueManage), Act, legal -> CheckedIn);

/// The reply of `queue.check_in`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CheckedIn {
    /// The token.
    #[serde(flatten)]
    pub arrived: Arrived,
    /// Whether the visit is free after a charged one.
    pub free: bool,
    /// The fee, where one was charged.
    pub charge: Option<Id<Charge>>,
    /// The bill, where it was billed.
    pub bill: Option<IssuedBill>,
    /// The receipts, where money was taken.
    pub receipts: Vec<ReceiptBrief>,
    /// Cash to hand back.
    pub change: Paise,
    /// What is still to be paid for this visit.
    pub due: Paise,
}
