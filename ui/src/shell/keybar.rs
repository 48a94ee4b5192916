//! The key bar at the foot, and the F1 sheet with all keys.

use std::rc::Rc;

use yew::prelude::*;

use crate::keys::{self, Key};
use crate::kit::{Dialog, Kbd, LinkButton};
use crate::words::use_words;

/// The key bar.
#[derive(Clone, PartialEq, Properties)]
pub struct KeyBarProps {
    /// Opens the sheet with all keys.
    pub open: Callback<()>,
}

/// The keys of this screen.
#[component]
pub fn KeyBar(props: &KeyBarProps) -> Html {
    let w = use_words();
    let update = use_force_update();
    use_effect_with((), move |()| {
        keys::on_change(Some(Rc::new(move || update.force_update())));
        || keys::on_change(None)
    });
    let shown = keys::answering();
    html! {
        <footer class="keys" aria-label={w.t("keys-of-this-screen")}>
            { for shown.iter().filter(|k| !k.quiet && !k.label.is_empty()).map(|key| html! {
                <span key={key.chord}><Kbd keys={key.chord} />{" "}{ &key.label }</span>
            }) }
            <span class="push"><Kbd keys="F1" />{" "}<LinkButton label={w.t("all-keys")} onclick={props.open.clone()} /></span>
        </footer>
    }
}

/// The sheet.
#[derive(Clone, PartialEq, Properties)]
pub struct KeySheetProps {
    /// It has been read.
    pub onclose: Callback<()>,
}

/// All keys that answer on this screen.
#[component]
pub fn KeySheet(props: &KeySheetProps) -> Html {
    let w = use_words();
    // Taken before the sheet itself is a layer of its own.
    let all = use_memo((), |()| {
        let mut all: Vec<Key> = Vec::new();
        for key in keys::answering() {
            if !all.iter().any(|k| k.chord == key.chord) {
                all.push(key);
            }
        }
        all
    });
    let row = |key: &Key| html! { <><dt><Kbd keys={key.chord} /></dt><dd>{ &key.label }</dd></> };
    html! {
        <Dialog title={w.t("all-keys-title")} onclose={props.onclose.clone()}>
            <dl class="keysheet">{ for all.iter().filter(|k| !k.label.is_empty()).map(row) }</dl>
            <p class="hint">{ w.t("all-keys-hint") }</p>
        </Dialog>
    }
}
