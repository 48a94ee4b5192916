//! The top bar: where one is, find or do, what is saved, who is signed in, the lock.

use gloo_timers::callback::Interval;
use yew::prelude::*;

use super::Over;
use super::menu::PersonMenu;
use crate::context::use_app;
use crate::kit::{Icon, IconButton, Kbd};
use crate::route::Route;
use crate::time::Local;
use crate::words::use_words;

/// The top bar.
#[derive(Clone, PartialEq, Properties)]
pub struct TopProps {
    /// Opens a dialog of the shell.
    pub open: Callback<Over>,
}

/// The top bar; its clock moves once a minute and announces nothing.
#[component]
pub fn Top(props: &TopProps) -> Html {
    let w = use_words();
    let app = use_app();
    let update = use_force_update();
    use_effect_with((), move |()| {
        let tick = Interval::new(10_000, move || update.force_update());
        move || drop(tick)
    });
    let now = Local::at(app.now(), app.zone());
    let find = props.open.reform(|_: MouseEvent| Over::Palette);
    let desk = app.status.desk.as_ref().map(|d| format!("{} · ", d.name)).unwrap_or_default();
    html! {
        <header class="top" data-region="top">
            <div class="top-place">
                <b>{ app.status.clinic.clone().unwrap_or_default() }</b>
                <span>{ desk }{ now.short(&w) }</span>
            </div>
            <button class="omni" type="button" id="omni" onclick={find} aria-haspopup="dialog" aria-keyshortcuts="Control+K">
                <Icon name="search" size="sm" /><span>{ w.t("omni") }</span><Kbd keys="Ctrl+K" />
            </button>
            <a class="sync" href={Route::Saving.href()} title={w.t("saved-here-title")}>
                <Icon name="check" size="sm" /><span>{ w.t("saved-here") }</span>
            </a>
            <PersonMenu open={props.open.clone()} />
            <IconButton icon="lock" label={w.t("lock-this-screen")} keys="Ctrl+L" onclick={app.lock.clone()} />
        </header>
    }
}
