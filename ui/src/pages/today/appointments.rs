//! Who is booked today, with a button for those who come in.

use std::rc::Rc;

use model::Id;
use model::capability::Capability;
use model::commands::appointments::AppointmentRow;
use model::commands::queue::{Arrive, Arrived, Board};
use model::schedule::{Appointment, AppointmentState};
use model::words::Arg;
use yew::prelude::*;

use crate::ask::use_act;
use crate::context::use_app;
use crate::kit::{Button, FaultBanner, Icon, Pill, Size, Toast};
use crate::print::{Wanted, use_print};
use crate::route::Route;
use crate::time::Local;
use crate::words::use_words;

/// The card.
#[derive(Clone, PartialEq, Properties)]
pub struct AppointmentsProps {
    /// The board.
    pub board: Rc<Board>,
    /// In a dialog, which has the head.
    #[prop_or_default]
    pub inside: bool,
}

/// The day's appointments by time, a line at the present.
#[component]
pub fn Appointments(props: &AppointmentsProps) -> Html {
    let w = use_words();
    let app = use_app();
    let said = {
        let (w, toast, print) = (w.clone(), app.toast.clone(), use_print().by_itself);
        Callback::from(move |reply: Arrived| {
            print.emit(vec![Wanted::token(reply.visit)]);
            let slots = [("token", Arg::Text(&reply.token)), ("count", Arg::Number(reply.expected_wait))];
            toast.emit(Toast::new(w.tw("queue-token-given", &slots)));
        })
    };
    let arrive = use_act::<Arrive>(said);
    let board = &props.board;
    let now = app.now();
    let may = app.may(Capability::QueueManage);
    let from = board.appointments.iter().position(|a| a.at > now).unwrap_or(board.appointments.len());
    let row = |a: &AppointmentRow| {
        let id: Id<Appointment> = a.appointment;
        let run = arrive.run.clone();
        let onclick = Callback::from(move |()| run.emit(Arrive { appointment: Some(id), ..Arrive::default() }));
        let kind = w.t(&format!("visit-{}", a.kind.as_str()));
        let why = a.reason.clone().map_or(kind, AttrValue::from);
        let sign = match a.state {
            AppointmentState::Booked if may => html! {
                <Button size={Size::Small} label={w.t("queue-arrived")} does="arrived" busy={arrive.busy} {onclick} />
            },
            AppointmentState::Booked => html! {},
            AppointmentState::Arrived => html! { <span class="tok">{ a.token.clone() }</span> },
            other => html! { <Pill label={w.t(&format!("appointment-{}", other.as_str()))} /> },
        };
        let over = a.state != AppointmentState::Booked;
        html! {
            <div class={classes!("appt", over.then_some("is-past"))} key={a.appointment.to_string()} data-appointment={a.appointment.to_string()}>
                <time>{ Local::at(a.at, app.zone()).time() }</time>
                <span class="grow appt-who"><a class="plain" href={Route::Patient(a.patient.to_string()).href()}><b class="cut">{ &a.name }</b></a>
                    <span class="meta cut">{ format!("{} · {why}", a.doctor_name) }</span></span>
                { sign }
            </div>
        }
    };
    let to_come = [("count", Arg::Number(board.figures.to_come.into()))];
    html! {
        <aside class={if props.inside { "appts" } else { "card appts drawer-md" }} aria-label={w.t("queue-appointments")}>
            if !props.inside {
                <header class="card-head">
                    <h2>{ w.t("queue-appointments") }</h2>
                    <span class="sub">{ w.tw("queue-to-come", &to_come) }</span>
                </header>
            }
            <FaultBanner fault={arrive.fault.clone()} />
            <div class="scroll grow">
                if board.appointments.is_empty() { <p class="hint pad">{ w.t("queue-no-appointments") }</p> }
                { for board.appointments[..from].iter().map(row) }
                if !board.appointments.is_empty() {
                    <div class="nowline"><Icon name="clock" size="sm" />{ w.tw("queue-now", &[("time", Arg::Text(&Local::at(now, app.zone()).time()))]) }</div>
                }
                { for board.appointments[from..].iter().map(row) }
            </div>
        </aside>
    }
}
