//! Registering a patient: phone first, because most people are found by it.

mod take;

use model::Id;
use model::abha::AbhaCard;
use model::capability::Capability;
use model::commands::checkin::{CheckIn, CheckedIn};
use model::commands::patients::{GetPatient, PatientRow, RegisterPatient, Registered};
use model::day::Day;
use model::patient::{Patient, VisitKind};
use model::words::Arg;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use self::take::use_take;
use super::allergies::{Agreement, Allergies, agree};
use super::fields::{Fields, check_all};
use super::form::{Form, Sheet, use_sheet};
use super::similar::{CHORDS, Column, use_similar};
use super::token::{TokenFields, use_token};
use super::{find, said};
use crate::ask::{focus_first_refused, use_act, use_refusals};
use crate::context::use_app;
use crate::drafts::use_draft;
use crate::keys::{Key, use_keys};
use crate::kit::{Avatar, Banner, Button, FaultBanner, Kind, LinkButton, NotPermitted, Toast, Tone};
use crate::page::{focus, next_on_enter, use_ready};
use crate::print::{Wanted, use_print};
use crate::route::{Route, go};
use crate::scan::use_scan;
use crate::time::Local;
use crate::transport;
use crate::words::{W, use_words};

/// The key of the draft.
const DRAFT: &str = "register";

/// What the address says.
#[derive(Clone, PartialEq, Properties)]
pub struct RegisterProps {
    /// A name or a phone to begin with.
    pub query: String,
}

/// The form, and beside it who is already here.
#[component]
pub fn Register(props: &RegisterProps) -> Html {
    let w = use_words();
    let app = use_app();
    if !app.may(Capability::PatientCreate) {
        return html! { <div class="page"><h1>{ w.t("register-title") }</h1><NotPermitted /></div> };
    }
    html! { <Page query={props.query.clone()} /> }
}

#[component]
fn Page(props: &RegisterProps) -> Html {
    let w = use_words();
    let app = use_app();
    let today = said::today(&app);
    let sheet = use_sheet(Form::default);
    let restored = use_state(|| false);
    let draft = {
        let (now, sheet, restored) = (sheet_form(&sheet), sheet.clone(), restored.clone());
        let restore = Callback::from(move |form: Form| {
            sheet.change(|now| *now = form);
            restored.set(true);
        });
        use_draft(DRAFT.to_owned(), &now, restore)
    };
    let print = use_print().by_itself;
    let check_in = use_act::<CheckIn>({
        let (app, w, discard, print) = (app.clone(), w.clone(), draft.discard.clone(), print.clone());
        Callback::from(move |reply: CheckedIn| {
            discard.emit(());
            let slip = Wanted::token(reply.arrived.visit);
            let papers = Wanted::of_money(reply.bill.as_slice(), &reply.receipts, false);
            print.emit([vec![slip], papers].concat());
            let minutes = Arg::Number(reply.arrived.expected_wait);
            let said = w.tw("queue-token-given", &[("token", Arg::Text(&reply.arrived.token)), ("count", minutes)]);
            let change = (!reply.change.is_zero())
                .then(|| w.tw("token-change", &[("amount", Arg::Text(&format!("{:#}", reply.change)))]));
            app.toast.emit(Toast::new(change.map_or(said.to_string(), |change| format!("{said} {change}"))));
            go(&Route::Today);
        })
    });
    // What follows a registration: the token, where one was asked for.
    let then = use_mut_ref(|| None::<Callback<Id<Patient>>>);
    // From then on it is a known patient: the same key again, or a token that is refused, registers nobody twice.
    let registered = use_mut_ref(|| None::<Id<Patient>>);
    let register = use_act::<RegisterPatient>({
        let (then, registered) = (then.clone(), registered.clone());
        let (app, w, sheet, discard) = (app.clone(), w.clone(), sheet.clone(), draft.discard.clone());
        Callback::from(move |reply: Registered| {
            registered.replace(Some(reply.id));
            discard.emit(());
            let name = sheet.form().name.trim().to_owned();
            app.toast.emit(Toast::new(
                w.tw("register-done", &[("name", Arg::Text(&name)), ("number", Arg::Text(&reply.number))]),
            ));
            let with_token = std::mem::take(&mut *then.borrow_mut());
            match with_token {
                Some(give) => give.emit(reply.id),
                None => go(&Route::Patient(reply.id.to_string())),
            }
        })
    });
    {
        let (sheet, registered) = (sheet.clone(), registered.clone());
        use_effect_with(check_in.fault.clone(), move |fault| {
            let Some(id) = (*registered.borrow()).filter(|_| fault.is_some()) else { return };
            spawn_local(async move {
                if let Ok(card) = transport::call(&GetPatient { id }).await {
                    sheet.change(|form| {
                        form.known = Some(card.row);
                        form.token.kind.get_or_insert(VisitKind::New);
                    });
                }
            });
        });
    }
    let refusals = use_refusals(&register.fault.clone().or_else(|| check_in.fault.clone()));
    let take = use_take(&sheet, draft.discard.clone());
    let (here, take) = {
        let form = sheet.form();
        use_similar(&form, take)
    };
    // The query of the address begins the form, unless unfinished work came back.
    let carried = props.query.trim().to_owned();
    {
        let (sheet, restored, carried) = (sheet.clone(), restored.clone(), carried.clone());
        use_effect_with(draft.looked, move |looked| {
            if !looked {
                return;
            }
            if !*restored && *sheet.form() == Form::default() {
                begin(&sheet, &carried);
            }
            focus(if sheet.form().phone.is_empty() { "#phone" } else { "#name" });
        });
    }
    use_ready("register", draft.looked);

    let token = {
        let form = sheet.form();
        use_token(&form.token, form.known.as_ref().map(|known| known.id))
    };
    let gives = token.is_possible();
    let save = {
        let (sheet, refusals, run, language) = (sheet.clone(), refusals.clone(), register.run.clone(), w.language());
        let registered = registered.clone();
        Callback::from(move |()| {
            if registered.borrow().is_some() {
                return;
            }
            let form = sheet.form().clone();
            match form.register(language) {
                Some(command) if check_all(&refusals, &form, today) => run.emit(command),
                _ => {
                    check_all(&refusals, &form, today);
                    focus_first_refused();
                }
            }
        })
    };
    let give = {
        let (sheet, refusals, save, token) = (sheet.clone(), refusals.clone(), save.clone(), token.clone());
        let (run, then, registered) = (check_in.run.clone(), then.clone(), registered.clone());
        Callback::from(move |()| {
            let known = sheet.form().known.as_ref().map(|known| known.id).or(*registered.borrow());
            let form = sheet.form().token.clone();
            match known {
                Some(patient) => {
                    if let Some(command) = token.check_in(&form, patient, &refusals) {
                        run.emit(command);
                    } else {
                        focus_first_refused();
                    }
                }
                None => {
                    let (token, refusals, run, sheet) = (token.clone(), refusals.clone(), run.clone(), sheet.clone());
                    *then.borrow_mut() = Some(Callback::from(move |patient: Id<Patient>| {
                        let form = sheet.form().token.clone();
                        match token.check_in(&form, patient, &refusals) {
                            Some(command) => run.emit(command),
                            None => go(&Route::Patient(patient.to_string())),
                        }
                    }));
                    save.emit(());
                }
            }
        })
    };
    let save_only = {
        let (save, then) = (save.clone(), then.clone());
        Callback::from(move |()| {
            then.borrow_mut().take();
            save.emit(());
        })
    };
    let somebody_else = {
        let (sheet, registered) = (sheet.clone(), registered.clone());
        Callback::from(move |()| {
            // Whoever was registered on this page is saved: the next one begins with nothing.
            let saved = registered.take().is_some();
            sheet.change(|form| if saved { *form = Form::default() } else { form.known = None });
            focus("#phone");
        })
    };
    let known = sheet.form().known.clone();
    let main = if gives { give.clone() } else { save_only.clone() };
    let afresh = {
        let (sheet, restored, carried) = (sheet.clone(), restored.clone(), carried.clone());
        Callback::from(move |()| {
            restored.set(false);
            sheet.change(|form| *form = Form::default());
            begin(&sheet, &carried);
            focus("#phone");
        })
    };
    // The form as it was before an ABHA card was read into it.
    let before_abha = use_state(|| None::<Form>);
    let take_abha = {
        let (sheet, refusals, before) = (sheet.clone(), refusals.clone(), before_abha.clone());
        Callback::from(move |card: AbhaCard| {
            if sheet.form().known.is_some() {
                return;
            }
            if before.is_none() {
                before.set(Some(sheet_form(&sheet)));
            }
            refusals.gone("");
            sheet.change(|form| form.take_abha(&card));
            focus("#phone");
        })
    };
    use_scan(AbhaCard::read, take_abha.clone());
    let without_abha = {
        let (sheet, before) = (sheet.clone(), before_abha.clone());
        Callback::from(move |()| {
            if let Some(form) = &*before {
                sheet.change(|now| now.clone_from(form));
            }
            before.set(None);
            focus("#phone");
        })
    };
    let other = {
        let sheet = sheet.clone();
        Callback::from(move |id: String| sheet.change(|form| form.others.push(id)))
    };
    let leave = Callback::from(|()| go(&find::back()));
    let agrees = {
        let sheet = sheet.clone();
        Callback::from(move |()| agree(&sheet))
    };
    let mut keys = vec![
        Key::new("Alt+Q", w.t("register-key-scan"), Callback::from(|()| focus("#abha_number"))),
        Key::new("Alt+G", w.t("register-key-agrees"), agrees),
        Key::new("Ctrl+Enter", w.t(if gives { "token-key-give" } else { "register-key-save" }), main.clone()),
        Key::new("Esc", w.t("register-key-back"), leave.clone()),
    ];
    if known.is_none() {
        let label = w.t(if gives { "token-save-only" } else { "register-key-save" });
        keys.push(Key::new("Ctrl+S", label, save_only.clone()));
    }
    for (chord, person) in CHORDS.into_iter().zip(here.iter().cloned()) {
        let label = w.t(if person.is_used(&sheet.form().name) { "similar-use" } else { "similar-join" });
        let take = take.clone();
        keys.push(Key::new(chord, label, Callback::from(move |()| take.emit(person.clone()))));
    }
    use_keys(keys);

    let onsubmit = {
        let main = main.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            main.emit(());
        })
    };
    let kept_at = draft.at.map(|at| Local::at(at, app.zone()).time());
    let kept = kept_at.map(|time| w.tw("draft-kept", &[("time", Arg::Text(&time))]));
    html! {
        <div class="page page--fit">
            <div class="page-head">
                <h1>{ w.t(if gives { "token-page-title" } else { "register-title" }) }</h1>
                <span class="sub">{ w.t("register-sub") }</span>
                <span class="push row">
                    if let Some(kept) = kept { <span class="hint" data-draft="">{ kept }</span> }
                    <Button kind={Kind::Ghost} label={w.t("close")} keys="Esc" onclick={leave} does="back" />
                </span>
            </div>
            <div class="cols cols--reg">
                <form class="card" {onsubmit} onkeydown={Callback::from(next_on_enter)} novalidate=true aria-label={w.t("register-title")}>
                    <div class="scroll grow">
                        <div class="card-body stack stack--3">
                            if *restored {
                                <Banner tone={Tone::Info} icon="history"
                                    actions={html! { <LinkButton label={w.t("draft-start-empty")} onclick={afresh} does="afresh" /> }}>
                                    { w.t("draft-restored") }
                                </Banner>
                            }
                            if before_abha.is_some() && known.is_none() {
                                <Banner tone={Tone::Ok} icon="scan"
                                    actions={html! { <LinkButton label={w.t("undo")} onclick={without_abha} does="without-abha" /> }}>
                                    { w.t("abha-read") }
                                </Banner>
                            }
                            <FaultBanner fault={register.fault.clone().or_else(|| check_in.fault.clone()).filter(|f| f.fields.is_empty() || known.is_some())} />
                            if let Some(row) = &known {
                                { who(&w, row, today, somebody_else) }
                            } else {
                                <Fields sheet={sheet.clone()} refusals={refusals.clone()} take_abha={take_abha} />
                                <hr class="rule" />
                                <Allergies sheet={sheet.clone()} refusals={refusals.clone()} />
                                <hr class="rule" />
                                <Agreement sheet={sheet.clone()} refusals={refusals.clone()} />
                            }
                            if app.may(Capability::QueueManage) {
                                <hr class="rule" />
                                <TokenFields sheet={sheet.clone()} refusals={refusals.clone()} asked={token.clone()} />
                            }
                        </div>
                    </div>
                    <footer class="card-foot">
                        <span class="grow t-13 muted">{ if gives { token.foot(&w) } else { w.t("register-foot") } }</span>
                        if gives && known.is_none() {
                            <Button label={w.t("token-save-only")} keys="Ctrl+S" busy={register.busy} onclick={save_only} does="save-only" />
                        }
                        <Button kind={Kind::Primary} keys="Ctrl+Enter" busy={register.busy || check_in.busy} onclick={main} does="save"
                            label={w.t(match (register.busy, gives, known.is_some()) {
                                (true, ..) => "register-saving",
                                (_, true, true) => "token-give",
                                (_, true, false) => "token-save-and-give",
                                (_, false, _) => "register-save",
                            })} />
                    </footer>
                </form>
                if known.is_none() {
                    <Column {here} {take} {other} named={!sheet.form().name.trim().is_empty()} />
                }
            </div>
        </div>
    }
}

fn sheet_form(sheet: &Sheet) -> Form {
    sheet.form().clone()
}

/// Somebody who is here already, in place of the fields.
fn who(w: &W, row: &PatientRow, today: Day, somebody_else: Callback<()>) -> Html {
    let about = [Some(row.number.clone()), row.phone.clone(), row.guardian.clone(), row.area.clone()];
    html! {
        <div class="row row--3" data-known={row.id.to_string()}>
            <Avatar name={row.name.clone()} />
            <span class="grow"><b class="t-16">{ &row.name }</b>{" "}<span class="hushed t-13">{ said::sex_age(w, row, today) }</span><br />
                <span class="meta">{ about.into_iter().flatten().collect::<Vec<_>>().join(" · ") }</span></span>
            <LinkButton label={w.t("token-somebody-else")} onclick={somebody_else} does="somebody-else" />
        </div>
    }
}

/// Puts what was looked for where it belongs.
fn begin(sheet: &Sheet, carried: &str) {
    if carried.is_empty() {
        return;
    }
    let is_phone = carried.contains(|c: char| c.is_ascii_digit());
    sheet.change(|form| *(if is_phone { &mut form.phone } else { &mut form.name }) = carried.to_owned());
}
