//! Phone numbers as they are dialled in India, and from abroad.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::digits;
use crate::fault::Refusal;

/// A phone number.
///
/// As text (and in JSON) an Indian number is its 10 digits without `+91` or the leading 0: a mobile, or a
/// landline with its STD code. A number from abroad is `+` and 7 to 15 digits (ITU-T E.164).
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Phone(String);

/// Why a typed phone number was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// Not the 10 digits of an Indian number.
    #[error("a phone number has 10 digits")]
    Digits,
    /// `+` and a country code, but too short or too long.
    #[error("a number from abroad has + and 7 to 15 digits")]
    Abroad,
}

impl PhoneError {
    /// The sentence in `locales/`.
    pub fn key(self) -> &'static str {
        match self {
            PhoneError::Digits => "field-phone",
            PhoneError::Abroad => "field-phone-abroad",
        }
    }
}

impl From<PhoneError> for Refusal {
    fn from(e: PhoneError) -> Self {
        Refusal(e.key())
    }
}

impl Phone {
    /// Reads a number as typed, with or without `+91`, `0091`, a leading 0, spaces, dashes, dots and brackets.
    pub fn parse(text: &str) -> Result<Phone, PhoneError> {
        let mut bare: String = digits::ungrouped(text).chars().filter(|c| !matches!(c, '.' | '(' | ')')).collect();
        if let Some(rest) = bare.strip_prefix("00").filter(|rest| !rest.starts_with('0')) {
            bare = format!("+{rest}");
        }
        match bare.strip_prefix('+') {
            Some(rest) if !rest.starts_with("91") => {
                let fits = digits::all(rest) && (7..=15).contains(&rest.len()) && !rest.starts_with('0');
                if fits { Ok(Phone(bare)) } else { Err(PhoneError::Abroad) }
            }
            Some(rest) => indian(rest.get(2..).unwrap_or_default()),
            None if bare.len() == 12 && bare.starts_with("91") => indian(bare.get(2..).unwrap_or_default()),
            None => indian(&bare),
        }
    }

    /// The kept text; see [`Phone`].
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The digits alone: 10 for an Indian number, with the country code for another.
    pub fn digits(&self) -> &str {
        self.0.trim_start_matches('+')
    }

    /// Whether it is an Indian number.
    pub fn is_indian(&self) -> bool {
        !self.0.starts_with('+')
    }

    /// Whether it can be an Indian mobile number, to which messages may go.
    pub fn is_mobile(&self) -> bool {
        self.0.starts_with(['6', '7', '8', '9'])
    }

    /// All but the last four digits hidden: `XXXXXX2278`.
    pub fn masked(&self) -> String {
        let digits = self.digits();
        let hidden = digits.len().saturating_sub(4);
        format!("{}{}", "X".repeat(hidden), digits.get(hidden..).unwrap_or_default())
    }
}

fn indian(digits: &str) -> Result<Phone, PhoneError> {
    let national = digits.strip_prefix('0').unwrap_or(digits);
    let fits = digits::all(national) && national.len() == 10 && !national.starts_with('0');
    if fits { Ok(Phone(national.to_owned())) } else { Err(PhoneError::Digits) }
}

/// As it is read aloud: `90000 00142`, `+12025550123`.
impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.split_at_checked(5) {
            Some((first, second)) if self.is_indian() => write!(f, "{first} {second}"),
            _ => f.write_str(&self.0),
        }
    }
}

/// Masked, so that no log line carries a number.
impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone({})", self.masked())
    }
}

impl Serialize for Phone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Phone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Phone, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        Phone::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_indian_number_is_its_ten_digits() {
        for text in [
            "9000000142",
            "90000 00142",
            "90000-00142",
            "+91 90000 00142",
            "+91-9000000142",
            "919000000142",
            "09000000142",
            "0091 90000 00142",
            "+91 090000 00142",
            "९००००००१४२",
        ] {
            assert_eq!(Phone::parse(text).as_ref().map(Phone::as_str), Ok("9000000142"), "{text}");
        }
    }

    #[test]
    fn a_landline_has_its_std_code() {
        let phone = Phone::parse("(020) 2000 0100").unwrap();
        assert_eq!(phone.digits(), "2020000100");
        assert!(!phone.is_mobile());
        assert!(Phone::parse("9000000142").unwrap().is_mobile());
    }

    #[test]
    fn a_number_from_abroad_keeps_its_country() {
        let phone = Phone::parse("+1 (202) 555-0123").unwrap();
        assert_eq!(phone.to_string(), "+12025550123");
        assert_eq!(phone.digits(), "12025550123");
        assert!(!phone.is_mobile() && !phone.is_indian());
    }

    #[test]
    fn other_texts_say_why() {
        for text in
            ["", "900000014", "90000001422", "0000000000", "2000 0100", "phone", "9000000142x", "+91 900", "९०००"]
        {
            assert_eq!(Phone::parse(text), Err(PhoneError::Digits), "{text}");
        }
        for text in ["+1 20", "+", "+12345678901234567", "+44x0000000"] {
            assert_eq!(Phone::parse(text), Err(PhoneError::Abroad), "{text}");
        }
    }

    #[test]
    fn only_the_last_four_digits_are_shown() {
        let phone = Phone::parse("9000002278").unwrap();
        assert_eq!(phone.masked(), "XXXXXX2278");
        assert_eq!(format!("{phone:?}"), "Phone(XXXXXX2278)");
        assert_eq!(phone.to_string(), "90000 02278");
    }

    proptest! {
        #[test]
        fn a_phone_is_read_back_from_its_texts(text in "(0|91|\\+91 |\\+44 )?[1-9][0-9]{4}[ -]?[0-9]{5}") {
            if let Ok(phone) = Phone::parse(&text) {
                prop_assert_eq!(&Phone::parse(phone.as_str()).unwrap(), &phone);
                prop_assert_eq!(&Phone::parse(&phone.to_string()).unwrap(), &phone);
            }
        }

        #[test]
        fn nothing_typed_panics(text in ".{0,24}") {
            let _ = Phone::parse(&text);
        }
    }
}
