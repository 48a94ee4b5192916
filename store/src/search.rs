//! Finding patients in memory: an inverted index of words and of digits, newest patients first.
//!
//! It holds no more than a list shows, lives while the database is open, and follows each commit. A fragment
//! is looked up in the vocabulary (a few thousand words), not in the patients; a sound-alike is a word of the
//! vocabulary with the same sound; digits go through runs of four. ARCHITECTURE.md says why this and not FTS5.

mod digits;
mod vocabulary;

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::sync_channel;
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};
use std::thread::Builder;

use model::age::Birth;
use model::asked::Asked;
use model::day::Day;
use model::name::fold;
use model::patient::{Patient, Relation, Sex};
use model::value::Datum;
use model::{Id, Record, Value};

use self::digits::Digits;
use self::vocabulary::{Vocabulary, WordSet};
use crate::error::{Error, Result};
use crate::view::View;

/// How many of the newest results are ranked among each other.
const ENOUGH: usize = 300;

/// Entries that one thread hands to the other at a time: waking it for each would cost more than its work.
const BATCH: usize = 1_000;

/// The patients of the clinic, ready to be found.
#[derive(Debug, Default)]
pub struct Directory {
    index: RwLock<Index>,
    loaded: AtomicBool,
    loading: Mutex<()>,
}

/// One patient found, as a list shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Who.
    pub id: Id<Patient>,
    /// The clinic's own number.
    pub number: String,
    /// As registered.
    pub name: String,
    /// Sex.
    pub sex: Sex,
    /// Date of birth, or about.
    pub birth: Birth,
    /// Husband, father, mother …
    pub guardian: Option<String>,
    /// How related.
    pub relation: Option<Relation>,
    /// Area or village.
    pub area: Option<String>,
    /// The whole phone: to be masked before it is shown.
    pub phone: Option<String>,
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
    /// Digits of the phone.
    Phone,
    /// The clinic's own number.
    Number,
    /// Digits of the ABHA number, or the ABHA address.
    Abha,
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
    /// Who has an ABHA address, ascending.
    addressed: Vec<u32>,
    dead: usize,
}

#[derive(Debug)]
struct Entry {
    id: [u8; 16],
    /// Word numbers with the place in the two top bits.
    words: Box<[u32]>,
    /// Number, phone, ABHA number and address, name, guardian and area, parted by [`PART`].
    texts: Box<str>,
    birth: Birth,
    sex: Sex,
    relation: Option<Relation>,
    last_visit: i64,
    alive: bool,
}

/// What parts the texts of an entry: no field can hold it.
const PART: char = '\u{1f}';

/// The fields that an entry is made of, in the order in which [`Entry::of`] takes them.
const FIELDS: [&str; 12] = [
    "number",
    "phone",
    "abha_number",
    "abha_address",
    "name",
    "guardian",
    "area",
    "birth",
    "sex",
    "relation",
    "registered_at",
    "voided",
];

impl Directory {
    /// Whether the patients have been read.
    pub fn is_loaded(&self) -> bool {
        self.loaded.load(Ordering::Acquire)
    }

    /// The turn to load it, waited for where another thread has it; `None` where that is done.
    pub(crate) fn turn_to_load(&self) -> Option<MutexGuard<'_, ()>> {
        if self.is_loaded() {
            return None;
        }
        let turn = self.loading.lock().unwrap_or_else(PoisonError::into_inner);
        (!self.is_loaded()).then_some(turn)
    }

    /// Reads every patient. One thread decrypts and decodes, another folds the names and makes the index.
    pub(crate) fn load(&self, view: &View<'_>) -> Result<()> {
        let visits = view.last_visits()?;
        let (read, batches) = sync_channel(8);
        let index = std::thread::scope(move |threads| {
            let batches = batches.into_iter().flatten();
            let index = Builder::new().name("index".into()).spawn_scoped(threads, || Index::of(batches))?;
            let mut batch = Vec::new();
            view.each_of::<Patient>(&FIELDS, |id, values| {
                let last_visit = visits.binary_search_by_key(&id, |v| v.0).map_or(0, |at| visits[at].1);
                batch.extend(Entry::of(id, values, last_visit));
                if batch.len() == BATCH {
                    // Nobody takes it only where the other thread has died, which its end tells.
                    let _ = read.send(std::mem::take(&mut batch));
                }
            })?;
            let _ = read.send(batch);
            drop(read);
            Ok::<_, Error>(index.join().unwrap_or_else(|died| std::panic::resume_unwind(died)))
        })?;
        *self.index.write().unwrap_or_else(PoisonError::into_inner) = index;
        Ok(())
    }

    /// Ends the loading with what was written meanwhile; from now on it follows each commit.
    pub(crate) fn loaded(&self, view: &View<'_>, changed: &[(&'static str, [u8; 16])]) {
        self.loaded.store(true, Ordering::Release);
        self.follow(view, changed);
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
            let Ok(Some(values)) = view.get_of::<Patient>(&FIELDS, id) else { continue };
            let last_visit = view.last_visit(&id).ok().flatten().unwrap_or(0);
            self.index.write().unwrap_or_else(PoisonError::into_inner).replace(id, values, last_visit);
        }
    }

    /// Who fits everything that was asked, best and newest first, at most `limit`, after skipping `skip`.
    /// `today` and `zone` (minutes east of UTC) decide ages and days.
    pub fn find(&self, asked: &Asked, today: Day, zone: i64, skip: usize, limit: usize) -> Vec<Hit> {
        let index = self.index.read().unwrap_or_else(PoisonError::into_inner);
        // Ranked block by block, so that a later page neither repeats nor misses what an earlier one showed.
        let enough = skip.saturating_add(limit).max(1).div_ceil(ENOUGH).saturating_mul(ENOUGH);
        let mut hits = index.find(asked, today, zone, enough);
        for block in hits.chunks_mut(ENOUGH) {
            block.sort_by_key(|(slot, why)| (*why, std::cmp::Reverse(index.entries[*slot as usize].last_visit)));
        }
        hits.into_iter().skip(skip).take(limit).map(|(slot, why)| index.entries[slot as usize].hit(why)).collect()
    }

    /// Everyone whose phone holds exactly these digits, newest first.
    pub fn with_phone(&self, phone: &str, limit: usize) -> Vec<Hit> {
        let index = self.index.read().unwrap_or_else(PoisonError::into_inner);
        let fits = |e: &Entry| e.text(PHONE).trim_start_matches('+') == phone;
        index.digits.newest(phone, &mut |slot| index.hit(slot, fits, Why::Phone), limit)
    }

    /// Everyone whose name has a word that sounds like each of at least one of `words`, newest first.
    pub fn sounding_like(&self, words: &[String], limit: usize) -> Vec<Hit> {
        let index = self.index.read().unwrap_or_else(PoisonError::into_inner);
        let mut sets: Vec<WordSet> = words.iter().map(|w| index.vocabulary.sounding_like(w)).collect();
        sets.retain(|s| !s.is_empty());
        sets.sort_by_key(|s| index.vocabulary.weight(s));
        let Some(rarest) = sets.first() else { return Vec::new() };
        let fits = |e: &Entry| sets.iter().all(|s| e.has(s, Place::Name));
        index.vocabulary.newest(rarest, &mut |slot| index.hit(slot, fits, Why::Sound), limit)
    }

    /// How many patients there are.
    pub fn len(&self) -> usize {
        let index = self.index.read().unwrap_or_else(PoisonError::into_inner);
        index.slot_of.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Places of the texts of an entry.
const NUMBER: usize = 0;
const PHONE: usize = 1;
const ABHA: usize = 2;
const ADDRESS: usize = 3;
const NAME: usize = 4;
const GUARDIAN: usize = 5;
const AREA: usize = 6;

impl Entry {
    /// The entry of a patient from the values of [`FIELDS`], with the time of their last activity; `None` where
    /// the record no longer counts or cannot be read.
    fn of(id: [u8; 16], values: Vec<Value>, last_visit: i64) -> Option<(i64, Self)> {
        let mut values = values.into_iter();
        let mut texts = String::with_capacity(96);
        for at in NUMBER..=AREA {
            if at > NUMBER {
                texts.push(PART);
            }
            if let Value::Text(text) = values.next()? {
                texts.push_str(&text);
            }
        }
        let birth = Birth::from_value(&values.next()?)?;
        let sex = Sex::from_value(&values.next()?)?;
        let relation = Option::<Relation>::from_value(&values.next()?)?;
        let registered_at = i64::from_value(&values.next()?)?;
        if !values.next()?.is_null() {
            return None;
        }
        let entry =
            Self { id, words: Box::default(), texts: texts.into(), birth, sex, relation, last_visit, alive: true };
        Some((last_visit.max(registered_at), entry))
    }

    fn text(&self, part: usize) -> &str {
        self.texts.split(PART).nth(part).unwrap_or_default()
    }

    /// The numbers that are found by their digits: phone, ABHA, and the patient's own behind its register.
    fn digits(&self) -> [&str; 3] {
        let mut texts = self.texts.split(PART);
        let [number, phone, abha] = [NUMBER, PHONE, ABHA].map(|_| texts.next().unwrap_or_default());
        [phone.trim_start_matches('+'), abha, number.rsplit('-').next().unwrap_or(number)]
    }

    /// Which of its numbers was asked for, if any was.
    fn why(&self, asked: &Asked) -> Option<Why> {
        if asked.number.is_some() {
            return Some(Why::Number);
        }
        let Some(digits) = asked.digits.first() else { return asked.abha_address.as_ref().map(|_| Why::Abha) };
        let [phone, abha, _] = self.digits();
        Some(match digits {
            d if phone.contains(d.as_str()) => Why::Phone,
            d if abha.contains(d.as_str()) => Why::Abha,
            _ => Why::Number,
        })
    }

    fn has(&self, set: &WordSet, place: Place) -> bool {
        self.words.iter().any(|w| w >> 30 == place as u32 && set.holds(w & WORD))
    }

    fn hit(&self, why: Why) -> Hit {
        let said = |part| Some(self.text(part).to_owned()).filter(|t| !t.is_empty());
        Hit {
            id: Id::from_bytes(self.id),
            number: self.text(NUMBER).to_owned(),
            name: self.text(NAME).to_owned(),
            sex: self.sex,
            birth: self.birth,
            guardian: said(GUARDIAN),
            relation: self.relation,
            area: said(AREA),
            phone: said(PHONE),
            last_visit: (self.last_visit > 0).then_some(self.last_visit),
            why,
        }
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
    /// Takes a patient's present values in place of what was known.
    fn replace(&mut self, id: [u8; 16], values: Vec<Value>, last_visit: i64) {
        if let Some(slot) = self.slot_of.remove(&id) {
            self.entries[slot as usize].alive = false;
            self.dead += 1;
        }
        if let Some((_, entry)) = Entry::of(id, values, last_visit) {
            self.push(entry);
        }
        if self.dead > 1_000 && self.dead > self.entries.len() / 4 {
            self.compact();
        }
    }

    /// The index of these entries, each with the time of its last activity, in whichever order they come.
    fn of(entries: impl Iterator<Item = (i64, Entry)>) -> Self {
        let mut index = Self::default();
        let numbered = entries.map(|(active, mut entry)| {
            index.number_words(&mut entry);
            (active, entry)
        });
        let mut entries: Vec<(i64, Entry)> = numbered.collect();
        entries.sort_by_key(|(active, _)| *active);
        index.slot_of.reserve(entries.len());
        index.entries.reserve_exact(entries.len());
        for (_, entry) in entries {
            index.place(entry);
        }
        // Of some ten thousand lists each has grown to the next power of two.
        index.vocabulary.shrink();
        index.digits.shrink();
        index
    }

    fn push(&mut self, mut entry: Entry) {
        self.number_words(&mut entry);
        self.place(entry);
    }

    fn number_words(&mut self, entry: &mut Entry) {
        let mut words = Vec::with_capacity(8);
        for (place, text) in
            [Place::Name, Place::Guardian, Place::Area].into_iter().zip(entry.texts.split(PART).skip(NAME))
        {
            for word in fold(text).split(' ').filter(|w| !w.is_empty()) {
                words.push((place as u32) << 30 | self.vocabulary.number(word));
            }
        }
        entry.words = words.into();
    }

    /// Gives an entry whose words are numbered its slot, behind all others.
    fn place(&mut self, entry: Entry) {
        let slot = self.entries.len() as u32;
        for word in &entry.words {
            self.vocabulary.post(word & WORD, slot);
        }
        for number in entry.digits() {
            self.digits.post(number, slot);
        }
        if !entry.text(ADDRESS).is_empty() {
            self.addressed.push(slot);
        }
        self.slot_of.insert(entry.id, slot);
        self.entries.push(entry);
    }

    /// Numbers the living anew once a quarter is dead.
    fn compact(&mut self) {
        for entry in std::mem::take(self).entries.into_iter().filter(|e| e.alive) {
            self.push(entry);
        }
    }

    fn find(&self, asked: &Asked, today: Day, zone: i64, enough: usize) -> Vec<(u32, Why)> {
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
                && asked.digits.iter().all(|d| e.digits().iter().any(|n| n.contains(d.as_str())))
                && asked.number.as_ref().is_none_or(|n| number_fits(e, n))
                && asked.abha_address.as_ref().is_none_or(|a| e.text(ADDRESS).starts_with(a.as_str()))
                && asked.age.is_none_or(|(least, most)| (least..=most).contains(&years(e, today)))
                && asked
                    .last_visit
                    .is_none_or(|(from, to)| e.last_visit > 0 && (from..=to).contains(&Day::at(e.last_visit, zone)))
        };
        let mut look = |slot: u32| {
            let entry = &self.entries[slot as usize];
            if !entry.alive || !fits(entry) {
                return None;
            }
            let mut why = entry.why(asked).unwrap_or(Why::Name);
            for word in &sought {
                why = why.max(word.why(entry)?);
            }
            Some((slot, why))
        };
        // The rarest part of what was asked leads; the rest is looked up in each entry.
        if let Some(run) = asked.digits.iter().chain(&asked.number).max_by_key(|d| d.len()) {
            let run: String = run.rsplit('-').next().unwrap_or(run).chars().filter(char::is_ascii_digit).collect();
            return self.digits.newest(&run, &mut look, enough);
        }
        if asked.abha_address.is_some() {
            return self.addressed.iter().rev().copied().filter_map(look).take(enough).collect();
        }
        let newest_first = 0..self.entries.len() as u32;
        let rarest = sought.iter().map(Sought::all).min_by_key(|s| self.vocabulary.weight(s));
        let Some(set) = rarest else { return newest_first.rev().filter_map(look).take(enough).collect() };
        // Where most of what is met will do, walking through everybody ends sooner than gathering lists.
        let weight = self.vocabulary.weight(&set);
        let alone = sought.len() == 1 && asked.age.is_none() && asked.last_visit.is_none();
        if weight > self.entries.len() / 4 || (alone && weight > enough.saturating_mul(10)) {
            return newest_first.rev().filter_map(look).take(enough).collect();
        }
        self.vocabulary.newest(&set, &mut look, enough)
    }

    fn hit(&self, slot: u32, fits: impl Fn(&Entry) -> bool, why: Why) -> Option<Hit> {
        let entry = &self.entries[slot as usize];
        (entry.alive && fits(entry)).then(|| entry.hit(why))
    }
}

fn number_fits(entry: &Entry, number: &str) -> bool {
    let behind = |n: &str| n.rsplit('-').next().unwrap_or_default().trim_start_matches('0').to_owned();
    behind(entry.text(NUMBER)) == behind(number)
}

fn years(entry: &Entry, today: Day) -> i32 {
    i32::from(entry.birth.span_on(today).years)
}
