//! What a patient is to be billed for: charges, more of them, a discount, old dues, and the money.

use std::rc::Rc;

use model::Id;
use model::billing::{Bill, Charge, Tender, Treatment};
use model::capability::Capability;
use model::command::Done;
use model::commands::bills::{IssueBill, Issued};
use model::commands::charges::{ChargeRow, ListCharges, WithdrawCharge};
use model::commands::patients::GetPatient;
use model::commands::payments::{Account, GetAccount, NewTender, ReceiptBrief, TakePayment, Taken};
use model::fault::Refusal;
use model::money::Paise;
use model::patient::Patient;
use model::words::Arg;
use serde::{Deserialize, Serialize};
use yew::prelude::*;

use super::add::AddItem;
use super::advance::AdvanceCard;
use super::pay::{Pay, PayForm, Paying};
use super::plain;
use crate::ask::{use_act, use_ask, use_refusals};
use crate::context::use_app;
use crate::drafts::use_draft;
use crate::keys::{Key, use_keys};
use crate::kit::{Avatar, Button, Check, FaultBanner, Field, IconButton, Kind, Pill, Table, Toast, Tone};
use crate::page::{focus, use_first_focus};
use crate::pages::patients::said;
use crate::print::{Wanted, use_print};
use crate::route::{Route, go};
use crate::time::Local;
use crate::words::{W, use_words};

/// Whose.
#[derive(Clone, PartialEq, Properties)]
pub struct OpenProps {
    /// The patient.
    pub patient: Id<Patient>,
}

/// A bill as it is made.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Form {
    /// Something was added to it here.
    pub begun: bool,
    /// What is looked for, to be added.
    pub add: String,
    discount: String,
    why: String,
    /// Old dues are not collected with it.
    leave_old: bool,
    /// An advance is not used for it.
    leave_advance: bool,
    pay: PayForm,
}

/// One change of a form, whatever else has changed meanwhile.
pub type Change = Box<dyn FnOnce(&mut Form)>;

impl Reducible for Form {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut new = (*self).clone();
        change(&mut new);
        Rc::new(new)
    }
}

/// The open bill of a patient, and beside it the payment that issues it.
#[component]
pub fn Open(props: &OpenProps) -> Html {
    let w = use_words();
    let app = use_app();
    let patient = props.patient;
    let card = use_ask(Some(GetPatient { id: patient }), &["patient"]);
    let may_charge = app.may(Capability::ChargeAdd);
    let charges = use_ask(may_charge.then_some(ListCharges { patient, visit: None }), &["charge", "bill"]);
    let account = use_ask(Some(GetAccount { patient }), &["bill", "payment", "bill_cancellation", "charge"]);
    let form = use_reducer_eq(Form::default);
    let change = {
        let form = form.dispatcher();
        Callback::from(move |change: Change| form.dispatch(change))
    };
    let restore = change.reform(|kept: Form| Box::new(move |form: &mut Form| *form = kept) as Change);
    let draft = use_draft(format!("bill.{patient}"), &*form, restore);
    use_first_focus("#bill-add", charges.data.is_some());

    // Issued already, so that the code to pay it by has its number; the money is not seen yet.
    let unpaid = use_state(|| None::<Issued>);
    let open = charges.data.as_ref().filter(|_| unpaid.is_none());
    let rows: &[ChargeRow] = open.map_or(&[], |c| c.charges.as_slice());
    let total: Paise = open.map_or(Paise::ZERO, |c| c.total);
    let off = Paise::parse(&form.discount).unwrap_or(Paise::ZERO);
    let new: Vec<Id<Bill>> = unpaid.iter().flat_map(|issued| &issued.bills).map(|bill| bill.id).collect();
    let old = account.data.iter().flat_map(|a| &a.bills).filter(|b| !new.contains(&b.bill.id));
    let old: Vec<(Id<Bill>, Paise)> = old.map(|b| (b.bill.id, b.due)).collect();
    let owed: Paise = old.iter().map(|(_, due)| *due).sum();
    let collect_old = !form.leave_old && owed.0 > 0;
    let this = unpaid.as_ref().map_or((total - off).to_rupee(), |issued| issued.due);
    let all = if collect_old { this + owed } else { this };
    let held = account.data.as_deref().map_or(Paise::ZERO, |a| held_for(a, rows, collect_old)).min(all);
    let from_advance = if form.leave_advance || unpaid.is_some() { Paise::ZERO } else { held };
    let to_collect = all - from_advance;

    let print = use_print().by_itself;
    let taken = {
        let (app, w, discard, print) = (app.clone(), w.clone(), draft.discard.clone(), print.clone());
        let unpaid = unpaid.clone();
        Callback::from(move |taken: Taken| {
            discard.emit(());
            let bills = unpaid.as_ref().map_or(&[][..], |issued| &issued.bills);
            print.emit(Wanted::of_money(bills, &taken.receipts, collect_old));
            app.toast.emit(Toast::new(taken_words(&w, &taken.receipts, taken.change)));
            if let Some(bill) = bills.last() {
                go(&Route::Billing(format!("bill={}", bill.id)));
            }
        })
    };
    let take = use_act::<TakePayment>(taken);
    let by_code = use_mut_ref(|| false);
    let issue = {
        let (app, w, discard, print) = (app.clone(), w.clone(), draft.discard.clone(), print.clone());
        let (by_code, unpaid, change) = (by_code.clone(), unpaid.clone(), change.clone());
        use_act::<IssueBill>(Callback::from(move |issued: Issued| {
            discard.emit(());
            if *by_code.borrow() {
                change.emit(Box::new(|form: &mut Form| {
                    *form = Form { pay: PayForm::upi(), leave_old: form.leave_old, ..Form::default() };
                }));
                unpaid.set(Some(issued));
                return;
            }
            print.emit(Wanted::of_money(&issued.bills, &issued.receipts, collect_old));
            if !issued.receipts.is_empty() {
                app.toast.emit(Toast::new(taken_words(&w, &issued.receipts, issued.change)));
            }
            if let Some(bill) = issued.bills.last() {
                go(&Route::Billing(format!("bill={}", bill.id)));
            }
        }))
    };
    let refusals = use_refusals(&issue.fault);
    let charge_ids: Vec<Id<Charge>> = rows.iter().map(|c| c.id).collect();
    let settle = {
        let (issue, take, account) = (issue.run.clone(), take.run.clone(), account.data.clone());
        let (ids, form, refusals, new) = (charge_ids.clone(), form.clone(), refusals.clone(), new.clone());
        Callback::from(move |how: Option<Paying>| {
            if let Err(e) = Paise::parse(&form.discount)
                && !form.discount.trim().is_empty()
            {
                refusals.refuse("discount", Refusal::from(e).0);
                return;
            }
            let dues = if collect_old { open_bills(account.as_deref()) } else { new.clone() };
            *by_code.borrow_mut() = how.as_ref().is_some_and(|paying| paying.by_code);
            let (mut tenders, given) = how.map(|paying| (paying.tenders, paying.given)).unwrap_or_default();
            if !from_advance.is_zero() {
                let advance = NewTender { tender: Tender::Advance, amount: Some(from_advance), reference: None };
                tenders.insert(0, advance);
            }
            if ids.is_empty() {
                if tenders.is_empty() {
                    return;
                }
                take.emit(TakePayment {
                    patient: Some(patient),
                    bills: dues,
                    tenders,
                    given,
                    ..TakePayment::default()
                });
                return;
            }
            issue.emit(IssueBill {
                patient: Some(patient),
                charges: ids.clone(),
                discount: Some(off).filter(|d| !d.is_zero()),
                discount_reason: Some(form.why.trim().to_owned()).filter(|t| !t.is_empty()),
                dues: if tenders.is_empty() { Vec::new() } else { dues },
                tenders,
                given,
                ..IssueBill::default()
            });
        })
    };
    use_keys(vec![Key::new("F2", w.t("bill-key-add"), Callback::from(|()| focus("#bill-add")))]);
    let typed = |field: &'static str, set: fn(&mut Form, String)| {
        let refusals = refusals.clone();
        change.reform(move |text: String| {
            refusals.typed(field);
            Box::new(move |form: &mut Form| set(form, text)) as Change
        })
    };
    let who = card.data.as_ref().map(|card| {
        html! {
            <div class="ptline">
                <Avatar name={card.row.name.clone()} /><b>{ &card.row.name }</b>
                <span class="hushed">{ format!("{} · {}", said::sex_age(&w, &card.row, said::today(&app)), card.row.number) }</span>
                <span class="push row row--1">
                    if owed.0 > 0 { <Pill tone={Tone::Warn} label={w.tw("bill-old-due", &[("amount", Arg::Text(&format!("{owed:#}")))])} /> }
                    if let Some(account) = account.data.as_ref().filter(|a| a.advance.0 > 0) {
                        <Pill tone={Tone::Info} label={w.tw("bill-advance", &[("amount", Arg::Text(&format!("{:#}", account.advance)))])} />
                    }
                </span>
            </div>
        }
    });
    let ticks = |set: fn(&mut Form, bool)| {
        change.reform(move |on: bool| Box::new(move |form: &mut Form| set(form, on)) as Change)
    };
    let onform = change.reform(|pay: PayForm| Box::new(move |form: &mut Form| form.pay = pay) as Change);
    let kept_at = draft.at.map(|at| Local::at(at, app.zone()).time());
    let kept = kept_at.map(|time| w.tw("draft-kept", &[("time", Arg::Text(&time))]));
    let ok = !rows.is_empty() || collect_old || unpaid.is_some();
    let number =
        unpaid.as_ref().and_then(|issued| issued.bills.last()).map(|bill| AttrValue::from(bill.number.clone()));
    let latest = old.iter().rfind(|(_, due)| due.0 > 0 && rows.is_empty()).map(|(id, _)| *id);
    html! {
        <>
            <section class="card" aria-label={w.t("bill-open")}>
                <header class="card-head"><h2>{ w.t("bill-open") }</h2><span class="push"><Pill tone={Tone::Brand} label={number.clone().unwrap_or_else(|| w.t("bill-not-issued"))} /></span></header>
                { who.unwrap_or_default() }
                if may_charge && number.is_none() { <AddItem {patient} query={form.add.clone()} change={change.clone()} /> }
                <div class="scroll grow">{ match &number {
                    Some(number) => html! { <p class="hint pad">{ w.tw("bill-issued-unpaid", &[("number", Arg::Text(number))]) }</p> },
                    None => lines(&w, rows),
                } }</div>
                <FaultBanner fault={issue.fault.clone().or_else(|| take.fault.clone())} />
                <div class="billfoot">
                    <div class="stack stack--3">
                        if !rows.is_empty() {
                            <div class="row row--top">
                                <Field id="discount" class="w-amt" label={w.t("bill-discount")} prefix="₹" inputmode="decimal" value={form.discount.clone()}
                                    oninput={typed("discount", |f, text| f.discount = text)} error={refusals.of(&w, "discount")} />
                                if !off.is_zero() {
                                    <Field id="discount_reason" class="grow" label={w.t("bill-discount-why")} value={form.why.clone()}
                                        oninput={typed("discount_reason", |f, text| f.why = text)} error={refusals.of(&w, "discount_reason")} />
                                }
                            </div>
                        }
                        if owed.0 > 0 {
                            <Check id="collect-old" label={w.tw("bill-collect-old", &[("amount", Arg::Text(&format!("{owed:#}")))])} checked={!form.leave_old} onchange={ticks(|f, on| f.leave_old = !on)} />
                        }
                        if !held.is_zero() {
                            <Check id="use-advance" label={w.tw("bill-use-advance", &[("amount", Arg::Text(&format!("{held:#}")))])} checked={!form.leave_advance} onchange={ticks(|f, on| f.leave_advance = !on)} />
                        }
                    </div>
                    <dl class="dl dl--sum">
                        if number.is_none() { <dt>{ w.t("bill-sum") }</dt><dd>{ plain(total) }</dd> }
                        if !off.is_zero() { <dt>{ w.t("bill-discount") }</dt><dd>{ plain(-off) }</dd> }
                        <dt class="tot">{ w.t("bill-this") }</dt><dd class="tot">{ this.to_string() }</dd>
                    </dl>
                </div>
                <footer class="card-foot">
                    <span class="hint grow">{ w.t("bill-then-fixed") }</span>
                    if let Some(kept) = kept { <span class="hint" data-draft="">{ kept }</span> }
                </footer>
            </section>
            <div class="stack stack--3">
                <Pay collect={to_collect} {ok} bill={new.last().copied().or(latest)} issues={!rows.is_empty()} busy={issue.busy || take.busy} {settle} may_leave={!rows.is_empty()}
                    form={form.pay.clone()} {onform} />
                if let Some(account) = &account.data { <AdvanceCard {patient} account={account.clone()} /> }
            </div>
        </>
    }
}

/// What taking money says when it is done.
pub fn taken_words(w: &W, receipts: &[ReceiptBrief], change: Paise) -> AttrValue {
    let numbers: Vec<&str> = receipts.iter().map(|r| r.number.as_str()).collect();
    let numbers = numbers.join(", ");
    if change.is_zero() {
        w.tw("bill-taken", &[("number", Arg::Text(&numbers))])
    } else {
        let change = format!("{change:#}");
        w.tw("bill-taken-change", &[("number", Arg::Text(&numbers)), ("amount", Arg::Text(&change))])
    }
}

/// What was paid in advance and can be used now: where all that is collected is one business's, its own.
fn held_for(account: &Account, rows: &[ChargeRow], collect_old: bool) -> Paise {
    let dues = account.bills.iter().filter(|b| collect_old && b.due.0 > 0).map(|b| b.bill.business);
    let mut of = rows.iter().map(|c| c.business).chain(dues);
    let Some(business) = of.next().filter(|first| of.all(|b| b == *first)) else { return Paise::ZERO };
    account.advances.iter().filter(|a| a.business == business).map(|a| a.amount).sum()
}

fn open_bills(account: Option<&Account>) -> Vec<Id<Bill>> {
    account.map(|a| a.bills.iter().filter(|b| b.due.0 > 0).map(|b| b.bill.id).collect()).unwrap_or_default()
}

/// How GST looks at a line, in a word: `exempt`, `5 %`.
pub fn tax(w: &W, treatment: Treatment, rate: i64) -> AttrValue {
    match treatment {
        Treatment::Taxable if rate % 100 == 0 => AttrValue::from(format!("{} %", rate / 100)),
        Treatment::Taxable => AttrValue::from(format!("{}.{:02} %", rate / 100, rate % 100)),
        other => w.t(&format!("treatment-{}", other.as_str())),
    }
}

fn lines(w: &W, rows: &[ChargeRow]) -> Html {
    if rows.is_empty() {
        return html! { <p class="hint pad">{ w.t("bill-nothing") }</p> };
    }
    let head = vec![
        ("", AttrValue::from("#")),
        ("", w.t("bill-item")),
        ("", w.t("bill-hsn")),
        ("num", w.t("bill-quantity")),
        ("num", w.t("bill-price")),
        ("num", w.t("bill-gst")),
        ("num", w.t("bill-amount")),
        ("", AttrValue::default()),
    ];
    html! {
        <Table label={w.t("bill-lines")} {head} class="table--rows">
            { for rows.iter().enumerate().map(|(i, row)| html! { <Line key={row.id.to_string()} row={Rc::new(row.clone())} at={i + 1} /> }) }
        </Table>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct LineProps {
    row: Rc<ChargeRow>,
    at: usize,
}

#[component]
fn Line(props: &LineProps) -> Html {
    let w = use_words();
    let app = use_app();
    let row = &props.row;
    let act = use_act::<WithdrawCharge>(Callback::from(|_: Done| ()));
    let drop_it = {
        let (run, charge, reason) = (act.run.clone(), row.id, w.t("bill-not-wanted").to_string());
        Callback::from(move |()| run.emit(WithdrawCharge { charge, reason: reason.clone() }))
    };
    html! {
        <tr>
            <td class="hushed">{ props.at }</td>
            <td><b>{ &row.name }</b></td>
            <td class="code">{ row.hsn.clone() }</td>
            <td class="num">{ row.quantity }</td>
            <td class="num">{ plain(row.price) }</td>
            <td class="num">{ tax(&w, row.treatment, row.rate) }</td>
            <td class="num med">{ plain(row.total) }</td>
            <td>if app.may(Capability::ChargeAdd) { <IconButton icon="trash" small={true} label={w.t("bill-remove")} onclick={drop_it} /> }</td>
        </tr>
    }
}

/// A button that leaves the whole bill due.
pub fn later(w: &W, busy: bool, settle: &Callback<Option<Paying>>) -> Html {
    let onclick = settle.reform(|()| None);
    html! { <Button kind={Kind::Ghost} block={true} does="bill-later" label={w.t("bill-later")} {busy} {onclick} /> }
}
