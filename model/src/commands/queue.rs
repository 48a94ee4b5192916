//! The queue: tokens, who waits for whom, and the hall display.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Id;
use crate::age::Birth;
use crate::commands::appointments::AppointmentRow;
use crate::day::Day;
use crate::money::Paise;
use crate::patient::{Patient, Sex, Visit, VisitKind, VisitState};
use crate::schedule::Appointment;
use crate::tenancy::User;

/// The whole board of a day.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct ListQueue {
    /// Today where not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Day>,
}
command!(ListQueue = "queue.list", May(QueueView), Read -> Board);

/// The reply of `queue.list`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Board {
    /// Which day.
    pub day: Day,
    /// When it was read, UTC milliseconds; waits and expected times count from it.
    pub now: i64,
    /// A lane for each doctor.
    pub lanes: Vec<Lane>,
    /// The day's appointments by time, without those called off.
    pub appointments: Vec<AppointmentRow>,
    /// The day in figures.
    pub figures: Figures,
}

/// One doctor's queue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Lane {
    /// Who.
    pub doctor: Id<User>,
    /// As colleagues call them.
    pub name: String,
    /// As printed below the name.
    pub speciality: Option<String>,
    /// Where they sit.
    pub room: Option<String>,
    /// By how many minutes they said to be late in this session; 0 is on time.
    pub late: i64,
    /// Whether this day is within their hours and not closed.
    pub open: bool,
    /// Who is with the doctor; more than one only where two desks called at once.
    pub in_room: Vec<Token>,
    /// In the one order: waiting, stepped out, sent for a test.
    pub waiting: Vec<Token>,
    /// Finished, did not come, called off; the latest first.
    pub over: Vec<Token>,
    /// Whom `queue.call_next` would call.
    pub next: Option<Id<Visit>>,
    /// When somebody who came now would be called, UTC milliseconds.
    pub expected_at: i64,
    /// The next free slot of the day, UTC milliseconds.
    pub next_free: Option<i64>,
}

/// One token on the board.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Token {
    /// Which.
    pub visit: Id<Visit>,
    /// The versions seen, for the next step.
    pub stamp: String,
    /// As shown: `12`, or `A-12` where more than one desk gives tokens.
    pub token: String,
    /// Whose.
    pub patient: Id<Patient>,
    /// Their name.
    pub name: String,
    /// Their sex.
    pub sex: Sex,
    /// Their birth, for the age.
    pub birth: Birth,
    /// Why they came.
    pub kind: VisitKind,
    /// In their words.
    pub reason: Option<String>,
    /// How far.
    pub state: VisitState,
    /// When they came, UTC milliseconds.
    pub came_at: i64,
    /// When they were last called in, UTC milliseconds.
    pub called_at: Option<i64>,
    /// When they were finished, UTC milliseconds.
    pub ended_at: Option<i64>,
    /// Minutes from coming to the last call, or until now.
    pub waited: i64,
    /// When they will be called, UTC milliseconds; for those who wait here.
    pub expected_at: Option<i64>,
    /// Why they go ahead of others; for staff alone.
    pub ahead: Option<String>,
    /// When their appointment was, UTC milliseconds.
    pub appointment_at: Option<i64>,
    /// What is still to be paid for this visit.
    pub due: Option<Paise>,
    /// Whether what was charged is paid; none where nothing was charged.
    pub paid: Option<bool>,
    /// Free after a charged visit.
    pub free: bool,
}

/// The day in figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Figures {
    /// How many wait, those who stepped out among them.
    pub waiting: u32,
    /// The longest of their waits, minutes.
    pub longest: Option<i64>,
    /// How many are with a doctor.
    pub with_doctor: u32,
    /// How many are finished.
    pub seen: u32,
    /// How many came or are booked.
    pub expected: u32,
    /// How many are booked and have not come.
    pub to_come: u32,
    /// The median of the waits of those who were called, minutes.
    pub usual_wait: Option<i64>,
    /// The same of the same weekday last week.
    pub usual_wait_last_week: Option<i64>,
}

/// A patient is here: gives a token.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Arrive {
    /// Who came. Their appointment with that doctor today is kept by it, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient: Option<Id<Patient>>,
    /// Or the appointment that is kept, which says who and with whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appointment: Option<Id<Appointment>>,
    /// Whom for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doctor: Option<Id<User>>,
    /// Why; `new`, or the appointment's, where not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<VisitKind>,
    /// In the patient's words; the appointment's where not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 200))]
    pub reason: Option<String>,
    /// Why they go ahead of others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 120))]
    pub ahead: Option<String>,
    /// One more token, although they wait with this doctor already.
    #[serde(default)]
    pub again: bool,
}
command!(Arrive = "queue.arrive", May(QueueManage), Write -> Arrived);

/// The reply of `queue.arrive`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Arrived {
    /// Which.
    pub visit: Id<Visit>,
    /// The versions written.
    pub stamp: String,
    /// The desk's letter.
    pub letter: String,
    /// From 1 for each doctor, day and letter.
    pub number: i64,
    /// As shown.
    pub token: String,
    /// Whom for.
    pub doctor: Id<User>,
    /// How many will be called before.
    pub before: u32,
    /// When they will be called, UTC milliseconds.
    pub expected_at: i64,
    /// The same in minutes from now.
    pub expected_wait: i64,
    /// The appointment that was kept.
    pub appointment: Option<Id<Appointment>>,
}

/// Finishes who is with the doctor, and calls the first who waits.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct CallNext {
    /// For whom.
    pub doctor: Id<User>,
    /// Who was seen to be next. Called by a colleague meanwhile, or another within this second, nothing changes; another
    /// being next by now is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Id<Visit>>,
}
command!(CallNext = "queue.call_next", May(QueueManage), Write -> CalledNext);

/// The reply of `queue.call_next`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CalledNext {
    /// Who was called; none where nobody waits any more.
    pub called: Option<Stepped>,
    /// Who was finished by it.
    pub finished: Vec<Id<Visit>>,
}

/// The reply of each step of a token.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Stepped {
    /// Which.
    pub visit: Id<Visit>,
    /// The versions now.
    pub stamp: String,
    /// As shown; another after a move to another doctor.
    pub token: String,
    /// How far it is now.
    pub state: VisitState,
}

/// Calls a particular one, whoever is next, or the one in the room once more; finishes who else is in the room.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct CallVisit {
    /// Which.
    pub visit: Id<Visit>,
    /// What was seen.
    #[schemars(length(min = 1, max = 4000))]
    pub stamp: String,
}
command!(CallVisit = "queue.call", May(QueueManage), Write -> Stepped);

/// The doctor is done with a patient.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct FinishVisit {
    /// Which.
    pub visit: Id<Visit>,
    /// What was seen.
    #[schemars(length(min = 1, max = 4000))]
    pub stamp: String,
}
command!(FinishVisit = "queue.finish", May(QueueManage), Write -> Stepped);

/// A waiting patient stepped out, and keeps the place.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct StepOut {
    /// Which.
    pub visit: Id<Visit>,
    /// What was seen.
    #[schemars(length(min = 1, max = 4000))]
    pub stamp: String,
}
command!(StepOut = "queue.step_out", May(QueueManage), Write -> Stepped);

/// Is back and waits: in the old place after stepping out, as the next one after a test.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ComeBack {
    /// Which.
    pub visit: Id<Visit>,
    /// What was seen.
    #[schemars(length(min = 1, max = 4000))]
    pub stamp: String,
}
command!(ComeBack = "queue.back", May(QueueManage), Write -> Stepped);

/// Sent for a test, and next on coming back.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SendAway {
    /// Which.
    pub visit: Id<Visit>,
    /// What was seen.
    #[schemars(length(min = 1, max = 4000))]
    pub stamp: String,
}
command!(SendAway = "queue.away", May(QueueManage), Write -> Stepped);

/// Was called and did not come.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct MissVisit {
    /// Which.
    pub visit: Id<Visit>,
    /// What was seen.
    #[schemars(length(min = 1, max = 4000))]
    pub stamp: String,
}
command!(MissVisit = "queue.no_show", May(QueueManage), Write -> Stepped);

/// Lets somebody go ahead of all who do not, with a reason that only staff see; or, without one, takes that back.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct GoAhead {
    /// Which.
    pub visit: Id<Visit>,
    /// What was seen.
    #[schemars(length(min = 1, max = 4000))]
    pub stamp: String,
    /// Why; an empty text or none takes it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 120))]
    pub reason: Option<String>,
}
command!(GoAhead = "queue.ahead", May(QueueManage), Write -> Stepped);

/// Moves a token to another doctor, where it gets that doctor's next number and stands by its time of coming.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct MoveVisit {
    /// Which.
    pub visit: Id<Visit>,
    /// What was seen.
    #[schemars(length(min = 1, max = 4000))]
    pub stamp: String,
    /// Whom to.
    pub doctor: Id<User>,
}
command!(MoveVisit = "queue.move", May(QueueManage), Write -> Stepped);

/// Puts the right patient on a token; refused once something of it was billed.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SetVisitPatient {
    /// Which.
    pub visit: Id<Visit>,
    /// What was seen.
    #[schemars(length(min = 1, max = 4000))]
    pub stamp: String,
    /// The right one.
    pub patient: Id<Patient>,
}
command!(SetVisitPatient = "queue.set_patient", May(QueueManage), Write -> Stepped);

/// Calls a token off; its appointment, if it kept one, is booked again.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct CancelVisit {
    /// Which.
    pub visit: Id<Visit>,
    /// What was seen.
    #[schemars(length(min = 1, max = 4000))]
    pub stamp: String,
    /// Why.
    #[schemars(length(min = 1, max = 120))]
    pub reason: String,
}
command!(CancelVisit = "queue.cancel", May(QueueManage), Write -> Stepped);

/// What a screen in the hall may show: numbers alone, so that nobody need be signed in at it while the clinic is open.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct ShowHall {}
command!(ShowHall = "hall.show", Nothing, Read -> Hall);

/// The reply of `hall.show`. It names no patient.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Hall {
    /// When it was read, UTC milliseconds.
    pub now: i64,
    /// The doctors who see patients today.
    pub lanes: Vec<HallLane>,
}

/// One doctor in the hall.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HallLane {
    /// Who.
    pub doctor: Id<User>,
    /// As colleagues call them.
    pub name: String,
    /// Where they sit.
    pub room: Option<String>,
    /// The token inside.
    pub inside: Option<String>,
    /// When it was called, UTC milliseconds: freshly called, it is asked in.
    pub called_at: Option<i64>,
    /// The next few tokens, in order.
    pub next: Vec<String>,
    /// By how many minutes the doctor is late.
    pub late: i64,
}
