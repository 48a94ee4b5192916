//! A day of the clinic's calendar.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use chrono::Weekday;

use crate::digits;
use crate::fault::Refusal;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// A civil date without a time or a zone: days since 1970-01-01, within the years 1 to 9999.
///
/// As text it is `1961-07-04`; on screen `04/07/1961` ([`fmt::Display`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// Which way a date leans that was typed without a full year, or as a weekday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaning {
    /// The latest such day that is not after today: births, visits.
    Past,
    /// The earliest such day that is not before today: appointments, expiry.
    Ahead,
}

/// Why a typed date was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DayError {
    /// It does not look like a date.
    #[error("type a date such as 12/3/84, today or +5d")]
    Shape,
    /// It looks like one, but the calendar has no such day.
    #[error("the calendar has no such day")]
    NoSuchDay,
}

impl DayError {
    /// The sentence in `locales/`.
    pub fn key(self) -> &'static str {
        match self {
            DayError::Shape => "field-day",
            DayError::NoSuchDay => "field-day-none",
        }
    }
}

impl From<DayError> for Refusal {
    fn from(e: DayError) -> Self {
        Refusal(e.key())
    }
}

impl crate::value::Datum for Day {
    const SHAPE: crate::value::Shape = crate::value::Shape::Int;

    fn to_value(&self) -> crate::Value {
        crate::Value::Int(i64::from(self.0))
    }

    fn from_value(value: &crate::Value) -> Option<Self> {
        i64::from_value(value).map(Day::from_epoch_days)
    }
}

impl Day {
    /// 1 January of year 1.
    pub const MIN: Day = Day(-719_162);
    /// 31 December 9999.
    pub const MAX: Day = Day(2_932_896);

    /// The day of that year, month (1-12) and day of the month, if the calendar has it.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Day> {
        if !(1..=9999).contains(&year) {
            return None;
        }
        NaiveDate::from_ymd_opt(year, month, day).map(Day::of)
    }

    /// The day that many days after 1970-01-01; the nearest end of the calendar where it lies outside.
    pub fn from_epoch_days(days: i64) -> Day {
        let days = days.clamp(Self::MIN.0.into(), Self::MAX.0.into());
        Day(i32::try_from(days).unwrap_or(0))
    }

    /// The clinic's day at a moment: UTC milliseconds, and the clinic's zone in minutes east of UTC.
    pub fn at(utc_ms: i64, zone_minutes: i64) -> Day {
        let local = utc_ms.saturating_add(zone_minutes.saturating_mul(MINUTE));
        Day::from_epoch_days(local.div_euclid(DAY))
    }

    /// When the day begins in a zone, UTC milliseconds; it ends before the next day's.
    pub fn starts_at(self, zone_minutes: i64) -> i64 {
        (i64::from(self.0) * DAY).saturating_sub(zone_minutes.saturating_mul(MINUTE))
    }

    /// Days since 1970-01-01.
    pub fn epoch_days(self) -> i32 {
        self.0
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.date().year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u32 {
        self.date().month()
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u32 {
        self.date().day()
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        self.date().weekday()
    }

    /// So many days later, or earlier where negative; it stops at the calendar's ends.
    pub fn plus_days(self, days: i32) -> Day {
        Day::from_epoch_days(i64::from(self.0) + i64::from(days))
    }

    /// So many calendar months later, or earlier; the 31st becomes the last day of a shorter month.
    pub fn plus_months(self, months: i32) -> Day {
        let by = Months::new(months.unsigned_abs());
        let date = self.date();
        let moved = if months < 0 { date.checked_sub_months(by) } else { date.checked_add_months(by) };
        match moved {
            Some(date) if (1..=9999).contains(&date.year()) => Day::of(date),
            _ if months < 0 => Day::MIN,
            _ => Day::MAX,
        }
    }

    /// The first day of its month.
    pub fn month_start(self) -> Day {
        self.date().with_day(1).map_or(self, Day::of)
    }

    /// The last day of its month.
    pub fn month_end(self) -> Day {
        self.month_start().plus_months(1).plus_days(-1)
    }

    /// The Monday of its week.
    pub fn week_start(self) -> Day {
        let back = self.weekday().num_days_from_monday();
        self.date().checked_sub_days(Days::new(back.into())).map_or(self, Day::of)
    }

    /// `dd/mm` in today's year, else `dd/mm/yy`.
    pub fn short(self, today: Day) -> String {
        if self.year() == today.year() {
            format!("{:02}/{:02}", self.day(), self.month())
        } else {
            format!("{:02}/{:02}/{:02}", self.day(), self.month(), self.year().rem_euclid(100))
        }
    }

    /// `yyyy-mm-dd`.
    pub fn to_iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }

    /// Reads `yyyy-mm-dd` and nothing else.
    pub fn parse_iso(text: &str) -> Result<Day, DayError> {
        let shaped = text.len() == 10
            && text.bytes().enumerate().all(|(i, b)| match i {
                4 | 7 => b == b'-',
                _ => b.is_ascii_digit(),
            });
        if !shaped {
            return Err(DayError::Shape);
        }
        let part = |range: std::ops::Range<usize>| text.get(range).and_then(|t| t.parse().ok());
        match (part(0..4), part(5..7), part(8..10)) {
            (Some(y), Some(m), Some(d)) => {
                i32::try_from(y).ok().and_then(|y| Day::from_ymd(y, m, d)).ok_or(DayError::NoSuchDay)
            }
            _ => Err(DayError::Shape),
        }
    }

    /// Reads a date as people type it (ux.md, section 3).
    ///
    /// `12/3/84`, `12-3-1984`, `12.3.84`, `12 mar 84`, `12031984`, `120384`, `1984-03-12`, `12/3`,
    /// `today`, `tomorrow`, `yesterday`, `+5d`, `-2w`, `+3m`, `mon`. The day comes before the month. A
    /// missing or two-digit year leans as asked. A weekday is never today: `mon` on a Monday is a week away.
    pub fn parse(text: &str, today: Day, leaning: Leaning) -> Result<Day, DayError> {
        let text = digits::latin(text.trim()).to_lowercase();
        if let Some(day) = spoken(&text, today, leaning) {
            return Ok(day);
        }
        if let Some(day) = offset(&text, today) {
            return Ok(day);
        }
        if let Ok(day) = Day::parse_iso(&text) {
            return Ok(day);
        }
        let (day, month, year) = parts(&text).ok_or(DayError::Shape)?;
        match year {
            Year::Full(year) => Day::from_ymd(year, month, day),
            Year::TwoDigits(short) => {
                let century = today.year() - today.year().rem_euclid(100);
                nearest([-100, 0, 100].map(|c| century + c + short), day, month, today, leaning)
            }
            // 29/2 may be four or, around 2100, eight years away.
            Year::None => {
                let years: [i32; 17] = std::array::from_fn(|i| today.year() - 8 + i as i32);
                nearest(years, day, month, today, leaning)
            }
        }
        .ok_or(DayError::NoSuchDay)
    }

    fn of(date: NaiveDate) -> Day {
        Day::from_epoch_days((date - NaiveDate::default()).num_days())
    }

    fn date(self) -> NaiveDate {
        DateTime::from_timestamp_millis(i64::from(self.0) * DAY).unwrap_or_default().date_naive()
    }
}

/// The month (1-12) of an English or Hindi name or abbreviation of three letters or more.
pub fn month_named(word: &str) -> Option<u32> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    const HINDI: [&[&str]; 12] = [
        &["जनवरी"],
        &["फरवरी", "फ़रवरी"],
        &["मार्च"],
        &["अप्रैल", "एप्रिल"],
        &["मई", "मे"],
        &["जून"],
        &["जुलाई", "जुलै"],
        &["अगस्त", "ऑगस्ट"],
        &["सितंबर", "सितम्बर", "सप्टेंबर"],
        &["अक्टूबर", "अक्तूबर", "ऑक्टोबर"],
        &["नवंबर", "नवम्बर", "नोव्हेंबर"],
        &["दिसंबर", "दिसम्बर", "डिसेंबर"],
    ];
    let word = word.trim_end_matches('.').to_lowercase();
    let latin = NAMES.iter().position(|n| word.len() >= 3 && n.starts_with(&word));
    let at = latin.or_else(|| HINDI.iter().position(|names| names.contains(&word.as_str())))?;
    u32::try_from(at + 1).ok()
}

/// The weekday of an English or Hindi name or abbreviation.
fn weekday_named(word: &str) -> Option<Weekday> {
    if let Ok(day) = word.parse() {
        return Some(day);
    }
    Some(match word.strip_suffix("वार")? {
        "सोम" => Weekday::Mon,
        "मंगल" => Weekday::Tue,
        "बुध" => Weekday::Wed,
        "गुरु" | "गुरू" | "बृहस्पति" => Weekday::Thu,
        "शुक्र" => Weekday::Fri,
        "शनि" => Weekday::Sat,
        "रवि" | "इत" => Weekday::Sun,
        _ => return None,
    })
}

fn spoken(word: &str, today: Day, leaning: Leaning) -> Option<Day> {
    match word {
        "today" | "आज" => return Some(today),
        "yesterday" => return Some(today.plus_days(-1)),
        "tomorrow" => return Some(today.plus_days(1)),
        // One Hindi word for both neighbours of today; the leaning tells them apart.
        "कल" => return Some(today.plus_days(if leaning == Leaning::Past { -1 } else { 1 })),
        "परसों" => return Some(today.plus_days(if leaning == Leaning::Past { -2 } else { 2 })),
        _ => {}
    }
    let wanted = weekday_named(word)?;
    let ahead = wanted.days_since(today.weekday());
    let ahead = i32::try_from(if ahead == 0 { 7 } else { ahead }).unwrap_or(7);
    Some(match leaning {
        Leaning::Ahead => today.plus_days(ahead),
        Leaning::Past if ahead == 7 => today.plus_days(-7),
        Leaning::Past => today.plus_days(ahead - 7),
    })
}

fn offset(text: &str, today: Day) -> Option<Day> {
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' | '−' => -1,
        _ => return None,
    };
    let body: String = text.chars().skip(1).filter(|c| !c.is_whitespace()).collect();
    let number: String = body.chars().take_while(char::is_ascii_digit).collect();
    let by = sign * number.parse::<i32>().ok().filter(|n| *n <= 9999)?;
    Some(match body.get(number.len()..)? {
        "" | "d" | "day" | "days" => today.plus_days(by),
        "w" | "week" | "weeks" => today.plus_days(by * 7),
        "m" | "month" | "months" => today.plus_months(by),
        "y" | "year" | "years" => today.plus_months(by * 12),
        _ => return None,
    })
}

enum Year {
    None,
    TwoDigits(i32),
    Full(i32),
}

/// Day, month and year of a date in figures, or with the month's name in the middle.
fn parts(text: &str) -> Option<(u32, u32, Year)> {
    if digits::all(text) {
        return match text.len() {
            6 | 8 => Some((number(&text[0..2])?, number(&text[2..4])?, year(&text[4..])?)),
            _ => None,
        };
    }
    let split: Vec<&str> =
        text.split(|c: char| matches!(c, '/' | '-' | '.') || c.is_whitespace()).filter(|p| !p.is_empty()).collect();
    let (day, month, rest) = match split.as_slice() {
        [day, month] => (day, month, None),
        [day, month, rest] => (day, month, Some(*rest)),
        _ => return None,
    };
    let month = number(month).or_else(|| month_named(month))?;
    Some((number(day)?, month, rest.map_or(Some(Year::None), year)?))
}

fn number(text: &str) -> Option<u32> {
    (digits::all(text) && text.len() <= 2).then(|| text.parse().ok())?
}

fn year(text: &str) -> Option<Year> {
    let value = digits::all(text).then(|| text.parse().ok())??;
    match text.len() {
        2 => Some(Year::TwoDigits(value)),
        4 => Some(Year::Full(value)),
        _ => None,
    }
}

fn nearest<const N: usize>(years: [i32; N], day: u32, month: u32, today: Day, leaning: Leaning) -> Option<Day> {
    let days = years.into_iter().filter_map(|year| Day::from_ymd(year, month, day));
    match leaning {
        Leaning::Past => days.filter(|d| *d <= today).max(),
        Leaning::Ahead => days.filter(|d| *d >= today).min(),
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}/{:02}/{:04}", self.day(), self.month(), self.year())
    }
}

impl FromStr for Day {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Day, DayError> {
        Day::parse_iso(text)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_iso())
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        Day::parse_iso(&text).map_err(serde::de::Error::custom)
    }
}

impl schemars::JsonSchema for Day {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date" })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    fn typed(text: &str, leaning: Leaning) -> Result<String, DayError> {
        // A Monday.
        Day::parse(text, day("2026-11-23"), leaning).map(Day::to_iso)
    }

    #[test]
    fn the_ends_of_the_calendar_are_its_constants() {
        assert_eq!(Day::MIN.to_iso(), "0001-01-01");
        assert_eq!(Day::MAX.to_iso(), "9999-12-31");
        assert_eq!(day("1970-01-01").epoch_days(), 0);
    }

    #[test]
    fn the_clinics_day_begins_in_its_own_zone() {
        let midnight = 1_795_372_200_000;
        assert_eq!(Day::at(midnight, 330).to_iso(), "2026-11-23");
        assert_eq!(Day::at(midnight - 1, 330).to_iso(), "2026-11-22");
        assert_eq!(day("2026-11-23").starts_at(330), midnight);
        assert_eq!(Day::at(-1, 0).to_iso(), "1969-12-31");
        assert_eq!(Day::at(i64::MAX, i64::MAX), Day::MAX);
    }

    #[test]
    fn a_date_is_shown_with_the_day_first() {
        assert_eq!(day("1961-07-04").to_string(), "04/07/1961");
        assert_eq!(day("2026-07-04").short(day("2026-11-23")), "04/07");
        assert_eq!(day("2024-03-14").short(day("2026-11-23")), "14/03/24");
    }

    #[test]
    fn dates_in_figures_are_read_day_first() {
        for text in [
            "12/3/84",
            "12-03-1984",
            "12.3.84",
            "12 mar 84",
            "12/March/1984",
            "12031984",
            "120384",
            "1984-03-12",
            "१२/३/८४",
        ] {
            assert_eq!(typed(text, Leaning::Past).as_deref(), Ok("1984-03-12"), "{text}");
        }
        assert_eq!(typed("12 मार्च 84", Leaning::Past).as_deref(), Ok("1984-03-12"));
    }

    #[test]
    fn a_short_year_leans_as_asked() {
        assert_eq!(typed("23/11/26", Leaning::Past).as_deref(), Ok("2026-11-23"));
        assert_eq!(typed("24/11/26", Leaning::Past).as_deref(), Ok("1926-11-24"));
        assert_eq!(typed("23/11/26", Leaning::Ahead).as_deref(), Ok("2026-11-23"));
        assert_eq!(typed("22/11/26", Leaning::Ahead).as_deref(), Ok("2126-11-22"));
        assert_eq!(typed("24/11", Leaning::Past).as_deref(), Ok("2025-11-24"));
        assert_eq!(typed("1/2", Leaning::Ahead).as_deref(), Ok("2027-02-01"));
        assert_eq!(typed("29/2", Leaning::Ahead).as_deref(), Ok("2028-02-29"));
    }

    #[test]
    fn words_and_steps_count_from_today() {
        assert_eq!(typed("today", Leaning::Past).as_deref(), Ok("2026-11-23"));
        assert_eq!(typed("+5d", Leaning::Ahead).as_deref(), Ok("2026-11-28"));
        assert_eq!(typed("+2w", Leaning::Ahead).as_deref(), Ok("2026-12-07"));
        assert_eq!(typed("+ 3 m", Leaning::Ahead).as_deref(), Ok("2027-02-23"));
        assert_eq!(typed("-1d", Leaning::Past).as_deref(), Ok("2026-11-22"));
        assert_eq!(typed("कल", Leaning::Past).as_deref(), Ok("2026-11-22"));
        assert_eq!(typed("कल", Leaning::Ahead).as_deref(), Ok("2026-11-24"));
    }

    #[test]
    fn a_weekday_is_never_today() {
        assert_eq!(typed("mon", Leaning::Ahead).as_deref(), Ok("2026-11-30"));
        assert_eq!(typed("Monday", Leaning::Past).as_deref(), Ok("2026-11-16"));
        assert_eq!(typed("wed", Leaning::Ahead).as_deref(), Ok("2026-11-25"));
        assert_eq!(typed("sun", Leaning::Past).as_deref(), Ok("2026-11-22"));
        assert_eq!(typed("शुक्रवार", Leaning::Ahead).as_deref(), Ok("2026-11-27"));
    }

    #[test]
    fn what_is_no_date_says_why() {
        for text in ["", "soon", "12", "1/2/3/4", "12/3/984", "+d", "+5x", "123456789", "ab/cd/ef", "१"] {
            assert_eq!(typed(text, Leaning::Past), Err(DayError::Shape), "{text}");
        }
        for text in ["31/2/84", "0/1/84", "1/13/1984", "29/02/2025", "32011984", "2025-02-29"] {
            assert!(typed(text, Leaning::Past).is_err(), "{text}");
        }
        assert_eq!(typed("31/2/84", Leaning::Past), Err(DayError::NoSuchDay));
    }

    #[test]
    fn months_and_weeks_have_their_ends() {
        let d = day("2024-02-14");
        assert_eq!(d.month_start().to_iso(), "2024-02-01");
        assert_eq!(d.month_end().to_iso(), "2024-02-29");
        assert_eq!(d.week_start().to_iso(), "2024-02-12");
        assert_eq!(day("2024-03-31").plus_months(-1).to_iso(), "2024-02-29");
    }

    #[test]
    fn months_are_known_by_name_but_not_by_two_letters() {
        assert_eq!(month_named("Mar"), Some(3));
        assert_eq!(month_named("sept."), Some(9));
        assert_eq!(month_named("नवंबर"), Some(11));
        assert_eq!(month_named("ma"), None);
        assert_eq!(month_named(""), None);
    }

    #[test]
    fn json_is_iso_text() {
        let d = day("1961-07-04");
        assert_eq!(serde_json::to_string(&d).unwrap(), r#""1961-07-04""#);
        assert_eq!(serde_json::from_str::<Day>(r#""1961-07-04""#).unwrap(), d);
        assert!(serde_json::from_str::<Day>(r#""4/7/1961""#).is_err());
    }

    proptest! {
        #[test]
        fn every_day_survives_its_texts(n in Day::MIN.0..=Day::MAX.0) {
            let d = Day(n);
            prop_assert_eq!(Day::parse_iso(&d.to_iso()), Ok(d));
            prop_assert_eq!(Day::parse(&d.to_string(), Day(0), Leaning::Past), Ok(d));
            prop_assert_eq!(Day::from_ymd(d.year(), d.month(), d.day()), Some(d));
            prop_assert_eq!(Day::at(d.starts_at(330), 330), d);
        }

        #[test]
        fn a_short_year_is_never_on_the_wrong_side(d in 1u32..=28, m in 1u32..=12, y in 0u32..100, n in 0i32..40_000) {
            let today = Day(n);
            let text = format!("{d}/{m}/{y:02}");
            prop_assert!(Day::parse(&text, today, Leaning::Past).unwrap() <= today);
            prop_assert!(Day::parse(&text, today, Leaning::Ahead).unwrap() >= today);
        }

        #[test]
        fn nothing_typed_panics(text in ".{0,20}", n in Day::MIN.0..=Day::MAX.0) {
            let _ = Day::parse(&text, Day(n), Leaning::Past);
            let _ = Day::parse(&text, Day(n), Leaning::Ahead);
        }
    }
}
