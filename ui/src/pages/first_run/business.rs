//! One legal person of the clinic.

use model::gstin::Gstin;
use model::licence::DrugLicences;
use model::pin::Pin;
use model::tenancy::{BusinessKind, TaxStatus};
use yew::prelude::*;

use super::form::{Business, Form};
use crate::ask::Refusals;
use crate::kit::{Card, Choice, Field, LinkButton, Seg};
use crate::words::use_words;

/// Which business, and the form that it is part of.
#[derive(Clone, PartialEq, Properties)]
pub struct BusinessProps {
    /// Which; the first has no card and no kind of its own.
    pub at: usize,
    /// What was typed so far.
    pub form: Form,
    /// Something more was.
    pub onform: Callback<Form>,
    /// What is refused.
    pub refusals: Refusals,
}

/// The fields of one legal person; each is checked as it is left.
#[component]
pub fn BusinessCard(props: &BusinessProps) -> Html {
    let w = use_words();
    let BusinessProps { at, form, onform, refusals } = props.clone();
    let Some(business) = form.businesses.get(at).cloned() else { return html! {} };
    let change = {
        let (form, onform) = (form.clone(), onform.clone());
        move |change: &dyn Fn(&mut Business)| {
            let mut form = form.clone();
            if let Some(business) = form.businesses.get_mut(at) {
                change(business);
            }
            onform.emit(form);
        }
    };
    let path = |field: &str| format!("businesses.{at}.{field}");
    let typed = |field: &'static str, set: fn(&mut Business, String)| {
        let (change, refusals, path) = (change.clone(), refusals.clone(), path(field));
        Callback::from(move |text: String| {
            refusals.typed(&path);
            change(&|b| set(b, text.clone()));
        })
    };
    let error = |field: &str| refusals.of(&w, &path(field));
    let id = |field: &str| AttrValue::from(format!("b{at}-{field}"));
    let status: Vec<Choice> =
        TaxStatus::ALL.iter().map(|s| Choice::new(s.as_str(), w.t(&format!("tax-{}", s.as_str())))).collect();
    let kinds: Vec<Choice> =
        BusinessKind::ALL.iter().map(|k| Choice::new(k.as_str(), w.t(&format!("business-{}", k.as_str())))).collect();
    let set_status = {
        let (change, refusals, path) = (change.clone(), refusals.clone(), path("gstin"));
        Callback::from(move |name: AttrValue| {
            refusals.typed(&path);
            change(&|b| b.tax_status = TaxStatus::parse(&name).unwrap_or(b.tax_status));
        })
    };
    let set_kind = {
        let change = change.clone();
        Callback::from(move |name: AttrValue| change(&|b| b.kind = BusinessKind::parse(&name).unwrap_or(b.kind)))
    };
    let leave_pin = {
        let (r, p) = (refusals.clone(), path("pin_code"));
        Callback::from(move |t: String| r.check(&p, &t, Pin::parse))
    };
    let leave_gstin = {
        let (r, p) = (refusals.clone(), path("gstin"));
        Callback::from(move |t: String| r.check(&p, &t, Gstin::parse))
    };
    let leave_licence = {
        let (r, p) = (refusals.clone(), path("drug_licences"));
        Callback::from(move |t: String| r.check(&p, &t, DrugLicences::parse))
    };
    let state = Gstin::parse(&business.gstin).ok().and_then(|g| g.state());
    let gstin_ok = state.map(|s| w.tw("gstin-ok", &[("state", s.name.into())]));

    let fields = html! {
        <div class="grid4">
            <Field id={id("legal_name")} class="span2" label={w.t("legal-name")} opt={(at == 0).then(|| w.t("legal-name-opt"))}
                value={business.legal_name.clone()} oninput={typed("legal_name", |b, t| b.legal_name = t)} error={error("legal_name")} />
            if at == 0 {
                <Seg name={id("tax")} class="span2" label={w.t("tax-status")} options={status.clone()}
                    value={AttrValue::from(business.tax_status.as_str())} onchange={set_status.clone()} error={error("tax_status")} />
            } else {
                <Seg name={id("kind")} class="span2" label={w.t("business-kind")} options={kinds}
                    value={AttrValue::from(business.kind.as_str())} onchange={set_kind} />
            }
            <Field id={id("address")} class="span2" label={w.t("address")} value={business.address.clone()}
                oninput={typed("address", |b, t| b.address = t)} error={error("address")} />
            <Field id={id("pin_code")} label={w.t("pin-code")} inputmode="numeric" value={business.pin_code.clone()}
                oninput={typed("pin_code", |b, t| b.pin_code = t)} onleave={leave_pin} error={error("pin_code")} />
            <Field id={id("phone")} label={w.t("clinic-phone")} kind="tel" value={business.phone.clone()}
                oninput={typed("phone", |b, t| b.phone = t)} error={error("phone")} />
            if at > 0 {
                <Seg name={id("tax")} class="span2" label={w.t("tax-status")} options={status}
                    value={AttrValue::from(business.tax_status.as_str())} onchange={set_status} error={error("tax_status")} />
            }
            if business.is_registered() {
                <Field id={id("gstin")} class="span2" label={w.t("gstin")} code={true} value={business.gstin.clone()} ok={gstin_ok}
                    oninput={typed("gstin", |b, t| b.gstin = t.to_uppercase())} onleave={leave_gstin} error={error("gstin")} />
            }
            if form.sells(at) {
                <Field id={id("drug_licences")} class="span2" label={w.t("drug-licences")} opt={w.t("drug-licences-opt")}
                    value={business.drug_licences.clone()} oninput={typed("drug_licences", |b, t| b.drug_licences = t)}
                    onleave={leave_licence} error={error("drug_licences")} />
            }
            if business.kind == BusinessKind::Clinic {
                <Field id={id("clinic_registration")} class="span2" label={w.t("clinic-registration")} opt={w.t("if-you-have-one")}
                    value={business.clinic_registration.clone()} oninput={typed("clinic_registration", |b, t| b.clinic_registration = t)}
                    error={error("clinic_registration")} />
            }
        </div>
    };
    if at == 0 {
        return fields;
    }
    let remove = Callback::from(move |()| {
        let mut form = form.clone();
        // Those behind it move up; what is wrong with them is found again.
        refusals.gone("businesses.");
        form.businesses.remove(at);
        onform.emit(form);
    });
    let actions = html! { <LinkButton label={w.t("first-remove-business")} onclick={remove} /> };
    html! { <Card title={w.t("first-other-business")} sub={w.t("first-other-business-sub")} {actions}>{ fields }</Card> }
}
