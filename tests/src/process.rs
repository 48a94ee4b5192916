//! Child processes that leave nobody behind.

use std::{
    fs,
    os::unix::process::CommandExt,
    process::{Child, Command, Stdio},
};

use anyhow::{Context, Result, bail};

/// A process with all that it starts, ended together when dropped.
#[derive(Debug)]
pub struct Family(Child);

impl Family {
    /// Starts it as the head of a process group.
    pub fn start(command: &mut Command) -> Result<Self> {
        let name = command.get_program().to_string_lossy().into_owned();
        let child = command
            .process_group(0)
            .spawn()
            .with_context(|| format!("{name} cannot be started: run `cargo xtask test`, which installs it"))?;
        Ok(Self(child))
    }

    /// The head of the family.
    pub fn head(&mut self) -> &mut Child {
        &mut self.0
    }
}

impl Drop for Family {
    fn drop(&mut self) {
        // Some or all of them may be gone already.
        let _ = signal("KILL", &format!("-{}", self.0.id()));
        let _ = self.0.wait();
    }
}

/// The number of the process that was started with this argument.
pub fn with_argument(argument: &str) -> Result<u32> {
    for process in fs::read_dir("/proc")? {
        let folder = process?.path();
        let Some(number) = folder.file_name().and_then(|name| name.to_str()?.parse().ok()) else { continue };
        // A process may end while it is looked at.
        let line = fs::read(folder.join("cmdline")).unwrap_or_default();
        if line.split(|byte| *byte == 0).any(|part| part == argument.as_bytes()) {
            return Ok(number);
        }
    }
    bail!("nothing runs with {argument}")
}

/// Whether a process still runs: one that ended and was not yet waited for does not.
pub fn is_up(process: u32) -> bool {
    fs::read_to_string(format!("/proc/{process}/stat")).is_ok_and(|stat| !stat.contains(") Z"))
}

/// Sends a signal (`TERM`, `KILL`, …) to a process, or with a minus before the number to a group.
pub fn signal(name: &str, process: &str) -> Result<bool> {
    let status = Command::new("kill").args(["-s", name, "--", process]).stderr(Stdio::null()).status()?;
    Ok(status.success())
}
