//! The languages of papers and their words.

use model::patient::Speaks;
use model::words::{Arg, Sentences};
use serde_json::{Map, Value};

/// A language that papers are printed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tongue {
    /// English.
    #[default]
    English,
    /// Hindi.
    Hindi,
    /// Marathi.
    Marathi,
}

impl Tongue {
    /// All of them.
    pub const ALL: &[Tongue] = &[Tongue::English, Tongue::Hindi, Tongue::Marathi];

    /// ISO 639-1.
    pub const fn code(self) -> &'static str {
        match self {
            Tongue::English => "en",
            Tongue::Hindi => "hi",
            Tongue::Marathi => "mr",
        }
    }

    pub(crate) const fn source(self) -> &'static str {
        match self {
            Tongue::English => include_str!("../../templates/words/en.ftl"),
            Tongue::Hindi => include_str!("../../templates/words/hi.ftl"),
            Tongue::Marathi => include_str!("../../templates/words/mr.ftl"),
        }
    }
}

impl From<Speaks> for Tongue {
    /// English for a language that papers have no words in.
    fn from(speaks: Speaks) -> Self {
        match speaks {
            Speaks::Hindi => Tongue::Hindi,
            Speaks::Marathi => Tongue::Marathi,
            _ => Tongue::English,
        }
    }
}

/// The words of a paper in one language.
pub struct Words {
    tongue: Tongue,
    own: Sentences,
}

impl Words {
    /// Those of that language.
    pub fn new(tongue: Tongue) -> Self {
        Self { tongue, own: Sentences::new(tongue.code(), tongue.source()) }
    }

    pub(crate) fn tongue(&self) -> Tongue {
        self.tongue
    }

    /// A word, or a sentence without slots.
    pub fn get(&self, key: &str) -> String {
        self.with(key, &[])
    }

    pub(crate) fn with(&self, key: &str, slots: &[(&str, Arg<'_>)]) -> String {
        self.own.with(key, slots).unwrap_or_else(|| key.to_owned())
    }

    /// Those without slots, for the template; and the number of the page with its slots left for it.
    pub(crate) fn plain(&self) -> Value {
        let mut all = Map::new();
        for key in keys(self.tongue.source()) {
            let said = match key {
                "page" => self.with(key, &[("page", Arg::Text("{page}")), ("pages", Arg::Text("{pages}"))]),
                _ => self.get(key),
            };
            if !said.contains("{$") {
                all.insert(key.to_owned(), said.into());
            }
        }
        Value::Object(all)
    }
}

fn keys(source: &str) -> impl Iterator<Item = &str> {
    let message = |line: &&str| line.starts_with(|c: char| c.is_ascii_lowercase());
    source.lines().filter(message).filter_map(|line| line.split_once(" = ")).map(|(key, _)| key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_the_same_words_once() {
        let english: Vec<_> = keys(Tongue::English.source()).collect();
        for (i, key) in english.iter().enumerate() {
            assert!(!english[..i].contains(key), "{key} is there twice");
        }
        for tongue in Tongue::ALL {
            assert_eq!(keys(tongue.source()).collect::<Vec<_>>(), english, "{tongue:?}");
            let words = Words::new(*tongue);
            for key in &english {
                assert!(words.own.has(key), "{tongue:?}: {key} has a mistake");
            }
        }
    }

    #[test]
    fn every_language_fills_the_slots_that_english_has() {
        let slots = |text: &str| {
            let mut found: Vec<String> =
                text.split('$').skip(1).map(|s| s.split([' ', '}']).next().unwrap_or_default().to_owned()).collect();
            found.sort();
            found.dedup();
            found
        };
        let messages = |tongue: Tongue| -> Vec<Vec<String>> {
            let mut all: Vec<String> = Vec::new();
            for line in tongue.source().lines() {
                match line.starts_with(|c: char| c.is_ascii_lowercase()) {
                    true => all.push(line.to_owned()),
                    false => all.last_mut().into_iter().for_each(|m| m.push_str(line)),
                }
            }
            all.iter().map(|m| slots(m)).collect()
        };
        let english = messages(Tongue::English);
        for tongue in [Tongue::Hindi, Tongue::Marathi] {
            assert_eq!(messages(tongue), english, "{tongue:?}");
        }
    }
}
