//! The clinic and its businesses, as they are.

use model::capability::Capability;
use model::commands::clinic::{BusinessDetails, ClinicDetails, GetClinic};
use yew::prelude::*;

use crate::ask::use_ask;
use crate::context::use_app;
use crate::kit::{Card, Failed, NotPermitted, Pill, Skeleton, Tone};
use crate::page::use_ready;
use crate::words::{W, use_words};

/// What the clinic and each of its businesses is called, and its numbers.
#[component]
pub fn ClinicTab() -> Html {
    let w = use_words();
    let app = use_app();
    let may = app.may(Capability::ClinicView);
    let clinic = use_ask(may.then_some(GetClinic {}), &["clinic", "business"]);
    use_ready("settings-clinic", !may || clinic.data.is_some() || clinic.fault.is_some());
    html! {
        <div class="scroll grow stack stack--3">
            if !may {
                <div class="card"><NotPermitted text={w.t("settings-clinic-not")} /></div>
            } else if let Some(clinic) = &clinic.data {
                { details(&w, clinic) }
            } else if let Some(fault) = clinic.fault.clone() {
                <div class="card"><Failed {fault} again={clinic.again.clone()} /></div>
            } else {
                <div class="card"><Skeleton /></div>
            }
        </div>
    }
}

fn details(w: &W, clinic: &ClinicDetails) -> Html {
    html! {
        <>
        <Card title={clinic.name.clone()} sub={w.t(&format!("runs-now-{}", clinic.runs.as_str()))}>
            <div class="row">
                if clinic.ask.is_empty() {
                    <Pill tone={Tone::Ok} icon="check" label={w.t("settings-recovery-confirmed")} />
                } else {
                    <Pill tone={Tone::Warn} icon="key" label={w.t("settings-recovery-due")} />
                }
            </div>
            <p class="hint">{ w.t("settings-clinic-hint") }</p>
        </Card>
        <div class="grid2">{ for clinic.businesses.iter().map(|b| business(w, b)) }</div>
        </>
    }
}

fn business(w: &W, b: &BusinessDetails) -> Html {
    let line = |key: &str, value: Option<&str>| {
        value.map(|value| html! { <><dt>{ w.t(key) }</dt><dd>{ value.to_owned() }</dd></> })
    };
    html! {
        <Card key={b.legal_name.clone()} title={b.legal_name.clone()} sub={w.t(&format!("business-{}", b.kind.as_str()))}>
            <dl class="dl">
                { for line("address", Some(&b.address)) }
                { for line("clinic-phone", Some(&b.phone)) }
                { for line("tax-status", Some(&w.t(&format!("tax-{}", b.tax_status.as_str())))) }
                { for line("gstin", b.gstin.as_deref()) }
                { for line("drug-licences", b.drug_licences.as_deref()) }
            </dl>
        </Card>
    }
}
