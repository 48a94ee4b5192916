//! One's own PIN and password.

use model::command::Done;
use model::commands::session::SetPin;
use model::commands::users::ChangePassword;
use yew::prelude::*;

use crate::ask::{focus_first_refused, use_act, use_refusals};
use crate::context::use_app;
use crate::kit::{Button, Dialog, FaultBanner, Field, Kind, PinBoxes, Toast};
use crate::words::use_words;

/// A dialog about one's own account.
#[derive(Clone, PartialEq, Properties)]
pub struct AccountProps {
    /// Done, or not now.
    pub onclose: Callback<()>,
}

/// Sets the PIN of the running session: typed twice.
#[component]
pub fn SetPinDialog(props: &AccountProps) -> Html {
    let w = use_words();
    let app = use_app();
    let pin = use_state(String::new);
    let again = use_state(String::new);
    let differ = use_state(|| false);
    let set = use_act::<SetPin>({
        let (toast, refresh, onclose, said) =
            (app.toast.clone(), app.refresh.clone(), props.onclose.clone(), w.t("pin-set"));
        Callback::from(move |_: Done| {
            toast.emit(Toast::new(said.clone()));
            refresh.emit(());
            onclose.emit(());
        })
    });
    let refusals = use_refusals(&set.fault);
    {
        let (pin, again) = (pin.clone(), again.clone());
        use_effect_with(set.fault.clone(), move |fault| {
            if fault.is_some() {
                pin.set(String::new());
                again.set(String::new());
                crate::page::focus("#pin-new");
            }
        });
    }
    let first_full = Callback::from(|_: String| crate::page::focus("#pin-again"));
    let both_full = {
        let (pin, again, differ, run) = (pin.clone(), again.clone(), differ.clone(), set.run.clone());
        Callback::from(move |repeated: String| {
            if *pin == repeated {
                run.emit(SetPin { pin: repeated });
            } else {
                differ.set(true);
                again.set(String::new());
            }
        })
    };
    let typed = |state: &UseStateHandle<String>| {
        let (state, differ, refusals) = (state.clone(), differ.clone(), refusals.clone());
        Callback::from(move |text: String| {
            refusals.typed("pin");
            differ.set(false);
            state.set(text);
        })
    };
    html! {
        <Dialog title={w.t("set-pin")} size="sm" onclose={props.onclose.clone()}>
            <p class="t-13 muted">{ w.t("set-pin-text") }</p>
            <PinBoxes id="pin-new" label={w.t("six-digit-pin")} value={(*pin).clone()} oninput={typed(&pin)} onfull={first_full}
                error={refusals.of(&w, "pin")} />
            <PinBoxes id="pin-again" label={w.t("pin-again")} value={(*again).clone()} oninput={typed(&again)} onfull={both_full}
                error={differ.then(|| w.t("field-pins-differ"))} />
            <FaultBanner fault={set.fault.clone().filter(|f| f.fields.is_empty())} />
        </Dialog>
    }
}

/// Changes one's own password.
#[component]
pub fn PasswordDialog(props: &AccountProps) -> Html {
    let w = use_words();
    let app = use_app();
    let texts = use_state(|| [String::new(), String::new(), String::new()]);
    let change = use_act::<ChangePassword>({
        let (toast, onclose, said) = (app.toast.clone(), props.onclose.clone(), w.t("password-changed"));
        Callback::from(move |_: Done| {
            toast.emit(Toast::new(said.clone()));
            onclose.emit(());
        })
    });
    let refusals = use_refusals(&change.fault);
    let onsubmit = {
        let (texts, run, refusals) = (texts.clone(), change.run.clone(), refusals.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            refusals.gone("");
            let [old, new, again] = &*texts;
            for (field, text) in [("old", old), ("new", new)] {
                if text.is_empty() {
                    refusals.refuse(field, "field-missing");
                }
            }
            if new != again {
                refusals.refuse("again", "field-passwords-differ");
            }
            if refusals.is_clear() {
                run.emit(ChangePassword { old: old.clone(), new: new.clone() });
            } else {
                focus_first_refused();
            }
        })
    };
    let field = |i: usize, name: &'static str, label: &str, hint: Option<AttrValue>, fill: &'static str| {
        let oninput = {
            let (texts, refusals) = (texts.clone(), refusals.clone());
            Callback::from(move |text: String| {
                refusals.typed(name);
                let mut all = (*texts).clone();
                all[i] = text;
                texts.set(all);
            })
        };
        html! {
            <Field id={format!("password-{name}")} label={w.t(label)} {hint} kind="password" autocomplete={fill} value={texts[i].clone()} {oninput}
                error={refusals.of(&w, name)} />
        }
    };
    html! {
        <Dialog title={w.t("change-password")} size="sm" onclose={props.onclose.clone()} foot={html! {
            <><Button label={w.t("cancel")} onclick={props.onclose.clone()} />
            <Button kind={Kind::Primary} form="password-form" keys="Enter" busy={change.busy} label={w.t("change-password")} /></>
        }}>
            <form class="stack stack--3" id="password-form" {onsubmit} novalidate=true>
                { field(0, "old", "password-now", None, "current-password") }
                { field(1, "new", "password-new", Some(w.t("password-hint")), "new-password") }
                { field(2, "again", "password-again", None, "new-password") }
                <FaultBanner fault={change.fault.clone().filter(|f| f.fields.is_empty())} />
            </form>
        </Dialog>
    }
}
