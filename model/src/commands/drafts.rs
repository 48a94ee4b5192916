//! Unfinished work: encrypted, on this computer alone, each person's own.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::command::Done;

/// Keeps what is being typed. The same key again replaces it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SaveDraft {
    /// Which form, and for whom: `register`, `patient.<id>`.
    #[schemars(length(min = 1, max = 80))]
    pub key: String,
    /// The form's own text, as the page wrote it.
    #[schemars(length(max = 65536), extend("x-lines" = true))]
    pub body: String,
}
command!(SaveDraft = "drafts.save", May(DraftKeep), Local -> Done);

/// The caller's own unfinished work.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct ListDrafts {}
command!(ListDrafts = "drafts.list", May(DraftKeep), Read -> Drafts);

/// The reply of `drafts.list`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Drafts {
    /// Newest first.
    pub drafts: Vec<Draft>,
}

/// One unfinished form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Draft {
    /// Which form, and for whom.
    pub key: String,
    /// As the page wrote it.
    pub body: String,
    /// When kept, UTC milliseconds.
    pub at: i64,
}

/// Drops one.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct DiscardDraft {
    /// Which.
    #[schemars(length(min = 1, max = 80))]
    pub key: String,
}
command!(DiscardDraft = "drafts.discard", May(DraftKeep), Local -> Done);
