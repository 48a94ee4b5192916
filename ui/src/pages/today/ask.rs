//! The dialogs of those steps of a token that ask something.

use std::rc::Rc;

use model::commands::patients::PatientRow;
use model::commands::queue::{Board, CancelVisit, GoAhead, MoveVisit, SetVisitPatient, Token};
use model::commands::schedule::DoctorLate;
use model::tenancy::User;
use model::words::Arg;
use model::{Fault, Id};
use yew::prelude::*;

use crate::ask::{use_act, use_refusals};
use crate::context::use_app;
use crate::kit::{Button, Choice, Dialog, FaultBanner, Field, Kind, Seg, Toast};
use crate::pages::patients::pick::{Found, use_pick};
use crate::words::use_words;

/// Which token it is about.
#[derive(Clone, PartialEq, Properties)]
pub struct TokenProps {
    /// The token.
    pub token: Rc<Token>,
    /// Done, or not now.
    pub onclose: Callback<()>,
}

/// What a dialog that is done says in a toast, before it closes.
#[hook]
fn use_done<T: 'static>(key: &'static str, token: &str, onclose: &Callback<()>) -> Callback<T> {
    let w = use_words();
    let app = use_app();
    let (toast, token, onclose) = (app.toast, token.to_owned(), onclose.clone());
    Callback::from(move |_: T| {
        toast.emit(Toast::new(w.tw(key, &[("token", Arg::Text(&token))])));
        onclose.emit(());
    })
}

/// A dialog of one text: title, field, button.
#[derive(Clone, PartialEq, Properties)]
struct AskProps {
    title: AttrValue,
    label: AttrValue,
    field: &'static str,
    value: AttrValue,
    hint: Option<AttrValue>,
    button: AttrValue,
    #[prop_or_default]
    danger: bool,
    #[prop_or_default]
    inputmode: Option<AttrValue>,
    fault: Option<Fault>,
    busy: bool,
    send: Callback<String>,
    onclose: Callback<()>,
}

#[component]
fn AskText(props: &AskProps) -> Html {
    let text = use_state(|| props.value.to_string());
    let refusals = use_refusals(&props.fault);
    let w = use_words();
    let oninput = {
        let (text, refusals, field) = (text.clone(), refusals.clone(), props.field);
        Callback::from(move |typed: String| {
            refusals.typed(field);
            text.set(typed);
        })
    };
    let onsubmit = {
        let (text, send) = (text.clone(), props.send.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            send.emit((*text).clone());
        })
    };
    let kind = if props.danger { Kind::Danger } else { Kind::Primary };
    let foot = html! { <Button {kind} form="ask-text" does="send" busy={props.busy} label={props.button.clone()} keys="Enter" /> };
    html! {
        <Dialog size="sm" title={props.title.clone()} onclose={props.onclose.clone()} {foot}>
            <form id="ask-text" class="stack stack--3" {onsubmit}>
                <FaultBanner fault={props.fault.clone()} />
                <Field id={props.field} label={props.label.clone()} value={(*text).clone()} {oninput} hint={props.hint.clone()}
                    inputmode={props.inputmode.clone()} error={refusals.of(&w, props.field)} />
            </form>
        </Dialog>
    }
}

/// Lets a token go ahead, with a reason; without one no longer.
#[component]
pub fn Ahead(props: &TokenProps) -> Html {
    let w = use_words();
    let token = &props.token;
    let done = use_done("queue-ahead-done", &token.token, &props.onclose);
    let act = use_act::<GoAhead>(done);
    let (run, visit, stamp) = (act.run.clone(), token.visit, token.stamp.clone());
    let send = Callback::from(move |reason: String| {
        let reason = Some(reason).filter(|r| !r.trim().is_empty());
        run.emit(GoAhead { visit, stamp: stamp.clone(), reason });
    });
    html! {
        <AskText title={w.tw("queue-ahead-title", &[("token", Arg::Text(&token.token))])} label={w.t("queue-ahead-why")} field="reason"
            value={token.ahead.clone().unwrap_or_default()} hint={w.t("queue-ahead-hint")} button={w.t("queue-ahead-do")}
            fault={act.fault.clone()} busy={act.busy} {send} onclose={props.onclose.clone()} />
    }
}

/// Calls a token off, with a reason.
#[component]
pub fn Cancel(props: &TokenProps) -> Html {
    let w = use_words();
    let token = &props.token;
    let done = use_done("queue-is-cancelled", &token.token, &props.onclose);
    let act = use_act::<CancelVisit>(done);
    let (run, visit, stamp) = (act.run.clone(), token.visit, token.stamp.clone());
    let send = Callback::from(move |reason: String| run.emit(CancelVisit { visit, stamp: stamp.clone(), reason }));
    html! {
        <AskText title={w.tw("queue-cancel-title", &[("token", Arg::Text(&token.token))])} label={w.t("queue-cancel-why")} field="reason"
            value="" hint={None::<AttrValue>} button={w.t("queue-cancel-do")} danger={true}
            fault={act.fault.clone()} busy={act.busy} {send} onclose={props.onclose.clone()} />
    }
}

/// Which doctor it is about.
#[derive(Clone, PartialEq, Properties)]
pub struct LateProps {
    /// Who.
    pub doctor: Id<User>,
    /// As colleagues call them.
    pub name: AttrValue,
    /// By how many minutes, as said so far.
    pub late: i64,
    /// Done, or not now.
    pub onclose: Callback<()>,
}

/// By how many minutes a doctor is late.
#[component]
pub fn Late(props: &LateProps) -> Html {
    let w = use_words();
    let app = use_app();
    let done = {
        let (toast, w, close) = (app.toast.clone(), w.clone(), props.onclose.clone());
        Callback::from(move |_: model::command::Done| {
            toast.emit(Toast::new(w.t("queue-late-done")));
            close.emit(());
        })
    };
    let act = use_act::<DoctorLate>(done);
    let (run, doctor) = (act.run.clone(), props.doctor);
    let send = Callback::from(move |text: String| {
        // What is no number of minutes is refused by the door, beside the field.
        let minutes = if text.trim().is_empty() { 0 } else { text.trim().parse().unwrap_or(-1) };
        run.emit(DoctorLate { doctor, minutes });
    });
    let value = if props.late > 0 { props.late.to_string() } else { String::new() };
    html! {
        <AskText title={w.tw("queue-late-title", &[("name", Arg::Text(&props.name))])} label={w.t("queue-late-minutes")} field="minutes"
            {value} hint={w.t("queue-late-hint")} button={w.t("queue-late-do")} inputmode="numeric"
            fault={act.fault.clone()} busy={act.busy} {send} onclose={props.onclose.clone()} />
    }
}

/// Which token, and where it can go.
#[derive(Clone, PartialEq, Properties)]
pub struct MoveProps {
    /// The token.
    pub token: Rc<Token>,
    /// The board.
    pub board: Rc<Board>,
    /// Done, or not now.
    pub onclose: Callback<()>,
}

/// To which other doctor a token goes.
#[component]
pub fn Move(props: &MoveProps) -> Html {
    let w = use_words();
    let token = &props.token;
    let lanes = &props.board.lanes;
    let here = |l: &&model::commands::queue::Lane| super::board::tokens(l).any(|t| t.visit == token.visit);
    let from = lanes.iter().find(here).map(|l| l.doctor);
    let others: Vec<_> = lanes.iter().filter(|l| Some(l.doctor) != from).collect();
    let to = use_state(|| others.first().map(|l| l.doctor.to_string()));
    let done = use_done("queue-moved", &token.token, &props.onclose);
    let act = use_act::<MoveVisit>(done);
    let options = others.iter().map(|l| Choice::new(l.doctor.to_string(), format!("{} · {}", l.name, l.waiting.len())));
    let options: Vec<Choice> = options.collect();
    let onchange = {
        let to = to.clone();
        Callback::from(move |value: AttrValue| to.set(Some(value.to_string())))
    };
    let onsubmit = {
        let (run, visit, stamp, to) = (act.run.clone(), token.visit, token.stamp.clone(), to.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(doctor) = to.as_ref().and_then(|id| id.parse().ok()) {
                run.emit(MoveVisit { visit, stamp: stamp.clone(), doctor });
            }
        })
    };
    let foot = html! { <Button kind={Kind::Primary} form="move-token" does="send" busy={act.busy} label={w.t("queue-move-do")} keys="Enter" /> };
    html! {
        <Dialog size="sm" title={w.tw("queue-move-title", &[("token", Arg::Text(&token.token))])} onclose={props.onclose.clone()} {foot}>
            <form id="move-token" class="stack stack--3" {onsubmit}>
                <FaultBanner fault={act.fault.clone()} />
                <Seg name="doctor" label={w.t("queue-move-to")} {options} value={(*to).clone().map(AttrValue::from)} {onchange} hint={w.t("queue-move-hint")} />
            </form>
        </Dialog>
    }
}

/// Who holds a token in truth.
#[component]
pub fn RightPatient(props: &TokenProps) -> Html {
    let w = use_words();
    let token = &props.token;
    let done = use_done("queue-patient-done", &token.token, &props.onclose);
    let act = use_act::<SetVisitPatient>(done);
    let set = {
        let (run, visit, stamp) = (act.run.clone(), token.visit, token.stamp.clone());
        Callback::from(move |row: PatientRow| {
            run.emit(SetVisitPatient { visit, stamp: stamp.clone(), patient: row.id });
        })
    };
    let pick = use_pick(6, 2, set);
    let title = [("token", Arg::Text(token.token.as_str())), ("name", Arg::Text(token.name.as_str()))];
    html! {
        <Dialog title={w.tw("queue-patient-title", &title)} onclose={props.onclose.clone()}>
            <FaultBanner fault={act.fault.clone()} />
            <form onsubmit={pick.onsubmit}>
                <Field id="right-patient" label={w.t("queue-patient-find")} value={pick.query} oninput={pick.oninput} hint={w.t("queue-patient-hint")} />
            </form>
            <Found rows={pick.rows} take={pick.take} />
        </Dialog>
    }
}
