//! Nadi's program: a window, and a command line for scripts, over the same dispatcher.
//!
//! Thin on purpose: no rule of the clinic is here.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

#[cfg(feature = "bridge")]
mod bridge;
mod cli;
mod desk;
mod failure;
mod front;
mod profile;
mod window;

use std::process::ExitCode;

fn main() -> ExitCode {
    clinic::typeset_by(press::typesetter);
    match cli::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("nadi: {failure}");
            ExitCode::from(failure.exit_code())
        }
    }
}
