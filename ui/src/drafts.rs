//! Unfinished work: what is typed is kept within two seconds, and is there again when the form opens.
//!
//! A draft lies encrypted on this computer and belongs to whoever typed it, until they have left it to a colleague; the
//! backend sees to both.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use model::commands::drafts::{DiscardDraft, ListDrafts, SaveDraft};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::context::use_app;
use crate::{reply, transport};

/// Half of what is promised, so that a slow moment does not break the promise.
const WAIT_MS: u32 = 900;

type Saving = Pin<Box<dyn Future<Output = ()>>>;
type Flush = Rc<dyn Fn() -> Saving>;

thread_local! {
    static OPEN: RefCell<Vec<(String, Flush)>> = const { RefCell::new(Vec::new()) };
}

/// Keeps the drafts of every open form now: before a lock.
pub async fn keep_all() {
    let open: Vec<Flush> = OPEN.with_borrow(|open| open.iter().map(|(_, f)| Rc::clone(f)).collect());
    for flush in open {
        flush().await;
    }
}

/// A form's draft.
#[derive(Clone, PartialEq)]
pub struct DraftHandle {
    /// When it was last kept, UTC milliseconds.
    pub at: Option<i64>,
    /// Whether the look for an earlier draft is over.
    pub looked: bool,
    /// Drops it: the form was saved, or thrown away on purpose.
    pub discard: Callback<()>,
}

struct Kept {
    /// The form as it is now.
    body: String,
    /// What the backend holds; the empty form's body means nothing.
    held: String,
    empty: String,
    closed: bool,
    /// The clinic's time minus this web view's clock, milliseconds.
    ahead: i64,
}

/// Keeps `form` as the draft `key` while the page is open; `restore` gets an earlier one back.
///
/// A form that equals its default is no draft.
#[hook]
pub fn use_draft<F>(key: String, form: &F, restore: Callback<F>) -> DraftHandle
where
    F: Serialize + DeserializeOwned + Default + 'static,
{
    let ahead = use_app().ahead;
    let at = use_state(|| None::<i64>);
    let looked = use_state(|| false);
    let body = written(form);
    let kept = use_mut_ref(|| {
        let empty = written(&F::default());
        Kept { body: empty.clone(), held: empty.clone(), empty, closed: false, ahead: 0 }
    });
    {
        let mut kept = kept.borrow_mut();
        kept.body.clone_from(&body);
        kept.ahead = ahead;
    }
    let timer = use_mut_ref(|| None::<Timeout>);

    {
        let (kept, at, looked) = (kept.clone(), at.clone(), looked.clone());
        use_effect_with(key.clone(), move |key| {
            let fresh = unheld(&kept.borrow());
            kept.replace(fresh);
            looked.set(false);
            let flush: Flush = {
                let (key, kept, at) = (key.clone(), kept.clone(), at.clone());
                Rc::new(move || Box::pin(keep(key.clone(), kept.clone(), at.clone())) as Saving)
            };
            OPEN.with_borrow_mut(|open| open.push((key.clone(), Rc::clone(&flush))));
            let listeners = listen(&flush);
            spawn_local(look(key.clone(), kept.clone(), at, looked, restore));
            let key = key.clone();
            move || {
                drop(listeners);
                OPEN.with_borrow_mut(|open| open.retain(|(k, f)| *k != key || !Rc::ptr_eq(f, &flush)));
                spawn_local(flush());
            }
        });
    }
    {
        let (key, kept, at) = (key.clone(), kept.clone(), at.clone());
        use_effect_with(body, move |body| {
            let mut now = kept.borrow_mut();
            now.closed &= *body != now.empty;
            let differs = now.body != now.held;
            drop(now);
            if timer.borrow().is_none() && differs {
                let over = timer.clone();
                let wait = Timeout::new(WAIT_MS, move || {
                    over.replace(None);
                    spawn_local(keep(key, kept, at));
                });
                timer.replace(Some(wait));
            }
        });
    }
    let discard = {
        let (kept, at) = (kept.clone(), at.clone());
        Callback::from(move |()| {
            let held = {
                let mut kept = kept.borrow_mut();
                kept.closed = true;
                kept.held != kept.empty
            };
            at.set(None);
            if held {
                let key = key.clone();
                spawn_local(async move {
                    // A draft that stays behind is offered again, and dropped then.
                    let _ = transport::call(&DiscardDraft { key }).await;
                });
            }
        })
    };
    DraftHandle { at: *at, looked: *looked, discard }
}

/// A form as text.
fn written<F: Serialize>(form: &F) -> String {
    serde_json::to_value(form).unwrap_or_default().to_string()
}

/// The same form, of which nothing is held yet.
fn unheld(kept: &Kept) -> Kept {
    Kept {
        body: kept.body.clone(),
        held: kept.empty.clone(),
        empty: kept.empty.clone(),
        closed: false,
        ahead: kept.ahead,
    }
}

/// At once when the focus leaves a field, the page is hidden, or the window closes.
fn listen(flush: &Flush) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    ["focusout", "visibilitychange", "pagehide", "beforeunload"]
        .into_iter()
        .map(|event| {
            let flush = Rc::clone(flush);
            EventListener::new(&window, event, move |_| spawn_local(flush()))
        })
        .collect()
}

async fn look<F: DeserializeOwned + 'static>(
    key: String,
    kept: Rc<RefCell<Kept>>,
    at: UseStateHandle<Option<i64>>,
    looked: UseStateHandle<bool>,
    restore: Callback<F>,
) {
    if let Ok(found) = transport::call(&ListDrafts {}).await
        && let Some(draft) = found.drafts.into_iter().find(|d| d.key == key)
        && let Ok(form) = serde_json::from_str(&draft.body)
        && let Some(form) = reply::read::<F>(form)
    {
        let untouched = {
            let mut kept = kept.borrow_mut();
            kept.held = draft.body;
            kept.body == kept.empty
        };
        at.set(Some(draft.at));
        if untouched {
            restore.emit(form);
        }
    }
    looked.set(true);
}

async fn keep(key: String, kept: Rc<RefCell<Kept>>, at: UseStateHandle<Option<i64>>) {
    let body = {
        let kept = kept.borrow();
        if kept.closed || kept.body == kept.held {
            return;
        }
        kept.body.clone()
    };
    let nothing = body == kept.borrow().empty;
    let reply = if nothing {
        transport::call(&DiscardDraft { key }).await
    } else {
        transport::call(&SaveDraft { key, body: body.clone() }).await
    };
    if reply.is_ok() {
        let ahead = {
            let mut kept = kept.borrow_mut();
            kept.held = body;
            kept.ahead
        };
        at.set((!nothing).then(|| crate::time::clock() + ahead));
    }
}
