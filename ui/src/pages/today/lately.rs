//! Who was seen last: the day of those who have no queue to see.

use model::capability::Capability;
use model::commands::patients::{FindPatients, PatientRow};
use model::words::Arg;
use yew::prelude::*;

use super::setup::Setup;
use super::unfinished::Unfinished;
use crate::ask::use_ask;
use crate::context::use_app;
use crate::keys::{Key, use_keys};
use crate::kit::{Avatar, Button, Card, Empty, Failed, Kind, NotPermitted, Skeleton};
use crate::page::use_ready;
use crate::route::{Route, go};
use crate::time::Local;
use crate::words::{W, use_words};

/// Greeting, own unfinished work, patients seen last.
#[component]
pub fn Lately() -> Html {
    let w = use_words();
    let app = use_app();
    let may_find = app.may(Capability::PatientFind);
    let recent =
        use_ask(may_find.then(|| FindPatients { query: String::new(), limit: Some(12), after: None }), &["patient"]);
    use_ready("today", recent.data.is_some() || recent.fault.is_some() || !may_find);

    let goes = |to: Route| Callback::from(move |()| go(&to));
    let mut keys = Vec::new();
    if app.may(Capability::PatientCreate) {
        keys.push(Key::new("Ctrl+N", w.t("key-new-patient"), goes(Route::NewPatient(String::new()))));
    }
    if may_find {
        keys.push(Key::new("F", w.t("today-find"), goes(Route::Patients(String::new()))));
    }
    use_keys(keys);

    let now = Local::at(app.now(), app.zone());
    let name = app.status.session.as_ref().map(|s| s.name.clone()).unwrap_or_default();
    let greeting = match now.hour {
        4..12 => "today-morning",
        12..17 => "today-afternoon",
        _ => "today-evening",
    };
    html! {
        <div class="page">
            <div class="page-head">
                <h1>{ w.t("place-today") }</h1>
                <span class="sub">{ now.long(&w) }</span>
                <span class="push row">
                    if may_find {
                        <Button icon="search" keys="F" label={w.t("today-find")} onclick={goes(Route::Patients(String::new()))} />
                    }
                    if app.may(Capability::PatientCreate) {
                        <Button kind={Kind::Primary} icon="useradd" keys="Ctrl+N" label={w.t("today-register")} onclick={goes(Route::NewPatient(String::new()))} />
                    }
                </span>
            </div>
            <p class="t-16">{ w.tw(greeting, &[("name", Arg::Text(&name))]) }</p>
            <Setup />
            <Unfinished />
            <Card title={w.t("today-recent")} sub={w.t("today-recent-sub")} body={false}>
                if !may_find {
                    <NotPermitted />
                } else if let Some(found) = &recent.data {
                    if found.patients.is_empty() {
                        <Empty icon="patients" title={w.t("today-none")} text={w.t("today-none-text")}>
                            if app.may(Capability::PatientCreate) {
                                <Button kind={Kind::Primary} keys="Ctrl+N" label={w.t("today-register")} onclick={goes(Route::NewPatient(String::new()))} />
                            }
                        </Empty>
                    } else {
                        <ul class="list">{ for found.patients.iter().map(|p| patient(&w, p, now, app.zone())) }</ul>
                    }
                } else if let Some(fault) = recent.fault.clone() {
                    <Failed {fault} again={recent.again.clone()} />
                } else {
                    <Skeleton rows={6} />
                }
            </Card>
        </div>
    }
}

fn patient(w: &W, p: &PatientRow, now: Local, zone: i64) -> Html {
    let age = p.birth.age_on(now.day);
    let age = w.tw(age.key(), &[("count", Arg::Number(i64::from(age.count())))]);
    let about = [Some(p.number.clone()), p.guardian.clone(), p.area.clone()];
    html! {
        <li key={p.id.to_string()}>
            <a class="li" href={Route::Patient(p.id.to_string()).href()}>
                <Avatar name={p.name.clone()} />
                <span class="grow"><b>{ &p.name }</b>{" "}<span class="hushed t-13">{ w.t(&format!("sex-short-{}", p.sex.as_str())) }{" · "}{ age }</span><br />
                    <span class="meta">{ about.into_iter().flatten().collect::<Vec<_>>().join(" · ") }</span></span>
                if let Some(at) = p.last_visit {
                    <span class="meta">{ w.tw("today-last-visit", &[("day", Arg::Text(&Local::at(at, zone).date()))]) }</span>
                }
            </a>
        </li>
    }
}
