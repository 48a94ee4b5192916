//! Today: the queue of each doctor, who is booked, and the day in figures.

mod appointments;
mod ask;
mod board;
mod hall;
mod lane;
mod lately;
mod setup;
mod steps;
mod unfinished;

use model::capability::Capability;
use yew::prelude::*;

pub use hall::Hall;

use crate::context::use_app;

/// The board for those who may see the queue, the patients seen last for the others.
#[component]
pub fn Today() -> Html {
    if use_app().may(Capability::QueueView) {
        html! { <board::Board /> }
    } else {
        html! { <lately::Lately /> }
    }
}
