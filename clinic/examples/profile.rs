//! Makes the profile of the newest migration anew, for `clinic/tests/migrations.rs`.

use std::error::Error;
use std::fs;
use std::path::Path;

use clinic::demo::{Plan, fill};

/// The newest migration.
const NEWEST: &str = "0006";

/// How many people the profile has.
const PEOPLE: u64 = 24;

fn main() -> Result<(), Box<dyn Error>> {
    let home = tempfile::tempdir()?;
    fill(home.path(), &Plan { patients: PEOPLE, years: 1, seed: 7, today: Some("2026-11-23".into()) }, |_, _| {})?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/profiles").join(NEWEST);
    fs::create_dir_all(&folder)?;
    for name in ["clinic.db", "keyring", "keyring.before", "witness"] {
        fs::copy(home.path().join(name), folder.join(name))?;
    }
    Ok(())
}
