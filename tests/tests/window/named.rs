//! Each page as it is seen and read out.

use anyhow::{Result, ensure};
use serde_json::json;

use crate::demo::{Demo, register};

#[test]
fn every_page_is_whole_and_has_a_name_for_everything() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("owner")?;
    let patient = register(&window, "Kusum Darekar", "9000033306")?;
    let lines = json!([{ "name": "ECG", "price": 35_000 }]);
    let issued = window.call("bills.issue", &json!({ "patient": patient, "lines": lines }))?;
    let bill = issued["bills"][0]["id"].as_str().unwrap_or_default();
    let mut faults = Vec::new();
    for (place, screen) in [
        ("today", "today"),
        ("patients", "patients"),
        ("patients/new", "register"),
        (&format!("patients/{patient}"), "patient"),
        (&format!("patients/{patient}/edit"), "patient-edit"),
        ("book", "book"),
        (&format!("billing?patient%3D{patient}"), "billing"),
        (&format!("billing?bill%3D{bill}"), "billing"),
        ("billing/close", "close"),
        ("papers", "papers"),
        ("saving", "saving"),
        ("settings/clinic", "settings-clinic"),
        ("settings/papers", "settings-papers"),
        ("settings/lists", "settings-lists"),
        ("settings/services", "settings-services"),
        ("settings/hours", "settings-hours"),
        ("settings/people", "settings-people"),
    ] {
        window.script("location.hash = '#/' + arguments[0]", &[json!(place)])?;
        window.ready_at(screen)?;
        window.settle()?;
        faults.extend(window.faults()?.into_iter().map(|fault| format!("{screen}: {fault}")));
    }
    ensure!(faults.is_empty(), "\n{}", faults.join("\n"));
    Ok(())
}
