//! Cash into the drawer or out of it, without a patient.

use model::Id;
use model::billing::DrawerReason;
use model::commands::drawer::{DrawerPutReply, PutDrawer};
use model::money::Paise;
use model::tenancy::Business;
use model::words::Arg;
use yew::prelude::*;

use crate::ask::{use_act, use_refusals};
use crate::context::use_app;
use crate::kit::{Button, Choice, Dialog, FaultBanner, Field, Kind, Seg, Toast};
use crate::words::use_words;

/// Whose money it is.
#[derive(Clone, PartialEq, Properties)]
pub struct PutProps {
    /// The business; its only one where not said.
    pub business: Option<Id<Business>>,
    /// Done, or not after all.
    pub onclose: Callback<()>,
}

/// The dialog.
#[component]
pub fn Put(props: &PutProps) -> Html {
    let w = use_words();
    let app = use_app();
    let why = use_state(|| DrawerReason::Float);
    let amount = use_state(String::new);
    let note = use_state(String::new);
    let done = {
        let (toast, w, close) = (app.toast.clone(), w.clone(), props.onclose.clone());
        Callback::from(move |reply: DrawerPutReply| {
            toast.emit(Toast::new(w.tw("drawer-done", &[("amount", Arg::Text(&format!("{:#}", reply.expected)))])));
            close.emit(());
        })
    };
    let act = use_act::<PutDrawer>(done);
    let refusals = use_refusals(&act.fault);
    let onsubmit = {
        let (run, refusals, why, amount, note) =
            (act.run.clone(), refusals.clone(), *why, amount.clone(), note.clone());
        let business = props.business;
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match Paise::parse(&amount) {
                Ok(amount) => {
                    let note = Some(note.trim().to_owned()).filter(|n| !n.is_empty());
                    run.emit(PutDrawer { why, amount, note, business });
                }
                Err(e) => refusals.refuse("amount", model::fault::Refusal::from(e).0),
            }
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
        let why = why.clone();
        Callback::from(move |name: AttrValue| why.set(DrawerReason::parse(&name).unwrap_or(DrawerReason::Float)))
    };
    let options = DrawerReason::ALL.iter().map(|r| Choice::new(r.as_str(), w.t(&format!("drawer-{}", r.as_str()))));
    let foot =
        html! { <Button kind={Kind::Primary} form="put" busy={act.busy} label={w.t("drawer-save")} keys="Enter" /> };
    html! {
        <Dialog title={w.t("close-put")} onclose={props.onclose.clone()} {foot}>
            <form id="put" class="stack stack--3" {onsubmit}>
                <FaultBanner fault={act.fault.clone()} />
                <Seg name="why" label={w.t("drawer-why")} options={options.collect::<Vec<_>>()} value={AttrValue::from(why.as_str())} {onchange} />
                <Field id="amount" label={w.t("bill-amount")} prefix="₹" inputmode="decimal" value={(*amount).clone()} oninput={typed(&amount, "amount")} error={refusals.of(&w, "amount")} />
                <Field id="note" label={w.t("drawer-note")} value={(*note).clone()} oninput={typed(&note, "note")} error={refusals.of(&w, "note")} />
            </form>
        </Dialog>
    }
}
