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

/// A place of the rail.
pub struct Place {
    /// Where it leads.
    pub to: Route,
    /// Its picture.
    pub icon: &'static str,
    /// Its name among the words.
    pub name: &'static str,
    /// The keys that lead there.
    pub keys: &'static str,
}

/// The places, top to bottom.
pub fn places() -> [Place; 4] {
    let place = |to, icon, name, keys| Place { to, icon, name, keys };
    [
        place(Route::Today, "today", "place-today", "Ctrl+1"),
        place(Route::Patients(String::new()), "patients", "place-patients", "Ctrl+2"),
        place(Route::Billing(String::new()), "billing", "place-billing", "Ctrl+3"),
        place(Route::Settings(String::new()), "settings", "place-settings", "Ctrl+4"),
    ]
}

/// The places, each with its Ctrl number; the settings at the foot.
#[component]
pub fn Rail(props: &RailProps) -> Html {
    let w = use_words();
    let item = |Place { to, icon, name, keys }: Place| {
        let here = std::mem::discriminant(&place_of(&props.route)) == std::mem::discriminant(&to);
        let last = matches!(to, Route::Settings(_));
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
            { for places().map(item) }
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
