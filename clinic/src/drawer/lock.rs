//! Locking the money of a day, so that what was counted and reported stays so.

use model::billing::DayLock;
use model::capability::Capability;
use model::command::Done;
use model::commands::drawer::{DayLocked, LockDay, UnlockDay};
use model::day::Day;
use model::tenancy::User;
use model::{Fault, Id, Record};
use store::{Tx, View};
use sync::Subject;

use crate::counter::{Counter, not_locked};
use crate::create::filled;
use crate::dispatch::Call;

pub(crate) fn lock(call: &Call<'_>, args: LockDay) -> Result<DayLocked, Fault> {
    let agreed_by = agreement(call, &args)?;
    call.write(|tx| {
        let counter = Counter::of(call, tx)?;
        let day = args.day.unwrap_or(counter.today);
        if day > counter.today {
            return Err(Fault::field("day", "field-day-ahead").into());
        }
        not_locked(tx, day)?;
        let uncounted = tx.uncounted(day)?.len();
        if uncounted > 0 && !args.uncounted {
            return Err(Fault::new("day-uncounted").with("count", uncounted).into());
        }
        let lock = DayLock {
            id: tx.new_id_at(counter.now),
            day,
            locked: true,
            at: counter.now,
            person: counter.person,
            agreed_by,
            reason: None,
        };
        put(tx, &lock)?;
        Ok(locked(lock))
    })
}

/// Whoever may not lock a day alone has somebody agree who may.
///
/// # Errors
/// `agreed_by` refused where nobody is named, or somebody who may not either; what the PIN is refused for.
fn agreement(call: &Call<'_>, args: &LockDay) -> Result<Option<Id<User>>, Fault> {
    let sitter = call.sitter()?;
    if sitter.may(Capability::DayLock).is_ok() {
        return Ok(None);
    }
    sitter.may(Capability::DrawerUse)?;
    let login = filled(&args.agreed_by).ok_or_else(|| Fault::field("agreed_by", "field-agreed-by"))?;
    let pin = filled(&args.pin).ok_or_else(|| Fault::field("pin", "field-pin-six"))?;
    let agreeing = call.clinic.seats.vouched(&login.to_lowercase(), &pin, call.clinic.today())?;
    if !agreeing.roles.may(Capability::DayLock) {
        return Err(Fault::field("agreed_by", "field-agreed-by"));
    }
    Ok(Some(agreeing.id))
}

pub(crate) fn unlock(call: &Call<'_>, args: UnlockDay) -> Result<Done, Fault> {
    call.write(|tx| {
        let counter = Counter::of(call, tx)?;
        if tx.day_lock(args.day)?.is_none() {
            return Err(Fault::field("day", "field-day-not-locked").into());
        }
        let open = DayLock {
            id: tx.new_id_at(counter.now),
            day: args.day,
            locked: false,
            at: counter.now,
            person: counter.person,
            agreed_by: None,
            reason: Some(args.reason.trim().to_owned()),
        };
        put(tx, &open)?;
        Ok(Done {})
    })
}

fn put(tx: &mut Tx<'_>, entry: &DayLock) -> store::Result<()> {
    tx.insert(Subject { kind: DayLock::KIND, id: entry.id.bytes() }, entry)
}

/// That a day is locked, and by whom.
pub(super) fn of_day(view: &View<'_>, day: Day) -> store::Result<Option<DayLocked>> {
    Ok(view.day_lock(day)?.map(locked))
}

fn locked(lock: DayLock) -> DayLocked {
    DayLocked { day: lock.day, at: lock.at, person: lock.person, agreed_by: lock.agreed_by }
}
