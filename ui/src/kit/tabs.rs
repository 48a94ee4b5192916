//! A tab list.

use yew::prelude::*;

use super::Choice;

/// A tab list.
#[derive(Clone, PartialEq, Properties)]
pub struct TabsProps {
    /// What it divides, for screen readers.
    pub label: AttrValue,
    /// The tabs.
    pub tabs: Vec<Choice>,
    /// The one that is open.
    pub value: AttrValue,
    /// When another is opened.
    pub onchange: Callback<AttrValue>,
}

/// Tabs: the open one takes the focus, arrows move.
#[component]
pub fn Tabs(props: &TabsProps) -> Html {
    let onkeydown = {
        let (tabs, value, onchange) = (props.tabs.clone(), props.value.clone(), props.onchange.clone());
        Callback::from(move |event: KeyboardEvent| {
            let step = match event.key().as_str() {
                "ArrowRight" => 1,
                "ArrowLeft" => tabs.len() - 1,
                _ => return,
            };
            event.prevent_default();
            let at = tabs.iter().position(|t| t.value == value).unwrap_or(0);
            let to = &tabs[(at + step) % tabs.len()].value;
            onchange.emit(to.clone());
            crate::page::focus(&format!("#tab-{to}"));
        })
    };
    let tab = |tab: &Choice| {
        let on = tab.value == props.value;
        let value = tab.value.clone();
        let onclick = props.onchange.reform(move |_: MouseEvent| value.clone());
        html! {
            <button class="tab" role="tab" type="button" id={format!("tab-{}", tab.value)} {onclick}
                aria-selected={if on { "true" } else { "false" }} tabindex={if on { "0" } else { "-1" }}>
                { &tab.label }
            </button>
        }
    };
    html! {
        <div class="tabs" role="tablist" aria-label={props.label.clone()} {onkeydown}>{ for props.tabs.iter().map(tab) }</div>
    }
}
