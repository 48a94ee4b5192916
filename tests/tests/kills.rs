//! Two hundred kills, a moment after a request was written: nothing that was answered is lost.

use std::{
    collections::BTreeMap,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};
use nadi_tests::{
    founded::{self, name, registration, request},
    nadi,
    rpc::Rpc,
};
use serde_json::{Value, json};

/// Two lines of one hundred, so that two cores are busy.
const KILLS: u64 = 100;
/// After this many kills all of the log is verified.
const BATCH: u64 = 20;

#[test]
fn what_was_answered_before_a_kill_is_in_the_log() -> Result<()> {
    kill_again_and_again(0)
}

#[test]
fn what_was_answered_before_a_kill_is_in_the_log_of_another_clinic() -> Result<()> {
    kill_again_and_again(1)
}

#[test]
fn a_kill_while_a_clinic_is_founded_leaves_a_clinic_or_none() -> Result<()> {
    for wait in [0, 5, 10, 20, 40, 80, 120, 160, 200, 240, 280, 320, 360, 400] {
        let home = nadi::folder()?;
        let mut rpc = Rpc::open(home.path())?;
        rpc.ok("app.status", json!({}))?;
        rpc.send(&json!({ "id": 1, "call": "clinic.create", "args": founding() }).to_string())?;
        thread::sleep(Duration::from_millis(wait));
        rpc.kill()?;
        let mut rpc = Rpc::open(home.path())?;
        let status = rpc.ok("app.status", json!({}))?;
        match status["profile"]["state"].as_str() {
            Some("new") => drop(rpc.ok("clinic.create", founding())?),
            Some("ready") => {
                drop(rpc.ok("session.sign_in", json!({ "user": "meera", "password": "three little words" }))?);
            }
            _ => ensure!(false, "after {wait} ms: {status}"),
        }
    }
    Ok(())
}

fn founding() -> Value {
    json!({
        "name": "Vatsal Family Clinic",
        "businesses": [{ "legal_name": "Vatsal Clinic", "kind": "clinic", "address": "14 Karve Road",
                         "phone": "020 2000 0100", "tax_status": "unregistered" }],
        "owner": { "login": "meera", "name": "Dr. Meera Joshi", "password": "three little words" },
    })
}

/// What a line of kills has been told.
#[derive(Default)]
struct Told {
    /// The reply to each request that got one.
    replies: BTreeMap<u64, Value>,
    /// The requests that were written and not answered: each may have happened, once.
    open: Vec<u64>,
    asked: u64,
}

fn kill_again_and_again(run: u64) -> Result<()> {
    let folder = nadi::folder()?;
    let home = folder.path().join("clinic");
    founded::clinic(&home)?;
    let mut told = Told::default();
    for kill in 0..KILLS {
        let mut rpc = founded::owner(&home)?;
        // From the start every third time, else after some answered requests.
        for _ in 0..kill % 3 {
            told.ask(&mut rpc, run)?;
        }
        told.ask_and_kill(&mut rpc, run, Duration::from_micros(kill * 50_000 / KILLS))?;
        if (kill + 1) % BATCH == 0 {
            told.check(&home, run)?;
        }
    }
    ensure!(told.open.len() > 10, "only {} kills came before the reply", told.open.len());
    Ok(())
}

impl Told {
    fn next(&mut self) -> u64 {
        self.asked += 1;
        self.asked
    }

    fn ask(&mut self, rpc: &mut Rpc, run: u64) -> Result<()> {
        let n = self.next();
        let reply = rpc.ok("patients.register", registration(&name(n), &request(run, n)))?;
        self.replies.insert(n, reply);
        Ok(())
    }

    /// Writes a request, and others behind it, waits, kills, and reads what was answered all the same.
    fn ask_and_kill(&mut self, rpc: &mut Rpc, run: u64, wait: Duration) -> Result<()> {
        let sent = Instant::now();
        let mut written = Vec::new();
        for _ in 0..4 {
            let n = self.next();
            let args = registration(&name(n), &request(run, n));
            rpc.send(&json!({ "id": n, "call": "patients.register", "args": args }).to_string())?;
            written.push(n);
        }
        thread::sleep(wait.saturating_sub(sent.elapsed()));
        rpc.kill()?;
        // Lines that were printed before the kill are still in the pipe; the last may be cut.
        while let Ok(reply) = rpc.reply() {
            let n = reply["id"].as_u64().unwrap_or_default();
            ensure!(reply["ok"].is_object(), "{reply}");
            self.replies.insert(n, reply["ok"].clone());
        }
        written.retain(|n| !self.replies.contains_key(n));
        self.open.extend(written);
        Ok(())
    }

    /// The chain verifies; every reply is in the log, under its request's id; the rest happened once or not.
    fn check(&mut self, home: &Path, run: u64) -> Result<()> {
        let (code, good, said) = founded::verify(home, &[])?;
        ensure!(code == Some(0), "{code:?} {good} {said}");
        let mut rpc = founded::owner(home)?;
        for (n, first) in &self.replies {
            ensure!(founded::name_of(&mut rpc, &first["id"])? == name(*n), "request {n}");
            let again = rpc.ok("patients.register", registration(&name(*n), &request(run, *n)))?;
            ensure!(again == *first, "request {n}: {first}, then {again}");
        }
        for n in self.open.clone() {
            let args = registration(&name(n), &request(run, n));
            let reply = rpc.ok("patients.register", args.clone())?;
            ensure!(rpc.ok("patients.register", args)? == reply, "request {n}");
            let found = rpc.ok("patients.find", json!({ "query": name(n), "limit": 100 }))?;
            let times = found["patients"].as_array().into_iter().flatten().filter(|p| p["name"] == name(n)).count();
            ensure!(times == 1, "request {n} happened {times} times");
        }
        rpc.close()?;
        Ok(())
    }
}
