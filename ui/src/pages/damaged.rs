//! A clinic that cannot be opened as it is: what happened, and the next steps.

use model::command::Done;
use model::commands::app::{Profile, SetAside};
use yew::prelude::*;

use crate::ask::use_act;
use crate::context::use_app;
use crate::kit::{Banner, Button, Card, Dialog, FaultBanner, Icon, Kind, Size, Tone};
use crate::page::use_ready;
use crate::pages::door::Brand;
use crate::pages::saving::RestoreForm;
use crate::words::use_words;

/// A sentence, the next steps, and setting the damaged part aside where that is possible.
#[component]
pub fn Damaged() -> Html {
    let w = use_words();
    let app = use_app();
    let asking = use_state(|| false);
    let restoring = use_state(|| false);
    let refresh = app.refresh.clone();
    let aside = use_act::<SetAside>(Callback::from(move |_: Done| refresh.emit(())));
    use_ready("damaged", true);
    let Profile::Damaged { code, message, can_set_aside } = &app.status.profile else { return html! {} };

    let ask = |on: bool| {
        let asking = asking.clone();
        Callback::from(move |()| asking.set(on))
    };
    let restore = |on: bool| {
        let restoring = restoring.clone();
        Callback::from(move |()| restoring.set(on))
    };
    let sure = {
        let (run, asking) = (aside.run.clone(), asking.clone());
        Callback::from(move |()| {
            asking.set(false);
            run.emit(SetAside {});
        })
    };
    let fault = model::Fault::new(code);
    let said = w.fault(&fault);
    let said = if said.starts_with("fault-") { AttrValue::from(message.clone()) } else { said };
    let points = vec![
        ("shield", w.t("damaged-safe"), w.t("damaged-safe-text")),
        ("phone", w.t("damaged-help"), w.t("damaged-help-text")),
    ];
    let step = |key: &str| html! { <li class="row row--3 row--top"><Icon name="arrowr" size="sm" /><span>{ w.t(key) }</span></li> };
    html! {
        <div class="door">
            <Brand lead={w.t("damaged-lead")} {points} />
            <main class="door-main door-main--mid" id="main">
                <h1>{ w.t("damaged-title") }</h1>
                <Banner tone={Tone::Danger} alert={true}>{ said }</Banner>
                <Card title={w.t("damaged-steps")}>
                    <ol class="stack stack--3">
                        { step("damaged-step-copy") }
                        { step("damaged-step-backup") }
                        if *can_set_aside { { step("damaged-step-aside") } }
                    </ol>
                    <p class="hint">{ w.t("damaged-code") }{" "}<span class="code">{ code }</span></p>
                </Card>
                <FaultBanner fault={aside.fault.clone()} />
                <div class="row">
                    <Button size={Size::Large} kind={Kind::Primary} icon="sync" label={w.t("damaged-again")} onclick={app.refresh.clone()} />
                    <Button id="restore-open" size={Size::Large} icon="usb" label={w.t("restore-open")} onclick={restore(true)} />
                    if *can_set_aside {
                        <Button size={Size::Large} kind={Kind::DangerQuiet} icon="box" busy={aside.busy} label={w.t("damaged-set-aside")} onclick={ask(true)} />
                    }
                </div>
            </main>
            if *restoring {
                <Dialog title={w.t("restore-title")} size="sm" onclose={restore(false)}><RestoreForm /></Dialog>
            }
            if *asking {
                <Dialog title={w.t("damaged-set-aside")} size="sm" onclose={ask(false)} foot={html! {
                    <><Button label={w.t("cancel")} onclick={ask(false)} />
                    <Button kind={Kind::Danger} label={w.t("damaged-set-aside-sure")} onclick={sure} /></>
                }}>
                    <p>{ w.t("damaged-set-aside-text") }</p>
                </Dialog>
            }
        </div>
    }
}
