//! The program itself: `src-tauri/` with the interface inside.

use std::{env::consts::EXE_SUFFIX, path::PathBuf};

use anyhow::Result;

use crate::{program::Program, tree};

/// How the program is built.
#[derive(Clone, Copy)]
pub(crate) enum Profile {
    /// Quick to build; what the tests drive.
    Dev,
    /// The same, with the bridge to an ordinary browser.
    Bridge,
    /// What people use.
    Release,
}

/// Builds the program and says where it lies.
pub(crate) fn build(profile: Profile) -> Result<PathBuf> {
    let (name, folder, features) = match profile {
        Profile::Dev => ("dev", "debug", None),
        Profile::Bridge => ("dev", "debug", Some("--features=bridge")),
        Profile::Release => ("release", "release", None),
    };
    Program::cargo()
        .args(["build", "--package", "nadi", "--profile", name])
        .args(features)
        .run("mend the error shown above and run this again")?;
    Ok(tree::target().join(folder).join(format!("nadi{EXE_SUFFIX}")))
}
