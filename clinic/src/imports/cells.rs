//! The cells of a list as people fill them, brought to what a registration takes.

use csv::{Reader, ReaderBuilder, Trim};
use model::billing::Treatment;
use model::money::Paise;
use model::name::fold;
use model::patient::{AllergyStatus, BloodGroup, Relation, Sex, Speaks, VisitKind};

/// Reads the list with the sign that parts the columns of its heading most often.
pub(super) fn reader(text: &str) -> Reader<&[u8]> {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted && counts.iter().any(|c| c.1 > 0) => break,
            _ if quoted => {}
            _ => counts.iter_mut().filter(|c| c.0 == byte).for_each(|c| c.1 += 1),
        }
    }
    // The first of equals, so that a list of one column is read too.
    let delimiter = counts.iter().rev().max_by_key(|c| c.1).map_or(b',', |c| c.0);
    ReaderBuilder::new().delimiter(delimiter).flexible(true).trim(Trim::All).from_reader(text.as_bytes())
}

/// Whether a cell says nothing: empty, or one of the words that programs write there.
pub(super) fn is_empty(cell: &str) -> bool {
    matches!(cell.to_ascii_lowercase().as_str(), "" | "-" | "--" | "." | "na" | "n/a" | "nil" | "null")
}

/// F, M, other, in words of English, Hindi and Marathi.
pub(super) fn sex(cell: &str) -> Option<Sex> {
    let word = fold(cell);
    let any = |words: &[&str]| words.iter().any(|w| fold(w) == word);
    if any(&["f", "female", "woman", "girl", "w", "स्त्री", "महिला", "औरत", "लड़की", "मुलगी", "स्री"])
    {
        Some(Sex::Female)
    } else if any(&["m", "male", "man", "boy", "पुरुष", "पु", "आदमी", "लड़का", "मुलगा", "नर"])
    {
        Some(Sex::Male)
    } else if any(&["o", "other", "others", "t", "transgender", "third gender", "tg", "अन्य", "इतर"]) {
        Some(Sex::Other)
    } else {
        None
    }
}

/// A relation in the words of the form or of papers: S/o, W/o, पति.
pub(super) fn relation(cell: &str) -> Relation {
    let word = fold(cell);
    let any = |words: &[&str]| words.iter().any(|w| fold(w) == word);
    if let Some(relation) = Relation::parse(&word) {
        relation
    } else if any(&["f", "s/o", "d/o", "पिता", "बाप", "वडील"]) {
        Relation::Father
    } else if any(&["माता", "माँ", "मां", "आई"]) {
        Relation::Mother
    } else if any(&["h", "w/o", "spouse", "पति", "पती", "नवरा"]) {
        Relation::Husband
    } else if any(&["पत्नी", "बायको"]) {
        Relation::Wife
    } else if any(&["बेटा", "पुत्र", "मुलगा"]) {
        Relation::Son
    } else if any(&["बेटी", "पुत्री", "मुलगी"]) {
        Relation::Daughter
    } else if any(&["brother", "sister", "भाई", "बहन", "भाऊ", "बहीण"]) {
        Relation::Sibling
    } else {
        Relation::Other
    }
}

/// `B+`, `b pos`, `O +ve`, `AB negative`.
pub(super) fn blood_group(cell: &str) -> Option<BloodGroup> {
    let bare: String =
        cell.to_lowercase().chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-')).collect();
    let bare = bare.replace("rh", "").replace('0', "o");
    let (group, sign) = bare.split_at(bare.find(|c| !matches!(c, 'a' | 'b' | 'o')).unwrap_or(bare.len()));
    let sign = match sign {
        "+" | "+ve" | "pos" | "positive" | "ve+" => '+',
        "-" | "-ve" | "neg" | "negative" | "ve-" => '-',
        _ => return None,
    };
    BloodGroup::parse(&format!("{}{sign}", group.to_uppercase()))
}

/// A language by its name in English or in itself, or by its two letters.
pub(super) fn speaks(cell: &str) -> Option<Speaks> {
    const NAMES: &[(Speaks, &[&str])] = &[
        (Speaks::English, &["english", "अंग्रेज़ी", "इंग्रजी"]),
        (Speaks::Hindi, &["hindi", "हिन्दी", "हिंदी"]),
        (Speaks::Marathi, &["marathi", "मराठी"]),
        (Speaks::Gujarati, &["gujarati", "gujrati", "ગુજરાતી", "गुजराती"]),
        (Speaks::Bengali, &["bengali", "bangla", "বাংলা"]),
        (Speaks::Tamil, &["tamil", "தமிழ்"]),
        (Speaks::Telugu, &["telugu", "తెలుగు"]),
        (Speaks::Kannada, &["kannada", "ಕನ್ನಡ"]),
        (Speaks::Malayalam, &["malayalam", "മലയാളം"]),
        (Speaks::Punjabi, &["punjabi", "panjabi", "ਪੰਜਾਬੀ"]),
        (Speaks::Odia, &["odia", "oriya", "ଓଡ଼ିଆ"]),
    ];
    let word = fold(cell);
    let named = NAMES.iter().find(|(_, names)| names.iter().any(|n| fold(n) == word));
    named.map(|(speaks, _)| *speaks).or_else(|| Speaks::parse(&word))
}

/// What a list says of allergies: asked and none, or which, parted by commas.
pub(super) fn allergies(cell: &str) -> (AllergyStatus, Vec<&str>) {
    const NONE: &[&str] = &["no", "none", "nka", "nkda", "no allergy", "no known allergy", "none known", "नहीं", "नाही"];
    let word = fold(cell);
    if NONE.iter().any(|n| fold(n) == word) {
        return (AllergyStatus::NoneKnown, Vec::new());
    }
    let listed = cell.split([',', ';', '+']).map(str::trim).filter(|s| !s.is_empty()).collect();
    (AllergyStatus::Listed, listed)
}

/// A number that a spreadsheet took for one: `9000000142.0`.
pub(super) fn number(cell: &str) -> &str {
    cell.strip_suffix(".0").unwrap_or(cell)
}

/// The last four digits, also of a number that is there whole or masked: more is never kept.
pub(super) fn aadhaar(cell: &str) -> String {
    let bare = fold(number(cell)).replace(' ', "");
    let bare = bare.trim_start_matches('x');
    let digits = bare.len() == 12 && bare.bytes().all(|b| b.is_ascii_digit());
    if digits { bare[8..].to_owned() } else { bare.to_owned() }
}

/// A date without the midnight that spreadsheets add.
pub(super) fn birth(cell: &str) -> &str {
    ["T00:00:00", " 00:00:00", " 00:00", " 12:00:00 AM"].iter().find_map(|t| cell.strip_suffix(t)).unwrap_or(cell)
}

/// The kind of visit that a fee is for, in words of English, Hindi and Marathi.
pub(super) fn visit(cell: &str) -> Option<VisitKind> {
    const NAMES: &[(VisitKind, &[&str])] = &[
        (
            VisitKind::New,
            &["new", "first", "first visit", "new visit", "consultation", "opd", "नया", "पहली बार", "नवीन"],
        ),
        (VisitKind::FollowUp, &["follow up", "followup", "review", "revisit", "दोबारा", "फिर", "पुन्हा"]),
        (VisitKind::Vaccine, &["vaccine", "vaccination", "immunisation", "immunization", "टीका", "लस"]),
        (VisitKind::Report, &["report", "reports", "report reading", "रिपोर्ट"]),
    ];
    let word = fold(&cell.replace('_', " "));
    NAMES.iter().find(|(_, names)| names.iter().any(|n| fold(n) == word)).map(|(kind, _)| *kind)
}

/// How GST looks at a supply, in a word.
pub(super) fn treatment(cell: &str) -> Option<Treatment> {
    const NAMES: &[(Treatment, &[&str])] = &[
        (Treatment::Exempt, &["exempt", "exempted", "no", "छूट"]),
        (Treatment::Nil, &["nil", "nil rated", "zero", "0", "शून्य"]),
        (Treatment::Taxable, &["taxable", "yes", "कर योग्य"]),
        (Treatment::Outside, &["outside", "outside gst", "non gst", "GST से बाहर"]),
    ];
    let word = fold(cell);
    NAMES.iter().find(|(_, names)| names.iter().any(|n| fold(n) == word)).map(|(treatment, _)| *treatment)
}

/// A percentage in hundredths of one: `5`, `12 %`, `2.5%`.
pub(super) fn hundredths(cell: &str) -> Option<i64> {
    let bare = cell.trim().trim_end_matches('%').trim();
    // A percentage has two decimals, as an amount has.
    Paise::parse(bare).ok().map(|hundredths| hundredths.0).filter(|h| *h <= 10_000)
}

/// ISO weekdays, 1 for Monday: `Mon`, `Monday to Friday`, `Mon, Wed`, `daily`, `सोमवार`.
pub(super) fn weekdays(cell: &str) -> Option<Vec<i64>> {
    const NAMES: [(&str, &[&str]); 7] = [
        ("monday", &["सोमवार", "सोम"]),
        ("tuesday", &["मंगलवार", "मंगळवार", "मंगल", "मंगळ"]),
        ("wednesday", &["बुधवार", "बुध"]),
        ("thursday", &["गुरुवार", "गुरूवार", "बृहस्पतिवार", "गुरु"]),
        ("friday", &["शुक्रवार", "शुक्र"]),
        ("saturday", &["शनिवार", "शनि"]),
        ("sunday", &["रविवार", "इतवार", "रवि"]),
    ];
    let named = |word: &str| {
        let word = word.trim().trim_end_matches('.').to_lowercase();
        let is = |(name, others): &(&str, &[&str])| {
            (word.len() >= 2 && word.is_ascii() && name.starts_with(&word)) || others.contains(&word.as_str())
        };
        let number = word.parse::<i64>().ok().filter(|n| (1..=7).contains(n));
        number.or_else(|| NAMES.iter().position(is).and_then(|at| i64::try_from(at + 1).ok()))
    };
    if matches!(cell.trim().to_lowercase().as_str(), "daily" | "all" | "every day" | "all days" | "रोज़" | "रोज")
    {
        return Some((1..=7).collect());
    }
    let mut days = Vec::new();
    for part in cell.split([',', ';', '/', '&', '+']) {
        let ends: Vec<&str> = part.split('-').flat_map(|p| p.split(" to ")).flat_map(|p| p.split(" से ")).collect();
        match ends.as_slice() {
            [one] => days.push(named(one)?),
            [first, last] => {
                let (first, last) = (named(first)?, named(last)?);
                // Saturday to Monday goes over the end of the week.
                days.extend((0..7).map(|n| (first + n - 1) % 7 + 1).take(((last - first).rem_euclid(7) + 1) as usize));
            }
            _ => return None,
        }
    }
    days.sort_unstable();
    days.dedup();
    Some(days)
}

/// Minutes after midnight: `9`, `9:30`, `09.30`, `5:30 pm`, `17:00`.
pub(super) fn minute(cell: &str) -> Option<i64> {
    let text: String = cell.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let bare = text.trim_end_matches("a.m.").trim_end_matches("p.m.").trim_end_matches("am").trim_end_matches("pm");
    let (hours, minutes) = bare.split_once([':', '.']).unwrap_or((bare, "0"));
    // A spreadsheet may have added seconds.
    let minutes = minutes.split(':').next().unwrap_or(minutes);
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    let hours = match (text[bare.len()..].chars().next(), hours) {
        (Some('a'), 12) => 0,
        (Some('p'), 1..=11) => hours + 12,
        (Some(_), 1..=12) | (None, _) => hours,
        (Some(_), _) => return None,
    };
    let minute = hours * 60 + minutes;
    ((0..60).contains(&minutes) && (0..=24 * 60).contains(&minute)).then_some(minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekdays_are_read_as_people_write_them() {
        for (cell, days) in [
            ("Mon", vec![1]),
            ("tuesday", vec![2]),
            ("7", vec![7]),
            ("Mon-Fri", vec![1, 2, 3, 4, 5]),
            ("Monday to Wednesday", vec![1, 2, 3]),
            ("Sat - Mon", vec![1, 6, 7]),
            ("Mon, Wed & Fri", vec![1, 3, 5]),
            ("सोमवार", vec![1]),
            ("daily", vec![1, 2, 3, 4, 5, 6, 7]),
        ] {
            assert_eq!(weekdays(cell), Some(days), "{cell}");
        }
        for cell in ["", "8", "Mo-Tu-We", "someday", "m"] {
            assert_eq!(weekdays(cell), None, "{cell}");
        }
    }

    #[test]
    fn percentages_are_read_without_a_float() {
        for (cell, hundredths_of_one) in [("5", 500), ("12 %", 1_200), ("2.5%", 250), ("0", 0), ("100", 10_000)] {
            assert_eq!(hundredths(cell), Some(hundredths_of_one), "{cell}");
        }
        for cell in ["", "five", "-5", "101", "5.125"] {
            assert_eq!(hundredths(cell), None, "{cell}");
        }
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        for (cell, at) in [
            ("9", 540),
            ("9:30", 570),
            ("09.30", 570),
            ("17:00", 1020),
            ("5:30 PM", 1050),
            ("12 am", 0),
            ("12:15 p.m.", 735),
            ("24:00", 1440),
            ("17:00:00", 1020),
        ] {
            assert_eq!(minute(cell), Some(at), "{cell}");
        }
        for cell in ["", "25", "9:60", "14 pm", "nine", "-1", "24:01"] {
            assert_eq!(minute(cell), None, "{cell}");
        }
    }
}
