//! Three words of the recovery sheet, asked back.

use model::command::Done;
use model::commands::clinic::{ConfirmRecovery as Confirm, GetClinic};
use model::words::Arg;
use yew::prelude::*;

use crate::ask::{focus_first_refused, use_act, use_ask, use_refusals};
use crate::context::use_app;
use crate::kit::{Button, Dialog, Failed, FaultBanner, Field, Kind, Skeleton};
use crate::page::use_first_focus;
use crate::words::use_words;

/// The three words.
#[derive(Clone, PartialEq, Properties)]
pub struct ConfirmRecoveryProps {
    /// Which words, 1 to 24.
    pub ask: Vec<u8>,
    /// They were right.
    pub done: Callback<()>,
}

/// Asks three words back and confirms the sheet with them.
#[component]
pub fn ConfirmRecovery(props: &ConfirmRecoveryProps) -> Html {
    let w = use_words();
    let app = use_app();
    let words = use_state(|| vec![String::new(); props.ask.len()]);
    let confirm = use_act::<Confirm>({
        let (refresh, done) = (app.refresh.clone(), props.done.clone());
        Callback::from(move |_: Done| {
            refresh.emit(());
            done.emit(());
        })
    });
    let refusals = use_refusals(&confirm.fault);
    let onsubmit = {
        let (words, run, refusals) = (words.clone(), confirm.run.clone(), refusals.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            for (i, _) in words.iter().enumerate().filter(|(_, word)| word.trim().is_empty()) {
                refusals.refuse(&format!("words.{i}"), "field-missing");
            }
            if !refusals.any_in("words.") {
                run.emit(Confirm { words: words.iter().map(|word| word.trim().to_lowercase()).collect() });
            } else {
                focus_first_refused();
            }
        })
    };
    let field = |(i, position): (usize, &u8)| {
        let path = format!("words.{i}");
        let oninput = {
            let (words, refusals, path) = (words.clone(), refusals.clone(), path.clone());
            Callback::from(move |text: String| {
                refusals.typed(&path);
                refusals.typed("words");
                let mut all = (*words).clone();
                if let Some(word) = all.get_mut(i) {
                    *word = text;
                }
                words.set(all);
            })
        };
        let error = refusals.of(&w, &path).or_else(|| refusals.of(&w, "words").filter(|_| i == 0));
        html! {
            <Field id={format!("word-{position}")} code={true} value={words.get(i).cloned().unwrap_or_default()} {oninput} {error}
                label={w.tw("recovery-word", &[("number", Arg::Number(i64::from(*position)))])} />
        }
    };
    html! {
        <form class="stack stack--3" {onsubmit} novalidate=true>
            <p class="t-13">{ w.t("recovery-type-words") }</p>
            { for props.ask.iter().enumerate().map(field) }
            <FaultBanner fault={confirm.fault.clone().filter(|f| f.fields.is_empty())} />
            <Button kind={Kind::Primary} block={true} submit={true} busy={confirm.busy} label={w.t("recovery-confirm")} />
        </form>
    }
}

/// The dialog of the banner.
#[derive(Clone, PartialEq, Properties)]
pub struct RecoveryDialogProps {
    /// Confirmed, or not now.
    pub onclose: Callback<()>,
}

/// The three words, asked from the banner that stays until they are right.
#[component]
pub fn RecoveryDialog(props: &RecoveryDialogProps) -> Html {
    let w = use_words();
    let clinic = use_ask(Some(GetClinic {}), &["clinic"]);
    use_first_focus(".dialog-body input", clinic.data.is_some());
    html! {
        <Dialog title={w.t("recovery-confirm-title")} size="sm" onclose={props.onclose.clone()}>
            <p class="hint">{ w.t("recovery-confirm-text") }</p>
            if let Some(clinic) = &clinic.data {
                <ConfirmRecovery ask={clinic.ask.clone()} done={props.onclose.clone()} />
            } else if let Some(fault) = clinic.fault {
                <Failed {fault} again={clinic.again} />
            } else {
                <Skeleton />
            }
        </Dialog>
    }
}
