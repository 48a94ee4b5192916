//! A real clinic for tests of bad luck, founded and used through `nadi rpc`.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::{nadi, rpc::Rpc};

/// The day of the demo clinic that the tests use; their own writes come after it.
const TODAY: &str = "2026-11-20";

/// Fills `home` with a small demo clinic: its passwords are the cheapest to check.
pub fn clinic(home: &Path) -> Result<()> {
    nadi::demo(home, 20, TODAY)
}

/// The owner at `nadi rpc`.
pub fn owner(home: &Path) -> Result<Rpc> {
    Rpc::open_as(home, "owner")
}

/// Arguments that register somebody of that name, under that request's id.
pub fn registration(name: &str, request: &str) -> Value {
    json!({ "name": name, "sex": "female", "age": "40", "request_id": request })
}

/// The `n`th id of a caller's own request; `run` tells callers apart.
pub fn request(run: u64, n: u64) -> String {
    format!("018bcfe5-6800-7000-{:04x}-{n:012x}", 0x8000 + run)
}

/// The `n`th name, which no search takes for another's.
pub fn name(n: u64) -> String {
    let letter = |at: u32| char::from(b'a' + u8::try_from(n / 26_u64.pow(at) % 26).unwrap_or(0));
    format!("Kala {}{}{}x", letter(2).to_ascii_uppercase(), letter(1), letter(0))
}

/// Who is on the patient's card.
pub fn name_of(rpc: &mut Rpc, id: &Value) -> Result<String> {
    let card = rpc.ok("patients.get", json!({ "id": id }))?;
    card["name"].as_str().map(str::to_owned).with_context(|| format!("no name on {card}"))
}

/// What `nadi verify` with these options says: its exit code, standard output, standard error.
pub fn verify(home: &Path, options: &[&str]) -> Result<(Option<i32>, String, String)> {
    let mut command = nadi::command(home)?;
    command.arg("verify").args(options);
    command.env("NADI_USER", "owner").env("NADI_PASSWORD", nadi::DEMO_PASSWORD);
    let output = nadi::run(&mut command)?;
    let good = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok((output.status.code(), good, nadi::said(&output)))
}
