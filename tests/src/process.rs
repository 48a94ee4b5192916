//! Child processes that leave nobody behind.

use std::{
    fs,
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, Command, Stdio},
    str::FromStr,
    time::Duration,
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

/// The number of the process that runs this program with this argument.
pub fn of(program: &Path, argument: &str) -> Result<u32> {
    let wanted = [program.as_os_str().as_encoded_bytes(), argument.as_bytes()];
    for process in all()? {
        // A process may end while it is looked at.
        let line = fs::read(format!("/proc/{process}/cmdline")).unwrap_or_default();
        let mut parts = line.split(|byte| *byte == 0);
        if parts.next() == Some(wanted[0]) && parts.any(|part| part == wanted[1]) {
            return Ok(process);
        }
    }
    bail!("{} does not run with {argument}", program.display())
}

/// A process and all that it started, directly or not.
pub fn family(head: u32) -> Result<Vec<u32>> {
    let parents: Vec<(u32, u32)> =
        all()?.into_iter().filter_map(|process| Some((process, stat(process, PARENT)?))).collect();
    let mut family = vec![head];
    let mut at = 0;
    while let Some(parent) = family.get(at).copied() {
        family.extend(parents.iter().filter(|(_, of)| *of == parent).map(|(process, _)| *process));
        at += 1;
    }
    Ok(family)
}

/// How long ago a process was started, to a hundredth of a second.
pub fn age(process: u32) -> Result<Duration> {
    let uptime = fs::read_to_string("/proc/uptime")?;
    let uptime: f64 = uptime.split(' ').next().unwrap_or_default().parse()?;
    let started: u32 = stat(process, STARTED).context("the process is gone")?;
    Ok(Duration::from_secs_f64((uptime - f64::from(started) / TICKS).max(0.0)))
}

/// Kilobytes of memory of a process, what it shares with others divided among them.
pub fn memory(process: u32) -> Result<u64> {
    let sums = fs::read_to_string(format!("/proc/{process}/smaps_rollup"))?;
    let pss = sums.lines().find_map(|line| line.strip_prefix("Pss:")?.split_whitespace().next());
    Ok(pss.context("no sum of memory")?.parse()?)
}

/// Places in `/proc/…/stat` behind the name, as proc(5) has them.
const PARENT: usize = 1;
const STARTED: usize = 19;
/// What the kernel shows as one second.
const TICKS: f64 = 100.0;

fn stat<T: FromStr>(process: u32, place: usize) -> Option<T> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name may have anything in it, also brackets.
    stat.rsplit_once(") ")?.1.split(' ').nth(place)?.parse().ok()
}

fn all() -> Result<Vec<u32>> {
    let names = fs::read_dir("/proc")?.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    Ok(names.collect())
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
