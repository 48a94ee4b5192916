//! Which clinic a window talks to, and as which place in it.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use clinic::{Change, Clinic, Seat};
use model::Fault;
use serde_json::Value;

/// A clinic, and one place in it where one person works.
pub(crate) struct Desk {
    clinic: Arc<Clinic>,
    seat: Seat,
    /// Whether the clinic ends with this place.
    owns: bool,
}

impl Desk {
    pub(crate) fn new(clinic: Arc<Clinic>) -> Self {
        let seat = clinic.seat();
        Self { clinic, seat, owns: true }
    }

    /// Another place in the same clinic, which does not end with it.
    pub(crate) fn beside(&self) -> Self {
        Self { clinic: self.clinic.clone(), seat: self.clinic.seat(), owns: false }
    }

    /// Names who is told of changes.
    pub(crate) fn subscribe(&self, told: impl Fn(&Change) + Send + Sync + 'static) {
        self.clinic.subscribe(told);
    }

    pub(crate) fn call(&self, call: &str, args: Value) -> Result<Value, Fault> {
        self.clinic.dispatch(&self.seat, call, args)
    }

    /// Ends with a backup, where there is something to keep and a folder for it.
    pub(crate) fn quit(&self) -> Result<(), Fault> {
        if self.owns { self.clinic.quit() } else { Ok(()) }
    }
}

/// The desks of the open windows, by window label.
#[derive(Default)]
pub(crate) struct Desks(Mutex<BTreeMap<String, Arc<Desk>>>);

impl Desks {
    /// Seats a window.
    pub(crate) fn seat(&self, window: &str, desk: Desk) {
        self.lock().insert(window.to_owned(), Arc::new(desk));
    }

    /// The desk of a window.
    pub(crate) fn of(&self, window: &str) -> Option<Arc<Desk>> {
        self.lock().get(window).cloned()
    }

    /// A window is gone: closes its clinic.
    pub(crate) fn leave(&self, window: &str) -> Result<(), Fault> {
        let desk = self.lock().remove(window);
        desk.map_or(Ok(()), |desk| desk.quit())
    }

    /// All windows are gone. The first fault is told, after every clinic had its turn.
    pub(crate) fn leave_all(&self) -> Result<(), Fault> {
        let windows: Vec<String> = self.lock().keys().cloned().collect();
        let closed: Vec<_> = windows.iter().map(|window| self.leave(window)).collect();
        closed.into_iter().collect()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Arc<Desk>>> {
        // The map is whole after each of the operations above, also if another thread died.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
