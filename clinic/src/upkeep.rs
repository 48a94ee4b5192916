//! Proving and mending a profile, for administrators.

use std::path::PathBuf;

use model::Fault;
use store::Store;
use store::verify::{Report, Step};

use crate::profile::Clinic;

impl Clinic {
    /// Checks pages, log, signatures, witness and tables. Somebody must have signed in.
    ///
    /// # Errors
    /// `signed-out`; the damage, where a part cannot even be read to its end.
    pub fn verify(&self, at: impl FnMut(Step)) -> Result<Report, Fault> {
        Ok(self.store()?.verify(at)?)
    }

    /// Builds the database anew from its log and sets the old one aside, in the folder that is returned. It
    /// works on a damaged profile, and wants a password because nobody can sign in there.
    ///
    /// # Errors
    /// `wrong-password`; the damage, where the log itself cannot be read: then nothing has been changed.
    pub fn rebuild(&self, login: &str, password: &str) -> Result<PathBuf, Fault> {
        let keyring = self.keyring_shown().ok_or_else(|| Fault::new("no-clinic"))?;
        let (_, opened) = keyring.sign_in(&login.trim().to_lowercase(), password)?;
        self.close()?;
        let aside = Store::rebuild(&self.profile, &keyring, opened.key, self.clock.said())?;
        self.look();
        Ok(aside)
    }
}
