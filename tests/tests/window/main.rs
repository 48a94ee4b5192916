//! Journeys through the real window.

mod clock;
mod damaged;
mod demo;
mod drafts;
mod first_run;
mod hindi;
mod keyboard;
mod opening;
mod patients;
mod practice;
mod settings;
