//! People, roles, and what each role sees.

use anyhow::{Result, ensure};
use nadi_tests::window::Window;
use serde_json::json;

use crate::demo::{Demo, sign_in, sign_in_with};

const PASSWORD: &str = "first day at work";

#[test]
fn the_owner_adds_a_person_who_sees_what_the_role_may() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("owner")?;
    window.press("Ctrl+4")?;
    window.ready_at("settings-clinic")?;
    window.look("settings-clinic")?;
    window.click("#tab-language")?;
    window.ready_at("settings-language")?;
    window.look("settings-language")?;
    window.click("#tab-people")?;
    window.ready_at("settings-people")?;
    window.click("#person-desk")?;
    window.wait_for(".role-on")?;
    window.look("settings-people")?;
    add(&window)?;

    window.press("Ctrl+l")?;
    window.ready_at("unlock")?;
    sign_in_with(&window, "gauri", PASSWORD)?;
    window.wait_text("#main", "Walk-in")?;
    window.press("Ctrl+4")?;
    window.ready_at("settings-clinic")?;
    window.click("#tab-people")?;
    window.ready_at("settings-people")?;
    window.wait_text("#main", "Only the owner adds people")?;
    ensure!(!window.text("#main")?.contains("Add a person"), "a button that is refused");
    window.look("settings-people-front-desk")
}

fn add(window: &Window) -> Result<()> {
    window.press("Alt+n")?;
    window.wait_for("#person-name:focus")?;
    window.press("Enter")?;
    window.wait_for("#roles-said")?;
    window.look("person-add")?;
    window.type_into("#person-name", "Gauri Kulkarni")?;
    window.type_into("#person-login", "gauri")?;
    window.type_into("#person-password", PASSWORD)?;
    window.click("label:has(#role-front_desk)")?;
    window.click_text("dialog button", "Add a person")?;
    window.wait_gone("dialog")?;
    window.wait_for("#person-gauri")?;
    Ok(())
}

#[test]
fn an_accountant_sees_lists_and_neither_cards_nor_forms() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("accountant")?;
    window.look("today-accountant")?;
    ensure!(!window.text("#main")?.contains("Register a patient"));
    let found = window.call("patients.find", &json!({ "query": "" }))?;
    for place in ["patients/new".to_owned(), format!("patients/{}", found["patients"][0]["id"].as_str().unwrap_or(""))]
    {
        window.script("location.hash = '#/' + arguments[0]", &[json!(place)])?;
        window.wait_text("#main", "Not for your role")?;
        ensure!(window.driver().find("#main input")?.is_none(), "{place}");
        window.look("not-permitted")?;
    }
    window.press("Ctrl+2")?;
    window.ready_at("patients")?;
    window.wait_for(".find-row")?;
    window.look("patients-accountant")?;
    // The program refuses the same without the page.
    let refused = window.call("patients.get", &json!({ "id": found["patients"][0]["id"] }));
    ensure!(refused.is_err_and(|fault| fault.to_string().contains("not-permitted")));
    window.press("Ctrl+l")?;
    window.ready_at("unlock")?;
    sign_in(&window, "lab")
}
