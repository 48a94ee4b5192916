//! Not yet.

use yew::prelude::*;

/// The dialog.
#[derive(Clone, PartialEq, Properties)]
pub struct SetPinDialogProps {
    /// Closed.
    pub onclose: Callback<()>,
}

/// Not yet.
#[component]
pub fn SetPinDialog(props: &SetPinDialogProps) -> Html {
    let _ = &props.onclose;
    html! {}
}

/// The dialog.
#[derive(Clone, PartialEq, Properties)]
pub struct PasswordDialogProps {
    /// Closed.
    pub onclose: Callback<()>,
}

/// Not yet.
#[component]
pub fn PasswordDialog(props: &PasswordDialogProps) -> Html {
    let _ = &props.onclose;
    html! {}
}
