//! A toast: what was just done, with a way back.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::Button;
use crate::keys::{Key, use_keys};
use crate::words::use_words;

/// How long a toast stays, milliseconds.
const STAYS_MS: u32 = 30_000;

/// What was just done.
#[derive(Clone, PartialEq)]
pub struct Toast {
    /// What it says.
    pub text: AttrValue,
    /// Takes it back.
    pub undo: Option<Callback<()>>,
}

impl Toast {
    /// A toast that only says.
    pub fn new(text: impl Into<AttrValue>) -> Self {
        Self { text: text.into(), undo: None }
    }

    /// A toast with a way back.
    pub fn with_undo(text: impl Into<AttrValue>, undo: Callback<()>) -> Self {
        Self { text: text.into(), undo: Some(undo) }
    }
}

/// The place of the toast.
#[derive(Clone, PartialEq, Properties)]
pub struct ToastViewProps {
    /// The last one.
    pub toast: Option<Toast>,
    /// It has been seen.
    pub onclose: Callback<()>,
}

/// Shows the last toast for 30 s; Ctrl Z takes it back.
#[component]
pub fn ToastView(props: &ToastViewProps) -> Html {
    let w = use_words();
    {
        let onclose = props.onclose.clone();
        use_effect_with(props.toast.clone(), move |toast| {
            let stays = if toast.as_ref().is_some_and(|t| t.undo.is_some()) { STAYS_MS } else { STAYS_MS / 6 };
            let timer = toast.is_some().then(|| Timeout::new(stays, move || onclose.emit(())));
            move || drop(timer)
        });
    }
    let undo = props.toast.as_ref().and_then(|t| t.undo.clone()).map(|undo| {
        let onclose = props.onclose.clone();
        Callback::from(move |()| {
            onclose.emit(());
            undo.emit(());
        })
    });
    use_keys(undo.iter().map(|undo| Key::new("Ctrl+Z", w.t("undo"), undo.clone())).collect());
    html! {
        <div role="status" aria-live="polite">
            if let Some(toast) = &props.toast {
                <div class={classes!("toast", undo.is_none().then_some("toast--only"))}>
                    <span class="grow">{ &toast.text }</span>
                    if let Some(undo) = undo {
                        <Button size={super::Size::Small} label={w.t("undo")} keys="Ctrl+Z" onclick={undo} />
                    }
                </div>
            }
        </div>
    }
}
