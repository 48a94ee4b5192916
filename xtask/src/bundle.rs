//! `cargo xtask bundle`: the installer of this system.

use std::{fs, path::Path};

use anyhow::{Result, bail};

use crate::{
    install::{self, Need},
    interface::{self, Size},
    program::Program,
    shell::{self, Profile},
    steps::Steps,
    tree,
};

/// The largest installer that a slow line is asked to carry.
const LARGEST: u64 = 20 * 1024 * 1024;

/// Builds for release and packs it with Tauri's own packer.
pub(crate) fn bundle(steps: &mut Steps) -> Result<()> {
    let toolchain = steps.step("Install what is missing", || install::install(Need::Pack))?;
    steps.step("Build the interface", || interface::build(toolchain, Size::Least))?;
    steps.step("Build the program", || shell::build(Profile::Release))?;
    steps.step("Pack", || {
        Program::new("npx").args(["--yes", "@tauri-apps/cli@2", "bundle"]).run("install Node.js with npm and try again")
    })?;
    for file in tree::files(&tree::target().join("release/bundle"))? {
        if file.extension().is_some_and(|end| end == "deb") {
            steps.step("Pack it tighter", || tighten(&file))?;
            let size = fs::metadata(&file)?.len();
            println!("   {} ({} kB)", file.display(), size / 1024);
            if size > LARGEST {
                bail!("{} is over 20 MB: find what grew", file.display());
            }
        }
    }
    Ok(())
}

/// Packs it with xz, as Debian does; Tauri's packer knows gzip alone, a third larger.
fn tighten(deb: &Path) -> Result<()> {
    let content = tree::target().join("deb-content");
    tree::remove(&content)?;
    let mend = "install dpkg and try again";
    Program::new("dpkg-deb").arg("--raw-extract").arg(deb).arg(&content).run(mend)?;
    Program::new("dpkg-deb").args(["--root-owner-group", "-Zxz", "--build"]).arg(&content).arg(deb).run(mend)?;
    Ok(tree::remove(&content)?)
}
