//! Journeys through the real window.

mod booking;
mod clock;
mod damaged;
mod demo;
mod drafts;
mod first_run;
mod focus;
mod handover;
mod hindi;
mod keyboard;
mod keystrokes;
mod lists;
mod money;
mod morning;
mod named;
mod opening;
mod overtaken;
mod paper;
mod patients;
mod people;
mod practice;
mod queue;
mod settings;
mod setup;
mod trap;
mod unlock;
