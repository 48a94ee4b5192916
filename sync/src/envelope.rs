//! A sealed batch: consecutive transactions of one chain, as they travel and as the endpoint keeps them.
//!
//! ```text
//! envelope = header ‖ nonce (24) ‖ signature (64) ‖ sealed
//! header   = [1, tenant, incarnation, from, to, epoch, hash before, hash at to, deps, null | original]
//! original = [from, deps, digest of its envelope, signature, who sealed]
//! sealed   = XChaCha20-Poly1305(epoch key, nonce, packed batch; header as associated data)
//! batch    = [[transaction header, …], [groups, …], [[n, act's signature], …]]
//! ```
//!
//! The order is: seal, take the digest of header, nonce and ciphertext, sign the head over it. So the signature lies
//! outside the seal and the endpoint checks it; of the signed head only the signature travels, the rest is the header's.
//! Anybody with the key may seal a range again, also a longer one: then the author's head comes along as it was
//! signed, and the signature outside is that of the one who sealed.
//!
//! The batch is packed with the header as its dictionary: places of other chains, told to the endpoint, cost nothing inside.

use std::collections::BTreeMap;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use minicbor::Decoder;

use crate::WireError;
use crate::cbor::{self, array, fixed, incarnation, list, read_deps, write_deps, written};
use crate::chain::{ChainHash, Link, hash};
use crate::head::{SignedHead, check};
use crate::pack::{LIMIT, pack, unpack};
use crate::transaction::{Dep, Stored, Transaction};
use crate::version::Incarnation;

const FORMAT: u64 = 1;
const TAG: usize = 16;
/// No batch holds more transactions.
const TRANSACTIONS: u64 = 1 << 16;

/// Names an epoch's key, and only that key: 16 bytes of its hash, as random as the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EpochId(pub [u8; 16]);

impl EpochId {
    /// The name of this key.
    pub fn of(key: &[u8; 32]) -> Self {
        Self(first_half(&hash(b"nadi epoch 1", &[key])))
    }
}

/// Consecutive transactions of one chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// The tenant.
    pub tenant: [u8; 16],
    /// The chain.
    pub incarnation: Incarnation,
    /// The place before the first.
    pub before: Link,
    /// Their bytes as the log keeps them, never written anew.
    pub transactions: Vec<Stored>,
    /// The signatures of the persons who answer for some of them: (n, Ed25519 over [`crate::act_payload`]).
    pub acts: Vec<(u64, [u8; 64])>,
}

/// What an envelope says to everybody, the endpoint too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The tenant.
    pub tenant: [u8; 16],
    /// The chain.
    pub incarnation: Incarnation,
    /// The place before the first transaction.
    pub before: Link,
    /// The place of the last.
    pub last: Link,
    /// The key that it is sealed under.
    pub epoch: EpochId,
    /// The highest place of each other chain that the transactions name, by chain.
    pub deps: Vec<Dep>,
    /// The author's own head, where another has sealed the range again.
    pub original: Option<Original>,
}

/// An author's signed head over a range that another sealed again; tenant, chain and place are the header's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original {
    /// The first transaction that the head covered.
    pub from: u64,
    /// The head's deps.
    pub deps: Vec<Dep>,
    /// The digest of the author's envelope.
    pub envelope: ChainHash,
    /// The author's signature.
    pub signature: [u8; 64],
    /// Who sealed this one.
    pub sealer: Incarnation,
}

/// A sealed batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// What everybody may read.
    pub header: Header,
    nonce: [u8; 24],
    signature: [u8; 64],
    sealed: Vec<u8>,
}

impl Batch {
    /// The place after its last transaction.
    pub fn last(&self) -> Link {
        self.transactions.iter().fold(self.before, |at, t| at.next(&t.header, &t.commitments))
    }

    /// The highest place of each other chain that its transactions name, by chain.
    ///
    /// # Errors
    /// As [`Transaction::decode_header`]; [`WireError::Disagrees`] where the transactions are not consecutive.
    pub fn deps(&self) -> Result<Vec<Dep>, WireError> {
        let mut highest: BTreeMap<Incarnation, Dep> = BTreeMap::new();
        for (n, stored) in (self.before.n + 1..).zip(&self.transactions) {
            let transaction = Transaction::decode_header(&stored.header)?;
            if transaction.n != n {
                return Err(WireError::Disagrees("place in the chain"));
            }
            for dep in transaction.deps {
                let known = highest.entry(dep.version.incarnation).or_insert(dep);
                if dep.version.n > known.version.n {
                    *known = dep;
                }
            }
        }
        Ok(highest.into_values().collect())
    }

    fn encode(&self) -> Vec<u8> {
        let count = self.transactions.len() as u64;
        written(|e| {
            e.array(3)?.array(count)?;
            self.transactions.iter().try_for_each(|t| e.bytes(&t.header)?.ok())?;
            e.array(count)?;
            self.transactions.iter().try_for_each(|t| e.bytes(&t.groups)?.ok())?;
            e.array(self.acts.len() as u64)?;
            self.acts.iter().try_for_each(|(n, signature)| e.array(2)?.u64(*n)?.bytes(signature)?.ok())
        })
    }

    fn decode(header: &Header, raw: &[u8]) -> Result<Self, WireError> {
        let mut d = Decoder::new(raw);
        array(&mut d, 3)?;
        let bytes = |d: &mut Decoder<'_>| Ok(d.bytes()?.to_vec());
        let headers = list(&mut d, TRANSACTIONS, "batch", bytes)?;
        let groups = list(&mut d, TRANSACTIONS, "batch", bytes)?;
        let acts = list(&mut d, TRANSACTIONS, "batch", |d| {
            array(d, 2)?;
            Ok((d.u64()?, fixed(d.bytes()?)?))
        })?;
        if d.position() != raw.len() || headers.len() != groups.len() {
            return Err(WireError::Malformed);
        }
        let stored = headers.into_iter().zip(groups).map(|(header, groups)| {
            let commitments = Transaction::commitments(&groups)?;
            Ok(Stored { header, groups, commitments })
        });
        let transactions = stored.collect::<Result<_, WireError>>()?;
        let Header { tenant, incarnation, before, .. } = *header;
        Ok(Self { tenant, incarnation, before, transactions, acts })
    }
}

impl Header {
    fn encode(&self) -> Vec<u8> {
        written(|e| {
            e.array(10)?.u64(FORMAT)?.bytes(&self.tenant)?.bytes(&self.incarnation.0)?.u64(self.before.n + 1)?;
            e.u64(self.last.n)?.bytes(&self.epoch.0)?.bytes(&self.before.hash.0)?.bytes(&self.last.hash.0)?;
            write_deps(e, &self.deps)?;
            let Some(original) = &self.original else { return e.null()?.ok() };
            e.array(5)?.u64(original.from)?;
            write_deps(e, &original.deps)?;
            e.bytes(&original.envelope.0)?.bytes(&original.signature)?.bytes(&original.sealer.0)?.ok()
        })
    }

    fn read(d: &mut Decoder<'_>) -> Result<Self, WireError> {
        array(d, 10)?;
        cbor::level(d, FORMAT)?;
        let (tenant, incarnation) = (fixed(d.bytes()?)?, incarnation(d)?);
        let (from, to) = (d.u64()?, d.u64()?);
        if from == 0 || to < from || to == u64::MAX {
            return Err(WireError::Malformed);
        }
        if to - from >= TRANSACTIONS {
            return Err(WireError::TooLarge("batch"));
        }
        let epoch = EpochId(fixed(d.bytes()?)?);
        let before = Link { n: from - 1, hash: cbor::chain_hash(d)? };
        let last = Link { n: to, hash: cbor::chain_hash(d)? };
        let deps = read_deps(d)?;
        let original = match d.datatype()? {
            minicbor::data::Type::Null => d.null().map(|()| None)?,
            _ => Some(Original::read(d)?),
        };
        Ok(Self { tenant, incarnation, before, last, epoch, deps, original })
    }
}

impl Original {
    fn read(d: &mut Decoder<'_>) -> Result<Self, WireError> {
        array(d, 5)?;
        let (from, deps, envelope) = (d.u64()?, read_deps(d)?, cbor::chain_hash(d)?);
        Ok(Self { from, deps, envelope, signature: fixed(d.bytes()?)?, sealer: cbor::incarnation(d)? })
    }
}

impl Envelope {
    /// Seals a batch under an epoch's key with a nonce that is random and never used twice; `sign` signs with the
    /// device's key. `original` is given where the batch is another's.
    ///
    /// # Errors
    /// [`WireError::TooLarge`] beyond [`LIMIT`]; [`WireError::Malformed`] for an empty batch; as [`Batch::deps`].
    pub fn seal(
        batch: &Batch,
        key: &[u8; 32],
        nonce: [u8; 24],
        original: Option<Original>,
        sign: impl FnOnce(&[u8]) -> [u8; 64],
    ) -> Result<Self, WireError> {
        if batch.transactions.is_empty() {
            return Err(WireError::Malformed);
        }
        if batch.transactions.len() as u64 > TRANSACTIONS {
            return Err(WireError::TooLarge("batch"));
        }
        let Batch { tenant, incarnation, before, .. } = *batch;
        let (last, deps, epoch) = (batch.last(), batch.deps()?, EpochId::of(key));
        let header = Header { tenant, incarnation, before, last, epoch, deps, original };
        let aad = header.encode();
        let packed = pack(&batch.encode(), &aad, aad.len() + nonce.len() + 64 + TAG)?;
        let sealed = XChaCha20Poly1305::new(key.into())
            .encrypt(&XNonce::from(nonce), Payload { msg: &packed, aad: &aad })
            .map_err(|_| WireError::TooLarge("batch"))?;
        let mut envelope = Self { header, nonce, signature: [0; 64], sealed };
        envelope.signature = sign(&envelope.payload());
        Ok(envelope)
    }

    /// Opens the seal. What comes out agrees with the header: links, commitments and deps. Signatures are looked at
    /// by [`Envelope::verify`].
    ///
    /// # Errors
    /// [`WireError::Disagrees`] and what of; [`WireError::TooLarge`]; [`WireError::Newer`]; [`WireError::Malformed`].
    pub fn open(&self, key: &[u8; 32]) -> Result<Batch, WireError> {
        if EpochId::of(key) != self.header.epoch {
            return Err(WireError::Disagrees("epoch"));
        }
        let aad = self.header.encode();
        let packed = XChaCha20Poly1305::new(key.into())
            .decrypt(&XNonce::from(self.nonce), Payload { msg: &self.sealed, aad: &aad })
            .map_err(|_| WireError::Disagrees("seal"))?;
        let batch = Batch::decode(&self.header, &unpack(&packed, &aad)?)?;
        if batch.last() != self.header.last {
            return Err(WireError::Disagrees("chain"));
        }
        if batch.deps()? != self.header.deps {
            return Err(WireError::Disagrees("places that it rests on"));
        }
        Ok(batch)
    }

    /// Checks the signatures: of the author's head, and of whoever sealed again. `device` gives a chain's key. For
    /// the endpoint too, which cannot open.
    ///
    /// # Errors
    /// [`WireError::Unknown`] for a device that is not enrolled, [`WireError::Disagrees`] for a signature.
    pub fn verify(&self, device: impl Fn(&Incarnation) -> Option<[u8; 32]>) -> Result<(), WireError> {
        let key = |of| device(of).ok_or(WireError::Unknown("device"));
        if let Some(original) = &self.header.original {
            check(&key(&original.sealer)?, &self.payload(), &self.signature, "sealer's signature")?;
        }
        self.head().verify(&key(&self.header.incarnation)?)
    }

    /// The author's signed head that covers it.
    pub fn head(&self) -> SignedHead {
        let Header { tenant, incarnation, last, .. } = self.header;
        let Link { n: to, hash } = last;
        match &self.header.original {
            None => {
                let (from, deps) = (self.header.before.n + 1, self.header.deps.clone());
                let (envelope, signature) = (self.digest(), self.signature);
                SignedHead { tenant, incarnation, from, to, hash, deps, envelope, signature }
            }
            Some(original) => {
                let Original { from, envelope, signature, .. } = *original;
                SignedHead { tenant, incarnation, from, to, hash, deps: original.deps.clone(), envelope, signature }
            }
        }
    }

    /// The digest of all but the signature, which names it.
    pub fn digest(&self) -> ChainHash {
        ChainHash(hash(b"nadi envelope 1", &[&self.header.encode(), &self.nonce, &self.sealed]))
    }

    /// The bytes to send and to keep.
    pub fn encode(&self) -> Vec<u8> {
        let header = self.header.encode();
        [header.as_slice(), &self.nonce, &self.signature, &self.sealed].concat()
    }

    /// Reads an envelope; it is not opened.
    ///
    /// # Errors
    /// [`WireError::TooLarge`], [`WireError::Newer`], [`WireError::Malformed`].
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        if bytes.len() > LIMIT {
            return Err(WireError::TooLarge("batch"));
        }
        let mut d = Decoder::new(bytes);
        let header = Header::read(&mut d)?;
        let (read, rest) = bytes.split_at(d.position());
        // One header has one form: else two envelopes would have one digest.
        if header.encode() != read {
            return Err(WireError::Malformed);
        }
        let (nonce, rest) = rest.split_first_chunk().ok_or(WireError::Malformed)?;
        let (signature, sealed) = rest.split_first_chunk().ok_or(WireError::Malformed)?;
        Ok(Self { header, nonce: *nonce, signature: *signature, sealed: sealed.to_vec() })
    }

    fn payload(&self) -> Vec<u8> {
        match self.header.original {
            None => self.head().payload(),
            Some(_) => [b"nadi sealed again 1".as_slice(), &self.digest().0].concat(),
        }
    }
}

pub(crate) fn first_half(hash: &[u8; 32]) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&hash[..16]);
    half
}
