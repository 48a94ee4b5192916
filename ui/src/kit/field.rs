//! A labelled text field with its hint, its error or its ok line beside it.

use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::Icon;
use crate::page::use_seen_when_wrong;

/// A text field.
#[derive(Clone, PartialEq, Properties)]
pub struct FieldProps {
    /// Its id, also the name that a refused field is matched by.
    pub id: AttrValue,
    /// What is asked.
    pub label: AttrValue,
    /// What is in it.
    pub value: AttrValue,
    /// As it is typed.
    pub oninput: Callback<String>,
    /// When it is left: the moment for checks, never while typing.
    #[prop_or_default]
    pub onleave: Callback<String>,
    /// What is wrong and what to do.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// What was found right.
    #[prop_or_default]
    pub ok: Option<AttrValue>,
    /// How to fill it.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// Beside the label: "if you have one".
    #[prop_or_default]
    pub opt: Option<AttrValue>,
    /// A mark at the end of the label: "from ABHA".
    #[prop_or_default]
    pub mark: Option<AttrValue>,
    /// `text`, `password`, `tel`, `search`.
    #[prop_or("text".into())]
    pub kind: AttrValue,
    /// `numeric`, `tel` …
    #[prop_or_default]
    pub inputmode: Option<AttrValue>,
    /// Before the text: "+91".
    #[prop_or_default]
    pub prefix: Option<AttrValue>,
    /// After it: what the typed date or age was understood as.
    #[prop_or_default]
    pub echo: Option<AttrValue>,
    /// Before the echo, where there is room for both.
    #[prop_or_default]
    pub echo_more: Option<AttrValue>,
    /// A control of its own before the input: the relation before a guardian's name.
    #[prop_or_default]
    pub start: Option<Html>,
    /// Controls inside the field, at its end.
    #[prop_or_default]
    pub end: Option<Html>,
    /// More than one line.
    #[prop_or_default]
    pub rows: Option<u32>,
    /// In the letters of codes.
    #[prop_or_default]
    pub code: bool,
    /// Large.
    #[prop_or_default]
    pub large: bool,
    /// May not be changed.
    #[prop_or_default]
    pub readonly: bool,
    /// What the web view may fill in; `off` by default.
    #[prop_or("off".into())]
    pub autocomplete: AttrValue,
    /// In an example's words.
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// More classes: the width in a grid.
    #[prop_or_default]
    pub class: Classes,
    /// The input itself, for the focus.
    #[prop_or_default]
    pub input: NodeRef,
}

/// Label, input, and beside it what is wrong or right with it.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    use_seen_when_wrong(&props.id, props.error.is_some());
    let wrong = format!("{}-error", props.id);
    let right = format!("{}-ok", props.id);
    let hint = format!("{}-hint", props.id);
    let described = [
        props.error.is_some().then_some(wrong.as_str()),
        (props.error.is_none() && props.ok.is_some()).then_some(right.as_str()),
        props.hint.is_some().then_some(hint.as_str()),
    ];
    let described: Vec<&str> = described.into_iter().flatten().collect();
    let described = (!described.is_empty()).then(|| described.join(" "));
    let input = input(props, described);
    let boxed = props.prefix.is_some() || props.echo.is_some() || props.end.is_some();
    html! {
        <div class={classes!("field", props.error.is_some().then_some("is-error"), props.class.clone())}>
            <label class="label" for={props.id.clone()}>
                { &props.label }
                if let Some(opt) = &props.opt { {" "}<span class="opt">{ opt }</span> }
                if let Some(mark) = &props.mark { {" "}<span class="pill pill--brand push">{ mark }</span> }
            </label>
            if boxed {
                <div class={classes!("affix", "datefield", props.large.then_some("affix--lg"))}>
                    if let Some(prefix) = &props.prefix { <span>{ prefix }</span> }
                    { input }
                    if let Some(echo) = &props.echo {
                        <span class="echo" aria-live="polite">
                            if let Some(more) = &props.echo_more { <span class="echo-d">{ more }{" ·"}</span> }
                            { echo }
                        </span>
                    }
                    if let Some(end) = &props.end { { end.clone() } }
                </div>
            } else if let Some(start) = &props.start {
                <div class="row">{ start.clone() }{ input }</div>
            } else {
                { input }
            }
            if let Some(error) = &props.error {
                <span class="error" id={wrong}><Icon name="stop" />{ error }</span>
            } else if let Some(ok) = &props.ok {
                <span class="okline" id={right}><Icon name="check" />{ ok }</span>
            }
            if let Some(text) = &props.hint { <span class="hint" id={hint}>{ text }</span> }
        </div>
    }
}

fn input(props: &FieldProps, described: Option<String>) -> Html {
    let invalid = props.error.is_some().then_some("true");
    if let Some(rows) = props.rows {
        let oninput = props.oninput.reform(|e: InputEvent| e.target_unchecked_into::<HtmlTextAreaElement>().value());
        let onblur = props.onleave.reform(|e: FocusEvent| e.target_unchecked_into::<HtmlTextAreaElement>().value());
        return html! {
            <textarea class="textarea" id={props.id.clone()} rows={rows.to_string()} value={props.value.clone()} {oninput}
                {onblur} readonly={props.readonly} aria-invalid={invalid} aria-describedby={described} ref={props.input.clone()} />
        };
    }
    let oninput = props.oninput.reform(|e: InputEvent| e.target_unchecked_into::<HtmlInputElement>().value());
    let onblur = props.onleave.reform(|e: FocusEvent| e.target_unchecked_into::<HtmlInputElement>().value());
    let class = classes!("input", props.code.then_some("code"), props.large.then_some("input--lg"));
    html! {
        <input {class} id={props.id.clone()} type={props.kind.clone()} value={props.value.clone()} {oninput} {onblur}
            inputmode={props.inputmode.clone()} readonly={props.readonly} autocomplete={props.autocomplete.clone()}
            placeholder={props.placeholder.clone()} spellcheck="false" aria-invalid={invalid} aria-describedby={described}
            ref={props.input.clone()} />
    }
}
