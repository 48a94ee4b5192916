//! Patients: finding, registering, the card.

mod card;
mod find;
mod register;

pub use card::Card;
pub use find::Find;
pub use register::Register;
