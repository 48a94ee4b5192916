//! The left half of the screens before the shell.

use model::words::Language;
use yew::prelude::*;

use crate::context::use_app;
use crate::kit::{Icon, Logo};
use crate::words::use_words;

/// One promise or fact: icon, and the keys of its heading and its text.
pub type Point = (&'static str, AttrValue, AttrValue);

/// The left half.
#[derive(Clone, PartialEq, Properties)]
pub struct BrandProps {
    /// One sentence.
    #[prop_or_default]
    pub lead: Option<AttrValue>,
    /// What else to know.
    #[prop_or_default]
    pub points: Vec<Point>,
    /// Between the sign and the points: clock, clinic.
    #[prop_or_default]
    pub children: Html,
}

/// The sign, what to know, and the languages.
#[component]
pub fn Brand(props: &BrandProps) -> Html {
    let w = use_words();
    let app = use_app();
    let point = |(icon, head, text): &Point| {
        html! { <li><Icon name={*icon} /><span><b>{ head }</b>{ text }</span></li> }
    };
    let language = |language: &Language| {
        let (set, to) = (app.set_language.clone(), *language);
        let pressed = (to == w.language()).to_string();
        html! {
            <button type="button" lang={to.as_str()} aria-pressed={pressed} onclick={move |_| set.emit(to)}>
                { to.own_name() }
            </button>
        }
    };
    html! {
        <aside class="door-brand">
            <div class="logo"><Logo />{ w.t("nadi") }</div>
            { props.children.clone() }
            if let Some(lead) = &props.lead { <p class="lead">{ lead }</p> }
            <ul>{ for props.points.iter().map(point) }</ul>
            <svg class="wave" viewBox="0 0 336 90" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true">
                <path d="M0 55h70l14-28 22 56 26-76 22 60 14-12h168" />
            </svg>
            <div class="langs" role="group" aria-label={w.t("language")}>{ for Language::ALL.iter().map(language) }</div>
        </aside>
    }
}
