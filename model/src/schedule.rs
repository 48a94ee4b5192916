//! When a doctor sees patients, and who has booked.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Id;
use crate::day::Day;
use crate::patient::{Patient, Visit, VisitKind};
use crate::tenancy::{Branch, User};

record! {
    /// How one doctor works here.
    pub struct Practice = 16 "practice" {
        /// Who.
        1 doctor: Id<User>, review;
        /// As printed below the name: General medicine.
        2 speciality: Option<String>, latest;
        /// Where they sit.
        3 room: Option<String>, latest;
        /// How many clinic days after a charged visit the next to the same doctor is free; 0 for none.
        4 free_days: i64, review;
        /// How many visits are free within them.
        5 free_visits: i64, review;
        /// How many more than its slots a session takes.
        6 overbook: i64, latest;
        /// Whether they see patients here now.
        7 active: bool, latest;
    }
}

record! {
    /// One session of a doctor's week. A doctor may have several a day.
    pub struct Hours = 17 "hours" {
        /// Whose.
        1 doctor: Id<User>, review;
        /// 1 for Monday to 7 for Sunday (ISO 8601).
        2 weekday: i64, review;
        /// Minutes after midnight at the clinic.
        3 opens: i64, review;
        /// Minutes after midnight at the clinic; later than `opens`.
        4 closes: i64, review;
        /// Minutes for one patient.
        5 slot: i64, review;
        /// How many patients one slot takes.
        6 per_slot: i64, review;
        /// Whether it still holds.
        7 active: bool, review;
    }
}

record! {
    /// Days on which a doctor, or the whole clinic, sees nobody.
    pub struct Closure = 18 "closure" {
        /// The doctor on leave; none closes the clinic.
        1 doctor: Option<Id<User>>, review;
        /// The first day.
        2 first: Day, review;
        /// The last day.
        3 last: Day, review;
        /// Diwali, family, a course.
        4 reason: Option<String>, latest;
        /// Whether it was called off.
        5 withdrawn: bool, review;
    }
}

record! {
    /// A doctor is late today: expected times shift. The latest entry of a day counts.
    pub struct Delay = 19 "delay" {
        /// Who.
        1 doctor: Id<User>, ledger;
        /// The day.
        2 day: Day, ledger;
        /// By how many minutes; 0 takes it back.
        3 minutes: i64, ledger;
        /// When it was said, UTC milliseconds.
        4 at: i64, ledger;
    }
}

choice! {
    /// How far an appointment has come.
    pub enum AppointmentState {
        /// Expected.
        Booked = "booked",
        /// Came, and has a token.
        Arrived = "arrived",
        /// Called off.
        Cancelled = "cancelled",
        /// Did not come.
        NoShow = "no_show",
    }
}

record! {
    /// A promise to see a patient at a time. What comes of it is a visit.
    pub struct Appointment = 20 "appointment" {
        /// Who comes.
        1 patient: Id<Patient>, review;
        /// Where.
        2 branch: Id<Branch>, latest;
        /// Whom they come to see.
        3 doctor: Id<User>, review;
        /// When the slot begins, UTC milliseconds.
        4 at: i64, review;
        /// How long, in minutes.
        5 minutes: i64, latest;
        /// Why.
        6 kind: VisitKind, latest;
        /// In the patient's words.
        7 reason: Option<String>, latest;
        /// How far.
        8 state: AppointmentState, review;
        /// The visit that came of it.
        9 visit: Option<Id<Visit>>, review;
        /// The first of the row or family that it was booked with.
        10 series: Option<Id<Appointment>>, latest;
        /// When the patient was told that it cannot be, UTC milliseconds.
        11 told_at: Option<i64>, latest;
    }
}

choice! {
    /// What happens to an appointment.
    pub enum AppointmentStep {
        /// The patient came.
        Arrive = "arrive",
        /// It is called off.
        Cancel = "cancel",
        /// The patient did not come.
        Miss = "miss",
        /// It is put elsewhere, or its token was called off: it is booked again.
        Rebook = "rebook",
    }
}

/// Each step, from where it may be taken, and where it leads.
pub const APPOINTMENT_STEPS: &[(AppointmentStep, &[AppointmentState], AppointmentState)] = {
    use AppointmentState::*;
    &[
        (AppointmentStep::Arrive, &[Booked, NoShow], Arrived),
        (AppointmentStep::Cancel, &[Booked, NoShow], Cancelled),
        (AppointmentStep::Miss, &[Booked], NoShow),
        (AppointmentStep::Rebook, &[Booked, NoShow, Arrived], Booked),
    ]
};

impl AppointmentState {
    /// Where a step leads from here, if it may be taken.
    pub fn after(self, step: AppointmentStep) -> Option<AppointmentState> {
        APPOINTMENT_STEPS.iter().find(|row| row.0 == step && row.1.contains(&self)).map(|row| row.2)
    }

    /// Whether it takes its slot.
    pub fn takes_room(self) -> bool {
        matches!(self, AppointmentState::Booked | AppointmentState::Arrived)
    }
}

/// One session of a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Session {
    /// 1 for Monday to 7 for Sunday.
    #[schemars(range(min = 1, max = 7))]
    pub weekday: i64,
    /// Minutes after midnight at the clinic.
    #[schemars(range(min = 0, max = 1439))]
    pub opens: i64,
    /// Minutes after midnight at the clinic; later than `opens`.
    #[schemars(range(min = 1, max = 1440))]
    pub closes: i64,
    /// Minutes for one patient.
    #[schemars(range(min = 1, max = 240))]
    pub slot: i64,
    /// How many patients one slot takes.
    #[schemars(range(min = 1, max = 50))]
    pub per_slot: i64,
}

impl From<&Hours> for Session {
    fn from(hours: &Hours) -> Self {
        let Hours { weekday, opens, closes, slot, per_slot, .. } = *hours;
        Self { weekday, opens, closes, slot, per_slot }
    }
}

/// How far ahead an open day is looked for.
const YEAR: i32 = 366;

/// When one doctor sees patients.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    /// The week.
    pub week: Vec<Session>,
    /// Closures of this doctor and of the whole clinic that hold.
    pub closures: Vec<Closure>,
}

impl Calendar {
    /// The closure that covers a day.
    pub fn closure(&self, day: Day) -> Option<&Closure> {
        self.closures.iter().find(|c| !c.withdrawn && (c.first..=c.last).contains(&day))
    }

    /// The sessions of a day in the order of their times; none on a closed one.
    pub fn sessions(&self, day: Day) -> Vec<Session> {
        if self.closure(day).is_some() {
            return Vec::new();
        }
        let weekday = i64::from(day.weekday().number_from_monday());
        let mut sessions: Vec<Session> = self.week.iter().filter(|s| s.weekday == weekday).copied().collect();
        sessions.sort_by_key(|s| s.opens);
        sessions
    }

    /// Whether the doctor sees patients on a day.
    pub fn is_open(&self, day: Day) -> bool {
        !self.sessions(day).is_empty()
    }

    /// The first open day after another, within a year.
    pub fn next_open(&self, after: Day) -> Option<Day> {
        (1..=YEAR).map(|n| after.plus_days(n)).find(|day| self.is_open(*day))
    }
}

/// Part of a session for one patient, or a few.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// When it begins, minutes after midnight at the clinic.
    pub minute: i64,
    /// How long, in minutes.
    pub minutes: i64,
    /// Which session of the day, from 0.
    pub session: usize,
    /// How many are booked.
    pub taken: i64,
    /// How many it takes.
    pub takes: i64,
}

/// Why nobody can be booked then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoRoom {
    /// No slot begins then.
    NoSlot,
    /// The slot is full.
    Full,
    /// The session has as many beyond its slots as it takes.
    Overbooked,
}

/// A doctor's day as far as it is booked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayBook {
    /// In the order of their times.
    pub slots: Vec<Slot>,
    /// How many more than its slots a session takes.
    pub overbook: i64,
}

impl DayBook {
    /// The slots of these sessions, with the appointments that begin at these minutes.
    pub fn new(sessions: &[Session], overbook: i64, booked: impl IntoIterator<Item = i64>) -> Self {
        let mut slots = Vec::new();
        for (session, s) in sessions.iter().enumerate() {
            let length = s.slot.max(1);
            let mut minute = s.opens;
            while minute + length <= s.closes {
                slots.push(Slot { minute, minutes: length, session, taken: 0, takes: s.per_slot });
                minute += length;
            }
        }
        let mut book = Self { slots, overbook };
        booked.into_iter().for_each(|minute| book.take(minute));
        book
    }

    /// Notes somebody who is booked then; hours that have changed since count in the slot that is there now.
    pub fn take(&mut self, minute: i64) {
        if let Some(slot) = self.slots.iter_mut().find(|s| (s.minute..s.minute + s.minutes).contains(&minute)) {
            slot.taken += 1;
        }
    }

    /// How many more the session takes beyond its slots.
    pub fn overbook_left(&self, session: usize) -> i64 {
        let over = self.slots.iter().filter(|s| s.session == session).map(|s| (s.taken - s.takes).max(0));
        (self.overbook - over.sum::<i64>()).max(0)
    }

    /// The slot that begins then, if it has room; a full one only with `overbook` and within the limit.
    ///
    /// # Errors
    /// Why not.
    pub fn room(&self, minute: i64, overbook: bool) -> Result<Slot, NoRoom> {
        let slot = self.slots.iter().find(|s| s.minute == minute).ok_or(NoRoom::NoSlot)?;
        match (slot.taken < slot.takes, overbook) {
            (true, _) => Ok(*slot),
            (false, false) => Err(NoRoom::Full),
            (false, true) if self.overbook_left(slot.session) > 0 => Ok(*slot),
            (false, true) => Err(NoRoom::Overbooked),
        }
    }

    /// The first slot with room that begins then or later.
    pub fn free_from(&self, minute: i64) -> Option<Slot> {
        self.slots.iter().find(|s| s.minute >= minute && s.taken < s.takes).copied()
    }

    /// The slot with room whose beginning is nearest, the earlier of two.
    pub fn free_near(&self, minute: i64) -> Option<Slot> {
        let free = self.slots.iter().filter(|s| s.taken < s.takes);
        free.min_by_key(|s| ((s.minute - minute).abs(), s.minute)).copied()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    fn session(weekday: i64, opens: i64, closes: i64) -> Session {
        Session { weekday, opens, closes, slot: 15, per_slot: 1 }
    }

    fn closed(first: &str, last: &str, withdrawn: bool) -> Closure {
        let (first, last) = (day(first), day(last));
        Closure { id: Id::default(), doctor: None, first, last, reason: None, withdrawn }
    }

    #[test]
    fn the_next_open_day_is_the_first_with_hours_and_without_a_closure() {
        // 23 November 2026 is a Monday.
        let calendar = Calendar {
            week: vec![session(1, 540, 600), session(4, 540, 600)],
            closures: vec![closed("2026-11-24", "2026-11-26", false), closed("2026-11-30", "2026-11-30", true)],
        };
        assert!(calendar.is_open(day("2026-11-23")) && !calendar.is_open(day("2026-11-26")));
        assert_eq!(calendar.next_open(day("2026-11-23")), Some(day("2026-11-30")));
        assert_eq!(calendar.next_open(day("2026-11-30")), Some(day("2026-12-03")));
        assert_eq!(Calendar::default().next_open(day("2026-11-23")), None);
    }

    #[test]
    fn a_session_takes_no_more_beyond_its_slots_than_it_may() {
        let sessions = [session(1, 540, 570), session(1, 1020, 1050)];
        let mut book = DayBook::new(&sessions, 1, [540, 555]);
        assert_eq!(book.room(540, false), Err(NoRoom::Full));
        assert_eq!(book.room(541, true), Err(NoRoom::NoSlot));
        assert!(book.room(540, true).is_ok());
        book.take(540);
        assert_eq!(book.room(555, true), Err(NoRoom::Overbooked));
        assert_eq!(book.free_from(0).map(|s| s.minute), Some(1020), "the other session has room of its own");
        assert_eq!(book.free_near(560).map(|s| s.minute), Some(1020));
    }

    #[test]
    fn an_appointment_of_older_hours_counts_in_the_slot_that_is_there_now() {
        let book = DayBook::new(&[session(1, 540, 570)], 0, [550, 700]);
        assert_eq!(book.slots.iter().map(|s| s.taken).collect::<Vec<_>>(), [1, 0]);
    }

    #[test]
    fn every_step_of_an_appointment_leads_somewhere_and_an_arrived_one_is_not_called_off() {
        for step in AppointmentStep::ALL {
            assert!(AppointmentState::ALL.iter().any(|s| s.after(*step).is_some()), "{step:?}");
        }
        assert_eq!(AppointmentState::Arrived.after(AppointmentStep::Cancel), None);
        assert_eq!(AppointmentState::Cancelled.after(AppointmentStep::Arrive), None);
    }

    fn sessions() -> impl Strategy<Value = Vec<Session>> {
        prop::collection::vec((0i64..8, 1i64..180, 1i64..60, 1i64..4), 1..4).prop_map(|parts| {
            let one = |(at, (gap, length, slot, per_slot)): (usize, (i64, i64, i64, i64))| {
                let opens = at as i64 * 300 + gap;
                Session { weekday: 1, opens, closes: opens + length, slot, per_slot }
            };
            parts.into_iter().enumerate().map(one).collect()
        })
    }

    proptest! {
        #[test]
        fn slots_lie_in_their_sessions_one_after_the_other(sessions in sessions()) {
            let book = DayBook::new(&sessions, 0, []);
            for slot in &book.slots {
                let session = sessions[slot.session];
                prop_assert!(session.opens <= slot.minute && slot.minute + slot.minutes <= session.closes);
            }
            prop_assert!(book.slots.windows(2).all(|w| w[0].minute + w[0].minutes <= w[1].minute));
        }

        #[test]
        fn whoever_is_booked_fits(sessions in sessions(), overbook in 0i64..4,
                                  wanted in prop::collection::vec((0i64..900, any::<bool>()), 0..60)) {
            let mut book = DayBook::new(&sessions, overbook, []);
            for (minute, over) in wanted {
                let Some(near) = book.slots.iter().min_by_key(|s| (s.minute - minute).abs()).copied() else { break };
                if book.room(near.minute, over).is_ok() {
                    book.take(near.minute);
                }
                if let Some(free) = book.free_near(minute) {
                    prop_assert!(book.room(free.minute, false).is_ok());
                }
            }
            for session in 0..sessions.len() {
                let over: i64 = book.slots.iter().filter(|s| s.session == session).map(|s| (s.taken - s.takes).max(0)).sum();
                prop_assert!(over <= overbook);
            }
        }
    }
}
