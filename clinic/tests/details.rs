//! The clinic's own details after the first run, and how long a place may be idle.

#![allow(clippy::unwrap_used, reason = "a test that cannot set up its clinic has failed")]

mod common;

use common::{At, Desk, refusals, text};
use serde_json::{Value, json};

fn clinic(at: &At<'_>) -> Value {
    at.call("clinic.get", json!({}))
}

fn business(at: &At<'_>) -> Value {
    clinic(at)["businesses"][0].clone()
}

fn change(at: &At<'_>, seen: &Value, more: Value) -> Value {
    at.call("clinic.update_business", common::with(json!({ "id": seen["id"], "stamp": seen["stamp"] }), more))
}

#[test]
fn what_the_first_run_asked_can_be_corrected_and_is_read_back_in_its_standard_form() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let seen = business(&owner);
    assert_eq!((&seen["pin_code"], &seen["clinic_registration"]), (&json!(null), &json!(null)));
    change(
        &owner,
        &seen,
        json!({ "pin_code": "411 004", "phone": "+91 98201 12345", "clinic_registration": " PMC 7 ",
                "tax_status": "regular", "gstin": "27aapfu0939f1zv" }),
    );
    let now = business(&owner);
    for (field, value) in [
        ("pin_code", json!("411004")),
        ("phone", json!("98201 12345")),
        ("clinic_registration", json!("PMC 7")),
        ("tax_status", json!("regular")),
        ("gstin", json!("27AAPFU0939F1ZV")),
        ("legal_name", seen["legal_name"].clone()),
        ("address", seen["address"].clone()),
    ] {
        assert_eq!(now[field], value, "{field}");
    }
    // Each change is in the history, by field, with what it was.
    let set: Vec<Value> = owner.history("business", &text(&now["id"]));
    let phones: Vec<&Value> = set.iter().filter(|e| e["field"] == "phone").collect();
    assert_eq!((&phones[0]["was"], &phones[0]["by"]), (&json!(["20200 00100"]), &json!("Dr. Meera Joshi")));
    assert!(!set.iter().any(|e| e["field"] == "address" && e["command"] == "clinic.update_business"));
    // An empty text clears, where the rules of the founding allow it.
    change(&owner, &now, json!({ "clinic_registration": "" }));
    assert_eq!(business(&owner)["clinic_registration"], json!(null));
    let wrong = json!({ "id": now["id"], "stamp": now["stamp"], "gstin": "", "phone": "12", "pin_code": "4110" });
    let expected = [("phone", "field-phone"), ("pin_code", "field-pin"), ("gstin", "field-gstin-needed")];
    assert_eq!(owner.fields("clinic.update_business", wrong), refusals(&expected));
    let desk = desk.reopened();
    assert_eq!(business(&desk.owner())["pin_code"], "411004");
    desk.log();
}

#[test]
fn of_two_edits_of_one_card_both_values_stand() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let seen = business(&owner);
    change(&owner, &seen, json!({ "address": "15 Karve Road" }));
    let reply = change(&owner, &seen, json!({ "address": "16 Karve Road", "phone": "020 2000 0199" }));
    let both = json!([{ "field": "address", "shown": "16 Karve Road", "others": ["15 Karve Road"] }]);
    assert_eq!(reply["both"], both);
    let again =
        change(&owner, &json!({ "id": seen["id"], "stamp": reply["stamp"] }), json!({ "address": "15 Karve Road" }));
    assert_eq!(again["both"], json!([]));
    assert_eq!(business(&owner)["address"], "15 Karve Road");
}

#[test]
fn the_clinics_name_is_shown_before_anyone_signs_in() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let stamp = clinic(&owner)["stamp"].clone();
    owner.call("clinic.update", json!({ "stamp": stamp, "name": " Vatsal Hospital ", "runs": "clinic_pharmacy" }));
    assert_eq!(desk.place().status()["clinic"], "Vatsal Hospital");
    let desk = desk.reopened();
    assert_eq!(desk.place().status()["clinic"], "Vatsal Hospital");
    assert_eq!(clinic(&desk.owner())["runs"], "clinic_pharmacy");
}

#[test]
fn the_clinic_says_how_long_a_place_may_be_idle() {
    let desk = Desk::founded();
    let owner = desk.owner();
    assert_eq!(owner.status()["idle_minutes"], 15);
    let stamp = clinic(&owner)["stamp"].clone();
    for minutes in [0, 31, -1] {
        let args = json!({ "stamp": stamp, "idle_minutes": minutes });
        assert_eq!(owner.fields("clinic.update", args), refusals(&[("idle_minutes", "field-number-range")]));
    }
    owner.call("clinic.update", json!({ "stamp": stamp, "idle_minutes": 3 }));
    assert_eq!((&clinic(&owner)["idle_minutes"], &owner.status()["idle_minutes"]), (&json!(3), &json!(3)));
    // Also on the screen before sign-in, which says it.
    let desk = desk.reopened();
    assert_eq!(desk.place().status()["idle_minutes"], 3);
}

#[test]
fn only_the_owner_changes_the_clinic() {
    let desk = Desk::founded();
    let seen = business(&desk.owner());
    let doctor = desk.colleague("doctor");
    assert_eq!(business(&doctor), seen);
    let args = json!({ "id": seen["id"], "stamp": seen["stamp"], "address": "15 Karve Road" });
    assert_eq!(doctor.code("clinic.update_business", args), "not-permitted");
    let stamp = clinic(&doctor)["stamp"].clone();
    assert_eq!(doctor.code("clinic.update", json!({ "stamp": stamp, "idle_minutes": 3 })), "not-permitted");
}
