//! Find or do: patients and commands in one box.

use model::capability::Capability;
use model::commands::patients::{FindPatients, PatientRow};
use model::words::Arg;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::Over;
use super::rail::places;
use crate::ask::{use_ask, use_once_fresh};
use crate::context::use_app;
use crate::keys::use_modal_keys;
use crate::kit::{Icon, Kbd};
use crate::route::{Route, go};
use crate::theme::{self, Theme};
use crate::words::{W, use_words};

/// The palette.
#[derive(Clone, PartialEq, Properties)]
pub struct PaletteProps {
    /// Something was chosen, or nothing.
    pub onclose: Callback<()>,
    /// Opens another dialog of the shell.
    pub open: Callback<Over>,
}

/// One row: icon, what it is, a note, a key, and what it does.
struct Row {
    icon: &'static str,
    title: AttrValue,
    note: String,
    keys: Option<&'static str>,
    act: Callback<()>,
}

/// One box; the focus stays in it, arrows choose, Enter takes.
#[component]
pub fn Palette(props: &PaletteProps) -> Html {
    let w = use_words();
    let app = use_app();
    let query = use_state(String::new);
    let at = use_state(|| 0_usize);
    let dialog = use_node_ref();
    use_shown(&dialog);
    use_modal_keys(Vec::new());

    let only_commands = query.starts_with('>');
    let may_find = app.may(model::capability::Capability::PatientFind);
    let asks = !only_commands && may_find;
    let ask = asks.then(|| FindPatients { query: (*query).clone(), limit: Some(7), after: None });
    let found = use_ask(ask, &["patient"]);
    let today = crate::time::Local::at(app.now(), app.zone()).day;
    let patients: Vec<Row> = match (&found.data, only_commands) {
        (Some(found), false) => found.patients.iter().map(|p| patient(&w, p, today)).collect(),
        _ => Vec::new(),
    };
    let commands = commands(&w, &app, props, query.trim_start_matches('>').trim());
    let split = patients.len();
    let rows: Vec<Row> = patients.into_iter().chain(commands).collect();
    let chosen = (*at).min(rows.len().saturating_sub(1));
    use_effect_with(chosen, |chosen| {
        if let Some(row) = crate::page::document().and_then(|d| d.get_element_by_id(&format!("pal-{chosen}"))) {
            crate::page::into_view(&row);
        }
    });

    let take = {
        let acts: Vec<Callback<()>> = rows.iter().map(|r| r.act.clone()).collect();
        let onclose = props.onclose.clone();
        Callback::from(move |i: usize| {
            onclose.emit(());
            if let Some(act) = acts.get(i) {
                act.emit(());
            }
        })
    };
    let count = rows.len();
    let enter = {
        let take = take.clone();
        Callback::from(move |()| {
            if count > 0 {
                take.emit(chosen)
            }
        })
    };
    let once_found = use_once_fresh(&query, &found, enter.clone());
    let enter = if asks { once_found } else { enter };
    let onkeydown = {
        let (at, onclose) = (at.clone(), props.onclose.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.is_composing() {
                return;
            }
            match event.key().as_str() {
                "ArrowDown" if count > 0 => at.set((chosen + 1) % count),
                "ArrowUp" if count > 0 => at.set((chosen + count - 1) % count),
                "Enter" => enter.emit(()),
                "Escape" => onclose.emit(()),
                _ => return,
            }
            event.prevent_default();
        })
    };
    let oninput = {
        let (query, at) = (query.clone(), at.clone());
        Callback::from(move |event: InputEvent| {
            query.set(event.target_unchecked_into::<HtmlInputElement>().value());
            at.set(0);
        })
    };
    let row = |(i, row): (usize, &Row)| {
        let onclick = take.reform(move |_: MouseEvent| i);
        html! {
            <>
            if i == 0 && split > 0 { <div class="combo-head">{ w.t("place-patients") }</div> }
            if i == split { <div class="combo-head">{ w.t("palette-commands") }</div> }
            <div class="opt-row" role="option" id={format!("pal-{i}")} aria-selected={(i == chosen).to_string()} {onclick}>
                <span class="hushed"><Icon name={row.icon} /></span>
                <span class="grow"><b>{ &row.title }</b>{" "}<span class="meta">{ &row.note }</span></span>
                if let Some(keys) = row.keys { <span class="row row--1"><Kbd {keys} /></span> } else if i == chosen { <Kbd keys="Enter" /> }
            </div>
            </>
        }
    };
    let oncancel = {
        let onclose = props.onclose.clone();
        Callback::from(move |event: Event| {
            event.prevent_default();
            onclose.emit(());
        })
    };
    html! {
        <dialog class="dialog dialog--top dialog--pal" aria-label={w.t("key-find")} ref={dialog} {oncancel}>
            <div class="palin">
                <Icon name="search" />
                <input id="palette" role="combobox" aria-expanded="true" aria-controls="pal" aria-label={w.t("key-find")} autocomplete="off" spellcheck="false"
                    aria-activedescendant={format!("pal-{chosen}")} placeholder={w.t("omni")} value={(*query).clone()} {oninput} {onkeydown} />
            </div>
            <div class="pal-list" id="pal" role="listbox" aria-label={w.t("palette-found")}>
                { for rows.iter().enumerate().map(row) }
                if let Some(fault) = &found.fault { <p class="hint">{ w.fault(fault) }</p> }
            </div>
            <div class="combo-foot palfoot">
                <span><Kbd keys="Up" />{" "}<Kbd keys="Down" />{" "}{ w.t("palette-choose") }</span>
                <span><Kbd keys="Enter" />{" "}{ w.t("palette-open") }</span>
                <span><Kbd keys=">" />{" "}{ w.t("palette-only-commands") }</span>
            </div>
        </dialog>
    }
}

fn patient(w: &W, p: &PatientRow, today: model::day::Day) -> Row {
    let age = p.birth.age_on(today);
    let sex = w.t(&format!("sex-short-{}", p.sex.as_str()));
    let age = w.tw(age.key(), &[("count", Arg::Number(i64::from(age.count())))]);
    let about = [Some(format!("{sex} {age}")), Some(p.number.clone()), p.guardian.clone(), p.area.clone()];
    let to = Route::Patient(p.id.to_string());
    Row {
        icon: "user",
        title: AttrValue::from(p.name.clone()),
        note: about.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        keys: None,
        act: Callback::from(move |()| go(&to)),
    }
}

fn commands(w: &W, app: &crate::context::App, props: &PaletteProps, query: &str) -> Vec<Row> {
    let goes = |to: Route| Callback::from(move |()| go(&to));
    let opens = |what: Over| props.open.reform(move |()| what);
    let row = |icon, key: &str, keys, act| Row { icon, title: w.t(key), note: String::new(), keys, act };
    let dark = theme::chosen() == Theme::Dark;
    let colours = Callback::from(move |()| theme::choose(if dark { Theme::Light } else { Theme::Dark }));
    let named = if query.is_empty() {
        w.t("key-new-patient")
    } else {
        w.tw("palette-new-named", &[("name", Arg::Text(query))])
    };
    let register = Row {
        icon: "useradd",
        title: named,
        note: String::new(),
        keys: Some("Ctrl+N"),
        act: goes(Route::NewPatient(query.to_owned())),
    };
    let mut all: Vec<Row> = places().map(|p| row(p.icon, p.name, Some(p.keys), goes(p.to))).into();
    if app.may(Capability::AppointmentBook) {
        all.push(row("calendar", "queue-book", None, goes(Route::Book(String::new()))));
    }
    if app.may(Capability::BillIssue) {
        all.push(row("billing", "bill-new", None, goes(Route::Billing("patient=".to_owned()))));
    }
    if app.may(Capability::DrawerUse) || app.may(Capability::DrawerAll) {
        all.push(row("cash", "close-title", None, goes(Route::CloseDay)));
    }
    if app.may(Capability::PaperPrint) {
        all.push(row("print", "papers-title", Some("Ctrl+Shift+P"), goes(Route::Papers)));
    }
    all.extend([
        row("usb", "place-saving", None, goes(Route::Saving)),
        row("lock", "key-lock", Some("Ctrl+L"), app.lock.clone()),
        row("grid", "set-pin", None, opens(Over::Pin)),
        row("key", "change-password", None, opens(Over::Password)),
        row("moon", if dark { "palette-light" } else { "palette-dark" }, None, colours),
        row("keyboard", "all-keys", Some("F1"), opens(Over::Keys)),
    ]);
    let wanted = query.to_lowercase();
    all.retain(|r| r.title.to_lowercase().contains(&wanted));
    // What begins as typed is meant before a patient of that name.
    let meant = |r: &Row| !wanted.is_empty() && r.title.to_lowercase().starts_with(&wanted);
    let (mut found, others): (Vec<Row>, Vec<Row>) = all.into_iter().partition(meant);
    found.extend(app.may(Capability::PatientCreate).then_some(register));
    found.extend(others);
    found
}

#[hook]
fn use_shown(dialog: &NodeRef) {
    let dialog = dialog.clone();
    use_effect_with((), move |()| {
        let before = crate::page::document().and_then(|d| d.active_element());
        let shown = dialog.cast::<web_sys::HtmlDialogElement>();
        if let Some(shown) = &shown {
            // Only a dialog outside the document is refused.
            let _ = shown.show_modal();
            crate::page::focus("#palette");
        }
        move || {
            if let Some(shown) = shown {
                shown.close();
            }
            if let Some(before) = before.and_then(|b| wasm_bindgen::JsCast::dyn_into(b).ok()) {
                crate::page::focus_on(&before);
            }
        }
    });
}
