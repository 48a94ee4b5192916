//! The made-up clinic: the same for the same answers, whole, and lived in.

#![allow(clippy::unwrap_used, reason = "a test that cannot set up its clinic has failed")]

use std::path::Path;

use clinic::demo::{Plan, fill};
use clinic::{Clinic, Options, Seat};
use serde_json::{Value, json};

const PASSWORD: &str = "nadi-demo-clinic";

fn plan(patients: u64, seed: u64) -> Plan {
    Plan { patients, years: 1, seed, today: Some("2026-11-23".into()) }
}

fn open(home: &Path) -> Clinic {
    Clinic::open(home, Options { now: Some("2026-11-23T11:40:00+05:30".into()), ..Options::default() }).unwrap()
}

fn sign_in(clinic: &Clinic, user: &str) -> Seat {
    let seat = clinic.seat();
    clinic.dispatch(&seat, "session.sign_in", json!({ "user": user, "password": PASSWORD })).unwrap();
    seat
}

fn files(home: &Path) -> Vec<String> {
    let Ok(files) = std::fs::read_dir(home) else { return Vec::new() };
    let mut names: Vec<String> = files.map(|f| f.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Everybody, in the order of the list, without ids.
fn people(clinic: &Clinic, seat: Seat) -> Vec<Value> {
    let found = clinic.dispatch(&seat, "patients.find", json!({ "limit": 100 })).unwrap();
    let mut people = found["patients"].as_array().unwrap().clone();
    for person in &mut people {
        let card = clinic.dispatch(&seat, "patients.get", json!({ "id": person["id"] })).unwrap();
        *person = card;
        for part in ["id", "stamp", "allergies"] {
            person.as_object_mut().unwrap().remove(part);
        }
    }
    people
}

#[test]
fn the_same_seed_gives_the_same_people_and_another_gives_others() {
    let of = |seed| {
        let home = tempfile::tempdir().unwrap();
        fill(home.path(), &plan(40, seed), |_, _| {}).unwrap();
        let clinic = open(home.path());
        let seat = sign_in(&clinic, "owner");
        let people = people(&clinic, seat);
        assert_eq!(people.len(), 40);
        people
    };
    let first = of(7);
    assert_eq!(first, of(7));
    assert_ne!(first, of(8));
}

#[test]
fn a_made_up_clinic_is_whole_lived_in_and_open_to_all_seven() {
    let home = tempfile::tempdir().unwrap();
    let mut heard = Vec::new();
    fill(home.path(), &plan(300, 1), |done, of| heard.push((done, of))).unwrap();
    assert_eq!(heard.last(), Some(&(1_500, 1_500)));
    assert!(heard.len() > 50 && heard.windows(2).all(|w| w[0].0 <= w[1].0), "{heard:?}");
    assert_eq!(files(home.path()), ["clinic.db", "keyring", "keyring.before", "lock", "witness"]);

    let clinic = open(home.path());
    for user in ["owner", "doctor", "nurse", "desk", "pharmacist", "lab", "accountant"] {
        sign_in(&clinic, user);
    }
    let seat = sign_in(&clinic, "owner");
    let call = |name: &str, args: Value| clinic.dispatch(&seat, name, args).unwrap();
    let status = call("app.status", json!({}));
    assert_eq!((&status["demo"], &status["recovery_due"]), (&json!(true), &json!(false)));
    assert_eq!((&status["clock"], &status["last_saved"]), (&Value::Null, &Value::Null), "{status}");
    assert_eq!(call("clinic.get", json!({}))["ask"], json!([]));

    let report = clinic.verify(|_| {}).unwrap();
    assert!(report.is_good(), "{report:?}");
    assert!(report.transactions > 50 && report.rows > 1_800, "{report:?}");
    for query in ["pat", "kothrud", "90000", "A1-000300"] {
        let found = call("patients.find", json!({ "query": query }));
        assert!(!found["patients"].as_array().unwrap().is_empty(), "{query}");
    }
    // The number after the last one.
    let new = call("patients.register", json!({ "name": "Asha Pawar", "sex": "female", "age": "40" }));
    assert_eq!(new["number"], "A1-000301");
    clinic.close().unwrap();
}

#[test]
fn a_folder_with_a_clinic_is_refused_and_a_failure_leaves_nothing() {
    let home = tempfile::tempdir().unwrap();
    fill(home.path(), &plan(3, 1), |_, _| {}).unwrap();
    let before = files(home.path());
    assert_eq!(fill(home.path(), &plan(3, 1), |_, _| {}).unwrap_err().code, "clinic-exists");
    assert_eq!(files(home.path()), before);

    let new = home.path().join("new");
    let wrong = |plan: Plan| fill(&new, &plan, |_, _| {}).unwrap_err().fields[0].field.clone();
    assert_eq!(wrong(Plan { today: Some("23/11/2026".into()), ..plan(3, 1) }), "today");
    assert_eq!(wrong(Plan { years: 0, ..plan(3, 1) }), "years");
    assert_eq!(wrong(plan(1_000_000, 1)), "patients");
    assert!(!new.exists());

    // What a stop in the middle leaves is no clinic, and the next fill begins anew.
    std::fs::create_dir_all(new.join("filling")).unwrap();
    std::fs::write(new.join("filling/clinic.db"), b"half").unwrap();
    let clinic = open(&new);
    assert_eq!(clinic.dispatch(&clinic.seat(), "app.status", json!({})).unwrap()["profile"]["state"], "new");
    assert_eq!(fill(&new, &plan(0, 1), |_, _| {}).unwrap_err().code, "profile-open");
    drop(clinic);
    fill(&new, &plan(0, 1), |_, _| {}).unwrap();
    sign_in(&open(&new), "desk");
}
