//! Money in the window: advances, dues on the chart, the day counted and locked.

use anyhow::{Context, Result, ensure};
use nadi_tests::window::Window;
use serde_json::{Value, json};

use crate::demo::{Demo, sign_in};

const PIN: &str = "482915";

#[test]
fn the_day_is_counted_and_locked_with_the_owners_pin_in_thirty_one_keys() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("owner")?;
    window.call("session.set_pin", &json!({ "pin": PIN }))?;
    window.press("Ctrl+l")?;
    window.ready_at("unlock")?;
    sign_in(&window, "desk")?;
    window.call("drawer.put", &json!({ "why": "float", "amount": 130_000 }))?;

    let mut keys = 0;
    let mut press = |chord: &str| {
        keys += 1;
        window.press(chord)
    };
    press("Ctrl+k")?;
    window.wait_for("#palette:focus")?;
    window.keys("clo")?;
    window.wait_text("#pal [aria-selected='true']", "Close the day")?;
    press("Enter")?;
    window.ready_at("close")?;
    for (note, count) in [(500, "1"), (200, "2"), (100, "3"), (50, "1"), (20, "2"), (10, "3"), (0, "7")] {
        window.wait_for(&format!("#count-{note}:focus"))?;
        window.keys(count)?;
        press("Enter")?;
    }
    window.wait_text("[data-difference]", "27")?;
    press("Alt+w")?;
    window.wait_for("#reason:focus")?;
    window.look("close-over")?;
    window.keys("1")?;
    window.wait("the first reason", || Ok((!window.value("#reason")?.is_empty()).then_some(())))?;
    press("Ctrl+Enter")?;
    window.wait_for("#agree-pin:focus")?;
    window.look("close-lock")?;
    window.keys("111112")?;
    window.wait_for("#agree-pin-error, .banner--danger")?;
    window.wait_for("#agree-pin:focus")?;
    window.keys(PIN)?;
    window.wait_gone("dialog")?;
    window.wait_text("#main", "Locked at")?;
    window.look("close-locked")?;
    let typed = "clo".len() + 7 + 1 + PIN.len();
    ensure!(keys + typed <= 31, "{keys} keys and {typed} characters");

    // Nothing more is dated today, until the owner opens the day again.
    let bill = json!({ "lines": [{ "name": "ECG", "price": 35_000 }] });
    let refused = window.call("bills.issue", &bill).err().context("a bill in a locked day")?.to_string();
    ensure!(refused.contains("day-locked"), "{refused}");
    window.press("Ctrl+l")?;
    window.click("#tile-owner")?;
    window.wait_for("#pin:focus")?;
    window.keys(PIN)?;
    window.ready_at("today")?;
    window.script("location.hash = '#/billing/close'", &[])?;
    window.ready_at("close")?;
    window.click("[data-do='unlock']")?;
    window.wait_for("dialog #reason:focus")?;
    window.keys("A bill was forgotten")?;
    window.look("close-unlock")?;
    window.press("Enter")?;
    window.wait_gone("dialog")?;
    window.call("bills.issue", &bill).map(drop)
}

#[test]
fn what_is_no_number_of_notes_is_refused_beside_the_count() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("desk")?;
    window.script("location.hash = '#/billing/close'", &[])?;
    window.wait_for("#count-500:focus")?;
    window.keys("1o")?;
    window.press("Ctrl+Enter")?;
    window.wait_for("#notes-error")?;
    ensure!(window.value("#count-500")? == "1o", "what was typed stays");
    Ok(())
}

#[test]
fn an_advance_is_taken_used_for_a_bill_and_given_back() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("desk")?;
    let id = register(&window, "Madhav Kelkar")?;
    window.script("location.hash = '#/billing?' + encodeURIComponent('patient=' + arguments[0])", &[json!(id)])?;
    window.wait_for("#bill-add:focus")?;
    window.press("Alt+a")?;
    window.wait_for("dialog #amount:focus")?;
    window.keys("500")?;
    window.look("advance")?;
    window.press("Enter")?;
    window.wait_gone("dialog")?;
    window.wait_text("[data-advance]", "500")?;
    window.click("#bill-add")?;
    window.keys("ecg")?;
    window.wait_text(".findrow", "ECG")?;
    window.press("Enter")?;
    window.wait_for("#use-advance")?;
    window.wait_text("[data-collect]", "₹0")?;
    window.look("billing-advance")?;
    window.press("F9")?;
    window.wait_for("#given:focus")?;
    window.press("Enter")?;
    window.wait_for("[data-number]")?;
    let account = window.call("accounts.get", &json!({ "patient": id }))?;
    let held = account["advance"].as_i64().context("no advance")?;
    ensure!(held > 0 && account["due"] == json!(0), "{account}");
    window.script("location.hash = '#/billing?' + encodeURIComponent('patient=' + arguments[0])", &[json!(id)])?;
    window.click("[data-do='advance-back']")?;
    window.wait_for("dialog #amount:focus")?;
    window.type_into("dialog #reason", "Moves to another town")?;
    window.press("Enter")?;
    window.wait_gone("dialog")?;
    window.wait_text("[data-advance]", "₹0")
}

#[test]
fn what_is_owed_stands_on_the_chart_with_the_last_bills() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("desk")?;
    let id = register(&window, "Rukmini Sathe")?;
    let lines = json!([{ "name": "Physiotherapy", "price": 40_000 }]);
    let half = json!({ "patient": id, "lines": lines, "tenders": [{ "tender": "cash", "amount": 10_000 }] });
    let issued = window.call("bills.issue", &half)?;
    window.script("location.hash = '#/patients/' + arguments[0]", &[json!(id)])?;
    window.ready_at("patient")?;
    window.wait_text("[data-due]", "₹300 due")?;
    let number = issued["bills"][0]["number"].as_str().context("no number")?;
    window.wait_for(&format!("[data-bill='{number}']"))?;
    window.look("patient-due")?;
    window.press("b")?;
    window.ready_at("billing")?;
    window.wait_for("#collect-old")?;
    Ok(())
}

/// Registers somebody; their id.
fn register(window: &Window, name: &str) -> Result<String> {
    let done: Value = window.call("patients.register", &json!({ "name": name, "sex": "female", "age": "34" }))?;
    Ok(done["id"].as_str().context("no id")?.to_owned())
}
