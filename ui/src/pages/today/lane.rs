//! One doctor's lane: who is inside, whom to call, who waits.

use std::rc::Rc;

use model::Id;
use model::capability::Capability;
use model::commands::queue::{Lane as OfDoctor, Token};
use model::patient::{Visit, VisitState};
use model::tenancy::User;
use model::words::Arg;
use yew::prelude::*;

use super::board::missed;
use super::steps::Over;
use crate::context::{App, use_app};
use crate::kit::{Button, Icon, IconButton, Kind, Pill, Tone};
use crate::pages::patients::said;
use crate::print::Wanted;
use crate::route::Route;
use crate::time::Local;
use crate::words::{W, use_words};

/// A wait from which it is long, minutes.
const LONG: i64 = 30;

/// A lane.
#[derive(Clone, PartialEq, Properties)]
pub struct LaneProps {
    /// What is in it.
    pub lane: Rc<OfDoctor>,
    /// The selected token, perhaps in another lane.
    pub on: Option<Id<Visit>>,
    /// Minutes since the board was read.
    pub waits: i64,
    /// Whether F8 calls here.
    pub main: bool,
    /// Whether a call is under way.
    pub busy: bool,
    /// A token is pointed at.
    pub select: Callback<Id<Visit>>,
    /// Calls the next.
    pub call: Callback<(Id<User>, Option<Id<Visit>>)>,
    /// Opens what a token or the doctor can have done.
    pub open: Callback<Over>,
    /// Prints the list of the day.
    pub print: Callback<Wanted>,
}

/// Head, the one inside, the button that calls, those who wait.
#[component]
pub fn Lane(props: &LaneProps) -> Html {
    let w = use_words();
    let app = use_app();
    let lane = &*props.lane;
    let may = app.may(Capability::QueueManage);
    let about: Vec<&str> = [lane.speciality.as_deref(), lane.room.as_deref()].into_iter().flatten().collect();
    let late = {
        let doctor = lane.doctor;
        props.open.reform(move |_: MouseEvent| Over::Late(doctor))
    };
    let list = {
        let doctor = lane.doctor;
        props.print.reform(move |()| Wanted::day_list(doctor))
    };
    let sign = if lane.late > 0 {
        html! { <Pill tone={Tone::Warn} icon="clock" label={w.tw("queue-late", &[("count", Arg::Number(lane.late))])} /> }
    } else if lane.open {
        html! { <Pill tone={Tone::Ok} label={w.t("queue-on-time")} /> }
    } else {
        html! { <Pill label={w.t("queue-closed")} /> }
    };
    html! {
        <section class="lane" aria-label={lane.name.clone()} data-lane={lane.doctor.to_string()}>
            <header class="lane-head">
                <span class="grow"><h2>{ &lane.name }</h2><span class="cap">{ about.join(" · ") }</span></span>
                if app.may(Capability::PaperPrint) {
                    <IconButton icon="print" small={true} does="print-list" label={w.t("key-print-list")} keys={props.main.then_some("Ctrl+P")} onclick={list} />
                }
                if may {
                    <button class="linkbtn linkbtn--plain" type="button" title={w.t("key-late")} data-do="late" onclick={late}>{ sign }</button>
                } else {
                    { sign }
                }
            </header>
            if lane.in_room.is_empty() {
                <div class="lane-now lane-now--idle"><span class="who">{ w.t("queue-room-empty") }</span></div>
            }
            { for lane.in_room.iter().map(|token| inside(&w, &app, props, token)) }
            if may { { call(&w, props) } }
            <div class="lane-list">
                if lane.waiting.is_empty() {
                    <p class="hint">{ w.t("queue-no-one") }</p>
                }
                { for lane.waiting.iter().chain(missed(lane)).map(|token| waiting(&w, &app, props, token)) }
            </div>
            if let Some(at) = lane.next_free {
                <div class="lane-more">{ w.tw("queue-next-free", &[("time", Arg::Text(&Local::at(at, app.zone()).time()))]) }</div>
            }
        </section>
    }
}

/// The id of a token's element.
pub fn tok_id(visit: Id<Visit>) -> String {
    format!("tok-{visit}")
}

fn minutes(w: &W, count: i64) -> AttrValue {
    w.tw("minutes", &[("count", Arg::Number(count))])
}

fn inside(w: &W, app: &App, props: &LaneProps, token: &Token) -> Html {
    let since = token.called_at.map_or(0, |at| (app.now() - at).max(0) / 60_000);
    let (select, visit) = (props.select.clone(), token.visit);
    let onfocus = Callback::from(move |_: FocusEvent| select.emit(visit));
    let on = props.on == Some(token.visit);
    html! {
        <a class={classes!("lane-now", on.then_some("is-on"))} id={tok_id(token.visit)} {onfocus} href={Route::Patient(token.patient.to_string()).href()}
            data-state={token.state.as_str()} aria-current={on.then_some("true")}>
            <span class="big">{ &token.token }</span>
            <span class="who"><b class="cut">{ &token.name }</b><span class="t-12">{ about(w, app, token) }</span></span>
            <span class="t-12 num">{ minutes(w, since) }</span>
        </a>
    }
}

fn about(w: &W, app: &App, token: &Token) -> String {
    let sex = w.t(&format!("sex-short-{}", token.sex.as_str()));
    let who = format!("{sex} {}", said::age(w, token.birth, said::today(app)));
    match &token.reason {
        Some(reason) => format!("{who} · {reason}"),
        None => format!("{who} · {}", w.t(&format!("visit-{}", token.kind.as_str()))),
    }
}

fn call(w: &W, props: &LaneProps) -> Html {
    let lane = &*props.lane;
    let next = lane.next.and_then(|id| lane.waiting.iter().find(|t| t.visit == id));
    let label = match next {
        Some(t) => w.tw("queue-call", &[("token", Arg::Text(&t.token)), ("name", Arg::Text(&t.name))]),
        None if lane.in_room.is_empty() => return html! {},
        None => w.t("queue-finish"),
    };
    let with = (lane.doctor, lane.next);
    let onclick = props.call.reform(move |()| with);
    html! {
        <div class="lane-call">
            <Button kind={if props.main { Kind::Primary } else { Kind::Plain }} block={true} icon="call" does="call-next" {label}
                busy={props.busy} keys={props.main.then_some("F8")} {onclick} />
        </div>
    }
}

fn waiting(w: &W, app: &App, props: &LaneProps, token: &Token) -> Html {
    let on = props.on == Some(token.visit);
    let waited = token.waited + props.waits;
    let (select, visit) = (props.select.clone(), token.visit);
    let onfocus = Callback::from(move |_: FocusEvent| select.emit(visit));
    let more = {
        let (open, visit) = (props.open.clone(), token.visit);
        Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            open.emit(Over::Token(visit));
        })
    };
    let gone = token.state == VisitState::NoShow;
    let class = classes!(
        "qcard",
        (token.ahead.is_some() && !gone).then_some("qcard--urgent"),
        gone.then_some("qcard--gone"),
        on.then_some("is-on")
    );
    html! {
        <a {class} id={tok_id(token.visit)} {onfocus} oncontextmenu={more} key={token.visit.to_string()} data-state={token.state.as_str()}
            href={Route::Patient(token.patient.to_string()).href()} aria-current={on.then_some("true")} title={token.ahead.clone()}>
            <span class="tok">{ &token.token }</span>
            <span class="name">{ &token.name }</span>
            if gone {
                <span class="wait">{ token.called_at.map(|at| Local::at(at, app.zone()).time()) }</span>
            } else {
                <span class={classes!("wait", (waited >= LONG).then_some("wait--long"))}>{ minutes(w, waited) }</span>
            }
            <span class="meta">
                <span class="cut">{ about(w, app, token) }</span>
                <span class="push row row--1 fix">{ signs(w, token) }</span>
            </span>
        </a>
    }
}

/// Where somebody is, whether they go ahead, and how it stands with the fee.
fn signs(w: &W, token: &Token) -> Html {
    html! {
        <>
            if token.state == VisitState::Out { <Pill label={w.t("queue-out")} /> }
            if token.state == VisitState::Away { <Pill tone={Tone::Info} label={w.t("queue-away")} /> }
            if token.state == VisitState::NoShow { <Pill label={w.t("queue-no-show")} /> }
            if token.ahead.is_some() && token.state.goes_on() { <Pill tone={Tone::Danger} icon="flag" label={w.t("queue-ahead")} /> }
            if let Some(due) = token.due.filter(|due| !due.is_zero()) {
                <Pill tone={Tone::Warn} label={w.tw("queue-due", &[("amount", Arg::Text(&format!("{due:#}")))])} />
            } else if token.free {
                <Pill label={w.t("queue-free")} />
            } else if token.paid == Some(true) {
                <span class="qf is-ok" title={w.t("queue-paid")}><Icon name="rupee" size="sm" /><span class="sr">{ w.t("queue-paid") }</span></span>
            }
        </>
    }
}
