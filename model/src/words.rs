//! The interface's words: Fluent messages, a file a language in `locales/`.
//!
//! The program holds every file. The interface fetches that of the language it shows, so that another language makes
//! it no larger.

mod sentences;

pub use sentences::Sentences;

choice! {
    /// A language that the interface speaks.
    #[derive(Default)]
    pub enum Language {
        /// English.
        #[default]
        En = "en",
        /// Hindi.
        Hi = "hi",
    }
}

impl Language {
    /// Its name in itself, as a list of languages shows it.
    pub const fn own_name(self) -> &'static str {
        match self {
            Language::En => "English",
            Language::Hi => "हिन्दी",
        }
    }

    #[cfg(not(target_family = "wasm"))]
    const fn source(self) -> &'static str {
        match self {
            Language::En => include_str!("../../locales/en.ftl"),
            Language::Hi => include_str!("../../locales/hi.ftl"),
        }
    }
}

/// What fills a slot of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg<'a> {
    /// Text as it is.
    Text(&'a str),
    /// A whole number; plural forms are chosen by it.
    Number(i64),
}

impl<'a> From<&'a str> for Arg<'a> {
    /// A whole number written as text counts as a number, so that plurals work for slots that travelled as text.
    fn from(text: &'a str) -> Self {
        match text.parse::<i64>() {
            Ok(n) if n.to_string() == text => Arg::Number(n),
            _ => Arg::Text(text),
        }
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        text.as_str().into()
    }
}

impl From<i64> for Arg<'_> {
    fn from(n: i64) -> Self {
        Arg::Number(n)
    }
}

impl From<usize> for Arg<'_> {
    fn from(n: usize) -> Self {
        Arg::Number(i64::try_from(n).unwrap_or(i64::MAX))
    }
}

/// The words of one language. Making one parses its file: make it once and keep it.
///
/// A key that this language lacks is said in English; one that English lacks too is returned as it is.
pub struct Words {
    language: Language,
    own: Sentences,
    english: Option<Sentences>,
}

impl Words {
    /// The words of that language.
    #[cfg(not(target_family = "wasm"))]
    pub fn new(language: Language) -> Self {
        let english = (language != Language::En).then(|| Sentences::new(Language::En.as_str(), Language::En.source()));
        Self { english, ..Self::of(language, language.source()) }
    }

    /// The words of that language as its file says them, and no others.
    pub fn of(language: Language, source: &str) -> Self {
        Self { language, own: Sentences::new(language.as_str(), source), english: None }
    }

    /// Which language these are.
    pub fn language(&self) -> Language {
        self.language
    }

    /// A sentence without slots.
    pub fn get(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// A sentence with its slots filled.
    pub fn with(&self, key: &str, slots: &[(&str, Arg<'_>)]) -> String {
        [Some(&self.own), self.english.as_ref()]
            .into_iter()
            .flatten()
            .find_map(|sentences| sentences.with(key, slots))
            .unwrap_or_else(|| key.to_owned())
    }

    /// Whether this language has that key itself.
    pub fn has(&self, key: &str) -> bool {
        self.own.has(key)
    }
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Words").field(&self.language).finish()
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.language == other.language
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
    use fluent_syntax::parser;

    use super::*;

    #[test]
    fn a_sentence_is_said_in_its_language() {
        assert_eq!(Words::new(Language::En).get("field-phone"), "A phone number has 10 digits.");
        assert_eq!(Words::new(Language::Hi).get("field-phone"), "फ़ोन नंबर में 10 अंक होते हैं।");
    }

    #[test]
    fn slots_are_filled_without_marks_around_them() {
        let words = Words::new(Language::En);
        assert_eq!(
            words.with("field-too-long", &[("max", Arg::from("120"))]),
            "This can have at most 120 characters. Make it shorter."
        );
        assert!(!words.with("field-too-long", &[("max", Arg::Text("a"))]).contains('\u{2068}'));
    }

    #[test]
    fn an_unknown_key_is_returned() {
        assert_eq!(Words::new(Language::Hi).get("no-such-key"), "no-such-key");
    }

    #[test]
    fn whole_numbers_as_text_are_numbers() {
        assert_eq!(Arg::from("12"), Arg::Number(12));
        assert_eq!(Arg::from("012"), Arg::Text("012"));
        assert_eq!(Arg::from("A1-004217"), Arg::Text("A1-004217"));
    }

    /// Every message and attribute of a locale with the slots it uses.
    fn slots(language: Language) -> BTreeMap<String, BTreeSet<String>> {
        let parsed = parser::parse(language.source()).unwrap_or_else(|(_, e)| panic!("{language:?}: {e:?}"));
        let mut all = BTreeMap::new();
        for entry in &parsed.body {
            let (id, value, attributes) = match entry {
                Entry::Message(m) => (m.id.name.to_owned(), m.value.as_ref(), &m.attributes),
                Entry::Term(t) => (format!("-{}", t.id.name), Some(&t.value), &t.attributes),
                Entry::Junk { content } => panic!("{language:?}: {content}"),
                _ => continue,
            };
            for (key, pattern) in attributes
                .iter()
                .map(|a| (format!("{id}.{}", a.id.name), &a.value))
                .chain(value.map(|v| (id.clone(), v)))
            {
                let mut found = BTreeSet::new();
                pattern_slots(pattern, &mut found);
                assert!(all.insert(key.clone(), found).is_none(), "{language:?}: {key} is there twice");
            }
        }
        all
    }

    fn pattern_slots(pattern: &Pattern<&str>, found: &mut BTreeSet<String>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                expression_slots(expression, found);
            }
        }
    }

    fn expression_slots(expression: &Expression<&str>, found: &mut BTreeSet<String>) {
        match expression {
            Expression::Inline(inline) => inline_slots(inline, found),
            Expression::Select { selector, variants } => {
                inline_slots(selector, found);
                variants.iter().for_each(|v| pattern_slots(&v.value, found));
            }
        }
    }

    fn inline_slots(inline: &InlineExpression<&str>, found: &mut BTreeSet<String>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                found.insert(id.name.to_owned());
            }
            InlineExpression::Placeable { expression } => expression_slots(expression, found),
            InlineExpression::FunctionReference { arguments, .. } => {
                arguments.positional.iter().for_each(|a| inline_slots(a, found));
            }
            _ => {}
        }
    }

    #[test]
    fn every_language_has_the_same_keys_with_the_same_slots() {
        let english = slots(Language::En);
        for language in Language::ALL {
            let own = slots(*language);
            for (key, slots) in &english {
                assert_eq!(own.get(key), Some(slots), "{language:?}: {key}");
            }
            for key in own.keys() {
                assert!(english.contains_key(key), "{language:?}: {key} is not in en.ftl");
            }
        }
    }

    #[test]
    fn every_locale_file_belongs_to_a_language() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../locales");
        for entry in std::fs::read_dir(folder).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let stem = name.strip_suffix(".ftl").unwrap_or_else(|| panic!("{name} is no locale"));
            assert!(Language::parse(stem).is_some(), "{name} is in no choice of languages");
        }
    }

    #[test]
    fn error_sentences_are_short_enough_for_a_form() {
        for language in Language::ALL {
            let words = Words::new(*language);
            for (key, slots) in slots(*language) {
                if !key.starts_with("field-") && !key.starts_with("fault-") {
                    continue;
                }
                for number in [1, 120] {
                    let args: Vec<(&str, Arg<'_>)> =
                        slots.iter().map(|name| (name.as_str(), typical(name, number))).collect();
                    let said = words.with(&key, &args);
                    let length = said.chars().count();
                    assert!(length <= 90, "{language:?}: {key} has {length} characters: {said}");
                }
            }
        }
    }

    /// What usually fills a slot of that name.
    fn typical(name: &str, number: i64) -> Arg<'static> {
        match name {
            "count" | "max" | "min" | "left" | "minutes" | "seconds" | "days" | "tries" | "row" | "line" => {
                Arg::Number(number)
            }
            "time" => Arg::Text("11:40"),
            "day" | "date" => Arg::Text("23/11/2026"),
            _ => Arg::Text("Sunita Patil"),
        }
    }

    #[test]
    fn error_sentences_keep_to_the_words_of_the_counter() {
        for key in slots(Language::En).keys().filter(|k| k.starts_with("field-") || k.starts_with("fault-")) {
            let said = Words::new(Language::En).get(key);
            let lower = said.to_lowercase();
            for word in ["please", "invalid", "oops", "successfully", "!"] {
                assert!(!lower.contains(word), "{key}: {said}");
            }
        }
    }
}
