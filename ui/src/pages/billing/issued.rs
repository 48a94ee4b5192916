//! A bill as it was issued: its lines, what was paid, and what can still be done with it.

use model::Id;
use model::billing::{Bill, DocumentKind, Tender};
use model::capability::Capability;
use model::command::Done;
use model::commands::bills::{BillDetails, CancelBill, CreditBill, Credited, GetBill, PaymentRow};
use model::commands::payments::{CheckPayment, ReceiptBrief, RefundPayment, TakePayment, Taken};
use model::money::Paise;
use model::words::Arg;
use yew::prelude::*;

use super::names::use_names;
use super::open::{taken_words, tax};
use super::pay::{Pay, PayForm, Paying};
use super::plain;
use crate::ask::{use_act, use_ask, use_refusals};
use crate::context::use_app;
use crate::drafts::use_draft;
use crate::keys::{Key, use_keys};
use crate::kit::{
    Banner, Button, Card, Choice, Dialog, Failed, FaultBanner, Field, Kind, LinkButton, Pill, Seg, Skeleton, Table,
    Toast, Tone,
};
use crate::print::{Wanted, use_print};
use crate::route::Route;
use crate::time::Local;
use crate::words::{W, use_words};

/// Which.
#[derive(Clone, PartialEq, Properties)]
pub struct IssuedProps {
    /// The bill.
    pub bill: Id<Bill>,
}

/// What takes a bill back.
#[derive(Clone, Copy, PartialEq)]
enum Back {
    /// Cancel it: today, unpaid.
    Cancel,
    /// A credit note over all that is left.
    Credit,
    /// Money that was paid too much.
    Refund,
}

/// The bill in the middle, the money beside it.
#[component]
pub fn Issued(props: &IssuedProps) -> Html {
    let w = use_words();
    let app = use_app();
    let bill = use_ask(
        Some(GetBill { bill: props.bill }),
        &["bill", "bill_cancellation", "payment", "payment_check", "print"],
    );
    let back = use_state(|| None::<Back>);
    let form = use_state(PayForm::default);
    let onform = {
        let form = form.clone();
        Callback::from(move |new: PayForm| form.set(new))
    };
    let draft = use_draft(format!("pay.{}", props.bill), &*form, onform.clone());
    let printing = use_print();
    let take = {
        let (toast, w, form, discard) = (app.toast.clone(), w.clone(), form.clone(), draft.discard.clone());
        let print = printing.by_itself.clone();
        use_act::<TakePayment>(Callback::from(move |taken: Taken| {
            discard.emit(());
            form.set(PayForm::default());
            print.emit(Wanted::of_money(&[], &taken.receipts, false));
            toast.emit(Toast::new(taken_words(&w, &taken.receipts, taken.change)));
        }))
    };
    let settle = {
        let (run, id) = (take.run.clone(), props.bill);
        Callback::from(move |paying: Option<Paying>| {
            if let Some(Paying { tenders, given, .. }) = paying {
                run.emit(TakePayment { bills: vec![id], tenders, given, ..TakePayment::default() });
            }
        })
    };
    let print = {
        let id = props.bill;
        printing.now.reform(move |()| Wanted::bill(id))
    };
    let opens = |what: Back| {
        let back = back.clone();
        Callback::from(move |()| back.set(Some(what)))
    };
    let data = bill.data.clone();
    let way = data.as_deref().and_then(|b| way_back(b, |c| app.may(c)));
    let may_print = app.may(Capability::PaperPrint);
    let label = w.t(if data.as_ref().is_some_and(|b| b.prints > 0) { "print-again" } else { "print" });
    let mut keys: Vec<Key> = way.map(|way| Key::new("Alt+F", w.t(way_label(way)), opens(way))).into_iter().collect();
    if may_print && data.is_some() {
        keys.push(Key::new("Ctrl+P", label.clone(), print.clone()));
    }
    use_keys(keys);
    let Some(b) = data else {
        return match bill.fault.clone() {
            Some(fault) => html! { <section class="card"><Failed {fault} again={bill.again.clone()} /></section> },
            None => html! { <section class="card"><Skeleton /></section> },
        };
    };
    let close = {
        let back = back.clone();
        Callback::from(move |()| back.set(None))
    };
    let sign = if b.cancelled.is_some() {
        html! { <Pill label={w.t("bill-cancelled")} /> }
    } else if b.due.0 > 0 {
        html! { <Pill tone={Tone::Warn} label={w.tw("bill-due", &[("amount", Arg::Text(&format!("{:#}", b.due)))])} /> }
    } else {
        html! { <Pill tone={Tone::Ok} label={w.t("bill-paid")} /> }
    };
    let kind = w.t(&format!("document-{}", b.bill.kind.as_str()));
    html! {
        <>
            <section class="card" aria-label={b.bill.number.clone()}>
                <header class="card-head"><h2 data-number="">{ &b.bill.number }</h2><span class="sub">{ format!("{kind} · {}", b.bill.day) }</span><span class="push">{ sign }</span></header>
                { about(&w, &b) }
                <div class="scroll grow">{ lines(&w, &b) }</div>
                { sums(&w, &b) }
                <footer class="card-foot">
                    <span class="hint grow">{ w.t("bill-is-fixed") }</span>
                    if may_print { <Button icon="print" keys="Ctrl+P" does="print" {label} onclick={print} /> }
                    if let Some(way) = way { <Button kind={Kind::DangerQuiet} keys="Alt+F" does="take-back" label={w.t(way_label(way))} onclick={opens(way)} /> }
                </footer>
            </section>
            <div class="stack stack--3">
                <FaultBanner fault={take.fault.clone()} />
                if b.due.0 > 0 && b.cancelled.is_none() {
                    <Pay collect={b.due} ok={true} bill={Some(props.bill)} busy={take.busy} {settle} may_leave={false} form={(*form).clone()} {onform} />
                }
                { payments(&w, &b, app.zone()) }
            </div>
            if let Some(what) = *back { <TakeBack {what} bill={b.clone()} onclose={close} /> }
        </>
    }
}

/// What can be done to take it back, by whoever may.
fn way_back(b: &BillDetails, may: impl Fn(Capability) -> bool) -> Option<Back> {
    if b.cancelled.is_some() || b.bill.kind == DocumentKind::CreditNote {
        return None;
    }
    let credited: i64 = b.lines.iter().map(|l| l.quantity - l.credited).sum();
    if b.due.0 < 0 {
        may(Capability::PaymentRefund).then_some(Back::Refund)
    } else if b.payments.is_empty() && b.credit_notes.is_empty() {
        may(Capability::BillCancel).then_some(Back::Cancel)
    } else {
        (credited > 0 && may(Capability::BillCancel)).then_some(Back::Credit)
    }
}

fn way_label(way: Back) -> &'static str {
    match way {
        Back::Cancel => "bill-cancel",
        Back::Credit => "bill-credit",
        Back::Refund => "bill-refund",
    }
}

fn about(w: &W, b: &BillDetails) -> Html {
    html! {
        <div class="ptline">
            if let Some(patient) = &b.patient {
                <a href={Route::Patient(patient.id.to_string()).href()}><b>{ &patient.name }</b></a><span class="hushed">{ &patient.number }</span>
            } else {
                <b>{ b.recipient.clone().unwrap_or_else(|| w.t("bill-unnamed").to_string()) }</b>
            }
            if let Some(of) = &b.corrects {
                <span class="push t-13"><a href={Route::Billing(format!("bill={}", of.id)).href()}>{ w.tw("bill-corrects", &[("number", Arg::Text(&of.number))]) }</a></span>
            }
        </div>
    }
}

fn lines(w: &W, b: &BillDetails) -> Html {
    let head = vec![
        ("", AttrValue::from("#")),
        ("", w.t("bill-item")),
        ("", w.t("bill-hsn")),
        ("num", w.t("bill-quantity")),
        ("num", w.t("bill-price")),
        ("num", w.t("bill-gst")),
        ("num", w.t("bill-amount")),
    ];
    let row = |l: &model::commands::bills::BillLineRow| {
        html! {
            <tr key={l.id.to_string()}>
                <td class="hushed">{ l.position }</td>
                <td><b>{ &l.name }</b>if l.credited > 0 { {" "}<Pill tone={Tone::Line} label={w.tw("bill-line-credited", &[("count", Arg::Number(l.credited))])} /> }</td>
                <td class="code">{ l.hsn.clone() }</td>
                <td class="num">{ l.quantity }</td>
                <td class="num">{ plain(l.price) }</td>
                <td class="num">{ tax(w, l.treatment, l.rate) }</td>
                <td class="num med">{ plain(l.total) }</td>
            </tr>
        }
    };
    html! { <Table label={w.t("bill-lines")} {head} class="table--rows">{ for b.lines.iter().map(row) }</Table> }
}

fn sums(w: &W, b: &BillDetails) -> Html {
    let s = &b.sums;
    let row = |key: &str, amount: Paise| {
        if amount.is_zero() {
            html! {}
        } else {
            html! { <><dt>{ w.t(key) }</dt><dd>{ plain(amount) }</dd></> }
        }
    };
    html! {
        <div class="billfoot">
            <div class="stack stack--2 t-13">
                if let Some(cancelled) = &b.cancelled {
                    <Banner tone={Tone::Calm}>{ w.tw("bill-cancelled-why", &[("reason", Arg::Text(&cancelled.reason))]) }</Banner>
                }
                if let Some(reason) = &b.reason { <p>{ w.tw("bill-reason", &[("reason", Arg::Text(reason))]) }</p> }
                { for b.credit_notes.iter().map(|n| html! {
                    <a href={Route::Billing(format!("bill={}", n.id)).href()}>{ w.tw("bill-credited-by", &[("number", Arg::Text(&n.number)), ("amount", Arg::Text(&format!("{:#}", n.total)))]) }</a>
                }) }
            </div>
            <dl class="dl dl--sum">
                { row("bill-untaxed", s.untaxed) }
                { row("bill-discount", -s.discount) }
                { row("bill-taxable", s.taxable) }
                { row("bill-cgst", s.cgst) }
                { row("bill-sgst", s.sgst) }
                { row("bill-igst", s.igst) }
                { row("bill-round-off", s.round_off) }
                <dt class="tot">{ w.t("bill-this") }</dt><dd class="tot">{ s.total.to_string() }</dd>
            </dl>
        </div>
    }
}

fn payments(w: &W, b: &BillDetails, zone: i64) -> Html {
    if b.payments.is_empty() {
        return html! {};
    }
    html! {
        <Card title={w.t("bill-payments")} body={false}>
            { for b.payments.iter().map(|p| html! { <Paid key={p.id.to_string()} payment={p.clone()} {zone} /> }) }
        </Card>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct PaidProps {
    payment: PaymentRow,
    zone: i64,
}

/// One payment; what was only seen can be looked for at the bank.
#[component]
fn Paid(props: &PaidProps) -> Html {
    let w = use_words();
    let app = use_app();
    let p = &props.payment;
    let check = use_act::<CheckPayment>(Callback::from(|_: Done| ()));
    let found = {
        let (run, payment) = (check.run.clone(), p.id);
        Callback::from(move |()| run.emit(CheckPayment { payment, found: true, reference: None }))
    };
    let person = use_names().of(p.taken_by);
    let sign = match (p.tender, p.found) {
        (Tender::Upi | Tender::Bank, None) => html! {
            <><Pill tone={Tone::Warn} label={w.tw("pay-seen-by", &[("name", Arg::Text(&person))])} />
            if app.may(Capability::PaymentTake) { {" "}<LinkButton label={w.t("pay-found")} onclick={found} does="found" /> }</>
        },
        (_, Some(true)) => html! { <Pill tone={Tone::Ok} label={w.t("pay-is-found")} /> },
        (_, Some(false)) => html! { <Pill tone={Tone::Danger} label={w.t("pay-not-found")} /> },
        _ => html! { <span class="meta">{ person }</span> },
    };
    let tender = w.t(&format!("tender-{}", p.tender.as_str()));
    html! {
        <div class="plainrow">
            <span class="row between"><b>{ tender }</b><b class="num">{ format!("{:#}", p.amount) }</b></span>
            <span class="row between meta"><span>{ format!("{} · {}", p.number, Local::at(p.at, props.zone).time()) }</span><span>{ sign }</span></span>
            <FaultBanner fault={check.fault.clone()} />
        </div>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct TakeBackProps {
    what: Back,
    bill: std::rc::Rc<BillDetails>,
    onclose: Callback<()>,
}

/// Why it is taken back, and how money is given back.
#[component]
fn TakeBack(props: &TakeBackProps) -> Html {
    let w = use_words();
    let app = use_app();
    let b = &props.bill;
    let reason = use_state(String::new);
    let tender = use_state(|| Tender::Cash);
    let done = {
        let (toast, w, close, what) = (app.toast.clone(), w.clone(), props.onclose.clone(), props.what);
        Callback::from(move |()| {
            toast.emit(Toast::new(w.t(match what {
                Back::Cancel => "bill-cancel-done",
                Back::Credit => "bill-credit-done",
                Back::Refund => "bill-refund-done",
            })));
            close.emit(());
        })
    };
    let print = use_print().by_itself;
    let cancel = use_act::<CancelBill>(done.reform(|_: Done| ()));
    let credit = use_act::<CreditBill>({
        let (print, done) = (print.clone(), done.clone());
        Callback::from(move |credited: Credited| {
            let receipt = credited.receipt.map(Wanted::receipt);
            print.emit([Wanted::bill(credited.note.id)].into_iter().chain(receipt).collect());
            done.emit(());
        })
    });
    let refund = use_act::<RefundPayment>(Callback::from(move |receipt: ReceiptBrief| {
        print.emit(vec![Wanted::receipt(receipt.id)]);
        done.emit(());
    }));
    let fault = [&cancel.fault, &credit.fault, &refund.fault].into_iter().flatten().next().cloned();
    let refusals = use_refusals(&fault);
    let busy = cancel.busy || credit.busy || refund.busy;
    // Money goes back at once only to whoever has paid, by whoever may give it.
    let gives = props.what == Back::Refund
        || (props.what == Back::Credit && b.paid.0 > 0 && app.may(Capability::PaymentRefund));
    let onsubmit = {
        let (cancel, credit, refund) = (cancel.run.clone(), credit.run.clone(), refund.run.clone());
        let (bill, due, what, reason, tender) = (b.bill.id, b.due, props.what, reason.clone(), *tender);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let reason = (*reason).clone();
            match what {
                Back::Cancel => cancel.emit(CancelBill { bill, reason, not_handed_over: true }),
                Back::Credit => {
                    credit.emit(CreditBill { bill, lines: Vec::new(), reason, refund: gives.then_some(tender) })
                }
                Back::Refund => refund.emit(RefundPayment {
                    bill: Some(bill),
                    receipt: None,
                    patient: None,
                    business: None,
                    amount: -due,
                    tender,
                    reference: None,
                    reason,
                }),
            }
        })
    };
    let oninput = {
        let (reason, refusals) = (reason.clone(), refusals.clone());
        Callback::from(move |text: String| {
            refusals.typed("reason");
            reason.set(text);
        })
    };
    let onchange = {
        let tender = tender.clone();
        Callback::from(move |name: AttrValue| tender.set(Tender::parse(&name).unwrap_or(Tender::Cash)))
    };
    let ways = [Tender::Cash, Tender::Upi, Tender::Card, Tender::Advance];
    let options = ways.iter().map(|t| Choice::new(t.as_str(), w.t(&format!("tender-{}", t.as_str()))));
    let label = w.t(way_label(props.what));
    let foot = html! { <Button kind={Kind::Danger} form="take-back" {busy} label={label.clone()} keys="Enter" /> };
    let title = AttrValue::from(format!("{label} · {}", b.bill.number));
    let text = w.t(match props.what {
        Back::Cancel => "bill-cancel-text",
        Back::Credit => "bill-credit-text",
        Back::Refund => "bill-refund-text",
    });
    html! {
        <Dialog size="sm" {title} onclose={props.onclose.clone()} {foot}>
            <form id="take-back" class="stack stack--3" {onsubmit}>
                <p class="t-13">{ text }</p>
                <FaultBanner {fault} />
                <Field id="reason" label={w.t("queue-cancel-why")} value={(*reason).clone()} {oninput} error={refusals.of(&w, "reason")} />
                if gives {
                    <Seg name="back-how" label={w.t("bill-back-how")} options={options.collect::<Vec<_>>()} value={AttrValue::from(tender.as_str())} {onchange} error={refusals.of(&w, "tender")} />
                }
            </form>
        </Dialog>
    }
}
