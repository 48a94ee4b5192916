//! Booking, moving and calling off appointments.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Id;
use crate::age::Birth;
use crate::command::Done;
use crate::day::Day;
use crate::patient::{Patient, Sex, Visit, VisitKind};
use crate::schedule::{Appointment, AppointmentState};
use crate::tenancy::User;

/// Books one appointment, or a row of them, or a family one after the other.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct BookAppointment {
    /// Who comes.
    pub patient: Id<Patient>,
    /// Whom they come to see.
    pub doctor: Id<User>,
    /// The day at the clinic.
    pub day: Day,
    /// When the slot begins, minutes after midnight at the clinic.
    #[schemars(range(min = 0, max = 1439))]
    pub minute: i64,
    /// Why.
    pub kind: VisitKind,
    /// In the patient's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 200))]
    pub reason: Option<String>,
    /// The same again, so many times.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat: Option<Repeat>,
    /// Others of the family, each in the next slot with room.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 9))]
    pub with: Vec<Id<Patient>>,
    /// Takes a full slot too, as far as the doctor's limit goes.
    #[serde(default)]
    pub overbook: bool,
    /// On a closed day, and on a full one of a row, takes the nearest slot with room of the next open day instead.
    #[serde(default)]
    pub move_to_open: bool,
}
command!(BookAppointment = "appointments.book", May(AppointmentBook), Write -> Booked);

choice! {
    /// What a row of appointments counts in.
    pub enum Every {
        /// Days.
        Day = "day",
        /// Weeks.
        Week = "week",
        /// Calendar months.
        Month = "month",
    }
}

/// A row of appointments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Repeat {
    /// Every so many.
    #[schemars(range(min = 1, max = 366))]
    pub every: i64,
    /// Of what.
    pub unit: Every,
    /// How many in all, the first among them.
    #[schemars(range(min = 2, max = 60))]
    pub count: i64,
}

/// The reply of `appointments.book`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Booked {
    /// In the order of their times.
    pub booked: Vec<BookedSlot>,
}

/// One appointment that was booked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BookedSlot {
    /// Which.
    pub appointment: Id<Appointment>,
    /// Who comes.
    pub patient: Id<Patient>,
    /// When, UTC milliseconds.
    pub at: i64,
    /// The day that was asked for, where it was closed or full.
    pub instead_of: Option<Day>,
}

/// The slots of a doctor's day.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ListSlots {
    /// Whose.
    pub doctor: Id<User>,
    /// Which day.
    pub day: Day,
}
command!(ListSlots = "appointments.slots", May(QueueView), Read -> Slots);

/// The reply of `appointments.slots`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Slots {
    /// Empty on a closed day.
    pub slots: Vec<SlotRow>,
    /// Why the day is closed, where a closure says; a day without hours has no slots and no reason.
    pub closed: Option<String>,
    /// Whether a closure covers the day.
    pub on_leave: bool,
    /// The first day after this one on which the doctor sees patients.
    pub next_open: Option<Day>,
}

/// One slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SlotRow {
    /// When it begins, minutes after midnight at the clinic.
    pub minute: i64,
    /// The same, UTC milliseconds.
    pub at: i64,
    /// How long, in minutes.
    pub minutes: i64,
    /// How many are booked.
    pub taken: i64,
    /// How many it takes.
    pub takes: i64,
    /// How many more its session takes beyond its slots.
    pub overbook_left: i64,
    /// Whether it has begun.
    pub past: bool,
}

/// An appointment as lists show it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AppointmentRow {
    /// Which.
    pub appointment: Id<Appointment>,
    /// The versions seen, for a change.
    pub stamp: String,
    /// Who comes.
    pub patient: Id<Patient>,
    /// Their name.
    pub name: String,
    /// Their sex.
    pub sex: Sex,
    /// Their birth, for the age.
    pub birth: Birth,
    /// Whom they come to see.
    pub doctor: Id<User>,
    /// That doctor's name.
    pub doctor_name: String,
    /// When, UTC milliseconds.
    pub at: i64,
    /// How long, in minutes.
    pub minutes: i64,
    /// Why.
    pub kind: VisitKind,
    /// In the patient's words.
    pub reason: Option<String>,
    /// How far.
    pub state: AppointmentState,
    /// The visit that came of it.
    pub visit: Option<Id<Visit>>,
    /// Its token as shown, once arrived.
    pub token: Option<String>,
    /// The first of the row or family that it was booked with.
    pub series: Option<Id<Appointment>>,
    /// Booked on a day that is closed by now.
    pub cannot_be: bool,
    /// When the patient was told, UTC milliseconds.
    pub told_at: Option<i64>,
}

/// The appointments of some days.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ListAppointments {
    /// The first day.
    pub from: Day,
    /// The last day, at most 92 days later.
    pub to: Day,
    /// One doctor's alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doctor: Option<Id<User>>,
}
command!(ListAppointments = "appointments.list", May(QueueView), Read -> Appointments);

/// The reply of `appointments.list` and `appointments.of_patient`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Appointments {
    /// By time; of a patient the latest first.
    pub appointments: Vec<AppointmentRow>,
}

/// All appointments of one patient.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AppointmentsOfPatient {
    /// Whose.
    pub patient: Id<Patient>,
}
command!(AppointmentsOfPatient = "appointments.of_patient", May(QueueView), Read -> Appointments);

/// Puts an appointment elsewhere, by the rules of booking.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct MoveAppointment {
    /// Which.
    pub appointment: Id<Appointment>,
    /// What was seen.
    #[schemars(length(min = 1, max = 4000))]
    pub stamp: String,
    /// Another doctor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doctor: Option<Id<User>>,
    /// The day at the clinic.
    pub day: Day,
    /// When the slot begins, minutes after midnight at the clinic.
    #[schemars(range(min = 0, max = 1439))]
    pub minute: i64,
    /// Takes a full slot too, as far as the doctor's limit goes.
    #[serde(default)]
    pub overbook: bool,
}
command!(MoveAppointment = "appointments.move", May(AppointmentBook), Write -> Done);

/// Calls an appointment off.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct CancelAppointment {
    /// Which.
    pub appointment: Id<Appointment>,
    /// What was seen.
    #[schemars(length(min = 1, max = 4000))]
    pub stamp: String,
    /// Also those of the same patient after it in its row.
    #[serde(default)]
    pub following: bool,
}
command!(CancelAppointment = "appointments.cancel", May(AppointmentBook), Write -> Done);

/// Notes that the patient did not come.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct MissAppointment {
    /// Which.
    pub appointment: Id<Appointment>,
    /// What was seen.
    #[schemars(length(min = 1, max = 4000))]
    pub stamp: String,
}
command!(MissAppointment = "appointments.no_show", May(AppointmentBook), Write -> Done);

/// Who is booked on a closed day and must be told.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct ListToTell {}
command!(ListToTell = "appointments.to_tell", May(QueueView), Read -> ToTellList);

/// The reply of `appointments.to_tell`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ToTellList {
    /// By time; those who were told are there too.
    pub to_tell: Vec<ToTell>,
}

/// Somebody who is booked on a closed day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ToTell {
    /// Their appointment.
    #[serde(flatten)]
    pub row: AppointmentRow,
    /// Their phone; masked but in the first reply of `schedule.close`.
    pub phone: Option<String>,
}

/// Ticks that a patient was told, or takes the tick back.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct TellAppointment {
    /// Which.
    pub appointment: Id<Appointment>,
    /// What was seen.
    #[schemars(length(min = 1, max = 4000))]
    pub stamp: String,
    /// Told, or not.
    pub told: bool,
}
command!(TellAppointment = "appointments.told", May(AppointmentBook), Write -> Done);
