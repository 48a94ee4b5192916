//! Bringing in a list: which, its columns, what is wrong in it, all of it or nothing, and out again.

use std::collections::BTreeMap;

use model::capability::Capability;
use model::commands::imports::{
    ApplyImport, BadRow, ImportPreview, ImportRow, Imported, ListImports, ListOf, PreviewImport, UndoImport, Undone,
};
use model::words::Arg;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::ask::{use_act, use_ask};
use crate::context::use_app;
use crate::keys::{Key, use_keys};
use crate::kit::{
    Banner, Button, Card, Check, Choice, Empty, Failed, FaultBanner, Field, Kind, NotPermitted, Pill, Seg, Select,
    Size, Skeleton, Table, Toast, Tone,
};
use crate::page::{use_first_focus, use_ready};
use crate::time::when;
use crate::words::{W, use_words};

/// The sign that leaves a column out.
const LEFT_OUT: &str = "-";

/// A list that was chosen.
#[derive(Clone, PartialEq)]
struct Source {
    /// The file's name; none for what was pasted.
    file: Option<String>,
    csv: String,
}

/// The tab.
#[component]
pub fn Lists() -> Html {
    let w = use_words();
    let app = use_app();
    let may = app.may(Capability::ImportRun);
    use_ready("settings-lists", true);
    if !may {
        return html! { <div class="card"><NotPermitted text={w.t("lists-not")} /></div> };
    }
    html! { <div class="scroll grow stack stack--3"><BringIn /><Before /></div> }
}

/// From the choice of a list to its rows in the clinic.
#[component]
fn BringIn() -> Html {
    let w = use_words();
    let app = use_app();
    let what = use_state(ListOf::default);
    let source = use_state(|| None::<Source>);
    let columns = use_state(BTreeMap::<String, String>::new);
    let skip = use_state(|| false);
    let asked = source.as_ref().map(|s| PreviewImport { what: *what, csv: s.csv.clone(), columns: (*columns).clone() });
    let preview = use_ask(asked, &[]);
    let clear = {
        let (source, columns, skip) = (source.clone(), columns.clone(), skip.clone());
        Callback::from(move |()| {
            source.set(None);
            columns.set(BTreeMap::new());
            skip.set(false);
        })
    };
    let apply = {
        let (toast, w, clear, what) = (app.toast.clone(), w.clone(), clear.clone(), *what);
        use_act::<ApplyImport>(Callback::from(move |done: Imported| {
            let count = Arg::Number(i64::try_from(done.added).unwrap_or(i64::MAX));
            toast.emit(Toast::new(w.tw(&format!("lists-done-{}", what.as_str()), &[("count", count)])));
            clear.emit(());
        }))
    };
    let shown = preview.data.clone().filter(|_| source.is_some());
    let bad = shown.as_ref().map_or(0, |p| p.rows - p.good);
    let ready = shown.as_ref().is_some_and(|p| p.lacks.is_none() && p.good > 0 && (bad == 0 || *skip));
    let run = {
        let (run, source, what, columns, skip) = (apply.run.clone(), source.clone(), *what, columns.clone(), *skip);
        Callback::from(move |()| {
            if let Some(source) = source.as_ref().filter(|_| ready) {
                run.emit(ApplyImport { what, csv: source.csv.clone(), columns: (*columns).clone(), skip_bad: skip });
            }
        })
    };
    use_keys(ready.then(|| Key::new("Ctrl+Enter", w.t("lists-bring-in"), run.clone())).into_iter().collect());
    let choose = {
        let (what, clear) = (what.clone(), clear.clone());
        Callback::from(move |name: AttrValue| {
            clear.emit(());
            what.set(ListOf::parse(&name).unwrap_or_default());
        })
    };
    let take = {
        let source = source.clone();
        Callback::from(move |new: Source| source.set(Some(new)))
    };
    let map = {
        let (columns, preview) = (columns.clone(), shown.clone());
        Callback::from(move |(heading, field): (String, String)| {
            let mut new = preview.as_ref().map(|p| p.columns.clone()).unwrap_or_default();
            // A field is one column's: whichever was it before is left out.
            new.values_mut().filter(|f| **f == field).for_each(|f| LEFT_OUT.clone_into(f));
            new.insert(heading, field);
            columns.set(new);
        })
    };
    let onskip = {
        let skip = skip.clone();
        Callback::from(move |on: bool| skip.set(on))
    };
    let options = ListOf::ALL.iter().map(|l| Choice::new(l.as_str(), w.t(&format!("lists-{}", l.as_str()))));
    let good = Arg::Number(shown.as_ref().map_or(0, |p| i64::try_from(p.good).unwrap_or(i64::MAX)));
    let foot = source.is_some().then(|| {
        html! {
            <>
                <span class="grow t-13 muted">{ w.t("lists-foot") }</span>
                <Button kind={Kind::Ghost} does="other-list" label={w.t("lists-other")} onclick={clear} />
                <Button kind={Kind::Primary} does="bring-in" keys="Ctrl+Enter" busy={apply.busy} disabled={!ready}
                    label={w.tw("lists-bring-in-count", &[("count", good)])} onclick={run} />
            </>
        }
    });
    let body = match (&*source, &shown, &preview.fault) {
        (None, ..) => html! { <Choose what={*what} {take} /> },
        (Some(_), _, Some(fault)) if fault.fields.is_empty() => {
            html! { <Failed fault={fault.clone()} again={preview.again.clone()} /> }
        }
        (Some(_), _, Some(fault)) => {
            let said = fault.fields.iter().map(|f| f.message.clone()).collect::<Vec<_>>().join(" ");
            html! { <Banner tone={Tone::Danger} alert={true}>{ said }</Banner> }
        }
        (Some(_), None, None) => html! { <Skeleton rows={4} /> },
        (Some(source), Some(p), None) => html! {
            <>
                <p class="t-13 row"><b>{ source.file.clone().unwrap_or_else(|| w.t("lists-pasted").to_string()) }</b>
                    if p.lacks.is_none() { <span class="muted" data-rows={p.rows.to_string()}>{ counts(&w, p) }</span> }</p>
                if let Some(lacks) = &p.lacks { <Banner tone={Tone::Warn}>{ lacks }</Banner> }
                { mapping(&w, p, &map) }
                if bad > 0 {
                    { bad_rows(&w, &p.bad) }
                    <Check id="skip-bad" checked={*skip} onchange={onskip}
                        label={w.tw("lists-skip", &[("count", Arg::Number(i64::try_from(bad).unwrap_or(i64::MAX)))])} />
                }
            </>
        },
    };
    html! {
        <Card title={w.t("lists-title")} sub={w.t("lists-sub")} {foot}>
            <Seg name="list-of" label={w.t("lists-what")} options={options.collect::<Vec<_>>()} value={AttrValue::from(what.as_str())} onchange={choose} narrow={true} />
            <FaultBanner fault={apply.fault.clone()} />
            { body }
        </Card>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct ChooseProps {
    what: ListOf,
    take: Callback<Source>,
}

/// A file, or what was copied out of a spreadsheet.
#[component]
fn Choose(props: &ChooseProps) -> Html {
    let w = use_words();
    let pasted = use_state(String::new);
    let garbled = use_state(|| false);
    use_first_focus("#list-file", true);
    let onchange = {
        let (take, garbled) = (props.take.clone(), garbled.clone());
        Callback::from(move |event: Event| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
            let (take, garbled) = (take.clone(), garbled.clone());
            spawn_local(async move {
                let read = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
                match read.filter(|text| !text.contains('\u{fffd}')) {
                    Some(csv) => take.emit(Source { file: Some(file.name()), csv }),
                    None => garbled.set(true),
                }
            });
        })
    };
    let look = {
        let (take, pasted) = (props.take.clone(), pasted.clone());
        Callback::from(move |()| {
            if !pasted.trim().is_empty() {
                take.emit(Source { file: None, csv: (*pasted).clone() });
            }
        })
    };
    use_keys(vec![Key::new("Ctrl+Enter", w.t("lists-look"), look.clone())]);
    let oninput = {
        let pasted = pasted.clone();
        Callback::from(move |text: String| pasted.set(text))
    };
    let error = garbled.then(|| w.t("lists-garbled"));
    html! {
        <>
            <p class="t-13 muted">{ w.t(&format!("lists-about-{}", props.what.as_str())) }</p>
            <div class="gridf">
                <div class={classes!("field", "f9", error.is_some().then_some("is-error"))}>
                    <label class="label" for="list-file">{ w.t("lists-file") }</label>
                    <input class="input list-file" type="file" id="list-file" accept=".csv,.tsv,.txt,text/csv" {onchange}
                        aria-invalid={error.is_some().then_some("true")} aria-describedby="list-file-hint" />
                    if let Some(error) = error { <span class="error" id="list-file-error">{ error }</span> }
                    <span class="hint" id="list-file-hint">{ w.t("lists-file-hint") }</span>
                </div>
                <Field id="list-text" class="f9" label={w.t("lists-paste")} rows={4} code={true} value={(*pasted).clone()} {oninput} />
            </div>
            <div class="row"><Button does="look" keys="Ctrl+Enter" disabled={pasted.trim().is_empty()} label={w.t("lists-look")} onclick={look} /></div>
        </>
    }
}

fn counts(w: &W, p: &ImportPreview) -> AttrValue {
    let number = |n: u64| Arg::Number(i64::try_from(n).unwrap_or(i64::MAX));
    let said =
        w.tw("lists-counts", &[("count", number(p.rows)), ("good", number(p.good)), ("bad", number(p.rows - p.good))]);
    match p.look_alikes {
        0 => said,
        n => AttrValue::from(format!("{said} · {}", w.tw("lists-look-alikes", &[("count", number(n))]))),
    }
}

/// Which column is which field.
fn mapping(w: &W, p: &ImportPreview, map: &Callback<(String, String)>) -> Html {
    let mut options = vec![Choice::new(LEFT_OUT, w.t("lists-left-out"))];
    options.extend(p.fields.iter().map(|f| Choice::new(f.clone(), w.t(&format!("lists-field-{f}")))));
    let column = |(at, heading): (usize, &String)| {
        let (map, own) = (map.clone(), heading.clone());
        let onchange = Callback::from(move |field: AttrValue| map.emit((own.clone(), field.to_string())));
        let value = p.columns.get(heading).cloned().map(AttrValue::from);
        html! { <Select key={at.to_string()} class="f3" name={format!("column-{at}")} label={heading.clone()} options={options.clone()} {value} {onchange} /> }
    };
    html! {
        <div role="group" aria-label={w.t("lists-columns")} class="stack stack--2">
            <h3 class="t-13 semi">{ w.t("lists-columns") }</h3>
            <div class="gridf">{ for p.headings.iter().enumerate().map(column) }</div>
        </div>
    }
}

fn bad_rows(w: &W, bad: &[BadRow]) -> Html {
    let head = vec![("num", w.t("lists-line")), ("", w.t("lists-column")), ("", w.t("lists-why"))];
    html! {
        <div class="stack stack--2">
            <h3 class="t-13 semi">{ w.t("lists-bad") }</h3>
            <Table label={w.t("lists-bad")} {head}>
                { for bad.iter().map(|row| html! {
                    <tr><td class="num">{ row.line }</td><td><b>{ &row.column }</b></td><td>{ &row.message }</td></tr>
                }) }
            </Table>
        </div>
    }
}

/// What was brought in before, each with its way out.
#[component]
fn Before() -> Html {
    let w = use_words();
    let app = use_app();
    let imports = use_ask(Some(ListImports {}), &["import"]);
    let undo = {
        let (toast, w) = (app.toast.clone(), w.clone());
        use_act::<UndoImport>(Callback::from(move |done: Undone| {
            let number = |n: u64| Arg::Number(i64::try_from(n).unwrap_or(i64::MAX));
            let said = w.tw("lists-undone", &[("count", number(done.removed)), ("kept", number(done.kept))]);
            toast.emit(Toast::new(said));
        }))
    };
    let row = |import: &ImportRow| {
        let id = import.id;
        let onclick = undo.run.reform(move |()| UndoImport { id });
        let count = w.tw("lists-rows", &[("count", Arg::Number(import.rows))]);
        let at = when(import.at, app.now(), app.zone());
        html! {
            <li class="row list-row" key={id.to_string()} data-import={id.to_string()}>
                <span class="grow"><b>{ w.t(&format!("lists-{}", import.what.as_str())) }</b>{" "}<span class="hushed t-13">{ format!("{count} · {at}") }</span></span>
                if import.undone_at.is_some() {
                    <Pill label={w.t("lists-taken-out")} />
                } else {
                    <Button size={Size::Small} does="take-out" label={w.t("lists-take-out")} busy={undo.busy} {onclick} />
                }
            </li>
        }
    };
    let body = match (&imports.data, &imports.fault) {
        (Some(list), _) if list.imports.is_empty() => {
            html! { <Empty icon="upload" title={w.t("lists-none")} text={w.t("lists-none-text")} /> }
        }
        (Some(list), _) => html! { <ul class="list">{ for list.imports.iter().map(row) }</ul> },
        (None, Some(fault)) => html! { <Failed fault={fault.clone()} again={imports.again.clone()} /> },
        (None, None) => html! { <Skeleton rows={2} /> },
    };
    html! {
        <Card title={w.t("lists-before")} sub={w.t("lists-before-sub")} body={false}>
            <FaultBanner fault={undo.fault.clone()} />
            { body }
        </Card>
    }
}
