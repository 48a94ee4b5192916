//! Names of people, as they are compared: without case, marks and script, and by their sound.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::{digits, script};

/// The text as search compares it: lower case, no marks, Indic scripts in Latin letters (सुनीता is
/// `sunita`), words of letters and digits with one space between them.
///
/// Punctuation becomes a space, except the apostrophe, which people leave out: D'Souza is `dsouza`.
/// Folding what is folded changes nothing.
pub fn fold(text: &str) -> String {
    if text.is_ascii() { fold_ascii(text) } else { fold_any(text) }
}

/// What [`fold`] gives for the many names that need no tables.
fn fold_ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.bytes() {
        match c {
            b'\'' | b'`' => {}
            _ if c.is_ascii_alphanumeric() => out.push(char::from(c.to_ascii_lowercase())),
            _ if out.is_empty() || out.ends_with(' ') => {}
            _ => out.push(' '),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

fn fold_any(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut word: Vec<char> = Vec::new();
    // Digits first: they have a place in the Indic blocks but are no part of a word's spelling.
    for c in digits::latin(text).nfkc().flat_map(char::to_lowercase) {
        let is_letter = script::is_indic(c) && !matches!(c, '\u{964}' | '\u{965}' | '\u{970}');
        if is_letter {
            word.push(c);
            continue;
        }
        if matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}') {
            continue;
        }
        out.push_str(&script::to_latin(&std::mem::take(&mut word)));
        match c {
            '\'' | '\u{2019}' | '\u{2018}' | '\u{2BC}' | '`' => {}
            _ if is_combining_mark(c) => {}
            _ if c.is_alphanumeric() => out.extend(std::iter::once(c).nfd().filter(|c| !is_combining_mark(*c))),
            _ => out.push(' '),
        }
    }
    out.push_str(&script::to_latin(&word));
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Spellings of one name that no rule brings together, each with the spelling whose sound it takes.
const SPELT: &[(&str, &str)] = &[
    ("mohd", "mohammed"),
    ("md", "mohammed"),
    ("syed", "sayed"),
    ("aisha", "ayesha"),
    ("tewari", "tiwari"),
    ("fatema", "fatima"),
    ("omkar", "onkar"),
    ("aiyar", "iyer"),
    ("aiyer", "iyer"),
    ("ayyar", "iyer"),
    ("naydu", "naidu"),
    ("gayakvad", "gaikvad"),
    ("gayakwad", "gaikvad"),
];

/// The phonetic key of one folded word, in capitals: Lakshmi and Laxmi are both `LKSMI`.
///
/// Tuned to how Indian names vary when spoken over a counter and spelt in Latin letters: aspirates count as
/// their plain consonants, sh as s, w as v, z as j, ph as f, x as ks; doubled letters once; of the vowels
/// only the first of the word and a leading i (ee, y behind a consonant) count, since a, e, o and u are
/// where spellings differ. Other alphabets and digits are their own key. The key of a word that is not
/// empty is not empty.
pub fn sound(word: &str) -> String {
    if !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return word.to_uppercase();
    }
    let word = SPELT.iter().find(|(from, _)| *from == word).map_or(word, |(_, to)| to);
    let letters = respelt(word);
    let at = |i: usize| letters.get(i).copied();
    let mut key = String::with_capacity(letters.len());
    let mut i = 0;
    while let Some(c) = at(i) {
        let before = i.checked_sub(1).and_then(at);
        let after = at(i + 1);
        if is_vowel(c) {
            // R behind the word's first consonant: Krishna and Krushna are one name.
            let after_cluster = i == 2 && before == Some('r');
            match (before, c) {
                (None, 'a') => key.push('A'),
                (None, 'e' | 'i') => key.push('I'),
                (None, _) => key.push('U'),
                (Some(_), 'i') => key.push('I'),
                (Some(_), 'u') if after_cluster => key.push('I'),
                _ => {}
            }
            // The rest of a run of vowels belongs to its first.
            i += 1;
            while at(i).is_some_and(is_vowel) {
                i += 1;
            }
            continue;
        }
        let silent = match c {
            'h' => before.is_some_and(|b| !is_vowel(b)) || before.is_some() && after.is_none(),
            'y' => before.is_some() && after.is_none(),
            _ => false,
        };
        let doubled = before == Some(c);
        if !silent && !doubled {
            key.push(c.to_ascii_uppercase());
        }
        i += 1;
    }
    if key.is_empty() { word.to_uppercase() } else { key }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// The word with one letter a sound, where several letters or several spellings stand for it.
fn respelt(word: &str) -> Vec<char> {
    const SOUNDS: &[(&str, &str)] = &[
        ("dny", "gi"),
        ("jny", "gi"),
        ("gny", "gi"),
        ("chh", "c"),
        ("ch", "c"),
        ("ck", "k"),
        ("c", "k"),
        ("ph", "f"),
        ("q", "k"),
        ("w", "v"),
        ("x", "ks"),
        ("z", "j"),
        ("ee", "i"),
        ("ie", "i"),
        ("oo", "u"),
    ];
    let mut out: Vec<char> = Vec::with_capacity(word.len());
    let mut rest = match word.as_bytes() {
        // Behind nothing, gn and jn are the letter ज्ञ, and x is z.
        [b'g' | b'j', b'n', ..] => {
            out.extend(['g', 'i']);
            &word[2..]
        }
        [b'x', ..] => {
            out.push('j');
            &word[1..]
        }
        _ => word,
    };
    while let Some(c) = rest.chars().next() {
        // "ow" before a consonant is a vowel: Chowdhury, Gowda.
        if c == 'w' && out.last() == Some(&'o') && !rest[1..].starts_with(is_vowel) {
            rest = &rest[1..];
            continue;
        }
        if let Some((from, to)) = SOUNDS.iter().find(|(from, _)| rest.starts_with(from)) {
            out.extend(to.chars());
            rest = &rest[from.len()..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        let after = rest.chars().next();
        match (out.last().copied(), c) {
            // Vidya and Vidia, Chaudhary and Chaudhari; but Yadav keeps its y.
            (Some(b), 'y') if !is_vowel(b) && b != 'y' => out.push('i'),
            (None, 'y') if after.is_some_and(|a| !is_vowel(a)) => out.push('i'),
            // Priya and Pria.
            (Some('i'), 'y') if after.is_some_and(is_vowel) => {}
            _ => out.push(c),
        }
    }
    out
}

/// Words beside a name that say nothing about who it is.
const TITLES: &[&str] = &["mr", "mrs", "ms", "miss", "smt", "shrimati", "shri", "shree", "dr", "kum"];

/// Whether two names may be one person's: the same sounds in any order.
///
/// One middle name may be missing, or be an initial in one of them (Sunita Ramesh Patil, Sunita Patil,
/// Patil Sunita R.). The first word of the longer name may not be missing: Ramesh Patil is the husband. Words
/// written together in one and apart in the other are the same (Ram Kumar, Ramkumar), and titles do not count.
pub fn looks_like(a: &str, b: &str) -> bool {
    let (a, b) = (fold(a), fold(b));
    let (mut long, mut short) = (untitled(&a), untitled(&b));
    if long.is_empty() || short.is_empty() {
        return false;
    }
    if sound(&long.concat()) == sound(&short.concat()) || sound(&a.replace(' ', "")) == sound(&b.replace(' ', "")) {
        return true;
    }
    if long.len() < short.len() {
        std::mem::swap(&mut long, &mut short);
    }
    let mut unmatched: Vec<&str> = short.clone();
    let mut missing: Vec<(usize, &str)> = Vec::new();
    for (i, word) in long.iter().enumerate() {
        let key = sound(word);
        match unmatched.iter().position(|other| sound(other) == key) {
            Some(at) => {
                unmatched.swap_remove(at);
            }
            None => missing.push((i, word)),
        }
    }
    let matched = long.len() - missing.len();
    match (missing.as_slice(), unmatched.as_slice()) {
        ([], []) => true,
        ([(i, word)], []) => matched >= 2 && (*i > 0 || word.len() == 1),
        ([(_, word)], [other]) => matched >= 1 && is_initial_of(word, other),
        _ => false,
    }
}

fn untitled(name: &str) -> Vec<&str> {
    let words: Vec<&str> = name.split(' ').filter(|w| !w.is_empty()).collect();
    let untitled: Vec<&str> = words.iter().copied().filter(|w| !TITLES.contains(w)).collect();
    if untitled.is_empty() { words } else { untitled }
}

fn is_initial_of(a: &str, b: &str) -> bool {
    let one = |s: &str| s.chars().count() == 1;
    (one(a) || one(b)) && a.chars().next() == b.chars().next()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn folding_leaves_letters_digits_and_single_spaces() {
        for (text, folded) in [
            ("  Sunita   PATIL ", "sunita patil"),
            ("सुनीता पाटील", "sunita patil"),
            ("José D’Souza", "jose dsouza"),
            ("S.K. Patil-Joshi", "s k patil joshi"),
            ("Ｓｕｎｉｔａ", "sunita"),
            ("राम\u{200D}॰ ४२।", "ram 42"),
            ("<b>', 1)--", "b 1"),
            ("", ""),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    fn same(words: &[&str]) {
        let keys: Vec<String> = words.iter().map(|w| sound(&fold(w))).collect();
        assert!(keys.windows(2).all(|w| w[0] == w[1]), "{words:?} {keys:?}");
    }

    fn differ(a: &str, b: &str) {
        assert_ne!(sound(&fold(a)), sound(&fold(b)), "{a} {b}");
    }

    #[test]
    fn spellings_of_one_name_sound_alike() {
        for words in [
            &["Lakshmi", "Laxmi", "Lakshmee", "Laxmy", "लक्ष्मी"][..],
            &["Shrinivas", "Srinivas", "Shreenivas", "Shriniwas", "श्रीनिवास"],
            &["Sunita", "Suneeta", "Sunitha", "सुनीता"],
            &["Patil", "Pateel", "Paateel", "पाटील"],
            &["Joshi", "Joshee", "Joshy", "जोशी"],
            &["Chaudhary", "Chowdhury", "Choudhari", "Chaudhri", "चौधरी"],
            &["Vishwas", "Viswas", "Vishvas", "विश्वास"],
            &["Mohammed", "Muhammad", "Mohd", "Mohamad", "Md", "मोहम्मद"],
            &["Gyan", "Dnyan", "Jnan", "Gian", "ज्ञान"],
            &["Zakir", "Jakir", "Zakeer", "ज़ाकिर"],
            &["Faisal", "Phaisal", "फ़ैसल"],
            &["Krishna", "Krushna", "कृष्णा"],
            &["Vidya", "Vidhya", "Vidia"],
            &["Priya", "Preeya", "Pria"],
            &["Gowda", "Gauda", "Gouda"],
            &["Siddharth", "Sidharth", "Siddhartha"],
            &["Pawar", "Pavar", "Powar"],
            &["Shaikh", "Sheikh", "Shekh"],
            &["Sandeep", "Sandip"],
            &["Deshpande", "Deshpandey"],
            &["Gaikwad", "गायकवाड"],
            &["Mukherjee", "Mukharji"],
            &["Ishwar", "Eshwar", "Iswar"],
            &["Reddy", "Reddi"],
            &["Bachchan", "Bachan"],
        ] {
            same(words);
        }
    }

    #[test]
    fn different_names_sound_different() {
        for (a, b) in [
            ("Yadav", "Jadhav"),
            ("Patil", "Patel"),
            ("Sunita", "Sunanda"),
            ("Sunita", "Sangita"),
            ("Anita", "Sunita"),
            ("Meena", "Mona"),
            ("Ramesh", "Suresh"),
            ("Rajesh", "Rakesh"),
            ("Usha", "Asha"),
            ("Mohan", "Mona"),
        ] {
            differ(a, b);
        }
    }

    #[test]
    fn the_keys_are_stable() {
        // They are stored: a change here means that every index must be built anew.
        for (word, key) in
            [("lakshmi", "LKSMI"), ("shrinivas", "SRINIVS"), ("chowdhury", "CDRI"), ("h", "H"), ("42", "42")]
        {
            assert_eq!(sound(word), key);
        }
    }

    #[test]
    fn names_of_one_person_look_alike() {
        for (a, b) in [
            ("Sunita Patil", "Patil Suneeta"),
            ("Sunita Ramesh Patil", "Sunita Patil"),
            ("Sunita R. Patil", "Sunita Ramesh Pateel"),
            ("Patil Sunita Ramesh", "Sunita Patil"),
            ("R. Sunita Patil", "Sunita Patil"),
            ("Smt. Sunita Patil", "सुनीता पाटील"),
            ("Ram Kumar Yadav", "Ramkumar Yadav"),
            ("Shri Nivas Joshi", "Shrinivas Joshi"),
            ("Mohd. Zakir", "Muhammad Jakir"),
            ("Sunita", "suneeta"),
        ] {
            assert!(looks_like(a, b), "{a} / {b}");
        }
    }

    #[test]
    fn names_of_a_family_do_not_look_alike() {
        for (a, b) in [
            ("Sunita Ramesh Patil", "Ramesh Patil"),
            ("Sunita Patil", "Ramesh Patil"),
            ("Sunita", "Sunita Patil"),
            ("Patil", "S Patil"),
            ("Sunita Yadav", "Sunita Jadhav"),
            ("A B C D", "A B"),
            ("", "Sunita"),
            ("", ""),
            ("...", "Sunita"),
        ] {
            assert!(!looks_like(a, b), "{a} / {b}");
        }
    }

    proptest! {
        #[test]
        fn plain_letters_fold_alike_with_and_without_tables(text in "[ -~]{0,40}") {
            prop_assert_eq!(fold_ascii(&text), fold_any(&text));
        }
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in ".{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(&fold(&once), &once);
        }

        #[test]
        fn folding_indic_text_leaves_none_of_it(text in "[\u{900}-\u{D7F} ]{0,20}") {
            let once = fold(&text);
            prop_assert!(!once.chars().any(script::is_indic));
            prop_assert_eq!(&fold(&once), &once);
        }

        #[test]
        fn a_word_always_has_a_sound(word in "[a-z]{1,12}") {
            prop_assert!(!sound(&word).is_empty());
        }

        #[test]
        fn looking_alike_goes_both_ways(a in "[a-z]{1,6}( [a-z]{1,6}){0,3}", b in "[a-z]{1,6}( [a-z]{1,6}){0,3}") {
            prop_assert_eq!(looks_like(&a, &b), looks_like(&b, &a));
            prop_assert!(looks_like(&a, &a));
        }

        #[test]
        fn the_order_of_words_does_not_matter(mut words in proptest::collection::vec("[a-z]{2,8}", 1..4)) {
            let name = words.join(" ");
            words.reverse();
            prop_assert!(looks_like(&name, &words.join(" ")));
        }
    }
}
