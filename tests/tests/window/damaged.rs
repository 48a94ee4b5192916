//! A clinic whose newest entries were damaged on the disk.

use std::fs;

use anyhow::Result;
use serde_json::json;

use crate::demo::{Demo, sign_in};

/// In the second of the log's frames: the header, one frame, and some way into the next.
const IN_A_MIDDLE_FRAME: usize = 5_000;

#[test]
fn a_damaged_log_is_said_and_set_aside_and_the_rest_opens() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("desk")?;
    for n in 0..5 {
        let request = format!("018bcfe5-6800-7000-8000-{n:012x}");
        let patient = json!({ "name": "Asha Lokhande", "sex": "female", "age": "40", "request_id": request });
        window.call("patients.register", &patient)?;
    }
    window.kill()?;
    let log = demo.home().join("clinic.db-wal");
    let mut bytes = fs::read(&log)?;
    bytes[IN_A_MIDDLE_FRAME] ^= 1;
    fs::write(&log, bytes)?;

    let window = demo.open()?;
    window.ready_at("damaged")?;
    window.wait_text(".banner", "Part of the newest entries is damaged.")?;
    window.look("damaged")?;
    window.click_text("button", "Set the damaged part aside")?;
    window.wait_for("dialog[open]")?;
    window.look("damaged-set-aside")?;
    window.click_text("dialog button", "Set aside and open the rest")?;
    window.ready_at("unlock")?;
    sign_in(&window, "desk")?;
    window.look("today-after-setting-aside")
}
