//! `cargo xtask test`: every check and every test.

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::{
    install::{self, Need},
    interface::{self, Size},
    program::Program,
    shell::{self, Profile},
    steps::Steps,
    tally::Tally,
};

/// Runs all of it, and closes with one summary line and one with the plain counts.
pub(crate) fn test(steps: &mut Steps) -> ExitCode {
    let mut tally = Tally::default();
    let outcome = all(steps, &mut tally);
    let verdict = match &outcome {
        Ok(()) => "All is well".to_owned(),
        Err(fault) => format!("Stopped: {fault:#}"),
    };
    if outcome.is_err() && tally.failed == 0 {
        // A step that failed without a test, such as formatting, must not read as success.
        tally.failed = 1;
    }
    println!("── {verdict} ({} steps, {})", steps.passed(), steps.elapsed());
    println!("{} passed, {} failed", tally.passed, tally.failed);
    if outcome.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Builds what the tests of the program and of the window start.
pub(crate) fn build(steps: &mut Steps) -> Result<()> {
    let toolchain = steps.step("Install what is missing", || install::install(Need::Driver))?;
    steps.step("Build the interface", || interface::build(toolchain, Size::AsCompiled))?;
    steps.step("Build the program", || shell::build(Profile::Dev)).map(drop)
}

fn all(steps: &mut Steps, tally: &mut Tally) -> Result<()> {
    let toolchain = steps.step("Install what is missing", || install::install(Need::Driver))?;
    steps.step("Formatting", || Program::cargo().args(["fmt", "--all", "--check"]).run("run `cargo xtask fmt`"))?;
    steps.step("Build the interface", || interface::build(toolchain, Size::AsCompiled))?;
    steps.step("Lints", || {
        let clippy = |what: &str| Program::cargo().args(["clippy", "--workspace", "--all-features", what]);
        let mend = "mend the warnings shown above";
        clippy("--lib").args(["--bins", "--", "-D", "warnings"]).run(mend)?;
        // A test that does not get what it needs may say so by ending.
        let may_end = ["-A", "clippy::unwrap_used", "-A", "clippy::expect_used"];
        clippy("--tests").args(["--", "-D", "warnings"]).args(may_end).run(mend)
    })?;
    // The tests of the command line and of the window start this one.
    steps.step("Build the program", || shell::build(Profile::Dev))?;
    steps.step("Tests of the crates", || cargo_test(tally, &["--workspace", "--exclude", "nadi-tests"]))?;
    steps.step("Tests of the program", || cargo_test(tally, &["--package", "nadi-tests"]))?;
    steps.step("Tests in the window", || {
        let window = ["--package", "nadi-tests", "--features", "window"];
        let serially = ["--test", "window", "--", "--test-threads=1"];
        cargo_test(tally, &[window.as_slice(), &serially].concat())
    })
}

fn cargo_test(tally: &mut Tally, args: &[&str]) -> Result<()> {
    let before = tally.failed;
    let passed = Program::cargo().args(["test", "--no-fail-fast"]).args(args).run_lines(|line| tally.read(line))?;
    match (passed, tally.failed - before) {
        (true, _) => Ok(()),
        (false, 0) => bail!("mend the error shown above and run this again"),
        (false, failed) => bail!("{failed} tests failed, named above: mend them and run this again"),
    }
}
