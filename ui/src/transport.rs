//! The one way from a page to the dispatcher: through the shell's IPC in a window, through the
//! development bridge in a browser.

use std::cell::RefCell;

use js_sys::{Function, Object, Promise, Reflect};
use model::Fault;
use model::command::Command;
use serde::de::DeserializeOwned;
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Request, RequestInit, Response};
use yew::Callback;

use crate::reply;

thread_local! {
    static SHUT: RefCell<Option<Callback<()>>> = const { RefCell::new(None) };
}

/// Calls a command that reads or changes only this computer. Pages use the hooks of `ask`.
pub async fn call<C: Command>(args: &C) -> Result<C::Output, Fault> {
    let args = serde_json::to_value(args).map_err(|_| Fault::new("arguments"))?;
    let reply = raw(C::NAME, args).await?;
    read(reply)
}

/// A reply as the type that a page wants.
pub fn read<T: DeserializeOwned>(reply: Value) -> Result<T, Fault> {
    reply::read(reply).ok_or_else(|| Fault::new("reply"))
}

/// Calls a command by name; a write carries the request id under which it may be asked again.
pub async fn raw_as(name: &str, mut args: Value, request: Option<&str>) -> Result<Value, Fault> {
    if let (Some(id), Value::Object(map)) = (request, &mut args) {
        map.insert("request_id".to_owned(), Value::String(id.to_owned()));
    }
    raw(name, args).await
}

/// Calls a command by name.
pub async fn raw(name: &str, args: Value) -> Result<Value, Fault> {
    let message = serde_json::json!({ "call": name, "args": args });
    let reply = match internals() {
        Some(internals) => invoke(&internals, "call", &message).await,
        None => post(&message).await,
    };
    if let Err(fault) = &reply
        && matches!(fault.code.as_str(), "locked" | "signed-out")
    {
        SHUT.with_borrow(|shut| shut.iter().for_each(|shut| shut.emit(())));
    }
    reply
}

/// Names who is told when a call finds the place locked or signed out.
pub fn on_shut(told: Callback<()>) {
    SHUT.with_borrow_mut(|shut| *shut = Some(told));
}

/// A new request id: a random UUID, version 4.
pub fn request_id() -> String {
    let mut bytes = [0_u8; 16];
    let filled = web_sys::window()
        .and_then(|w| w.crypto().ok())
        .is_some_and(|c| c.get_random_values_with_u8_array(&mut bytes).is_ok());
    debug_assert!(filled, "the web view has no random source");
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// The shell's IPC object, if this is one of its windows.
pub(crate) fn internals() -> Option<Object> {
    let window = web_sys::window()?;
    Reflect::get(&window, &"__TAURI_INTERNALS__".into()).ok()?.dyn_into().ok()
}

/// Asks the shell's IPC: resolves to the output, rejects with the fault.
pub(crate) async fn invoke(internals: &Object, command: &str, args: &Value) -> Result<Value, Fault> {
    let args = to_js(args).ok_or_else(unreachable_shell)?;
    let promise = method(internals, "invoke")
        .and_then(|invoke| invoke.call2(internals, &command.into(), &args).ok())
        .and_then(|promise| promise.dyn_into::<Promise>().ok())
        .ok_or_else(unreachable_shell)?;
    match JsFuture::from(promise).await {
        Ok(reply) => from_js(&reply).ok_or_else(|| Fault::new("reply")),
        Err(refused) => Err(from_js(&refused).and_then(|v| fault(&v)).unwrap_or_else(unreachable_shell)),
    }
}

/// Asks the bridge: `{ok}` or `{error}`.
async fn post(message: &Value) -> Result<Value, Fault> {
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(&JsValue::from_str(&message.to_string()));
    let reply = fetch("/call", &init).await.ok_or_else(unreachable_shell)?;
    match reply {
        Value::Object(mut map) => match map.remove("error") {
            Some(error) => Err(fault(&error).unwrap_or_else(unreachable_shell)),
            None => Ok(map.remove("ok").unwrap_or(Value::Null)),
        },
        _ => Err(unreachable_shell()),
    }
}

/// Fetches JSON from where the page came from.
pub(crate) async fn fetch(path: &str, init: &RequestInit) -> Option<Value> {
    let request = Request::new_with_str_and_init(path, init).ok()?;
    request.headers().set("content-type", "application/json").ok()?;
    let response = JsFuture::from(web_sys::window()?.fetch_with_request(&request)).await.ok()?;
    serde_json::from_str(&text(response.dyn_into().ok()?).await?).ok()
}

/// A file from beside the page.
pub(crate) async fn file(path: &str) -> Option<String> {
    let response = JsFuture::from(web_sys::window()?.fetch_with_str(path)).await.ok()?;
    text(response.dyn_into::<Response>().ok().filter(Response::ok)?).await
}

async fn text(response: Response) -> Option<String> {
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}

/// A function of a JavaScript object.
pub(crate) fn method(of: &Object, name: &str) -> Option<Function> {
    Reflect::get(of, &name.into()).ok()?.dyn_into().ok()
}

fn fault(value: &Value) -> Option<Fault> {
    reply::read(value.clone())
}

fn unreachable_shell() -> Fault {
    Fault::new("unreachable")
}

fn to_js(value: &Value) -> Option<JsValue> {
    js_sys::JSON::parse(&value.to_string()).ok()
}

/// A JavaScript value as JSON; `undefined` is null.
pub(crate) fn from_js(value: &JsValue) -> Option<Value> {
    if value.is_undefined() {
        return Some(Value::Null);
    }
    if let Some(error) = value.dyn_ref::<js_sys::Error>() {
        return Some(Value::String(String::from(error.message())));
    }
    let text = js_sys::JSON::stringify(value).ok()?;
    serde_json::from_str(&String::from(text)).ok()
}
