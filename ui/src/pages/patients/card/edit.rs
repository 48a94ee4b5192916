//! Editing what is known: only what was changed is sent, against the versions that were seen.

use std::rc::Rc;

use model::capability::Capability;
use model::command::Command;
use model::commands::history::{History, ListHistory};
use model::commands::patients::{Both, PatientCard, UpdatePatient, Updated};
use model::words::Arg;
use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::super::fields::{Fields, check_all};
use super::super::form::{Form, use_sheet};
use super::super::said;
use crate::ask::{focus_first_refused, use_act, use_ask, use_refusals};
use crate::context::use_app;
use crate::drafts::use_draft;
use crate::keys::{Key, use_keys};
use crate::kit::{Button, Card, FaultBanner, Kind, LinkButton, Toast};
use crate::page::{next_on_enter, use_first_focus, use_ready};
use crate::time::Local;
use crate::transport;
use crate::words::{W, use_words};

/// The key of a patient's draft.
pub fn draft_key(card: &PatientCard) -> String {
    format!("patient.{}", card.row.id)
}

/// What was typed, and over what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Typed {
    base: Form,
    stamp: String,
    form: Form,
}

/// The form of a card.
#[derive(Clone, PartialEq, Properties)]
pub struct EditProps {
    /// The card as it is now.
    pub card: Rc<PatientCard>,
    /// Saved: which fields somebody else had set meanwhile.
    pub saved: Callback<Vec<Both>>,
    /// Back to the card; what was typed is kept.
    pub leave: Callback<()>,
}

/// The fields of the card, as in a registration.
#[component]
pub fn Edit(props: &EditProps) -> Html {
    let w = use_words();
    let app = use_app();
    let today = said::today(&app);
    let card = props.card.clone();
    let base = use_mut_ref(|| (Form::of(&card, today), card.stamp.clone()));
    let sheet = use_sheet(|| base.borrow().0.clone());
    let saved = use_mut_ref(|| false);

    let typed = {
        let (base, form) = (base.borrow(), sheet.form());
        (*form != base.0).then(|| Typed { base: base.0.clone(), stamp: base.1.clone(), form: form.clone() })
    };
    let restore = {
        let (base, sheet) = (base.clone(), sheet.clone());
        Callback::from(move |typed: Option<Typed>| {
            if let Some(typed) = typed {
                base.replace((typed.base, typed.stamp));
                sheet.change(|form| *form = typed.form);
            }
        })
    };
    let draft = use_draft(draft_key(&card), &typed, restore);
    let update = use_act::<UpdatePatient>({
        let (app, w, done, discard, saved) =
            (app.clone(), w.clone(), props.saved.clone(), draft.discard.clone(), saved.clone());
        let (sheet, base, card) = (sheet.clone(), base.clone(), card.clone());
        Callback::from(move |reply: Updated| {
            saved.replace(true);
            discard.emit(());
            if reply.both.is_empty() {
                let back = sheet.form().undo(&base.borrow().0, &card, &reply.stamp);
                let text = w.t("edit-saved");
                app.toast.emit(match back {
                    Some(command) => Toast::with_undo(text, take_back(command, app.toast.clone(), w.clone())),
                    None => Toast::new(text),
                });
            }
            done.emit(reply.both);
        })
    });
    let refusals = use_refusals(&update.fault);
    use_first_focus("#name", draft.looked);
    use_ready("patient-edit", draft.looked);

    let stale = card.stamp != base.borrow().1 && !*saved.borrow() && !update.busy;
    let asks = stale && app.may(Capability::HistoryView);
    let history =
        use_ask(asks.then(|| ListHistory { record: "patient".to_owned(), id: card.row.id.to_string() }), &["patient"]);
    let newest = |h: &Rc<History>| h.entries.iter().find(|e| e.record == "patient").map(|e| e.by.clone());
    let who = history.data.as_ref().filter(|_| asks).and_then(newest);

    let save = {
        let (sheet, base, refusals, run, card, leave) =
            (sheet.clone(), base.clone(), refusals.clone(), update.run.clone(), card.clone(), props.leave.clone());
        Callback::from(move |()| {
            let form = sheet.form().clone();
            if !check_all(&refusals, &form, today) {
                focus_first_refused();
                return;
            }
            let (base, stamp) = base.borrow().clone();
            match form.update(&base, &card, &stamp) {
                Some(command) => run.emit(command),
                None => leave.emit(()),
            }
        })
    };
    let reload = {
        let (sheet, base, card) = (sheet.clone(), base.clone(), card.clone());
        Callback::from(move |()| {
            let fresh = Form::of(&card, today);
            let over = sheet.form().over(&base.borrow().0, fresh.clone());
            base.replace((fresh, card.stamp.clone()));
            sheet.change(|form| *form = over);
        })
    };
    let throw_away = {
        let (sheet, base, card, discard, leave) =
            (sheet.clone(), base.clone(), card.clone(), draft.discard.clone(), props.leave.clone());
        Callback::from(move |()| {
            discard.emit(());
            let fresh = Form::of(&card, today);
            base.replace((fresh.clone(), card.stamp.clone()));
            sheet.change(|form| *form = fresh);
            leave.emit(());
        })
    };
    use_keys(vec![
        Key::new("Ctrl+Enter", w.t("edit-key-save"), save.clone()),
        Key::new("Ctrl+S", w.t("edit-key-save"), save.clone()).quiet(),
        Key::new("Esc", w.t("edit-key-back"), props.leave.clone()),
    ]);
    let onsubmit = {
        let save = save.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            save.emit(());
        })
    };
    let kept_at = draft.at.map(|at| Local::at(at, app.zone()).time());
    let kept = kept_at.map(|time| w.tw("draft-kept", &[("time", Arg::Text(&time))]));
    let meanwhile = match who {
        Some(who) => w.tw("edit-meanwhile-by", &[("who", Arg::Text(&who))]),
        None => w.t("edit-meanwhile"),
    };
    let foot = html! {
        <>
            // In the foot, so that nothing moves under the hands when somebody else saves.
            <span class="grow t-13" role="status" data-meanwhile={stale.to_string()}>
                if stale {
                    <span class="is-warn">{ meanwhile }</span>{" "}<LinkButton label={w.t("edit-reload")} onclick={reload} does="reload" />
                } else {
                    <span class="muted" data-draft="">{ kept }</span>
                }
            </span>
            if typed.is_some() { <Button kind={Kind::Ghost} label={w.t("edit-throw-away")} onclick={throw_away} does="throw-away" /> }
            <Button label={w.t("back")} keys="Esc" onclick={props.leave.clone()} does="back" />
            <Button kind={Kind::Primary} label={w.t("edit-save")} keys="Ctrl+Enter" busy={update.busy} onclick={save} does="save" />
        </>
    };
    html! {
        <form class="editform" {onsubmit} onkeydown={Callback::from(next_on_enter)} novalidate=true aria-label={w.t("edit-title")}>
            <Card title={w.t("edit-title")} sub={w.t("edit-sub")} {foot}>
                <FaultBanner fault={update.fault.clone().filter(|f| f.fields.is_empty())} />
                <Fields {sheet} refusals={refusals.clone()} card={card} />
            </Card>
        </form>
    }
}

/// Puts the values before an edit back, and says so.
fn take_back(command: UpdatePatient, toast: Callback<Toast>, w: W) -> Callback<()> {
    let args = serde_json::to_value(command).unwrap_or_default();
    // One id for all presses: taken back twice is taken back once.
    let request = transport::request_id();
    Callback::from(move |()| {
        let (args, request, toast, w) = (args.clone(), request.clone(), toast.clone(), w.clone());
        spawn_local(async move {
            let text = match transport::raw_as(UpdatePatient::NAME, args, Some(&request)).await {
                Ok(_) => w.t("edit-undone"),
                Err(fault) => w.fault(&fault),
            };
            toast.emit(Toast::new(text));
        });
    })
}
