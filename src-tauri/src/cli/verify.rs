//! `nadi verify`: whether anything was lost or altered, and what can be done about it.
#![allow(clippy::print_stdout, reason = "a command line talks on standard output")]

use std::{path::Path, time::Instant};

use clap::Args;
use clinic::{Clinic, Report, Seat, Step};
use model::{Fault, commands::backup::BackupStatus, words::Words};
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
    set_aside: bool,
    #[command(flatten)]
    account: Account,
}

impl Verify {
    pub(crate) fn run(self, home: &Path) -> Result<(), Failure> {
        let clinic = profile::open(home)?;
        let checked = self.check(&clinic);
        let closed = clinic.close();
        let (report, backups) = checked?;
        closed?;
        verdict(&report, backups)
    }

    fn check(&self, clinic: &Clinic) -> Result<(Report, Vec<Fault>), Failure> {
        let seat = clinic.seat();
        self.open(clinic, &seat)?;
        let mut steps = Steps(None);
        let report = clinic.verify(|step| steps.next(Some(step)));
        steps.next(None);
        Ok((report?, backups(clinic, &seat)?))
    }

    fn open(&self, clinic: &Clinic, seat: &Seat) -> Result<(), Failure> {
        let account = self.account.needed()?;
        let mut opened = if self.rebuild { Ok(()) } else { self.account.must_sign_in(clinic, seat) };
        // Some damage shows only once there is a key.
        if self.set_aside && set_aside(clinic, seat)? {
            opened = if self.rebuild { Ok(()) } else { self.account.must_sign_in(clinic, seat) };
        }
        if self.rebuild {
            let aside = clinic.rebuild(&account.user, &account.password)?;
            println!("built anew from the log; what was there before: {}", aside.display());
            opened = self.account.must_sign_in(clinic, seat);
        }
        opened
    }
}

/// Sets a damaged part aside, where there is one.
fn set_aside(clinic: &Clinic, seat: &Seat) -> Result<bool, Failure> {
    if clinic.dispatch(seat, "app.status", json!({}))?["profile"]["state"] != "damaged" {
        return Ok(false);
    }
    clinic.dispatch(seat, "app.set_aside", json!({}))?;
    println!("the damaged part is set aside, in the clinic's folder");
    Ok(true)
}

/// The step under way, and since when.
struct Steps(Option<(Step, Instant)>);

impl Steps {
    fn next(&mut self, step: Option<Step>) {
        if let Some((done, since)) = self.0.take() {
            let name = match done {
                Step::Pages => "pages",
                Step::Log => "log",
                Step::Tables => "tables",
            };
            println!("{name}: {} ms", since.elapsed().as_millis());
        }
        self.0 = step.map(|step| (step, Instant::now()));
    }
}

/// Reads every backup in the chosen folder; what is wrong with one is said with its name.
fn backups(clinic: &Clinic, seat: &Seat) -> Result<Vec<Fault>, Failure> {
    let status = clinic.dispatch(seat, "backup.status", json!({}))?;
    let status: BackupStatus = serde_json::from_value(status).map_err(|_| Fault::new("internal"))?;
    let mut bad = Vec::new();
    clinic.check_backups(|backup, checked| match checked {
        Ok(checked) => println!("backup {}: good, {} entries", backup.path, checked.entries),
        Err(fault) => bad.push(Fault { message: backup.path.clone(), ..fault }),
    })?;
    if let Some(reminder) = status.reminder {
        println!("{}", Words::new(profile::language()).get(&format!("backup-reminder-{}", reminder.as_str())));
    }
    Ok(bad)
}

/// Says each finding with its place before what to do.
fn verdict(report: &Report, backups: Vec<Fault>) -> Result<(), Failure> {
    println!("{} entries, {} signed heads, {} rows", report.transactions, report.heads, report.rows);
    let words = Words::new(profile::language());
    let finding = |place: &str, fault: Fault| {
        let fault = fault.said_in(&words);
        Fault { message: format!("{place}: {}", fault.message), ..fault }
    };
    let mut findings: Vec<Fault> =
        report.findings.iter().map(|f| finding(&f.place, Fault::new(f.damage.code()))).collect();
    // The profile's own harm is the last word.
    findings.splice(0..0, backups.into_iter().map(|f| finding(&f.message.clone(), f)));
    let Some(last) = findings.pop() else {
        println!("good: nothing is lost, nothing was altered");
        return Ok(());
    };
    for finding in findings {
        eprintln!("nadi: {finding}");
    }
    Err(last.into())
}
