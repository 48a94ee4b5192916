//! What changed: announced by the shell as an event, by the bridge to whoever waits for it.

use gloo_timers::future::sleep;
use js_sys::{Object, Reflect};
use serde::Deserialize;
use serde_json::{Value, json};
use std::time::Duration;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::RequestInit;
use yew::Callback;

use crate::{reply, transport};

/// One announcement.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Change {
    /// The kinds of records: `patient`, `user` …
    #[serde(default)]
    pub kinds: Vec<String>,
}

#[derive(Deserialize)]
struct Waited {
    at: u64,
    #[serde(default)]
    changes: Vec<Change>,
}

/// Tells of every change, for as long as the page lives.
pub fn listen(told: Callback<Change>) {
    match transport::internals() {
        Some(internals) => spawn_local(hear(internals, told)),
        None => spawn_local(wait(told)),
    }
}

/// The shell's `changed` event, for this window's label.
async fn hear(internals: Object, told: Callback<Change>) {
    let heard = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
        let payload = transport::from_js(&event).map(|mut e| e["payload"].take()).unwrap_or_default();
        told.emit(reply::read(payload).unwrap_or_default());
    });
    let handler = transport::method(&internals, "transformCallback")
        .and_then(|transform| transform.call1(&internals, heard.as_ref()).ok())
        .and_then(|id| id.as_f64());
    // The listener lives as long as the page.
    heard.forget();
    let Some(handler) = handler else { return };
    let args = json!({ "event": "changed", "target": target(&internals), "handler": handler as u64 });
    // Without it pages ask again only when they are opened: a lesser window, not a broken one.
    let _ = transport::invoke(&internals, "plugin:event|listen", &args).await;
}

fn target(internals: &Object) -> Value {
    let label = ["metadata", "currentWebview", "label"]
        .iter()
        .try_fold(JsValue::from(internals.clone()), |at, name| Reflect::get(&at, &(*name).into()))
        .ok()
        .and_then(|label| label.as_string());
    match label {
        Some(label) => json!({ "kind": "AnyLabel", "label": label }),
        None => json!({ "kind": "Any" }),
    }
}

/// The bridge's `/events`, asked again and again.
async fn wait(told: Callback<Change>) {
    let mut after = String::new();
    loop {
        let reply = transport::fetch(&format!("/events{after}"), &RequestInit::new()).await;
        match reply.and_then(reply::read::<Waited>) {
            Some(waited) => {
                after = format!("?after={}", waited.at);
                waited.changes.into_iter().for_each(|change| told.emit(change));
            }
            None => sleep(Duration::from_secs(3)).await,
        }
    }
}
