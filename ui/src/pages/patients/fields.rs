//! The fields of a patient, the same for registering and for editing.

use std::rc::Rc;

use model::abha::{AadhaarFour, AbhaAddress, AbhaCard, AbhaNumber};
use model::age::Birth;
use model::commands::patients::PatientCard;
use model::day::Day;
use model::patient::{BloodGroup, Relation, Sex, Speaks};
use model::phone::Phone;
use model::pin::Pin;
use yew::prelude::*;

use super::form::{Form, Sheet};
use super::said;
use crate::ask::Refusals;
use crate::context::use_app;
use crate::kit::{Field, IconButton, Seg, Select};
use crate::words::use_words;

/// Checks one field by the rule that the dispatcher keeps; an empty one is not looked at.
pub fn check(refusals: &Refusals, field: &str, text: &str, today: Day) {
    match field {
        "phone" => refusals.check(field, text, Phone::parse),
        "age" => refusals.check(field, text, |text| Birth::parse(text, today)),
        "pin_code" => refusals.check(field, text, Pin::parse),
        "abha_number" => refusals.check(field, text, AbhaNumber::parse),
        "abha_address" => refusals.check(field, text, AbhaAddress::parse),
        "aadhaar_last4" => refusals.check(field, text, AadhaarFour::parse),
        _ => {}
    }
}

/// Looks the whole form over before it is sent; says whether nothing is refused.
pub fn check_all(refusals: &Refusals, form: &Form, today: Day) -> bool {
    refusals.gone("");
    for field in super::form::TEXTS {
        check(refusals, field, form.text(field), today);
    }
    let mut missing =
        vec![("name", form.name.trim().is_empty()), ("age", form.age.trim().is_empty()), ("sex", form.sex.is_none())];
    missing.retain(|(_, missing)| *missing);
    for (field, _) in missing {
        refusals.refuse(field, "field-missing");
    }
    for (i, line) in form.allergies.iter().enumerate() {
        if !line.is_empty() && line.substance.trim().is_empty() {
            refusals.refuse(&format!("allergies.{i}.substance"), "field-missing");
        }
    }
    refusals.is_clear()
}

/// The fields.
#[derive(Clone, PartialEq, Properties)]
pub struct FieldsProps {
    /// The form.
    pub sheet: Sheet,
    /// What is refused.
    pub refusals: Refusals,
    /// The card that is edited, for what it shows masked.
    #[prop_or_default]
    pub card: Option<Rc<PatientCard>>,
    /// What takes an ABHA card whose code was read into the field of its number.
    #[prop_or_default]
    pub take_abha: Option<Callback<AbhaCard>>,
}

/// Who, how old, whose, where, and the numbers; each is checked as it is left.
#[component]
pub fn Fields(props: &FieldsProps) -> Html {
    let w = use_words();
    let app = use_app();
    let today = said::today(&app);
    let FieldsProps { sheet, refusals, card, take_abha } = props;
    let form = sheet.form();
    let text = |field: &'static str| AttrValue::from(form.text(field).to_owned());
    let error = |field: &str| refusals.of(&w, field);
    let mark = |field: &str| form.from_abha.iter().any(|f| f == field).then(|| w.t("abha-from"));
    let typed = |field: &'static str| {
        let (sheet, refusals, take_abha) = (sheet.clone(), refusals.clone(), take_abha.clone());
        Callback::from(move |text: String| {
            refusals.typed(field);
            let take = take_abha.as_ref().filter(|_| field == "abha_number");
            if let Some((take, card)) = take.zip(AbhaCard::read(&text)) {
                take.emit(card);
                return;
            }
            sheet.change(|form| {
                form.from_abha.retain(|f| f != field);
                form.set_text(field, text);
            });
        })
    };
    let left = |field: &'static str| {
        let refusals = refusals.clone();
        Callback::from(move |text: String| check(&refusals, field, &text, today))
    };
    let chosen = |field: &'static str, set: fn(&mut Form, &str)| {
        let (sheet, refusals) = (sheet.clone(), refusals.clone());
        Callback::from(move |name: AttrValue| {
            refusals.typed(field);
            sheet.change(|form| {
                form.from_abha.retain(|f| f != field);
                set(form, &name);
            });
        })
    };
    let set_sex = chosen("sex", |form, name| form.sex = Sex::parse(name));
    let by_letter = {
        let set_sex = set_sex.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() || event.alt_key() || event.meta_key() {
                return;
            }
            let sex = match event.code().as_str() {
                "KeyF" => Sex::Female,
                "KeyM" => Sex::Male,
                "KeyO" => Sex::Other,
                _ => return,
            };
            event.prevent_default();
            set_sex.emit(AttrValue::from(sex.as_str()));
            // The arrows go on from what was chosen.
            crate::page::focus(&format!("#sex input[value='{}']", sex.as_str()));
        })
    };
    let birth = form.birth(today);
    let minor = form.is_minor(today) && form.guardian.trim().is_empty();
    let relation = html! {
        <Select name="relation" class="fix w-rel" bare={true} label={w.t("patient-relation")} options={said::relations(&w)}
            value={form.relation.map(|r| AttrValue::from(r.as_str()))} blank={w.t("register-relation")} error={error("relation")}
            onchange={chosen("relation", |form, name| form.relation = Relation::parse(name))} />
    };
    let identifier = |field: &'static str, masked: Option<String>, numeric: bool| {
        let kept = form.keeps(field);
        let value = if kept { masked.clone().map_or_else(AttrValue::default, AttrValue::from) } else { text(field) };
        let opens = {
            let sheet = sheet.clone();
            Callback::from(move |()| {
                sheet.change(|form| form.kept.retain(|f| f != field));
                crate::page::focus(&format!("#{field}"));
            })
        };
        let end = kept.then(|| {
            let label = said::label(&w, field);
            let label = w.tw("patient-change-masked", &[("field", model::words::Arg::Text(label.as_str()))]);
            html! { <IconButton icon="edit" small={true} {label} onclick={opens} does={change_of(field)} /> }
        });
        let prefix = (field == "phone").then(|| AttrValue::from("+91")).filter(|_| !kept);
        let hint = (masked.is_some() && !kept).then(|| w.t("patient-empty-removes"));
        html! {
            <Field id={field} class="f3" label={said::label(&w, field)} {value} readonly={kept} {end} {prefix} {hint}
                kind={if field == "phone" { "tel" } else { "text" }} inputmode={numeric.then(|| AttrValue::from("numeric"))} code={field != "phone"}
                oninput={typed(field)} onleave={left(field)} error={error(field)} mark={mark(field)} />
        }
    };
    let of_card = |get: fn(&PatientCard) -> &Option<String>| card.as_ref().and_then(|c| get(c).clone());
    html! {
        <div class="gridf gridf--patient">
            { identifier("phone", of_card(|c| &c.row.phone), true) }
            <Field id="name" class="f5" label={w.t("patient-name")} mark={mark("name")} value={text("name")} oninput={typed("name")} error={error("name")} />
            <div class="f4" onkeydown={by_letter}>
                <Seg name="sex" label={w.t("patient-sex")} mark={mark("sex")} options={said::sexes(&w)} onchange={set_sex} error={error("sex")}
                    value={form.sex.map(|s| AttrValue::from(s.as_str()))} />
            </div>
            <Field id="age" class="f3" label={w.t("patient-age")} mark={mark("age")} value={text("age")} hint={w.t("register-age-hint")}
                echo={birth.map(|b| said::age(&w, b, today)).unwrap_or_default()} echo_more={birth.map(|b| said::born(&w, b))}
                oninput={typed("age")} onleave={left("age")} error={error("age")} />
            <Select name="speaks" class="f3" label={w.t("patient-speaks")} options={said::languages(&w)} error={error("speaks")}
                value={form.speaks.map(|s| AttrValue::from(s.as_str()))} blank={w.t("register-not-asked")}
                onchange={chosen("speaks", |form, name| form.speaks = Speaks::parse(name))} />
            <Field id="guardian" class="f6" label={w.t("patient-guardian")} opt={w.t("register-guardian-opt")} start={relation}
                value={text("guardian")} hint={minor.then(|| w.t("register-guardian-minor"))} oninput={typed("guardian")} error={error("guardian")} />
            <Field id="address" class="f6" label={w.t("patient-address")} mark={mark("address")} value={text("address")} oninput={typed("address")} error={error("address")} />
            <Field id="area" class="f3" label={w.t("patient-area")} value={text("area")} oninput={typed("area")} error={error("area")} />
            <Field id="pin_code" class="f3" label={w.t("patient-pin-code")} mark={mark("pin_code")} inputmode="numeric" value={text("pin_code")}
                oninput={typed("pin_code")} onleave={left("pin_code")} error={error("pin_code")} />
            { identifier("abha_number", of_card(|c| &c.abha_number), true) }
            { identifier("abha_address", of_card(|c| &c.abha_address), false) }
            { identifier("aadhaar_last4", of_card(|c| &c.aadhaar_last4), true) }
            <Select name="blood_group" class="f3" label={w.t("patient-blood-group")} options={said::blood_groups()} error={error("blood_group")}
                value={form.blood_group.map(|b| AttrValue::from(b.as_str()))} blank={w.t("register-not-known")}
                onchange={chosen("blood_group", |form, name| form.blood_group = BloodGroup::parse(name))} />
        </div>
    }
}

fn change_of(field: &str) -> &'static str {
    match field {
        "phone" => "change-phone",
        "abha_number" => "change-abha_number",
        "abha_address" => "change-abha_address",
        _ => "change-aadhaar_last4",
    }
}
