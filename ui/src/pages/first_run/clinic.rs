//! The first step: the clinic and its businesses.

use model::gstin::Gstin;
use model::licence::DrugLicences;
use model::pin::Pin;
use model::tenancy::{BusinessKind, Runs};
use yew::prelude::*;

use super::StepProps;
use super::business::BusinessCard;
use super::form::{Business, Form};
use crate::ask::Refusals;
use crate::kit::{Button, Card, Choice, FaultBanner, Field, Icon, Seg, Size};
use crate::pages::practice::use_practice;
use crate::words::use_words;

/// Looks over the step by the rules of `model`; what is wrong is noted at its field.
pub fn check(form: &Form, refusals: &Refusals) -> bool {
    refusals.gone("");
    let missing = |field: &str, text: &str| {
        if text.trim().is_empty() {
            refusals.refuse(field, "field-missing");
        }
    };
    missing("name", &form.name);
    for (i, business) in form.businesses.iter().enumerate() {
        let at = |field: &str| format!("businesses.{i}.{field}");
        if i > 0 {
            missing(&at("legal_name"), &business.legal_name);
        }
        missing(&at("address"), &business.address);
        missing(&at("phone"), &business.phone);
        refusals.check(&at("pin_code"), &business.pin_code, Pin::parse);
        if business.is_registered() {
            missing(&at("gstin"), &business.gstin);
            refusals.check(&at("gstin"), &business.gstin, Gstin::parse);
        }
        if form.sells(i) {
            refusals.check(&at("drug_licences"), &business.drug_licences, DrugLicences::parse);
        }
    }
    !(refusals.any_in("name") || refusals.any_in("businesses"))
}

/// The clinic and its businesses.
#[component]
pub fn ClinicStep(props: &StepProps) -> Html {
    let w = use_words();
    let (open_practice, refused) = use_practice();
    let StepProps { form, onform, refusals } = props;
    let runs: Vec<Choice> =
        Runs::ALL.iter().map(|r| Choice::new(r.as_str(), w.t(&format!("runs-{}", r.as_str())))).collect();
    let set_name = {
        let (form, onform, refusals) = (form.clone(), onform.clone(), refusals.clone());
        Callback::from(move |name: String| {
            refusals.typed("name");
            onform.emit(Form { name, ..form.clone() });
        })
    };
    let set_runs = {
        let (form, onform) = (form.clone(), onform.clone());
        Callback::from(move |name: AttrValue| {
            let mut form = Form { runs: Runs::parse(&name).unwrap_or(form.runs), ..form.clone() };
            if let [one] = form.businesses.as_mut_slice() {
                one.kind = if form.runs == Runs::Pharmacy { BusinessKind::Pharmacy } else { BusinessKind::Clinic };
            }
            onform.emit(form);
        })
    };
    let add = {
        let (form, onform) = (form.clone(), onform.clone());
        Callback::from(move |()| {
            let mut form = form.clone();
            let address = form.businesses.first().map(|b| (b.address.clone(), b.pin_code.clone())).unwrap_or_default();
            form.businesses.push(Business {
                address: address.0,
                pin_code: address.1,
                ..Business::new(BusinessKind::Pharmacy)
            });
            onform.emit(form);
        })
    };
    html! {
        <>
        <fieldset class="grid2 grid--eq">
            <legend class="sr">{ w.t("first-what") }</legend>
            <label class="choice">
                <input type="radio" name="mode" checked=true />
                <Icon name="home" size="lg" />
                <span><b>{ w.t("first-start") }</b><br /><span class="hint">{ w.t("first-start-text") }</span></span>
                <span class="tick"><Icon name="check" /></span>
            </label>
            <label class="choice" aria-disabled="true">
                <input type="radio" name="mode" disabled=true />
                <Icon name="link" size="lg" />
                <span><b>{ w.t("first-join") }</b><br /><span class="hint">{ w.t("first-join-text") }</span></span>
            </label>
        </fieldset>
        <Card title={w.t("first-your-clinic")} sub={w.t("first-your-clinic-sub")}>
            <div class="grid2">
                <Field id="name" label={w.t("first-clinic-name")} value={form.name.clone()} oninput={set_name} error={refusals.of(&w, "name")} />
                <Seg name="runs" label={w.t("first-runs")} options={runs} value={AttrValue::from(form.runs.as_str())} onchange={set_runs} />
            </div>
            { business(0, props) }
        </Card>
        { for (1..form.businesses.len()).map(|at| business(at, props)) }
        <div class="grid2">
            <div class="row row--3 well">
                <Icon name="plus" />
                <span class="grow t-13"><b>{ w.t("first-another") }</b><br /><span class="hushed">{ w.t("first-another-text") }</span></span>
                <Button size={Size::Small} label={w.t("first-add-business")} onclick={add} disabled={form.businesses.len() >= 8} />
            </div>
            <div class="row row--3 well">
                <Icon name="eye" />
                <span class="grow t-13"><b>{ w.t("first-only-looking") }</b><br /><span class="hushed">{ w.t("first-only-looking-text") }</span></span>
                <Button size={Size::Small} label={w.t("first-open-practice")} onclick={open_practice} />
            </div>
        </div>
        <FaultBanner fault={refused} />
        </>
    }
}

fn business(at: usize, step: &StepProps) -> Html {
    let StepProps { form, onform, refusals } = step.clone();
    html! { <BusinessCard key={at} {at} {form} {onform} {refusals} /> }
}
