//! A toast: what was just done, with a way back or on.

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
    /// The way back or on.
    pub way: Option<Way>,
}

/// What a toast offers.
#[derive(Clone, PartialEq)]
pub enum Way {
    /// Takes it back.
    Undo(Callback<()>),
    /// Goes where what stands in the way is put right, as the label says.
    On(AttrValue, Callback<()>),
}

impl Toast {
    /// A toast that only says.
    pub fn new(text: impl Into<AttrValue>) -> Self {
        Self { text: text.into(), way: None }
    }

    /// A toast with a way back.
    pub fn with_undo(text: impl Into<AttrValue>, undo: Callback<()>) -> Self {
        Self { text: text.into(), way: Some(Way::Undo(undo)) }
    }

    /// A toast with a way on.
    pub fn with_way(text: impl Into<AttrValue>, label: AttrValue, on: Callback<()>) -> Self {
        Self { text: text.into(), way: Some(Way::On(label, on)) }
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

/// Shows the last toast, for 30 s where it has a way; Ctrl Z takes it back, Alt P goes on.
#[component]
pub fn ToastView(props: &ToastViewProps) -> Html {
    let w = use_words();
    {
        let onclose = props.onclose.clone();
        use_effect_with(props.toast.clone(), move |toast| {
            let stays = if toast.as_ref().is_some_and(|t| t.way.is_some()) { STAYS_MS } else { STAYS_MS / 6 };
            let timer = toast.is_some().then(|| Timeout::new(stays, move || onclose.emit(())));
            move || drop(timer)
        });
    }
    let way = props.toast.as_ref().and_then(|t| t.way.clone()).map(|way| {
        let (chord, label, act) = match way {
            Way::Undo(undo) => ("Ctrl+Z", w.t("undo"), undo),
            Way::On(label, on) => ("Alt+P", label, on),
        };
        let onclose = props.onclose.clone();
        let take = Callback::from(move |()| {
            onclose.emit(());
            act.emit(());
        });
        Key::new(chord, label, take)
    });
    use_keys(way.iter().cloned().collect());
    html! {
        <div role="status" aria-live="polite">
            if let Some(toast) = &props.toast {
                <div class={classes!("toast", way.is_none().then_some("toast--only"))}>
                    <span class="grow">{ &toast.text }</span>
                    if let Some(Key { chord, label, act, .. }) = way {
                        <Button size={super::Size::Small} {label} keys={chord} onclick={act} />
                    }
                </div>
            }
        </div>
    }
}
