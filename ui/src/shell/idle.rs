//! The lock after a time without a key press. The backend keeps the same time and has the last word.

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use yew::prelude::*;

use crate::context::use_app;
use crate::time::clock;

/// Locks after the status's idle minutes without key, click or wheel.
#[hook]
pub fn use_idle_lock() {
    let app = use_app();
    use_effect_with((app.status.idle_minutes, app.lock), |(minutes, lock)| {
        let last = Rc::new(Cell::new(clock()));
        let listeners: Vec<EventListener> = web_sys::window()
            .into_iter()
            .flat_map(|window| {
                ["keydown", "pointerdown", "wheel"].map(|event| {
                    let last = Rc::clone(&last);
                    EventListener::new(&window, event, move |_| last.set(clock()))
                })
            })
            .collect();
        let (idle, lock) = (minutes * 60_000, lock.clone());
        let watch = Interval::new(5_000, move || {
            if clock() - last.get() >= idle {
                lock.emit(());
            }
        });
        move || drop((listeners, watch))
    });
}
