//! The menu of whoever is signed in.

use gloo_events::EventListener;
use model::commands::session::SignOut;
use model::words::Language;
use wasm_bindgen::JsCast;
use web_sys::{Element, Node};
use yew::prelude::*;

use super::Over;
use crate::ask::use_act;
use crate::context::use_app;
use crate::keys::{Key, use_keys};
use crate::kit::{Avatar, Choice, Icon, Kbd, Seg};
use crate::pages::roles_line;
use crate::theme::{self, Theme};
use crate::words::use_words;

/// The menu.
#[derive(Clone, PartialEq, Properties)]
pub struct PersonMenuProps {
    /// Opens a dialog of the shell.
    pub open: Callback<Over>,
}

/// Who is signed in, and what they can do about it.
#[component]
pub fn PersonMenu(props: &PersonMenuProps) -> Html {
    let w = use_words();
    let app = use_app();
    let shown = use_state(|| false);
    let wrap = use_node_ref();
    let colours = use_state(theme::chosen);
    let refresh = app.refresh.clone();
    let out = use_act::<SignOut>(Callback::from(move |_| refresh.emit(())));
    use_outside(&wrap, &shown);
    let close = {
        let shown = shown.clone();
        Callback::from(move |()| {
            shown.set(false);
            crate::page::focus(".userbtn");
        })
    };
    use_keys(shown.then(|| Key::new("Esc", w.t("key-close"), close)).into_iter().collect());

    let Some(session) = &app.status.session else { return html! {} };
    let toggle = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(!*shown))
    };
    let item = |icon: &'static str, label: &str, keys: Option<&'static str>, act: Callback<()>| {
        let shown = shown.clone();
        let onclick = Callback::from(move |_: MouseEvent| {
            shown.set(false);
            act.emit(());
        });
        html! {
            <button class="menu-item" type="button" {onclick}>
                <Icon name={icon} size="sm" />{ w.t(label) }
                if let Some(keys) = keys { <span class="push"><Kbd {keys} /></span> }
            </button>
        }
    };
    let languages = Language::ALL.iter().map(|l| Choice::new(l.as_str(), l.own_name())).collect::<Vec<_>>();
    let themes =
        Theme::ALL.iter().map(|t| Choice::new(t.as_str(), w.t(&format!("theme-{}", t.as_str())))).collect::<Vec<_>>();
    let speak = app.set_language.reform(|name: AttrValue| Language::parse(&name).unwrap_or_default());
    let paint = {
        let colours = colours.clone();
        Callback::from(move |name: AttrValue| {
            theme::choose(Theme::parse(&name));
            colours.set(Theme::parse(&name));
        })
    };
    html! {
        <div class="menuwrap" ref={wrap}>
            <button class="userbtn" type="button" onclick={toggle} aria-haspopup="true" aria-expanded={shown.to_string()}>
                <Avatar name={session.name.clone()} />
                <span><b>{ &session.name }</b><small>{ roles_line(&w, &session.roles) }</small></span>
            </button>
            if *shown {
                <div class="pop menu" role="group" aria-label={w.t("person-menu")}>
                    { item("swap", "switch-person", Some("Ctrl+L"), app.lock.clone()) }
                    { item("grid", if session.pin { "change-pin" } else { "set-pin" }, None, props.open.reform(|()| Over::Pin)) }
                    { item("key", "change-password", None, props.open.reform(|()| Over::Password)) }
                    <hr />
                    <div class="menu-head">
                        <Seg name="menu-language" label={w.t("language")} options={languages}
                            value={AttrValue::from(w.language().as_str())} onchange={speak} />
                    </div>
                    <div class="menu-head">
                        <Seg name="menu-theme" label={w.t("colours")} options={themes}
                            value={AttrValue::from(colours.as_str())} onchange={paint} />
                    </div>
                    <hr />
                    { item("arrowr", "sign-out", None, out.run.reform(|()| SignOut {})) }
                </div>
            }
        </div>
    }
}

/// Closes the menu when something outside it is pressed.
#[hook]
fn use_outside(wrap: &NodeRef, shown: &UseStateHandle<bool>) {
    let (wrap, shown) = (wrap.clone(), shown.clone());
    use_effect_with(*shown, move |open| {
        let listener = web_sys::window().filter(|_| *open).map(|window| {
            EventListener::new(&window, "pointerdown", move |event| {
                let target = event.target().and_then(|t| t.dyn_into::<Node>().ok());
                if !wrap.cast::<Element>().is_some_and(|w| w.contains(target.as_ref())) {
                    shown.set(false);
                }
            })
        });
        move || drop(listener)
    });
}
