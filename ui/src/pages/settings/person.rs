//! Adding a person, giving roles, giving a new password.

use model::capability::Role;
use model::command::Done;
use model::commands::users::{AddUser, Added, ResetPassword, SetRoles, UserRow};
use model::words::{Arg, Language};
use yew::prelude::*;

use crate::ask::{focus_first_refused, use_act, use_refusals};
use crate::context::use_app;
use crate::kit::{Banner, Button, Check, Choice, Dialog, FaultBanner, Field, Icon, Kind, Seg, Toast, Tone};
use crate::page::use_seen_when_wrong;
use crate::words::{W, use_words};

/// Adding somebody.
#[derive(Clone, PartialEq, Properties)]
pub struct AddPersonProps {
    /// Added, or not now.
    pub onclose: Callback<()>,
}

#[derive(Clone, Default, PartialEq)]
struct Form {
    name: String,
    login: String,
    password: String,
    registration: String,
    roles: Vec<Role>,
    language: Language,
}

/// Adds a person, who can sign in at once.
#[component]
pub fn AddPerson(props: &AddPersonProps) -> Html {
    let w = use_words();
    let app = use_app();
    let form = use_state(|| Form { language: w.language(), ..Form::default() });
    let add = use_act::<AddUser>({
        let (toast, onclose, form, w) = (app.toast.clone(), props.onclose.clone(), form.clone(), w.clone());
        Callback::from(move |_: Added| {
            toast.emit(Toast::new(w.tw("people-added", &[("name", Arg::Text(&form.name))])));
            onclose.emit(());
        })
    });
    let refusals = use_refusals(&add.fault);
    let onsubmit = {
        let (form, run, refusals) = (form.clone(), add.run.clone(), refusals.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            refusals.gone("");
            for (field, text) in [("name", &form.name), ("login", &form.login), ("password", &form.password)] {
                if text.trim().is_empty() {
                    refusals.refuse(field, "field-missing");
                }
            }
            if form.roles.is_empty() {
                refusals.refuse("roles", "field-roles");
            }
            if refusals.is_clear() {
                run.emit(command(&form));
            } else {
                focus_first_refused();
            }
        })
    };
    let typed = |field: &'static str, set: fn(&mut Form, String)| {
        let (form, refusals) = (form.clone(), refusals.clone());
        Callback::from(move |text: String| {
            refusals.typed(field);
            let mut new = (*form).clone();
            set(&mut new, text);
            form.set(new);
        })
    };
    let set_roles = {
        let (form, refusals) = (form.clone(), refusals.clone());
        Callback::from(move |roles: Vec<Role>| {
            refusals.typed("roles");
            form.set(Form { roles, ..(*form).clone() });
        })
    };
    let speak = {
        let form = form.clone();
        Callback::from(move |name: AttrValue| {
            form.set(Form { language: Language::parse(&name).unwrap_or_default(), ..(*form).clone() })
        })
    };
    let languages: Vec<Choice> = Language::ALL.iter().map(|l| Choice::new(l.as_str(), l.own_name())).collect();
    html! {
        <Dialog title={w.t("people-add")} onclose={props.onclose.clone()} foot={html! {
            <><Button label={w.t("cancel")} onclick={props.onclose.clone()} />
            <Button kind={Kind::Primary} form="person-form" keys="Enter" busy={add.busy} label={w.t("people-add")} /></>
        }}>
            <form class="stack stack--3" id="person-form" {onsubmit} novalidate=true>
                <div class="grid2">
                    <Field id="person-name" label={w.t("owner-name")} value={form.name.clone()} error={refusals.of(&w, "name")}
                        oninput={typed("name", |f, t| f.name = t)} />
                    <Field id="person-login" label={w.t("sign-in-name")} value={form.login.clone()} error={refusals.of(&w, "login")}
                        hint={w.t("sign-in-name-hint")} oninput={typed("login", |f, t| f.login = t.to_lowercase())} />
                    <Field id="person-password" label={w.t("people-first-password")} value={form.password.clone()} error={refusals.of(&w, "password")}
                        hint={w.t("people-first-password-hint")} autocomplete="new-password" oninput={typed("password", |f, t| f.password = t)} />
                    <Field id="person-registration" label={w.t("people-registration")} opt={w.t("if-you-have-one")} value={form.registration.clone()}
                        error={refusals.of(&w, "registration")} oninput={typed("registration", |f, t| f.registration = t)} />
                </div>
                <RoleChecks roles={form.roles.clone()} onchange={set_roles} error={refusals.of(&w, "roles")} />
                <Seg name="person-language" narrow={true} label={w.t("language")} options={languages} value={AttrValue::from(form.language.as_str())} onchange={speak} />
                <FaultBanner fault={add.fault.clone().filter(|f| f.fields.is_empty())} />
            </form>
        </Dialog>
    }
}

fn command(form: &Form) -> AddUser {
    AddUser {
        login: form.login.trim().to_owned(),
        name: form.name.trim().to_owned(),
        roles: form.roles.clone(),
        password: form.password.clone(),
        registration: Some(form.registration.trim().to_owned()).filter(|r| !r.is_empty()),
        language: form.language,
    }
}

/// Somebody, in a dialog.
#[derive(Clone, PartialEq, Properties)]
pub struct PersonProps {
    /// Who.
    pub person: UserRow,
    /// Saved, or not now.
    pub onclose: Callback<()>,
}

/// Gives a person other roles.
#[component]
pub fn EditPerson(props: &PersonProps) -> Html {
    let w = use_words();
    let app = use_app();
    let roles = use_state(|| props.person.roles.0.clone());
    let save = use_act::<SetRoles>(saved(
        &app.toast,
        &props.onclose,
        w.tw("people-roles-saved", &[("name", Arg::Text(&props.person.name))]),
    ));
    let refusals = use_refusals(&save.fault);
    let onchange = {
        let (roles, refusals) = (roles.clone(), refusals.clone());
        Callback::from(move |new: Vec<Role>| {
            refusals.typed("roles");
            roles.set(new);
        })
    };
    let give = {
        let (roles, run, refusals, person) = (roles.clone(), save.run.clone(), refusals.clone(), props.person.clone());
        Callback::from(move |()| {
            if roles.is_empty() {
                refusals.refuse("roles", "field-roles");
                focus_first_refused();
            } else {
                run.emit(SetRoles { user: person.id, stamp: person.stamp.clone(), roles: (*roles).clone() });
            }
        })
    };
    html! {
        <Dialog title={w.tw("people-roles-of", &[("name", Arg::Text(&props.person.name))])} size="sm" onclose={props.onclose.clone()} foot={html! {
            <><Button label={w.t("cancel")} onclick={props.onclose.clone()} />
            <Button kind={Kind::Primary} busy={save.busy} label={w.t("people-save-roles")} onclick={give} /></>
        }}>
            <RoleChecks roles={(*roles).clone()} {onchange} error={refusals.of(&w, "roles")} />
            <FaultBanner fault={save.fault.clone().filter(|f| f.fields.is_empty())} />
        </Dialog>
    }
}

/// Gives a person who forgot theirs a new password.
#[component]
pub fn NewPassword(props: &PersonProps) -> Html {
    let w = use_words();
    let app = use_app();
    let password = use_state(String::new);
    let save = use_act::<ResetPassword>(saved(
        &app.toast,
        &props.onclose,
        w.tw("people-password-saved", &[("name", Arg::Text(&props.person.name))]),
    ));
    let refusals = use_refusals(&save.fault);
    let oninput = {
        let (password, refusals) = (password.clone(), refusals.clone());
        Callback::from(move |text: String| {
            refusals.typed("password");
            password.set(text);
        })
    };
    let onsubmit = {
        let (password, run, refusals, user) = (password.clone(), save.run.clone(), refusals.clone(), props.person.id);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if password.is_empty() {
                refusals.refuse("password", "field-missing");
                focus_first_refused();
            } else {
                run.emit(ResetPassword { user, password: (*password).clone() });
            }
        })
    };
    html! {
        <Dialog title={w.tw("people-password-of", &[("name", Arg::Text(&props.person.name))])} size="sm" onclose={props.onclose.clone()} foot={html! {
            <><Button label={w.t("cancel")} onclick={props.onclose.clone()} />
            <Button kind={Kind::Primary} form="new-password-form" keys="Enter" busy={save.busy} label={w.t("people-new-password")} /></>
        }}>
            <form class="stack stack--3" id="new-password-form" {onsubmit} novalidate=true>
                <Banner tone={Tone::Calm}>{ w.t("people-password-text") }</Banner>
                <Field id="new-password" label={w.t("password-new")} hint={w.t("people-first-password-hint")} autocomplete="new-password"
                    value={(*password).clone()} {oninput} error={refusals.of(&w, "password")} />
                <FaultBanner fault={save.fault.clone().filter(|f| f.fields.is_empty())} />
            </form>
        </Dialog>
    }
}

fn saved(toast: &Callback<Toast>, onclose: &Callback<()>, said: AttrValue) -> Callback<Done> {
    let (toast, onclose) = (toast.clone(), onclose.clone());
    Callback::from(move |_: Done| {
        toast.emit(Toast::new(said.clone()));
        onclose.emit(());
    })
}

#[derive(Clone, PartialEq, Properties)]
struct RoleChecksProps {
    roles: Vec<Role>,
    onchange: Callback<Vec<Role>>,
    error: Option<AttrValue>,
}

/// A tick for each role.
#[component]
fn RoleChecks(props: &RoleChecksProps) -> Html {
    use_seen_when_wrong(&AttrValue::from("roles"), props.error.is_some());
    let w = use_words();
    let check = |role: &Role| {
        let (roles, onchange, role) = (props.roles.clone(), props.onchange.clone(), *role);
        let onchange = Callback::from(move |on: bool| {
            let others = roles.iter().copied().filter(|r| *r != role);
            onchange.emit(others.chain(on.then_some(role)).collect());
        });
        html! { <Check id={format!("role-{}", role.as_str())} label={label(&w, role)} checked={props.roles.contains(&role)} {onchange} /> }
    };
    html! {
        <fieldset class={classes!("field", props.error.is_some().then_some("is-error"))} id="roles" role="group"
            aria-invalid={props.error.is_some().then_some("true")} aria-describedby={props.error.is_some().then_some("roles-said")}>
            <legend class="label">{ w.t("people-roles") }</legend>
            <div class="grid2">{ for Role::ALL.iter().map(check) }</div>
            if let Some(error) = &props.error { <span class="error" id="roles-said"><Icon name="stop" />{ error }</span> }
        </fieldset>
    }
}

fn label(w: &W, role: Role) -> AttrValue {
    w.t(&format!("role-head-{}", role.as_str()))
}
