//! Backups: once a day, on quit and on demand, into a folder that a person chose.
//!
//! One is made under a name of its own, read back from its disk and checked, and only then renamed; only then do
//! older ones go. Nothing of it is in the log.

mod restore;
mod set;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, TryLockError};
use std::thread::JoinHandle;
use std::time::Duration;

use model::command::Done;
use model::commands::backup::{
    BackUpNow, Backup, BackupStatus, Backups as Found, FindBackups, GetBackupStatus, Reminder, SetBackupFolder,
};
use model::day::Day;
use model::tenancy::Desk;
use model::{Fault, Id};
use store::backup::{Checked, Failed, Made, Plan};
use store::damage::Damage;
use store::keyring::Keyring;
use store::{Error, Profile, Store};

use crate::clock::Clock;
use crate::dispatch::Call;
use crate::lock;
use crate::profile::Clinic;

pub(crate) use restore::restore;
use set::Name;

/// How often it is asked whether today's is due.
const ASK_EVERY: Duration = Duration::from_secs(60);

/// How long after one that failed the next is tried, milliseconds.
const AGAIN_AFTER: i64 = 15 * 60_000;

/// After how long without a good one Today says so, milliseconds.
const OLD: i64 = 2 * DAY;

const DAY: i64 = 24 * 60 * 60_000;

/// Where this computer's backups go, and the thread that makes the daily one.
pub(crate) struct Backups {
    profile: Profile,
    clock: Arc<Clock>,
    plan: Mutex<Plan>,
    /// Held while one is made.
    making: Mutex<()>,
    stop: AtomicBool,
    daily: Mutex<Option<(SyncSender<()>, JoinHandle<()>)>>,
}

impl Backups {
    pub(crate) fn of(profile: &Profile, clock: &Arc<Clock>) -> Arc<Self> {
        Arc::new(Self {
            plan: Mutex::new(Plan::read(profile)),
            profile: profile.clone(),
            clock: Arc::clone(clock),
            making: Mutex::default(),
            stop: AtomicBool::new(false),
            daily: Mutex::default(),
        })
    }

    /// Whether somebody has chosen where they go.
    pub(crate) fn has_folder(&self) -> bool {
        lock(&self.plan).folder.is_some()
    }

    /// Begins to ask each minute whether today's is due.
    pub(crate) fn begin(self: &Arc<Self>, store: &Arc<Store>) {
        let mut daily = lock(&self.daily);
        if daily.is_some() {
            return;
        }
        let (quit, asked) = sync_channel(0);
        let (own, store) = (Arc::clone(self), Arc::clone(store));
        let ask = move || {
            while asked.recv_timeout(ASK_EVERY) == Err(RecvTimeoutError::Timeout) {
                // Why it failed is kept with the plan.
                let _ = own.make_if_due(&store);
            }
        };
        // Where no thread can be had there is still the one on quit.
        *daily = std::thread::Builder::new().name("backup".into()).spawn(ask).ok().map(|thread| (quit, thread));
    }

    /// Stops the one under way and waits for its end; what it wrote so far is removed.
    pub(crate) fn end(&self) {
        let daily = lock(&self.daily).take();
        self.stop.store(true, Ordering::Relaxed);
        if let Some((quit, thread)) = daily {
            drop(quit);
            // Had it died, the next start begins another.
            let _ = thread.join();
        }
        drop(lock(&self.making));
        self.stop.store(false, Ordering::Relaxed);
    }

    /// Makes today's, if there is none yet and there is something to keep.
    fn make_if_due(&self, store: &Store) -> Result<bool, Fault> {
        let (plan, now) = (lock(&self.plan).clone(), self.clock.now());
        let keyring = store.keyring()?;
        let zone = keyring.zone_minutes;
        let todays = plan.last.as_ref().is_some_and(|last| Day::at(last.at, zone) == Day::at(now, zone));
        let failed_now = plan.failed.as_ref().is_some_and(|f| (f.at..f.at + AGAIN_AFTER).contains(&now));
        if todays || failed_now || !self.is_worth_it(store, &keyring) {
            return Ok(false);
        }
        self.make(store, None).map(|_| true)
    }

    /// Whether there is a folder, and something in the log that its newest backup has not.
    fn is_worth_it(&self, store: &Store, keyring: &Keyring) -> bool {
        let plan = lock(&self.plan);
        let there = plan.folder.as_deref().is_some_and(|folder| self.is_there(&plan, folder));
        let head = (keyring.register.clone(), store.head().n);
        there && plan.last.as_ref().is_none_or(|last| last.head != head)
    }

    /// Whether the folder is there, and on the disk that it was chosen on: the place where a disk is plugged in
    /// may be an empty folder of the computer's own without it.
    fn is_there(&self, plan: &Plan, folder: &Path) -> bool {
        folder.is_dir() && !(plan.other_disk && store::same_disk(self.profile.home(), folder))
    }

    /// Makes one in the chosen folder, or in `to`.
    fn make(&self, store: &Store, to: Option<&Path>) -> Result<Backup, Fault> {
        let _alone = match self.making.try_lock() {
            Ok(alone) => alone,
            Err(TryLockError::Poisoned(alone)) => alone.into_inner(),
            Err(TryLockError::WouldBlock) => return Err(Fault::new("backup-running")),
        };
        let made = self.make_in(store, to);
        let mut plan = lock(&self.plan);
        match &made {
            Ok(_) => plan.failed = None,
            Err(fault) if fault.code == "closing" => {}
            Err(fault) => plan.failed = Some(Failed { at: self.clock.now(), code: fault.code.clone() }),
        }
        // Where the clinic's disk is full the next one says the same again.
        let _ = plan.write(&self.profile);
        made
    }

    fn make_in(&self, store: &Store, to: Option<&Path>) -> Result<Backup, Fault> {
        let plan = lock(&self.plan).clone();
        let folder = match (to, &plan.folder) {
            (Some(to), _) => to,
            (None, Some(folder)) if self.is_there(&plan, folder) => folder,
            (None, Some(_)) => return Err(Fault::new("backup-missing")),
            (None, None) => return Err(Fault::new("backup-no-folder")),
        };
        if !folder.is_dir() {
            return Err(Fault::new("backup-missing"));
        }
        let keyring = store.keyring()?;
        remove_parts(folder, &keyring);
        let mut now = self.clock.now();
        let mut name = Name::at(&keyring, now);
        while folder.join(name.to_string()).exists() {
            now += 1000;
            name = Name::at(&keyring, now);
        }
        let part = folder.join(format!("{name}{}", set::PART));
        let made = store.copy_to(&part, &|| !self.stop.load(Ordering::Relaxed));
        let made = made.and_then(|checked| {
            store::backup::rename(&part, &folder.join(name.to_string()))?;
            Ok(checked)
        });
        let checked = made.map_err(|e| {
            let _ = std::fs::remove_dir_all(&part);
            why(e, folder)
        })?;
        if let Err(fault) = remove_old(store, folder, &name) {
            // The new one stands; that an old one stays costs room alone.
            debug_assert_ne!(fault.code, "internal");
        }
        if to.is_none_or(|to| plan.folder.as_deref() == Some(to)) {
            let head = (keyring.register.clone(), checked.head);
            lock(&self.plan).last = Some(Made { name: name.to_string(), at: now, head });
        }
        Ok(set::backup(folder, &name, &keyring.clinic, keyring.zone_minutes))
    }
}

/// What a copy cut short has left of this computer.
fn remove_parts(folder: &Path, keyring: &Keyring) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy().strip_suffix(set::PART).and_then(Name::parse);
        if name.is_some_and(|n| n.tenant == set::tenant_of(keyring) && n.register == keyring.register) {
            // One that cannot be removed is only in the way of room.
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

/// Removes what `made` has made needless, of this computer under whichever register it had.
fn remove_old(store: &Store, folder: &Path, made: &Name) -> Result<(), Fault> {
    let own = Id::<Desk>::from_bytes(store.incarnation().0);
    let registers: Vec<String> = store.read(|view| {
        let letter = view.expect(own)?.record.letter;
        let desks = view.all::<Desk>()?.into_iter().map(|d| d.record);
        Ok(desks.filter(|d| d.letter == letter).map(|d| d.register).collect())
    })?;
    let mut names = set::names(folder);
    names.retain(|name| name.tenant == made.tenant && registers.contains(&name.register));
    for name in set::to_remove(&names, made) {
        // First its keyring, so that half a backup is never taken for one.
        let path = folder.join(name.to_string());
        match std::fs::remove_file(Profile::at(&path).keyring()) {
            // Removing it was cut short before.
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {}
            removed => removed.map_err(Error::from)?,
        }
        std::fs::remove_dir_all(path).map_err(Error::from)?;
    }
    Ok(())
}

/// Why a backup could not be made, as a person can mend it.
fn why(e: Error, folder: &Path) -> Fault {
    use std::io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem};
    match e {
        _ if !folder.is_dir() => Fault::new("backup-missing"),
        Error::DiskFull => Fault::new("backup-full"),
        Error::Io(io) if matches!(io.kind(), PermissionDenied | ReadOnlyFilesystem) => Fault::new("backup-unwritable"),
        Error::Io(_) | Error::Sqlite(_) | Error::Damaged(Damage::Backup) => Fault::new("backup-broken"),
        other => other.into(),
    }
}

impl Clinic {
    /// Makes today's backup, if it is due; `true` where one was made. Otherwise a thread asks this each minute.
    ///
    /// # Errors
    /// As `backup.now`.
    pub fn back_up_if_due(&self) -> Result<bool, Fault> {
        self.backups.make_if_due(&*self.store()?)
    }

    /// Makes a backup where there is something new to keep, then ends as [`Clinic::close`] does, whatever became
    /// of it.
    ///
    /// # Errors
    /// The backup's, then the disk's.
    pub fn quit(&self) -> Result<(), Fault> {
        let made = self.store().ok().map(|store| {
            // The daily one may be under way: then that is it.
            drop(lock(&self.backups.making));
            match self.backups.is_worth_it(&store, &store.keyring()?) {
                true => self.backups.make(&store, None).map(drop),
                false => Ok(()),
            }
        });
        self.close()?;
        made.unwrap_or(Ok(()))
    }

    /// Reads every backup of this clinic in the chosen folder and says of each whether it is good.
    ///
    /// # Errors
    /// As [`Clinic::verify`].
    pub fn check_backups(&self, mut said: impl FnMut(&Backup, Result<Checked, Fault>)) -> Result<(), Fault> {
        let key = self.store()?.key();
        for backup in status_of(self).backups {
            let checked = store::backup::check(Path::new(&backup.path), &key);
            said(&backup, checked.map_err(Fault::from));
        }
        Ok(())
    }
}

pub(crate) fn now(call: &Call<'_>, args: BackUpNow) -> Result<Backup, Fault> {
    let to = args.to.map(|to| folder(call.clinic, "to", &to)).transpose()?;
    call.clinic.backups.make(&*call.store()?, to.as_deref())
}

pub(crate) fn status(call: &Call<'_>, _: GetBackupStatus) -> Result<BackupStatus, Fault> {
    Ok(status_of(call.clinic))
}

fn status_of(clinic: &Clinic) -> BackupStatus {
    let backups = &*clinic.backups;
    let (plan, home, now) = (lock(&backups.plan).clone(), backups.profile.home(), clinic.clock.now());
    let keyring = clinic.keyring_shown();
    let mut rows = Vec::new();
    if let (Some(folder), Some(keyring)) = (&plan.folder, &keyring) {
        let own = set::names(folder).into_iter().filter(|n| n.tenant == set::tenant_of(keyring));
        rows.extend(own.map(|n| set::backup(folder, &n, &keyring.clinic, keyring.zone_minutes)));
    } else if let Some(folder) = &plan.folder {
        rows = set::found(folder);
    }
    let real = keyring.as_ref().is_some_and(|k| !k.demo) && !clinic.practice;
    BackupStatus {
        asked: plan.asked,
        same_disk: plan.folder.as_deref().is_some_and(|folder| store::same_disk(home, folder)),
        reminder: if real { reminder(clinic, &plan, now) } else { None },
        failed: plan.failed.map(|f| f.code),
        running: matches!(backups.making.try_lock(), Err(TryLockError::WouldBlock)),
        last: plan.last.map(|l| l.at),
        folder: plan.folder.map(|f| f.display().to_string()),
        backups: rows,
        places: set::places(home),
        free: store::free_space(home),
        records: std::fs::metadata(backups.profile.database()).map_or(0, |m| m.len()),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

fn reminder(clinic: &Clinic, plan: &Plan, now: i64) -> Option<Reminder> {
    let Some(folder) = &plan.folder else { return Some(Reminder::NoFolder) };
    let age = plan.last.as_ref().map(|last| now - last.at);
    let missing = !clinic.backups.is_there(plan, folder);
    if missing && age.is_none_or(|age| age > DAY) {
        return Some(Reminder::Missing);
    }
    if plan.failed.is_some() {
        return Some(Reminder::Failed);
    }
    let store = clinic.store().ok()?;
    let worth_it = store.keyring().is_ok_and(|keyring| clinic.backups.is_worth_it(&store, &keyring));
    (worth_it && age.is_some_and(|age| age > OLD)).then_some(Reminder::Old)
}

pub(crate) fn set_folder(call: &Call<'_>, args: SetBackupFolder) -> Result<Done, Fault> {
    let clinic = call.clinic;
    let folder = args.folder.map(|text| folder(clinic, "folder", &text)).transpose()?;
    let mut plan = lock(&clinic.backups.plan);
    let other_disk = folder.as_deref().is_some_and(|f| !store::same_disk(clinic.profile.home(), f));
    let last = plan.last.take().filter(|_| plan.folder == folder);
    let chosen = Plan { asked: true, folder, other_disk, last, failed: None };
    chosen.write(&clinic.profile)?;
    *plan = chosen;
    Ok(Done {})
}

/// A folder that backups can be written to, or the refusal of the field that names it.
fn folder(clinic: &Clinic, field: &str, text: &str) -> Result<PathBuf, Fault> {
    let folder = PathBuf::from(text.trim());
    let refused = |code: &str| Err(Fault::field(field, code));
    if !folder.is_absolute() || !folder.is_dir() {
        return refused("field-folder");
    }
    let whole = |path: &Path| path.canonicalize().map_err(Error::from);
    if whole(&folder)?.starts_with(whole(clinic.profile.home())?) {
        return refused("field-folder-inside");
    }
    // A file without a name, so that a kill right now leaves nothing behind.
    if tempfile::tempfile_in(&folder).is_err() {
        return refused("field-folder-unwritable");
    }
    Ok(folder)
}

pub(crate) fn find(call: &Call<'_>, args: FindBackups) -> Result<Found, Fault> {
    let mut backups = Vec::new();
    match args.folder.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        Some(folder) => backups = set::found(Path::new(folder)),
        None => {
            let status = status_of(call.clinic);
            for place in status.folder.into_iter().chain(status.places.into_iter().map(|p| p.path)) {
                let place = Path::new(&place);
                // A disk's own folder, and those in it.
                let inside = std::fs::read_dir(place).into_iter().flatten().flatten().map(|e| e.path());
                for folder in [place.to_owned()].into_iter().chain(inside.filter(|p| p.is_dir())) {
                    backups.extend(set::found(&folder));
                }
            }
        }
    }
    backups.sort_unstable_by_key(|b: &Backup| (std::cmp::Reverse(b.at), b.path.clone()));
    backups.dedup();
    Ok(Found { backups })
}
