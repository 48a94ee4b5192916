//! The way into the practice clinic, which the shell opens in a window of its own.

use model::Fault;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::transport;

/// Opens the practice clinic; the fault says why it could not be.
#[hook]
pub fn use_practice() -> (Callback<()>, Option<Fault>) {
    let fault = use_state(|| None::<Fault>);
    let open = {
        let fault = fault.clone();
        Callback::from(move |()| {
            let fault = fault.clone();
            spawn_local(async move {
                fault.set(transport::raw("practice.open", serde_json::json!({})).await.err());
            });
        })
    };
    (open, (*fault).clone())
}
