//! Hours, how doctors work here, closed days and who must be told of them.

#![allow(clippy::unwrap_used, reason = "a test that cannot read a reply has failed")]

mod common;

use common::morning::{Morning, TODAY, doctor, mornings};
use common::{Desk, add, refusals, text, with};
use serde_json::{Value, json};

#[test]
fn a_week_is_replaced_and_what_is_in_it_already_stays() {
    let m = Morning::new();
    let at = m.front();
    let before = doctor(&at, &m.joshi);
    assert_eq!(before["hours"], mornings(&[1, 2, 3, 4, 5]));
    let logged = m.desk.log();
    at.call("schedule.set_hours", json!({ "doctor": m.joshi, "hours": mornings(&[1, 2, 3, 4, 5]) }));
    assert_eq!(m.desk.log(), logged, "the same week again is no change");
    at.call("schedule.set_hours", json!({ "doctor": m.joshi, "hours": mornings(&[1, 6]) }));
    assert_eq!(doctor(&at, &m.joshi)["hours"], mornings(&[1, 6]));
    assert_eq!(doctor(&at, &m.arjun)["hours"], mornings(&[1, 2, 3, 4, 5]));
    at.call("schedule.set_hours", json!({ "doctor": m.joshi, "hours": [] }));
    assert_eq!(doctor(&at, &m.joshi)["hours"], json!([]));
    m.desk.log();
}

#[test]
fn sessions_that_cannot_be_are_named_one_by_one() {
    let m = Morning::new();
    let session = |opens, closes| json!({ "weekday": 1, "opens": opens, "closes": closes, "slot": 15, "per_slot": 1 });
    let hours = json!([session(540, 540), session(600, 700), session(690, 800), session(900, 910)]);
    let refused = m.front().fields("schedule.set_hours", json!({ "doctor": m.joshi, "hours": hours }));
    assert_eq!(
        refused,
        refusals(&[
            ("hours.0.closes", "field-hours-order"),
            ("hours.2.opens", "field-hours-overlap"),
            ("hours.3.closes", "field-hours-order")
        ])
    );
    let wrong = json!([{ "weekday": 8, "opens": 540, "closes": 600, "slot": 15, "per_slot": 1 }]);
    let refused = m.front().fields("schedule.set_hours", json!({ "doctor": m.joshi, "hours": wrong }));
    assert_eq!(refused, refusals(&[("hours.0.weekday", "field-number-range")]));
}

#[test]
fn how_a_doctor_works_is_edited_by_the_stamp_that_was_seen() {
    let m = Morning::new();
    let at = m.front();
    let row = doctor(&at, &m.joshi);
    assert_eq!((&row["practice"]["room"], &row["practice"]["overbook"]), (&json!("Room 1"), &json!(1)));
    let said = json!({ "doctor": m.joshi, "stamp": row["stamp"], "speciality": "General medicine", "room": "",
                       "free_days": 7, "free_visits": 2 });
    at.call("schedule.set_practice", said.clone());
    let practice = doctor(&at, &m.joshi)["practice"].clone();
    assert_eq!(practice["speciality"], "General medicine");
    assert_eq!(practice.get("room"), None, "an empty text clears");
    assert_eq!((&practice["free_days"], &practice["active"]), (&json!(7), &json!(true)));
    let without = json!({ "doctor": m.joshi, "free_days": 3 });
    assert_eq!(at.fields("schedule.set_practice", without), refusals(&[("stamp", "field-stamp")]));
    assert_eq!(m.lane(&m.joshi)["speciality"], "General medicine");
}

#[test]
fn only_doctors_and_owners_have_hours_and_one_who_left_has_no_lane() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let nurse = add(&owner, "nurse", &["nurse"]);
    let refused = owner.fields("schedule.set_hours", json!({ "doctor": nurse, "hours": [] }));
    assert_eq!(refused, refusals(&[("doctor", "field-doctor")]));
    // A clinic that has named nobody has its owner as the doctor.
    let lanes = owner.call("queue.list", json!({}))["lanes"].clone();
    let meera = text(&lanes[0]["doctor"]);
    assert_eq!((lanes.as_array().unwrap().len(), &lanes[0]["name"]), (1, &json!("Dr. Meera Joshi")));
    let sunita = owner.register("Sunita Patil", "female", "52");
    assert_eq!(owner.call("queue.arrive", json!({ "patient": sunita, "doctor": meera }))["token"], "1");
    let zoya = add(&owner, "zoya", &["doctor"]);
    owner.call("schedule.set_practice", json!({ "doctor": zoya, "active": false }));
    let imran = owner.register("Imran Qureshi", "male", "42");
    let refused = owner.fields("queue.arrive", json!({ "patient": imran, "doctor": zoya }));
    assert_eq!(refused, refusals(&[("doctor", "field-doctor")]));
}

#[test]
fn a_leave_lists_who_must_be_told_with_phones_once_and_a_tick() {
    let m = Morning::new();
    let at = m.front();
    let (sunita, imran) = (m.patient("Sunita Patil"), m.patient("Imran Qureshi"));
    at.call("appointments.book", m.booking(&sunita, "2026-11-25", 600));
    at.call("appointments.book", m.booking(&imran, "2026-11-26", 615));
    at.call("appointments.book", with(m.booking(&imran, "2026-11-25", 600), json!({ "doctor": m.arjun })));
    let leave = json!({ "doctor": m.joshi, "first": "2026-11-24", "last": "2026-11-25", "reason": "A course",
                        "request_id": "018bcfe5-6800-7000-8000-00000000aaaa" });
    let rows = m.desk.clinic.verify(|_| {}).unwrap().rows;
    let closed = at.call("schedule.close", leave.clone());
    assert_eq!(m.desk.clinic.verify(|_| {}).unwrap().rows, rows + 2, "the closure, and that a phone was looked at");
    let rows = closed["to_tell"].as_array().unwrap();
    assert_eq!(rows.len(), 1, "{closed}");
    assert_eq!((&rows[0]["name"], &rows[0]["phone"]), (&json!("Sunita Patil"), &json!("9000000142")));
    assert_eq!(rows[0]["cannot_be"], true);
    // It is kept in no reply.
    let again = at.call("schedule.close", leave);
    assert!(!text(&again["to_tell"][0]["phone"]).contains("90000"), "{again}");

    let list = at.call("appointments.to_tell", json!({}));
    assert_eq!(list["to_tell"].as_array().unwrap().len(), 1);
    assert!(!list.to_string().contains("9000000142"));
    let row = &list["to_tell"][0];
    assert_eq!(at.call("schedule.get", json!({}))["closures"][0]["to_tell"], 1);
    at.call("appointments.told", json!({ "appointment": row["appointment"], "stamp": row["stamp"], "told": true }));
    let row = at.call("appointments.to_tell", json!({}))["to_tell"][0].clone();
    assert!(row["told_at"].is_i64(), "the tick stays to be seen");
    assert_eq!(at.call("schedule.get", json!({}))["closures"][0]["to_tell"], 0);
    at.call("appointments.told", json!({ "appointment": row["appointment"], "stamp": row["stamp"], "told": false }));
    assert_eq!(at.call("appointments.to_tell", json!({}))["to_tell"][0]["told_at"], Value::Null);
    m.desk.log();
}

#[test]
fn a_closure_that_is_called_off_closes_nothing() {
    let m = Morning::new();
    let at = m.front();
    at.call("schedule.close", json!({ "first": "2026-11-24", "last": "2026-11-24", "reason": "Diwali" }));
    let slots = json!({ "doctor": m.arjun, "day": "2026-11-24" });
    let closed = at.call("appointments.slots", slots.clone());
    assert_eq!((&closed["slots"], &closed["closed"]), (&json!([]), &json!("Diwali")));
    assert_eq!(closed["next_open"], "2026-11-25");
    let row = at.call("schedule.get", json!({}))["closures"][0].clone();
    at.call("schedule.reopen", json!({ "closure": row["closure"], "stamp": row["stamp"] }));
    assert_eq!(at.call("schedule.get", json!({}))["closures"], json!([]));
    assert_eq!(at.call("appointments.slots", slots)["slots"].as_array().unwrap().len(), 16);
}

#[test]
fn days_that_cannot_be_closed_are_refused_by_name() {
    let m = Morning::new();
    for (first, last, code) in [
        ("2026-11-25", "2026-11-24", "field-last-before-first"),
        ("2026-11-20", "2026-11-21", "field-day-over"),
        ("2026-11-25", "2027-11-30", "field-closure-long"),
        ("2026-11-25", "25/11/2026", "field-day"),
        ("2026-11-25", "2026-11-31", "field-day-none"),
    ] {
        let refused = m.front().fields("schedule.close", json!({ "first": first, "last": last }));
        assert_eq!(refused, refusals(&[("last", code)]), "{first} {last}");
    }
    let slots = m.front().call("appointments.slots", json!({ "doctor": m.joshi, "day": TODAY }));
    assert_eq!(slots["next_open"], "2026-11-24");
}
