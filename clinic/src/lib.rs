//! What the clinic does: one module a capability, behind one dispatcher.
//!
//! The window, the command line, the browser bridge and every test go through [`Clinic::dispatch`].

mod appointments;
mod backup;
mod bills;
mod charges;
mod checkin;
mod clock;
mod counter;
mod create;
pub mod demo;
mod describe;
mod details;
mod dispatch;
mod door;
mod drafts;
mod drawer;
mod edit;
mod history;
mod imports;
mod numbers;
mod patients;
mod payments;
mod practice;
mod print;
mod profile;
mod qr;
mod queue;
mod schedule;
mod seat;
mod services;
mod sessions;
mod setup;
mod status;
mod upkeep;
mod users;

use std::sync::{Mutex, MutexGuard, PoisonError};

pub use dispatch::Change;
pub use print::{Progress, Spooler, typeset_by};
pub use profile::{Clinic, Options};
pub use seat::Seat;
pub use store::verify::{Report, Step};

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
