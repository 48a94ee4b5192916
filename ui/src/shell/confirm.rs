//! Not yet.

use yew::prelude::*;

/// The dialog.
#[derive(Clone, PartialEq, Properties)]
pub struct RecoveryDialogProps {
    /// Closed.
    pub onclose: Callback<()>,
}

/// Not yet.
#[component]
pub fn RecoveryDialog(props: &RecoveryDialogProps) -> Html {
    let _ = &props.onclose;
    html! {}
}

/// Not yet.
#[component]
pub fn ConfirmRecovery() -> Html {
    html! {}
}
