//! Every command, a file a noun.

pub mod app;
pub mod clinic;
pub mod drafts;
pub mod history;
pub mod imports;
pub mod patients;
pub mod session;
pub mod users;
