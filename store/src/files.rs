//! The profile's folder: which file is which, and how one is replaced so that a power cut leaves the old or the new.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// Where a profile's files lie.
#[derive(Clone, Debug)]
pub struct Profile {
    home: PathBuf,
}

impl Profile {
    /// The profile in that folder.
    pub fn at(home: &Path) -> Self {
        Self { home: home.to_owned() }
    }

    /// The folder.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// The encrypted database.
    pub fn database(&self) -> PathBuf {
        self.home.join("clinic.db")
    }

    /// Its write-ahead log.
    pub fn wal(&self) -> PathBuf {
        self.home.join("clinic.db-wal")
    }

    /// The index of the write-ahead log.
    pub fn shm(&self) -> PathBuf {
        self.home.join("clinic.db-shm")
    }

    /// The sealed keys.
    pub fn keyring(&self) -> PathBuf {
        self.home.join("keyring")
    }

    /// The sealed keys as they were before.
    pub fn keyring_before(&self) -> PathBuf {
        self.home.join("keyring.before")
    }

    /// The witness of the chain's head.
    pub fn witness(&self) -> PathBuf {
        self.home.join("witness")
    }

    /// Wrong passwords, counted.
    pub fn tries(&self) -> PathBuf {
        self.home.join("tries")
    }

    /// There while the profile is open; left behind by a stop that was not clean. It holds the head of the
    /// chain as of the last commit, unless what it spoke of was set aside.
    pub fn running(&self) -> PathBuf {
        self.home.join("running")
    }

    /// Where this computer's backups go, and how the last one went.
    pub fn backups(&self) -> PathBuf {
        self.home.join("backups")
    }

    /// There while a clinic is being founded: without a keyring beside it, nothing was ever acknowledged.
    pub fn founding(&self) -> PathBuf {
        self.home.join("founding")
    }

    /// Takes the profile for this process, until the returned file is dropped.
    ///
    /// # Errors
    /// [`Error::ProfileOpen`] where another process has it.
    pub fn lock(&self) -> Result<File> {
        fs::create_dir_all(&self.home)?;
        let file =
            OpenOptions::new().create(true).truncate(false).read(true).write(true).open(self.home.join("lock"))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(fs::TryLockError::WouldBlock) => Err(Error::ProfileOpen),
            Err(fs::TryLockError::Error(e)) => Err(e.into()),
        }
    }

    /// Moves the named files into a new folder inside the profile and returns its name. It needs no room.
    ///
    /// # Errors
    /// The folder's or a file's own.
    pub fn set_aside(&self, files: &[PathBuf], now_ms: i64) -> Result<PathBuf> {
        let aside = self.home.join(format!("damaged-{now_ms}"));
        fs::create_dir_all(&aside)?;
        for file in files {
            if let Some(name) = file.file_name()
                && file.exists()
            {
                fs::rename(file, aside.join(name))?;
            }
        }
        sync_folder(&aside)?;
        sync_folder(&self.home)?;
        Ok(aside)
    }

    /// Sets the database aside, where it still can be looked at, and puts another in its place.
    ///
    /// # Errors
    /// As [`Profile::set_aside`].
    pub(crate) fn replace_database(&self, by: &Path, now_ms: i64) -> Result<PathBuf> {
        // The write-ahead log belongs to the old one and must not meet the new one.
        let aside = self.set_aside(&[self.wal(), self.shm()], now_ms)?;
        let old = aside.join("clinic.db");
        // Two names for a moment, so that a power cut leaves the one or the other; some file systems have no such thing.
        if fs::hard_link(self.database(), &old).is_err() {
            fs::rename(self.database(), &old)?;
        }
        fs::rename(by, self.database())?;
        sync_folder(&aside)?;
        sync_folder(&self.home)?;
        Ok(aside)
    }
}

/// Replaces a file whole: new file, sync, rename, sync of the folder.
///
/// # Errors
/// [`Error::DiskFull`], or the file's own; the old file is then as it was.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    Prepared::write(path, bytes)?.place()
}

/// A file's new content, durable beside it; gone again unless it is put in place.
pub(crate) struct Prepared {
    path: PathBuf,
    beside: PathBuf,
    placed: bool,
}

impl Prepared {
    /// Writes it. All that needs room on the disk happens here.
    ///
    /// # Errors
    /// [`Error::DiskFull`], or the file's own.
    pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<Self> {
        let prepared = Self { path: path.to_owned(), beside: path.with_extension("new"), placed: false };
        let mut file = File::create(&prepared.beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        Ok(prepared)
    }

    /// Puts it in place.
    ///
    /// # Errors
    /// The file's own; the old file is then as it was.
    pub(crate) fn place(mut self) -> Result<()> {
        fs::rename(&self.beside, &self.path)?;
        self.placed = true;
        self.path.parent().map_or(Ok(()), sync_folder)
    }
}

impl Drop for Prepared {
    fn drop(&mut self) {
        if !self.placed {
            let _ = fs::remove_file(&self.beside);
        }
    }
}

/// Copies a file into a place where none is, durably.
///
/// # Errors
/// [`Error::DiskFull`], or a file's own.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to)?;
    Ok(OpenOptions::new().write(true).open(to)?.sync_all()?)
}

/// Has the system forget what it remembers of a durable file, so that the next reading is from the disk itself.
#[cfg(target_os = "linux")]
pub(crate) fn forget(path: &Path) -> Result<()> {
    rustix::fs::fadvise(File::open(path)?, 0, None, rustix::fs::Advice::DontNeed).map_err(std::io::Error::from)?;
    Ok(())
}

/// Elsewhere no system call of ours says so: the reading may be of what the system remembers.
#[cfg(not(target_os = "linux"))]
pub(crate) fn forget(_: &Path) -> Result<()> {
    Ok(())
}

/// Bytes that can still be written where `path` lies.
pub fn free_space(path: &Path) -> Option<u64> {
    fs4::available_space(path).ok()
}

/// Whether two folders lie on one disk, as far as the system tells.
pub fn same_disk(a: &Path, b: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let disk = |path: &Path| fs::metadata(path).map(|m| m.dev()).ok();
        disk(a) == disk(b)
    }
    #[cfg(not(unix))]
    {
        let disk = |path: &Path| path.canonicalize().ok()?.components().next().map(|c| c.as_os_str().to_owned());
        disk(a) == disk(b)
    }
}

/// Makes the folder's entries durable. Windows has no such call and needs none.
pub(crate) fn sync_folder(folder: &Path) -> Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}
