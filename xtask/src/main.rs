//! Everything a developer does with Nadi: `cargo xtask run`, `test`, `dev`, `bench`, `bundle`, `fmt`.
//!
//! A task is a list of named steps. It stops at the first that fails, with one line that says what to do,
//! and can be started again at any time: each output is written aside and renamed when it is whole.
#![allow(clippy::print_stdout, reason = "a command line talks on standard output")]

mod bench;
mod bundle;
mod demo;
mod dev;
mod display;
mod fingerprint;
mod install;
mod interface;
mod program;
mod run;
mod shell;
mod sim;
mod steps;
mod tally;
mod test;
mod tree;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::{program::Program, steps::Steps};

#[derive(Parser)]
#[command(bin_name = "cargo xtask", about = "Build, run and test Nadi")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Open the window on a demo clinic, or on a profile of your own
    Run {
        /// Your own profile instead of the demo clinic; without a folder, the usual one
        #[arg(long, value_name = "DIR", num_args = 0..=1)]
        home: Option<Option<PathBuf>>,
    },
    /// Pass every check and every test, those in a real window included
    Test,
    /// Build the program as the tests drive it, to run some of them alone
    Build,
    /// Serve the interface to an ordinary browser, and build it again when its source changes
    Dev {
        /// Port on the loopback address
        #[arg(long, default_value_t = 4173)]
        port: u16,
    },
    /// Measure speed and size against the floors
    Bench {
        /// Handed on to the bench program
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Play desks that work apart and come together, from seeds
    Sim {
        /// Handed on: `--seeds N --from S`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Make the installer for this system
    Bundle,
    /// Format all source
    Fmt,
}

fn main() -> ExitCode {
    let mut steps = Steps::start();
    let outcome = match Cli::parse().task {
        Task::Run { home } => run::run(&mut steps, home),
        Task::Test => return test::test(&mut steps),
        Task::Build => test::build(&mut steps),
        Task::Dev { port } => dev::dev(&mut steps, port),
        Task::Bench { args } => bench::bench(&mut steps, &args),
        Task::Sim { args } => sim::sim(&mut steps, &args),
        Task::Bundle => bundle::bundle(&mut steps),
        Task::Fmt => {
            steps.step("Format", || Program::cargo().args(["fmt", "--all"]).run("mend the syntax error shown above"))
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("xtask: {fault:#}");
            ExitCode::FAILURE
        }
    }
}
