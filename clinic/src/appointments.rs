//! Appointments: lists of them, and what becomes of one. Booking is in [`book`].

mod book;

use std::collections::HashMap;

use model::command::Done;
use model::commands::appointments::{
    AppointmentRow, Appointments, AppointmentsOfPatient, CancelAppointment, ListAppointments, ListToTell,
    MissAppointment, TellAppointment, ToTell, ToTellList,
};
use model::day::Day;
use model::patient::Visit;
use model::record::number_of;
use model::schedule::{Appointment, AppointmentState, AppointmentStep};
use model::tenancy::{Desk, User};
use model::value::Datum;
use model::{Fault, Id, Record};
use store::{Stamped, Tx, View};
use sync::Stamp;

use crate::dispatch::Call;
use crate::edit::stamp;
use crate::history::masked;
use crate::patients::about;
use crate::schedule::Roster;

pub(crate) use book::{book, is_a_patient, move_appointment, next_free, slots};

/// The longest span of a list, in days.
const SPAN: i32 = 92;

/// How tokens and people are named in lists.
pub(crate) struct Names {
    users: HashMap<Id<User>, String>,
    lettered: bool,
}

impl Names {
    pub(crate) fn of(view: &View<'_>) -> store::Result<Self> {
        let users = view.all::<User>()?.into_iter().map(|u| (u.record.id, u.record.name)).collect();
        let mut letters: Vec<String> = view.all::<Desk>()?.into_iter().map(|d| d.record.letter).collect();
        letters.sort_unstable();
        letters.dedup();
        Ok(Self { users, lettered: letters.len() > 1 })
    }

    pub(crate) fn user(&self, id: Id<User>) -> String {
        self.users.get(&id).cloned().unwrap_or_default()
    }

    /// A token as shown; empty for a visit without one.
    pub(crate) fn token(&self, visit: &Visit) -> String {
        let letter = visit.letter.as_deref();
        visit.token.map(|n| model::queue::token(letter, n, self.lettered)).unwrap_or_default()
    }
}

/// What lists and booking look at.
pub(crate) struct Booking {
    pub(crate) roster: Roster,
    pub(crate) names: Names,
    pub(crate) zone: i64,
}

impl Booking {
    pub(crate) fn of(view: &View<'_>, zone: i64) -> store::Result<Self> {
        Ok(Self { roster: Roster::of(view)?, names: Names::of(view)?, zone })
    }

    /// An appointment as lists show it.
    pub(crate) fn row(&self, view: &View<'_>, found: &Stamped<Appointment>) -> store::Result<AppointmentRow> {
        let a = &found.record;
        let visit = a.visit.filter(|_| a.state == AppointmentState::Arrived);
        let token = visit.map(|id| view.get(id)).transpose()?.flatten().map(|v| self.names.token(&v.record));
        let face = view.face(a.patient)?;
        Ok(AppointmentRow {
            appointment: a.id,
            stamp: found.versions.stamp().to_string(),
            patient: a.patient,
            name: face.name,
            sex: face.sex,
            birth: face.birth,
            doctor: a.doctor,
            doctor_name: self.names.user(a.doctor),
            at: a.at,
            minutes: a.minutes,
            kind: a.kind,
            reason: a.reason.clone(),
            state: a.state,
            visit,
            token: token.filter(|t| !t.is_empty()),
            series: a.series,
            cannot_be: self.cannot_be(a),
            told_at: a.told_at,
        })
    }

    /// Whether it is booked on a day that is closed by now.
    fn cannot_be(&self, a: &Appointment) -> bool {
        a.state == AppointmentState::Booked && self.roster.is_closed(a.doctor, Day::at(a.at, self.zone))
    }

    /// Who is booked on closed days among these, with masked phones.
    pub(crate) fn to_tell(
        &self,
        view: &View<'_>,
        first: Day,
        last: Day,
        doctor: Option<Id<User>>,
    ) -> store::Result<Vec<ToTell>> {
        let (from, to) = (first.starts_at(self.zone), last.plus_days(1).starts_at(self.zone));
        let mut out = Vec::new();
        for found in view.appointments_between(from, to)? {
            if self.cannot_be(&found.record) && doctor.is_none_or(|d| d == found.record.doctor) {
                let phone = view.expect(found.record.patient)?.record.phone;
                let phone = phone.map(|p| masked("phone", &p));
                out.push(ToTell { row: self.row(view, &found)?, phone });
            }
        }
        Ok(out)
    }
}

pub(crate) fn list(call: &Call<'_>, args: ListAppointments) -> Result<Appointments, Fault> {
    let zone = call.clinic.zone();
    if args.to < args.from {
        return Err(Fault::field("to", "field-last-before-first"));
    }
    if args.from.plus_days(SPAN) < args.to {
        return Err(Fault::field("to", "field-span-long"));
    }
    call.read(|view| {
        let booking = Booking::of(view, zone)?;
        let (from, to) = (args.from.starts_at(zone), args.to.plus_days(1).starts_at(zone));
        let found = view.appointments_between(from, to)?;
        let wanted = found.iter().filter(|a| args.doctor.is_none_or(|d| d == a.record.doctor));
        let appointments = wanted.map(|a| booking.row(view, a)).collect::<store::Result<_>>()?;
        Ok(Appointments { appointments })
    })
}

pub(crate) fn of_patient(call: &Call<'_>, args: AppointmentsOfPatient) -> Result<Appointments, Fault> {
    let zone = call.clinic.zone();
    call.read(|view| {
        view.face(args.patient)?;
        let booking = Booking::of(view, zone)?;
        let mut found = view.by::<Appointment>("patient", args.patient.bytes())?;
        found.sort_by_key(|a| std::cmp::Reverse((a.record.at, a.record.id)));
        let appointments = found.iter().map(|a| booking.row(view, a)).collect::<store::Result<_>>()?;
        Ok(Appointments { appointments })
    })
}

pub(crate) fn to_tell(call: &Call<'_>, _: ListToTell) -> Result<ToTellList, Fault> {
    let (zone, today) = (call.clinic.zone(), call.clinic.today());
    call.read(|view| {
        let to_tell = Booking::of(view, zone)?.to_tell(view, today, Day::MAX.plus_days(-2), None)?;
        Ok(ToTellList { to_tell })
    })
}

pub(crate) fn told(call: &Call<'_>, args: TellAppointment) -> Result<Done, Fault> {
    let (seen, now) = (stamp(&args.stamp)?, call.clinic.clock.now());
    call.write(|tx| {
        let before = tx.expect(args.appointment)?.record;
        if before.told_at.is_some() != args.told {
            let told = args.told.then_some(now).to_value();
            let field = number_of(Appointment::FIELDS, "told_at");
            tx.update(about(before.patient), before.id, &seen, vec![(field, told)])?;
        }
        Ok(Done {})
    })
}

pub(crate) fn cancel(call: &Call<'_>, args: CancelAppointment) -> Result<Done, Fault> {
    let seen = stamp(&args.stamp)?;
    call.write(|tx| {
        let first = tx.expect(args.appointment)?;
        take_step(tx, &first, Some(&seen), AppointmentStep::Cancel)?;
        if args.following {
            let row = first.record.series.unwrap_or(first.record.id);
            let later = tx.by::<Appointment>("patient", first.record.patient.bytes())?.into_iter().filter(|a| {
                let a = &a.record;
                a.at > first.record.at && a.series == Some(row) && a.state == AppointmentState::Booked
            });
            for appointment in later {
                take_step(tx, &appointment, None, AppointmentStep::Cancel)?;
            }
        }
        Ok(Done {})
    })
}

pub(crate) fn no_show(call: &Call<'_>, args: MissAppointment) -> Result<Done, Fault> {
    let seen = stamp(&args.stamp)?;
    call.write(|tx| {
        let found = tx.expect(args.appointment)?;
        take_step(tx, &found, Some(&seen), AppointmentStep::Miss)?;
        Ok(Done {})
    })
}

/// Takes one step of the table. Where the appointment is there already, nothing changes.
///
/// # Errors
/// `appointment-<state>` where it cannot be taken from there, or a colleague has taken another meanwhile.
pub(crate) fn take_step(
    tx: &mut Tx<'_>,
    found: &Stamped<Appointment>,
    seen: Option<&Stamp>,
    step: AppointmentStep,
) -> store::Result<()> {
    let field = number_of(Appointment::FIELDS, "state");
    let (record, present) = (&found.record, found.versions.stamp());
    let to = allowed(record, &present, seen, step)?;
    if to != record.state {
        tx.update(about(record.patient), record.id, &present, vec![(field, to.to_value())])?;
    }
    Ok(())
}

/// Where a step leads, as far as the state is the one that was seen.
pub(crate) fn allowed(
    record: &Appointment,
    present: &Stamp,
    seen: Option<&Stamp>,
    step: AppointmentStep,
) -> Result<AppointmentState, Fault> {
    let field = number_of(Appointment::FIELDS, "state");
    let stale = seen.is_some_and(|seen| seen.bases(field) != present.bases(field));
    let leads = model::schedule::APPOINTMENT_STEPS.iter().find(|row| row.0 == step).map(|row| row.2);
    match record.state.after(step) {
        Some(to) if !stale => Ok(to),
        _ if leads == Some(record.state) => Ok(record.state),
        _ => Err(Fault::new(&format!("appointment-{}", record.state.as_str().replace('_', "-")))),
    }
}
