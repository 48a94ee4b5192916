//! Signing in, locking, and handing the keyboard over.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Id;
use crate::capability::{Capability, Roles};
use crate::command::Done;
use crate::tenancy::User;
use crate::words::Language;

/// Signs a person in with the password. It also opens a locked session.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SignIn {
    /// The login name.
    #[schemars(length(min = 1, max = 32))]
    pub user: String,
    /// The password.
    #[schemars(length(min = 1, max = 200))]
    pub password: String,
}
command!(SignIn = "session.sign_in", Nothing, Local -> SignedIn);

/// Who is signed in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SignedIn {
    /// The person.
    pub id: Id<User>,
    /// The login name.
    pub user: String,
    /// As colleagues call them.
    pub name: String,
    /// Their roles.
    pub roles: Roles,
    /// What they may do.
    pub capabilities: Vec<Capability>,
    /// Whether a PIN opens their session here today.
    pub pin: bool,
    /// The language they work in.
    pub language: Language,
}

/// Hides everything and refuses every call until a password or PIN is given. Unfinished work stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Lock {}
command!(Lock = "session.lock", Nothing, Local -> Done);

/// Ends the session and drops its keys.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct SignOut {}
command!(SignOut = "session.sign_out", Nothing, Local -> Done);

/// Sets the six-digit PIN of the running session, after a password sign-in here today.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SetPin {
    /// Six digits.
    #[schemars(length(min = 1, max = 6))]
    pub pin: String,
}
command!(SetPin = "session.set_pin", SignIn, Local -> Done);

/// Opens a person's running session by PIN: quick switch, or the end of a lock.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Switch {
    /// The login name.
    #[schemars(length(min = 1, max = 32))]
    pub user: String,
    /// Six digits.
    #[schemars(length(min = 1, max = 6))]
    pub pin: String,
}
command!(Switch = "session.switch", Nothing, Local -> SignedIn);

/// Chooses the language that this place shows.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SetLanguage {
    /// The language.
    pub language: Language,
}
command!(SetLanguage = "session.set_language", Nothing, Local -> Done);
