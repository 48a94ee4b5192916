//! The messages of one Fluent file, read by what of Fluent the files use: slots, and choices among variants.
//!
//! `fluent-bundle` would be another 60 kB of interface and read each file to its end before the first word. The tests
//! hold the two against each other, over every message of every file.

use std::collections::HashMap;

use super::Arg;

/// The messages of one Fluent file.
pub struct Sentences {
    tag: String,
    /// Each message as it stands in the file, by its key.
    patterns: HashMap<String, String>,
}

impl Sentences {
    /// The messages of a file in the language of that tag (BCP 47).
    pub fn new(tag: &str, source: &str) -> Self {
        let mut patterns: HashMap<String, String> = HashMap::new();
        let mut last: Option<(&str, String)> = None;
        for line in source.lines() {
            if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
                patterns.extend(last.take().map(|(key, pattern)| (key.to_owned(), pattern)));
                last = line.split_once('=').map(|(key, pattern)| (key.trim_end(), pattern.trim().to_owned()));
            } else if let Some((_, pattern)) = last.as_mut().filter(|_| !line.starts_with('#')) {
                pattern.push('\n');
                pattern.push_str(line.trim());
            }
        }
        patterns.extend(last.map(|(key, pattern)| (key.to_owned(), pattern)));
        Self { tag: tag.to_owned(), patterns }
    }

    /// A sentence with its slots filled, if there is one of that key.
    pub fn with(&self, key: &str, slots: &[(&str, Arg<'_>)]) -> Option<String> {
        let mut said = String::new();
        self.say(self.patterns.get(key)?.trim_end(), slots, &mut said);
        Some(said)
    }

    /// Whether the file has that key.
    pub fn has(&self, key: &str) -> bool {
        self.patterns.contains_key(key)
    }

    fn say(&self, pattern: &str, slots: &[(&str, Arg<'_>)], said: &mut String) {
        let mut rest = pattern;
        while let Some((before, behind)) = rest.split_once('{') {
            said.push_str(before);
            let (placed, after) = braced(behind);
            self.place(placed, slots, said);
            rest = after;
        }
        said.push_str(rest);
    }

    /// Says what stands between braces: a slot, or the variant that a slot chooses.
    fn place(&self, placed: &str, slots: &[(&str, Arg<'_>)], said: &mut String) {
        let (name, variants) = placed.split_once("->").unwrap_or((placed, ""));
        let name = name.trim().trim_start_matches('$');
        let arg = slots.iter().find(|(slot, _)| *slot == name).map(|(_, arg)| arg);
        if !variants.is_empty() {
            return self.say(self.variant(variants, arg), slots, said);
        }
        match arg {
            Some(Arg::Text(text)) => said.push_str(text),
            Some(Arg::Number(n)) => said.push_str(&n.to_string()),
            // A slot that was not filled is shown as its name: better than no sentence.
            None => ["{$", name, "}"].iter().for_each(|part| said.push_str(part)),
        }
    }

    /// The first variant that is meant by `arg`, else the one with a star.
    fn variant<'a>(&self, variants: &'a str, arg: Option<&Arg<'_>>) -> &'a str {
        let mut starred = "";
        for line in variants.lines() {
            let Some((head, text)) = line.trim_start_matches('*').strip_prefix('[').and_then(|l| l.split_once(']'))
            else {
                continue;
            };
            let head = head.trim();
            let meant = match arg {
                Some(Arg::Number(n)) => head == n.to_string() || head == self.plural(*n),
                Some(Arg::Text(text)) => head == *text,
                None => false,
            };
            if meant {
                return text.trim_start();
            }
            if line.starts_with('*') {
                starred = text.trim_start();
            }
        }
        starred
    }

    /// The plural form of a whole number. The languages of India have two, and differ only in what they do with none.
    fn plural(&self, n: i64) -> &'static str {
        match (n.unsigned_abs(), self.tag.as_str()) {
            (1, _) | (0, "hi") => "one",
            _ => "other",
        }
    }
}

/// What stands before the brace that closes, and what behind it.
fn braced(text: &str) -> (&str, &str) {
    let mut depth = 1;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (&text[..at], &text[at + 1..]);
        }
    }
    (text, "")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};

    use super::*;

    const TRIED: [Arg<'_>; 7] = [
        Arg::Number(0),
        Arg::Number(1),
        Arg::Number(2),
        Arg::Number(5),
        Arg::Number(-1),
        Arg::Number(120_000),
        Arg::Text("Sunita Patil"),
    ];

    /// What Fluent itself makes of a file, for each key with each of those in its slots.
    fn held_against_fluent(file: &Path) {
        let tag = file.file_stem().unwrap().to_str().unwrap();
        let source = std::fs::read_to_string(file).unwrap();
        let ours = Sentences::new(tag, &source);
        let mut bundle = FluentBundle::new(vec![tag.parse().unwrap()]);
        bundle.set_use_isolating(false);
        bundle.add_resource(FluentResource::try_new(source.clone()).unwrap()).unwrap();
        let beyond_a_name = |c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-');
        let names: BTreeSet<&str> =
            source.split('$').skip(1).filter_map(|text| text.split(beyond_a_name).next()).collect();
        for key in ours.patterns.keys() {
            let pattern = bundle.get_message(key).unwrap().value().unwrap();
            assert_eq!(
                ours.with(key, &[]).unwrap(),
                bundle.format_pattern(pattern, Some(&FluentArgs::new()), &mut Vec::new()),
                "{tag}: {key}"
            );
            for arg in TRIED {
                let slots: Vec<(&str, Arg<'_>)> = names.iter().map(|name| (*name, arg.clone())).collect();
                let mut args = FluentArgs::new();
                for name in &names {
                    match &arg {
                        Arg::Text(text) => args.set(*name, FluentValue::from(*text)),
                        Arg::Number(n) => args.set(*name, FluentValue::from(*n)),
                    }
                }
                let theirs = bundle.format_pattern(pattern, Some(&args), &mut Vec::new());
                assert_eq!(ours.with(key, &slots).unwrap(), theirs, "{tag}: {key}");
            }
        }
        let messages = source.lines().filter(|l| l.starts_with(|c: char| c.is_ascii_alphabetic())).count();
        assert_eq!(ours.patterns.len(), messages, "{tag}: a key is there twice");
    }

    #[test]
    fn every_message_is_said_as_fluent_says_it() {
        let mut files = 0;
        for folder in ["../locales", "../templates/words"] {
            for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap() {
                let path = entry.unwrap().path();
                if path.extension().is_some_and(|end| end == "ftl") {
                    held_against_fluent(&path);
                    files += 1;
                }
            }
        }
        assert!(files >= 5, "the files have gone elsewhere");
    }

    #[test]
    fn variants_are_looked_at_in_their_order() {
        let source = "left = { $n ->\n    [0] none of { $of }\n    [one] one\n   *[other] { $n }\n }, he said\n";
        let said =
            |tag, n| Sentences::new(tag, source).with("left", &[("n", Arg::Number(n)), ("of", Arg::Text("them"))]);
        assert_eq!(said("hi", 0).unwrap(), "none of them, he said");
        assert_eq!(said("hi", 1).unwrap(), "one, he said");
        assert_eq!(said("en", 7).unwrap(), "7, he said");
    }
}
