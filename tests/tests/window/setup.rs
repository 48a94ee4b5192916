//! The list of a new clinic on Today.

use std::path::Path;

use anyhow::{Result, ensure};
use nadi_tests::{nadi, rpc::Rpc, window::Window};
use serde_json::{Value, json};

use crate::demo::{Demo, sign_in, sign_in_with};

const PASSWORD: &str = "mango tree by the river";

#[test]
fn a_new_clinic_is_led_to_its_first_token_and_the_list_goes() -> Result<()> {
    let home = nadi::folder()?;
    found(home.path())?;
    let window = Window::open(home.path())?;
    sign_in_with(&window, "meera", PASSWORD)?;
    window.wait_text(".setup", "0 of 9 done")?;
    ensure!(window.driver().find("#backup-reminder")?.is_none(), "said by the list already");
    window.look("today-setup")?;
    // Each step has a key to its page, and the recovery sheet its dialog.
    window.press("1")?;
    window.wait_for("dialog input:focus")?;
    window.press("Escape")?;
    window.wait_gone("dialog")?;
    for (key, place) in [
        ("2", "settings-hours"),
        ("3", "settings-services"),
        ("4", "settings-people"),
        ("5", "settings-lists"),
        ("6", "register"),
        ("7", "settings-papers"),
        ("8", "saving"),
    ] {
        window.press(key)?;
        window.ready_at(place)?;
        today(&window)?;
    }

    let me = window.call("users.list", &json!({}))?["users"][0]["id"].clone();
    let week: Vec<Value> =
        (1..=7).map(|day| json!({ "weekday": day, "opens": 0, "closes": 1440, "slot": 15, "per_slot": 4 })).collect();
    window.call("schedule.set_hours", &json!({ "doctor": me, "hours": week }))?;
    window.wait_gone("[data-step='hours']")?;
    let fee = json!({ "name": "Consultation", "treatment": "exempt", "price": 50_000, "visit_kind": "new" });
    window.call("services.set", &fee)?;
    window.wait_gone("[data-step='fees']")?;
    window.wait_text(".setup", "2 of 9 done")?;
    let sunita = window.call("patients.register", &json!({ "name": "Sunita Patil", "sex": "female", "age": "52" }))?;
    window.call("queue.arrive", &json!({ "patient": sunita["id"], "doctor": me }))?;
    window.wait_gone("[data-step='token']")?;
    window.wait_text(".setup", "4 of 9 done")?;
    window.look("today-setup-half")?;

    // What is not needed here goes, and comes back by its undo.
    window.click("[data-step='upi'] > button")?;
    window.wait_gone("[data-step='upi']")?;
    window.wait_text(".setup", "4 of 8 done")?;
    window.click_text(".toast button", "Undo")?;
    window.wait_for("[data-step='upi']")?;
    window.click("#setup-hide")?;
    window.wait_gone(".setup")?;
    // What the list said is now said once, calmly.
    window.wait_for("#backup-reminder")?;
    window.look("today-backup-reminder")?;
    window.click("#backup-reminder")?;
    window.ready_at("saving")?;
    window.close()?;

    let window = Window::open(home.path())?;
    sign_in_with(&window, "meera", PASSWORD)?;
    window.wait_for("#backup-reminder")?;
    ensure!(window.driver().find(".setup")?.is_none(), "it stays away");
    Ok(())
}

#[test]
fn a_demo_clinic_is_set_up_and_nobody_is_reminded() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open()?;
    sign_in(&window, "owner")?;
    window.wait_for(".board")?;
    ensure!(window.driver().find(".setup, #backup-reminder")?.is_none());
    Ok(())
}

fn today(window: &Window) -> Result<()> {
    window.press("Ctrl+1")?;
    window.ready_at("today")?;
    window.wait_for(".setup").map(drop)
}

/// A clinic of one doctor, with nothing in it.
fn found(home: &Path) -> Result<()> {
    let mut rpc = Rpc::open(home)?;
    let clinic = json!({
        "name": "Joshi Clinic",
        "businesses": [{ "legal_name": "Joshi Clinic", "kind": "clinic", "address": "12 Station Road, Wai",
                         "phone": "9000000101", "tax_status": "unregistered" }],
        "owner": { "login": "meera", "name": "Dr. Meera Joshi", "password": PASSWORD },
    });
    rpc.ok("clinic.create", clinic)?;
    ensure!(rpc.close()?.success());
    Ok(())
}
