//! Journeys through the real window.

mod demo;
mod first_run;
mod keyboard;
mod opening;
