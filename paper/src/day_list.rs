//! Who comes to one doctor on one day.

use model::age::Age;
use model::day::Day;
use model::patient::Sex;
use model::patient::{VisitKind, VisitState};
use model::schedule::AppointmentState;
use serde_json::{Value, json};

use crate::Doctor;
use crate::said::{moment, time};
use crate::tongue::Words;

/// The list that hangs at the desk when the power is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayList {
    /// The clinic's name.
    pub clinic: String,
    /// Whose.
    pub doctor: Doctor,
    /// Which day.
    pub day: Day,
    /// In the order of the day.
    pub rows: Vec<DayRow>,
    /// When it is printed, UTC milliseconds.
    pub at: i64,
    /// The clinic's zone, minutes east of UTC.
    pub zone_minutes: i64,
}

/// One patient of the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayRow {
    /// `A-31`, once there is one.
    pub token: Option<String>,
    /// When booked or come, UTC milliseconds.
    pub at: i64,
    /// The patient's name.
    pub patient: String,
    /// The patient's number.
    pub number: String,
    /// The age on the day.
    pub age: Age,
    /// Sex.
    pub sex: Sex,
    /// Why.
    pub kind: VisitKind,
    /// How far a booking has come.
    pub booked: Option<AppointmentState>,
    /// How far the visit has come.
    pub visit: Option<VisitState>,
}

pub(crate) fn view(list: &DayList, words: &Words) -> Value {
    json!({
        "title": format!("{}, {}, {}", words.get("day-list"), list.doctor.name, list.day),
        "heading": words.get("day-list"),
        "clinic": list.clinic,
        "doctor": list.doctor.name,
        "day": list.day.to_string(),
        "people": words.with("people", &[("count", list.rows.len().into())]),
        "printed": words.with("printed-at", &[("time", model::words::Arg::Text(&moment(list.at, list.zone_minutes)))]),
        "rows": list.rows.iter().map(|row| line(row, list.zone_minutes, words)).collect::<Vec<_>>(),
    })
}

fn line(row: &DayRow, zone_minutes: i64, words: &Words) -> Value {
    json!({
        "token": row.token,
        "time": time(row.at, zone_minutes),
        "patient": row.patient,
        "number": row.number,
        "age": format!("{}, {}", age(row.age, words), words.get(sex(row.sex))),
        "kind": words.get(kind(row.kind)),
        "state": words.get(state(row)),
    })
}

fn age(age: Age, words: &Words) -> String {
    let (key, count) = match age {
        Age::Years(years) => ("years", years),
        Age::Months(months) => ("months", months),
        Age::Days(days) => ("days", days),
    };
    words.with(key, &[("count", i64::from(count).into())])
}

fn sex(sex: Sex) -> &'static str {
    match sex {
        Sex::Female => "female",
        Sex::Male => "male",
        Sex::Other => "other",
    }
}

fn kind(kind: VisitKind) -> &'static str {
    match kind {
        VisitKind::New => "new",
        VisitKind::FollowUp => "follow-up",
        VisitKind::Vaccine => "vaccine",
        VisitKind::Report => "report",
    }
}

fn state(row: &DayRow) -> &'static str {
    match (row.visit, row.booked) {
        (Some(VisitState::Arrived), _) | (None, Some(AppointmentState::Arrived)) => "arrived",
        (Some(VisitState::Out), _) => "out",
        (Some(VisitState::InRoom), _) => "in-room",
        (Some(VisitState::Away), _) => "away",
        (Some(VisitState::Done), _) => "done",
        (Some(VisitState::NoShow), _) | (None, Some(AppointmentState::NoShow)) => "no-show",
        (Some(VisitState::Cancelled), _) | (None, Some(AppointmentState::Cancelled)) => "called-off",
        (None, Some(AppointmentState::Booked) | None) => "booked",
    }
}
