//! Saving and backups: what is where, right now.

mod folder;
mod restore;

pub use folder::FolderForm;
pub use restore::RestoreForm;

use model::capability::Capability;
use model::commands::backup::{BackUpNow, BackupStatus, GetBackupStatus, Reminder};
use model::words::Arg;
use yew::prelude::*;

use crate::ask::{use_act, use_ask};
use crate::context::use_app;
use crate::keys::{Key, use_keys};
use crate::kit::{
    Banner, Button, Card, Dialog, Failed, FaultBanner, Icon, Kind, LinkButton, NotPermitted, Pill, Size, Skeleton,
    Toast, Tone,
};
use crate::page::use_ready;
use crate::route::{Route, go};
use crate::time::when;
use crate::words::{W, use_words};

/// This computer, its backups and its health.
#[component]
pub fn Saving() -> Html {
    let w = use_words();
    let app = use_app();
    let asked = use_ask(Some(GetBackupStatus {}), &["backup"]);
    use_ready("saving", asked.data.is_some() || asked.fault.is_some());
    let content = match (&asked.data, &asked.fault) {
        (Some(status), _) => html! {
            <div class="grid2">
                <Backups status={(**status).clone()} again={asked.again.clone()} />
                { health(&w, status, app.status.clock.is_some()) }
            </div>
        },
        (None, Some(fault)) => html! { <Failed fault={fault.clone()} again={asked.again.clone()} /> },
        (None, None) => html! { <Skeleton rows={4} /> },
    };
    html! {
        <div class="page">
            <div class="page-head"><h1>{ w.t("place-saving") }</h1><span class="sub">{ w.t("saving-sub") }</span></div>
            <section class="card" aria-label={w.t("saving-computer")}>
                <div class="card-body hop hop--ok">
                    <span class="hopic"><Icon name="pc" size="lg" /></span>
                    <div><b>{ w.t("saving-computer") }</b><p>{ w.t("saving-computer-text") }</p></div>
                </div>
            </section>
            { content }
        </div>
    }
}

/// The card of backups.
#[derive(Clone, PartialEq, Properties)]
struct BackupsProps {
    /// What there is.
    status: BackupStatus,
    /// Asks anew.
    again: Callback<()>,
}

#[component]
fn Backups(props: &BackupsProps) -> Html {
    let w = use_words();
    let app = use_app();
    let status = &props.status;
    let (choosing, restoring) = (use_state(|| false), use_state(|| false));
    let make = use_act::<BackUpNow>({
        let (again, toast, w) = (props.again.clone(), app.toast.clone(), w.clone());
        Callback::from(move |_| {
            toast.emit(Toast::new(w.t("backup-made")));
            again.emit(());
        })
    });
    let may = app.may(Capability::BackupRun);
    let busy = make.busy || status.running;
    let can = may && status.folder.is_some() && !busy;
    let run = make.run.reform(|()| BackUpNow::default());
    use_keys(can.then(|| Key::new("B", w.t("backup-now"), run.clone())).into_iter().collect());
    let shows = |state: &UseStateHandle<bool>, on: bool| {
        let state = state.clone();
        Callback::from(move |()| state.set(on))
    };
    let chosen = {
        let (choosing, again) = (choosing.clone(), props.again.clone());
        Callback::from(move |()| {
            choosing.set(false);
            again.emit(());
        })
    };
    let pill = match (status.reminder, status.last) {
        (None, Some(_)) => html! { <Pill tone={Tone::Ok} icon="check" label={w.t("backups-good")} /> },
        (Some(_), _) => html! { <Pill tone={Tone::Warn} icon="warn" label={w.t("backups-look")} /> },
        (None, None) => html! { <Pill label={w.t("backups-none")} /> },
    };
    let row = |backup: &model::commands::backup::Backup| {
        let at = when(backup.at, app.now(), app.zone());
        html! {
            <li class="row row--top" key={backup.path.clone()}>
                <span class="is-ok"><Icon name="check" size="sm" /></span>
                <span class="grow"><b>{ at }</b>{" "}<span class="hushed">{ &backup.register }{" · "}{ size(&w, backup.bytes) }</span></span>
            </li>
        }
    };
    html! {
        <Card title={w.t("backups-title")} actions={pill}>
            if let Some(reminder) = status.reminder {
                <Banner tone={Tone::Warn}>{ w.t(&format!("backup-reminder-{}", reminder.as_str())) }</Banner>
            }
            if let Some(code) = status.failed.as_deref().filter(|_| make.fault.is_none()) {
                <FaultBanner fault={model::Fault::new(code)} />
            }
            <FaultBanner fault={make.fault.clone()} />
            if let Some(folder) = &status.folder {
                <p class="t-13"><Icon name="usb" size="sm" />{" "}<span class="code">{ folder }</span></p>
                if status.same_disk { <p class="hint">{ w.t("backup-same-disk") }</p> }
                <ul class="stack stack--1 t-13">{ for status.backups.iter().map(row) }</ul>
            }
            <p class="hint">{ w.t("backup-rule") }</p>
            if may {
                <div class="row">
                    if status.folder.is_some() {
                        <Button id="backup-now" size={Size::Small} kind={Kind::Primary} keys="B" {busy} onclick={run}
                            label={w.t(if busy { "backup-making" } else { "backup-now" })} />
                    }
                    <Button id="backup-folder-open" size={Size::Small} onclick={shows(&choosing, true)}
                        label={w.t(if status.folder.is_some() { "backup-folder-change" } else { "backup-folder-choose" })} />
                    <Button id="restore-open" size={Size::Small} kind={Kind::Ghost} onclick={shows(&restoring, true)} label={w.t("restore-open")} />
                </div>
            } else {
                <NotPermitted />
            }
            if *choosing {
                <Dialog title={w.t("backup-folder")} size="sm" onclose={shows(&choosing, false)}><FolderForm done={chosen} /></Dialog>
            }
            if *restoring {
                <Dialog title={w.t("restore-title")} size="sm" onclose={shows(&restoring, false)}><RestoreForm /></Dialog>
            }
        </Card>
    }
}

fn health(w: &W, status: &BackupStatus, clock_asked: bool) -> Html {
    let row = |key: &str, good: bool, value: AttrValue| {
        html! { <><dt>{ w.t(key) }</dt><dd class={if good { "is-ok" } else { "" }}>{ value }</dd></> }
    };
    html! {
        <Card title={w.t("health-title")}>
            <dl class="dl dl--sum">
                if let Some(free) = status.free {
                    { row("health-disk", free > 1_000_000_000, w.tw("health-free", &[("size", Arg::Text(&size(w, free)))])) }
                }
                { row("health-records", false, AttrValue::from(size(w, status.records))) }
                { row("health-clock", !clock_asked, w.t(if clock_asked { "health-clock-asked" } else { "health-clock-right" })) }
                { row("health-version", false, AttrValue::from(status.version.clone())) }
            </dl>
        </Card>
    }
}

/// What Today may leave out.
#[derive(Clone, PartialEq, Properties)]
pub struct BackupReminderProps {
    /// What is said beside it already.
    #[prop_or_default]
    pub except: Option<Reminder>,
}

/// What Today says until backups are in order; nothing where they are.
#[component]
pub fn BackupReminder(props: &BackupReminderProps) -> Html {
    let w = use_words();
    let app = use_app();
    let asked = use_ask(app.may(Capability::BackupRun).then_some(GetBackupStatus {}), &["backup"]);
    let reminder = asked.data.and_then(|status| status.reminder).filter(|said| props.except != Some(*said));
    let Some(reminder) = reminder else { return html! {} };
    let open = Callback::from(|()| go(&Route::Saving));
    html! {
        <Banner tone={Tone::Calm} icon="usb" actions={html! { <LinkButton id="backup-reminder" label={w.t("backup-reminder-open")} onclick={open} /> }}>
            { w.t(&format!("backup-reminder-{}", reminder.as_str())) }
        </Banner>
    }
}

/// `410 MB` or `61 GB`.
fn size(w: &W, bytes: u64) -> String {
    let (key, unit) = if bytes >= 10_000_000_000 { ("size-gb", 1_000_000_000) } else { ("size-mb", 1_000_000) };
    w.tw(key, &[("count", Arg::Number(i64::try_from(bytes.div_ceil(unit)).unwrap_or(i64::MAX)))]).to_string()
}
