//! The head of a card: who this is, and what must not be missed.

use std::rc::Rc;

use model::capability::Capability;
use model::commands::patients::PatientCard;
use model::commands::payments::Account;
use model::patient::AllergyStatus;
use model::words::Arg;
use yew::prelude::*;

use super::super::{said, similar::relation_of};
use super::secret::Secret;
use crate::context::use_app;
use crate::kit::{Avatar, Button, Icon, Pill, Tone};
use crate::words::use_words;

/// At most so many allergies in the head; the rest is counted.
const BARS: usize = 3;

/// The head.
#[derive(Clone, PartialEq, Properties)]
pub struct HeadProps {
    /// Whose.
    pub card: Rc<PatientCard>,
    /// What they owe, where that may be seen.
    pub account: Option<Rc<Account>>,
    /// Whether the form below is open.
    pub editing: bool,
    /// Opens the form.
    pub edit: Callback<()>,
    /// Asks about allergies.
    pub ask: Callback<()>,
}

/// Name, age, number, phone, ABHA, guardian, area, allergies.
#[component]
pub fn Head(props: &HeadProps) -> Html {
    let w = use_words();
    let app = use_app();
    let card = &props.card;
    let row = &card.row;
    let plain = |text: AttrValue| html! { <span class="cut">{ text }</span> };
    let speaks = card.speaks.map(|s| {
        let language = said::speaks(&w, s);
        w.tw("patient-head-speaks", &[("language", Arg::Text(&language))])
    });
    html! {
        <header class="phead">
            <Avatar name={row.name.clone()} size="lg" />
            <div class="phead-id">
                <h1><b class="cut" data-name="" tabindex="-1">{ &row.name }</b><span>{ said::sex_age(&w, row, said::today(&app)) }</span></h1>
                <div class="phead-line">
                    <span data-number="">{ &row.number }</span>
                    if let Some(phone) = &row.phone { <Secret id={row.id} field="phone" masked={phone.clone()} /> }
                    if let Some(abha) = &card.abha_number {
                        <span class="row row--1"><span>{ w.t("patient-head-abha") }</span><Secret id={row.id} field="abha_number" masked={abha.clone()} /></span>
                    }
                </div>
                <div class="phead-line phead-line--more">
                    if let Some(guardian) = &row.guardian { { plain(relation_of(&w, row, guardian)) } }
                    if let Some(area) = &row.area { { plain(AttrValue::from(area.clone())) } }
                    if let Some(speaks) = speaks { { plain(speaks) } }
                </div>
            </div>
            <div class="alerts">
                { allergies(props, &w, app.may(Capability::AllergyEdit)) }
                if let Some(blood) = card.blood_group { <Pill tone={Tone::Line} icon="drop" label={blood.as_str()} /> }
                if let Some(account) = props.account.as_ref().filter(|a| a.due.0 > 0) {
                    <span data-due=""><Pill tone={Tone::Info} label={w.tw("bill-due", &[("amount", Arg::Text(&format!("{:#}", account.due)))])} /></span>
                }
                if card.voided.is_some() { <Pill tone={Tone::Danger} label={w.t("patient-voided-pill")} /> }
            </div>
            if app.may(Capability::PatientEdit) && !props.editing {
                <div class="row push fix">
                    <Button icon="edit" label={w.t("patient-edit")} keys="E" onclick={props.edit.clone()} does="edit" />
                </div>
            }
        </header>
    }
}

fn allergies(props: &HeadProps, w: &crate::words::W, may_ask: bool) -> Html {
    let card = &props.card;
    match card.allergy_status {
        AllergyStatus::Listed => {
            let more = card.allergies.len().saturating_sub(BARS);
            let bar = |allergy: &model::commands::patients::AllergyRow| {
                html! {
                    <span class="allergy" key={allergy.id.to_string()} data-allergy="">
                        <Icon name="stop" size="sm" /><span class="cut">{ w.tw("allergy-bar", &[("substance", Arg::Text(&allergy.substance))]) }</span>
                        if let Some(reaction) = &allergy.reaction { {" "}<small class="cut">{ reaction }</small> }
                    </span>
                }
            };
            html! {
                <>
                    { for card.allergies.iter().take(BARS).map(bar) }
                    if more > 0 { <span class="allergy">{ w.tw("allergy-more", &[("count", Arg::Number(i64::try_from(more).unwrap_or(0)))]) }</span> }
                </>
            }
        }
        AllergyStatus::NoneKnown => {
            html! { <span class="allergy allergy--none" data-allergy="none">{ w.t("allergies-none-known") }</span> }
        }
        AllergyStatus::NotAsked => html! {
            <>
                <Pill tone={Tone::Warn} icon="warn" label={w.t("allergies-not-asked")} />
                if may_ask && !props.editing {
                    <Button size={crate::kit::Size::Small} label={w.t("allergy-ask")} keys="A" onclick={props.ask.clone()} does="ask-allergies" />
                }
            </>
        },
    }
}
