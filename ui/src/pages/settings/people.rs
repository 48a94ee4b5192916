//! People and roles: who works here, and what each role may do.

use model::capability::{Capability, Role};
use model::commands::users::{ListUsers, UserRow};
use model::words::Arg;
use yew::prelude::*;

use super::person::{AddPerson, EditPerson, NewPassword};
use super::roles::RolesTable;
use crate::ask::use_ask;
use crate::context::use_app;
use crate::keys::{Key, use_keys};
use crate::kit::{Avatar, Button, Card, Failed, Kind, NotPermitted, Pill, Size, Skeleton, Tone};
use crate::page::use_ready;
use crate::pages::roles_line;
use crate::words::{W, use_words};

#[derive(Clone, Copy, PartialEq)]
enum Over {
    Add,
    Roles,
    Password,
}

/// Everyone who works here, the roles of the one chosen, and the table of roles.
#[component]
pub fn People() -> Html {
    let w = use_words();
    let app = use_app();
    let may_see = app.may(Capability::UserList);
    let may_manage = app.may(Capability::UserManage);
    let users = use_ask(may_see.then_some(ListUsers {}), &["user"]);
    let chosen = use_state(|| None::<String>);
    let over = use_state(|| None::<Over>);
    use_ready("settings-people", !may_see || users.data.is_some() || users.fault.is_some());

    let opens = |what: Over| {
        let over = over.clone();
        Callback::from(move |()| over.set(Some(what)))
    };
    let close = {
        let (over, again) = (over.clone(), users.again.clone());
        Callback::from(move |()| {
            over.set(None);
            again.emit(());
        })
    };
    use_keys(if may_manage { vec![Key::new("Alt+N", w.t("people-add"), opens(Over::Add))] } else { Vec::new() });
    if !may_see {
        return html! { <div class="card"><NotPermitted text={w.t("people-not")} /></div> };
    }
    let Some(list) = users.data.clone() else {
        return html! {
            <div class="card">
                if let Some(fault) = users.fault.clone() { <Failed {fault} again={users.again.clone()} /> } else { <Skeleton rows={6} /> }
            </div>
        };
    };
    let person = list.users.iter().find(|u| Some(&u.login) == chosen.as_ref()).cloned();
    let marked: Vec<Role> = person.as_ref().map(|p| p.roles.0.clone()).unwrap_or_default();
    let active = list.users.iter().filter(|u| u.active).count();
    let choose = {
        let chosen = chosen.clone();
        Callback::from(move |login: String| chosen.set(Some(login)))
    };
    let add = may_manage.then(|| html! { <Button size={Size::Small} kind={Kind::Primary} icon="useradd" keys="Alt+N" label={w.t("people-add")} onclick={opens(Over::Add)} /> });
    html! {
        <div class="cols cols--set grow">
            <div class="stack stack--3 setleft scroll">
                <Card title={w.t("people")} sub={w.tw("people-active", &[("count", Arg::from(active))])} actions={add} body={false}>
                    <ul class="list">{ for list.users.iter().map(|u| row(&w, u, person.as_ref() == Some(u), &choose)) }</ul>
                </Card>
                if let Some(person) = &person {
                    <Card title={person.name.clone()} sub={roles_line(&w, &person.roles)}>
                        <dl class="dl">
                            <dt>{ w.t("sign-in-name") }</dt><dd class="code">{ &person.login }</dd>
                            if let Some(number) = &person.registration { <><dt>{ w.t("people-registration") }</dt><dd>{ number }</dd></> }
                        </dl>
                        if may_manage {
                            <div class="row row--wrap">
                                <Button size={Size::Small} label={w.t("people-set-roles")} onclick={opens(Over::Roles)} />
                                <Button size={Size::Small} label={w.t("people-new-password")} onclick={opens(Over::Password)} />
                            </div>
                        }
                    </Card>
                }
                if !may_manage { <p class="hint">{ w.t("people-only-owner") }</p> }
            </div>
            <RolesTable {marked} />
            { match (*over, person) {
                (Some(Over::Add), _) => html! { <AddPerson onclose={close} /> },
                (Some(Over::Roles), Some(person)) => html! { <EditPerson {person} onclose={close} /> },
                (Some(Over::Password), Some(person)) => html! { <NewPassword {person} onclose={close} /> },
                _ => html! {},
            } }
        </div>
    }
}

fn row(w: &W, user: &UserRow, on: bool, choose: &Callback<String>) -> Html {
    let login = user.login.clone();
    let onclick = choose.reform(move |_: MouseEvent| login.clone());
    html! {
        <li key={user.login.clone()}>
            <button class="li" type="button" id={format!("person-{}", user.login)} aria-current={on.then_some("true")} {onclick}>
                <Avatar name={user.name.clone()} />
                <span class="grow"><b>{ &user.name }</b><br /><span class="meta">{ roles_line(w, &user.roles) }</span></span>
                if !user.active { <Pill tone={Tone::Line} label={w.t("people-left")} /> }
            </button>
        </li>
    }
}
