//! Not yet.

use yew::prelude::*;

/// Not yet.
#[component]
pub fn Unlock() -> Html {
    html! {}
}
