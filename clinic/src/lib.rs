//! What the clinic does: one module a capability, behind one dispatcher.
//!
//! The window, the command line, the browser bridge and every test go through [`Clinic::dispatch`].

mod appointments;
mod clock;
mod create;
pub mod demo;
mod describe;
mod details;
mod dispatch;
mod door;
mod drafts;
mod edit;
mod history;
mod imports;
mod patients;
mod practice;
mod profile;
mod queue;
mod schedule;
mod seat;
mod sessions;
mod status;
mod upkeep;
mod users;

use std::sync::{Mutex, MutexGuard, PoisonError};

pub use dispatch::Change;
pub use profile::{Clinic, Options};
pub use seat::Seat;
pub use store::verify::{Report, Step};

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
