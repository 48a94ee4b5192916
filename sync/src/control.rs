//! The control chain of a device: who and what belongs to the clinic. Signed, not sealed, readable by the endpoint.
//!
//! ```text
//! entry = payload ‖ signature (64, Ed25519 over payload)
//! payload = ["nadi control", 1, tenant, device, n, hash before, wall, seen, act, by]
//! act = [1, device, verifying, sealing, letter, first code, last code] | [2, former, verifying, sealing]
//!     | [3, device, n, hash] | [4, chain, n, hash] | [5, epoch, [[device | null, box], …]]
//!     | [6, user, verifying, sealing, sign-in] | [7, user] | [8, user, given] | [9, verifying, sealing]
//! ```
//!
//! An entry says what it saw of the other control chains, and what it may do follows from that alone:
//! [`crate::Membership`] decides. `by` is the key that signed, so that a signature is checked before anybody is known.

use minicbor::Decoder;

use crate::WireError;
use crate::cbor::{self, Memory, array, bytes, chain_hash, fixed, incarnation, list, read_deps, write_deps, written};
use crate::chain::{ChainHash, Link, hash};
use crate::envelope::{EpochId, first_half};
use crate::head::check;
use crate::transaction::Dep;
use crate::version::{Incarnation, Version};

const FORMAT: u64 = 1;
/// No entry is longer: 512 KiB.
pub const ENTRY: usize = 512 << 10;
const BOXES: u64 = 1024;
const BOX: usize = 256;
const SIGN_IN: usize = 16 << 10;

/// The public halves of a pair: of a device, a person, a recovery sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicKeys {
    /// Verifies signatures, Ed25519.
    pub verifying: [u8; 32],
    /// Things are sealed to it, X25519.
    pub sealing: [u8; 32],
}

/// A block of register codes, as ordinals: 0 is the clinic's first code. Both ends belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Codes {
    /// The first.
    pub first: u32,
    /// The last.
    pub last: u32,
}

/// What an entry does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// A device joins. By an owner, or by the recovery sheet on the device itself.
    Enrol {
        /// Its incarnation.
        device: Incarnation,
        /// Its keys.
        keys: PublicKeys,
        /// The letter of its tokens.
        letter: u8,
        /// Register codes for it and for what follows it, out of the enroller's own.
        codes: Codes,
    },
    /// This chain's device goes on from a former incarnation, whose key signs. The first entry of its chain.
    Follow {
        /// The former.
        former: Incarnation,
        /// Its own new keys.
        keys: PublicKeys,
    },
    /// A device is no member any more, and its chain is closed. By an owner or the sheet.
    Revoke {
        /// Which.
        device: Incarnation,
        /// Its chain as known to who revokes.
        at: Link,
    },
    /// A chain is closed where it is known: its device was lost or damaged. By an owner or the sheet.
    Close {
        /// Which.
        chain: Incarnation,
        /// As known to who closes.
        at: Link,
    },
    /// An epoch's key for these. By a device that has it.
    Epoch {
        /// The epoch.
        id: EpochId,
        /// The key sealed to each device, and to the recovery sheet (none).
        boxes: Vec<(Option<Incarnation>, Vec<u8>)>,
    },
    /// A person may sign in, or has another password. By an owner, the sheet, or that person.
    User {
        /// Who.
        user: [u8; 16],
        /// Their keys.
        keys: PublicKeys,
        /// Their sign-in record, sealed.
        sign_in: Vec<u8>,
    },
    /// A person no longer belongs here, nor owns. By an owner or the sheet.
    Remove {
        /// Who.
        user: [u8; 16],
    },
    /// A person becomes an owner, or is one no longer. By an owner or the sheet.
    Owner {
        /// Who.
        user: [u8; 16],
        /// Given, or taken.
        given: bool,
    },
    /// A new recovery sheet; the one that it knew of loses its say. By an owner or the sheet.
    Sheet {
        /// The pair of its words.
        keys: PublicKeys,
    },
}

/// One entry of a device's control chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The tenant.
    pub tenant: [u8; 16],
    /// On which device.
    pub device: Incarnation,
    /// The place before it in that device's control chain.
    pub before: Link,
    /// What the clock said, UTC milliseconds; it decides nothing.
    pub wall: i64,
    /// Places of other control chains seen, under their names ([`control_chain`]).
    pub seen: Vec<Dep>,
    /// What it does.
    pub act: Act,
    /// Whose key signed: of the sheet, a person or a device.
    pub by: [u8; 32],
    /// Ed25519 over all the rest.
    pub signature: [u8; 64],
}

/// The name of a device's control chain, among `have` and in `deps` like any other chain's.
pub fn control_chain(tenant: &[u8; 16], device: &Incarnation) -> Incarnation {
    Incarnation(first_half(&hash(b"nadi control chain 1", &[tenant, &device.0])))
}

/// The place before the first entry of a device's control chain.
pub fn control_root(tenant: &[u8; 16], device: &Incarnation) -> Link {
    Link::root(tenant, &control_chain(tenant, device))
}

impl Entry {
    /// Its signature put in: `sign` signs with the key `by`.
    #[must_use]
    pub fn signed(mut self, sign: impl FnOnce(&[u8]) -> [u8; 64]) -> Self {
        self.signature = sign(&self.payload());
        self
    }

    /// The place after it. Its hash covers all before it, and not the signature.
    pub fn place(&self) -> Link {
        Link { n: self.before.n + 1, hash: ChainHash(hash(b"nadi control entry 1", &[&self.payload()])) }
    }

    /// The place after it, as other entries and transactions name it.
    pub fn dep(&self) -> Dep {
        let Link { n, hash } = self.place();
        Dep { version: Version { incarnation: control_chain(&self.tenant, &self.device), n }, hash }
    }

    /// The bytes to send and to keep.
    pub fn encode(&self) -> Vec<u8> {
        [self.payload().as_slice(), &self.signature].concat()
    }

    /// Reads an entry and checks its signature; whether its key had the say, [`crate::Membership`] knows.
    ///
    /// # Errors
    /// [`WireError::Disagrees`], [`WireError::TooLarge`], [`WireError::Newer`], [`WireError::Malformed`].
    pub fn decode(wire: &[u8]) -> Result<Self, WireError> {
        if wire.len() > ENTRY {
            return Err(WireError::TooLarge("entry"));
        }
        let (payload, signature) = wire.split_last_chunk().ok_or(WireError::Malformed)?;
        let mut d = Decoder::new(payload);
        array(&mut d, 10)?;
        cbor::form(&mut d, "nadi control", FORMAT)?;
        let (tenant, device) = (fixed(d.bytes()?)?, incarnation(&mut d)?);
        let n = d.u64()?.checked_sub(1).ok_or(WireError::Malformed)?;
        let before = Link { n, hash: chain_hash(&mut d)? };
        let (wall, seen, act) = (d.i64()?, read_deps(&mut d)?, Act::read(&mut d)?);
        let by = fixed(d.bytes()?)?;
        let entry = Self { tenant, device, before, wall, seen, act, by, signature: *signature };
        // One entry has one form, and so one hash.
        if entry.payload() != payload || (n == 0 && before != control_root(&tenant, &device)) {
            return Err(WireError::Malformed);
        }
        check(&by, payload, signature, "entry's signature")?;
        Ok(entry)
    }

    fn payload(&self) -> Vec<u8> {
        written(|e| {
            e.array(10)?.str("nadi control")?.u64(FORMAT)?.bytes(&self.tenant)?.bytes(&self.device.0)?;
            e.u64(self.before.n + 1)?.bytes(&self.before.hash.0)?.i64(self.wall)?;
            write_deps(e, &self.seen)?;
            self.act.write(e)?;
            e.bytes(&self.by)?.ok()
        })
    }
}

impl Act {
    fn write(&self, e: &mut Memory) -> Result<(), minicbor::encode::Error<std::convert::Infallible>> {
        match self {
            Act::Enrol { device, keys, letter, codes } => {
                e.array(7)?.u8(1)?.bytes(&device.0)?.bytes(&keys.verifying)?.bytes(&keys.sealing)?;
                e.u8(*letter)?.u32(codes.first)?.u32(codes.last)?.ok()
            }
            Act::Follow { former, keys } => {
                e.array(4)?.u8(2)?.bytes(&former.0)?.bytes(&keys.verifying)?.bytes(&keys.sealing)?.ok()
            }
            Act::Revoke { device: chain, at } => e.array(4)?.u8(3)?.bytes(&chain.0)?.u64(at.n)?.bytes(&at.hash.0)?.ok(),
            Act::Close { chain, at } => e.array(4)?.u8(4)?.bytes(&chain.0)?.u64(at.n)?.bytes(&at.hash.0)?.ok(),
            Act::Epoch { id, boxes } => {
                e.array(3)?.u8(5)?.bytes(&id.0)?.array(boxes.len() as u64)?;
                boxes.iter().try_for_each(|(to, sealed)| {
                    match to {
                        Some(device) => e.array(2)?.bytes(&device.0)?,
                        None => e.array(2)?.null()?,
                    };
                    e.bytes(sealed)?.ok()
                })
            }
            Act::User { user, keys, sign_in } => {
                e.array(5)?.u8(6)?.bytes(user)?.bytes(&keys.verifying)?.bytes(&keys.sealing)?.bytes(sign_in)?.ok()
            }
            Act::Remove { user } => e.array(2)?.u8(7)?.bytes(user)?.ok(),
            Act::Owner { user, given } => e.array(3)?.u8(8)?.bytes(user)?.bool(*given)?.ok(),
            Act::Sheet { keys } => e.array(3)?.u8(9)?.bytes(&keys.verifying)?.bytes(&keys.sealing)?.ok(),
        }
    }

    fn read(d: &mut Decoder<'_>) -> Result<Self, WireError> {
        let parts = d.array()?;
        let kind = d.u8()?;
        let keys = |d: &mut Decoder<'_>| -> Result<PublicKeys, WireError> {
            Ok(PublicKeys { verifying: fixed(d.bytes()?)?, sealing: fixed(d.bytes()?)? })
        };
        let link = |d: &mut Decoder<'_>| -> Result<Link, WireError> { Ok(Link { n: d.u64()?, hash: chain_hash(d)? }) };
        Ok(match (kind, parts) {
            (1, Some(7)) => {
                let (device, keys, letter) = (incarnation(d)?, keys(d)?, d.u8()?);
                Act::Enrol { device, keys, letter, codes: Codes { first: d.u32()?, last: d.u32()? } }
            }
            (2, Some(4)) => Act::Follow { former: incarnation(d)?, keys: keys(d)? },
            (3, Some(4)) => Act::Revoke { device: incarnation(d)?, at: link(d)? },
            (4, Some(4)) => Act::Close { chain: incarnation(d)?, at: link(d)? },
            (5, Some(3)) => {
                let id = EpochId(fixed(d.bytes()?)?);
                let boxes = list(d, BOXES, "list of boxes", |d| {
                    array(d, 2)?;
                    let to = match d.datatype()? {
                        minicbor::data::Type::Null => d.null().map(|()| None)?,
                        _ => Some(incarnation(d)?),
                    };
                    Ok((to, bytes(d, BOX, "box")?))
                })?;
                Act::Epoch { id, boxes }
            }
            (6, Some(5)) => {
                Act::User { user: fixed(d.bytes()?)?, keys: keys(d)?, sign_in: bytes(d, SIGN_IN, "sign-in record")? }
            }
            (7, Some(2)) => Act::Remove { user: fixed(d.bytes()?)? },
            (8, Some(3)) => Act::Owner { user: fixed(d.bytes()?)?, given: d.bool()? },
            (9, Some(3)) => Act::Sheet { keys: keys(d)? },
            _ => return Err(WireError::Malformed),
        })
    }
}
