//! One patient's card.

mod agreement;
mod allergy;
mod bills;
mod both;
mod edit;
mod head;
mod history;
mod overview;
mod secret;

use std::rc::Rc;

use model::capability::Capability;
use model::commands::drafts::ListDrafts;
use model::commands::history::ListHistory;
use model::commands::patients::{AllergyRow, Both, GetPatient, PatientCard};
use model::commands::payments::GetAccount;
use model::patient::Patient;
use model::words::Arg;
use model::{Fault, Id};
use yew::prelude::*;

use self::allergy::{AskAllergies, Withdraw};
use self::both::BothBanner;
use self::edit::{Edit, draft_key};
use self::head::Head;
use self::history::{HistoryProps, HistoryTable};
use self::overview::Overview;
use super::find;
use crate::ask::use_ask;
use crate::context::use_app;
use crate::keys::{Key, use_keys};
use crate::kit::{Banner, Choice, Failed, LinkButton, NotPermitted, Skeleton, Tabs, Tone};
use crate::page::{use_first_focus, use_ready};
use crate::route::{Route, go};
use crate::words::use_words;

/// What the address says.
#[derive(Clone, PartialEq, Properties)]
pub struct CardProps {
    /// Whose.
    pub id: String,
    /// Whether it is being edited.
    pub edit: bool,
}

/// A patient's card, once it came.
#[component]
pub fn Card(props: &CardProps) -> Html {
    let w = use_words();
    let app = use_app();
    let may = app.may(Capability::PatientView);
    let id = props.id.parse::<Id<Patient>>().ok();
    let card = use_ask(id.filter(|_| may).map(|id| GetPatient { id }), &["patient", "allergy", "consent"]);
    let back = (!props.edit).then(|| Key::new("Esc", w.t("patient-key-back"), Callback::from(|()| go(&find::back()))));
    use_keys(back.into_iter().collect());
    let fault = card.fault.clone().or_else(|| id.is_none().then(|| Fault::new("no-such-record")));
    let content = match (&card.data, fault) {
        _ if !may => html! { <div class="page cardpage"><h1>{ w.t("place-patients") }</h1><NotPermitted /></div> },
        // What is known stays on the screen even where nothing newer can be had.
        (Some(data), _) => html! { <Page card={data.clone()} again={card.again.clone()} edit={props.edit} /> },
        (None, Some(fault)) => html! { <Failed {fault} again={card.again.clone()} /> },
        (None, None) => html! { <Skeleton rows={5} /> },
    };
    html! { <div class="chartpage">{ content }</div> }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tab {
    Overview,
    History,
}

#[derive(Clone, PartialEq)]
enum Over {
    Ask,
    Withdraw(AllergyRow),
}

#[derive(Clone, PartialEq, Properties)]
struct PageProps {
    card: Rc<PatientCard>,
    again: Callback<()>,
    edit: bool,
}

#[component]
fn Page(props: &PageProps) -> Html {
    let w = use_words();
    let app = use_app();
    let card = &props.card;
    let id = card.row.id.to_string();
    let tab = use_state(|| Tab::Overview);
    let over = use_state(|| None::<Over>);
    let who = use_state(|| false);
    // Both values of an edit just saved, until the card itself tells of them.
    let met = use_state(Vec::<Both>::new);
    let may_history = app.may(Capability::HistoryView);
    let may_edit = app.may(Capability::PatientEdit);
    let editing = props.edit && may_edit;

    let wants_history = may_history && !editing && (*who || *tab == Tab::History);
    let history = use_ask(
        wants_history.then(|| ListHistory { record: "patient".to_owned(), id: id.clone() }),
        &["patient", "allergy", "consent"],
    );
    let account =
        use_ask(app.may(Capability::BillView).then_some(GetAccount { patient: card.row.id }), &["bill", "payment"]);
    let drafts = use_ask((may_edit && !editing && app.may(Capability::DraftKeep)).then(ListDrafts::default), &[]);
    let unfinished = drafts
        .data
        .as_ref()
        .filter(|_| !editing)
        .and_then(|d| d.drafts.iter().find(|d| d.key == draft_key(card)).cloned());
    use_ready("patient", !editing);
    // Whoever listens hears the name first; the single letters work from there.
    use_first_focus("[data-name]", !editing);

    let edit = {
        let id = id.clone();
        Callback::from(move |()| go(&Route::EditPatient(id.clone())))
    };
    let leave = {
        let id = id.clone();
        Callback::from(move |()| go(&Route::Patient(id.clone())))
    };
    let ask = {
        let over = over.clone();
        Callback::from(move |()| over.set(Some(Over::Ask)))
    };
    let withdraw = {
        let over = over.clone();
        Callback::from(move |allergy: AllergyRow| over.set(Some(Over::Withdraw(allergy))))
    };
    let close = {
        let over = over.clone();
        Callback::from(move |()| over.set(None))
    };
    let show_who = {
        let who = who.clone();
        Callback::from(move |()| who.set(!*who))
    };
    let opens = |to: Tab| {
        let tab = tab.clone();
        Callback::from(move |()| tab.set(to))
    };
    let saved = {
        let (met, again, leave) = (met.clone(), props.again.clone(), leave.clone());
        Callback::from(move |both: Vec<Both>| {
            met.set(both);
            again.emit(());
            leave.emit(());
        })
    };
    let mut keys = Vec::new();
    if !editing {
        if may_edit {
            keys.push(Key::new("E", w.t("patient-edit"), edit.clone()));
        }
        if app.may(Capability::AllergyEdit) {
            keys.push(Key::new("A", w.t("patient-key-allergies"), ask.clone()));
        }
        if app.may(Capability::BillIssue) {
            let to = Route::Billing(format!("patient={id}"));
            keys.push(Key::new("B", w.t("bill-new"), Callback::from(move |()| go(&to))));
        }
        if may_history {
            keys.push(Key::new("W", w.t("patient-key-who"), show_who.clone()));
            keys.push(Key::new("Ctrl+Right", w.t("patient-key-next-tab"), opens(Tab::History)));
            keys.push(Key::new("Ctrl+Left", w.t("patient-key-previous-tab"), opens(Tab::Overview)));
        }
    }
    use_keys(keys);

    let mut tabs = vec![Choice::new("overview", w.t("patient-tab-overview"))];
    if may_history {
        tabs.push(Choice::new("history", w.t("patient-tab-history")));
    }
    let choose = {
        let tab = tab.clone();
        Callback::from(move |name: AttrValue| tab.set(if name == "history" { Tab::History } else { Tab::Overview }))
    };
    let value = AttrValue::from(if *tab == Tab::History { "history" } else { "overview" });
    let mut both = card.both.clone();
    both.extend(met.iter().filter(|m| !card.both.iter().any(|b| b.field == m.field)).cloned());
    let decide = (may_edit && !editing).then(|| edit.clone());
    let content = if editing {
        html! { <Edit card={card.clone()} {saved} {leave} /> }
    } else if *tab == Tab::History {
        html! { <HistoryTable ..HistoryProps::of(&history) /> }
    } else {
        html! {
            <Overview card={card.clone()} account={account.data.clone()} history={history.data.clone()} who={*who} show_who={may_history.then_some(show_who)}
                ask={ask.clone()} {withdraw} noted={props.again.clone()} />
        }
    };
    html! {
        <>
            <Head card={card.clone()} account={account.data.clone()} {editing} edit={edit.clone()} {ask} />
            <div class="cardtabs">
                if !editing { <Tabs label={w.t("patient-tabs")} {tabs} {value} onchange={choose} /> }
            </div>
            <div class="scroll cardpage stack stack--3" role={(!editing).then_some("tabpanel")}
                aria-labelledby={(!editing).then(|| if *tab == Tab::History { "tab-history" } else { "tab-overview" })}>
                if let Some(reason) = &card.voided {
                    <Banner tone={Tone::Danger}>{ w.tw("patient-voided", &[("reason", Arg::Text(reason))]) }</Banner>
                }
                <BothBanner {both} {decide} />
                if let Some(draft) = unfinished {
                    <Banner tone={Tone::Info} icon="history" actions={html! { <LinkButton label={w.t("edit-continue")} onclick={edit} does="continue" /> }}>
                        { w.tw("edit-unfinished", &[("time", Arg::Text(&crate::time::when(draft.at, app.now(), app.zone())))]) }
                    </Banner>
                }
                { content }
            </div>
            { match &*over {
                Some(Over::Ask) => html! { <AskAllergies card={card.clone()} noted={props.again.clone()} onclose={close} /> },
                Some(Over::Withdraw(allergy)) => html! { <Withdraw allergy={allergy.clone()} noted={props.again.clone()} onclose={close} /> },
                None => html! {},
            } }
        </>
    }
}
