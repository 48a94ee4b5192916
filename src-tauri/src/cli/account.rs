//! Who a headless command signs in as.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

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

/// A name and its password.
pub(crate) struct Credentials {
    pub(crate) user: String,
    pub(crate) password: String,
}

impl Account {
    /// Signs in if a name is given. The answer is whether somebody is signed in now.
    pub(crate) fn sign_in(&self, clinic: &Clinic, seat: &Seat) -> Result<bool, Failure> {
        let Some(Credentials { user, password }) = self.given()? else {
            return Ok(false);
        };
        clinic.dispatch(seat, "session.sign_in", json!({ "user": user, "password": password }))?;
        Ok(true)
    }

    /// Signs in, or says how.
    pub(crate) fn must_sign_in(&self, clinic: &Clinic, seat: &Seat) -> Result<(), Failure> {
        self.needed()?;
        self.sign_in(clinic, seat).map(drop)
    }

    /// The name and password, or how to give them.
    pub(crate) fn needed(&self) -> Result<Credentials, Failure> {
        self.given()?.ok_or_else(|| {
            Failure::plain("Set NADI_USER to your login name, and NADI_PASSWORD or --password-file to your password.")
        })
    }

    fn given(&self) -> Result<Option<Credentials>, Failure> {
        let Ok(user) = env::var("NADI_USER") else {
            return Ok(None);
        };
        let password = match &self.password_file {
            Some(file) => first_line(file)?,
            None => env::var("NADI_PASSWORD")
                .map_err(|_| Failure::plain("Set NADI_PASSWORD, or give --password-file FILE."))?,
        };
        Ok(Some(Credentials { user, password }))
    }
}

fn first_line(file: &Path) -> Result<String, Failure> {
    let text = fs::read_to_string(file)
        .map_err(|fault| Failure::plain(format!("The password file {} cannot be read: {fault}.", file.display())))?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}
