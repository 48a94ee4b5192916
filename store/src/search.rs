//! Finding patients in memory: an inverted index of words and of digits, newest patients first.
//!
//! It holds no more than a list shows, lives while the database is open, and follows each commit. A fragment
//! is looked up in the vocabulary (a few thousand words), not in the patients; a sound-alike is a word of the
//! vocabulary with the same sound; digits go through runs of four. ARCHITECTURE.md says why this and not FTS5.

mod digits;
mod vocabulary;

use std::collections::HashMap;
use std::sync::RwLock;
use std::sync::atomic::{AtomicBool, Ordering};

use model::age::Birth;
use model::asked::Asked;
use model::day::Day;
use model::name::fold;
use model::patient::{Patient, Sex};
use model::{Id, Record};

use self::digits::Digits;
use self::vocabulary::{Vocabulary, WordSet};
use crate::error::Result;
use crate::view::View;

/// How far results are collected before they are ranked.
const ENOUGH: usize = 300;

/// The patients of the clinic, ready to be found.
#[derive(Debug, Default)]
pub struct Directory {
    index: RwLock<Index>,
    loaded: AtomicBool,
}

/// One patient found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Who.
    pub id: Id<Patient>,
    /// When last here, UTC milliseconds.
    pub last_visit: Option<i64>,
    /// The best reason why.
    pub why: Why,
}

/// Why a patient was found, the best reason first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// A word of the name begins so, or nothing but filters was asked.
    Name,
    /// The name has it inside a word.
    NameInside,
    /// Digits of phone, ABHA or number.
    Digits,
    /// A word of the name sounds so.
    Sound,
    /// The guardian's name.
    Guardian,
    /// The area.
    Area,
}

/// Which field of a patient a word stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Name = 0,
    Guardian = 1,
    Area = 2,
}

#[derive(Debug, Default)]
struct Index {
    entries: Vec<Entry>,
    slot_of: HashMap<[u8; 16], u32>,
    vocabulary: Vocabulary,
    digits: Digits,
    dead: usize,
}

#[derive(Debug)]
struct Entry {
    id: [u8; 16],
    /// Word numbers with the place in the two top bits.
    words: Box<[u32]>,
    digits: Box<str>,
    birth: Birth,
    sex: Sex,
    last_visit: i64,
    alive: bool,
}

impl Directory {
    /// Whether the patients have been read.
    pub fn is_loaded(&self) -> bool {
        self.loaded.load(Ordering::Acquire)
    }

    /// Reads every patient, in the order of their last activity.
    pub(crate) fn load(&self, view: &View<'_>) -> Result<()> {
        if self.is_loaded() {
            return Ok(());
        }
        let visits = view.last_visits()?;
        let mut patients: Vec<(i64, Patient)> = Vec::new();
        view.each::<Patient>(|stamped| {
            let patient = stamped.record;
            let last = visits.get(&patient.id.bytes()).copied().unwrap_or(0);
            patients.push((last, patient));
        })?;
        patients.sort_by_key(|(last, p)| (*last).max(p.registered_at));
        let mut index = Index::default();
        for (last, patient) in &patients {
            index.add(patient, *last);
        }
        *self.index.write().unwrap_or_else(std::sync::PoisonError::into_inner) = index;
        self.loaded.store(true, Ordering::Release);
        Ok(())
    }

    /// Takes in what a commit has written.
    pub(crate) fn follow(&self, view: &View<'_>, changed: &[(&'static str, [u8; 16])]) {
        if !self.is_loaded() {
            return;
        }
        let mut patients: Vec<[u8; 16]> = Vec::new();
        for (name, id) in changed {
            match *name {
                Patient::NAME => patients.push(*id),
                model::patient::Visit::NAME => {
                    if let Ok(Some(visit)) = view.get(Id::<model::patient::Visit>::from_bytes(*id)) {
                        patients.push(visit.record.patient.bytes());
                    }
                }
                _ => {}
            }
        }
        patients.sort_unstable();
        patients.dedup();
        for id in patients {
            let Ok(Some(patient)) = view.get(Id::<Patient>::from_bytes(id)) else { continue };
            let last = view.last_visit(&id).ok().flatten().unwrap_or(0);
            let mut index = self.index.write().unwrap_or_else(std::sync::PoisonError::into_inner);
            index.add(&patient.record, last);
        }
    }

    /// Who fits everything that was asked, best and newest first, at most `limit`, after skipping `skip`.
    /// `today` and `zone` (minutes east of UTC) decide ages and days.
    pub fn find(&self, asked: &Asked, today: Day, zone: i64, skip: usize, limit: usize) -> Vec<Hit> {
        let index = self.index.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut hits = index.find(asked, today, zone, (skip + limit).max(ENOUGH));
        hits.sort_by_key(|h| (h.why, std::cmp::Reverse(h.last_visit)));
        hits.into_iter().skip(skip).take(limit).collect()
    }

    /// Everyone whose phone holds exactly these digits, newest first.
    pub fn with_phone(&self, phone: &str, limit: usize) -> Vec<Hit> {
        let index = self.index.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        let fits = |e: &Entry| e.digits.split(' ').next() == Some(phone);
        index.digits.newest(phone, &mut |slot| index.hit(slot, fits, Why::Digits), limit)
    }

    /// Everyone whose name has a word that sounds like each of at least one of `words`, newest first.
    pub fn sounding_like(&self, words: &[String], limit: usize) -> Vec<Hit> {
        let index = self.index.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut sets: Vec<WordSet> = words.iter().map(|w| index.vocabulary.sounding_like(w)).collect();
        sets.retain(|s| !s.is_empty());
        sets.sort_by_key(|s| index.vocabulary.weight(s));
        let Some(rarest) = sets.first() else { return Vec::new() };
        let fits = |e: &Entry| sets.iter().all(|s| e.has(s, Place::Name));
        let mut hits = index.vocabulary.newest(rarest, index.entries.len(), &mut |slot| index.hit(slot, fits, Why::Sound), limit);
        hits.truncate(limit);
        hits
    }

    /// How many patients there are.
    pub fn len(&self) -> usize {
        let index = self.index.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        index.slot_of.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Entry {
    fn has(&self, set: &WordSet, place: Place) -> bool {
        self.words.iter().any(|w| w >> 30 == place as u32 && set.holds(w & WORD))
    }
}

const WORD: u32 = (1 << 30) - 1;

/// One asked word, looked up: the words of the vocabulary that begin so, have it inside, or sound so.
struct Sought {
    begins: WordSet,
    inside: WordSet,
    sounds: WordSet,
}

impl Sought {
    /// The best place where an entry has the word.
    fn why(&self, entry: &Entry) -> Option<Why> {
        let mut best: Option<Why> = None;
        for word in &entry.words {
            let (place, word) = (word >> 30, word & WORD);
            let why = match place {
                0 if self.begins.holds(word) => Why::Name,
                0 if self.inside.holds(word) => Why::NameInside,
                0 if self.sounds.holds(word) => Why::Sound,
                1 if self.begins.holds(word) || self.sounds.holds(word) => Why::Guardian,
                2 if self.begins.holds(word) => Why::Area,
                _ => continue,
            };
            best = Some(best.map_or(why, |b| b.min(why)));
        }
        best
    }

    fn all(&self) -> WordSet {
        self.begins.or(&self.inside).or(&self.sounds)
    }
}

impl Index {
    fn add(&mut self, patient: &Patient, last_visit: i64) {
        let id = patient.id.bytes();
        if let Some(slot) = self.slot_of.remove(&id) {
            self.entries[slot as usize].alive = false;
            self.dead += 1;
        }
        if patient.voided.is_some() {
            return;
        }
        let slot = self.entries.len() as u32;
        let mut words = Vec::with_capacity(8);
        let fields = [
            (Place::Name, Some(patient.name.as_str())),
            (Place::Guardian, patient.guardian.as_deref()),
            (Place::Area, patient.area.as_deref()),
        ];
        for (place, text) in fields {
            for word in fold(text.unwrap_or_default()).split(' ').filter(|w| !w.is_empty()) {
                let number = self.vocabulary.post(word, slot);
                words.push((place as u32) << 30 | number);
            }
        }
        let digits = [&patient.phone, &patient.abha_number, &Some(patient.number.clone())]
            .map(|d| d.as_deref().unwrap_or_default().chars().filter(char::is_ascii_digit).collect::<String>())
            .join(" ");
        self.digits.post(&digits, slot);
        self.entries.push(Entry {
            id,
            words: words.into(),
            digits: digits.into(),
            birth: patient.birth,
            sex: patient.sex,
            last_visit,
            alive: true,
        });
        self.slot_of.insert(id, slot);
        if self.dead > 1_000 && self.dead > self.entries.len() / 4 {
            self.compact();
        }
    }

    /// Numbers the living anew once a quarter is dead.
    fn compact(&mut self) {
        let old = std::mem::take(self);
        for entry in old.entries.into_iter().filter(|e| e.alive) {
            let slot = self.entries.len() as u32;
            let mut entry = entry;
            for word in &mut entry.words {
                let text = old.vocabulary.word(*word & WORD);
                *word = (*word & !WORD) | self.vocabulary.post(text, slot);
            }
            self.digits.post(&entry.digits, slot);
            self.slot_of.insert(entry.id, slot);
            self.entries.push(entry);
        }
    }

    fn find(&self, asked: &Asked, today: Day, zone: i64, enough: usize) -> Vec<Hit> {
        let sought: Vec<Sought> = asked
            .words
            .iter()
            .map(|word| Sought {
                begins: self.vocabulary.beginning(word),
                inside: if word.len() > 2 { self.vocabulary.containing(word) } else { WordSet::default() },
                sounds: if word.len() > 2 { self.vocabulary.sounding_like(word) } else { WordSet::default() },
            })
            .collect();
        let sex = asked.sex;
        let fits = |e: &Entry| {
            sex.is_none_or(|s| e.sex.as_str().starts_with(s))
                && asked.digits.iter().all(|d| e.digits.contains(d.as_str()))
                && asked.number.as_ref().is_none_or(|n| number_fits(e, n))
                && asked.age.is_none_or(|(least, most)| (least..=most).contains(&years(e, today)))
                && asked.last_visit.is_none_or(|(from, to)| {
                    e.last_visit > 0 && (from..=to).contains(&Day::at(e.last_visit, zone))
                })
        };
        let mut look = |slot: u32| {
            let entry = &self.entries[slot as usize];
            if !entry.alive || !fits(entry) {
                return None;
            }
            let mut why = if asked.digits.is_empty() && asked.number.is_none() { Why::Name } else { Why::Digits };
            for word in &sought {
                why = why.max(word.why(entry)?);
            }
            Some(self.hit_of(entry, why))
        };
        // The rarest part of what was asked leads; the rest is looked up in each entry.
        if let Some(run) = asked.digits.iter().chain(&asked.number).max_by_key(|d| d.len()) {
            let run: String = run.chars().filter(char::is_ascii_digit).collect();
            return self.digits.newest(&run, &mut look, enough);
        }
        let rarest = sought.iter().map(Sought::all).min_by_key(|s| self.vocabulary.weight(s));
        match rarest {
            Some(set) => self.vocabulary.newest(&set, self.entries.len(), &mut look, enough),
            None => (0..self.entries.len() as u32).rev().filter_map(look).take(enough).collect(),
        }
    }

    fn hit(&self, slot: u32, fits: impl Fn(&Entry) -> bool, why: Why) -> Option<Hit> {
        let entry = &self.entries[slot as usize];
        (entry.alive && fits(entry)).then(|| self.hit_of(entry, why))
    }

    fn hit_of(&self, entry: &Entry, why: Why) -> Hit {
        Hit { id: Id::from_bytes(entry.id), last_visit: (entry.last_visit > 0).then_some(entry.last_visit), why }
    }
}

fn number_fits(entry: &Entry, number: &str) -> bool {
    let digits: String = number.rsplit('-').next().unwrap_or(number).chars().filter(char::is_ascii_digit).collect();
    entry.digits.rsplit(' ').next().is_some_and(|d| d.ends_with(&digits))
}

fn years(entry: &Entry, today: Day) -> i32 {
    i32::from(entry.birth.span_on(today).years)
}
