//! Request ids: the same id again returns the first reply, and does nothing twice.

mod common;

use common::{Desk, PASSWORD, person, text, with};
use serde_json::{Value, json};

const ONE: &str = "018bcfe5-6800-7000-8000-00000000aaaa";
const TWO: &str = "018bcfe5-6800-7000-8000-00000000bbbb";

fn sunita(request: &str) -> Value {
    json!({ "name": "Sunita Patil", "sex": "female", "age": "52", "request_id": request })
}

#[test]
fn the_same_registration_twice_makes_one_patient() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let first = owner.call("patients.register", sunita(ONE));
    let before = desk.log();
    assert_eq!(owner.call("patients.register", sunita(ONE)), first);
    assert_eq!(owner.call("patients.register", sunita(&ONE.to_uppercase())), first);
    assert_eq!((owner.find("sunita").len(), desk.log()), (1, before));
    let second = owner.call("patients.register", sunita(TWO));
    assert_ne!(second["id"], first["id"]);
    assert_eq!(second["number"], "A1-000002");
}

#[test]
fn the_first_reply_comes_back_after_a_restart_and_after_a_power_cut() {
    let desk = Desk::founded();
    let first = desk.owner().call("patients.register", sunita(ONE));
    let cut = desk.after_a_power_cut();
    assert_eq!(cut.owner().call("patients.register", sunita(ONE)), first);
    let desk = desk.reopened();
    let owner = desk.owner();
    assert_eq!(owner.call("patients.register", sunita(ONE)), first);
    assert_eq!(owner.find("sunita").len(), 1);
}

#[test]
fn an_id_used_for_something_else_or_by_somebody_else_is_refused() {
    let desk = Desk::founded();
    let (owner, nurse) = (desk.owner(), desk.colleague("nurse"));
    let first = owner.call("patients.register", sunita(ONE));
    let before = desk.log();
    let allergy = json!({ "patient": first["id"], "substance": "Penicillin", "request_id": ONE });
    assert_eq!(owner.code("allergies.add", allergy), "request-reused");
    assert_eq!(nurse.code("patients.register", sunita(ONE)), "request-reused");
    assert_eq!(desk.log(), before);
    let desk = desk.reopened();
    assert_eq!(desk.sign_in("nurse").code("patients.register", sunita(ONE)), "request-reused");
}

#[test]
fn what_was_refused_may_be_asked_again_with_the_same_id() {
    let desk = Desk::founded();
    let owner = desk.owner();
    assert_eq!(owner.code("patients.register", with(sunita(ONE), json!({ "age": "old" }))), "fields");
    owner.call("patients.register", sunita(ONE));
    assert_eq!(owner.find("sunita").len(), 1);
}

#[test]
fn an_answer_that_was_given_needs_the_same_right_to_be_heard_again() {
    let desk = Desk::founded();
    let (owner, nurse) = (desk.owner(), desk.colleague("nurse"));
    nurse.call("patients.register", sunita(ONE));
    nurse.call("session.lock", json!({}));
    assert_eq!(nurse.code("patients.register", sunita(ONE)), "locked");
    nurse.sign_in("nurse", PASSWORD);
    let row = person(&owner, "nurse");
    owner.call("users.set_roles", json!({ "user": row["id"], "stamp": row["stamp"], "roles": ["accountant"] }));
    assert_eq!(nurse.code("patients.register", sunita(ONE)), "not-permitted");
}

#[test]
fn an_edit_and_a_new_person_are_not_done_twice() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let id = owner.register("Sunita Patil", "female", "52");
    let stamp = owner.card(&id)["stamp"].clone();
    let edit = json!({ "id": id, "stamp": stamp, "area": "Baner", "request_id": ONE });
    let first = owner.call("patients.update", edit.clone());
    owner.call("patients.update", json!({ "id": id, "stamp": first["stamp"], "area": "Aundh" }));
    assert_eq!(owner.call("patients.update", edit), first, "what was answered then, not what is true now");
    assert_eq!(owner.card(&id)["area"], "Aundh");

    let asha = json!({ "login": "asha", "name": "Asha", "roles": ["nurse"], "password": PASSWORD, "request_id": TWO });
    let first = owner.call("users.add", asha.clone());
    assert_eq!(owner.call("users.add", asha), first, "and the name is not called taken");
}

#[test]
fn a_password_changed_once_is_answered_alike_when_asked_again() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let change = json!({ "old": PASSWORD, "new": "another three words", "request_id": ONE });
    owner.call("users.change_password", change.clone());
    owner.call("users.change_password", change);
}

#[test]
fn an_identifier_is_kept_in_no_reply() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let id = owner.register_with("Sunita Patil", "female", "52", json!({ "phone": "98201 12345" }));
    let reveal = json!({ "id": id, "field": "phone", "request_id": ONE });
    assert_eq!(owner.call("patients.reveal", reveal.clone())["value"], "9820112345");
    let before = desk.log();
    assert_eq!(owner.call("patients.reveal", reveal)["value"], Value::Null);
    assert_eq!(desk.log(), before);
}

#[test]
fn an_id_that_is_none_is_refused_by_name() {
    let desk = Desk::founded();
    let owner = desk.owner();
    for request in [json!(""), json!("7"), json!(ONE.replace('-', "")), json!(format!("{{{ONE}}}"))] {
        let args = with(sunita(ONE), json!({ "request_id": request }));
        assert_eq!(owner.fields("patients.register", args), common::refusals(&[("request_id", "field-id")]));
    }
    let args = with(sunita(ONE), json!({ "request_id": 7 }));
    assert_eq!(owner.fields("patients.register", args), common::refusals(&[("request_id", "field-wrong-type")]));
    assert_eq!(
        owner.fields("patients.find", json!({ "request_id": ONE })),
        common::refusals(&[("request_id", "field-unknown")])
    );
}

#[test]
fn two_at_the_same_moment_make_one_patient_and_both_hear_of_it() {
    let desk = Desk::founded();
    let owner = desk.owner();
    for round in 0..20 {
        let request = format!("018bcfe5-6800-7000-8000-0000000{round:05}");
        let replies: Vec<Value> = std::thread::scope(|scope| {
            let threads: Vec<_> =
                (0..4).map(|_| scope.spawn(|| owner.call("patients.register", sunita(&request)))).collect();
            threads.into_iter().map(|t| t.join().unwrap()).collect()
        });
        assert!(replies.iter().all(|r| *r == replies[0]), "{replies:?}");
        assert_eq!(text(&replies[0]["number"]), format!("A1-{:06}", round + 1));
    }
}

#[test]
fn a_clinic_is_founded_once_also_where_the_reply_was_lost_and_the_words_are_never_said_again() {
    let founding = |request: &str| with(common::founding(), json!({ "request_id": request }));
    let desk = Desk::empty();
    let place = desk.place();
    let first = place.call("clinic.create", founding(ONE));
    assert_eq!((first["words"].as_array().map(Vec::len), first.get("note")), (Some(24), None));
    let again = place.call("clinic.create", founding(ONE));
    // The answer was lost, and the program has stopped.
    for desk in [desk.after_a_power_cut(), desk.reopened()] {
        let place = desk.place();
        let code = |args: Value| place.code("clinic.create", args);
        assert_eq!(code(common::founding()), "clinic-exists");
        let mut guess = founding(ONE);
        guess["owner"]["password"] = json!("four little words");
        assert_eq!(code(guess), "clinic-exists");
        let reply = place.call("clinic.create", founding(ONE));
        assert_eq!(reply, again);
        assert_eq!((&reply["clinic"], &reply["ask"]), (&first["clinic"], &first["ask"]));
        assert_eq!((&reply["words"], &reply["qr"]), (&json!([]), &json!("")));
        let note = text(&reply["note"]);
        assert!(note.contains("not shown twice") && note.chars().count() <= 90, "{note}");
        assert_eq!(code(founding(TWO)), "clinic-exists");
        // It is an answer and no sign-in.
        assert_eq!(place.status()["session"], json!(null));
        assert_eq!(desk.log(), 1);
    }
}
