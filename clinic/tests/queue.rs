//! The queue: tokens, the one order, each step, stale clicks, expected times, and what the hall sees.

#![allow(clippy::unwrap_used, reason = "a test that cannot read a reply has failed")]

mod common;

use common::morning::{Morning, TODAY};
use common::{refusals, text, with};
use serde_json::{Value, json};

/// The board's time in minutes after its reading.
fn minutes(board: &Value, at: &Value) -> i64 {
    (at.as_i64().unwrap() - board["now"].as_i64().unwrap()) / 60_000
}

#[test]
fn tokens_are_numbered_by_doctor_from_one() {
    let m = Morning::new();
    let numbers: Vec<String> = [&m.joshi, &m.joshi, &m.arjun, &m.joshi]
        .iter()
        .enumerate()
        .map(|(n, doctor)| text(&m.arrive(&format!("Patient {n}"), doctor)["token"]))
        .collect();
    assert_eq!(numbers, ["1", "2", "1", "3"], "plain, as one desk gives them");
    let first = m.token("Patient 0");
    assert_eq!((&first["state"], &first["kind"], &first["free"]), (&json!("arrived"), &json!("new"), &json!(false)));
    assert_eq!((&first["due"], &first["paid"]), (&Value::Null, &Value::Null));
}

#[test]
fn a_cancelled_and_a_moved_number_are_not_given_again() {
    let m = Morning::new();
    let at = m.front();
    m.arrive("Sunita", &m.joshi);
    m.arrive("Imran", &m.joshi);
    at.call("queue.cancel", m.seen("Imran", json!({ "reason": "Went home" })));
    assert_eq!(m.arrive("Kamala", &m.joshi)["token"], "3");
    let moved = at.call("queue.move", m.seen("Kamala", json!({ "doctor": m.arjun })));
    assert_eq!(moved["token"], "1");
    assert_eq!(m.arrive("Deepak", &m.joshi)["token"], "4", "3 stands on a slip of paper");
    at.call("queue.move", m.seen("Kamala", json!({ "doctor": m.joshi })));
    assert_eq!(m.token("Kamala")["token"], "5");
    assert_eq!(m.names()[1], ["Sunita", "Kamala", "Deepak"], "by the time of coming");
    assert_eq!(at.code("queue.call", m.seen("Imran", json!({}))), "token-cancelled");
    m.desk.log();
}

#[test]
fn who_waits_already_is_refused_by_the_token_unless_asked_again() {
    let m = Morning::new();
    let at = m.front();
    let sunita = m.patient("Sunita");
    at.call("queue.arrive", json!({ "patient": sunita, "doctor": m.joshi }));
    let again = json!({ "patient": sunita, "doctor": m.joshi });
    let fault = at.refused("queue.arrive", again.clone());
    assert_eq!((fault.fields[0].field.as_str(), fault.fields[0].code.as_str()), ("patient", "field-waits-already"));
    assert_eq!(fault.fields[0].slots, [("token".to_owned(), "1".to_owned())]);
    at.call("queue.arrive", json!({ "patient": sunita, "doctor": m.arjun }));
    assert_eq!(at.call("queue.arrive", with(again.clone(), json!({ "again": true })))["token"], "2");
    at.call("queue.call_next", json!({ "doctor": m.joshi }));
    at.call("queue.call_next", json!({ "doctor": m.joshi }));
    at.call("queue.call_next", json!({ "doctor": m.joshi }));
    at.call("queue.arrive", again);
}

#[test]
fn the_same_press_twice_gives_one_token() {
    let m = Morning::new();
    let at = m.front();
    for round in 0..10 {
        let patient = m.patient(&format!("Patient {round}"));
        let request = format!("018bcfe5-6800-7000-8000-0000000{round:05}");
        let args = json!({ "patient": patient, "doctor": m.joshi, "request_id": request });
        let replies: Vec<Value> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..2).map(|_| scope.spawn(|| at.call("queue.arrive", args.clone()))).collect();
            threads.into_iter().map(|t| t.join().unwrap()).collect()
        });
        assert_eq!(replies[0], replies[1]);
        assert_eq!(replies[0]["number"], round + 1);
    }
    assert_eq!(m.names()[1].len(), 10);
}

#[test]
fn two_desks_at_once_give_two_numbers() {
    let m = Morning::new();
    let at = m.front();
    let patients: Vec<String> = (0..6).map(|n| m.patient(&format!("Patient {n}"))).collect();
    let mut numbers: Vec<i64> = std::thread::scope(|scope| {
        let arrive = |p: &str| at.call("queue.arrive", json!({ "patient": p, "doctor": m.joshi }));
        let threads: Vec<_> = patients.iter().map(|p| scope.spawn(move || arrive(p))).collect();
        threads.into_iter().map(|t| t.join().unwrap()["number"].as_i64().unwrap()).collect()
    });
    numbers.sort_unstable();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6]);
}

#[test]
fn call_next_finishes_who_is_inside_and_calls_the_first() {
    let m = Morning::new();
    let at = m.front();
    for name in ["Sunita", "Imran", "Kamala"] {
        m.arrive(name, &m.joshi);
    }
    let next = || at.call("queue.call_next", json!({ "doctor": m.joshi }));
    assert_eq!(next()["called"]["token"], "1");
    assert_eq!(m.names(), [vec!["Sunita"], vec!["Imran", "Kamala"], vec![]]);
    let second = next();
    assert_eq!((&second["called"]["token"], &second["finished"]), (&json!("2"), &json!([m.token("Sunita")["visit"]])));
    next();
    let last = next();
    assert_eq!((&last["called"], last["finished"].as_array().unwrap().len()), (&Value::Null, 1));
    assert_eq!(at.code("queue.call_next", json!({ "doctor": m.joshi })), "queue-empty");
    let figures = m.board()["figures"].clone();
    assert_eq!((&figures["seen"], &figures["waiting"], &figures["with_doctor"]), (&json!(3), &json!(0), &json!(0)));
}

/// So long after a call another is meant.
fn a_moment() {
    std::thread::sleep(std::time::Duration::from_secs(1));
}

#[test]
fn the_key_that_calls_pressed_twice_calls_one() {
    let m = Morning::new();
    let at = m.front();
    for name in ["Sunita", "Imran"] {
        m.arrive(name, &m.joshi);
    }
    // Each press by what the board shows by then.
    let press = || at.call("queue.call_next", json!({ "doctor": m.joshi, "next": m.lane(&m.joshi)["next"] }));
    let first = press();
    let before = m.desk.log();
    let again = press();
    assert_eq!((&again["called"], &again["finished"]), (&first["called"], &json!([])));
    assert_eq!(m.desk.log(), before);
    a_moment();
    assert_eq!(press()["called"]["token"], "2");
}

#[test]
fn a_stale_call_next_changes_nothing_or_says_that_another_is_next() {
    let m = Morning::new();
    let at = m.front();
    for name in ["Sunita", "Imran", "Kamala"] {
        m.arrive(name, &m.joshi);
    }
    let next = m.lane(&m.joshi)["next"].clone();
    let press = json!({ "doctor": m.joshi, "next": next });
    let first = at.call("queue.call_next", press.clone());
    let before = m.desk.log();
    assert_eq!(at.call("queue.call_next", press.clone())["called"], first["called"], "a colleague was quicker");
    assert_eq!(m.desk.log(), before);
    at.call("queue.call_next", json!({ "doctor": m.joshi }));
    a_moment();
    assert_eq!(at.code("queue.call_next", press), "queue-order");
}

#[test]
fn a_stale_step_is_nothing_where_it_is_so_already_and_else_refused_by_the_state() {
    let m = Morning::new();
    let at = m.front();
    m.arrive("Sunita", &m.joshi);
    let stale = m.seen("Sunita", json!({}));
    m.step("queue.step_out", "Sunita");
    let before = m.desk.log();
    assert_eq!(at.call("queue.step_out", stale.clone())["state"], "out");
    assert_eq!(m.desk.log(), before);
    assert_eq!(at.code("queue.no_show", stale.clone()), "token-out");
    m.step("queue.call", "Sunita");
    assert_eq!(at.code("queue.step_out", stale.clone()), "token-in-room");
    assert_eq!(at.call("queue.call", stale.clone())["state"], "in_room", "called by a colleague");
    m.step("queue.finish", "Sunita");
    assert_eq!(at.code("queue.away", stale), "token-done");
    assert_eq!(at.code("queue.step_out", m.seen("Sunita", json!({}))), "token-done", "no step of the table");
    m.desk.log();
}

#[test]
fn who_stepped_out_keeps_the_place_and_is_passed_over() {
    let m = Morning::new();
    for name in ["Sunita", "Imran", "Kamala"] {
        m.arrive(name, &m.joshi);
    }
    m.step("queue.step_out", "Sunita");
    assert_eq!(m.names()[1], ["Sunita", "Imran", "Kamala"]);
    assert_eq!(m.token("Sunita")["expected_at"], Value::Null);
    m.front().call("queue.call_next", json!({ "doctor": m.joshi }));
    assert_eq!(m.names()[0], ["Imran"]);
    m.step("queue.back", "Sunita");
    assert_eq!(m.lane(&m.joshi)["next"], m.token("Sunita")["visit"]);
    assert_eq!(m.names()[1], ["Sunita", "Kamala"]);
}

#[test]
fn who_was_sent_for_a_test_is_next_on_coming_back() {
    let m = Morning::new();
    let at = m.front();
    for name in ["Sunita", "Imran", "Kamala"] {
        m.arrive(name, &m.joshi);
    }
    m.step("queue.call", "Kamala");
    m.step("queue.away", "Kamala");
    at.call("queue.call_next", json!({ "doctor": m.joshi }));
    at.call("queue.ahead", m.seen("Imran", json!({ "reason": "Breathless" })));
    m.step("queue.back", "Kamala");
    assert_eq!(m.names(), [vec!["Sunita"], vec!["Kamala", "Imran"], vec![]]);
}

#[test]
fn a_call_by_mistake_is_taken_back_and_one_who_came_after_all_waits_again() {
    let m = Morning::new();
    m.arrive("Sunita", &m.joshi);
    m.arrive("Imran", &m.joshi);
    m.step("queue.call", "Imran");
    m.step("queue.back", "Imran");
    assert_eq!(m.names()[1], ["Sunita", "Imran"]);
    assert_eq!(m.token("Imran")["called_at"], Value::Null);
    m.step("queue.call", "Sunita");
    m.step("queue.no_show", "Sunita");
    assert_eq!(m.names(), [vec![], vec!["Imran"], vec!["Sunita"]]);
    m.step("queue.back", "Sunita");
    assert_eq!(m.names()[1], ["Sunita", "Imran"]);
    m.step("queue.call", "Sunita");
    let called = m.token("Sunita")["called_at"].clone();
    std::thread::sleep(std::time::Duration::from_millis(5));
    m.step("queue.call", "Sunita");
    assert_ne!(m.token("Sunita")["called_at"], called, "called once more");
    m.step("queue.call", "Imran");
    assert_eq!(m.names(), [vec!["Imran"], vec![], vec!["Sunita"]], "one at a time is in the room");
}

#[test]
fn who_goes_ahead_stands_before_all_who_do_not_and_back_by_the_time_of_coming() {
    let m = Morning::new();
    let at = m.front();
    for name in ["Sunita", "Imran", "Kamala"] {
        m.arrive(name, &m.joshi);
    }
    let urgent =
        at.call("queue.arrive", json!({ "patient": m.patient("Ramesh"), "doctor": m.joshi, "ahead": "Breathless" }));
    assert_eq!((&urgent["before"], &urgent["token"]), (&json!(0), &json!("4")));
    at.call("queue.ahead", m.seen("Kamala", json!({ "reason": "71 years old" })));
    assert_eq!(m.names()[1], ["Ramesh", "Kamala", "Sunita", "Imran"]);
    assert_eq!(m.token("Kamala")["ahead"], "71 years old");
    at.call("queue.ahead", m.seen("Kamala", json!({ "reason": "Dizzy" })));
    assert_eq!(m.names()[1], ["Ramesh", "Kamala", "Sunita", "Imran"], "another reason is no other place");
    at.call("queue.ahead", m.seen("Ramesh", json!({})));
    assert_eq!(m.names()[1], ["Kamala", "Sunita", "Imran", "Ramesh"]);
    let hall = at.call("hall.show", json!({})).to_string();
    assert!(!hall.contains("Dizzy"));
}

#[test]
fn the_right_patient_is_put_on_a_token() {
    let m = Morning::new();
    let at = m.front();
    m.arrive("Sunita", &m.joshi);
    let visit = m.token("Sunita")["visit"].clone();
    let (wrong, right) = (m.seen("Sunita", json!({})), m.patient("Sunanda"));
    at.call("queue.set_patient", m.seen("Sunita", json!({ "patient": right })));
    assert_eq!(m.token("Sunanda")["visit"], visit);
    let other = m.patient("Sunil");
    assert_eq!(at.code("queue.set_patient", with(wrong.clone(), json!({ "patient": other }))), "token-changed");
    at.call("queue.set_patient", with(wrong, json!({ "patient": right })));
    m.arrive("Imran", &m.joshi);
    let imran = m.token("Imran")["patient"].clone();
    let twice = at.fields("queue.set_patient", m.seen("Sunanda", json!({ "patient": imran })));
    assert_eq!(twice, refusals(&[("patient", "field-waits-already")]));
    m.desk.log();
}

#[test]
fn an_appointment_that_is_kept_names_its_visit_and_is_free_again_when_the_token_is_called_off() {
    let m = Morning::new();
    let at = m.front();
    let sunita = m.patient("Sunita");
    let booking = with(m.booking(&sunita, TODAY, 705), json!({ "kind": "follow_up", "reason": "Sugar review" }));
    at.call("appointments.book", booking);
    m.arrive("Imran", &m.joshi);
    let row = || m.board()["appointments"][0].clone();
    assert_eq!((&row()["state"], m.board()["figures"]["to_come"].clone()), (&json!("booked"), json!(1)));
    let arrived = at.call("queue.arrive", json!({ "appointment": row()["appointment"] }));
    assert_eq!((&arrived["token"], &arrived["appointment"]), (&json!("2"), &row()["appointment"]));
    let token = m.token("Sunita");
    assert_eq!((&token["kind"], &token["reason"]), (&json!("follow_up"), &json!("Sugar review")));
    assert_eq!(token["appointment_at"], row()["at"]);
    assert_eq!((&row()["state"], &row()["token"], &row()["visit"]), (&json!("arrived"), &json!("2"), &token["visit"]));
    assert_eq!(at.code("queue.arrive", json!({ "appointment": row()["appointment"] })), "appointment-arrived");
    at.call("queue.cancel", m.seen("Sunita", json!({ "reason": "By mistake" })));
    assert_eq!((&row()["state"], &row()["visit"]), (&json!("booked"), &Value::Null));
    // Without its id, the patient's own appointment of today is kept.
    let again = at.call("queue.arrive", json!({ "patient": sunita, "doctor": m.joshi }));
    assert_eq!(again["appointment"], row()["appointment"]);

    at.call("appointments.book", m.booking(&sunita, "2026-11-24", 600));
    let other = at.call("appointments.of_patient", json!({ "patient": sunita }))["appointments"][0].clone();
    let refused = at.fields("queue.arrive", json!({ "appointment": other["appointment"] }));
    assert_eq!(refused, refusals(&[("appointment", "field-appointment-day")]));
}

#[test]
fn who_says_nobody_or_no_doctor_is_refused_by_name() {
    let m = Morning::new();
    let at = m.front();
    let nobody = at.fields("queue.arrive", json!({ "doctor": m.joshi }));
    assert_eq!(nobody, refusals(&[("patient", "field-patient-needed")]));
    let patient = m.patient("Sunita");
    assert_eq!(
        at.fields("queue.arrive", json!({ "patient": patient })),
        refusals(&[("doctor", "field-doctor-needed")])
    );
    let nurse = common::person(&at, "nurse")["id"].clone();
    let wrong = at.fields("queue.arrive", json!({ "patient": patient, "doctor": nurse }));
    assert_eq!(wrong, refusals(&[("doctor", "field-doctor")]));
}

#[test]
fn expected_times_follow_the_slots_and_shift_with_a_late_doctor() {
    // Ten minutes before the opening.
    let m = Morning::at("08:50");
    let at = m.front();
    for name in ["Sunita", "Imran", "Kamala"] {
        m.arrive(name, &m.joshi);
    }
    let expected = || {
        let board = m.board();
        let lane = board["lanes"].as_array().unwrap().iter().find(|l| l["doctor"] == m.joshi).unwrap().clone();
        let waiting = lane["waiting"].as_array().unwrap();
        let mut times: Vec<i64> = waiting.iter().map(|t| minutes(&board, &t["expected_at"])).collect();
        times.push(minutes(&board, &lane["expected_at"]));
        (lane["late"].as_i64().unwrap(), times)
    };
    let (late, times) = expected();
    assert_eq!((late, times.len()), (0, 4));
    assert!((9..=10).contains(&times[0]) && times[3] == times[0] + 45, "{times:?}");
    at.call("doctors.late", json!({ "doctor": m.joshi, "minutes": 40 }));
    let (late, shifted) = expected();
    assert_eq!((late, shifted[0]), (40, times[0] + 40));
    assert_eq!(at.call("hall.show", json!({}))["lanes"][0]["late"], 40);
    at.call("doctors.late", json!({ "doctor": m.joshi, "minutes": 0 }));
    assert_eq!(expected().0, 0);
    at.call("queue.call_next", json!({ "doctor": m.joshi }));
    let (_, working) = expected();
    assert!((14..=15).contains(&working[0]), "{working:?}");
    let arrived = m.arrive("Deepak", &m.joshi);
    assert_eq!((&arrived["before"], arrived["expected_wait"].as_i64().unwrap() / 10), (&json!(2), 4));
}

#[test]
fn the_hall_shows_numbers_and_nobody() {
    let m = Morning::new();
    let at = m.front();
    for name in ["Sunita", "Imran", "Kamala"] {
        m.arrive(name, &m.joshi);
    }
    m.step("queue.step_out", "Imran");
    at.call("queue.call_next", json!({ "doctor": m.joshi }));
    let hall = at.call("hall.show", json!({}));
    let lane = &hall["lanes"][0];
    assert_eq!((&lane["name"], &lane["room"]), (&json!("Dr. Meera Joshi"), &json!("Room 1")));
    assert_eq!((&lane["inside"], &lane["next"]), (&json!("1"), &json!(["3"])));
    for part in ["Sunita", "Imran", "Kamala", "patient", "reason"] {
        assert!(!hall.to_string().contains(part), "{part}");
    }
}

#[test]
fn another_day_has_its_own_board_and_the_next_day_begins_at_one() {
    let m = Morning::new();
    m.arrive("Sunita", &m.joshi);
    let Morning { desk, joshi, .. } = m;
    let desk = desk.reopened_with(common::at("2026-11-24T09:30"));
    let at = desk.demo_person("desk");
    let token = |args: Value| at.call("queue.list", args)["lanes"][0]["waiting"][0]["name"].clone();
    assert_eq!(token(json!({})), Value::Null);
    assert_eq!(token(json!({ "day": TODAY })), "Sunita");
    let imran = at.register("Imran", "male", "42");
    assert_eq!(at.call("queue.arrive", json!({ "patient": imran, "doctor": joshi }))["token"], "1");
}

#[test]
fn tokens_are_given_while_the_clock_is_in_doubt() {
    let m = Morning::new();
    m.arrive("Sunita", &m.joshi);
    let Morning { desk, joshi, .. } = m;
    let desk = desk.reopened_with(common::at("2026-11-20T09:30"));
    let at = desk.demo_person("desk");
    assert_eq!(at.status()["clock"]["reason"], "behind");
    let imran = at.register("Imran", "male", "42");
    assert_eq!(at.call("queue.arrive", json!({ "patient": imran, "doctor": joshi }))["token"], "1");
    at.call("queue.call_next", json!({ "doctor": joshi }));
}

#[test]
fn every_step_is_in_the_log_with_who_and_when() {
    let m = Morning::new();
    let visit = text(&m.arrive("Sunita", &m.joshi)["visit"]);
    m.step("queue.step_out", "Sunita");
    m.step("queue.back", "Sunita");
    m.step("queue.call", "Sunita");
    m.step("queue.finish", "Sunita");
    let history = m.desk.demo_person("owner").history("visit", &visit);
    let mut states: Vec<(String, String, String)> = history
        .iter()
        .filter(|e| e["field"] == "state")
        .map(|e| (text(&e["command"]), text(&e["value"]), text(&e["by"])))
        .collect();
    states.reverse();
    let by = |command: &str, state: &str| (command.to_owned(), state.to_owned(), "Asha Pawar".to_owned());
    assert_eq!(
        states,
        [
            by("queue.arrive", "arrived"),
            by("queue.step_out", "out"),
            by("queue.back", "arrived"),
            by("queue.call", "in_room"),
            by("queue.finish", "done")
        ]
    );
}

#[test]
fn a_pharmacist_sees_no_queue_and_a_lab_changes_none() {
    let m = Morning::new();
    assert_eq!(m.desk.demo_person("pharmacist").code("queue.list", json!({})), "not-permitted");
    let lab = m.desk.demo_person("lab");
    lab.call("queue.list", json!({}));
    assert_eq!(lab.code("queue.call_next", json!({ "doctor": m.joshi })), "not-permitted");
}
