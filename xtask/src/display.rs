//! A screen for the window: the person's own, or a virtual one.

use std::{
    env,
    io::{BufRead, BufReader},
    path::Path,
    process::Child,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};

use crate::program::Program;

/// Whether there is a screen to open a window on.
pub(crate) fn has_display() -> bool {
    !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// A virtual screen, gone when dropped.
pub(crate) struct Display {
    server: Child,
    name: String,
}

impl Display {
    /// Starts a virtual screen on the first free number.
    pub(crate) fn start() -> Result<Self> {
        let mut server = Program::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1280x800x24"])
            .args(["-nolisten", "tcp"])
            .spawn_piped()?;
        let mut number = String::new();
        if let Some(output) = server.stdout.take() {
            BufReader::new(output).read_line(&mut number)?;
        }
        let number = number.trim();
        if number.is_empty() {
            bail!("Xvfb did not start: set DISPLAY to a screen of your own");
        }
        let name = format!(":{number}");
        Ok(Self { server, name })
    }

    /// The value of `DISPLAY` for programs on it.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Takes a picture once something is drawn, at the latest after half a minute.
    pub(crate) fn picture(&self, file: &Path) -> Result<()> {
        let started = Instant::now();
        loop {
            Program::new("import")
                .args(["-display", &self.name, "-window", "root"])
                .arg(file)
                .run("install imagemagick")?;
            let drawn = Program::new("identify")
                .args(["-format", "%k"])
                .arg(file)
                .output()
                .and_then(|colours| colours.trim().parse::<u32>().ok())
                .is_some_and(|colours| colours > 64);
            if drawn {
                return Ok(());
            }
            if started.elapsed() > Duration::from_secs(30) {
                bail!("the window stayed empty: look at {}", file.display());
            }
            thread::sleep(Duration::from_millis(300));
        }
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
