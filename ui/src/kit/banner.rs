//! Banners and pills: facts with a tone.

use model::Fault;
use yew::prelude::*;

use super::Icon;
use crate::words::use_words;

/// How loud a fact is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// For your information.
    #[default]
    Info,
    /// Done, in range.
    Ok,
    /// Look before you go on.
    Warn,
    /// Blocks or harms.
    Danger,
    /// Neutral on purpose.
    Calm,
    /// Ours.
    Brand,
    /// An outline.
    Line,
}

impl Tone {
    fn as_str(self) -> &'static str {
        match self {
            Tone::Info => "info",
            Tone::Ok => "ok",
            Tone::Warn => "warn",
            Tone::Danger => "danger",
            Tone::Calm => "calm",
            Tone::Brand => "brand",
            Tone::Line => "line",
        }
    }

    fn icon(self) -> &'static str {
        match self {
            Tone::Ok => "check",
            Tone::Warn => "warn",
            Tone::Danger => "stop",
            _ => "info",
        }
    }
}

/// One fact and one way on.
#[derive(Clone, PartialEq, Properties)]
pub struct BannerProps {
    /// How loud.
    #[prop_or_default]
    pub tone: Tone,
    /// Another icon than the tone's.
    #[prop_or_default]
    pub icon: Option<&'static str>,
    /// The fact.
    pub children: Html,
    /// The way on.
    #[prop_or_default]
    pub actions: Option<Html>,
    /// Read out at once: a refusal.
    #[prop_or_default]
    pub alert: bool,
}

/// One fact and one way on.
#[component]
pub fn Banner(props: &BannerProps) -> Html {
    let role = props.alert.then_some("alert");
    html! {
        <div class={format!("banner banner--{}", props.tone.as_str())} {role}>
            <Icon name={props.icon.unwrap_or(props.tone.icon())} />
            <span class="grow">{ props.children.clone() }</span>
            if let Some(actions) = &props.actions { { actions.clone() } }
        </div>
    }
}

/// What a refused command says.
#[derive(Clone, PartialEq, Properties)]
pub struct FaultBannerProps {
    /// The refusal; nothing is shown without one.
    pub fault: Option<Fault>,
}

/// What a refused command says, read out at once. What it says of a field stands at the field.
#[component]
pub fn FaultBanner(props: &FaultBannerProps) -> Html {
    let w = use_words();
    match &props.fault {
        Some(fault) => html! { <Banner tone={Tone::Danger} alert={true}>{ w.fault(fault) }</Banner> },
        None => html! {},
    }
}

/// A small sign.
#[derive(Clone, PartialEq, Properties)]
pub struct PillProps {
    /// What it says.
    pub label: AttrValue,
    /// How loud; calm by default.
    #[prop_or(Tone::Calm)]
    pub tone: Tone,
    /// Before the label.
    #[prop_or_default]
    pub icon: Option<&'static str>,
}

/// A small sign.
#[component]
pub fn Pill(props: &PillProps) -> Html {
    let class = match props.tone {
        Tone::Calm => "pill".to_owned(),
        tone => format!("pill pill--{}", tone.as_str()),
    };
    html! {
        <span {class}>
            if let Some(icon) = props.icon { <Icon name={icon} /> }
            { &props.label }
        </span>
    }
}
