//! The head of the chain, witnessed outside the database: a log that was cut short says nothing of itself.

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
    let mut e = Encoder::new(Vec::new());
    let written = e.array(2).and_then(|e| e.u64(link.n)).and_then(|e| e.bytes(&link.hash.0)).map(drop);
    debug_assert!(written.is_ok());
    files::replace(&profile.witness(), &key.seal_beside(PURPOSE, &e.into_writer()))
}

/// What the witness saw last; `None` where the file is missing or does not open.
pub(crate) fn read(profile: &Profile, key: &DatabaseKey) -> Option<Link> {
    let sealed = std::fs::read(profile.witness()).ok()?;
    let bytes = key.open_beside(PURPOSE, &sealed).ok()?;
    let mut d = Decoder::new(&bytes);
    d.array().ok()?;
    Some(Link { n: d.u64().ok()?, hash: ChainHash(d.bytes().ok()?.try_into().ok()?) })
}
