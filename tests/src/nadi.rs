//! The program under test.

use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};

const PATIENCE: Duration = Duration::from_secs(60);

/// The password of everybody in a demo clinic.
pub const DEMO_PASSWORD: &str = "nadi-demo-clinic";

/// The checkout's folder.
pub fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().unwrap_or(tests).to_path_buf()
}

/// Where everything is built.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The program: of the development profile, or the one that `NADI_PROGRAM` names.
pub fn program() -> Result<PathBuf> {
    let program = env::var_os("NADI_PROGRAM").map_or_else(|| target().join("debug/nadi"), PathBuf::from);
    ensure!(
        program.is_file(),
        "{} is missing: run `cargo build -p nadi`, or `cargo xtask test`, which does",
        program.display()
    );
    Ok(program)
}

/// The program on a profile, nothing of the surroundings' own settings handed on.
pub fn command(home: &Path) -> Result<Command> {
    let mut command = Command::new(program()?);
    command.arg("--home").arg(home).env("LANG", "en_IN.UTF-8");
    for name in ["LC_ALL", "LC_MESSAGES", "NADI_NOW", "NADI_USER", "NADI_PASSWORD"] {
        command.env_remove(name);
    }
    Ok(command)
}

/// Fills `home`, which must not be there yet, with a small demo clinic whose last day is `today`.
pub fn demo(home: &Path, patients: u64, today: &str) -> Result<()> {
    let patients = patients.to_string();
    let size = ["demo", "--patients", &patients, "--years", "1", "--seed", "1"];
    let output = run(command(home)?.args(size).args(["--today", today]))?;
    ensure!(output.status.success(), "nadi demo: {}", said(&output));
    Ok(())
}

/// Runs a command to its end. One that does not end in a minute is killed and fails the test.
pub fn run(command: &mut Command) -> Result<Output> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let started = Instant::now();
    while child.try_wait()?.is_none() {
        if started.elapsed() > PATIENCE {
            child.kill()?;
            bail!("{command:?} does not end");
        }
        thread::sleep(Duration::from_millis(10));
    }
    Ok(child.wait_with_output()?)
}

/// What a finished run said on standard error.
pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).trim().to_owned()
}

/// A folder for a profile, gone when dropped.
pub fn folder() -> Result<tempfile::TempDir> {
    tempfile::tempdir().context("no temporary folder")
}
