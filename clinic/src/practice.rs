//! The practice clinic: a demo clinic in a folder that goes with the window.

use model::Fault;

use crate::demo::{self, Plan};
use crate::profile::{Clinic, Options};

/// How many made-up patients it has.
const PATIENTS: u64 = 200;

impl Clinic {
    /// A clinic of made-up people, of which nothing is kept.
    ///
    /// # Errors
    /// The disk's.
    pub fn practice(options: Options) -> Result<Self, Fault> {
        let folder = tempfile::Builder::new().prefix("nadi-practice-").tempdir().map_err(store::Error::from)?;
        let plan = Plan { patients: PATIENTS, years: 1, seed: 1, today: None };
        demo::fill(folder.path(), &plan, |_, _| {})?;
        // Its people were made up to this very day, so it begins with no other.
        let options = Options { now: None, ..options };
        let home = folder.path().to_owned();
        Self::over(&home, options, Some(folder))
    }
}
