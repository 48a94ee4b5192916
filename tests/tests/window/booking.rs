//! Appointments: one, a row, a family; closed days, and who must be told of them.

use anyhow::{Context, Result, ensure};
use nadi_tests::window::{SIZES, Window};
use serde_json::{Value, json};

use crate::demo::{Demo, register};

#[test]
fn an_appointment_is_booked_by_keyboard_and_kept() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("desk")?;
    let vimal = register(&window, "Vimal Kadam", "9000033305")?;
    window.press("b")?;
    window.ready_at("book")?;
    window.wait_for("#book-who:focus")?;
    window.wait_for(".slot:not([disabled])")?;
    window.look("book")?;
    choose(&window, "vimal kad", "Vimal Kadam")?;
    // Doctor, day, then the slots: the arrows go on among them.
    for _ in 0..2 {
        window.press("Tab")?;
    }
    window.wait_for("#day:focus")?;
    window.press("Tab")?;
    window.wait_for(".slot:focus")?;
    window.press("Right")?;
    window.press("Space")?;
    window.wait_for(".slot.is-on:focus")?;
    window.look("book-chosen")?;
    window.press("Ctrl+Enter")?;
    window.wait_text(".toast", "Booked for")?;
    window.wait_text(".appts", "Vimal Kadam")?;
    window.wait_for("#book-who:focus")?;
    let booked = of(&window, &vimal)?;
    ensure!(booked.len() == 1 && booked[0]["state"] == "booked", "{booked:?}");

    window.press("Escape")?;
    window.ready_at("today")?;
    // Where there is room for it, the day's list stands beside the lanes.
    window.resize(SIZES[0])?;
    window.wait_text(".appts", "Vimal Kadam")?;
    let row = format!("[data-appointment='{}']", booked[0]["appointment"].as_str().unwrap_or_default());
    window.click(&format!("{row} [data-do='arrived']"))?;
    window.wait_text(".lane-list", "Vimal Kadam")?;
    ensure!(of(&window, &vimal)?[0]["state"] == "arrived");
    Ok(())
}

#[test]
fn a_row_and_a_family_are_booked_at_once() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("desk")?;
    let vimal = register(&window, "Vimal Kadam", "9000033305")?;
    let tara = register(&window, "Tara Kadam", "9000033305")?;
    // Three Saturdays, of which the second is closed: its appointment goes to the next open day.
    let repairs = json!({ "first": "2026-11-28", "last": "2026-11-28", "reason": "Repairs" });
    window.call("schedule.close", &repairs)?;
    window.press("b")?;
    window.ready_at("book")?;
    window.wait_for("#book-who:focus")?;
    choose(&window, "vimal kad", "Vimal Kadam")?;
    take_first_slot(&window)?;
    window.type_into("#every", "1")?;
    window.type_into("#count", "3")?;
    window.look("book-row")?;
    window.press("Ctrl+Enter")?;
    window.wait_text(".toast", "3 booked")?;
    let mut days: Vec<i64> = of(&window, &vimal)?.iter().filter_map(|a| a["at"].as_i64()).collect();
    days.sort_unstable();
    let apart = |a: i64, b: i64| (b - a) / 86_400_000;
    ensure!(days.len() == 3 && apart(days[0], days[1]) == 9 && apart(days[0], days[2]) == 14, "{days:?}");

    // A mother and her child, one behind the other.
    window.retype("#day", "mon")?;
    choose(&window, "vimal kad", "Vimal Kadam")?;
    choose(&window, "tara kad", "Tara Kadam")?;
    take_first_slot(&window)?;
    window.look("book-family")?;
    window.press("Ctrl+Enter")?;
    window.wait_text(".toast", "2 booked")?;
    let child = of(&window, &tara)?;
    let mother = of(&window, &vimal)?;
    let slot = child[0]["minutes"].as_i64().context("no minutes")? * 60_000;
    let before = child[0]["at"].as_i64().context("no time")? - slot;
    ensure!(mother.iter().any(|a| a["at"] == json!(before)), "{child:?} {mother:?}");
    Ok(())
}

#[test]
fn a_closed_day_is_refused_with_the_next_open_one() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("desk")?;
    let vimal = register(&window, "Vimal Kadam", "9000033305")?;
    window.press("b")?;
    window.ready_at("book")?;
    window.wait_for("#book-who:focus")?;
    choose(&window, "vimal kad", "Vimal Kadam")?;
    window.retype("#day", "sun")?;
    window.wait_for("[data-do='next-open']")?;
    window.look("book-closed")?;
    window.press("Ctrl+Enter")?;
    window.wait_for("#main .error, #main .banner--warn")?;
    ensure!(of(&window, &vimal)?.is_empty(), "booked on a closed day");
    window.click("[data-do='next-open']")?;
    take_first_slot(&window)?;
    window.press("Ctrl+Enter")?;
    window.wait_text(".toast", "Booked for")?;
    let monday = json!({ "from": "2026-11-23", "to": "2026-11-23" });
    let list = window.call("appointments.list", &monday)?;
    ensure!(list["appointments"].as_array().is_some_and(|a| a.iter().any(|a| a["patient"] == json!(vimal))), "{list}");
    Ok(())
}

#[test]
fn a_leave_lists_who_must_be_told_with_phones_and_a_tick() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("owner")?;
    let vimal = register(&window, "Vimal Kadam", "9000033305")?;
    let doctor = window.call("queue.list", &json!({}))?["lanes"][0]["doctor"].take();
    let slots = window.call("appointments.slots", &json!({ "doctor": doctor, "day": "2026-11-24" }))?;
    let args = json!({ "patient": vimal, "doctor": doctor, "day": "2026-11-24", "minute": slots["slots"][0]["minute"], "kind": "follow_up" });
    let booked = window.call("appointments.book", &args)?["booked"][0]["appointment"].take();
    window.script("location.hash = '#/settings/hours'", &[])?;
    window.ready_at("settings-hours")?;
    window.type_into("#first", "24/11")?;
    window.type_into("#last", "25/11")?;
    window.type_into("#closure-reason", "Family wedding")?;
    window.press("Enter")?;
    let row = format!("[data-tell='{}']", booked.as_str().unwrap_or_default());
    window.wait_text(&row, "Vimal Kadam")?;
    window.wait("the phone", || Ok(digits(&window.text(&row)?).contains("9000033305").then_some(())))?;
    window.script("document.querySelector(arguments[0]).scrollIntoView({ block: 'center' })", &[json!(row)])?;
    window.look("hours-to-tell")?;
    window.click(&format!("{row} input"))?;
    window.wait_for(&format!("{row} input:checked"))?;
    window.wait("the tick", || {
        let list = window.call("appointments.to_tell", &json!({}))?;
        Ok(list["to_tell"][0]["told_at"].is_i64().then_some(()))
    })?;
    // The list outlives the page; the phones are on the cards.
    window.script("location.hash = '#/today'", &[])?;
    window.ready_at("today")?;
    window.script("location.hash = '#/settings/hours'", &[])?;
    window.ready_at("settings-hours")?;
    window.wait_for(&format!("{row} input:checked"))?;
    ensure!(!digits(&window.text(&row)?).contains("90000"), "a phone is still whole");
    Ok(())
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Finds somebody and takes who is found with Enter.
fn choose(window: &Window, query: &str, name: &str) -> Result<()> {
    window.click("#book-who")?;
    window.keys(query)?;
    window.wait_text(".menu-item.is-on", name)?;
    window.press("Enter")?;
    window.wait(&format!("{name} as chosen"), || {
        let chosen = "return [...document.querySelectorAll('[data-known]')].map((el) => el.innerText).join()";
        Ok(window.script(chosen, &[])?.as_str().is_some_and(|all| all.contains(name)).then_some(()))
    })
}

fn take_first_slot(window: &Window) -> Result<()> {
    window.click(".slot:not([disabled])")?;
    window.wait_for(".slot.is-on").map(drop)
}

/// The appointments of a patient, the latest first.
fn of(window: &Window, patient: &str) -> Result<Vec<Value>> {
    let list = window.call("appointments.of_patient", &json!({ "patient": patient }))?;
    Ok(list["appointments"].as_array().context("no list")?.clone())
}
