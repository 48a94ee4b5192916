//! The cash in a person's drawer: a sum of payments, entries and what counting found.

mod day;
mod lock;

use model::billing::{DrawerClose, DrawerEntry, DrawerReason};
use model::capability::Capability;
use model::commands::drawer::{
    CloseDrawer, Closed, Drawer, DrawerMovement, DrawerPart, DrawerPutReply, GetDrawer, NoteCount, PutDrawer,
};
use model::money::Paise;
use model::tenancy::{Business, User};
use model::{Fault, Id};
use store::View;
use store::accounts::DayCash;

use crate::counter::{Counter, businesses, not_locked, refused};
use crate::create::filled;
use crate::dispatch::Call;
use crate::sessions::about;

pub(crate) use day::figures;
pub(crate) use lock::{lock, unlock};

/// What notes and coins there are, rupees.
const VALUES: [i64; 10] = [2_000, 500, 200, 100, 50, 20, 10, 5, 2, 1];

pub(crate) fn get(call: &Call<'_>, args: GetDrawer) -> Result<Drawer, Fault> {
    let person = args.person.unwrap_or(call.sitter()?.user.id);
    may_see(call, person)?;
    let today = call.clinic.today();
    call.read(|view| {
        view.expect::<User>(person)?;
        let cash = view.cash_in(person)?;
        let of_day = view.cash_of_day(person, today, None)?;
        let entries = view.drawer_entries(person, today)?;
        let mut parts = Vec::new();
        for Business { id: business, legal_name: name, .. } in businesses(view)? {
            let expected = in_drawer(&cash, business);
            let patients = of_day.iter().find(|c| c.0 == business).map(|c| c.1).unwrap_or_default();
            let own = entries.iter().filter(|e| e.business == business);
            let entries: Vec<DrawerMovement> = own.cloned().map(movement).collect();
            let (last_close, differences) = view.drawer_closes(person, business, today)?;
            let moved = patients.received + patients.refunded + differences + entries.iter().map(|e| e.amount).sum();
            parts.push(DrawerPart {
                business,
                name,
                expected,
                opening: expected - moved,
                received: patients.received,
                refunded: patients.refunded,
                entries,
                differences,
                last_close: last_close.map(closed),
            });
        }
        Ok(Drawer { person, expected: parts.iter().map(|p| p.expected).sum(), parts })
    })
}

/// One's own is seen with `drawer.use`, another's with `drawer.all`.
pub(crate) fn may_see(call: &Call<'_>, person: Id<User>) -> Result<(), Fault> {
    let sitter = call.sitter()?;
    if person != sitter.user.id || sitter.may(Capability::DrawerUse).is_err() {
        sitter.may(Capability::DrawerAll)?;
    }
    Ok(())
}

/// What a day's cash was made of when a drawer was counted.
pub(crate) struct Before {
    pub(crate) opening: Paise,
    pub(crate) patients: DayCash,
    pub(crate) entries: Vec<DrawerEntry>,
    /// What earlier countings had found.
    pub(crate) differences: Paise,
}

pub(crate) fn before(view: &View<'_>, close: &DrawerClose) -> store::Result<Before> {
    let of_day = view.cash_of_day(close.drawer, close.day, Some(close.at))?;
    let patients = of_day.iter().find(|c| c.0 == close.business).map(|c| c.1).unwrap_or_default();
    let mut entries = view.drawer_entries(close.drawer, close.day)?;
    entries.retain(|e| e.business == close.business && e.at <= close.at);
    let closes = view.by::<DrawerClose>("drawer", close.drawer.bytes())?.into_iter().map(|c| c.record);
    let earlier = closes.filter(|c| c.business == close.business && c.day == close.day && c.id < close.id);
    let differences: Paise = earlier.map(|c| c.difference).sum();
    let moved = patients.received + patients.refunded + differences + entries.iter().map(|e| e.amount).sum();
    Ok(Before { opening: close.expected - moved, patients, entries, differences })
}

fn in_drawer(cash: &[(Id<Business>, Paise)], business: Id<Business>) -> Paise {
    cash.iter().find(|c| c.0 == business).map_or(Paise::ZERO, |c| c.1)
}

fn movement(e: DrawerEntry) -> DrawerMovement {
    DrawerMovement { id: e.id, why: e.why, amount: e.amount, note: e.note, at: e.at }
}

fn closed(c: DrawerClose) -> Closed {
    Closed {
        id: c.id,
        day: c.day,
        at: c.at,
        expected: c.expected,
        counted: c.counted,
        difference: c.difference,
        denominations: c.denominations,
        reason: c.reason,
    }
}

/// The business named; else the only one that has cash in the drawer; else the first.
fn whose(view: &View<'_>, counter: &Counter, named: Option<Id<Business>>) -> store::Result<Id<Business>> {
    let cash = view.cash_in(counter.person)?;
    let mut with_cash = cash.iter().filter(|c| !c.1.is_zero()).map(|c| c.0);
    let only = with_cash.next().filter(|_| with_cash.next().is_none());
    Ok(counter.business(named.or(only))?.id)
}

pub(crate) fn put(call: &Call<'_>, args: PutDrawer) -> Result<DrawerPutReply, Fault> {
    let note = filled(&args.note);
    if args.why == DrawerReason::Payout && note.is_none() {
        return Err(Fault::field("note", "field-payout-note"));
    }
    call.write(|tx| {
        let counter = Counter::of(call, tx)?;
        not_locked(tx, counter.today)?;
        let business = whose(tx, &counter, args.business)?;
        let entry = DrawerEntry {
            id: tx.new_id_at(counter.now),
            drawer: counter.person,
            business,
            why: args.why,
            amount: if args.why == DrawerReason::Float { args.amount } else { -args.amount },
            note,
            day: counter.today,
            at: counter.now,
        };
        tx.insert(about(counter.person), &entry)?;
        Ok(DrawerPutReply { id: entry.id, expected: in_drawer(&tx.cash_in(counter.person)?, business) })
    })
}

pub(crate) fn close(call: &Call<'_>, args: CloseDrawer) -> Result<Closed, Fault> {
    let counted = count(&args.notes, args.coins)?;
    let reason = filled(&args.reason);
    call.write(|tx| {
        let counter = Counter::of(call, tx)?;
        not_locked(tx, counter.today)?;
        let business = whose(tx, &counter, args.business)?;
        let expected = in_drawer(&tx.cash_in(counter.person)?, business);
        let difference = counted - expected;
        if !difference.is_zero() && reason.is_none() {
            return Err(Fault::field("reason", "field-difference-reason").into());
        }
        let close = DrawerClose {
            id: tx.new_id_at(counter.now),
            drawer: counter.person,
            business,
            day: counter.today,
            at: counter.now,
            expected,
            counted,
            difference,
            denominations: sheet(&args.notes, args.coins),
            reason,
        };
        tx.insert(about(counter.person), &close)?;
        Ok(closed(close))
    })
}

fn count(notes: &[NoteCount], coins: i64) -> Result<Paise, Fault> {
    let mut sum = Paise::rupees(coins);
    for (at, note) in notes.iter().enumerate() {
        let path = format!("notes.{at}");
        if !VALUES.contains(&note.value) {
            return Err(refused(&path, "value", "field-note-value").into());
        }
        if notes[..at].iter().any(|n| n.value == note.value) {
            return Err(refused(&path, "value", "field-twice").into());
        }
        sum += Paise::rupees(note.value).times(note.count);
    }
    if sum > Paise::MOST { Err(Fault::field("notes", "field-too-much")) } else { Ok(sum) }
}

/// `500×19 200×8 coins×30`, the largest first.
fn sheet(notes: &[NoteCount], coins: i64) -> String {
    let mut notes: Vec<&NoteCount> = notes.iter().filter(|n| n.count > 0).collect();
    notes.sort_by_key(|n| std::cmp::Reverse(n.value));
    let mut parts: Vec<String> = notes.iter().map(|n| format!("{}×{}", n.value, n.count)).collect();
    if coins > 0 {
        parts.push(format!("coins×{coins}"));
    }
    parts.join(" ")
}
