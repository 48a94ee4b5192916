//! Patients: finding, registering, the card.

mod allergies;
mod card;
mod fields;
mod find;
mod form;
pub mod pick;
mod register;
mod rows;
pub mod said;
mod similar;
mod token;

pub use card::Card;
pub use find::Find;
pub use register::Register;
