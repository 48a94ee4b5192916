//! The bills of today, or those on which something is owed.

use model::Id;
use model::billing::Bill;
use model::commands::bills::{BillRow, ListBills};
use model::words::Arg;
use yew::prelude::*;

use crate::ask::use_ask;
use crate::context::use_app;
use crate::kit::{Choice, Failed, Pill, Seg, Skeleton, Tone};
use crate::route::Route;
use crate::time::Local;
use crate::words::{W, use_words};

/// The list.
#[derive(Clone, PartialEq, Properties)]
pub struct ListProps {
    /// The one that is looked at.
    pub shown: Option<Id<Bill>>,
}

/// Newest first, each with how it was paid.
#[component]
pub fn List(props: &ListProps) -> Html {
    let w = use_words();
    let app = use_app();
    let due = use_state(|| false);
    let kinds: &[&str] = &["bill", "bill_cancellation", "payment"];
    let bills = use_ask(Some(ListBills { due: *due, limit: Some(200), ..ListBills::default() }), kinds);
    let onchange = {
        let due = due.clone();
        Callback::from(move |name: AttrValue| due.set(name == "due"))
    };
    let options = vec![Choice::new("all", w.t("bill-all")), Choice::new("due", w.t("bill-due-only"))];
    let chosen = AttrValue::from(if *due { "due" } else { "all" });
    let title = w.t(if *due { "bill-due-title" } else { "place-today" });
    let body = match (&bills.data, &bills.fault) {
        (Some(bills), _) if bills.bills.is_empty() => html! { <p class="hint pad">{ w.t("bill-none-today") }</p> },
        (Some(bills), _) => html! { { for bills.bills.iter().map(|row| line(&w, row, props.shown, app.zone())) } },
        (None, Some(fault)) => html! { <Failed fault={fault.clone()} again={bills.again.clone()} /> },
        (None, None) => html! { <Skeleton rows={6} /> },
    };
    html! {
        <aside class="card drawer-md" aria-label={title.clone()}>
            <header class="card-head">
                <h2>{ title.clone() }</h2>
                <span class="push"><Seg name="bills-of" bare={true} narrow={true} label={title} {options} value={chosen} {onchange} /></span>
            </header>
            <div class="scroll grow">{ body }</div>
        </aside>
    }
}

fn line(w: &W, row: &BillRow, shown: Option<Id<Bill>>, zone: i64) -> Html {
    let at = Local::at(row.at, zone);
    let name = row.patient.as_ref().map_or_else(|| w.t("bill-unnamed").to_string(), |p| p.name.clone());
    let here = (shown == Some(row.bill.id)).then_some("true");
    html! {
        <a class="qline" href={Route::Billing(format!("bill={}", row.bill.id)).href()} aria-current={here} key={row.bill.id.to_string()}
            data-bill={row.bill.number.clone()}>
            <span class="hushed t-12">{ at.time() }</span>
            <b class="cut">{ name }</b>
            <span class="med">{ format!("{:#}", row.bill.total) }</span>
            <span class="meta row between"><span>{ &row.bill.number }</span>{ sign(w, row) }</span>
        </a>
    }
}

/// How a bill stands, in a pill.
pub fn sign(w: &W, row: &BillRow) -> Html {
    let amount = format!("{:#}", row.due);
    if row.bill.kind == model::billing::DocumentKind::CreditNote {
        html! { <Pill tone={Tone::Line} label={w.t("bill-credit-note")} /> }
    } else if row.cancelled {
        html! { <Pill label={w.t("bill-cancelled")} /> }
    } else if row.due.0 > 0 {
        html! { <Pill tone={Tone::Warn} label={w.tw("bill-due", &[("amount", Arg::Text(&amount))])} /> }
    } else if row.bill.total.is_zero() {
        html! { <Pill label={w.t("queue-free")} /> }
    } else {
        let how: Vec<String> = row.tenders.iter().map(|t| w.t(&format!("tender-{}", t.as_str())).to_string()).collect();
        html! { <Pill tone={Tone::Ok} label={how.join(", ")} /> }
    }
}
