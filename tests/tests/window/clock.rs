//! A clock that cannot be right.

use anyhow::Result;

use crate::demo::{Demo, sign_in};

#[test]
fn a_clock_behind_the_newest_entry_is_asked_about_and_one_key_answers() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_at("2026-03-02T11:40:00+05:30")?;
    sign_in(&window, "desk")?;
    window.wait_text(".note", "Is today Monday, 2 March 2026, 11:4")?;
    window.look("clock")?;
    window.press("n")?;
    window.wait_for("#clock-date:focus")?;
    window.look("clock-dialog")?;
    window.press("Escape")?;
    window.wait_gone("#clock-date")?;
    window.press("y")?;
    window.wait_gone("#clock-right")
}
