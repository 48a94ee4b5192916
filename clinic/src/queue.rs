//! The queue: the steps of a token. Arrivals are in [`arrive`], the board and the hall display in [`board`].

mod arrive;
mod board;

use model::billing::{Bill, BillCancellation, Charge, DocumentKind};
use model::commands::queue::{
    CallNext, CallVisit, CalledNext, CancelVisit, ComeBack, FinishVisit, GoAhead, MissVisit, MoveVisit, SendAway,
    SetVisitPatient, StepOut, Stepped,
};
use model::day::Day;
use model::patient::{Visit, VisitState};
use model::queue::{self as rules, Step};
use model::record::number_of;
use model::schedule::{Appointment, AppointmentState};
use model::tenancy::User;
use model::{Fault, Id, Record};
use store::{Stamped, Tx};
use sync::Stamp;

use self::board::Queue;
use crate::appointments::is_a_patient;
use crate::create::filled;
use crate::dispatch::Call;
use crate::edit::stamp;
use crate::patients::about;
use crate::schedule::changes;

pub(crate) use arrive::{arrive, put as put_arrival};
pub(crate) use board::{hall, list};

/// Where the clinic's time stands while a step is taken.
#[derive(Clone, Copy)]
struct Time {
    now: i64,
    zone: i64,
}

impl Time {
    fn of(call: &Call<'_>) -> Self {
        Self { now: call.clinic.clock.now(), zone: call.clinic.zone() }
    }

    fn today(self) -> Day {
        Day::at(self.now, self.zone)
    }
}

/// Takes a step of the table, with what else changes by it. Where the token is there already, nothing changes.
fn step(
    call: &Call<'_>,
    visit: Id<Visit>,
    seen: &str,
    step: Step,
    change: impl FnOnce(&mut Tx<'_>, Time, &mut Visit) -> store::Result<()>,
) -> Result<Stepped, Fault> {
    let (seen, time) = (stamp(seen)?, Time::of(call));
    call.write(|tx| {
        let found = tx.expect(visit)?;
        let state = allowed(&found, &seen, step)?;
        if let Some(state) = state {
            let mut after = found.record.clone();
            change(tx, time, &mut after)?;
            after.state = state;
            put(tx, &found, &after)?;
        }
        stepped(tx, visit)
    })
}

/// Where a step leads; nowhere, where the token is there already.
///
/// # Errors
/// `token-<state>` where it cannot be taken from there, or a colleague has taken another meanwhile.
fn allowed(found: &Stamped<Visit>, seen: &Stamp, step: Step) -> Result<Option<VisitState>, Fault> {
    let state = found.record.state;
    match state.after(step) {
        Some(to) if !is_stale(found, seen, "state") => Ok(Some(to)),
        _ if state == step.leads_to() => Ok(None),
        _ => Err(state_fault(state)),
    }
}

/// Says how far a token is by now.
fn state_fault(state: VisitState) -> Fault {
    Fault::new(&format!("token-{}", state.as_str().replace('_', "-")))
}

/// Whether somebody has set the field since it was seen.
fn is_stale(found: &Stamped<Visit>, seen: &Stamp, field: &str) -> bool {
    let number = Visit::FIELDS.iter().find(|f| f.name == field).map_or(0, |f| f.number);
    seen.bases(number) != found.versions.stamp().bases(number)
}

/// Writes what has changed. What was seen of the state has been compared already.
fn put(tx: &mut Tx<'_>, before: &Stamped<Visit>, after: &Visit) -> store::Result<()> {
    let changes = changes(&before.record, after);
    if !changes.is_empty() {
        tx.update(about(after.patient), after.id, &before.versions.stamp(), changes)?;
    }
    Ok(())
}

fn stepped(tx: &Tx<'_>, visit: Id<Visit>) -> store::Result<Stepped> {
    let found = tx.expect(visit)?;
    let token = crate::appointments::Names::of(tx)?.token(&found.record);
    Ok(Stepped { visit, stamp: found.versions.stamp().to_string(), token, state: found.record.state })
}

/// The other visits of the same doctor on the day of this one.
fn beside(tx: &Tx<'_>, zone: i64, own: &Visit) -> store::Result<Vec<Stamped<Visit>>> {
    let day = Day::at(own.started_at, zone);
    let all = tx.visits_between(day.starts_at(zone), day.plus_days(1).starts_at(zone))?;
    Ok(all.into_iter().filter(|v| v.record.doctor == own.doctor && v.record.id != own.id).collect())
}

/// Finishes whoever is in the room among these.
fn finish_inside(tx: &mut Tx<'_>, now: i64, visits: &[Stamped<Visit>]) -> store::Result<Vec<Id<Visit>>> {
    let inside = visits.iter().filter(|v| v.record.state == VisitState::InRoom);
    let mut finished = Vec::new();
    for visit in inside {
        let after = Visit { state: VisitState::Done, ended_at: Some(now), ..visit.record.clone() };
        put(tx, visit, &after)?;
        finished.push(after.id);
    }
    Ok(finished)
}

fn called(visit: &mut Visit, now: i64) {
    (visit.called_at, visit.ended_at) = (Some(now), None);
}

pub(crate) fn call_next(call: &Call<'_>, args: CallNext) -> Result<CalledNext, Fault> {
    let time = Time::of(call);
    call.write(|tx| {
        let queue = Queue::of(tx, time.today(), time.now, time.zone)?;
        queue.booking.roster.expect_known(args.doctor)?;
        let lane: Vec<Stamped<Visit>> = queue.of_doctor(args.doctor).cloned().collect();
        let first = rules::first(lane.iter().map(|v| &v.record)).map(|v| v.id);
        if let Some(next) = args.next {
            let inside = |v: &&Visit| v.state == VisitState::InRoom;
            let answers = |v: &&Visit| v.id == next || rules::just_called(v.called_at, time.now);
            if let Some(called) = lane.iter().map(|v| &v.record).filter(inside).find(answers) {
                return Ok(CalledNext { called: Some(stepped(tx, called.id)?), finished: Vec::new() });
            }
            if first != Some(next) {
                tx.expect(next)?;
                return Err(Fault::new("queue-order").into());
            }
        }
        let finished = finish_inside(tx, time.now, &lane)?;
        let Some(next) = lane.iter().find(|v| Some(v.record.id) == first) else {
            if finished.is_empty() {
                return Err(Fault::new("queue-empty").into());
            }
            return Ok(CalledNext { called: None, finished });
        };
        let mut after = Visit { state: VisitState::InRoom, ..next.record.clone() };
        called(&mut after, time.now);
        put(tx, next, &after)?;
        Ok(CalledNext { called: Some(stepped(tx, after.id)?), finished })
    })
}

pub(crate) fn call(call: &Call<'_>, args: CallVisit) -> Result<Stepped, Fault> {
    step(call, args.visit, &args.stamp, Step::Call, |tx, time, visit| {
        let others = beside(tx, time.zone, visit)?;
        finish_inside(tx, time.now, &others)?;
        called(visit, time.now);
        Ok(())
    })
}

pub(crate) fn finish(call: &Call<'_>, args: FinishVisit) -> Result<Stepped, Fault> {
    step(call, args.visit, &args.stamp, Step::Finish, |_, time, visit| {
        visit.ended_at = Some(time.now);
        Ok(())
    })
}

pub(crate) fn step_out(call: &Call<'_>, args: StepOut) -> Result<Stepped, Fault> {
    step(call, args.visit, &args.stamp, Step::StepOut, |_, _, _| Ok(()))
}

pub(crate) fn back(call: &Call<'_>, args: ComeBack) -> Result<Stepped, Fault> {
    step(call, args.visit, &args.stamp, Step::Back, |tx, time, visit| {
        match visit.state {
            VisitState::Away => {
                let others = beside(tx, time.zone, visit)?;
                visit.place = Some(rules::place_next(visit, others.iter().map(|v| &v.record)));
            }
            // It was called by mistake.
            VisitState::InRoom => visit.called_at = None,
            _ => {}
        }
        Ok(())
    })
}

pub(crate) fn away(call: &Call<'_>, args: SendAway) -> Result<Stepped, Fault> {
    step(call, args.visit, &args.stamp, Step::Away, |_, _, _| Ok(()))
}

pub(crate) fn no_show(call: &Call<'_>, args: MissVisit) -> Result<Stepped, Fault> {
    step(call, args.visit, &args.stamp, Step::Miss, |_, _, _| Ok(()))
}

pub(crate) fn cancel(call: &Call<'_>, args: CancelVisit) -> Result<Stepped, Fault> {
    step(call, args.visit, &args.stamp, Step::Cancel, |tx, _, visit| {
        if is_billed(tx, visit.id)? {
            return Err(Fault::new("token-billed").into());
        }
        visit.cancelled = filled(&Some(args.reason.clone()));
        if let Some(kept) = visit.appointment.map(|id| tx.expect(id)).transpose()?
            && kept.record.visit == Some(visit.id)
            && kept.record.state == AppointmentState::Arrived
        {
            let after = Appointment { state: AppointmentState::Booked, visit: None, ..kept.record.clone() };
            let changes = changes(&kept.record, &after);
            tx.update(about(after.patient), after.id, &kept.versions.stamp(), changes)?;
        }
        Ok(())
    })
}

pub(crate) fn ahead(call: &Call<'_>, args: GoAhead) -> Result<Stepped, Fault> {
    let (seen, time) = (stamp(&args.stamp)?, Time::of(call));
    call.write(|tx| {
        let found = tx.expect(args.visit)?;
        let mut after = Visit { ahead: filled(&args.reason), ..found.record.clone() };
        if after.ahead == found.record.ahead {
            return stepped(tx, args.visit);
        }
        if is_stale(&found, &seen, "ahead") {
            return Err(Fault::new("token-changed").into());
        }
        if !after.state.stands() {
            return Err(state_fault(after.state).into());
        }
        after.place = Some(match &after.ahead {
            Some(_) if found.record.ahead.is_some() => return changed(tx, &found, &after),
            Some(_) => {
                let others = beside(tx, time.zone, &after)?;
                rules::place_ahead(&after, others.iter().map(|v| &v.record))
            }
            None => after.started_at,
        });
        changed(tx, &found, &after)
    })
}

fn changed(tx: &mut Tx<'_>, before: &Stamped<Visit>, after: &Visit) -> store::Result<Stepped> {
    put(tx, before, after)?;
    stepped(tx, after.id)
}

pub(crate) fn move_visit(call: &Call<'_>, args: MoveVisit) -> Result<Stepped, Fault> {
    let (seen, time) = (stamp(&args.stamp)?, Time::of(call));
    call.write(|tx| {
        let found = tx.expect(args.visit)?;
        if found.record.doctor == Some(args.doctor) {
            return stepped(tx, args.visit);
        }
        if is_stale(&found, &seen, "doctor") {
            return Err(Fault::new("token-changed").into());
        }
        let state = found.record.state;
        if !state.goes_on() || is_stale(&found, &seen, "state") {
            return Err(state_fault(state).into());
        }
        let day = Day::at(found.record.started_at, time.zone);
        let queue = Queue::of(tx, day, time.now, time.zone)?;
        queue.booking.roster.expect(args.doctor)?;
        let mut after = found.record.clone();
        after.doctor = Some(args.doctor);
        arrive::number(tx, &queue, &mut after)?;
        after.called_at = None;
        if state == VisitState::InRoom {
            after.state = VisitState::Arrived;
        }
        let others: Vec<&Visit> = queue.of_doctor(args.doctor).map(|v| &v.record).collect();
        let ahead = after.ahead.is_some();
        after.place = Some(if ahead { rules::place_ahead(&after, others) } else { after.started_at });
        changed(tx, &found, &after)
    })
}

pub(crate) fn set_patient(call: &Call<'_>, args: SetVisitPatient) -> Result<Stepped, Fault> {
    let (seen, time) = (stamp(&args.stamp)?, Time::of(call));
    call.write(|tx| {
        let found = tx.expect(args.visit)?;
        if found.record.patient == args.patient {
            return stepped(tx, args.visit);
        }
        if is_stale(&found, &seen, "patient") {
            return Err(Fault::new("token-changed").into());
        }
        if is_billed(tx, args.visit)? {
            return Err(Fault::new("token-billed").into());
        }
        is_a_patient(tx, args.patient, "patient")?;
        let after = Visit { patient: args.patient, ..found.record.clone() };
        arrive::refuse_twice(tx, &beside(tx, time.zone, &after)?, args.patient, "patient")?;
        // What was to be charged for this visit goes along.
        let field = number_of(Charge::FIELDS, "patient");
        for charge in tx.by::<Charge>("visit", args.visit.bytes())? {
            let patient = vec![(field, model::value::Datum::to_value(&args.patient))];
            tx.update(about(args.patient), charge.record.id, &charge.versions.stamp(), patient)?;
        }
        changed(tx, &found, &after)
    })
}

/// Whether something of a visit stands on a bill that was not cancelled.
fn is_billed(tx: &Tx<'_>, visit: Id<Visit>) -> store::Result<bool> {
    for bill in tx.by::<Bill>("visit", visit.bytes())? {
        let cancelled = !tx.by::<BillCancellation>("bill", bill.record.id.bytes())?.is_empty();
        if bill.record.kind != DocumentKind::CreditNote && !cancelled {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The doctor of a visit as an argument names them.
type Doctor = Id<User>;
