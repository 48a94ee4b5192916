//! Not yet.

use yew::prelude::*;

use super::Over;

/// The palette.
#[derive(Clone, PartialEq, Properties)]
pub struct PaletteProps {
    /// Closed.
    pub onclose: Callback<()>,
    /// Opens another.
    pub open: Callback<Over>,
}

/// Not yet.
#[component]
pub fn Palette(props: &PaletteProps) -> Html {
    let _ = (&props.onclose, &props.open);
    html! {}
}
