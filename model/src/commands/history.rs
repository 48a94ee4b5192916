//! Who set a field, when, and what it was.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Every version of every field of one record, newest first, read from the log. A patient's has those of every
/// allergy and agreement too, withdrawn ones among them.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ListHistory {
    /// The record's name: `patient`, `allergy`, `user` …
    #[schemars(length(min = 1, max = 40))]
    pub record: String,
    /// The record.
    #[schemars(length(min = 1, max = 36), extend("format" = "uuid"))]
    pub id: String,
}
command!(ListHistory = "history.list", May(HistoryView), Read -> History);

/// The reply of `history.list`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct History {
    /// Newest first.
    pub entries: Vec<HistoryEntry>,
}

/// One field set once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HistoryEntry {
    /// The record's name: that which was asked for, or `allergy` and `consent` of a patient.
    pub record: String,
    /// Which allergy, by its substance, or which purpose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// The field's name.
    pub field: String,
    /// What it was set to; identifiers are masked.
    pub value: Option<String>,
    /// What that replaced; more than one where two edits met.
    pub was: Vec<Option<String>>,
    /// Whether it is still one of the present values.
    pub present: bool,
    /// By whom.
    pub by: String,
    /// When, UTC milliseconds.
    pub at: i64,
    /// On which computer.
    pub desk: String,
    /// The command.
    pub command: String,
}
