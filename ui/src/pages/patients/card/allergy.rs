//! Asking about allergies, and taking one off the chart.

use std::rc::Rc;

use model::command::Done;
use model::commands::patients::{AddAllergy, AllergyRow, NoKnownAllergy, PatientCard, WithdrawAllergy};
use model::patient::AllergyStatus;
use model::words::Arg;
use yew::prelude::*;

use crate::ask::{focus_first_refused, use_act, use_refusals};
use crate::context::use_app;
use crate::keys::Key;
use crate::kit::{Button, Dialog, FaultBanner, Field, Kind, Toast};
use crate::words::use_words;

/// A dialog about allergies.
#[derive(Clone, PartialEq, Properties)]
pub struct AskProps {
    /// Whose.
    pub card: Rc<PatientCard>,
    /// Something was noted.
    pub noted: Callback<()>,
    /// Closed.
    pub onclose: Callback<()>,
}

/// Adds one allergy, or notes that none is known.
#[component]
pub fn AskAllergies(props: &AskProps) -> Html {
    let w = use_words();
    let app = use_app();
    let substance = use_state(String::new);
    let reaction = use_state(String::new);
    let done = |key: &'static str| {
        let (noted, onclose, toast, w) = (props.noted.clone(), props.onclose.clone(), app.toast.clone(), w.clone());
        Callback::from(move |_: Done| {
            toast.emit(Toast::new(w.t(key)));
            noted.emit(());
            onclose.emit(());
        })
    };
    let add = use_act::<AddAllergy>(done("allergy-added"));
    let none = use_act::<NoKnownAllergy>(done("allergy-none-noted"));
    let refusals = use_refusals(&add.fault);
    let typed = |state: &UseStateHandle<String>, field: &'static str| {
        let (state, refusals) = (state.clone(), refusals.clone());
        Callback::from(move |text: String| {
            refusals.typed(field);
            state.set(text);
        })
    };
    let save = {
        let (refusals, run, patient) = (refusals.clone(), add.run.clone(), props.card.row.id);
        let (substance, reaction) = (substance.clone(), reaction.clone());
        Callback::from(move |()| {
            if substance.trim().is_empty() {
                refusals.refuse("substance", "field-missing");
                focus_first_refused();
                return;
            }
            let reaction = Some(reaction.trim().to_owned()).filter(|r| !r.is_empty());
            run.emit(AddAllergy { patient, substance: substance.trim().to_owned(), reaction });
        })
    };
    let none_known = {
        let (run, card) = (none.run.clone(), props.card.clone());
        Callback::from(move |()| run.emit(NoKnownAllergy { patient: card.row.id, stamp: card.stamp.clone() }))
    };
    let may_be_none = props.card.allergy_status != AllergyStatus::Listed;
    let mut keys = vec![Key::new("Ctrl+Enter", w.t("allergy-add"), save.clone())];
    if may_be_none {
        keys.push(Key::new("Alt+N", w.t("allergies-none-known"), none_known.clone()));
    }
    let onsubmit = {
        let save = save.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            save.emit(());
        })
    };
    let foot = html! {
        <>
            if may_be_none && props.card.allergy_status != AllergyStatus::NoneKnown {
                <Button label={w.t("allergies-none-known")} keys="Alt+N" busy={none.busy} onclick={none_known} does="none-known" />
            }
            <Button kind={Kind::Primary} label={w.t("allergy-add")} keys="Ctrl+Enter" busy={add.busy} onclick={save} does="add" />
        </>
    };
    let fault = add.fault.clone().filter(|f| f.fields.is_empty()).or(none.fault.clone());
    html! {
        <Dialog title={w.tw("allergy-ask-title", &[("name", Arg::Text(&props.card.row.name))])} onclose={props.onclose.clone()} {foot} {keys}>
            <form class="stack stack--3" {onsubmit} novalidate=true>
                <Field id="substance" label={w.t("allergy-substance")} hint={w.t("allergy-substance-hint")} value={(*substance).clone()}
                    oninput={typed(&substance, "substance")} error={refusals.of(&w, "substance")} />
                <Field id="reaction" label={w.t("allergy-reaction")} value={(*reaction).clone()}
                    oninput={typed(&reaction, "reaction")} error={refusals.of(&w, "reaction")} />
                <button type="submit" class="sr" tabindex="-1">{ w.t("allergy-add") }</button>
                <FaultBanner {fault} />
            </form>
        </Dialog>
    }
}

/// Which allergy.
#[derive(Clone, PartialEq, Properties)]
pub struct WithdrawProps {
    /// Which.
    pub allergy: AllergyRow,
    /// It was taken off.
    pub noted: Callback<()>,
    /// Closed.
    pub onclose: Callback<()>,
}

/// Takes an allergy off the chart; a reason is asked, because it may harm.
#[component]
pub fn Withdraw(props: &WithdrawProps) -> Html {
    let w = use_words();
    let app = use_app();
    let reason = use_state(String::new);
    let withdraw = use_act::<WithdrawAllergy>({
        let (noted, onclose, toast, w) = (props.noted.clone(), props.onclose.clone(), app.toast.clone(), w.clone());
        let substance = props.allergy.substance.clone();
        Callback::from(move |_: Done| {
            toast.emit(Toast::new(w.tw("allergy-withdrawn", &[("substance", Arg::Text(&substance))])));
            noted.emit(());
            onclose.emit(());
        })
    });
    let refusals = use_refusals(&withdraw.fault);
    let oninput = {
        let (reason, refusals) = (reason.clone(), refusals.clone());
        Callback::from(move |text: String| {
            refusals.typed("reason");
            reason.set(text);
        })
    };
    let save = {
        let (refusals, run, allergy, reason) =
            (refusals.clone(), withdraw.run.clone(), props.allergy.clone(), reason.clone());
        Callback::from(move |()| {
            if reason.trim().is_empty() {
                refusals.refuse("reason", "field-missing");
                focus_first_refused();
                return;
            }
            run.emit(WithdrawAllergy {
                id: allergy.id,
                stamp: allergy.stamp.clone(),
                reason: reason.trim().to_owned(),
            });
        })
    };
    let onsubmit = {
        let save = save.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            save.emit(());
        })
    };
    let keys = vec![Key::new("Ctrl+Enter", w.t("allergy-withdraw"), save.clone())];
    let foot = html! {
        <>
            <Button label={w.t("cancel")} keys="Esc" onclick={props.onclose.clone()} />
            <Button kind={Kind::DangerQuiet} label={w.t("allergy-withdraw")} keys="Ctrl+Enter" busy={withdraw.busy} onclick={save} does="withdraw" />
        </>
    };
    let title = w.tw("allergy-withdraw-title", &[("substance", Arg::Text(&props.allergy.substance))]);
    html! {
        <Dialog {title} size="sm" onclose={props.onclose.clone()} {foot} {keys}>
            <form class="stack stack--3" {onsubmit} novalidate=true>
                <p class="t-13">{ w.t("allergy-withdraw-text") }</p>
                <Field id="reason" label={w.t("allergy-reason")} value={(*reason).clone()} {oninput} error={refusals.of(&w, "reason")} />
                <FaultBanner fault={withdraw.fault.clone().filter(|f| f.fields.is_empty())} />
            </form>
        </Dialog>
    }
}
