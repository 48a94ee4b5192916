//! Not yet.

use yew::prelude::*;

/// The dialog.
#[derive(Clone, PartialEq, Properties)]
pub struct ClockDialogProps {
    /// Closed.
    pub onclose: Callback<()>,
}

/// Not yet.
#[component]
pub fn ClockDialog(props: &ClockDialogProps) -> Html {
    let _ = &props.onclose;
    html! {}
}

/// Notes.
#[derive(Clone, PartialEq, Properties)]
pub struct NotesProps {
    /// Opens a dialog of the shell.
    pub open: Callback<super::Over>,
}

/// Not yet.
#[component]
pub fn Notes(props: &NotesProps) -> Html {
    let _ = &props.open;
    html! {}
}
