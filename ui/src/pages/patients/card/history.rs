//! Who set a field, when, on which computer, and what it was.

use std::rc::Rc;

use model::commands::history::{History, HistoryEntry};
use model::words::Arg;
use yew::prelude::*;

use super::super::said;
use crate::ask::Asked;
use crate::context::use_app;
use crate::kit::{Button, Card, Choice, Empty, Failed, Pill, Select, Skeleton, Table, Tone};
use crate::time;
use crate::words::{W, use_words};

/// Rows at first, and with each press of "older".
const PAGE: usize = 50;

/// Fields that say nothing to a person, or nothing beside the others.
fn is_inner(entry: &HistoryEntry) -> bool {
    let inner: &[&str] = match entry.record.as_str() {
        "allergy" => &["patient", "code", "noted_at"],
        "consent" => &["patient", "purpose", "notice", "language", "noted_at"],
        _ => &["branch", "import"],
    };
    inner.contains(&entry.field.as_str())
}

/// What an entry is found by in the list of fields: allergies and agreements are one each.
fn group(entry: &HistoryEntry) -> &str {
    match entry.record.as_str() {
        "allergy" => "allergies",
        "consent" => "agreement",
        _ => &entry.field,
    }
}

/// The table.
#[derive(Clone, PartialEq, Properties)]
pub struct HistoryProps {
    /// What there is of it.
    pub history: Option<Rc<History>>,
    /// Why there is none.
    pub fault: Option<model::Fault>,
    /// Asks again.
    pub again: Callback<()>,
}

impl HistoryProps {
    /// Of a history that was asked for.
    pub fn of(asked: &Asked<History>) -> Self {
        Self { history: asked.data.clone(), fault: asked.fault.clone(), again: asked.again.clone() }
    }
}

/// Every value of every field, newest first, or those of one field.
#[component]
pub fn HistoryTable(props: &HistoryProps) -> Html {
    let w = use_words();
    let field = use_state(AttrValue::default);
    let rows = use_state(|| PAGE);
    let Some(history) = &props.history else {
        return match &props.fault {
            Some(fault) => {
                html! { <Card title={w.t("history-title")} body={false}><Failed fault={fault.clone()} again={props.again.clone()} /></Card> }
            }
            None => html! { <Card title={w.t("history-title")} body={false}><Skeleton rows={6} /></Card> },
        };
    };
    let all: Vec<&HistoryEntry> = history.entries.iter().filter(|e| !is_inner(e)).collect();
    let mut fields: Vec<&str> = Vec::new();
    for entry in &all {
        if !fields.contains(&group(entry)) {
            fields.push(group(entry));
        }
    }
    let options: Vec<Choice> = fields.iter().map(|f| Choice::new((*f).to_owned(), said::label(&w, f))).collect();
    let chosen: Vec<&HistoryEntry> = all.into_iter().filter(|e| field.is_empty() || *field == group(e)).collect();
    let filter = {
        let (field, rows) = (field.clone(), rows.clone());
        Callback::from(move |name: AttrValue| {
            field.set(name);
            rows.set(PAGE);
        })
    };
    let older = {
        let rows = rows.clone();
        Callback::from(move |()| rows.set(*rows + PAGE))
    };
    let actions = html! {
        <Select name="history-field" class="w-f" bare={true} label={w.t("history-filter")} blank={w.t("history-all")} {options}
            value={(*field).clone()} onchange={filter} />
    };
    let head = vec![
        ("", w.t("history-when")),
        ("", w.t("history-field")),
        ("", w.t("history-value")),
        ("", w.t("history-was")),
        ("", w.t("history-who")),
        ("", w.t("history-desk")),
    ];
    let foot =
        (chosen.len() > *rows).then(|| html! { <Button label={w.t("history-older")} onclick={older} does="older" /> });
    let sub = w.tw("history-count", &[("count", Arg::Number(i64::try_from(chosen.len()).unwrap_or(0)))]);
    html! {
        <Card class="fill" title={w.t("history-title")} {sub} {actions} {foot} body={false}>
            if chosen.is_empty() {
                <Empty icon="history" title={w.t("history-none")} />
            } else {
                <Table label={w.t("history-title")} {head}>
                    { for chosen.iter().take(*rows).enumerate().map(|(i, entry)| html! { <Entry key={i} entry={(*entry).clone()} /> }) }
                </Table>
            }
        </Card>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct EntryProps {
    entry: HistoryEntry,
}

#[component]
fn Entry(props: &EntryProps) -> Html {
    let w = use_words();
    let app = use_app();
    let entry = &props.entry;
    let said = |value: &Option<String>| match value {
        Some(value) => html! { <span class="breaks">{ said::value(&w, &app, &entry.field, value) }</span> },
        None => html! { <span class="hushed">{ w.t("history-nothing") }</span> },
    };
    html! {
        <tr data-field={entry.field.clone()}>
            <td class="nowrap">{ time::when(entry.at, app.now(), app.zone()) }</td>
            <td>{ label(&w, entry) }</td>
            <td>
                { said(&entry.value) }
                if entry.present { {" "}<Pill tone={Tone::Ok} label={w.t("history-present")} /> }
            </td>
            <td class="hushed">{ for entry.was.iter().map(|was| html! { <div>{ said(was) }</div> }) }</td>
            <td>{ &entry.by }</td>
            <td class="hushed">{ &entry.desk }</td>
        </tr>
    }
}

/// The field, and of an allergy or an agreement which one.
fn label(w: &W, entry: &HistoryEntry) -> AttrValue {
    let about = entry.about.as_deref().unwrap_or_default();
    let about = match entry.record.as_str() {
        "allergy" => AttrValue::from(about.to_owned()),
        "consent" => w.t(&format!("consent-{}", about.replace('_', "-"))),
        _ => return said::label(w, &entry.field),
    };
    w.tw(&format!("history-{}-{}", entry.record, entry.field), &[("about", Arg::Text(&about))])
}
