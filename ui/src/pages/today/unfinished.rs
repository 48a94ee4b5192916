//! A person's own unfinished work.

use model::capability::Capability;
use model::commands::drafts::{DiscardDraft, Draft, ListDrafts};
use model::words::Arg;
use yew::prelude::*;

use crate::ask::{use_act, use_ask};
use crate::context::use_app;
use crate::keys::{Key, use_keys};
use crate::kit::{Card, Icon, IconButton, Kbd};
use crate::route::{Route, go};
use crate::time::when;
use crate::words::{W, use_words};

/// The forms that this person left unfinished, the latest with a key; nothing where there is none.
#[component]
pub fn Unfinished() -> Html {
    let w = use_words();
    let app = use_app();
    let drafts = use_ask(app.may(Capability::DraftKeep).then_some(ListDrafts {}), &["draft"]);
    let again = drafts.again.clone();
    let discard = use_act::<DiscardDraft>(Callback::from(move |_| again.emit(())));
    let list: Vec<Draft> = drafts.data.as_ref().map(|d| d.drafts.clone()).unwrap_or_default();
    use_keys(list.first().map_or_else(Vec::new, |draft| {
        let to = route_of(draft);
        vec![Key::new("C", w.t("today-continue"), Callback::from(move |()| go(&to)))]
    }));
    if list.is_empty() {
        return html! {};
    }
    let count = [("count", Arg::Number(i64::try_from(list.len()).unwrap_or_default()))];
    let row = |(i, draft): (usize, &Draft)| {
        unfinished(&w, draft, i == 0, &when(draft.at, app.now(), app.zone()), &discard.run)
    };
    html! {
        <Card title={w.t("today-unfinished")} sub={w.tw("today-unfinished-sub", &count)} body={false}>
            <ul class="list">{ for list.iter().enumerate().map(row) }</ul>
        </Card>
    }
}

fn unfinished(w: &W, draft: &Draft, first: bool, at: &str, discard: &Callback<DiscardDraft>) -> Html {
    let title = match route_of(draft) {
        Route::NewPatient(_) => "today-draft-register",
        Route::Patient(_) => "today-draft-patient",
        _ => "today-draft-other",
    };
    let key = draft.key.clone();
    let drop_it = discard.reform(move |()| DiscardDraft { key: key.clone() });
    html! {
        <li class="row" key={draft.key.clone()}>
            <a class="li grow" href={route_of(draft).href()}>
                <Icon name="edit" />
                <span class="grow"><b>{ w.t(title) }</b>{" "}<span class="meta">{ named(draft) }</span><br />
                    <span class="meta">{ w.tw("today-draft-at", &[("time", Arg::Text(at))]) }</span></span>
                if first { <Kbd keys="C" /> }
            </a>
            <IconButton icon="trash" label={w.t("today-draft-discard")} onclick={drop_it} />
        </li>
    }
}

/// The page that a draft belongs to.
fn route_of(draft: &Draft) -> Route {
    match draft.key.split_once('.') {
        Some(("patient", id)) => Route::Patient(id.to_owned()),
        _ if draft.key == "register" => Route::NewPatient(String::new()),
        _ => Route::Today,
    }
}

/// The name that was typed so far, if the form keeps one under that word.
fn named(draft: &Draft) -> String {
    let body: serde_json::Value = serde_json::from_str(&draft.body).unwrap_or_default();
    body["name"].as_str().unwrap_or_default().to_owned()
}
