//! Hours, closed days, how each doctor works here.

use std::collections::HashMap;

use model::capability::{Capability, Role};
use model::command::Done;
use model::commands::schedule::{
    CloseDays, Closed, ClosureRow, DoctorLate, DoctorRow, GetSchedule, PracticeFields, ReopenDays, Schedule, SetHours,
    SetPractice,
};
use model::day::Day;
use model::patient::Reveal;
use model::record::number_of;
use model::schedule::{AppointmentState, Calendar, Closure, Delay, Hours, Practice, Session};
use model::tenancy::User;
use model::value::Datum;
use model::{Door, Fault, Id, Record, Value};
use store::{Stamped, Tx, View};
use sync::Subject;

use crate::appointments::Booking;
use crate::create::filled;
use crate::dispatch::Call;
use crate::edit::stamp;
use crate::patients::about;

/// The longest closure, in days.
const LONGEST: i32 = 366;

/// Everyone who sees patients here, or might, with all that says when.
pub(crate) struct Roster {
    doctors: Vec<Doctor>,
    closures: Vec<Stamped<Closure>>,
}

/// One of them.
pub(crate) struct Doctor {
    pub(crate) user: User,
    pub(crate) practice: Option<Stamped<Practice>>,
    hours: Vec<Stamped<Hours>>,
}

impl Doctor {
    /// The sessions of the week that hold, by weekday and time.
    fn week(&self) -> Vec<Session> {
        let mut week: Vec<Session> = self.hours.iter().map(|h| Session::from(&h.record)).collect();
        week.sort_unstable();
        week
    }

    /// Whether they see patients here now: by their practice; where nobody has said, by role or hours.
    fn is_active(&self) -> bool {
        let said = self.practice.as_ref().map(|p| p.record.active);
        let by_role = self.user.roles.0.contains(&Role::Doctor) || !self.hours.is_empty();
        self.user.active && said.unwrap_or(by_role)
    }

    pub(crate) fn has_hours(&self) -> bool {
        !self.hours.is_empty()
    }

    pub(crate) fn overbook(&self) -> i64 {
        self.practice.as_ref().map_or(0, |p| p.record.overbook)
    }
}

impl Roster {
    pub(crate) fn of(view: &View<'_>) -> store::Result<Self> {
        let mut practices: HashMap<Id<User>, Stamped<Practice>> = HashMap::new();
        for practice in view.all::<Practice>()? {
            // Two desks may have said it at once: the first stands.
            practices.entry(practice.record.doctor).or_insert(practice);
        }
        let mut hours: HashMap<Id<User>, Vec<Stamped<Hours>>> = HashMap::new();
        for each in view.all::<Hours>()?.into_iter().filter(|h| h.record.active) {
            hours.entry(each.record.doctor).or_default().push(each);
        }
        let may = |user: &User| user.roles.0.iter().any(|r| matches!(r, Role::Doctor | Role::Owner));
        let mut doctors = Vec::new();
        for user in view.all::<User>()?.into_iter().map(|u| u.record) {
            let (practice, hours) = (practices.remove(&user.id), hours.remove(&user.id).unwrap_or_default());
            if practice.is_some() || !hours.is_empty() || may(&user) {
                doctors.push(Doctor { user, practice, hours });
            }
        }
        // By their rooms, as people know them.
        doctors.sort_by_cached_key(|d: &Doctor| {
            let room = d.practice.as_ref().and_then(|p| p.record.room.clone());
            (room.is_none(), room, d.user.name.clone())
        });
        let closures = view.all::<Closure>()?.into_iter().filter(|c| !c.record.withdrawn).collect();
        Ok(Self { doctors, closures })
    }

    /// Those who see patients now. In a clinic that has named none, its owners do.
    pub(crate) fn active(&self) -> Vec<&Doctor> {
        let active: Vec<&Doctor> = self.doctors.iter().filter(|d| d.is_active()).collect();
        if !active.is_empty() {
            return active;
        }
        let undecided = |d: &&Doctor| d.user.active && d.user.roles.is_owner() && d.practice.is_none();
        self.doctors.iter().filter(undecided).collect()
    }

    /// All of them.
    pub(crate) fn all(&self) -> impl Iterator<Item = &User> {
        self.doctors.iter().map(|d| &d.user)
    }

    pub(crate) fn get(&self, doctor: Id<User>) -> Option<&Doctor> {
        self.doctors.iter().find(|d| d.user.id == doctor)
    }

    /// A doctor whom patients can be sent to.
    ///
    /// # Errors
    /// `doctor` refused.
    pub(crate) fn expect(&self, doctor: Id<User>) -> Result<&Doctor, Fault> {
        let found = self.active().into_iter().find(|d| d.user.id == doctor);
        found.ok_or_else(|| Fault::field("doctor", "field-doctor"))
    }

    /// Somebody who is or was a doctor here.
    ///
    /// # Errors
    /// `doctor` refused.
    pub(crate) fn expect_known(&self, doctor: Id<User>) -> Result<&Doctor, Fault> {
        self.get(doctor).ok_or_else(|| Fault::field("doctor", "field-doctor"))
    }

    pub(crate) fn calendar(&self, doctor: Id<User>) -> Calendar {
        let closures = self.closures.iter().map(|c| &c.record);
        Calendar {
            week: self.get(doctor).map(Doctor::week).unwrap_or_default(),
            closures: closures.filter(|c| c.doctor.is_none_or(|d| d == doctor)).cloned().collect(),
        }
    }

    /// Whether a closure covers that doctor's day.
    pub(crate) fn is_closed(&self, doctor: Id<User>, day: Day) -> bool {
        let mut closures = self.closures.iter().map(|c| &c.record);
        closures.any(|c| c.doctor.is_none_or(|d| d == doctor) && (c.first..=c.last).contains(&day))
    }
}

/// What is about a doctor, as the subject of it.
pub(crate) fn of_doctor(doctor: Id<User>) -> Subject {
    Subject { kind: User::KIND, id: doctor.bytes() }
}

pub(crate) fn get(call: &Call<'_>, args: GetSchedule) -> Result<Schedule, Fault> {
    let (today, zone) = (call.clinic.today(), call.clinic.zone());
    let from = args.from.unwrap_or(today);
    call.read(|view| {
        let roster = Roster::of(view)?;
        let waiting: Vec<(Id<User>, Day)> = view
            .appointments_between(today.starts_at(zone), i64::MAX)?
            .into_iter()
            .map(|a| a.record)
            .filter(|a| a.state == AppointmentState::Booked && a.told_at.is_none())
            .map(|a| (a.doctor, Day::at(a.at, zone)))
            .collect();
        let to_tell = |c: &Closure| {
            let inside = |(doctor, day): &&(Id<User>, Day)| {
                c.doctor.is_none_or(|d| d == *doctor) && (c.first..=c.last).contains(day)
            };
            u32::try_from(waiting.iter().filter(inside).count()).unwrap_or(u32::MAX)
        };
        let doctors = roster.doctors.iter().map(|d| DoctorRow {
            doctor: d.user.id,
            name: d.user.name.clone(),
            practice: d.practice.as_ref().map(|p| fields(&p.record)).unwrap_or_default(),
            stamp: d.practice.as_ref().map(|p| p.versions.stamp().to_string()),
            hours: d.week(),
        });
        let mut closures: Vec<ClosureRow> = roster
            .closures
            .iter()
            .filter(|c| c.record.last >= from)
            .map(|c| ClosureRow {
                closure: c.record.id,
                stamp: c.versions.stamp().to_string(),
                doctor: c.record.doctor,
                first: c.record.first,
                last: c.record.last,
                reason: c.record.reason.clone(),
                to_tell: to_tell(&c.record),
            })
            .collect();
        closures.sort_by_key(|c| (c.first, c.last, c.closure));
        Ok(Schedule { doctors: doctors.collect(), closures })
    })
}

fn fields(practice: &Practice) -> PracticeFields {
    PracticeFields {
        speciality: practice.speciality.clone(),
        room: practice.room.clone(),
        free_days: practice.free_days,
        free_visits: practice.free_visits,
        overbook: practice.overbook,
        active: practice.active,
    }
}

/// Names each session that cannot be, or that overlaps one before it.
pub(crate) fn check_week(door: &mut Door, week: &[Session], path: impl Fn(usize, &str) -> String) {
    for (at, session) in week.iter().enumerate() {
        if session.opens + session.slot > session.closes {
            door.refuse(&path(at, "closes"), "field-hours-order");
        }
        let meets = |other: &Session| {
            other.weekday == session.weekday && other.opens < session.closes && session.opens < other.closes
        };
        if week[..at].iter().any(meets) {
            door.refuse(&path(at, "opens"), "field-hours-overlap");
        }
    }
}

pub(crate) fn set_hours(call: &Call<'_>, args: SetHours) -> Result<Done, Fault> {
    let mut door = Door::default();
    check_week(&mut door, &args.hours, |at, field| format!("hours.{at}.{field}"));
    door.close()?;
    call.write(|tx| {
        Roster::of(tx)?.expect_known(args.doctor)?;
        put_week(tx, args.doctor, &args.hours)?;
        Ok(Done {})
    })
}

/// Makes this the doctor's week: what is in it already stays as it is.
pub(crate) fn put_week(tx: &mut Tx<'_>, doctor: Id<User>, week: &[Session]) -> store::Result<()> {
    let mut new = week.to_vec();
    let present = tx.all::<Hours>()?;
    for hours in present.iter().filter(|h| h.record.active && h.record.doctor == doctor) {
        match new.iter().position(|s| *s == Session::from(&hours.record)) {
            Some(at) => drop(new.remove(at)),
            None => {
                let over = vec![(number_of(Hours::FIELDS, "active"), Value::Bool(false))];
                tx.update(of_doctor(doctor), hours.record.id, &hours.versions.stamp(), over)?;
            }
        }
    }
    for Session { weekday, opens, closes, slot, per_slot } in new {
        let hours = Hours { id: tx.new_id(), doctor, weekday, opens, closes, slot, per_slot, active: true };
        tx.insert(of_doctor(doctor), &hours)?;
    }
    Ok(())
}

pub(crate) fn set_practice(call: &Call<'_>, args: SetPractice) -> Result<Done, Fault> {
    let seen = args.stamp.as_deref().map(stamp).transpose()?;
    call.write(|tx| {
        let present = Roster::of(tx)?.expect_known(args.doctor)?.practice.clone();
        let said = &args.practice;
        let mut practice = Practice {
            id: tx.new_id(),
            doctor: args.doctor,
            speciality: filled(&said.speciality),
            room: filled(&said.room),
            free_days: said.free_days,
            free_visits: said.free_visits,
            overbook: said.overbook,
            active: said.active,
        };
        match (present, seen) {
            (None, _) => tx.insert(of_doctor(args.doctor), &practice)?,
            (Some(_), None) => return Err(Fault::field("stamp", "field-stamp").into()),
            (Some(present), Some(seen)) => {
                practice.id = present.record.id;
                let changes = changes(&present.record, &practice);
                tx.update(of_doctor(args.doctor), practice.id, &seen, changes)?;
            }
        }
        Ok(Done {})
    })
}

/// The fields in which two states of a record differ, as the second has them.
pub(crate) fn changes<R: Record>(before: &R, after: &R) -> Vec<(u16, Value)> {
    let pairs = before.values().into_iter().zip(after.values());
    let fields = R::FIELDS.iter().zip(pairs).filter(|(_, (before, after))| before != after);
    fields.map(|(field, (_, after))| (field.number, after)).collect()
}

pub(crate) fn close(call: &Call<'_>, args: CloseDays) -> Result<Closed, Fault> {
    let (today, zone, now) = (call.clinic.today(), call.clinic.zone(), call.clinic.clock.now());
    let mut door = Door::default();
    if args.last < args.first {
        door.refuse("last", "field-last-before-first");
    } else if args.last < today {
        door.refuse("last", "field-day-over");
    } else if args.first.plus_days(LONGEST) < args.last {
        door.refuse("last", "field-closure-long");
    }
    door.close()?;
    let reveals = call.sitter()?.may(Capability::PatientReveal).is_ok();
    let closed = call.write(|tx| {
        if let Some(doctor) = args.doctor {
            Roster::of(tx)?.expect_known(doctor)?;
        }
        let closure = Closure {
            id: tx.new_id(),
            doctor: args.doctor,
            first: args.first,
            last: args.last,
            reason: filled(&args.reason),
            withdrawn: false,
        };
        tx.insert(Subject { kind: Closure::KIND, id: closure.id.bytes() }, &closure)?;
        let booking = Booking::of(tx, zone)?;
        let from = args.first.max(today);
        let to_tell = booking.to_tell(tx, from, args.last, args.doctor)?;
        for row in to_tell.iter().filter(|r| reveals && r.phone.is_some()) {
            let patient = row.row.patient;
            let field = i64::from(number_of(model::patient::Patient::FIELDS, "phone"));
            let reveal = Reveal { id: tx.new_id(), patient, field, at: now };
            tx.insert(about(patient), &reveal)?;
        }
        Ok(Closed { closure: closure.id, to_tell })
    })?;
    if !reveals {
        return Ok(closed);
    }
    // The reply that is kept for the same request holds no phone in plain text.
    call.read(|view| {
        let mut closed = closed;
        for row in &mut closed.to_tell {
            row.phone = view.expect(row.row.patient)?.record.phone;
        }
        Ok(closed)
    })
}

pub(crate) fn reopen(call: &Call<'_>, args: ReopenDays) -> Result<Done, Fault> {
    let seen = stamp(&args.stamp)?;
    call.write(|tx| {
        let closure = tx.expect(args.closure)?.record;
        if !closure.withdrawn {
            let subject = Subject { kind: Closure::KIND, id: closure.id.bytes() };
            let withdrawn = vec![(number_of(Closure::FIELDS, "withdrawn"), true.to_value())];
            tx.update(subject, closure.id, &seen, withdrawn)?;
        }
        Ok(Done {})
    })
}

pub(crate) fn late(call: &Call<'_>, args: DoctorLate) -> Result<Done, Fault> {
    let (day, at) = (call.clinic.today(), call.clinic.clock.now());
    call.write(|tx| {
        Roster::of(tx)?.expect(args.doctor)?;
        let delay = Delay { id: tx.new_id(), doctor: args.doctor, day, minutes: args.minutes, at };
        tx.insert(of_doctor(args.doctor), &delay)?;
        Ok(Done {})
    })
}
