//! Not yet.

use yew::prelude::*;

/// The first run.
#[derive(Clone, PartialEq, Properties)]
pub struct FirstRunProps {
    /// The clinic is ready.
    pub done: Callback<()>,
}

/// Not yet.
#[component]
pub fn FirstRun(props: &FirstRunProps) -> Html {
    let _ = &props.done;
    html! {}
}
