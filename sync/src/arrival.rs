//! A batch that has come: whether it goes on where a chain is known, and rests on nothing that is not here.

use std::collections::BTreeMap;

use crate::WireError;
use crate::chain::{ChainHash, Link};
use crate::envelope::{Batch, Envelope, Header};
use crate::head::{act_payload, verify_act};
use crate::membership::Membership;
use crate::transaction::{Dep, Transaction};
use crate::version::{Incarnation, Version};

/// What the receiver has of a place (chain, n, hash). A place of a branch is asked for under the name of the device's
/// chain, as its batches and those who rest on it name it; place 0 is held by all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// Not here, or there is another transaction.
    No,
    /// Here, and the last.
    Last,
    /// Here, and followed by the transaction with this hash.
    Before(ChainHash),
}

/// What becomes of a batch at a desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// It goes on where the chain is known.
    Accept(Taken),
    /// It is sound, but from `at` on claims places that others have: both stand, as chains of their own
    /// ([`crate::exchange::branch`]).
    Branch {
        /// The place that two claim.
        at: u64,
        /// The hash of the transaction that has it here.
        here: ChainHash,
        /// The hash of the one that came.
        first: ChainHash,
        /// The batch.
        taken: Taken,
    },
    /// These are lacking.
    Need(Vec<Dep>),
    /// It is not what it says.
    Refuse(WireError),
}

/// A batch opened and found sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The batch.
    pub batch: Batch,
    /// The place of its last transaction.
    pub link: Link,
    /// How many of its first transactions were here already.
    pub known: usize,
    /// Transactions with a person's signature by no key which that person has had. They go to review: refused, they
    /// would hold up the chain for ever.
    pub unproven: Vec<u64>,
}

/// What becomes of a batch at the endpoint, which does not open it and knows places at the ends of batches alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placed {
    /// It goes on where the chain is known.
    Next,
    /// It was here already.
    Known,
    /// It claims places that others have, from its first on. Where it holds one transaction alone it names a branch;
    /// a longer one is sent again with its first by itself.
    Branch {
        /// The hash of the transaction, or of the end of the batch, that is there.
        here: ChainHash,
    },
    /// These are lacking.
    Need(Vec<Dep>),
}

/// Checks all that can be checked of a batch: signatures, seal, links, commitments, and the persons' signatures.
/// `key` is that of its epoch.
pub fn arrive(envelope: &Envelope, key: &[u8; 32], members: &Membership, held: impl Fn(&Dep) -> Held) -> Arrival {
    look(envelope, key, members, held).unwrap_or_else(Arrival::Refuse)
}

/// Where a batch goes by its header. The signatures are [`Envelope::verify`]'s.
///
/// # Errors
/// [`WireError::Disagrees`] for a first batch that does not begin where the chain does.
pub fn place(header: &Header, held: impl Fn(&Dep) -> Held) -> Result<Placed, WireError> {
    rooted(header)?;
    if held(&at(header, header.last)) != Held::No {
        return Ok(Placed::Known);
    }
    let lacking = lacking(header, &held);
    if !lacking.is_empty() {
        return Ok(Placed::Need(lacking));
    }
    Ok(match held(&at(header, header.before)) {
        Held::Before(here) => Placed::Branch { here },
        _ => Placed::Next,
    })
}

/// What a batch rests on and the receiver lacks: the place before it, and places of other chains.
pub fn lacking(header: &Header, held: impl Fn(&Dep) -> Held) -> Vec<Dep> {
    let before = (header.before.n > 0).then(|| at(header, header.before));
    before.into_iter().chain(header.deps.iter().copied()).filter(|dep| held(dep) == Held::No).collect()
}

/// An order in which a receiver can take batches, each after what it rests on, and what is lacking for the others.
///
/// Authors' batches never wait for each other in a ring: each rests only on what its author had, sealed, before
/// sealing it. Ranges sealed again over several batches may; they are for archives, which rest on a snapshot.
pub fn order(headers: &[&Header], held: impl Fn(&Dep) -> Held) -> (Vec<usize>, Vec<Dep>) {
    let mut order: Vec<usize> = Vec::new();
    let mut rest: Vec<usize> = (0..headers.len()).collect();
    let lacks = |i: usize, order: &[usize]| {
        let mut lacking = lacking(headers[i], &held);
        lacking.retain(|dep| !order.iter().any(|before| holds(headers[*before], dep)));
        lacking
    };
    loop {
        let (ready, not): (Vec<usize>, Vec<usize>) = rest.iter().partition(|i| lacks(**i, &order).is_empty());
        rest = not;
        if ready.is_empty() {
            break;
        }
        order.extend(ready);
    }
    let lacking = rest.iter().flat_map(|i| lacks(*i, &order)).map(|dep| ((dep.version, dep.hash), dep));
    let lacking: BTreeMap<_, _> = lacking.collect();
    (order, lacking.into_values().collect())
}

/// How far closed chains are accepted: up to their closing, and whatever an accepted transaction rests on, to the
/// fixed point. `rests` are transactions with what each names.
pub fn accepted(closings: &BTreeMap<Incarnation, u64>, rests: &[(Version, Dep)]) -> BTreeMap<Incarnation, u64> {
    let mut limits = closings.clone();
    loop {
        let before = limits.clone();
        for (version, dep) in rests {
            let accepted = limits.get(&version.incarnation).is_none_or(|limit| version.n <= *limit);
            if let Some(limit) = limits.get_mut(&dep.version.incarnation).filter(|_| accepted) {
                *limit = dep.version.n.max(*limit);
            }
        }
        if limits == before {
            return limits;
        }
    }
}

fn look(
    envelope: &Envelope,
    key: &[u8; 32],
    members: &Membership,
    held: impl Fn(&Dep) -> Held,
) -> Result<Arrival, WireError> {
    let header = &envelope.header;
    if header.tenant != members.tenant() {
        return Err(WireError::Disagrees("tenant"));
    }
    rooted(header)?;
    let lacking = lacking(header, &held);
    match envelope.verify(|device| members.device(device).map(|d| d.keys.verifying)) {
        // Its enrolment is among what it rests on.
        Err(WireError::Unknown(_)) if !lacking.is_empty() => return Ok(Arrival::Need(lacking)),
        verified => verified?,
    }
    if !lacking.is_empty() {
        return Ok(Arrival::Need(lacking));
    }
    let batch = envelope.open(key)?;
    let (mut link, mut known, mut split) = (batch.before, 0, None);
    let mut hashes = Vec::with_capacity(batch.transactions.len());
    for stored in &batch.transactions {
        let next = link.next(&stored.header, &stored.commitments);
        if known == hashes.len() && held(&at(header, next)) != Held::No {
            known += 1;
        } else if known == hashes.len()
            && let Held::Before(here) = held(&at(header, link))
        {
            split = Some((next.n, here, next.hash));
        }
        hashes.push(next.hash);
        link = next;
    }
    let unproven = unproven(&batch, &hashes, members)?;
    let taken = Taken { batch, link, known, unproven };
    Ok(match split {
        Some((at, here, first)) => Arrival::Branch { at, here, first, taken },
        None => Arrival::Accept(taken),
    })
}

/// The transactions whose person's signature is by none of that person's keys.
fn unproven(batch: &Batch, hashes: &[ChainHash], members: &Membership) -> Result<Vec<u64>, WireError> {
    let mut unproven = Vec::new();
    for (n, signature) in &batch.acts {
        let at = n.checked_sub(batch.before.n + 1).and_then(|i| usize::try_from(i).ok());
        let found = at.and_then(|i| Some((batch.transactions.get(i)?, hashes.get(i)?)));
        let (stored, hash) = found.ok_or(WireError::Disagrees("place of a person's signature"))?;
        let user = Transaction::decode_header(&stored.header)?.user;
        let payload = act_payload(&batch.tenant, &batch.incarnation, hash);
        if !members.keys(&user).iter().any(|keys| verify_act(&keys.verifying, &payload, signature).is_ok()) {
            unproven.push(*n);
        }
    }
    Ok(unproven)
}

/// A first batch begins at the chain's root.
fn rooted(header: &Header) -> Result<(), WireError> {
    let root = || Link::root(&header.tenant, &header.incarnation);
    if header.before.n > 0 || header.before == root() { Ok(()) } else { Err(WireError::Disagrees("root")) }
}

/// Whether a batch brings a place. Of places within it the header does not tell the hash.
fn holds(header: &Header, dep: &Dep) -> bool {
    let within = header.before.n < dep.version.n && dep.version.n <= header.last.n;
    header.incarnation == dep.version.incarnation
        && within
        && (dep.version.n < header.last.n || dep.hash == header.last.hash)
}

fn at(header: &Header, link: Link) -> Dep {
    Dep { version: Version { incarnation: header.incarnation, n: link.n }, hash: link.hash }
}
