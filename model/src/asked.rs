//! What was typed into the one find box, taken apart.

mod period;

use period::{last_visit, written_date};

use crate::age::{Age, Birth, OLDEST};
use crate::day::Day;
use crate::digits;
use crate::name;

/// A search in parts; every part that is there must fit.
///
/// | typed | read as |
/// |---|---|
/// | `sunita pat` | words, each a fragment of a name, guardian or area |
/// | `4217`, `090000 00142`, `+91 90000 00142`, `91-0000-0000-3421` | digits: part of a phone, ABHA or patient number |
/// | `sunita.p@abdm`, `sunita.p@` | the beginning of an ABHA address |
/// | `A1-004217`, `a1-4217` | a whole patient number |
/// | `52`, `52y`, `f 52`, `f/52`, `8m`, `10d` | age, give or take five years |
/// | `sunita f`, `f/52`, `female patil`, `महिला 52` | sex |
/// | `2025`, `last march`, `march 2025`, `03/2025`, `last week`, `yesterday`, `14/03/26` | last visit |
///
/// Where one text could be two things, what is said most at a counter wins:
/// - A number of one or two digits, or 100 to 120, is an age; four digits from 2000 to this year are a year
///   of the last visit, so a phone with them needs a fifth digit. Other numbers of three digits are words.
/// - `52m` is a man of 52, `8m` a child of eight months: months are said up to 23.
/// - A lone `f` or `m` is a letter of a name, and so is one in front of a name (`m joshi`); behind a name
///   (`joshi m`), or anywhere beside an age, it is the sex. A sex written out beside anything else is the sex.
/// - A month alone (`may`, `june`) is a name; behind "last" or before a year it is a month.
/// - A date within ten years is a visit; an earlier one is a date of birth, and searched as an age.
/// - "Last March" in March is the March of last year: this one is not over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Folded words (see [`name::fold`]), each to be found somewhere in names, guardian or area.
    pub words: Vec<String>,
    /// Runs of four or more digits: part of a phone, ABHA or patient number.
    pub digits: Vec<String>,
    /// A whole patient number, `A1-004217`.
    pub number: Option<String>,
    /// How an ABHA address begins, in lower case.
    pub abha_address: Option<String>,
    /// Youngest and oldest age in whole years.
    pub age: Option<(i32, i32)>,
    /// `f`, `m` or `o`.
    pub sex: Option<char>,
    /// First and last day on which the last visit was.
    pub last_visit: Option<(Day, Day)>,
}

impl Asked {
    /// Takes apart what was typed on the day `today`. Nothing is refused: what is no pattern is a word.
    pub fn parse(text: &str, today: Day) -> Asked {
        let text = digits::latin(text).to_lowercase();
        let tokens: Vec<&str> = text
            .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')'))
            .filter(|t| !t.is_empty() && !RELATED.contains(t))
            .flat_map(sex_and_age)
            .collect();
        let mut asked = Asked::default();
        let mut letters = Vec::new();
        let mut rest = tokens.as_slice();
        while let Some((&token, tail)) = rest.split_first() {
            let taken = asked
                .take_last_visit(rest, today)
                .or_else(|| asked.take_digits(rest))
                .or_else(|| asked.take_age(rest, today))
                .or_else(|| asked.take_number(token))
                .or_else(|| asked.take_address(token));
            if let Some(taken) = taken {
                rest = rest.get(taken..).unwrap_or_default();
                continue;
            }
            match sex(token) {
                Some(sex) => letters.push((sex, token, asked.words.len())),
                None => asked.words.extend(name::fold(token).split_whitespace().map(str::to_owned)),
            }
            rest = tail;
        }
        asked.settle_sex(&letters);
        asked
    }

    /// Whether nothing was asked for.
    pub fn is_empty(&self) -> bool {
        *self == Asked::default()
    }

    fn take_last_visit(&mut self, tokens: &[&str], today: Day) -> Option<usize> {
        if self.last_visit.is_some() {
            return None;
        }
        let (range, taken) = last_visit(tokens, today)?;
        self.last_visit = Some(range);
        Some(taken)
    }

    fn take_digits(&mut self, tokens: &[&str]) -> Option<usize> {
        let (digits, taken) = digit_run(tokens)?;
        self.digits.push(digits);
        Some(taken)
    }

    fn take_age(&mut self, tokens: &[&str], today: Day) -> Option<usize> {
        if self.age.is_some() {
            return None;
        }
        let (years, taken) = age(tokens, today)?;
        self.age = Some(years);
        Some(taken)
    }

    fn take_number(&mut self, token: &str) -> Option<usize> {
        let (register, sequence) = token.split_once('-')?;
        let lettered = register.starts_with(|c: char| c.is_ascii_lowercase())
            && register.len() <= 3
            && register.bytes().all(|b| b.is_ascii_alphanumeric());
        if self.number.is_some() || !lettered || !digits::all(sequence) || sequence.len() > 9 {
            return None;
        }
        self.number = Some(format!("{}-{sequence:0>6}", register.to_uppercase()));
        Some(1)
    }

    fn take_address(&mut self, token: &str) -> Option<usize> {
        if self.abha_address.is_some() || !token.contains('@') {
            return None;
        }
        self.abha_address = Some(token.to_owned());
        Some(1)
    }

    /// Decides, once everything is known, which single letters and words were a sex.
    fn settle_sex(&mut self, letters: &[(char, &str, usize)]) {
        // Backwards, so that the places of earlier words stay right.
        for &(sex, token, at) in letters.iter().rev() {
            let is_letter = token.len() == 1;
            let stands_beside = if is_letter {
                at > 0 || self.age.is_some()
            } else {
                !self.words.is_empty() || self.age.is_some() || self.last_visit.is_some() || letters.len() > 1
            };
            if stands_beside && self.sex.is_none() {
                self.sex = Some(sex);
            } else {
                let folded = name::fold(token);
                self.words.splice(at..at, folded.split_whitespace().map(str::to_owned));
            }
        }
    }
}

/// "Wife of" and the like, before a guardian's name.
const RELATED: &[&str] = &["w/o", "s/o", "d/o", "h/o", "m/o", "f/o", "c/o"];

/// `f/52` and `52/f` are two things in one; everything else stays whole.
fn sex_and_age(token: &str) -> Vec<&str> {
    let glued = |a: &str, b: &str| sex(a).is_some() && b.starts_with(|c: char| c.is_ascii_digit());
    if let Some((a, b)) = token.split_once('/').filter(|(a, b)| glued(a, b) || glued(b, a)) {
        return vec![a, b];
    }
    // f52, m52, 52f and, from two years of months on, 52m.
    let number = |n: &str| digits::all(n) && n.len() <= 2;
    if let Some(n) = token.strip_prefix(['f', 'm']).filter(|n| number(n)) {
        return vec![&token[..1], n];
    }
    match token.strip_suffix(['f', 'm']).filter(|n| number(n)) {
        Some(n) if token.ends_with('f') || n.parse().is_ok_and(|n: u8| n >= 24) => vec![n, &token[n.len()..]],
        _ => vec![token],
    }
}

fn sex(token: &str) -> Option<char> {
    Some(match token {
        "f" | "female" | "woman" | "lady" | "girl" | "महिला" | "स्त्री" | "औरत" | "लड़की" | "मुलगी" => {
            'f'
        }
        "m" | "male" | "man" | "boy" | "पुरुष" | "आदमी" | "लड़का" | "मुलगा" => {
            'm'
        }
        "transgender" | "अन्य" => 'o',
        _ => return None,
    })
}

/// An age in years, give or take five, and how many tokens it took.
fn age(tokens: &[&str], today: Day) -> Option<((i32, i32), usize)> {
    let (&first, rest) = tokens.split_first()?;
    if let Some(born) = written_date(first, today) {
        let years = i32::from(Birth::On(born).span_on(today).years);
        return Some(((years, years), 1));
    }
    if let Some((youngest, oldest)) = first.split_once('-').filter(|(a, b)| is_short(a) && is_short(b)) {
        return Some(((youngest.parse().ok()?, oldest.parse().ok()?), 1));
    }
    if digits::all(first) {
        // "52 y", "8 months"; a single m or d apart from its number is more likely something else.
        let unit = rest.first().filter(|word| **word == "y" || word.chars().count() > 1);
        if let Some(said) = unit.and_then(|word| Age::parse(&format!("{first} {word}"))) {
            return Some((around(said), 2));
        }
        let is_age =
            first.len() <= 2 || first.len() == 3 && first.parse().is_ok_and(|n: u16| (100..=OLDEST).contains(&n));
        return is_age.then(|| Age::parse(first)).flatten().map(|said| (around(said), 1));
    }
    let said = Age::parse(first).filter(|age| age.years() <= OLDEST)?;
    Some((around(said), 1))
}

fn is_short(number: &str) -> bool {
    digits::all(number) && number.len() <= 2
}

/// Five years to each side; a year for small children, of whom people say the months or days.
fn around(age: Age) -> (i32, i32) {
    let years = i32::from(age.years());
    let slack = match age {
        Age::Years(_) => 5,
        Age::Months(_) | Age::Days(_) => 1,
    };
    (0.max(years - slack), years + slack)
}

/// A run of four or more digits that may be written in groups, and how many tokens it took. What is dialled
/// before an Indian number, `+91`, `0091` or a 0, is no part of it.
fn digit_run(tokens: &[&str]) -> Option<(String, usize)> {
    let &first = tokens.first()?;
    let groups: Vec<String> = tokens.iter().take(4).map_while(|t| bare_digits(t)).collect();
    let lengths: Vec<usize> = groups.iter().map(String::len).collect();
    let is_whole = |n: &usize| lengths.get(..*n).is_some_and(|some| some.iter().sum::<usize>() == 11);
    let behind_zero = (2..=3).find(|n| first.starts_with('0') && is_whole(n));
    let taken = match (lengths.as_slice(), first) {
        // An ABHA number; a mobile number in two halves behind the country's code; a number from abroad.
        ([2, 4, 4, 4], "91") => 4,
        ([_, 5 | 6, 1..=5, ..], "+91" | "0091" | "91") => 3,
        ([_, 4..=11, ..], "+91" | "0091") | ([2, 5 | 10, ..], "91") => 2,
        (groups, _) if first.starts_with('+') && !first.starts_with("+91") => groups.len(),
        // A mobile number or a landline behind a 0, whole; a mobile number, as far as it is typed.
        _ if behind_zero.is_some() => behind_zero.unwrap_or(1),
        ([6, 1..=5, ..], _) if first.starts_with('0') => 2,
        ([5, 1..=5, ..], _) => 2,
        _ => 1,
    };
    let mut run: String = groups.get(..taken)?.concat();
    let code = match run.len() {
        _ if first.starts_with("+91") => 2,
        8..=16 if first.starts_with("0091") => 4,
        12 if run.starts_with("91") => 2,
        _ => 0,
    };
    run.drain(..code);
    if run.len() == 11 && run.starts_with('0') {
        run.drain(..1);
    }
    (run.len() >= 4).then_some((run, taken))
}

/// The digits of a token that holds nothing else but dashes and a plus.
fn bare_digits(token: &str) -> Option<String> {
    let groups = || token.split('-');
    if groups().count() > 1 && groups().all(|g| g.len() <= 2) {
        return None;
    }
    let bare = token.strip_prefix('+').unwrap_or(token).replace('-', "");
    (digits::all(&bare) && !token.starts_with('-')).then_some(bare)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    // A Monday.
    fn asked(text: &str) -> Asked {
        Asked::parse(text, Day::parse_iso("2026-11-23").unwrap())
    }

    fn words(list: &[&str]) -> Vec<String> {
        list.iter().map(|w| (*w).to_owned()).collect()
    }

    fn visit(text: &str) -> String {
        let asked = asked(text);
        assert_eq!(asked.words, words(&[]), "{text}");
        asked.last_visit.map(|(from, to)| format!("{} {}", from.to_iso(), to.to_iso())).unwrap_or_default()
    }

    #[test]
    fn words_are_folded() {
        assert_eq!(asked("सुनीता PAT").words, words(&["sunita", "pat"]));
        assert_eq!(asked("s").words, words(&["s"]));
        assert_eq!(asked("Patil, Sunita").words, words(&["patil", "sunita"]));
        assert_eq!(asked("sunita w/o ramesh").words, words(&["sunita", "ramesh"]));
        assert!(asked("  ").is_empty());
    }

    #[test]
    fn digits_are_joined_as_numbers_are_written() {
        for (text, digits) in [
            ("4217", "4217"),
            ("90000", "90000"),
            ("90000 00142", "9000000142"),
            ("90000 001", "90000001"),
            ("90000-00142", "9000000142"),
            ("+91 90000 00142", "9000000142"),
            ("+919000000142", "9000000142"),
            ("09000000142", "9000000142"),
            ("020 2000 0100", "2020000100"),
            ("+1 202 555 0123", "12025550123"),
            ("098201 12345", "9820112345"),
            ("098201 123", "098201123"),
            ("0 98201 12345", "9820112345"),
            ("(020) 2000 0100", "2020000100"),
            ("0253 234 5678", "2532345678"),
            ("0091 98201 12345", "9820112345"),
            ("+91 9820", "9820"),
            ("+91 098201 12345", "9820112345"),
            ("91-0000-0000-3421", "91000000003421"),
            ("91 0000 0000 3421", "91000000003421"),
            ("९०००", "9000"),
            ("1999", "1999"),
        ] {
            let asked = asked(text);
            assert_eq!((asked.digits.as_slice(), asked.age), (&words(&[digits])[..], None), "{text}");
            assert!(asked.words.is_empty() && asked.last_visit.is_none(), "{text}");
        }
    }

    #[test]
    fn what_has_an_at_sign_is_an_abha_address() {
        let asked = asked("Sunita SRP.1974@sb");
        assert_eq!((asked.abha_address.as_deref(), asked.words), (Some("srp.1974@sb"), words(&["sunita"])));
    }

    #[test]
    fn a_patient_number_is_whole() {
        for text in ["A1-004217", "a1-4217"] {
            assert_eq!(asked(text).number.as_deref(), Some("A1-004217"), "{text}");
        }
        assert_eq!(asked("B-000417").number.as_deref(), Some("B-000417"));
        assert_eq!(asked("Patil-Joshi").number, None);
    }

    #[test]
    fn ages_are_give_or_take_five() {
        for (text, age) in [
            ("52", (47, 57)),
            ("52y", (47, 57)),
            ("52 yrs", (47, 57)),
            ("५२ साल", (47, 57)),
            ("3", (0, 8)),
            ("104", (99, 109)),
            ("8m", (0, 1)),
            ("8 months", (0, 1)),
            ("10d", (0, 1)),
            ("18m", (0, 2)),
            ("45-50", (45, 50)),
            ("04/07/1961", (65, 65)),
        ] {
            let asked = asked(text);
            assert_eq!((asked.age, asked.words.len(), asked.sex), (Some(age), 0, None), "{text}");
        }
        assert_eq!(asked("417").words, words(&["417"]));
    }

    #[test]
    fn a_sex_stands_beside_an_age_or_behind_a_name() {
        for text in ["f 52", "f/52", "52/F", "52 f", "f52", "52f", "female 52", "महिला 52", "52 y f"] {
            let asked = asked(text);
            assert_eq!((asked.sex, asked.age, asked.words.len()), (Some('f'), Some((47, 57)), 0), "{text}");
        }
        assert_eq!((asked("52m").sex, asked("52m").age), (Some('m'), Some((47, 57))));
        assert_eq!((asked("sunita f").sex, asked("sunita f").words), (Some('f'), words(&["sunita"])));
        assert_eq!((asked("f sunita 52").sex, asked("f sunita 52").words), (Some('f'), words(&["sunita"])));
        assert_eq!(asked("पुरुष पाटील").sex, Some('m'));
        assert_eq!(asked("8 m").sex, Some('m'));
    }

    #[test]
    fn a_first_letter_of_a_name_is_no_sex() {
        assert_eq!((asked("f").sex, asked("f").words), (None, words(&["f"])));
        assert_eq!((asked("m joshi").sex, asked("m joshi").words), (None, words(&["m", "joshi"])));
        assert_eq!((asked("male").sex, asked("male").words), (None, words(&["male"])));
    }

    #[test]
    fn last_visits_are_ranges_of_days() {
        for (text, range) in [
            ("2025", "2025-01-01 2025-12-31"),
            ("last march", "2026-03-01 2026-03-31"),
            ("last november", "2025-11-01 2025-11-30"),
            ("last dec", "2025-12-01 2025-12-31"),
            ("march 2025", "2025-03-01 2025-03-31"),
            ("मार्च 2025", "2025-03-01 2025-03-31"),
            ("पिछले मार्च", "2026-03-01 2026-03-31"),
            ("03/2025", "2025-03-01 2025-03-31"),
            ("feb 2024", "2024-02-01 2024-02-29"),
            ("last week", "2026-11-16 2026-11-22"),
            ("पिछले हफ्ते", "2026-11-16 2026-11-22"),
            ("last month", "2026-10-01 2026-10-31"),
            ("last year", "2025-01-01 2025-12-31"),
            ("last visit 2024", "2024-01-01 2024-12-31"),
            ("last friday", "2026-11-20 2026-11-20"),
            ("this week", "2026-11-23 2026-11-29"),
            ("yesterday", "2026-11-22 2026-11-22"),
            ("कल", "2026-11-22 2026-11-22"),
            ("today", "2026-11-23 2026-11-23"),
            ("आज", "2026-11-23 2026-11-23"),
            ("14/03/24", "2024-03-14 2024-03-14"),
        ] {
            assert_eq!(visit(text), range, "{text}");
        }
    }

    #[test]
    fn a_month_alone_is_a_name() {
        assert_eq!(asked("june").words, words(&["june"]));
        assert_eq!(asked("last").words, words(&["last"]));
        assert_eq!(asked("2031").digits, words(&["2031"]), "a year to come is part of a number");
    }

    #[test]
    fn everything_at_once() {
        let all = asked("sunita kothrud f/52 last march 90000");
        assert_eq!(all.words, words(&["sunita", "kothrud"]));
        assert_eq!((all.sex, all.age), (Some('f'), Some((47, 57))));
        assert_eq!(all.digits, words(&["90000"]));
        assert!(all.last_visit.is_some());
    }

    proptest! {
        #[test]
        fn nothing_typed_panics(text in ".{0,40}") {
            asked(&text);
        }

        #[test]
        fn nothing_of_this_kind_panics_either(text in "[0-9fmy/ +.-]{0,16}|(last|this|मार्च|[0-9]{1,4}|f|m| |/|-){0,6}") {
            asked(&text);
        }

        #[test]
        fn four_digits_of_a_phone_are_digits(text in "[3-9][0-9]{3,9}") {
            prop_assert_eq!(asked(&text).digits, vec![text]);
        }
    }
}
