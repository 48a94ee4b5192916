//! What surrounds every screen: the stripes of practice mode, the strip of a demo clinic.

use yew::prelude::*;

use crate::context::use_app;
use crate::words::use_words;

/// The screen inside.
#[derive(Clone, PartialEq, Properties)]
pub struct FramedProps {
    /// The screen.
    pub children: Html,
}

/// Says on every screen that nothing here is real, where that is so.
#[component]
pub fn Framed(props: &FramedProps) -> Html {
    let w = use_words();
    let app = use_app();
    let strip = match (app.status.practice, app.status.demo) {
        (true, _) => Some("practice-strip"),
        (false, true) => Some("demo-strip"),
        (false, false) => None,
    };
    html! {
        <div class={classes!("framed", app.status.practice.then_some("framed--practice"))}>
            if let Some(key) = strip { <aside class="strip" aria-label={w.t("made-up")} key="strip">{ w.t(key) }</aside> }
            { props.children.clone() }
        </div>
    }
}
