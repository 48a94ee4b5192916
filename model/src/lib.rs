//! What Nadi knows about a clinic: records, fields, rules, commands, permissions.
//!
//! No IO, no clock, no randomness; the same code runs in the program and in the interface.

#[macro_use]
pub mod value;
#[macro_use]
pub mod record;
#[macro_use]
pub mod command;

pub mod abha;
pub mod age;
pub mod asked;
pub mod billing;
pub mod capability;
pub mod commands;
pub mod day;
mod digits;
pub mod draft;
pub mod fault;
pub mod gst;
pub mod gstin;
pub mod id;
pub mod licence;
pub mod money;
pub mod name;
pub mod paper;
pub mod patient;
pub mod phone;
pub mod pin;
pub mod queue;
pub mod schedule;
mod script;
pub mod tenancy;
pub mod upi;
pub mod words;

pub use fault::{Door, Fault};
pub use id::Id;
pub use record::{Entity, Record};
pub use value::Value;
