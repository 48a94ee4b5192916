//! The head of the chain, witnessed outside the database: a log that was cut short says nothing of itself.
//!
//! Twice. The witness is replaced durably at each checkpoint and on quit. The running mark is overwritten after
//! each commit without a sync of its own: it outlives a killed process, and a power cut may at worst leave it old.

use std::fs::{File, OpenOptions};
use std::io::{Seek, Write};
use std::path::Path;

use minicbor::{Decoder, Encoder};
use sync::{ChainHash, Link};

use crate::error::Result;
use crate::files::{self, Profile};
use crate::keys::DatabaseKey;

const PURPOSE: &str = "nadi witness 1";

/// Writes the witness, replacing it whole.
///
/// # Errors
/// [`crate::Error::DiskFull`], or the file's own.
pub(crate) fn write(profile: &Profile, key: &DatabaseKey, link: &Link) -> Result<()> {
    files::replace(&profile.witness(), &sealed(key, link))
}

/// What a witness saw last; `None` where the file is missing or does not open.
pub(crate) fn read(file: &Path, key: &DatabaseKey) -> Option<Link> {
    let sealed = std::fs::read(file).ok()?;
    let bytes = key.open_beside(PURPOSE, &sealed).ok()?;
    let mut d = Decoder::new(&bytes);
    d.array().ok()?;
    Some(Link { n: d.u64().ok()?, hash: ChainHash(d.bytes().ok()?.try_into().ok()?) })
}

/// The running mark of an open profile.
pub(crate) struct Running(File);

impl Running {
    /// Leaves the mark, durably.
    ///
    /// # Errors
    /// [`crate::Error::DiskFull`], or the file's own.
    pub(crate) fn begin(profile: &Profile, key: &DatabaseKey, link: &Link) -> Result<Self> {
        files::replace(&profile.running(), &sealed(key, link))?;
        Ok(Self(OpenOptions::new().write(true).open(profile.running())?))
    }

    /// Notes the head of the last commit. The commit stands without it.
    pub(crate) fn note(&mut self, key: &DatabaseKey, link: &Link) {
        // Never shorter than before: the number only grows.
        let _ = self.0.rewind().and_then(|()| self.0.write_all(&sealed(key, link)));
    }
}

fn sealed(key: &DatabaseKey, link: &Link) -> Vec<u8> {
    let mut e = Encoder::new(Vec::new());
    let written = e.array(2).and_then(|e| e.u64(link.n)).and_then(|e| e.bytes(&link.hash.0)).map(drop);
    debug_assert!(written.is_ok());
    key.seal_beside(PURPOSE, &e.into_writer())
}
