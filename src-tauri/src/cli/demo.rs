//! `nadi demo`: a made-up clinic to try things on.

use std::path::Path;

use clap::Args;
use clinic::demo::{self, Plan};
use indicatif::{ProgressBar, ProgressStyle};

use crate::failure::Failure;

/// How large the made-up clinic is. The same answers give the same clinic.
#[derive(Args)]
pub(crate) struct Demo {
    /// How many patients
    #[arg(long, default_value_t = 2_000)]
    patients: u64,
    /// Over how many years they came
    #[arg(long, default_value_t = 2)]
    years: u32,
    /// Another number gives other people
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The last day of the clinic, YYYY-MM-DD; without it, today
    #[arg(long, value_name = "DATE")]
    today: Option<String>,
}

impl Demo {
    pub(crate) fn run(self, home: &Path) -> Result<(), Failure> {
        let plan = Plan { patients: self.patients, years: self.years, seed: self.seed, today: self.today };
        let bar = ProgressBar::new(self.patients).with_style(style());
        let filled = demo::fill(home, &plan, |done, of| {
            bar.set_length(of);
            bar.set_position(done);
        });
        bar.finish_and_clear();
        filled?;
        eprintln!(
            "Filled {} with {} made-up patients. Sign in as owner, doctor, nurse, desk, pharmacist, lab \
             or accountant, password nadi-demo-clinic.",
            home.display(),
            self.patients
        );
        Ok(())
    }
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{bar:40} {percent:>3} %, {eta} left").unwrap_or_else(|_| ProgressStyle::default_bar())
}
