//! The states of a list or card: empty, loading, failed, not permitted.

use gloo_timers::callback::Timeout;
use model::Fault;
use yew::prelude::*;

use super::{Button, Icon};
use crate::context::use_app;
use crate::words::use_words;

/// Nothing here yet.
#[derive(Clone, PartialEq, Properties)]
pub struct EmptyProps {
    /// Of `icons.svg`.
    pub icon: &'static str,
    /// What there is none of.
    pub title: AttrValue,
    /// What will be here, and the first step.
    #[prop_or_default]
    pub text: Option<AttrValue>,
    /// The first step's button.
    #[prop_or_default]
    pub children: Html,
}

/// Nothing here yet, and the first step.
#[component]
pub fn Empty(props: &EmptyProps) -> Html {
    html! {
        <div class="empty">
            <Icon name={props.icon} size="xl" />
            <b>{ &props.title }</b>
            if let Some(text) = &props.text { <p>{ text }</p> }
            { props.children.clone() }
        </div>
    }
}

/// A list on its way.
#[derive(Clone, PartialEq, Properties)]
pub struct SkeletonProps {
    /// How many rows.
    #[prop_or(4)]
    pub rows: usize,
}

/// The shape of a list: nothing for 300 ms, then rows, after 3 s a word.
#[component]
pub fn Skeleton(props: &SkeletonProps) -> Html {
    let w = use_words();
    let age = use_state(|| 0_u8);
    {
        let age = age.clone();
        use_effect_with((), move |()| {
            let later = age.clone();
            let timers = (Timeout::new(300, move || age.set(1)), Timeout::new(3000, move || later.set(2)));
            move || drop(timers)
        });
    }
    if *age == 0 {
        return html! { <div class="card-body" aria-busy="true"></div> };
    }
    html! {
        <div class="card-body stack stack--4" aria-busy="true">
            { for (0..props.rows).map(|_| html! {
                <span class="stack stack--2"><span class="skel skel--w60"></span><span class="skel skel--w40"></span></span>
            }) }
            if *age > 1 { <p class="hint" role="status">{ w.t("still-working") }</p> }
        </div>
    }
}

/// A list that did not come.
#[derive(Clone, PartialEq, Properties)]
pub struct FailedProps {
    /// Why.
    pub fault: Fault,
    /// Asks again.
    pub again: Callback<()>,
}

/// What went wrong, and the way on.
#[component]
pub fn Failed(props: &FailedProps) -> Html {
    let w = use_words();
    if props.fault.code == "not-permitted" {
        return html! { <NotPermitted /> };
    }
    html! {
        <div class="empty" role="alert">
            <Icon name="warn" size="xl" />
            <b>{ w.t("failed-title") }</b>
            <p>{ w.fault(&props.fault) }</p>
            <Button label={w.t("try-again")} onclick={props.again.clone()} />
            <span class="hint code">{ &props.fault.code }</span>
        </div>
    }
}

/// Something that another role may do.
#[derive(Clone, PartialEq, Properties)]
pub struct NotPermittedProps {
    /// What it is, and whom to ask.
    #[prop_or_default]
    pub text: Option<AttrValue>,
}

/// Who may, instead of a blank page; somebody who may can take the keyboard.
#[component]
pub fn NotPermitted(props: &NotPermittedProps) -> Html {
    let w = use_words();
    let lock = use_app().lock;
    let text = props.text.clone().unwrap_or_else(|| w.t("not-permitted-text"));
    html! {
        <Empty icon="lock" title={w.t("not-permitted-title")} {text}>
            <Button label={w.t("switch-person")} keys="Ctrl+L" onclick={lock} />
        </Empty>
    }
}
