//! Hours, closed days, how each doctor works here.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Id;
use crate::command::Done;
use crate::commands::appointments::ToTell;
use crate::day::Day;
use crate::schedule::Closure;
pub use crate::schedule::Session;
use crate::tenancy::User;

/// Hours, practices and closures of all doctors.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct GetSchedule {
    /// Closures that end on or after this day; today where not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
}
command!(GetSchedule = "schedule.get", May(QueueView), Read -> Schedule);

/// The reply of `schedule.get`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Schedule {
    /// Everyone with the doctor's role, and whoever has hours here.
    pub doctors: Vec<DoctorRow>,
    /// Those that were not called off, the earliest first.
    pub closures: Vec<ClosureRow>,
}

/// One doctor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DoctorRow {
    /// Who.
    pub doctor: Id<User>,
    /// As colleagues call them.
    pub name: String,
    /// How they work here, with the defaults where nobody has said.
    pub practice: PracticeFields,
    /// The versions seen, for an edit; none where nobody has said how they work.
    pub stamp: Option<String>,
    /// The week, by weekday and time.
    pub hours: Vec<Session>,
}

/// How a doctor works here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PracticeFields {
    /// As printed below the name; an empty text clears.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 80))]
    pub speciality: Option<String>,
    /// Where they sit; an empty text clears.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 40))]
    pub room: Option<String>,
    /// How many clinic days after a charged visit the next to the same doctor is free; 0 for none.
    #[serde(default)]
    #[schemars(range(min = 0, max = 365))]
    pub free_days: i64,
    /// How many visits are free within them.
    #[serde(default)]
    #[schemars(range(min = 0, max = 20))]
    pub free_visits: i64,
    /// How many more than its slots a session takes.
    #[serde(default)]
    #[schemars(range(min = 0, max = 100))]
    pub overbook: i64,
    /// Whether they see patients here now.
    #[serde(default = "yes")]
    pub active: bool,
}

fn yes() -> bool {
    true
}

impl Default for PracticeFields {
    fn default() -> Self {
        Self { speciality: None, room: None, free_days: 0, free_visits: 0, overbook: 0, active: true }
    }
}

/// One closure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClosureRow {
    /// Which.
    pub closure: Id<Closure>,
    /// The versions seen.
    pub stamp: String,
    /// The doctor on leave; none closes the clinic.
    pub doctor: Option<Id<User>>,
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
    /// Diwali, family, a course.
    pub reason: Option<String>,
    /// How many booked patients have not been told yet.
    pub to_tell: u32,
}

/// Replaces a doctor's week. Appointments that were booked stay.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SetHours {
    /// Whose.
    pub doctor: Id<User>,
    /// The whole week; sessions of one day do not overlap. None at all: no hours.
    #[schemars(length(max = 42))]
    pub hours: Vec<Session>,
}
command!(SetHours = "schedule.set_hours", May(ScheduleManage), Write -> Done);

/// Says how a doctor works here.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SetPractice {
    /// Who.
    pub doctor: Id<User>,
    /// What was seen; none where nobody has said before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 4000))]
    pub stamp: Option<String>,
    /// All of it; what is as it was is no change.
    #[serde(flatten)]
    pub practice: PracticeFields,
}
command!(SetPractice = "schedule.set_practice", May(ScheduleManage), Write -> Done);

/// Closes days of one doctor or of the whole clinic.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct CloseDays {
    /// The doctor on leave; none closes the clinic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doctor: Option<Id<User>>,
    /// The first day.
    pub first: Day,
    /// The last day, at most a year later.
    pub last: Day,
    /// Diwali, family, a course.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 120))]
    pub reason: Option<String>,
}
command!(CloseDays = "schedule.close", May(ScheduleManage), Write -> Closed);

/// The reply of `schedule.close`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Closed {
    /// Which.
    pub closure: Id<Closure>,
    /// Who is booked on these days and must be told, with their phones whole, which is noted in the log. The same
    /// request again has the phones masked.
    pub to_tell: Vec<ToTell>,
}

/// Calls a closure off.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ReopenDays {
    /// Which.
    pub closure: Id<Closure>,
    /// What was seen.
    #[schemars(length(min = 1, max = 4000))]
    pub stamp: String,
}
command!(ReopenDays = "schedule.reopen", May(ScheduleManage), Write -> Done);

/// A doctor is late today: expected times shift.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct DoctorLate {
    /// Who.
    pub doctor: Id<User>,
    /// By how many minutes; 0 takes it back.
    #[schemars(range(min = 0, max = 720))]
    pub minutes: i64,
}
command!(DoctorLate = "doctors.late", May(QueueManage), Write -> Done);
