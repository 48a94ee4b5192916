//! Not yet.

use yew::prelude::*;

/// What the address says.
#[derive(Clone, PartialEq, Properties)]
pub struct FindProps {
    /// From the address.
    pub query: String,
}

/// Not yet.
#[component]
pub fn Find(props: &FindProps) -> Html {
    html! { <p>{ &props.query }</p> }
}
