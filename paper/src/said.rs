//! Amounts, rates and times as papers show them.

use model::day::Day;
use model::money::Paise;

use crate::Tongue;

/// `1,24,080.00`: an amount in a column that says what it is.
pub(crate) fn amount(paise: Paise) -> String {
    paise.to_string().replace('₹', "")
}

/// `2.5 %` of hundredths of a percent.
pub(crate) fn percent(hundredths: i64) -> String {
    let (whole, part) = (hundredths / 100, hundredths % 100);
    match part {
        0 => format!("{whole} %"),
        _ => format!("{} %", format!("{whole}.{part:02}").trim_end_matches('0')),
    }
}

/// `23/11/2026, 12:14` at the clinic.
pub(crate) fn moment(at: i64, zone_minutes: i64) -> String {
    format!("{}, {}", Day::at(at, zone_minutes), time(at, zone_minutes))
}

/// `12:14` at the clinic.
pub(crate) fn time(at: i64, zone_minutes: i64) -> String {
    let minutes = (at.div_euclid(60_000) + zone_minutes).rem_euclid(24 * 60);
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// `08/28`, as packs print their last month.
pub(crate) fn month(day: Day) -> String {
    format!("{:02}/{:02}", day.month(), day.year() % 100)
}

/// A sentence with the digits of its language, where its readers expect them on paper.
pub(crate) fn digits(text: &str, tongue: Tongue) -> String {
    match tongue {
        Tongue::Marathi => text.chars().map(devanagari).collect(),
        Tongue::English | Tongue::Hindi => text.to_owned(),
    }
}

fn devanagari(c: char) -> char {
    c.to_digit(10).and_then(|digit| char::from_u32('०' as u32 + digit)).unwrap_or(c)
}

/// The lines of a text that has something on them.
pub(crate) fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_said_without_idle_zeros() {
        for (rate, text) in [(500, "5 %"), (250, "2.5 %"), (125, "1.25 %"), (0, "0 %"), (1_800, "18 %")] {
            assert_eq!(percent(rate), text);
        }
    }

    #[test]
    fn a_time_is_the_clinics() {
        let at = Day::from_ymd(2026, 11, 23).unwrap().starts_at(330) + (12 * 60 + 14) * 60_000;
        assert_eq!(moment(at, 330), "23/11/2026, 12:14");
        assert_eq!(time(at, 0), "06:44");
        assert_eq!(month(Day::from_ymd(2028, 8, 31).unwrap()), "08/28");
    }

    #[test]
    fn marathi_has_its_own_digits() {
        assert_eq!(digits("6, 35", Tongue::Marathi), "६, ३५");
        assert_eq!(digits("6, 35", Tongue::Hindi), "6, 35");
    }
}
