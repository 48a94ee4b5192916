//! The card below the tiles: PIN or password of the person chosen.

use gloo_timers::callback::Interval;
use model::Fault;
use model::commands::app::Person;
use model::commands::session::{SignIn, SignedIn, Switch};
use model::words::Arg;
use yew::prelude::*;

use super::tiles::focus_door;
use crate::ask::{focus_first_refused, use_act, use_refusals};
use crate::context::use_app;
use crate::kit::{Avatar, Button, Choice, Field, Icon, Kind, PinBoxes, Seg, Size};
use crate::time::when;
use crate::words::{W, use_words};

/// Whose door it is.
#[derive(Clone, PartialEq, Properties)]
pub struct DoorCardProps {
    /// The person; nobody means that the sign-in name is typed.
    pub person: Option<Person>,
    /// A letter was typed where only digits belong: it picks a person.
    pub pick: Callback<String>,
}

/// PIN where a running session has one, else the password.
#[component]
pub fn DoorCard(props: &DoorCardProps) -> Html {
    let w = use_words();
    let app = use_app();
    let person = props.person.clone();
    let by_pin = use_state(|| person.as_ref().is_some_and(|p| p.pin));
    let login = use_state(String::new);
    let secret = use_state(String::new);
    let entered = {
        let refresh = app.refresh.clone();
        Callback::from(move |_: SignedIn| refresh.emit(()))
    };
    let sign_in = use_act::<SignIn>(entered.clone());
    let switch = use_act::<Switch>(entered);
    let fault = if *by_pin { switch.fault.clone() } else { sign_in.fault.clone() };
    let refusals = use_refusals(&fault);
    {
        // A wrong one is cleared, and the status says how long to wait.
        let (secret, refresh) = (secret.clone(), app.refresh.clone());
        let id = if *by_pin { "#pin" } else { "#password" };
        use_effect_with(fault.clone(), move |fault| {
            if fault.is_some() {
                secret.set(String::new());
                refresh.emit(());
                crate::page::focus(id);
            }
        });
    }
    let until = person.as_ref().and_then(|p| p.wait_until);
    let waits = use_wait(until);
    // Read out once; the count beside the field goes on without a word.
    let waits_at_first = use_memo(until, |_| waits.map(|seconds| wait_said(&w, seconds)));

    let user = person.as_ref().map_or_else(|| login.trim().to_lowercase(), |p| p.login.clone());
    let onsubmit = {
        let (user, secret, run, refusals) = (user.clone(), secret.clone(), sign_in.run.clone(), refusals.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            refusals.gone("");
            if user.is_empty() {
                refusals.refuse("user", "field-missing");
            }
            if secret.is_empty() {
                refusals.refuse("password", "field-missing");
            }
            if refusals.is_clear() {
                run.emit(SignIn { user: user.clone(), password: (*secret).clone() });
            } else {
                focus_first_refused();
            }
        })
    };
    let onfull = {
        let (user, run) = (user.clone(), switch.run.clone());
        Callback::from(move |pin: String| run.emit(Switch { user: user.clone(), pin }))
    };
    let typed = |field: &'static str, state: &UseStateHandle<String>| {
        let (state, refusals) = (state.clone(), refusals.clone());
        Callback::from(move |text: String| {
            refusals.typed(field);
            state.set(text);
        })
    };
    let way = {
        let (by_pin, secret) = (by_pin.clone(), secret.clone());
        Callback::from(move |name: AttrValue| {
            secret.set(String::new());
            by_pin.set(name == "pin");
            focus_door();
        })
    };
    let letters = {
        let pick = props.pick.clone();
        Callback::from(move |event: KeyboardEvent| {
            let key = event.key();
            if key.chars().count() == 1
                && key.chars().all(char::is_alphabetic)
                && !event.ctrl_key()
                && !event.alt_key()
                && !event.meta_key()
            {
                event.prevent_default();
                pick.emit(key);
            }
        })
    };
    let said = waits
        .map(|seconds| wait_said(&w, seconds))
        .or_else(|| fault.as_ref().filter(|f| f.fields.is_empty() && secret.is_empty()).map(|f: &Fault| w.fault(f)));
    html! {
        <section class="card" aria-label={person.as_ref().map_or_else(|| w.t("unlock-not-listed"), |p| AttrValue::from(p.name.clone()))}>
            <div class="card-body row row--6 row--top row--wrapsm">
                <div class="stack stack--3 grow">
                    if let Some(person) = &person {
                        <div class="row row--3">
                            <Avatar name={person.name.clone()} /><b>{ &person.name }</b>
                            if let Some(at) = person.last_here {
                                <span class="hushed t-13">{ w.tw("unlock-last-here", &[("time", Arg::Text(&when(at, app.now(), app.zone())))]) }</span>
                            }
                        </div>
                        if person.pin {
                            <Seg name="way" bare={true} narrow={true} label={w.t("unlock-way")} value={AttrValue::from(if *by_pin { "pin" } else { "password" })} onchange={way}
                                options={vec![Choice::new("pin", w.t("pin")), Choice::new("password", w.t("password"))]} />
                        }
                        <p class="hint">{ w.t(if *by_pin { "unlock-pin-hint" } else { "unlock-password-hint" }) }</p>
                    } else {
                        <Field id="login" label={w.t("sign-in-name")} value={(*login).clone()} oninput={typed("user", &login)}
                            error={refusals.of(&w, "user")} autocomplete="username" />
                        <p class="hint">{ w.t("unlock-other-hint") }</p>
                    }
                </div>
                if *by_pin {
                    <div class="door-key" onkeydown={letters}>
                        <PinBoxes id="pin" label={w.t("six-digit-pin")} value={(*secret).clone()} oninput={typed("pin", &secret)} {onfull}
                            error={said} disabled={waits.is_some()} />
                    </div>
                } else {
                    <form class="stack stack--2 door-key" {onsubmit} novalidate=true>
                        <Field id="password" label={w.t("password")} kind="password" large={true} autocomplete="current-password"
                            value={(*secret).clone()} oninput={typed("password", &secret)} error={refusals.of(&w, "password")} />
                        if let Some(said) = said {
                            <span class="error" id="said" role={if waits.is_some() { "timer" } else { "alert" }}><Icon name="stop" />{ said }</span>
                        }
                        <span class="sr" role="alert">{ for waits.and((*waits_at_first).clone()) }</span>
                        <Button kind={Kind::Primary} size={Size::Large} block={true} submit={true} keys="Enter" busy={sign_in.busy}
                            disabled={waits.is_some()} label={w.t("sign-in")} />
                    </form>
                }
            </div>
        </section>
    }
}

/// How long to wait, in minutes and seconds where it is more than one minute.
fn wait_said(w: &W, seconds: i64) -> AttrValue {
    let (minutes, rest) = (Arg::Number(seconds / 60), Arg::Number(seconds % 60));
    match seconds {
        ..=60 => w.tw("fault-wait", &[("seconds", Arg::Number(seconds))]),
        _ => w.tw("unlock-wait", &[("minutes", minutes), ("seconds", rest)]),
    }
}

/// The seconds still to wait, counted down while the card is open.
#[hook]
fn use_wait(until: Option<i64>) -> Option<i64> {
    let app = use_app();
    let update = use_force_update();
    use_effect_with(until, move |until| {
        let tick = until.is_some().then(|| Interval::new(1_000, move || update.force_update()));
        move || drop(tick)
    });
    let left = until? - app.now();
    (left > 0).then(|| (left + 999) / 1_000)
}
