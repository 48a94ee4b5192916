//! The clinic's time, and what is asked where it cannot be right.

mod common;

use common::{At, Desk, at, refusals};
use serde_json::{Value, json};

/// UTC milliseconds of a date and time at the clinic.
fn moment(time: &str) -> i64 {
    let day = i64::from(model::day::Day::parse_iso(&time[..10]).unwrap().epoch_days());
    let (hours, minutes): (i64, i64) = (time[11..13].parse().unwrap(), time[14..16].parse().unwrap());
    day * 86_400_000 + (hours * 60 + minutes - 330) * 60_000
}

#[track_caller]
fn is_about(place: &At<'_>, time: &str) {
    let (now, expected) = (place.status()["now"].as_i64().unwrap(), moment(time));
    assert!((expected - 5_000..expected + 60_000).contains(&now), "{} s from {time}", (now - expected) / 1000);
}

fn reason(place: &At<'_>) -> Value {
    place.status()["clock"]["reason"].clone()
}

#[test]
fn a_clock_that_goes_on_is_not_asked_about() {
    for time in ["2026-11-23T11:40", "2026-11-29T11:00"] {
        let desk = Desk::demo(5, "11:40").reopened_with(at(time));
        let owner = desk.demo_person("owner");
        assert!(reason(&owner).is_null(), "{time}");
        is_about(&owner, time);
    }
}

#[test]
fn a_clock_behind_the_newest_entry_is_asked_about_and_work_goes_on() {
    let desk = Desk::demo(5, "11:40").reopened_with(at("2026-11-20T09:00"));
    assert!(desk.place().status()["clock"].is_null(), "nobody is asked before they have signed in");
    let owner = desk.demo_person("owner");
    let question = owner.status()["clock"].clone();
    assert_eq!(question["reason"], "behind");
    assert!((moment("2026-11-20T09:00")..moment("2026-11-20T09:01")).contains(&question["says"].as_i64().unwrap()));
    assert!(question["newest"].as_i64().unwrap() > moment("2026-11-22T00:00"));
    owner.register("Zebra Testwala", "female", "52");
    assert_eq!(owner.find("testwala"), ["Zebra Testwala"]);
    assert_eq!(reason(&owner), "behind", "until somebody answers");
}

#[test]
fn the_right_time_is_logged_and_holds_after_a_restart() {
    let desk = Desk::demo(5, "11:40").reopened_with(at("2026-11-20T09:00"));
    let owner = desk.demo_person("owner");
    let before = desk.log();
    owner.call("clock.answer", json!({ "right": false, "now": "2026-11-23T12:30" }));
    assert!(reason(&owner).is_null());
    is_about(&owner, "2026-11-23T12:30");
    assert_eq!(desk.log(), before + 1);
    let id = owner.register("Zebra Testwala", "female", "52");
    let set = owner.history("patient", &id)[0]["at"].as_i64().unwrap();
    assert!((moment("2026-11-23T12:30")..moment("2026-11-23T12:31")).contains(&set), "{set}");
    assert_eq!(owner.card(&id)["birth"], "~52y@2026-11-23");

    let desk = desk.reopened_with(at("2026-11-20T09:10"));
    let owner = desk.demo_person("owner");
    assert!(reason(&owner).is_null());
    is_about(&owner, "2026-11-23T12:40");
}

#[test]
fn a_clock_more_than_a_week_ahead_is_asked_about_once() {
    let desk = Desk::demo(5, "11:40").reopened_with(at("2026-12-10T09:00"));
    let nurse = desk.demo_person("nurse");
    assert_eq!(reason(&nurse), "ahead");
    nurse.call("clock.answer", json!({ "right": true }));
    assert!(reason(&nurse).is_null());
    is_about(&nurse, "2026-12-10T09:00");
    let desk = desk.reopened_with(at("2026-12-10T10:00"));
    assert!(reason(&desk.demo_person("nurse")).is_null());
}

#[test]
fn the_last_answer_counts_also_where_it_sets_the_clock_back() {
    let desk = Desk::demo(5, "11:40");
    let owner = desk.demo_person("owner");
    owner.call("clock.answer", json!({ "right": false, "now": "2030-01-01T10:00" }));
    is_about(&owner, "2030-01-01T10:00");
    owner.call("clock.answer", json!({ "right": false, "now": "2026-11-23T11:45" }));
    is_about(&owner, "2026-11-23T11:45");
    let desk = desk.reopened_with(at("2026-11-23T12:00"));
    let owner = desk.demo_person("owner");
    is_about(&owner, "2026-11-23T12:05");
    assert!(reason(&owner).is_null());
}

#[test]
fn an_answer_that_is_no_time_is_refused_and_the_question_stays() {
    let desk = Desk::demo(5, "11:40").reopened_with(at("2026-11-20T09:00"));
    let owner = desk.demo_person("owner");
    for now in [
        json!(null),
        json!(""),
        json!("tomorrow"),
        json!("2026-13-01T10:00"),
        json!("2026-11-23"),
        json!("2026-11-23 11:40"),
    ] {
        let said = owner.fields("clock.answer", json!({ "right": false, "now": now }));
        assert_eq!(said, refusals(&[("now", "field-date-time")]), "{now}");
    }
    assert_eq!(reason(&owner), "behind");
    assert_eq!(desk.demo_person("accountant").code("clock.answer", json!({ "right": true })), "not-permitted");
}

#[test]
fn a_real_clinic_goes_by_the_computers_clock_alone() {
    let desk = Desk::founded();
    let before = desk.owner().status()["now"].as_i64().unwrap();
    let desk = desk.reopened_with(at("2001-01-01T00:00"));
    let owner = desk.owner();
    assert!(owner.status()["now"].as_i64().unwrap() >= before);
    assert!(reason(&owner).is_null());
}

#[test]
fn a_wait_after_wrong_passwords_outlives_a_restart_grows_and_ends() {
    let mut desk = Desk::demo(5, "11:00");
    let wrong = json!({ "user": "nurse", "password": "not this one" });
    for _ in 0..3 {
        assert_eq!(desk.place().code("session.sign_in", wrong.clone()), "wrong-password");
    }
    for (time, longest) in [("11:11", 15), ("11:12", 60), ("11:14", 300), ("11:20", 900), ("11:40", 900)] {
        desk = desk.reopened_with(at(&format!("2026-11-23T{time}")));
        let place = desk.place();
        assert_eq!(place.code("session.sign_in", wrong.clone()), "wrong-password", "{time}: the wait before is over");
        let fault = place.refused("session.sign_in", wrong.clone());
        assert_eq!(fault.code, "wait", "{time}");
        let seconds: i64 = fault.slots[0].1.parse().unwrap();
        assert!((longest / 3..=longest).contains(&seconds), "{time}: {seconds} s");
    }
    desk = desk.reopened_with(at("2026-11-23T11:41"));
    let right = json!({ "user": "nurse", "password": common::DEMO_PASSWORD });
    assert_eq!(desk.place().code("session.sign_in", right), "wait", "also for the right password");
    let desk = desk.reopened_with(at("2026-11-23T12:00"));
    desk.demo_person("nurse");
    assert_eq!(desk.place().code("session.sign_in", wrong), "wrong-password", "a right one forgives them all");
}
