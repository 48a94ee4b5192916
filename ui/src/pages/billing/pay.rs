//! The payment card: how, how much, and the key that takes it.

use gloo_timers::callback::Timeout;
use model::Id;
use model::billing::{Bill, Tender};
use model::capability::Capability;
use model::commands::payments::{NewTender, UpiLink};
use model::fault::Refusal;
use model::money::Paise;
use model::words::Arg;
use yew::prelude::*;

use super::open::later;
use crate::ask::{focus_first_refused, use_ask, use_refusals};
use crate::context::use_app;
use crate::keys::{Key, use_keys};
use crate::kit::{Button, Choice, Field, Kind, NotPermitted, Pill, Seg, Size, Tone};
use crate::page::focus;
use crate::words::use_words;

/// How somebody pays.
#[derive(Clone, Debug, PartialEq)]
pub struct Paying {
    /// Each way, with its amount.
    pub tenders: Vec<NewTender>,
    /// The cash that was handed over.
    pub given: Option<Paise>,
    /// The rest is paid by a code that names the bill: it is issued first, and paid when that was seen.
    pub by_code: bool,
}

/// How somebody pays, as it is typed.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct PayForm {
    /// One of [`HOWS`]; cash where nothing was chosen.
    how: String,
    /// The cash that was handed over.
    given: String,
}

impl PayForm {
    /// By UPI.
    pub fn upi() -> Self {
        Self::default().with_how("upi")
    }

    fn how(&self) -> &'static str {
        HOWS.into_iter().find(|h| self.how == *h).unwrap_or("cash")
    }

    fn with_how(&self, how: &str) -> Self {
        // Cash is what is taken unless somebody says otherwise.
        let how = if how == "cash" { String::new() } else { how.to_owned() };
        Self { how, ..self.clone() }
    }
}

/// What is to be collected.
#[derive(Clone, PartialEq, Properties)]
pub struct PayProps {
    /// All of it.
    pub collect: Paise,
    /// Whether there is anything to settle.
    pub ok: bool,
    /// The bill that the UPI code names, once issued.
    pub bill: Option<Id<Bill>>,
    /// Whether settling issues the bill.
    #[prop_or_default]
    pub issues: bool,
    /// Under way.
    pub busy: bool,
    /// Settles it: paid so, or left due.
    pub settle: Callback<Option<Paying>>,
    /// Whether it can be left due altogether.
    pub may_leave: bool,
    /// As typed so far.
    pub form: PayForm,
    /// As it is typed on.
    pub onform: Callback<PayForm>,
}

/// `mixed` takes cash first and the rest by UPI.
const HOWS: [&str; 4] = ["cash", "upi", "card", "mixed"];

/// The amount, the ways, what was given, the button.
#[component]
pub fn Pay(props: &PayProps) -> Html {
    let w = use_words();
    let app = use_app();
    let (form, onform) = (&props.form, &props.onform);
    let (how, given) = (form.how(), form.given.clone());
    let armed = use_state(|| false);
    let refusals = use_refusals(&None);
    let by_code = matches!(how, "upi" | "mixed");
    let cash_part = Paise::parse(&given).ok();
    let on_code = match how {
        "mixed" => cash_part.map_or(props.collect, |cash| props.collect - cash.min(props.collect)),
        _ => props.collect,
    };
    let asks = (by_code || props.issues) && on_code.0 > 0 && app.may(Capability::PaymentTake);
    let upi =
        use_ask(asks.then_some(UpiLink { bill: props.bill, amount: Some(on_code), business: None }), &["business"]);

    // A code has the bill's number in it: there is none before it is issued.
    let issues_first = props.issues && upi.fault.is_none();
    let shows_next = issues_first && (how == "upi" || cash_part.is_some_and(|cash| cash < props.collect));
    let settle_by = {
        let (given, settle, refusals, collect) = (given.clone(), props.settle.clone(), refusals.clone(), props.collect);
        Callback::from(move |how: &'static str| {
            let whole = |tender| vec![NewTender { tender, amount: Some(collect), reference: None }];
            let typed = Some(given.trim()).filter(|t| !t.is_empty()).map(Paise::parse).transpose();
            let paying = match (how, typed) {
                (_, Err(e)) => {
                    refusals.refuse("given", Refusal::from(e).0);
                    focus_first_refused();
                    return;
                }
                _ if collect.is_zero() => None,
                ("upi", _) if issues_first => Some(Paying { tenders: Vec::new(), given: None, by_code: true }),
                ("mixed", Ok(Some(cash))) if cash < collect && issues_first => {
                    let cash = NewTender { tender: Tender::Cash, amount: Some(cash), reference: None };
                    Some(Paying { tenders: vec![cash], given: None, by_code: true })
                }
                ("upi", _) => Some(Paying { tenders: whole(Tender::Upi), given: None, by_code: false }),
                ("card", _) => Some(Paying { tenders: whole(Tender::Card), given: None, by_code: false }),
                ("mixed", Ok(Some(cash))) if cash < collect => Some(Paying {
                    tenders: vec![
                        NewTender { tender: Tender::Cash, amount: Some(cash), reference: None },
                        NewTender { tender: Tender::Upi, amount: Some(collect - cash), reference: None },
                    ],
                    given: None,
                    by_code: false,
                }),
                (_, Ok(given)) => {
                    let amount = given.map_or(collect, |given| given.min(collect));
                    Some(Paying {
                        tenders: vec![NewTender { tender: Tender::Cash, amount: Some(amount), reference: None }],
                        given,
                        by_code: false,
                    })
                }
            };
            settle.emit(paying);
        })
    };
    let settle = settle_by.reform(move |()| how);
    // F9 begins, so that C, U and K can be letters; F9 or Enter again takes the money.
    let press = {
        let (armed, settle) = (armed.clone(), settle.clone());
        Callback::from(move |()| {
            if *armed {
                settle.emit(());
            } else {
                armed.set(true);
                focus("#pay #given, #pay button[data-do='pay']");
            }
        })
    };
    // The letter of UPI says enough to issue the bill: what follows is to see the money.
    let choose = {
        let (form, onform, settle_by, busy) = (form.clone(), onform.clone(), settle_by.clone(), props.busy);
        Callback::from(move |name: &'static str| {
            onform.emit(form.with_how(name));
            let begun = name == "upi" || (name == "mixed" && !form.given.trim().is_empty());
            if begun && issues_first && !busy {
                settle_by.emit(name);
            }
        })
    };
    let mut keys = Vec::new();
    if props.ok && app.may(Capability::PaymentTake) {
        keys.push(Key::new("F9", w.t("pay-key"), press));
        if *armed {
            for (chord, name, label) in [
                ("C", "cash", "tender-cash"),
                ("U", "upi", "tender-upi"),
                ("K", "card", "tender-card"),
                ("M", "mixed", "pay-mixed"),
            ] {
                let choose = choose.clone();
                keys.push(Key::new(chord, w.t(label), Callback::from(move |()| choose.emit(name))));
            }
            keys.push(Key::new("Enter", w.t("pay-key"), settle.clone()).quiet());
        }
    }
    use_keys(keys);
    if !app.may(Capability::PaymentTake) {
        return html! { <section class="card"><NotPermitted /></section> };
    }
    let onchange = {
        let form = form.clone();
        onform.reform(move |name: AttrValue| form.with_how(&name))
    };
    let options = HOWS
        .iter()
        .map(|h| Choice::new(*h, w.t(&if *h == "mixed" { "pay-mixed".to_owned() } else { format!("tender-{h}") })));
    let oninput = {
        let (form, refusals) = (form.clone(), refusals.clone());
        onform.reform(move |given: String| {
            refusals.typed("given");
            PayForm { given, ..form.clone() }
        })
    };
    let onkeydown = {
        let (settle, armed, form, choose) = (settle.clone(), armed.clone(), form.clone(), choose.clone());
        // In the number field a letter is a command (C, U, K); Enter takes the money.
        Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() || event.alt_key() || event.meta_key() {
                return;
            }
            let name = match event.code().as_str() {
                "KeyC" => Some("cash"),
                // After an amount in cash, U pays the rest of it.
                "KeyU" if matches!(form.how(), "cash" | "mixed") && !form.given.trim().is_empty() => Some("mixed"),
                "KeyU" => Some("upi"),
                "KeyK" => Some("card"),
                "KeyM" => Some("mixed"),
                "Enter" | "NumpadEnter" => {
                    event.prevent_default();
                    settle.emit(());
                    None
                }
                _ => None,
            };
            if let Some(name) = name {
                event.prevent_default();
                event.stop_propagation();
                armed.set(true);
                choose.emit(name);
                // The field may come or go with the choice; without it Enter must still find the button.
                Timeout::new(30, || focus("#pay #given, #pay button[data-do='pay']")).forget();
            }
        })
    };
    let change = cash_part.filter(|given| how == "cash" && *given > props.collect).map(|given| given - props.collect);
    let left = cash_part.filter(|given| how == "cash" && *given < props.collect).map(|given| props.collect - given);
    let ok = change.map(|change| w.tw("token-change", &[("amount", Arg::Text(&format!("{change:#}")))]));
    let hint = left.map(|left| w.tw("pay-leaves", &[("amount", Arg::Text(&format!("{left:#}")))]));
    let label = match how {
        "upi" | "mixed" if shows_next => "pay-issue",
        "upi" | "mixed" => "pay-seen",
        _ => "pay-take",
    };
    html! {
        <section class="card" id="pay" aria-label={w.t("pay-title")} {onkeydown}>
            <div class="card-body stack stack--2">
                <div class="bigtot"><span class="muted">{ w.t("pay-collect") }</span><b data-collect="">{ format!("{:#}", props.collect) }</b></div>
                <Seg name="pay-how" bare={true} label={w.t("pay-how")} options={options.collect::<Vec<_>>()} value={AttrValue::from(how)} {onchange} />
                if matches!(how, "cash" | "mixed") {
                    <Field id="given" label={w.t(if how == "mixed" { "pay-cash-part" } else { "token-given" })} opt={w.t("token-exact")} prefix="₹" inputmode="decimal"
                        large={true} value={given.clone()} {oninput} {ok} {hint} error={refusals.of(&w, "given")} />
                }
                if let Some(upi) = upi.data.as_ref().filter(|_| by_code && !issues_first && upi.fresh) {
                    <div class="row row--3 row--top">
                        <div class="upiqr upiqr--s"><img alt={w.t("pay-code")} src={format!("data:image/svg+xml,{}", String::from(js_sys::encode_uri_component(&upi.qr)))} /></div>
                        <div class="stack stack--1 t-13">
                            <b>{ w.t("pay-show") }</b>
                            <span class="hushed breaks">{ w.tw("pay-to", &[("amount", Arg::Text(&on_code.to_string())), ("address", Arg::Text(&upi.address))]) }</span>
                            <span class="self-start"><Pill tone={Tone::Warn} icon="clock" label={w.t("pay-not-seen")} /></span>
                            <span class="hint">{ w.t("pay-look") }</span>
                        </div>
                    </div>
                } else if by_code && upi.fault.is_some() {
                    <p class="hint">{ w.t("pay-no-address") }</p>
                }
                <Button kind={Kind::Primary} size={Size::Large} block={true} keys="F9" does="pay" label={w.t(label)} busy={props.busy} disabled={!props.ok} onclick={settle} />
                if props.may_leave { { later(&w, props.busy, &props.settle) } }
            </div>
        </section>
    }
}
