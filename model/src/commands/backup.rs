//! Backups of this computer, and their way back. Where they go is this computer's own, never in the log.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::command::Done;

/// Makes a backup now, reads it back and checks it; only then do older ones go.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct BackUpNow {
    /// Another folder than the chosen one, this once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 1000))]
    pub to: Option<String>,
}
command!(BackUpNow = "backup.now", May(BackupRun), Local -> Backup);

/// One backup.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Backup {
    /// Its folder.
    pub path: String,
    /// The clinic that it is of.
    pub clinic: String,
    /// The register of the computer that made it.
    pub register: String,
    /// When it was made, UTC milliseconds.
    pub at: i64,
    /// Its size.
    pub bytes: u64,
}

/// Where backups go, how the last went, and what is to be done about it.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct GetBackupStatus {}
command!(GetBackupStatus = "backup.status", Nothing, Read -> BackupStatus);

/// The reply of `backup.status`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BackupStatus {
    /// Whether somebody has chosen, if only "not now".
    pub asked: bool,
    /// The chosen folder.
    pub folder: Option<String>,
    /// Whether it lies on the clinic's own disk, with which it would be lost.
    pub same_disk: bool,
    /// What Today says until it is mended.
    pub reminder: Option<Reminder>,
    /// The code of the fault that ended the last try, if that failed.
    pub failed: Option<String>,
    /// Whether one is being made.
    pub running: bool,
    /// When the last good one was made, UTC milliseconds.
    pub last: Option<i64>,
    /// This clinic's backups in the folder, newest first.
    pub backups: Vec<Backup>,
    /// Disks beside this computer's own, where backups could go.
    pub places: Vec<Place>,
    /// Bytes free on the clinic's disk.
    pub free: Option<u64>,
    /// Bytes that its records take.
    pub records: u64,
    /// The program's version.
    pub version: String,
}

choice! {
    /// Why this computer's records are not safe from its own end.
    pub enum Reminder {
        /// No folder is chosen.
        NoFolder = "no_folder",
        /// The folder is not there: its disk is not plugged in.
        Missing = "missing",
        /// The last try failed.
        Failed = "failed",
        /// The last good one is older than two days, and work has been done since.
        Old = "old",
    }
}

/// A disk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// Its folder.
    pub path: String,
    /// Bytes free.
    pub free: Option<u64>,
}

/// Chooses where this computer's backups go.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct SetBackupFolder {
    /// A folder that is there and can be written; absent for "not now".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 1000))]
    pub folder: Option<String>,
}
command!(SetBackupFolder = "backup.set_folder", May(BackupRun), Local -> Done);

/// Looks for backups: in the folder given, else in the chosen one and on every disk beside this computer's own.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct FindBackups {
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 1000))]
    pub folder: Option<String>,
}
command!(FindBackups = "backup.find", Nothing, Read -> Backups);

/// The reply of `backup.find`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Backups {
    /// What was found, newest first.
    pub backups: Vec<Backup>,
}

/// Brings a backup back. What is here now is kept aside, and nothing is changed unless all of it succeeds.
///
/// Beside a clinic that can be opened, only its owner may, with the present password, or whoever has the words.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RestoreBackup {
    /// The backup's folder, or a folder of backups, of which the newest is taken.
    #[schemars(length(min = 1, max = 1000))]
    pub from: String,
    /// A login that the backup knows.
    #[schemars(length(min = 1, max = 32))]
    pub user: String,
    /// Its password as of the backup; with the words, the new password of that owner.
    #[schemars(length(min = 1, max = 200))]
    pub password: String,
    /// The 24 recovery words, where no password is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 400))]
    pub words: Option<String>,
}
command!(RestoreBackup = "backup.restore", Nothing, Local -> Restored);

/// The reply of `backup.restore`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Restored {
    /// The clinic.
    pub clinic: String,
    /// The code of the register that this computer now has.
    pub register: String,
    /// How many entries the backup has.
    pub entries: u64,
    /// The time of the newest, UTC milliseconds: what was done later is not in it.
    pub newest: i64,
    /// Where what was here before is kept, if anything was.
    pub aside: Option<String>,
}
