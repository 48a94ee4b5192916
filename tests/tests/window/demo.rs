//! A demo clinic in the window.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use nadi_tests::{nadi, window::Window};
use serde_json::json;
use tempfile::TempDir;

/// The morning after the demo clinic's last day.
pub(crate) const NOW: &str = "2026-11-21T09:30:00+05:30";

/// The last day of the demo clinic.
const LAST_DAY: &str = "2026-11-20";

/// A demo clinic, gone when dropped.
pub(crate) struct Demo {
    home: PathBuf,
    _folder: TempDir,
}

impl Demo {
    /// A small one.
    pub(crate) fn new() -> Result<Self> {
        let folder = nadi::folder()?;
        let home = folder.path().join("clinic");
        nadi::demo(&home, 40, LAST_DAY)?;
        Ok(Self { home, _folder: folder })
    }

    /// Its window, nobody signed in.
    pub(crate) fn open(&self) -> Result<Window> {
        self.open_at(NOW)
    }

    /// The same at another time.
    pub(crate) fn open_at(&self, now: &str) -> Result<Window> {
        Window::open_with(&self.home, &[("NADI_NOW", now)])
    }

    /// Its window, with somebody signed in.
    pub(crate) fn open_as(&self, login: &str) -> Result<Window> {
        let window = self.open()?;
        sign_in(&window, login)?;
        Ok(window)
    }

    /// Its folder.
    pub(crate) fn home(&self) -> &Path {
        &self.home
    }
}

/// Signs one of the demo clinic's people in.
pub(crate) fn sign_in(window: &Window, login: &str) -> Result<()> {
    sign_in_with(window, login, nadi::DEMO_PASSWORD)
}

/// Signs somebody in by their tile and password.
pub(crate) fn sign_in_with(window: &Window, login: &str, password: &str) -> Result<()> {
    window.click(&format!("#tile-{login}"))?;
    window.wait_for(&format!("#tile-{login}[aria-pressed='true']"))?;
    window.type_into("#password", password)?;
    window.press("Enter")?;
    window.ready_at("today")
}

/// Registers somebody without a token; their id.
pub(crate) fn register(window: &Window, name: &str, phone: &str) -> Result<String> {
    let who = json!({ "name": name, "sex": "female", "age": "34", "phone": phone });
    let done = window.call("patients.register", &who)?;
    Ok(done["id"].as_str().context("no id")?.to_owned())
}
