//! Not yet.

use yew::prelude::*;

/// Not yet.
#[component]
pub fn Today() -> Html {
    html! {}
}
