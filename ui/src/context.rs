//! What every page may know: the status, and the few things that any page may cause.

use std::rc::Rc;

use model::capability::Capability;
use model::commands::app::Status;
use model::words::Language;
use yew::prelude::*;

use crate::kit::Toast;

/// What `changed` brought last: the kinds of records, and a count that grows with each.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changed {
    /// Grows with each announcement.
    pub count: u64,
    /// The kinds (`patient`, `user` …); empty means all.
    pub kinds: Rc<Vec<String>>,
}

/// What every page may know and cause. Cheap to clone.
#[derive(Clone, PartialEq)]
pub struct App {
    /// The last `app.status`.
    pub status: Rc<Status>,
    /// Asks for the status again.
    pub refresh: Callback<()>,
    /// Shows a toast.
    pub toast: Callback<Toast>,
    /// Locks this place, what is typed kept first.
    pub lock: Callback<()>,
    /// Shows another language.
    pub set_language: Callback<Language>,
    /// What `changed` brought last.
    pub changed: Changed,
    /// The clinic's time minus this web view's clock, milliseconds.
    pub ahead: i64,
}

impl App {
    /// Whether whoever is signed in may do this.
    pub fn may(&self, capability: Capability) -> bool {
        self.status.session.as_ref().is_some_and(|s| s.capabilities.contains(&capability))
    }

    /// The clinic's time now, UTC milliseconds.
    pub fn now(&self) -> i64 {
        crate::time::clock() + self.ahead
    }

    /// The clinic's zone, minutes east of UTC.
    pub fn zone(&self) -> i64 {
        self.status.zone_minutes
    }
}

/// The app's context. Only below [`crate::app::App`].
#[hook]
#[expect(clippy::expect_used, reason = "a page outside the app is a mistake of the code, seen at once")]
pub fn use_app() -> App {
    use_context::<App>().expect("a page is shown by the app")
}
