//! The board: each doctor's lane, the day in figures, and what of it a screen in the hall may show.

use model::Fault;
use model::commands::queue::{Board, Figures, Hall, HallLane, Lane, ListQueue, ShowHall, Token};
use model::day::Day;
use model::money::Paise;
use model::patient::{Visit, VisitState};
use model::queue::{Flow, Late, first, median, order};
use model::schedule::{Appointment, AppointmentState, Delay};
use store::{Stamped, View};

use super::Doctor;
use crate::appointments::{Booking, next_free};
use crate::dispatch::Call;

const MINUTE: i64 = 60_000;

/// Minutes for one patient where no hours say.
const SLOT: i64 = 10;

/// How many of those who wait a screen in the hall shows.
const SHOWN: usize = 4;

/// All that a queue's day is made of, read once.
pub(super) struct Queue {
    pub(super) booking: Booking,
    /// Those with a token, in the order of their coming.
    pub(super) visits: Vec<Stamped<Visit>>,
    pub(super) appointments: Vec<Stamped<Appointment>>,
    delays: Vec<Stamped<Delay>>,
    day: Day,
    now: i64,
}

impl Queue {
    pub(super) fn of(view: &View<'_>, day: Day, now: i64, zone: i64) -> store::Result<Self> {
        let (from, to) = (day.starts_at(zone), day.plus_days(1).starts_at(zone));
        let mut visits = view.visits_between(from, to)?;
        visits.retain(|v| v.record.token.is_some());
        Ok(Self {
            booking: Booking::of(view, zone)?,
            visits,
            appointments: view.appointments_between(from, to)?,
            delays: view.delays_on(day)?,
            day,
            now,
        })
    }

    /// The visits of one doctor.
    pub(super) fn of_doctor(&self, doctor: Doctor) -> impl Iterator<Item = &Stamped<Visit>> {
        self.visits.iter().filter(move |v| v.record.doctor == Some(doctor))
    }

    /// How a doctor's queue moves.
    pub(super) fn flow(&self, doctor: Doctor) -> Flow {
        let midnight = self.day.starts_at(self.booking.zone);
        let at = |minute: i64| midnight + minute * MINUTE;
        let sessions = self.booking.roster.calendar(doctor).sessions(self.day);
        let present = sessions.iter().find(|s| at(s.closes) > self.now).or(sessions.last());
        let slot = present.map_or(SLOT, |s| (s.slot / s.per_slot.max(1)).max(1));
        let times: Vec<(i64, i64)> = sessions.iter().map(|s| (at(s.opens), at(s.closes))).collect();
        let said = self.delays.iter().map(|d| &d.record).rfind(|d| d.doctor == doctor);
        let said = said.map(|d| Late { minutes: d.minutes, at: d.at });
        let visits: Vec<&Visit> = self.of_doctor(doctor).map(|v| &v.record).collect();
        Flow::of(self.now, &visits, &times, said, slot)
    }

    /// The doctors with a lane: who sees patients now, or has tokens on the day.
    fn doctors(&self) -> Vec<Doctor> {
        let mut doctors: Vec<Doctor> = self.booking.roster.active().iter().map(|d| d.user.id).collect();
        for doctor in self.visits.iter().filter_map(|v| v.record.doctor) {
            if !doctors.contains(&doctor) {
                doctors.push(doctor);
            }
        }
        doctors
    }

    fn lane(&self, view: &View<'_>, doctor: Doctor) -> store::Result<Lane> {
        let flow = self.flow(doctor);
        let mut visits: Vec<&Stamped<Visit>> = self.of_doctor(doctor).collect();
        visits.sort_by_key(|v| order(&v.record));
        let calendar = self.booking.roster.calendar(doctor);
        let practice = self.booking.roster.get(doctor).and_then(|d| d.practice.as_ref()).map(|p| &p.record);
        let booked = self.appointments.iter().map(|a| &a.record);
        let booked = booked.filter(|a| a.doctor == doctor && a.state.takes_room()).map(|a| a.at);
        let mut lane = Lane {
            doctor,
            name: self.booking.names.user(doctor),
            speciality: practice.and_then(|p| p.speciality.clone()),
            room: practice.and_then(|p| p.room.clone()),
            late: flow.late,
            open: calendar.is_open(self.day),
            in_room: Vec::new(),
            waiting: Vec::new(),
            over: Vec::new(),
            next: first(visits.iter().map(|v| &v.record)).map(|v| v.id),
            expected_at: 0,
            next_free: next_free(&calendar, self.day, booked, self.booking.zone, self.now),
        };
        let mut before = 0;
        for visit in visits {
            let mut token = self.token(view, visit)?;
            match token.state {
                VisitState::InRoom => lane.in_room.push(token),
                VisitState::Arrived => {
                    token.expected_at = Some(flow.expected(before));
                    before += 1;
                    lane.waiting.push(token);
                }
                VisitState::Out | VisitState::Away => lane.waiting.push(token),
                VisitState::Done | VisitState::NoShow | VisitState::Cancelled => lane.over.push(token),
            }
        }
        lane.in_room.sort_by_key(|t| std::cmp::Reverse(t.called_at));
        lane.over.sort_by_key(|t| std::cmp::Reverse((t.ended_at.or(t.called_at).unwrap_or(t.came_at), t.visit)));
        lane.expected_at = flow.expected(before);
        Ok(lane)
    }

    fn token(&self, view: &View<'_>, found: &Stamped<Visit>) -> store::Result<Token> {
        let visit = &found.record;
        let face = view.face(visit.patient)?;
        let owed = view.owed_for(visit.id)?;
        let kept = visit.appointment.and_then(|id| self.appointments.iter().find(|a| a.record.id == id));
        Ok(Token {
            visit: visit.id,
            stamp: found.versions.stamp().to_string(),
            token: self.booking.names.token(visit),
            patient: visit.patient,
            name: face.name,
            sex: face.sex,
            birth: face.birth,
            kind: visit.kind,
            reason: visit.reason.clone(),
            state: visit.state,
            came_at: visit.started_at,
            called_at: visit.called_at,
            ended_at: visit.ended_at,
            waited: self.waited(visit),
            expected_at: None,
            ahead: visit.ahead.clone(),
            appointment_at: kept.map(|a| a.record.at),
            due: owed.filter(|owed| *owed > Paise::ZERO),
            paid: owed.map(|owed| owed <= Paise::ZERO),
            free: visit.free_after.is_some(),
        })
    }

    /// Minutes from coming to the last call, or until now.
    fn waited(&self, visit: &Visit) -> i64 {
        (visit.called_at.unwrap_or(self.now) - visit.started_at).max(0) / MINUTE
    }

    fn figures(&self, view: &View<'_>) -> store::Result<Figures> {
        let count = |f: &dyn Fn(VisitState) -> bool| {
            u32::try_from(self.visits.iter().filter(|v| f(v.record.state)).count()).unwrap_or(u32::MAX)
        };
        let waits = |state| matches!(state, VisitState::Arrived | VisitState::Out);
        let to_come = self.appointments.iter().filter(|a| a.record.state == AppointmentState::Booked).count();
        let to_come = u32::try_from(to_come).unwrap_or(u32::MAX);
        let usual = |day: Day| -> store::Result<Option<i64>> {
            let (from, to) = (day.starts_at(self.booking.zone), day.plus_days(1).starts_at(self.booking.zone));
            Ok(median(view.waits_between(from, to)?).map(|wait| wait / MINUTE))
        };
        Ok(Figures {
            waiting: count(&waits),
            longest: self.visits.iter().map(|v| &v.record).filter(|v| waits(v.state)).map(|v| self.waited(v)).max(),
            with_doctor: count(&|s| s == VisitState::InRoom),
            seen: count(&|s| s == VisitState::Done),
            expected: count(&|s| s != VisitState::Cancelled) + to_come,
            to_come,
            usual_wait: usual(self.day)?,
            usual_wait_last_week: usual(self.day.plus_days(-7))?,
        })
    }
}

pub(crate) fn list(call: &Call<'_>, args: ListQueue) -> Result<Board, Fault> {
    let (zone, now) = (call.clinic.zone(), call.clinic.clock.now());
    let day = args.day.unwrap_or_else(|| Day::at(now, zone));
    call.read(|view| {
        let queue = Queue::of(view, day, now, zone)?;
        let lanes = queue.doctors().into_iter().map(|d| queue.lane(view, d)).collect::<store::Result<_>>()?;
        let shown = queue.appointments.iter().filter(|a| a.record.state != AppointmentState::Cancelled);
        let appointments = shown.map(|a| queue.booking.row(view, a)).collect::<store::Result<_>>()?;
        Ok(Board { day, now, lanes, appointments, figures: queue.figures(view)? })
    })
}

pub(crate) fn hall(call: &Call<'_>, _: ShowHall) -> Result<Hall, Fault> {
    let (zone, now) = (call.clinic.zone(), call.clinic.clock.now());
    call.read(|view| {
        let queue = Queue::of(view, Day::at(now, zone), now, zone)?;
        let mut lanes = Vec::new();
        for doctor in queue.doctors() {
            let mut visits: Vec<&Visit> = queue.of_doctor(doctor).map(|v| &v.record).collect();
            if visits.is_empty() && !queue.booking.roster.calendar(doctor).is_open(queue.day) {
                continue;
            }
            visits.sort_by_key(|v| order(v));
            let names = &queue.booking.names;
            let inside = visits.iter().filter(|v| v.state == VisitState::InRoom).max_by_key(|v| (v.called_at, v.id));
            let practice = queue.booking.roster.get(doctor).and_then(|d| d.practice.as_ref());
            lanes.push(HallLane {
                doctor,
                name: names.user(doctor),
                room: practice.and_then(|p| p.record.room.clone()),
                inside: inside.map(|v| names.token(v)),
                called_at: inside.and_then(|v| v.called_at),
                next: visits
                    .iter()
                    .filter(|v| v.state == VisitState::Arrived)
                    .take(SHOWN)
                    .map(|v| names.token(v))
                    .collect(),
                late: queue.flow(doctor).late,
            });
        }
        Ok(Hall { now, lanes })
    })
}
