//! `cargo xtask bench`: what Nadi's spine costs, each figure beside its floor from the same run.
#![allow(clippy::print_stdout, reason = "a bench prints its table")]

mod backup;
mod bulk;
mod commit;
mod day;
mod figures;
mod find;
mod floor;
mod size;
mod window;
mod years;

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Result, ensure};
use clap::Parser;
use clinic::demo::{self, Plan};
use figures::Table;

/// What to measure.
#[derive(Parser)]
struct Args {
    /// How many made-up patients; five visits each
    #[arg(long, default_value_t = 200_000)]
    patients: u64,
    /// Over how many years they came
    #[arg(long, default_value_t = 5)]
    years: u32,
    /// Only parts whose name has this in it: demo, find, commit, day, bulk, backup, size, window
    #[arg(long, default_value = "")]
    only: String,
    /// Keep the made-up clinic in this folder, and use it again
    #[arg(long)]
    home: Option<PathBuf>,
    /// How long the scripted work in the window goes on, seconds
    #[arg(long, default_value_t = 120)]
    work: u64,
}

fn main() -> Result<()> {
    let args = Args::parse();
    ensure!(!cfg!(debug_assertions), "measure a release build: cargo xtask bench");
    let folder = tempfile::tempdir()?;
    let home = args.home.clone().unwrap_or_else(|| folder.path().join("clinic"));
    let mut table = Table::default();
    let wanted = |part: &str| part.contains(&args.only);
    if !home.join("keyring").exists() {
        let start = Instant::now();
        demo::fill(&home, &Plan { patients: args.patients, years: args.years, seed: 1, today: None }, |_, _| {})?;
        let name = format!("nadi demo, {} patients", args.patients);
        table.row(&name, format!("{:.1} s", start.elapsed().as_secs_f64()), "", "≤ 300 s");
    }
    if wanted("find") {
        find::measure(&home, &mut table)?;
    }
    if wanted("commit") {
        commit::measure(&home, args.patients, &mut table)?;
    }
    if wanted("day") {
        day::measure(&home, &mut table)?;
    }
    if wanted("bulk") {
        bulk::measure(&mut table)?;
    }
    if wanted("backup") {
        backup::measure(&home, &mut table)?;
    }
    if wanted("size") {
        size::measure(&home, &mut table)?;
    }
    if wanted("window") {
        window::measure(&home, args.work, &mut table)?;
    }
    table.print();
    Ok(())
}
