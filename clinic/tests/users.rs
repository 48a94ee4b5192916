//! The people who work here.

mod common;

use common::{Desk, NOBODY, PASSWORD, add, person, refusals};
use serde_json::{Value, json};

const OTHER: &str = "another three words";

#[test]
fn a_person_added_signs_in_at_once_and_after_a_restart() {
    let desk = Desk::founded();
    let args = json!({ "login": "Dr.Rao", "name": " Dr. Rao ", "roles": ["doctor"], "password": PASSWORD,
                       "registration": "MMC 12345" });
    desk.owner().call("users.add", args);
    desk.sign_in("dr.rao");
    let desk = desk.reopened();
    let rao = desk.sign_in("dr.rao");
    let row = person(&rao, "dr.rao");
    assert_eq!((&row["name"], &row["registration"]), (&json!("Dr. Rao"), &json!("MMC 12345")));
    assert_eq!((&row["active"], &row["roles"]), (&json!(true), &json!(["doctor"])));
    let tiles = rao.status();
    assert!(tiles["people"].as_array().unwrap().iter().any(|p| p["login"] == "dr.rao" && p["name"] == "Dr. Rao"));
}

#[test]
fn what_a_person_cannot_be_added_with_is_named() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let sample = json!({ "login": "asha", "name": "Asha", "roles": ["nurse"], "password": PASSWORD });
    for (field, value, code) in [
        ("login", json!("a"), "field-login"),
        ("login", json!("asha patil"), "field-login"),
        ("login", json!("आशा"), "field-login"),
        ("login", json!("meera"), "field-login-taken"),
        ("login", json!(" MEERA"), "field-login-taken"),
        ("name", json!("  "), "field-missing"),
        ("roles", json!([]), "field-missing"),
        ("roles", json!("nurse"), "field-wrong-type"),
        ("password", json!("too short"), "field-password-short"),
        ("language", json!("fr"), "field-choice"),
    ] {
        let args = common::with(sample.clone(), json!({ field: value }));
        assert_eq!(owner.fields("users.add", args), refusals(&[(field, code)]), "{value}");
    }
    let many = json!({ "login": "?", "name": "Asha", "roles": ["surgeon"], "password": "short" });
    assert_eq!(owner.fields("users.add", many), refusals(&[("roles.0", "field-choice")]));
    let many = json!({ "login": "?", "name": "Asha", "roles": ["nurse"], "password": "short" });
    assert_eq!(
        owner.fields("users.add", many),
        refusals(&[("login", "field-login"), ("password", "field-password-short")])
    );
    let near = common::with(sample, json!({ "login": "ashapatil", "password": "ashapatil12" }));
    assert_eq!(owner.fields("users.add", near), refusals(&[("password", "field-password-login")]));
}

#[test]
fn a_clinic_always_keeps_an_owner() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let roles = |login: &str, roles: &[&str]| {
        let row = person(&owner, login);
        json!({ "user": row["id"], "stamp": row["stamp"], "roles": roles })
    };
    let last = refusals(&[("roles", "field-last-owner")]);
    assert_eq!(owner.fields("users.set_roles", roles("meera", &["doctor"])), last);
    owner.call("users.set_roles", roles("meera", &["owner", "doctor"]));
    add(&owner, "arun", &["owner"]);
    let arun = desk.sign_in("arun");
    arun.call("users.set_roles", roles("meera", &["doctor"]));
    assert_eq!(
        owner.code("users.add", json!({ "login": "zoya", "name": "Z", "roles": ["nurse"], "password": PASSWORD })),
        "not-permitted"
    );
    let row = person(&arun, "arun");
    let own = json!({ "user": row["id"], "stamp": row["stamp"], "roles": ["doctor"] });
    assert_eq!(arun.fields("users.set_roles", own), last);
}

#[test]
fn roles_of_nobody_are_not_given() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let stamp = &person(&owner, "meera")["stamp"];
    assert_eq!(
        owner.code("users.set_roles", json!({ "user": NOBODY, "stamp": stamp, "roles": ["nurse"] })),
        "no-such-record"
    );
    assert_eq!(owner.code("users.reset_password", json!({ "user": NOBODY, "password": OTHER })), "no-such-record");
}

#[test]
fn ones_own_password_is_changed_with_the_old_one() {
    let desk = Desk::founded();
    let nurse = desk.colleague("nurse");
    nurse.call("session.set_pin", json!({ "pin": "483920" }));
    let wrong = json!({ "old": "not this one", "new": OTHER });
    assert_eq!(nurse.fields("users.change_password", wrong), refusals(&[("old", "field-wrong-password")]));
    let short = json!({ "old": PASSWORD, "new": "short" });
    assert_eq!(nurse.fields("users.change_password", short), refusals(&[("new", "field-password-short")]));
    nurse.call("users.change_password", json!({ "old": PASSWORD, "new": OTHER }));
    nurse.register("Sunita Patil", "female", "52");
    nurse.call("session.switch", json!({ "user": "nurse", "pin": "483920" }));
    assert_eq!(nurse.code("session.sign_in", json!({ "user": "nurse", "password": PASSWORD })), "wrong-password");

    let desk = desk.reopened();
    let place = desk.place();
    assert_eq!(place.code("session.sign_in", json!({ "user": "nurse", "password": PASSWORD })), "wrong-password");
    place.sign_in("nurse", OTHER);
    assert_eq!(place.find("sunita"), ["Sunita Patil"]);
    desk.log();
}

#[test]
fn a_forgotten_password_is_reset_by_the_owner_and_the_running_session_ends() {
    let desk = Desk::founded();
    let (owner, nurse) = (desk.owner(), desk.colleague("nurse"));
    nurse.call("session.set_pin", json!({ "pin": "483920" }));
    nurse.call("drafts.save", json!({ "key": "register", "body": "half a name" }));
    let reset = json!({ "user": person(&owner, "nurse")["id"], "password": OTHER });
    let short = json!({ "user": person(&owner, "nurse")["id"], "password": "short" });
    assert_eq!(owner.fields("users.reset_password", short), refusals(&[("password", "field-password-short")]));
    owner.call("users.reset_password", reset);
    assert_eq!(nurse.code("users.list", json!({})), "signed-out");
    assert_eq!(nurse.code("session.switch", json!({ "user": "nurse", "pin": "483920" })), "pin-not-set");
    assert_eq!(nurse.code("session.sign_in", json!({ "user": "nurse", "password": PASSWORD })), "wrong-password");
    nurse.sign_in("nurse", OTHER);
    assert_eq!(nurse.call("drafts.list", json!({}))["drafts"][0]["body"], "half a name");

    let desk = desk.reopened();
    let nurse = desk.place();
    nurse.sign_in("nurse", OTHER);
    nurse.call("users.change_password", json!({ "old": OTHER, "new": PASSWORD }));
    desk.log();
}

#[test]
fn an_owner_who_resets_their_own_password_signs_in_anew_and_signs_with_the_new_keys() {
    let desk = Desk::founded();
    let owner = desk.owner();
    owner.call("users.reset_password", json!({ "user": person(&owner, "meera")["id"], "password": OTHER }));
    assert_eq!(owner.code("users.list", json!({})), "signed-out");
    owner.sign_in("meera", OTHER);
    add(&owner, "asha", &["nurse"]);
    desk.sign_in("asha");
    desk.log();
}

#[test]
fn nothing_of_a_password_is_in_what_is_read() {
    let desk = Desk::founded();
    let owner = desk.owner();
    add(&owner, "asha", &["nurse"]);
    let id = &person(&owner, "asha")["id"];
    let all: Vec<Value> = vec![
        owner.status(),
        owner.call("users.list", json!({})),
        owner.call("history.list", json!({ "record": "user", "id": id })),
        owner.call("clinic.get", json!({})),
    ];
    let text = serde_json::to_string(&all).unwrap();
    assert!(!text.contains(PASSWORD) && !text.contains("_key\",\"value\":\""), "{text}");
}
