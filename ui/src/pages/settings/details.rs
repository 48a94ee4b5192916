//! Changing the clinic's details and those of its businesses, with the fields of the first run.

use model::Fault;
use model::commands::clinic::{BusinessDetails, ClinicDetails, UpdateBusinessDetails, UpdateClinic};
use model::commands::history::ListHistory;
use model::commands::patients::Updated;
use model::tenancy::{Runs, TaxStatus};
use model::words::Arg;
use yew::prelude::*;

use crate::ask::{focus_first_refused, use_act, use_ask, use_refusals};
use crate::context::use_app;
use crate::keys::Key;
use crate::kit::{Button, Choice, Dialog, FaultBanner, Field, Kind, Seg, Toast};
use crate::pages::first_run::business::BusinessCard;
use crate::pages::first_run::clinic::check;
use crate::pages::first_run::form::{Business, Form};
use crate::time;
use crate::words::{W, use_words};

/// Entries of a history that a dialog shows.
const SHOWN: usize = 12;

/// The clinic, in a dialog.
#[derive(Clone, PartialEq, Properties)]
pub struct ClinicProps {
    /// As it was read.
    pub clinic: ClinicDetails,
    /// Saved, or not now.
    pub onclose: Callback<()>,
}

/// Name, what it runs, and how long a place may be idle.
#[component]
pub fn EditClinic(props: &ClinicProps) -> Html {
    let w = use_words();
    let known = &props.clinic;
    let name = use_state(|| known.name.clone());
    let runs = use_state(|| known.runs);
    let minutes = use_state(|| known.idle_minutes.to_string());
    let saved = use_saved(&props.onclose);
    let save = use_act::<UpdateClinic>(saved);
    let refusals = use_refusals(&save.fault);
    let typed = |field: &'static str, state: &UseStateHandle<String>| {
        let (state, refusals) = (state.clone(), refusals.clone());
        Callback::from(move |text: String| {
            refusals.typed(field);
            state.set(text);
        })
    };
    let set_runs = {
        let runs = runs.clone();
        Callback::from(move |name: AttrValue| runs.set(Runs::parse(&name).unwrap_or(*runs)))
    };
    let submit = {
        let (name, runs, minutes) = (name.clone(), runs.clone(), minutes.clone());
        let (run, refusals, known) = (save.run.clone(), refusals.clone(), known.clone());
        Callback::from(move |()| {
            if name.trim().is_empty() {
                refusals.refuse("name", "field-missing");
            }
            let idle = minutes.trim().parse::<i64>().ok().filter(|m| (1..=30).contains(m));
            if idle.is_none() {
                refusals.refuse("idle_minutes", "field-idle-minutes");
            }
            if !refusals.is_clear() {
                return focus_first_refused();
            }
            run.emit(UpdateClinic {
                stamp: known.stamp.clone(),
                name: Some(name.trim().to_owned()).filter(|n| *n != known.name),
                runs: Some(*runs).filter(|r| *r != known.runs),
                idle_minutes: idle.filter(|m| *m != known.idle_minutes),
            });
        })
    };
    let options: Vec<Choice> =
        Runs::ALL.iter().map(|r| Choice::new(r.as_str(), w.t(&format!("runs-{}", r.as_str())))).collect();
    html! {
        <Dialog title={w.t("settings-clinic-change")} onclose={props.onclose.clone()} foot={foot(&w, props.onclose.clone(), save.busy, &submit)}
            keys={vec![Key::new("Ctrl+Enter", w.t("save"), submit.clone())]}>
            <form class="stack stack--3" onsubmit={on_submit(&submit)} novalidate=true>
                <Field id="clinic-name" label={w.t("first-clinic-name")} value={(*name).clone()} oninput={typed("name", &name)} error={refusals.of(&w, "name")} />
                <Seg name="clinic-runs" label={w.t("first-runs")} {options} value={AttrValue::from(runs.as_str())} onchange={set_runs} />
                <Field id="idle-minutes" label={w.t("settings-idle")} hint={w.t("settings-idle-hint")} inputmode="numeric" value={(*minutes).clone()}
                    oninput={typed("idle_minutes", &minutes)} error={refusals.of(&w, "idle_minutes")} />
                <FaultBanner fault={save.fault.clone().filter(|f| f.fields.is_empty())} />
                <Said record="clinic" id={known.id.to_string()} />
            </form>
        </Dialog>
    }
}

/// One business, in a dialog.
#[derive(Clone, PartialEq, Properties)]
pub struct BusinessProps {
    /// As it was read.
    pub business: BusinessDetails,
    /// What the clinic runs, where this is its only business.
    pub runs: Runs,
    /// Saved, or not now.
    pub onclose: Callback<()>,
}

/// The fields of the first run; only what was changed is sent.
#[component]
pub fn EditBusiness(props: &BusinessProps) -> Html {
    let w = use_words();
    let known = &props.business;
    let form = use_state(|| Form {
        name: known.legal_name.clone(),
        runs: props.runs,
        businesses: vec![Business::of(known)],
        ..Form::default()
    });
    let saved = use_saved(&props.onclose);
    let save = use_act::<UpdateBusinessDetails>(saved);
    // The card names its fields as the founding does.
    let fault = save
        .fault
        .clone()
        .map(|fault| Fault { fields: fault.fields.iter().cloned().map(named_in_card).collect(), ..fault });
    let refusals = use_refusals(&fault);
    let submit = {
        let (form, run, refusals, known) = (form.clone(), save.run.clone(), refusals.clone(), known.clone());
        Callback::from(move |()| {
            if form.businesses[0].legal_name.trim().is_empty() {
                refusals.refuse("businesses.0.legal_name", "field-missing");
            }
            if !check(&form, &refusals) || !refusals.is_clear() {
                return focus_first_refused();
            }
            run.emit(command(&known, &form.businesses[0]));
        })
    };
    let onform = {
        let form = form.clone();
        Callback::from(move |new: Form| form.set(new))
    };
    html! {
        <Dialog title={w.tw("settings-business-change", &[("name", Arg::Text(&known.legal_name))])} size="lg" onclose={props.onclose.clone()}
            foot={foot(&w, props.onclose.clone(), save.busy, &submit)} keys={vec![Key::new("Ctrl+Enter", w.t("save"), submit.clone())]}>
            <form class="stack stack--3" onsubmit={on_submit(&submit)} novalidate=true>
                <BusinessCard at={0} form={(*form).clone()} {onform} {refusals} />
                <FaultBanner fault={save.fault.clone().filter(|f| f.fields.is_empty())} />
                <Said record="business" id={known.id.to_string()} />
            </form>
        </Dialog>
    }
}

fn named_in_card(field: model::fault::FieldFault) -> model::fault::FieldFault {
    model::fault::FieldFault { field: format!("businesses.0.{}", field.field), ..field }
}

fn command(known: &BusinessDetails, typed: &Business) -> UpdateBusinessDetails {
    let text = |new: &str, was: &str| Some(new.trim().to_owned()).filter(|new| new != was.trim());
    let maybe = |new: &str, was: &Option<String>| text(new, was.as_deref().unwrap_or_default());
    let gstin = if typed.is_registered() { typed.gstin.as_str() } else { "" };
    UpdateBusinessDetails {
        id: known.id,
        stamp: known.stamp.clone(),
        legal_name: text(&typed.legal_name, &known.legal_name),
        address: text(&typed.address, &known.address),
        pin_code: maybe(&typed.pin_code, &known.pin_code),
        phone: text(&typed.phone, &known.phone),
        tax_status: Some(typed.tax_status).filter(|s| *s != known.tax_status),
        gstin: maybe(gstin, &known.gstin),
        drug_licences: maybe(&typed.drug_licences, &known.drug_licences),
        clinic_registration: maybe(&typed.clinic_registration, &known.clinic_registration),
        upi_address: None,
        state_code: None,
    }
}

/// Says that it is saved, or that somebody else had set the same meanwhile, and asks the status anew: it carries
/// the clinic's name and the idle minutes.
#[hook]
fn use_saved(onclose: &Callback<()>) -> Callback<Updated> {
    let (w, app, onclose) = (use_words(), use_app(), onclose.clone());
    Callback::from(move |reply: Updated| {
        app.toast.emit(Toast::new(w.t(if reply.both.is_empty() { "settings-saved" } else { "settings-saved-both" })));
        app.refresh.emit(());
        onclose.emit(());
    })
}

fn foot(w: &W, onclose: Callback<()>, busy: bool, save: &Callback<()>) -> Html {
    html! {
        <>
            <Button label={w.t("cancel")} keys="Esc" onclick={onclose} />
            <Button kind={Kind::Primary} label={w.t("save")} keys="Ctrl+Enter" {busy} onclick={save.clone()} does="save" />
        </>
    }
}

fn on_submit(save: &Callback<()>) -> Callback<SubmitEvent> {
    save.reform(|event: SubmitEvent| event.prevent_default())
}

/// Which record.
#[derive(Clone, PartialEq, Properties)]
struct SaidProps {
    record: AttrValue,
    id: String,
}

/// Who set what, the newest first.
#[component]
fn Said(props: &SaidProps) -> Html {
    let w = use_words();
    let app = use_app();
    let asked = ListHistory { record: props.record.to_string(), id: props.id.clone() };
    let history = use_ask(Some(asked), &["clinic", "business"]);
    let entries = history.data.iter().flat_map(|h| &h.entries).filter_map(|entry| {
        let label = label(&w, &entry.field)?;
        let value = value(&w, &entry.field, entry.value.as_deref());
        let when = time::when(entry.at, app.now(), app.zone());
        let who = w.tw("patient-set-by", &[("who", Arg::Text(&entry.by)), ("when", Arg::Text(&when))]);
        Some(html! { <><dt>{ label }</dt><dd>{ value }{" "}<span class="hushed t-12">{ who }</span></dd></> })
    });
    html! {
        <section class="stack stack--1" aria-label={w.t("history-title")}>
            <h2>{ w.t("history-title") }</h2>
            <dl class="dl">{ for entries.take(SHOWN) }</dl>
        </section>
    }
}

/// The label of a field that a person can change; the others say nothing here.
fn label(w: &W, field: &str) -> Option<AttrValue> {
    let key = match field {
        "name" => "first-clinic-name",
        "runs" => "first-runs",
        "idle_minutes" => "settings-idle",
        "legal_name" => "legal-name",
        "address" => "address",
        "pin_code" => "pin-code",
        "phone" => "clinic-phone",
        "tax_status" => "tax-status",
        "gstin" => "gstin",
        "drug_licences" => "drug-licences",
        "clinic_registration" => "clinic-registration",
        _ => return None,
    };
    Some(w.t(key))
}

fn value(w: &W, field: &str, raw: Option<&str>) -> AttrValue {
    match (field, raw) {
        (_, None) => w.t("history-nothing"),
        ("runs", Some(raw)) if Runs::parse(raw).is_some() => w.t(&format!("runs-now-{raw}")),
        ("tax_status", Some(raw)) if TaxStatus::parse(raw).is_some() => w.t(&format!("tax-{raw}")),
        (_, Some(raw)) => AttrValue::from(raw.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use model::Id;
    use model::tenancy::BusinessKind;

    use super::*;

    #[test]
    fn only_what_was_changed_is_sent() {
        let known = BusinessDetails {
            id: Id::from_bytes([1; 16]),
            stamp: "1".to_owned(),
            legal_name: "Vatsal Clinic".to_owned(),
            kind: BusinessKind::Clinic,
            address: "14 Karve Road".to_owned(),
            pin_code: None,
            phone: "20200 00100".to_owned(),
            tax_status: TaxStatus::Regular,
            gstin: Some("27AAPFU0939F1ZV".to_owned()),
            drug_licences: None,
            clinic_registration: Some("PMC 7".to_owned()),
            upi_address: None,
            state_code: Some("27".to_owned()),
        };
        let mut typed = Business::of(&known);
        typed.pin_code = "411 004".to_owned();
        typed.tax_status = TaxStatus::Unregistered;
        typed.clinic_registration.clear();
        let command = command(&known, &typed);
        assert_eq!((command.legal_name, command.address, command.phone), (None, None, None));
        assert_eq!(command.pin_code.as_deref(), Some("411 004"));
        assert_eq!((command.tax_status, command.gstin.as_deref()), (Some(TaxStatus::Unregistered), Some("")));
        assert_eq!((command.clinic_registration.as_deref(), command.drug_licences), (Some(""), None));
    }
}
