//! The postal index number of an Indian address.

use std::fmt;

use crate::digits;
use crate::fault::Refusal;

/// A PIN code: six digits, the first not 0.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pin(String);

/// The typed text is not a PIN code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a PIN code has 6 digits and does not begin with 0")]
pub struct PinError;

impl PinError {
    /// The sentence in `locales/`.
    pub fn key(self) -> &'static str {
        "field-pin"
    }
}

impl From<PinError> for Refusal {
    fn from(e: PinError) -> Self {
        Refusal(e.key())
    }
}

impl Pin {
    /// Reads six digits, with or without a gap.
    pub fn parse(text: &str) -> Result<Pin, PinError> {
        let bare = digits::ungrouped(text);
        let fits = bare.len() == 6 && digits::all(&bare) && !bare.starts_with('0');
        if fits { Ok(Pin(bare)) } else { Err(PinError) }
    }

    /// The six digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_code_has_six_digits() {
        assert_eq!(Pin::parse("411 038").unwrap().as_str(), "411038");
        assert_eq!(Pin::parse("४११०३८").unwrap().as_str(), "411038");
        for text in ["", "41103", "4110388", "011038", "41103a"] {
            assert_eq!(Pin::parse(text), Err(PinError), "{text}");
        }
    }
}
