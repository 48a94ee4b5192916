//! When somebody was last here, as it is said in a search.

use super::is_short;
use crate::day::{self, Day, Leaning};
use crate::digits;

/// The days on which the last visit was, and how many tokens said so.
pub(super) fn last_visit(tokens: &[&str], today: Day) -> Option<((Day, Day), usize)> {
    let (&first, rest) = tokens.split_first()?;
    match first {
        "last" | "पिछले" | "पिछली" | "पिछला" | "गत" => {
            let (&second, rest) = rest.split_first()?;
            if matches!(second, "visit" | "seen") {
                return last_visit(rest, today).map(|(range, taken)| (range, taken + 2));
            }
            return last(second, today).map(|range| (range, 2));
        }
        "this" | "इस" => {
            let range = match Period::named(rest.first()?)? {
                Period::Week => (today.week_start(), today.week_start().plus_days(6)),
                Period::Month => (today.month_start(), today.month_end()),
                Period::Year => whole_year(today.year())?,
            };
            return Some((range, 2));
        }
        "today" | "yesterday" | "आज" | "कल" | "परसों" => {
            let day = Day::parse(first, today, Leaning::Past).ok()?;
            return Some(((day, day), 1));
        }
        _ => {}
    }
    if let Some(year) = recent_year(first, today) {
        return Some((whole_year(year)?, 1));
    }
    if let (Some(month), Some(year)) = (day::month_named(first), rest.first().and_then(|t| recent_year(t, today))) {
        return Some((whole_month(year, month)?, 2));
    }
    if let Some((month, year)) = first.split_once(['/', '-']).filter(|(m, _)| is_short(m))
        && let Some(year) = recent_year(year, today)
    {
        return Some((whole_month(year, month.parse().ok()?)?, 1));
    }
    let day = written_date(first, today).filter(|d| d.plus_months(12 * 10) > today)?;
    Some(((day, day), 1))
}

enum Period {
    Week,
    Month,
    Year,
}

impl Period {
    fn named(word: &str) -> Option<Period> {
        Some(match word {
            "week" | "हफ्ते" | "हफ़्ते" | "हफ्ता" | "सप्ताह" => {
                Period::Week
            }
            "month" | "महीने" | "महीना" | "माह" | "महिन्यात" => Period::Month,
            "year" | "साल" | "वर्ष" => Period::Year,
            _ => return None,
        })
    }
}

/// What "last …" means: the whole week, month or year before this one, the latest such month that is over,
/// the latest such weekday before today.
fn last(word: &str, today: Day) -> Option<(Day, Day)> {
    match Period::named(word) {
        Some(Period::Week) => {
            let monday = today.week_start().plus_days(-7);
            return Some((monday, monday.plus_days(6)));
        }
        Some(Period::Month) => {
            let end = today.month_start().plus_days(-1);
            return Some((end.month_start(), end));
        }
        Some(Period::Year) => return whole_year(today.year() - 1),
        None => {}
    }
    if let Some(month) = day::month_named(word) {
        let year = if month < today.month() { today.year() } else { today.year() - 1 };
        return whole_month(year, month);
    }
    let is_word = !word.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
    let day = is_word.then(|| Day::parse(word, today, Leaning::Past).ok()).flatten()?;
    Some((day, day))
}

fn whole_year(year: i32) -> Option<(Day, Day)> {
    Some((Day::from_ymd(year, 1, 1)?, Day::from_ymd(year, 12, 31)?))
}

fn whole_month(year: i32, month: u32) -> Option<(Day, Day)> {
    let first = Day::from_ymd(year, month, 1)?;
    Some((first, first.month_end()))
}

/// A year in which a clinic that uses this program may have seen somebody.
fn recent_year(token: &str, today: Day) -> Option<i32> {
    let year = (token.len() == 4 && digits::all(token)).then(|| token.parse().ok())??;
    (2000..=today.year()).contains(&year).then_some(year)
}

/// A date in figures with day, month and year, not after today.
pub(super) fn written_date(token: &str, today: Day) -> Option<Day> {
    let parts = token.split(['/', '-', '.']);
    let is_date = parts.clone().count() == 3 && parts.into_iter().all(digits::all);
    is_date.then(|| Day::parse(token, today, Leaning::Past).ok()).flatten().filter(|day| *day <= today)
}
