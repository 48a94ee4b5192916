//! Unfinished work: kept encrypted on this computer, each person's own, never in the log.

use model::Fault;
use model::command::Done;
use model::commands::drafts::{DiscardDraft, Draft, Drafts, ListDrafts, SaveDraft};

use crate::dispatch::Call;

pub(crate) fn save(call: &Call<'_>, args: SaveDraft) -> Result<Done, Fault> {
    let user = call.sitter()?.user.id.bytes();
    call.store()?.put_draft(&user, &args.key, Some(&args.body), call.clinic.clock.now())?;
    Ok(Done {})
}

pub(crate) fn list(call: &Call<'_>, _: ListDrafts) -> Result<Drafts, Fault> {
    let user = call.sitter()?.user.id.bytes();
    let drafts = call.read(|view| view.drafts(&user))?;
    Ok(Drafts { drafts: drafts.into_iter().map(|(key, body, at)| Draft { key, body, at }).collect() })
}

pub(crate) fn discard(call: &Call<'_>, args: DiscardDraft) -> Result<Done, Fault> {
    let user = call.sitter()?.user.id.bytes();
    call.store()?.put_draft(&user, &args.key, None, call.clinic.clock.now())?;
    Ok(Done {})
}
