//! The screen in the hall: numbers alone, in English and Hindi at once.

use gloo_timers::callback::Interval;
use model::commands::queue::{HallLane, ShowHall};
use model::words::Language;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::ask::use_ask;
use crate::context::use_app;
use crate::page::use_ready;
use crate::time::Local;
use crate::transport;
use crate::words::{use_words, use_words_of};

/// How long a number that was just called is asked in, milliseconds.
const FRESH_MS: i64 = 60_000;

/// Opens the screen in the hall: a window of its own, which the shell makes.
pub fn open() {
    spawn_local(async {
        // In a browser there is no shell to ask: the page is opened beside this one.
        if transport::raw("hall.open", serde_json::json!({})).await.is_err() {
            let _ = web_sys::window().and_then(|w| w.open_with_url_and_target("#/hall", "hall").ok());
        }
    });
}

/// The hall display. It needs nobody signed in at its window, and names no patient.
#[component]
pub fn Hall() -> Html {
    let w = use_words();
    let (english, hindi) = (use_words_of(Some(Language::En)), use_words_of(Some(Language::Hi)));
    let app = use_app();
    let hall = use_ask(Some(ShowHall {}), &["visit", "delay", "practice", "hours", "closure", "user"]);
    let again = hall.again.clone();
    use_effect_with((), move |()| {
        let often = Interval::new(10_000, move || again.emit(()));
        move || drop(often)
    });
    let spoken = english.zip(hindi);
    use_ready("hall", spoken.is_some() && (hall.data.is_some() || hall.fault.is_some()));
    let Some((english, hindi)) = spoken else { return html! {} };
    let now = Local::at(app.now(), app.zone());
    let both = |key: &str| html! { <><span lang="hi">{ hindi.t(key) }</span>{" · "}{ english.t(key) }</> };
    let lane = |lane: &HallLane| {
        let fresh = lane.called_at.is_some_and(|at| app.now() - at < FRESH_MS);
        html! {
            <section class={classes!("hall-lane", fresh.then_some("hall-lane--call"))} key={lane.doctor.to_string()}>
                <p><b>{ &lane.name }</b><br />{ lane.room.clone() }</p>
                <div class="big">{ lane.inside.clone().unwrap_or_else(|| "–".to_owned()) }</div>
                <p>{ both(match (&lane.inside, fresh) { (None, _) => "hall-free", (_, true) => "hall-come-in", _ => "hall-inside" }) }</p>
                if !lane.next.is_empty() {
                    <div class="hall-next"><small>{ both("hall-next") }</small>{ for lane.next.iter().map(|t| html! { <span>{ t }</span> }) }</div>
                }
            </section>
        }
    };
    let lanes = hall.data.as_ref().map_or(&[][..], |h| h.lanes.as_slice());
    html! {
        <main class="hall" id="main">
            <div class="hall-top"><h1>{ app.status.clinic.clone() }</h1><span>{ format!("{} · {}", now.long(&w), now.time()) }</span></div>
            if lanes.is_empty() {
                <p class="hall-foot">{ both("hall-closed") }</p>
            }
            <div class="hall-lanes">{ for lanes.iter().map(lane) }</div>
            <div class="hall-foot"><span lang="hi">{ hindi.t("hall-order") }</span><span>{ english.t("hall-order") }</span></div>
        </main>
    }
}
