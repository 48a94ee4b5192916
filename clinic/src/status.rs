//! `app.status`: everything that decides which screen is shown.

use model::Fault;
use model::billing::{Bill, DocumentKind, Payment, Receipt};
use model::capability::Capability;
use model::command::Done;
use model::commands::app::{
    AnswerClock, DeskBrief, GetStatus, Person, Profile, SavedPaper, SavedWhat, Seen, SetAside, Status,
};
use model::money::Paise;
use model::tenancy::{Clinic as ClinicRecord, ClockAnswer};
use model::words::Words;
use model::{Id, Record};
use store::damage::Damage;
use store::{Entry, View};
use sync::Subject;

use crate::clock::at_the_clinic;
use crate::dispatch::Call;
use crate::profile::Clinic;

pub(crate) fn status(call: &Call<'_>, _: GetStatus) -> Result<Status, Fault> {
    let clinic = call.clinic;
    let language = clinic.language(call.seat);
    let keyring = clinic.keyring_shown();
    let profile = match (clinic.damage(), &keyring) {
        (Some(damage), _) => Profile::Damaged {
            code: damage.code().to_owned(),
            message: said(damage, &Words::new(language)),
            can_set_aside: damage.can_set_aside(),
        },
        (None, Some(_)) => Profile::Ready,
        (None, None) => Profile::New,
    };
    let (session, locked) = clinic.seats.seen(call.seat, clinic.idle());
    let (mut last_saved, repaired) = clinic.last_saved();
    let unlocked = session.is_some() && !locked;
    if !session.as_ref().is_some_and(|s| s.capabilities.contains(&Capability::BillView)) {
        last_saved.iter_mut().for_each(|saved| saved.paper = None);
    }
    Ok(Status {
        profile,
        clinic: keyring.as_ref().map(|k| k.clinic.clone()),
        desk: keyring.as_ref().map(|k| DeskBrief { name: k.desk.clone(), register: k.register.clone() }),
        demo: keyring.as_ref().is_some_and(|k| k.demo),
        practice: clinic.practice,
        people: people(clinic),
        recovery_due: unlocked && recovery_due(call)?,
        session,
        locked,
        clock: if unlocked { clinic.clock.question() } else { None },
        last_saved: if unlocked { last_saved } else { None },
        repaired: repaired.first().map(|name| Words::new(language).get(&format!("repaired-{name}"))),
        now: clinic.clock.now(),
        zone_minutes: clinic.zone(),
        language,
        idle_minutes: clinic.idle_minutes(),
    })
}

/// The bill or the money that a transaction wrote, if that is what it did.
///
/// # Errors
/// The database's own.
pub(crate) fn paper(view: &View<'_>, entry: &Entry) -> store::Result<Option<SavedPaper>> {
    let (_, transaction) = view.transaction(entry.version)?;
    let of = |kind: u16| transaction.ops().map(|op| op.record).filter(move |record| record.kind == kind);
    let mut paid: Vec<Payment> = Vec::new();
    for payment in of(Payment::KIND) {
        paid.extend(view.get(Id::<Payment>::from_bytes(payment.id))?.map(|p| p.record));
    }
    let mut bills: Vec<Id<Bill>> = of(Bill::KIND).map(|b| Id::from_bytes(b.id)).collect();
    bills.extend(paid.iter().filter_map(|p| p.bill));
    let mut numbers: Vec<String> = Vec::new();
    let (mut what, mut total) = (SavedWhat::Bill, Paise::ZERO);
    for bill in bills {
        let Some(bill) = view.get(bill)?.map(|b| b.record) else { continue };
        if bill.kind == DocumentKind::CreditNote {
            what = SavedWhat::CreditNote;
        }
        if !numbers.contains(&bill.number) {
            total += bill.total;
            numbers.push(bill.number);
        }
    }
    let amount: Paise = paid.iter().map(|p| p.amount).sum();
    if amount.0 < 0 {
        what = SavedWhat::Refund;
    } else if numbers.is_empty() {
        what = SavedWhat::Receipt;
    }
    if matches!(what, SavedWhat::Receipt | SavedWhat::Refund) {
        numbers.clear();
        for receipt in of(Receipt::KIND) {
            numbers.extend(view.get(Id::<Receipt>::from_bytes(receipt.id))?.map(|r| r.record.number));
        }
    }
    let mut tenders: Vec<_> = paid.iter().map(|p| p.tender).collect();
    tenders.dedup();
    let amount = if tenders.is_empty() { total } else { amount };
    Ok((!numbers.is_empty()).then_some(SavedPaper { what, numbers, amount, tenders }))
}

fn said(damage: Damage, words: &Words) -> String {
    Fault::from(store::Error::Damaged(damage)).said_in(words).message
}

fn people(clinic: &Clinic) -> Vec<Person> {
    let (today, now) = (clinic.today(), clinic.clock.said());
    let keyring = clinic.keyring_shown();
    let people = keyring.iter().flat_map(|k| &k.people);
    people
        .map(|p| {
            let session = clinic.seats.session_of(&p.login, today);
            Person {
                login: p.login.clone(),
                name: p.name.clone(),
                roles: p.roles.clone(),
                pin: session.is_some_and(|s| s.0),
                last_here: session.map(|s| s.1),
                wait_until: clinic.with_tries(|t| t.wait_until(&p.login, now)),
            }
        })
        .collect()
}

fn recovery_due(call: &Call<'_>) -> Result<bool, Fault> {
    let Ok(store) = call.store() else { return Ok(false) };
    let id = Id::<ClinicRecord>::from_bytes(store.tenant());
    let clinic = call.read(|view| view.expect(id))?.record;
    Ok(clinic.recovery_confirmed_at.is_none() && !clinic.demo)
}

pub(crate) fn seen(call: &Call<'_>, _: Seen) -> Result<Done, Fault> {
    call.clinic.seen();
    Ok(Done {})
}

/// Moves the damaged files aside, so that what is left can be opened.
pub(crate) fn set_aside(call: &Call<'_>, _: SetAside) -> Result<Done, Fault> {
    let clinic = call.clinic;
    let damage = clinic.damage().ok_or_else(|| Fault::new("nothing-damaged"))?;
    store::damage::set_aside(&clinic.profile, damage, clinic.clock.said())?;
    clinic.look();
    Ok(Done {})
}

pub(crate) fn answer_clock(call: &Call<'_>, args: AnswerClock) -> Result<Done, Fault> {
    let clinic = call.clinic;
    let said = clinic.clock.said();
    let offset = match (args.right, args.now) {
        (true, _) => clinic.clock.offset(),
        (false, Some(now)) => {
            let now = at_the_clinic(&now, clinic.zone()).ok_or_else(|| Fault::field("now", "field-date-time"))?;
            now - said
        }
        (false, None) => return Err(Fault::field("now", "field-date-time")),
    };
    let store = call.store()?;
    let desk = store.incarnation().0;
    let (before, asked) = (clinic.clock.offset(), clinic.clock.question());
    clinic.clock.answered(offset);
    let written = call.write(|tx| {
        let answer = ClockAnswer { id: tx.new_id(), said, offset, desk: Id::from_bytes(desk) };
        tx.insert(Subject { kind: ClockAnswer::KIND, id: answer.id.bytes() }, &answer)?;
        Ok(Done {})
    });
    if written.is_err() {
        clinic.clock.unanswered(before, asked);
    }
    written
}
