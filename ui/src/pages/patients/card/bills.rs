//! A patient's bills on the chart: what is owed, and the last of them.

use std::rc::Rc;

use model::Id;
use model::capability::Capability;
use model::commands::bills::ListBills;
use model::commands::payments::Account;
use model::patient::Patient;
use model::words::Arg;
use yew::prelude::*;

use super::super::said;
use crate::ask::use_ask;
use crate::context::use_app;
use crate::kit::{Button, Card, Failed, Size, Skeleton};
use crate::pages::billing::sign;
use crate::route::{Route, go};
use crate::words::use_words;

/// How many are shown.
const SHOWN: u32 = 4;

/// Whose.
#[derive(Clone, PartialEq, Properties)]
pub struct BillsProps {
    /// The patient.
    pub patient: Id<Patient>,
    /// What they owe and have paid in advance.
    pub account: Option<Rc<Account>>,
}

/// The last bills, each with how it stands.
#[component]
pub fn BillsCard(props: &BillsProps) -> Html {
    let w = use_words();
    let app = use_app();
    let patient = props.patient;
    let asked = ListBills { patient: Some(patient), limit: Some(SHOWN), ..ListBills::default() };
    let bills = use_ask(Some(asked), &["bill", "bill_cancellation", "payment"]);
    let sub = props.account.as_ref().and_then(|account| {
        let say = |key: &str, amount: model::money::Paise| w.tw(key, &[("amount", Arg::Text(&format!("{amount:#}")))]);
        match (account.due.0 > 0, account.advance.0 > 0) {
            (true, _) => Some(say("bill-due", account.due)),
            (false, true) => Some(say("bill-advance", account.advance)),
            _ => None,
        }
    });
    let new = Callback::from(move |()| go(&Route::Billing(format!("patient={patient}"))));
    let actions = app.may(Capability::BillIssue).then(
        || html! { <Button size={Size::Small} icon="plus" keys="B" does="new-bill" label={w.t("bill-new")} onclick={new} /> },
    );
    let row = |row: &model::commands::bills::BillRow| {
        html! {
            <a class="plainrow plain" href={Route::Billing(format!("bill={}", row.bill.id)).href()} key={row.bill.id.to_string()} data-bill={row.bill.number.clone()}>
                <span class="row between"><span>{ said::date(&w, &app, row.at) }</span><b class="num">{ format!("{:#}", row.bill.total) }</b></span>
                <span class="row between meta"><span>{ &row.bill.number }</span>{ sign(&w, row) }</span>
            </a>
        }
    };
    html! {
        <Card title={w.t("patient-bills")} {sub} {actions} body={false}>
            { match (&bills.data, &bills.fault) {
                (Some(found), _) if found.bills.is_empty() => html! { <p class="hint pad">{ w.t("patient-no-bills") }</p> },
                (Some(found), _) => html! { { for found.bills.iter().map(row) } },
                (None, Some(fault)) => html! { <Failed fault={fault.clone()} again={bills.again.clone()} /> },
                (None, None) => html! { <Skeleton rows={2} /> },
            } }
        </Card>
    }
}
