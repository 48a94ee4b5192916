//! What using somebody who is already here does.

use model::capability::Capability;
use model::commands::drafts::SaveDraft;
use model::commands::patients::{GetPatient, PatientCard};
use model::patient::Relation;
use model::words::Arg;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::super::form::{Form, Sheet};
use super::super::similar::Here;
use super::{DRAFT, sheet_form};
use crate::context::use_app;
use crate::kit::Toast;
use crate::page::focus;
use crate::route::{Route, go};
use crate::transport;
use crate::words::use_words;

/// What using somebody who is already here does, each with a way back.
#[hook]
pub fn use_take(sheet: &Sheet, discard: Callback<()>) -> Callback<Here> {
    let app = use_app();
    let w = use_words();
    let sheet = sheet.clone();
    let gives = app.may(Capability::QueueManage);
    Callback::from(move |here: Here| match here {
        here if gives && here.is_used(&sheet.form().name) => {
            sheet.change(|form| form.known = Some(here.row().clone()));
            focus("#reason");
        }
        Here::LookAlike(like) => {
            let body = serde_json::to_string(&sheet_form(&sheet)).unwrap_or_default();
            discard.emit(());
            let undo = Callback::from(move |()| {
                let body = body.clone();
                spawn_local(async move {
                    // What cannot be kept now is still in this form until the place is left.
                    let _ = transport::call(&SaveDraft { key: DRAFT.to_owned(), body }).await;
                    go(&Route::NewPatient(String::new()));
                });
            });
            app.toast.emit(Toast::with_undo(w.tw("similar-used", &[("name", Arg::Text(&like.patient.name))]), undo));
            go(&Route::Patient(like.patient.id.to_string()));
        }
        Here::Family(row) => {
            let (sheet, app, w) = (sheet.clone(), app.clone(), w.clone());
            spawn_local(async move {
                match transport::call(&GetPatient { id: row.id }).await {
                    Ok(card) => {
                        let before = sheet_form(&sheet);
                        sheet.change(|form| join(form, &card));
                        let undo = {
                            let sheet = sheet.clone();
                            Callback::from(move |()| sheet.change(|form| form.clone_from(&before)))
                        };
                        app.toast
                            .emit(Toast::with_undo(w.tw("similar-joined", &[("name", Arg::Text(&row.name))]), undo));
                        focus(if sheet.form().name.is_empty() { "#name" } else { "#relation" });
                    }
                    Err(fault) => app.toast.emit(Toast::new(w.fault(&fault))),
                }
            });
        }
    })
}

/// Takes over what a family shares, wherever nothing was typed yet.
fn join(form: &mut Form, card: &PatientCard) {
    let fill = |place: &mut String, with: &Option<String>| {
        if place.trim().is_empty() {
            *place = with.clone().unwrap_or_default();
        }
    };
    fill(&mut form.address, &card.address);
    fill(&mut form.area, &card.row.area);
    fill(&mut form.pin_code, &card.pin_code);
    if form.guardian.trim().is_empty() {
        // Somebody with no guardian is likely the one whose phone it is.
        form.guardian = card.row.guardian.clone().unwrap_or_else(|| card.row.name.clone());
        // A father or mother is shared by brothers and sisters; any other relation is asked.
        form.relation = card
            .row
            .relation
            .filter(|r| card.row.guardian.is_some() && matches!(r, Relation::Father | Relation::Mother));
    }
    form.speaks = form.speaks.or(card.speaks);
}
