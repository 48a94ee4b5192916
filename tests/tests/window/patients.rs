//! Families, look-alikes, allergies, and two people at one card.

use anyhow::{Context, Result, ensure};
use nadi_tests::window::Window;
use serde_json::{Value, json};

use crate::demo::Demo;

#[test]
fn a_family_is_joined_and_a_look_alike_is_told() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("desk")?;
    let mother = json!({
        "name": "Rukmini Salvi", "sex": "female", "age": "38", "phone": "9000055501",
        "address": "Plot 7, Shivaji Nagar", "area": "Wai", "pin_code": "412803",
        "guardian": "Mahesh Salvi", "relation": "husband",
    });
    register(&window, &mother, 1)?;

    window.press("Ctrl+n")?;
    window.ready_at("register")?;
    window.type_into("#phone", "9000055501")?;
    window.wait_text("[data-here='family']", "Rukmini Salvi")?;
    window.look("register-family")?;
    // With a name of their own beside the phone, it is somebody else of the family.
    window.type_into("#name", "Rani")?;
    window.click("[data-do='join']")?;
    window.wait("the family's address", || Ok((window.value("#address")? == "Plot 7, Shivaji Nagar").then_some(())))?;
    assert_eq!(window.value("#area")?, "Wai");
    assert_eq!(window.value("#pin_code")?, "412803");
    assert_eq!(window.value("#guardian")?, "Mahesh Salvi");

    // The mother herself once more, by another phone: name, sex and age say so.
    window.retype("#phone", "9000066602")?;
    window.retype("#name", "Rukmini Salvi")?;
    window.click("#sex label:has(input[value='female'])")?;
    window.type_into("#age", "39")?;
    window.wait_for("[data-here='look-alike']")?;
    window.wait_text("[data-here='look-alike']", "Rukmini Salvi")?;
    window.look("register-look-alike")?;
    window.click("[data-do='use']")?;
    window.wait_text("[data-known]", "Rukmini Salvi")?;
    window.look("register-known")?;
    window.press("Ctrl+Enter")?;
    window.ready_at("today")?;
    window.wait_text(".lane-list", "Rukmini Salvi")
}

#[test]
fn an_allergy_is_a_bar_until_it_is_withdrawn_with_a_reason() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("doctor")?;
    let id =
        register(&window, &json!({ "name": "Farid Antulay", "sex": "male", "age": "51", "phone": "9000055502" }), 1)?;
    open_card(&window, &id)?;

    assert!(!window.text("[data-secret='phone']")?.contains("90000"), "masked at first");
    window.click("[data-do='reveal-phone']")?;
    window.wait_text("[data-secret='phone']", "55502")?;
    window.wait_text("[data-secret='phone']", "90000")?;

    window.click("[data-do='ask-allergies']")?;
    window.wait_for("#substance:focus")?;
    window.press("Ctrl+Enter")?;
    window.wait_for("#substance-error")?;
    window.look("allergy-ask")?;
    window.keys("Penicillin")?;
    window.type_into("#reaction", "Rash and swelling of the face")?;
    window.press("Ctrl+Enter")?;
    window.wait_text("[data-allergy]", "Penicillin")?;
    window.look("patient-allergy")?;

    window.click("[data-do='withdraw']")?;
    window.wait_for("#reason:focus")?;
    window.press("Ctrl+Enter")?;
    window.wait_for("#reason-error")?;
    window.look("allergy-withdraw")?;
    window.keys("Tested, no reaction")?;
    window.press("Ctrl+Enter")?;
    window.wait_gone("[data-allergy]")?;
    window.click("#tab-history")?;
    window.wait_for("tr[data-field]")?;
    Ok(())
}

#[test]
fn two_edits_of_one_field_both_stand_and_nothing_moves_under_the_hands() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("owner")?;
    let patient = json!({ "name": "Sharda Bhosale", "sex": "female", "age": "60", "area": "Pasarni" });
    let id = register(&window, &patient, 1)?;
    open_card(&window, &id)?;
    window.press("e")?;
    window.ready_at("patient-edit")?;
    window.retype("#area", "Menavali west")?;
    window.script("document.querySelector('#area').setSelectionRange(4, 8)", &[])?;
    let before = hands(&window)?;

    let card = window.call("patients.get", &json!({ "id": id }))?;
    let edit = json!({ "id": id, "stamp": card["stamp"], "area": "Dhom", "request_id": request(2) });
    window.call("patients.update", &edit)?;
    window.wait_for("[data-meanwhile='true']")?;
    window.wait_text("[data-meanwhile]", "Dr. Meera Joshi")?;
    assert_eq!(hands(&window)?, before);
    window.look("patient-edit-meanwhile")?;

    window.press("Ctrl+Enter")?;
    window.ready_at("patient")?;
    window.wait_text("[data-both='area']", "Menavali west")?;
    window.wait_text("[data-both='area']", "Dhom")?;
    window.look("patient-both")?;
    Ok(())
}

/// Registers somebody as another page would.
fn register(window: &Window, patient: &Value, n: u32) -> Result<String> {
    let mut patient = patient.clone();
    patient["request_id"] = json!(request(n));
    let registered = window.call("patients.register", &patient)?;
    registered["id"].as_str().map(str::to_owned).context("no id")
}

fn request(n: u32) -> String {
    format!("018bcfe5-6800-7000-8000-{n:012x}")
}

fn open_card(window: &Window, id: &str) -> Result<()> {
    window.script("location.hash = '#/patients/' + arguments[0]", &[json!(id)])?;
    window.ready_at("patient")
}

/// Where the focus is, the caret, the text, and where the field lies on the screen.
fn hands(window: &Window) -> Result<Value> {
    let script = "const el = document.activeElement; const box = el.getBoundingClientRect();
        return [el.id, el.value, el.selectionStart, el.selectionEnd, box.x, box.y, box.width]";
    let hands = window.script(script, &[])?;
    ensure!(hands[0] == "area", "{hands}");
    Ok(hands)
}
