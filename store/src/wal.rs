//! A look at SQLite's write-ahead log before SQLite opens it.
//!
//! SQLite takes the first frame whose checksum fails for the end of the log and drops what stands behind it
//! without a word. So the frames are read here first: a bad one with a commit of the same salt behind it, or
//! before the place that the index calls committed, is damage and not a torn tail.
//! The format is that of SQLite's "WAL-mode File Format" page.

use crate::damage::Damage;

const HEADER: usize = 32;
const FRAME_HEADER: usize = 24;

/// Looks at the bytes of the log, if there is one, and of its index (`-shm`), either of which may be empty.
/// `must_be_there`: a stop that was not clean has left a log behind.
///
/// # Errors
/// [`Damage::WalHeader`], [`Damage::WalFrame`] or [`Damage::WalMissing`].
pub(crate) fn look(wal: Option<&[u8]>, shm: &[u8], must_be_there: bool) -> Result<(), Damage> {
    let index = Index::read(shm);
    let needed = index.is_some_and(|i| i.committed > i.copied);
    let Some(wal) = wal else {
        return if needed || (must_be_there && index.is_none()) { Err(Damage::WalMissing) } else { Ok(()) };
    };
    let Some(header) = Header::read(wal) else {
        // A header that was being written when the power went has no frame behind it.
        let written = wal.len() > HEADER + FRAME_HEADER;
        return match (written, needed) {
            (true, _) => Err(Damage::WalHeader),
            (false, true) => Err(Damage::WalMissing),
            (false, false) => Ok(()),
        };
    };
    let frame = FRAME_HEADER + header.page;
    let committed = index.filter(|i| i.salt == header.salt).map_or(0, |i| i.committed);
    let good = header.good(wal).len();
    if good < committed {
        let whole = wal.len() >= HEADER + frame * committed;
        return Err(if whole { Damage::WalFrame } else { Damage::WalMissing });
    }
    // What a rolled-back write leaves behind has the same salt too, but never the mark of a commit.
    let is_commit = |f: &[u8]| f[8..16] == header.salt && f[4..8] != [0; 4];
    match wal[HEADER..].chunks_exact(frame).skip(good + 1).any(is_commit) {
        true => Err(Damage::WalFrame),
        false => Ok(()),
    }
}

/// How many bytes of the log, from its start, end with the last commit that SQLite would still find.
///
/// None of them where the database has been given more than that already: pages from an earlier time would
/// then cover newer ones.
pub(crate) fn sound(wal: &[u8], shm: &[u8]) -> usize {
    let Some(header) = Header::read(wal) else { return 0 };
    let commits = header.good(wal).iter().rposition(|is_commit| *is_commit).map_or(0, |last| last + 1);
    let copied = Index::read(shm).filter(|i| i.salt == header.salt).map_or(0, |i| i.copied);
    if commits == 0 || copied > commits { 0 } else { HEADER + (FRAME_HEADER + header.page) * commits }
}

fn pair(sum: (u32, u32)) -> Box<[u8]> {
    [sum.0.to_be_bytes(), sum.1.to_be_bytes()].concat().into()
}

struct Header {
    page: usize,
    salt: [u8; 8],
    sum: (u32, u32),
    big_endian: bool,
}

impl Header {
    fn read(wal: &[u8]) -> Option<Self> {
        let bytes = wal.get(..HEADER)?;
        let magic = u32::from_be_bytes(bytes[..4].try_into().ok()?);
        if magic & !1 != 0x377f_0682 {
            return None;
        }
        let page = u32::from_be_bytes(bytes[8..12].try_into().ok()?) as usize;
        if !page.is_power_of_two() || !(512..=65536).contains(&page) {
            return None;
        }
        let mut header = Self { page, salt: bytes[16..24].try_into().ok()?, sum: (0, 0), big_endian: magic & 1 == 1 };
        header.sum = header.checksum((0, 0), &bytes[..24]);
        (bytes[24..32] == *pair(header.sum)).then_some(header)
    }

    /// For each frame up to the first bad one, whether a commit ends with it.
    fn good(&self, wal: &[u8]) -> Vec<bool> {
        let mut sum = self.sum;
        let mut good = Vec::new();
        for bytes in wal[HEADER..].chunks_exact(FRAME_HEADER + self.page) {
            sum = self.checksum(self.checksum(sum, &bytes[..8]), &bytes[FRAME_HEADER..]);
            if bytes[8..16] != self.salt || bytes[16..24] != *pair(sum) {
                break;
            }
            good.push(bytes[4..8] != [0; 4]);
        }
        good
    }

    /// SQLite's running checksum over pairs of 32-bit words.
    fn checksum(&self, (mut a, mut b): (u32, u32), bytes: &[u8]) -> (u32, u32) {
        let word = |w: &[u8]| {
            let w = [w[0], w[1], w[2], w[3]];
            if self.big_endian { u32::from_be_bytes(w) } else { u32::from_le_bytes(w) }
        };
        for pair in bytes.chunks_exact(8) {
            a = a.wrapping_add(word(&pair[..4])).wrapping_add(b);
            b = b.wrapping_add(word(&pair[4..])).wrapping_add(a);
        }
        (a, b)
    }
}

/// The head of the index: how many frames are committed, how many already copied into the database.
#[derive(Clone, Copy)]
struct Index {
    committed: usize,
    copied: usize,
    salt: [u8; 8],
}

impl Index {
    fn read(shm: &[u8]) -> Option<Self> {
        let first = shm.get(..48)?;
        // Two copies of the header stand one behind the other; a half-written one says nothing.
        if shm.get(48..96)? != first || first[12] != 1 {
            return None;
        }
        let word = |at: usize| Some(u32::from_ne_bytes(shm.get(at..at + 4)?.try_into().ok()?) as usize);
        Some(Self { committed: word(16)?, copied: word(96)?, salt: first[32..40].try_into().ok()? })
    }
}
