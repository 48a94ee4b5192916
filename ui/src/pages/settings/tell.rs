//! Who is booked on days that are closed by now and must be told, each with a tick.

use std::rc::Rc;

use model::capability::Capability;
use model::command::Done;
use model::commands::appointments::{ListToTell, TellAppointment, ToTell};
use model::commands::schedule::Closed;
use yew::prelude::*;

use crate::ask::{use_act, use_ask};
use crate::context::use_app;
use crate::kit::{Banner, Check, Failed, FaultBanner, Tone};
use crate::route::Route;
use crate::time::Local;
use crate::words::use_words;

/// What is known.
#[derive(Clone, PartialEq, Properties)]
pub struct TellProps {
    /// What was just closed, with the phones whole.
    pub closed: Option<Rc<Closed>>,
}

/// The list, nothing where nobody is on it.
#[component]
pub fn Tell(props: &TellProps) -> Html {
    let w = use_words();
    let app = use_app();
    let list = use_ask(Some(ListToTell {}), &["appointment", "closure", "hours", "patient"]);
    let tell = use_act::<TellAppointment>(Callback::from(|_: Done| ()));
    let may = app.may(Capability::AppointmentBook);
    let row = |t: &ToTell| {
        let fresh = props.closed.iter().flat_map(|c| &c.to_tell).find(|f| f.row.appointment == t.row.appointment);
        let phone = fresh.map_or(&t.phone, |f| &f.phone).clone();
        let at = Local::at(t.row.at, app.zone());
        let onchange = {
            let (run, appointment, stamp) = (tell.run.clone(), t.row.appointment, t.row.stamp.clone());
            Callback::from(move |told: bool| run.emit(TellAppointment { appointment, stamp: stamp.clone(), told }))
        };
        html! {
            <li class="row row--3" key={t.row.appointment.to_string()} data-tell={t.row.appointment.to_string()}>
                <Check label={w.t("book-told")} checked={t.row.told_at.is_some()} {onchange} disabled={!may} />
                <a href={Route::Patient(t.row.patient.to_string()).href()}>{ &t.row.name }</a>
                <span class="code">{ phone }</span>
                <span class="hushed">{ format!("{} {} · {}", at.date(), at.time(), t.row.doctor_name) }</span>
            </li>
        }
    };
    match (&list.data, &list.fault) {
        (Some(list), _) if list.to_tell.is_empty() && props.closed.is_some() => html! {
            <div class="card-body"><Banner tone={Tone::Ok}>{ w.t("hours-nobody-to-tell") }</Banner></div>
        },
        (Some(list), _) if !list.to_tell.is_empty() => html! {
            <section class="card-body stack stack--2" aria-label={w.t("hours-tell")}>
                <h3>{ w.t("hours-tell") }</h3>
                <FaultBanner fault={tell.fault.clone()} />
                <ul class="stack stack--1">{ for list.to_tell.iter().map(row) }</ul>
                <p class="hint">{ w.t("hours-tell-hint") }</p>
            </section>
        },
        (None, Some(fault)) => html! { <Failed fault={fault.clone()} again={list.again.clone()} /> },
        _ => html! {},
    }
}
