//! One patient in the list of those found.

use model::commands::patients::PatientRow;
use std::rc::Rc;
use yew::prelude::*;

use super::said;
use crate::context::use_app;
use crate::kit::{Avatar, Pill, Tone};
use crate::words::use_words;

/// A row.
#[derive(Clone, PartialEq, Properties)]
pub struct RowProps {
    /// Who.
    pub row: Rc<PatientRow>,
    /// The words looked for, in lower case: shown where they stand in the name.
    pub sought: Rc<Vec<String>>,
    /// Whether the arrows are on it.
    pub on: bool,
    /// It was chosen.
    pub open: Callback<Rc<PatientRow>>,
}

/// Two lines, enough that the right Sunita is picked.
#[component]
pub fn Row(props: &RowProps) -> Html {
    let w = use_words();
    let app = use_app();
    let row = &props.row;
    let onclick = {
        let (open, row) = (props.open.clone(), row.clone());
        Callback::from(move |_: MouseEvent| open.emit(row.clone()))
    };
    let or_none = |text: Option<AttrValue>, none: &str| match text {
        Some(text) => html! { <span class="cut">{ text }</span> },
        None => html! { <span class="cut hushed">{ w.t(none) }</span> },
    };
    let why = |why: &String| html! { <Pill tone={Tone::Brand} label={w.t(&format!("find-why-{why}"))} /> };
    html! {
        <li class="find-row" id={row_id(row)} role="option" aria-selected={props.on.to_string()} {onclick}>
            <Avatar name={row.name.clone()} />
            <span class="find-who">
                <b class="cut">{ marked(&row.name, &props.sought) }</b>
                <span class="row row--1 meta">
                    <span class="nowrap">{ said::sex_age(&w, row, said::today(&app)) }</span>
                    { for row.why.iter().map(why) }
                </span>
            </span>
            <span class="find-more">
                { or_none(row.guardian.clone().map(AttrValue::from), "find-no-guardian") }
                <span class="meta cut">{ row.relation.filter(|_| row.guardian.is_some()).map(|r| said::relation(&w, r)) }</span>
            </span>
            <span class="find-more">
                { or_none(row.area.clone().map(AttrValue::from), "find-no-area") }
                <span class="meta cut code">{ row.phone.clone() }</span>
            </span>
            <span class="find-more find-last">
                { or_none(row.last_visit.map(|at| said::date(&w, &app, at)), "find-no-visit") }
                <span class="meta cut">{ &row.number }</span>
            </span>
        </li>
    }
}

/// The id of a row's element.
pub fn row_id(row: &PatientRow) -> String {
    format!("row-{}", row.id)
}

/// The words of a query, as [`Row`] marks them.
pub fn sought(query: &str) -> Vec<String> {
    query.to_lowercase().split_whitespace().map(str::to_owned).collect()
}

/// The name with what was looked for marked, where it stands there as typed.
fn marked(name: &str, sought: &[String]) -> Html {
    let lower = name.to_lowercase();
    // A lower-case letter may be longer than its capital: then nothing is marked rather than the wrong part.
    let found = sought
        .iter()
        .filter(|_| lower.len() == name.len())
        .filter_map(|word| Some((lower.find(word.as_str())?, word.len())));
    let mut spans: Vec<(usize, usize)> = found.collect();
    spans.sort_unstable();
    let mut at = 0;
    let mut parts = Vec::new();
    for (from, length) in spans {
        let (Some(before), Some(part)) = (name.get(at..from), name.get(from..from + length)) else { continue };
        parts.push(html! { <>{ before }<span class="mark">{ part }</span></> });
        at = from + length;
    }
    html! { <>{ for parts }{ name.get(at..).unwrap_or_default() }</> }
}
