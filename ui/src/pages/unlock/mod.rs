//! Who is working: sign-in, the end of a lock, and handing the keyboard over.

mod door;
mod tiles;

use gloo_timers::callback::Interval;
use model::commands::app::Person;
use model::words::Arg;
use yew::prelude::*;

use self::door::DoorCard;
use self::tiles::Tiles;
use crate::context::{App, use_app};
use crate::keys::{Key, use_keys};
use crate::kit::{Banner, FaultBanner, Kbd, LinkButton, Tone};
use crate::page::use_ready;
use crate::pages::door::Brand;
use crate::pages::practice::use_practice;
use crate::time::{Local, when};
use crate::words::{W, use_words};

/// Who of those at the door was chosen.
#[derive(Clone, Debug, PartialEq)]
pub enum Chosen {
    /// One of the tiles.
    Person(String),
    /// Somebody who types their sign-in name.
    Other,
}

/// Sign-in and lock: tiles, then a PIN or a password.
#[component]
pub fn Unlock() -> Html {
    let w = use_words();
    let app = use_app();
    let people = people(&app);
    let chosen = use_state(|| first(&app, &people));
    let (open_practice, refused) = use_practice();
    use_ready("unlock", true);

    let choose = {
        let chosen = chosen.clone();
        Callback::from(move |new: Chosen| chosen.set(new))
    };
    let other = choose.reform(|()| Chosen::Other);
    let pick = {
        let (people, chosen) = (people.clone(), chosen.clone());
        Callback::from(move |letter: String| {
            let at = people.iter().position(|p| Chosen::Person(p.login.clone()) == *chosen);
            if let Some(person) = tiles::by_letter(&people, at, &letter).and_then(|to| people.get(to)) {
                chosen.set(Chosen::Person(person.login.clone()));
                tiles::focus_door();
            }
        })
    };
    {
        // A running session goes straight to its PIN or password; else letters pick first.
        let locked = app.status.session.is_some();
        let first = people.first().map(|p| format!("#tile-{}", p.login));
        use_effect_with((), move |()| match first {
            Some(tile) if !locked => crate::page::focus(&tile),
            _ => crate::page::focus("#pin, #password, #login"),
        });
    }
    {
        use_effect_with(*chosen == Chosen::Other, |other| {
            if *other {
                crate::page::focus("#login");
            }
        });
    }
    use_keys(vec![Key::new("Ctrl+L", w.t("key-next-person"), step(&people, &chosen)).quiet()]);

    let person = match &*chosen {
        Chosen::Person(login) => people.iter().find(|p| p.login == *login).cloned(),
        Chosen::Other => None,
    };
    html! {
        <div class="door">
            { brand(&w, &app) }
            <main class="door-main door-main--mid" id="main">
                <h1>{ w.t("unlock-title") }</h1>
                if let Some(saved) = &app.status.last_saved {
                    <Banner tone={Tone::Calm}>
                        { w.tw("note-unclean", &[("time", Arg::Text(&when(saved.at, app.now(), app.zone()))), ("person", Arg::Text(&saved.by))]) }
                    </Banner>
                }
                if !people.is_empty() {
                    <Tiles people={people.clone()} chosen={(*chosen).clone()} {choose} />
                }
                <DoorCard key={key_of(&chosen)} {person} {pick} />
                <div class="row row--4 row--wrap t-13">
                    <LinkButton id="not-listed" label={w.t("unlock-not-listed")} onclick={other} />
                    if !app.status.practice {
                        <LinkButton id="practice" label={w.t("unlock-practice")} onclick={open_practice} />
                    }
                    if people.len() > 1 {
                        <span class="push hushed"><Kbd keys="A" />{" … "}<Kbd keys="Z" />{" "}{ w.t("unlock-letters") }{" \u{a0} "}
                            <Kbd keys="Left" />{" "}<Kbd keys="Right" />{" "}{ w.t("unlock-arrows") }</span>
                    }
                </div>
                <FaultBanner fault={refused} />
                if app.status.demo && !app.status.practice { <DemoSignIns people={people} /> }
            </main>
        </div>
    }
}

/// Those of a demo clinic: names and the password, on the screen.
#[derive(Clone, PartialEq, Properties)]
struct DemoProps {
    people: Vec<Person>,
}

#[component]
fn DemoSignIns(props: &DemoProps) -> Html {
    let w = use_words();
    let logins = props.people.iter().map(|p| p.login.as_str()).collect::<Vec<_>>().join(", ");
    html! {
        <Banner tone={Tone::Warn} icon="key">
            <b>{ w.t("demo-sign-in") }</b>{" "}{ w.t("demo-names") }{" "}<span class="code">{ logins }</span>{". "}
            { w.t("demo-password") }{" "}<span class="code" id="demo-password">{ DEMO_PASSWORD }</span>
        </Banner>
    }
}

/// The password of everyone in a demo clinic; it is no secret.
const DEMO_PASSWORD: &str = "nadi-demo-clinic";

/// Whoever worked here last comes first.
fn people(app: &App) -> Vec<Person> {
    let mut people = app.status.people.clone();
    people.sort_by(|a, b| b.last_here.cmp(&a.last_here).then_with(|| a.name.cmp(&b.name)));
    people
}

fn first(app: &App, people: &[Person]) -> Chosen {
    let locked = app.status.session.as_ref().map(|s| s.user.clone());
    match locked.or_else(|| people.first().map(|p| p.login.clone())) {
        Some(login) => Chosen::Person(login),
        None => Chosen::Other,
    }
}

fn step(people: &[Person], chosen: &UseStateHandle<Chosen>) -> Callback<()> {
    let (people, chosen) = (people.to_vec(), chosen.clone());
    Callback::from(move |()| {
        let at = people.iter().position(|p| Chosen::Person(p.login.clone()) == *chosen);
        if let Some(next) = people.get(at.map_or(0, |at| (at + 1) % people.len())) {
            chosen.set(Chosen::Person(next.login.clone()));
            tiles::focus_door();
        }
    })
}

fn key_of(chosen: &Chosen) -> String {
    match chosen {
        Chosen::Person(login) => login.clone(),
        Chosen::Other => String::new(),
    }
}

fn brand(w: &W, app: &App) -> Html {
    let minutes = [("minutes", Arg::Number(app.status.idle_minutes))];
    let points = vec![
        ("cloudoff", w.t("unlock-no-internet"), w.t("unlock-no-internet-text")),
        ("lock", w.tw("unlock-idle", &minutes), w.t("unlock-idle-text")),
    ];
    let desk = app.status.desk.as_ref().map(|d| format!("{} · {}", d.name, d.register));
    html! {
        <Brand {points}>
            <Clock />
            <div class="stack stack--1">
                <p class="lead">{ app.status.clinic.clone().unwrap_or_default() }</p>
                if let Some(desk) = desk { <p>{ desk }</p> }
            </div>
        </Brand>
    }
}

#[component]
fn Clock() -> Html {
    let w = use_words();
    let app = use_app();
    let update = use_force_update();
    use_effect_with((), move |()| {
        let tick = Interval::new(5_000, move || update.force_update());
        move || drop(tick)
    });
    let now = Local::at(app.now(), app.zone());
    html! { <div class="stack"><span class="unlock-clock">{ now.time() }</span><p>{ now.long(&w) }</p></div> }
}
