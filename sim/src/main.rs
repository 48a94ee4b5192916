//! `nadi-sim`: plays seeds and tells which failed.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line talks on standard output")]

use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;

/// Plays desks that work apart and come together.
#[derive(Parser)]
struct Cli {
    /// How many seeds
    #[arg(long, default_value_t = 2_000)]
    seeds: u64,
    /// The first of them
    #[arg(long, default_value_t = 1)]
    from: u64,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let start = Instant::now();
    let failures = sim::run_all(cli.from, cli.seeds);
    for failure in failures.iter().take(3) {
        eprintln!("{failure}");
        eprintln!("  again: cargo xtask sim --seeds 1 --from {}", failure.seed);
    }
    println!("{} seeds, {:.1} s, {} failures", cli.seeds, start.elapsed().as_secs_f64(), failures.len());
    if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
