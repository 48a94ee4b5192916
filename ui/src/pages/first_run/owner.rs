//! The second step: the owner's account.

use yew::prelude::*;

use super::StepProps;
use super::form::{Form, login_of};
use crate::ask::Refusals;
use crate::kit::{Card, Check, Field};
use crate::words::use_words;

/// The fewest characters of a password; the dispatcher asks the same.
pub const PASSWORD_MIN: usize = 10;

/// Looks over the step; what is wrong is noted at its field.
pub fn check(form: &Form, refusals: &Refusals) -> bool {
    refusals.gone("");
    for (field, text) in
        [("owner.name", &form.owner_name), ("owner.login", &form.login), ("owner.password", &form.password)]
    {
        if text.trim().is_empty() {
            refusals.refuse(field, "field-missing");
        }
    }
    if !form.password.is_empty() && form.password != form.again {
        refusals.refuse("again", "field-passwords-differ");
    }
    !(refusals.any_in("owner") || refusals.any_in("again"))
}

/// The owner's account, and what this computer is called.
#[component]
pub fn OwnerStep(props: &StepProps) -> Html {
    let w = use_words();
    let shown = use_state(|| false);
    let StepProps { form, onform, refusals } = props;
    let typed = |field: &'static str, set: fn(&mut Form, String)| {
        let (form, onform, refusals) = (form.clone(), onform.clone(), refusals.clone());
        Callback::from(move |text: String| {
            refusals.typed(field);
            let mut form = form.clone();
            set(&mut form, text);
            onform.emit(form);
        })
    };
    let error = |field: &str| refusals.of(&w, field);
    let kind = if *shown { "text" } else { "password" };
    let show = {
        let shown = shown.clone();
        Callback::from(move |on: bool| shown.set(on))
    };
    let enough = (form.password.chars().count() >= PASSWORD_MIN).then(|| w.t("password-long-enough"));
    let same = (!form.again.is_empty() && form.again == form.password).then(|| w.t("password-same"));
    html! {
        <>
        <Card title={w.t("first-owner")} sub={w.t("first-owner-sub")}>
            <div class="grid2">
                <Field id="owner-name" label={w.t("owner-name")} hint={w.t("owner-name-hint")} value={form.owner_name.clone()} error={error("owner.name")}
                    oninput={typed("owner.name", |f, t| {
                        if f.login.is_empty() || f.login == login_of(&f.owner_name) {
                            f.login = login_of(&t);
                        }
                        f.owner_name = t;
                    })} />
                <Field id="owner-login" label={w.t("sign-in-name")} hint={w.t("sign-in-name-hint")} value={form.login.clone()} error={error("owner.login")}
                    autocomplete="username" oninput={typed("owner.login", |f, t| f.login = t.to_lowercase())} />
                <Field id="owner-password" label={w.t("password")} hint={w.t("password-hint")} {kind} value={form.password.clone()} error={error("owner.password")}
                    ok={enough} autocomplete="new-password" oninput={typed("owner.password", |f, t| f.password = t)} />
                <Field id="owner-again" label={w.t("password-again")} {kind} value={form.again.clone()} error={error("again")} ok={same}
                    autocomplete="new-password" oninput={typed("again", |f, t| f.again = t)} />
            </div>
            <Check label={w.t("password-show")} checked={*shown} onchange={show} />
        </Card>
        <Card title={w.t("first-desk")} sub={w.t("first-desk-sub")}>
            <div class="grid2">
                <Field id="desk" label={w.t("desk-name")} opt={w.t("optional")} hint={w.t("desk-name-hint")} value={form.desk.clone()} error={error("desk")}
                    oninput={typed("desk", |f, t| f.desk = t)} />
            </div>
        </Card>
        </>
    }
}
