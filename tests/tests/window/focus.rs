//! The keyboard alone: where Tab goes, whether one sees it, what Esc and F1 do.

use anyhow::{Result, ensure};
use nadi_tests::window::{SIZES, Window};
use serde_json::{Value, json};

use crate::demo::Demo;

#[test]
fn tab_reaches_everything_in_order_and_one_sees_where_one_is() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open()?;
    window.ready_at("unlock")?;
    walk(&window, "unlock")?;
    crate::demo::sign_in(&window, "owner")?;
    let found = window.call("patients.find", &json!({ "query": "" }))?;
    let id = found["patients"][0]["id"].as_str().unwrap_or_default().to_owned();
    for (place, screen) in [
        ("today".to_owned(), "today"),
        ("patients".to_owned(), "patients"),
        ("patients/new".to_owned(), "register"),
        (format!("patients/{id}"), "patient"),
        (format!("patients/{id}/edit"), "patient-edit"),
        ("settings/clinic".to_owned(), "settings-clinic"),
        ("settings/people".to_owned(), "settings-people"),
        ("settings/language".to_owned(), "settings-language"),
    ] {
        window.script("location.hash = '#/' + arguments[0]", &[json!(place)])?;
        window.ready_at(screen)?;
        walk(&window, screen)?;
    }
    Ok(())
}

#[test]
fn esc_closes_every_dialog_and_the_focus_goes_back() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("owner")?;
    for (opener, dialog) in [("F1", ".keysheet"), ("Ctrl+k", "#palette")] {
        window.script("document.querySelector('#omni').focus()", &[])?;
        window.press(opener)?;
        window.wait_for(dialog)?;
        window.press("Escape")?;
        window.wait_gone("dialog")?;
        window.wait_for("#omni:focus")?;
    }
    for item in ["Set a PIN for today", "Change the password"] {
        window.script("document.querySelector('.userbtn').focus()", &[])?;
        window.press("Enter")?;
        window.click_text(".menu-item", item)?;
        window.wait_for("dialog input:focus")?;
        window.press("Escape")?;
        window.wait_gone("dialog")?;
    }
    window.script("document.querySelector('.userbtn').focus()", &[])?;
    window.press("Enter")?;
    window.wait_for(".menu")?;
    window.press("Escape")?;
    window.wait_gone(".menu")?;
    window.wait_for(".userbtn:focus")?;

    window.script("location.hash = '#/settings/people'", &[])?;
    window.ready_at("settings-people")?;
    window.script("document.querySelector('#main').focus()", &[])?;
    window.press("Down")?;
    window.wait_for("#people [aria-current='true']:focus")?;
    let first = window.focus()?;
    window.press("Down")?;
    window.wait_for(&format!("#people [aria-current='true']:focus:not(#{first})"))?;
    window.press("Up")?;
    window.wait_for(&format!("#{first}:focus"))?;
    for button in ["Give other roles", "Give a new password", "Add a person"] {
        window.click_text("main button", button)?;
        window.wait_for("dialog input:focus")?;
        window.press("Escape")?;
        window.wait_gone("dialog")?;
    }
    Ok(())
}

#[test]
fn f1_shows_the_keys_of_the_screen_and_only_those_of_the_sheet_answer() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("owner")?;
    window.press("F1")?;
    window.wait_text("dialog", "All keys of this screen")?;
    let keys = window.text(".keysheet")?;
    for said in ["Walk-in", "Find or do", "Lock", "Settings", "Next part of the screen"] {
        ensure!(keys.contains(said), "{said} is not among\n{keys}");
    }
    window.look("keys")?;
    // The keys below it wait.
    window.press("Ctrl+2")?;
    window.press("f")?;
    window.wait_for(".keysheet")?;
    window.press("Escape")?;
    window.wait_gone("dialog")?;
    window.ready_at("today")?;
    window.press("Ctrl+n")?;
    window.ready_at("register")?;
    window.press("F1")?;
    window.wait_for(".keysheet")?;
    let here = window.text(".keysheet")?;
    ensure!(here != keys && here.contains("Agrees"), "the keys of another screen:\n{here}");
    window.look("keys-register")?;
    // The lock answers everywhere.
    window.press("Ctrl+l")?;
    window.ready_at("unlock")
}

/// Goes all the way round with Tab, in both sizes: each control once, in the order of the page, in sight, with a ring.
fn walk(window: &Window, screen: &str) -> Result<()> {
    for size in SIZES {
        window.resize(size)?;
        window.script("document.activeElement.blur(); getSelection().removeAllRanges()", &[])?;
        let all: Vec<String> = serde_json::from_value(window.script(CONTROLS, &[])?)?;
        ensure!(all.len() > 3, "{screen}: nothing to walk");
        let mut met = Vec::new();
        let mut faults = Vec::new();
        for _ in 0..all.len() + 3 {
            window.press("Tab")?;
            let at = window.script(HERE, &[])?;
            let Value::String(name) = at["name"].clone() else { break };
            if met.contains(&name) {
                break;
            }
            for fault in ["hidden", "bare"] {
                if at[fault] == json!(true) {
                    faults.push(format!("{name} is {fault}"));
                }
            }
            met.push(name);
        }
        let missed: Vec<&String> = all.iter().filter(|name| !met.contains(name)).collect();
        ensure!(missed.is_empty(), "{screen} {size:?}: Tab misses {missed:?}\nof {met:?}");
        ensure!(faults.is_empty(), "{screen} {size:?}: {faults:?}");
        // Round once: wherever it began, the order is that of the page.
        let places: Vec<usize> = met.iter().filter_map(|name| all.iter().position(|n| n == name)).collect();
        let turns = places.windows(2).filter(|pair| pair[0] > pair[1]).count();
        ensure!(turns <= 1, "{screen} {size:?}: out of order: {met:?}");
    }
    window.resize(SIZES[0])
}

/// The controls that Tab should reach, in the order of the page, each by its number.
const CONTROLS: &str = r#"
const names = [];
const within = 'a[href], button, input, select, textarea, [tabindex]';
[...document.querySelectorAll(within)].forEach((el, number) => {
  delete el.dataset.tab;
  if (el.disabled || el.tabIndex < 0 || !el.checkVisibility({ visibilityProperty: true })) return;
  // Of a group of radio buttons Tab reaches the one that is chosen, else the first.
  if (el.type === 'radio') {
    const group = [...document.querySelectorAll(`input[type=radio][name="${el.name}"]:not(:disabled)`)];
    if (el !== (group.find((one) => one.checked) || group[0])) return;
  }
  el.dataset.tab = `${number} ${el.localName}${el.id ? '#' + el.id : ''} ${el.textContent.trim().slice(0, 20)}`;
  names.push(el.dataset.tab);
});
return names;
"#;

/// Where the focus is; whether something hides it; whether nothing shows it.
const HERE: &str = r#"
const el = document.activeElement;
if (!el || el === document.body || !el.dataset.tab) return { name: el?.id === 'main' ? 'main' : null };
// What is drawn for it: the label of a hidden radio button, the boxes of a PIN.
const drawn = el.closest('.seg label, .choice, .pinfield') || el;
const box = drawn.getBoundingClientRect();
const hit = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20));
const seen = box.width > 1 && hit && (drawn.contains(hit) || hit.contains(drawn));
const ring = (of) => {
  const style = getComputedStyle(of);
  return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none';
};
const shown = ring(el) || ring(drawn) || [...drawn.children].some(ring) || [...drawn.querySelectorAll('.at')].some(ring)
  || (el.parentElement.matches('.affix') && ring(el.parentElement));
return { name: el.dataset.tab, hidden: !seen, bare: !shown };
"#;
