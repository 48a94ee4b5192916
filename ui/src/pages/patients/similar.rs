//! "Already here?": the family of the phone and those who look like the person being registered.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use model::commands::patients::{LookAlike, PatientRow, Similar, SimilarPatients};
use model::words::Arg;
use yew::prelude::*;

use super::form::Form;
use super::said;
use crate::ask::{use_ask, use_once_fresh};
use crate::context::use_app;
use crate::kit::{Avatar, Button, Icon, Kind, LinkButton, Size};
use crate::words::{W, use_words};

/// How long nothing more is typed before it is asked.
const WAIT_MS: u32 = 150;

/// The chords of the first three.
pub const CHORDS: [&str; 3] = ["Alt+1", "Alt+2", "Alt+3"];

/// Somebody who is already here.
#[derive(Clone, PartialEq)]
pub enum Here {
    /// May be the same person.
    LookAlike(LookAlike),
    /// Has the same phone.
    Family(PatientRow),
}

impl Here {
    /// Whether taking it means this very person: a look-alike, or a phone with no other name typed beside it.
    pub fn is_used(&self, name: &str) -> bool {
        matches!(self, Here::LookAlike(_)) || name.trim().is_empty()
    }

    /// Who.
    pub fn row(&self) -> &PatientRow {
        match self {
            Here::LookAlike(like) => &like.patient,
            Here::Family(row) => row,
        }
    }
}

/// Who is already here by what was typed so far, those left out that were said to be somebody else; and what hands one
/// of them to `taken`, as soon as they are known to be here by all that is typed.
#[hook]
pub fn use_similar(form: &Form, taken: Callback<Here>) -> (Rc<Vec<Here>>, Callback<Here>) {
    let settled = use_state(|| None::<SimilarPatients>);
    let typed =
        SimilarPatients { name: form.name.clone(), sex: form.sex, age: form.age.clone(), phone: form.phone.clone() };
    {
        let settled = settled.clone();
        use_effect_with(typed.clone(), move |typed| {
            let digits = typed.phone.chars().filter(char::is_ascii_digit).count();
            let worth = typed.name.trim().chars().count() >= 2 || digits >= 6;
            let args = worth.then(|| typed.clone());
            let timer = Timeout::new(WAIT_MS, move || settled.set(args));
            move || drop(timer)
        });
    }
    let mut reply = use_ask((*settled).clone(), &["patient"]);
    reply.fresh &= (*settled).as_ref() == Some(&typed);
    let similar = reply.data.as_ref().filter(|_| settled.is_some());
    let here = Rc::new(similar.map(|similar| all(similar, &form.others)).unwrap_or_default());
    let still = {
        let here = Rc::clone(&here);
        Callback::from(move |one: Here| {
            here.iter().filter(|h| h.row().id == one.row().id).take(1).cloned().for_each(|h| taken.emit(h));
        })
    };
    let take = use_once_fresh(&typed, &reply, still);
    (here, take)
}

/// Look-alikes first: they are the ones not to miss.
fn all(similar: &Similar, others: &[String]) -> Vec<Here> {
    let likes = similar.look_alikes.iter().filter(|l| !others.contains(&l.patient.id.to_string()));
    let family = similar.family.iter().filter(|row| {
        !similar.look_alikes.iter().any(|l| l.patient.id == row.id) || others.contains(&row.id.to_string())
    });
    likes.cloned().map(Here::LookAlike).chain(family.cloned().map(Here::Family)).collect()
}

/// The column.
#[derive(Clone, PartialEq, Properties)]
pub struct ColumnProps {
    /// Who is already here.
    pub here: Rc<Vec<Here>>,
    /// One is used: the look-alike's record, or the family.
    pub take: Callback<Here>,
    /// Opens somebody's card without using it.
    pub other: Callback<String>,
    /// Whether a name was typed: then a family with that phone is joined, and not taken for the person.
    pub named: bool,
}

/// Each with what agrees, what differs, when last here, and what can be done.
#[component]
pub fn Column(props: &ColumnProps) -> Html {
    let w = use_words();
    let likes = props.here.iter().filter(|h| matches!(h, Here::LookAlike(_))).count();
    let family = props.here.len() - likes;
    let count = |n: usize| Arg::Number(i64::try_from(n).unwrap_or(0));
    let summary = match (likes, family) {
        (0, 0) => w.t("similar-none"),
        (0, n) => w.tw("similar-family", &[("count", count(n))]),
        (n, 0) => w.tw("similar-likes", &[("count", count(n))]),
        (n, m) => w.tw("similar-both", &[("likes", count(n)), ("family", count(m))]),
    };
    html! {
        <aside class="stack stack--3 scroll" aria-label={w.t("similar-label")}>
            <div class="row row--wrap"><h2>{ w.t("similar-title") }</h2><span class="hushed t-13" role="status">{ summary }</span></div>
            { for props.here.iter().enumerate().map(|(i, here)| html! {
                <Person key={here.row().id.to_string()} here={here.clone()} at={i} take={props.take.clone()} other={props.other.clone()} named={props.named} />
            }) }
            if likes > 0 { <p class="hint">{ w.t("similar-hint") }</p> }
        </aside>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct PersonProps {
    here: Here,
    at: usize,
    take: Callback<Here>,
    other: Callback<String>,
    named: bool,
}

#[component]
fn Person(props: &PersonProps) -> Html {
    let w = use_words();
    let app = use_app();
    let row = props.here.row();
    let is_like = matches!(props.here, Here::LookAlike(_));
    let take = {
        let (take, here) = (props.take.clone(), props.here.clone());
        Callback::from(move |()| take.emit(here.clone()))
    };
    let other = {
        let (other, id) = (props.other.clone(), row.id.to_string());
        Callback::from(move |()| other.emit(id.clone()))
    };
    let age = said::age(&w, row.birth, said::today(&app));
    let why = match &props.here {
        Here::LookAlike(like) => reasons(&w, like, &age),
        Here::Family(row) => html! {
            <>
                { fact(true, w.t("similar-same-phone")) }
                if let Some(guardian) = &row.guardian {
                    { fact(true, relation_of(&w, row, guardian)) }
                }
            </>
        },
    };
    let visit = match row.last_visit {
        Some(at) => w.tw("similar-last-visit", &[("date", Arg::Text(&said::date(&w, &app, at)))]),
        None => w.t("find-no-visit"),
    };
    let used = is_like || !props.named;
    let label = w.t(if used { "similar-use" } else { "similar-join" });
    html! {
        <article class={classes!("card", (is_like && props.at == 0).then_some("card--sel"))} data-here={if is_like { "look-alike" } else { "family" }}>
            <div class="card-body stack stack--2">
                <div class="row row--top row--3">
                    <Avatar name={row.name.clone()} />
                    <div class="grow">
                        <b>{ &row.name }</b>{" "}<span class="hushed t-13">{ said::sex_age(&w, row, said::today(&app)) }</span><br />
                        <span class="hushed t-12">{ facts(&[Some(row.number.clone()), row.phone.clone(), row.area.clone()]) }</span>
                    </div>
                </div>
                <ul class="why">{ why }</ul>
                <div class="row row--wrap">
                    <Button size={Size::Small} kind={if used && props.at == 0 { Kind::Primary } else { Kind::Plain }} {label}
                        keys={CHORDS.get(props.at).copied()} onclick={take} does={if used { "use" } else { "join" }} />
                    if is_like { <span class="t-12"><LinkButton label={w.t("similar-other")} onclick={other} does="other" /></span> }
                    <span class="hushed t-12 push">{ visit }</span>
                </div>
            </div>
        </article>
    }
}

fn reasons(w: &W, like: &LookAlike, age: &str) -> Html {
    let agrees = like.agrees.iter().map(|what| {
        let close = what == "phone_one_digit";
        fact(!close, w.t(&format!("similar-agrees-{}", what.replace('_', "-"))))
    });
    let differs = like.differs.iter().map(|what| {
        fact(false, w.tw(&format!("similar-differs-{}", what.replace('_', "-")), &[("age", Arg::Text(age))]))
    });
    html! { <>{ for agrees.chain(differs) }</> }
}

fn fact(agrees: bool, text: AttrValue) -> Html {
    html! {
        <li class={classes!("row", "row--1", "t-12", (!agrees).then_some("why-not"))}>
            <Icon name={if agrees { "check" } else { "minus" }} size="sm" /><span>{ text }</span>
        </li>
    }
}

/// `Husband: Ramesh Patil`, or the name alone.
pub fn relation_of(w: &W, row: &PatientRow, guardian: &str) -> AttrValue {
    match row.relation {
        Some(relation) => {
            let relation = said::relation(w, relation);
            w.tw("patient-guardian-of", &[("relation", Arg::Text(&relation)), ("name", Arg::Text(guardian))])
        }
        None => AttrValue::from(guardian.to_owned()),
    }
}

/// Facts beside each other.
pub fn facts(all: &[Option<String>]) -> String {
    all.iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" · ")
}
