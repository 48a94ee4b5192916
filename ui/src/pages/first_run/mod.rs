//! First run: the clinic, its owner, the recovery sheet, ready.

pub mod business;
pub mod clinic;
pub mod form;
mod owner;
mod recovery;

use std::rc::Rc;

use model::commands::clinic::{CreateClinic, Created};
use yew::prelude::*;

use self::form::Form;
use crate::ask::{Refusals, focus_first_refused, use_act, use_refusals};
use crate::kit::{Button, FaultBanner, Kind, Size};
use crate::page::use_ready;
use crate::pages::door::Brand;
use crate::words::{W, use_words};

/// The first run.
#[derive(Clone, PartialEq, Properties)]
pub struct FirstRunProps {
    /// The clinic is ready.
    pub done: Callback<()>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Clinic,
    Owner,
    Recovery,
    Ready,
}

/// What each step shows and changes.
#[derive(Clone, PartialEq, Properties)]
pub struct StepProps {
    /// What was typed so far.
    pub form: Form,
    /// Something more was.
    pub onform: Callback<Form>,
    /// What is refused.
    pub refusals: Refusals,
}

/// First run: clinic, owner, recovery sheet, ready.
#[component]
pub fn FirstRun(props: &FirstRunProps) -> Html {
    let w = use_words();
    let step = use_state(|| Step::Clinic);
    let form = use_state(Form::default);
    let created = use_state(|| None::<Rc<Created>>);
    let create = {
        let (step, created, form) = (step.clone(), created.clone(), form.clone());
        use_act::<CreateClinic>(Callback::from(move |reply: Created| {
            // The password is not needed any more, so it is not kept.
            form.set(Form { password: String::new(), again: String::new(), ..(*form).clone() });
            created.set(Some(Rc::new(reply)));
            step.set(Step::Recovery);
        }))
    };
    let refusals = use_refusals(&create.fault);
    {
        let (step, refusals) = (step.clone(), refusals.clone());
        use_effect_with(create.fault.clone(), move |_| {
            if refusals.any_in("businesses") || refusals.any_in("name") {
                step.set(Step::Clinic);
                focus_first_refused();
            }
        });
    }
    use_ready(ready_name(*step), true);
    {
        use_effect_with(*step, |step| {
            if *step <= Step::Owner {
                crate::page::focus(".door-main .card .input");
            }
        });
    }

    let goes = |to: Step| {
        let step = step.clone();
        Callback::from(move |()| step.set(to))
    };
    let next = {
        let (step, form, refusals, run, w) =
            (step.clone(), form.clone(), refusals.clone(), create.run.clone(), w.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match *step {
                Step::Clinic if clinic::check(&form, &refusals) => step.set(Step::Owner),
                Step::Owner if owner::check(&form, &refusals) => run.emit(form.command(w.language())),
                _ => focus_first_refused(),
            }
        })
    };
    let onform = {
        let form = form.clone();
        Callback::from(move |new: Form| form.set(new))
    };
    let parts = StepProps { form: (*form).clone(), onform, refusals };
    html! {
        <div class="door">
            { brand(&w, *step) }
            <main class="door-main" id="main">
                <div class="stack">{ steps(&w, *step) }<h1>{ w.t(title(*step)) }</h1></div>
                { match *step {
                    Step::Clinic => html! {
                        <form class="stack stack--4 grow" onsubmit={next} novalidate=true>
                            <clinic::ClinicStep ..parts />
                            <div class="door-foot">
                                <span class="hint">{ w.t("first-nothing-leaves") }</span>
                                <Button class="push" kind={Kind::Primary} size={Size::Large} submit={true} keys="Enter" label={w.t("first-next-owner")} />
                            </div>
                        </form>
                    },
                    Step::Owner => html! {
                        <form class="stack stack--4 grow" onsubmit={next} novalidate=true>
                            <owner::OwnerStep ..parts />
                            <FaultBanner fault={create.fault.clone().filter(|f| f.fields.is_empty())} />
                            <div class="door-foot">
                                <Button kind={Kind::Ghost} label={w.t("back")} onclick={goes(Step::Clinic)} />
                                <Button class="push" kind={Kind::Primary} size={Size::Large} submit={true} keys="Enter" busy={create.busy}
                                    label={w.t(if create.busy { "first-creating" } else { "first-create" })} />
                            </div>
                        </form>
                    },
                    Step::Recovery => match (*created).clone() {
                        Some(created) => html! {
                            <recovery::RecoveryStep {created} clinic={form.name.clone()} owner={form.owner_name.clone()}
                                next={goes(Step::Ready)} />
                        },
                        None => html! {},
                    },
                    Step::Ready => html! { <recovery::ReadyStep name={form.name.clone()} login={form.login.clone()} done={props.done.clone()} /> },
                } }
            </main>
        </div>
    }
}

fn ready_name(step: Step) -> &'static str {
    match step {
        Step::Clinic => "first-run",
        Step::Owner => "first-run-owner",
        Step::Recovery => "first-run-recovery",
        Step::Ready => "first-run-ready",
    }
}

fn title(step: Step) -> &'static str {
    match step {
        Step::Clinic => "first-title",
        Step::Owner => "first-owner-title",
        Step::Recovery => "first-recovery-title",
        Step::Ready => "first-ready-title",
    }
}

fn steps(w: &W, now: Step) -> Html {
    let item = |(n, step, key): (&'static str, Step, &str)| {
        html! {
            <li data-n={n} class={(step < now).then_some("done")} aria-current={(step == now).then_some("step")}>{ w.t(key) }</li>
        }
    };
    let all = [
        ("1", Step::Clinic, "first-step-clinic"),
        ("2", Step::Owner, "first-step-owner"),
        ("3", Step::Recovery, "first-step-recovery"),
        ("4", Step::Ready, "first-step-ready"),
    ];
    html! { <ol class="steps" aria-label={w.t("first-steps")}>{ for all.into_iter().map(item) }</ol> }
}

fn brand(w: &W, step: Step) -> Html {
    let point = |icon: &'static str, key: &str| (icon, w.t(key), w.t(&format!("{key}-text")));
    let (lead, points) = if step == Step::Recovery {
        (
            "recovery-lead",
            vec![
                point("print", "recovery-print-it"),
                point("user", "recovery-keeper"),
                point("shield", "recovery-no-reset"),
            ],
        )
    } else {
        (
            "first-lead",
            vec![
                point("cloudoff", "first-no-internet"),
                point("lan", "first-computers"),
                point("shield", "first-yours"),
            ],
        )
    };
    html! { <Brand lead={w.t(lead)} {points} /> }
}
