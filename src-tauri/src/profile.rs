//! Where a clinic lies on this computer, and how it is opened.

use std::{
    env,
    path::{Path, PathBuf},
};

use clinic::{Clinic, Options};

use crate::failure::Failure;

/// The folder given, or the usual one of this system.
pub(crate) fn home(given: Option<PathBuf>) -> Result<PathBuf, Failure> {
    given
        .or_else(usual)
        .ok_or_else(|| Failure::plain("This account has no folder for programs' data: say where with --home DIR."))
}

/// Opens the clinic of a folder.
pub(crate) fn open(home: &Path) -> Result<Clinic, Failure> {
    Ok(Clinic::open(home, options())?)
}

/// What the surroundings say: the clock of a demo clinic, and the language.
pub(crate) fn options() -> Options {
    let language = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .filter_map(|name| env::var(name).ok())
        .find(|value| !value.is_empty())
        .map_or("en", |value| language(&value));
    Options { now: env::var("NADI_NOW").ok(), language: language.to_owned() }
}

fn language(locale: &str) -> &'static str {
    if locale.starts_with("hi") { "hi" } else { "en" }
}

fn usual() -> Option<PathBuf> {
    let folder = |name: &str| env::var_os(name).map(PathBuf::from).filter(|folder| folder.is_absolute());
    let data = if cfg!(windows) {
        folder("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        folder("XDG_DATA_HOME").or_else(|| folder("HOME").map(|home| home.join(".local/share")))
    };
    data.map(|data| data.join("nadi"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hindi_where_the_system_speaks_it_and_english_elsewhere() {
        assert_eq!(language("hi_IN.UTF-8"), "hi");
        assert_eq!(language("ta_IN.UTF-8"), "en");
        assert_eq!(language("C"), "en");
    }
}
