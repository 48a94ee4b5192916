//! The last day of the invented clinic, as it stands in the middle: tokens in every state, and who is still to come.

use model::day::Day;
use model::patient::{Patient, Visit, VisitKind, VisitState};
use model::schedule::{Appointment, AppointmentState, Calendar, DayBook, Hours, Practice, Session};
use model::tenancy::User;
use model::{Id, Record};
use rand::rngs::Xoshiro256PlusPlus as Dice;
use store::Tx;
use sync::Subject;

use super::ZONE;
use super::names::common;
use super::places::{COMPLAINTS, REVIEWS};
use crate::patients::{Place, about};

const MINUTE: i64 = 60_000;

/// Speciality and room of each doctor.
const PRACTICES: &[(&str, &str)] = &[("General medicine", "Room 1"), ("Children", "Room 2")];

/// The sessions of a working day, minutes from midnight.
const SESSIONS: &[(i64, i64)] = &[(9 * 60, 13 * 60), (17 * 60, 20 * 60 + 30)];

/// Minutes for one patient.
const SLOT: i64 = 15;

/// Which doctor, how many minutes ago the patient came and was called, how far, and why ahead of others.
type Scene = (usize, i64, Option<i64>, VisitState, Option<&'static str>);

/// Everyone with a token.
const SCENE: &[Scene] = &[
    (0, 95, Some(70), VisitState::Done, None),
    (0, 88, Some(60), VisitState::Done, None),
    (0, 80, Some(50), VisitState::NoShow, None),
    (1, 75, Some(50), VisitState::Done, None),
    (0, 70, Some(48), VisitState::Done, None),
    (0, 66, None, VisitState::Cancelled, None),
    (1, 60, Some(38), VisitState::Done, None),
    (0, 58, Some(6), VisitState::InRoom, None),
    (0, 41, None, VisitState::Out, None),
    (0, 35, Some(25), VisitState::Away, None),
    (1, 31, Some(3), VisitState::InRoom, None),
    (0, 22, None, VisitState::Arrived, None),
    (0, 18, None, VisitState::Arrived, None),
    (1, 14, None, VisitState::Arrived, None),
    (1, 11, None, VisitState::Arrived, None),
    (0, 9, None, VisitState::Arrived, Some("Breathless")),
    (1, 8, None, VisitState::Arrived, None),
    (0, 6, None, VisitState::Arrived, None),
    (1, 2, None, VisitState::Arrived, None),
];

/// How many are booked with each doctor.
const BOOKED: usize = 5;

/// How long a consultation took.
const TOOK: i64 = 8;

/// How each doctor works, and their hours.
pub(super) fn put_hours(tx: &mut Tx<'_>, doctors: &[Id<User>]) -> store::Result<()> {
    for (doctor, (speciality, room)) in doctors.iter().zip(PRACTICES) {
        let doctor = *doctor;
        let subject = Subject { kind: User::KIND, id: doctor.bytes() };
        let practice = Practice {
            id: tx.new_id(),
            doctor,
            speciality: Some((*speciality).to_owned()),
            room: Some((*room).to_owned()),
            free_days: 7,
            free_visits: 1,
            overbook: 2,
            active: true,
        };
        tx.insert(subject, &practice)?;
        for Session { weekday, opens, closes, slot, per_slot } in week() {
            let hours = Hours { id: tx.new_id(), doctor, weekday, opens, closes, slot, per_slot, active: true };
            tx.insert(subject, &hours)?;
        }
    }
    Ok(())
}

fn week() -> Vec<Session> {
    let day = |weekday| {
        SESSIONS.iter().map(move |&(opens, closes)| Session { weekday, opens, closes, slot: SLOT, per_slot: 1 })
    };
    (1..=6).flat_map(day).collect()
}

/// How many patients the day needs.
pub(super) const fn people() -> usize {
    SCENE.len()
}

/// Puts tokens and appointments of `people`, as they stand at that time.
pub(super) fn put(
    tx: &mut Tx<'_>,
    dice: &mut Dice,
    place: &Place,
    doctors: &[Id<User>],
    people: &[Id<Patient>],
    at: i64,
) -> store::Result<()> {
    let day = Day::at(at, ZONE);
    let ago = |minutes: i64| (at - minutes * MINUTE).max(day.starts_at(ZONE));
    let mut numbers = vec![0; doctors.len()];
    for (&(doctor, came, called, state, ahead), &patient) in SCENE.iter().zip(people) {
        numbers[doctor] += 1;
        let came = ago(came);
        let called_at = called.map(ago);
        let visit = Visit {
            id: tx.new_id_at(came),
            patient,
            branch: place.branch,
            doctor: Some(doctors[doctor]),
            kind: VisitKind::New,
            state,
            started_at: came,
            reason: Some(common(dice, COMPLAINTS).to_owned()),
            letter: Some("A".to_owned()),
            token: Some(numbers[doctor]),
            // Before all who wait.
            place: Some(if ahead.is_some() { ago(120) } else { came }),
            ahead: ahead.map(str::to_owned),
            appointment: None,
            called_at,
            ended_at: called.filter(|_| state == VisitState::Done).map(|called| ago(called - TOOK)),
            free_after: None,
            cancelled: (state == VisitState::Cancelled).then(|| "Went home".to_owned()),
        };
        tx.insert(about(patient), &visit)?;
    }
    let calendar = Calendar { week: week(), closures: Vec::new() };
    let mut patients = people.iter().cycle();
    for &doctor in doctors {
        for at in slots(&calendar, day, at).into_iter().step_by(2).take(BOOKED) {
            let Some(&patient) = patients.next() else { return Ok(()) };
            let appointment = Appointment {
                id: tx.new_id(),
                patient,
                branch: place.branch,
                doctor,
                at,
                minutes: SLOT,
                kind: VisitKind::FollowUp,
                reason: Some(common(dice, REVIEWS).to_owned()),
                state: AppointmentState::Booked,
                visit: None,
                series: None,
                told_at: None,
            };
            tx.insert(about(patient), &appointment)?;
        }
    }
    Ok(())
}

/// The slots of that day and the next open one that have not begun, UTC milliseconds.
fn slots(calendar: &Calendar, day: Day, now: i64) -> Vec<i64> {
    let on = |day: Day| {
        let book = DayBook::new(&calendar.sessions(day), 0, []);
        let times = book.slots.into_iter().map(move |s| day.starts_at(ZONE) + s.minute * MINUTE);
        times.filter(|at| *at > now).collect::<Vec<_>>()
    };
    let mut slots = on(day);
    slots.extend(calendar.next_open(day).into_iter().flat_map(on));
    slots
}
