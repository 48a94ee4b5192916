//! A day of 200 tokens at a clinic that has been open for years: the board, an arrival, the next call.

use std::path::Path;

use anyhow::{Context, Result};
use clinic::{Clinic, Options};
use serde_json::{Value, json};

use crate::commit::copy;
use crate::figures::{Table, Timings};

/// How many tokens the day has.
const TOKENS: usize = 200;

/// How often the board is asked for.
const TIMES: usize = 400;

pub(crate) fn measure(home: &Path, table: &mut Table) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let copied = folder.path().join("clinic");
    copy(home, &copied)?;
    let clinic = Clinic::open(&copied, Options::default())?;
    let seat = clinic.seat();
    let call = |name: &str, args: Value| clinic.dispatch(&seat, name, args);
    call("session.sign_in", json!({ "user": "desk", "password": "nadi-demo-clinic" }))?;
    let board = call("queue.list", json!({}))?;
    let doctors: Vec<&Value> = board["lanes"].as_array().into_iter().flatten().map(|l| &l["doctor"]).collect();
    let mut patients = Vec::new();
    let mut after = Value::Null;
    while patients.len() < TOKENS {
        let page = call("patients.find", json!({ "query": "", "limit": 100, "after": after }))?;
        patients.extend(page["patients"].as_array().into_iter().flatten().map(|p| p["id"].clone()));
        after = page["next"].clone();
    }
    let (mut arrive, mut next, mut list, mut hall) =
        (Timings::default(), Timings::default(), Timings::default(), Timings::default());
    for (at, patient) in patients.iter().take(TOKENS).enumerate() {
        let doctor = doctors.get(at % doctors.len().max(1)).context("nobody sees patients here")?;
        let args = json!({ "patient": patient, "doctor": doctor, "again": true });
        arrive.time(|| call("queue.arrive", args))?;
        // Three of four have been called by the end.
        if at % 4 != 0 {
            next.time(|| call("queue.call_next", json!({ "doctor": doctor })))?;
        }
    }
    for _ in 0..TIMES {
        list.time(|| call("queue.list", json!({})))?;
        hall.time(|| call("hall.show", json!({})))?;
    }
    clinic.close()?;
    table.row("board of a day with 200 tokens", list.shown(), "", "p50 ≤ 5 ms");
    table.row("hall display of that day", hall.shown(), "", "p50 ≤ 5 ms");
    table.row("queue.arrive, up to 200 a day", arrive.shown(), "", "p50 ≤ 10 ms");
    table.row("queue.call_next, up to 200 a day", next.shown(), "", "p50 ≤ 10 ms");
    Ok(())
}
