//! When each doctor sees patients, how they work here, and the days on which nobody does.

use std::rc::Rc;

use model::Id;
use model::capability::Capability;
use model::command::Done;
use model::commands::schedule::{
    CloseDays, Closed, ClosureRow, DoctorRow, GetSchedule, PracticeFields, ReopenDays, Schedule, Session, SetHours,
    SetPractice,
};
use model::day::{Day, Leaning};
use model::tenancy::User;
use model::words::Arg;
use yew::prelude::*;

use super::tell::Tell;
use crate::ask::{focus_first_refused, use_act, use_ask, use_refusals};
use crate::context::use_app;
use crate::kit::{
    Button, Card, Check, Choice, Empty, Failed, FaultBanner, Field, IconButton, Kind, LinkButton, Select, Size,
    Skeleton, Toast,
};
use crate::page::use_ready;
use crate::pages::patients::said;
use crate::words::use_words;

/// The tab.
#[component]
pub fn Hours() -> Html {
    let w = use_words();
    let schedule = use_ask(Some(GetSchedule::default()), &["hours", "practice", "closure", "user", "appointment"]);
    use_ready("settings-hours", schedule.data.is_some() || schedule.fault.is_some());
    match (&schedule.data, &schedule.fault) {
        (Some(schedule), _) => html! {
            <div class="stack stack--3 scroll grow">
                if schedule.doctors.is_empty() {
                    <Empty icon="consult" title={w.t("queue-no-doctors")} text={w.t("hours-no-doctors")} />
                }
                { for schedule.doctors.iter().map(|d| html! { <OfDoctor key={format!("{}{:?}", d.doctor, d.stamp)} row={Rc::new(d.clone())} /> }) }
                <Closures schedule={schedule.clone()} />
            </div>
        },
        (None, Some(fault)) => html! { <Failed fault={fault.clone()} again={schedule.again.clone()} /> },
        (None, None) => html! { <Skeleton rows={6} /> },
    }
}

/// Sessions alike on several days of the week, as typed.
#[derive(Clone, Default, PartialEq)]
struct Row {
    days: [bool; 7],
    opens: String,
    closes: String,
    slot: String,
    per_slot: String,
}

fn clock(minutes: i64) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Minutes after midnight of `9`, `9:30`, `0930`, `17.15`; what is none is refused by the door.
fn minutes(text: &str) -> i64 {
    let text = text.trim().replace('.', ":");
    let (hours, rest) = match text.split_once(':') {
        Some((hours, rest)) => (hours.to_owned(), rest.to_owned()),
        None if text.len() > 2 => (text[..text.len() - 2].to_owned(), text[text.len() - 2..].to_owned()),
        None => (text.clone(), "0".to_owned()),
    };
    match (hours.parse::<i64>(), rest.parse::<i64>()) {
        (Ok(hours), Ok(rest)) if (0..=24).contains(&hours) && (0..60).contains(&rest) => hours * 60 + rest,
        _ => -1,
    }
}

fn rows_of(hours: &[Session]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for s in hours {
        let row = Row {
            days: [false; 7],
            opens: clock(s.opens),
            closes: clock(s.closes),
            slot: s.slot.to_string(),
            per_slot: s.per_slot.to_string(),
        };
        let alike = |r: &Row| Row { days: [false; 7], ..r.clone() } == row;
        let at = rows.iter().position(alike).unwrap_or_else(|| {
            rows.push(row.clone());
            rows.len() - 1
        });
        if let Some(day) = usize::try_from(s.weekday - 1).ok().and_then(|d| rows[at].days.get_mut(d)) {
            *day = true;
        }
    }
    rows
}

fn sessions_of(rows: &[Row]) -> Vec<Session> {
    let number = |text: &str| text.trim().parse().unwrap_or(-1);
    let mut sessions = Vec::new();
    for row in rows {
        for (weekday, _) in (1..).zip(row.days).filter(|(_, on)| *on) {
            sessions.push(Session {
                weekday,
                opens: minutes(&row.opens),
                closes: minutes(&row.closes),
                slot: number(&row.slot),
                per_slot: number(&row.per_slot),
            });
        }
    }
    sessions
}

#[derive(Clone, PartialEq, Properties)]
struct OfDoctorProps {
    row: Rc<DoctorRow>,
}

/// One doctor's week and practice.
#[component]
fn OfDoctor(props: &OfDoctorProps) -> Html {
    let w = use_words();
    let app = use_app();
    let doctor = props.row.doctor;
    let may = app.may(Capability::ScheduleManage);
    let rows = use_state(|| rows_of(&props.row.hours));
    let practice = use_state(|| props.row.practice.clone());
    let saved = {
        let (toast, w, name) = (app.toast.clone(), w.clone(), props.row.name.clone());
        Callback::from(move |_: Done| toast.emit(Toast::new(w.tw("hours-saved", &[("name", Arg::Text(&name))]))))
    };
    let set_practice = use_act::<SetPractice>(saved.clone());
    let set_hours = {
        let (run, practice, stamp) = (set_practice.run.clone(), practice.clone(), props.row.stamp.clone());
        use_act::<SetHours>(Callback::from(move |_: Done| {
            run.emit(SetPractice { doctor, stamp: stamp.clone(), practice: (*practice).clone() });
        }))
    };
    let fault = set_hours.fault.clone().or_else(|| set_practice.fault.clone());
    let save = {
        let (run, rows) = (set_hours.run.clone(), rows.clone());
        Callback::from(move |()| run.emit(SetHours { doctor, hours: sessions_of(&rows) }))
    };
    let add = {
        let rows = rows.clone();
        Callback::from(move |()| {
            let mut new = (*rows).clone();
            let text = |t: &str| t.to_owned();
            let days = [true, true, true, true, true, true, false];
            new.push(Row { days, opens: text("09:00"), closes: text("13:00"), slot: text("10"), per_slot: text("1") });
            rows.set(new);
        })
    };
    let session = |(at, row): (usize, &Row)| {
        let typed = |set: fn(&mut Row, String)| {
            let (rows, at) = (rows.clone(), at);
            Callback::from(move |text: String| {
                let mut new = (*rows).clone();
                if let Some(row) = new.get_mut(at) {
                    set(row, text);
                }
                rows.set(new);
            })
        };
        let drop_it = {
            let rows = rows.clone();
            Callback::from(move |()| {
                let mut new = (*rows).clone();
                new.remove(at);
                rows.set(new);
            })
        };
        let day = |n: usize| {
            let rows = rows.clone();
            let onclick = Callback::from(move |_: MouseEvent| {
                let mut new = (*rows).clone();
                if let Some(on) = new.get_mut(at).and_then(|r| r.days.get_mut(n)) {
                    *on = !*on;
                }
                rows.set(new);
            });
            let on = row.days[n];
            html! {
                <button class={classes!("btn", "btn--sm", "slot", on.then_some("is-on"))} type="button" aria-pressed={on.to_string()} {onclick} disabled={!may}>
                    { w.t(&format!("weekday-short-{}", n + 1)) }
                </button>
            }
        };
        let field = |name: &str, key: &str, value: &str, set: fn(&mut Row, String)| {
            html! {
                <Field id={format!("{name}-{doctor}-{at}")} class="w-time" label={w.t(key)} value={value.to_owned()} inputmode="numeric" oninput={typed(set)} readonly={!may} />
            }
        };
        html! {
            <div class="row row--wrap row--end" key={at.to_string()}>
                <div class="field" role="group" aria-label={w.t("hours-days")}><span class="label">{ w.t("hours-days") }</span><div class="slots slots--days">{ for (0..7).map(day) }</div></div>
                { field("opens", "hours-from", &row.opens, |r, t| r.opens = t) }
                { field("closes", "hours-to", &row.closes, |r, t| r.closes = t) }
                { field("slot", "hours-slot", &row.slot, |r, t| r.slot = t) }
                { field("per", "hours-per-slot", &row.per_slot, |r, t| r.per_slot = t) }
                if may { <IconButton icon="trash" label={w.t("hours-drop")} onclick={drop_it} /> }
            </div>
        }
    };
    let text = |set: fn(&mut PracticeFields, String)| {
        let practice = practice.clone();
        Callback::from(move |text: String| {
            let mut new = (*practice).clone();
            set(&mut new, text);
            practice.set(new);
        })
    };
    let refusals = use_refusals(&fault);
    let p = &*practice;
    let active = {
        let practice = practice.clone();
        Callback::from(move |active: bool| practice.set(PracticeFields { active, ..(*practice).clone() }))
    };
    let id = |name: &str| format!("{name}-{doctor}");
    let foot = may.then(|| html! {
        <><Button label={w.t("hours-add")} icon="plus" size={Size::Small} onclick={add} />
        <span class="push"><Button kind={Kind::Primary} does="save-hours" label={w.t("save")} busy={set_hours.busy || set_practice.busy} onclick={save} /></span></>
    });
    html! {
        <Card title={props.row.name.clone()} {foot}>
            <FaultBanner {fault} />
            <div class="gridf">
                <Field id={id("speciality")} class="f4" label={w.t("hours-speciality")} value={p.speciality.clone().unwrap_or_default()} readonly={!may}
                    oninput={text(|p, t| p.speciality = Some(t))} error={refusals.of(&w, "speciality")} />
                <Field id={id("room")} class="f2" label={w.t("hours-room")} value={p.room.clone().unwrap_or_default()} readonly={!may}
                    oninput={text(|p, t| p.room = Some(t))} error={refusals.of(&w, "room")} />
                <Field id={id("free_days")} class="f2" label={w.t("hours-free-days")} value={p.free_days.to_string()} inputmode="numeric" readonly={!may}
                    oninput={text(|p, t| p.free_days = t.trim().parse().unwrap_or(0))} error={refusals.of(&w, "free_days")} />
                <Field id={id("free_visits")} class="f2" label={w.t("hours-free-visits")} value={p.free_visits.to_string()} inputmode="numeric" readonly={!may}
                    oninput={text(|p, t| p.free_visits = t.trim().parse().unwrap_or(0))} error={refusals.of(&w, "free_visits")} />
                <Field id={id("overbook")} class="f2" label={w.t("hours-overbook")} value={p.overbook.to_string()} inputmode="numeric" readonly={!may}
                    oninput={text(|p, t| p.overbook = t.trim().parse().unwrap_or(0))} error={refusals.of(&w, "overbook")} />
            </div>
            <Check label={w.t("hours-active")} checked={p.active} onchange={active} disabled={!may} />
            { for rows.iter().enumerate().map(session) }
            if rows.is_empty() { <p class="hint">{ w.t("hours-none") }</p> }
        </Card>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct ClosuresProps {
    schedule: Rc<Schedule>,
}

/// Leave and closed days, and who must be told.
#[component]
fn Closures(props: &ClosuresProps) -> Html {
    let w = use_words();
    let app = use_app();
    let today = said::today(&app);
    let may = app.may(Capability::ScheduleManage);
    let doctor = use_state(|| None::<Id<User>>);
    let first = use_state(String::new);
    let last = use_state(String::new);
    let reason = use_state(String::new);
    let told = use_state(|| None::<Rc<Closed>>);
    let close = {
        let (told, first, last, reason) = (told.clone(), first.clone(), last.clone(), reason.clone());
        use_act::<CloseDays>(Callback::from(move |closed: Closed| {
            told.set(Some(Rc::new(closed)));
            for field in [&first, &last, &reason] {
                field.set(String::new());
            }
        }))
    };
    let reopen = use_act::<ReopenDays>(Callback::from(|_: Done| ()));
    let refusals = use_refusals(&close.fault);
    let onsubmit = {
        let (run, refusals, doctor) = (close.run.clone(), refusals.clone(), *doctor);
        let (first, last, reason) = (first.clone(), last.clone(), reason.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let end = if last.trim().is_empty() { &first } else { &last };
            match (Day::parse(&first, today, Leaning::Ahead), Day::parse(end, today, Leaning::Ahead)) {
                (Ok(first), Ok(last)) => {
                    let reason = Some(reason.trim().to_owned()).filter(|r| !r.is_empty());
                    run.emit(CloseDays { doctor, first, last, reason });
                }
                (Err(e), _) => refusals.refuse("first", e.key()),
                (_, Err(e)) => refusals.refuse("last", e.key()),
            }
            focus_first_refused();
        })
    };
    let typed = |state: &UseStateHandle<String>, field: &'static str| {
        let (state, refusals) = (state.clone(), refusals.clone());
        Callback::from(move |text: String| {
            refusals.typed(field);
            state.set(text);
        })
    };
    let onchange = {
        let doctor = doctor.clone();
        Callback::from(move |id: AttrValue| doctor.set(id.parse().ok()))
    };
    let options = props.schedule.doctors.iter().map(|d| Choice::new(d.doctor.to_string(), d.name.clone()));
    let name = |id: Option<Id<User>>| match id {
        Some(id) => props.schedule.doctors.iter().find(|d| d.doctor == id).map(|d| d.name.clone()).unwrap_or_default(),
        None => w.t("hours-whole-clinic").to_string(),
    };
    let row = |c: &ClosureRow| {
        let drop_it = {
            let (run, closure, stamp) = (reopen.run.clone(), c.closure, c.stamp.clone());
            Callback::from(move |()| run.emit(ReopenDays { closure, stamp: stamp.clone() }))
        };
        let days = if c.first == c.last { c.first.to_string() } else { format!("{} – {}", c.first, c.last) };
        html! {
            <div class="plainrow row" key={c.closure.to_string()}>
                <span class="grow"><b>{ days }</b>{" "}{ name(c.doctor) }{" "}<span class="hushed">{ c.reason.clone() }</span></span>
                if c.to_tell > 0 { <span class="pill pill--warn">{ w.tw("hours-to-tell", &[("count", Arg::Number(c.to_tell.into()))]) }</span> }
                if may { <LinkButton label={w.t("hours-reopen")} onclick={drop_it} /> }
            </div>
        }
    };
    html! {
        <Card title={w.t("hours-closed-days")} body={false}>
            if may {
                <form class="card-body stack stack--2" {onsubmit}>
                    <FaultBanner fault={close.fault.clone().or_else(|| reopen.fault.clone())} />
                    <div class="gridf">
                        <Select name="close-doctor" class="f3" label={w.t("hours-who")} blank={w.t("hours-whole-clinic")} options={options.collect::<Vec<_>>()}
                            value={doctor.map(|d| AttrValue::from(d.to_string()))} {onchange} />
                        <Field id="first" class="f3" label={w.t("hours-first")} hint={w.t("book-day-hint")} value={(*first).clone()} oninput={typed(&first, "first")} error={refusals.of(&w, "first")} />
                        <Field id="last" class="f3" label={w.t("hours-last")} opt={w.t("hours-if-more")} value={(*last).clone()} oninput={typed(&last, "last")} error={refusals.of(&w, "last")} />
                        <Field id="closure-reason" class="f3" label={w.t("hours-reason")} value={(*reason).clone()} oninput={typed(&reason, "reason")} error={refusals.of(&w, "reason")} />
                    </div>
                    <div class="row"><Button submit={true} does="close-days" label={w.t("hours-close")} busy={close.busy} /></div>
                </form>
            }
            <Tell closed={(*told).clone()} />
            { for props.schedule.closures.iter().map(row) }
        </Card>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_type_them() {
        for (text, at) in
            [("9", 540), ("9:30", 570), ("0930", 570), ("17.15", 1035), ("24:00", 1440), ("x", -1), ("9:75", -1)]
        {
            assert_eq!(minutes(text), at, "{text}");
        }
    }
}
