//! The places of the program, as the part of the address behind `#/`.

use gloo_events::EventListener;
use yew::prelude::*;

/// A place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// The day.
    #[default]
    Today,
    /// Finding patients; what was typed so far.
    Patients(String),
    /// Registering one; a name or phone to begin with.
    NewPatient(String),
    /// One patient's card.
    Patient(String),
    /// One patient's card, being edited.
    EditPatient(String),
    /// Booking an appointment; for whom.
    Book(String),
    /// Bills and payments; whose, or which.
    Billing(String),
    /// Counting the drawer at the day's end.
    CloseDay,
    /// The screen in the hall.
    Hall,
    /// What is where: this computer and its backups.
    Saving,
    /// What is on its way to the printers.
    Papers,
    /// The settings; which tab.
    Settings(String),
}

impl Route {
    /// The address of the place.
    pub fn href(&self) -> String {
        let with = |path: &str, query: &str| match query {
            "" => format!("#/{path}"),
            query => format!("#/{path}?{}", String::from(js_sys::encode_uri_component(query))),
        };
        match self {
            Route::Today => "#/today".to_owned(),
            Route::Patients(query) => with("patients", query),
            Route::NewPatient(query) => with("patients/new", query),
            Route::Patient(id) => format!("#/patients/{id}"),
            Route::EditPatient(id) => format!("#/patients/{id}/edit"),
            Route::Book(query) => with("book", query),
            Route::Billing(query) => with("billing", query),
            Route::CloseDay => "#/billing/close".to_owned(),
            Route::Hall => "#/hall".to_owned(),
            Route::Saving => "#/saving".to_owned(),
            Route::Papers => "#/papers".to_owned(),
            Route::Settings(tab) if tab.is_empty() => "#/settings".to_owned(),
            Route::Settings(tab) => format!("#/settings/{tab}"),
        }
    }

    /// The place of an address; an unknown one is today.
    pub fn parse(hash: &str) -> Self {
        let path = hash.trim_start_matches("#/");
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let query = || js_sys::decode_uri_component(query).map(String::from).unwrap_or_default();
        match path.split('/').collect::<Vec<_>>().as_slice() {
            ["patients"] => Route::Patients(query()),
            ["patients", "new"] => Route::NewPatient(query()),
            ["patients", id] => Route::Patient((*id).to_owned()),
            ["patients", id, "edit"] => Route::EditPatient((*id).to_owned()),
            ["book"] => Route::Book(query()),
            ["billing"] => Route::Billing(query()),
            ["billing", "close"] => Route::CloseDay,
            ["hall"] => Route::Hall,
            ["saving"] => Route::Saving,
            ["papers"] => Route::Papers,
            ["settings"] => Route::Settings(String::new()),
            ["settings", tab] => Route::Settings((*tab).to_owned()),
            _ => Route::Today,
        }
    }
}

/// The place that is shown now.
pub fn here() -> Route {
    web_sys::window().and_then(|w| w.location().hash().ok()).map_or(Route::Today, |hash| Route::parse(&hash))
}

/// Goes to a place.
pub fn go(route: &Route) {
    if let Some(window) = web_sys::window() {
        // The address is ours and always well formed.
        let _ = window.location().set_hash(&route.href());
    }
}

/// The place that is shown, followed as it changes.
#[hook]
pub fn use_route() -> Route {
    let route = use_state(here);
    {
        let route = route.clone();
        use_effect_with((), move |()| {
            let listener =
                web_sys::window().map(|window| EventListener::new(&window, "hashchange", move |_| route.set(here())));
            move || drop(listener)
        });
    }
    (*route).clone()
}
