//! A dialog: a decision that stops the flow.

use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};
use yew::prelude::*;

use super::IconButton;
use crate::keys::{Key, use_modal_keys};
use crate::words::use_words;

/// A dialog.
#[derive(Clone, PartialEq, Properties)]
pub struct DialogProps {
    /// Its heading.
    pub title: AttrValue,
    /// Esc, the cross, or a click outside.
    pub onclose: Callback<()>,
    /// The buttons; the main one last.
    #[prop_or_default]
    pub foot: Option<Html>,
    /// `sm`, `lg`, or nothing.
    #[prop_or_default]
    pub size: &'static str,
    /// The content.
    #[prop_or_default]
    pub children: Html,
    /// The keys that answer while it is open, beside Esc.
    #[prop_or_default]
    pub keys: Vec<Key>,
}

/// Shown with `showModal`; the focus goes back to what opened it.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let w = use_words();
    let dialog = use_node_ref();
    {
        let dialog = dialog.clone();
        use_effect_with((), move |()| {
            let before = crate::page::document().and_then(|d| d.active_element());
            let shown = dialog.cast::<HtmlDialogElement>();
            if let Some(shown) = &shown {
                // Only a dialog outside the document is refused.
                let _ = shown.show_modal();
                let first = "[autofocus], .dialog-body input, .dialog-body select, .dialog-foot .btn--primary";
                if let Some(first) = shown.query_selector(first).ok().flatten() {
                    crate::page::focus_on(first.unchecked_ref());
                }
            }
            move || {
                if let Some(shown) = shown {
                    shown.close();
                }
                if let Some(before) = before.and_then(|b| b.dyn_into::<HtmlElement>().ok()) {
                    crate::page::focus_on(&before);
                }
            }
        });
    }
    let mut keys = props.keys.clone();
    keys.push(Key::new("Esc", w.t("key-close"), props.onclose.clone()));
    use_modal_keys(keys);

    let oncancel = {
        let onclose = props.onclose.clone();
        Callback::from(move |event: Event| {
            event.prevent_default();
            onclose.emit(());
        })
    };
    let class = classes!("dialog", (!props.size.is_empty()).then(|| format!("dialog--{}", props.size)));
    html! {
        <dialog {class} aria-label={props.title.clone()} ref={dialog} {oncancel}>
            <header class="dialog-head">
                <h2 class="grow">{ &props.title }</h2>
                <IconButton icon="x" small={true} label={w.t("close")} keys="Esc" onclick={props.onclose.clone()} />
            </header>
            <div class="dialog-body stack stack--3">{ props.children.clone() }</div>
            if let Some(foot) = &props.foot { <footer class="dialog-foot">{ foot.clone() }</footer> }
        </dialog>
    }
}
