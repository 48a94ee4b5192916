//! Proving and mending a profile, for administrators.

use std::path::PathBuf;

use model::Fault;
use store::verify::{Report, Step};
use store::{Error, Store};

use crate::profile::Clinic;
use crate::sessions;

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
    /// `wrong-password`, `wait`; the damage, where a rebuild is no help: then nothing has been changed.
    pub fn rebuild(&self, login: &str, password: &str) -> Result<PathBuf, Fault> {
        if let Some(damage) = self.damage().filter(|damage| !damage.can_rebuild()) {
            return Err(Error::Damaged(damage).into());
        }
        let keyring = self.keyring_shown().ok_or_else(|| Fault::new("no-clinic"))?;
        let opened = sessions::guess(self, &keyring, &login.trim().to_lowercase(), password)?;
        self.close()?;
        let aside = Store::rebuild(&self.profile, &keyring, &opened.key, self.clock.said())?;
        self.look();
        Ok(aside)
    }
}
