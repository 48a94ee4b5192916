//! Closing the day: the drawer is counted, and the day's money is seen in one place.

use model::billing::DrawerReason;
use model::capability::Capability;
use model::commands::drawer::{CloseDrawer, Closed, DayFigures, Drawer, DrawerPutReply, GetDay, GetDrawer, PutDrawer};
use model::money::Paise;
use model::words::Arg;
use yew::prelude::*;

use super::count::{Count, Notes};
use super::names::{Names, use_names};
use super::open::tax;
use super::plain;
use crate::ask::{use_act, use_ask, use_refusals};
use crate::context::{App, use_app};
use crate::drafts::use_draft;
use crate::keys::{Key, use_keys};
use crate::kit::{
    Button, Card, Choice, Dialog, Failed, FaultBanner, Field, Icon, Kind, NotPermitted, Seg, Skeleton, Table, Toast,
};
use crate::page::{focus, next_on_enter, use_first_focus, use_ready};
use crate::route::{Route, go};
use crate::time::Local;
use crate::words::{W, use_words};

const KINDS: &[&str] =
    &["bill", "bill_cancellation", "receipt", "payment", "payment_check", "drawer_entry", "drawer_close"];

/// What was typed so far.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
struct Form {
    count: Count,
    reason: String,
}

/// Count, difference, who received what, GST, numbers.
#[component]
pub fn CloseDay() -> Html {
    let w = use_words();
    let app = use_app();
    if !app.may(Capability::DrawerUse) && !app.may(Capability::DrawerAll) {
        return html! { <div class="page"><h1>{ w.t("close-title") }</h1><NotPermitted /></div> };
    }
    html! { <Page /> }
}

#[component]
fn Page() -> Html {
    let w = use_words();
    let app = use_app();
    let own = app.may(Capability::DrawerUse);
    let drawer = use_ask(own.then(GetDrawer::default), KINDS);
    let day = use_ask(Some(GetDay::default()), KINDS);
    let names = use_names();
    let form = use_state(Form::default);
    let restore = {
        let form = form.clone();
        Callback::from(move |kept: Form| form.set(kept))
    };
    let draft = use_draft("close".to_owned(), &*form, restore);
    let putting = use_state(|| false);
    let done = {
        let (toast, w, form, discard) = (app.toast.clone(), w.clone(), form.clone(), draft.discard.clone());
        Callback::from(move |closed: Closed| {
            discard.emit(());
            form.set(Form::default());
            toast.emit(Toast::new(w.tw("close-done", &[("amount", Arg::Text(&format!("{:#}", closed.counted)))])));
        })
    };
    let close = use_act::<CloseDrawer>(done);
    let refusals = use_refusals(&close.fault);
    use_ready("close", day.data.is_some() || day.fault.is_some());
    use_first_focus("#count-500", drawer.data.is_some());
    let save = {
        let (run, form) = (close.run.clone(), form.clone());
        Callback::from(move |()| {
            let reason = Some(form.reason.trim().to_owned()).filter(|r| !r.is_empty());
            run.emit(CloseDrawer { notes: form.count.notes(), coins: form.count.coins(), reason, business: None });
        })
    };
    let put = {
        let putting = putting.clone();
        Callback::from(move |()| putting.set(true))
    };
    let leave = Callback::from(|()| go(&Route::Billing(String::new())));
    let mut keys = vec![Key::new("Esc", w.t("close-later"), leave)];
    if own {
        keys.insert(0, Key::new("Ctrl+Enter", w.t("close-key"), save.clone()));
        keys.insert(1, Key::new("Alt+W", w.t("close-why"), Callback::from(|()| focus("#reason"))));
        keys.insert(2, Key::new("Alt+P", w.t("close-put"), put.clone()));
    }
    use_keys(keys);
    let set_count = {
        let form = form.clone();
        Callback::from(move |count: Count| form.set(Form { count, ..(*form).clone() }))
    };
    let set_reason = {
        let (form, refusals) = (form.clone(), refusals.clone());
        Callback::from(move |reason: String| {
            refusals.typed("reason");
            form.set(Form { reason, ..(*form).clone() });
        })
    };
    let counted = form.count.total();
    let expected = drawer.data.as_ref().map_or(Paise::ZERO, |d| d.expected);
    let difference = counted - expected;
    let begun = form.count.is_begun();
    let now = Local::at(app.now(), app.zone());
    let closing = {
        let putting = putting.clone();
        Callback::from(move |()| putting.set(false))
    };
    html! {
        <div class="page page--fit">
            <div class="page-head">
                <h1>{ w.t("close-title") }</h1><span class="sub">{ now.long(&w) }</span>
                if own {
                    <span class="push row">
                        <Button icon="cash" keys="Alt+P" does="put" label={w.t("close-put")} onclick={put} />
                        <Button kind={Kind::Primary} icon="check" keys="Ctrl+Enter" does="close" label={w.t("close-key")} busy={close.busy} onclick={save} />
                    </span>
                }
            </div>
            if let Some(day) = &day.data { { figures(&w, day) } }
            <FaultBanner fault={close.fault.clone()} />
            <div class="cols cols--close">
                if own {
                    <section class="card" aria-label={w.t("close-count")} onkeydown={Callback::from(count_on_enter)}>
                        <header class="card-head"><h2>{ w.t("close-count") }</h2><span class="sub">{ person(&app) }</span></header>
                        <div class="scroll grow">
                            <Notes count={form.count.clone()} onchange={set_count} />
                            <div class="card-body stack stack--3">
                                if let Some(drawer) = &drawer.data { { expected_of(&w, drawer) } }
                                <dl class="dl dl--sum">
                                    <dt>{ w.t("close-counted") }</dt><dd class="semi">{ format!("{counted:#}") }</dd>
                                    if begun && !difference.is_zero() {
                                        <dt class="is-danger semi">{ w.t(if difference.0 < 0 { "close-short" } else { "close-over" }) }</dt>
                                        <dd class="is-danger semi" data-difference="">{ format!("{difference:#}") }</dd>
                                    }
                                </dl>
                                if begun && !difference.is_zero() {
                                    <Field id="reason" label={w.t(if difference.0 < 0 { "close-why-short" } else { "close-why-over" })} value={form.reason.clone()}
                                        oninput={set_reason} error={refusals.of(&w, "reason")} />
                                }
                            </div>
                        </div>
                    </section>
                }
                <div class="stack stack--3 scroll close-rest">
                    { match (&day.data, &day.fault) {
                        (Some(day), _) => html! { <>{ people(&w, &names, day) }{ taxes(&w, day) }{ numbers(&w, day) }{ checks(&w, &names, day) }</> },
                        (None, Some(fault)) => html! { <Failed fault={fault.clone()} again={day.again.clone()} /> },
                        (None, None) => html! { <Skeleton rows={6} /> },
                    } }
                </div>
            </div>
            if *putting { <Put onclose={closing} /> }
        </div>
    }
}

/// Enter in a count goes to the next, as a till's keyboard does.
fn count_on_enter(event: KeyboardEvent) {
    if event.key() != "Enter" || event.ctrl_key() {
        return;
    }
    let Some(document) = crate::page::document() else { return };
    let all: Vec<String> =
        super::count::NOTES.iter().map(|n| format!("count-{n}")).chain(["count-0".to_owned()]).collect();
    let at = document.active_element().map(|e| e.id());
    match all.iter().position(|id| Some(id) == at.as_ref()).and_then(|i| all.get(i + 1)) {
        Some(next) => {
            event.prevent_default();
            focus(&format!("#{next}"));
        }
        None => next_on_enter(event),
    }
}

fn person(app: &App) -> String {
    app.status.session.as_ref().map(|s| s.name.clone()).unwrap_or_default()
}

fn figures(w: &W, day: &DayFigures) -> Html {
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

fn expected_of(w: &W, drawer: &Drawer) -> Html {
    let sum = |f: fn(&model::commands::drawer::DrawerPart) -> Paise| drawer.parts.iter().map(f).sum::<Paise>();
    let row = |key: &str, amount: Paise| html! { <><dt>{ w.t(key) }</dt><dd>{ format!("{amount:#}") }</dd></> };
    let entries = drawer.parts.iter().flat_map(|p| &p.entries);
    html! {
        <dl class="dl dl--sum">
            { row("close-opening", sum(|p| p.opening)) }
            { row("close-cash-received", sum(|p| p.received)) }
            if !sum(|p| p.refunded).is_zero() { { row("close-refunds", sum(|p| p.refunded)) } }
            { for entries.map(|e| {
                let why = w.t(&format!("drawer-{}", e.why.as_str()));
                let label = e.note.as_ref().map_or_else(|| why.to_string(), |note| format!("{why}: {note}"));
                html! { <><dt>{ label }</dt><dd>{ format!("{:#}", e.amount) }</dd></> }
            }) }
            if !sum(|p| p.differences).is_zero() { { row("close-differences", sum(|p| p.differences)) } }
            <dt class="tot">{ w.t("close-should-be") }</dt><dd class="tot" data-expected="">{ format!("{:#}", drawer.expected) }</dd>
        </dl>
    }
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

fn checks(w: &W, names: &Names, day: &DayFigures) -> Html {
    let old = format!("{:#}", day.old_dues);
    html! {
        <Card title={w.t("close-before")}>
            <div class="row row--top t-13"><span class="is-ok"><Icon name="check" size="sm" /></span>
                <span>{ w.tw("close-old-dues", &[("amount", Arg::Text(&old)), ("count", Arg::Number(day.old_due_patients))]) }</span></div>
            { for day.unseen.iter().map(|p| {
                let (amount, name) = (format!("{:#}", p.amount), names.of(p.taken_by));
                let slots = [("amount", Arg::Text(amount.as_str())), ("number", Arg::Text(p.number.as_str())), ("name", Arg::Text(name.as_str()))];
                html! { <div class="row row--top t-13"><span class="is-warn"><Icon name="warn" size="sm" /></span><span>{ w.tw("close-unseen", &slots) }</span></div> }
            }) }
        </Card>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct PutProps {
    onclose: Callback<()>,
}

/// Cash into the drawer or out of it, without a patient.
#[component]
fn Put(props: &PutProps) -> Html {
    let w = use_words();
    let app = use_app();
    let why = use_state(|| DrawerReason::Float);
    let amount = use_state(String::new);
    let note = use_state(String::new);
    let done = {
        let (toast, w, close) = (app.toast.clone(), w.clone(), props.onclose.clone());
        Callback::from(move |reply: DrawerPutReply| {
            toast.emit(Toast::new(w.tw("drawer-done", &[("amount", Arg::Text(&format!("{:#}", reply.expected)))])));
            close.emit(());
        })
    };
    let act = use_act::<PutDrawer>(done);
    let refusals = use_refusals(&act.fault);
    let onsubmit = {
        let (run, refusals, why, amount, note) =
            (act.run.clone(), refusals.clone(), *why, amount.clone(), note.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match Paise::parse(&amount) {
                Ok(amount) => {
                    let note = Some(note.trim().to_owned()).filter(|n| !n.is_empty());
                    run.emit(PutDrawer { why, amount, note, business: None });
                }
                Err(e) => refusals.refuse("amount", model::fault::Refusal::from(e).0),
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
        let why = why.clone();
        Callback::from(move |name: AttrValue| why.set(DrawerReason::parse(&name).unwrap_or(DrawerReason::Float)))
    };
    let options = DrawerReason::ALL.iter().map(|r| Choice::new(r.as_str(), w.t(&format!("drawer-{}", r.as_str()))));
    let foot =
        html! { <Button kind={Kind::Primary} form="put" busy={act.busy} label={w.t("drawer-save")} keys="Enter" /> };
    html! {
        <Dialog title={w.t("close-put")} onclose={props.onclose.clone()} {foot}>
            <form id="put" class="stack stack--3" {onsubmit}>
                <FaultBanner fault={act.fault.clone()} />
                <Seg name="why" label={w.t("drawer-why")} options={options.collect::<Vec<_>>()} value={AttrValue::from(why.as_str())} {onchange} />
                <Field id="amount" label={w.t("bill-amount")} prefix="₹" inputmode="decimal" value={(*amount).clone()} oninput={typed(&amount, "amount")} error={refusals.of(&w, "amount")} />
                <Field id="note" label={w.t("drawer-note")} value={(*note).clone()} oninput={typed(&note, "note")} error={refusals.of(&w, "note")} />
            </form>
        </Dialog>
    }
}
