//! Versions of fields, and the heads of a record packed into its row.
//!
//! A version is a place in a chain: (incarnation, n). The heads of a field are the versions that no other
//! known version replaces, a function of the set of transactions and not of the order in which they came.

use std::fmt;

use crate::WireError;

/// One life of a device: 16 random bytes, new after each restore or copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Incarnation(pub [u8; 16]);

/// A transaction's place: the `n`th of its incarnation's chain, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// Whose chain.
    pub incarnation: Incarnation,
    /// Which transaction.
    pub n: u64,
}

/// A set of field numbers 0 to 127.
type Fields = u128;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    version: Version,
    /// Replaced by a version that came first; its own transaction is not here yet.
    awaited: bool,
    fields: Fields,
}

/// The heads of every field of one record.
///
/// In the row it is packed as entries of (chain index and mark, n, fields), each a LEB128 number: 4 bytes for
/// a record that one transaction wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Versions(Vec<Entry>);

impl Versions {
    /// The heads of a record that `version` has just made with these fields.
    pub fn created(version: Version, fields: impl IntoIterator<Item = u16>) -> Self {
        let fields = fields.into_iter().fold(0, |set, f| set | bit(f));
        Self(vec![Entry { version, awaited: false, fields }])
    }

    /// The heads of `field`, in the order of their versions.
    pub fn heads(&self, field: u16) -> impl Iterator<Item = Version> + '_ {
        self.0.iter().filter(move |e| !e.awaited && e.fields & bit(field) != 0).map(|e| e.version)
    }

    /// The fields with more than one head.
    pub fn concurrent(&self) -> Vec<u16> {
        let (mut once, mut twice): (Fields, Fields) = (0, 0);
        for entry in self.0.iter().filter(|e| !e.awaited) {
            twice |= once & entry.fields;
            once |= entry.fields;
        }
        (0..128).filter(|f| twice & bit(*f) != 0).collect()
    }

    /// Takes in that `version` set `field`, replacing `bases`. `seen` says whether a base's transaction is
    /// here already. Returns whether `version` is now a head.
    ///
    /// Any order of the same calls gives the same heads.
    pub fn set(&mut self, field: u16, version: Version, bases: &[Version], seen: impl Fn(&Version) -> bool) -> bool {
        for base in bases {
            let was_head = self.take(field, *base, false);
            if !was_head && !seen(base) {
                self.put(field, *base, true);
            }
        }
        if self.take(field, version, true) {
            return false;
        }
        self.put(field, version, false);
        true
    }

    /// What a reader has seen, to be handed back with an edit.
    pub fn stamp(&self) -> Stamp {
        Stamp(Self(self.0.iter().filter(|e| !e.awaited).copied().collect()))
    }

    /// The packed form; `index` gives each incarnation its small local number.
    pub fn pack(&self, index: impl Fn(&Incarnation) -> u64) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.0.len() * 6);
        for entry in &self.0 {
            leb(&mut out, u128::from(index(&entry.version.incarnation)) << 1 | u128::from(entry.awaited));
            leb(&mut out, u128::from(entry.version.n));
            leb(&mut out, entry.fields);
        }
        out
    }

    /// Reads the packed form; `incarnation` resolves a local number.
    ///
    /// # Errors
    /// [`WireError::Malformed`] where the bytes end early or name an unknown chain.
    pub fn unpack(mut bytes: &[u8], incarnation: impl Fn(u64) -> Option<Incarnation>) -> Result<Self, WireError> {
        let mut entries = Vec::new();
        while !bytes.is_empty() {
            let mark = unleb(&mut bytes)?;
            let index = u64::try_from(mark >> 1).map_err(|_| WireError::Malformed)?;
            let n = u64::try_from(unleb(&mut bytes)?).map_err(|_| WireError::Malformed)?;
            let fields = unleb(&mut bytes)?;
            let incarnation = incarnation(index).ok_or(WireError::Malformed)?;
            entries.push(Entry { version: Version { incarnation, n }, awaited: mark & 1 == 1, fields });
        }
        entries.sort();
        Ok(Self(entries))
    }

    fn put(&mut self, field: u16, version: Version, awaited: bool) {
        match self.0.iter_mut().find(|e| e.version == version && e.awaited == awaited) {
            Some(entry) => entry.fields |= bit(field),
            None => {
                self.0.push(Entry { version, awaited, fields: bit(field) });
                self.0.sort();
            }
        }
    }

    fn take(&mut self, field: u16, version: Version, awaited: bool) -> bool {
        let Some(at) =
            self.0.iter().position(|e| e.version == version && e.awaited == awaited && e.fields & bit(field) != 0)
        else {
            return false;
        };
        self.0[at].fields &= !bit(field);
        if self.0[at].fields == 0 {
            self.0.remove(at);
        }
        true
    }
}

/// What a reader saw: the heads of each field, as opaque text outside the program.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Stamp(Versions);

impl Stamp {
    /// The versions of `field` that were seen, which an edit of it replaces.
    pub fn bases(&self, field: u16) -> Vec<Version> {
        self.0.heads(field).collect()
    }

    /// Every version named in it.
    pub fn versions(&self) -> impl Iterator<Item = Version> + '_ {
        self.0.0.iter().map(|e| e.version)
    }

    /// Reads the text of a stamp.
    ///
    /// # Errors
    /// [`WireError::Malformed`] where it is none.
    pub fn parse(text: &str) -> Result<Self, WireError> {
        let bytes = unhex(text).ok_or(WireError::Malformed)?;
        let mut rest = bytes.as_slice();
        let mut entries = Vec::new();
        while !rest.is_empty() {
            let (incarnation, after) = rest.split_at_checked(16).ok_or(WireError::Malformed)?;
            rest = after;
            let incarnation = Incarnation(incarnation.try_into().map_err(|_| WireError::Malformed)?);
            let n = u64::try_from(unleb(&mut rest)?).map_err(|_| WireError::Malformed)?;
            let fields = unleb(&mut rest)?;
            entries.push(Entry { version: Version { incarnation, n }, awaited: false, fields });
        }
        entries.sort();
        Ok(Self(Versions(entries)))
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = Vec::new();
        for entry in &self.0.0 {
            out.extend_from_slice(&entry.version.incarnation.0);
            leb(&mut out, u128::from(entry.version.n));
            leb(&mut out, entry.fields);
        }
        out.iter().try_for_each(|b| write!(f, "{b:02x}"))
    }
}

fn bit(field: u16) -> Fields {
    1u128.checked_shl(u32::from(field)).unwrap_or(0)
}

fn leb(out: &mut Vec<u8>, mut value: u128) {
    loop {
        let byte = (value & 0x7f) as u8;
        value >>= 7;
        if value == 0 {
            out.push(byte);
            return;
        }
        out.push(byte | 0x80);
    }
}

fn unleb(bytes: &mut &[u8]) -> Result<u128, WireError> {
    let mut value = 0u128;
    for shift in (0..128).step_by(7) {
        let (byte, rest) = bytes.split_first().ok_or(WireError::Malformed)?;
        *bytes = rest;
        value |= u128::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(value);
        }
    }
    Err(WireError::Malformed)
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    (0..text.len()).step_by(2).map(|i| u8::from_str_radix(&text[i..i + 2], 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(chain: u8, n: u64) -> Version {
        Version { incarnation: Incarnation([chain; 16]), n }
    }

    #[test]
    fn an_edit_that_saw_the_head_replaces_it() {
        let mut versions = Versions::created(at(1, 1), [1, 2]);
        versions.set(2, at(1, 2), &[at(1, 1)], |_| true);
        assert_eq!(versions.heads(2).collect::<Vec<_>>(), [at(1, 2)]);
        assert_eq!(versions.heads(1).collect::<Vec<_>>(), [at(1, 1)]);
    }

    #[test]
    fn an_edit_from_a_stale_form_stands_beside_the_newer_one() {
        let mut versions = Versions::created(at(1, 1), [1]);
        versions.set(1, at(1, 2), &[at(1, 1)], |_| true);
        versions.set(1, at(1, 3), &[at(1, 1)], |_| true);
        assert_eq!(versions.heads(1).collect::<Vec<_>>(), [at(1, 2), at(1, 3)]);
        assert_eq!(versions.concurrent(), [1]);
    }

    #[test]
    fn a_record_of_one_transaction_packs_into_few_bytes() {
        let versions = Versions::created(at(1, 4_000), 1..=20);
        assert!(versions.pack(|_| 0).len() <= 6);
    }

    proptest! {
        #[test]
        fn heads_are_a_function_of_the_set(seed in proptest::collection::vec((1u8..4, any::<bool>(), 0usize..4), 1..12), order in any::<u64>()) {
            // A history: each write replaces some of the versions made before it.
            let mut writes: Vec<(Version, Vec<Version>)> = Vec::new();
            for (i, (chain, two, back)) in seed.iter().enumerate() {
                let known: Vec<Version> = writes.iter().rev().skip(*back).take(if *two { 2 } else { 1 }).map(|w| w.0).collect();
                writes.push((at(*chain, i as u64 + 1), known));
            }
            let run = |order: &[usize]| {
                let mut versions = Versions::default();
                let mut here: Vec<Version> = Vec::new();
                for i in order {
                    let (version, bases) = &writes[*i];
                    here.push(*version);
                    versions.set(1, *version, bases, |b| here.contains(b));
                }
                versions
            };
            let straight: Vec<usize> = (0..writes.len()).collect();
            let mut shuffled = straight.clone();
            let mut state = order | 1;
            for i in (1..shuffled.len()).rev() {
                state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                shuffled.swap(i, (state >> 33) as usize % (i + 1));
            }
            let (a, b) = (run(&straight), run(&shuffled));
            prop_assert_eq!(a.heads(1).collect::<Vec<_>>(), b.heads(1).collect::<Vec<_>>());
        }

        #[test]
        fn packing_and_stamps_come_back(entries in proptest::collection::vec((0u8..5, 1u64..1_000_000, 1u16..100), 0..8)) {
            let mut versions = Versions::default();
            for (chain, n, field) in entries {
                versions.set(field, at(chain, n), &[], |_| true);
            }
            let packed = versions.pack(|i| u64::from(i.0[0]));
            let back = Versions::unpack(&packed, |i| Some(Incarnation([i as u8; 16]))).unwrap();
            prop_assert_eq!(&back, &versions);
            prop_assert_eq!(Stamp::parse(&versions.stamp().to_string()).unwrap(), versions.stamp());
        }

        #[test]
        fn no_text_makes_the_stamp_reader_panic(text in ".{0,200}") {
            let _ = Stamp::parse(&text);
        }
    }
}
