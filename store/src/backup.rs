//! Backups: copies of a profile that open as it does, and their way back.
//!
//! A backup is a folder with the three files of a closed profile: `clinic.db`, encrypted with the same key,
//! `keyring` and `witness`. Whoever can sign in, and whoever has the recovery words, opens it on any computer.

use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};
use serde::{Deserialize, Serialize};
use sync::Link;

use crate::damage::Damage;
use crate::db::{self, Mode};
use crate::error::{Error, Result};
use crate::files::{self, Profile};
use crate::incarnation::{self, Place};
use crate::keyring::Keyring;
use crate::keys::DatabaseKey;
use crate::patience::giving_way;
use crate::store::{Shared, Store, lock};
use crate::tx::{Act, Tx};
use crate::verify::Report;
use crate::view::View;
use crate::witness;

/// Pages that are copied at once.
const STEP: i32 = 32;

/// Steps after which the copy is brought to its disk, so that no commit waits behind more than a megabyte of it.
const SYNC_EVERY: u32 = 8;

/// How long the copy then leaves the disk to whoever works.
const BREATH: Duration = Duration::from_millis(2);

/// Where a backup is brought back before it takes the profile's place.
const RESTORING: &str = "restoring";

/// The same, once it is whole: what is in the profile now goes aside, the time in its name.
const RESTORED: &str = "restored-";

/// Where what was in the profile before goes.
const BEFORE: &str = "before-restore-";

/// Where this computer's backups go, and how they went. It lies beside the database, so that it can be read
/// when that cannot.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Somebody has chosen, if only "not now".
    pub asked: bool,
    /// The folder.
    pub folder: Option<PathBuf>,
    /// The folder was on another disk than the profile when it was chosen.
    pub other_disk: bool,
    /// The last one that was made and checked.
    pub last: Option<Made>,
    /// Why there is none newer.
    pub failed: Option<Failed>,
}

/// A backup that was made and checked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Made {
    /// Its folder's name.
    pub name: String,
    /// When, UTC milliseconds.
    pub at: i64,
    /// The register of the chain, and the last transaction of it that the backup has.
    pub head: (String, u64),
}

/// A backup that could not be made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Failed {
    /// When, UTC milliseconds.
    pub at: i64,
    /// The fault's code.
    pub code: String,
}

impl Plan {
    /// As it was last kept; a damaged file is no plan.
    pub fn read(profile: &Profile) -> Self {
        fs::read(profile.backups()).ok().and_then(|b| serde_json::from_slice(&b).ok()).unwrap_or_default()
    }

    /// Keeps it.
    ///
    /// # Errors
    /// The file's own.
    pub fn write(&self, profile: &Profile) -> Result<()> {
        files::replace(&profile.backups(), &serde_json::to_vec_pretty(self).unwrap_or_default())
    }
}

/// A backup that was read and found good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The size of its files.
    pub bytes: u64,
    /// How many transactions it has.
    pub entries: u64,
    /// The time of the newest, UTC milliseconds.
    pub newest: i64,
    /// The last transaction of its own chain.
    pub head: u64,
}

impl Store {
    /// What opens this profile's backups.
    pub fn key(&self) -> DatabaseKey {
        self.shared.key.clone()
    }

    /// Copies the profile as it is now into `folder`, which must not be there, reads the copy back from its disk
    /// and checks it. Commits and reads go on beside it, and come first. It ends early once `go_on` says no.
    ///
    /// # Errors
    /// [`Error::DiskFull`], [`Error::Stopped`], the damage of what is copied, or the folder's own; what was
    /// written stays for the caller to remove.
    pub fn copy_to(&self, folder: &Path, go_on: &(dyn Fn() -> bool + Sync)) -> Result<Checked> {
        giving_way(|| self.copied_to(folder, go_on))?
    }

    fn copied_to(&self, folder: &Path, go_on: &dyn Fn() -> bool) -> Result<Checked> {
        fs::create_dir(folder)?;
        let copy = Profile::at(folder);
        let head = self.copy(&copy, go_on)?;
        files::sync_folder(folder)?;
        for file in [copy.database(), copy.keyring(), copy.witness()] {
            files::forget(&file)?;
        }
        if !go_on() {
            return Err(Error::Stopped);
        }
        let checked = check(folder, &self.shared.key)?;
        if checked.head == head.n { Ok(checked) } else { Err(Error::Damaged(Damage::Backup)) }
    }

    fn copy(&self, copy: &Profile, go_on: &dyn Fn() -> bool) -> Result<Link> {
        let shared = &*self.shared;
        let from = db::open(&shared.profile.database(), &shared.key, &shared.salt, Mode::Read)?;
        // One snapshot, whatever is written meanwhile: without it each commit would begin the copy anew.
        from.execute_batch("PRAGMA cache_size = -2000; BEGIN")?;
        let view = View { db: &from, shared };
        let keyring = Keyring::of(&view)?;
        let head = shared.link_at(&from, None)?.ok_or(Error::Damaged(Damage::Table))?;
        keyring.write_alone(copy)?;
        witness::write(copy, &shared.key, &head)?;
        let mut into = db::open(&copy.database(), &shared.key, &shared.salt, Mode::Copy)?;
        let file = OpenOptions::new().write(true).open(copy.database())?;
        {
            let pages = Backup::new(&from, &mut into)?;
            let mut steps = 0;
            while pages.step(STEP)? == StepResult::More {
                steps += 1;
                if steps % SYNC_EVERY == 0 {
                    file.sync_data()?;
                    thread::sleep(BREATH);
                }
                if !go_on() {
                    return Err(Error::Stopped);
                }
            }
        }
        // A copy has no write-ahead log, and is opened from disks that cannot be written.
        into.execute_batch("PRAGMA journal_mode = DELETE")?;
        drop(into);
        file.sync_all()?;
        Ok(head)
    }
}

/// Reads all of a backup: every page, every link and signature of its log, and that it ends where its witness says.
///
/// # Errors
/// [`Damage::Backup`], whatever the harm is; `newer`; a file's own.
pub fn check(folder: &Path, key: &DatabaseKey) -> Result<Checked> {
    let checked = checked(folder, key);
    checked.map_err(|e| match e {
        Error::Damaged(_) | Error::Wire(_) | Error::NoSuchRecord => Error::Damaged(Damage::Backup),
        other => other,
    })
}

fn checked(folder: &Path, key: &DatabaseKey) -> Result<Checked> {
    let copy = Profile::at(folder);
    let keyring = Keyring::read(&copy)?.0;
    let salt = keyring.salt()?;
    let db = db::open(&copy.database(), key, &salt, Mode::Look)?;
    db::refuse_newer(&db)?;
    let shared = Shared::of(copy.clone(), key.clone(), salt, &db)?;
    let mut report = Report::default();
    report.pages(&db)?;
    report.log(&db, &shared)?;
    let head = *lock(&shared.head);
    if !report.is_good() || witness::read(&copy.witness(), key) != Some(head) {
        return Err(Error::Damaged(Damage::Backup));
    }
    let newest = View { db: &db, shared: &shared }.latest()?.unwrap_or_default();
    Ok(Checked { bytes: size(folder), entries: report.transactions, newest, head: head.n })
}

/// Gives a folder its name, durably.
///
/// # Errors
/// The folder's own.
pub fn rename(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to)?;
    to.parent().map_or(Ok(()), files::sync_folder)
}

/// The size of a backup's files.
pub fn size(folder: &Path) -> u64 {
    let copy = Profile::at(folder);
    let files = [copy.database(), copy.keyring(), copy.witness()];
    files.iter().filter_map(|file| fs::metadata(file).ok()).map(|m| m.len()).sum()
}

/// Whose act a restore is, and what must hold in it.
pub struct Heir<'a> {
    /// The person, time and request.
    pub act: Act<'a>,
    /// Codes of registers that are known to be taken, wherever that was seen.
    pub registers: Vec<String>,
}

/// A backup that is whole beside the profile, as a new incarnation, and waits to take its place.
pub struct Restored {
    profile: Profile,
    folder: PathBuf,
    /// The code of its register.
    pub register: String,
    /// What was read in it.
    pub checked: Checked,
}

/// Copies a backup beside the profile in `home`, checks it there, and begins a new incarnation in it, whose first
/// transaction is `heir`'s and also does `also`. The profile itself is as it was.
///
/// # Errors
/// [`Error::DiskFull`]; [`Damage::Backup`]; whatever `also` returns.
pub fn bring(
    from: &Path,
    home: &Profile,
    key: &DatabaseKey,
    heir: &Heir<'_>,
    also: impl FnOnce(&mut Tx<'_>) -> Result<()>,
) -> Result<Restored> {
    let folder = home.home().join(RESTORING);
    clear(&folder)?;
    let brought = bring_into(&folder, from, home, key, heir, also);
    if brought.is_err() {
        // What cannot be removed now is removed at the next start.
        let _ = clear(&folder);
    }
    brought
}

fn bring_into(
    folder: &Path,
    from: &Path,
    home: &Profile,
    key: &DatabaseKey,
    heir: &Heir<'_>,
    also: impl FnOnce(&mut Tx<'_>) -> Result<()>,
) -> Result<Restored> {
    fs::create_dir_all(folder)?;
    let (backup, fresh) = (Profile::at(from), Profile::at(folder));
    for (from, to) in [
        (backup.keyring(), fresh.keyring()),
        (backup.witness(), fresh.witness()),
        (backup.database(), fresh.database()),
    ] {
        files::copy(&from, &to)?;
    }
    let checked = check(folder, key)?;
    let keyring = Keyring::read(&fresh)?.0;
    let salt = keyring.salt()?;
    let mut db = db::open(&fresh.database(), key, &salt, Mode::Write)?;
    db::migrate(&mut db)?;
    let before = Shared::of(fresh.clone(), key.clone(), salt, &db)?;
    incarnation::begin(&mut db, &before, Place::Anywhere)?;
    let store = Store::over(fresh, key.clone(), salt, db)?;
    store.write(&heir.act, |tx| {
        incarnation::put_desk(tx, &heir.registers, Place::Anywhere)?;
        also(tx)
    })?;
    let register = store.keyring()?.register;
    store.write_keyring()?;
    store.close()?;
    files::sync_folder(folder)?;
    Ok(Restored { profile: home.clone(), folder: folder.to_owned(), register, checked })
}

impl Restored {
    /// Puts it in the profile's place, which must not be open. Returns where what was there before is kept now,
    /// if anything was.
    ///
    /// # Errors
    /// A file's own. A stop in the middle is finished by [`settle`].
    pub fn place(self, now_ms: i64) -> Result<Option<PathBuf>> {
        let whole = self.profile.home().join(format!("{RESTORED}{now_ms}"));
        // From this rename on there is a new profile, before it the old one.
        fs::rename(&self.folder, &whole)?;
        files::sync_folder(self.profile.home())?;
        finish(&self.profile, &whole)
    }
}

/// Finishes a restore that was cut short after its backup was whole, and clears away one that was not yet.
///
/// # Errors
/// A file's own; the next start tries again.
pub fn settle(profile: &Profile) -> Result<()> {
    clear(&profile.home().join(RESTORING))?;
    for entry in fs::read_dir(profile.home()).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(RESTORED) {
            finish(profile, &entry.path())?;
        }
    }
    Ok(())
}

/// Moves what was in the profile aside and the restored files in. It goes on wherever it was cut short: the
/// database is the first to be moved in, so that as long as it is in `whole`, all in the profile is old.
fn finish(profile: &Profile, whole: &Path) -> Result<Option<PathBuf>> {
    let home = profile.home();
    let time = whole.file_name().map(|n| n.to_string_lossy().replace(RESTORED, "")).unwrap_or_default();
    let aside = home.join(format!("{BEFORE}{time}"));
    let new = Profile::at(whole);
    if new.database().exists() {
        let old = [
            profile.database(),
            profile.wal(),
            profile.shm(),
            profile.keyring(),
            profile.keyring_before(),
            profile.witness(),
            profile.running(),
            profile.founding(),
        ];
        for file in old.iter().filter(|file| file.exists()) {
            if let Some(name) = file.file_name() {
                fs::create_dir_all(&aside)?;
                fs::rename(file, aside.join(name))?;
                files::sync_folder(&aside)?;
            }
        }
        files::sync_folder(home)?;
        fs::rename(new.database(), profile.database())?;
        files::sync_folder(home)?;
    }
    for (from, to) in [
        (new.keyring(), profile.keyring()),
        (new.keyring_before(), profile.keyring_before()),
        (new.witness(), profile.witness()),
    ] {
        if from.exists() {
            fs::rename(from, to)?;
        }
    }
    files::sync_folder(home)?;
    clear(whole)?;
    files::sync_folder(home)?;
    Ok(aside.exists().then_some(aside))
}

/// Removes a folder that may not be there.
fn clear(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(e.into()),
        _ => Ok(()),
    }
}
