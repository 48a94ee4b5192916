//! The number under which a business is registered for GST, and the states that issue it.

use std::fmt;

use crate::digits;
use crate::fault::Refusal;

/// A GSTIN: state (2 digits), PAN (10), entity (1), a letter (nearly always Z) and a check character.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Gstin(String);

/// A state or union territory as GST counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// Two digits, the first of a GSTIN and the place of supply in returns.
    pub code: &'static str,
    /// Two to five letters.
    pub short: &'static str,
    /// Its name in English.
    pub name: &'static str,
}

/// Why a typed GSTIN was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GstinError {
    /// Not 15 characters in the order of a GSTIN.
    #[error("a GSTIN has 15 letters and digits, first the 2 digits of the state")]
    Shape,
    /// No state has these two digits.
    #[error("no state has the first 2 digits of this GSTIN")]
    State,
    /// The check character does not fit the rest.
    #[error("this GSTIN does not add up")]
    Check,
}

impl GstinError {
    /// The sentence in `locales/`.
    pub fn key(self) -> &'static str {
        match self {
            GstinError::Shape => "field-gstin-shape",
            GstinError::State => "field-gstin-state",
            GstinError::Check => "field-gstin-check",
        }
    }
}

impl From<GstinError> for Refusal {
    fn from(e: GstinError) -> Self {
        Refusal(e.key())
    }
}

impl Gstin {
    /// Reads a GSTIN in upper or lower case, spaces and dashes ignored.
    pub fn parse(text: &str) -> Result<Gstin, GstinError> {
        let text = digits::ungrouped(text).to_ascii_uppercase();
        let shaped = text.len() == 15
            && text.bytes().enumerate().all(|(i, b)| match i {
                0 | 1 | 7..=10 => b.is_ascii_digit(),
                2..=6 | 11 => b.is_ascii_uppercase(),
                12 => b.is_ascii_uppercase() || matches!(b, b'1'..=b'9'),
                // Deductors and collectors of tax have another 14th character than Z.
                _ => b.is_ascii_uppercase() || b.is_ascii_digit(),
            });
        if !shaped {
            return Err(GstinError::Shape);
        }
        let gstin = Gstin(text);
        state(gstin.state_code()).ok_or(GstinError::State)?;
        if check_character(&gstin.0) == gstin.0.chars().last() { Ok(gstin) } else { Err(GstinError::Check) }
    }

    /// The 15 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The two digits of the state.
    pub fn state_code(&self) -> &str {
        self.0.get(..2).unwrap_or_default()
    }

    /// The state.
    pub fn state(&self) -> Option<State> {
        state(self.state_code())
    }

    /// The permanent account number of its owner.
    pub fn pan(&self) -> &str {
        self.0.get(2..12).unwrap_or_default()
    }

    /// Whether it is an ordinary taxpayer's, with Z before the check character; others deserve a warning.
    pub fn is_ordinary(&self) -> bool {
        self.0.as_bytes().get(13) == Some(&b'Z')
    }
}

impl fmt::Display for Gstin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The check character of the first 14: values 0 to 35, weights 1 and 2 in turn, the two base-36 digits of
/// each product added up, and the complement of the sum to 36.
fn check_character(text: &str) -> Option<char> {
    let mut sum = 0;
    for (c, weight) in text.chars().take(14).zip([1, 2].into_iter().cycle()) {
        let product = c.to_digit(36)? * weight;
        sum += product / 36 + product % 36;
    }
    char::from_digit((36 - sum % 36) % 36, 36).map(|c| c.to_ascii_uppercase())
}

/// The state of a two-digit code.
pub fn state(code: &str) -> Option<State> {
    STATES.iter().copied().find(|s| s.code == code)
}

/// Every code of the GST common portal that is still in use, and the two that old numbers carry.
pub const STATES: &[State] = &[
    named("01", "JK", "Jammu and Kashmir"),
    named("02", "HP", "Himachal Pradesh"),
    named("03", "PB", "Punjab"),
    named("04", "CH", "Chandigarh"),
    named("05", "UK", "Uttarakhand"),
    named("06", "HR", "Haryana"),
    named("07", "DL", "Delhi"),
    named("08", "RJ", "Rajasthan"),
    named("09", "UP", "Uttar Pradesh"),
    named("10", "BR", "Bihar"),
    named("11", "SK", "Sikkim"),
    named("12", "AR", "Arunachal Pradesh"),
    named("13", "NL", "Nagaland"),
    named("14", "MN", "Manipur"),
    named("15", "MZ", "Mizoram"),
    named("16", "TR", "Tripura"),
    named("17", "ML", "Meghalaya"),
    named("18", "AS", "Assam"),
    named("19", "WB", "West Bengal"),
    named("20", "JH", "Jharkhand"),
    named("21", "OD", "Odisha"),
    named("22", "CG", "Chhattisgarh"),
    named("23", "MP", "Madhya Pradesh"),
    named("24", "GJ", "Gujarat"),
    named("25", "DD", "Daman and Diu (old)"),
    named("26", "DNHDD", "Dadra and Nagar Haveli and Daman and Diu"),
    named("27", "MH", "Maharashtra"),
    named("28", "AP", "Andhra Pradesh (old)"),
    named("29", "KA", "Karnataka"),
    named("30", "GA", "Goa"),
    named("31", "LD", "Lakshadweep"),
    named("32", "KL", "Kerala"),
    named("33", "TN", "Tamil Nadu"),
    named("34", "PY", "Puducherry"),
    named("35", "AN", "Andaman and Nicobar Islands"),
    named("36", "TG", "Telangana"),
    named("37", "AP", "Andhra Pradesh"),
    named("38", "LA", "Ladakh"),
    named("97", "OT", "Other territory"),
];

const fn named(code: &'static str, short: &'static str, name: &'static str) -> State {
    State { code, short, name }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_number_that_adds_up_is_taken() {
        // The check characters of these made-up numbers come from another program's Luhn modulo 36.
        for text in ["27AAZFV0000Q1ZL", "27AAAFN0000D1Z9", "29AAACN0000D1ZB", "07AAAPS0000K2Z5"] {
            assert_eq!(Gstin::parse(text).as_ref().map(Gstin::as_str), Ok(text));
        }
        let gstin = Gstin::parse(" 27 aazfv0000q 1zl ").unwrap();
        assert_eq!(gstin.state().unwrap().name, "Maharashtra");
        assert_eq!(gstin.pan(), "AAZFV0000Q");
        assert!(gstin.is_ordinary());
    }

    #[test]
    fn a_deductors_number_is_taken_but_not_ordinary() {
        assert!(!Gstin::parse("33AAACN0000D1DV").unwrap().is_ordinary());
    }

    #[test]
    fn other_texts_say_why() {
        for text in [
            "",
            "27AAZFV0000Q1Z",
            "27AAZFV0000Q1ZLX",
            "A7AAZFV0000Q1ZL",
            "27AAZFV00O0Q1ZL",
            "27AAZFV0000Q0ZL",
            "२७AAZFV0000Q1Zé",
        ] {
            assert_eq!(Gstin::parse(text), Err(GstinError::Shape), "{text}");
        }
        assert_eq!(Gstin::parse("27AAZFV0000Q1ZM"), Err(GstinError::Check));
        assert_eq!(Gstin::parse("99AAZFV0000Q1ZL"), Err(GstinError::State));
    }

    #[test]
    fn no_code_is_there_twice() {
        for (i, s) in STATES.iter().enumerate() {
            assert!(STATES[..i].iter().all(|t| t.code < s.code), "{}", s.code);
        }
    }

    proptest! {
        #[test]
        fn one_wrong_character_is_noticed(at in 2_usize..14, with in "[0-9A-Z]") {
            let good = "27AAZFV0000Q1ZL";
            let mut bad = good.to_owned();
            bad.replace_range(at..=at, &with);
            prop_assert_eq!(Gstin::parse(&bad).is_ok(), bad == good);
        }

        #[test]
        fn nothing_typed_panics(text in ".{0,20}") {
            let _ = Gstin::parse(&text);
        }
    }
}
