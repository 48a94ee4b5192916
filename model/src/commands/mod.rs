//! Every command, a file a noun.

pub mod app;
pub mod appointments;
pub mod backup;
pub mod bills;
pub mod charges;
pub mod checkin;
pub mod clinic;
pub mod drafts;
pub mod drawer;
pub mod history;
pub mod imports;
pub mod patients;
pub mod payments;
pub mod print;
pub mod queue;
pub mod schedule;
pub mod services;
pub mod session;
pub mod setup;
pub mod users;
