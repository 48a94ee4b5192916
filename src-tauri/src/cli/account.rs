//! Who a headless command signs in as.

use std::{env, fs, path::PathBuf};

use clap::Args;
use clinic::{Clinic, Seat};
use serde_json::json;

use crate::failure::Failure;

/// The name from `NADI_USER`, the password from `NADI_PASSWORD` or a file.
#[derive(Args)]
pub(crate) struct Account {
    /// File with the password on its first line, instead of NADI_PASSWORD
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
}

impl Account {
    /// Signs in if a name is given. The answer is whether somebody is signed in now.
    pub(crate) fn sign_in(&self, clinic: &Clinic, seat: &Seat) -> Result<bool, Failure> {
        let Ok(user) = env::var("NADI_USER") else {
            return Ok(false);
        };
        let password = self.password()?;
        clinic.dispatch(seat, "session.sign_in", json!({ "user": user, "password": password }))?;
        Ok(true)
    }

    /// Signs in, or says how.
    pub(crate) fn must_sign_in(&self, clinic: &Clinic, seat: &Seat) -> Result<(), Failure> {
        if self.sign_in(clinic, seat)? {
            return Ok(());
        }
        Err(Failure::plain("Set NADI_USER to your login name, and NADI_PASSWORD or --password-file to your password."))
    }

    fn password(&self) -> Result<String, Failure> {
        let Some(file) = &self.password_file else {
            return env::var("NADI_PASSWORD")
                .map_err(|_| Failure::plain("Set NADI_PASSWORD, or give --password-file FILE."));
        };
        let text = fs::read_to_string(file).map_err(|fault| {
            Failure::plain(format!("The password file {} cannot be read: {fault}.", file.display()))
        })?;
        Ok(text.lines().next().unwrap_or_default().to_owned())
    }
}
