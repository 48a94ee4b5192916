//! When invented patients come: how many on which day, and at what time.

use model::day::{Day, Weekday};
use rand::RngExt;
use rand::rngs::Xoshiro256PlusPlus as Dice;

const MINUTE: i64 = 60_000;

/// Opening times of a day, minutes from midnight.
const OPEN: &[(i64, i64)] = &[(9 * 60, 13 * 60), (17 * 60, 20 * 60 + 30)];

/// The last day is still going on: it ends in the middle of its morning, at this minute.
pub(super) const LAST_MINUTE: i64 = 11 * 60 + 30;

/// The opening times of the last day.
const LAST: &[(i64, i64)] = &[(9 * 60, LAST_MINUTE)];

/// What happens at the counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// Somebody who has never been here.
    New,
    /// Somebody who has.
    Again,
}

/// One arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Arrival {
    pub(super) what: What,
    pub(super) day: Day,
    /// UTC milliseconds.
    pub(super) at: i64,
    /// Nobody comes after this one on its day.
    pub(super) last_of_day: bool,
}

/// Everything that happens, in order. It holds one day at a time.
pub(super) struct Calendar {
    days: Vec<Day>,
    zone: i64,
    /// Nothing is later than this, UTC milliseconds.
    now: i64,
    totals: [u64; 2],
    gone: usize,
    done: [u64; 2],
}

impl Calendar {
    /// From the day `years` before `today` to `today`: working days, `new` patients evenly, `again` as many
    /// visits more, ever denser as a clinic gets known.
    pub(super) fn new(today: Day, years: u32, new: u64, again: u64, zone: i64, now: i64) -> Self {
        let mut days = Vec::new();
        let mut day = first_day(today, years);
        while day < today {
            if day.weekday() != Weekday::Sun {
                days.push(day);
            }
            day = day.plus_days(1);
        }
        days.push(today);
        Self { days, zone, now, totals: [new, again], gone: 0, done: [0, 0] }
    }

    /// What happens on the next day; `None` after the last.
    pub(super) fn next_day(&mut self, dice: &mut Dice) -> Option<Vec<Arrival>> {
        let day = *self.days.get(self.gone)?;
        self.gone += 1;
        let (gone, of) = (self.gone as u128, self.days.len() as u128);
        let due = [
            // Somebody on the first day already, so that there is somebody to come again.
            (u128::from(self.totals[0]) * gone).div_ceil(of),
            u128::from(self.totals[1]) * gone * gone / (of * of),
        ];
        let mut counts = [0, 0];
        for i in 0..2 {
            let due = u64::try_from(due[i]).unwrap_or(u64::MAX);
            counts[i] = due - self.done[i];
            self.done[i] = due;
        }
        let all = counts[0] + counts[1];
        let hours = if self.gone == self.days.len() { LAST } else { OPEN };
        let midnight = day.starts_at(self.zone);
        let arrivals = (0..all).map(|i| {
            // The new ones are spread among the others, the first of the day being one where there is any.
            let new_by = |i: u64| (i * counts[0]).div_ceil(all);
            let what = if new_by(i + 1) > new_by(i) { What::New } else { What::Again };
            let at = midnight + moment(hours, i, all, dice.random_range(0..1_000));
            Arrival { what, day, at: at.min(self.now), last_of_day: i + 1 == all }
        });
        Some(arrivals.collect())
    }
}

/// The day on which a clinic began that has run for so many years.
pub(super) fn first_day(today: Day, years: u32) -> Day {
    today.plus_months(-12 * i32::try_from(years).unwrap_or(100)).plus_days(1)
}

/// The `i`th of `of` moments within the opening times, `within` thousandths of its share late: milliseconds
/// from midnight.
fn moment(hours: &[(i64, i64)], i: u64, of: u64, within: u64) -> i64 {
    let open: i64 = hours.iter().map(|(from, to)| (to - from) * MINUTE).sum();
    let share = u128::from(i) * 1_000 + u128::from(within);
    let at = u128::from(open.unsigned_abs()) * share / (u128::from(of) * 1_000);
    let mut left = i64::try_from(at).unwrap_or(0);
    for (from, to) in hours {
        let length = (to - from) * MINUTE;
        if left < length {
            return from * MINUTE + left;
        }
        left -= length;
    }
    hours.last().map_or(0, |h| h.1 * MINUTE)
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    fn all(new: u64, again: u64, years: u32, now: i64) -> Vec<Arrival> {
        let today = Day::parse_iso("2026-11-23").unwrap();
        let mut dice = Dice::seed_from_u64(1);
        let mut calendar = Calendar::new(today, years, new, again, 330, now);
        let mut all = Vec::new();
        while let Some(day) = calendar.next_day(&mut dice) {
            all.extend(day);
        }
        all
    }

    #[test]
    fn everybody_comes_in_order_and_the_last_today() {
        let arrivals = all(1_000, 4_000, 2, i64::MAX);
        assert_eq!(arrivals.iter().filter(|a| a.what == What::New).count(), 1_000);
        assert_eq!(arrivals.len(), 5_000);
        assert!(arrivals.windows(2).all(|w| w[0].at <= w[1].at));
        assert_eq!(arrivals[0].what, What::New);
        assert_eq!(arrivals.last().unwrap().day.to_iso(), "2026-11-23");
        assert!(arrivals.iter().all(|a| Day::at(a.at, 330) == a.day));
    }

    #[test]
    fn somebody_is_here_before_somebody_comes_again() {
        for new in 1..40 {
            assert_eq!(all(new, 4 * new, 1, i64::MAX)[0].what, What::New, "{new}");
        }
    }

    #[test]
    fn nothing_is_later_than_now() {
        let now = Day::parse_iso("2026-11-23").unwrap().starts_at(330) + 5 * 60 * MINUTE;
        assert!(all(1_000, 4_000, 1, now).iter().all(|a| a.at <= now));
    }
}
