//! Closing the day: the drawer is counted, the day's money is seen in one place, and locked.

mod day;
mod lock;
mod put;

use model::Id;
use model::capability::Capability;
use model::commands::drawer::{CloseDrawer, Closed, Drawer, DrawerPart, GetDay, GetDrawer};
use model::money::Paise;
use model::tenancy::Business;
use model::words::Arg;
use yew::prelude::*;

use super::count::{Count, Notes};
use super::names::use_names;
use crate::ask::{use_act, use_ask, use_refusals};
use crate::context::{App, use_app};
use crate::drafts::use_draft;
use crate::keys::{Key, use_keys};
use crate::kit::{Button, Choice, Failed, FaultBanner, Field, Kbd, Kind, NotPermitted, Seg, Skeleton, Toast};
use crate::page::{focus, next_on_enter, use_first_focus, use_ready};
use crate::print::{Wanted, use_print};
use crate::route::{Route, go};
use crate::time::Local;
use crate::words::{W, use_words};

const KINDS: &[&str] =
    &["bill", "bill_cancellation", "receipt", "payment", "payment_check", "drawer_entry", "drawer_close", "day_lock"];

/// How many usual reasons for a difference there are, each taken by its digit.
const REASONS: u32 = 3;

/// What was typed so far.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
struct Form {
    business: Option<Id<Business>>,
    count: Count,
    reason: String,
}

/// Count, difference, who received what, GST, numbers, the lock.
#[component]
pub fn CloseDay() -> Html {
    let w = use_words();
    let app = use_app();
    if !app.may(Capability::DrawerUse) && !app.may(Capability::DrawerAll) {
        return html! { <div class="page"><h1>{ w.t("close-title") }</h1><NotPermitted /></div> };
    }
    html! { <Page /> }
}

/// What lies over the page.
#[derive(Clone, Copy, PartialEq)]
enum Over {
    /// Cash in or out.
    Put,
    /// Locking the day.
    Lock,
    /// Opening it again.
    Unlock,
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
    let over = use_state(|| None::<Over>);
    let opens = |what: Over| {
        let over = over.clone();
        Callback::from(move |()| over.set(Some(what)))
    };
    let part = drawer.data.as_deref().and_then(|d| part_of(d, form.business));
    let locked = day.data.as_ref().is_some_and(|d| d.locked.is_some());
    // Who has counted goes on to the lock, unless a colleague's drawer is still open.
    let counted = use_state(|| false);
    let me = drawer.data.as_ref().map(|d| d.person);
    let last = day.data.as_ref().is_some_and(|d| d.uncounted.iter().all(|p| Some(*p) == me));
    let print = use_print();
    let done = {
        let (toast, w, form, discard) = (app.toast.clone(), w.clone(), form.clone(), draft.discard.clone());
        let (counted, others) = (counted.clone(), parts(drawer.data.as_deref()).len() > 1);
        let slip = print.by_itself.clone();
        Callback::from(move |closed: Closed| {
            discard.emit(());
            slip.emit(vec![Wanted::count(closed.id)]);
            form.set(Form { business: form.business, ..Form::default() });
            toast.emit(Toast::new(w.tw("close-done", &[("amount", Arg::Text(&format!("{:#}", closed.counted)))])));
            counted.set(last && !others);
        })
    };
    {
        let (over, clear) = (over.clone(), day.data.as_ref().is_some_and(|d| d.uncounted.is_empty()));
        let now = *counted && clear;
        use_effect_with(now, move |now| {
            if *now {
                counted.set(false);
                over.set(Some(Over::Lock));
            }
        });
    }
    let close = use_act::<CloseDrawer>(done);
    let refusals = use_refusals(&close.fault);
    use_ready("close", day.data.is_some() || day.fault.is_some());
    use_first_focus("#count-500", drawer.data.is_some() && !locked);
    let save = {
        let (run, form, refusals, business) =
            (close.run.clone(), form.clone(), refusals.clone(), part.map(|p| p.business));
        Callback::from(move |()| {
            if let Some(id) = form.count.wrong() {
                refusals.refuse("notes", "field-count");
                focus(&id);
                return;
            }
            let reason = Some(form.reason.trim().to_owned()).filter(|r| !r.is_empty());
            run.emit(CloseDrawer { notes: form.count.notes(), coins: form.count.coins(), reason, business });
        })
    };
    let counts = form.count.is_begun() || day.data.as_ref().is_some_and(|d| d.uncounted.iter().any(|p| Some(*p) == me));
    let finish = if counts { save.clone() } else { opens(Over::Lock) };
    let leave = Callback::from(|()| go(&Route::Billing(String::new())));
    let label = w.t(if counts { "close-key" } else { "close-lock" });
    let mut keys = Vec::new();
    if !locked {
        keys.push(Key::new("Ctrl+Enter", label.clone(), finish.clone()));
    }
    if own && !locked {
        keys.push(Key::new("Alt+W", w.t("close-why"), Callback::from(|()| focus("#reason"))));
        keys.push(Key::new("Alt+P", w.t("close-put"), opens(Over::Put)));
    }
    if let Some(last) = part.and_then(|p| p.last_close.as_ref()).filter(|_| app.may(Capability::PaperPrint)) {
        let id = last.id;
        keys.push(Key::new("Ctrl+P", w.t("close-print"), print.now.reform(move |()| Wanted::count(id))));
    }
    keys.push(Key::new("Esc", w.t("close-later"), leave));
    use_keys(keys);
    let typed = |change: fn(&mut Form, Typed), field: &'static str| {
        let (form, refusals) = (form.clone(), refusals.clone());
        Callback::from(move |what: Typed| {
            refusals.typed(field);
            let mut next = (*form).clone();
            change(&mut next, what);
            form.set(next);
        })
    };
    let set_count = typed(
        |form, what| {
            if let Typed::Count(count) = what {
                form.count = count;
            }
        },
        "notes",
    );
    let set_reason = typed(
        |form, what| {
            if let Typed::Reason(reason) = what {
                form.reason = reason;
            }
        },
        "reason",
    );
    let set_business = {
        let form = form.clone();
        Callback::from(move |id: AttrValue| form.set(Form { business: id.parse().ok(), ..Form::default() }))
    };
    let now = Local::at(app.now(), app.zone());
    let closing = {
        let over = over.clone();
        Callback::from(move |()| over.set(None))
    };
    let data = day.data.clone();
    html! {
        <div class="page page--fit">
            <div class="page-head">
                <h1>{ w.t("close-title") }</h1><span class="sub">{ now.long(&w) }</span>
                if !locked {
                    <span class="push row">
                        if own { <Button icon="cash" keys="Alt+P" does="put" label={w.t("close-put")} onclick={opens(Over::Put)} /> }
                        <Button kind={Kind::Primary} icon={if counts { "check" } else { "lock" }} keys="Ctrl+Enter" does="close" {label} busy={close.busy} onclick={finish} />
                    </span>
                }
            </div>
            if let Some(day) = &data { { day::figures(&w, day) } }
            <FaultBanner fault={close.fault.clone()} />
            <div class={classes!("cols", "cols--close", (!own).then_some("cols--all"))}>
                if own {
                    <section class="card" aria-label={w.t("close-count")} onkeydown={Callback::from(count_on_enter)}>
                        <header class="card-head"><h2>{ w.t("close-count") }</h2><span class="sub">{ person(&app) }</span></header>
                        <div class="scroll grow">
                            if let Some(options) = businesses(drawer.data.as_deref()) {
                                <div class="card-body">
                                    <Seg name="business" label={w.t("close-whose")} {options} value={part.map(|p| AttrValue::from(p.business.to_string()))} onchange={set_business} />
                                </div>
                            }
                            if !locked { <Notes count={form.count.clone()} onchange={set_count.reform(Typed::Count)} error={refusals.of(&w, "notes")} /> }
                            if let Some(part) = part {
                                <Sums part={part.clone()} form={(*form).clone()} {locked} onreason={set_reason.reform(Typed::Reason)} error={refusals.of(&w, "reason")} />
                            }
                        </div>
                    </section>
                }
                <div class="close-rest scroll">
                    { match (&data, &day.fault) {
                        (Some(day), _) => html! { <>
                            <div class="stack stack--3">{ day::tables(&w, &names, day) }</div>
                            <lock::Before day={day.clone()} names={names.clone()} lock={opens(Over::Lock)} unlock={opens(Over::Unlock)} />
                        </> },
                        (None, Some(fault)) => html! { <Failed fault={fault.clone()} again={day.again.clone()} /> },
                        (None, None) => html! { <Skeleton rows={6} /> },
                    } }
                </div>
            </div>
            { match (*over, data) {
                (Some(Over::Put), _) => html! { <put::Put business={part.map(|p| p.business)} onclose={closing} /> },
                (Some(Over::Lock), Some(day)) => html! { <lock::Lock {day} {names} onclose={closing} /> },
                (Some(Over::Unlock), Some(figures)) => {
                    figures.day.map(|day| html! { <lock::Unlock {day} onclose={closing} /> }).unwrap_or_default()
                }
                _ => html! {},
            } }
        </div>
    }
}

/// What was typed where.
enum Typed {
    Count(Count),
    Reason(String),
}

/// The parts of a drawer in which there is something to count.
fn parts(drawer: Option<&Drawer>) -> Vec<&DrawerPart> {
    let moved = |p: &&DrawerPart| {
        !(p.expected.is_zero() && p.received.is_zero() && p.opening.is_zero() && p.entries.is_empty())
    };
    drawer.map(|d| d.parts.iter().filter(moved).collect()).unwrap_or_default()
}

/// The part that is counted: the chosen one, else the first in which there is something, else the first.
fn part_of(drawer: &Drawer, chosen: Option<Id<Business>>) -> Option<&DrawerPart> {
    let parts = parts(Some(drawer));
    let chosen = parts.iter().find(|p| Some(p.business) == chosen);
    chosen.or(parts.first()).copied().or(drawer.parts.first())
}

/// The businesses to choose from, where there are several.
fn businesses(drawer: Option<&Drawer>) -> Option<Vec<Choice>> {
    let parts = parts(drawer);
    let choice = |p: &&DrawerPart| Choice::new(p.business.to_string(), p.name.clone());
    (parts.len() > 1).then(|| parts.iter().map(choice).collect())
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

#[derive(Clone, PartialEq, Properties)]
struct SumsProps {
    part: DrawerPart,
    form: Form,
    locked: bool,
    onreason: Callback<String>,
    error: Option<AttrValue>,
}

/// What should be in the drawer, what was counted, and why they differ.
#[component]
fn Sums(props: &SumsProps) -> Html {
    let w = use_words();
    let (part, form) = (&props.part, &props.form);
    let counted = form.count.total();
    let difference = counted - part.expected;
    let differs = form.count.is_begun() && !difference.is_zero();
    let way = if difference.0 < 0 { "short" } else { "over" };
    let usual: Vec<AttrValue> = (1..=REASONS).map(|n| w.t(&format!("close-{way}-{n}"))).collect();
    // A plain digit answers the question that the empty field asks.
    let onkeydown = {
        let (usual, onreason, empty) = (usual.clone(), props.onreason.clone(), form.reason.is_empty());
        Callback::from(move |event: KeyboardEvent| {
            let digit = event.key().parse::<usize>().ok().filter(|_| empty && !event.alt_key() && !event.ctrl_key());
            if let Some(reason) = digit.and_then(|d| usual.get(d.wrapping_sub(1))) {
                event.prevent_default();
                onreason.emit(reason.to_string());
            }
        })
    };
    let choose = |(n, reason): (usize, &AttrValue)| {
        let (onreason, text) = (props.onreason.clone(), reason.to_string());
        let onclick = Callback::from(move |_: MouseEvent| onreason.emit(text.clone()));
        html! { <button class="menu-item" type="button" {onclick}><Kbd keys={(n + 1).to_string()} /><span class="grow">{ reason }</span></button> }
    };
    html! {
        <div class="card-body stack stack--3">
            { expected_of(&w, part) }
            if !props.locked {
                <dl class="dl dl--sum">
                    <dt>{ w.t("close-counted") }</dt><dd class="semi">{ format!("{counted:#}") }</dd>
                    if differs {
                        <dt class="is-danger semi">{ w.t(&format!("close-{way}")) }</dt>
                        <dd class="is-danger semi" data-difference="">{ format!("{difference:#}") }</dd>
                    }
                </dl>
            }
            if differs {
                <div {onkeydown}>
                    <Field id="reason" label={w.t(&format!("close-why-{way}"))} value={form.reason.clone()} oninput={props.onreason.clone()} error={props.error.clone()} />
                    if form.reason.is_empty() { <div class="stack">{ for usual.iter().enumerate().map(choose) }</div> }
                </div>
            }
        </div>
    }
}

fn expected_of(w: &W, part: &DrawerPart) -> Html {
    let row = |key: &str, amount: Paise| html! { <><dt>{ w.t(key) }</dt><dd>{ format!("{amount:#}") }</dd></> };
    html! {
        <dl class="dl dl--sum">
            { row("close-opening", part.opening) }
            { row("close-cash-received", part.received) }
            if !part.refunded.is_zero() { { row("close-refunds", part.refunded) } }
            { for part.entries.iter().map(|e| {
                let why = w.t(&format!("drawer-{}", e.why.as_str()));
                let label = e.note.as_ref().map_or_else(|| why.to_string(), |note| format!("{why}: {note}"));
                html! { <><dt>{ label }</dt><dd>{ format!("{:#}", e.amount) }</dd></> }
            }) }
            if !part.differences.is_zero() { { row("close-differences", part.differences) } }
            <dt class="tot">{ w.t("close-should-be") }</dt><dd class="tot" data-expected="">{ format!("{:#}", part.expected) }</dd>
        </dl>
    }
}
