//! Unfinished work: a person's own, and what colleagues of the same role have left.

use model::Id;
use model::capability::Capability;
use model::command::Done;
use model::commands::drafts::{DiscardDraft, Drafts, ListDrafts, TakeDraft};
use model::draft::Form;
use model::tenancy::User;
use model::words::Arg;
use yew::prelude::*;

use crate::ask::{use_act, use_ask};
use crate::context::use_app;
use crate::keys::{Key, use_keys};
use crate::kit::{Button, Card, FaultBanner, Icon, IconButton, Kbd, Size};
use crate::route::{Route, go};
use crate::time::when;
use crate::words::use_words;

/// One form on the list.
#[derive(Clone, PartialEq)]
struct Row {
    key: String,
    name: Option<String>,
    at: i64,
    /// Whose it is, where it is a colleague's.
    by: Option<(Id<User>, String)>,
}

/// One's own first, then what was left.
fn rows(drafts: &Drafts) -> Vec<Row> {
    let own = drafts.drafts.iter().map(|d| Row { key: d.key.clone(), name: d.name.clone(), at: d.at, by: None });
    let left = drafts.left.iter().map(|d| Row {
        key: d.key.clone(),
        name: d.name.clone(),
        at: d.at,
        by: Some((d.by, d.by_name.clone())),
    });
    own.chain(left).collect()
}

/// The forms that this person can go on with, the first by a key; nothing where there is none.
#[component]
pub fn Unfinished() -> Html {
    let w = use_words();
    let app = use_app();
    let drafts = use_ask(app.may(Capability::DraftKeep).then_some(ListDrafts {}), &["handover"]);
    let again = drafts.again.clone();
    let discard = use_act::<DiscardDraft>(Callback::from(move |_| again.emit(())));
    // Where the form is that is being taken over.
    let to = use_mut_ref(Route::default);
    let take = use_act::<TakeDraft>({
        let to = to.clone();
        Callback::from(move |_: Done| go(&to.borrow()))
    });
    let list = drafts.data.as_deref().map(rows).unwrap_or_default();
    let open = {
        let run = take.run.clone();
        Callback::from(move |row: Row| match row.by {
            Some((by, _)) => {
                to.replace(route_of(&row.key));
                run.emit(TakeDraft { by, key: row.key });
            }
            None => go(&route_of(&row.key)),
        })
    };
    use_keys(list.first().map_or_else(Vec::new, |row| {
        let row = row.clone();
        vec![Key::new("C", w.t("today-continue"), open.reform(move |()| row.clone()))]
    }));
    if list.is_empty() {
        return html! {};
    }
    let count = [("count", Arg::Number(i64::try_from(list.len()).unwrap_or_default()))];
    let item = |(i, row): (usize, &Row)| {
        let form = Form::of(&row.key).map_or("other", |(form, _)| form.as_str());
        let at = when(row.at, app.now(), app.zone());
        let time = ("time", Arg::Text(&at));
        let kept = match &row.by {
            Some((_, by)) => w.tw("today-draft-left", &[time, ("person", Arg::Text(by))]),
            None => w.tw("today-draft-at", &[time]),
        };
        let said = html! {
            <>
                <Icon name="edit" />
                <span class="grow"><b>{ w.t(&format!("today-draft-{form}")) }</b>{" "}<span class="meta">{ row.name.clone() }</span><br />
                    <span class="meta">{ kept }</span></span>
                if i == 0 { <Kbd keys="C" /> }
            </>
        };
        let end = if row.by.is_some() {
            let onclick = {
                let row = row.clone();
                open.reform(move |()| row.clone())
            };
            html! { <Button size={Size::Small} does="take-over" label={w.t("today-draft-take")} busy={take.busy} {onclick} /> }
        } else {
            let key = row.key.clone();
            let onclick = discard.run.reform(move |()| DiscardDraft { key: key.clone() });
            html! { <IconButton icon="trash" label={w.t("today-draft-discard")} {onclick} /> }
        };
        let whose = row.by.as_ref().map(|(by, _)| by.to_string()).unwrap_or_default();
        html! {
            <li class="row" key={format!("{whose} {}", row.key)} data-unfinished={row.key.clone()}>
                if row.by.is_some() {
                    <span class="li grow">{ said }</span>
                } else {
                    <a class="li grow" href={route_of(&row.key).href()}>{ said }</a>
                }
                { end }
            </li>
        }
    };
    html! {
        <Card title={w.t("today-unfinished")} sub={w.tw("today-unfinished-sub", &count)} body={false}>
            <FaultBanner fault={take.fault.clone()} />
            <ul class="list">{ for list.iter().enumerate().map(item) }</ul>
        </Card>
    }
}

/// The page that a draft belongs to.
fn route_of(key: &str) -> Route {
    match Form::of(key) {
        Some((Form::Register, _)) => Route::NewPatient(String::new()),
        Some((Form::Patient, id)) => Route::Patient(id.to_owned()),
        Some((Form::Bill, id)) => Route::Billing(format!("patient={id}")),
        Some((Form::Pay, id)) => Route::Billing(format!("bill={id}")),
        Some((Form::Book, id)) => Route::Book(id.to_owned()),
        Some((Form::Close, _)) => Route::CloseDay,
        None => Route::Today,
    }
}
