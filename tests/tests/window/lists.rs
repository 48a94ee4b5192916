//! Lists brought in from Settings: columns, bad rows, all of it or nothing, and out again.

use anyhow::{Result, ensure};
use nadi_tests::window::Window;
use serde_json::json;

use crate::demo::Demo;

const FEES: &str =
    "Thing,Doctor,Visit,Fee\nMinor stitches,,,750\nConsultation,Dr. Meera Joshi,new,900\nX-ray,,,a lot\n";

#[test]
fn a_list_of_fees_is_mapped_mended_brought_in_and_taken_out() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("owner")?;
    window.script("location.hash = '#/settings/lists'", &[])?;
    window.ready_at("settings-lists")?;
    window.wait_for("#list-file:focus")?;
    window.look("lists")?;
    window.click("label:has(input[value='fees'])")?;
    paste(&window, FEES)?;
    window.press("Ctrl+Enter")?;
    window.wait_text("#main", "The list needs columns for name and price.")?;
    window.look("lists-lacks")?;

    choose(&window, "#column-0", "name")?;
    window.wait_for("[data-rows='3']")?;
    window.wait_text("tbody", "Type an amount such as 500 or 499.50.")?;
    window.look("lists-bad-rows")?;
    ensure!(window.driver().find("[data-do='bring-in']:disabled")?.is_some(), "a bad row and nothing said of it");
    window.click("#skip-bad")?;
    window.wait_for("[data-do='bring-in']:enabled")?;
    window.press("Ctrl+Enter")?;
    window.wait_text(".toast", "2 prices are brought in")?;
    window.wait_text("[data-import]", "2 rows")?;
    window.look("lists-brought-in")?;
    let fees = window.call("services.list", &json!({}))?.to_string();
    ensure!(fees.contains("Minor stitches") && !fees.contains("X-ray"), "{fees}");

    window.click("[data-do='take-out']")?;
    window.wait_text("[data-import]", "taken out")?;
    let fees = window.call("services.list", &json!({}))?.to_string();
    ensure!(!fees.contains("Minor stitches"), "{fees}");
    Ok(())
}

#[test]
fn a_file_of_patients_is_read_and_one_that_is_no_text_is_refused() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("owner")?;
    window.script("location.hash = '#/settings/lists'", &[])?;
    window.wait_for("#list-file")?;
    // What a spreadsheet of old writes: 0xE9 alone is no letter in UTF-8.
    file(&window, json!([78, 97, 109, 101, 10, 233, 10]))?;
    window.wait_for("#list-file-error")?;
    window.look("lists-garbled")?;
    let list = "Patient Name,Gender,Age,Village\nTara Bhosale,F,41,Wai\nBaban Kale,M,60,Wai\n";
    file(&window, json!(list.bytes().collect::<Vec<_>>()))?;
    window.wait_for("[data-rows='2']")?;
    window.wait_text("#main", "patients.csv")?;
    window.look("lists-patients")?;
    window.press("Ctrl+Enter")?;
    window.wait_text(".toast", "2 patients are brought in")?;
    let found = window.call("patients.find", &json!({ "query": "tara bhosale" }))?;
    ensure!(found["patients"][0]["area"] == json!("Wai"), "{found}");
    Ok(())
}

#[test]
fn a_list_is_for_who_may_bring_it_in() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("desk")?;
    window.script("location.hash = '#/settings/lists'", &[])?;
    window.wait_text("#main", "The owner brings in lists")?;
    window.look("lists-front-desk")
}

/// Puts text into the field for pasting, as a paste does.
fn paste(window: &Window, text: &str) -> Result<()> {
    window.wait_for("#list-text")?;
    let script = "const el = document.getElementById('list-text'); el.focus(); el.value = arguments[0];
        el.dispatchEvent(new InputEvent('input', { bubbles: true }))";
    window.script(script, &[json!(text)]).map(drop)
}

/// Chooses in a native list.
fn choose(window: &Window, css: &str, value: &str) -> Result<()> {
    window.wait_for(css)?;
    let script = "const el = document.querySelector(arguments[0]); el.value = arguments[1];
        el.dispatchEvent(new Event('change', { bubbles: true }))";
    window.script(script, &[json!(css), json!(value)]).map(drop)
}

/// Chooses a file of these bytes, as the system's own dialog does.
fn file(window: &Window, bytes: serde_json::Value) -> Result<()> {
    let script = "const el = document.getElementById('list-file'); const all = new DataTransfer();
        all.items.add(new File([new Uint8Array(arguments[0])], 'patients.csv', { type: 'text/csv' }));
        el.files = all.files; el.dispatchEvent(new Event('change', { bubbles: true }))";
    window.script(script, &[bytes]).map(drop)
}
