//! A day as it is booked, beside the form.

use model::command::Done;
use model::commands::appointments::{AppointmentRow, CancelAppointment, ListAppointments, TellAppointment};
use model::day::Day;
use model::schedule::AppointmentState;
use model::words::Arg;
use yew::prelude::*;

use crate::ask::{use_act, use_ask};
use crate::context::use_app;
use crate::kit::{Check, Failed, FaultBanner, IconButton, Pill, Skeleton, Tone};
use crate::route::Route;
use crate::time::Local;
use crate::words::use_words;

/// Which.
#[derive(Clone, PartialEq, Properties)]
pub struct OfDayProps {
    /// The day.
    pub day: Day,
}

/// All doctors' appointments of the day by time; those that cannot be any more have a tick for having told.
#[component]
pub fn OfDay(props: &OfDayProps) -> Html {
    let w = use_words();
    let app = use_app();
    let asked = ListAppointments { from: props.day, to: props.day, doctor: None };
    let list = use_ask(Some(asked), &["appointment", "closure", "hours", "patient"]);
    let cancel = use_act::<CancelAppointment>(Callback::from(|_: Done| ()));
    let tell = use_act::<TellAppointment>(Callback::from(|_: Done| ()));
    let row = |a: &AppointmentRow| {
        let drop_it = {
            let (run, appointment, stamp) = (cancel.run.clone(), a.appointment, a.stamp.clone());
            Callback::from(move |()| {
                run.emit(CancelAppointment { appointment, stamp: stamp.clone(), following: false })
            })
        };
        let told = {
            let (run, appointment, stamp) = (tell.run.clone(), a.appointment, a.stamp.clone());
            Callback::from(move |told: bool| run.emit(TellAppointment { appointment, stamp: stamp.clone(), told }))
        };
        let kind = w.t(&format!("visit-{}", a.kind.as_str()));
        let booked = a.state == AppointmentState::Booked;
        html! {
            <div class={classes!("appt", (!booked).then_some("is-past"))} key={a.appointment.to_string()} data-appointment={a.appointment.to_string()}>
                <time>{ Local::at(a.at, app.zone()).time() }</time>
                <span class="grow appt-who"><a class="plain" href={Route::Patient(a.patient.to_string()).href()}><b class="cut">{ &a.name }</b></a>
                    <span class="meta cut">{ format!("{} · {}", a.doctor_name, a.reason.clone().unwrap_or_else(|| kind.to_string())) }</span>
                    if a.cannot_be && booked {
                        <span class="row row--1"><Pill tone={Tone::Warn} label={w.t("book-cannot-be")} /><Check label={w.t("book-told")} checked={a.told_at.is_some()} onchange={told} /></span>
                    }
                </span>
                if booked {
                    <IconButton icon="trash" small={true} label={w.t("book-cancel")} onclick={drop_it} does="cancel" />
                } else {
                    <Pill label={w.t(&format!("appointment-{}", a.state.as_str()))} />
                }
            </div>
        }
    };
    let date = Local::at(props.day.starts_at(app.zone()), app.zone()).long(&w);
    let count = list.data.as_ref().map_or(0, |l| l.appointments.len());
    let sub = w.tw("book-so-many", &[("count", Arg::Number(i64::try_from(count).unwrap_or_default()))]);
    html! {
        <aside class="card appts drawer-md" aria-label={date.clone()}>
            <header class="card-head"><h2>{ date }</h2><span class="sub">{ sub }</span></header>
            <FaultBanner fault={cancel.fault.clone().or_else(|| tell.fault.clone())} />
            <div class="scroll grow">
                { match (&list.data, &list.fault) {
                    (Some(list), _) if list.appointments.is_empty() => html! { <p class="hint pad">{ w.t("book-nobody") }</p> },
                    (Some(list), _) => html! { { for list.appointments.iter().map(row) } },
                    (None, Some(fault)) => html! { <Failed fault={fault.clone()} again={list.again.clone()} /> },
                    (None, None) => html! { <Skeleton /> },
                } }
            </div>
        </aside>
    }
}
