//! Why the program ends early: one line that says what to do, and an exit code.

use std::fmt;

use model::{Fault, words::Words};

use crate::profile;

/// An end before the work was done.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The clinic said no.
    Clinic(Fault),
    /// The arguments or the machine are not as needed.
    Plain(String),
    /// The same, where the arguments could not be understood.
    Usage(String),
}

impl Failure {
    pub(crate) fn plain(sentence: impl Into<String>) -> Self {
        Self::Plain(sentence.into())
    }

    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Clinic(fault) => fault.exit_code(),
            Self::Plain(_) => 1,
            Self::Usage(_) => 2,
        }
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        // The dispatcher has said it in the language of the place; nobody else has.
        let said = !fault.message.is_empty();
        Self::Clinic(if said { fault } else { fault.said_in(&Words::new(profile::language())) })
    }
}

impl fmt::Display for Failure {
    /// One line, whatever it is made of.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::Clinic(fault) => fault.to_string(),
            Self::Plain(sentence) | Self::Usage(sentence) => sentence.clone(),
        };
        let words: Vec<&str> = text.split_whitespace().collect();
        f.write_str(&words.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_one_line() {
        let failure = Failure::plain("The disk\n  is full.\n");
        assert_eq!(failure.to_string(), "The disk is full.");
    }
}
