//! What peers say to each other: desk, hub and endpoint alike.
//!
//! ```text
//! message = [1, 1, have, note | null]            what I have, and my signed note of it
//!         | [1, 2, [place, …]]                   what I need before I can take what you sent
//!         | [1, 3, have, most bytes]             send what lies above this, in a push
//!         | [1, 4, [entry, …], [envelope, …]]    take these
//!         | [1, 5, [outcome, …]]                 what became of each, in order
//! have    = [[chain, from, n, hash], …]          sorted by chain; place = [chain, n, hash]
//! note    = payload ‖ signature (64)             payload = ["nadi note", 1, tenant, device, number, wall, have]
//! outcome = [0] stored | [1] known | [2, [place, …]] needs | [3, at, here, first] a branch | [4, code] refused
//! ```
//!
//! A chain is cursor enough: it has no holes, and its places are hash-linked, so that no end is taken for complete that
//! is not. Where two transactions claim one place the chain ends before it, and each branch is a chain of its own
//! ([`branch`]), from that place on.

use std::collections::BTreeMap;

use minicbor::Decoder;

use crate::WireError;
use crate::cbor::{self, Memory, array, bytes, chain_hash, fixed, incarnation, list, read_deps, write_deps, written};
use crate::chain::{ChainHash, Link, hash};
use crate::control::ENTRY;
use crate::envelope::first_half;
use crate::head::check;
use crate::pack::LIMIT;
use crate::transaction::Dep;
use crate::version::{Incarnation, Version};

const FORMAT: u64 = 1;
/// No message is longer: 32 MiB.
pub const MESSAGE: usize = 32 << 20;
const CHAINS: u64 = 4096;
const ENTRIES: u64 = 4096;
const BATCHES: u64 = 1024;

/// How far one chain is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tip {
    /// Its first place: 1, or where the branch begins.
    pub from: u64,
    /// Its last.
    pub at: Link,
}

/// How far every chain is known: main chains, control chains and branches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Have(BTreeMap<Incarnation, Tip>);

/// Consecutive places of one chain, both ends in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// Which chain.
    pub chain: Incarnation,
    /// The first.
    pub from: u64,
    /// The last.
    pub to: u64,
}

/// A device's signed note of what it has, made hourly and at each exchange: what was noted once and is not to be had later
/// was withheld or rolled back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The tenant.
    pub tenant: [u8; 16],
    /// Whose.
    pub device: Incarnation,
    /// Counted from 1, so that a missing one is missed.
    pub number: u64,
    /// What its clock said, UTC milliseconds.
    pub wall: i64,
    /// What it had.
    pub have: Have,
    /// The device's signature.
    pub signature: [u8; 64],
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// What I have.
    Have {
        /// By chain.
        have: Have,
        /// The newest note of it.
        note: Option<Note>,
    },
    /// What I need first.
    Need(Vec<Dep>),
    /// Send what lies above.
    Pull {
        /// What I have.
        have: Have,
        /// Bytes that I take at once.
        most: u64,
    },
    /// Take these.
    Push {
        /// Entries of control chains.
        entries: Vec<Vec<u8>>,
        /// Envelopes, each after what it rests on.
        batches: Vec<Vec<u8>>,
    },
    /// What became of a push: entries, then batches.
    Answer(Vec<Outcome>),
}

/// What became of one thing pushed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Stored.
    Stored,
    /// It was here already.
    Known,
    /// Not taken: these are lacking.
    Need(Vec<Dep>),
    /// It claims a place that another has.
    Branch {
        /// The place.
        at: u64,
        /// The hash of the transaction that has it here.
        here: ChainHash,
        /// The hash of the one that came.
        first: ChainHash,
    },
    /// Refused, by [`WireError::code`].
    Refused(u8),
}

/// The name of a branch: of the hash of its first transaction.
pub fn branch(first: &ChainHash) -> Incarnation {
    Incarnation(first_half(&first.0))
}

impl Have {
    /// Notes how far a chain is known.
    pub fn put(&mut self, chain: Incarnation, tip: Tip) {
        self.0.insert(chain, tip);
    }

    /// How far a chain is known.
    pub fn get(&self, chain: &Incarnation) -> Option<&Tip> {
        self.0.get(chain)
    }

    /// Every chain, in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&Incarnation, &Tip)> {
        self.0.iter()
    }

    /// The ends as places to rest on.
    pub fn places(&self) -> impl Iterator<Item = Dep> + '_ {
        self.0
            .iter()
            .map(|(chain, tip)| Dep { version: Version { incarnation: *chain, n: tip.at.n }, hash: tip.at.hash })
    }

    /// What they lack of what is here. Where both end at one place with different hashes, the whole chain: it has split
    /// somewhere.
    pub fn missing(&self, theirs: &Have) -> Vec<Range> {
        let range = |(chain, mine): (&Incarnation, &Tip)| {
            let from = match theirs.get(chain) {
                Some(their) if their.at.n == mine.at.n && their.at.hash != mine.at.hash => mine.from,
                Some(their) => mine.from.max(their.at.n.saturating_add(1)),
                None => mine.from,
            };
            (from <= mine.at.n).then_some(Range { chain: *chain, from, to: mine.at.n })
        };
        self.0.iter().filter_map(range).collect()
    }

    /// Sixteen bytes that change with anything in it: what an idle poll compares.
    pub fn tag(&self) -> [u8; 16] {
        first_half(&hash(b"nadi have 1", &[&written(|e| self.write(e))]))
    }

    fn write(&self, e: &mut Memory) -> Result<(), minicbor::encode::Error<std::convert::Infallible>> {
        e.array(self.0.len() as u64)?;
        self.0.iter().try_for_each(|(chain, tip)| {
            e.array(4)?.bytes(&chain.0)?.u64(tip.from)?.u64(tip.at.n)?.bytes(&tip.at.hash.0)?.ok()
        })
    }

    fn read(d: &mut Decoder<'_>) -> Result<Self, WireError> {
        let chains = list(d, CHAINS, "list of chains", |d| {
            array(d, 4)?;
            let (chain, from) = (incarnation(d)?, d.u64()?);
            Ok((chain, Tip { from, at: Link { n: d.u64()?, hash: chain_hash(d)? } }))
        })?;
        if chains.is_sorted_by(|(a, _), (b, _)| a < b) {
            Ok(Self(chains.into_iter().collect()))
        } else {
            Err(WireError::Malformed)
        }
    }
}

impl Note {
    /// Its signature put in: `sign` signs with the device's key.
    #[must_use]
    pub fn signed(mut self, sign: impl FnOnce(&[u8]) -> [u8; 64]) -> Self {
        self.signature = sign(&self.payload());
        self
    }

    /// Checks the device's signature.
    ///
    /// # Errors
    /// [`WireError::Disagrees`].
    pub fn verify(&self, device: &[u8; 32]) -> Result<(), WireError> {
        check(device, &self.payload(), &self.signature, "note's signature")
    }

    /// The bytes to send and to keep.
    pub fn encode(&self) -> Vec<u8> {
        [self.payload().as_slice(), &self.signature].concat()
    }

    /// Reads a note.
    ///
    /// # Errors
    /// [`WireError::TooLarge`], [`WireError::Newer`], [`WireError::Malformed`].
    pub fn decode(wire: &[u8]) -> Result<Self, WireError> {
        let (payload, signature) = wire.split_last_chunk().ok_or(WireError::Malformed)?;
        let mut d = Decoder::new(payload);
        array(&mut d, 7)?;
        cbor::form(&mut d, "nadi note", FORMAT)?;
        let (tenant, device, number, wall) = (fixed(d.bytes()?)?, incarnation(&mut d)?, d.u64()?, d.i64()?);
        let note = Self { tenant, device, number, wall, have: Have::read(&mut d)?, signature: *signature };
        if note.payload() == payload { Ok(note) } else { Err(WireError::Malformed) }
    }

    fn payload(&self) -> Vec<u8> {
        written(|e| {
            e.array(7)?.str("nadi note")?.u64(FORMAT)?.bytes(&self.tenant)?.bytes(&self.device.0)?;
            e.u64(self.number)?.i64(self.wall)?;
            self.have.write(e)
        })
    }
}

impl Message {
    /// The bytes to send.
    pub fn encode(&self) -> Vec<u8> {
        written(|e| match self {
            Message::Have { have, note } => {
                e.array(4)?.u64(FORMAT)?.u8(1)?;
                have.write(e)?;
                match note {
                    Some(note) => e.bytes(&note.encode())?.ok(),
                    None => e.null()?.ok(),
                }
            }
            Message::Need(places) => write_deps(e.array(3)?.u64(FORMAT)?.u8(2)?, places),
            Message::Pull { have, most } => {
                have.write(e.array(4)?.u64(FORMAT)?.u8(3)?)?;
                e.u64(*most)?.ok()
            }
            Message::Push { entries, batches } => {
                e.array(4)?.u64(FORMAT)?.u8(4)?.array(entries.len() as u64)?;
                entries.iter().try_for_each(|entry| e.bytes(entry)?.ok())?;
                e.array(batches.len() as u64)?;
                batches.iter().try_for_each(|batch| e.bytes(batch)?.ok())
            }
            Message::Answer(outcomes) => {
                e.array(3)?.u64(FORMAT)?.u8(5)?.array(outcomes.len() as u64)?;
                outcomes.iter().try_for_each(|outcome| outcome.write(e))
            }
        })
    }

    /// Reads a message; what it carries in bytes is not looked into, but for a note.
    ///
    /// # Errors
    /// [`WireError::TooLarge`], [`WireError::Newer`], [`WireError::Malformed`].
    pub fn decode(wire: &[u8]) -> Result<Self, WireError> {
        if wire.len() > MESSAGE {
            return Err(WireError::TooLarge("message"));
        }
        let mut d = Decoder::new(wire);
        let parts = d.array()?;
        cbor::level(&mut d, FORMAT)?;
        let message = match (d.u8()?, parts) {
            (1, Some(4)) => {
                let have = Have::read(&mut d)?;
                let note = match d.datatype()? {
                    minicbor::data::Type::Null => d.null().map(|()| None)?,
                    _ => Some(Note::decode(d.bytes()?)?),
                };
                Message::Have { have, note }
            }
            (2, Some(3)) => Message::Need(read_deps(&mut d)?),
            (3, Some(4)) => Message::Pull { have: Have::read(&mut d)?, most: d.u64()? },
            (4, Some(4)) => {
                let entries = list(&mut d, ENTRIES, "list of entries", |d| bytes(d, ENTRY, "entry"))?;
                let batches = list(&mut d, BATCHES, "list of batches", |d| bytes(d, LIMIT, "batch"))?;
                Message::Push { entries, batches }
            }
            (5, Some(3)) => Message::Answer(list(&mut d, ENTRIES + BATCHES, "answer", Outcome::read)?),
            _ => return Err(WireError::Malformed),
        };
        if d.position() == wire.len() { Ok(message) } else { Err(WireError::Malformed) }
    }
}

impl Outcome {
    fn write(&self, e: &mut Memory) -> Result<(), minicbor::encode::Error<std::convert::Infallible>> {
        match self {
            Outcome::Stored => e.array(1)?.u8(0)?.ok(),
            Outcome::Known => e.array(1)?.u8(1)?.ok(),
            Outcome::Need(places) => write_deps(e.array(2)?.u8(2)?, places),
            Outcome::Branch { at, here, first } => e.array(4)?.u8(3)?.u64(*at)?.bytes(&here.0)?.bytes(&first.0)?.ok(),
            Outcome::Refused(code) => e.array(2)?.u8(4)?.u8(*code)?.ok(),
        }
    }

    fn read(d: &mut Decoder<'_>) -> Result<Self, WireError> {
        let parts = d.array()?;
        Ok(match (d.u8()?, parts) {
            (0, Some(1)) => Outcome::Stored,
            (1, Some(1)) => Outcome::Known,
            (2, Some(2)) => Outcome::Need(read_deps(d)?),
            (3, Some(4)) => Outcome::Branch { at: d.u64()?, here: chain_hash(d)?, first: chain_hash(d)? },
            (4, Some(2)) => Outcome::Refused(d.u8()?),
            _ => return Err(WireError::Malformed),
        })
    }
}
