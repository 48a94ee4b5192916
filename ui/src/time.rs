//! Moments as the clinic reads them: its zone, its calendar, the interface's language.

use model::day::Day;
use model::words::Arg;
use yew::AttrValue;

use crate::words::W;

/// The web view's clock, UTC milliseconds.
pub fn clock() -> i64 {
    js_sys::Date::now() as i64
}

/// A moment taken apart in the clinic's zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Local {
    /// The clinic's day.
    pub day: Day,
    /// 0 to 23.
    pub hour: i64,
    /// 0 to 59.
    pub minute: i64,
}

impl Local {
    /// The moment `ms` (UTC) in a zone of `zone` minutes east of UTC.
    pub fn at(ms: i64, zone: i64) -> Self {
        let day = Day::at(ms, zone);
        let minutes = (ms + zone * 60_000).div_euclid(60_000).rem_euclid(1440);
        Self { day, hour: minutes / 60, minute: minutes % 60 }
    }

    /// `11:40`.
    pub fn time(&self) -> String {
        format!("{:02}:{:02}", self.hour, self.minute)
    }

    /// `23/11/2026`.
    pub fn date(&self) -> String {
        format!("{:02}/{:02}/{}", self.day.day(), self.day.month(), self.day.year())
    }

    /// `Monday, 23 November 2026`.
    pub fn long(&self, w: &W) -> AttrValue {
        let weekday = w.t(&format!("weekday-{}", self.weekday()));
        let month = w.t(&format!("month-{}", self.day.month()));
        w.tw(
            "date-long",
            &[
                ("weekday", Arg::from(weekday.as_str())),
                ("day", Arg::from(i64::from(self.day.day()))),
                ("month", Arg::from(month.as_str())),
                ("year", Arg::from(i64::from(self.day.year()))),
            ],
        )
    }

    fn weekday(&self) -> u32 {
        self.day.weekday().number_from_monday()
    }

    /// `Mon 23/11/2026, 11:40`.
    pub fn short(&self, w: &W) -> String {
        format!("{} {}, {}", w.t(&format!("weekday-short-{}", self.weekday())), self.date(), self.time())
    }
}

/// `11:40` if that is today, else `23/11/2026, 11:40`.
pub fn when(ms: i64, now: i64, zone: i64) -> String {
    let (at, today) = (Local::at(ms, zone), Local::at(now, zone));
    if at.date() == today.date() { at.time() } else { format!("{}, {}", at.date(), at.time()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_in_the_clinics_zone() {
        // 2026-11-23 06:10 UTC is 11:40 in India, a Monday.
        let at = Local::at(1_795_414_200_000, 330);
        assert_eq!((at.date().as_str(), at.time().as_str(), at.weekday()), ("23/11/2026", "11:40", 1));
    }

    #[test]
    fn the_day_turns_at_the_clinics_midnight() {
        let at = Local::at(1_709_143_200_000, 330); // 2024-02-28 18:00 UTC
        assert_eq!((at.date().as_str(), at.time().as_str()), ("28/02/2024", "23:30"));
        assert_eq!(Local::at(1_709_145_000_000, 330).date(), "29/02/2024");
    }
}
