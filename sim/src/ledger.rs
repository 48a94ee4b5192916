//! What was written, kept beside the desks: from it follows what each of them must show at rest.

use std::collections::{BTreeMap, BTreeSet};

use sync::Version;

/// One field of one record, set by one transaction.
#[derive(Clone, Debug)]
pub(crate) struct Write {
    pub(crate) record: [u8; 16],
    pub(crate) field: u16,
    pub(crate) value: String,
    /// The versions that the person saw.
    pub(crate) bases: Vec<Version>,
    /// What the desk's clock said.
    pub(crate) wall: i64,
}

/// Every acknowledged write.
#[derive(Debug, Default)]
pub(crate) struct Ledger(BTreeMap<Version, Write>);

impl Ledger {
    pub(crate) fn note(&mut self, version: Version, write: Write) {
        self.0.insert(version, write);
    }

    /// Forgets the others.
    pub(crate) fn keep(&mut self, known: impl Fn(&Version) -> bool) {
        self.0.retain(|version, _| known(version));
    }

    /// The fields that were written.
    pub(crate) fn fields(&self) -> BTreeSet<([u8; 16], u16)> {
        self.0.values().map(|w| (w.record, w.field)).collect()
    }

    /// The versions of a field that nobody who saw them has replaced.
    pub(crate) fn heads(&self, (record, field): ([u8; 16], u16)) -> BTreeMap<Version, &Write> {
        let all = || self.0.iter().filter(move |(_, w)| w.record == record && w.field == field);
        let replaced: BTreeSet<&Version> = all().flat_map(|(_, w)| &w.bases).collect();
        all().filter(|(v, _)| !replaced.contains(v)).map(|(v, w)| (*v, w)).collect()
    }

    /// What is shown of them: the later by the clock, then by the chain.
    pub(crate) fn shown(&self, field: ([u8; 16], u16)) -> Option<String> {
        let heads = self.heads(field);
        heads.into_iter().max_by_key(|(v, w)| (w.wall, *v)).map(|(_, w)| w.value.clone())
    }
}
