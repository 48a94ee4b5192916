//! The encrypted database: keyring, tables, log, search.
//!
//! Only this crate knows SQLite, and only [`keys`] sees key bytes.

pub mod accounts;
pub mod backup;
pub mod broken;
mod chains;
mod checkpoint;
pub mod damage;
mod db;
pub mod drafts;
mod error;
pub mod exchange;
mod files;
mod hex;
mod incarnation;
pub mod keyring;
pub mod keys;
mod patience;
pub mod printing;
mod rows;
pub mod search;
mod store;
mod tries;
mod tx;
pub mod verify;
mod view;
mod wal;
mod witness;

pub use error::{Error, Result};
pub use files::{Profile, free_space, same_disk};
pub use patience::give_way;
pub use rows::Stamped;
pub use store::{Founding, Outcome, Shared, Store, stamp_of};
pub use tries::Tries;
pub use tx::{Act, Tx};

pub use view::{Entry, Face, FieldVersion, View};
