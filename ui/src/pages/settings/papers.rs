//! Printers and paper: on which printer this desk prints each paper, and how.

use std::rc::Rc;

use model::Id;
use model::capability::Capability;
use model::commands::print::{
    GetPapers, ListPrinters, PaperRow, Papers as Set, PreviewPrint, Printer, Printers, SetPaper,
};
use model::paper::{PaperKind, PaperLanguage, PrintTrouble, Printable};
use model::words::Arg;
use yew::prelude::*;

use crate::ask::{use_act, use_ask, use_refusals};
use crate::context::use_app;
use crate::keys::{Key, use_keys};
use crate::kit::{
    Banner, Button, Card, Check, Choice, Failed, FaultBanner, Field, Icon, Kind, LinkButton, NotPermitted, Pill,
    Select, Size, Skeleton, Toast, Tone,
};
use crate::page::use_ready;
use crate::pages::papers::trouble_of;
use crate::print::{Wanted, use_print};
use crate::words::{W, use_words};

/// The papers that something is printed on today.
const SHOWN: [PaperKind; 4] = [PaperKind::Token, PaperKind::Slip, PaperKind::Receipt, PaperKind::Sheet];

/// The tab.
#[component]
pub fn Papers() -> Html {
    let w = use_words();
    let app = use_app();
    let may = app.may(Capability::PaperPrint);
    let papers = use_ask(may.then_some(GetPapers {}), &["paper"]);
    let printers = use_ask(may.then_some(ListPrinters {}), &[]);
    let chosen = use_state(|| PaperKind::Token);
    let is_known = printers.data.is_some() || printers.fault.is_some();
    use_ready("settings-papers", (papers.data.is_some() && is_known) || papers.fault.is_some() || !may);
    let rows: Vec<PaperRow> =
        papers.data.iter().flat_map(|p| &p.papers).filter(|p| SHOWN.contains(&p.kind)).cloned().collect();
    let step = {
        let chosen = chosen.clone();
        Callback::from(move |by: isize| {
            let at = SHOWN.iter().position(|kind| *kind == *chosen).unwrap_or(0);
            let kind = SHOWN[at.saturating_add_signed(by).min(SHOWN.len() - 1)];
            chosen.set(kind);
            crate::page::focus(&format!("#paper-{}", kind.as_str()));
        })
    };
    use_keys(vec![
        Key::new("Up", w.t("papers-before"), step.reform(|()| -1)).quiet(),
        Key::new("Down", w.t("papers-next"), step.reform(|()| 1)).quiet(),
    ]);
    if !may {
        return html! { <div class="card"><NotPermitted text={w.t("papers-not")} /></div> };
    }
    let known = printers.data.clone().unwrap_or_default();
    let row = |paper: &PaperRow| {
        let (on, kind) = (paper.kind == *chosen, paper.kind);
        let onclick = {
            let chosen = chosen.clone();
            Callback::from(move |_: MouseEvent| chosen.set(kind))
        };
        html! {
            <li key={kind.as_str()}>
                <button class="li" type="button" id={format!("paper-{}", kind.as_str())} aria-current={on.then_some("true")} {onclick}>
                    <Icon name="print" size="sm" />
                    <span class="grow"><b>{ w.t(&format!("paper-{}", kind.as_str())) }</b><br />
                        <span class="meta">{ paper.printer.clone().map_or_else(|| w.t("papers-no-printer"), AttrValue::from) }</span></span>
                    if let Some(pill) = held(&w, &known, paper.printer.as_deref()) { { pill } }
                </button>
            </li>
        }
    };
    let onkeydown = {
        let step = step.clone();
        Callback::from(move |event: KeyboardEvent| {
            let by = match event.key().as_str() {
                "ArrowDown" => 1,
                "ArrowUp" => -1,
                _ => return,
            };
            event.prevent_default();
            step.emit(by);
        })
    };
    let shown = rows.iter().find(|row| row.kind == *chosen).cloned().map(Rc::new);
    let main = match (shown, &papers.fault) {
        (Some(row), _) => {
            let name = row.kind.as_str();
            html! { <OfPaper key={name} {row} printers={known.clone()} /> }
        }
        (None, Some(fault)) => {
            html! { <div class="card"><Failed fault={fault.clone()} again={papers.again.clone()} /></div> }
        }
        (None, None) => html! { <div class="card"><Skeleton rows={6} /></div> },
    };
    html! {
        <div class="cols cols--set grow">
            <div class="stack stack--3 setleft">
                <Card title={w.t("papers-of-desk")} sub={w.t("papers-of-desk-sub")} body={false}>
                    <ul class="list scroll" {onkeydown}>{ for rows.iter().map(row) }</ul>
                </Card>
                <Card title={w.t("papers-printers")} actions={html! { <LinkButton id="look-again" label={w.t("papers-look-again")} onclick={printers.again.clone()} /> }}>
                    { listed(&w, is_known, &known) }
                    <FaultBanner fault={printers.fault.clone()} />
                </Card>
            </div>
            { main }
        </div>
    }
}

/// The printers that this computer's system has, each with what holds it up.
fn listed(w: &W, is_known: bool, printers: &Printers) -> Html {
    if !is_known {
        return html! { <Skeleton rows={2} /> };
    }
    if printers.trouble == Some(PrintTrouble::NoService) {
        return html! { <Banner tone={Tone::Warn} icon="print">{ w.t("papers-no-service") }</Banner> };
    }
    if printers.printers.is_empty() {
        return html! { <Banner tone={Tone::Calm} icon="print">{ w.t("papers-none-found") }</Banner> };
    }
    let printer = |p: &Printer| {
        html! {
            <li key={p.name.clone()} class="row t-13"><span class="grow breaks">{ &p.name }</span>
                { held(w, printers, Some(&p.name)).unwrap_or_else(|| html! { <Pill tone={Tone::Ok} label={w.t("papers-ready")} /> }) }</li>
        }
    };
    html! { <ul class="stack stack--1">{ for printers.printers.iter().map(printer) }</ul> }
}

/// What holds a printer up, in a word.
fn held(w: &W, printers: &Printers, name: Option<&str>) -> Option<Html> {
    let trouble = trouble(printers, name?)?;
    let key = format!("printer-is-{}", trouble.as_str().replace('_', "-"));
    Some(html! { <Pill tone={Tone::Warn} label={w.t(&key)} /> })
}

fn trouble(printers: &Printers, name: &str) -> Option<PrintTrouble> {
    match printers.printers.iter().find(|p| p.name == name) {
        Some(printer) => printer.trouble,
        None => Some(printers.trouble.unwrap_or(PrintTrouble::Unknown)),
    }
}

/// A paper's printing as typed.
#[derive(Clone, PartialEq)]
struct Form {
    printer: String,
    copies: String,
    header: bool,
    top: String,
    side: String,
    language: PaperLanguage,
}

impl Form {
    fn of(row: &PaperRow) -> Self {
        Self {
            printer: row.printer.clone().unwrap_or_default(),
            copies: row.copies.to_string(),
            header: row.header,
            top: row.top.to_string(),
            side: row.side.to_string(),
            language: PaperLanguage::of(row.language),
        }
    }
}

/// What is no number is refused by the door, beside its field.
fn number(text: &str) -> i64 {
    text.trim().parse().unwrap_or(-1)
}

/// A number of millimetres that can be shown.
fn within(text: &str, most: i64) -> Option<i64> {
    Some(number(text)).filter(|mm| (0..=most).contains(mm))
}

#[derive(Clone, PartialEq, Properties)]
struct OfPaperProps {
    row: Rc<PaperRow>,
    printers: Rc<Printers>,
}

/// How one paper is printed, and how it then looks.
#[component]
fn OfPaper(props: &OfPaperProps) -> Html {
    let w = use_words();
    let app = use_app();
    let may = app.may(Capability::PaperManage);
    let kind = props.row.kind;
    let form = use_state(|| Form::of(&props.row));
    let print = use_print().now;
    let me: Option<Id<()>> = app.status.session.as_ref().map(|s| Id::from_bytes(s.id.bytes()));
    let name = w.t(&format!("paper-{}", kind.as_str()));
    let done = {
        let (toast, w, name, form) = (app.toast.clone(), w.clone(), name.clone(), form.clone());
        Callback::from(move |set: Set| {
            set.papers.iter().filter(|row| row.kind == kind).for_each(|row| form.set(Form::of(row)));
            toast.emit(Toast::new(w.tw("papers-saved", &[("paper", Arg::Text(&name))])));
        })
    };
    let act = use_act::<SetPaper>(done);
    let refusals = use_refusals(&act.fault);
    let preview = use_ask(
        me.map(|id| PreviewPrint {
            document: Printable::Sample,
            id,
            day: None,
            paper: Some(kind),
            header: Some(form.header),
            top: within(&form.top, 100),
            side: within(&form.side, 25),
            language: Some(form.language),
        }),
        &["business"],
    );
    let save = {
        let (run, form) = (act.run.clone(), form.clone());
        Callback::from(move |()| {
            run.emit(SetPaper {
                kind,
                printer: Some(form.printer.clone()),
                copies: Some(number(&form.copies)),
                header: Some(form.header),
                top: Some(number(&form.top)),
                side: Some(number(&form.side)),
                language: Some(form.language),
            });
        })
    };
    let changed = *form != Form::of(&props.row);
    let can_try = props.row.printer.is_some() && !changed;
    let sample = me.map(|me| print.reform(move |()| Wanted::sample(me, kind)));
    let mut keys = Vec::new();
    if may {
        keys.push(Key::new("Ctrl+Enter", w.t("save"), save.clone()));
    }
    if let Some(sample) = sample.clone().filter(|_| can_try) {
        keys.push(Key::new("Ctrl+P", w.t("papers-test"), sample));
    }
    use_keys(keys);
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
    let header = {
        let form = form.clone();
        Callback::from(move |header: bool| form.set(Form { header, ..(*form).clone() }))
    };
    let onsubmit = {
        let save = save.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            save.emit(());
        })
    };
    let listed = props.printers.printers.iter().map(|p| p.name.clone());
    // One that is gone stays chosen until another is.
    let gone = Some(form.printer.clone()).filter(|name| !name.is_empty() && !listed.clone().any(|p| p == *name));
    let printers: Vec<Choice> = listed.chain(gone).map(|name| Choice::new(name.clone(), name)).collect();
    let wrong = (!form.printer.is_empty()).then(|| trouble(&props.printers, &form.printer)).flatten();
    let wrong = wrong.map(|trouble| trouble_of(&w, trouble, &form.printer));
    let languages = PaperLanguage::ALL.iter().map(|language| {
        let name = match language.own() {
            Some(own) => w.t(&format!("speaks-{}", own.as_str())),
            None => w.t("papers-clinic-language"),
        };
        Choice::new(language.as_str(), name)
    });
    let foot = html! {
        <>
            if let Some(onclick) = sample {
                <Button icon="print" keys="Ctrl+P" does="test-page" label={w.t("papers-test")} disabled={!can_try} {onclick} />
            }
            if may { <Button class="push" kind={Kind::Primary} keys="Ctrl+Enter" does="save-paper" busy={act.busy} disabled={!changed} label={w.t("save")} onclick={save} /> }
        </>
    };
    let fields = html! {
        <form class="gridf" {onsubmit} novalidate=true>
            <div class="f12"><FaultBanner fault={act.fault.clone()} /></div>
            <Select name="printer" class="f12" label={w.t("papers-printer")} blank={w.t("papers-no-printer")} options={printers} value={AttrValue::from(form.printer.clone())}
                onchange={chosen("printer", |f, t| f.printer = t)} error={refusals.of(&w, "printer")} hint={wrong} />
            <Field id="copies" class="f4" label={w.t("papers-copies")} inputmode="numeric" value={form.copies.clone()} oninput={typed("copies", |f, t| f.copies = t)} error={refusals.of(&w, "copies")} />
            <Select name="paper-language" class="f8" label={w.t("papers-language")} options={languages.collect::<Vec<_>>()}
                value={AttrValue::from(form.language.as_str())} onchange={chosen("language", |f, t| f.language = PaperLanguage::parse(&t).unwrap_or_default())} error={refusals.of(&w, "language")} />
            <div class="f12"><Check id="header" label={w.t("papers-header")} checked={form.header} onchange={header} /></div>
            if !form.header {
                <Field id="top" class="f6" label={w.t("papers-top")} inputmode="numeric" value={form.top.clone()} oninput={typed("top", |f, t| f.top = t)} error={refusals.of(&w, "top")} />
            }
            <Field id="side" class="f6" label={w.t("papers-side")} inputmode="numeric" value={form.side.clone()} oninput={typed("side", |f, t| f.side = t)} error={refusals.of(&w, "side")} />
            // Enter in a field saves, as the button does.
            <button class="sr" type="submit" tabindex="-1" aria-hidden="true"></button>
        </form>
    };
    let facts = html! {
        <>
            <Banner tone={Tone::Calm} icon="lock">{ w.t("papers-only") }</Banner>
            <dl class="dl">
                <dt>{ w.t("papers-printer") }</dt><dd>{ props.row.printer.clone().map_or_else(|| w.t("papers-no-printer"), AttrValue::from) }</dd>
                <dt>{ w.t("papers-copies") }</dt><dd>{ props.row.copies }</dd>
            </dl>
        </>
    };
    html! {
        <Card title={name} {foot} class="paperof">
            <div class="papercols">
                <div class="stack stack--3">
                    <p class="hint">{ w.t(&format!("paper-{}-when", kind.as_str())) }</p>
                    if may { { fields } } else { { facts } }
                </div>
                <figure class="paperview">
                    if let Some(page) = preview.data.as_ref().and_then(|p| p.pages.first()) {
                        <img class={format!("paperview-{}", kind.as_str())} alt={w.t("papers-preview")} src={format!("data:image/png;base64,{page}")} />
                    } else if let Some(fault) = &preview.fault {
                        <FaultBanner fault={fault.clone()} />
                        <Button size={Size::Small} label={w.t("try-again")} onclick={preview.again.clone()} />
                    } else {
                        <Skeleton rows={3} />
                    }
                </figure>
            </div>
        </Card>
    }
}
