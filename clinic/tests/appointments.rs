//! Booking: rooms of slots, closed days, rows and families, and what becomes of an appointment.

#![allow(clippy::unwrap_used, reason = "a test that cannot read a reply has failed")]

mod common;

use common::morning::{Morning, TODAY};
use common::{refusals, text, with};
use serde_json::{Value, json};

/// Days and minutes of what was booked.
fn times(booked: &Value) -> Vec<(String, i64)> {
    let booked = booked["booked"].as_array().unwrap();
    booked
        .iter()
        .map(|b| {
            let local = b["at"].as_i64().unwrap() + 330 * 60_000;
            let day = model::day::Day::at(local, 0);
            (day.to_iso(), (local - day.starts_at(0)) / 60_000)
        })
        .collect()
}

fn on(days: &[(&str, i64)]) -> Vec<(String, i64)> {
    days.iter().map(|(d, m)| ((*d).to_owned(), *m)).collect()
}

fn slot(m: &Morning, day: &str, minute: i64) -> Value {
    let slots = m.front().call("appointments.slots", json!({ "doctor": m.joshi, "day": day }));
    slots["slots"].as_array().unwrap().iter().find(|s| s["minute"] == minute).unwrap().clone()
}

#[test]
fn a_slot_takes_its_patients_and_then_as_many_beyond_as_the_session_may() {
    let m = Morning::new();
    let at = m.front();
    let book = |name: &str, minute: i64, more: Value| with(m.booking(&m.patient(name), "2026-11-24", minute), more);
    at.call("appointments.book", book("Sunita", 600, json!({ "reason": "Knee pain" })));
    assert_eq!(slot(&m, "2026-11-24", 600)["taken"], 1);
    let full = at.refused("appointments.book", book("Imran", 600, json!({})));
    assert_eq!((full.fields[0].field.as_str(), full.fields[0].code.as_str()), ("minute", "field-slot-full"));
    at.call("appointments.book", book("Kamala", 600, json!({ "overbook": true })));
    assert_eq!(slot(&m, "2026-11-24", 615)["overbook_left"], 0);
    at.call("appointments.book", book("Deepak", 615, json!({})));
    let over = at.fields("appointments.book", book("Farida", 615, json!({ "overbook": true })));
    assert_eq!(over, refusals(&[("minute", "field-overbooked")]));
    let odd = at.fields("appointments.book", book("Anaya", 607, json!({})));
    assert_eq!(odd, refusals(&[("minute", "field-no-slot")]));
}

#[test]
fn what_is_over_cannot_be_booked_and_what_has_not_begun_can() {
    let m = Morning::new();
    let at = m.front();
    let sunita = m.patient("Sunita");
    for (day, minute) in [(TODAY, 690), ("2026-11-20", 600)] {
        let refused = at.fields("appointments.book", m.booking(&sunita, day, minute));
        assert_eq!(refused, refusals(&[("minute", "field-time-over")]), "{day} {minute}");
    }
    at.call("appointments.book", m.booking(&sunita, TODAY, 705));
    assert_eq!(slot(&m, TODAY, 690)["past"], true);
    let twice = at.fields("appointments.book", with(m.booking(&sunita, TODAY, 705), json!({ "overbook": true })));
    assert_eq!(twice, refusals(&[("patient", "field-booked-already")]));
}

#[test]
fn a_closed_day_is_refused_with_the_next_open_one_and_a_follow_up_moves_there() {
    let m = Morning::new();
    let at = m.front();
    let sunita = m.patient("Sunita");
    at.call("schedule.close", json!({ "first": "2026-11-30", "last": "2026-11-30" }));
    // A Sunday.
    let fault = at.refused("appointments.book", m.booking(&sunita, "2026-11-29", 600));
    let refused = &fault.fields[0];
    assert_eq!((refused.field.as_str(), refused.code.as_str()), ("day", "field-day-closed"));
    assert!(refused.slots.contains(&("next_day".into(), "2026-12-01".into())), "{refused:?}");
    assert!(refused.message.contains("01/12/2026"), "{}", refused.message);

    at.call("appointments.book", m.booking(&m.patient("Imran"), "2026-12-01", 600));
    let moved = with(m.booking(&sunita, "2026-11-29", 600), json!({ "kind": "follow_up", "move_to_open": true }));
    let booked = at.call("appointments.book", moved);
    assert_eq!(times(&booked), on(&[("2026-12-01", 585)]), "the nearest slot with room");
    assert_eq!(booked["booked"][0]["instead_of"], "2026-11-29");

    at.call("schedule.set_hours", json!({ "doctor": m.joshi, "hours": [] }));
    let refused = at.fields("appointments.book", m.booking(&sunita, "2026-12-02", 600));
    assert_eq!(refused, refusals(&[("doctor", "field-no-hours")]));
}

#[test]
fn a_row_is_booked_whole_or_not_at_all() {
    let m = Morning::new();
    let at = m.front();
    let sunita = m.patient("Sunita");
    at.call("schedule.close", json!({ "doctor": m.joshi, "first": "2026-12-08", "last": "2026-12-08" }));
    let weekly = |more: Value| {
        let row = json!({ "repeat": { "every": 1, "unit": "week", "count": 3 } });
        with(with(m.booking(&sunita, "2026-12-01", 600), row), more)
    };
    let before = m.desk.log();
    let refused = at.fields("appointments.book", weekly(json!({})));
    assert_eq!(refused, refusals(&[("day", "field-day-closed")]));
    assert_eq!(m.desk.log(), before);
    let booked = at.call("appointments.book", weekly(json!({ "move_to_open": true })));
    assert_eq!(times(&booked), on(&[("2026-12-01", 600), ("2026-12-09", 600), ("2026-12-15", 600)]));

    let monthly = json!({ "repeat": { "every": 1, "unit": "month", "count": 2 }, "move_to_open": true });
    let booked = at.call("appointments.book", with(m.booking(&m.patient("Imran"), "2026-12-31", 600), monthly));
    assert_eq!(times(&booked), on(&[("2026-12-31", 600), ("2027-02-01", 600)]), "the 31st of January is a Sunday");
}

#[test]
fn a_family_comes_one_after_the_other() {
    let m = Morning::new();
    let at = m.front();
    at.call("appointments.book", m.booking(&m.patient("Imran"), "2026-11-24", 615));
    let family: Vec<String> = ["Asha", "Tara"].map(|n| m.patient(n)).to_vec();
    let booked = at
        .call("appointments.book", with(m.booking(&m.patient("Sunita"), "2026-11-24", 600), json!({ "with": family })));
    assert_eq!(times(&booked), on(&[("2026-11-24", 600), ("2026-11-24", 630), ("2026-11-24", 645)]));
    let last = with(m.booking(&m.patient("Anaya"), "2026-11-24", 765), json!({ "with": [m.patient("Kabir")] }));
    assert_eq!(at.fields("appointments.book", last), refusals(&[("with.0", "field-family-room")]));
    let list = at.call("appointments.list", json!({ "from": "2026-11-24", "to": "2026-11-24" }));
    let series: Vec<&Value> = list["appointments"].as_array().unwrap().iter().map(|a| &a["series"]).collect();
    assert_eq!(series.iter().filter(|s| !s.is_null()).count(), 3);
}

#[test]
fn an_appointment_moves_by_the_rules_of_booking() {
    let m = Morning::new();
    let at = m.front();
    let sunita = m.patient("Sunita");
    at.call("appointments.book", m.booking(&sunita, "2026-11-24", 600));
    at.call("appointments.book", m.booking(&m.patient("Imran"), "2026-11-24", 615));
    let row = || at.call("appointments.of_patient", json!({ "patient": sunita }))["appointments"][0].clone();
    let to = |day: &str, minute: i64| json!({ "appointment": row()["appointment"], "stamp": row()["stamp"], "day": day, "minute": minute });
    assert_eq!(at.fields("appointments.move", to("2026-11-24", 615)), refusals(&[("minute", "field-slot-full")]));
    assert_eq!(at.fields("appointments.move", to("2026-11-28", 600)), refusals(&[("day", "field-day-closed")]));
    let stale = to("2026-11-25", 600);
    at.call("appointments.move", with(to("2026-11-24", 630), json!({ "doctor": m.arjun })));
    assert_eq!(row()["doctor"], m.arjun);
    assert_eq!(slot(&m, "2026-11-24", 600)["taken"], 0);
    // Somebody who had the old time on the screen moves it too: both times stand in the history, the later is shown.
    at.call("appointments.move", with(stale, json!({ "doctor": m.joshi })));
    assert_eq!(row()["doctor"], m.joshi);
    m.desk.log();
}

#[test]
fn a_cancelled_appointment_frees_its_slot_and_its_row_may_go_too() {
    let m = Morning::new();
    let at = m.front();
    let sunita = m.patient("Sunita");
    let row = json!({ "repeat": { "every": 1, "unit": "day", "count": 3 } });
    at.call("appointments.book", with(m.booking(&sunita, "2026-11-24", 600), row));
    let list = || at.call("appointments.of_patient", json!({ "patient": sunita }))["appointments"].clone();
    let states = || list().as_array().unwrap().iter().map(|a| text(&a["state"])).collect::<Vec<_>>();
    let of = |at: usize| json!({ "appointment": list()[at]["appointment"], "stamp": list()[at]["stamp"] });
    let stale = of(1);
    at.call("appointments.cancel", with(of(1), json!({ "following": true })));
    assert_eq!(states(), ["cancelled", "cancelled", "booked"], "the latest first");
    assert_eq!(slot(&m, "2026-11-25", 600)["taken"], 0);
    at.call("appointments.cancel", stale.clone());
    assert_eq!(at.code("appointments.no_show", stale), "appointment-cancelled");
    at.call("appointments.no_show", of(2));
    assert_eq!(states()[2], "no_show");
    m.desk.log();
}

#[test]
fn lists_are_by_time_and_of_one_doctor_where_asked() {
    let m = Morning::new();
    let at = m.front();
    at.call("appointments.book", m.booking(&m.patient("Late"), "2026-11-24", 700 - 10));
    at.call("appointments.book", m.booking(&m.patient("Early"), "2026-11-24", 600));
    at.call("appointments.book", with(m.booking(&m.patient("Other"), "2026-11-24", 600), json!({ "doctor": m.arjun })));
    let names = |args: Value| {
        let list = at.call("appointments.list", args)["appointments"].clone();
        list.as_array().unwrap().iter().map(|a| text(&a["name"])).collect::<Vec<_>>()
    };
    assert_eq!(names(json!({ "from": TODAY, "to": "2026-11-24" })).len(), 3);
    assert_eq!(names(json!({ "from": TODAY, "to": "2026-11-24", "doctor": m.joshi })), ["Early", "Late"]);
    assert_eq!(names(json!({ "from": TODAY, "to": TODAY })), Vec::<String>::new());
    for (to, code) in [("2026-11-22", "field-last-before-first"), ("2027-11-22", "field-span-long")] {
        let refused = at.fields("appointments.list", json!({ "from": TODAY, "to": to }));
        assert_eq!(refused, refusals(&[("to", code)]));
    }
}

#[test]
fn two_at_the_same_moment_take_one_slot_once() {
    let m = Morning::new();
    let at = m.front();
    let patients: Vec<String> = (0..4).map(|n| m.patient(&format!("Patient {n}"))).collect();
    let taken: usize = std::thread::scope(|scope| {
        let book = |p: &str| at.clinic.dispatch(&at.seat, "appointments.book", m.booking(p, "2026-11-24", 600));
        let threads: Vec<_> = patients.iter().map(|p| scope.spawn(move || book(p).is_ok())).collect();
        threads.into_iter().map(|t| usize::from(t.join().unwrap())).sum()
    });
    assert_eq!(taken, 1);
    assert_eq!(slot(&m, "2026-11-24", 600)["taken"], 1);
}
