//! Where backups go.

use model::commands::backup::{GetBackupStatus, SetBackupFolder};
use model::words::Arg;
use yew::prelude::*;

use crate::ask::{use_act, use_ask, use_refusals};
use crate::kit::{Button, FaultBanner, Field, Kind};
use crate::words::use_words;

/// The choice of a folder.
#[derive(Clone, PartialEq, Properties)]
pub struct FolderFormProps {
    /// Chosen, or not now.
    pub done: Callback<()>,
}

/// Disks that are plugged in, a path typed by hand, and "not now".
#[component]
pub fn FolderForm(props: &FolderFormProps) -> Html {
    let w = use_words();
    let status = use_ask(Some(GetBackupStatus {}), &["backup"]);
    let typed = use_state(|| None::<String>);
    let set = use_act::<SetBackupFolder>(props.done.reform(|_| ()));
    let refusals = use_refusals(&set.fault);
    let status = status.data.as_deref();
    let place = status.and_then(|s| s.places.first()).map(|p| p.path.clone());
    let known = status.and_then(|s| s.folder.clone()).or(place).unwrap_or_default();
    let folder = (*typed).clone().unwrap_or(known);
    let oninput = {
        let (typed, refusals) = (typed.clone(), refusals.clone());
        Callback::from(move |text: String| {
            refusals.typed("folder");
            typed.set(Some(text));
        })
    };
    let onsubmit = {
        let (run, folder) = (set.run.clone(), folder.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            run.emit(SetBackupFolder { folder: Some(folder.clone()) });
        })
    };
    let not_now = set.run.reform(|()| SetBackupFolder { folder: None });
    let disk = |place: &model::commands::backup::Place| {
        let free = place.free.map(|free| super::size(&w, free)).unwrap_or_default();
        let free = w.tw("health-free", &[("size", Arg::Text(&free))]);
        let (typed, path) = (typed.clone(), place.path.clone());
        let take = Callback::from(move |()| typed.set(Some(path.clone())));
        html! { <li key={place.path.clone()}><Button icon="usb" label={format!("{} · {free}", place.path)} onclick={take} /></li> }
    };
    html! {
        <form class="stack stack--3" {onsubmit} novalidate=true>
            <p class="t-13 muted">{ w.t("backup-folder-text") }</p>
            if let Some(status) = status.filter(|s| !s.places.is_empty()) {
                <ul class="stack stack--1">{ for status.places.iter().map(disk) }</ul>
            }
            <Field id="folder" label={w.t("backup-folder")} hint={w.t("backup-folder-hint")} value={folder} {oninput}
                code={true} error={refusals.of(&w, "folder")} />
            <FaultBanner fault={set.fault.clone().filter(|f| f.fields.is_empty())} />
            <div class="row">
                <Button id="folder-set" kind={Kind::Primary} submit={true} busy={set.busy} label={w.t("backup-folder-choose")} />
                <Button id="folder-later" kind={Kind::Ghost} label={w.t("backup-folder-later")} onclick={not_now} />
            </div>
        </form>
    }
}
