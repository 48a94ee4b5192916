//! The encrypted database: keyring, tables, log, search.
//!
//! Only this crate knows SQLite, and only [`keys`] sees key bytes.

pub mod damage;
mod error;
mod files;
pub mod keys;
mod hex;
mod wal;

pub use error::{Error, Result};
