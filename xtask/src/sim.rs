//! `cargo xtask sim`: desks that work apart and come together, played from seeds.

use anyhow::Result;

use crate::{program::Program, steps::Steps};

/// Builds for release and plays with `args`.
pub(crate) fn sim(steps: &mut Steps, args: &[String]) -> Result<()> {
    steps.step("Play", || {
        Program::cargo()
            .args(["run", "--quiet", "--release", "--package", "nadi-sim", "--"])
            .args(args)
            .run("play the seed named above again and follow its trace")
    })
}
