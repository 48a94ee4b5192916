//! What a new clinic has still to set up, each step with its key; and that backups are not in order.

use model::capability::Capability;
use model::command::Done;
use model::commands::backup::Reminder;
use model::commands::setup::{GetSetup, PutAwaySetup, SetupRow, SetupStep};
use model::words::Arg;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::ask::{use_act, use_ask};
use crate::context::use_app;
use crate::keys::{Key, use_keys};
use crate::kit::{Card, IconButton, Kbd, LinkButton, Toast};
use crate::pages::saving::BackupReminder;
use crate::route::{Route, go};
use crate::shell::RecoveryDialog;
use crate::transport;
use crate::words::use_words;

/// What the steps are about. Backups and printers are this computer's own and tell of no change: leaving their page
/// asks anew.
const KINDS: &[&str] = &["clinic", "hours", "practice", "service", "user", "patient", "visit", "paper", "business"];

/// The keys of the steps, in their order.
const CHORDS: [&str; 9] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/// The list of a new clinic; nothing once all of it is done or put away.
#[component]
pub fn Setup() -> Html {
    let w = use_words();
    let app = use_app();
    let setup = use_ask(Some(GetSetup {}), KINDS);
    let confirming = use_state(|| false);
    let away = {
        let (toast, w, again) = (app.toast.clone(), w.clone(), setup.again.clone());
        let gone = use_mut_ref(|| None::<SetupStep>);
        let run = use_act::<PutAwaySetup>({
            let gone = gone.clone();
            Callback::from(move |_: Done| {
                again.emit(());
                let (step, again) = (*gone.borrow(), again.clone());
                let undo = Callback::from(move |()| {
                    let again = again.clone();
                    spawn_local(async move {
                        // What cannot be taken back now is put right by the next look at the list.
                        let _ = transport::call(&PutAwaySetup { step, away: false }).await;
                        again.emit(());
                    });
                });
                toast.emit(Toast::with_undo(w.t("setup-put-away"), undo));
            })
        })
        .run;
        Callback::from(move |step: Option<SetupStep>| {
            gone.replace(step);
            run.emit(PutAwaySetup { step, away: true });
        })
    };
    let steps: Vec<SetupRow> = setup.data.iter().flat_map(|s| &s.steps).filter(|s| !s.put_away).copied().collect();
    let left: Vec<SetupStep> = steps.iter().filter(|s| !s.done).map(|s| s.step).collect();
    let open = {
        let confirming = confirming.clone();
        Callback::from(move |step: SetupStep| match place(step) {
            Some(place) => go(&place),
            None => confirming.set(true),
        })
    };
    let keys = CHORDS.into_iter().zip(left.iter().copied());
    use_keys(
        keys.map(|(chord, step)| {
            Key::new(chord, w.t(&format!("setup-{}", step.as_str())), open.reform(move |()| step)).quiet()
        })
        .collect(),
    );
    // What the list says is not said twice.
    let said = left.contains(&SetupStep::Backups).then_some(Reminder::NoFolder);
    let reminder = html! { <BackupReminder except={said} /> };
    if left.is_empty() {
        return reminder;
    }
    let number = |n: usize| Arg::Number(i64::try_from(n).unwrap_or_default());
    let sub = w.tw("setup-done", &[("done", number(steps.len() - left.len())), ("count", number(steps.len()))]);
    let may_put_away = app.may(Capability::ClinicManage);
    let hide = may_put_away.then(|| {
        html! { <LinkButton id="setup-hide" label={w.t("setup-hide")} onclick={away.reform(|()| None)} /> }
    });
    let row = |(chord, step): (&'static str, SetupStep)| {
        let label = w.t(&format!("setup-{}", step.as_str()));
        let (onclick, drop_it) = (open.reform(move |_: MouseEvent| step), away.reform(move |()| Some(step)));
        let said = html! { <><span class="grow">{ label.clone() }</span><Kbd keys={chord} /></> };
        html! {
            <li class="row" key={step.as_str()} data-step={step.as_str()}>
                { match place(step) {
                    Some(place) => html! { <a class="li grow" href={place.href()}>{ said }</a> },
                    None => html! { <button class="li grow" type="button" {onclick}>{ said }</button> },
                } }
                // Without the recovery sheet no clinic is safe: that is needed everywhere.
                if may_put_away && step != SetupStep::Recovery {
                    <IconButton icon="x" small={true} label={w.tw("setup-not-needed", &[("step", Arg::Text(&label))])} onclick={drop_it} />
                }
            </li>
        }
    };
    let close = {
        let (confirming, again) = (confirming.clone(), setup.again.clone());
        Callback::from(move |()| {
            confirming.set(false);
            again.emit(());
        })
    };
    html! {
        <>
            <Card title={w.t("setup-title")} {sub} actions={hide} body={false} class="setup">
                <ul class="list setup-steps">{ for CHORDS.into_iter().zip(left.iter().copied()).map(row) }</ul>
            </Card>
            { reminder }
            if *confirming { <RecoveryDialog onclose={close} /> }
        </>
    }
}

/// The page that does a step; the recovery sheet is asked for in a dialog.
fn place(step: SetupStep) -> Option<Route> {
    let settings = |tab: &str| Some(Route::Settings(tab.to_owned()));
    match step {
        SetupStep::Recovery => None,
        SetupStep::Hours => settings("hours"),
        SetupStep::Fees => settings("services"),
        SetupStep::People => settings("people"),
        SetupStep::Patients => settings("lists"),
        SetupStep::Token => Some(Route::NewPatient(String::new())),
        SetupStep::Printers => settings("papers"),
        SetupStep::Backups => Some(Route::Saving),
        SetupStep::Upi => settings("clinic"),
    }
}
