//! The people who work here.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Id;
use crate::capability::{Role, Roles};
use crate::command::Done;
use crate::tenancy::User;
use crate::words::Language;

/// Adds a person, who can sign in at once.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddUser {
    /// Typed to sign in: 2 to 32 of a-z, 0-9, dot, dash.
    #[schemars(length(min = 1, max = 32))]
    pub login: String,
    /// As colleagues call them.
    #[schemars(length(min = 1, max = 80))]
    pub name: String,
    /// What they may do; at least one.
    #[schemars(length(min = 1, max = 7))]
    pub roles: Vec<Role>,
    /// Their first password, at least 10 characters.
    #[schemars(length(min = 1, max = 200))]
    pub password: String,
    /// The council's number, for those who have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 40))]
    pub registration: Option<String>,
    /// The language they work in.
    #[serde(default)]
    pub language: Language,
}
command!(AddUser = "users.add", May(UserManage), Act -> Added);

/// The reply of `users.add`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Added {
    /// The person.
    pub id: Id<User>,
}

/// Everyone who works here or did.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct ListUsers {}
command!(ListUsers = "users.list", May(UserList), Read -> Users);

/// The reply of `users.list`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Users {
    /// In the order in which they were added.
    pub users: Vec<UserRow>,
}

/// One person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct UserRow {
    /// The person.
    pub id: Id<User>,
    /// The versions seen, for an edit.
    pub stamp: String,
    /// Typed to sign in.
    pub login: String,
    /// As colleagues call them.
    pub name: String,
    /// Their roles.
    pub roles: Roles,
    /// Whether they may sign in.
    pub active: bool,
    /// The council's number.
    pub registration: Option<String>,
}

/// Gives a person other roles. A clinic always keeps one owner.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SetRoles {
    /// The person.
    pub user: Id<User>,
    /// What was seen.
    #[schemars(length(min = 1, max = 4000))]
    pub stamp: String,
    /// The new roles; at least one.
    #[schemars(length(min = 1, max = 7))]
    pub roles: Vec<Role>,
}
command!(SetRoles = "users.set_roles", May(UserManage), Act -> Done);

/// Changes one's own password.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ChangePassword {
    /// The present one.
    #[schemars(length(min = 1, max = 200))]
    pub old: String,
    /// The new one, at least 10 characters.
    #[schemars(length(min = 1, max = 200))]
    pub new: String,
}
command!(ChangePassword = "users.change_password", SignIn, Write -> Done);

/// Gives a person who forgot theirs a new password. They get new keys; what they signed before stays signed.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ResetPassword {
    /// The person.
    pub user: Id<User>,
    /// The new password, at least 10 characters.
    #[schemars(length(min = 1, max = 200))]
    pub password: String,
}
command!(ResetPassword = "users.reset_password", May(UserManage), Act -> Done);
