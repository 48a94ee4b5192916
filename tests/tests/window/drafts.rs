//! What was typed is there again.

use std::{thread, time::Duration};

use anyhow::Result;
use nadi_tests::{nadi, window::Window};

use crate::demo::{Demo, sign_in};

/// What was typed so long ago is kept.
const PROMISED: Duration = Duration::from_millis(2_000);

#[test]
fn a_half_typed_registration_outlives_a_kill() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("desk")?;
    begin(&window)?;
    thread::sleep(PROMISED);
    window.kill()?;

    let window = demo.open()?;
    sign_in(&window, "desk")?;
    window.wait_for("#note-seen")?;
    window.wait_text(".note", "Last saved")?;
    window.wait_text("#main", "Vitthal Gaik")?;
    window.look("today-after-a-kill")?;
    window.click("#note-seen")?;
    window.wait_gone("#note-seen")?;
    window.press("Ctrl+n")?;
    window.ready_at("register")?;
    is_there(&window)?;
    window.look("register-restored")
}

#[test]
fn a_lock_in_the_middle_keeps_what_was_typed_for_its_own_person() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("desk")?;
    begin(&window)?;
    window.press("Ctrl+l")?;
    window.ready_at("unlock")?;
    sign_in(&window, "nurse")?;
    assert!(!window.text("#main")?.contains("Vitthal"), "it is another's");
    window.press("Ctrl+l")?;
    window.ready_at("unlock")?;
    sign_in(&window, "desk")?;
    window.wait_text("#main", "Vitthal Gaik")?;
    window.press("c")?;
    window.ready_at("register")?;
    is_there(&window)?;
    window.press("Ctrl+l")?;
    window.ready_at("unlock")?;
    window.wait_for("#password:focus")?;
    window.keys(nadi::DEMO_PASSWORD)?;
    window.press("Enter")?;
    window.ready_at("register")?;
    is_there(&window)
}

fn begin(window: &Window) -> Result<()> {
    window.press("Ctrl+n")?;
    window.ready_at("register")?;
    window.type_into("#phone", "9000044401")?;
    window.type_into("#name", "Vitthal Gaik")
}

fn is_there(window: &Window) -> Result<()> {
    window.wait("what was typed", || Ok((window.value("#name")? == "Vitthal Gaik").then_some(())))?;
    assert_eq!(window.value("#phone")?, "9000044401");
    Ok(())
}
