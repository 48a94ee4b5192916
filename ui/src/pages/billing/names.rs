//! The names of colleagues, by their ids.

use std::rc::Rc;

use model::Id;
use model::capability::Capability;
use model::commands::users::{ListUsers, Users};
use model::tenancy::User;
use yew::prelude::*;

use crate::ask::use_ask;
use crate::context::use_app;

/// Who is called what.
#[derive(Clone, PartialEq)]
pub struct Names(Option<Rc<Users>>);

impl Names {
    /// The name; empty for one who is not known here.
    pub fn of(&self, id: Id<User>) -> String {
        let users = self.0.as_ref().map_or(&[][..], |users| users.users.as_slice());
        users.iter().find(|u| u.id == id).map(|u| u.name.clone()).unwrap_or_default()
    }
}

/// The names of all who work here.
#[hook]
pub fn use_names() -> Names {
    let may = use_app().may(Capability::UserList);
    Names(use_ask(may.then_some(ListUsers {}), &["user"]).data)
}
