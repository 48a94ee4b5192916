//! Billing: the day's bills, the one that is open, and the money for it.

mod add;
mod advance;
mod close;
mod count;
mod issued;
mod list;
mod names;
mod open;
mod pay;
mod people;

use model::Id;
use model::billing::Bill;
use model::capability::Capability;
use model::patient::Patient;
use yew::prelude::*;

pub use close::CloseDay;
pub use list::sign;
pub use open::tax;

use crate::context::use_app;
use crate::keys::{Key, use_keys};
use crate::kit::{Button, Empty, NotPermitted};
use crate::page::use_ready;
use crate::route::{Route, go};
use crate::words::use_words;

/// What the address says.
#[derive(Clone, PartialEq, Properties)]
pub struct BillingProps {
    /// `patient=…`, `bill=…`, or nothing.
    pub query: String,
}

/// What the middle of the page shows.
#[derive(Clone, Copy, PartialEq)]
enum Shown {
    /// What a patient is to be billed for.
    Open(Id<Patient>),
    /// A bill that was issued.
    Issued(Id<Bill>),
    /// Whose bill it is to be.
    Whose,
}

fn shown(query: &str) -> Option<Shown> {
    match query.split_once('=')? {
        ("patient", "") => Some(Shown::Whose),
        ("patient", id) => id.parse().ok().map(Shown::Open),
        ("bill", id) => id.parse().ok().map(Shown::Issued),
        _ => None,
    }
}

/// The day's bills beside the one that is looked at.
#[component]
pub fn Billing(props: &BillingProps) -> Html {
    let w = use_words();
    let app = use_app();
    let goes = |to: Route| Callback::from(move |()| go(&to));
    let new = goes(Route::Billing("patient=".to_owned()));
    let close = goes(Route::CloseDay);
    let (may_issue, may_close) = (app.may(Capability::BillIssue), app.may(Capability::DrawerUse));
    let mut keys = Vec::new();
    if may_issue {
        keys.push(Key::new("Ctrl+B", w.t("bill-new"), new.clone()));
    }
    use_keys(keys);
    let shown = shown(&props.query);
    use_ready("billing", true);
    if !app.may(Capability::BillView) {
        return html! { <div class="page"><h1>{ w.t("place-billing") }</h1><NotPermitted /></div> };
    }
    html! {
        <div class="page page--fit">
            <div class="page-head">
                <h1>{ w.t("place-billing") }</h1>
                <span class="push row">
                    if may_issue { <Button icon="plus" keys="Ctrl+B" does="new-bill" label={w.t("bill-new")} onclick={new} /> }
                    if may_close { <Button icon="cash" does="close-day" label={w.t("bill-close-day")} onclick={close} /> }
                </span>
            </div>
            <div class="cols cols--bill">
                <list::List shown={match shown { Some(Shown::Issued(bill)) => Some(bill), _ => None }} />
                { match shown {
                    Some(Shown::Open(patient)) => html! { <open::Open key={patient.to_string()} {patient} /> },
                    Some(Shown::Issued(bill)) => html! { <issued::Issued key={bill.to_string()} {bill} /> },
                    Some(Shown::Whose) => html! { <people::Whose /> },
                    None => html! {
                        <section class="card bill-none"><Empty icon="billing" title={w.t("bill-choose")} text={w.t("bill-choose-text")} /></section>
                    },
                } }
            </div>
        </div>
    }
}

/// `1,530.00` of paise, without the sign, for columns of a table.
fn plain(amount: model::money::Paise) -> String {
    amount.to_string().replace('₹', "")
}
