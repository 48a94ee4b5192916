//! The clinic's time: the computer's clock, the known offset, and the doubt about it.

use std::sync::Mutex;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use model::commands::app::ClockQuestion;

use crate::lock;

/// How far back the clock may step without a question: time servers correct by less.
const TOLERANCE_MS: i64 = 2 * 60 * 1000;

/// How long the computer must have slept; where that cannot be asked, how far the clock must step ahead.
const SLEEP_MS: i64 = 30 * 1000;

/// How long after the newest entry a start is nothing to ask about.
const WEEK_MS: i64 = 7 * 24 * 60 * 60 * 1000;

/// A clock that starts at a given time and then runs, or the computer's own.
#[derive(Debug)]
pub(crate) struct Clock {
    started: Instant,
    set: Mutex<Set>,
}

#[derive(Debug)]
struct Set {
    /// The time that a demo profile was told to begin with.
    fixed: Option<i64>,
    offset: i64,
    question: Option<ClockQuestion>,
    /// The latest reading, and when by the clock that never steps.
    last: Option<(i64, Instant)>,
    slept: bool,
    /// How long the computer had slept in all at the latest reading, milliseconds; `None` where it does not say.
    asleep: Option<i64>,
}

impl Clock {
    /// The computer's clock, without an offset.
    pub(crate) fn system() -> Self {
        let set = Set { fixed: None, offset: 0, question: None, last: None, slept: false, asleep: asleep() };
        Self { started: Instant::now(), set: Mutex::new(set) }
    }

    /// Begins at `at`, UTC milliseconds, instead of the computer's time. For demo and practice profiles.
    pub(crate) fn fix(&self, at: i64) {
        let mut set = lock(&self.set);
        set.fixed = Some(at - i64::try_from(self.started.elapsed().as_millis()).unwrap_or(0));
        set.last = None;
    }

    /// What the computer's clock says, UTC milliseconds.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    pub(crate) fn said(&self) -> i64 {
        let mut set = lock(&self.set);
        let said = match set.fixed {
            Some(fixed) => fixed + i64::try_from(self.started.elapsed().as_millis()).unwrap_or(0),
            None => SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_millis() as i64),
        };
        if let Some((last, at)) = set.last {
            let expected = last + i64::try_from(at.elapsed().as_millis()).unwrap_or(0);
            let asleep = asleep();
            set.slept |= match (set.asleep, asleep) {
                // A clock that a time server puts right is no sleep: nobody is locked out over it.
                (Some(before), Some(now)) => now > before + SLEEP_MS,
                _ => said > expected + SLEEP_MS,
            };
            set.asleep = asleep;
            if said < expected - TOLERANCE_MS && set.question.is_none() {
                let says = said + set.offset;
                set.question = Some(ClockQuestion { reason: "wound_back".into(), says, newest: last + set.offset });
            }
        }
        set.last = Some((said, Instant::now()));
        said
    }

    /// Whether the computer has slept since this was asked last.
    pub(crate) fn has_slept(&self) -> bool {
        self.said();
        std::mem::take(&mut lock(&self.set).slept)
    }

    /// The clinic's time, UTC milliseconds.
    pub(crate) fn now(&self) -> i64 {
        self.said() + self.offset()
    }

    /// What is added to the computer's clock, milliseconds.
    pub(crate) fn offset(&self) -> i64 {
        lock(&self.set).offset
    }

    /// Takes an offset that was answered before.
    pub(crate) fn set_offset(&self, offset: i64) {
        lock(&self.set).offset = offset;
    }

    /// Compares with the time of the newest entry, when a profile is opened.
    pub(crate) fn compare(&self, newest: i64) {
        let says = self.now();
        let reason = if says < newest - TOLERANCE_MS {
            "behind"
        } else if says > newest + WEEK_MS {
            "ahead"
        } else {
            return;
        };
        lock(&self.set).question = Some(ClockQuestion { reason: reason.into(), says, newest });
    }

    /// What a person is being asked, the time in it being now.
    pub(crate) fn question(&self) -> Option<ClockQuestion> {
        let says = self.now();
        lock(&self.set).question.clone().map(|q| ClockQuestion { says, ..q })
    }

    /// The answer could not be kept: the question stands as it did.
    pub(crate) fn unanswered(&self, offset: i64, question: Option<ClockQuestion>) {
        let mut set = lock(&self.set);
        (set.offset, set.question, set.last) = (offset, question, None);
    }

    /// A person has answered.
    pub(crate) fn answered(&self, offset: i64) {
        let mut set = lock(&self.set);
        set.offset = offset;
        set.question = None;
        set.last = None;
    }
}

/// How long the computer has slept since it was started, milliseconds: by how much the clock that runs on while it
/// sleeps is ahead of the one that stands still.
#[cfg(target_os = "linux")]
fn asleep() -> Option<i64> {
    use rustix::time::{ClockId, clock_gettime};
    let ms = |clock| {
        let at = clock_gettime(clock);
        at.tv_sec * 1_000 + at.tv_nsec / 1_000_000
    };
    Some(ms(ClockId::Boottime) - ms(ClockId::Monotonic))
}

/// Other systems' clocks are not asked: a sleep shows as a step ahead of the time.
#[cfg(not(target_os = "linux"))]
fn asleep() -> Option<i64> {
    None
}

/// The UTC milliseconds of an RFC 3339 time.
pub(crate) fn instant(text: &str) -> Option<i64> {
    chrono::DateTime::parse_from_rfc3339(text).ok().map(|t| t.timestamp_millis())
}

/// The UTC milliseconds of a date and time at the clinic, `2026-11-23T11:40`, `zone` minutes east of UTC.
pub(crate) fn at_the_clinic(text: &str, zone: i64) -> Option<i64> {
    let local = chrono::NaiveDateTime::parse_from_str(text.trim(), "%Y-%m-%dT%H:%M").ok()?;
    Some(local.and_utc().timestamp_millis() - zone * 60_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_behind_the_newest_entry_is_asked_about() {
        let clock = Clock::system();
        clock.fix(1_000_000_000);
        clock.compare(1_000_000_000 + TOLERANCE_MS + 60_000);
        assert_eq!(clock.question().map(|q| q.reason), Some("behind".into()));
        clock.answered(0);
        assert_eq!(clock.question(), None);
    }

    #[test]
    fn a_clock_more_than_a_week_ahead_is_asked_about() {
        let clock = Clock::system();
        clock.fix(1_000_000_000);
        clock.compare(1_000_000_000 - WEEK_MS + 60_000);
        assert_eq!(clock.question(), None);
        clock.compare(1_000_000_000 - WEEK_MS - 60_000);
        assert_eq!(clock.question().map(|q| q.reason), Some("ahead".into()));
    }

    #[test]
    fn a_clock_that_is_wound_back_while_running_is_asked_about() {
        let clock = Clock::system();
        clock.fix(1_000_000_000);
        clock.said();
        lock(&clock.set).fixed = Some(1_000_000_000 - TOLERANCE_MS - 60_000);
        clock.said();
        assert_eq!(clock.question().map(|q| q.reason), Some("wound_back".into()));
    }

    #[test]
    fn a_sleep_shows_on_the_clock_that_runs_on_meanwhile() {
        let clock = Clock::system();
        let Some(slept) = asleep() else { return };
        clock.said();
        assert!(!clock.has_slept());
        lock(&clock.set).asleep = Some(slept - SLEEP_MS - 1_000);
        assert!(clock.has_slept());
        assert!(!clock.has_slept());
    }

    #[test]
    fn a_clock_that_is_put_right_by_minutes_is_no_sleep() {
        let clock = Clock::system();
        clock.fix(1_000_000_000);
        clock.said();
        lock(&clock.set).fixed = Some(1_000_000_000 + 10 * SLEEP_MS);
        assert_eq!(clock.has_slept(), asleep().is_none());
    }

    #[test]
    fn where_sleep_cannot_be_asked_it_shows_as_a_step_ahead() {
        let clock = Clock::system();
        clock.fix(1_000_000_000);
        clock.said();
        let mut set = lock(&clock.set);
        (set.asleep, set.last) = (None, Some((1_000_000_000 - SLEEP_MS - 1_000, Instant::now())));
        drop(set);
        assert!(clock.has_slept());
    }
}
