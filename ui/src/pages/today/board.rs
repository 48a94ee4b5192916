//! The board: a lane for each doctor, figures above, appointments beside.

use std::rc::Rc;

use gloo_timers::callback::Interval;
use model::Id;
use model::capability::Capability;
use model::commands::drawer::GetDay;
use model::commands::queue::{Board as Queue, CallNext, Lane as OfDoctor, ListQueue, Token};
use model::patient::{Visit, VisitState};
use model::queue::just_called;
use model::words::Arg;
use yew::prelude::*;

use super::appointments::Appointments;
use super::hall;
use super::lane::{Lane, tok_id};
use super::setup::Setup;
use super::steps::{Over, Overlay, use_steps};
use super::unfinished::Unfinished;
use crate::ask::{use_act, use_ask};
use crate::context::{App, use_app};
use crate::keys::{Key, use_keys};
use crate::kit::{Button, Empty, Failed, FaultBanner, Kind, Skeleton, Toast};
use crate::page::use_ready;
use crate::print::{Wanted, use_print};
use crate::route::{Route, go};
use crate::time::Local;
use crate::words::{W, use_words};

/// What the board tells of.
const KINDS: &[&str] =
    &["visit", "appointment", "patient", "practice", "hours", "closure", "delay", "charge", "bill", "payment"];

/// The day of the front desk.
#[component]
pub fn Board() -> Html {
    let w = use_words();
    let app = use_app();
    let queue = use_ask(Some(ListQueue { day: None }), KINDS);
    let sees_money = app.may(Capability::DrawerAll) || app.may(Capability::DrawerUse);
    let money = use_ask(sees_money.then(GetDay::default), &["bill", "bill_cancellation", "payment", "drawer_entry"]);
    let on = use_state(|| None::<Id<Visit>>);
    let over = use_state(|| None::<Over>);
    let again = queue.again.clone();
    use_effect_with((), move |()| {
        // Waits and expected times move on in place.
        let each_minute = Interval::new(60_000, move || again.emit(()));
        move || drop(each_minute)
    });
    let board = queue.data.clone();
    use_ready("today", board.is_some() || queue.fault.is_some());

    let select = {
        let on = on.clone();
        Callback::from(move |visit: Id<Visit>| on.set(Some(visit)))
    };
    let open = {
        let over = over.clone();
        Callback::from(move |what: Over| over.set(Some(what)))
    };
    let lanes: &[OfDoctor] = board.as_ref().map_or(&[], |b| b.lanes.as_slice());
    let lane = lane_of(lanes, *on);
    let token = on.and_then(|id| find(lanes, id)).cloned();
    let called = {
        let (toast, w, board, on) = (app.toast.clone(), w.clone(), board.clone(), on.clone());
        Callback::from(move |reply: model::commands::queue::CalledNext| match reply.called {
            Some(step) => {
                let name = board.as_ref().and_then(|b| find(&b.lanes, step.visit)).map(|t| t.name.clone());
                let name = name.unwrap_or_default();
                let said = [("token", Arg::Text(&step.token)), ("name", Arg::Text(&name))];
                toast.emit(Toast::new(w.tw("queue-called", &said)));
                on.set(None);
            }
            None => toast.emit(Toast::new(w.t("queue-nobody"))),
        })
    };
    let next = use_act::<CallNext>(called);
    let call = {
        let (run, board, app) = (next.run.clone(), board.clone(), app.clone());
        Callback::from(move |(doctor, next)| {
            let lane = board.iter().flat_map(|b| &b.lanes).find(|l| l.doctor == doctor);
            if !lane.is_some_and(|l| l.in_room.iter().any(|t| just_called(t.called_at, app.now()))) {
                run.emit(CallNext { doctor, next });
            }
        })
    };
    let steps = use_steps(token.as_ref());
    let print = use_print().now;
    let mut board_keys = keys(&w, &app, lane, token.as_ref(), &call, &steps.run, &open);
    board_keys.extend(paper_keys(&w, &app, lane, token.as_ref(), &print).unwrap_or_default());
    use_keys(board_keys);

    let now = Local::at(app.now(), app.zone());
    let waits = board.as_ref().map_or(0, |b| (app.now() - b.now).max(0) / 60_000);
    let body = match (&board, &queue.fault) {
        (Some(board), _) if board.lanes.is_empty() => html! {
            <Empty icon="consult" title={w.t("queue-no-doctors")} text={w.t("queue-no-doctors-text")}>
                if app.may(Capability::ScheduleManage) {
                    <Button kind={Kind::Primary} label={w.t("queue-set-hours")} onclick={goes(Route::Settings("hours".into()))} />
                }
            </Empty>
        },
        (Some(board), _) => html! {
            <div class="today" onkeydown={arrows(board.clone(), *on, select.clone())}>
                <div class="board">
                    { for board.lanes.iter().map(|l| html! {
                        <Lane key={l.doctor.to_string()} lane={Rc::new(l.clone())} on={*on} {waits} select={select.clone()}
                            main={lane.is_some_and(|main| main.doctor == l.doctor)} call={call.clone()} busy={next.busy} open={open.clone()} print={print.clone()} />
                    }) }
                </div>
                <Appointments board={board.clone()} />
            </div>
        },
        (None, Some(fault)) => html! { <Failed fault={fault.clone()} again={queue.again.clone()} /> },
        (None, None) => html! { <Skeleton rows={6} /> },
    };
    let hall = Callback::from(|()| hall::open());
    let close = {
        let over = over.clone();
        Callback::from(move |()| over.set(None))
    };
    let may_manage = app.may(Capability::QueueManage);
    html! {
        <div class="page page--fit">
            <div class="page-head">
                <h1>{ w.t("place-today") }</h1>
                <span class="sub">{ now.long(&w) }</span>
                <span class="push row">
                    <Button kind={Kind::Ghost} icon="pc" does="hall" label={w.t("queue-hall")} onclick={hall} />
                    if let Some(board) = &board {
                        <Button class="only-md" icon="calendar" does="appointments" onclick={open.reform(|()| Over::Appointments)}
                            label={w.tw("queue-appointments-to-come", &[("count", Arg::Number(board.figures.to_come.into()))])} />
                    }
                    if app.may(Capability::AppointmentBook) {
                        <Button icon="calendar" does="book" keys="B" label={w.t("queue-book")} onclick={goes(Route::Book(String::new()))} />
                    }
                    if may_manage {
                        <Button kind={Kind::Primary} icon="useradd" keys="Ctrl+N" label={w.t("queue-walk-in")} onclick={goes(Route::NewPatient(String::new()))} />
                    }
                </span>
            </div>
            <Setup />
            <Unfinished />
            <FaultBanner fault={next.fault.clone().or(steps.fault.clone())} />
            if let Some(board) = &board { { figures(&w, board, money.data.as_deref()) } }
            { body }
            if let Some(what) = (*over).clone() {
                <Overlay {what} board={board.clone()} onclose={close} {open} />
            }
        </div>
    }
}

fn goes(to: Route) -> Callback<()> {
    Callback::from(move |()| go(&to))
}

/// The lane that F8 calls in: the selected token's, else the first with somebody to call, else the first.
fn lane_of(lanes: &[OfDoctor], on: Option<Id<Visit>>) -> Option<&OfDoctor> {
    let holds = |lane: &&OfDoctor| on.is_some_and(|id| tokens(lane).any(|t| t.visit == id));
    lanes.iter().find(holds).or_else(|| lanes.iter().find(|l| l.next.is_some())).or(lanes.first())
}

/// The tokens of a lane that can be pointed at, from top to bottom.
pub fn tokens(lane: &OfDoctor) -> impl Iterator<Item = &Token> {
    lane.in_room.iter().chain(&lane.waiting).chain(missed(lane))
}

/// Those who did not come when called, and may come after all.
pub fn missed(lane: &OfDoctor) -> impl Iterator<Item = &Token> {
    lane.over.iter().filter(|t| t.state == VisitState::NoShow)
}

/// A token of the board.
pub fn find(lanes: &[OfDoctor], visit: Id<Visit>) -> Option<&Token> {
    lanes.iter().flat_map(|l| tokens(l).chain(&l.over)).find(|t| t.visit == visit)
}

/// Arrows move between patients and doctors.
fn arrows(board: Rc<Queue>, on: Option<Id<Visit>>, select: Callback<Id<Visit>>) -> Callback<KeyboardEvent> {
    Callback::from(move |event: KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() || crate::keys::in_text_field() {
            return;
        }
        let (across, down) = match event.key().as_str() {
            "ArrowLeft" => (-1, 0),
            "ArrowRight" => (1, 0),
            "ArrowUp" => (0, -1),
            "ArrowDown" => (0, 1),
            _ => return,
        };
        let columns: Vec<Vec<Id<Visit>>> = board
            .lanes
            .iter()
            .map(|l| tokens(l).map(|t| t.visit).collect::<Vec<_>>())
            .filter(|c| !c.is_empty())
            .collect();
        let at = on.and_then(|id| {
            columns.iter().enumerate().find_map(|(c, column)| Some((c, column.iter().position(|v| *v == id)?)))
        });
        let to = match at {
            None => columns.first().and_then(|c| c.first()),
            Some((c, r)) => {
                let column = &columns[c.saturating_add_signed(across).min(columns.len() - 1)];
                column.get(r.saturating_add_signed(down).min(column.len() - 1))
            }
        };
        if let Some(visit) = to {
            event.prevent_default();
            select.emit(*visit);
            crate::page::focus(&format!("#{}", tok_id(*visit)));
        }
    })
}

fn keys(
    w: &W,
    app: &App,
    lane: Option<&OfDoctor>,
    token: Option<&Token>,
    call: &Callback<(Id<model::tenancy::User>, Option<Id<Visit>>)>,
    step: &Callback<&'static str>,
    open: &Callback<Over>,
) -> Vec<Key> {
    let mut keys = Vec::new();
    let may = app.may(Capability::QueueManage);
    if let Some(lane) = lane.filter(|_| may) {
        let with = (lane.doctor, lane.next);
        keys.push(Key::new("F8", w.t("key-call-next"), call.reform(move |()| with)));
    }
    if may {
        keys.push(Key::new("Ctrl+N", w.t("queue-walk-in"), goes(Route::NewPatient(String::new()))));
    }
    if app.may(Capability::AppointmentBook) {
        keys.push(Key::new("B", w.t("queue-book"), goes(Route::Book(String::new()))).quiet());
    }
    if let Some(token) = token {
        if app.may(Capability::PaymentTake) {
            let patient = token.patient.to_string();
            keys.push(Key::new("P", w.t("key-take-fee"), goes(Route::Billing(format!("patient={patient}")))));
        }
        if may {
            let does =
                |chord, label: &str, name: &'static str| Key::new(chord, w.t(label), step.reform(move |()| name));
            let opens = |chord, label: &str, what: Over| {
                Key::new(chord, w.t(label), open.reform(move |()| what.clone())).quiet()
            };
            keys.extend(super::steps::of(token.state).into_iter().map(|(name, chord, label)| {
                let key = does(chord, label, name);
                if name == "out" { key } else { key.quiet() }
            }));
            keys.extend(super::steps::asking(token).into_iter().map(|(what, chord, label)| opens(chord, label, what)));
        }
    }
    if let Some(lane) = lane.filter(|_| may) {
        let doctor = lane.doctor;
        keys.push(Key::new("L", w.t("key-late"), open.reform(move |()| Over::Late(doctor))).quiet());
    }
    keys
}

/// The doctor's list of the day, and the token once more.
fn paper_keys(
    w: &W,
    app: &App,
    lane: Option<&OfDoctor>,
    token: Option<&Token>,
    print: &Callback<Wanted>,
) -> Option<Vec<Key>> {
    let key = |chord, label: &str, wanted: Wanted| Key::new(chord, w.t(label), print.reform(move |()| wanted.clone()));
    app.may(Capability::PaperPrint).then(|| {
        let list = lane.map(|lane| key("Ctrl+P", "key-print-list", Wanted::day_list(lane.doctor)));
        let slip = token.map(|token| key("Shift+P", "key-print-token", Wanted::token(token.visit)).quiet());
        list.into_iter().chain(slip).collect()
    })
}

fn figures(w: &W, board: &Queue, money: Option<&model::commands::drawer::DayFigures>) -> Html {
    let f = &board.figures;
    let number = |n: u32| Arg::Number(n.into());
    let stat = |key: &str, value: String, small: Option<AttrValue>| {
        html! {
            <div class="stat">
                <div class="k">{ w.t(key) }</div>
                <div class="v">{ value }{" "}if let Some(small) = small { <small>{ small }</small> }</div>
            </div>
        }
    };
    let minutes = |m: i64| w.tw("minutes", &[("count", Arg::Number(m))]);
    let longest = f.longest.map(|m| w.tw("queue-longest", &[("count", Arg::Number(m))]));
    let last_week = f.usual_wait_last_week.map(|m| w.tw("queue-last-week", &[("count", Arg::Number(m))]));
    let usual = f.usual_wait.map_or_else(|| "–".to_owned(), |m| minutes(m).to_string());
    html! {
        <div class="stats" role="group" aria-label={w.t("queue-figures")}>
            { stat("queue-waiting", f.waiting.to_string(), longest) }
            { stat("queue-with-doctor", f.with_doctor.to_string(), None) }
            { stat("queue-seen", f.seen.to_string(), Some(w.tw("queue-of-expected", &[("count", number(f.expected))]))) }
            { stat("queue-usual", usual, last_week) }
            if let Some(money) = money {
                { stat("queue-collected", format!("{:#}", money.received + money.refunded), upi_share(w, money)) }
                { stat("queue-unpaid", format!("{:#}", money.new_dues),
                    Some(w.tw("queue-bills", &[("count", Arg::Number(money.new_due_bills))]))) }
            }
        </div>
    }
}

/// `UPI 62 %` of what came in.
fn upi_share(w: &W, money: &model::commands::drawer::DayFigures) -> Option<AttrValue> {
    let upi = money.tenders.iter().find(|t| t.tender == model::billing::Tender::Upi)?;
    let percent = (upi.received.0 * 100).checked_div(money.received.0)?;
    Some(w.tw("queue-upi-share", &[("percent", Arg::Number(percent))]))
}
