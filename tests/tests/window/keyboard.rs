//! A morning at the desk by keyboard alone.

use anyhow::{Result, ensure};
use nadi_tests::{nadi, window::Window};
use serde_json::{Value, json};

use crate::demo::Demo;

const PIN: &str = "482915";

#[test]
fn a_patient_is_registered_found_and_corrected_by_keyboard_alone() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open()?;
    sign_in(&window)?;
    register(&window)?;
    find(&window)?;
    correct(&window)?;
    lock(&window)
}

/// The tile by its letter, the password, Enter.
fn sign_in(window: &Window) -> Result<()> {
    window.ready_at("unlock")?;
    window.look("unlock")?;
    // Two share this letter, so it goes from one to the other.
    window.keys("d")?;
    window.wait_for("#tile-doctor[aria-pressed='true']:focus")?;
    window.keys("d")?;
    window.wait_for("#tile-desk[aria-pressed='true']:focus")?;
    window.keys("m")?;
    window.wait_for("#tile-owner[aria-pressed='true']")?;
    window.wait_for("#password:focus")?;
    window.keys(nadi::DEMO_PASSWORD)?;
    window.press("Enter")?;
    window.ready_at("today")?;
    window.look("today")
}

/// Phone, name, a letter for the sex, age: 34 keys of the table in ux.md.
fn register(window: &Window) -> Result<()> {
    window.press("Ctrl+n")?;
    window.ready_at("register")?;
    window.wait_for("#phone:focus")?;
    window.keys("9000077123")?;
    window.press("Enter")?;
    window.keys("Zarina Quadri")?;
    window.press("Tab")?;
    window.keys("f")?;
    window.wait_for("#sex input[value='female']:checked")?;
    window.press("Tab")?;
    window.keys("65y")?;
    assert_eq!(window.focus()?, "age");
    window.look("register")?;
    window.press("Ctrl+Enter")?;
    window.ready_at("today")?;
    window.wait_text(".lane-list", "Zarina Quadri")?;
    window.look("today-token")
}

/// Two fragments in the other order.
fn find(window: &Window) -> Result<()> {
    window.press("Ctrl+1")?;
    window.ready_at("today")?;
    window.press("Ctrl+k")?;
    window.wait_for("#palette:focus")?;
    window.wait_for("#pal-9")?;
    window.press("Up")?;
    window.wait_for("#pal-9 ~ [aria-selected='true']")?;
    window.look("palette-empty")?;
    window.keys("quad zari")?;
    window.wait_text("#pal-0", "Zarina Quadri")?;
    window.look("palette")?;
    window.press("Enter")?;
    window.ready_at("patient")?;
    window.wait_text("[data-name]", "Zarina Quadri")?;
    window.look("patient")
}

/// Edit, the phone, save; the history says who and what it was.
fn correct(window: &Window) -> Result<()> {
    window.press("e")?;
    window.ready_at("patient-edit")?;
    window.look("patient-edit")?;
    window.script("document.querySelector('#phone').focus()", &[])?;
    window.press("Tab")?;
    window.press("Enter")?;
    window.wait_for("#phone:focus:not([readonly])")?;
    window.keys("9000077124")?;
    window.press("Ctrl+Enter")?;
    window.ready_at("patient")?;
    window.press("Ctrl+Right")?;
    window.wait_text("tr[data-field='phone']", "Dr. Meera Joshi")?;
    let rows = "return [...document.querySelectorAll(\"tr[data-field='phone']\")].map((row) => row.innerText)";
    let rows: Vec<String> = serde_json::from_value(window.script(rows, &[])?)?;
    ensure!(rows.len() == 2 && rows[0].contains("24") && rows[0].contains("23"), "{rows:?}");
    window.look("patient-history")
}

/// Nothing of the page is left behind the lock; a PIN comes back, and to another person.
fn lock(window: &Window) -> Result<()> {
    window.press("Ctrl+l")?;
    window.ready_at("unlock")?;
    window.wait_gone(".app")?;
    let page = window.script("return document.documentElement.outerHTML", &[])?;
    let page = page.as_str().unwrap_or_default();
    for told in ["Zarina", "Quadri", "90000", "7712"] {
        ensure!(!page.contains(told), "{told} is behind the lock");
    }
    window.look("locked")?;
    window.wait_for("#password:focus")?;
    window.keys(nadi::DEMO_PASSWORD)?;
    window.press("Enter")?;
    window.ready_at("patient")?;

    window.press("Ctrl+k")?;
    window.wait_for("#palette:focus")?;
    window.keys(">pin")?;
    window.wait_text("#pal-1", "PIN")?;
    window.press("Down")?;
    window.press("Enter")?;
    window.wait_for("#pin-new:focus")?;
    window.look("pin-set")?;
    window.keys(PIN)?;
    window.wait_for("#pin-again:focus")?;
    window.keys(PIN)?;
    window.wait_gone("#pin-again")?;
    window.press("Ctrl+l")?;
    window.ready_at("unlock")?;
    window.wait_for("#pin:focus")?;
    window.look("locked-pin")?;
    window.keys(PIN)?;
    window.ready_at("patient")?;
    assert_eq!(user(window)?, "owner");
    switch(window)
}

/// The keyboard handed over and back: the second of them has a PIN.
fn switch(window: &Window) -> Result<()> {
    window.press("Ctrl+l")?;
    window.wait_for("#pin:focus")?;
    window.keys("p")?;
    window.wait_for("#tile-pharmacist[aria-pressed='true']")?;
    window.wait_for("#password:focus")?;
    window.keys(nadi::DEMO_PASSWORD)?;
    window.press("Enter")?;
    window.ready_at("today")?;
    assert_eq!(user(window)?, "pharmacist");
    window.press("Ctrl+l")?;
    window.wait_for("#password:focus")?;
    window.press("Ctrl+l")?;
    window.wait_for("#tile-owner[aria-pressed='true']")?;
    window.wait_for("#pin:focus")?;
    window.keys(PIN)?;
    window.ready_at("today")?;
    assert_eq!(user(window)?, "owner");
    Ok(())
}

fn user(window: &Window) -> Result<Value> {
    Ok(window.call("app.status", &json!({}))?["session"]["user"].take())
}
