//! A small box in which one patient is found and taken, by a click or, the first, by Enter.

use model::commands::patients::{FindPatients, PatientRow};
use yew::prelude::*;

use super::said;
use crate::ask::{use_ask, use_once_fresh};
use crate::context::use_app;
use crate::kit::Avatar;
use crate::words::use_words;

/// What stands in the box, and who is found by it.
pub struct Pick {
    /// What is typed.
    pub query: String,
    /// Who is found, best first; while a newer answer is on its way, by what was typed before.
    pub rows: Vec<PatientRow>,
    /// The box is typed in.
    pub oninput: Callback<String>,
    /// Enter: takes the first who is found by what is typed now, as soon as it is known who that is.
    pub onsubmit: Callback<SubmitEvent>,
    /// Takes one, and empties the box.
    pub take: Callback<PatientRow>,
}

/// Finds at most `limit` from so many letters on, and hands the one who is taken to `taken`.
#[hook]
pub fn use_pick(limit: u32, letters: usize, taken: Callback<PatientRow>) -> Pick {
    let query = use_state(String::new);
    let wanted = query.trim().len() >= letters;
    let found = use_ask(
        wanted.then(|| FindPatients { query: (*query).clone(), limit: Some(limit), after: None }),
        &["patient"],
    );
    let rows = found.data.as_ref().filter(|_| wanted).map(|f| f.patients.clone()).unwrap_or_default();
    let take = {
        let query = query.clone();
        Callback::from(move |row: PatientRow| {
            query.set(String::new());
            taken.emit(row);
        })
    };
    let first = {
        let (first, take) = (rows.first().cloned(), take.clone());
        Callback::from(move |()| first.iter().for_each(|row| take.emit(row.clone())))
    };
    let enter = use_once_fresh(&query, &found, first);
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        enter.emit(());
    });
    let oninput = {
        let query = query.clone();
        Callback::from(move |text: String| query.set(text))
    };
    Pick { query: (*query).clone(), rows, oninput, onsubmit, take }
}

/// Those found, as rows of a menu.
#[derive(Clone, PartialEq, Properties)]
pub struct FoundProps {
    /// Best first.
    pub rows: Vec<PatientRow>,
    /// One is taken.
    pub take: Callback<PatientRow>,
}

/// A row for each; Enter takes the first.
#[component]
pub fn Found(props: &FoundProps) -> Html {
    let w = use_words();
    let app = use_app();
    let row = |(i, p): (usize, &PatientRow)| {
        let (take, row) = (props.take.clone(), p.clone());
        let onclick = Callback::from(move |_: MouseEvent| take.emit(row.clone()));
        html! {
            <button class={classes!("menu-item", (i == 0).then_some("is-on"))} type="button" key={p.id.to_string()} {onclick}>
                <Avatar name={p.name.clone()} />
                <span class="grow cut"><b>{ &p.name }</b>{" "}<span class="hushed t-13">{ said::sex_age(&w, p, said::today(&app)) }</span><br />
                    <span class="meta">{ about(p) }</span></span>
            </button>
        }
    };
    html! { <div class="stack" role="group" aria-label={w.t("palette-found")}>{ for props.rows.iter().enumerate().map(row) }</div> }
}

/// What tells one of the same name from another.
pub fn about(row: &PatientRow) -> String {
    let about = [Some(&row.number), row.guardian.as_ref(), row.area.as_ref()];
    about.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" · ")
}
