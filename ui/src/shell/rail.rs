//! The rail: the places that there are.

use yew::prelude::*;

use crate::kit::{Icon, Logo};
use crate::route::Route;
use crate::words::use_words;

/// The rail.
#[derive(Clone, PartialEq, Properties)]
pub struct RailProps {
    /// The place that is shown.
    pub route: Route,
}

/// The places, top to bottom, each with its Ctrl number.
#[component]
pub fn Rail(props: &RailProps) -> Html {
    let w = use_words();
    let item = |to: Route, icon: &'static str, name: &str, keys: &str, last: bool| {
        let here = std::mem::discriminant(&place_of(&props.route)) == std::mem::discriminant(&to);
        let label = w.t(name);
        html! {
            <a class={classes!("rail-item", last.then_some("mt-auto"))} href={to.href()} title={format!("{label} ({keys})")}
                aria-current={here.then_some("page")} aria-keyshortcuts={keys.replace("Ctrl", "Control")}>
                <Icon name={icon} /><span>{ label }</span>
            </a>
        }
    };
    html! {
        <nav class="rail" aria-label={w.t("places")} data-region="rail">
            <a class="rail-logo" href={Route::Today.href()} title={w.t("nadi")}><Logo /><span class="sr">{ w.t("nadi") }</span></a>
            { item(Route::Today, "today", "place-today", "Ctrl+1", false) }
            { item(Route::Patients(String::new()), "patients", "place-patients", "Ctrl+2", false) }
            { item(Route::Billing(String::new()), "billing", "place-billing", "Ctrl+3", false) }
            { item(Route::Settings(String::new()), "settings", "place-settings", "Ctrl+4", true) }
        </nav>
    }
}

/// The place of the rail under which a page stands.
fn place_of(route: &Route) -> Route {
    match route {
        Route::NewPatient(_) | Route::Patient(_) | Route::EditPatient(_) => Route::Patients(String::new()),
        Route::CloseDay => Route::Billing(String::new()),
        Route::Book(_) => Route::Today,
        other => other.clone(),
    }
}
