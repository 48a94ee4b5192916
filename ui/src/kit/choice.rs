//! One of several: side by side, in a list, or a tick.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::Icon;
use crate::page::use_seen_when_wrong;

/// A choice: the name that is kept, and what is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The name that is kept.
    pub value: AttrValue,
    /// What is shown.
    pub label: AttrValue,
}

impl Choice {
    /// A choice.
    pub fn new(value: impl Into<AttrValue>, label: impl Into<AttrValue>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// One of a few or of many.
#[derive(Clone, PartialEq, Properties)]
pub struct SegProps {
    /// The group's name on the page, and its id.
    pub name: AttrValue,
    /// What is asked.
    pub label: AttrValue,
    /// What there is.
    pub options: Vec<Choice>,
    /// What was chosen.
    #[prop_or_default]
    pub value: Option<AttrValue>,
    /// When another is chosen.
    pub onchange: Callback<AttrValue>,
    /// What is wrong and what to do.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// How to choose.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// Beside the label.
    #[prop_or_default]
    pub opt: Option<AttrValue>,
    /// A mark at the end of the label ([`Seg`] only).
    #[prop_or_default]
    pub mark: Option<AttrValue>,
    /// The label is for screen readers only.
    #[prop_or_default]
    pub bare: bool,
    /// Not as wide as there is room.
    #[prop_or_default]
    pub narrow: bool,
    /// Adds a first, empty choice with this label ([`Select`] only).
    #[prop_or_default]
    pub blank: Option<AttrValue>,
    /// More classes: the width in a grid.
    #[prop_or_default]
    pub class: Classes,
}

/// Radio buttons side by side. Arrows move, a tab passes.
#[component]
pub fn Seg(props: &SegProps) -> Html {
    use_seen_when_wrong(&props.name, props.error.is_some());
    let said = format!("{}-error", props.name);
    let option = |choice: &Choice| {
        let value = choice.value.clone();
        let onchange = props.onchange.reform(move |_: Event| value.clone());
        html! {
            <label key={choice.value.to_string()}>
                <input type="radio" name={props.name.clone()} value={choice.value.clone()} {onchange}
                    checked={props.value.as_ref() == Some(&choice.value)} />
                { &choice.label }
            </label>
        }
    };
    let class = classes!("field", props.error.is_some().then_some("is-error"), props.class.clone());
    html! {
        <fieldset {class} id={props.name.clone()} role="radiogroup" aria-invalid={props.error.is_some().then_some("true")}
            aria-describedby={props.error.is_some().then(|| said.clone())}>
            <legend class={if props.bare { "sr" } else { "label" }}>
                { &props.label }
                if let Some(opt) = &props.opt { {" "}<span class="opt">{ opt }</span> }
                if let Some(mark) = &props.mark { {" "}<span class="pill pill--brand push">{ mark }</span> }
            </legend>
            <div class={classes!("seg", (!props.narrow).then_some("seg--block"), props.narrow.then_some("self-start"))}>
                { for props.options.iter().map(option) }
            </div>
            if let Some(error) = &props.error { <span class="error" id={said}><Icon name="stop" />{ error }</span> }
            if let Some(hint) = &props.hint { <span class="hint">{ hint }</span> }
        </fieldset>
    }
}

/// A native list.
#[component]
pub fn Select(props: &SegProps) -> Html {
    use_seen_when_wrong(&props.name, props.error.is_some());
    let said = format!("{}-error", props.name);
    let onchange =
        props.onchange.reform(|e: Event| AttrValue::from(e.target_unchecked_into::<HtmlSelectElement>().value()));
    let chosen = props.value.clone().unwrap_or_default();
    let option = |choice: &Choice| {
        html! {
            <option key={choice.value.to_string()} value={choice.value.clone()} selected={chosen == choice.value}>
                { &choice.label }
            </option>
        }
    };
    html! {
        <div class={classes!("field", props.error.is_some().then_some("is-error"), props.class.clone())}>
            <label class={if props.bare { "sr" } else { "label" }} for={props.name.clone()}>
                { &props.label }
                if let Some(opt) = &props.opt { {" "}<span class="opt">{ opt }</span> }
            </label>
            <select class="select" id={props.name.clone()} {onchange} aria-invalid={props.error.is_some().then_some("true")}
                aria-describedby={props.error.is_some().then(|| said.clone())}>
                if let Some(blank) = &props.blank {
                    <option value="" selected={chosen.is_empty()}>{ blank }</option>
                }
                { for props.options.iter().map(option) }
            </select>
            if let Some(error) = &props.error { <span class="error" id={said}><Icon name="stop" />{ error }</span> }
            if let Some(hint) = &props.hint { <span class="hint">{ hint }</span> }
        </div>
    }
}

/// A tick.
#[derive(Clone, PartialEq, Properties)]
pub struct CheckProps {
    /// What is agreed to.
    pub label: AttrValue,
    /// Whether it is ticked.
    pub checked: bool,
    /// When it is.
    pub onchange: Callback<bool>,
    /// Its id.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// Not now.
    #[prop_or_default]
    pub disabled: bool,
}

/// A tick with its label.
#[component]
pub fn Check(props: &CheckProps) -> Html {
    let onchange = props.onchange.reform(|e: Event| e.target_unchecked_into::<HtmlInputElement>().checked());
    html! {
        <label class="check">
            <input type="checkbox" id={props.id.clone()} checked={props.checked} disabled={props.disabled} {onchange} />
            { &props.label }
        </label>
    }
}
