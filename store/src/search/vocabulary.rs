//! The distinct words of all names, guardians and areas, and who has each.

use std::collections::HashMap;

use memchr::memmem;
use model::name::sound;

/// Every distinct folded word, with the slots of the entries that have it, ascending.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    number_of: HashMap<Box<str>, u32>,
    /// Each word behind a line feed, so that a search for "\nsun" finds beginnings.
    text: String,
    starts: Vec<u32>,
    lists: Vec<Vec<u32>>,
    by_sound: HashMap<Box<str>, Vec<u32>>,
}

/// A set of words.
#[derive(Clone, Debug, Default)]
pub(super) struct WordSet(Vec<u32>);

impl WordSet {
    pub(super) fn holds(&self, word: u32) -> bool {
        match self.0.len() {
            0 => false,
            1..=8 => self.0.contains(&word),
            _ => self.0.binary_search(&word).is_ok(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn or(&self, other: &Self) -> Self {
        let mut both: Vec<u32> = self.0.iter().chain(&other.0).copied().collect();
        both.sort_unstable();
        both.dedup();
        Self(both)
    }
}

impl Vocabulary {
    /// The number of a word, a new one where it was not known.
    pub(super) fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.number_of.get(word) {
            return *number;
        }
        let number = self.starts.len() as u32;
        self.text.push('\n');
        self.starts.push(self.text.len() as u32);
        self.text.push_str(word);
        self.lists.push(Vec::new());
        self.number_of.insert(word.into(), number);
        self.by_sound.entry(sound(word).into()).or_default().push(number);
        number
    }

    /// Notes that the entry in `slot` has a word. Slots come in ascending order.
    pub(super) fn post(&mut self, number: u32, slot: u32) {
        let list = &mut self.lists[number as usize];
        if list.last() != Some(&slot) {
            list.push(slot);
        }
    }

    /// Gives back what the lists have grown ahead.
    pub(super) fn shrink(&mut self) {
        self.lists.iter_mut().for_each(Vec::shrink_to_fit);
    }

    /// The words that begin so.
    pub(super) fn beginning(&self, fragment: &str) -> WordSet {
        self.matching(&format!("\n{fragment}"))
    }

    /// The words that have it anywhere.
    pub(super) fn containing(&self, fragment: &str) -> WordSet {
        self.matching(fragment)
    }

    /// The words that sound like `word`.
    pub(super) fn sounding_like(&self, word: &str) -> WordSet {
        WordSet(self.by_sound.get(sound(word).as_str()).cloned().unwrap_or_default())
    }

    fn matching(&self, pattern: &str) -> WordSet {
        let mut found: Vec<u32> = memmem::find_iter(self.text.as_bytes(), pattern)
            .map(|at| self.starts.partition_point(|s| *s as usize <= at + 1).saturating_sub(1) as u32)
            .collect();
        found.dedup();
        WordSet(found)
    }

    /// How many entries at most have one of these words.
    pub(super) fn weight(&self, set: &WordSet) -> usize {
        set.0.iter().map(|w| self.lists[*w as usize].len()).sum()
    }

    /// What `look` makes of the entries that have one of these words, newest first, until there are `enough`.
    pub(super) fn newest<T>(&self, set: &WordSet, look: &mut impl FnMut(u32) -> Option<T>, enough: usize) -> Vec<T> {
        if let [word] = set.0[..] {
            return self.lists[word as usize].iter().rev().copied().filter_map(look).take(enough).collect();
        }
        let mut slots: Vec<u32> = set.0.iter().flat_map(|w| &self.lists[*w as usize]).copied().collect();
        slots.sort_unstable_by(|a, b| b.cmp(a));
        slots.dedup();
        slots.into_iter().filter_map(look).take(enough).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Vocabulary {
        let mut v = Vocabulary::default();
        for (slot, words) in ["sunita patil", "anita joshi", "lakshmi patil"].iter().enumerate() {
            for word in words.split(' ') {
                let number = v.number(word);
                v.post(number, slot as u32);
            }
        }
        v
    }

    fn words(v: &Vocabulary, set: &WordSet) -> Vec<String> {
        set.0.iter().map(|w| v.text[v.starts[*w as usize] as usize..].split('\n').next().unwrap().to_owned()).collect()
    }

    #[test]
    fn a_fragment_finds_words_that_have_it() {
        let v = vocabulary();
        assert_eq!(words(&v, &v.containing("nit")), ["sunita", "anita"]);
        assert_eq!(words(&v, &v.beginning("an")), ["anita"]);
        assert_eq!(words(&v, &v.beginning("l")), ["lakshmi"]);
        assert_eq!(words(&v, &v.sounding_like("laxmi")), ["lakshmi"]);
    }

    #[test]
    fn the_newest_come_first() {
        let v = vocabulary();
        let found = v.newest(&v.beginning("patil"), &mut Some, 10);
        assert_eq!(found, [2, 0]);
    }
}
