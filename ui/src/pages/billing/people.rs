//! Whose bill it is to be.

use model::commands::patients::{FindPatients, PatientRow};
use yew::prelude::*;

use crate::ask::use_ask;
use crate::context::use_app;
use crate::kit::{Avatar, Card, Field};
use crate::page::use_first_focus;
use crate::pages::patients::said;
use crate::route::{Route, go};
use crate::words::use_words;

/// Finds the patient to bill.
#[component]
pub fn Whose() -> Html {
    let w = use_words();
    let app = use_app();
    let query = use_state(String::new);
    let asked = FindPatients { query: (*query).clone(), limit: Some(8), after: None };
    let found = use_ask(Some(asked), &["patient"]);
    use_first_focus("#bill-whose", true);
    let oninput = {
        let query = query.clone();
        Callback::from(move |text: String| query.set(text))
    };
    let rows: Vec<PatientRow> = found.data.as_ref().map(|f| f.patients.clone()).unwrap_or_default();
    let to = |p: &PatientRow| Route::Billing(format!("patient={}", p.id));
    let onsubmit = {
        let first = rows.first().map(to);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(first) = &first {
                go(first);
            }
        })
    };
    let row = |p: &PatientRow| {
        let about = [Some(p.number.clone()), p.guardian.clone(), p.area.clone()];
        html! {
            <li key={p.id.to_string()}>
                <a class="li" href={to(p).href()}>
                    <Avatar name={p.name.clone()} />
                    <span class="grow"><b>{ &p.name }</b>{" "}<span class="hushed t-13">{ said::sex_age(&w, p, said::today(&app)) }</span><br />
                        <span class="meta">{ about.into_iter().flatten().collect::<Vec<_>>().join(" · ") }</span></span>
                </a>
            </li>
        }
    };
    html! {
        <Card title={w.t("bill-new")} body={false} class="bill-whose">
            <form class="card-body" {onsubmit}>
                <Field id="bill-whose" label={w.t("bill-whose")} value={(*query).clone()} {oninput} hint={w.t("queue-patient-hint")} />
            </form>
            <ul class="list scroll">{ for rows.iter().map(row) }</ul>
        </Card>
    }
}
