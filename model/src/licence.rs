//! The two licences under which a chemist sells at retail.

use std::fmt;

use crate::fault::Refusal;

/// The retail drug licences of a pharmacy: form 20 (drugs other than those of Schedules C, C(1) and X) and
/// form 21 (drugs of Schedules C and C(1)), Drugs Rules 1945, rule 61.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrugLicences {
    form_20: String,
    form_21: String,
}

/// Why typed licence numbers were not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LicenceError {
    /// One number alone.
    #[error("only the form 20 number is here; add the form 21 number after a comma")]
    OnlyOne,
    /// Not two numbers of letters, digits, dashes and slashes.
    #[error("type the form 20 and form 21 numbers with a comma between them")]
    Shape,
    /// The same number twice.
    #[error("form 20 and form 21 have one number each")]
    Same,
}

impl LicenceError {
    /// The sentence in `locales/`.
    pub fn key(self) -> &'static str {
        match self {
            LicenceError::OnlyOne => "field-licence-20-21",
            LicenceError::Shape => "field-licence-shape",
            LicenceError::Same => "field-licence-same",
        }
    }
}

impl From<LicenceError> for Refusal {
    fn from(e: LicenceError) -> Self {
        Refusal(e.key())
    }
}

impl DrugLicences {
    /// Reads `MH-PZ3-000112, MH-PZ3-000113`: the form 20 number, a comma, the form 21 number. States number
    /// licences each in their own way, so only letters, digits, dashes, slashes, dots and spaces are asked for.
    pub fn parse(text: &str) -> Result<DrugLicences, LicenceError> {
        let mut numbers = text.split(',').map(|n| n.split_whitespace().collect::<Vec<_>>().join(" "));
        let first = numbers.next().filter(|n| is_number(n)).ok_or(LicenceError::Shape)?;
        let second = numbers.next().filter(|n| !n.is_empty()).ok_or(LicenceError::OnlyOne)?;
        if !is_number(&second) || numbers.next().is_some() {
            return Err(LicenceError::Shape);
        }
        if first.eq_ignore_ascii_case(&second) {
            return Err(LicenceError::Same);
        }
        Ok(DrugLicences { form_20: first, form_21: second })
    }

    /// The form 20 number.
    pub fn form_20(&self) -> &str {
        &self.form_20
    }

    /// The form 21 number.
    pub fn form_21(&self) -> &str {
        &self.form_21
    }
}

fn is_number(text: &str) -> bool {
    text.len() >= 3
        && text.bytes().any(|b| b.is_ascii_digit())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'/' | b'.' | b' '))
}

/// As kept: both numbers with a comma between them.
impl fmt::Display for DrugLicences {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.form_20, self.form_21)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_numbers_are_read() {
        let both = DrugLicences::parse(" MH-PZ3-000112 ,MH-PZ3-000113 ").unwrap();
        assert_eq!((both.form_20(), both.form_21()), ("MH-PZ3-000112", "MH-PZ3-000113"));
        assert_eq!(both.to_string(), "MH-PZ3-000112, MH-PZ3-000113");
    }

    #[test]
    fn what_is_missing_is_said() {
        for (text, why) in [
            ("MH-PZ3-000112", LicenceError::OnlyOne),
            ("MH-PZ3-000112, ", LicenceError::OnlyOne),
            ("", LicenceError::Shape),
            (", MH-PZ3-000113", LicenceError::Shape),
            ("MH-PZ3-000112, none", LicenceError::Shape),
            ("MH-PZ3-000112, <b>21</b>", LicenceError::Shape),
            ("20-1, 21-1, 20B-1", LicenceError::Shape),
            ("MH-PZ3-000112, mh-pz3-000112", LicenceError::Same),
        ] {
            assert_eq!(DrugLicences::parse(text), Err(why), "{text}");
        }
    }
}
