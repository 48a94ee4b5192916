//! A new clinic, from the empty window to the first morning.

use anyhow::{Context, Result};
use nadi_tests::{
    nadi,
    window::{SIZES, Window},
};
use serde_json::json;

use crate::demo::sign_in_with;

const PASSWORD: &str = "mango tree by the river";

#[test]
fn a_new_clinic_with_its_chemist_is_created_and_opened_again() -> Result<()> {
    let home = nadi::folder()?;
    let window = Window::open(home.path())?;
    window.ready_at("first-run")?;
    clinic(&window)?;
    owner(&window)?;
    recovery(&window)?;

    window.ready_at("first-run-ready")?;
    window.look("first-run-ready")?;
    window.click("#start-work")?;
    window.ready_at("today")?;
    window.look("today-empty")?;
    assert!(window.driver().find("#recovery-confirm")?.is_none());
    window.close()?;

    let window = Window::open(home.path())?;
    window.ready_at("unlock")?;
    window.look("unlock-owner-alone")?;
    sign_in_with(&window, "meera", PASSWORD)?;
    assert!(window.driver().find("#recovery-confirm")?.is_none());
    assert!(window.driver().find("#note-seen")?.is_none(), "it was closed in order");
    Ok(())
}

#[test]
fn a_recovery_sheet_that_was_put_off_is_asked_for_until_its_words_are_typed() -> Result<()> {
    let home = nadi::folder()?;
    let window = Window::open(home.path())?;
    window.ready_at("first-run")?;
    clinic(&window)?;
    owner(&window)?;
    window.ready_at("first-run-recovery")?;
    let words = words(&window)?;
    window.click_text("button", "Later")?;
    window.ready_at("first-run-ready")?;
    window.press("Enter")?;
    window.ready_at("today")?;
    window.wait_text(".note", "The recovery sheet is not confirmed yet.")?;
    window.look("today-recovery-due")?;
    window.click("#recovery-confirm")?;
    window.wait_for("dialog input:focus")?;
    window.press("Escape")?;
    window.wait_gone("dialog")?;
    window.wait_for("#recovery-confirm:focus")?;
    window.close()?;

    let window = Window::open(home.path())?;
    sign_in_with(&window, "meera", PASSWORD)?;
    window.click("#recovery-confirm")?;
    let asked = asked(&window)?;
    window.wait_for(&format!("#{}:focus", asked[0]))?;
    window.press("Enter")?;
    window.wait_for(&format!("#{}-error", asked[2]))?;
    let stands = |id: &str| Ok((window.value(&format!("#{id}"))? == "mango").then_some(()));
    for id in &asked {
        window.type_into(&format!("#{id}"), "mango")?;
        window.wait("what was typed", || stands(id))?;
    }
    window.press("Enter")?;
    window.wait_text("dialog", "not the words asked for")?;
    window.look("recovery-refused")?;
    for id in &asked {
        window.wait("what was typed", || stands(id))?;
        window.retype(&format!("#{id}"), word(&words, id)?)?;
    }
    window.press("Enter")?;
    window.wait_gone("dialog")?;
    window.wait_gone("#recovery-confirm")?;
    // From the note, and from the list of what is left to set up.
    window.wait("no word of the sheet", || Ok((!window.text(".app")?.contains("recovery sheet")).then_some(())))?;
    window.close()?;

    let window = Window::open(home.path())?;
    sign_in_with(&window, "meera", PASSWORD)?;
    assert!(window.driver().find("#recovery-confirm")?.is_none());
    Ok(())
}

#[test]
fn a_business_that_was_refused_and_removed_keeps_nobody_from_going_on() -> Result<()> {
    let home = nadi::folder()?;
    let window = Window::open(home.path())?;
    window.ready_at("first-run")?;
    window.type_into("#name", "Joshi Clinic")?;
    window.type_into("#b0-address", "12 Station Road, Wai")?;
    window.type_into("#b0-phone", "9000000101")?;
    window.click_text("button", "Add a business")?;
    window.click("#b0-phone")?;
    window.press("Enter")?;
    window.wait_for("#b1-legal_name:focus")?;
    window.click_text("button", "Remove this business")?;
    window.wait_gone("#b1-legal_name")?;
    window.click("#name")?;
    window.press("Enter")?;
    window.ready_at("first-run-owner")
}

#[test]
fn what_is_wrong_with_a_field_is_never_under_the_foot() -> Result<()> {
    let home = nadi::folder()?;
    let window = Window::open(home.path())?;
    window.ready_at("first-run")?;
    for size in SIZES {
        window.resize(size)?;
        window.click("label:has(input[value='clinic_pharmacy'])")?;
        window.click("#b0-tax label:has(input[value='regular'])")?;
        for (field, wrong) in [("#b0-gstin", "27AAAFJ0000B1Z9"), ("#b0-drug_licences", "MH-SAT-111111")] {
            // As it is left, and as it is come back to from above and from below.
            window.retype(field, wrong)?;
            window.press("Tab")?;
            window.wait_in_sight(&format!("{field}-error"))?;
            for edge in [0, 9_999] {
                window.script("document.querySelector('.door').scrollTop = arguments[0]", &[json!(edge)])?;
                window.script("document.activeElement.blur()", &[])?;
                window.script("document.querySelector(arguments[0]).focus()", &[json!(field)])?;
                window.wait_in_sight(&format!("{field}-error"))?;
                window.wait_in_sight(field)?;
            }
        }
        window.retype("#b0-address", "")?;
        window.press("Enter")?;
        window.wait_for("#name:focus")?;
        window.wait_in_sight("#name-error")?;
        window.type_into("#name", "Joshi Clinic")?;
        window.press("Enter")?;
        window.wait_for("#b0-address:focus")?;
        window.wait_in_sight("#b0-address-error")?;
        window.retype("#name", "")?;
    }
    Ok(())
}

/// The clinic, and the chemist with a GSTIN that is first refused.
fn clinic(window: &Window) -> Result<()> {
    window.type_into("#name", "Joshi Clinic")?;
    window.type_into("#b0-address", "12 Station Road, Wai")?;
    window.type_into("#b0-pin_code", "412803")?;
    window.type_into("#b0-phone", "9000000101")?;
    window.click_text("button", "Add a business")?;
    window.type_into("#b1-legal_name", "Joshi Medical Stores")?;
    window.type_into("#b1-phone", "9000000102")?;
    window.click("#b1-tax label:has(input[value='regular'])")?;
    window.type_into("#b1-gstin", "27AAAFJ0000B1Z9")?;
    window.type_into("#b1-drug_licences", "MH-SAT-111111, MH-SAT-111112")?;
    window.wait_text("#b1-gstin-error", "GSTIN")?;
    window.press("Enter")?;
    window.wait_for("#b1-gstin:focus")?;
    window.look("first-run-refused")?;
    assert_eq!(window.value("#b1-gstin")?, "27AAAFJ0000B1Z9");
    assert_eq!(window.value("#b1-address")?, "12 Station Road, Wai");
    assert_eq!(window.value("#name")?, "Joshi Clinic");

    window.retype("#b1-gstin", &gstin())?;
    window.wait_text("#b1-gstin-ok", "Maharashtra")?;
    window.press("Enter")
}

fn owner(window: &Window) -> Result<()> {
    window.ready_at("first-run-owner")?;
    window.press("Enter")?;
    window.wait_for("#owner-login-error")?;
    window.wait_for("#owner-name:focus")?;
    // The sign-in name follows from the name.
    window.type_into("#owner-name", "Dr. Meera Joshi")?;
    window.wait("a sign-in name", || Ok((window.value("#owner-login")? == "meera").then_some(())))?;
    window.type_into("#owner-password", "mango")?;
    window.type_into("#owner-again", PASSWORD)?;
    window.press("Enter")?;
    window.wait_for("#owner-again-error")?;
    window.wait_gone("#owner-login-error")?;
    window.look("first-run-owner")?;
    // Either of the two may be the one that is wrong.
    window.retype("#owner-password", PASSWORD)?;
    window.press("Enter")
}

/// The sheet: 24 words on the page, three of them typed back.
fn recovery(window: &Window) -> Result<()> {
    window.ready_at("first-run-recovery")?;
    let words = words(window)?;
    window.look("first-run-recovery")?;
    for id in &asked(window)? {
        window.type_into(&format!("#{id}"), word(&words, id)?)?;
    }
    window.press("Enter")?;
    window.wait_for("#recovery-next")?;
    let kept = window.script("return JSON.stringify({ ...localStorage, ...sessionStorage })", &[])?;
    assert!(!kept.as_str().unwrap_or_default().contains(words[0].as_str()), "the words stay on the page");
    assert_ne!(kept, json!(null));
    window.click("#recovery-next")
}

/// The words on the sheet.
fn words(window: &Window) -> Result<Vec<String>> {
    let words = "return [...document.querySelectorAll('.words24 span')].map((el) => el.lastChild.data)";
    let words: Vec<String> = serde_json::from_value(window.script(words, &[])?)?;
    assert_eq!(words.len(), 24);
    Ok(words)
}

/// The fields in which three of them are asked back.
fn asked(window: &Window) -> Result<Vec<String>> {
    window.wait_for("input[id^=word-]")?;
    let asked = "return [...document.querySelectorAll('input[id^=word-]')].map((el) => el.id)";
    let asked: Vec<String> = serde_json::from_value(window.script(asked, &[])?)?;
    assert_eq!(asked.len(), 3);
    Ok(asked)
}

/// The word that a field asks for.
fn word<'a>(words: &'a [String], id: &str) -> Result<&'a str> {
    let position: usize = id.trim_start_matches("word-").parse()?;
    Ok(words.get(position - 1).context("no such word")?)
}

/// A number whose check digit is right.
fn gstin() -> String {
    let free = "27AAAFJ0000B1Z";
    let digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".chars();
    let all = digits.map(|last| format!("{free}{last}"));
    all.into_iter().find(|number| model::gstin::Gstin::parse(number).is_ok()).unwrap_or_default()
}
