//! The front desk's morning: tokens, fees, the queue, bills, the drawer; each with the keys of ux.md.

use anyhow::{Context, Result, ensure};
use nadi_tests::window::Window;
use serde_json::{Value, json};

use crate::demo::{Demo, register};

const PHONE: &str = "9000033301";

#[test]
fn a_known_patient_has_a_paid_token_in_three_keys_beside_the_phone() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("desk")?;
    register(&window, "Yamuna Bhosle", PHONE)?;
    window.press("Ctrl+n")?;
    window.ready_at("register")?;
    window.wait_for("#phone:focus")?;
    window.keys(PHONE)?;
    window.wait_text("[data-here]", "Yamuna Bhosle")?;
    window.press("Alt+1")?;
    window.wait_text("[data-known]", "Yamuna Bhosle")?;
    window.wait_for("#pays")?;
    window.look("token-known")?;
    window.press("Ctrl+Enter")?;
    window.ready_at("today")?;
    window.wait_text(".lane-list", "Yamuna Bhosle")?;
    let token = token_of(&window, "Yamuna Bhosle")?;
    ensure!(token["paid"] == json!(true), "{token}");
    window.look("today-board")
}

#[test]
fn the_queue_is_called_and_moved_by_single_keys() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("desk")?;
    let lane = lane_with_two(&window)?;
    let first = lane["waiting"][0]["token"].as_str().context("nobody waits")?.to_owned();
    let id = lane["waiting"][0]["visit"].as_str().context("no visit")?.to_owned();
    window.click(&format!("#tok-{id}"))?;
    window.ready_at("patient")?;
    window.press("Ctrl+1")?;
    window.ready_at("today")?;
    window.wait_for(&format!("#tok-{id}"))?;
    window.script("document.getElementById('tok-' + arguments[0]).focus()", &[json!(id)])?;
    window.press("s")?;
    window.wait_for(&format!("#tok-{id}[data-state='out']"))?;
    window.press("s")?;
    window.wait_for(&format!("#tok-{id}[data-state='arrived']"))?;
    window.press("a")?;
    window.wait_for("#reason:focus")?;
    window.keys("Very breathless")?;
    window.look("queue-ahead")?;
    window.press("Enter")?;
    window.wait_for(&format!("#tok-{id}.qcard--urgent"))?;
    window.script("document.getElementById('tok-' + arguments[0]).focus()", &[json!(id)])?;
    window.press("F8")?;
    window.wait_for(&format!("#tok-{id}[data-state='in_room']"))?;
    window.wait_text(".lane-now", &first)?;
    window.look("today-called")
}

#[test]
fn a_bill_is_made_paid_and_taken_back() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("desk")?;
    let id = register(&window, "Sharad Wagle", "9000033302")?;
    window.script("location.hash = '#/billing?' + encodeURIComponent('patient=' + arguments[0])", &[json!(id)])?;
    window.wait_for("#bill-add:focus")?;
    window.keys("ecg")?;
    window.wait_text(".findrow", "ECG")?;
    window.press("Enter")?;
    window.wait_text("tbody", "ECG")?;
    window.look("billing-open")?;
    // F9, what was handed over, Enter.
    window.press("F9")?;
    window.wait_for("#given:focus")?;
    window.keys("500")?;
    window.press("Enter")?;
    window.wait_for("[data-number]")?;
    window.wait_text("#main", "Payments")?;
    window.look("billing-paid")?;
    window.press("Alt+f")?;
    window.wait_for("#reason:focus")?;
    window.keys("Not done after all")?;
    window.look("billing-take-back")?;
    window.press("Enter")?;
    window.wait_gone("dialog")?;
    window.wait_text("#main", "Credit note")
}

#[test]
fn the_drawer_is_counted_with_a_reason_for_the_difference() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("desk")?;
    window.script("location.hash = '#/billing/close'", &[])?;
    window.ready_at("close")?;
    window.wait_for("#count-500:focus")?;
    window.keys("3")?;
    window.press("Enter")?;
    window.wait_for("#count-200:focus")?;
    window.keys("1")?;
    window.look("close")?;
    window.press("Ctrl+Enter")?;
    let differs = window.driver().find("[data-difference]")?.is_some();
    if differs {
        window.wait_for("#reason-error")?;
        window.type_into("#reason", "Float of yesterday was not noted")?;
        window.press("Ctrl+Enter")?;
    }
    window.wait_text(".toast", "1,700")?;
    Ok(())
}

fn board(window: &Window) -> Result<Value> {
    window.call("queue.list", &json!({}))
}

fn token_of(window: &Window, name: &str) -> Result<Value> {
    let board = board(window)?;
    let lanes = board["lanes"].as_array().context("no lanes")?;
    let tokens = lanes.iter().flat_map(|l| l["waiting"].as_array().cloned().unwrap_or_default());
    tokens.into_iter().find(|t| t["name"] == json!(name)).context("no token")
}

/// The first lane in which two wait; who is missing comes.
fn lane_with_two(window: &Window) -> Result<Value> {
    let doctor = board(window)?["lanes"][0]["doctor"].clone();
    for (name, phone) in [("Kusum Darekar", "9000033303"), ("Indira Gokhale", "9000033304")] {
        let patient = register(window, name, phone)?;
        window.call("queue.arrive", &json!({ "patient": patient, "doctor": doctor }))?;
    }
    Ok(board(window)?["lanes"][0].clone())
}
