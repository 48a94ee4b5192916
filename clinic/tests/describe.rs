//! `api.describe`: what is described is what the door asks for.

mod common;

use common::arguments::{Described, described, has, put, required_alone, text_fields};
use common::{At, Desk, text};
use serde_json::{Value, json};

/// Calls as whoever sits there; sessions are put right again.
fn faults(at: &At<'_>, name: &str, args: Value) -> Vec<(String, String)> {
    let said = at.clinic.dispatch(&at.seat, name, args);
    if matches!(name, "session.lock" | "session.sign_out") {
        at.sign_in("meera", common::PASSWORD);
    }
    said.err().into_iter().flat_map(|f| f.fields).map(|f| (f.field, f.code)).collect()
}

fn but_founding(at: &At<'_>) -> Vec<Described> {
    described(at).into_iter().filter(|c| c.name != "clinic.create").collect()
}

#[test]
fn it_needs_no_sign_in_not_even_a_clinic() {
    let desk = Desk::empty();
    let names: Vec<String> = described(&desk.place()).into_iter().map(|c| c.name).collect();
    for name in [
        "clinic.create",
        "clinic.confirm_recovery",
        "users.add",
        "session.sign_in",
        "session.lock",
        "patients.register",
        "patients.find",
        "patients.get",
        "patients.update",
        "history.list",
    ] {
        assert!(names.iter().any(|n| n == name), "{name}");
    }
}

#[test]
fn every_command_says_its_capability_its_access_and_both_schemas() {
    let desk = Desk::empty();
    let all = desk.place().call("api.describe", json!({}));
    assert_eq!(all["version"], env!("CARGO_PKG_VERSION"));
    for command in all["commands"].as_array().unwrap() {
        let name = text(&command["name"]);
        assert!(["read", "write", "local"].contains(&text(&command["access"]).as_str()), "{name}");
        for schema in ["args", "result"] {
            assert_eq!(command[schema]["$schema"], "https://json-schema.org/draft/2020-12/schema", "{name}");
            assert_eq!(command[schema]["type"], "object", "{name} {schema}");
        }
        if let Some(capability) = command.get("capability") {
            assert_eq!(text(capability).split('.').count(), 2, "{name}");
            assert_eq!(command["needs_sign_in"], true, "{name}");
        }
    }
}

#[test]
fn required_fields_alone_are_never_called_missing() {
    let desk = Desk::founded();
    let owner = desk.owner();
    for command in but_founding(&owner) {
        let args = required_alone(&command.args);
        let missing: Vec<_> =
            faults(&owner, &command.name, args.clone()).into_iter().filter(|f| f.1 == "field-missing").collect();
        assert_eq!(missing, [], "{} {args}", command.name);
    }
    let first = Desk::empty();
    let create = described(&owner).into_iter().find(|c| c.name == "clinic.create").unwrap();
    let said = faults(&first.place(), &create.name, required_alone(&create.args));
    assert!(said.iter().all(|f| f.1 != "field-missing"), "{said:?}");
}

#[test]
fn each_required_field_that_is_left_out_is_named() {
    let desk = Desk::founded();
    let owner = desk.owner();
    for command in described(&owner) {
        let whole = required_alone(&command.args);
        for name in command.args["required"].as_array().into_iter().flatten() {
            let name = text(name);
            for nothing in [None, Some(Value::Null)] {
                let said = faults(&owner, &command.name, put(&whole, &name, nothing));
                assert_eq!(said, [(name.clone(), "field-missing".to_owned())], "{}", command.name);
            }
        }
    }
}

#[test]
fn the_longest_text_of_the_schema_is_the_longest_that_the_door_takes() {
    let desk = Desk::founded();
    let owner = desk.owner();
    for command in described(&owner) {
        let whole = required_alone(&command.args);
        for field in text_fields(&command.args) {
            let Some(most) = field.schema["maxLength"].as_u64().filter(|m| *m < 100_000) else { continue };
            if !has(&put_path(&whole, &field.path), &field.path) {
                continue;
            }
            let long = put(&whole, &field.path, Some(json!("अ".repeat(most as usize + 1))));
            let said = faults(&owner, &command.name, long);
            assert_eq!(said, [(field.path.clone(), "field-too-long".to_owned())], "{}", command.name);
        }
    }
}

/// The arguments with something at the path, where its parent is there.
fn put_path(args: &Value, path: &str) -> Value {
    match path.rsplit_once('.') {
        Some((parent, _)) if !has(args, parent) => args.clone(),
        _ => put(args, path, Some(json!("x"))),
    }
}

#[test]
fn a_field_that_no_schema_has_is_refused_by_name() {
    let desk = Desk::founded();
    let owner = desk.owner();
    for command in described(&owner) {
        let args = put(&required_alone(&command.args), "shoe_size", Some(json!(43)));
        let said = faults(&owner, &command.name, args);
        assert_eq!(said, [("shoe_size".to_owned(), "field-unknown".to_owned())], "{}", command.name);
    }
}

#[test]
fn only_writes_take_a_request_id() {
    let desk = Desk::founded();
    let owner = desk.owner();
    for command in described(&owner) {
        assert_eq!(command.args["properties"].get("request_id").is_some(), command.writes, "{}", command.name);
    }
}
