//! A six-digit PIN: boxes drawn over one real input.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::Icon;

/// How many digits a PIN has.
pub const DIGITS: usize = 6;

/// A PIN field.
#[derive(Clone, PartialEq, Properties)]
pub struct PinBoxesProps {
    /// Its id.
    pub id: AttrValue,
    /// What is asked.
    pub label: AttrValue,
    /// The digits so far.
    pub value: AttrValue,
    /// As they are typed.
    pub oninput: Callback<String>,
    /// When the sixth is.
    #[prop_or_default]
    pub onfull: Callback<String>,
    /// What is wrong and what to do.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// Not now.
    #[prop_or_default]
    pub disabled: bool,
}

/// Six boxes over one input, so that pasting, correcting and screen readers work as everywhere.
#[component]
pub fn PinBoxes(props: &PinBoxesProps) -> Html {
    let said = format!("{}-error", props.id);
    let oninput = {
        let (oninput, onfull) = (props.oninput.clone(), props.onfull.clone());
        Callback::from(move |event: InputEvent| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            let digits: String =
                input.value().chars().filter_map(|c| c.to_digit(10)).take(DIGITS).map(|d| d.to_string()).collect();
            input.set_value(&digits);
            oninput.emit(digits.clone());
            if digits.len() == DIGITS {
                onfull.emit(digits);
            }
        })
    };
    let typed = props.value.len();
    html! {
        <div class="stack">
            <label class="label" for={props.id.clone()}>{ &props.label }</label>
            <div class={classes!("pinfield", props.error.is_some().then_some("is-error"))}>
                <input id={props.id.clone()} type="password" inputmode="numeric" maxlength="6" autocomplete="off"
                    value={props.value.clone()} {oninput} disabled={props.disabled}
                    aria-invalid={props.error.is_some().then_some("true")}
                    aria-describedby={props.error.is_some().then(|| said.clone())} />
                <div class="pin" aria-hidden="true">
                    { for (0..DIGITS).map(|i| html! {
                        <span class={classes!((i < typed).then_some("on"), (i == typed).then_some("at"))}></span>
                    }) }
                </div>
            </div>
            if let Some(error) = &props.error {
                <span class="error" id={said} role="alert"><Icon name="stop" />{ error }</span>
            }
        </div>
    }
}
