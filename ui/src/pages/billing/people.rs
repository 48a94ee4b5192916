//! Whose bill it is to be.

use model::commands::patients::PatientRow;
use yew::prelude::*;

use crate::context::use_app;
use crate::kit::{Avatar, Card, Field};
use crate::page::use_first_focus;
use crate::pages::patients::pick::{about, use_pick};
use crate::pages::patients::said;
use crate::route::{Route, go};
use crate::words::use_words;

/// Finds the patient to bill.
#[component]
pub fn Whose() -> Html {
    let w = use_words();
    let app = use_app();
    let to = |p: &PatientRow| Route::Billing(format!("patient={}", p.id));
    let pick = use_pick(8, 0, Callback::from(move |row: PatientRow| go(&to(&row))));
    use_first_focus("#bill-whose", true);
    let row = |p: &PatientRow| {
        html! {
            <li key={p.id.to_string()}>
                <a class="li" href={to(p).href()}>
                    <Avatar name={p.name.clone()} />
                    <span class="grow"><b>{ &p.name }</b>{" "}<span class="hushed t-13">{ said::sex_age(&w, p, said::today(&app)) }</span><br />
                        <span class="meta">{ about(p) }</span></span>
                </a>
            </li>
        }
    };
    html! {
        <Card title={w.t("bill-new")} body={false} class="bill-whose">
            <form class="card-body" onsubmit={pick.onsubmit}>
                <Field id="bill-whose" label={w.t("bill-whose")} value={pick.query} oninput={pick.oninput} hint={w.t("queue-patient-hint")} />
            </form>
            <ul class="list scroll">{ for pick.rows.iter().map(row) }</ul>
        </Card>
    }
}
