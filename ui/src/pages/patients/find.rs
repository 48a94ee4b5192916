//! Finding patients in one box, from the first letter.

mod list;

use std::cell::RefCell;
use std::rc::Rc;

use model::capability::Capability;
use model::commands::patients::PatientRow;
use model::words::Arg;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

use self::list::{List, use_list};
use super::rows::{Row, row_id};
use crate::context::use_app;
use crate::keys::{Key, use_keys};
use crate::kit::{Button, Empty, Failed, Icon, Kind, NotPermitted, Skeleton, Toast};
use crate::page::{use_first_focus, use_ready};
use crate::route::{Route, go};
use crate::words::{W, use_words};

thread_local! {
    static LAST: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Where the list of those found is, as it was left.
pub fn back() -> Route {
    Route::Patients(LAST.with_borrow(String::clone))
}

/// What the address says.
#[derive(Clone, PartialEq, Properties)]
pub struct FindProps {
    /// What was typed so far.
    pub query: String,
}

/// One box, and who is found by what stands in it.
#[component]
pub fn Find(props: &FindProps) -> Html {
    let w = use_words();
    let app = use_app();
    let list = use_list(app.changed.clone());
    let input = use_node_ref();
    let may_find = app.may(Capability::PatientFind);
    let may_create = app.may(Capability::PatientCreate);
    let may_open = app.may(Capability::PatientView);
    {
        // The box is left to itself while it is typed in: no key press has to draw the page.
        let (list, input) = (list.clone(), input.clone());
        use_effect_with((props.query.clone(), may_find), move |(query, may)| {
            if let Some(input) = input.cast::<HtmlInputElement>() {
                input.set_value(query);
            }
            if *may {
                list.ask(query);
            }
        });
    }
    use_first_focus("#find", true);
    use_ready("patients", list.answered());

    let open = {
        let (list, toast, refused) = (list.clone(), app.toast.clone(), w.t("not-permitted-text"));
        Callback::from(move |row: Rc<PatientRow>| {
            if may_open {
                LAST.set(list.typed());
                go(&Route::Patient(row.id.to_string()));
            } else {
                toast.emit(Toast::new(refused.clone()));
            }
        })
    };
    let register = {
        let list = list.clone();
        Callback::from(move |()| {
            if may_create {
                LAST.set(list.typed());
                go(&Route::NewPatient(carried(&list.typed())));
            }
        })
    };
    let take = {
        let (list, open, register) = (list.clone(), open.clone(), register.clone());
        Callback::from(move |()| {
            let (shown, open, register) = (list.clone(), open.clone(), register.clone());
            list.then(Callback::from(move |()| match shown.chosen() {
                Some(row) => open.emit(row),
                None if shown.is_empty() => register.emit(()),
                None => {}
            }));
        })
    };
    let step = |by: isize| {
        let list = list.clone();
        Callback::from(move |()| list.step(by))
    };
    let clear = {
        let (list, input) = (list.clone(), input.clone());
        Callback::from(move |()| match input.cast::<HtmlInputElement>() {
            Some(input) if !input.value().is_empty() => {
                input.set_value("");
                list.ask("");
                // The box stays where the hands are.
                let _ = input.focus();
            }
            _ => go(&Route::Today),
        })
    };
    let mut keys = vec![
        Key::new("Up", w.t("find-key-up"), step(-1)),
        Key::new("Down", w.t("find-key-down"), step(1)),
        Key::new("Enter", w.t("find-key-open"), take.clone()),
        Key::new("Esc", w.t("find-key-clear"), clear),
    ];
    if may_create {
        keys.push(Key::new("Ctrl+N", w.t("find-key-new"), register.clone()));
    }
    use_keys(keys);

    let oninput = {
        let list = list.clone();
        Callback::from(move |event: InputEvent| list.ask(&event.target_unchecked_into::<HtmlInputElement>().value()))
    };
    let onkeydown = {
        let (list, take) = (list.clone(), take);
        Callback::from(move |event: KeyboardEvent| {
            if event.is_composing() || event.ctrl_key() || event.alt_key() || event.meta_key() {
                return;
            }
            match event.key().as_str() {
                "ArrowDown" => list.step(1),
                "ArrowUp" => list.step(-1),
                "PageDown" => list.step(8),
                "PageUp" => list.step(-8),
                "Enter" => take.emit(()),
                _ => return,
            }
            event.prevent_default();
        })
    };
    let onscroll = {
        let list = list.clone();
        Callback::from(move |event: Event| {
            let pane = event.target_unchecked_into::<HtmlElement>();
            if pane.scroll_top() + pane.client_height() * 2 > pane.scroll_height() {
                list.more();
            }
        })
    };
    if !may_find {
        return html! { <div class="page"><h1>{ w.t("place-patients") }</h1><NotPermitted /></div> };
    }
    let active = list.chosen().map(|row| row_id(&row));
    html! {
        <div class="page page--fit">
            <div class="page-head">
                <h1>{ w.t("place-patients") }</h1>
                <span class="sub" role="status">{ summary(&w, &list) }</span>
                if may_create {
                    <span class="push row">
                        <Button kind={Kind::Primary} icon="useradd" label={w.t("find-new")} keys="Ctrl+N" does="new" onclick={register.clone()} />
                    </span>
                }
            </div>
            <div class="field">
                <label class="sr" for="find">{ w.t("find-label") }</label>
                <div class="affix affix--lg find-box">
                    <span><Icon name="search" /></span>
                    <input class="input input--lg" id="find" type="text" ref={input} autocomplete="off" spellcheck="false" maxlength="120"
                        role="combobox" aria-expanded="true" aria-controls="found" aria-autocomplete="list"
                        aria-activedescendant={active} aria-describedby="find-hint" placeholder={w.t("find-placeholder")}
                        {oninput} {onkeydown} />
                </div>
                <span class="hint" id="find-hint">{ w.t("find-hint") }</span>
            </div>
            <section class="card grow" aria-label={w.t("find-found")}>
                <div class="scroll grow" tabindex="0" role="group" aria-label={w.t("find-found")} {onscroll}>{ found(&w, &list, &open, &register, may_create) }</div>
            </section>
        </div>
    }
}

/// The rows, or what stands in their place.
fn found(w: &W, list: &List, open: &Callback<Rc<PatientRow>>, register: &Callback<()>, may_create: bool) -> Html {
    let shown = list.shown();
    let rows = html! {
        <ul class="find-rows" id="found" role="listbox" aria-label={w.t("find-found")} data-rows={shown.rows.len().to_string()}
            data-query={shown.query.clone()} aria-busy={shown.more_asked.then_some("true")}>
            { for shown.rows.iter().enumerate().map(|(i, row)| html! {
                <Row key={row.id.to_string()} row={row.clone()} sought={shown.sought.clone()} on={i == shown.at} open={open.clone()} />
            }) }
        </ul>
    };
    if let Some(fault) = &shown.fault {
        let again = {
            let list = list.clone();
            Callback::from(move |()| list.again())
        };
        // Rows that answer something else would be taken for the answer.
        let rows = list.answers_the_box().then_some(rows);
        return html! { <>{ rows }<Failed fault={fault.clone()} {again} /></> };
    }
    if !shown.answered {
        return html! { <>{ rows }<Skeleton rows={6} /></> };
    }
    if !shown.rows.is_empty() {
        return rows;
    }
    let nobody = shown.query.trim().is_empty();
    let title =
        if nobody { w.t("find-nobody") } else { w.tw("find-none", &[("query", Arg::Text(shown.query.trim()))]) };
    html! {
        <>
            { rows }
            <Empty icon={if nobody { "patients" } else { "search" }} {title} text={w.t(if nobody { "find-nobody-text" } else { "find-none-text" })}>
                if may_create {
                    <Button kind={Kind::Primary} icon="useradd" keys="Enter" does="register" onclick={register.clone()}
                        label={w.t(if nobody { "find-register-first" } else { "find-register" })} />
                }
            </Empty>
        </>
    }
}

fn summary(w: &W, list: &List) -> AttrValue {
    let shown = list.shown();
    match (shown.answered, shown.rows.len()) {
        (false, _) | (_, 0) => AttrValue::default(),
        _ if shown.query.trim().is_empty() => w.t("find-lately"),
        (_, n) => {
            let key = if shown.next.is_some() { "find-count-more" } else { "find-count" };
            w.tw(key, &[("count", Arg::Number(i64::try_from(n).unwrap_or(i64::MAX)))])
        }
    }
}

/// What of a query is worth carrying into a new registration: a name, or the digits of a phone.
fn carried(query: &str) -> String {
    let query = query.trim();
    let digits = query.chars().filter(char::is_ascii_digit).count();
    let is_phone = digits >= 6 && query.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '+'));
    let is_name = digits == 0 && !query.contains('@');
    if is_phone || is_name { query.to_owned() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::carried;

    #[test]
    fn a_name_or_a_phone_is_carried_on_and_nothing_else() {
        assert_eq!(carried(" sunita patil "), "sunita patil");
        assert_eq!(carried("90000 00142"), "90000 00142");
        assert_eq!(carried("65 F"), "");
        assert_eq!(carried("A1-004217"), "");
        assert_eq!(carried("sunita@abdm"), "");
    }
}
