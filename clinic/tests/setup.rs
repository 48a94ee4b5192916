//! What a new clinic has still to set up: told by its records, each step to who may take it.

mod common;

use common::{At, Desk, ROLES, text};
use serde_json::{Value, json};

/// The steps that somebody sees, each with whether it is done.
fn steps(at: &At<'_>) -> Vec<(String, bool)> {
    let setup = at.call("setup.get", json!({}));
    let rows = setup["steps"].as_array().unwrap().iter();
    rows.filter(|s| s["put_away"] == false).map(|s| (text(&s["step"]), s["done"].as_bool().unwrap())).collect()
}

fn is_done(at: &At<'_>, step: &str) -> bool {
    steps(at).into_iter().find(|s| s.0 == step).unwrap_or_else(|| panic!("{step} is not on the list")).1
}

#[test]
fn each_step_is_done_once_the_records_say_so() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let all = ["recovery", "hours", "fees", "people", "patients", "token", "printers", "backups", "upi"];
    assert_eq!(steps(&owner), all.map(|step| (step.to_owned(), false)));
    let folder = tempfile::tempdir().unwrap();
    let me = common::person(&owner, "meera")["id"].clone();
    let does = |step: &str, call: &str, args: Value| {
        assert!(!is_done(&owner, step), "{step}");
        let reply = owner.call(call, args);
        assert!(is_done(&owner, step), "{step}");
        reply
    };
    does("hours", "schedule.set_hours", json!({ "doctor": me, "hours": common::morning::mornings(&[1]) }));
    let fee = json!({ "name": "Consultation", "treatment": "exempt", "price": 50_000, "visit_kind": "new" });
    let fee = does("fees", "services.set", fee);
    does(
        "people",
        "users.add",
        json!({ "login": "ravi", "name": "Ravi", "roles": ["front_desk"], "password": common::PASSWORD }),
    );
    let sunita = does("patients", "patients.register", json!({ "name": "Sunita Patil", "sex": "female", "age": "52" }));
    does("token", "queue.arrive", json!({ "patient": sunita["id"], "doctor": me }));
    does("printers", "papers.set", json!({ "kind": "slip", "printer": "Counter" }));
    does("backups", "backup.set_folder", json!({ "folder": folder.path() }));
    let business = owner.call("clinic.get", json!({}))["businesses"][0].clone();
    let upi = json!({ "id": business["id"], "stamp": business["stamp"], "upi_address": "vatsal@bank" });
    does("upi", "clinic.update_business", upi);
    // A tick that could lie is not kept: a fee that is offered no more is none.
    let over = json!({ "id": fee["id"], "stamp": fee["stamp"], "name": "Consultation", "treatment": "exempt",
                       "price": 50_000, "visit_kind": "new", "active": false });
    owner.call("services.set", over);
    assert!(!is_done(&owner, "fees"));
}

#[test]
fn each_role_sees_the_steps_that_it_may_take() {
    let desk = Desk::founded();
    for (role, may) in ROLES.into_iter().zip([
        "recovery hours fees people patients token printers backups upi",
        "token printers backups",
        "token",
        "hours token printers backups",
        "printers backups",
        "",
        "",
    ]) {
        let at = if role == "owner" { desk.owner() } else { desk.colleague(role) };
        let seen: Vec<String> = steps(&at).into_iter().map(|s| s.0).collect();
        assert_eq!(seen.join(" "), may, "{role}");
    }
}

#[test]
fn a_step_that_is_not_needed_and_the_whole_list_can_be_put_away_and_taken_back() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let before = desk.log();
    owner.call("setup.put_away", json!({ "step": "upi" }));
    owner.call("setup.put_away", json!({ "step": "people" }));
    owner.call("setup.put_away", json!({ "step": "people", "away": false }));
    let seen = |at: &At<'_>| steps(at).into_iter().map(|s| s.0).collect::<Vec<_>>();
    assert!(!seen(&owner).contains(&"upi".to_owned()) && seen(&owner).contains(&"people".to_owned()));
    owner.call("setup.put_away", json!({}));
    assert_eq!(seen(&owner), [""; 0]);
    assert_eq!(desk.log(), before, "what this computer shows is not the clinic's");
    let desk = desk.reopened();
    let owner = desk.owner();
    assert_eq!(seen(&owner), [""; 0], "it stays away");
    owner.call("setup.put_away", json!({ "away": false }));
    assert_eq!(seen(&owner).len(), 8);
}

#[test]
fn a_demo_clinic_has_nothing_to_set_up() {
    let desk = Desk::demo(0, "11:40");
    assert_eq!(steps(&desk.demo_person("owner")), []);
}
