//! Where two people set one field: both values, and which one is in use.

use model::commands::patients::Both;
use model::words::Arg;
use yew::prelude::*;

use super::super::said;
use crate::context::use_app;
use crate::kit::{Banner, LinkButton, Tone};
use crate::words::use_words;

/// The banner.
#[derive(Clone, PartialEq, Properties)]
pub struct BothProps {
    /// The fields.
    pub both: Vec<Both>,
    /// Opens the form, where the right value is set once for all; none where that may not be done.
    pub decide: Option<Callback<()>>,
}

/// A line a field. Setting the field again settles it.
#[component]
pub fn BothBanner(props: &BothProps) -> Html {
    let w = use_words();
    let app = use_app();
    if props.both.is_empty() {
        return html! {};
    }
    let line = |both: &Both| {
        let said = |value: &Option<String>| match value {
            Some(value) => said::value(&w, &app, &both.field, value),
            None => w.t("history-nothing"),
        };
        let (field, shown) = (said::label(&w, &both.field), said(&both.shown));
        let others = both.others.iter().map(|o| said(o).to_string()).collect::<Vec<_>>().join(", ");
        let args = [("field", Arg::Text(&field)), ("shown", Arg::Text(&shown)), ("others", Arg::Text(&others))];
        html! { <li key={both.field.clone()} data-both={both.field.clone()}>{ w.tw("both-line", &args) }</li> }
    };
    let actions = props
        .decide
        .clone()
        .map(|decide| html! { <LinkButton label={w.t("both-decide")} onclick={decide} does="decide" /> });
    html! {
        <Banner tone={Tone::Warn} icon="decide" alert={true} {actions}>
            <b>{ w.t("both-title") }</b>
            <ul>{ for props.both.iter().map(line) }</ul>
        </Banner>
    }
}
