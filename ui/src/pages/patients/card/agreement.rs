//! What a patient agreed to, or took back.

use std::rc::Rc;

use model::capability::Capability;
use model::command::Done;
use model::commands::patients::{PatientCard, RecordConsent};
use model::patient::{Purpose, Speaks};
use model::words::{Arg, Language};
use yew::prelude::*;

use super::super::said;
use crate::ask::use_act;
use crate::context::use_app;
use crate::kit::{Button, Card, FaultBanner, Size, Toast};
use crate::words::use_words;

/// The card of agreements.
#[derive(Clone, PartialEq, Properties)]
pub struct AgreementProps {
    /// Whose.
    pub card: Rc<PatientCard>,
    /// Something was noted.
    pub noted: Callback<()>,
}

/// One line a purpose: as it stands, since when, and the change.
#[component]
pub fn AgreementCard(props: &AgreementProps) -> Html {
    let w = use_words();
    let app = use_app();
    let last = use_mut_ref(|| None::<RecordConsent>);
    let again = use_mut_ref(|| None::<Callback<RecordConsent>>);
    let record = use_act::<RecordConsent>({
        let (noted, toast, w, last, again) =
            (props.noted.clone(), app.toast.clone(), w.clone(), last.clone(), again.clone());
        Callback::from(move |_: Done| {
            noted.emit(());
            let (Some(done), Some(run)) = (last.borrow().clone(), again.borrow().clone()) else { return };
            let text = w.t(if done.given { "consent-noted" } else { "consent-taken-back" });
            let undo = RecordConsent { given: !done.given, ..done };
            toast.emit(Toast::with_undo(text, Callback::from(move |()| run.emit(undo.clone()))));
        })
    });
    let send = {
        let (run, last) = (record.run.clone(), last);
        Callback::from(move |command: RecordConsent| {
            last.replace(Some(command.clone()));
            run.emit(command);
        })
    };
    again.replace(Some(send.clone()));
    let language = props.card.speaks.unwrap_or(match w.language() {
        Language::En => Speaks::English,
        Language::Hi => Speaks::Hindi,
    });
    let may = app.may(Capability::ConsentRecord);
    let line = |purpose: &Purpose| {
        let now = props.card.consents.iter().find(|c| c.purpose == *purpose);
        let given = now.is_some_and(|c| c.given);
        let state = match now {
            None => w.t("consent-not-asked"),
            Some(c) => {
                let date = said::date(&w, &app, c.noted_at);
                w.tw(if c.given { "consent-since" } else { "consent-taken-back-on" }, &[("date", Arg::Text(&date))])
            }
        };
        let onclick = {
            let (send, patient, purpose) = (send.clone(), props.card.row.id, *purpose);
            Callback::from(move |()| send.emit(RecordConsent { patient, purpose, given: !given, language }))
        };
        html! {
            <li class="row row--3 plainrow" key={purpose.as_str()} data-consent={purpose.as_str()}>
                <span class="grow">
                    { w.t(&format!("consent-{}", purpose.as_str().replace('_', "-"))) }<br />
                    <span class={classes!("t-12", if given { "is-ok" } else { "hushed" })}>{ state }</span>
                </span>
                if may {
                    <Button size={Size::Small} label={w.t(if given { "consent-take-back" } else { "consent-agree" })} {onclick}
                        does={if given { "take-back" } else { "agree" }} />
                }
            </li>
        }
    };
    html! {
        <Card title={w.t("patient-agreement")} sub={w.t("consent-sub")} body={false}>
            <ul>{ for Purpose::ALL.iter().map(line) }</ul>
            <FaultBanner fault={record.fault.clone()} />
        </Card>
    }
}
