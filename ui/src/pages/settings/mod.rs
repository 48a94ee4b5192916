//! Settings: the clinic, hours, prices, printers, people and roles, language and colours.

mod clinic;
mod details;
mod hours;
mod lists;
mod papers;
mod people;
mod person;
mod preferences;
mod roles;
mod services;
mod tell;

use model::capability::Capability;
use yew::prelude::*;

use crate::context::use_app;
use crate::keys::{Key, use_keys};
use crate::kit::{Button, Choice, Kind, Tabs};
use crate::route::{Route, go};
use crate::words::use_words;

/// Settings.
#[derive(Clone, PartialEq, Properties)]
pub struct SettingsProps {
    /// The tab: `clinic`, `hours`, `services`, `papers`, `people`, `lists`, `language`; empty is the first.
    pub tab: String,
}

/// The tabs that there are; who may change what is said on each.
#[component]
pub fn Settings(props: &SettingsProps) -> Html {
    let w = use_words();
    let app = use_app();
    let tab = if props.tab.is_empty() { "clinic" } else { props.tab.as_str() };
    let tabs = ["clinic", "hours", "services", "papers", "people", "lists", "language"]
        .map(|t| Choice::new(t, w.t(&format!("settings-{t}"))))
        .to_vec();
    let onchange = Callback::from(|tab: AttrValue| go(&Route::Settings(tab.to_string())));
    let adding = use_state(|| false);
    let onadding = {
        let adding = adding.clone();
        Callback::from(move |on: bool| adding.set(on))
    };
    let may_add = tab == "people" && app.may(Capability::UserManage);
    let add = may_add.then(|| onadding.reform(|()| true));
    use_keys(add.iter().map(|add| Key::new("Alt+N", w.t("people-add"), add.clone())).collect());
    let content = match tab {
        "hours" => html! { <hours::Hours /> },
        "services" => html! { <services::Services /> },
        "papers" => html! { <papers::Papers /> },
        "people" => html! { <people::People adding={*adding} {onadding} /> },
        "lists" => html! { <lists::Lists /> },
        "language" => html! { <preferences::Preferences /> },
        _ => html! { <clinic::ClinicTab /> },
    };
    html! {
        <div class="page page--fit">
            <div class="page-head">
                <h1>{ w.t("place-settings") }</h1>
                if let Some(onclick) = add {
                    <Button class="push" kind={Kind::Primary} icon="useradd" keys="Alt+N" label={w.t("people-add")} {onclick} />
                }
            </div>
            <Tabs label={w.t("place-settings")} {tabs} value={AttrValue::from(tab.to_owned())} {onchange} />
            { content }
        </div>
    }
}
