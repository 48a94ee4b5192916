//! The keyboard: what each screen answers to, shown in the key bar and on the F1 sheet.
//!
//! A screen declares its keys with [`use_keys`]; a dialog with [`use_modal_keys`], which hides those of
//! the screens below. `Ctrl` and `Alt` chords go by the physical key, so that every layout works; a
//! single letter or digit counts only while no text field has the focus (WCAG 2.1.4).

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};
use yew::prelude::*;

/// One key of a screen.
#[derive(Clone, PartialEq)]
pub struct Key {
    /// As in `Ctrl+N`, `Alt+1`, `Enter`, `Esc`, `F2`, `Up`, `V`.
    pub chord: &'static str,
    /// What it does, for the key bar and the F1 sheet. Empty: in neither.
    pub label: AttrValue,
    /// Does it.
    pub act: Callback<()>,
    /// Not in the key bar, only on the F1 sheet.
    pub quiet: bool,
    /// Answers also while a dialog is open: the lock.
    pub always: bool,
}

impl Key {
    /// A key for key bar and F1 sheet.
    pub fn new(chord: &'static str, label: impl Into<AttrValue>, act: impl Into<Callback<()>>) -> Self {
        Self { chord, label: label.into(), act: act.into(), quiet: false, always: false }
    }

    /// The same, answering also while a dialog is open.
    pub fn always(mut self) -> Self {
        self.always = true;
        self
    }

    /// The same, on the F1 sheet only.
    pub fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }
}

struct Layer {
    id: u64,
    modal: bool,
    keys: Vec<Key>,
}

type Told = Rc<dyn Fn()>;

#[derive(Default)]
struct Registry {
    layers: RefCell<Vec<Layer>>,
    told: RefCell<Option<Told>>,
    next: Cell<u64>,
}

thread_local! {
    static REGISTRY: Rc<Registry> = Rc::default();
}

fn registry() -> Rc<Registry> {
    REGISTRY.with(Rc::clone)
}

/// Declares the keys of a screen while it is shown. Later screens win over earlier ones.
#[hook]
pub fn use_keys(keys: Vec<Key>) {
    use_layer(keys, false);
}

/// Declares the keys of a dialog: nothing below it answers while it is open.
#[hook]
pub fn use_modal_keys(keys: Vec<Key>) {
    use_layer(keys, true);
}

#[hook]
fn use_layer(keys: Vec<Key>, modal: bool) {
    let id = *use_memo((), |()| {
        let registry = registry();
        registry.next.set(registry.next.get() + 1);
        registry.next.get()
    });
    use_effect(move || put(id, modal, keys));
    use_effect_with(id, |id| {
        let id = *id;
        move || take(id)
    });
}

/// The keys that answer now, the newest screen's first.
pub fn answering() -> Vec<Key> {
    let registry = registry();
    let layers = registry.layers.borrow();
    let from = layers.iter().rposition(|l| l.modal).unwrap_or(0);
    let below = layers[..from].iter().rev().flat_map(|l| l.keys.iter().filter(|k| k.always));
    layers[from..].iter().rev().flat_map(|l| l.keys.iter()).chain(below).cloned().collect()
}

/// Names who is told when the declared keys differ: the key bar.
pub fn on_change(told: Option<Told>) {
    registry().told.replace(told);
}

fn put(id: u64, modal: bool, keys: Vec<Key>) {
    let registry = registry();
    let differs = {
        let mut layers = registry.layers.borrow_mut();
        match layers.iter_mut().find(|l| l.id == id) {
            Some(layer) => {
                let differs = shown(&layer.keys) != shown(&keys);
                layer.keys = keys;
                differs
            }
            None => {
                layers.push(Layer { id, modal, keys });
                layers.sort_by_key(|l| l.id);
                true
            }
        }
    };
    if differs {
        tell(&registry);
    }
}

fn take(id: u64) {
    let registry = registry();
    registry.layers.borrow_mut().retain(|l| l.id != id);
    tell(&registry);
}

fn tell(registry: &Registry) {
    let told = registry.told.borrow().clone();
    if let Some(told) = told {
        told();
    }
}

fn shown(keys: &[Key]) -> Vec<(&'static str, AttrValue)> {
    keys.iter().map(|k| (k.chord, k.label.clone())).collect()
}

/// Answers a key press; the app listens on the window. Whatever a field or list took already
/// (`preventDefault`) is left alone.
pub fn press(event: &KeyboardEvent) {
    if event.is_composing() || event.key_code() == 229 || event.default_prevented() {
        return;
    }
    let key = answering().into_iter().find(|k| is(k.chord, event));
    if key.is_some() || is_web_views_own(event) {
        event.prevent_default();
    }
    // Held down, only what moves goes on: no paper is printed twice, nobody called twice.
    let moves = |key: &Key| matches!(key.chord, "Up" | "Down" | "Left" | "Right");
    if let Some(key) = key.filter(|key| !event.repeat() || moves(key)) {
        key.act.emit(());
    }
}

/// Whether the event is that chord.
fn is(chord: &str, event: &KeyboardEvent) -> bool {
    let (mut ctrl, mut alt, mut shift) = (false, false, false);
    let mut name = "";
    for part in chord.split('+') {
        match part {
            "Ctrl" => ctrl = true,
            "Alt" => alt = true,
            "Shift" => shift = true,
            other => name = other,
        }
    }
    // Ctrl with Alt is AltGr, which types letters: never a chord of ours.
    if (event.ctrl_key() || event.meta_key()) != ctrl || event.alt_key() != alt {
        return false;
    }
    let code = event.code();
    if name.len() == 1 {
        if !ctrl && !alt && in_text_field() {
            return false;
        }
        let physical =
            code.strip_prefix("Key").or_else(|| code.strip_prefix("Digit")).or_else(|| code.strip_prefix("Numpad"));
        return event.shift_key() == shift
            && physical.map_or_else(|| event.key().eq_ignore_ascii_case(name), |p| p == name);
    }
    let key = event.key();
    let named = match name {
        "Esc" => "Escape",
        "Up" => "ArrowUp",
        "Down" => "ArrowDown",
        "Left" => "ArrowLeft",
        "Right" => "ArrowRight",
        "Del" => "Delete",
        "Space" => " ",
        name => name,
    };
    if key != named || event.shift_key() != shift {
        return false;
    }
    // Plain Enter, Space and arrows belong to whatever has the focus, if that is a control.
    ctrl || alt || !matches!(name, "Enter" | "Space" | "Up" | "Down" | "Left" | "Right" | "Del") || !in_control()
}

/// Keys with which a web view would reload, search or print by itself.
fn is_web_views_own(event: &KeyboardEvent) -> bool {
    let chord = event.ctrl_key() || event.meta_key();
    matches!(event.key().as_str(), "F3" | "F5" | "F7")
        || (chord && !event.alt_key() && matches!(event.code().as_str(), "KeyR" | "KeyP" | "KeyF" | "KeyG" | "KeyU"))
}

fn focused() -> Option<HtmlElement> {
    crate::page::document()?.active_element()?.dyn_into().ok()
}

/// Whether a text field has the focus.
pub fn in_text_field() -> bool {
    focused().is_some_and(|e| match e.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => {
            !matches!(e.get_attribute("type").as_deref(), Some("radio" | "checkbox" | "button" | "submit" | "range"))
        }
        _ => e.is_content_editable(),
    })
}

fn in_control() -> bool {
    focused()
        .is_some_and(|e| matches!(e.tag_name().as_str(), "TEXTAREA" | "SELECT" | "INPUT" | "BUTTON" | "A" | "SUMMARY"))
}

/// Moves the focus to the next region (rail, top bar, note, main), or the one before.
pub fn next_region(back: bool) {
    let Some(document) = crate::page::document() else { return };
    let Ok(found) = document.query_selector_all("[data-region]") else { return };
    let regions: Vec<HtmlElement> =
        (0..found.length()).filter_map(|i| found.item(i)?.dyn_into::<HtmlElement>().ok()).collect();
    let Some(last) = regions.len().checked_sub(1) else { return };
    let at = regions.iter().position(|r| r.contains(document.active_element().as_deref()));
    let to = match (at, back) {
        (None, false) => 0,
        (None, true) => last,
        (Some(i), false) => {
            if i == last {
                0
            } else {
                i + 1
            }
        }
        (Some(i), true) => i.checked_sub(1).unwrap_or(last),
    };
    let within = "a[href], button:not([disabled]), input:not([disabled]), select, textarea, [tabindex='0']";
    let region = &regions[to];
    match region.query_selector(within).ok().flatten().and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        Some(first) => crate::page::focus_on(&first),
        None => crate::page::focus_on(region),
    }
}
