//! `nadi restore`: a backup in the clinic's place; what was there is kept aside.
#![allow(clippy::print_stdout, reason = "a command line talks on standard output")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::Args;
use model::{
    Fault,
    commands::backup::{RestoreBackup, Restored},
};
use serde_json::json;

use super::account::{Account, Credentials};
use crate::{failure::Failure, profile};

/// Brings a backup back under --home.
#[derive(Args)]
pub(crate) struct Restore {
    /// The backup, or a folder of backups: then its newest
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
    /// File with the 24 recovery words, where no password is known; the password given becomes the owner's new one
    #[arg(long, value_name = "FILE")]
    words_file: Option<PathBuf>,
    #[command(flatten)]
    account: Account,
}

impl Restore {
    pub(crate) fn run(self, home: &Path) -> Result<(), Failure> {
        let Credentials { user, password } = self.account.needed()?;
        let words = self.words_file.as_deref().map(read).transpose()?;
        let from = super::backup::whole(&self.from)?;
        let clinic = profile::open(home)?;
        let args = json!(RestoreBackup { from, user, password, words });
        let reply = clinic.dispatch(&clinic.seat(), "backup.restore", args);
        clinic.close()?;
        let restored: Restored = serde_json::from_value(reply?).map_err(|_| Fault::new("internal"))?;
        println!("{}: {} entries, now register {}", restored.clinic, restored.entries, restored.register);
        if let Some(aside) = restored.aside {
            println!("what was there before: {aside}");
        }
        Ok(())
    }
}

fn read(file: &Path) -> Result<String, Failure> {
    let text = fs::read_to_string(file)
        .map_err(|fault| Failure::plain(format!("The file {} cannot be read: {fault}.", file.display())))?;
    Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
}
