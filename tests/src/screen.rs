//! A screen to open windows on.

use std::{
    env,
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use anyhow::{Result, ensure};

use crate::process::Family;

/// The screen of whoever runs the tests, or a virtual one.
#[derive(Debug)]
pub struct Screen {
    name: String,
    _server: Option<Family>,
}

impl Screen {
    /// The one that `DISPLAY` names, else a virtual one, gone when dropped.
    pub fn find() -> Result<Self> {
        match env::var("DISPLAY") {
            Ok(name) if !name.is_empty() => Ok(Self { name, _server: None }),
            _ => Self::start(),
        }
    }

    /// The value of `DISPLAY` for programs on it.
    pub fn name(&self) -> &str {
        &self.name
    }

    fn start() -> Result<Self> {
        let mut server = Family::start(
            Command::new("Xvfb")
                .args(["-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"])
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        )?;
        let mut number = String::new();
        if let Some(output) = server.head().stdout.take() {
            BufReader::new(output).read_line(&mut number)?;
        }
        let number = number.trim();
        ensure!(!number.is_empty(), "Xvfb did not start");
        Ok(Self { name: format!(":{number}"), _server: Some(server) })
    }
}
