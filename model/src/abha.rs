//! The health account of the Ayushman Bharat Digital Mission, and the part of an Aadhaar number that is kept.

mod card;

use std::fmt;

pub use card::AbhaCard;

use crate::digits;
use crate::fault::Refusal;

/// An ABHA number: 14 digits, kept without dashes as the V3 interfaces take it.
///
/// No check digit is tested: published sample numbers fail Verhoeff, and no official text asks for it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct AbhaNumber(String);

/// An ABHA address, `local@abdm` (`@sbx` in the sandbox), in lower case.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct AbhaAddress(String);

/// The last four digits of an Aadhaar number. More of it is never kept.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct AadhaarFour(String);

/// Why a typed identifier was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AbhaError {
    /// Not 14 digits.
    #[error("an ABHA number has 14 digits")]
    Number,
    /// Not a local part, `@` and `abdm` or `sbx`.
    #[error("an ABHA address looks like name@abdm")]
    Address,
    /// Not four digits.
    #[error("type only the last 4 digits of the Aadhaar number")]
    AadhaarFour,
}

impl AbhaError {
    /// The sentence in `locales/`.
    pub fn key(self) -> &'static str {
        match self {
            AbhaError::Number => "field-abha-number",
            AbhaError::Address => "field-abha-address",
            AbhaError::AadhaarFour => "field-aadhaar-four",
        }
    }
}

impl From<AbhaError> for Refusal {
    fn from(e: AbhaError) -> Self {
        Refusal(e.key())
    }
}

impl AbhaNumber {
    /// Reads 14 digits, with or without dashes and spaces anywhere.
    pub fn parse(text: &str) -> Result<Self, AbhaError> {
        let bare = digits::ungrouped(text);
        if bare.len() == 14 && digits::all(&bare) { Ok(Self(bare)) } else { Err(AbhaError::Number) }
    }

    /// The 14 digits, without dashes.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `XX-XXXX-XXXX-3421`.
    pub fn masked(&self) -> String {
        format!("XX-XXXX-XXXX-{}", self.0.get(10..).unwrap_or_default())
    }
}

/// `91-2345-6789-3421`: groups of 2, 4, 4 and 4.
impl fmt::Display for AbhaNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let group = |range: std::ops::Range<usize>| self.0.get(range).unwrap_or_default();
        write!(f, "{}-{}-{}-{}", group(0..2), group(2..6), group(6..10), group(10..14))
    }
}

/// Masked, so that no log line carries a number.
impl fmt::Debug for AbhaNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AbhaNumber({})", self.masked())
    }
}

impl AbhaAddress {
    /// Reads an address as patients have them, which is wider than the policy for new ones: a local part of
    /// four or more letters, digits, dots and underscores, a letter or digit at both ends.
    pub fn parse(text: &str) -> Result<Self, AbhaError> {
        let lower = digits::latin(text.trim()).to_ascii_lowercase();
        let (local, suffix) = lower.split_once('@').ok_or(AbhaError::Address)?;
        let inner = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_');
        let fits = matches!(suffix, "abdm" | "sbx")
            && local.len() >= 4
            && local.bytes().all(inner)
            && local.starts_with(|c: char| c.is_ascii_alphanumeric())
            && local.ends_with(|c: char| c.is_ascii_alphanumeric());
        if fits { Ok(Self(lower)) } else { Err(AbhaError::Address) }
    }

    /// The address in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last two characters before the `@`: `XXXXam@abdm`. It does not tell how long the rest is.
    pub fn masked(&self) -> String {
        let (local, suffix) = self.0.split_once('@').unwrap_or((&self.0, ""));
        format!("XXXX{}@{suffix}", local.get(local.len().saturating_sub(2)..).unwrap_or_default())
    }
}

impl fmt::Display for AbhaAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Masked, so that no log line carries an address.
impl fmt::Debug for AbhaAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AbhaAddress({})", self.masked())
    }
}

impl AadhaarFour {
    /// Reads exactly four digits; a whole Aadhaar number is refused, not shortened.
    pub fn parse(text: &str) -> Result<Self, AbhaError> {
        let bare = digits::ungrouped(text);
        if bare.len() == 4 && digits::all(&bare) { Ok(Self(bare)) } else { Err(AbhaError::AadhaarFour) }
    }

    /// The four digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `XXXX XXXX 1234`, as people know it from the masked card.
    pub fn masked(&self) -> String {
        format!("XXXX XXXX {}", self.0)
    }
}

impl fmt::Display for AadhaarFour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Without its digits, so that no log line carries them.
impl fmt::Debug for AadhaarFour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AadhaarFour(XXXX)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_number_has_fourteen_digits_in_any_grouping() {
        for text in ["91000000003421", "91-0000-0000-3421", "91 0000 0000 3421", "९१-००००-००००-३४२१"]
        {
            let number = AbhaNumber::parse(text).unwrap();
            assert_eq!(number.as_str(), "91000000003421");
            assert_eq!(number.to_string(), "91-0000-0000-3421");
            assert_eq!(number.masked(), "XX-XXXX-XXXX-3421");
            assert_eq!(format!("{number:?}"), "AbhaNumber(XX-XXXX-XXXX-3421)");
        }
        for text in ["", "9100000000342", "910000000034211", "91-0000-0000-342a"] {
            assert_eq!(AbhaNumber::parse(text), Err(AbhaError::Number), "{text}");
        }
    }

    #[test]
    fn published_numbers_that_fail_verhoeff_are_taken() {
        assert!(AbhaNumber::parse("22-7225-4829-5255").is_ok());
    }

    #[test]
    fn an_address_is_compared_in_lower_case() {
        assert_eq!(AbhaAddress::parse(" Sunita.Example@ABDM ").unwrap().as_str(), "sunita.example@abdm");
        assert_eq!(AbhaAddress::parse("91000000003421@sbx").unwrap().masked(), "XXXX21@sbx");
        for text in
            ["", "abc@abdm", ".abcd@abdm", "abcd_@abdm", "ab cd@abdm", "abcd@gmail", "abcd", "a@b@abdm", "सुनीता@abdm"]
        {
            assert_eq!(AbhaAddress::parse(text), Err(AbhaError::Address), "{text}");
        }
    }

    #[test]
    fn a_whole_aadhaar_number_is_refused() {
        assert_eq!(AadhaarFour::parse("0042").unwrap().masked(), "XXXX XXXX 0042");
        for text in ["", "42", "00000000 0042", "12a4"] {
            assert_eq!(AadhaarFour::parse(text), Err(AbhaError::AadhaarFour), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_number_is_read_back_as_shown(text in "[0-9]{14}") {
            let number = AbhaNumber::parse(&text).unwrap();
            prop_assert_eq!(number.as_str(), text.as_str());
            prop_assert_eq!(AbhaNumber::parse(&number.to_string()).unwrap(), number);
        }

        #[test]
        fn a_mask_never_shows_more_than_two_characters_of_an_address(local in "[a-z0-9]{4,30}") {
            let address = AbhaAddress::parse(&format!("{local}@abdm")).unwrap();
            prop_assert_eq!(address.masked().len(), "XXXXam@abdm".len());
        }

        #[test]
        fn nothing_typed_panics(text in ".{0,30}") {
            let _ = (AbhaNumber::parse(&text), AbhaAddress::parse(&text), AadhaarFour::parse(&text));
        }
    }
}
