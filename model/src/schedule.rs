//! When a doctor sees patients, and who has booked.

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
