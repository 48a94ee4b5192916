//! The screens.

pub mod billing;
pub mod book;
pub mod damaged;
pub mod door;
pub mod first_run;
pub mod papers;
pub mod patients;
pub mod practice;
pub mod saving;
pub mod settings;
pub mod today;
pub mod unlock;

use model::capability::Roles;

use crate::words::W;

/// `Doctor, owner`: a person's roles in words.
pub fn roles_line(w: &W, roles: &Roles) -> String {
    let names: Vec<String> = roles.0.iter().map(|r| w.t(&format!("role-{}", r.as_str())).to_string()).collect();
    let line = names.join(", ");
    let mut letters = line.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
