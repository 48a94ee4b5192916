//! Booking: who, whom for, on which day, in which slot; once, as a row, or for a family.

mod day;

use model::Id;
use model::capability::Capability;
use model::commands::appointments::{BookAppointment, Booked, Every, ListSlots, Repeat, SlotRow, Slots};
use model::commands::patients::PatientRow;
use model::commands::schedule::{DoctorRow, GetSchedule};
use model::day::{Day, Leaning};
use model::patient::{Patient, VisitKind};
use model::words::Arg;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::ask::{focus_first_refused, use_act, use_ask, use_refusals};
use crate::context::use_app;
use crate::drafts::use_draft;
use crate::keys::{Key, use_keys};
use crate::kit::{
    Avatar, Banner, Button, Choice, FaultBanner, Field, Kind, LinkButton, NotPermitted, Seg, Select, Toast, Tone,
};
use crate::page::{focus, focus_on, use_first_focus, use_ready};
use crate::pages::patients::pick::{Found, use_pick};
use crate::pages::patients::said;
use crate::route::{Route, go};
use crate::time::Local;
use crate::words::{W, use_words};

/// What the address says.
#[derive(Clone, PartialEq, Properties)]
pub struct BookProps {
    /// A patient's id, or nothing.
    pub query: String,
}

/// What was chosen so far.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
struct Form {
    patients: Vec<PatientRow>,
    doctor: Option<String>,
    day: String,
    minute: Option<i64>,
    kind: Option<VisitKind>,
    reason: String,
    every: String,
    unit: Option<Every>,
    count: String,
}

impl Form {
    /// Whether it holds more than what the page begins with.
    fn is_begun(&self, query: &str) -> bool {
        let texts = [&self.reason, &self.every, &self.count];
        self.minute.is_some()
            || texts.iter().any(|t| !t.trim().is_empty())
            || self.patients.iter().any(|p| p.id.to_string() != query)
    }
}

/// The form, and beside it the day as it is booked.
#[component]
pub fn Book(props: &BookProps) -> Html {
    let w = use_words();
    let app = use_app();
    if !app.may(Capability::AppointmentBook) {
        return html! { <div class="page"><h1>{ w.t("book-title") }</h1><NotPermitted /></div> };
    }
    html! { <Page query={props.query.clone()} /> }
}

#[component]
fn Page(props: &BookProps) -> Html {
    let w = use_words();
    let app = use_app();
    let today = said::today(&app);
    let form = use_state(|| Form { day: "today".into(), ..Form::default() });
    let draft = {
        let key = if props.query.is_empty() { "book".to_owned() } else { format!("book.{}", props.query) };
        let begun = form.is_begun(&props.query).then(|| (*form).clone());
        let form = form.clone();
        let restore = Callback::from(move |kept: Option<Form>| kept.into_iter().for_each(|kept| form.set(kept)));
        use_draft(key, &begun, restore)
    };
    let overbook = use_state(|| false);
    let schedule = use_ask(Some(GetSchedule::default()), &["practice", "hours", "closure", "user"]);
    let first = use_ask(
        (!props.query.is_empty())
            .then(|| model::commands::patients::GetPatient { id: props.query.parse().unwrap_or_default() }),
        &[],
    );
    {
        let form = form.clone();
        use_effect_with(first.data.clone(), move |card| {
            if let Some(card) = card.as_ref().filter(|_| form.patients.is_empty()) {
                form.set(Form { patients: vec![card.row.clone()], ..(*form).clone() });
            }
        });
    }
    let doctors: &[DoctorRow] = schedule.data.as_ref().map_or(&[], |s| s.doctors.as_slice());
    let seeing: Vec<&DoctorRow> = doctors.iter().filter(|d| d.practice.active).collect();
    let chosen = form.doctor.as_ref().and_then(|id| id.parse().ok());
    let doctor = chosen.or_else(|| seeing.first().map(|d| d.doctor));
    let day = Day::parse(&form.day, today, Leaning::Ahead).ok().filter(|d| *d >= today);
    let slots = use_ask(
        doctor.zip(day).map(|(doctor, day)| ListSlots { doctor, day }),
        &["appointment", "hours", "closure", "practice"],
    );
    use_ready("book", schedule.data.is_some() || schedule.fault.is_some());
    use_first_focus("#book-who", schedule.data.is_some());

    let done = {
        let (toast, w, form, zone) = (app.toast.clone(), w.clone(), form.clone(), app.zone());
        let discard = draft.discard.clone();
        Callback::from(move |reply: Booked| {
            discard.emit(());
            toast.emit(Toast::new(booked_words(&w, &reply, zone)));
            form.set(Form { day: form.day.clone(), doctor: form.doctor.clone(), ..Form::default() });
            focus("#book-who");
        })
    };
    let book = use_act::<BookAppointment>(done);
    let refusals = use_refusals(&book.fault);
    let save = {
        let (run, form, refusals, overbook) = (book.run.clone(), form.clone(), refusals.clone(), *overbook);
        Callback::from(move |()| {
            if form.patients.is_empty() {
                refusals.refuse("patient", "field-missing");
            }
            if day.is_none() {
                refusals.refuse("day", "field-day");
            }
            if form.minute.is_none() {
                refusals.refuse("minute", "field-slot");
            }
            let repeat = repeat(&form);
            match (form.patients.split_first(), doctor, day, form.minute) {
                (Some((first, rest)), Some(doctor), Some(day), Some(minute)) if refusals.is_clear() => {
                    run.emit(BookAppointment {
                        patient: first.id,
                        doctor,
                        day,
                        minute,
                        kind: form.kind.unwrap_or(VisitKind::FollowUp),
                        reason: Some(form.reason.trim().to_owned()).filter(|r| !r.is_empty()),
                        repeat,
                        with: rest.iter().map(|p| p.id).collect(),
                        overbook,
                        move_to_open: repeat.is_some(),
                    })
                }
                _ => focus_first_refused(),
            }
        })
    };
    let leave = Callback::from(|()| go(&Route::Today));
    use_keys(vec![
        Key::new("Ctrl+Enter", w.t("book-key"), save.clone()),
        Key::new("Esc", w.t("register-key-back"), leave.clone()),
    ]);
    let set = |field: &'static str, set: fn(&mut Form, &str)| {
        let (form, refusals) = (form.clone(), refusals.clone());
        Callback::from(move |text: String| {
            refusals.typed(field);
            let mut new = (*form).clone();
            set(&mut new, &text);
            form.set(new);
        })
    };
    let choose = |field: &'static str, f: fn(&mut Form, &str)| set(field, f).reform(|name: AttrValue| name.to_string());
    let take = {
        let (form, refusals) = (form.clone(), refusals.clone());
        Callback::from(move |row: PatientRow| {
            refusals.typed("patient");
            let mut new = (*form).clone();
            if !new.patients.iter().any(|p| p.id == row.id) {
                new.patients.push(row);
            }
            form.set(new);
        })
    };
    let drop_one = {
        let form = form.clone();
        Callback::from(move |id: Id<Patient>| {
            let mut new = (*form).clone();
            new.patients.retain(|p| p.id != id);
            form.set(new);
        })
    };
    let take_slot = {
        let (form, refusals, overbook) = (form.clone(), refusals.clone(), overbook.clone());
        Callback::from(move |slot: SlotRow| {
            refusals.typed("minute");
            overbook.set(slot.taken >= slot.takes);
            form.set(Form { minute: Some(slot.minute), ..(*form).clone() });
        })
    };
    let options: Vec<Choice> = seeing.iter().map(|d| Choice::new(d.doctor.to_string(), d.name.clone())).collect();
    let kinds = VisitKind::ALL.iter().map(|k| Choice::new(k.as_str(), w.t(&format!("visit-{}", k.as_str()))));
    let units = Every::ALL.iter().map(|u| Choice::new(u.as_str(), w.t(&format!("book-every-{}", u.as_str()))));
    let echo = day.map(|d| Local::at(d.starts_at(app.zone()), app.zone()).long(&w));
    html! {
        <div class="page page--fit">
            <div class="page-head">
                <h1>{ w.t("book-title") }</h1><span class="sub">{ w.t("book-sub") }</span>
                <span class="push row"><Button kind={Kind::Ghost} label={w.t("close")} keys="Esc" onclick={leave} does="back" /></span>
            </div>
            <div class="cols cols--reg">
                <section class="card" aria-label={w.t("book-title")}>
                    <div class="scroll grow"><div class="card-body stack stack--3">
                        <FaultBanner fault={book.fault.clone()} />
                        if schedule.data.is_some() && seeing.iter().all(|d| d.hours.is_empty()) {
                            <Banner tone={Tone::Info}>{ w.t("book-no-hours") }</Banner>
                        }
                        <Who chosen={form.patients.clone()} {take} drop={drop_one} error={refusals.of(&w, "patient")} />
                        <div class="gridf">
                            <Select name="doctor" class="f6" label={w.t("token-doctor")} {options} value={doctor.map(|d| AttrValue::from(d.to_string()))}
                                onchange={choose("doctor", |f, v| { f.doctor = Some(v.to_owned()); f.minute = None; })} />
                            <Field id="day" class="f6" label={w.t("book-day")} hint={w.t("book-day-hint")} value={form.day.clone()} {echo} error={refusals.of(&w, "day")}
                                oninput={set("day", |f, v| { f.day = v.to_owned(); f.minute = None; })} />
                        </div>
                        { slots_of(&w, slots.data.as_deref(), form.minute, &take_slot, &set("day", |f, v| { f.day = v.to_owned(); f.minute = None; }), refusals.of(&w, "minute")) }
                        <div class="gridf">
                            <Seg name="kind" class="f6" label={w.t("token-visit")} options={kinds.collect::<Vec<_>>()}
                                value={AttrValue::from(form.kind.unwrap_or(VisitKind::FollowUp).as_str())} onchange={choose("kind", |f, v| f.kind = VisitKind::parse(v))} />
                            <Field id="reason" class="f6" label={w.t("token-reason")} value={form.reason.clone()} oninput={set("reason", |f, v| f.reason = v.to_owned())} error={refusals.of(&w, "reason")} />
                            <Field id="every" class="f3" label={w.t("book-again-every")} opt={w.t("book-if-again")} inputmode="numeric" value={form.every.clone()} oninput={set("every", |f, v| f.every = v.to_owned())} error={refusals.of(&w, "repeat.every")} />
                            <Select name="unit" class="f3" label={w.t("book-unit")} options={units.collect::<Vec<_>>()} value={AttrValue::from(form.unit.unwrap_or(Every::Week).as_str())} onchange={choose("unit", |f, v| f.unit = Every::parse(v))} />
                            <Field id="count" class="f3" label={w.t("book-times")} inputmode="numeric" value={form.count.clone()} oninput={set("count", |f, v| f.count = v.to_owned())} error={refusals.of(&w, "repeat.count")} />
                        </div>
                    </div></div>
                    <footer class="card-foot">
                        <span class="grow t-13 muted">{ w.t("book-foot") }</span>
                        <Button kind={Kind::Primary} does="save" keys="Ctrl+Enter" label={w.t("book-key")} busy={book.busy} onclick={save} />
                    </footer>
                </section>
                if let Some(day) = day { <day::OfDay {day} /> }
            </div>
        </div>
    }
}

fn repeat(form: &Form) -> Option<Repeat> {
    // What is no number is refused by the door, beside its field.
    let number = |text: &str| text.trim().parse().unwrap_or(-1);
    let asked = !form.every.trim().is_empty() || !form.count.trim().is_empty();
    asked.then(|| Repeat {
        every: number(&form.every),
        unit: form.unit.unwrap_or(Every::Week),
        count: number(&form.count),
    })
}

fn booked_words(w: &W, reply: &Booked, zone: i64) -> AttrValue {
    let first = reply.booked.first().map(|b| Local::at(b.at, zone));
    let (date, time) = first.map(|l| (l.date(), l.time())).unwrap_or_default();
    let count = i64::try_from(reply.booked.len()).unwrap_or_default();
    w.tw("book-done", &[("count", Arg::Number(count)), ("date", Arg::Text(&date)), ("time", Arg::Text(&time))])
}

/// The slots of the day, or why there are none and the next day with some.
fn slots_of(
    w: &W,
    slots: Option<&Slots>,
    chosen: Option<i64>,
    take: &Callback<SlotRow>,
    set_day: &Callback<String>,
    error: Option<AttrValue>,
) -> Html {
    let Some(slots) = slots else { return html! {} };
    if slots.slots.is_empty() {
        let next = slots.next_open.map(|day| {
            let to = set_day.reform(move |()| day.to_string());
            html! { <LinkButton label={w.tw("book-next-open", &[("day", Arg::Text(&day.to_string()))])} onclick={to} does="next-open" /> }
        });
        let why = match &slots.closed {
            Some(reason) => w.tw("book-closed-why", &[("reason", Arg::Text(reason))]),
            None => w.t("book-closed"),
        };
        return html! { <Banner tone={Tone::Warn} actions={next}>{ why }</Banner> };
    }
    let is_closed = |s: &SlotRow| s.past || (s.taken >= s.takes && s.overbook_left <= 0);
    // Tab comes to one of them, the arrows go on from there.
    let open = || slots.slots.iter().filter(|s| !is_closed(s)).map(|s| s.minute);
    let entry = open().find(|minute| Some(*minute) == chosen).or_else(|| open().next());
    let slot = |s: &SlotRow| {
        let full = s.taken >= s.takes;
        let (take, row) = (take.clone(), *s);
        let onclick = Callback::from(move |_: MouseEvent| take.emit(row));
        let on = chosen == Some(s.minute);
        let label = format!("{:02}:{:02}", s.minute / 60, s.minute % 60);
        html! {
            <button class={classes!("btn", "btn--sm", "slot", on.then_some("is-on"), full.then_some("slot--full"))} type="button" key={s.minute.to_string()}
                {onclick} disabled={is_closed(s)} tabindex={if entry == Some(s.minute) { "0" } else { "-1" }} aria-pressed={on.to_string()} title={full.then(|| w.t("book-full"))}>
                { label }if s.taken > 0 { <small>{ format!("{}/{}", s.taken, s.takes) }</small> }
            </button>
        }
    };
    html! {
        <div class={classes!("field", error.is_some().then_some("is-error"))} role="group" aria-label={w.t("book-slot")}>
            <span class="label self-start">{ w.t("book-slot") }</span>
            <div class="slots" onkeydown={Callback::from(arrows)}>{ for slots.slots.iter().map(slot) }</div>
            if let Some(error) = error { <span class="error">{ error }</span> }
        </div>
    }
}

/// Arrows go from slot to slot.
fn arrows(event: KeyboardEvent) {
    let back = match event.key().as_str() {
        "ArrowRight" | "ArrowDown" => false,
        "ArrowLeft" | "ArrowUp" => true,
        _ => return,
    };
    let Some(here) = event.target_dyn_into::<HtmlElement>() else { return };
    let mut next = if back { here.previous_element_sibling() } else { here.next_element_sibling() };
    while let Some(slot) = next {
        if !slot.has_attribute("disabled") {
            event.prevent_default();
            focus_on(slot.unchecked_ref());
            return;
        }
        next = if back { slot.previous_element_sibling() } else { slot.next_element_sibling() };
    }
}

#[derive(Clone, PartialEq, Properties)]
struct WhoProps {
    chosen: Vec<PatientRow>,
    take: Callback<PatientRow>,
    drop: Callback<Id<Patient>>,
    error: Option<AttrValue>,
}

/// Finds the patient, and others of the family for the slots that follow.
#[component]
fn Who(props: &WhoProps) -> Html {
    let w = use_words();
    let app = use_app();
    let pick = use_pick(5, 2, props.take.clone());
    let person = |p: &PatientRow| {
        let drop_it = {
            let (drop_one, id) = (props.drop.clone(), p.id);
            Callback::from(move |()| drop_one.emit(id))
        };
        html! {
            <div class="row row--3" key={p.id.to_string()} data-known={p.id.to_string()}>
                <Avatar name={p.name.clone()} />
                <span class="grow"><b>{ &p.name }</b>{" "}<span class="hushed t-13">{ said::sex_age(&w, p, said::today(&app)) }</span></span>
                <LinkButton label={w.t("token-somebody-else")} onclick={drop_it} />
            </div>
        }
    };
    let label = w.t(if props.chosen.is_empty() { "book-who" } else { "book-with" });
    html! {
        <form class="stack stack--2" onsubmit={pick.onsubmit}>
            // Each in one element of its own, so that the field stays the same one, and keeps the focus, as they come.
            if !props.chosen.is_empty() { <div class="stack stack--2">{ for props.chosen.iter().map(person) }</div> }
            <div class="gridf"><Field id="book-who" class="f9" {label} hint={w.t("queue-patient-hint")} value={pick.query} oninput={pick.oninput} error={props.error.clone()} /></div>
            <Found rows={pick.rows} take={pick.take} />
        </form>
    }
}
