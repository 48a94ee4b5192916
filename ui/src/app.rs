//! The whole program in a window: the status decides which screen is shown.

use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use model::Fault;
use model::commands::app::{GetStatus, Profile, Status};
use model::commands::session::{Lock, SetLanguage};
use model::words::Language;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::context::{App as Context, Changed};
use crate::kit::{Failed, Toast, ToastView};
use crate::pages::{damaged::Damaged, first_run::FirstRun, today::Hall, unlock::Unlock};
use crate::route::{Route, go};
use crate::shell::{Framed, Shell};
use crate::words::{W, use_words_of};
use crate::{drafts, events, keys, page, theme, time, transport};

/// Kinds of records that the status tells of.
const OF_STATUS: [&str; 5] = ["clinic", "business", "user", "desk", "clock_answer"];

#[derive(Clone, Copy, PartialEq)]
enum Screen {
    Damaged,
    FirstRun,
    Unlock,
    Shell,
    Hall,
}

/// The whole program in a window.
#[component]
pub fn App() -> Html {
    let (status, fault, refresh) = use_status();
    let changed = use_changed(refresh.clone());
    let toast = use_state(|| None::<Toast>);
    let setting_up = use_state(|| false);
    let (language, set_language) = use_language(status.as_ref().map(|(status, _)| &**status), refresh.clone());
    // Nothing is said before it is known in which language.
    let words = use_words_of((status.is_some() || fault.is_some()).then_some(language));
    use_effect_with(words.as_ref().map(W::language), |language| {
        if let Some(language) = language {
            page::root_attribute("lang", &format!("{}-IN", language.as_str()));
        }
    });
    use_the_window();

    let new = status.as_ref().is_some_and(|(status, _)| status.profile == Profile::New);
    {
        let setting_up = setting_up.clone();
        use_effect_with(new, move |new| {
            if *new {
                setting_up.set(true);
            }
        });
    }
    use_home_for_another(status.as_ref().and_then(|(status, _)| status.session.as_ref()).map(|s| s.user.clone()));
    let show = use_callback((), {
        let toast = toast.clone();
        move |next: Toast, ()| toast.set(Some(next))
    });
    let seen = use_callback((), {
        let toast = toast.clone();
        move |(), ()| toast.set(None)
    });
    let lock = use_callback((), {
        let (refresh, toast) = (refresh.clone(), toast.clone());
        move |(), ()| {
            toast.set(None);
            let refresh = refresh.clone();
            spawn_local(async move {
                drafts::keep_all().await;
                // A place that cannot be told to lock is asked again for what it is.
                let _ = transport::call(&Lock {}).await;
                refresh.emit(());
            });
        }
    });
    let done = use_callback((), {
        let (refresh, setting_up) = (refresh.clone(), setting_up.clone());
        move |(), ()| {
            setting_up.set(false);
            refresh.emit(());
        }
    });

    let Some(words) = words else { return html! {} };
    let Some((status, ahead)) = (*status).clone() else {
        return html! {
            <ContextProvider<W> context={words}>
                if let Some(fault) = (*fault).clone() { <main class="splash"><Failed {fault} again={refresh} /></main> }
            </ContextProvider<W>>
        };
    };
    let screen = match (&status.profile, &status.session) {
        (Profile::Damaged { .. }, _) => Screen::Damaged,
        (Profile::New, _) => Screen::FirstRun,
        (Profile::Ready, _) if crate::route::here() == Route::Hall => Screen::Hall,
        (Profile::Ready, _) if *setting_up => Screen::FirstRun,
        (Profile::Ready, Some(_)) if !status.locked => Screen::Shell,
        (Profile::Ready, _) => Screen::Unlock,
    };
    let context = Context { status, refresh, toast: show, lock, set_language, changed, ahead };
    html! {
        <ContextProvider<W> context={words}>
            <ContextProvider<Context> {context}>
                <Framed>
                    { match screen {
                        Screen::Damaged => html! { <Damaged /> },
                        Screen::FirstRun => html! { <FirstRun {done} /> },
                        Screen::Unlock => html! { <Unlock /> },
                        Screen::Shell => html! { <Shell /> },
                        Screen::Hall => html! { <Hall /> },
                    } }
                </Framed>
                <ToastView toast={(*toast).clone()} onclose={seen} />
            </ContextProvider<Context>>
        </ContextProvider<W>>
    }
}

/// The last status, and how far the clinic's clock is ahead of this web view's.
type Known = Option<(Rc<Status>, i64)>;

#[hook]
fn use_status() -> (UseStateHandle<Known>, UseStateHandle<Option<Fault>>, Callback<()>) {
    let status = use_state(|| None);
    let fault = use_state(|| None::<Fault>);
    let refresh = use_callback((), {
        let (status, fault) = (status.clone(), fault.clone());
        move |(), ()| {
            let (status, fault) = (status.clone(), fault.clone());
            spawn_local(async move {
                match transport::call(&GetStatus {}).await {
                    Ok(new) => {
                        let ahead = new.now - time::clock();
                        status.set(Some((Rc::new(new), ahead)));
                        fault.set(None);
                    }
                    Err(f) => fault.set(Some(f)),
                }
            });
        }
    });
    {
        let refresh = refresh.clone();
        use_effect_with((), move |()| {
            transport::on_shut(refresh.clone());
            refresh.emit(());
            let each_minute = Interval::new(60_000, move || refresh.emit(()));
            move || drop(each_minute)
        });
    }
    (status, fault, refresh)
}

#[hook]
fn use_changed(refresh: Callback<()>) -> Changed {
    let changed = use_state(Changed::default);
    let count = use_mut_ref(|| 0_u64);
    {
        let changed = changed.clone();
        use_effect_with((), move |()| {
            events::listen(Callback::from(move |change: events::Change| {
                *count.borrow_mut() += 1;
                if change.kinds.is_empty() || change.kinds.iter().any(|k| OF_STATUS.contains(&k.as_str())) {
                    refresh.emit(());
                }
                changed.set(Changed { count: *count.borrow(), kinds: Rc::new(change.kinds) });
            }));
        });
    }
    (*changed).clone()
}

/// The language to show: as just chosen, else as the status says.
#[hook]
fn use_language(status: Option<&Status>, refresh: Callback<()>) -> (Language, Callback<Language>) {
    let chosen = use_state(|| None::<Language>);
    let person = status.and_then(|s| s.session.as_ref()).map(|s| s.user.clone());
    {
        let chosen = chosen.clone();
        use_effect_with(person, move |_| chosen.set(None));
    }
    let language = chosen.or(status.map(|s| s.language)).unwrap_or_default();
    let set = use_callback((), move |language: Language, ()| {
        chosen.set(Some(language));
        let refresh = refresh.clone();
        spawn_local(async move {
            // It is shown all the same; only the next start does not know of it.
            let _ = transport::call(&SetLanguage { language }).await;
            refresh.emit(());
        });
    });
    (language, set)
}

/// Another person begins at Today, not at the place where the one before them was.
#[hook]
fn use_home_for_another(user: Option<String>) {
    let last = use_mut_ref(|| None::<String>);
    use_effect_with(user, move |user| {
        if let Some(user) = user {
            let before = last.replace(Some(user.clone()));
            if before.is_some_and(|before| before != *user) {
                go(&Route::Today);
            }
        }
    });
}

/// What belongs to the window as a whole: its keys, its focus and its colours.
#[hook]
fn use_the_window() {
    use_effect_with((), |()| {
        let keydown = web_sys::window().map(|window| {
            EventListener::new_with_options(
                &window,
                "keydown",
                gloo_events::EventListenerOptions::enable_prevent_default(),
                |event| {
                    if let Some(event) = event.dyn_ref() {
                        keys::press(event);
                    }
                },
            )
        });
        let focusin = web_sys::window().map(|window| {
            EventListener::new(&window, "focusin", |event| {
                let control = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
                // Nothing moves away from under a mouse button that is still held.
                if let Some(control) = control.filter(|c| c.matches(":focus-visible").unwrap_or_default()) {
                    page::field_into_view(&control);
                }
            })
        });
        let resize = web_sys::window().map(|window| {
            EventListener::new(&window, "resize", |_| {
                if let Some(control) = page::document().and_then(|d| d.active_element()) {
                    page::field_into_view(&control);
                }
            })
        });
        let colours = theme::follow();
        move || drop((keydown, focusin, resize, colours))
    });
}
