//! Searches that are overtaken: Enter takes whoever answers what is typed now, and nobody else.

use anyhow::{Result, ensure};
use nadi_tests::window::Window;
use serde_json::json;

use crate::demo::{Demo, register};

const KADAM: &str = "Vimal Kadam";
const SHINDE: &str = "Vimal Shinde";

#[test]
fn enter_takes_who_is_found_by_all_that_is_typed() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("desk")?;
    register(&window, KADAM, "9000033305")?;
    register(&window, SHINDE, "9000033306")?;

    window.press("b")?;
    window.ready_at("book")?;
    types_ahead(&window, "#book-who", ".menu-item.is-on")?;
    window.wait_text("[data-known]", SHINDE)?;
    // Typing on takes the wish back.
    type_on(&window, "#book-who", "vimal s", ".menu-item.is-on")?;
    window.press("Enter")?;
    window.keys("hi")?;
    window.let_go()?;
    window.wait_text(".menu-item.is-on", SHINDE)?;
    ensure!(window.value("#book-who")? == "vimal shi");

    window.script("location.hash = '#/billing?patient='", &[])?;
    types_ahead(&window, "#bill-whose", ".bill-whose .li")?;
    window.wait_text("#main", SHINDE)?;
    ensure!(!window.text("#main")?.contains(KADAM));

    window.press("Ctrl+k")?;
    types_ahead(&window, "#palette", "#pal-0")?;
    window.wait_text("[data-name]", SHINDE)
}

#[test]
fn somebody_already_here_is_taken_only_by_all_that_is_typed() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("desk")?;
    register(&window, KADAM, "9000033305")?;
    window.press("Ctrl+n")?;
    window.ready_at("register")?;
    window.wait_for("#phone:focus")?;
    window.keys("9000033305")?;
    window.wait_text("[data-here='family']", KADAM)?;
    window.hold("patients.similar")?;
    window.press("Backspace")?;
    window.keys("6")?;
    window.press("Alt+1")?;
    window.settle()?;
    ensure!(window.value("#phone")? == "9000033306", "taken by another phone");
    window.let_go()?;
    window.wait_gone("[data-here]")?;
    ensure!(window.value("#phone")? == "9000033306", "taken by another phone");
    Ok(())
}

/// Types what finds both, then what finds the second alone, and Enter before that is answered.
fn types_ahead(window: &Window, field: &str, rows: &str) -> Result<()> {
    type_on(window, field, "vimal s", rows)?;
    window.press("Enter")?;
    window.settle()?;
    ensure!(window.value(field)? == "vimal s", "Enter took a row of before in {field}");
    window.let_go()
}

/// Types until `rows` show the first of the two, and what follows with its answer held up.
fn type_on(window: &Window, field: &str, query: &str, rows: &str) -> Result<()> {
    window.retype(field, "vimal k")?;
    window.wait_text(rows, KADAM)?;
    window.hold(&json!(query).to_string())?;
    window.retype(field, query)
}
