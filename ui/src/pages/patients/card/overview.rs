//! What is known of a patient, on one page.

use std::rc::Rc;

use model::capability::Capability;
use model::commands::history::{History, HistoryEntry};
use model::commands::patients::{AllergyRow, PatientCard};
use model::commands::payments::Account;
use model::patient::AllergyStatus;
use model::words::Arg;
use yew::prelude::*;

use super::super::{said, similar::relation_of};
use super::agreement::AgreementCard;
use super::bills::BillsCard;
use super::secret::Secret;
use crate::context::{App, use_app};
use crate::kit::{Button, Card, Icon, LinkButton, Size};
use crate::time;
use crate::words::{W, use_words};

/// The overview.
#[derive(Clone, PartialEq, Properties)]
pub struct OverviewProps {
    /// Whose.
    pub card: Rc<PatientCard>,
    /// What they owe, where that may be seen.
    pub account: Option<Rc<Account>>,
    /// Its history, once it was asked for.
    pub history: Option<Rc<History>>,
    /// Whether each field says who set it.
    pub who: bool,
    /// Shows or hides who set each field; none where that may not be seen.
    pub show_who: Option<Callback<()>>,
    /// Asks about allergies.
    pub ask: Callback<()>,
    /// Takes one off.
    pub withdraw: Callback<AllergyRow>,
    /// Something was noted.
    pub noted: Callback<()>,
}

/// Details, allergies, agreement.
#[component]
pub fn Overview(props: &OverviewProps) -> Html {
    let w = use_words();
    let app = use_app();
    let actions = props.show_who.clone().map(|show| {
        html! { <Button size={Size::Small} icon="history" label={w.t(if props.who { "patient-hide-who" } else { "patient-show-who" })} keys="W" onclick={show} does="who" /> }
    });
    html! {
        <div class="cols cols--patient">
            <Card title={w.t("patient-details")} {actions}>
                <Details card={props.card.clone()} history={props.history.clone()} who={props.who} />
            </Card>
            <div class="stack stack--3">
                <AllergyCard ..props.clone() />
                if app.may(Capability::BillView) { <BillsCard patient={props.card.row.id} account={props.account.clone()} /> }
                <AgreementCard card={props.card.clone()} noted={props.noted.clone()} />
            </div>
        </div>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct DetailsProps {
    card: Rc<PatientCard>,
    history: Option<Rc<History>>,
    who: bool,
}

#[component]
fn Details(props: &DetailsProps) -> Html {
    let w = use_words();
    let app = use_app();
    let card = &props.card;
    let row = &card.row;
    let id = row.id;
    let secret = |field: &'static str, masked: &Option<String>| {
        masked.clone().map(|masked| html! { <Secret {id} {field} {masked} /> })
    };
    let text = |text: &Option<String>| text.clone().map(|text| html! { { text } });
    let today = said::today(&app);
    let guardian = row.guardian.as_ref().map(|g| html! { { relation_of(&w, row, g) } });
    let left = [
        ("number", Some(html! { { &row.number } })),
        ("name", Some(html! { { &row.name } })),
        ("sex", Some(html! { { w.t(&format!("sex-{}", row.sex.as_str())) } })),
        ("birth", Some(html! { { said::birth(&w, row.birth, today) } })),
        ("guardian", guardian),
        ("phone", secret("phone", &row.phone)),
        ("address", text(&card.address)),
        ("area", text(&row.area)),
        ("pin_code", text(&card.pin_code)),
    ];
    let right = [
        ("abha_number", secret("abha_number", &card.abha_number)),
        ("abha_address", secret("abha_address", &card.abha_address)),
        ("aadhaar_last4", secret("aadhaar_last4", &card.aadhaar_last4)),
        ("blood_group", card.blood_group.map(|b| html! { { b.as_str() } })),
        ("speaks", card.speaks.map(|s| html! { { said::speaks(&w, s) } })),
        ("registered_at", Some(html! { { said::date(&w, &app, card.registered_at) } })),
        ("voided", text(&card.voided)),
    ];
    let entry = |(field, value): (&'static str, Option<Html>)| {
        let set = props.history.as_ref().and_then(|h| set_by(&w, &app, h, field));
        let hint = set.clone().filter(|_| props.who);
        if field == "voided" && value.is_none() {
            return html! {};
        }
        html! {
            <>
                <dt title={set}>{ said::label(&w, field) }</dt>
                <dd data-value={field}>
                    { value.unwrap_or_else(|| html! { <span class="hushed">{ w.t("patient-not-noted") }</span> }) }
                    if let Some(hint) = hint { <span class="hint who">{ hint }</span> }
                </dd>
            </>
        }
    };
    html! {
        <div class="grid2 grid2--details">
            <dl class="dl dl--roomy">{ for left.into_iter().map(entry) }</dl>
            <dl class="dl dl--roomy">{ for right.into_iter().map(entry) }</dl>
        </div>
    }
}

/// `Asha Pawar, 23/11/2026, 11:40`: who set the present value.
fn set_by(w: &W, app: &App, history: &History, field: &str) -> Option<AttrValue> {
    let of_field = |entry: &&HistoryEntry| entry.record == "patient" && entry.field == field && entry.present;
    let entry = history.entries.iter().find(of_field)?;
    let when = time::when(entry.at, app.now(), app.zone());
    Some(w.tw("patient-set-by", &[("who", Arg::Text(&entry.by)), ("when", Arg::Text(&when))]))
}

#[component]
fn AllergyCard(props: &OverviewProps) -> Html {
    let w = use_words();
    let app = use_app();
    let may = app.may(Capability::AllergyEdit);
    let line = |allergy: &AllergyRow| {
        let date = said::date(&w, &app, allergy.noted_at);
        let onclick = {
            let (withdraw, allergy) = (props.withdraw.clone(), allergy.clone());
            Callback::from(move |()| withdraw.emit(allergy.clone()))
        };
        html! {
            <li class="row row--3 plainrow" key={allergy.id.to_string()} data-allergy-row="">
                <span class="is-danger"><Icon name="stop" /></span>
                <span class="grow">
                    <b>{ &allergy.substance }</b>
                    if let Some(reaction) = &allergy.reaction { {" "}<span class="muted">{ reaction }</span> }
                    <br /><span class="hushed t-12">{ w.tw("allergy-noted", &[("date", Arg::Text(&date))]) }</span>
                </span>
                if may { <span class="t-13 nowrap"><LinkButton label={w.t("allergy-take-off")} {onclick} does="withdraw" /></span> }
            </li>
        }
    };
    let status = props.card.allergy_status;
    let label = w.t(if status == AllergyStatus::NotAsked { "allergy-ask" } else { "allergy-add-line" });
    let actions = may.then(|| html! { <Button size={Size::Small} icon="plus" {label} keys="A" onclick={props.ask.clone()} does="add-allergy" /> });
    html! {
        <Card title={w.t("patient-allergies")} {actions} body={false}>
            { match status {
                AllergyStatus::Listed => html! { <ul>{ for props.card.allergies.iter().map(line) }</ul> },
                AllergyStatus::NoneKnown => html! { <p class="card-body t-13">{ w.t("allergies-none-known-text") }</p> },
                AllergyStatus::NotAsked => html! { <p class="card-body t-13 is-warn">{ w.t("allergies-not-asked-text") }</p> },
            } }
        </Card>
    }
}
