//! The notes below the top bar: what must be known, each with one way on.

use std::cell::RefCell;
use std::collections::BTreeSet;

use model::Id;
use model::capability::Capability;
use model::command::Done;
use model::commands::app::{AnswerClock, LastSaved, SavedWhat, Seen};
use model::commands::print::{ListPrintJobs, PrintJob};
use model::paper::Print;
use model::words::Arg;
use yew::prelude::*;

use super::Over;
use crate::ask::{use_act, use_ask, use_refusals};
use crate::context::use_app;
use crate::keys::{Key, use_keys};
use crate::kit::{Banner, Button, Dialog, FaultBanner, Field, IconButton, Kind, LinkButton, Size, Tone};
use crate::pages::papers;
use crate::route::{Route, go};
use crate::time::{Local, when};
use crate::words::{W, use_words};

/// The notes.
#[derive(Clone, PartialEq, Properties)]
pub struct NotesProps {
    /// Opens a dialog of the shell.
    pub open: Callback<Over>,
}

/// Clock question, unclean stop, repair, papers that do not come out, recovery sheet: only those that are true.
#[component]
pub fn Notes(props: &NotesProps) -> Html {
    let w = use_words();
    let app = use_app();
    let refresh = app.refresh.clone();
    let seen = use_act::<Seen>(Callback::from(move |_: Done| refresh.emit(())));
    let status = &app.status;
    let see = seen.run.reform(|()| Seen {});
    let confirm = app.may(Capability::ClinicManage).then(|| {
        html! { <LinkButton id="recovery-confirm" label={w.t("note-recovery-confirm")} onclick={props.open.reform(|()| Over::Recovery)} /> }
    });
    html! {
        <>
        <ClockNote open={props.open.clone()} />
        if let Some(saved) = &status.last_saved {
            <Banner tone={Tone::Calm} icon="clock" actions={html! { <LinkButton id="note-seen" label={w.t("note-seen")} onclick={see.clone()} /> }}>
                { unclean(&w, saved, &when(saved.at, app.now(), app.zone())) }
            </Banner>
        }
        if let Some(repaired) = status.repaired.as_ref() {
            <Banner actions={html! { <IconButton icon="x" small={true} label={w.t("note-hide")} onclick={see.clone()} /> }}>{ repaired }</Banner>
        }
        <PapersNote />
        <PinOffer open={props.open.clone()} />
        if status.recovery_due && !status.practice {
            <Banner tone={Tone::Warn} icon="key" actions={confirm}><b>{ w.t("note-recovery") }</b>{" "}{ w.t("note-recovery-text") }</Banner>
        }
        </>
    }
}

/// What was last saved before a stop that was not clean.
fn unclean(w: &W, saved: &LastSaved, time: &str) -> AttrValue {
    let time = ("time", Arg::Text(time));
    let Some(paper) = &saved.paper else {
        return w.tw("note-unclean", &[time, ("person", Arg::Text(&saved.by))]);
    };
    let how: Vec<_> = paper.tenders.iter().map(|t| w.t(&format!("saved-by-{}", t.as_str()))).collect();
    let how = if how.is_empty() { w.t("saved-unpaid").to_string() } else { how.join(" + ") };
    // A credit note takes back, and is not paid.
    let how = if paper.what == SavedWhat::CreditNote { String::new() } else { format!(" {how}") };
    let sum = format!("{:#}{how}", paper.amount);
    let (what, numbers) = (format!("note-unclean-{}", paper.what.as_str()), paper.numbers.join(", "));
    w.tw(&what, &[time, ("number", Arg::Text(&numbers)), ("sum", Arg::Text(&sum))])
}

/// Why a paper does not come out. It says once what is true, and again when another is held up.
#[component]
fn PapersNote() -> Html {
    let w = use_words();
    let app = use_app();
    let jobs = use_ask(app.may(Capability::PaperPrint).then_some(ListPrintJobs {}), &["print"]);
    let hidden = use_state(BTreeSet::new);
    let held: Vec<&PrintJob> = jobs.data.iter().flat_map(|j| &j.jobs).filter(|job| papers::is_held_up(job)).collect();
    let ids: BTreeSet<Id<Print>> = held.iter().map(|job| job.id).collect();
    let Some(newest) = held.first().filter(|_| !ids.is_subset(&hidden)) else { return html! {} };
    let count = Arg::Number(i64::try_from(ids.len()).unwrap_or(i64::MAX));
    let hide = Callback::from(move |()| hidden.set(ids.clone()));
    let actions = html! {
        <span class="row">
            <LinkButton id="note-papers" label={w.t("note-papers-open")} onclick={Callback::from(|()| go(&Route::Papers))} />
            <IconButton icon="x" small={true} label={w.t("note-hide")} onclick={hide} />
        </span>
    };
    html! {
        <Banner tone={Tone::Calm} icon="print" {actions}>
            <b>{ papers::trouble(&w, newest) }</b>{" "}{ w.tw("note-papers", &[("count", count)]) }
        </Banner>
    }
}

thread_local! {
    /// Those who do not want to be offered a PIN again while the window is open.
    static DECLINED: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
}

/// After a sign-in by password: a PIN for coming back quickly, offered once, when nothing else is to be said.
#[component]
fn PinOffer(props: &NotesProps) -> Html {
    let w = use_words();
    let app = use_app();
    let update = use_force_update();
    let status = &app.status;
    let quiet = status.clock.is_none() && status.last_saved.is_none() && !status.recovery_due;
    let Some(user) = status.session.as_ref().filter(|s| quiet && !s.pin).map(|s| s.user.clone()) else {
        return html! {};
    };
    if DECLINED.with_borrow(|declined| declined.contains(&user)) {
        return html! {};
    }
    let hide = Callback::from(move |()| {
        DECLINED.with_borrow_mut(|declined| declined.insert(user.clone()));
        update.force_update();
    });
    let actions = html! {
        <span class="row">
            <LinkButton id="pin-offer" label={w.t("set-pin")} onclick={props.open.reform(|()| Over::Pin)} />
            <IconButton icon="x" small={true} label={w.t("note-hide")} onclick={hide} />
        </span>
    };
    html! { <Banner tone={Tone::Calm} icon="grid" {actions}>{ w.t("note-pin") }</Banner> }
}

/// "Is today Monday 23 November 2026, 11:40?" One key answers.
#[component]
fn ClockNote(props: &NotesProps) -> Html {
    let w = use_words();
    let app = use_app();
    let refresh = app.refresh.clone();
    let answer = use_act::<AnswerClock>(Callback::from(move |_: Done| refresh.emit(())));
    let may = app.may(Capability::ClockAnswer);
    let right = answer.run.reform(|()| AnswerClock { right: true, now: None });
    let wrong = props.open.reform(|()| Over::Clock);
    let asked = app.status.clock.clone();
    let keys = if asked.is_some() && may {
        vec![Key::new("Y", w.t("clock-right"), right.clone()), Key::new("N", w.t("clock-wrong"), wrong.clone())]
    } else {
        Vec::new()
    };
    use_keys(keys);
    let Some(question) = asked else { return html! {} };
    let says = Local::at(question.says, app.zone());
    let actions = may.then(|| {
        html! {
            <span class="row">
                <Button id="clock-right" size={Size::Small} kind={Kind::Primary} keys="Y" busy={answer.busy} label={w.t("clock-right")} onclick={right} />
                <Button id="clock-wrong" size={Size::Small} keys="N" label={w.t("clock-wrong")} onclick={wrong} />
            </span>
        }
    });
    html! {
        <>
        <Banner tone={Tone::Warn} icon="clock" {actions}>
            <b>{ w.tw("clock-question", &[("day", Arg::Text(&says.long(&w))), ("time", Arg::Text(&says.time()))]) }</b>{" "}
            { w.t(&format!("clock-{}", question.reason.replace('_', "-"))) }
            if !may { {" "}{ w.t("clock-ask-another") } }
        </Banner>
        <FaultBanner fault={answer.fault.clone()} />
        </>
    }
}

/// The dialog for the right time.
#[derive(Clone, PartialEq, Properties)]
pub struct ClockDialogProps {
    /// Answered, or not now.
    pub onclose: Callback<()>,
}

/// Asks for the right date and time at the clinic.
#[component]
pub fn ClockDialog(props: &ClockDialogProps) -> Html {
    let w = use_words();
    let app = use_app();
    let now = Local::at(app.now(), app.zone());
    let date = use_state(|| now.date());
    let time = use_state(|| now.time());
    let answer = use_act::<AnswerClock>({
        let (refresh, onclose) = (app.refresh.clone(), props.onclose.clone());
        Callback::from(move |_: Done| {
            refresh.emit(());
            onclose.emit(());
        })
    });
    let refusals = use_refusals(&answer.fault);
    let onsubmit = {
        let (date, time, run, refusals) = (date.clone(), time.clone(), answer.run.clone(), refusals.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match typed_moment(&date, &time, now.day) {
                Ok(moment) => run.emit(AnswerClock { right: false, now: Some(moment) }),
                Err((field, code)) => refusals.refuse(field, code),
            }
        })
    };
    let typed = |field: &'static str, state: &UseStateHandle<String>| {
        let (state, refusals) = (state.clone(), refusals.clone());
        Callback::from(move |text: String| {
            refusals.typed(field);
            state.set(text);
        })
    };
    html! {
        <Dialog title={w.t("clock-dialog")} size="sm" onclose={props.onclose.clone()} foot={html! {
            <><Button label={w.t("cancel")} onclick={props.onclose.clone()} />
            <Button kind={Kind::Primary} form="clock-form" keys="Enter" busy={answer.busy} label={w.t("clock-save")} /></>
        }}>
            <form class="stack stack--3" id="clock-form" {onsubmit} novalidate=true>
                <p class="t-13 muted">{ w.t("clock-dialog-text") }</p>
                <div class="grid2">
                    <Field id="clock-date" label={w.t("clock-date")} hint={w.t("clock-date-hint")} value={(*date).clone()} oninput={typed("date", &date)}
                        error={refusals.of(&w, "date").or_else(|| refusals.of(&w, "now"))} />
                    <Field id="clock-time" label={w.t("clock-time")} hint={w.t("clock-time-hint")} value={(*time).clone()} oninput={typed("time", &time)}
                        error={refusals.of(&w, "time")} />
                </div>
                <FaultBanner fault={answer.fault.clone().filter(|f| f.fields.is_empty())} />
            </form>
        </Dialog>
    }
}

/// `2026-11-23T11:40` of a typed date and a typed time; else the field at fault and why.
fn typed_moment(date: &str, time: &str, today: model::day::Day) -> Result<String, (&'static str, &'static str)> {
    let day = model::day::Day::parse(date, today, model::day::Leaning::Ahead).map_err(|e| ("date", e.key()))?;
    let digits: Vec<&str> = time.trim().split([':', '.', ' ']).collect();
    let clock = match digits.as_slice() {
        [hour, minute] => hour.parse::<u32>().ok().zip(minute.parse::<u32>().ok()),
        _ => None,
    };
    match clock {
        Some((hour, minute)) if hour < 24 && minute < 60 => Ok(format!("{}T{hour:02}:{minute:02}", day.to_iso())),
        _ => Err(("time", "field-time")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_moment_is_read_in_parts() {
        let today = model::day::Day::from_epoch_days(20_780);
        assert_eq!(typed_moment("23/11/2026", "9:05", today).as_deref(), Ok("2026-11-23T09:05"));
        assert_eq!(typed_moment("23/11/2026", "25:00", today), Err(("time", "field-time")));
    }
}
