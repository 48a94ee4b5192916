//! `nadi backup`: a backup now, checked.
#![allow(clippy::print_stdout, reason = "a command line talks on standard output")]

use std::path::{Path, PathBuf};

use clap::Args;
use clinic::Clinic;
use model::commands::backup::BackUpNow;
use serde_json::json;

use super::account::Account;
use crate::{failure::Failure, profile};

/// Copies the clinic, reads the copy back, and removes what it makes needless.
#[derive(Args)]
pub(crate) struct Backup {
    /// Another folder than the one chosen in the window
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
    #[command(flatten)]
    account: Account,
}

impl Backup {
    pub(crate) fn run(self, home: &Path) -> Result<(), Failure> {
        let clinic = profile::open(home)?;
        let made = self.make(&clinic);
        clinic.close()?;
        made
    }

    fn make(&self, clinic: &Clinic) -> Result<(), Failure> {
        let seat = clinic.seat();
        self.account.must_sign_in(clinic, &seat)?;
        let to = self.to.as_deref().map(whole).transpose()?;
        let made = clinic.dispatch(&seat, "backup.now", json!(BackUpNow { to }))?;
        println!("{}", made["path"].as_str().unwrap_or_default());
        Ok(())
    }
}

/// The whole path of a folder that may be named from here.
pub(super) fn whole(path: &Path) -> Result<String, Failure> {
    let whole = std::path::absolute(path)
        .map_err(|fault| Failure::plain(format!("The folder {} cannot be found: {fault}.", path.display())))?;
    Ok(whole.display().to_string())
}
