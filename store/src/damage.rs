//! What can be wrong with a profile, and what is looked at before it is opened.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::files::{self, Profile};
use crate::wal;

/// One kind of damage. The sentences are in `locales/`, the table of tests in ARCHITECTURE.md.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// The database file does not open with its key: its first page.
    #[error("the first page of the records file")]
    FirstPage,
    /// A page elsewhere fails its check.
    #[error("a page of the records file")]
    Page,
    /// The write-ahead log's header.
    #[error("the head of the newest-entries file")]
    WalHeader,
    /// A frame of the write-ahead log, with entries behind it.
    #[error("the newest-entries file")]
    WalFrame,
    /// The write-ahead log is gone or shorter than it was.
    #[error("the newest-entries file is missing")]
    WalMissing,
    /// Neither keyring nor its previous generation can be read.
    #[error("the keyring")]
    Keyring,
    /// The keyring is gone; the database is here.
    #[error("the keyring is missing")]
    KeyringMissing,
    /// A keyring without its database.
    #[error("the records file is missing")]
    DatabaseMissing,
    /// The database ends before the entry that the witness saw, or holds another one there.
    #[error("entries up to {witnessed} were saved, {found} are here")]
    Behind {
        /// The last entry that the witness saw.
        witnessed: u64,
        /// The last entry here.
        found: u64,
    },
    /// An entry of the log does not agree with its hash or signature.
    #[error("entry {n} of the log")]
    Chain {
        /// Which.
        n: u64,
    },
    /// A table differs from the log.
    #[error("a table differs from the log")]
    Table,
    /// What a rebuild is made from cannot be read: the log, or this computer's keys.
    #[error("the log or the keys, from which the rest is rebuilt")]
    Beyond,
    /// A backup, or a part of it.
    #[error("a backup")]
    Backup,
}

impl Damage {
    /// The fault's code.
    pub fn code(self) -> &'static str {
        match self {
            Damage::FirstPage => "damage-first-page",
            Damage::Page => "damage-page",
            Damage::WalHeader => "damage-wal-header",
            Damage::WalFrame => "damage-wal-frame",
            Damage::WalMissing => "damage-wal-missing",
            Damage::Keyring => "damage-keyring",
            Damage::KeyringMissing => "damage-keyring-missing",
            Damage::DatabaseMissing => "damage-database-missing",
            Damage::Behind { .. } => "damage-behind",
            Damage::Chain { .. } => "damage-chain",
            Damage::Table => "damage-table",
            Damage::Beyond => "damage-beyond",
            Damage::Backup => "damage-backup",
        }
    }

    /// Whether building the tables anew from the log may help.
    pub fn can_rebuild(self) -> bool {
        matches!(self, Damage::Page | Damage::Table)
    }

    /// Whether the damaged file can be set aside and what is left opened.
    pub fn can_set_aside(self) -> bool {
        matches!(self, Damage::WalHeader | Damage::WalFrame | Damage::WalMissing | Damage::Behind { .. })
    }
}

/// What is there, as far as it shows without a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// No clinic yet.
    Nothing,
    /// The beginning of a clinic whose founding was cut short, before anything was acknowledged.
    Unfounded,
    /// A clinic. `unclean`: the last stop was not clean.
    Clinic {
        /// Whether the running mark was left behind.
        unclean: bool,
    },
}

/// Looks at the files before anything is opened.
///
/// # Errors
/// The damage that shows without a key.
pub fn look(profile: &Profile) -> Result<Found, Damage> {
    let keyring = profile.keyring().exists() || profile.keyring_before().exists();
    let database = profile.database().exists();
    match (keyring, database) {
        (false, true) if profile.founding().exists() => Ok(Found::Unfounded),
        (false, false) if profile.wal().exists() || profile.witness().exists() => Err(Damage::DatabaseMissing),
        (false, false) => Ok(Found::Nothing),
        (false, true) => Err(Damage::KeyringMissing),
        (true, false) => Err(Damage::DatabaseMissing),
        (true, true) => {
            let unclean = profile.running().exists();
            let wal = fs::read(profile.wal()).ok();
            // An open profile has one from its first look on; a mark without content was left by `set_aside`, which
            // took the write-ahead log that it spoke of.
            let must_be_there = !read(&profile.running()).is_empty();
            wal::look(wal.as_deref(), &read(&profile.shm()), must_be_there)?;
            Ok(Found::Clinic { unclean })
        }
    }
}

/// Moves the beginning of an unfounded clinic aside.
///
/// # Errors
/// A file's own.
pub fn clear(profile: &Profile, now_ms: i64) -> Result<PathBuf> {
    profile
        .set_aside(&[profile.database(), profile.wal(), profile.shm(), profile.running(), profile.founding()], now_ms)
}

/// Moves the damaged files into a folder, whose name is returned, so that what is left can be opened. Of a
/// write-ahead log the sound beginning stays. What saw the entries that are lost by that goes aside too.
///
/// # Errors
/// The damage itself where that is no help; a file's own.
pub fn set_aside(profile: &Profile, damage: Damage, now_ms: i64) -> Result<PathBuf> {
    if !damage.can_set_aside() {
        return Err(Error::Damaged(damage));
    }
    let wal = read(&profile.wal());
    let sound = &wal[..wal::sound(&wal, &read(&profile.shm()))];
    let mut files = vec![profile.witness(), profile.running()];
    if !matches!(damage, Damage::Behind { .. }) {
        files.extend([profile.wal(), profile.shm()]);
    }
    let unclean = profile.running().exists();
    let aside = profile.set_aside(&files, now_ms)?;
    if !matches!(damage, Damage::Behind { .. }) && !sound.is_empty() {
        files::replace(&profile.wal(), sound)?;
    }
    // That the last stop was not a clean one is still known, and nothing more of it.
    if unclean {
        files::replace(&profile.running(), b"")?;
    }
    // A witness that has seen nothing: the next sign-in says why.
    files::replace(&profile.witness(), b"")?;
    Ok(aside)
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_default()
}
