//! Asking and acting: the hooks between a page and its commands.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use model::Fault;
use model::command::Command;
use model::fault::{FieldFault, Refusal};
use serde::de::DeserializeOwned;
use serde_json::Value;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::context::use_app;
use crate::transport;
use crate::words::W;

/// What a page has of what it asked for.
pub struct Asked<T> {
    /// The last reply; kept while a newer one is on its way.
    pub data: Option<Rc<T>>,
    /// Whether it answers what is asked now, and not what was asked before.
    pub fresh: bool,
    /// Why there is no newer one.
    pub fault: Option<Fault>,
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
    let args = args.as_ref().and_then(|args| serde_json::to_value(args).ok());
    let question = use_question(C::NAME, args, kinds, read::<C::Output>);
    let Question { data, fresh, fault, again } = question;
    Asked { data: data.and_then(|data| data.downcast().ok()), fresh, fault, again }
}

/// Reads a reply as the type that a page wants.
type Read = fn(Value) -> Result<Rc<dyn Any>, Fault>;

fn read<T: DeserializeOwned + 'static>(reply: Value) -> Result<Rc<dyn Any>, Fault> {
    transport::read::<T>(reply).map(|reply| Rc::new(reply) as Rc<dyn Any>)
}

/// What of [`Asked`] does not depend on the command. Kept apart so that it is compiled once, not once a
/// command: that is a tenth of the interface's size.
struct Question {
    data: Option<Rc<dyn Any>>,
    fresh: bool,
    fault: Option<Fault>,
    again: Callback<()>,
}

#[hook]
fn use_question(name: &'static str, args: Option<Value>, kinds: &'static [&'static str], read: Read) -> Question {
    let app = use_app();
    let answer = use_state(|| None::<(Value, Rc<dyn Any>)>);
    let fault = use_state(|| None::<Fault>);
    let turn = use_mut_ref(|| 0_u64);
    let asked_again = use_mut_ref(|| 0_u64);
    let update = use_force_update();
    let seen = use_mut_ref(|| 0_u64);

    if app.changed.kinds.is_empty() || app.changed.kinds.iter().any(|k| kinds.contains(&k.as_str())) {
        *seen.borrow_mut() = app.changed.count;
    }
    let news = (*seen.borrow(), *asked_again.borrow());
    let fresh = answer.as_ref().map(|(asked, _)| asked) == args.as_ref() && args.is_some();
    {
        let (answer, fault) = (answer.clone(), fault.clone());
        use_effect_with((args, news), move |(args, _)| {
            let now = {
                let mut turn = turn.borrow_mut();
                *turn += 1;
                *turn
            };
            let Some(args) = args.clone() else { return };
            spawn_local(async move {
                let reply = transport::raw(name, args.clone()).await.and_then(read);
                if *turn.borrow() != now {
                    return;
                }
                match reply {
                    Ok(reply) => {
                        answer.set(Some((args, reply)));
                        fault.set(None);
                    }
                    Err(f) => fault.set(Some(f)),
                }
            });
        });
    }
    let again = Callback::from(move |()| {
        *asked_again.borrow_mut() += 1;
        update.force_update();
    });
    Question { data: answer.as_ref().map(|(_, reply)| Rc::clone(reply)), fresh, fault: (*fault).clone(), again }
}

/// Does `act` at once where `asked` answers what is `typed`, else as soon as it does; typing on takes the wish back.
///
/// What was found by less than is typed now must not be taken for who is meant.
#[hook]
pub fn use_once_fresh<K, T, P>(typed: &K, asked: &Asked<T>, act: Callback<P>) -> Callback<P>
where
    K: Clone + PartialEq + 'static,
    T: 'static,
    P: 'static,
{
    let wish = use_mut_ref(|| None::<(K, P)>);
    let (typed, fresh) = (typed.clone(), asked.fresh);
    {
        let (wish, act) = (wish.clone(), act.clone());
        use_effect_with((typed.clone(), fresh, asked.fault.is_some()), move |(typed, fresh, failed)| {
            let wished = wish.take().filter(|(when, _)| when == typed && !failed);
            match wished {
                Some((_, what)) if *fresh => act.emit(what),
                wished => *wish.borrow_mut() = wished,
            }
        });
    }
    Callback::from(move |what| if fresh { act.emit(what) } else { *wish.borrow_mut() = Some((typed.clone(), what)) })
}

/// A command that a button sends.
pub struct Act<C> {
    /// Sends it. While one is under way a second is ignored.
    pub run: Callback<C>,
    /// Whether it is under way.
    pub busy: bool,
    /// Why it was refused last; gone when it is sent again.
    pub fault: Option<Fault>,
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
    let take = Rc::new(move |reply: Value| {
        done.emit(transport::read(reply)?);
        Ok(())
    });
    let sending = use_sending(C::NAME, C::ACCESS.writes(), take);
    Act {
        run: sending.run.reform(|args: C| serde_json::to_value(args).unwrap_or_default()),
        busy: sending.busy,
        fault: sending.fault,
    }
}

/// What of [`Act`] does not depend on the command; see [`Question`].
struct Sending {
    run: Callback<Value>,
    busy: bool,
    fault: Option<Fault>,
}

type Take = Rc<dyn Fn(Value) -> Result<(), Fault>>;

#[hook]
fn use_sending(name: &'static str, write: bool, take: Take) -> Sending {
    let busy = use_state(|| false);
    let under_way = use_mut_ref(|| false);
    let fault = use_state(|| None::<Fault>);
    let request: Rc<RefCell<Option<(Value, String)>>> = use_mut_ref(|| None);
    let latest = use_mut_ref(|| Rc::clone(&take));
    *latest.borrow_mut() = take;

    let run = {
        let (busy, fault) = (busy.clone(), fault.clone());
        Callback::from(move |args: Value| {
            if under_way.replace(true) {
                return;
            }
            busy.set(true);
            fault.set(None);
            let id = write.then(|| id_for(&request, &args));
            let (busy, fault, latest) = (busy.clone(), fault.clone(), latest.clone());
            let (under_way, request) = (under_way.clone(), request.clone());
            spawn_local(async move {
                let reply = transport::raw_as(name, args, id.as_deref()).await;
                under_way.replace(false);
                busy.set(false);
                let taken = reply.and_then(|reply| {
                    request.replace(None);
                    let take = Rc::clone(&latest.borrow());
                    take(reply)
                });
                if let Err(f) = taken {
                    fault.set(Some(f));
                }
            });
        })
    };
    Sending { run, busy: *busy, fault: (*fault).clone() }
}

fn id_for(kept: &RefCell<Option<(Value, String)>>, args: &Value) -> String {
    let mut kept = kept.borrow_mut();
    match &*kept {
        Some((of, id)) if of == args => id.clone(),
        _ => {
            let id = transport::request_id();
            *kept = Some((args.clone(), id.clone()));
            id
        }
    }
}

/// The refused fields of a form: those of the last refused command and those checked while it is filled.
#[derive(Clone)]
pub struct Refusals {
    fields: Rc<RefCell<Vec<FieldFault>>>,
    update: UseForceUpdateHandle,
}

impl PartialEq for Refusals {
    // What is refused changes inside, so a form that shows refusals is drawn again with its parent.
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

impl Refusals {
    /// What stands beside a field, in the language of `w`.
    pub fn of(&self, w: &W, field: &str) -> Option<AttrValue> {
        let fields = self.fields.borrow();
        let refused = fields.iter().find(|f| f.field == field)?.clone();
        w.field(Some(&Fault { fields: vec![refused], ..Fault::new("fields") }), field)
    }

    /// The field is being typed in again: what stood beside it goes.
    pub fn typed(&self, field: &str) {
        self.fields.borrow_mut().retain(|f| f.field != field);
    }

    /// What begins so is not asked any more, or is looked at anew: what stood beside it goes.
    pub fn gone(&self, prefix: &str) {
        self.fields.borrow_mut().retain(|f| !f.field.starts_with(prefix));
    }

    /// Notes a refusal found here, by the same rule that the dispatcher keeps.
    pub fn refuse(&self, field: &str, code: &str) {
        self.typed(field);
        self.fields.borrow_mut().extend(Fault::field(field, code).fields);
        self.update.force_update();
    }

    /// Notes the refusal of a value, if it is one; an empty text is not looked at.
    pub fn check<T, E: Into<Refusal>>(&self, field: &str, text: &str, parse: impl FnOnce(&str) -> Result<T, E>) {
        if !text.trim().is_empty()
            && let Err(error) = parse(text)
        {
            self.refuse(field, error.into().0);
        }
    }

    /// Whether nothing is refused now.
    pub fn is_clear(&self) -> bool {
        self.fields.borrow().is_empty()
    }

    /// Whether a field that begins so is refused.
    pub fn any_in(&self, prefix: &str) -> bool {
        self.fields.borrow().iter().any(|f| f.field.starts_with(prefix))
    }
}

/// The refused fields of a form; those of `fault` are taken over and the first gets the focus.
#[hook]
pub fn use_refusals(fault: &Option<Fault>) -> Refusals {
    let fields = use_mut_ref(Vec::new);
    let update = use_force_update();
    let refusals = Refusals { fields, update };
    {
        let refusals = refusals.clone();
        use_effect_with(fault.clone(), move |fault| {
            if let Some(fault) = fault
                && !fault.fields.is_empty()
            {
                refusals.fields.borrow_mut().clone_from(&fault.fields);
                refusals.update.force_update();
                focus_first_refused();
            }
        });
    }
    refusals
}

/// Puts the focus on the first refused field, once it is shown as one: at once after that, so that nothing that is
/// typed next goes astray.
pub fn focus_first_refused() {
    // A group of choices cannot have the focus itself: its first choice takes it.
    Timeout::new(0, || crate::page::focus("[aria-invalid='true']:not(fieldset), fieldset[aria-invalid='true'] input"))
        .forget();
}
