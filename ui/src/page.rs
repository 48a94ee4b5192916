//! The document around the pages: its attributes, its focus, what the window tests wait for.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;

/// The document.
pub fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Sets an attribute of the document element.
pub fn root_attribute(name: &str, value: &str) {
    if let Some(root) = document().and_then(|d| d.document_element()) {
        // Only a malformed name is refused, and these are ours.
        let _ = root.set_attribute(name, value);
    }
}

/// Puts the focus on the first element that matches.
pub fn focus(selector: &str) {
    if let Some(element) = document().and_then(|d| d.query_selector(selector).ok().flatten()) {
        focus_on(element.unchecked_ref());
    }
}

/// Puts the focus on an element.
pub fn focus_on(element: &HtmlElement) {
    // An element that left the page meanwhile cannot be focused, which harms nobody.
    let _ = element.focus();
    field_into_view(element);
}

/// Scrolls no further than it takes to see an element, clear of what is sticky around it.
pub fn into_view(element: &Element) {
    let nearest = ScrollIntoViewOptions::new();
    nearest.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&nearest);
}

/// Scrolls to see a field whole: its label, its hint and what is wrong with it. The web view itself brings the input
/// alone into view, and leaves the rest below the edge or under a sticky foot.
pub fn field_into_view(control: &Element) {
    if let Some(field) = control.closest(".field").ok().flatten() {
        into_view(&field);
    }
}

/// Brings a field into view when something becomes wrong with it.
#[hook]
pub fn use_seen_when_wrong(id: &AttrValue, wrong: bool) {
    use_effect_with((id.clone(), wrong), |(id, wrong)| {
        if let Some(control) = document().filter(|_| *wrong).and_then(|d| d.get_element_by_id(id)) {
            field_into_view(&control);
        }
    });
}

/// Puts the focus on the place that was just opened, unless the place took it already.
pub fn focus_main_if_lost() {
    let lost = document()
        .and_then(|d| d.active_element())
        .is_none_or(|e| e.tag_name() == "BODY" || e.closest(".rail").ok().flatten().is_some());
    if lost {
        focus("#main");
    }
}

/// Says in `body[data-ready]` that a screen has what it shows; pages call it with their name.
#[hook]
pub fn use_ready(screen: &'static str, ready: bool) {
    use_effect_with((screen, ready), |(screen, ready)| {
        if let Some(body) = document().and_then(|d| d.body()) {
            let _ = if *ready { body.set_attribute("data-ready", screen) } else { body.remove_attribute("data-ready") };
        }
    });
}

/// Puts the focus on the first element that matches, once `ready`.
#[hook]
pub fn use_first_focus(selector: &'static str, ready: bool) {
    use_effect_with(ready, move |ready| {
        if *ready {
            focus(selector);
        }
    });
}

/// Enter in a field of a form goes to the next control, as Tab does; whole forms are sent by their own key.
pub fn next_on_enter(event: KeyboardEvent) {
    let plain = !(event.ctrl_key() || event.alt_key() || event.meta_key() || event.shift_key() || event.is_composing());
    let field = event.target_dyn_into::<HtmlElement>().filter(|e| e.tag_name() == "INPUT");
    let (Some(field), true) = (field, plain && event.key() == "Enter") else { return };
    event.prevent_default();
    let within =
        "input:not([type='radio']), input[type='radio']:checked, input[type='radio']:first-of-type, select, button";
    let Some(form) = field.closest("form").ok().flatten() else { return };
    let Ok(all) = form.query_selector_all(within) else { return };
    let mut controls = (0..all.length()).filter_map(|i| all.item(i)?.dyn_into::<HtmlElement>().ok());
    // The other choices of the same group are not the next control.
    let name = field.get_attribute("name");
    if controls.by_ref().any(|c| c == field)
        && let Some(next) = controls.find(|c| name.is_none() || c.get_attribute("name") != name)
    {
        focus_on(&next);
    }
}
