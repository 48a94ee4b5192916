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
use crate::kit::{Avatar, Button, Card, Failed, NotPermitted, Pill, Size, Skeleton, Tone};
use crate::page::use_ready;
use crate::pages::roles_line;
use crate::words::{W, use_words};

/// Whether somebody is being added: the button is in the head of the page.
#[derive(Clone, PartialEq, Properties)]
pub struct PeopleProps {
    /// The dialog is open.
    pub adding: bool,
    /// It opens or closes.
    pub onadding: Callback<bool>,
}

#[derive(Clone, Copy, PartialEq)]
enum Over {
    Roles,
    Password,
}

/// Everyone who works here, the roles of the one chosen, and the table of roles.
#[component]
pub fn People(props: &PeopleProps) -> Html {
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
    let list = users.data.as_ref().map(|data| in_order(data.users.clone()));
    let step = {
        let (chosen, list) = (chosen.clone(), list.clone().unwrap_or_default());
        Callback::from(move |by: isize| {
            let at = list.iter().position(|u| Some(&u.login) == chosen.as_ref());
            let to = at.map_or(0, |at| at.saturating_add_signed(by).min(list.len().saturating_sub(1)));
            if let Some(user) = list.get(to) {
                chosen.set(Some(user.login.clone()));
                crate::page::focus(&format!("#person-{}", user.login));
            }
        })
    };
    use_keys(vec![
        Key::new("Up", w.t("people-key-before"), step.reform(|()| -1)),
        Key::new("Down", w.t("people-key-next"), step.reform(|()| 1)),
    ]);
    {
        // The card of the one chosen takes room from the list.
        use_effect_with((*chosen).clone(), |chosen| {
            let row = chosen.as_ref().and_then(|c| crate::page::document()?.get_element_by_id(&format!("person-{c}")));
            if let Some(row) = row {
                crate::page::into_view(&row);
            }
        });
    }
    let close = {
        let (over, again, onadding) = (over.clone(), users.again.clone(), props.onadding.clone());
        Callback::from(move |()| {
            over.set(None);
            onadding.emit(false);
            again.emit(());
        })
    };
    if !may_see {
        return html! { <div class="card"><NotPermitted text={w.t("people-not")} /></div> };
    }
    let Some(list) = list else {
        return html! {
            <div class="card">
                if let Some(fault) = users.fault.clone() { <Failed {fault} again={users.again.clone()} /> } else { <Skeleton rows={6} /> }
            </div>
        };
    };
    let person = list.iter().find(|u| Some(&u.login) == chosen.as_ref()).cloned();
    let marked: Vec<Role> = person.as_ref().map(|p| p.roles.0.clone()).unwrap_or_default();
    let active = list.iter().filter(|u| u.active).count();
    let choose = {
        let chosen = chosen.clone();
        Callback::from(move |login: String| chosen.set(Some(login)))
    };
    let onkeydown = {
        let step = step.clone();
        Callback::from(move |event: KeyboardEvent| {
            let by = match event.key().as_str() {
                "ArrowDown" => 1,
                "ArrowUp" => -1,
                _ => return,
            };
            event.prevent_default();
            step.emit(by);
        })
    };
    html! {
        <div class="cols cols--set grow">
            <div class="stack stack--3 setleft">
                <Card title={w.t("people")} sub={w.tw("people-active", &[("count", Arg::from(active))])} body={false}>
                    <ul class="list scroll" id="people" {onkeydown}>{ for list.iter().map(|u| row(&w, u, person.as_ref() == Some(u), &choose)) }</ul>
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
                _ if props.adding && may_manage => html! { <AddPerson onclose={close} /> },
                (Some(Over::Roles), Some(person)) => html! { <EditPerson {person} onclose={close} /> },
                (Some(Over::Password), Some(person)) => html! { <NewPassword {person} onclose={close} /> },
                _ => html! {},
            } }
        </div>
    }
}

/// By name, titles left out; whoever left comes last.
fn in_order(mut people: Vec<UserRow>) -> Vec<UserRow> {
    let name = |u: &UserRow| u.name.split_whitespace().find(|word| !word.ends_with('.')).map(str::to_lowercase);
    people.sort_by_cached_key(|u| (!u.active, name(u), u.name.clone()));
    people
}

fn row(w: &W, user: &UserRow, on: bool, choose: &Callback<String>) -> Html {
    let login = user.login.clone();
    let onclick = choose.reform(move |_: MouseEvent| login.clone());
    html! {
        <li key={user.login.clone()}>
            <button class="li" type="button" id={format!("person-{}", user.login)} aria-current={on.then_some("true")} {onclick}>
                <Avatar name={user.name.clone()} />
                <span class="grow"><b>{ &user.name }</b><br /><span class="meta">{ roles_line(w, &user.roles) }{ for user.registration.iter().map(|n| format!(" · {n}")) }</span></span>
                if !user.active { <Pill tone={Tone::Line} label={w.t("people-left")} /> }
            </button>
        </li>
    }
}
