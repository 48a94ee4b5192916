//! The tiles of the people who work here.

use gloo_timers::callback::Timeout;
use model::commands::app::Person;
use yew::prelude::*;

use super::Chosen;
use crate::kit::Avatar;
use crate::pages::roles_line;
use crate::words::use_words;

/// The tiles.
#[derive(Clone, PartialEq, Properties)]
pub struct TilesProps {
    /// Who works here.
    pub people: Vec<Person>,
    /// Who was chosen.
    pub chosen: Chosen,
    /// Another is.
    pub choose: Callback<Chosen>,
}

/// Tiles: a first letter picks (the same again: the next such), arrows move, Enter goes to the password.
#[component]
pub fn Tiles(props: &TilesProps) -> Html {
    let w = use_words();
    let TilesProps { people, chosen, choose } = props.clone();
    let onkeydown = {
        let (people, chosen, choose) = (people.clone(), chosen.clone(), choose.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing() {
                return;
            }
            let at = people.iter().position(|p| Chosen::Person(p.login.clone()) == chosen);
            let (to, on_tile) = match event.key().as_str() {
                "ArrowRight" | "ArrowDown" => (at.map_or(0, |at| (at + 1) % people.len()), true),
                "ArrowLeft" | "ArrowUp" => (at.map_or(0, |at| (at + people.len() - 1) % people.len()), true),
                letter => match by_letter(&people, at, letter) {
                    // Where several have the letter, the focus waits for it once more, or for Enter.
                    Some(to) => (to, by_letter(&people, Some(to), letter) != Some(to)),
                    None => {
                        if letter.chars().count() == 1 && !letter.trim().is_empty() {
                            // The first digit of a PIN: it belongs into the boxes.
                            crate::page::focus("#pin");
                        }
                        return;
                    }
                },
            };
            event.prevent_default();
            if let Some(person) = people.get(to) {
                choose.emit(Chosen::Person(person.login.clone()));
                if on_tile {
                    crate::page::focus(&format!("#tile-{}", person.login));
                } else {
                    focus_door();
                }
            }
        })
    };
    let tile = |person: &Person| {
        let to = Chosen::Person(person.login.clone());
        let pressed = (to == chosen).to_string();
        let onclick = choose.reform(move |_: MouseEvent| {
            focus_door();
            to.clone()
        });
        html! {
            <button class="tile" type="button" key={person.login.clone()} aria-pressed={pressed} {onclick} id={format!("tile-{}", person.login)}>
                <Avatar name={person.name.clone()} size="xl" />
                <b>{ &person.name }</b>
                <small>{ roles_line(&w, &person.roles) }</small>
            </button>
        }
    };
    html! {
        <div class={classes!("tiles", (people.len() > 6).then_some("tiles--many"))} role="group" aria-label={w.t("unlock-people")} {onkeydown}>
            { for people.iter().map(tile) }
        </div>
    }
}

/// Goes to the PIN or the password, once the card is that person's.
pub fn focus_door() {
    Timeout::new(0, || crate::page::focus("#pin, #password")).forget();
}

/// The next person after `at` whose name (titles left out) or login begins with the letter.
pub fn by_letter(people: &[Person], at: Option<usize>, letter: &str) -> Option<usize> {
    let mut chars = letter.chars();
    let (Some(letter), None) = (chars.next(), chars.next()) else { return None };
    let wanted = letter.to_lowercase().next()?;
    let begins = |p: &Person| {
        let name = p.name.split_whitespace().find(|w| !w.ends_with('.')).unwrap_or_default();
        [name, &p.login].iter().any(|text| text.chars().next().is_some_and(|c| c.to_lowercase().next() == Some(wanted)))
    };
    let start = at.map_or(0, |at| at + 1);
    (0..people.len()).map(|i| (start + i) % people.len()).find(|i| people.get(*i).is_some_and(begins))
}
