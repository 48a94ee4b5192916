//! What can be done with a token: the steps of one key, and all of them in a dialog.

use std::rc::Rc;

use model::capability::Capability;
use model::commands::queue::{Board, CallVisit, ComeBack, FinishVisit, MissVisit, SendAway, StepOut, Stepped, Token};
use model::patient::{Visit, VisitState};
use model::queue::Step;
use model::tenancy::User;
use model::words::Arg;
use model::{Fault, Id};
use yew::prelude::*;

use super::appointments::Appointments;
use super::ask::{Ahead, Cancel, Late, Move, RightPatient};
use super::board::find;
use crate::ask::use_act;
use crate::context::use_app;
use crate::kit::{Dialog, Kbd, Toast};
use crate::print::{Wanted, use_print};
use crate::words::use_words;

/// A dialog over the board.
#[derive(Clone, PartialEq)]
pub enum Over {
    /// All that can be done with a token.
    Token(Id<Visit>),
    /// Let it go ahead, or no longer.
    Ahead(Id<Visit>),
    /// To another doctor.
    Move(Id<Visit>),
    /// Another patient holds it.
    Patient(Id<Visit>),
    /// Call it off.
    Cancel(Id<Visit>),
    /// A doctor is late.
    Late(Id<User>),
    /// The appointments, where there is no room for them beside the lanes.
    Appointments,
}

/// The steps of one key.
pub struct Steps {
    /// Takes the step of that name with the selected token.
    pub run: Callback<&'static str>,
    /// Why the last was refused.
    pub fault: Option<Fault>,
}

/// The steps of one key that a token may take now: name, key and what the key says.
pub fn of(state: VisitState) -> Vec<(&'static str, &'static str, &'static str)> {
    let back = state.stands() && state != VisitState::Arrived || state == VisitState::NoShow;
    let out = if back { (Step::Back, "out", "S", "key-back") } else { (Step::StepOut, "out", "S", "key-stepped-out") };
    let steps = [
        (Step::Call, "call", "R", "key-recall"),
        out,
        (if state == VisitState::Away { Step::Back } else { Step::Away }, "away", "T", "key-test"),
        (Step::Miss, "no_show", "N", "key-no-show"),
        (Step::Finish, "finish", "D", "key-done"),
    ];
    let may = steps.into_iter().filter(|(step, ..)| state.after(*step).is_some());
    may.map(|(_, name, key, label)| (name, key, label)).collect()
}

/// The same of those that ask something.
pub fn asking(token: &Token) -> Vec<(Over, &'static str, &'static str)> {
    let (visit, state) = (token.visit, token.state);
    let steps = [
        (state.stands(), Over::Ahead(visit), "A", "key-ahead"),
        (state.goes_on(), Over::Move(visit), "M", "key-move"),
        (true, Over::Patient(visit), "W", "key-wrong-patient"),
        (state.after(Step::Cancel).is_some(), Over::Cancel(visit), "X", "key-cancel-token"),
    ];
    steps.into_iter().filter(|step| step.0).map(|(_, over, key, label)| (over, key, label)).collect()
}

/// `out` (or back), `away` (or back), `no_show`, `call`, `finish` with the selected token.
#[hook]
pub fn use_steps(token: Option<&Token>) -> Steps {
    let w = use_words();
    let app = use_app();
    let said = {
        let (w, toast) = (w.clone(), app.toast.clone());
        Callback::from(move |step: Stepped| {
            let key = format!("queue-is-{}", step.state.as_str());
            toast.emit(Toast::new(w.tw(&key, &[("token", Arg::Text(&step.token))])));
        })
    };
    let out = use_act::<StepOut>(said.clone());
    let back = use_act::<ComeBack>(said.clone());
    let away = use_act::<SendAway>(said.clone());
    let missed = use_act::<MissVisit>(said.clone());
    let call = use_act::<CallVisit>(said.clone());
    let finish = use_act::<FinishVisit>(said);
    let fault = [&out.fault, &back.fault, &away.fault, &missed.fault, &call.fault, &finish.fault];
    let fault = fault.into_iter().flatten().next().cloned();
    let token = token.map(|t| (t.visit, t.stamp.clone(), t.state));
    let run = Callback::from(move |step: &'static str| {
        let Some((visit, stamp, state)) = token.clone() else { return };
        match (step, state) {
            ("out", VisitState::Out | VisitState::NoShow) | ("out" | "away", VisitState::Away) => {
                back.run.emit(ComeBack { visit, stamp })
            }
            ("out", _) => out.run.emit(StepOut { visit, stamp }),
            ("away", _) => away.run.emit(SendAway { visit, stamp }),
            ("no_show", _) => missed.run.emit(MissVisit { visit, stamp }),
            ("call", _) => call.run.emit(CallVisit { visit, stamp }),
            _ => finish.run.emit(FinishVisit { visit, stamp }),
        }
    });
    Steps { run, fault }
}

/// The dialog to show.
#[derive(Clone, PartialEq, Properties)]
pub struct OverlayProps {
    /// Which.
    pub what: Over,
    /// The board, for what it is about.
    pub board: Option<Rc<Board>>,
    /// Done, or not now.
    pub onclose: Callback<()>,
    /// Another one instead.
    pub open: Callback<Over>,
}

/// The dialog over the board; nothing where its token has gone from there meanwhile.
#[component]
pub fn Overlay(props: &OverlayProps) -> Html {
    let w = use_words();
    let Some(board) = &props.board else { return html! {} };
    let close = props.onclose.clone();
    let with = |id: &Id<Visit>| find(&board.lanes, *id).cloned().map(Rc::new);
    let shown = match &props.what {
        Over::Token(id) => {
            with(id).map(|token| html! { <Sheet {token} onclose={close.clone()} open={props.open.clone()} /> })
        }
        Over::Ahead(id) => with(id).map(|token| html! { <Ahead {token} onclose={close.clone()} /> }),
        Over::Move(id) => {
            with(id).map(|token| html! { <Move {token} board={board.clone()} onclose={close.clone()} /> })
        }
        Over::Patient(id) => with(id).map(|token| html! { <RightPatient {token} onclose={close.clone()} /> }),
        Over::Cancel(id) => with(id).map(|token| html! { <Cancel {token} onclose={close.clone()} /> }),
        Over::Appointments => Some(html! {
            <Dialog title={w.t("queue-appointments")} onclose={close.clone()}><Appointments board={board.clone()} inside={true} /></Dialog>
        }),
        Over::Late(doctor) => {
            let lane = board.lanes.iter().find(|l| l.doctor == *doctor);
            lane.map(
                |l| html! { <Late doctor={*doctor} name={l.name.clone()} late={l.late} onclose={close.clone()} /> },
            )
        }
    };
    shown.unwrap_or_default()
}

#[derive(Clone, PartialEq, Properties)]
struct SheetProps {
    token: Rc<Token>,
    onclose: Callback<()>,
    open: Callback<Over>,
}

/// All that can be done with a token, each with its key.
#[component]
fn Sheet(props: &SheetProps) -> Html {
    let w = use_words();
    let app = use_app();
    let steps = use_steps(Some(&*props.token));
    let token = &props.token;
    let visit = token.visit;
    let slip = {
        let (print, close) = (use_print().now, props.onclose.clone());
        Callback::from(move |_: MouseEvent| {
            print.emit(Wanted::token(visit));
            close.emit(());
        })
    };
    let step = |name: &'static str, key: &'static str, label: &str| {
        let (run, close) = (steps.run.clone(), props.onclose.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            run.emit(name);
            close.emit(());
        });
        html! { <button class="menu-item" type="button" {onclick}>{ w.t(label) }<span class="push"><Kbd keys={key} /></span></button> }
    };
    let opens = |over: Over, key: &'static str, label: &str| {
        let onclick = props.open.reform(move |_: MouseEvent| over.clone());
        html! { <button class="menu-item" type="button" {onclick}>{ w.t(label) }<span class="push"><Kbd keys={key} /></span></button> }
    };
    let title = [("token", Arg::Text(token.token.as_str())), ("name", Arg::Text(token.name.as_str()))];
    html! {
        <Dialog size="sm" title={w.tw("queue-token-title", &title)} onclose={props.onclose.clone()}>
            { for of(token.state).into_iter().map(|(name, key, label)| step(name, key, label)) }
            { for asking(token).into_iter().map(|(over, key, label)| opens(over, key, label)) }
            if app.may(Capability::PaperPrint) {
                <button class="menu-item" type="button" data-do="print-token" onclick={slip}>{ w.t("key-print-token") }<span class="push"><Kbd keys="Shift+P" /></span></button>
            }
        </Dialog>
    }
}
