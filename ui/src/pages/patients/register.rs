//! Not yet.

use yew::prelude::*;

/// What the address says.
#[derive(Clone, PartialEq, Properties)]
pub struct RegisterProps {
    /// From the address.
    pub query: String,
}

/// Not yet.
#[component]
pub fn Register(props: &RegisterProps) -> Html {
    html! { <p>{ &props.query }</p> }
}
