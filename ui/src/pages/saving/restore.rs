//! Bringing a backup back.

use model::commands::backup::{FindBackups, RestoreBackup, Restored};
use model::words::Arg;
use yew::prelude::*;

use crate::ask::{use_act, use_ask, use_refusals};
use crate::context::use_app;
use crate::kit::{Button, Choice, FaultBanner, Field, Kind, Seg, Select, Toast};
use crate::time::when;
use crate::words::use_words;

/// Which backup, and what opens it: a password, or the words of the sheet with a new password for an owner.
#[component]
pub fn RestoreForm() -> Html {
    let w = use_words();
    let app = use_app();
    let (from, typed) = (use_state(|| None::<AttrValue>), use_state(String::new));
    let (user, password, words) = (use_state(String::new), use_state(String::new), use_state(String::new));
    let by_words = use_state(|| false);
    let found = use_ask(Some(FindBackups::default()), &["backup"]);
    let restore = use_act::<RestoreBackup>({
        let (toast, refresh, w, zone, now) = (app.toast.clone(), app.refresh.clone(), w.clone(), app.zone(), app.now());
        Callback::from(move |restored: Restored| {
            let time = when(restored.newest, now, zone);
            let slots = [
                ("clinic", Arg::Text(&restored.clinic)),
                ("time", Arg::Text(&time)),
                ("register", Arg::Text(&restored.register)),
            ];
            toast.emit(Toast::new(w.tw("restore-done", &slots)));
            refresh.emit(());
        })
    });
    let refusals = use_refusals(&restore.fault);
    let all = found.data.as_deref().map(|f| f.backups.as_slice()).unwrap_or_default();
    let options: Vec<Choice> = all
        .iter()
        .map(|b| {
            let about = format!(
                "{} · {} · {} · {}",
                when(b.at, app.now(), app.zone()),
                b.clinic,
                b.register,
                super::size(&w, b.bytes)
            );
            Choice::new(b.path.clone(), about)
        })
        .collect();
    let chosen = (*from).clone().or_else(|| options.first().map(|o| o.value.clone()));
    let oninput = |field: &'static str, state: &UseStateHandle<String>| {
        let (state, refusals) = (state.clone(), refusals.clone());
        Callback::from(move |text: String| {
            refusals.typed(field);
            state.set(text);
        })
    };
    let onsubmit = {
        let (run, chosen, typed) = (restore.run.clone(), chosen.clone(), typed.clone());
        let (user, password, words, by_words) = (user.clone(), password.clone(), words.clone(), by_words.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let from = match typed.trim() {
                "" => chosen.as_ref().map(ToString::to_string).unwrap_or_default(),
                typed => typed.to_owned(),
            };
            let words = by_words.then(|| words.split_whitespace().collect::<Vec<_>>().join(" "));
            run.emit(RestoreBackup { from, user: (*user).clone(), password: (*password).clone(), words });
        })
    };
    let pick = {
        let from = from.clone();
        Callback::from(move |path: AttrValue| from.set(Some(path)))
    };
    let with = {
        let by_words = by_words.clone();
        Callback::from(move |with: AttrValue| by_words.set(with == "words"))
    };
    let ways = ["password", "words"].map(|way| Choice::new(way, w.t(&format!("restore-by-{way}")))).to_vec();
    html! {
        <form class="stack stack--3" {onsubmit} novalidate=true>
            <p class="t-13 muted">{ w.t("restore-text") }</p>
            if !options.is_empty() {
                <Select name="restore-which" label={w.t("restore-which")} {options} value={chosen} onchange={pick} />
            }
            <Field id="from" label={w.t("restore-from")} hint={w.t("restore-from-hint")} opt={(!all.is_empty()).then(|| w.t("restore-from-opt"))}
                code={true} value={(*typed).clone()} oninput={oninput("from", &typed)} error={refusals.of(&w, "from")} />
            <Seg name="restore-by" label={w.t("restore-by")} options={ways} onchange={with}
                value={AttrValue::from(if *by_words { "words" } else { "password" })} />
            if *by_words {
                <Field id="words" label={w.t("restore-words")} rows={3} value={(*words).clone()} oninput={oninput("words", &words)} error={refusals.of(&w, "words")} />
            }
            <Field id="user" label={w.t(if *by_words { "restore-owner" } else { "restore-user" })} value={(*user).clone()} oninput={oninput("user", &user)} error={refusals.of(&w, "user")} />
            <Field id="restore-password" kind="password" label={w.t(if *by_words { "restore-new-password" } else { "restore-password" })}
                value={(*password).clone()} oninput={oninput("password", &password)} error={refusals.of(&w, "password")} />
            <FaultBanner fault={restore.fault.clone().filter(|f| f.fields.is_empty())} />
            <Button id="restore-do" kind={Kind::Primary} submit={true} busy={restore.busy}
                label={w.t(if restore.busy { "restore-doing" } else { "restore-do" })} />
        </form>
    }
}
