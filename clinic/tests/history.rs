//! Who set a field, when, and what it was.

mod common;

use common::{Desk, NOBODY, person, refusals, text};
use serde_json::{Value, json};

fn of<'a>(history: &'a [Value], field: &str) -> Vec<&'a Value> {
    history.iter().filter(|e| e["field"] == field).collect()
}

#[test]
fn each_entry_says_who_when_where_with_what_and_what_it_was() {
    let desk = Desk::founded();
    let (owner, nurse) = (desk.owner(), desk.colleague("nurse"));
    let from = owner.status()["now"].as_i64().unwrap();
    let id = owner.register_with("Sunita Patil", "female", "52", json!({ "area": "Kothrud" }));
    let stamp = owner.card(&id)["stamp"].clone();
    nurse.call("patients.update", json!({ "id": id, "stamp": stamp, "area": "Baner", "guardian": "Ramesh" }));
    let until = owner.status()["now"].as_i64().unwrap();

    let history = owner.history("patient", &id);
    let areas = of(&history, "area");
    let expected = json!({ "record": "patient", "field": "area", "value": "Baner", "was": ["Kothrud"], "present": true, "by": "A nurse",
                           "at": areas[0]["at"], "desk": "A", "command": "patients.update" });
    assert_eq!(areas[0], &expected);
    assert_eq!((&areas[1]["value"], &areas[1]["was"]), (&json!("Kothrud"), &json!([])));
    assert_eq!((&areas[1]["by"], &areas[1]["present"]), (&json!("Dr. Meera Joshi"), &json!(false)));
    assert_eq!(areas[1]["command"], "patients.register");
    assert_eq!(of(&history, "guardian")[0]["was"], json!([]));
    assert_eq!(of(&history, "name").len(), 1);
    let times: Vec<i64> = history.iter().map(|e| e["at"].as_i64().unwrap()).collect();
    assert!(times.is_sorted_by(|a, b| a >= b) && times.iter().all(|t| (from..=until).contains(t)), "newest first");
}

#[test]
fn a_patients_history_has_withdrawn_allergies_and_earlier_words_of_agreement() {
    let desk = Desk::founded();
    let (owner, nurse) = (desk.owner(), desk.colleague("nurse"));
    let id = owner.register_with(
        "Sunita Patil",
        "female",
        "52",
        json!({ "allergies": [{ "substance": "Penicillin", "reaction": "rash" }],
                "consents": [{ "purpose": "records", "given": true }, { "purpose": "reminders", "given": true }] }),
    );
    let allergy = owner.card(&id)["allergies"][0].clone();
    let gone = json!({ "id": allergy["id"], "stamp": allergy["stamp"], "reason": "a viral rash" });
    nurse.call("allergies.withdraw", gone);
    nurse.call("consents.record", json!({ "patient": id, "purpose": "reminders", "given": false }));
    for desk in [desk.after_a_power_cut(), desk] {
        let history = desk.owner().history("patient", &id);
        let withdrawn = of(&history, "withdrawn")[0];
        assert_eq!((&withdrawn["record"], &withdrawn["about"]), (&json!("allergy"), &json!("Penicillin")));
        assert_eq!((&withdrawn["value"], &withdrawn["by"]), (&json!("a viral rash"), &json!("A nurse")));
        let substance = of(&history, "substance")[0];
        assert_eq!((&substance["value"], &substance["by"]), (&json!("Penicillin"), &json!("Dr. Meera Joshi")));
        let given: Vec<&Value> = of(&history, "given").into_iter().filter(|e| e["about"] == "reminders").collect();
        assert_eq!(given.len(), 2);
        let now = (&given[0]["value"], &given[0]["was"], &given[0]["present"], &given[0]["by"]);
        assert_eq!(now, (&json!("false"), &json!(["true"]), &json!(true), &json!("A nurse")));
        assert_eq!((&given[1]["value"], &given[1]["present"]), (&json!("true"), &json!(false)));
        let times: Vec<i64> = history.iter().map(|e| e["at"].as_i64().unwrap()).collect();
        assert!(times.is_sorted_by(|a, b| a >= b), "newest first");
        let other = desk.owner().register("Asha Patil", "female", "8m");
        assert!(of(&desk.owner().history("patient", &other), "withdrawn").is_empty());
    }
}

#[test]
fn it_is_read_from_the_log_so_a_restart_forgets_nothing() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let id = owner.register("Sunita Patil", "female", "52");
    for area in ["Kothrud", "Baner", "", "Aundh"] {
        owner.call("patients.update", json!({ "id": id, "stamp": owner.card(&id)["stamp"], "area": area }));
    }
    let before = owner.history("patient", &id);
    let values: Vec<&Value> = of(&before, "area").iter().map(|e| &e["value"]).collect();
    assert_eq!(values, [&json!("Aundh"), &Value::Null, &json!("Baner"), &json!("Kothrud")]);
    let desk = desk.reopened();
    assert_eq!(desk.owner().history("patient", &id), before);
}

#[test]
fn identifiers_are_masked_also_in_what_they_were() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let id = owner.register_with("Sunita Patil", "female", "52", json!({ "phone": "98201 12345" }));
    owner.call("patients.update", json!({ "id": id, "stamp": owner.card(&id)["stamp"], "phone": "98202 54321" }));
    let history = owner.history("patient", &id);
    let newest = of(&history, "phone")[0];
    assert_eq!((&newest["value"], &newest["was"]), (&json!("XXXXXX4321"), &json!(["XXXXXX2345"])));
}

#[test]
fn roles_given_and_taken_are_there_and_keys_are_not() {
    let desk = Desk::founded();
    let owner = desk.owner();
    common::add(&owner, "asha", &["nurse"]);
    let row = person(&owner, "asha");
    owner.call("users.set_roles", json!({ "user": row["id"], "stamp": row["stamp"], "roles": ["doctor", "nurse"] }));
    let history = owner.history("user", &text(&row["id"]));
    let roles = of(&history, "roles");
    assert_eq!((&roles[0]["value"], &roles[0]["was"]), (&json!("doctor,nurse"), &json!(["nurse"])));
    assert!(of(&history, "verifying_key").iter().chain(&of(&history, "sealing_key")).all(|e| e["value"].is_null()));
}

#[test]
fn what_is_no_record_is_refused() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let asked = |record: &str, id: &str| json!({ "record": record, "id": id });
    for record in ["log", "secret", "patient; DROP TABLE log", "PATIENT"] {
        assert_eq!(
            owner.fields("history.list", asked(record, NOBODY)),
            refusals(&[("record", "field-choice")]),
            "{record}"
        );
    }
    assert_eq!(owner.fields("history.list", asked("patient", "7")), refusals(&[("id", "field-id")]));
    assert_eq!(owner.code("history.list", asked("patient", NOBODY)), "no-such-record");
}
