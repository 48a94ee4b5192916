//! `cargo xtask bench`: speed and size beside their floors, on release builds.

use anyhow::Result;

use crate::{
    install::{self, Need},
    interface::{self, Size},
    program::Program,
    shell::{self, Profile},
    steps::Steps,
};

/// Builds for release and runs the bench program with `args`.
pub(crate) fn bench(steps: &mut Steps, args: &[String]) -> Result<()> {
    let toolchain = steps.step("Install what is missing", || install::install(Need::Driver))?;
    steps.step("Build the interface", || interface::build(toolchain, Size::Least))?;
    let program = steps.step("Build the program", || shell::build(Profile::Release))?;
    steps.step("Measure", || {
        Program::cargo()
            .args(["run", "--quiet", "--release", "--package", "nadi-bench", "--"])
            .args(args)
            .env("NADI_PROGRAM", &program)
            .run("see the table above for what missed its floor")
    })
}
