//! Who belongs to the clinic, by the control chains of all its devices.
//!
//! Everything here is a function of the set of entries, whatever the order in which they came:
//! - An entry has the say that its signer had **as of what it had seen**, down to the recovery key. The endpoint,
//!   which has no such key, can add nobody.
//! - A **removal** (a device revoked, a person removed, ownership taken, a sheet replaced) strikes whatever those it
//!   removes did without its having seen it, and all that rests on that: else one who was removed could go on in the past.
//! - Two removals that strike each other: the one whose signer is nearer to the recovery key stands, of two as near the one
//!   with the smaller hash. What the sheet signs itself comes before all.
//! - A given thing is taken by whatever taking it had not seen; to give again is to have seen the taking.
//!
//! Whether a batch's signature is good does not depend on removals ([`Membership::device`]): work is never turned away
//! for what its desk could not know. What a removed device wrote beyond its closing goes to review.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::WireError;
use crate::chain::{ChainHash, Link};
use crate::control::{Act, Codes, Entry, PublicKeys};
use crate::envelope::EpochId;
use crate::transaction::Dep;
use crate::version::Incarnation;

mod ruling;

use ruling::{About, Ranks, View, about};

/// No more entries wait for what they rest on.
const WAITING: usize = 1024;

/// The members of a clinic.
#[derive(Clone, Debug)]
pub struct Membership {
    tenant: [u8; 16],
    sheet: [u8; 32],
    nodes: Vec<Node>,
    places: HashMap<ChainHash, usize>,
    index: BTreeMap<About, Vec<(usize, bool)>>,
    waiting: BTreeMap<ChainHash, Entry>,
    /// Each entry's standing as of what it had seen.
    plain: Ranks,
    /// Its standing after all removals.
    settled: Ranks,
}

#[derive(Clone, Debug)]
struct Node {
    entry: Entry,
    dep: Dep,
    /// A bit for each node that it had seen.
    past: Vec<u64>,
}

/// A device that was enrolled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Device {
    /// Its keys.
    pub keys: PublicKeys,
    /// The letter of its tokens.
    pub letter: u8,
    /// The register codes of it and of what follows it.
    pub codes: Codes,
    /// The incarnation that it goes on from.
    pub former: Option<Incarnation>,
    /// Whether it is a member still.
    pub member: bool,
}

/// A person who may sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub user: [u8; 16],
    /// Their newest keys.
    pub keys: PublicKeys,
    /// Their newest sign-in record, sealed.
    pub sign_in: Vec<u8>,
    /// Whether they own the clinic.
    pub owner: bool,
}

impl Membership {
    /// A clinic whose recovery sheet verifies with `sheet`: the one root, learnt in founding or joining.
    pub fn new(tenant: [u8; 16], sheet: [u8; 32]) -> Self {
        let (nodes, places, index, waiting) = Default::default();
        Self { tenant, sheet, nodes, places, index, waiting, plain: Vec::new(), settled: Vec::new() }
    }

    /// The members by these entries, in any order.
    ///
    /// # Errors
    /// As [`Membership::apply`].
    pub fn of(tenant: [u8; 16], sheet: [u8; 32], entries: impl IntoIterator<Item = Entry>) -> Result<Self, WireError> {
        let mut membership = Self::new(tenant, sheet);
        membership.apply(entries)?;
        Ok(membership)
    }

    /// The clinic.
    pub fn tenant(&self) -> [u8; 16] {
        self.tenant
    }

    /// Takes in entries whose signatures [`Entry::decode`] has checked. One that comes before what it rests on waits.
    ///
    /// # Errors
    /// [`WireError::Disagrees`] for another tenant's; [`WireError::TooLarge`] where too many wait. What came before is
    /// taken in all the same.
    pub fn apply(&mut self, entries: impl IntoIterator<Item = Entry>) -> Result<(), WireError> {
        let taken = entries.into_iter().try_for_each(|entry| {
            if entry.tenant != self.tenant {
                return Err(WireError::Disagrees("tenant"));
            }
            let hash = entry.place().hash;
            if !self.places.contains_key(&hash) {
                self.waiting.insert(hash, entry);
            }
            if self.waiting.len() > WAITING {
                self.join();
            }
            if self.waiting.len() > WAITING { Err(WireError::TooLarge("heap of entries that wait")) } else { Ok(()) }
        });
        self.join();
        self.settle();
        taken
    }

    /// The entries that were taken in, each after what it rests on.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.nodes.iter().map(|n| &n.entry)
    }

    /// What the waiting entries rest on and is not here.
    pub fn lacking(&self) -> Vec<Dep> {
        let parents = self.waiting.values().flat_map(parents);
        let lacking = parents.filter(|d| !self.places.contains_key(&d.hash) && !self.waiting.contains_key(&d.hash));
        lacking.map(|d| (d.hash, d)).collect::<BTreeMap<_, _>>().into_values().collect()
    }

    /// The entries that no other has seen: what a new entry, or a transaction, has seen.
    pub fn heads(&self) -> Vec<Dep> {
        let mut seen = vec![0; self.nodes.len().div_ceil(64)];
        for node in &self.nodes {
            node.past.iter().zip(&mut seen).for_each(|(past, seen)| *seen |= past);
        }
        let heads = (0..self.nodes.len()).filter(|i| !has(&seen, *i)).map(|i| self.nodes[i].dep);
        heads.map(|d| (d.hash, d)).collect::<BTreeMap<_, _>>().into_values().collect()
    }

    /// Whether an entry stands, after all removals.
    pub fn stands(&self, hash: &ChainHash) -> bool {
        self.places.get(hash).is_some_and(|i| self.settled[*i].is_some())
    }

    /// A device that was enrolled by one who had the say, as of what was seen then. Its signatures are good for ever.
    pub fn device(&self, device: &Incarnation) -> Option<Device> {
        let found = self.plain().device(device)?;
        Some(Device { member: self.settled().stands(About::Device(*device)), ..found })
    }

    /// Every device that was ever enrolled.
    pub fn devices(&self) -> impl Iterator<Item = (Incarnation, Device)> + '_ {
        let known = self.index.keys().filter_map(|a| if let About::Device(d) = a { Some(*d) } else { None });
        known.filter_map(|d| Some((d, self.device(&d)?)))
    }

    /// Every key that a person has had, given by one who had the say. What they signed stays signed.
    pub fn keys(&self, user: &[u8; 16]) -> BTreeSet<PublicKeys> {
        let entries = self.plain().given(About::User(*user)).map(|i| &self.nodes[i].entry.act);
        entries.filter_map(|a| if let Act::User { keys, .. } = a { Some(*keys) } else { None }).collect()
    }

    /// Who may sign in.
    pub fn people(&self) -> Vec<Person> {
        let view = self.settled();
        let known = self.index.keys().filter_map(|a| if let About::User(u) = a { Some(*u) } else { None });
        let person = |user| {
            let all: Vec<usize> = view.standing(About::User(user)).collect();
            // Of two that did not see each other the later one is shown.
            let newest = all.iter().filter(|i| !all.iter().any(|j| self.saw(*j, **i))).max_by_key(|i| {
                let node = &self.nodes[**i];
                (node.entry.wall, node.dep.hash)
            })?;
            let Act::User { keys, sign_in, .. } = &self.nodes[*newest].entry.act else { return None };
            Some(Person { user, keys: *keys, sign_in: sign_in.clone(), owner: view.stands(About::Owner(user)) })
        };
        known.filter_map(person).collect()
    }

    /// The public keys of the recovery sheets in force, where an entry said them. More than one after two were made
    /// without seeing each other.
    pub fn sheets(&self) -> BTreeSet<PublicKeys> {
        let view = self.settled();
        let sheets = view.given(About::Sheet).map(|i| &self.nodes[i].entry.act);
        let keys = sheets.filter_map(|a| if let Act::Sheet { keys } = a { Some(*keys) } else { None });
        keys.filter(|k| view.sheet(&k.verifying)).collect()
    }

    /// The place where a chain is closed, the highest of several.
    pub fn closing(&self, chain: &Incarnation) -> Option<Link> {
        let closings = self.settled().given(About::Chain(*chain)).filter_map(|i| match self.nodes[i].entry.act {
            Act::Revoke { at, .. } | Act::Close { at, .. } => Some(at),
            _ => None,
        });
        closings.max_by_key(|at| (at.n, at.hash))
    }

    /// The epochs that a device may seal under: it has their key, and none who has it was removed. Those that more
    /// members can open come first. Where there is none, it makes one.
    pub fn sealable(&self, device: &Incarnation) -> Vec<EpochId> {
        let view = self.settled();
        let members: Vec<Incarnation> = self.devices().filter(|(_, d)| d.member).map(|(i, _)| i).collect();
        let known = self.index.keys().filter_map(|a| if let About::Epoch(id) = a { Some(*id) } else { None });
        let usable = known.filter_map(|id| {
            let have = view.recipients(&id);
            let lack = members.iter().filter(|m| !view.opens(m, &have)).count();
            (members.contains(device) && view.opens(device, &have) && have.iter().all(|d| members.contains(d)))
                .then_some((lack, id))
        });
        usable.collect::<BTreeSet<_>>().into_iter().map(|(_, id)| id).collect()
    }

    /// The boxes with an epoch's key for a device, or for the recovery sheet (none).
    pub fn boxes(&self, epoch: &EpochId, to: Option<Incarnation>) -> impl Iterator<Item = &[u8]> {
        let entries = self.index.get(&About::Epoch(*epoch)).into_iter().flatten();
        let standing = entries.filter(|(i, _)| self.settled[*i].is_some());
        let boxes = standing.filter_map(|(i, _)| match &self.nodes[*i].entry.act {
            Act::Epoch { boxes, .. } => Some(boxes),
            _ => None,
        });
        boxes.flatten().filter(move |(of, _)| *of == to).map(|(_, sealed)| sealed.as_slice())
    }

    /// Moves what waits and has all it rests on among the nodes.
    fn join(&mut self) {
        loop {
            let ready = self.waiting.iter().filter(|(_, e)| parents(e).all(|d| self.places.contains_key(&d.hash)));
            let ready: Vec<ChainHash> = ready.map(|(hash, _)| *hash).collect();
            if ready.is_empty() {
                return;
            }
            for hash in ready {
                let Some(entry) = self.waiting.remove(&hash) else { continue };
                let mut past = vec![0; self.nodes.len().div_ceil(64)];
                let mut sound = true;
                for dep in parents(&entry) {
                    let at = self.places[&dep.hash];
                    // A place that is named otherwise than it is was seen by nobody.
                    sound &= self.nodes[at].dep == dep;
                    past[at / 64] |= 1 << (at % 64);
                    self.nodes[at].past.iter().zip(&mut past).for_each(|(theirs, mine)| *mine |= theirs);
                }
                if sound {
                    let at = self.nodes.len();
                    self.places.insert(hash, at);
                    for (about, gives) in about(&entry) {
                        self.index.entry(about).or_default().push((at, gives));
                    }
                    let dep = entry.dep();
                    self.nodes.push(Node { entry, dep, past });
                }
            }
        }
    }

    fn saw(&self, later: usize, earlier: usize) -> bool {
        has(&self.nodes[later].past, earlier)
    }

    fn plain(&self) -> View<'_> {
        View { of: self, ranks: &self.plain, past: None }
    }

    fn settled(&self) -> View<'_> {
        View { of: self, ranks: &self.settled, past: None }
    }
}

/// What an entry rests on: the one before it, and what it saw.
fn parents(entry: &Entry) -> impl Iterator<Item = Dep> + '_ {
    let before = (entry.before.n > 0).then(|| {
        let mut own = entry.dep();
        (own.version.n, own.hash) = (entry.before.n, entry.before.hash);
        own
    });
    before.into_iter().chain(entry.seen.iter().copied())
}

fn has(bits: &[u64], i: usize) -> bool {
    bits.get(i / 64).is_some_and(|word| word >> (i % 64) & 1 == 1)
}
