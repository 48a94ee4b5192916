//! The desks of one clinic, the network between them, and what happens.

use std::collections::BTreeMap;

use anyhow::{Result, bail, ensure};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use store::exchange::{Stretch, Taken};
use sync::Incarnation;
use tempfile::TempDir;

use crate::desk::{Desk, FIELDS, MOST, work};
use crate::ledger::Ledger;

/// How many things happen in one run, at most.
const STEPS: usize = 80;

/// Ten years, milliseconds: as wrong as a clock may be.
const WRONG: i64 = 315_360_000_000;

/// One run.
pub struct World {
    dice: StdRng,
    desks: Vec<Desk>,
    /// On its way: to whom, and what.
    net: Vec<(usize, Stretch)>,
    /// With which key each chain is signed.
    devices: BTreeMap<Incarnation, [u8; 32]>,
    ledger: Ledger,
    trace: Vec<String>,
    seed: u64,
    folder: Option<TempDir>,
}

impl World {
    /// The world of a seed; nothing has happened yet.
    pub fn new(seed: u64) -> Self {
        Self {
            dice: StdRng::seed_from_u64(seed),
            desks: Vec::new(),
            net: Vec::new(),
            devices: BTreeMap::new(),
            ledger: Ledger::default(),
            trace: Vec::new(),
            seed,
            folder: None,
        }
    }

    /// What happened.
    pub fn into_trace(self) -> Vec<String> {
        self.trace
    }

    /// People work, desks hand each other stretches, and things go wrong.
    ///
    /// # Errors
    /// What no desk may do.
    pub fn play(&mut self) -> Result<()> {
        let folder = work()?;
        for nth in 0..self.dice.random_range(2..=MOST) {
            self.desks.push(Desk::open(nth, &folder.path().join(nth.to_string()))?);
            self.meet(nth)?;
            self.turn_clock(nth)?;
        }
        self.folder = Some(folder);
        for _ in 0..self.dice.random_range(10..STEPS) {
            self.step()?;
        }
        Ok(())
    }

    fn meet(&mut self, nth: usize) -> Result<()> {
        let desk = &self.desks[nth];
        self.devices.insert(desk.incarnation()?, desk.device()?);
        Ok(())
    }

    fn step(&mut self) -> Result<()> {
        let (at, which) = (self.pick(self.desks.len()), self.dice.random_range(0..1000));
        match self.dice.random_range(0..100) {
            // Most of the work is about the same patient, as on a busy morning.
            0..15 => self.desks[at].look(0),
            15..20 => self.desks[at].look(which),
            20..45 => self.save(at, which),
            45..50 => self.register(at),
            50..70 => self.ask(at),
            70..90 => self.carry(),
            90..93 => self.turn_clock(at),
            93..96 => self.crash(at),
            96..98 => self.back_up(at),
            _ => self.restore(at, which),
        }
    }

    fn save(&mut self, at: usize, which: usize) -> Result<()> {
        let field = if self.dice.random() { FIELDS[0] } else { FIELDS[self.pick(FIELDS.len())] };
        let word = self.dice.random();
        if let Some((version, write)) = self.desks[at].save(which, field, word)? {
            self.tell(format!("desk {at} sets field {field} of {:02x} in {}", write.record[15], version.n));
            self.ledger.note(version, write);
        }
        Ok(())
    }

    fn register(&mut self, at: usize) -> Result<()> {
        self.tell(format!("desk {at} registers somebody"));
        self.desks[at].register()
    }

    /// A desk asks another for what it lacks; the answer is on its way, in pieces.
    fn ask(&mut self, at: usize) -> Result<()> {
        let other = (at + 1 + self.pick(self.desks.len() - 1)) % self.desks.len();
        let size = self.dice.random_range(200..6000);
        let before = self.net.len();
        for stretch in self.lacking(other, at, size)? {
            self.net.push((at, stretch));
        }
        let pieces = self.net.len() - before;
        self.tell(format!("desk {at} asks desk {other}: {pieces} pieces of some {size} bytes"));
        Ok(())
    }

    /// What `from` has and `to` lacks, a stretch of each chain.
    fn lacking(&self, from: usize, to: usize, size: usize) -> Result<Vec<Stretch>> {
        let store = self.desks[from].store()?;
        store.sign_head()?;
        let mut pieces = Vec::new();
        for chain in self.desks[from].has()? {
            let after = self.desks[to].has_of(chain.incarnation)?;
            pieces.extend(store.read(|view| view.stretch(chain.incarnation, after, size))?);
        }
        Ok(pieces)
    }

    /// One thing that is on its way arrives, twice, harmed, or never.
    fn carry(&mut self) -> Result<()> {
        if self.net.is_empty() {
            return Ok(());
        }
        let at = self.pick(self.net.len());
        match self.dice.random_range(0..10) {
            0 => drop(self.net.swap_remove(at)),
            1 => self.harm(at)?,
            2 => {
                let (to, stretch) = self.net[at].clone();
                self.deliver(to, &stretch)?;
            }
            _ => {
                let (to, stretch) = self.net.swap_remove(at);
                self.deliver(to, &stretch)?;
            }
        }
        Ok(())
    }

    /// A byte is flipped or the end is missing on the way: it must be refused.
    fn harm(&mut self, at: usize) -> Result<()> {
        let (to, mut stretch) = self.net[at].clone();
        let Some(device) = self.devices.get(&stretch.incarnation).copied() else { return Ok(()) };
        let nth = self.pick(stretch.transactions.len().max(1));
        let Some(sent) = stretch.transactions.get_mut(nth) else { return Ok(()) };
        if self.dice.random() {
            let byte = self.dice.random_range(0..sent.groups.len());
            sent.groups[byte] ^= 1 << self.dice.random_range(0..8);
        } else {
            stretch.transactions.truncate(nth);
        }
        let before = self.desks[to].has()?;
        match self.desks[to].store()?.take_in(&stretch, &device) {
            Err(_) => {}
            // A hole before it is seen first.
            Ok(Taken::Here { need, .. }) if !need.is_empty() => {}
            Ok(taken) => bail!("a harmed stretch was taken: {taken:?}"),
        }
        ensure!(self.desks[to].has()? == before, "something of a harmed stretch was kept");
        Ok(())
    }

    /// Whether anything of it was new.
    fn deliver(&mut self, to: usize, stretch: &Stretch) -> Result<bool> {
        // What all had before they were desks of their own has no key here, and never lacks.
        let Some(device) = self.devices.get(&stretch.incarnation) else { return Ok(false) };
        let before = self.desks[to].has_of(stretch.incarnation)?;
        match self.desks[to].store()?.take_in(stretch, device)? {
            Taken::Here { link, .. } => {
                self.tell(format!("desk {to} takes a chain from {before} to {}", link.n));
                Ok(link.n > before)
            }
            Taken::Branch(n) => bail!("two transactions stand at place {n} of one chain"),
        }
    }

    fn turn_clock(&mut self, at: usize) -> Result<()> {
        self.desks[at].drift = self.dice.random_range(-WRONG..WRONG);
        Ok(())
    }

    fn crash(&mut self, at: usize) -> Result<()> {
        self.tell(format!("desk {at} loses its power"));
        self.desks[at].crash()
    }

    fn back_up(&mut self, at: usize) -> Result<()> {
        self.tell(format!("desk {at} is copied"));
        self.desks[at].back_up()
    }

    /// A disk is lost, and with it what nobody else has; a copy goes on as a new incarnation.
    fn restore(&mut self, at: usize, which: usize) -> Result<()> {
        if !self.desks[at].restore(which)? {
            return Ok(());
        }
        self.tell(format!("desk {at} loses its disk, and a copy is brought back"));
        self.meet(at)?;
        self.forget_what_nobody_has()
    }

    /// What was lost with a disk, and what others had handed to that desk alone, is nowhere any more. What of it is
    /// on its way would come back, and is lost too.
    fn forget_what_nobody_has(&mut self) -> Result<()> {
        let mut known = BTreeMap::new();
        for desk in &self.desks {
            for chain in desk.has()? {
                let n = known.entry(chain.incarnation).or_insert(0);
                *n = chain.n.max(*n);
            }
        }
        let is_known = |incarnation: Incarnation, n: u64| known.get(&incarnation).is_some_and(|known| n <= *known);
        self.net.retain(|(_, s)| is_known(s.incarnation, s.from + s.transactions.len() as u64 - 1));
        self.ledger.keep(|version| is_known(version.incarnation, version.n));
        Ok(())
    }

    /// The network is whole again, and all hand each other all: then every oracle is asked.
    ///
    /// # Errors
    /// What an oracle found.
    pub fn at_rest(&mut self) -> Result<()> {
        self.net.clear();
        while self.exchange()? {}
        let first = &self.desks[0];
        let (has, hash) = (first.has()?, first.store()?.read(|view| view.state_hash())?);
        let rows = first.store()?.read(|view| view.rows_as_text())?;
        for (nth, desk) in self.desks.iter().enumerate() {
            ensure!(desk.has()? == has, "desk {nth} waits: it has {:?}, desk 0 {has:?}", desk.has()?);
            let other = desk.store()?.read(|view| view.rows_as_text())?;
            if let Some((a, b)) = rows.iter().zip(&other).find(|(a, b)| a != b) {
                bail!("desk {nth} differs: {a} there, {b} here");
            }
            ensure!(rows.len() == other.len(), "desk {nth} has {} rows, desk 0 {}", other.len(), rows.len());
            ensure!(desk.store()?.read(|view| view.state_hash())? == hash, "desk {nth} has another state hash");
            self.heads_follow(nth)?;
        }
        // Built anew from the log, chain after chain, the tables are the same. It costs most of a run.
        if self.seed.is_multiple_of(8) {
            let report = self.desks[0].store()?.verify(|_| {})?;
            ensure!(report.is_good(), "{:?}", report.findings);
        }
        Ok(())
    }

    fn exchange(&mut self) -> Result<bool> {
        let mut moved = false;
        for from in 0..self.desks.len() {
            for to in (0..self.desks.len()).filter(|to| *to != from) {
                for stretch in self.lacking(from, to, usize::MAX)? {
                    moved |= self.deliver(to, &stretch)?;
                }
            }
        }
        Ok(moved)
    }

    /// What a desk shows follows from what was written: nothing that somebody did not see was replaced.
    fn heads_follow(&self, nth: usize) -> Result<()> {
        for (record, field) in self.ledger.fields() {
            let (heads, shown) = self.desks[nth].field(record, field)?;
            let expected: Vec<_> = self.ledger.heads((record, field)).into_keys().collect();
            ensure!(heads == expected, "desk {nth}, field {field}: heads {heads:?}, written {expected:?}");
            let expected = self.ledger.shown((record, field));
            ensure!(shown == expected, "desk {nth}, field {field}: shows {shown:?}, not {expected:?}");
        }
        Ok(())
    }

    fn pick(&mut self, among: usize) -> usize {
        self.dice.random_range(0..among)
    }

    fn tell(&mut self, what: String) {
        self.trace.push(what);
    }
}
