//! Allergies and the agreement, as a registration asks for them.

use model::patient::Purpose;
use yew::prelude::*;

use super::form::{AllergyLine, Sheet};
use crate::ask::Refusals;
use crate::kit::{Button, Check, Field, IconButton, Kbd, Size};
use crate::words::use_words;

/// A part of the form.
#[derive(Clone, PartialEq, Properties)]
pub struct PartProps {
    /// The form.
    pub sheet: Sheet,
    /// What is refused.
    pub refusals: Refusals,
}

/// Substance and reaction, a line each; or none known; or, with neither, not asked.
#[component]
pub fn Allergies(props: &PartProps) -> Html {
    let w = use_words();
    let PartProps { sheet, refusals } = props;
    let form = sheet.form();
    let add = {
        let sheet = sheet.clone();
        Callback::from(move |()| {
            let at = sheet.form().allergies.len();
            sheet.change(|form| {
                form.allergies.push(AllergyLine::default());
                form.no_known_allergy = false;
            });
            gloo_timers::callback::Timeout::new(0, move || {
                crate::page::focus(&format!("[id='allergies.{at}.substance']"))
            })
            .forget();
        })
    };
    let none = {
        let sheet = sheet.clone();
        Callback::from(move |ticked: bool| sheet.change(|form| form.no_known_allergy = ticked))
    };
    let line = |(i, line): (usize, &AllergyLine)| {
        let field = |name: &str| format!("allergies.{i}.{name}");
        let typed = |name: &'static str| {
            let (sheet, refusals, path) = (sheet.clone(), refusals.clone(), field(name));
            Callback::from(move |text: String| {
                refusals.typed(&path);
                sheet.change(|form| {
                    if let Some(line) = form.allergies.get_mut(i) {
                        *(if name == "substance" { &mut line.substance } else { &mut line.reaction }) = text;
                    }
                });
            })
        };
        let take_away = {
            let (sheet, refusals) = (sheet.clone(), refusals.clone());
            Callback::from(move |()| {
                refusals.typed(&format!("allergies.{i}.substance"));
                sheet.change(|form| {
                    if i < form.allergies.len() {
                        form.allergies.remove(i);
                    }
                });
                crate::page::focus("[data-do='add-allergy']");
            })
        };
        html! {
            <div class="gridf" key={i}>
                <Field id={field("substance")} class="f5" label={w.t("allergy-substance")} value={line.substance.clone()}
                    oninput={typed("substance")} error={refusals.of(&w, &field("substance"))} />
                <Field id={field("reaction")} class="f6" label={w.t("allergy-reaction")} value={line.reaction.clone()}
                    oninput={typed("reaction")} error={refusals.of(&w, &field("reaction"))} />
                <span class="allergy-drop"><IconButton icon="x" label={w.t("allergy-remove-line")} onclick={take_away} does="drop-allergy" /></span>
            </div>
        }
    };
    html! {
        <fieldset class="stack" aria-describedby="allergies-hint">
            <legend class="sr">{ w.t("patient-allergies") }</legend>
            <div class="row row--wrap row--3">
                <h2>{ w.t("patient-allergies") }</h2>
                if form.allergies.is_empty() {
                    <Check id="no_known_allergy" label={w.t("allergies-none-known")} checked={form.no_known_allergy} onchange={none} />
                }
                <Button size={Size::Small} icon="plus" label={w.t("allergy-add-line")} onclick={add} does="add-allergy" />
                if form.allergies.is_empty() && !form.no_known_allergy {
                    <span class="hint" id="allergies-hint">{ w.t("register-allergies-hint") }</span>
                }
            </div>
            { for form.allergies.iter().enumerate().map(line) }
        </fieldset>
    }
}

/// Ticks what is usually asked for, or unticks it: records and reminders, and the link to an ABHA if there is one.
pub fn agree(sheet: &Sheet) {
    sheet.change(|form| {
        if form.consents.is_empty() {
            let has_abha = !(form.abha_number.trim().is_empty() && form.abha_address.trim().is_empty());
            form.consents = Purpose::ALL.iter().copied().filter(|p| *p != Purpose::AbhaLink || has_abha).collect();
        } else {
            form.consents.clear();
        }
    });
}

/// What the patient agrees to; nothing here is required.
#[component]
pub fn Agreement(props: &PartProps) -> Html {
    let w = use_words();
    let sheet = &props.sheet;
    let form = sheet.form();
    let check = |purpose: &Purpose| {
        let (sheet, purpose) = (sheet.clone(), *purpose);
        let onchange = Callback::from(move |ticked: bool| {
            sheet.change(|form| {
                form.consents.retain(|p| *p != purpose);
                if ticked {
                    form.consents.push(purpose);
                }
            });
        });
        html! {
            <Check id={format!("consent-{}", purpose.as_str())} checked={form.consents.contains(&purpose)} {onchange}
                label={w.t(&format!("consent-{}", purpose.as_str().replace('_', "-")))} />
        }
    };
    html! {
        <fieldset class="stack stack--1">
            <legend class="sr">{ w.t("patient-agreement") }</legend>
            <div class="row row--wrap">
                <h2>{ w.t("patient-agreement") }</h2>
                <span class="hushed t-13">{ w.t("register-agreement-hint") }{" "}<Kbd keys="Alt+G" /></span>
            </div>
            <div class="grid3">{ for Purpose::ALL.iter().map(check) }</div>
        </fieldset>
    }
}
