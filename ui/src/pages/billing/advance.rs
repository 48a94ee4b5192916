//! What a patient paid in advance: more of it, or back again.

use std::rc::Rc;

use model::Id;
use model::billing::Tender;
use model::capability::Capability;
use model::commands::payments::{Account, NewTender, ReceiptBrief, RefundPayment, TakePayment, Taken};
use model::fault::Refusal;
use model::money::Paise;
use model::patient::Patient;
use model::words::Arg;
use yew::prelude::*;

use super::open::taken_words;
use crate::ask::{focus_first_refused, use_act, use_refusals};
use crate::context::use_app;
use crate::keys::{Key, use_keys};
use crate::kit::{Button, Card, Choice, Dialog, FaultBanner, Field, Kind, Seg, Size, Toast};
use crate::print::{Wanted, use_print};
use crate::words::use_words;

/// Whose.
#[derive(Clone, PartialEq, Properties)]
pub struct AdvanceProps {
    /// The patient.
    pub patient: Id<Patient>,
    /// What they owe and have paid.
    pub account: Rc<Account>,
}

/// Which way the money goes.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    In,
    Back,
}

/// The advance, with what can be done with it.
#[component]
pub fn AdvanceCard(props: &AdvanceProps) -> Html {
    let w = use_words();
    let app = use_app();
    let over = use_state(|| None::<Way>);
    let opens = |way: Way| {
        let over = over.clone();
        Callback::from(move |()| over.set(Some(way)))
    };
    let (may_take, held) = (app.may(Capability::PaymentTake), props.account.advance);
    let may_give = held.0 > 0 && app.may(Capability::PaymentRefund);
    use_keys(may_take.then(|| Key::new("Alt+A", w.t("advance-take"), opens(Way::In))).into_iter().collect());
    let close = {
        let over = over.clone();
        Callback::from(move |()| over.set(None))
    };
    if !may_take && held.is_zero() {
        return html! {};
    }
    html! {
        <Card title={w.t("advance-title")} actions={html! { <b class="num" data-advance="">{ format!("{held:#}") }</b> }}>
            <div class="row">
                if may_take { <Button size={Size::Small} keys="Alt+A" does="advance" label={w.t("advance-take")} onclick={opens(Way::In)} /> }
                if may_give { <Button size={Size::Small} kind={Kind::Ghost} does="advance-back" label={w.t("advance-back")} onclick={opens(Way::Back)} /> }
            </div>
            if let Some(way) = *over { <Move ..MoveProps { way, of: props.clone(), onclose: close } /> }
        </Card>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct MoveProps {
    way: Way,
    of: AdvanceProps,
    onclose: Callback<()>,
}

/// Amount and way of paying, and the reason where it goes back.
#[component]
fn Move(props: &MoveProps) -> Html {
    let w = use_words();
    let app = use_app();
    let (way, patient) = (props.way, props.of.patient);
    let held = props.of.account.advances.first().map_or(Paise::ZERO, |a| a.amount);
    let amount =
        use_state(|| if way == Way::Back { format!("{held:#}").replace(['₹', ','], "") } else { String::new() });
    let tender = use_state(|| Tender::Cash);
    let reason = use_state(String::new);
    let print = use_print().by_itself;
    let done = {
        let (toast, w, close, print) = (app.toast.clone(), w.clone(), props.onclose.clone(), print.clone());
        Callback::from(move |receipt: ReceiptBrief| {
            print.emit(vec![Wanted::receipt(receipt.id)]);
            toast.emit(Toast::new(w.tw("advance-given-back", &[("number", Arg::Text(&receipt.number))])));
            close.emit(());
        })
    };
    let give = use_act::<RefundPayment>(done);
    let done = {
        let (toast, w, close, print) = (app.toast.clone(), w.clone(), props.onclose.clone(), print.clone());
        Callback::from(move |taken: Taken| {
            print.emit(Wanted::of_money(&[], &taken.receipts, false));
            toast.emit(Toast::new(taken_words(&w, &taken.receipts, taken.change)));
            close.emit(());
        })
    };
    let take = use_act::<TakePayment>(done);
    let fault = take.fault.clone().or_else(|| give.fault.clone());
    let refusals = use_refusals(&fault);
    let onsubmit = {
        let (take, give, refusals) = (take.run.clone(), give.run.clone(), refusals.clone());
        let (text, tender, reason) = (amount.clone(), *tender, reason.clone());
        let business = props.of.account.advances.first().map(|a| a.business);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let amount = match Paise::parse(&text) {
                Ok(amount) => amount,
                Err(e) => {
                    refusals.refuse("amount", Refusal::from(e).0);
                    focus_first_refused();
                    return;
                }
            };
            match way {
                Way::In => take.emit(TakePayment {
                    patient: Some(patient),
                    tenders: vec![NewTender { tender, amount: Some(amount), reference: None }],
                    advance: true,
                    ..TakePayment::default()
                }),
                Way::Back => give.emit(RefundPayment {
                    bill: None,
                    receipt: None,
                    patient: Some(patient),
                    business,
                    amount,
                    tender,
                    reference: None,
                    reason: (*reason).clone(),
                }),
            }
        })
    };
    let typed = |state: &UseStateHandle<String>, field: &'static str| {
        let (state, refusals) = (state.clone(), refusals.clone());
        Callback::from(move |text: String| {
            refusals.typed(field);
            state.set(text);
        })
    };
    let onchange = {
        let tender = tender.clone();
        Callback::from(move |name: AttrValue| tender.set(Tender::parse(&name).unwrap_or(Tender::Cash)))
    };
    let ways = [Tender::Cash, Tender::Upi, Tender::Card, Tender::Bank];
    let options = ways.iter().map(|t| Choice::new(t.as_str(), w.t(&format!("tender-{}", t.as_str()))));
    let error = refusals.of(&w, "amount").or_else(|| refusals.of(&w, "tenders.0.amount"));
    let (label, kind) = match way {
        Way::In => (w.t("advance-take"), Kind::Primary),
        Way::Back => (w.t("advance-back"), Kind::Danger),
    };
    let foot = html! { <Button {kind} form="advance" does="send" busy={take.busy || give.busy} label={label.clone()} keys="Enter" /> };
    html! {
        <Dialog size="sm" title={label} onclose={props.onclose.clone()} {foot}>
            <form id="advance" class="stack stack--3" {onsubmit}>
                <p class="t-13">{ w.t(if way == Way::In { "advance-take-text" } else { "advance-back-text" }) }</p>
                <FaultBanner {fault} />
                <Field id="amount" label={w.t("bill-amount")} prefix="₹" inputmode="decimal" value={(*amount).clone()} oninput={typed(&amount, "amount")} {error} />
                <Seg name="advance-how" label={w.t("pay-how")} options={options.collect::<Vec<_>>()} value={AttrValue::from(tender.as_str())} {onchange} />
                if way == Way::Back {
                    <Field id="reason" label={w.t("queue-cancel-why")} value={(*reason).clone()} oninput={typed(&reason, "reason")} error={refusals.of(&w, "reason")} />
                }
            </form>
        </Dialog>
    }
}
