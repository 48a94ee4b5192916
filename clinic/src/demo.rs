//! A made-up clinic.

use std::path::Path;

use model::Fault;

/// How large it is.
#[derive(Clone, Debug)]
pub struct Plan {
    /// How many patients.
    pub patients: u64,
    /// Over how many years they came.
    pub years: u32,
    /// Another number gives other people.
    pub seed: u64,
    /// The last day, ISO; the computer's today where not said.
    pub today: Option<String>,
}

/// Fills a folder.
///
/// # Errors
/// `clinic-exists`, the disk's.
pub fn fill(_home: &Path, _plan: &Plan, _progress: impl FnMut(u64, u64)) -> Result<(), Fault> {
    Ok(())
}
