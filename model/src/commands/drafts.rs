//! Unfinished work: encrypted, on this computer alone, each person's own until they have left it to a colleague.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Id;
use crate::command::Done;
use crate::tenancy::User;

/// Keeps what is being typed. The same key again replaces it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SaveDraft {
    /// Which form, and for whom: `register`, `patient.<id>`; see [`crate::draft::Form`].
    #[schemars(length(min = 1, max = 80))]
    pub key: String,
    /// The form's own text, as the page wrote it.
    #[schemars(length(max = 65536), extend("x-lines" = true))]
    pub body: String,
}
command!(SaveDraft = "drafts.save", May(DraftKeep), Local -> Done);

/// The caller's own unfinished work, and what colleagues of the same role have left.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct ListDrafts {}
command!(ListDrafts = "drafts.list", May(DraftKeep), Read -> Drafts);

/// The reply of `drafts.list`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Drafts {
    /// Newest first.
    pub drafts: Vec<Draft>,
    /// What a colleague has left and the caller may go on with, newest first.
    pub left: Vec<LeftDraft>,
}

/// One unfinished form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Draft {
    /// Which form, and for whom.
    pub key: String,
    /// As the page wrote it.
    pub body: String,
    /// The patient's name, as recorded, else as typed so far.
    pub name: Option<String>,
    /// When kept, UTC milliseconds.
    pub at: i64,
}

/// A form that a colleague has left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LeftDraft {
    /// Which form, and for whom.
    pub key: String,
    /// Whose it is.
    pub by: Id<User>,
    /// As colleagues call them.
    pub by_name: String,
    /// The patient's name, as recorded, else as typed so far.
    pub name: Option<String>,
    /// When kept, UTC milliseconds.
    pub at: i64,
}

/// Goes on with a form that a colleague of the same role has left: it is the caller's from then on.
///
/// Left is what its author, signed out or away for half an hour, has not finished.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct TakeDraft {
    /// Whose it is.
    pub by: Id<User>,
    /// Which.
    #[schemars(length(min = 1, max = 80))]
    pub key: String,
}
command!(TakeDraft = "drafts.take", May(DraftKeep), Write -> Done);

/// Drops one.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct DiscardDraft {
    /// Which.
    #[schemars(length(min = 1, max = 80))]
    pub key: String,
}
command!(DiscardDraft = "drafts.discard", May(DraftKeep), Local -> Done);
