//! The shell around the places: rail, top bar, notes, key bar.

mod account;
mod confirm;
mod frame;
mod idle;
mod keybar;
mod menu;
mod notes;
mod palette;
mod rail;
mod top;

pub use confirm::{ConfirmRecovery, RecoveryDialog};
pub use frame::Framed;

use model::capability::Capability;
use yew::prelude::*;

use crate::context::use_app;
use crate::keys::{self, Key, use_keys};
use crate::pages;
use crate::route::{self, Route, go};
use crate::words::use_words;

/// A dialog of the shell itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Find or do.
    Palette,
    /// All keys of this screen.
    Keys,
    /// Set a PIN for the running session.
    Pin,
    /// Change one's own password.
    Password,
    /// The three words of the recovery sheet.
    Recovery,
    /// The right date and time.
    Clock,
}

/// Rail, top bar, notes, the place itself, key bar.
#[component]
pub fn Shell() -> Html {
    let w = use_words();
    let app = use_app();
    let route = route::use_route();
    let over = use_state(|| None::<Over>);
    idle::use_idle_lock();

    let open = {
        let over = over.clone();
        Callback::from(move |what: Over| over.set(Some(what)))
    };
    let close = {
        let over = over.clone();
        Callback::from(move |()| over.set(None))
    };
    let opens = |what: Over| open.reform(move |()| what);
    let goes = |to: Route| Callback::from(move |()| go(&to));
    let mut keys = vec![
        Key::new("Ctrl+K", w.t("key-find"), opens(Over::Palette)).quiet(),
        Key::new("Ctrl+L", w.t("key-lock"), app.lock.clone()).quiet().always(),
        Key::new("Ctrl+N", w.t("key-new-patient"), goes(Route::NewPatient(String::new()))).quiet(),
        Key::new("F6", w.t("key-next-region"), Callback::from(|()| keys::next_region(false))).quiet(),
        Key::new("Shift+F6", w.t("key-previous-region"), Callback::from(|()| keys::next_region(true))).quiet(),
        Key::new("F1", "", opens(Over::Keys)),
    ];
    if app.may(Capability::PaperPrint) {
        keys.push(Key::new("Ctrl+Shift+P", w.t("papers-title"), goes(Route::Papers)).quiet());
    }
    keys.extend(rail::places().map(|place| Key::new(place.keys, w.t(place.name), goes(place.to)).quiet()));
    use_keys(keys);

    use_effect_with(route.clone(), |_| crate::page::focus_main_if_lost());

    let to_main = Callback::from(|event: MouseEvent| {
        // The part of the address behind # is the place, so the skip link moves the focus by hand.
        event.prevent_default();
        crate::page::focus("#main");
    });
    html! {
        <div class="app">
            <a class="skip" href="#main" onclick={to_main}>{ w.t("skip-to-content") }</a>
            <rail::Rail route={route.clone()} />
            <top::Top open={open.clone()} />
            <div class="note" role="region" aria-label={w.t("notes")} data-region="note"><notes::Notes open={open.clone()} /></div>
            <main class={main_class(&route)} id="main" tabindex="-1" data-region="main">
                { place(&route) }
            </main>
            <keybar::KeyBar open={opens(Over::Keys)} />
            { match *over {
                None => html! {},
                Some(Over::Palette) => html! { <palette::Palette onclose={close} {open} /> },
                Some(Over::Keys) => html! { <keybar::KeySheet onclose={close} /> },
                Some(Over::Pin) => html! { <account::SetPinDialog onclose={close} /> },
                Some(Over::Password) => html! { <account::PasswordDialog onclose={close} /> },
                Some(Over::Recovery) => html! { <confirm::RecoveryDialog onclose={close} /> },
                Some(Over::Clock) => html! { <notes::ClockDialog onclose={close} /> },
            } }
        </div>
    }
}

/// A patient's card goes to the edges; the other places have a margin.
fn main_class(route: &Route) -> &'static str {
    if matches!(route, Route::Patient(_) | Route::EditPatient(_)) { "main main--flush" } else { "main" }
}

fn place(route: &Route) -> Html {
    match route {
        Route::Today | Route::Hall => html! { <pages::today::Today /> },
        Route::Book(query) => html! { <pages::book::Book key={query.clone()} query={query.clone()} /> },
        Route::Billing(query) => html! { <pages::billing::Billing query={query.clone()} /> },
        Route::CloseDay => html! { <pages::billing::CloseDay /> },
        Route::Patients(query) => html! { <pages::patients::Find query={query.clone()} /> },
        Route::NewPatient(query) => html! { <pages::patients::Register key={query.clone()} query={query.clone()} /> },
        Route::Patient(id) => html! { <pages::patients::Card key={id.clone()} id={id.clone()} edit={false} /> },
        Route::EditPatient(id) => html! { <pages::patients::Card key={id.clone()} id={id.clone()} edit={true} /> },
        Route::Saving => html! { <pages::saving::Saving /> },
        Route::Papers => html! { <pages::papers::Papers /> },
        Route::Settings(tab) => html! { <pages::settings::Settings tab={tab.clone()} /> },
    }
}
