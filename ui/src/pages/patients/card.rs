//! Not yet.

use yew::prelude::*;

/// What the address says.
#[derive(Clone, PartialEq, Properties)]
pub struct CardProps {
    /// From the address.
    pub id: String,
}

/// Not yet.
#[component]
pub fn Card(props: &CardProps) -> Html {
    html! { <p>{ &props.id }</p> }
}
