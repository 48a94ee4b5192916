//! The day's money: figures, who received what, GST, numbers.

use model::commands::drawer::DayFigures;
use model::money::Paise;
use model::words::Arg;
use yew::prelude::*;

use super::super::names::Names;
use super::super::open::tax;
use super::super::plain;
use crate::kit::{Card, Table};
use crate::words::W;

/// The row of figures.
pub fn figures(w: &W, day: &DayFigures) -> Html {
    let stat = |label: AttrValue, amount: Paise, small: String| {
        html! { <div class="stat"><div class="k">{ label }</div><div class="v">{ format!("{amount:#}") }{" "}<small>{ small }</small></div></div> }
    };
    let bills = w.tw("queue-bills", &[("count", Arg::Number(day.bills))]);
    html! {
        <div class="stats" role="group" aria-label={w.t("queue-figures")}>
            { stat(w.t("close-billed"), day.billed, bills.to_string()) }
            { stat(w.t("close-received"), day.received, String::new()) }
            { for day.tenders.iter().map(|t| stat(w.t(&format!("tender-{}", t.tender.as_str())), t.received, String::new())) }
            { stat(w.t("close-refunds"), day.refunded, day.refunds.to_string()) }
            { stat(w.t("close-new-dues"), day.new_dues, day.new_due_bills.to_string()) }
        </div>
    }
}

/// Who received what, GST, numbers.
pub fn tables(w: &W, names: &Names, day: &DayFigures) -> Html {
    html! { <>{ people(w, names, day) }{ taxes(w, day) }{ numbers(w, day) }</> }
}

fn people(w: &W, names: &Names, day: &DayFigures) -> Html {
    let head = vec![
        ("", w.t("close-person")),
        ("num", w.t("close-bills")),
        ("num", w.t("tender-cash")),
        ("num", w.t("tender-upi")),
        ("num", w.t("tender-card")),
        ("num", w.t("close-refunds")),
        ("num", w.t("close-total")),
    ];
    if day.people.is_empty() {
        return html! { <Card title={w.t("close-who")}><p class="hint">{ w.t("close-nothing") }</p></Card> };
    }
    let cell = |amount: Paise| html! { <td class="num">{ plain_rupees(amount) }</td> };
    html! {
        <Card title={w.t("close-who")} body={false}>
            <Table label={w.t("close-who")} {head}>
                { for day.people.iter().map(|p| html! {
                    <tr key={p.person.to_string()}>
                        <td><b>{ names.of(p.person) }</b></td><td class="num">{ p.bills }</td>
                        { cell(p.cash) }{ cell(p.upi) }{ cell(p.card) }{ cell(p.refunded) }
                        <td class="num med">{ plain_rupees(p.total) }</td>
                    </tr>
                }) }
            </Table>
        </Card>
    }
}

/// `1,530` of paise.
fn plain_rupees(amount: Paise) -> String {
    format!("{amount:#}").replace('₹', "")
}

fn taxes(w: &W, day: &DayFigures) -> Html {
    if day.taxes.is_empty() {
        return html! {};
    }
    let head = vec![
        ("", w.t("close-kind")),
        ("num", w.t("close-value")),
        ("num", w.t("bill-taxable")),
        ("num", w.t("bill-cgst")),
        ("num", w.t("bill-sgst")),
    ];
    html! {
        <Card title={w.t("close-gst")} body={false}>
            <Table label={w.t("close-gst")} {head}>
                { for day.taxes.iter().map(|t| html! {
                    <tr>
                        <td>{ tax(w, t.treatment, t.rate) }{" "}<span class="code hushed">{ t.hsn.clone() }</span></td>
                        <td class="num">{ plain(t.value) }</td><td class="num">{ plain(t.taxable) }</td>
                        <td class="num">{ plain(t.cgst) }</td><td class="num">{ plain(t.sgst) }</td>
                    </tr>
                }) }
            </Table>
        </Card>
    }
}

fn numbers(w: &W, day: &DayFigures) -> Html {
    if day.series.is_empty() {
        return html! {};
    }
    let cancelled: usize = day.series.iter().map(|s| s.cancelled.len()).sum();
    let missing: usize = day.series.iter().map(|s| s.missing.len()).sum();
    let count = |n: usize| Arg::Number(i64::try_from(n).unwrap_or_default());
    html! {
        <Card title={w.t("close-numbers")} sub={w.tw("close-numbers-sub", &[("missing", count(missing)), ("cancelled", count(cancelled))])} body={false}>
            <div class="nums">
                { for day.series.iter().map(|s| html! {
                    <span><b>{ &s.series }</b>{ format!("{:06} – {:06}", s.first, s.last) }<small>{ s.count }</small></span>
                }) }
            </div>
        </Card>
    }
}
