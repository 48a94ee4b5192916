//! Booking: which slots there are, and who takes them.

use model::command::Done;
use model::commands::appointments::{
    BookAppointment, Booked, BookedSlot, Every, ListSlots, MoveAppointment, SlotRow, Slots,
};
use model::day::Day;
use model::patient::Patient;
use model::schedule::{Appointment, AppointmentState, AppointmentStep, Calendar, DayBook, NoRoom, Slot};
use model::tenancy::User;
use model::{Door, Fault, Id};
use store::{Tx, View};

use super::{Booking, allowed};
use crate::create::filled;
use crate::dispatch::Call;
use crate::edit::stamp;
use crate::patients::{Place, about};
use crate::schedule::changes;

const MINUTE: i64 = 60_000;

/// How many open days a row looks through for a slot with room.
const LOOKS: usize = 60;

/// One doctor's slots, as booked so far.
struct Desk<'a> {
    doctor: Id<User>,
    calendar: Calendar,
    overbook: i64,
    zone: i64,
    now: i64,
    view: &'a View<'a>,
    /// An appointment that is being moved, and takes no room where it was.
    but: Option<Id<Appointment>>,
}

impl<'a> Desk<'a> {
    fn of(view: &'a View<'a>, doctor: Id<User>, zone: i64, now: i64) -> store::Result<Self> {
        let booking = Booking::of(view, zone)?;
        let overbook = booking.roster.expect(doctor)?.overbook();
        Ok(Self { doctor, calendar: booking.roster.calendar(doctor), overbook, zone, now, view, but: None })
    }

    fn midnight(&self, day: Day) -> i64 {
        day.starts_at(self.zone)
    }

    fn at(&self, day: Day, minute: i64) -> i64 {
        self.midnight(day) + minute * MINUTE
    }

    /// The appointments of a day that take room.
    fn booked(&self, day: Day) -> store::Result<Vec<Appointment>> {
        let found = self.view.appointments_between(self.midnight(day), self.midnight(day.plus_days(1)))?;
        let own = |a: &Appointment| a.doctor == self.doctor && a.state.takes_room() && Some(a.id) != self.but;
        Ok(found.into_iter().map(|a| a.record).filter(own).collect())
    }

    fn day(&self, day: Day) -> store::Result<DayBook> {
        let midnight = self.midnight(day);
        let minutes = self.booked(day)?.into_iter().map(|a| (a.at - midnight) / MINUTE);
        Ok(DayBook::new(&self.calendar.sessions(day), self.overbook, minutes))
    }

    /// The slots of a day that have not begun.
    fn ahead(&self, day: Day) -> store::Result<DayBook> {
        let mut book = self.day(day)?;
        book.slots.retain(|s| self.at(day, s.minute) >= self.now);
        Ok(book)
    }

    /// The slot, if somebody can be booked in it.
    fn slot(&self, day: Day, minute: i64, overbook: bool) -> store::Result<Result<Slot, Refusal>> {
        if self.at(day, minute) < self.now {
            return Ok(Err(Refusal::Past));
        }
        if !self.calendar.is_open(day) {
            return Ok(Err(Refusal::Closed));
        }
        Ok(self.day(day)?.room(minute, overbook).map_err(Refusal::NoRoom))
    }

    /// The nearest slot with room of the next open day that has one.
    fn next_free(&self, after: Day, minute: i64) -> store::Result<Option<(Day, Slot)>> {
        let mut day = after;
        for _ in 0..LOOKS {
            let Some(next) = self.calendar.next_open(day) else { return Ok(None) };
            if let Some(slot) = self.ahead(next)?.free_near(minute) {
                return Ok(Some((next, slot)));
            }
            day = next;
        }
        Ok(None)
    }

    /// The refusal as a fault that names the field, and the next open day where the wanted one is closed.
    fn refuse(&self, why: Refusal, day: Day) -> Fault {
        let mut door = Door::default();
        match why {
            Refusal::Past => door.refuse("minute", "field-time-over"),
            Refusal::Closed => match self.calendar.next_open(day) {
                _ if self.calendar.week.is_empty() => door.refuse("doctor", "field-no-hours"),
                Some(next) => {
                    let slots = [("day", day.to_string()), ("next", next.to_string()), ("next_day", next.to_iso())];
                    door.refuse_with("day", "field-day-closed", &slots);
                }
                None => door.refuse_with("day", "field-day-closed-all", &[("day", day.to_string())]),
            },
            Refusal::NoRoom(NoRoom::NoSlot) => door.refuse("minute", "field-no-slot"),
            Refusal::NoRoom(NoRoom::Full) => {
                door.refuse_with("minute", "field-slot-full", &[("day", day.to_string())]);
            }
            Refusal::NoRoom(NoRoom::Overbooked) => {
                door.refuse_with("minute", "field-overbooked", &[("max", self.overbook.to_string())]);
            }
        }
        door.close().err().unwrap_or_else(|| Fault::new("internal"))
    }
}

/// Why a slot cannot be taken.
#[derive(Clone, Copy)]
enum Refusal {
    Past,
    Closed,
    NoRoom(NoRoom),
}

pub(crate) fn slots(call: &Call<'_>, args: ListSlots) -> Result<Slots, Fault> {
    let (zone, now) = (call.clinic.zone(), call.clinic.clock.now());
    call.read(|view| {
        let desk = Desk::of(view, args.doctor, zone, now)?;
        let book = desk.day(args.day)?;
        let slots = book.slots.iter().map(|s| SlotRow {
            minute: s.minute,
            at: desk.at(args.day, s.minute),
            minutes: s.minutes,
            taken: s.taken,
            takes: s.takes,
            overbook_left: book.overbook_left(s.session),
            past: desk.at(args.day, s.minute) < now,
        });
        let closure = desk.calendar.closure(args.day);
        Ok(Slots {
            slots: slots.collect(),
            closed: closure.and_then(|c| c.reason.clone()),
            on_leave: closure.is_some(),
            next_open: desk.calendar.next_open(args.day),
        })
    })
}

/// The first free slot of a day that has not begun, UTC milliseconds, among the appointments that are read already.
pub(crate) fn next_free(
    calendar: &Calendar,
    day: Day,
    booked: impl Iterator<Item = i64>,
    zone: i64,
    now: i64,
) -> Option<i64> {
    let midnight = day.starts_at(zone);
    let book = DayBook::new(&calendar.sessions(day), 0, booked.map(|at| (at - midnight) / MINUTE));
    let from = (now - midnight).max(0).div_euclid(MINUTE) + i64::from((now - midnight).rem_euclid(MINUTE) > 0);
    book.free_from(from).map(|s| midnight + s.minute * MINUTE)
}

pub(crate) fn book(call: &Call<'_>, args: BookAppointment) -> Result<Booked, Fault> {
    let (zone, now) = (call.clinic.zone(), call.clinic.clock.now());
    call.write(|tx| {
        let place = Place::of(tx)?;
        for (at, patient) in std::iter::once(&args.patient).chain(&args.with).enumerate() {
            let field = if at == 0 { "patient".to_owned() } else { format!("with.{}", at - 1) };
            is_a_patient(tx, *patient, &field)?;
        }
        let mut booked: Vec<BookedSlot> = Vec::new();
        for day in days(&args) {
            // Read anew for each, so that what this very row has booked is seen.
            let desk = Desk::of(tx, args.doctor, zone, now)?;
            let (mut day, mut instead_of) = (day, None);
            let slot = match desk.slot(day, args.minute, args.overbook)? {
                Ok(slot) => slot,
                Err(why) => {
                    let moves = match why {
                        Refusal::Closed => args.move_to_open,
                        Refusal::NoRoom(_) => args.move_to_open && args.repeat.is_some(),
                        Refusal::Past => false,
                    };
                    let elsewhere = if moves { desk.next_free(day, args.minute)? } else { None };
                    let Some((open, slot)) = elsewhere else { return Err(desk.refuse(why, day).into()) };
                    instead_of = Some(day);
                    day = open;
                    slot
                }
            };
            let mut taken = vec![(args.patient, slot)];
            let mut book = desk.ahead(day)?;
            book.take(slot.minute);
            for (at, patient) in args.with.iter().enumerate() {
                let Some(next) = book.free_from(slot.minute) else {
                    return Err(Fault::field(&format!("with.{at}"), "field-family-room").into());
                };
                book.take(next.minute);
                taken.push((*patient, next));
            }
            let here = desk.booked(day)?;
            let times: Vec<(Id<Patient>, i64, i64)> =
                taken.into_iter().map(|(p, s)| (p, desk.at(day, s.minute), s.minutes)).collect();
            for (at, (patient, time, minutes)) in times.into_iter().enumerate() {
                let twice = |p: Id<Patient>, t: i64| p == patient && t == time;
                let again = here.iter().any(|a| twice(a.patient, a.at));
                if again || booked.iter().any(|b| twice(b.patient, b.at)) {
                    let field = if at == 0 { "patient".to_owned() } else { format!("with.{}", at - 1) };
                    return Err(Fault::field(&field, "field-booked-already").into());
                }
                let id = tx.new_id_at(now);
                let appointment = Appointment {
                    id,
                    patient,
                    branch: place.branch,
                    doctor: args.doctor,
                    at: time,
                    minutes,
                    kind: args.kind,
                    reason: filled(&args.reason),
                    state: AppointmentState::Booked,
                    visit: None,
                    series: booked.first().map(|b| b.appointment).or(is_row(&args).then_some(id)),
                    told_at: None,
                };
                tx.insert(about(patient), &appointment)?;
                booked.push(BookedSlot { appointment: id, patient, at: time, instead_of });
            }
        }
        Ok(Booked { booked })
    })
}

fn is_row(args: &BookAppointment) -> bool {
    args.repeat.is_some() || !args.with.is_empty()
}

/// The days that are asked for.
fn days(args: &BookAppointment) -> Vec<Day> {
    let Some(repeat) = args.repeat else { return vec![args.day] };
    let step = |n: i64| i32::try_from(n * repeat.every).unwrap_or(i32::MAX);
    (0..repeat.count)
        .map(|n| match repeat.unit {
            Every::Day => args.day.plus_days(step(n)),
            Every::Week => args.day.plus_days(step(n).saturating_mul(7)),
            Every::Month => args.day.plus_months(step(n)),
        })
        .collect()
}

/// A patient whose record counts.
pub(crate) fn is_a_patient(view: &View<'_>, patient: Id<Patient>, field: &str) -> store::Result<()> {
    match view.expect(patient)?.record.voided {
        None => Ok(()),
        Some(_) => Err(Fault::field(field, "field-patient-voided").into()),
    }
}

pub(crate) fn move_appointment(call: &Call<'_>, args: MoveAppointment) -> Result<Done, Fault> {
    let (zone, now, seen) = (call.clinic.zone(), call.clinic.clock.now(), stamp(&args.stamp)?);
    call.write(|tx| {
        let found = tx.expect(args.appointment)?;
        let before = &found.record;
        let state = allowed(before, &found.versions.stamp(), Some(&seen), AppointmentStep::Rebook)?;
        if before.state == AppointmentState::Arrived {
            return Err(Fault::new("appointment-arrived").into());
        }
        let doctor = args.doctor.unwrap_or(before.doctor);
        let (at, minutes) = {
            let desk = Desk { but: Some(before.id), ..Desk::of(tx, doctor, zone, now)? };
            match desk.slot(args.day, args.minute, args.overbook)? {
                Ok(slot) => (desk.at(args.day, slot.minute), slot.minutes),
                Err(why) => return Err(desk.refuse(why, args.day).into()),
            }
        };
        let after = Appointment { doctor, at, minutes, state, told_at: None, ..before.clone() };
        let changes = changes(before, &after);
        put(tx, before, &seen, changes)
    })
}

fn put(
    tx: &mut Tx<'_>,
    of: &Appointment,
    seen: &sync::Stamp,
    changes: Vec<(u16, model::Value)>,
) -> store::Result<Done> {
    tx.update(about(of.patient), of.id, seen, changes)?;
    Ok(Done {})
}
