//! Each task of the desk in the keystrokes that it may cost, played: a press, a chord and a typed character are one
//! each, a scan is none.

use std::{thread, time::Duration};

use anyhow::{Context, Result, ensure};
use nadi_tests::window::Window;
use serde_json::{Value, json};

use crate::demo::{Demo, register, sign_in};

const PHONE: &str = "9000088801";

/// A code of an ABHA card.
const ABHA: &str = r#"{"hidn":"91-0000-0000-0186","hid":"rukmini.t@abdm","name":"Rukmini Thorat","gender":"F","statelgd":"27","distlgd":"490","dob":"4/7/1961","address":"Ganpati Matha, Warje, Pune, 411058"}"#;

/// Plays a task from its screen on.
fn play(window: &Window, task: &str, most: usize, keys: impl FnOnce() -> Result<()>) -> Result<()> {
    window.strokes();
    keys().with_context(|| task.to_owned())?;
    let strokes = window.strokes();
    eprintln!("{task}: {strokes} keystrokes of {most}");
    ensure!(strokes <= most, "{task} takes {strokes} keystrokes instead of {most}");
    Ok(())
}

#[test]
fn unlocking_takes_a_letter_and_a_pin() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open()?;
    for (login, pin) in [("pharmacist", "730264"), ("owner", "482915")] {
        window.ready_at("unlock")?;
        sign_in(&window, login)?;
        window.call("session.set_pin", &json!({ "pin": pin }))?;
        window.press("Ctrl+l")?;
    }
    window.wait_for("#pin:focus")?;
    play(&window, "unlock", 7, || {
        window.keys("p")?;
        window.wait_for("#tile-pharmacist[aria-pressed='true']")?;
        window.keys("730264")?;
        window.ready_at("today")
    })
}

#[test]
fn a_known_patient_has_a_paid_token() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("desk")?;
    register(&window, "Yamuna Bhosle", PHONE)?;
    play(&window, "register and token, known patient", 13, || {
        window.press("Ctrl+n")?;
        window.wait_for("#phone:focus")?;
        window.keys(PHONE)?;
        window.wait_text("[data-here]", "Yamuna Bhosle")?;
        window.press("Alt+1")?;
        window.wait_for("#pays")?;
        window.press("Ctrl+Enter")?;
        window.ready_at("today")
    })?;
    is_paid(&window, "Yamuna Bhosle")?;
    // The same by the name.
    register(&window, "Zulekha Attar", "9000088802")?;
    let name = "zulekha attar";
    play(&window, "register and token, known patient, beside the name", 8 + name.len(), || {
        window.press("Ctrl+n")?;
        window.wait_for("#phone:focus")?;
        window.press("Tab")?;
        window.keys(name)?;
        window.wait_text("[data-here]", "Zulekha Attar")?;
        window.press("Alt+1")?;
        window.wait_for("#pays")?;
        window.press("Ctrl+Enter")?;
        window.ready_at("today")
    })?;
    is_paid(&window, "Zulekha Attar").map(drop)
}

#[test]
fn a_new_patient_with_an_abha_card_has_a_paid_token() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("desk")?;
    play(&window, "register and token, new, ABHA card", 13, || {
        window.press("Ctrl+n")?;
        window.wait_for("#phone:focus")?;
        window.scan(ABHA)?;
        window.wait_text("[data-do='without-abha']", "Undo")?;
        window.wait_for("#phone:focus")?;
        window.keys(PHONE)?;
        window.press("Alt+g")?;
        window.wait_for("#consent-abha_link:checked")?;
        window.look("register-abha")?;
        window.press("Ctrl+Enter")?;
        window.ready_at("today")
    })?;
    let token = is_paid(&window, "Rukmini Thorat")?;
    let card = window.call("patients.get", &json!({ "id": token["patient"] }))?;
    let read = ["name", "sex", "birth", "phone", "address", "pin_code", "abha_number", "abha_address"]
        .map(|f| card[f].clone());
    let said = [
        "Rukmini Thorat",
        "female",
        "1961-07-04",
        "XXXXXX8801",
        "Ganpati Matha, Warje, Pune",
        "411058",
        "XX-XXXX-XXXX-0186",
        "XXXX.t@abdm",
    ];
    ensure!(json!(read) == json!(said), "{card}");
    // Read by mistake, it is taken back; what was typed before stands again.
    window.press("Ctrl+n")?;
    window.wait_for("#phone:focus")?;
    window.keys("90000")?;
    // A hand reaches for the scanner.
    thread::sleep(Duration::from_millis(100));
    window.scan(ABHA)?;
    window.wait("the card", || Ok((window.value("#name")? == "Rukmini Thorat").then_some(())))?;
    ensure!(window.value("#phone")? == "90000", "{}", window.value("#phone")?);
    window.click("[data-do='without-abha']")?;
    window.wait("the form before", || Ok(window.value("#name")?.is_empty().then_some(())))?;
    // A code that is no card's stays where it was scanned.
    window.retype("#phone", "")?;
    window.scan("9000088809")?;
    window.wait("the phone", || Ok((window.value("#phone")? == "9000088809").then_some(())))?;
    // Alt Q takes what a slow scanner types.
    window.press("Alt+q")?;
    window.wait_for("#abha_number:focus")?;
    window.keys(ABHA)?;
    window.wait("the card", || Ok((window.value("#name")? == "Rukmini Thorat").then_some(())))?;
    ensure!(window.value("#abha_number")? == "91-0000-0000-0186");
    Ok(())
}

#[test]
fn a_new_patient_all_typed_has_a_paid_token() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("desk")?;
    play(&window, "register and token, new, all typed", 34, || {
        window.press("Ctrl+n")?;
        window.wait_for("#phone:focus")?;
        window.keys(PHONE)?;
        window.press("Tab")?;
        window.keys("Zarina Qureshi")?;
        window.press("Tab")?;
        window.keys("f")?;
        window.wait_for("#sex input[value='female']:checked:focus")?;
        window.press("Tab")?;
        window.keys("65y")?;
        window.press("Alt+g")?;
        window.wait_for("#consent-records:checked")?;
        window.press("Ctrl+Enter")?;
        window.ready_at("today")
    })?;
    is_paid(&window, "Zarina Qureshi").map(drop)
}

#[test]
fn the_next_is_called() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("desk")?;
    let patient = register(&window, "Kusum Darekar", PHONE)?;
    let lane = window.call("queue.list", &json!({}))?["lanes"][0].take();
    let arrived = window.call("queue.arrive", &json!({ "patient": patient, "doctor": lane["doctor"] }))?;
    let tok = format!("#tok-{}", arrived["visit"].as_str().context("no visit")?);
    window.wait_for(&format!("{tok}[data-state='arrived']"))?;
    play(&window, "call next", 1, || {
        window.press("F8")?;
        window.wait_for(&format!("{tok}[data-state='in_room']")).map(drop)
    })
}

#[test]
fn payments_are_taken() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("desk")?;
    for (task, most, keys, tenders) in [
        ("take payment, UPI", 3, ["F9", "u", "Enter"].as_slice(), json!([["upi", 35_000]])),
        ("take payment, cash from 500", 5, &["F9", "500", "Enter"], json!([["cash", 35_000]])),
        ("take payment, mixed", 7, &["F9", "c", "200", "u", "Enter"], json!([["cash", 20_000], ["upi", 15_000]])),
    ] {
        let patient = register(&window, &format!("Sharad Wagle {most}"), &format!("900008881{most}"))?;
        charge(&window, &patient, "ECG")?;
        window.script(
            "location.hash = '#/billing?' + encodeURIComponent('patient=' + arguments[0])",
            &[json!(patient)],
        )?;
        window.wait_text("[data-collect]", "350")?;
        window.wait_for("#bill-add:focus")?;
        play(&window, task, most, || {
            for key in keys {
                match *key {
                    "F9" => {
                        window.press("F9")?;
                        window.wait_for("#given:focus")?;
                    }
                    "u" => {
                        window.keys("u")?;
                        names_the_bill(&window, &patient)?;
                    }
                    "Enter" => window.press("Enter")?,
                    typed => window.keys(typed)?,
                }
            }
            window.wait_for("[data-number]").map(drop)
        })?;
        let account = window.call("accounts.get", &json!({ "patient": patient }))?;
        ensure!(account["due"] == 0, "{task}: {account}");
        let bills = window.call("bills.list", &json!({ "patient": patient }))?;
        let bill = window.call("bills.get", &json!({ "bill": bills["bills"][0]["id"] }))?;
        let paid = bill["payments"].as_array().context("no payments")?;
        let paid: Vec<Value> = paid.iter().map(|p| json!([p["tender"], p["amount"]])).collect();
        ensure!(json!(paid) == tenders, "{task}: {bill}");
        window.script("location.hash = '#/today'", &[])?;
        window.ready_at("today")?;
    }
    Ok(())
}

/// The code to be shown has the number of the bill, which is issued by then and not paid.
fn names_the_bill(window: &Window, patient: &str) -> Result<()> {
    window.wait_for("#pay .upiqr img")?;
    window.wait_text("[data-collect]", "₹")?;
    let account = window.call("accounts.get", &json!({ "patient": patient }))?;
    let bill = &account["bills"][0];
    let upi = window.call("upi.link", &json!({ "bill": bill["id"] }))?;
    let number = bill["number"].as_str().context("no bill")?.replace('/', "%2F");
    ensure!(upi["link"].as_str().is_some_and(|link| link.ends_with(&number)), "{upi}");
    let shown = "return document.querySelector('#pay .upiqr img').src === 'data:image/svg+xml,' + encodeURIComponent(arguments[0])";
    window.wait("its code", || Ok((window.script(shown, &[upi["qr"].clone()])? == true).then_some(())))?;
    window.look("billing-code")
}

#[test]
fn the_same_keys_again_do_nothing_twice() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("desk")?;
    let before = counts(&window)?;
    // Somebody new.
    window.press("Ctrl+n")?;
    window.wait_for("#phone:focus")?;
    window.keys(PHONE)?;
    window.press("Tab")?;
    window.keys("Zarina Qureshi")?;
    window.press("Tab")?;
    window.keys("f")?;
    window.press("Tab")?;
    window.keys("65y")?;
    window.press_times("Ctrl+Enter", 12)?;
    window.ready_at("today")?;
    is_paid(&window, "Zarina Qureshi")?;
    ensure!(counts(&window)? == before.map(|n| n + 1), "{before:?}, then {:?}", counts(&window)?);
    let found = window.call("patients.find", &json!({ "query": "zarina qureshi" }))?;
    ensure!(found["patients"].as_array().is_some_and(|rows| rows.len() == 1), "{found}");
    // Somebody known.
    register(&window, "Yamuna Bhosle", "9000088802")?;
    window.press("Ctrl+n")?;
    window.wait_for("#phone:focus")?;
    window.keys("9000088802")?;
    window.wait_text("[data-here]", "Yamuna Bhosle")?;
    window.press("Alt+1")?;
    window.wait_for("#pays")?;
    window.press_times("Ctrl+Enter", 12)?;
    window.ready_at("today")?;
    is_paid(&window, "Yamuna Bhosle")?;
    ensure!(counts(&window)? == before.map(|n| n + 2), "{before:?}, then {:?}", counts(&window)?);
    // A bill and its money.
    let patient = register(&window, "Sharad Wagle", "9000088803")?;
    charge(&window, &patient, "ECG")?;
    window.script("location.hash = '#/billing?' + encodeURIComponent('patient=' + arguments[0])", &[json!(patient)])?;
    window.wait_text("[data-collect]", "350")?;
    window.press("F9")?;
    window.wait_for("#given:focus")?;
    window.press_times("Enter", 12)?;
    window.wait_for("[data-number]")?;
    let [tokens, bills, receipts] = before;
    let after = window.wait("the receipt", || {
        let now = counts(&window)?;
        Ok((now[2] > receipts + 2).then_some(now))
    })?;
    ensure!(after == [tokens + 2, bills + 3, receipts + 3], "{before:?}, then {after:?}");
    Ok(())
}

/// How many tokens, bills and receipts the day has.
fn counts(window: &Window) -> Result<[i64; 3]> {
    let board = window.call("queue.list", &json!({}))?;
    let lanes = board["lanes"].as_array().context("no lanes")?;
    let list = |lane: &Value, name: &str| lane[name].as_array().map_or(0, Vec::len);
    let tokens: usize = lanes.iter().map(|l| list(l, "in_room") + list(l, "waiting") + list(l, "over")).sum();
    let day = window.call("day.figures", &json!({}))?;
    let of = |letter: char| {
        let series = day["series"].as_array().into_iter().flatten();
        let mine = series
            .filter(|s| s["series"].as_str().is_some_and(|s| s.split('/').next().is_some_and(|s| s.ends_with(letter))));
        mine.filter_map(|s| s["count"].as_i64()).sum::<i64>()
    };
    Ok([i64::try_from(tokens)?, of('C'), of('R')])
}

/// The paid token of somebody who waits.
fn is_paid(window: &Window, name: &str) -> Result<Value> {
    window.wait_text(".board", name)?;
    let board = window.call("queue.list", &json!({}))?;
    let lanes = board["lanes"].as_array().context("no lanes")?;
    let tokens = lanes.iter().flat_map(|l| l["waiting"].as_array().cloned().unwrap_or_default());
    let token = tokens.into_iter().find(|t| t["name"] == json!(name)).context("no token")?;
    ensure!(token["paid"] == json!(true), "{token}");
    Ok(token)
}

fn charge(window: &Window, patient: &str, service: &str) -> Result<()> {
    let services = window.call("services.list", &json!({}))?;
    let found = services["services"].as_array().context("no services")?.iter();
    let found = found.into_iter().find(|s| s["name"].as_str().is_some_and(|n| n.starts_with(service)));
    let service = found.context("no such service")?["id"].clone();
    window.call("charges.add", &json!({ "patient": patient, "service": service })).map(drop)
}
