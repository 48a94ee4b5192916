//! An age in the unit in which it is said.

use std::fmt;

/// Nobody is registered as older than this, in years.
pub const OLDEST: u16 = 120;

/// An age in the unit in which it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Age {
    /// Whole years.
    Years(u16),
    /// Whole months.
    Months(u16),
    /// Days.
    Days(u16),
}

impl Age {
    /// The number.
    pub fn count(self) -> u16 {
        match self {
            Age::Years(n) | Age::Months(n) | Age::Days(n) => n,
        }
    }

    /// The sentence in `locales/` that says it, with the slot `count`.
    pub fn key(self) -> &'static str {
        match self {
            Age::Years(_) => "age-years",
            Age::Months(_) => "age-months",
            Age::Days(_) => "age-days",
        }
    }

    /// In whole years, rounded down.
    pub fn years(self) -> u16 {
        match self {
            Age::Years(n) => n,
            Age::Months(n) => n / 12,
            Age::Days(n) => n / 366,
        }
    }

    /// Reads `45`, `45y`, `8m`, `6w`, `10d`, `1y6m`, `45 years`, `८ महीने`; a bare number is years.
    pub(crate) fn parse(text: &str) -> Option<Age> {
        let mut months = 0_u32;
        let mut last = None;
        let mut rest = text;
        while !rest.is_empty() {
            let length = rest.bytes().take_while(u8::is_ascii_digit).count();
            let (number, after) = rest.split_at(length);
            let n: u32 = number.parse().ok().filter(|n| *n <= 99_999)?;
            let after = after.trim_start();
            let length = after.find(|c: char| c.is_ascii_digit()).unwrap_or(after.len());
            let (word, after) = after.split_at(length);
            let unit = Unit::named(word.trim())?;
            match (last, unit) {
                (None, Unit::Years) => months = n * 12,
                (None, _) => months = n,
                // "1 y 6 m" is one age in months; no other pair is said at a counter.
                (Some(Unit::Years), Unit::Months) if n < 12 => months += n,
                _ => return None,
            }
            last = Some(unit);
            rest = after;
        }
        let narrow = |n: u32| u16::try_from(n).unwrap_or(u16::MAX);
        match last? {
            Unit::Years => Some(Age::Years(narrow(months / 12))),
            Unit::Months => Some(Age::Months(narrow(months))),
            Unit::Weeks => Some(Age::Days(narrow(months * 7))),
            Unit::Days => Some(Age::Days(narrow(months))),
        }
    }

    pub(super) fn is_possible(self) -> bool {
        match self {
            Age::Years(n) => n <= OLDEST,
            Age::Months(n) => n <= OLDEST * 12,
            Age::Days(n) => u32::from(n) <= u32::from(OLDEST) * 365,
        }
    }
}

/// `45y`, `8m`, `10d`: the part of the text form, and what may be typed.
impl fmt::Display for Age {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Age::Years(n) => write!(f, "{n}y"),
            Age::Months(n) => write!(f, "{n}m"),
            Age::Days(n) => write!(f, "{n}d"),
        }
    }
}

#[derive(Clone, Copy)]
pub(super) enum Unit {
    Years,
    Months,
    Weeks,
    Days,
}

impl Unit {
    fn named(word: &str) -> Option<Unit> {
        Some(match word.trim_end_matches('.') {
            "" | "y" | "yr" | "yrs" | "year" | "years" | "साल" | "वर्ष" => Unit::Years,
            "m" | "mo" | "mth" | "mths" | "month" | "months" | "माह" | "महीना" | "महीने" | "महिने" => {
                Unit::Months
            }
            "w" | "wk" | "wks" | "week" | "weeks" | "हफ्ता" | "हफ्ते" | "हफ़्ते" | "सप्ताह" => {
                Unit::Weeks
            }
            "d" | "day" | "days" | "दिन" => Unit::Days,
            _ => return None,
        })
    }
}
