//! A barcode scanner is a fast keyboard: what it types goes to the screen's handler, from any focus.

use std::cell::RefCell;

use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use crate::keys::in_text_field;
use crate::page::document;

/// The keys of a scanner follow each other within so many milliseconds; nobody types so fast.
const WITHIN_MS: f64 = 50.0;

/// From so many keys on it is a scanner, and a letter is no command any more.
const SURELY: usize = 3;

/// Anything shorter is no code.
const LEAST: usize = 6;

/// What may be a scan, as far as it has come.
#[derive(Default)]
struct Run {
    text: String,
    /// When its last key came.
    at: f64,
    /// The field that it goes into, and what was in it before.
    into: Option<(HtmlInputElement, String)>,
}

/// Hands what `read` makes of each scan to `take`, while the screen is shown. It leaves no trace in the field that had
/// the focus; what `read` makes nothing of stays there, as typed.
#[hook]
pub fn use_scan<T: 'static>(read: fn(&str) -> Option<T>, take: Callback<T>) {
    let latest = use_mut_ref(|| take.clone());
    *latest.borrow_mut() = take;
    use_effect_with((), move |()| {
        let run = RefCell::new(Run::default());
        let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
        let listener = web_sys::window().map(|window| {
            EventListener::new_with_options(&window, "keydown", options, move |event| {
                let scanned = event.dyn_ref().and_then(|event| press(&mut run.borrow_mut(), event, read));
                if let Some((scanned, run)) = scanned {
                    let take = latest.borrow().clone();
                    run.put_back();
                    take.emit(scanned);
                }
            })
        });
        move || drop(listener)
    });
}

/// One key more; with the Enter that ends a scan, what it is.
fn press<T>(run: &mut Run, event: &KeyboardEvent, read: fn(&str) -> Option<T>) -> Option<(T, Run)> {
    let key = event.key();
    let follows = event.time_stamp() - run.at <= WITHIN_MS;
    match key.as_str() {
        "Shift" => return None,
        "Enter" => {
            let run = std::mem::take(run);
            let whole = follows && run.text.chars().count() >= LEAST;
            let scanned = whole.then(|| read(&run.text)).flatten()?;
            event.prevent_default();
            event.stop_propagation();
            return Some((scanned, run));
        }
        _ if event.ctrl_key() || event.alt_key() || event.meta_key() || key.chars().count() != 1 => {
            *run = Run::default();
            return None;
        }
        _ => {}
    }
    if !follows {
        *run = Run { into: field(), ..Run::default() };
    }
    run.text.push_str(&key);
    run.at = event.time_stamp();
    if run.text.chars().count() >= SURELY && !in_text_field() {
        event.prevent_default();
        event.stop_propagation();
    }
    None
}

/// The field that has the focus, with what is in it.
fn field() -> Option<(HtmlInputElement, String)> {
    let input: HtmlInputElement = document()?.active_element()?.dyn_into().ok()?;
    let value = input.value();
    in_text_field().then_some((input, value))
}

impl Run {
    /// Puts back what was in the field, and tells whoever listens to it.
    fn put_back(self) {
        let Some((input, before)) = self.into.filter(|(input, before)| input.value() != *before) else { return };
        input.set_value(&before);
        if let Some(event) = document().and_then(|d| d.create_event("Event").ok()) {
            event.init_event_with_bubbles("input", true);
            let _ = input.dispatch_event(&event);
        }
    }
}
