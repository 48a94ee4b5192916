//! Asking and acting: the hooks between a page and its commands.

use std::cell::RefCell;
use std::rc::Rc;

use model::Fault;
use model::command::{Access, Command};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::context::use_app;
use crate::transport;

/// What a page has of what it asked for.
pub struct Asked<T> {
    /// The last reply; kept while a newer one is on its way.
    pub data: Option<Rc<T>>,
    /// Why there is no newer one.
    pub fault: Option<Fault>,
    /// Whether a reply is on its way.
    pub busy: bool,
    /// Asks again.
    pub again: Callback<()>,
}

/// Asks `args` at once, again when they differ, and again when one of `kinds` changed.
///
/// `None` asks nothing. A reply that was overtaken by a newer question is dropped.
#[hook]
pub fn use_ask<C>(args: Option<C>, kinds: &'static [&'static str]) -> Asked<C::Output>
where
    C: Command + Clone + 'static,
    C::Output: 'static,
{
    let app = use_app();
    let data = use_state(|| None::<Rc<C::Output>>);
    let fault = use_state(|| None::<Fault>);
    let busy = use_state(|| args.is_some());
    let turn = use_mut_ref(|| 0_u64);
    let asked_again = use_mut_ref(|| 0_u64);
    let update = use_force_update();
    let seen = use_mut_ref(|| 0_u64);

    if app.changed.kinds.is_empty() || app.changed.kinds.iter().any(|k| kinds.contains(&k.as_str())) {
        *seen.borrow_mut() = app.changed.count;
    }
    let what = args.as_ref().and_then(|a| serde_json::to_string(a).ok());
    let news = (*seen.borrow(), *asked_again.borrow());
    {
        let (data, fault, busy) = (data.clone(), fault.clone(), busy.clone());
        use_effect_with((what, news), move |_| {
            let now = {
                let mut turn = turn.borrow_mut();
                *turn += 1;
                *turn
            };
            if let Some(args) = args {
                busy.set(true);
                spawn_local(async move {
                    let reply = transport::call(&args).await;
                    if *turn.borrow() != now {
                        return;
                    }
                    busy.set(false);
                    match reply {
                        Ok(reply) => {
                            data.set(Some(Rc::new(reply)));
                            fault.set(None);
                        }
                        Err(f) => fault.set(Some(f)),
                    }
                });
            } else {
                busy.set(false);
            }
        });
    }
    let again = Callback::from(move |()| {
        *asked_again.borrow_mut() += 1;
        update.force_update();
    });
    Asked { data: (*data).clone(), fault: (*fault).clone(), busy: *busy, again }
}

/// A command that a button sends.
pub struct Act<C> {
    /// Sends it. While one is under way a second is ignored.
    pub run: Callback<C>,
    /// Whether it is under way.
    pub busy: bool,
    /// Why it was refused last; gone when it is sent again.
    pub fault: Option<Fault>,
    /// Forgets the refusal (a form was closed, say).
    pub clear: Callback<()>,
}

/// A command that a button sends; `done` gets the reply.
///
/// A write gets a request id. The same arguments again after a failure carry the same id, so that a
/// reply that was lost is not a second write.
#[hook]
pub fn use_act<C>(done: Callback<C::Output>) -> Act<C>
where
    C: Command + 'static,
    C::Output: 'static,
{
    let busy = use_state(|| false);
    let under_way = use_mut_ref(|| false);
    let fault = use_state(|| None::<Fault>);
    let request: Rc<RefCell<Option<(String, String)>>> = use_mut_ref(|| None);
    let latest = use_mut_ref(|| done.clone());
    *latest.borrow_mut() = done;

    let run = {
        let (busy, fault) = (busy.clone(), fault.clone());
        Callback::from(move |args: C| {
            if under_way.replace(true) {
                return;
            }
            busy.set(true);
            fault.set(None);
            let id = (C::ACCESS == Access::Write).then(|| id_for(&request, &args));
            let (busy, fault, latest) = (busy.clone(), fault.clone(), latest.clone());
            let (under_way, request) = (under_way.clone(), request.clone());
            spawn_local(async move {
                let reply = transport::call_as(&args, id.as_deref()).await;
                under_way.replace(false);
                busy.set(false);
                match reply {
                    Ok(reply) => {
                        request.replace(None);
                        let done = latest.borrow().clone();
                        done.emit(reply);
                    }
                    Err(f) => fault.set(Some(f)),
                }
            });
        })
    };
    let clear = {
        let fault = fault.clone();
        Callback::from(move |()| fault.set(None))
    };
    Act { run, busy: *busy, fault: (*fault).clone(), clear }
}

fn id_for<C: Command>(kept: &RefCell<Option<(String, String)>>, args: &C) -> String {
    let body = serde_json::to_string(args).unwrap_or_default();
    let mut kept = kept.borrow_mut();
    match &*kept {
        Some((of, id)) if *of == body => id.clone(),
        _ => {
            let id = transport::request_id();
            *kept = Some((body, id.clone()));
            id
        }
    }
}
