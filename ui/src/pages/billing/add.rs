//! What is added to an open bill.

use model::Id;
use model::commands::charges::{AddCharge, ChargeAdded, NewCharge};
use model::commands::services::{ListServices, ServiceRow};
use model::patient::Patient;
use yew::prelude::*;

use super::open::{Change, Form};
use crate::ask::{use_act, use_ask};
use crate::kit::FaultBanner;
use crate::words::use_words;

/// What stands in the box, and on whose bill it goes.
#[derive(Clone, PartialEq, Properties)]
pub struct AddItemProps {
    /// Whose bill.
    pub patient: Id<Patient>,
    /// What is typed.
    pub query: String,
    /// Changes what the page keeps.
    pub change: Callback<Change>,
}

/// Adds a service by the beginning of any of its words; Enter takes the first.
#[component]
pub fn AddItem(props: &AddItemProps) -> Html {
    let w = use_words();
    let query = &props.query;
    let services = use_ask(Some(ListServices::default()), &["service"]);
    let added = props.change.reform(|_: ChargeAdded| {
        Box::new(|form: &mut Form| {
            form.begun = true;
            form.add.clear();
        }) as Change
    });
    let act = use_act::<AddCharge>(added);
    let words: Vec<String> = query.to_lowercase().split_whitespace().map(str::to_owned).collect();
    let fits = |s: &&ServiceRow| {
        let name = s.name.to_lowercase();
        words.iter().all(|word| name.split_whitespace().any(|part| part.starts_with(word.as_str())))
    };
    let all: &[ServiceRow] = services.data.as_ref().map_or(&[], |s| s.services.as_slice());
    let found: Vec<&ServiceRow> = if words.is_empty() { Vec::new() } else { all.iter().filter(fits).take(6).collect() };
    let add = {
        let (run, patient) = (act.run.clone(), props.patient);
        Callback::from(move |service: Id<model::billing::Service>| {
            let charge = NewCharge { service: Some(service), ..NewCharge::default() };
            run.emit(AddCharge { patient, visit: None, charge });
        })
    };
    let onsubmit = {
        let (first, add) = (found.first().map(|s| s.id), add.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(first) = first {
                add.emit(first);
            }
        })
    };
    let oninput = props.change.reform(|event: InputEvent| {
        let text = event.target_unchecked_into::<web_sys::HtmlInputElement>().value();
        Box::new(move |form: &mut Form| form.add = text) as Change
    });
    let row = |(i, service): (usize, &&ServiceRow)| {
        let (add, id) = (add.clone(), service.id);
        let onclick = Callback::from(move |_: MouseEvent| add.emit(id));
        html! {
            <button class={classes!("menu-item", (i == 0).then_some("is-on"))} type="button" key={service.id.to_string()} {onclick}>
                <span class="grow">{ &service.name }</span><span class="num">{ format!("{:#}", service.price) }</span>
            </button>
        }
    };
    html! {
        <form class="findrow stack stack--1" {onsubmit}>
            <FaultBanner fault={act.fault.clone()} />
            <div class="affix">
                <input class="input" id="bill-add" aria-label={w.t("bill-add")} placeholder={w.t("bill-add-hint")} value={query.clone()} {oninput} autocomplete="off" spellcheck="false" />
                <span class="kbd">{ "F2" }</span>
            </div>
            if !words.is_empty() {
                <div role="list">
                    { for found.iter().enumerate().map(row) }
                    if found.is_empty() { <p class="hint">{ w.t("bill-add-none") }</p> }
                </div>
            }
        </form>
    }
}
