//! When somebody was born, as well as it is known, and how old that makes them.

mod said;

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Value;
use crate::day::{Day, DayError, Leaning};
use crate::digits;
use crate::fault::Refusal;
use crate::value::{Datum, Shape};

use said::Unit;
pub use said::{Age, OLDEST};

/// Exact time since birth, in whole years, the months beyond them and the days beyond those.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Whole years.
    pub years: u16,
    /// Whole months beyond the years, 0 to 11.
    pub months: u16,
    /// Days beyond the months, 0 to 30.
    pub days: u16,
}

/// A birth, kept as precisely as it was said and no more: an age never becomes a birthday.
///
/// Text form, in JSON and in the database: `1961-07-04`; `~45y@2026-11-23` for an age said on a day (`y`,
/// `m`, `d`); `~1961` or `~1961-07` where only the year, or year and month, are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Birth {
    /// The date of birth.
    On(Day),
    /// About so old on the day on which it was said.
    About {
        /// As said, in the unit in which it was said.
        age: Age,
        /// The day of saying it.
        said: Day,
    },
    /// In that year, perhaps in that month.
    In {
        /// The year.
        year: u16,
        /// The month, 1 to 12.
        month: Option<u8>,
    },
}

/// Why a typed age or birth date was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AgeError {
    /// Neither an age nor a date.
    #[error("type an age such as 45, 8m or 10d, or a birth date such as 12/3/84")]
    Shape,
    /// The calendar has no such day.
    #[error("the calendar has no such day")]
    NoSuchDay,
    /// More than [`OLDEST`] years.
    #[error("an age is from 0 to 120 years")]
    TooOld,
    /// Born after today.
    #[error("the birth date is after today")]
    Future,
}

impl AgeError {
    /// The sentence in `locales/`.
    pub fn key(self) -> &'static str {
        match self {
            AgeError::Shape => "field-age",
            AgeError::NoSuchDay => "field-day-none",
            AgeError::TooOld => "field-age-range",
            AgeError::Future => "field-birth-future",
        }
    }
}

impl From<AgeError> for Refusal {
    fn from(e: AgeError) -> Self {
        Refusal(e.key())
    }
}

impl From<DayError> for AgeError {
    fn from(e: DayError) -> Self {
        match e {
            DayError::Shape => AgeError::Shape,
            DayError::NoSuchDay => AgeError::NoSuchDay,
        }
    }
}

impl Birth {
    /// Reads what is typed into "age or birth date", or the text form.
    ///
    /// `45`, `45y`, `8m`, `10d`, `6w`, `1y6m` are ages, "about", said today. `12/3/84`, `12031984`,
    /// `1984-03-12` are dates; a two-digit year is never in the future. `1961` and `07/1961` are a year and
    /// a month of birth. Digits of the Indic scripts count too.
    pub fn parse(text: &str, today: Day) -> Result<Birth, AgeError> {
        let text = digits::latin(text.trim()).to_lowercase();
        let birth = if let Ok(birth) = Birth::parse_text(&text) {
            birth
        } else if let Some(birth) = year_and_month(&text) {
            birth
        } else if let Some(age) = Age::parse(&text).filter(|_| !digits::all(&text) || text.len() <= 3) {
            Birth::About { age, said: today }
        } else if text.starts_with(|c: char| c.is_ascii_digit()) && !lacks_year(&text) {
            Birth::On(Day::parse(&text, today, Leaning::Past)?)
        } else {
            // Words that a date may be typed with, such as "today", are left to dates of visits.
            return Err(AgeError::Shape);
        };
        birth.check(today)?;
        Ok(birth)
    }

    /// Whether the birth is possible as of a day: not after it, and at most [`OLDEST`] years before.
    pub fn check(self, today: Day) -> Result<(), AgeError> {
        let (first, last) = self.between();
        let too_old = match self {
            Birth::About { age, .. } if !age.is_possible() => true,
            _ => last < today.plus_months(-12 * (i32::from(OLDEST) + 1)).plus_days(1),
        };
        if too_old {
            return Err(AgeError::TooOld);
        }
        let said_later = matches!(self, Birth::About { said, .. } if said > today);
        if first > today || said_later { Err(AgeError::Future) } else { Ok(()) }
    }

    /// The compact text that is kept; see [`Birth`].
    pub fn to_text(self) -> String {
        self.to_string()
    }

    /// Reads the kept text. It checks the form, not whether the age is possible today.
    pub fn parse_text(text: &str) -> Result<Birth, AgeError> {
        let Some(about) = text.strip_prefix('~') else {
            return Ok(Birth::On(Day::parse_iso(text)?));
        };
        if let Some((age, said)) = about.split_once('@') {
            let said = Day::parse_iso(said)?;
            let age = match age.split_at_checked(age.len().saturating_sub(1)) {
                Some((n, unit @ ("y" | "m" | "d"))) if digits::all(n) => {
                    let n = n.parse().map_err(|_| AgeError::TooOld)?;
                    match unit {
                        "y" => Age::Years(n),
                        "m" => Age::Months(n),
                        _ => Age::Days(n),
                    }
                }
                _ => return Err(AgeError::Shape),
            };
            return Ok(Birth::About { age, said });
        }
        let (year, month) = match about.split_once('-') {
            Some((year, month)) if month.len() == 2 => (year, Some(month)),
            Some(_) => return Err(AgeError::Shape),
            None => (about, None),
        };
        if year.len() != 4 || !digits::all(year) || !month.is_none_or(digits::all) {
            return Err(AgeError::Shape);
        }
        let year = year.parse().map_err(|_| AgeError::Shape)?;
        let month = month.map(str::parse).transpose().map_err(|_| AgeError::Shape)?;
        if year == 0 || !month.is_none_or(|m| (1..=12).contains(&m)) {
            return Err(AgeError::NoSuchDay);
        }
        Ok(Birth::In { year, month })
    }

    /// The first and the last day on which the birth may have been.
    pub fn between(self) -> (Day, Day) {
        match self {
            Birth::On(day) => (day, day),
            Birth::About { age: Age::Years(n), said } => months_before(said, i32::from(n) * 12, 12),
            Birth::About { age: Age::Months(n), said } => months_before(said, i32::from(n), 1),
            Birth::About { age: Age::Days(n), said } => {
                let day = said.plus_days(-i32::from(n));
                (day, day)
            }
            Birth::In { year, month } => {
                let first = Day::from_ymd(year.into(), month.unwrap_or(1).into(), 1).unwrap_or(Day::MIN);
                let months = if month.is_some() { 1 } else { 12 };
                (first, first.plus_months(months).plus_days(-1))
            }
        }
    }

    /// The year to print after "about", or of the date of birth.
    pub fn year(self) -> i32 {
        self.between().1.year()
    }

    /// Whether it is known only about.
    pub fn is_about(self) -> bool {
        !matches!(self, Birth::On(_))
    }

    /// The age on a day, counted from the latest day on which the birth may have been, so that an age said
    /// today reads today as it was said. Zero before the birth.
    pub fn span_on(self, day: Day) -> Span {
        let born = self.between().1;
        if day <= born {
            return Span { years: 0, months: 0, days: 0 };
        }
        let mut months = (day.year() - born.year()) * 12 + day.month() as i32 - born.month() as i32;
        if born.plus_months(months) > day {
            months -= 1;
        }
        let days = day.epoch_days() - born.plus_months(months).epoch_days();
        let narrow = |n: i32| u16::try_from(n).unwrap_or(u16::MAX);
        Span { years: narrow(months / 12), months: narrow(months % 12), days: narrow(days) }
    }

    /// The age on a day as it is shown: days below 1 month, months below 2 years, then years (ux.md,
    /// section 7), but never finer than what is known.
    pub fn age_on(self, day: Day) -> Age {
        let span = self.span_on(day);
        let months = span.years.saturating_mul(12).saturating_add(span.months);
        let finest = match self {
            Birth::On(_) | Birth::About { age: Age::Days(_), .. } => Unit::Days,
            Birth::About { age: Age::Months(_), .. } | Birth::In { month: Some(_), .. } => Unit::Months,
            Birth::About { age: Age::Years(_), .. } | Birth::In { month: None, .. } => Unit::Years,
        };
        match finest {
            Unit::Days if months < 1 => Age::Days(span.days),
            Unit::Days | Unit::Months if months < 24 => Age::Months(months),
            _ => Age::Years(span.years),
        }
    }
}

/// The days on which somebody was born who is `months` old on `said`, known to `within` months.
fn months_before(said: Day, months: i32, within: i32) -> (Day, Day) {
    (said.plus_months(-(months + within)).plus_days(1), said.plus_months(-months))
}

/// Two parts: a day and a month, which is a date elsewhere but no birth.
fn lacks_year(text: &str) -> bool {
    text.split(['/', '-', '.', ' ']).filter(|part| !part.is_empty()).count() == 2
}

/// `1961` or `07/1961`.
fn year_and_month(text: &str) -> Option<Birth> {
    let (month, year) = match text.split_once(['/', '-', '.']) {
        Some((month, year)) if digits::all(month) && month.len() <= 2 => (Some(month.parse().ok()?), year),
        Some(_) => return None,
        None => (None, text),
    };
    if !digits::all(year) || year.len() != 4 || !month.is_none_or(|m| (1..=12).contains(&m)) {
        return None;
    }
    let year: u16 = year.parse().ok()?;
    // Four digits below this are a day and a month, or a slip.
    (year >= 1850).then_some(Birth::In { year, month })
}

impl fmt::Display for Birth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Birth::On(day) => f.write_str(&day.to_iso()),
            Birth::About { age, said } => write!(f, "~{age}@{}", said.to_iso()),
            Birth::In { year, month: Some(month) } => write!(f, "~{year:04}-{month:02}"),
            Birth::In { year, month: None } => write!(f, "~{year:04}"),
        }
    }
}

impl Serialize for Birth {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_text())
    }
}

impl<'de> Deserialize<'de> for Birth {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Birth, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        Birth::parse_text(&text).map_err(serde::de::Error::custom)
    }
}

impl schemars::JsonSchema for Birth {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Birth".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "1961-07-04, or ~45y@2026-11-23 for an age said on a day, or ~1961, or ~1961-07",
            "pattern": r"^(\d{4}-\d{2}-\d{2}|~\d{1,5}[ymd]@\d{4}-\d{2}-\d{2}|~\d{4}(-\d{2})?)$"
        })
    }
}

impl Datum for Birth {
    const SHAPE: Shape = Shape::Text;

    fn to_value(&self) -> Value {
        Value::Text(self.to_text())
    }

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Text(text) => Birth::parse_text(text).ok(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    fn typed(text: &str) -> Result<String, AgeError> {
        Birth::parse(text, day("2026-11-23")).map(Birth::to_text)
    }

    fn shown(birth: &str, on: &str) -> String {
        Birth::parse_text(birth).unwrap().age_on(day(on)).to_string()
    }

    #[test]
    fn an_age_is_kept_as_said_on_the_day_it_was_said() {
        for (text, kept) in [
            ("45", "~45y@2026-11-23"),
            ("45y", "~45y@2026-11-23"),
            ("45 Yrs.", "~45y@2026-11-23"),
            ("४५", "~45y@2026-11-23"),
            ("४५ साल", "~45y@2026-11-23"),
            ("8m", "~8m@2026-11-23"),
            ("8 months", "~8m@2026-11-23"),
            ("10d", "~10d@2026-11-23"),
            ("6w", "~42d@2026-11-23"),
            ("1y6m", "~18m@2026-11-23"),
            ("1 y 6 m", "~18m@2026-11-23"),
            ("0", "~0y@2026-11-23"),
            ("120", "~120y@2026-11-23"),
        ] {
            assert_eq!(typed(text).as_deref(), Ok(kept), "{text}");
        }
    }

    #[test]
    fn a_birth_date_is_read_in_each_usual_form() {
        for text in ["4/7/61", "04/07/1961", "04071961", "1961-07-04", "4-7-1961", "4 jul 1961"] {
            assert_eq!(typed(text).as_deref(), Ok("1961-07-04"), "{text}");
        }
        assert_eq!(typed("24/11/26").as_deref(), Ok("1926-11-24"), "a short year is never ahead");
    }

    #[test]
    fn a_year_or_a_month_alone_stays_that() {
        assert_eq!(typed("1961").as_deref(), Ok("~1961"));
        assert_eq!(typed("7/1961").as_deref(), Ok("~1961-07"));
        assert_eq!(typed("~45y@2020-01-31").as_deref(), Ok("~45y@2020-01-31"), "the kept form is taken too");
    }

    #[test]
    fn impossible_ages_say_why() {
        for (text, why) in [
            ("", AgeError::Shape),
            ("old", AgeError::Shape),
            ("today", AgeError::Shape),
            ("+5d", AgeError::Shape),
            ("-3", AgeError::Shape),
            ("4.5", AgeError::Shape),
            ("1y15m", AgeError::Shape),
            ("6m1y", AgeError::Shape),
            ("1234", AgeError::Shape),
            ("121", AgeError::TooOld),
            ("999y", AgeError::TooOld),
            ("1900", AgeError::TooOld),
            ("1/1/1900", AgeError::TooOld),
            ("31/2/84", AgeError::NoSuchDay),
            ("24/11/2026", AgeError::Future),
            ("2027", AgeError::Future),
            ("12/2026", AgeError::Future),
            ("~5y@2026-11-24", AgeError::Future),
        ] {
            assert_eq!(typed(text), Err(why), "{text}");
        }
    }

    #[test]
    fn an_age_is_shown_in_days_then_months_then_years() {
        for (on, age) in [
            ("2026-01-31", "0d"),
            ("2026-02-27", "27d"),
            ("2026-02-28", "1m"),
            ("2027-01-30", "11m"),
            ("2028-01-30", "23m"),
            ("2028-01-31", "2y"),
            ("2025-12-31", "0d"),
        ] {
            assert_eq!(shown("2026-01-31", on), age, "{on}");
        }
    }

    #[test]
    fn an_age_that_was_said_grows_but_never_gets_finer() {
        assert_eq!(shown("~45y@2026-11-23", "2026-11-23"), "45y");
        assert_eq!(shown("~45y@2026-11-23", "2027-11-22"), "45y");
        assert_eq!(shown("~45y@2026-11-23", "2027-11-23"), "46y");
        assert_eq!(shown("~1y@2026-11-23", "2027-03-01"), "1y");
        assert_eq!(shown("~8m@2026-11-23", "2027-01-23"), "10m");
        assert_eq!(shown("~8m@2026-11-23", "2029-01-23"), "2y");
        assert_eq!(shown("~10d@2026-11-23", "2026-11-25"), "12d");
        assert_eq!(shown("~1961", "2026-11-23"), "64y");
    }

    #[test]
    fn about_a_year_means_a_year_of_possible_birthdays() {
        let (first, last) = Birth::parse_text("~45y@2026-11-23").unwrap().between();
        assert_eq!((first.to_iso().as_str(), last.to_iso().as_str()), ("1980-11-24", "1981-11-23"));
        assert_eq!(Birth::parse_text("~45y@2026-11-23").unwrap().year(), 1981);
    }

    #[test]
    fn a_span_has_years_months_and_days() {
        let span = Birth::On(day("1961-07-04")).span_on(day("2026-11-23"));
        assert_eq!(span, Span { years: 65, months: 4, days: 19 });
    }

    #[test]
    fn other_texts_are_not_births() {
        for text in [
            "",
            "~",
            "~y@2026-11-23",
            "~45@2026-11-23",
            "~45y",
            "~45y@",
            "~61",
            "~1961-7",
            "~1961-13",
            "~-5y@2026-11-23",
            "4/7/61",
            "~é@2026-11-23",
        ] {
            assert!(Birth::parse_text(text).is_err(), "{text}");
        }
    }

    fn any_birth() -> impl Strategy<Value = Birth> {
        let day = (-40_000_i64..40_000).prop_map(Day::from_epoch_days);
        let age = prop_oneof![
            (0_u16..=120).prop_map(Age::Years),
            (0_u16..=1440).prop_map(Age::Months),
            (0_u16..=400).prop_map(Age::Days),
        ];
        prop_oneof![
            day.clone().prop_map(Birth::On),
            (age, day).prop_map(|(age, said)| Birth::About { age, said }),
            (1850_u16..2100, proptest::option::of(1_u8..=12)).prop_map(|(year, month)| Birth::In { year, month }),
        ]
    }

    proptest! {
        #[test]
        fn every_birth_survives_its_text_and_json(birth in any_birth()) {
            prop_assert_eq!(Birth::parse_text(&birth.to_text()), Ok(birth));
            let json = serde_json::to_string(&birth).unwrap();
            prop_assert_eq!(serde_json::from_str::<Birth>(&json).unwrap(), birth);
            prop_assert_eq!(Birth::from_value(&birth.to_value()), Some(birth));
        }

        #[test]
        fn an_age_reads_as_said_on_the_day_it_was_said(years in 0_u16..=120, on in -10_000_i64..40_000) {
            let said = Day::from_epoch_days(on);
            let birth = Birth::parse(&years.to_string(), said).unwrap();
            prop_assert_eq!(birth.age_on(said), Age::Years(years));
        }

        #[test]
        fn months_read_as_said_too(months in 0_u16..24, on in -10_000_i64..40_000) {
            let said = Day::from_epoch_days(on);
            let birth = Birth::parse(&format!("{months}m"), said).unwrap();
            prop_assert_eq!(birth.age_on(said), Age::Months(months));
        }

        #[test]
        fn nobody_gets_younger(birth in any_birth(), on in -40_000_i64..60_000, later in 0_i64..5_000) {
            let (a, b) = (Day::from_epoch_days(on), Day::from_epoch_days(on + later));
            let months = |s: Span| (s.years, s.months);
            prop_assert!(months(birth.span_on(a)) <= months(birth.span_on(b)));
        }

        #[test]
        fn nothing_typed_panics(text in ".{0,20}") {
            let _ = Birth::parse(&text, day("2026-11-23"));
            let _ = Birth::parse_text(&text);
        }
    }
}
