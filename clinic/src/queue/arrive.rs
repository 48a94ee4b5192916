//! A patient is here: who, for whom, as which number.

use model::commands::queue::{Arrive, Arrived};
use model::day::Day;
use model::patient::{Patient, Visit, VisitKind, VisitState};
use model::queue::{self as rules, order};
use model::record::number_of;
use model::schedule::{Appointment, AppointmentState, AppointmentStep};
use model::value::Datum;
use model::{Entity, Fault, Id, Record};
use store::{Stamped, Tx, View};

use super::board::Queue;
use super::{Doctor, Time};
use crate::appointments::{Names, allowed, is_a_patient};
use crate::charges;
use crate::create::filled;
use crate::dispatch::Call;
use crate::patients::{Place, about};
use crate::schedule::changes;

const MINUTE: i64 = 60_000;

pub(crate) fn arrive(call: &Call<'_>, args: Arrive) -> Result<Arrived, Fault> {
    call.write(|tx| put(call, tx, &args))
}

/// Gives a token in this transaction.
///
/// # Errors
/// Each refused field.
pub(crate) fn put(call: &Call<'_>, tx: &mut Tx<'_>, args: &Arrive) -> store::Result<Arrived> {
    let time = Time::of(call);
    let queue = Queue::of(tx, time.today(), time.now, time.zone)?;
    let kept = kept(tx, &queue, args, time)?;
    let of = kept.as_ref().map(|a| &a.record);
    let field = if args.appointment.is_some() { "appointment" } else { "patient" };
    let patient = of.map(|a| a.patient).or(args.patient).ok_or_else(|| Fault::field(field, "field-patient-needed"))?;
    is_a_patient(tx, patient, field)?;
    let doctor = args.doctor.or(of.map(|a| a.doctor)).ok_or_else(|| Fault::field("doctor", "field-doctor-needed"))?;
    queue.booking.roster.expect(doctor)?;
    let lane: Vec<Stamped<Visit>> = queue.of_doctor(doctor).cloned().collect();
    if !args.again {
        refuse_twice(tx, &lane, patient, field)?;
    }
    let kind = args.kind.or(of.map(|a| a.kind)).unwrap_or(VisitKind::New);
    let free = charges::free(tx, patient, doctor, kind, time.today(), time.zone)?;
    let mut visit = Visit {
        id: tx.new_id_at(time.now),
        patient,
        branch: Place::of(tx)?.branch,
        doctor: Some(doctor),
        kind,
        state: VisitState::Arrived,
        started_at: time.now,
        reason: filled(&args.reason).or_else(|| of.and_then(|a| a.reason.clone())),
        letter: None,
        token: None,
        place: Some(rules::place_on_coming(time.now, of.map(|a| (a.at, a.minutes)))),
        ahead: filled(&args.ahead),
        appointment: of.map(|a| a.id),
        called_at: None,
        ended_at: None,
        free_after: free.map(|f| f.after),
        cancelled: None,
    };
    number(tx, &queue, &mut visit)?;
    let others: Vec<&Visit> = lane.iter().map(|v| &v.record).collect();
    if visit.ahead.is_some() {
        visit.place = Some(rules::place_ahead(&visit, others.iter().copied()));
    }
    tx.insert(about(patient), &visit)?;
    if let Some(kept) = &kept {
        keep(tx, kept, visit.id)?;
    }
    let before = others.iter().filter(|v| v.state == VisitState::Arrived && order(v) < order(&visit)).count();
    let expected_at = queue.flow(doctor).expected(before);
    let found = tx.expect(visit.id)?;
    Ok(Arrived {
        visit: visit.id,
        stamp: found.versions.stamp().to_string(),
        token: queue.booking.names.token(&visit),
        letter: visit.letter.unwrap_or_default(),
        number: visit.token.unwrap_or_default(),
        doctor,
        before: u32::try_from(before).unwrap_or(u32::MAX),
        expected_at,
        expected_wait: (expected_at - time.now).max(0) / MINUTE,
        appointment: visit.appointment,
    })
}

/// The appointment that an arrival keeps: the one named, or the patient's own of today with that doctor.
fn kept(tx: &Tx<'_>, queue: &Queue, args: &Arrive, time: Time) -> store::Result<Option<Stamped<Appointment>>> {
    let today = |a: &Appointment| Day::at(a.at, time.zone) == time.today();
    if let Some(id) = args.appointment {
        let found = tx.expect(id)?;
        if args.patient.is_some_and(|p| p != found.record.patient) {
            return Err(Fault::field("appointment", "field-appointment-whose").into());
        }
        if !today(&found.record) {
            return Err(Fault::field("appointment", "field-appointment-day").into());
        }
        // One that was kept by a token that still counts is not kept again.
        allowed(&found.record, &found.versions.stamp(), None, AppointmentStep::Arrive)?;
        if found.record.state == AppointmentState::Arrived {
            return Err(Fault::new("appointment-arrived").into());
        }
        return Ok(Some(found));
    }
    let mine = |a: &&Stamped<Appointment>| {
        let a = &a.record;
        Some(a.patient) == args.patient && Some(a.doctor) == args.doctor && a.state == AppointmentState::Booked
    };
    Ok(queue.appointments.iter().find(mine).cloned())
}

/// Notes on an appointment that it was kept by this visit.
fn keep(tx: &mut Tx<'_>, kept: &Stamped<Appointment>, visit: Id<Visit>) -> store::Result<()> {
    let after = Appointment { state: AppointmentState::Arrived, visit: Some(visit), ..kept.record.clone() };
    let changes = changes(&kept.record, &after);
    tx.update(about(after.patient), after.id, &kept.versions.stamp(), changes)?;
    Ok(())
}

/// Refuses a patient who waits with the same doctor already, naming the token.
pub(super) fn refuse_twice(
    view: &View<'_>,
    lane: &[Stamped<Visit>],
    patient: Id<Patient>,
    field: &str,
) -> store::Result<()> {
    let Some(there) = lane.iter().map(|v| &v.record).find(|v| v.patient == patient && v.state.goes_on()) else {
        return Ok(());
    };
    let mut door = model::Door::default();
    door.refuse_with(field, "field-waits-already", &[("token", Names::of(view)?.token(there))]);
    Ok(door.close()?)
}

/// Gives a visit the next number of its doctor's day from this desk.
pub(super) fn number(tx: &Tx<'_>, queue: &Queue, visit: &mut Visit) -> store::Result<()> {
    let desk = tx.expect(Id::<model::tenancy::Desk>::from_bytes(tx.desk()))?.record;
    let Some(doctor) = visit.doctor else { return Ok(()) };
    let mut given = 0;
    for other in &queue.visits {
        let (of, record) = (&other.versions, &other.record);
        if record.doctor == Some(doctor) && record.letter.as_deref() == Some(&desk.letter) {
            given = given.max(record.token.unwrap_or_default());
        }
        let heads = |field| of.heads(field).collect::<Vec<_>>();
        // One that was moved had another number with its doctor before, which stands on a slip of paper.
        if heads(number_of(Visit::FIELDS, "doctor")) != heads(number_of(Visit::FIELDS, "started_at")) {
            given = given.max(given_before(tx, record.id, doctor)?);
        }
    }
    (visit.letter, visit.token) = (Some(desk.letter), Some(given + 1));
    Ok(())
}

/// The highest number that a visit ever had with a doctor.
fn given_before(view: &View<'_>, visit: Id<Visit>, doctor: Doctor) -> store::Result<i64> {
    let history = view.history(&Entity::of::<Visit>(), &visit.bytes())?;
    let set = |name: &'static str| history.iter().map(|h| &h.0).filter(move |v| v.field.name == name);
    let numbers = set("doctor").filter(|v| v.value == doctor.to_value()).filter_map(|with| {
        let token = set("token").find(|v| v.version == with.version)?;
        i64::from_value(&token.value)
    });
    Ok(numbers.max().unwrap_or_default())
}
