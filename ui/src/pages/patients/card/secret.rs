//! A masked identifier, shown whole for half a minute on demand.

use gloo_timers::callback::Timeout;
use model::Id;
use model::abha::AbhaNumber;
use model::capability::Capability;
use model::commands::patients::{RevealIdentifier, Revealed};
use model::patient::Patient;
use model::phone::Phone;
use model::words::Arg;
use yew::prelude::*;

use super::super::said;
use crate::ask::use_act;
use crate::context::use_app;
use crate::kit::{Icon, Toast};
use crate::words::use_words;

/// How long it stays whole, milliseconds.
const SHOWN_MS: u32 = 30_000;

/// A masked identifier.
#[derive(Clone, PartialEq, Properties)]
pub struct SecretProps {
    /// Whose.
    pub id: Id<Patient>,
    /// Its field.
    pub field: &'static str,
    /// As it is shown to everyone who sees the card.
    pub masked: AttrValue,
}

/// Masked, with a button that shows it whole for 30 s and notes that it was looked at.
#[component]
pub fn Secret(props: &SecretProps) -> Html {
    let w = use_words();
    let app = use_app();
    let shown = use_state(|| None::<AttrValue>);
    let field = props.field;
    let reveal = use_act::<RevealIdentifier>({
        let (shown, w) = (shown.clone(), w.clone());
        Callback::from(move |reply: Revealed| {
            shown.set(Some(reply.value.map_or_else(|| w.t("secret-none"), |value| grouped(field, value))));
        })
    });
    {
        let shown = shown.clone();
        use_effect_with((*shown).clone(), move |value| {
            let timer = value.is_some().then(|| Timeout::new(SHOWN_MS, move || shown.set(None)));
            move || drop(timer)
        });
    }
    {
        let (toast, w) = (app.toast.clone(), w.clone());
        use_effect_with(reveal.fault.clone(), move |fault| {
            if let Some(fault) = fault {
                toast.emit(Toast::new(w.fault(fault)));
            }
        });
    }
    let label = said::label(&w, field);
    let title = w.tw(if shown.is_some() { "secret-hide" } else { "secret-show" }, &[("field", Arg::Text(&label))]);
    let onclick = {
        let (shown, run, id) = (shown.clone(), reveal.run.clone(), props.id);
        Callback::from(move |_: MouseEvent| {
            if shown.is_some() {
                shown.set(None);
            } else {
                run.emit(RevealIdentifier { id, field: field.to_owned() });
            }
        })
    };
    html! {
        <span class="secret">
            <span class="code" aria-live="polite" data-secret={field}>{ shown.as_ref().unwrap_or(&props.masked) }</span>
            if app.may(Capability::PatientReveal) {
                <button class="secret-eye" type="button" title={title.clone()} aria-pressed={shown.is_some().to_string()} {onclick}
                    data-do={format!("reveal-{field}")} aria-busy={reveal.busy.then_some("true")}>
                    <Icon name="eye" size="sm" /><span class="sr">{ title }</span>
                </button>
            }
            if shown.is_some() { <span class="hint">{ w.t("secret-noted") }</span> }
        </span>
    }
}

/// As it is read aloud.
fn grouped(field: &str, value: String) -> AttrValue {
    let read = match field {
        "phone" => Phone::parse(&value).ok().map(|phone| phone.to_string()),
        "abha_number" => AbhaNumber::parse(&value).ok().map(|number| number.to_string()),
        _ => None,
    };
    AttrValue::from(read.unwrap_or(value))
}
