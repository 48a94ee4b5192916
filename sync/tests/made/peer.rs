//! A peer in memory: keeps what it takes, answers what it is asked.

use std::collections::{BTreeMap, HashMap};

use nadi_sync::arrival::order;
use nadi_sync::exchange::{Range, branch};
use nadi_sync::{
    Arrival, ChainHash, Dep, Entry, Envelope, Have, Held, Incarnation, Link, Membership, Message, Outcome, Taken, Tip,
    Version, control_chain, control_root,
};

use super::{KEY, TENANT, batch, edit, root, seal};

#[derive(Clone)]
pub struct Peer {
    /// Its device; a copied profile has the same.
    pub device: u8,
    pub own: Link,
    pub members: Membership,
    sealed: Link,
    unsealed: Vec<nadi_sync::Transaction>,
    /// What follows each place.
    next: HashMap<(Incarnation, u64, ChainHash), Vec<ChainHash>>,
    pub envelopes: Vec<Envelope>,
    named: BTreeMap<Incarnation, Dep>,
}

impl Peer {
    pub fn new(device: u8, members: Membership) -> Self {
        let own = root(super::incarnation(device));
        let (next, envelopes, named, unsealed) = Default::default();
        Self { device, own, members, sealed: own, unsealed, next, envelopes, named }
    }

    pub fn held(&self, dep: &Dep) -> Held {
        if self.members.entries().any(|e| e.dep() == *dep) {
            return Held::Last;
        }
        let Version { incarnation, n } = dep.version;
        match self.next.get(&(incarnation, n, dep.hash)) {
            Some(next) => next.first().map_or(Held::Last, |first| Held::Before(*first)),
            None if n == 0 && dep.hash == root(incarnation).hash => Held::Last,
            None => Held::No,
        }
    }

    /// Appends a transaction that rests on all that is here and was not named yet.
    pub fn write(&mut self, text: &str) {
        let own = super::incarnation(self.device);
        let mut deps = Vec::new();
        for dep in self.ends().into_values().flatten().chain(self.members.heads()) {
            if dep.version.incarnation != own && self.named.insert(dep.version.incarnation, dep) != Some(dep) {
                deps.push(dep);
            }
        }
        let transaction = edit(self.own.n + 1, text, deps);
        let stored = transaction.encode();
        let next = self.own.next(&stored.header, &stored.commitments);
        self.keep(own, self.own, next);
        self.own = next;
        self.unsealed.push(transaction);
    }

    /// Seals what waits in the outbox.
    pub fn seal(&mut self) {
        if !self.unsealed.is_empty() {
            let transactions = std::mem::take(&mut self.unsealed);
            let of = super::incarnation(self.device);
            self.envelopes.push(seal(&batch(of, self.sealed, &transactions, None), self.device));
            self.sealed = self.own;
        }
    }

    fn keep(&mut self, of: Incarnation, before: Link, after: Link) {
        let next = self.next.entry((of, before.n, before.hash)).or_default();
        if !next.contains(&after.hash) {
            next.push(after.hash);
            next.sort();
        }
        self.next.entry((of, after.n, after.hash)).or_default();
    }

    /// Each named chain with its places, the device's own chains cut where they split.
    fn chains(&self) -> Vec<(Incarnation, u64, Vec<Dep>)> {
        let mut out = Vec::new();
        let roots = self.next.keys().filter(|(_, n, _)| *n == 0).map(|(of, _, hash)| (*of, *of, 0, *hash));
        let mut open: Vec<_> = roots.collect();
        while let Some((name, of, mut n, mut hash)) = open.pop() {
            let from = n.max(1);
            let mut places = Vec::new();
            loop {
                if n > 0 {
                    places.push(Dep { version: Version { incarnation: of, n }, hash });
                }
                match self.next[&(of, n, hash)].as_slice() {
                    [] => break,
                    [one] => (n, hash) = (n + 1, *one),
                    many => {
                        open.extend(many.iter().map(|first| (branch(first), of, n + 1, *first)));
                        break;
                    }
                }
            }
            out.push((name, from, places));
        }
        out
    }

    fn ends(&self) -> BTreeMap<Incarnation, Option<Dep>> {
        self.chains().into_iter().map(|(name, _, places)| (name, places.last().copied())).collect()
    }

    pub fn have(&self) -> Have {
        let mut have = Have::default();
        for (name, from, places) in self.chains() {
            if let Some(last) = places.last() {
                have.put(name, Tip { from, at: Link { n: last.version.n, hash: last.hash } });
            }
        }
        for entry in self.members.entries() {
            let name = control_chain(&TENANT, &entry.device);
            if have.get(&name).is_none_or(|tip| tip.at.n <= entry.before.n) {
                have.put(name, Tip { from: 1, at: entry.place() });
            }
        }
        have
    }

    fn push(&self, wanted: impl Fn(&Envelope) -> bool, entries: impl Fn(&Entry) -> bool) -> Message {
        let batches = self.envelopes.iter().filter(|e| wanted(e)).map(Envelope::encode).collect();
        let entries = self.members.entries().filter(|e| entries(e)).map(Entry::encode).collect();
        Message::Push { entries, batches }
    }

    fn covering(&self, places: &[Dep]) -> Message {
        let covers = |e: &Envelope, dep: &Dep| {
            let (from, to) = (e.header.before.n, e.header.last.n);
            e.header.incarnation == dep.version.incarnation && from < dep.version.n && dep.version.n <= to
        };
        self.push(|e| places.iter().any(|p| covers(e, p)), |e| places.iter().any(|p| e.dep() == *p))
    }

    /// What it answers.
    pub fn hear(&mut self, message: Message) -> Vec<Message> {
        match message {
            Message::Have { have, .. } | Message::Pull { have, .. } => {
                self.seal();
                let missing = self.have().missing(&have);
                let within = |r: &Range, name: &Incarnation, n: u64| r.chain == *name && r.from <= n && n <= r.to;
                let chains = self.chains();
                let places: Vec<Dep> = chains
                    .iter()
                    .flat_map(|(name, _, all)| {
                        all.iter().filter(|d| missing.iter().any(|r| within(r, name, d.version.n)))
                    })
                    .copied()
                    .chain(
                        self.members
                            .entries()
                            .map(Entry::dep)
                            .filter(|d| missing.iter().any(|r| within(r, &d.version.incarnation, d.version.n))),
                    )
                    .collect();
                if places.is_empty() { vec![] } else { vec![self.covering(&places)] }
            }
            Message::Need(places) => vec![self.covering(&places)],
            Message::Push { entries, batches } => {
                let entries = entries.iter().map(|e| Entry::decode(e).unwrap());
                self.members.apply(entries).unwrap();
                let envelopes: Vec<Envelope> = batches.iter().map(|b| Envelope::decode(b).unwrap()).collect();
                let headers: Vec<_> = envelopes.iter().map(|e| &e.header).collect();
                let (order, mut need) = order(&headers, |dep| self.held(dep));
                let outcomes = order.iter().map(|i| self.take(&envelopes[*i])).collect();
                need.extend(self.members.lacking());
                let need = if need.is_empty() { None } else { Some(Message::Need(need)) };
                [Message::Answer(outcomes)].into_iter().chain(need).collect()
            }
            Message::Answer(outcomes) => {
                assert!(!outcomes.iter().any(|o| matches!(o, Outcome::Refused(_))), "{outcomes:?}");
                vec![]
            }
        }
    }

    fn take(&mut self, envelope: &Envelope) -> Outcome {
        let (taken, outcome) = match nadi_sync::arrival::arrive(envelope, &KEY, &self.members, |dep| self.held(dep)) {
            Arrival::Accept(taken) if taken.known == taken.batch.transactions.len() => (taken, Outcome::Known),
            Arrival::Accept(taken) => (taken, Outcome::Stored),
            Arrival::Branch { at, here, first, taken } => (taken, Outcome::Branch { at, here, first }),
            Arrival::Need(places) => return Outcome::Need(places),
            Arrival::Refuse(error) => return Outcome::Refused(error.code()),
        };
        let Taken { batch, .. } = taken;
        let mut at = batch.before;
        for stored in &batch.transactions {
            let next = at.next(&stored.header, &stored.commitments);
            self.keep(batch.incarnation, at, next);
            at = next;
        }
        if !self.envelopes.contains(envelope) {
            self.envelopes.push(envelope.clone());
        }
        outcome
    }

    pub fn control(&self) -> Link {
        control_root(&TENANT, &super::incarnation(self.device))
    }
}
