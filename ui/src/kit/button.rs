//! Buttons.

use yew::prelude::*;

use super::{Icon, Kbd};

/// What a button is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// One of several.
    #[default]
    Plain,
    /// The screen's one main action.
    Primary,
    /// Hard to take back.
    Danger,
    /// The same, less loud.
    DangerQuiet,
    /// Beside the matter.
    Ghost,
}

/// How large a button is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// In tables and rows.
    Small,
    /// Everywhere else.
    #[default]
    Medium,
    /// The page's main action.
    Large,
}

/// A button.
#[derive(Clone, PartialEq, Properties)]
pub struct ButtonProps {
    /// Says the result.
    pub label: AttrValue,
    /// When pressed.
    #[prop_or_default]
    pub onclick: Callback<()>,
    /// What it is for.
    #[prop_or_default]
    pub kind: Kind,
    /// How large.
    #[prop_or_default]
    pub size: Size,
    /// Before the label.
    #[prop_or_default]
    pub icon: Option<&'static str>,
    /// The key that does the same; the screen declares it with `use_keys`.
    #[prop_or_default]
    pub keys: Option<&'static str>,
    /// Under way: it stays focusable and does nothing.
    #[prop_or_default]
    pub busy: bool,
    /// Not now.
    #[prop_or_default]
    pub disabled: bool,
    /// As wide as there is room.
    #[prop_or_default]
    pub block: bool,
    /// Sends the form that it stands in.
    #[prop_or_default]
    pub submit: bool,
    /// Sends the form of this id, in whose dialog's foot it stands.
    #[prop_or_default]
    pub form: Option<AttrValue>,
    /// More classes.
    #[prop_or_default]
    pub class: Classes,
    /// Its id.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// What it does, in one word for whatever drives the window: `data-do`.
    #[prop_or_default]
    pub does: Option<&'static str>,
}

/// A button with its key shown.
#[component]
pub fn Button(props: &ButtonProps) -> Html {
    let class = classes!(
        "btn",
        match props.kind {
            Kind::Plain => None,
            Kind::Primary => Some("btn--primary"),
            Kind::Danger => Some("btn--danger"),
            Kind::DangerQuiet => Some("btn--danger-quiet"),
            Kind::Ghost => Some("btn--ghost"),
        },
        match props.size {
            Size::Small => Some("btn--sm"),
            Size::Medium => None,
            Size::Large => Some("btn--lg"),
        },
        props.block.then_some("btn--block"),
        props.class.clone(),
    );
    let onclick = {
        let (onclick, busy, submit) = (props.onclick.clone(), props.busy, props.submit || props.form.is_some());
        Callback::from(move |event: MouseEvent| {
            if busy {
                event.prevent_default();
            } else if !submit {
                onclick.emit(());
            }
        })
    };
    let icon = if props.busy { Some("sync") } else { props.icon };
    html! {
        <button {class} {onclick} id={props.id.clone()} form={props.form.clone()}
            type={if props.submit || props.form.is_some() { "submit" } else { "button" }} disabled={props.disabled} aria-busy={props.busy.then_some("true")} data-do={props.does}
            aria-keyshortcuts={props.keys.map(|k| k.replace("Ctrl", "Control"))}>
            if let Some(icon) = icon { <Icon name={icon} size="sm" /> }
            { &props.label }
            if let Some(keys) = props.keys { {" "}<Kbd {keys} /> }
        </button>
    }
}

/// A button that looks like a link.
#[derive(Clone, PartialEq, Properties)]
pub struct LinkButtonProps {
    /// Says the result.
    pub label: AttrValue,
    /// When pressed.
    pub onclick: Callback<()>,
    /// Its id.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// As on [`Button`].
    #[prop_or_default]
    pub does: Option<&'static str>,
}

/// A button that looks like a link, inside text.
#[component]
pub fn LinkButton(props: &LinkButtonProps) -> Html {
    let onclick = props.onclick.reform(|_: MouseEvent| ());
    html! { <button class="linkbtn" type="button" id={props.id.clone()} data-do={props.does} {onclick}>{ &props.label }</button> }
}

/// An icon that is pressed.
#[derive(Clone, PartialEq, Properties)]
pub struct IconButtonProps {
    /// Of `icons.svg`.
    pub icon: &'static str,
    /// Its name: title and for screen readers.
    pub label: AttrValue,
    /// When pressed.
    pub onclick: Callback<()>,
    /// The key that does the same.
    #[prop_or_default]
    pub keys: Option<&'static str>,
    /// Small.
    #[prop_or_default]
    pub small: bool,
    /// As on [`Button`].
    #[prop_or_default]
    pub does: Option<&'static str>,
}

/// A button of one icon.
#[component]
pub fn IconButton(props: &IconButtonProps) -> Html {
    let title = match props.keys {
        Some(keys) => format!("{} ({keys})", props.label),
        None => props.label.to_string(),
    };
    let class = classes!("btn", "btn--ghost", "btn--icon", props.small.then_some("btn--sm"));
    html! {
        <button {class} {title} type="button" data-do={props.does} onclick={props.onclick.reform(|_: MouseEvent| ())}
            aria-keyshortcuts={props.keys.map(|k| k.replace("Ctrl", "Control"))}>
            <Icon name={props.icon} size={if props.small { "sm" } else { "" }} />
            <span class="sr">{ &props.label }</span>
        </button>
    }
}
