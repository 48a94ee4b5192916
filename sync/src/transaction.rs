//! A transaction and its CBOR: what is appended once and read for ever.
//!
//! ```text
//! header = [1, n, wall, offset, user, command, request, deps, number of groups]
//! groups = [[salt, group], …]            an erased group is [commitment]
//! group  = [kind, id, [op, …]]           the subject, then the operations about it
//! op     = [kind | null, id | null, [set, …]]   null: the subject itself
//! set    = [field, value, base, …]       base: n in this chain, or [incarnation, n]
//! ```

use minicbor::{Decoder, Encoder};
use model::Value;

use crate::WireError;
use crate::cbor::{fixed, infallible, read_deps, write_deps, written};
use crate::chain::{ChainHash, commitment};
use crate::version::{Incarnation, Version};

/// The wire form that this version writes.
const FORMAT: u64 = 1;

/// One act of one person at one desk, as its chain keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transaction {
    /// Its place in the chain, from 1, without holes.
    pub n: u64,
    /// What the clock said, UTC milliseconds.
    pub wall: i64,
    /// The known offset of that clock, milliseconds to add.
    pub offset: i64,
    /// Who.
    pub user: [u8; 16],
    /// Which command.
    pub command: String,
    /// The caller's own id for it.
    pub request: [u8; 16],
    /// Positions of other chains applied since the previous transaction.
    pub deps: Vec<Dep>,
    /// What it did, a group a subject.
    pub groups: Vec<Group>,
}

/// A position of another chain that was applied at commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dep {
    /// Whose chain, and up to where.
    pub version: Version,
    /// The hash there.
    pub hash: ChainHash,
}

impl Dep {
    /// Positions as CBOR, as headers and heads hold them.
    pub fn write_all(deps: &[Self]) -> Vec<u8> {
        written(|e| write_deps(e, deps))
    }

    /// Reads them back.
    ///
    /// # Errors
    /// [`WireError::Malformed`].
    pub fn read_all(bytes: &[u8]) -> Result<Vec<Self>, WireError> {
        read_deps(&mut Decoder::new(bytes))
    }
}

/// What a group is about: a patient, an item, the clinic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Subject {
    /// The kind of the subject's record.
    pub kind: u16,
    /// Its id.
    pub id: [u8; 16],
}

/// The operations about one subject, with the salt of their commitment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Group {
    /// Here to be read.
    Open {
        /// 16 random bytes, so that the commitment tells nothing.
        salt: [u8; 16],
        /// What it is about.
        subject: Subject,
        /// What was done.
        ops: Vec<Op>,
    },
    /// Removed for erasure; its commitment still closes the chain.
    Erased(ChainHash),
}

/// What was set in one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Op {
    /// The record.
    pub record: Subject,
    /// Its fields that changed.
    pub sets: Vec<Set>,
}

/// One field set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set {
    /// The field's number.
    pub field: u16,
    /// Its new value.
    pub value: Value,
    /// The versions that this replaces.
    pub bases: Vec<Base>,
}

/// A version that a set replaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// In the same chain.
    Own(u64),
    /// In another.
    Other(Version),
}

impl Base {
    /// The version as written by a transaction of `own`.
    pub fn of(version: Version, own: Incarnation) -> Self {
        if version.incarnation == own { Base::Own(version.n) } else { Base::Other(version) }
    }

    /// The version meant, in a transaction of `own`.
    pub fn version(self, own: Incarnation) -> Version {
        match self {
            Base::Own(n) => Version { incarnation: own, n },
            Base::Other(version) => version,
        }
    }
}

/// A transaction's bytes, as the log keeps them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The header's CBOR.
    pub header: Vec<u8>,
    /// The groups' CBOR.
    pub groups: Vec<u8>,
    /// The commitments of the groups, in order.
    pub commitments: Vec<ChainHash>,
}

impl Transaction {
    /// The bytes to keep.
    pub fn encode(&self) -> Stored {
        let mut header = Encoder::new(Vec::with_capacity(96));
        let mut groups = Encoder::new(Vec::with_capacity(256 * self.groups.len()));
        let mut commitments = Vec::with_capacity(self.groups.len());
        infallible(self.write_header(&mut header));
        infallible(groups.array(self.groups.len() as u64).map(drop));
        let mut body = Vec::with_capacity(256);
        for group in &self.groups {
            match group {
                Group::Erased(hash) => {
                    infallible(groups.array(1).and_then(|e| e.bytes(&hash.0)).map(drop));
                    commitments.push(*hash);
                }
                Group::Open { salt, subject, ops } => {
                    body.clear();
                    infallible(write_group(&mut Encoder::new(&mut body), subject, ops));
                    infallible(groups.array(2).and_then(|e| e.bytes(salt)).and_then(|e| e.bytes(&body)).map(drop));
                    commitments.push(commitment(salt, &body));
                }
            }
        }
        Stored { header: header.into_writer(), groups: groups.into_writer(), commitments }
    }

    fn write_header<W: minicbor::encode::Write>(&self, e: &mut Encoder<W>) -> Written<W> {
        e.array(9)?.u64(FORMAT)?.u64(self.n)?.i64(self.wall)?.i64(self.offset)?.bytes(&self.user)?;
        e.str(&self.command)?.bytes(&self.request)?;
        write_deps(e, &self.deps)?;
        e.u64(self.groups.len() as u64)?;
        Ok(())
    }

    /// Reads a transaction back from its bytes.
    ///
    /// # Errors
    /// [`WireError::Newer`] for a format level above ours, [`WireError::Malformed`] for anything else that
    /// does not decode.
    pub fn decode(header: &[u8], groups: &[u8]) -> Result<Self, WireError> {
        let mut transaction = Self::decode_header(header)?;
        let mut d = Decoder::new(groups);
        let count = d.array()?.ok_or(WireError::Malformed)?;
        for _ in 0..count {
            transaction.groups.push(match d.array()? {
                Some(1) => Group::Erased(ChainHash(fixed(d.bytes()?)?)),
                Some(2) => {
                    let salt = fixed(d.bytes()?)?;
                    let (subject, ops) = read_group(d.bytes()?)?;
                    Group::Open { salt, subject, ops }
                }
                _ => return Err(WireError::Malformed),
            });
        }
        Ok(transaction)
    }

    /// Reads the header alone; `groups` stays empty.
    ///
    /// # Errors
    /// As [`Transaction::decode`].
    pub fn decode_header(header: &[u8]) -> Result<Self, WireError> {
        let mut d = Decoder::new(header);
        d.array()?;
        match d.u64()? {
            FORMAT => {}
            newer => return Err(WireError::Newer(newer)),
        }
        let (n, wall, offset) = (d.u64()?, d.i64()?, d.i64()?);
        let user = fixed(d.bytes()?)?;
        let command = d.str()?.to_owned();
        let request = fixed(d.bytes()?)?;
        let deps = read_deps(&mut d)?;
        Ok(Self { n, wall, offset, user, command, request, deps, groups: Vec::new() })
    }

    /// The commitments of stored groups, computed afresh from their bytes.
    ///
    /// # Errors
    /// [`WireError::Malformed`] where the bytes do not decode.
    pub fn commitments(groups: &[u8]) -> Result<Vec<ChainHash>, WireError> {
        let mut d = Decoder::new(groups);
        let count = d.array()?.ok_or(WireError::Malformed)?;
        let mut out = Vec::new();
        for _ in 0..count {
            out.push(match d.array()? {
                Some(1) => ChainHash(fixed(d.bytes()?)?),
                Some(2) => {
                    let salt = d.bytes()?;
                    commitment(salt, d.bytes()?)
                }
                _ => return Err(WireError::Malformed),
            });
        }
        if d.position() == groups.len() { Ok(out) } else { Err(WireError::Malformed) }
    }

    /// What it set, over all groups that are still here.
    pub fn ops(&self) -> impl Iterator<Item = &Op> {
        self.groups.iter().flat_map(|g| match g {
            Group::Open { ops, .. } => ops.as_slice(),
            Group::Erased(_) => &[],
        })
    }
}

type Written<W> = Result<(), minicbor::encode::Error<<W as minicbor::encode::Write>::Error>>;

fn write_group<W: minicbor::encode::Write>(e: &mut Encoder<W>, subject: &Subject, ops: &[Op]) -> Written<W> {
    e.array(3)?.u16(subject.kind)?.bytes(&subject.id)?.array(ops.len() as u64)?;
    for op in ops {
        e.array(3)?;
        if op.record == *subject {
            e.null()?.null()?;
        } else {
            e.u16(op.record.kind)?.bytes(&op.record.id)?;
        }
        e.array(op.sets.len() as u64)?;
        for set in &op.sets {
            e.array(2 + set.bases.len() as u64)?.u16(set.field)?.encode(&set.value)?;
            for base in &set.bases {
                match base {
                    Base::Own(n) => e.u64(*n)?,
                    Base::Other(v) => e.array(2)?.bytes(&v.incarnation.0)?.u64(v.n)?,
                };
            }
        }
    }
    Ok(())
}

fn read_group(bytes: &[u8]) -> Result<(Subject, Vec<Op>), WireError> {
    let mut d = Decoder::new(bytes);
    d.array()?;
    let subject = Subject { kind: d.u16()?, id: fixed(d.bytes()?)? };
    let mut ops = Vec::new();
    for _ in 0..d.array()?.ok_or(WireError::Malformed)? {
        d.array()?;
        let record = if d.datatype()? == minicbor::data::Type::Null {
            d.null()?;
            d.null()?;
            subject
        } else {
            Subject { kind: d.u16()?, id: fixed(d.bytes()?)? }
        };
        let mut sets = Vec::new();
        for _ in 0..d.array()?.ok_or(WireError::Malformed)? {
            let parts = d.array()?.ok_or(WireError::Malformed)?;
            let (field, value) = (d.u16()?, d.decode::<Value>()?);
            let mut bases = Vec::new();
            for _ in 2..parts {
                bases.push(if d.datatype()? == minicbor::data::Type::Array {
                    d.array()?;
                    Base::Other(Version { incarnation: Incarnation(fixed(d.bytes()?)?), n: d.u64()? })
                } else {
                    Base::Own(d.u64()?)
                });
            }
            sets.push(Set { field, value, bases });
        }
        ops.push(Op { record, sets });
    }
    Ok((subject, ops))
}
