//! Which entries stand: by what each had seen, and then by the removals.

use std::collections::BTreeSet;

use super::{Device, Membership, has};
use crate::control::{Act, Codes, Entry};
use crate::envelope::EpochId;
use crate::version::Incarnation;

/// The distance of each entry's signer from the recovery key: 0 for the sheet itself, 1 for an owner whom it made, and
/// so on; none for an entry that does not stand.
pub(super) type Ranks = Vec<Option<u32>>;

/// The say of one who is no owner.
const FAR: u32 = u32::MAX;

/// What an entry gives or takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum About {
    Device(Incarnation),
    User([u8; 16]),
    Owner([u8; 16]),
    /// Whoever signs with it.
    Key([u8; 32]),
    Epoch(EpochId),
    Chain(Incarnation),
    Sheet,
    Removals,
}

/// What an entry is about, and whether it gives or takes that.
pub(super) fn about(entry: &Entry) -> Vec<(About, bool)> {
    use About::{Chain, Epoch, Key, Owner, Removals, Sheet, User};
    match &entry.act {
        Act::Enrol { device, keys, .. } => vec![(About::Device(*device), true), (Key(keys.verifying), true)],
        Act::Follow { keys, .. } => vec![(About::Device(entry.device), true), (Key(keys.verifying), true)],
        Act::Revoke { device, .. } => {
            vec![(About::Device(*device), false), (Chain(*device), true), (Removals, true)]
        }
        Act::Close { chain, .. } => vec![(Chain(*chain), true)],
        Act::Epoch { id, .. } => vec![(Epoch(*id), true)],
        Act::User { user, keys, .. } => vec![(User(*user), true), (Key(keys.verifying), true)],
        Act::Remove { user } => vec![(User(*user), false), (Owner(*user), false), (Removals, true)],
        Act::Owner { user, given: true } => vec![(Owner(*user), true)],
        Act::Owner { user, given: false } => vec![(Owner(*user), false), (Removals, true)],
        Act::Sheet { .. } => vec![(Sheet, true), (Removals, true)],
    }
}

/// The members as one entry saw them, or as all entries make them.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) of: &'a Membership,
    pub(super) ranks: &'a [Option<u32>],
    pub(super) past: Option<&'a [u64]>,
}

impl Membership {
    /// Decides anew which entries stand: the removals one by one, the nearest first. What is decided stays so, whatever is
    /// decided after it; hence this ends, and ends the same for all.
    pub(super) fn settle(&mut self) {
        self.plain = self.round(&[]);
        let mut decided: Vec<(usize, u32)> = Vec::new();
        self.settled = loop {
            let ranks = self.round(&decided);
            let removals = self.index.get(&About::Removals).into_iter().flatten().map(|(i, _)| *i);
            let open = removals.filter(|i| !decided.iter().any(|(d, _)| d == i));
            let standing = open.filter_map(|i| Some((ranks[i]?, self.nodes[i].dep.hash, i)));
            match standing.min() {
                Some((rank, _, i)) => decided.push((i, rank)),
                None => break ranks,
            }
        };
    }

    /// Which entries stand where these removals do, in any case.
    fn round(&self, decided: &[(usize, u32)]) -> Ranks {
        let mut ranks = Ranks::with_capacity(self.nodes.len());
        for i in 0..self.nodes.len() {
            let rank = match decided.iter().find(|(d, _)| *d == i) {
                Some((_, rank)) => Some(*rank),
                None if decided.iter().any(|(r, _)| self.strikes(*r, i, &ranks)) => None,
                None => self.rank(i, &ranks),
            };
            ranks.push(rank);
        }
        ranks
    }

    /// Whether a removal strikes an entry: one by those whom it removes, of which neither has seen the other.
    fn strikes(&self, removal: usize, i: usize, ranks: &[Option<u32>]) -> bool {
        if removal == i || self.saw(removal, i) || self.saw(i, removal) {
            return false;
        }
        let entry = &self.nodes[i].entry;
        let signed_by = |user| self.view(i, ranks).users(&entry.by).any(|u| u == user);
        match self.nodes[removal].entry.act {
            Act::Revoke { device, .. } => {
                entry.device == device || matches!(entry.act, Act::Follow { former, .. } if former == device)
            }
            Act::Remove { user } => signed_by(user),
            Act::Owner { user, .. } => {
                signed_by(user) && !matches!(entry.act, Act::User { user: own, .. } if own == user)
            }
            Act::Sheet { .. } => {
                self.view(i, ranks).sheets(&entry.by).any(|known| known.is_none_or(|s| self.saw(removal, s)))
            }
            _ => false,
        }
    }

    /// An entry's standing as of what it had seen.
    fn rank(&self, i: usize, ranks: &[Option<u32>]) -> Option<u32> {
        let (view, entry) = (self.view(i, ranks), &self.nodes[i].entry);
        let sheet = view.sheet(&entry.by);
        let owner = if sheet { Some(0) } else { view.users(&entry.by).filter_map(|u| view.owner(&u)).min() };
        let first = entry.before.n == 0;
        let begins = match entry.act {
            Act::Enrol { device, .. } => first && sheet && device == entry.device,
            Act::Follow { .. } => first,
            _ => false,
        };
        if !begins && !view.stands(About::Device(entry.device)) {
            return None;
        }
        let signed_by = |device: &Incarnation| view.device(device).is_some_and(|d| d.keys.verifying == entry.by);
        match &entry.act {
            Act::Enrol { device, keys, codes, .. } => {
                let other = view.device(device).is_some_and(|d| d.keys != *keys);
                let own = begins && codes.first <= codes.last;
                owner.filter(|_| !other && (own || view.may_give(&entry.device, device, codes)))
            }
            Act::Follow { former, .. } => {
                let new = view.device(&entry.device).is_none() && entry.device != *former;
                (begins && new && view.stands(About::Device(*former)) && signed_by(former)).then_some(FAR)
            }
            Act::Owner { user, given: true } => owner.filter(|_| view.stands(About::User(*user))),
            Act::User { user, .. } => owner.or_else(|| view.users(&entry.by).any(|u| u == *user).then_some(FAR)),
            Act::Epoch { id, boxes } => {
                let have = view.recipients(id);
                let members = boxes.iter().all(|(to, _)| to.is_none_or(|to| view.stands(About::Device(to))));
                let may = have.is_empty() || view.opens(&entry.device, &have);
                (signed_by(&entry.device) && members && may).then_some(FAR)
            }
            Act::Revoke { .. } | Act::Close { .. } | Act::Remove { .. } | Act::Owner { .. } | Act::Sheet { .. } => {
                owner
            }
        }
    }

    fn view<'a>(&'a self, i: usize, ranks: &'a [Option<u32>]) -> View<'a> {
        View { of: self, ranks, past: Some(&self.nodes[i].past) }
    }
}

impl<'a> View<'a> {
    /// The entries about something that stand and were seen, and whether each gives or takes it.
    fn about(self, what: About) -> impl Iterator<Item = (usize, bool)> + 'a {
        let all = self.of.index.get(&what).into_iter().flatten().copied();
        all.filter(move |(i, _)| {
            self.ranks.get(*i).is_some_and(Option::is_some) && self.past.is_none_or(|past| has(past, *i))
        })
    }

    /// The entries that give something.
    pub(super) fn given(self, what: About) -> impl Iterator<Item = usize> + 'a {
        self.about(what).filter(|(_, gives)| *gives).map(|(i, _)| i)
    }

    /// The entries that give something and that saw every taking of it.
    pub(super) fn standing(self, what: About) -> impl Iterator<Item = usize> + 'a {
        let takings: Vec<usize> = self.about(what).filter(|(_, gives)| !gives).map(|(i, _)| i).collect();
        self.given(what).filter(move |i| takings.iter().all(|t| self.of.saw(*i, *t)))
    }

    pub(super) fn stands(self, what: About) -> bool {
        self.standing(what).next().is_some()
    }

    /// Whether this is the key of a sheet in force.
    pub(super) fn sheet(self, key: &[u8; 32]) -> bool {
        self.sheets(key).next().is_some()
    }

    /// Where a sheet in force with this key was made, none for the first: in force is one that no sheet made since saw.
    fn sheets(self, key: &[u8; 32]) -> impl Iterator<Item = Option<usize>> {
        let all: Vec<usize> = self.given(About::Sheet).collect();
        let of = |i: &usize| matches!(&self.of.nodes[*i].entry.act, Act::Sheet { keys } if keys.verifying == *key);
        let first = (all.is_empty() && *key == self.of.sheet).then_some(None);
        let newest = all.iter().filter(|i| of(i) && !all.iter().any(|later| self.of.saw(*later, **i)));
        first.into_iter().chain(newest.map(|i| Some(*i)).collect::<Vec<_>>())
    }

    /// The people whose present key this is.
    fn users(self, key: &[u8; 32]) -> impl Iterator<Item = [u8; 16]> + 'a {
        self.given(About::Key(*key)).filter_map(move |i| {
            let Act::User { user, keys, .. } = &self.of.nodes[i].entry.act else { return None };
            let other = |j: &usize| !matches!(&self.of.nodes[*j].entry.act, Act::User { keys: new, .. } if new == keys);
            let replaced = self.given(About::User(*user)).filter(other).any(|j| self.of.saw(j, i));
            (!replaced && self.stands(About::User(*user))).then_some(*user)
        })
    }

    /// How far an owner is from the recovery key.
    fn owner(self, user: &[u8; 16]) -> Option<u32> {
        let rank = self.standing(About::Owner(*user)).filter_map(|i| self.ranks[i]).min();
        rank.map(|rank| rank.saturating_add(1))
    }

    /// A device as enrolled; of several enrolments the one nearest to the recovery key.
    pub(super) fn device(self, device: &Incarnation) -> Option<Device> {
        let nearest =
            self.given(About::Device(*device)).min_by_key(|i| (self.ranks[*i], self.of.nodes[*i].dep.hash))?;
        match &self.of.nodes[nearest].entry.act {
            Act::Enrol { keys, letter, codes, .. } => {
                Some(Device { keys: *keys, letter: *letter, codes: *codes, former: None, member: true })
            }
            // Its former was known to it, so that this ends.
            Act::Follow { former, keys } => {
                let past = Some(self.of.nodes[nearest].past.as_slice());
                let before = View { past, ..self }.device(former)?;
                Some(Device { keys: *keys, former: Some(*former), ..before })
            }
            _ => None,
        }
    }

    /// A device and those that it follows.
    fn line(self, device: &Incarnation) -> impl Iterator<Item = Incarnation> + 'a {
        let most = self.of.nodes.len() + 1;
        std::iter::successors(Some(*device), move |d| self.device(d)?.former).take(most)
    }

    /// The devices that an epoch's key was sealed to.
    pub(super) fn recipients(self, id: &EpochId) -> BTreeSet<Incarnation> {
        let entries = self.given(About::Epoch(*id)).map(|i| &self.of.nodes[i].entry.act);
        let boxes = entries.filter_map(|a| if let Act::Epoch { boxes, .. } = a { Some(boxes) } else { None });
        boxes.flatten().filter_map(|(to, _)| *to).collect()
    }

    /// Whether a device is one of these or follows one, and so has what they have.
    pub(super) fn opens(self, device: &Incarnation, have: &BTreeSet<Incarnation>) -> bool {
        self.line(device).any(|d| have.contains(&d))
    }

    /// Whether these codes are the enroller's own, and were given to no other.
    fn may_give(self, enroller: &Incarnation, to: &Incarnation, codes: &Codes) -> bool {
        let own = self.device(enroller).is_some_and(|d| d.codes.first <= codes.first && codes.last <= d.codes.last);
        let enrolments = self
            .line(enroller)
            .flat_map(|d| self.of.nodes.iter().enumerate().filter(move |(_, n)| n.entry.device == d).map(|(i, _)| i));
        let seen = enrolments.filter(|i| self.past.is_none_or(|past| has(past, *i)) && self.ranks[*i].is_some());
        let given = seen.filter_map(|i| match &self.of.nodes[i].entry.act {
            // Enrolled by the sheet on itself, a device has its block from nobody.
            Act::Enrol { device, codes, .. } if device != to && *device != self.of.nodes[i].entry.device => {
                Some(*codes)
            }
            _ => None,
        });
        let met = given.into_iter().any(|g| g.first <= codes.last && codes.first <= g.last);
        own && codes.first <= codes.last && !met
    }
}
