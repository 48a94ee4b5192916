//! Not yet.

use yew::prelude::*;

/// Settings.
#[derive(Clone, PartialEq, Properties)]
pub struct SettingsProps {
    /// The tab.
    pub tab: String,
}

/// Not yet.
#[component]
pub fn Settings(props: &SettingsProps) -> Html {
    html! { <p>{ &props.tab }</p> }
}
