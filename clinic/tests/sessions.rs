//! Signing in, locking, and handing the keyboard over.

mod common;

use common::{Desk, PASSWORD, add, person, text};
use serde_json::{Value, json};

fn draft(at: &common::At<'_>, body: &str) {
    at.call("drafts.save", json!({ "key": "register", "body": body }));
}

fn drafts(at: &common::At<'_>) -> Vec<String> {
    let all = at.call("drafts.list", json!({}));
    all["drafts"].as_array().unwrap().iter().map(|d| text(&d["body"])).collect()
}

#[test]
fn a_sign_in_says_who_may_do_what() {
    let desk = Desk::founded();
    let said = desk.place().sign_in(" Meera ", PASSWORD);
    assert_eq!(said["name"], "Dr. Meera Joshi");
    assert_eq!(said["roles"], json!(["owner"]));
    assert_eq!(said["pin"], false);
    assert!(said["capabilities"].as_array().unwrap().contains(&json!("user.manage")));
}

#[test]
fn a_wrong_password_and_an_unknown_name_are_answered_alike() {
    let desk = Desk::founded();
    let place = desk.place();
    for (user, password) in [("meera", "three little word"), ("nobody", PASSWORD)] {
        let fault = place.refused("session.sign_in", json!({ "user": user, "password": password }));
        assert_eq!((fault.code.as_str(), fault.fields.len()), ("wrong-password", 0));
    }
    assert_eq!(place.code("patients.find", json!({})), "signed-out");
}

#[test]
fn wrong_passwords_make_one_person_wait_and_nobody_else() {
    let desk = Desk::founded();
    add(&desk.owner(), "asha", &["nurse"]);
    let place = desk.place();
    for _ in 0..3 {
        assert_eq!(
            place.code("session.sign_in", json!({ "user": "asha", "password": "not this one" })),
            "wrong-password"
        );
    }
    let right = json!({ "user": "asha", "password": PASSWORD });
    let fault = place.refused("session.sign_in", right);
    assert_eq!(fault.code, "wait", "the right password too");
    let seconds: i64 = fault.slots.iter().find(|s| s.0 == "seconds").unwrap().1.parse().unwrap();
    assert!((1..=5).contains(&seconds), "{seconds}");
    assert!(fault.message.contains(&seconds.to_string()), "{}", fault.message);
    let status = place.status();
    let waits = |login: &str| {
        status["people"].as_array().unwrap().iter().any(|p| p["login"] == login && !p["wait_until"].is_null())
    };
    assert!(waits("asha") && !waits("meera"));
    desk.sign_in("meera");
}

#[test]
fn guessing_a_present_password_from_inside_waits_as_well() {
    let desk = Desk::founded();
    let nurse = desk.colleague("nurse");
    let args = |old: &str| json!({ "old": old, "new": "quite another one" });
    for _ in 0..3 {
        assert_eq!(
            nurse.fields("users.change_password", args("not this one")),
            common::refusals(&[("old", "field-wrong-password")])
        );
    }
    assert_eq!(nurse.code("users.change_password", args(PASSWORD)), "wait");
}

#[test]
fn a_lock_refuses_everything_until_the_password() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let sunita = owner.register("Sunita Patil", "female", "52");
    owner.call("session.lock", json!({}));
    for (name, args) in
        [("patients.get", json!({ "id": sunita })), ("drafts.list", json!({})), ("users.list", json!({}))]
    {
        assert_eq!(owner.code(name, args), "locked", "{name}");
    }
    let status = owner.status();
    assert_eq!((&status["locked"], &status["session"]["user"]), (&json!(true), &json!("meera")));
    assert_eq!(
        (&status["clock"], &status["last_saved"], &status["recovery_due"]),
        (&Value::Null, &Value::Null, &json!(false))
    );
    owner.sign_in("meera", PASSWORD);
    assert_eq!(owner.card(&sunita)["name"], "Sunita Patil");
}

#[test]
fn a_lock_at_one_place_leaves_the_other_open() {
    let desk = Desk::founded();
    let (one, other) = (desk.owner(), desk.sign_in("meera"));
    one.call("session.lock", json!({}));
    other.call("users.list", json!({}));
}

#[test]
fn a_pin_opens_the_lock_and_a_password_is_not_needed() {
    let desk = Desk::founded();
    let owner = desk.owner();
    owner.call("session.set_pin", json!({ "pin": "483920" }));
    owner.call("session.lock", json!({}));
    let said = owner.call("session.switch", json!({ "user": "MEERA", "pin": "483920" }));
    assert_eq!((&said["user"], &said["pin"]), (&json!("meera"), &json!(true)));
    owner.call("users.list", json!({}));
}

#[test]
fn a_pin_is_six_digits_and_not_easy() {
    let desk = Desk::founded();
    let owner = desk.owner();
    for pin in ["12345", "48392a", "४८३९२०"] {
        assert_eq!(
            owner.fields("session.set_pin", json!({ "pin": pin })),
            common::refusals(&[("pin", "field-pin-six")]),
            "{pin}"
        );
    }
    for pin in ["000000", "999999", "123456", "456789", "012345", "987654", "543210"] {
        assert_eq!(
            owner.fields("session.set_pin", json!({ "pin": pin })),
            common::refusals(&[("pin", "field-pin-easy")]),
            "{pin}"
        );
    }
}

#[test]
fn after_five_wrong_pins_only_the_password_opens() {
    let desk = Desk::founded();
    let owner = desk.owner();
    owner.call("session.set_pin", json!({ "pin": "483920" }));
    owner.call("session.lock", json!({}));
    for left in (1..=4).rev() {
        let fault = owner.refused("session.switch", json!({ "user": "meera", "pin": "111222" }));
        assert_eq!((fault.code.as_str(), fault.slots), ("wrong-pin", vec![("left".to_owned(), left.to_string())]));
    }
    assert_eq!(owner.code("session.switch", json!({ "user": "meera", "pin": "111222" })), "pin-used-up");
    assert_eq!(owner.code("session.switch", json!({ "user": "meera", "pin": "483920" })), "pin-not-set");
    assert_eq!(owner.sign_in("meera", PASSWORD)["pin"], false, "and a new one is to be set");
}

#[test]
fn a_right_pin_forgives_the_wrong_ones_before_it() {
    let desk = Desk::founded();
    let owner = desk.owner();
    owner.call("session.set_pin", json!({ "pin": "483920" }));
    for _ in 0..2 {
        for _ in 0..4 {
            owner.refused("session.switch", json!({ "user": "meera", "pin": "111222" }));
        }
        owner.call("session.switch", json!({ "user": "meera", "pin": "483920" }));
    }
}

#[test]
fn a_pin_is_nobodys_but_the_one_who_set_it_and_gone_with_the_program() {
    let desk = Desk::founded();
    let nurse = desk.colleague("nurse");
    nurse.call("session.set_pin", json!({ "pin": "483920" }));
    let place = desk.place();
    assert_eq!(place.code("session.switch", json!({ "user": "meera", "pin": "483920" })), "pin-not-set");
    assert_eq!(place.code("session.switch", json!({ "user": "nobody", "pin": "483920" })), "pin-not-set");
    let desk = desk.reopened();
    let place = desk.place();
    assert_eq!(place.code("session.switch", json!({ "user": "nurse", "pin": "483920" })), "signed-out");
    desk.owner();
    assert_eq!(place.code("session.switch", json!({ "user": "nurse", "pin": "483920" })), "pin-not-set");
}

#[test]
fn people_take_turns_at_one_place_and_each_finds_their_own_unfinished_work() {
    let desk = Desk::founded();
    let place = desk.colleague("front_desk");
    place.call("session.set_pin", json!({ "pin": "483920" }));
    draft(&place, "Sunita, 52");
    place.sign_in("meera", PASSWORD);
    place.call("session.set_pin", json!({ "pin": "770153" }));
    assert_eq!(drafts(&place), [""; 0]);
    draft(&place, "a letter");
    place.call("session.switch", json!({ "user": "front_desk", "pin": "483920" }));
    assert_eq!(place.status()["session"]["user"], "front_desk");
    assert_eq!(drafts(&place), ["Sunita, 52"]);
    assert_eq!(
        place.code("users.add", json!({ "login": "zoya", "name": "Zoya", "roles": ["nurse"], "password": PASSWORD })),
        "not-permitted"
    );
    place.call("session.switch", json!({ "user": "meera", "pin": "770153" }));
    assert_eq!(drafts(&place), ["a letter"]);
}

#[test]
fn a_sign_out_ends_the_session_with_its_pin_at_every_place() {
    let desk = Desk::founded();
    let (one, other) = (desk.owner(), desk.sign_in("meera"));
    one.call("session.set_pin", json!({ "pin": "483920" }));
    one.call("session.sign_out", json!({}));
    assert_eq!(one.code("users.list", json!({})), "signed-out");
    assert_eq!(other.code("users.list", json!({})), "signed-out");
    assert_eq!(one.code("session.switch", json!({ "user": "meera", "pin": "483920" })), "pin-not-set");
    one.sign_in("meera", PASSWORD);
    assert_eq!(other.code("users.list", json!({})), "signed-out", "a password at one place opens no other");
    one.call("session.lock", json!({}));
    one.call("session.sign_out", json!({}));
    assert_eq!(one.status()["session"], Value::Null);
}

#[test]
fn a_place_speaks_the_language_that_was_chosen_there() {
    let desk = Desk::founded();
    let (one, other) = (desk.owner(), desk.sign_in("meera"));
    one.call("session.set_language", json!({ "language": "hi" }));
    let hindi = one.refused("patients.get", json!({ "id": "x" })).fields.remove(0).message;
    let english = other.refused("patients.get", json!({ "id": "x" })).fields.remove(0).message;
    assert!(hindi.chars().any(|c| ('\u{900}'..'\u{980}').contains(&c)), "{hindi}");
    assert!(english.is_ascii(), "{english}");
    assert_eq!(one.status()["language"], "hi");
}

#[test]
fn who_was_given_another_language_sees_it_after_the_sign_in() {
    let desk = Desk::founded();
    let args = json!({ "login": "asha", "name": "Asha", "roles": ["nurse"], "password": PASSWORD, "language": "hi" });
    desk.owner().call("users.add", args);
    let asha = desk.sign_in("asha");
    assert_eq!(asha.status()["language"], "hi");
    assert_eq!(person(&asha, "asha")["name"], "Asha");
}
