//! A new clinic, from the empty window to the first morning.

use anyhow::{Context, Result};
use nadi_tests::{nadi, window::Window};
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
    window.type_into("#owner-name", "Dr. Meera Joshi")?;
    window.retype("#owner-login", "meera")?;
    window.type_into("#owner-password", PASSWORD)?;
    window.type_into("#owner-again", "mango")?;
    window.press("Enter")?;
    window.wait_for("#owner-again-error")?;
    window.look("first-run-owner")?;
    window.retype("#owner-again", PASSWORD)?;
    window.press("Enter")
}

/// The sheet: 24 words on the page, three of them typed back.
fn recovery(window: &Window) -> Result<()> {
    window.ready_at("first-run-recovery")?;
    let words = "return [...document.querySelectorAll('.words24 span')].map((el) => el.lastChild.data)";
    let words: Vec<String> = serde_json::from_value(window.script(words, &[])?)?;
    assert_eq!(words.len(), 24);
    let asked = "return [...document.querySelectorAll('input[id^=word-]')].map((el) => el.id)";
    let asked: Vec<String> = serde_json::from_value(window.script(asked, &[])?)?;
    assert_eq!(asked.len(), 3);
    window.look("first-run-recovery")?;
    for id in &asked {
        let position: usize = id.trim_start_matches("word-").parse()?;
        window.type_into(&format!("#{id}"), words.get(position - 1).context("no such word")?)?;
    }
    window.press("Enter")?;
    window.wait_for("#recovery-next")?;
    let kept = window.script("return JSON.stringify({ ...localStorage, ...sessionStorage })", &[])?;
    assert!(!kept.as_str().unwrap_or_default().contains(words[0].as_str()), "the words stay on the page");
    assert_ne!(kept, json!(null));
    window.click("#recovery-next")
}

/// A number whose check digit is right.
fn gstin() -> String {
    let free = "27AAAFJ0000B1Z";
    let digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".chars();
    let all = digits.map(|last| format!("{free}{last}"));
    all.into_iter().find(|number| model::gstin::Gstin::parse(number).is_ok()).unwrap_or_default()
}
