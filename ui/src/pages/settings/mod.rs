//! Settings: the clinic, people and roles, language and colours.

mod clinic;
mod people;
mod person;
mod preferences;
mod roles;

use yew::prelude::*;

use crate::kit::{Choice, Tabs};
use crate::route::{Route, go};
use crate::words::use_words;

/// Settings.
#[derive(Clone, PartialEq, Properties)]
pub struct SettingsProps {
    /// The tab: `clinic`, `people`, `language`; empty is the first.
    pub tab: String,
}

/// The tabs that there are; who may change what is said on each.
#[component]
pub fn Settings(props: &SettingsProps) -> Html {
    let w = use_words();
    let tab = if props.tab.is_empty() { "clinic" } else { props.tab.as_str() };
    let tabs = ["clinic", "people", "language"].map(|t| Choice::new(t, w.t(&format!("settings-{t}")))).to_vec();
    let onchange = Callback::from(|tab: AttrValue| go(&Route::Settings(tab.to_string())));
    let content = match tab {
        "people" => html! { <people::People /> },
        "language" => html! { <preferences::Preferences /> },
        _ => html! { <clinic::ClinicTab /> },
    };
    html! {
        <div class="page page--fit">
            <div class="page-head"><h1>{ w.t("place-settings") }</h1></div>
            <Tabs label={w.t("place-settings")} {tabs} value={AttrValue::from(tab.to_owned())} {onchange} />
            { content }
        </div>
    }
}
