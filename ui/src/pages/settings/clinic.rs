//! The clinic and its businesses, as they are.

use model::capability::Capability;
use model::commands::clinic::{BusinessDetails, ClinicDetails, GetClinic};
use model::tenancy::{BusinessKind, Runs};
use model::words::Arg;
use yew::prelude::*;

use super::details::{EditBusiness, EditClinic};
use crate::ask::use_ask;
use crate::context::use_app;
use crate::kit::{Button, Card, Failed, NotPermitted, Pill, Size, Skeleton, Tone};
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
    let over = use_state(|| None::<Over>);
    let close = {
        let over = over.clone();
        Callback::from(move |()| over.set(None))
    };
    let open = {
        let over = over.clone();
        app.may(Capability::ClinicManage).then(|| Callback::from(move |what: Over| over.set(Some(what))))
    };
    html! {
        <div class="scroll grow stack stack--3">
            if !may {
                <div class="card"><NotPermitted text={w.t("settings-clinic-not")} /></div>
            } else if let Some(clinic) = &clinic.data {
                { details(&w, clinic, open.as_ref()) }
                { match *over {
                    Some(Over::Clinic) => html! { <EditClinic clinic={(**clinic).clone()} onclose={close} /> },
                    Some(Over::Business(at)) => html! {
                        { for clinic.businesses.get(at).map(|b| html! {
                            <EditBusiness business={b.clone()} runs={runs_of(clinic, b)} onclose={close.clone()} />
                        }) }
                    },
                    None => html! {},
                } }
            } else if let Some(fault) = clinic.fault.clone() {
                <div class="card"><Failed {fault} again={clinic.again.clone()} /></div>
            } else {
                <div class="card"><Skeleton /></div>
            }
        </div>
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Over {
    Clinic,
    Business(usize),
}

/// One business does all that the clinic runs; of several each does its own.
fn runs_of(clinic: &ClinicDetails, business: &BusinessDetails) -> Runs {
    match business.kind {
        BusinessKind::Pharmacy => Runs::Pharmacy,
        _ if clinic.businesses.len() == 1 => clinic.runs,
        _ => Runs::Clinic,
    }
}

fn change(w: &W, id: String, open: Option<&Callback<Over>>, what: Over) -> Option<Html> {
    let onclick = open?.reform(move |()| what);
    Some(html! { <Button size={Size::Small} {id} label={w.t("settings-change")} {onclick} /> })
}

fn details(w: &W, clinic: &ClinicDetails, open: Option<&Callback<Over>>) -> Html {
    let idle = w.tw("unlock-idle", &[("minutes", Arg::Number(clinic.idle_minutes))]);
    html! {
        <>
        <Card title={clinic.name.clone()} sub={w.t(&format!("runs-now-{}", clinic.runs.as_str()))}
            actions={change(w, "change-clinic".to_owned(), open, Over::Clinic)}>
            <div class="row">
                if clinic.ask.is_empty() {
                    <Pill tone={Tone::Ok} icon="check" label={w.t("settings-recovery-confirmed")} />
                } else {
                    <Pill tone={Tone::Warn} icon="key" label={w.t("settings-recovery-due")} />
                }
            </div>
            <p>{ idle }</p>
            <p class="hint">{ w.t("settings-clinic-hint") }</p>
        </Card>
        <div class="grid2">{ for clinic.businesses.iter().enumerate().map(|(at, b)| business(w, b, at, open)) }</div>
        </>
    }
}

fn business(w: &W, b: &BusinessDetails, at: usize, open: Option<&Callback<Over>>) -> Html {
    let line = |key: &str, value: Option<&str>| {
        value.map(|value| html! { <><dt>{ w.t(key) }</dt><dd>{ value.to_owned() }</dd></> })
    };
    html! {
        <Card key={b.id.to_string()} title={b.legal_name.clone()} sub={w.t(&format!("business-{}", b.kind.as_str()))}
            actions={change(w, format!("change-business-{at}"), open, Over::Business(at))}>
            <dl class="dl">
                { for line("address", Some(&b.address)) }
                { for line("pin-code", b.pin_code.as_deref()) }
                { for line("clinic-phone", Some(&b.phone)) }
                { for line("tax-status", Some(&w.t(&format!("tax-{}", b.tax_status.as_str())))) }
                { for line("gstin", b.gstin.as_deref()) }
                { for line("drug-licences", b.drug_licences.as_deref()) }
                { for line("clinic-registration", b.clinic_registration.as_deref()) }
            </dl>
        </Card>
    }
}
