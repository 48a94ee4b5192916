//! The third and the last step: the recovery sheet, and ready.

use std::rc::Rc;

use model::commands::clinic::Created;
use model::words::Arg;
use yew::prelude::*;

use crate::context::use_app;
use crate::keys::{Key, use_keys};
use crate::kit::{Banner, Button, Card, Icon, Kind, Size, Tone};
use crate::page::use_first_focus;
use crate::pages::saving::FolderForm;
use crate::shell::ConfirmRecovery;
use crate::time::Local;
use crate::words::use_words;

/// The recovery sheet.
#[derive(Clone, Properties)]
pub struct RecoveryStepProps {
    /// The reply that holds the words, the only one that ever will.
    pub created: Rc<Created>,
    /// The clinic's name.
    pub clinic: String,
    /// The keeper's name.
    pub owner: String,
    /// On to the end.
    pub next: Callback<()>,
}

impl PartialEq for RecoveryStepProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.created, &other.created)
    }
}

/// The sheet with the 24 words, its print button, and three words asked back.
#[component]
pub fn RecoveryStep(props: &RecoveryStepProps) -> Html {
    let w = use_words();
    let app = use_app();
    let confirmed = use_state(|| false);
    let print = Callback::from(|()| {
        if let Some(window) = web_sys::window() {
            // A web view that cannot print refuses; the words can be written down by hand.
            let _ = window.print();
        }
    });
    use_keys(vec![Key::new("Ctrl+P", w.t("recovery-print"), print.clone())]);
    let made = Local::at(app.now(), app.zone());
    let words = &props.created.words;
    let qr = format!("data:image/svg+xml,{}", String::from(js_sys::encode_uri_component(&props.created.qr)));
    let confirm = {
        let confirmed = confirmed.clone();
        Callback::from(move |()| confirmed.set(true))
    };
    html! {
        <>
        if let Some(note) = &props.created.note { <Banner tone={Tone::Warn} icon="key">{ note }</Banner> }
        <div class="cols cols--rec">
            <section class="sheet" aria-label={w.t("recovery-sheet")} lang={w.language().as_str()}>
                <div class="row row--top between">
                    <div>
                        <h2>{ w.t("recovery-sheet") }</h2>
                        <p><b>{ &props.clinic }</b><br />
                            { w.tw("recovery-made", &[("date", Arg::Text(&made.date())), ("time", Arg::Text(&made.time())), ("keeper", Arg::Text(&props.owner))]) }
                        </p>
                    </div>
                    <div class="sheet-qr"><img src={qr} alt={w.t("recovery-qr")} /></div>
                </div>
                <div class="grp words24" role="list">
                    { for words.iter().enumerate().map(|(i, word)| html! {
                        <span role="listitem" lang="en"><small>{ i + 1 }</small>{ word }</span>
                    }) }
                </div>
                <p><b>{ w.t("recovery-when") }</b>{" "}{ w.t("recovery-when-text") }<br /><b>{ w.t("recovery-how") }</b>{" "}{ w.t("recovery-how-text") }</p>
                <p><b>{ w.t("recovery-danger") }</b>{" "}{ w.t("recovery-danger-text") }</p>
                <div class="grid2">
                    <div><div class="line"></div><p>{ w.t("recovery-signature") }</p></div>
                    <div><div class="line"></div><p>{ w.t("recovery-place") }</p></div>
                </div>
            </section>
            <div class="stack stack--3">
                <Button kind={Kind::Primary} size={Size::Large} block={true} icon="print" keys="Ctrl+P" label={w.t("recovery-print")} onclick={print} />
                <hr class="rule" />
                if *confirmed {
                    <Banner tone={Tone::Ok}>{ w.t("recovery-confirmed") }</Banner>
                } else {
                    <ConfirmRecovery ask={props.created.ask.clone()} done={confirm} />
                }
                <p class="hint">{ w.t("recovery-no-printer") }</p>
            </div>
        </div>
        <div class="door-foot">
            <span class="hint">{ w.t(if *confirmed { "recovery-once" } else { "recovery-later-text" }) }</span>
            if *confirmed {
                <Button class="push" id="recovery-next" kind={Kind::Primary} size={Size::Large} keys="Enter" label={w.t("recovery-next")} onclick={props.next.clone()} />
            } else {
                <Button class="push" label={w.t("recovery-later")} onclick={props.next.clone()} />
            }
        </div>
        </>
    }
}

/// The end of the first run.
#[derive(Clone, PartialEq, Properties)]
pub struct ReadyStepProps {
    /// The clinic's name.
    pub name: String,
    /// The owner's login.
    pub login: String,
    /// Into the shell.
    pub done: Callback<()>,
}

/// What is ready, and what comes next.
#[component]
pub fn ReadyStep(props: &ReadyStepProps) -> Html {
    let w = use_words();
    use_first_focus("#start-work", true);
    let chosen = use_state(|| false);
    let choose = {
        let chosen = chosen.clone();
        Callback::from(move |()| chosen.set(true))
    };
    let line = |icon: &'static str, text: AttrValue| html! { <li class="row row--3"><Icon name={icon} /><span>{ text }</span></li> };
    html! {
        <>
        <Card title={props.name.clone()} sub={w.t("first-ready-sub")}>
            <ul class="stack stack--3">
                { line("check", w.tw("first-ready-login", &[("login", Arg::Text(&props.login))])) }
                { line("useradd", w.t("first-ready-people")) }
                { line("patients", w.t("first-ready-patients")) }
                { line("lock", w.t("first-ready-lock")) }
            </ul>
        </Card>
        <Card title={w.t("backups-title")} sub={w.t("first-backups-sub")}>
            if *chosen { <p>{ w.t("first-backups-chosen") }</p> } else { <FolderForm done={choose} /> }
        </Card>
        <div class="door-foot">
            <Button class="push" id="start-work" kind={Kind::Primary} size={Size::Large} keys="Enter" label={w.t("first-start-work")}
                onclick={props.done.clone()} />
        </div>
        </>
    }
}
