//! What to look at before the day is locked, the lock itself, and opening it again.

use std::rc::Rc;

use model::capability::Capability;
use model::command::Done;
use model::commands::app::Person;
use model::commands::bills::PaymentRow;
use model::commands::drawer::{DayFigures, DayLocked, LockDay, UnlockDay};
use model::commands::payments::CheckPayment;
use model::day::Day;
use model::words::Arg;
use yew::prelude::*;

use super::super::names::Names;
use crate::ask::{use_act, use_refusals};
use crate::context::use_app;
use crate::kit::{
    Banner, Button, Card, Check, Choice, Dialog, FaultBanner, Field, Icon, Kind, LinkButton, PinBoxes, Seg, Toast, Tone,
};
use crate::page::focus;
use crate::time::Local;
use crate::words::{W, use_words};

/// The card beside the tables.
#[derive(Clone, PartialEq, Properties)]
pub struct BeforeProps {
    /// The day.
    pub day: Rc<DayFigures>,
    /// Who is called what.
    pub names: Names,
    /// Locks it.
    pub lock: Callback<()>,
    /// Opens it again.
    pub unlock: Callback<()>,
}

/// Old dues, payments that were only seen, drawers that were not counted, and whether the day is locked.
#[component]
pub fn Before(props: &BeforeProps) -> Html {
    let w = use_words();
    let app = use_app();
    let BeforeProps { day, names, .. } = props;
    let line = |good: bool, text: Html| {
        html! { <div class="row row--top t-13"><span class={if good { "is-ok" } else { "is-warn" }}><Icon name={if good { "check" } else { "warn" }} size="sm" /></span><span>{ text }</span></div> }
    };
    let old = format!("{:#}", day.old_dues);
    let old = w.tw("close-old-dues", &[("amount", Arg::Text(&old)), ("count", Arg::Number(day.old_due_patients))]);
    let uncounted = uncounted(&w, names, day);
    let state = match &day.locked {
        Some(locked) => {
            let (who, at) = (names.of(locked.person), Local::at(locked.at, app.zone()).time());
            let agreed = locked.agreed_by.map(|id| names.of(id));
            let slots = [("name", Arg::Text(who.as_str())), ("time", Arg::Text(at.as_str()))];
            html! {
                <>
                    { line(true, html! { <b>{ w.tw("close-locked", &slots) }</b> }) }
                    if let Some(agreed) = agreed { { line(true, html! { { w.tw("close-agreed", &[("name", Arg::Text(&agreed))]) } }) } }
                    if app.may(Capability::DayLock) {
                        <div><LinkButton label={w.t("close-unlock")} onclick={props.unlock.clone()} does="unlock" /></div>
                    }
                </>
            }
        }
        None => html! { <p class="hint">{ w.t("close-lock-text") }</p> },
    };
    html! {
        <Card title={w.t("close-before")}>
            { line(true, html! { { old } }) }
            if let Some(uncounted) = uncounted { { line(false, html! { { uncounted } }) } }
            { for day.unseen.iter().map(|p| html! { <Unseen key={p.id.to_string()} payment={p.clone()} name={names.of(p.taken_by)} /> }) }
            { state }
        </Card>
    }
}

/// Whose drawers were not counted, in a sentence.
fn uncounted(w: &W, names: &Names, day: &DayFigures) -> Option<AttrValue> {
    let who: Vec<String> = day.uncounted.iter().map(|id| names.of(*id)).collect();
    (!who.is_empty()).then(|| w.tw("close-uncounted", &[("names", Arg::Text(&who.join(", ")))]))
}

#[derive(Clone, PartialEq, Properties)]
struct UnseenProps {
    payment: PaymentRow,
    name: String,
}

/// A payment that was only seen: somebody looks for it at the bank, and says whether it is there.
#[component]
fn Unseen(props: &UnseenProps) -> Html {
    let w = use_words();
    let app = use_app();
    let p = &props.payment;
    let act = use_act::<CheckPayment>(Callback::from(|_: Done| ()));
    let says = |found: bool| {
        let (run, payment) = (act.run.clone(), p.id);
        Callback::from(move |()| run.emit(CheckPayment { payment, found, reference: None }))
    };
    let amount = format!("{:#}", p.amount);
    let slots = [
        ("amount", Arg::Text(amount.as_str())),
        ("number", Arg::Text(p.number.as_str())),
        ("name", Arg::Text(props.name.as_str())),
    ];
    let key = if p.found == Some(false) { "close-not-found" } else { "close-unseen" };
    html! {
        <div class="row row--top t-13" data-unseen="">
            <span class="is-warn"><Icon name="warn" size="sm" /></span>
            <span class="grow">{ w.tw(key, &slots) }
                if app.may(Capability::PaymentTake) {
                    <span class="row row--3">
                        <LinkButton label={w.t("pay-found")} onclick={says(true)} does="found" />
                        if p.found.is_none() { <LinkButton label={w.t("pay-say-not-found")} onclick={says(false)} does="not-found" /> }
                    </span>
                }
                <FaultBanner fault={act.fault.clone()} />
            </span>
        </div>
    }
}

/// A dialog over the day.
#[derive(Clone, PartialEq, Properties)]
pub struct LockProps {
    /// The day.
    pub day: Rc<DayFigures>,
    /// Who is called what.
    pub names: Names,
    /// Done, or not after all.
    pub onclose: Callback<()>,
}

/// Locks the day: at once for who may, by the PIN of somebody who may for everybody else.
#[component]
pub fn Lock(props: &LockProps) -> Html {
    let w = use_words();
    let app = use_app();
    let alone = app.may(Capability::DayLock);
    let may_agree = |p: &&Person| p.pin && p.roles.may(Capability::DayLock);
    let agreeing: Vec<Person> = app.status.people.iter().filter(may_agree).cloned().collect();
    let who = use_state(|| agreeing.first().map(|p| p.login.clone()));
    let pin = use_state(String::new);
    let anyway = use_state(|| false);
    let done = {
        let (toast, w, close) = (app.toast.clone(), w.clone(), props.onclose.clone());
        Callback::from(move |_: DayLocked| {
            toast.emit(Toast::new(w.t("close-lock-done")));
            close.emit(());
        })
    };
    let act = use_act::<LockDay>(done);
    let refusals = use_refusals(&act.fault);
    let uncounted = uncounted(&w, &props.names, &props.day);
    let ready = uncounted.is_none() || *anyway;
    {
        let pin = pin.clone();
        // Six digits that were wrong are not corrected one by one.
        use_effect_with((act.fault.clone(), ready), move |_| {
            pin.set(String::new());
            focus("#agree-pin");
        });
    }
    let lock = {
        let (run, who, uncounted) = (act.run.clone(), (*who).clone(), *anyway);
        Callback::from(move |pin: Option<String>| {
            let agreed_by = who.clone().filter(|_| pin.is_some());
            run.emit(LockDay { day: None, agreed_by, pin, uncounted });
        })
    };
    let onsubmit = {
        let (lock, ready) = (lock.clone(), ready);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if alone && ready {
                lock.emit(None);
            }
        })
    };
    let typed = {
        let pin = pin.clone();
        Callback::from(move |digits: String| pin.set(digits))
    };
    let choose = {
        let who = who.clone();
        Callback::from(move |login: AttrValue| who.set(Some(login.to_string())))
    };
    let tick = {
        let anyway = anyway.clone();
        Callback::from(move |on: bool| anyway.set(on))
    };
    let options: Vec<Choice> = agreeing.iter().map(|p| Choice::new(p.login.clone(), p.name.clone())).collect();
    let several = options.len() > 1;
    let label = match agreeing.iter().find(|p| Some(&p.login) == who.as_ref()) {
        Some(p) => w.tw("close-agree-pin", &[("name", Arg::Text(&p.name))]),
        None => w.t("close-agree"),
    };
    let foot = alone.then(|| {
        html! { <Button kind={Kind::Primary} form="lock-day" icon="lock" does="lock" busy={act.busy} disabled={!ready} label={w.t("close-lock")} keys="Enter" /> }
    });
    html! {
        <Dialog size="sm" title={w.t("close-lock")} onclose={props.onclose.clone()} {foot}>
            <form id="lock-day" class="stack stack--3" {onsubmit}>
                <p class="t-13">{ w.t("close-lock-text") }</p>
                <FaultBanner fault={act.fault.clone()} />
                if let Some(uncounted) = uncounted {
                    <Banner tone={Tone::Warn}>{ uncounted }</Banner>
                    <Check id="lock-anyway" label={w.t("close-lock-anyway")} checked={*anyway} onchange={tick} />
                }
                if !alone && agreeing.is_empty() { <Banner tone={Tone::Calm}>{ w.t("close-agree-none") }</Banner> }
                if !alone && several {
                    <Seg name="agreed_by" label={w.t("close-agree")} {options} value={(*who).clone().map(AttrValue::from)} onchange={choose} />
                }
                if !alone && !agreeing.is_empty() {
                    <PinBoxes id="agree-pin" {label} value={(*pin).clone()} oninput={typed} onfull={lock.reform(Some)} disabled={!ready} error={refusals.of(&w, "pin")} />
                }
            </form>
        </Dialog>
    }
}

/// Opens the locked day again, with a reason.
#[derive(Clone, PartialEq, Properties)]
pub struct UnlockProps {
    /// Which day.
    pub day: Day,
    /// Done, or not after all.
    pub onclose: Callback<()>,
}

/// Asks why.
#[component]
pub fn Unlock(props: &UnlockProps) -> Html {
    let w = use_words();
    let app = use_app();
    let reason = use_state(String::new);
    let done = {
        let (toast, w, close) = (app.toast.clone(), w.clone(), props.onclose.clone());
        Callback::from(move |_: Done| {
            toast.emit(Toast::new(w.t("close-unlock-done")));
            close.emit(());
        })
    };
    let act = use_act::<UnlockDay>(done);
    let refusals = use_refusals(&act.fault);
    let oninput = {
        let (reason, refusals) = (reason.clone(), refusals.clone());
        Callback::from(move |text: String| {
            refusals.typed("reason");
            reason.set(text);
        })
    };
    let onsubmit = {
        let (run, day, reason) = (act.run.clone(), props.day, reason.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            run.emit(UnlockDay { day, reason: (*reason).clone() });
        })
    };
    let foot = html! { <Button kind={Kind::Danger} form="unlock-day" does="send" busy={act.busy} label={w.t("close-unlock")} keys="Enter" /> };
    html! {
        <Dialog size="sm" title={w.t("close-unlock")} onclose={props.onclose.clone()} {foot}>
            <form id="unlock-day" class="stack stack--3" {onsubmit}>
                <p class="t-13">{ w.t("close-unlock-text") }</p>
                <FaultBanner fault={act.fault.clone()} />
                <Field id="reason" label={w.t("queue-cancel-why")} value={(*reason).clone()} {oninput} error={refusals.of(&w, "reason")} />
            </form>
        </Dialog>
    }
}
