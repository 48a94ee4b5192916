//! The token that a registration ends in: doctor, kind of visit, reason, and how the fee is paid.

use std::rc::Rc;

use model::Id;
use model::billing::Tender;
use model::capability::Capability;
use model::commands::charges::{AskFee, Fee};
use model::commands::checkin::CheckIn;
use model::commands::payments::NewTender;
use model::commands::queue::{Arrive, Board, ListQueue};
use model::money::Paise;
use model::patient::{Patient, VisitKind};
use model::tenancy::User;
use model::words::Arg;
use serde::{Deserialize, Serialize};
use yew::prelude::*;

use super::form::Sheet;
use crate::ask::{Refusals, use_ask};
use crate::context::use_app;
use crate::kit::{Choice, Field, Seg, Select};
use crate::words::{W, use_words};

/// From so many doctors on a list is easier than choices side by side.
const MANY: usize = 4;

/// A token as asked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TokenForm {
    /// The doctor's id; none takes the first who is in.
    pub doctor: Option<String>,
    /// Why; none takes what fits the patient.
    pub kind: Option<VisitKind>,
    /// In the patient's words.
    pub reason: String,
    /// How the fee is paid.
    pub pays: Pays,
    /// The cash that was handed over, rupees as typed.
    pub given: String,
    /// Why they go ahead of others.
    pub ahead: String,
}

/// How a fee is paid at the desk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pays {
    /// Into the drawer.
    #[default]
    Cash,
    /// Seen on the payer's phone.
    Upi,
    /// By the card machine.
    Card,
    /// It stays due.
    Later,
}

impl Pays {
    const ALL: [(Pays, &'static str); 4] =
        [(Pays::Cash, "cash"), (Pays::Upi, "upi"), (Pays::Card, "card"), (Pays::Later, "later")];

    fn tender(self) -> Option<Tender> {
        match self {
            Pays::Cash => Some(Tender::Cash),
            Pays::Upi => Some(Tender::Upi),
            Pays::Card => Some(Tender::Card),
            Pays::Later => None,
        }
    }
}

/// What the section shows, and the command that it comes to.
#[derive(Clone)]
pub struct Asked {
    board: Option<Rc<Board>>,
    fee: Option<Rc<Fee>>,
    doctor: Option<Id<User>>,
    kind: VisitKind,
}

/// What a token for this patient, or for one who is being registered, would be and cost.
#[hook]
pub fn use_token(form: &TokenForm, patient: Option<Id<Patient>>) -> Asked {
    let app = use_app();
    let may = app.may(Capability::QueueManage);
    let board =
        use_ask(may.then_some(ListQueue { day: None }), &["visit", "practice", "hours", "closure", "delay"]).data;
    let lanes = board.as_ref().map_or(&[][..], |b| b.lanes.as_slice());
    let chosen = form.doctor.as_ref().and_then(|id| id.parse().ok());
    let shortest = || lanes.iter().filter(|l| l.open).min_by_key(|l| l.waiting.len()).or(lanes.first());
    let doctor = chosen.or_else(|| shortest().map(|l| l.doctor));
    let kind = form.kind.unwrap_or(if patient.is_some() { VisitKind::FollowUp } else { VisitKind::New });
    let fee = use_ask(doctor.map(|doctor| AskFee { patient, doctor, kind }), &["service", "bill", "payment", "charge"]);
    Asked { board, fee: fee.data, doctor, kind }
}

impl Asked {
    /// Whether there is a doctor to give a token for.
    pub fn is_possible(&self) -> bool {
        self.doctor.is_some()
    }

    /// What is to be paid for this visit.
    fn price(&self) -> Paise {
        self.fee.as_ref().map_or(Paise::ZERO, |f| f.price)
    }

    /// The command; refuses cash that is no amount or too little, beside its field.
    pub fn check_in(&self, form: &TokenForm, patient: Id<Patient>, refusals: &Refusals) -> Option<CheckIn> {
        let filled = |text: &str| Some(text.trim().to_owned()).filter(|t| !t.is_empty());
        let arrive = Arrive {
            patient: Some(patient),
            doctor: self.doctor,
            kind: Some(self.kind),
            reason: filled(&form.reason),
            ahead: filled(&form.ahead),
            ..Arrive::default()
        };
        let price = self.price();
        if price.is_zero() {
            return Some(CheckIn { arrive, ..CheckIn::default() });
        }
        let Some(tender) = form.pays.tender() else {
            return Some(CheckIn { arrive, later: true, ..CheckIn::default() });
        };
        let given = match filled(&form.given).filter(|_| tender == Tender::Cash).map(|text| Paise::parse(&text)) {
            Some(Ok(given)) => Some(given),
            Some(Err(e)) => {
                refusals.refuse("given", model::fault::Refusal::from(e).0);
                return None;
            }
            None => None,
        };
        // All of it is left to the program: the fee may be another by now than the one shown.
        let amount = given.filter(|given| *given < price);
        let tenders = vec![NewTender { tender, amount, reference: None }];
        Some(CheckIn { arrive, tenders, given, ..CheckIn::default() })
    }

    /// What the foot of the form says of the token.
    pub fn foot(&self, w: &W) -> AttrValue {
        let lane = self.board.as_ref().and_then(|b| b.lanes.iter().find(|l| Some(l.doctor) == self.doctor));
        match (lane, &self.board) {
            (Some(lane), Some(board)) => {
                let minutes = (lane.expected_at - board.now).max(0) / 60_000;
                let slots = [("name", Arg::Text(lane.name.as_str())), ("count", Arg::Number(minutes))];
                w.tw("token-foot", &slots)
            }
            _ => w.t("register-foot"),
        }
    }
}

/// The section.
#[derive(Clone, PartialEq, Properties)]
pub struct TokenProps {
    /// The form that it is part of.
    pub sheet: Sheet,
    /// What is wrong with it.
    pub refusals: Refusals,
    /// What it asks and shows.
    pub asked: Asked,
}

impl PartialEq for Asked {
    // Drawn again with the form that holds it.
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// Doctor, visit, reason, fee, and whether it goes ahead.
#[component]
pub fn TokenFields(props: &TokenProps) -> Html {
    let w = use_words();
    let TokenProps { sheet, refusals, asked } = props;
    let form = sheet.form().token.clone();
    let Some(board) = &asked.board else { return html! {} };
    if board.lanes.is_empty() {
        return html! { <p class="hint">{ w.t("token-no-doctors") }</p> };
    }
    let set = |set: fn(&mut TokenForm, &str)| {
        let sheet = sheet.clone();
        Callback::from(move |value: AttrValue| sheet.change(|form| set(&mut form.token, &value)))
    };
    let typed = |field: &'static str, set: fn(&mut TokenForm, String)| {
        let (sheet, refusals) = (sheet.clone(), refusals.clone());
        Callback::from(move |text: String| {
            refusals.typed(field);
            sheet.change(|form| set(&mut form.token, text));
        })
    };
    let doctors =
        board.lanes.iter().map(|l| Choice::new(l.doctor.to_string(), format!("{} · {}", l.name, l.waiting.len())));
    let doctors: Vec<Choice> = doctors.collect();
    let doctor = asked.doctor.map(|d| AttrValue::from(d.to_string()));
    let set_doctor = set(|token, id| token.doctor = Some(id.to_owned()));
    let kinds = VisitKind::ALL.iter().map(|k| Choice::new(k.as_str(), w.t(&format!("visit-{}", k.as_str()))));
    let pays = Pays::ALL.iter().map(|(_, name)| Choice::new(*name, w.t(&format!("token-pays-{name}"))));
    let paying = Pays::ALL.iter().find(|(pays, _)| *pays == form.pays).map(|(_, name)| AttrValue::from(*name));
    let set_pays = set(|token, name| {
        token.pays = Pays::ALL.iter().find(|(_, n)| *n == name).map_or(Pays::default(), |(pays, _)| *pays);
    });
    let price = asked.price();
    let free = asked.fee.as_ref().and_then(|f| f.free.as_ref());
    let due = asked.fee.as_ref().map_or(Paise::ZERO, |f| f.due);
    let change = Paise::parse(&form.given).ok().filter(|given| *given > price).map(|given| given - price);
    let ok = change.map(|change| w.tw("token-change", &[("amount", Arg::Text(&format!("{change:#}")))]));
    let fee = html! {
        if let Some(free) = free {
            <div class="field f8"><span class="label">{ w.t("token-fee") }</span>
                <p class="okline">{ w.tw("token-free", &[("day", Arg::Number(free.clinic_day)), ("days", Arg::Number(free.free_days)),
                    ("date", Arg::Text(&free.day.to_string()))]) }</p></div>
        } else if price.is_zero() {
            <div class="field f8"><span class="label">{ w.t("token-fee") }</span><p class="hint">{ w.t("token-no-fee") }</p></div>
        } else {
            <Seg name="pays" class="f5" label={w.tw("token-fee-of", &[("amount", Arg::Text(&format!("{price:#}")))])} options={pays.collect::<Vec<_>>()}
                value={paying} onchange={set_pays} />
            if form.pays == Pays::Cash {
                <Field id="given" class="f3" label={w.t("token-given")} opt={w.t("token-exact")} value={form.given.clone()} prefix="₹" inputmode="decimal"
                    oninput={typed("given", |token, text| token.given = text)} error={refusals.of(&w, "given")} {ok} />
            }
        }
    };
    html! {
        <>
            <h3>{ w.t("token-title") }</h3>
            <div class="gridf">
                if doctors.len() > MANY {
                    <Select name="doctor" class="f6" label={w.t("token-doctor")} options={doctors} value={doctor} onchange={set_doctor} />
                } else {
                    <Seg name="doctor" class="f6" label={w.t("token-doctor")} options={doctors} value={doctor} onchange={set_doctor} />
                }
                <Seg name="kind" class="f6" label={w.t("token-visit")} options={kinds.collect::<Vec<_>>()} value={AttrValue::from(asked.kind.as_str())}
                    onchange={set(|token, name| token.kind = VisitKind::parse(name))} />
                <Field id="reason" class="f8" label={w.t("token-reason")} value={form.reason.clone()} error={refusals.of(&w, "reason")}
                    oninput={typed("reason", |token, text| token.reason = text)} />
                <Field id="ahead" class="f4" label={w.t("token-ahead")} opt={w.t("token-ahead-opt")} value={form.ahead.clone()} error={refusals.of(&w, "ahead")}
                    oninput={typed("ahead", |token, text| token.ahead = text)} />
                { fee }
                if !due.is_zero() {
                    <p class="f12 t-13"><span class="pill pill--warn">{ w.tw("token-old-due", &[("amount", Arg::Text(&format!("{due:#}")))]) }</span></p>
                }
            </div>
        </>
    }
}
