//! After a power cut: what was saved, and what was not finished, also for the colleague who comes next.

use std::{thread, time::Duration};

use anyhow::{Context, Result, ensure};
use nadi_tests::window::Window;
use serde_json::{Value, json};

use crate::demo::{Demo, sign_in, sign_in_with};

/// What was typed so long ago is kept.
const PROMISED: Duration = Duration::from_millis(2_000);

/// When the power is back.
const LATER: &str = "2026-11-21T09:40:00+05:30";

const PASSWORD: &str = "first day at work";

#[test]
fn a_bill_begun_before_a_power_cut_is_finished_by_a_colleague_and_there_is_one() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("owner")?;
    let kiran = json!({ "login": "kiran", "name": "Kiran Sawant", "roles": ["front_desk"], "password": PASSWORD });
    window.call("users.add", &kiran)?;
    window.press("Ctrl+l")?;
    window.ready_at("unlock")?;
    sign_in(&window, "desk")?;
    let patient = register(&window, "Sharad Wagle")?;
    begin_bill(&window, &patient)?;
    window.type_into("#discount", "50")?;
    window.type_into("#discount_reason", "Staff")?;
    window.press("F9")?;
    window.wait_for("#given:focus")?;
    window.keys("500")?;
    thread::sleep(PROMISED);
    window.kill()?;

    let window = demo.open_at(LATER)?;
    sign_in_with(&window, "kiran", PASSWORD)?;
    window.wait_for("#note-seen")?;
    let left = format!("[data-unfinished='bill.{patient}']");
    window.wait_text(&left, "Sharad Wagle")?;
    window.wait_text(&left, "by Asha Pawar")?;
    window.look("today-left-by-a-colleague")?;
    window.press("c")?;
    window.wait("what was typed", || Ok((window.value("#discount")? == "50").then_some(())))?;
    ensure!(window.value("#discount_reason")? == "Staff" && window.value("#given")? == "500");
    window.look("billing-restored")?;
    window.press("F9")?;
    window.wait_for("#given:focus")?;
    window.press("Enter")?;
    window.wait_for("[data-number]")?;
    window.wait_text("#main", "Payments")?;
    let account = window.call("accounts.get", &json!({ "patient": patient }))?;
    ensure!(account["due"] == json!(0), "{account}");
    let bills = window.call("bills.list", &json!({ "patient": patient }))?;
    ensure!(bills["bills"].as_array().context("no bills")?.len() == 1, "one bill and no second: {bills}");

    // Nothing is left, and whoever began it finds nothing of it either.
    for login in ["kiran", "desk"] {
        let drafts = window.call("drafts.list", &json!({}))?;
        ensure!(drafts == json!({ "drafts": [], "left": [] }), "{login}: {drafts}");
        window.press("Ctrl+l")?;
        window.ready_at("unlock")?;
        sign_in(&window, "desk")?;
    }
    Ok(())
}

#[test]
fn the_first_screen_after_a_power_cut_names_the_bill_that_was_saved() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("desk")?;
    let patient = register(&window, "Sharad Wagle")?;
    begin_bill(&window, &patient)?;
    window.press("F9")?;
    window.wait_for("#given:focus")?;
    window.press("Enter")?;
    window.wait_for("[data-number]")?;
    window.wait_text("#main", "Payments")?;
    let number = window.text("[data-number]")?;
    window.kill()?;

    let window = demo.open_at(LATER)?;
    sign_in(&window, "desk")?;
    window.wait_text(".note", &format!("Bill {number}, ₹350 cash, "))?;
    window.wait_text(".note", "was saved")?;
    window.look("today-after-a-kill-in-billing")?;
    window.press("Ctrl+l")?;
    window.ready_at("unlock")?;
    // Who may not see bills is told when and by whom, and no more.
    sign_in(&window, "nurse")?;
    window.wait_text(".note", "by Asha Pawar")?;
    ensure!(!window.text(".note")?.contains(&number), "a bill for who may see none");
    Ok(())
}

#[test]
fn money_and_an_appointment_that_were_half_entered_are_there_again() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("desk")?;
    let patient = register(&window, "Vimal Kadam")?;
    let lines = json!([{ "name": "ECG", "price": 35_000 }]);
    let issued = window.call("bills.issue", &json!({ "patient": patient, "lines": lines }))?;
    let bill = issued["bills"][0]["id"].as_str().context("no bill")?.to_owned();
    go(&window, &format!("billing?bill={bill}"))?;
    window.wait_for("#given")?;
    window.type_into("#given", "200")?;
    thread::sleep(PROMISED);
    go(&window, "book")?;
    window.ready_at("book")?;
    window.wait_for("#book-who:focus")?;
    window.keys("vimal kad")?;
    window.wait_text("#main", "Vimal Kadam")?;
    window.press("Enter")?;
    window.wait_for("[data-known]")?;
    window.type_into("#reason", "Cough")?;
    thread::sleep(PROMISED);
    window.kill()?;

    let window = demo.open_at(LATER)?;
    sign_in(&window, "desk")?;
    for key in [format!("pay.{bill}"), "book".to_owned()] {
        window.wait_text(&format!("[data-unfinished='{key}']"), "Vimal Kadam")?;
    }
    window.look("today-unfinished")?;
    window.click("[data-unfinished='book'] a")?;
    window.wait_for("[data-known]")?;
    ensure!(window.value("#reason")? == "Cough");
    go(&window, &format!("billing?bill={bill}"))?;
    window.wait("what was typed", || Ok((window.value("#given")? == "200").then_some(())))
}

fn go(window: &Window, place: &str) -> Result<()> {
    let (path, query) = place.split_once('?').unwrap_or((place, ""));
    let script = "location.hash = '#/' + arguments[0] + (arguments[1] && '?' + encodeURIComponent(arguments[1]))";
    window.script(script, &[json!(path), json!(query)]).map(drop)
}

/// Registers somebody without a token; their id.
fn register(window: &Window, name: &str) -> Result<String> {
    let who = json!({ "name": name, "sex": "female", "age": "34", "phone": "9000033309" });
    let done: Value = window.call("patients.register", &who)?;
    Ok(done["id"].as_str().context("no id")?.to_owned())
}

/// Opens somebody's bill and puts an ECG on it.
fn begin_bill(window: &Window, patient: &str) -> Result<()> {
    go(window, &format!("billing?patient={patient}"))?;
    window.wait_for("#bill-add:focus")?;
    window.keys("ecg")?;
    window.wait_text(".findrow", "ECG")?;
    window.press("Enter")?;
    window.wait_text("tbody", "ECG")
}
