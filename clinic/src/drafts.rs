//! Unfinished work: kept encrypted on this computer, never in the log. Each person's own, until they have left it
//! and a colleague of the same role goes on with it; of that the log tells.

use model::billing::Bill;
use model::command::Done;
use model::commands::drafts::{DiscardDraft, Draft, Drafts, LeftDraft, ListDrafts, SaveDraft, TakeDraft};
use model::draft::{Form, Handover};
use model::patient::Patient;
use model::tenancy::User;
use model::{Fault, Id};
use serde_json::Value;
use store::View;

use crate::dispatch::Call;
use crate::schedule::of_doctor as about;

pub(crate) fn save(call: &Call<'_>, args: SaveDraft) -> Result<Done, Fault> {
    let user = call.sitter()?.user.id.bytes();
    call.store()?.put_draft(&user, &args.key, Some(&args.body), call.clinic.clock.now())?;
    Ok(Done {})
}

pub(crate) fn discard(call: &Call<'_>, args: DiscardDraft) -> Result<Done, Fault> {
    let user = call.sitter()?.user.id.bytes();
    call.store()?.put_draft(&user, &args.key, None, call.clinic.clock.now())?;
    Ok(Done {})
}

pub(crate) fn list(call: &Call<'_>, _: ListDrafts) -> Result<Drafts, Fault> {
    let me = &call.sitter()?.user;
    call.read(|view| {
        let mut out = Drafts { drafts: Vec::new(), left: Vec::new() };
        for draft in view.drafts()? {
            let author = Id::from_bytes(draft.user);
            if author == me.id {
                let name = name(view, &draft)?;
                out.drafts.push(Draft { name, key: draft.key, body: draft.body, at: draft.at });
            } else if let Some(author) = view.get(author)?.map(|a| a.record)
                && is_for(me, &author, &draft.key)
                && has_left(call, author.id)
            {
                let name = name(view, &draft)?;
                out.left.push(LeftDraft { name, key: draft.key, by: author.id, by_name: author.name, at: draft.at });
            }
        }
        Ok(out)
    })
}

pub(crate) fn take(call: &Call<'_>, args: TakeDraft) -> Result<Done, Fault> {
    let (me, at) = (&call.sitter()?.user, call.clinic.clock.now());
    call.write(|tx| {
        let drafts = tx.drafts()?;
        let of = |user: Id<User>| drafts.iter().find(|d| d.user == user.bytes() && d.key == args.key);
        let left = of(args.by).ok_or_else(|| Fault::new("draft-gone"))?;
        let author = tx.expect(args.by)?.record;
        if author.id == me.id || !is_for(me, &author, &args.key) {
            return Err(Fault::new("not-permitted").into());
        }
        if !has_left(call, author.id) {
            return Err(Fault::new("draft-not-left").into());
        }
        if of(me.id).is_some() {
            return Err(Fault::new("draft-own-first").into());
        }
        let Some((form, _)) = Form::of(&args.key) else { return Err(Fault::new("not-permitted").into()) };
        let patient = patient(tx, left)?.map(|p| p.id);
        tx.hand_over_draft(left, &me.id.bytes())?;
        let handover = Handover { id: tx.new_id(), left_by: author.id, form, patient, kept_at: left.at, at };
        tx.insert(about(author.id), &handover)?;
        Ok(Done {})
    })
}

/// Whether somebody may go on with this form of that author: they share a role, and may do what the form does.
fn is_for(me: &User, author: &User, key: &str) -> bool {
    let shares = me.roles.0.iter().any(|role| author.roles.0.contains(role));
    let needed = Form::of(key).and_then(|(form, _)| form.to_go_on());
    shares && needed.is_some_and(|capability| me.roles.may(capability))
}

/// Whether its author is not at this computer any more.
fn has_left(call: &Call<'_>, author: Id<User>) -> bool {
    !call.clinic.seats.is_here(author, call.clinic.clock.now())
}

/// The patient's name, as recorded, else as typed so far.
fn name(view: &View<'_>, draft: &store::drafts::Draft) -> store::Result<Option<String>> {
    let typed = || body(draft)["name"].as_str().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned);
    Ok(patient(view, draft)?.map(|p| p.name).or_else(typed))
}

/// The patient that a form is about, by its key or by what was chosen in it.
fn patient(view: &View<'_>, draft: &store::drafts::Draft) -> store::Result<Option<Patient>> {
    let chosen = |path: &str| body(draft).pointer(path).and_then(Value::as_str).and_then(|id| id.parse().ok());
    let id = match Form::of(&draft.key) {
        Some((Form::Patient | Form::Bill | Form::Book, id)) if !id.is_empty() => id.parse().ok(),
        Some((Form::Pay, id)) => {
            let bill = id.parse::<Id<Bill>>().ok().map(|bill| view.get(bill)).transpose()?.flatten();
            bill.and_then(|b| b.record.patient)
        }
        Some((Form::Register, _)) => chosen("/known/id"),
        Some((Form::Book, _)) => chosen("/patients/0/id"),
        _ => None,
    };
    Ok(id.map(|id: Id<Patient>| view.get(id)).transpose()?.flatten().map(|p| p.record))
}

fn body(draft: &store::drafts::Draft) -> Value {
    serde_json::from_str(&draft.body).unwrap_or_default()
}
