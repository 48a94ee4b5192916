//! `nadi verify`: whether anything was lost or altered, and what can be done about it.
#![allow(clippy::print_stdout, reason = "a command line talks on standard output")]

use std::path::Path;

use clap::Args;
use clinic::{Clinic, Report, Seat};
use indicatif::ProgressBar;
use serde_json::json;

use super::account::Account;
use crate::{failure::Failure, profile};

/// Checks pages, chains, signatures, and tables against the log.
#[derive(Args)]
pub(crate) struct Verify {
    /// Build the records file anew from its log first; the old one is set aside
    #[arg(long)]
    rebuild: bool,
    /// Set a damaged part aside first, where the rest can be opened without it
    #[arg(long)]
    repair: bool,
    #[command(flatten)]
    account: Account,
}

impl Verify {
    pub(crate) fn run(self, home: &Path) -> Result<(), Failure> {
        let clinic = profile::open(home)?;
        let checked = self.check(&clinic);
        let closed = clinic.close();
        let report = checked?;
        closed?;
        verdict(&report)
    }

    fn check(&self, clinic: &Clinic) -> Result<Report, Failure> {
        let seat = clinic.seat();
        if self.rebuild {
            let account = self.account.needed()?;
            let aside = clinic.rebuild(&account.user, &account.password)?;
            println!("Built anew from the log. What was there before: {}", aside.display());
        }
        self.mend(clinic, &seat)?;
        if let Err(fault) = self.account.must_sign_in(clinic, &seat) {
            // Some damage shows only once there is a key.
            if !self.mend(clinic, &seat)? {
                return Err(fault);
            }
            self.account.must_sign_in(clinic, &seat)?;
        }
        let bar = ProgressBar::new_spinner();
        let report = clinic.verify(|step| bar.set_message(format!("{step:?}")));
        bar.finish_and_clear();
        Ok(report?)
    }

    /// Sets a damaged part aside, if that was asked for and there is one.
    fn mend(&self, clinic: &Clinic, seat: &Seat) -> Result<bool, Failure> {
        if !self.repair || clinic.dispatch(seat, "app.status", json!({}))?["profile"]["state"] != "damaged" {
            return Ok(false);
        }
        clinic.dispatch(seat, "app.set_aside", json!({}))?;
        println!("The damaged part is set aside, in the clinic's folder.");
        Ok(true)
    }
}

fn verdict(report: &Report) -> Result<(), Failure> {
    for finding in &report.findings {
        println!("{}: {}", finding.damage, finding.place);
    }
    println!("{} entries, {} signatures, {} rows", report.transactions, report.heads, report.rows);
    if report.is_good() {
        println!("Nothing is lost, nothing was altered.");
        return Ok(());
    }
    Err(Failure::Damage(format!(
        "{} things are wrong: copy the clinic's folder to another disk, then run `nadi verify --rebuild`.",
        report.findings.len()
    )))
}
