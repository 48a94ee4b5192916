//! What is charged for, and the prices.

use std::rc::Rc;

use model::billing::Treatment;
use model::capability::Capability;
use model::commands::schedule::GetSchedule;
use model::commands::services::{ListServices, ServiceRow, ServiceSet, SetService};
use model::money::Paise;
use model::patient::VisitKind;
use model::words::Arg;
use yew::prelude::*;

use crate::ask::{focus_first_refused, use_act, use_ask, use_refusals};
use crate::context::use_app;
use crate::keys::{Key, use_keys};
use crate::kit::{
    Button, Card, Check, Choice, Dialog, Empty, Failed, FaultBanner, Field, Kind, LinkButton, NotPermitted, Seg,
    Select, Skeleton, Table, Toast,
};
use crate::page::use_ready;
use crate::pages::billing::tax;
use crate::words::use_words;

/// The tab.
#[component]
pub fn Services() -> Html {
    let w = use_words();
    let app = use_app();
    let may_see = app.may(Capability::ChargeAdd);
    let may = app.may(Capability::ServiceManage);
    let services = use_ask(may_see.then_some(ListServices { retired: may }), &["service"]);
    let doctors = use_ask(app.may(Capability::QueueView).then(GetSchedule::default), &["user", "practice"]);
    let edited = use_state(|| None::<Option<Rc<ServiceRow>>>);
    use_ready("settings-services", services.data.is_some() || services.fault.is_some() || !may_see);
    let add = {
        let edited = edited.clone();
        Callback::from(move |()| edited.set(Some(None)))
    };
    use_keys(may.then(|| Key::new("Alt+N", w.t("service-add"), add.clone())).into_iter().collect());
    if !may_see {
        return html! { <NotPermitted /> };
    }
    let names: Vec<(String, String)> =
        doctors.data.iter().flat_map(|s| &s.doctors).map(|d| (d.doctor.to_string(), d.name.clone())).collect();
    let head = vec![
        ("", w.t("service-name")),
        ("", w.t("service-of")),
        ("", w.t("bill-hsn")),
        ("num", w.t("bill-gst")),
        ("num", w.t("bill-price")),
        ("", AttrValue::default()),
    ];
    let row = |s: &ServiceRow| {
        let change = {
            let (edited, row) = (edited.clone(), Rc::new(s.clone()));
            Callback::from(move |()| edited.set(Some(Some(row.clone()))))
        };
        let doctor = s.doctor.map(|d| d.to_string());
        let doctor = doctor.and_then(|d| names.iter().find(|(id, _)| *id == d)).map(|(_, name)| name.clone());
        let kind = s.visit_kind.map(|k| w.t(&format!("visit-{}", k.as_str())).to_string());
        let of = [doctor, kind].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        html! {
            <tr key={s.id.to_string()} class={(!s.active).then_some("hushed")}>
                <td><b>{ &s.name }</b>if !s.active { {" "}<span class="pill">{ w.t("service-retired") }</span> }</td>
                <td>{ of }</td>
                <td class="code">{ s.hsn.clone() }</td>
                <td class="num">{ tax(&w, s.treatment, s.rate) }</td>
                <td class="num med">{ s.price.to_string() }</td>
                <td>if may { <LinkButton label={w.t("service-change")} onclick={change} /> }</td>
            </tr>
        }
    };
    let close = {
        let edited = edited.clone();
        Callback::from(move |()| edited.set(None))
    };
    let actions = may.then(
        || html! { <Button icon="plus" keys="Alt+N" does="add-service" label={w.t("service-add")} onclick={add} /> },
    );
    let body = match (&services.data, &services.fault) {
        (Some(list), _) if list.services.is_empty() => {
            html! { <Empty icon="rupee" title={w.t("service-none")} text={w.t("service-none-text")} /> }
        }
        (Some(list), _) => html! {
            <div class="scroll grow"><Table label={w.t("settings-services")} {head} class="table--rows">{ for list.services.iter().map(row) }</Table></div>
        },
        (None, Some(fault)) => html! { <Failed fault={fault.clone()} again={services.again.clone()} /> },
        (None, None) => html! { <Skeleton rows={6} /> },
    };
    html! {
        <>
            <Card title={w.t("settings-services")} sub={w.t("service-sub")} body={false} class="grow" {actions}>{ body }</Card>
            if let Some(row) = (*edited).clone() { <Edit {row} doctors={names} onclose={close} /> }
        </>
    }
}

/// A service as typed.
#[derive(Clone, PartialEq)]
struct Form {
    name: String,
    price: String,
    hsn: String,
    treatment: Treatment,
    rate: String,
    unit: String,
    doctor: String,
    kind: Option<VisitKind>,
    active: bool,
}

#[derive(Clone, PartialEq, Properties)]
struct EditProps {
    row: Option<Rc<ServiceRow>>,
    doctors: Vec<(String, String)>,
    onclose: Callback<()>,
}

/// Adds a service or changes one.
#[component]
fn Edit(props: &EditProps) -> Html {
    let w = use_words();
    let app = use_app();
    let row = props.row.clone();
    let form = use_state(|| match &row {
        Some(s) => Form {
            name: s.name.clone(),
            price: s.price.to_string().replace(['₹', ','], ""),
            hsn: s.hsn.clone().unwrap_or_default(),
            treatment: s.treatment,
            rate: (s.rate / 100).to_string(),
            unit: s.unit.clone().unwrap_or_default(),
            doctor: s.doctor.map(|d| d.to_string()).unwrap_or_default(),
            kind: s.visit_kind,
            active: s.active,
        },
        None => Form {
            name: String::new(),
            price: String::new(),
            hsn: "9993".to_owned(),
            treatment: Treatment::Exempt,
            rate: String::new(),
            unit: String::new(),
            doctor: String::new(),
            kind: None,
            active: true,
        },
    });
    let done = {
        let (toast, w, form, close) = (app.toast.clone(), w.clone(), form.clone(), props.onclose.clone());
        Callback::from(move |_: ServiceSet| {
            toast.emit(Toast::new(w.tw("service-saved", &[("name", Arg::Text(&form.name))])));
            close.emit(());
        })
    };
    let act = use_act::<SetService>(done);
    let refusals = use_refusals(&act.fault);
    let onsubmit = {
        let (run, form, refusals, row) = (act.run.clone(), form.clone(), refusals.clone(), props.row.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let filled = |text: &str| Some(text.trim().to_owned()).filter(|t| !t.is_empty());
            let price = match Paise::parse(&form.price) {
                Ok(price) => price,
                Err(e) => {
                    refusals.refuse("price", model::fault::Refusal::from(e).0);
                    focus_first_refused();
                    return;
                }
            };
            let taxed = form.treatment == Treatment::Taxable;
            run.emit(SetService {
                id: row.as_ref().map(|r| r.id),
                stamp: row.as_ref().map(|r| r.stamp.clone()),
                business: row.as_ref().map(|r| r.business),
                name: form.name.trim().to_owned(),
                hsn: filled(&form.hsn),
                treatment: form.treatment,
                // What is no number is refused by the door, beside its field.
                rate: if taxed { form.rate.trim().parse::<i64>().map_or(-1, |r| r * 100) } else { 0 },
                price,
                unit: filled(&form.unit),
                doctor: form.doctor.parse().ok(),
                visit_kind: form.kind,
                active: form.active,
            });
        })
    };
    let typed = |field: &'static str, set: fn(&mut Form, String)| {
        let (form, refusals) = (form.clone(), refusals.clone());
        Callback::from(move |text: String| {
            refusals.typed(field);
            let mut new = (*form).clone();
            set(&mut new, text);
            form.set(new);
        })
    };
    let chosen =
        |field: &'static str, set: fn(&mut Form, String)| typed(field, set).reform(|v: AttrValue| v.to_string());
    let active = {
        let form = form.clone();
        Callback::from(move |active: bool| form.set(Form { active, ..(*form).clone() }))
    };
    let treatments = Treatment::ALL.iter().map(|t| Choice::new(t.as_str(), w.t(&format!("treatment-{}", t.as_str()))));
    let kinds = VisitKind::ALL.iter().map(|k| Choice::new(k.as_str(), w.t(&format!("visit-{}", k.as_str()))));
    let doctors = props.doctors.iter().map(|(id, name)| Choice::new(id.clone(), name.clone()));
    let foot = html! { <Button kind={Kind::Primary} form="service" does="save-service" busy={act.busy} label={w.t("save")} keys="Enter" /> };
    let title = w.t(if props.row.is_some() { "service-change-title" } else { "service-add" });
    html! {
        <Dialog {title} onclose={props.onclose.clone()} {foot}>
            <form id="service" class="gridf" {onsubmit}>
                <div class="f12"><FaultBanner fault={act.fault.clone()} /></div>
                <Field id="name" class="f8" label={w.t("service-name")} value={form.name.clone()} oninput={typed("name", |f, t| f.name = t)} error={refusals.of(&w, "name")} />
                <Field id="price" class="f4" label={w.t("service-price")} prefix="₹" inputmode="decimal" value={form.price.clone()} oninput={typed("price", |f, t| f.price = t)} error={refusals.of(&w, "price")} />
                <Select name="of-doctor" class="f6" label={w.t("service-doctor")} blank={w.t("service-any")} options={doctors.collect::<Vec<_>>()} value={AttrValue::from(form.doctor.clone())} onchange={chosen("doctor", |f, t| f.doctor = t)} />
                <Select name="of-kind" class="f6" label={w.t("service-kind")} blank={w.t("service-no-kind")} options={kinds.collect::<Vec<_>>()}
                    value={form.kind.map(|k| AttrValue::from(k.as_str()))} onchange={chosen("visit_kind", |f, t| f.kind = VisitKind::parse(&t))} error={refusals.of(&w, "visit_kind")} />
                <Seg name="treatment" class="f12" label={w.t("bill-gst")} options={treatments.collect::<Vec<_>>()} value={AttrValue::from(form.treatment.as_str())}
                    onchange={chosen("treatment", |f, t| f.treatment = Treatment::parse(&t).unwrap_or(Treatment::Exempt))} error={refusals.of(&w, "treatment")} />
                if form.treatment == Treatment::Taxable {
                    <Field id="rate" class="f4" label={w.t("service-rate")} inputmode="numeric" value={form.rate.clone()} oninput={typed("rate", |f, t| f.rate = t)} error={refusals.of(&w, "rate")} />
                    <Field id="unit" class="f4" label={w.t("service-unit")} opt={w.t("service-unit-opt")} value={form.unit.clone()} oninput={typed("unit", |f, t| f.unit = t)} error={refusals.of(&w, "unit")} />
                }
                <Field id="hsn" class="f4" label={w.t("bill-hsn")} code={true} value={form.hsn.clone()} oninput={typed("hsn", |f, t| f.hsn = t)} error={refusals.of(&w, "hsn")} />
                if props.row.is_some() { <div class="f12"><Check label={w.t("service-active")} checked={form.active} onchange={active} /></div> }
            </form>
        </Dialog>
    }
}
