//! Where a clinic lies on this computer, and how it is opened.

use std::{
    env,
    path::{Path, PathBuf},
};

use clinic::{Clinic, Options};
use model::words::Language;

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
    Options { now: env::var("NADI_NOW").ok(), language: language().as_str().to_owned() }
}

/// The language of the system, where it is one of ours.
pub(crate) fn language() -> Language {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .filter_map(|name| env::var(name).ok())
        .find(|locale| !locale.is_empty())
        .and_then(|locale| spoken(&locale))
        .unwrap_or_default()
}

/// The language of a locale such as `hi_IN.UTF-8`.
fn spoken(locale: &str) -> Option<Language> {
    Language::parse(locale.split(['_', '.', '@']).next()?)
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
        assert_eq!(spoken("hi_IN.UTF-8"), Some(Language::Hi));
        assert_eq!(spoken("en"), Some(Language::En));
        assert_eq!(spoken("ta_IN.UTF-8"), None);
        assert_eq!(spoken("C"), None);
    }
}
