//! What can be asked before anyone has signed in.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::session::SignedIn;
use crate::billing::Tender;
use crate::capability::Roles;
use crate::command::Done;
use crate::money::Paise;
use crate::words::Language;

/// Every command with its needs and the JSON schemas of its arguments and result.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Describe {}
command!(Describe = "api.describe", Nothing, Read -> Description);

/// The reply of `api.describe`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Description {
    /// The program's version.
    pub version: String,
    /// Every command, by name.
    pub commands: Vec<Described>,
}

/// One command.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Described {
    /// `noun.verb`.
    pub name: String,
    /// `feature.action`; absent where none is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capability: Option<String>,
    /// Whether somebody must be signed in.
    pub needs_sign_in: bool,
    /// `read`, `write` or `local`.
    pub access: String,
    /// JSON schema of the arguments.
    pub args: serde_json::Value,
    /// JSON schema of the result.
    pub result: serde_json::Value,
}

/// Everything that decides which screen is shown.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct GetStatus {}
command!(GetStatus = "app.status", Nothing, Read -> Status);

/// The reply of `app.status`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Status {
    /// Whether there is a clinic here, and whether it can be opened.
    pub profile: Profile,
    /// The clinic's name, once there is one.
    pub clinic: Option<String>,
    /// This computer, once it belongs to a clinic.
    pub desk: Option<DeskBrief>,
    /// Filled with made-up people.
    pub demo: bool,
    /// The practice clinic: striped, nothing kept.
    pub practice: bool,
    /// Who works at this computer.
    pub people: Vec<Person>,
    /// Who is signed in at this place, locked or not.
    pub session: Option<SignedIn>,
    /// Whether that session is locked.
    pub locked: bool,
    /// Whether the recovery sheet still waits to be confirmed.
    pub recovery_due: bool,
    /// Set while the clock is in doubt.
    pub clock: Option<ClockQuestion>,
    /// Set after a stop that was not clean, until looked at.
    pub last_saved: Option<LastSaved>,
    /// What was found and repaired when the profile was opened.
    pub repaired: Option<String>,
    /// The clinic's time now, UTC milliseconds.
    pub now: i64,
    /// The clinic's zone, minutes east of UTC.
    pub zone_minutes: i64,
    /// The language to show.
    pub language: Language,
    /// Minutes without a key press until the lock.
    pub idle_minutes: i64,
}

/// Whether there is a clinic here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum Profile {
    /// None yet: the first run.
    New,
    /// There is one.
    Ready,
    /// There is one, and it cannot be opened as it is.
    Damaged {
        /// The fault's code, `damage-…`.
        code: String,
        /// What happened and what to do.
        message: String,
        /// Whether setting the damaged part aside and opening the rest is possible.
        can_set_aside: bool,
    },
}

/// This computer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DeskBrief {
    /// As people call it.
    pub name: String,
    /// Its register code.
    pub register: String,
}

/// A person on the sign-in screen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Person {
    /// Typed to sign in.
    pub login: String,
    /// As colleagues call them.
    pub name: String,
    /// Their roles.
    pub roles: Roles,
    /// Whether a PIN opens their running session here.
    pub pin: bool,
    /// When they last did something here, UTC milliseconds.
    pub last_here: Option<i64>,
    /// Until when a wrong password makes them wait, UTC milliseconds.
    pub wait_until: Option<i64>,
}

/// "Is today Monday 23 November 2026, 11:40?"
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClockQuestion {
    /// `behind` the newest entry, `ahead` of it by more than 7 days, or `wound_back` while running.
    pub reason: String,
    /// What the computer's clock says, with the known offset, UTC milliseconds.
    pub says: i64,
    /// The newest entry's time, UTC milliseconds.
    pub newest: i64,
}

/// What was last saved before a stop that was not clean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LastSaved {
    /// The command.
    pub command: String,
    /// When, UTC milliseconds.
    pub at: i64,
    /// By whom.
    pub by: String,
    /// The bill or the money that it was, for those who may see bills.
    pub paper: Option<SavedPaper>,
}

/// A document, or money for one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SavedPaper {
    /// What it is.
    pub what: SavedWhat,
    /// Its number; of money for several bills each one's.
    pub numbers: Vec<String>,
    /// The sum.
    pub amount: Paise,
    /// How it was paid; none where it was not.
    pub tenders: Vec<Tender>,
}

choice! {
    /// What a saved document is.
    pub enum SavedWhat {
        /// A bill, or money for it.
        Bill = "bill",
        /// A credit note.
        CreditNote = "credit_note",
        /// Money without a bill.
        Receipt = "receipt",
        /// Money that was given back.
        Refund = "refund",
    }
}

/// The note about an unclean stop has been read.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Seen {}
command!(Seen = "app.seen", SignIn, Local -> Done);

/// Moves the damaged files aside and opens what is left.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct SetAside {}
command!(SetAside = "app.set_aside", Nothing, Local -> Done);

/// The answer to the clock question.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AnswerClock {
    /// Whether the time shown is right.
    pub right: bool,
    /// Where it is not: the right date and time at the clinic, `2026-11-23T11:40`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 16))]
    pub now: Option<String>,
}
command!(AnswerClock = "clock.answer", May(ClockAnswer), Act -> Done);
