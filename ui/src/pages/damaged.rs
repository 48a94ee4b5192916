//! Not yet.

use yew::prelude::*;

/// Not yet.
#[component]
pub fn Damaged() -> Html {
    html! {}
}
