//! Wrong passwords, counted in a file of their own so that a restart forgets none.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::files::{self, Profile};

/// The count for each login. A damaged file counts as the longest wait for nobody: it starts anew.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Tries(BTreeMap<String, Count>);

#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct Count {
    wrong: u32,
    until: i64,
}

impl Tries {
    /// The counts as they were last written.
    pub fn read(profile: &Profile) -> Self {
        std::fs::read(profile.tries()).ok().and_then(|b| serde_json::from_slice(&b).ok()).unwrap_or_default()
    }

    /// Until when `login` must wait, UTC milliseconds, if it must at `now`.
    ///
    /// A clock that was set back does not lengthen a wait beyond its full length.
    pub fn wait_until(&self, login: &str, now: i64) -> Option<i64> {
        let count = self.0.get(login)?;
        let end = count.until.min(now + delay(count.wrong));
        (end > now).then_some(end)
    }

    /// Counts a wrong password and keeps the count.
    ///
    /// # Errors
    /// The file's own.
    pub fn wrong(&mut self, profile: &Profile, login: &str, now: i64) -> Result<()> {
        let count = self.0.entry(login.to_owned()).or_default();
        count.wrong = count.wrong.saturating_add(1);
        count.until = now + delay(count.wrong);
        self.write(profile)
    }

    /// Forgets the count of a login that got in.
    ///
    /// # Errors
    /// The file's own.
    pub fn right(&mut self, profile: &Profile, login: &str) -> Result<()> {
        match self.0.remove(login) {
            Some(_) => self.write(profile),
            None => Ok(()),
        }
    }

    fn write(&self, profile: &Profile) -> Result<()> {
        files::replace(&profile.tries(), &serde_json::to_vec(self).unwrap_or_default())
    }
}

/// How long to wait after the `wrong`th wrong password, milliseconds.
fn delay(wrong: u32) -> i64 {
    const STEPS: [i64; 8] = [0, 0, 0, 5_000, 15_000, 60_000, 300_000, 900_000];
    STEPS[(wrong as usize).min(STEPS.len() - 1)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_grows_and_outlives_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let profile = Profile::at(folder.path());
        let mut tries = Tries::default();
        for _ in 0..4 {
            tries.wrong(&profile, "asha", 1_000).unwrap();
        }
        assert_eq!(Tries::read(&profile).wait_until("asha", 1_000), Some(16_000));
        assert_eq!(Tries::read(&profile).wait_until("asha", 16_000), None);
        tries.right(&profile, "asha").unwrap();
        assert_eq!(Tries::read(&profile).wait_until("asha", 1_000), None);
    }
}
