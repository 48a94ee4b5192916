//! The demo clinic that `run` and `dev` open.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Result;

use crate::{program::Program, tree};

/// Who can sign in, as told in the terminal.
pub(crate) const SIGN_IN: &str = "sign in as owner, doctor, nurse, desk, pharmacist, lab or accountant, \
                                  password nadi-demo-clinic";

/// The demo clinic's folder, filled by `nadi` if it is not there yet.
pub(crate) fn home(nadi: &Path) -> Result<PathBuf> {
    let home = tree::target().join("demo-home");
    if home.exists() {
        return Ok(home);
    }
    let fresh = tree::target().join("demo-home.new");
    tree::remove(&fresh)?;
    Program::new(nadi)
        .args(["demo", "--patients", "2000", "--years", "2", "--seed", "1"])
        .arg("--home")
        .arg(&fresh)
        .run("see the line above")?;
    fs::rename(&fresh, &home)?;
    Ok(home)
}
