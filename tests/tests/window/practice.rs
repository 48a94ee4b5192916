//! The practice clinic.

use anyhow::Result;
use nadi_tests::nadi;

use crate::demo::Demo;

#[test]
fn practice_opens_from_the_sign_in_screen_striped_and_apart() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open()?;
    window.ready_at("unlock")?;
    window.click("#practice")?;
    window.to_second_window()?;
    window.ready()?;
    window.wait_for(".framed--practice")?;
    window.wait_text(".strip", "Practice clinic")?;
    window.look("practice")?;
    let status = window.call("app.status", &serde_json::json!({}))?;
    assert_eq!(status["practice"], true);
    if status["session"].is_null() {
        window.keys("m")?;
        window.wait_for("#password:focus")?;
        window.keys(nadi::DEMO_PASSWORD)?;
        window.press("Enter")?;
    }
    window.ready_at("today")?;
    window.wait_for(".framed--practice")?;
    window.look("practice-today")
}
