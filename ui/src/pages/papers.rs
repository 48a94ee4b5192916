//! Papers: what is on its way to this computer's printers, and what was printed today.

use model::Id;
use model::capability::Capability;
use model::command::Done;
use model::commands::print::{DropPrint, GetPapers, ListPrintJobs, PrintAgain, PrintJob};
use model::paper::{Print, PrintState, PrintTrouble};
use model::words::Arg;
use yew::prelude::*;

use crate::ask::{use_act, use_ask};
use crate::context::use_app;
use crate::keys::{Key, use_keys};
use crate::kit::{Button, Empty, Failed, FaultBanner, NotPermitted, Pill, Size, Skeleton, Table, Toast, Tone};
use crate::page::{focus, use_first_focus, use_ready};
use crate::route::{Route, go};
use crate::time::when;
use crate::words::{W, use_words};

/// Whether somebody should look why it does not come out.
pub fn is_held_up(job: &PrintJob) -> bool {
    job.state == PrintState::Failed || (job.state == PrintState::Waiting && job.trouble.is_some())
}

/// Why it does not come out, and what to do.
pub fn trouble(w: &W, job: &PrintJob) -> AttrValue {
    trouble_of(w, job.trouble.unwrap_or(PrintTrouble::Refused), &job.printer)
}

/// Why a printer does not print, and what to do.
pub fn trouble_of(w: &W, trouble: PrintTrouble, printer: &str) -> AttrValue {
    let key = format!("print-trouble-{}", trouble.as_str().replace('_', "-"));
    w.tw(&key, &[("printer", Arg::Text(printer))])
}

/// What can be done about a paper.
#[derive(Clone, Copy, PartialEq)]
enum Step {
    /// To the printer that this desk has for it now.
    Again,
    /// Off the list.
    Drop,
}

/// The list, the newest first.
#[component]
pub fn Papers() -> Html {
    let w = use_words();
    let app = use_app();
    let may = app.may(Capability::PaperPrint);
    let jobs = use_ask(may.then_some(ListPrintJobs {}), &["print"]);
    let papers = use_ask(may.then_some(GetPapers {}), &["paper"]);
    let on = use_state(|| None::<Id<Print>>);
    use_ready("papers", jobs.data.is_some() || jobs.fault.is_some() || !may);
    use_first_focus("#main tr[tabindex]", jobs.data.is_some());
    let says = |key: &'static str| {
        let (toast, w) = (app.toast.clone(), w.clone());
        Callback::from(move |_: Done| toast.emit(Toast::new(w.t(key))))
    };
    let again = use_act::<PrintAgain>(says("print-done"));
    let drop_it = use_act::<DropPrint>(says("papers-dropped"));
    let step = {
        let (again, drop_it) = (again.run.clone(), drop_it.run.clone());
        Callback::from(move |(step, job): (Step, Id<Print>)| match step {
            Step::Again => again.emit(PrintAgain { job }),
            Step::Drop => drop_it.emit(DropPrint { job }),
        })
    };
    let list: &[PrintJob] = jobs.data.as_ref().map_or(&[], |j| j.jobs.as_slice());
    // Another printer by now can have what waits for the one before.
    let elsewhere = |job: &PrintJob| {
        let row = papers.data.as_ref().and_then(|p| p.papers.iter().find(|p| p.kind == job.paper));
        row.and_then(|row| row.printer.clone()).filter(|printer| *printer != job.printer)
    };
    let goes_again = |job: &PrintJob| job.state == PrintState::Failed || (is_held_up(job) && elsewhere(job).is_some());
    let open: Vec<&PrintJob> = list.iter().filter(|job| job.state != PrintState::Sent).collect();
    let chosen = on.and_then(|id| open.iter().find(|job| job.id == id)).or(open.first()).copied();
    let choose = {
        let on = on.clone();
        Callback::from(move |job: Id<Print>| on.set(Some(job)))
    };
    let moves = {
        let (ids, at) = (open.iter().map(|j| j.id).collect::<Vec<_>>(), open.iter().position(|j| Some(*j) == chosen));
        let choose = choose.clone();
        Callback::from(move |by: isize| {
            let to = at.map_or(0, |at| at.saturating_add_signed(by).min(ids.len().saturating_sub(1)));
            if let Some(id) = ids.get(to) {
                choose.emit(*id);
                focus(&format!("#job-{id}"));
            }
        })
    };
    let mut keys = Vec::new();
    if let Some(job) = chosen {
        let id = job.id;
        if goes_again(job) {
            keys.push(Key::new("P", w.t("print-again"), step.reform(move |()| (Step::Again, id))));
        }
        keys.push(Key::new("Del", w.t("papers-drop"), step.reform(move |()| (Step::Drop, id))));
        keys.push(Key::new("Up", w.t("papers-before"), moves.reform(|()| -1)).quiet());
        keys.push(Key::new("Down", w.t("papers-next"), moves.reform(|()| 1)).quiet());
    }
    let settings = Callback::from(|()| go(&Route::Settings("papers".to_owned())));
    keys.push(Key::new("Alt+P", w.t("settings-papers"), settings.clone()));
    use_keys(keys);
    if !may {
        return html! { <div class="page"><h1>{ w.t("papers-title") }</h1><NotPermitted /></div> };
    }
    let head = vec![
        ("", w.t("papers-when")),
        ("", w.t("papers-what")),
        ("", w.t("papers-printer")),
        ("", w.t("papers-state")),
        ("", AttrValue::default()),
    ];
    let row = |job: &PrintJob| {
        let another = elsewhere(job).filter(|_| job.state == PrintState::Waiting);
        let label = match &another {
            Some(printer) => w.tw("papers-on-another", &[("printer", Arg::Text(printer))]),
            None => w.t("print-again"),
        };
        let id = job.id;
        let (onfocus, sends, drops) = (
            choose.reform(move |_: FocusEvent| id),
            step.reform(move |()| (Step::Again, id)),
            step.reform(move |()| (Step::Drop, id)),
        );
        let is_on = chosen.is_some_and(|chosen| chosen.id == id);
        let is_sent = job.state == PrintState::Sent;
        html! {
            <tr key={id.to_string()} id={format!("job-{id}")} class={classes!(is_on.then_some("is-on"), is_sent.then_some("hushed"))}
                tabindex={(!is_sent).then_some("0")} {onfocus} data-state={job.state.as_str()}>
                <td class="nowrap">{ when(job.at, app.now(), app.zone()) }if let Some(by) = &job.by { <><br /><span class="meta">{ by }</span></> }</td>
                <td><b>{ &job.title }</b><br /><span class="meta">{ w.t(&format!("paper-{}", job.paper.as_str())) }</span></td>
                <td>{ &job.printer }</td>
                <td>{ state(&w, job) }</td>
                <td class="num">
                    if !is_sent {
                        <span class="row row--1 push">
                            if goes_again(job) { <Button size={Size::Small} icon="print" does="again" keys={is_on.then_some("P")} {label} onclick={sends} /> }
                            <Button size={Size::Small} does="drop" keys={is_on.then_some("Del")} label={w.t("papers-drop")} onclick={drops} />
                        </span>
                    }
                </td>
            </tr>
        }
    };
    let body = match (&jobs.data, &jobs.fault) {
        (Some(_), _) if list.is_empty() => {
            html! { <Empty icon="print" title={w.t("papers-none")} text={w.t("papers-none-text")} /> }
        }
        (Some(_), _) => html! {
            <div class="scroll grow"><Table label={w.t("papers-title")} {head}>{ for list.iter().map(row) }</Table></div>
        },
        (None, Some(fault)) => html! { <Failed fault={fault.clone()} again={jobs.again.clone()} /> },
        (None, None) => html! { <Skeleton rows={6} /> },
    };
    html! {
        <div class="page page--fit">
            <div class="page-head">
                <h1>{ w.t("papers-title") }</h1><span class="sub">{ w.t("papers-sub") }</span>
                <span class="push row"><Button icon="print" keys="Alt+P" does="printers" label={w.t("settings-papers")} onclick={settings} /></span>
            </div>
            <FaultBanner fault={again.fault.clone().or_else(|| drop_it.fault.clone())} />
            <section class="card grow" aria-label={w.t("papers-title")}>{ body }</section>
        </div>
    }
}

/// How far it is; what holds it up and what to do.
fn state(w: &W, job: &PrintJob) -> Html {
    let label = w.t(&format!("print-state-{}", job.state.as_str()));
    let tone = match job.state {
        PrintState::Sent => return html! { label },
        PrintState::Failed => Tone::Warn,
        PrintState::Waiting | PrintState::Sending => Tone::Calm,
    };
    html! {
        <>
            <Pill {tone} {label} />
            if is_held_up(job) {
                {" "}<span>{ trouble(w, job) }</span>
                if job.state == PrintState::Waiting { {" "}<span class="hushed">{ w.t("papers-by-itself") }</span> }
            }
        </>
    }
}
