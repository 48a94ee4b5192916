//! Invented people's names, by the communities that live in and around Pune.

use std::sync::LazyLock;

use model::patient::Speaks;
use rand::RngExt;
use rand::rngs::Xoshiro256PlusPlus as Dice;

/// A name in Latin letters, and in Devanagari where its people write it so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Name {
    latin: &'static str,
    devanagari: Option<&'static str>,
}

impl Name {
    /// The name in the script of a household.
    pub(super) fn written(self, devanagari: bool) -> &'static str {
        self.devanagari.filter(|_| devanagari).unwrap_or(self.latin)
    }
}

/// How a community's names are said at a counter.
#[derive(Debug)]
pub(super) struct Community {
    key: &'static str,
    /// So many in a hundred households.
    pub(super) share: u32,
    /// The languages that its people speak.
    pub(super) speaks: &'static [Speaks],
    /// How often, in a hundred, the father's or husband's name stands in the middle.
    pub(super) middle: u32,
    /// What may stand in the middle instead, for a man and for a woman, and how often.
    pub(super) word: Option<(&'static str, &'static str, u32)>,
    /// Given names of men.
    pub(super) male: Vec<Name>,
    /// Given names of women.
    pub(super) female: Vec<Name>,
    /// Family names.
    pub(super) last: Vec<Name>,
}

/// The names, one list a heading.
const NAMES: &str = include_str!("names.txt");

/// Every community, with its names.
pub(super) static COMMUNITIES: LazyLock<Vec<Community>> = LazyLock::new(|| {
    use Speaks::*;
    vec![
        community("marathi", 56, &[Marathi], 78, None),
        community("hindi", 15, &[Hindi], 15, Some(("Kumar", "Devi", 25))),
        community("muslim", 12, &[Hindi, Marathi], 40, None),
        community("christian", 3, &[English, Marathi], 15, None),
        community("sikh", 2, &[Punjabi, Hindi], 0, Some(("Singh", "Kaur", 90))),
        community("south", 6, &[Telugu, Kannada, Tamil, Malayalam], 30, None),
        community("gujarati", 4, &[Gujarati], 65, None),
        community("bengali", 2, &[Bengali], 0, None),
    ]
});

fn community(
    key: &'static str,
    share: u32,
    speaks: &'static [Speaks],
    middle: u32,
    word: Option<(&'static str, &'static str, u32)>,
) -> Community {
    let list = |what: &str| names(&format!("[{key} {what}]"));
    Community { key, share, speaks, middle, word, male: list("male"), female: list("female"), last: list("last") }
}

fn names(heading: &str) -> Vec<Name> {
    NAMES
        .lines()
        .skip_while(|line| *line != heading)
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .flat_map(str::split_whitespace)
        .map(|name| match name.split_once('/') {
            Some((latin, devanagari)) => Name { latin, devanagari: Some(devanagari) },
            None => Name { latin: name, devanagari: None },
        })
        .collect()
}

impl Community {
    /// Whether its people write their names in Devanagari at all.
    pub(super) fn writes_devanagari(&self) -> bool {
        matches!(self.key, "marathi" | "hindi")
    }
}

/// A household's community.
pub(super) fn any_community(dice: &mut Dice) -> &'static Community {
    let all = &*COMMUNITIES;
    let mut left = dice.random_range(0..all.iter().map(|c| c.share).sum());
    for community in all {
        if left < community.share {
            return community;
        }
        left -= community.share;
    }
    &all[0]
}

/// One of a list, the first more often than the last, as some names are more common than others.
pub(super) fn common<T: Copy>(dice: &mut Dice, list: &[T]) -> T {
    let (a, b) = (dice.random_range(0..list.len()), dice.random_range(0..list.len()));
    list[a.min(b)]
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn there_are_names_enough() {
        let all = || COMMUNITIES.iter();
        let first: HashSet<_> = all().flat_map(|c| c.male.iter().chain(&c.female)).map(|n| n.latin).collect();
        let last: HashSet<_> = all().flat_map(|c| &c.last).map(|n| n.latin).collect();
        assert!(first.len() >= 250 && last.len() >= 250, "{} {}", first.len(), last.len());
    }

    #[test]
    fn every_list_is_read_in_its_scripts() {
        for community in COMMUNITIES.iter() {
            for list in [&community.male, &community.female, &community.last] {
                assert!(list.len() >= 12, "{}", community.key);
                assert!(list.iter().all(|n| n.latin.is_ascii()), "{}", community.key);
                let devanagari = list.iter().filter(|n| n.devanagari.is_some()).count();
                assert_eq!(devanagari, if community.writes_devanagari() { list.len() } else { 0 }, "{}", community.key);
            }
        }
    }

    #[test]
    fn a_name_in_both_scripts_is_one_name_to_search() {
        let mut apart = Vec::new();
        for name in COMMUNITIES.iter().flat_map(|c| c.male.iter().chain(&c.female).chain(&c.last)) {
            if let Some(devanagari) = name.devanagari
                && !model::name::looks_like(name.latin, devanagari)
            {
                apart.push(format!("{}/{devanagari}", name.latin));
            }
        }
        // Silent vowels inside a word are not in the script; a few names are spelt apart for it.
        assert!(apart.len() < 20, "{apart:?}");
    }
}
