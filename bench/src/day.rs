//! A day of 200 tokens at a clinic that has had such days for three years: the board, the money, an arrival with its
//! bill, the next call.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use clinic::{Clinic, Options};
use model::day::Day;
use serde_json::{Value, json};

use crate::commit::copy;
use crate::figures::{Table, Timings};
use crate::years::{self, TOKENS};

/// How often the board is asked for.
const TIMES: usize = 400;

pub(crate) fn measure(home: &Path, table: &mut Table) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let copied = folder.path().join("clinic");
    copy(home, &copied)?;
    let start = Instant::now();
    let today = today(&copied)?;
    let rows = years::put(&copied, today)?;
    let took = start.elapsed().as_secs_f64();
    table.row("three years of 200 paid tokens a day are put in", format!("{rows} rows, {took:.1} s"), "", "");

    let clinic = Clinic::open(&copied, Options::default())?;
    let seat = clinic.seat();
    let call = |name: &str, args: Value| clinic.dispatch(&seat, name, args);
    call("session.sign_in", json!({ "user": "owner", "password": "nadi-demo-clinic" }))?;
    if !call("app.status", json!({}))?["clock"].is_null() {
        call("clock.answer", json!({ "right": true }))?;
    }
    let board = call("queue.list", json!({}))?;
    let doctors: Vec<&Value> = board["lanes"].as_array().into_iter().flatten().map(|l| &l["doctor"]).collect();
    let mut patients = Vec::new();
    let mut after = Value::Null;
    while patients.len() < TOKENS {
        let page = call("patients.find", json!({ "query": "", "limit": 100, "after": after }))?;
        patients.extend(page["patients"].as_array().into_iter().flatten().map(|p| p["id"].clone()));
        after = page["next"].clone();
    }
    let (mut arrive, mut next) = (Timings::default(), Timings::default());
    let (mut list, mut hall, mut money, mut old) =
        (Timings::default(), Timings::default(), Timings::default(), Timings::default());
    for (at, patient) in patients.iter().take(TOKENS).enumerate() {
        let doctor = doctors.get(at % doctors.len().max(1)).context("nobody sees patients here")?;
        let tender = if at % 3 == 0 { "cash" } else { "upi" };
        let fee = call("charges.fee", json!({ "patient": patient, "doctor": doctor, "kind": "new" }))?;
        let free = fee["price"] == 0;
        let tenders = if free { json!([]) } else { json!([{ "tender": tender }]) };
        let args = json!({ "patient": patient, "doctor": doctor, "kind": "new", "again": true, "tenders": tenders });
        arrive.time(|| call("queue.check_in", args))?;
        // Three of four have been called by the end.
        if at % 4 != 0 {
            next.time(|| call("queue.call_next", json!({ "doctor": doctor })))?;
        }
    }
    let last_year = today.plus_days(-365);
    for _ in 0..TIMES {
        list.time(|| call("queue.list", json!({})))?;
        hall.time(|| call("hall.show", json!({})))?;
        money.time(|| call("day.figures", json!({})))?;
        old.time(|| call("day.figures", json!({ "day": last_year })))?;
    }
    clinic.close()?;
    table.row("board of a day with 200 tokens", list.shown(), "", "p50 ≤ 5 ms");
    table.row("hall display of that day", hall.shown(), "", "p50 ≤ 5 ms");
    table.row("money of that day in figures", money.shown(), "", "p50 ≤ 5 ms");
    table.row("money of a day a year ago", old.shown(), "", "p50 ≤ 5 ms");
    table.row("queue.check_in with bill and receipt, up to 200 a day", arrive.shown(), "", "p50 ≤ 10 ms");
    table.row("queue.call_next, up to 200 a day", next.shown(), "", "p50 ≤ 10 ms");
    Ok(())
}

/// The clinic's day.
fn today(home: &Path) -> Result<Day> {
    let clinic = Clinic::open(home, Options::default())?;
    let seat = clinic.seat();
    clinic.dispatch(&seat, "session.sign_in", json!({ "user": "owner", "password": "nadi-demo-clinic" }))?;
    let board = clinic.dispatch(&seat, "queue.list", json!({}))?;
    clinic.close()?;
    Ok(serde_json::from_value(board["day"].clone())?)
}
