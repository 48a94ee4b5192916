//! Registering patients and keeping what is known of them right.

mod common;

use common::{At, Desk, NOBODY, refusals, text, with};
use serde_json::{Value, json};

fn sunita() -> Value {
    json!({ "name": "Sunita Ramesh Patil", "sex": "female", "age": "52" })
}

fn update(at: &At<'_>, id: &str, stamp: &Value, change: Value) -> Value {
    at.call("patients.update", with(json!({ "id": id, "stamp": stamp }), change))
}

fn similar(at: &At<'_>, name: &str, sex: &str, age: &str, phone: &str) -> Value {
    at.call("patients.similar", json!({ "name": name, "sex": sex, "age": age, "phone": phone }))
}

fn names(rows: &Value) -> Vec<String> {
    rows.as_array().unwrap().iter().map(|r| text(&r["name"])).collect()
}

#[test]
fn name_sex_and_age_are_enough_and_each_is_needed() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let registered = owner.call("patients.register", sunita());
    assert_eq!(registered["number"], "A1-000001");
    for field in ["name", "sex", "age"] {
        let mut args = sunita();
        args.as_object_mut().unwrap().remove(field);
        assert_eq!(owner.fields("patients.register", args), refusals(&[(field, "field-missing")]));
    }
    assert_eq!(owner.call("patients.register", sunita())["number"], "A1-000002", "a refusal takes no number");
}

#[test]
fn an_age_never_becomes_a_birthday() {
    let desk = Desk::founded();
    let owner = desk.owner();
    for (typed, kept) in [("45", "~45y@"), ("8m", "~8m@"), ("10d", "~10d@"), ("१०", "~10y@"), ("1961", "~1961")] {
        let birth = text(&owner.card(&owner.register("Sunita Patil", "female", typed))["birth"]);
        assert!(birth.starts_with(kept), "{typed}: {birth}");
    }
    for (typed, kept) in [("12/3/84", "1984-03-12"), ("1984-03-12", "1984-03-12"), ("4 jul 1961", "1961-07-04")] {
        assert_eq!(owner.card(&owner.register("Sunita Patil", "female", typed))["birth"], kept);
    }
    let refused = |age: &str| owner.fields("patients.register", with(sunita(), json!({ "age": age })))[0].1.clone();
    assert_eq!(refused("old"), "field-age");
    assert_eq!(refused("121"), "field-age-range");
    assert_eq!(refused("31/2/84"), "field-day-none");
    assert_eq!(refused("1/1/2999"), "field-birth-future");
}

#[test]
fn every_refused_detail_is_named_at_once() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let bad = with(
        sunita(),
        json!({ "name": "<b>", "phone": "12345", "pin_code": "012345", "aadhaar_last4": "12", "abha_number": "91-2345",
                "abha_address": "nobody", "no_known_allergy": true, "allergies": [{ "substance": "Penicillin" }] }),
    );
    let expected = refusals(&[
        ("name", "field-name"),
        ("phone", "field-phone"),
        ("pin_code", "field-pin"),
        ("aadhaar_last4", "field-aadhaar-four"),
        ("abha_number", "field-abha-number"),
        ("abha_address", "field-abha-address"),
        ("no_known_allergy", "field-allergy-both"),
    ]);
    assert_eq!(owner.fields("patients.register", bad), expected);
}

fn whole() -> Value {
    with(
        sunita(),
        json!({ "phone": "+91 98201 12345", "guardian": " Ramesh  Patil ", "relation": "husband", "address": "14 Karve Road\nPune",
                "area": "Kothrud", "pin_code": "411 038", "aadhaar_last4": "4321", "abha_number": "91-0000-0000-3421",
                "abha_address": "Sunita.P@abdm", "blood_group": "AB-", "speaks": "mr",
                "allergies": [{ "substance": "Penicillin", "reaction": "rash" }],
                "consents": [{ "purpose": "records", "given": true, "language": "mr" },
                             { "purpose": "reminders", "given": false }] }),
    )
}

#[test]
fn identifiers_are_masked_in_every_read_and_shown_only_on_request() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let id = text(&owner.call("patients.register", whole())["id"]);
    let card = owner.card(&id);
    for (field, masked) in [
        ("phone", "XXXXXX2345"),
        ("aadhaar_last4", "XXXX XXXX 4321"),
        ("abha_number", "XX-XXXX-XXXX-3421"),
        ("abha_address", "XXXX.p@abdm"),
        ("guardian", "Ramesh  Patil"),
        ("address", "14 Karve Road\nPune"),
        ("blood_group", "AB-"),
    ] {
        assert_eq!(card[field], masked, "{field}");
    }
    update(&owner, &id, &card["stamp"], json!({ "phone": "98202 54321" }));
    update(&owner, &id, &card["stamp"], json!({ "phone": "98203 98765", "abha_number": "91-0000-0000-7777" }));
    let all = [
        owner.card(&id),
        owner.call("patients.find", json!({ "query": "sunita" })),
        similar(&owner, "Sunita Patil", "female", "52", "98202 54321"),
        json!(owner.history("patient", &id)),
    ];
    let all = serde_json::to_string(&all).unwrap();
    for whole in
        ["9820112345", "98201 12345", "9820254321", "9820398765", "91000000003421", "91000000007777", "sunita.p@abdm"]
    {
        assert!(!all.contains(whole), "{whole} in {all}");
    }
}

#[test]
fn a_look_at_an_identifier_is_in_the_log() {
    let desk = Desk::founded();
    let (owner, desk_person) = (desk.owner(), desk.colleague("front_desk"));
    let id = text(&owner.call("patients.register", whole())["id"]);
    let before = desk.log();
    let reveal =
        |field: &str| desk_person.call("patients.reveal", json!({ "id": id, "field": field }))["value"].clone();
    assert_eq!(reveal("phone"), "9820112345");
    assert_eq!(reveal("aadhaar_last4"), "4321");
    assert_eq!(reveal("abha_number"), "91000000003421");
    assert_eq!(reveal("abha_address"), "sunita.p@abdm");
    assert_eq!(desk.log(), before + 4);
    let name = json!({ "id": id, "field": "name" });
    assert_eq!(desk_person.fields("patients.reveal", name), refusals(&[("field", "field-choice")]));
    assert_eq!(desk_person.code("patients.reveal", json!({ "id": NOBODY, "field": "phone" })), "no-such-record");
    assert_eq!(desk.log(), before + 4);
}

#[test]
fn one_phone_may_belong_to_a_family() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let phone = json!({ "phone": "98201 12345", "guardian": "Ramesh Patil" });
    for (name, sex, age) in
        [("Ramesh Patil", "male", "58"), ("Sunita Patil", "female", "52"), ("Asha Patil", "female", "8m")]
    {
        owner.register_with(name, sex, age, phone.clone());
    }
    owner.register_with("Joseph Fernandes", "male", "40", json!({ "phone": "98201 12346" }));
    for typed in ["9820112345", "+91 98201-12345", "098201 12345"] {
        let family = owner.call("patients.similar", json!({ "phone": typed }));
        let mut found = names(&family["family"]);
        found.sort();
        assert_eq!(found, ["Asha Patil", "Ramesh Patil", "Sunita Patil"], "{typed}");
        assert_eq!(family["look_alikes"], json!([]), "never on the phone alone");
    }
    assert_eq!(owner.call("patients.similar", json!({ "phone": "98201" }))["family"], json!([]));
    assert_eq!(owner.call("patients.similar", json!({}))["family"], json!([]));
}

#[test]
fn somebody_with_the_same_name_sex_and_age_is_pointed_out() {
    let desk = Desk::founded();
    let owner = desk.owner();
    owner.register_with("Sunita Ramesh Patil", "female", "52", json!({ "phone": "98201 12345" }));
    let alike =
        |name: &str, sex: &str, age: &str, phone: &str| similar(&owner, name, sex, age, phone)["look_alikes"].clone();

    let same = alike("Suneeta Patil", "female", "53", "98201 12345");
    assert_eq!(same[0]["patient"]["name"], "Sunita Ramesh Patil");
    assert_eq!(same[0]["agrees"], json!(["name_sound", "sex", "age", "phone"]));
    assert_eq!(same[0]["differs"], json!([]));
    assert_eq!(alike("Sunita Ramesh Patil", "female", "50", "")[0]["differs"], json!(["age"]));
    // One digit apart is more likely a slip than another phone: it speaks for the same person.
    let slip = alike("Sunita Ramesh Patil", "female", "52", "98201 12346")[0].clone();
    assert_eq!((&slip["agrees"], &slip["differs"]), (&json!(["name", "sex", "age", "phone_one_digit"]), &json!([])));
    assert_eq!(alike("Sunita Ramesh Patil", "female", "52", "90000 00001")[0]["differs"], json!(["phone"]));
    assert_eq!(alike("patil sunita ramesh", "female", "52", "").as_array().unwrap().len(), 1, "in any order");

    assert_eq!(alike("Sunita Patil", "male", "52", "98201 12345"), json!([]), "another sex");
    assert_eq!(alike("Sunita Patil", "female", "20", "98201 12345"), json!([]), "another age");
    assert_eq!(alike("Asha Patil", "female", "52", "98201 12345"), json!([]), "another name, the same phone");
    assert_eq!(alike("", "female", "52", "98201 12345"), json!([]), "the phone alone");
}

#[test]
fn an_edit_with_a_fresh_stamp_replaces() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let id = text(&owner.call("patients.register", whole())["id"]);
    let first = owner.card(&id);
    let said = update(&owner, &id, &first["stamp"], json!({ "area": "Baner", "age": "53" }));
    assert_eq!(said["both"], json!([]));
    let second = owner.card(&id);
    assert_eq!((&second["area"], &second["stamp"]), (&json!("Baner"), &said["stamp"]));
    assert_eq!(second["name"], first["name"], "what was not said stays");
    update(&owner, &id, &said["stamp"], json!({ "area": "Aundh" }));
    assert_eq!((&owner.card(&id)["area"], &owner.card(&id)["both"]), (&json!("Aundh"), &json!([])));
}

#[test]
fn edits_of_different_fields_from_the_same_card_do_not_meet() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let id = owner.register("Sunita Patil", "female", "52");
    let stamp = owner.card(&id)["stamp"].clone();
    assert_eq!(update(&owner, &id, &stamp, json!({ "area": "Baner" }))["both"], json!([]));
    assert_eq!(update(&owner, &id, &stamp, json!({ "guardian": "Ramesh" }))["both"], json!([]));
    let card = owner.card(&id);
    assert_eq!((&card["area"], &card["guardian"]), (&json!("Baner"), &json!("Ramesh")));
}

#[test]
fn an_edit_from_a_stale_card_lets_both_stand_and_says_so() {
    let desk = Desk::founded();
    let (owner, nurse) = (desk.owner(), desk.colleague("nurse"));
    let id = text(&owner.call("patients.register", whole())["id"]);
    let seen = owner.card(&id)["stamp"].clone();
    update(&nurse, &id, &seen, json!({ "area": "Baner", "phone": "98202 54321" }));
    let said = update(&owner, &id, &seen, json!({ "area": "Aundh", "phone": "98203 98765" }));
    let both = json!([
        { "field": "phone", "shown": "XXXXXX8765", "others": ["XXXXXX4321"] },
        { "field": "area", "shown": "Aundh", "others": ["Baner"] },
    ]);
    assert_eq!(said["both"], both);
    let card = nurse.card(&id);
    assert_eq!(card["both"], both, "also for whoever looks next, also after a restart");
    assert_eq!(owner.find("baner").len() + owner.find("aundh").len(), 1, "found by what is shown");

    // Whoever has seen both settles it.
    let settled = update(&nurse, &id, &card["stamp"], json!({ "area": "Baner" }));
    assert_eq!(settled["both"], json!([]));
    let card = nurse.card(&id);
    assert_eq!(card["both"].as_array().unwrap().len(), 1, "the phone is still to be settled");
    let areas: Vec<Value> = owner.history("patient", &id).into_iter().filter(|e| e["field"] == "area").collect();
    let values: Vec<&Value> = areas.iter().map(|e| &e["value"]).collect();
    assert_eq!(values, ["Baner", "Aundh", "Baner", "Kothrud"], "nothing is lost");
    assert_eq!(areas[0]["was"], json!(["Baner", "Aundh"]));
    let desk = desk.reopened();
    assert_eq!(desk.owner().card(&id)["both"].as_array().unwrap().len(), 1);
    desk.log();
}

#[test]
fn two_people_who_say_the_same_do_not_disagree() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let id = owner.register("Sunita Patil", "female", "52");
    let seen = owner.card(&id)["stamp"].clone();
    update(&owner, &id, &seen, json!({ "area": "Baner" }));
    assert_eq!(update(&owner, &id, &seen, json!({ "area": "Baner" }))["both"], json!([]));
    assert_eq!(owner.card(&id)["both"], json!([]));
}

#[test]
fn what_is_as_it_was_is_no_entry() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let id = text(&owner.call("patients.register", whole())["id"]);
    let before = desk.log();
    let stamp = owner.card(&id)["stamp"].clone();
    let said = update(&owner, &id, &stamp, json!({ "area": "Kothrud", "phone": "9820112345", "blood_group": "AB-" }));
    assert_eq!(said["stamp"], stamp);
    assert_eq!(desk.log(), before);
}

#[test]
fn a_stamp_that_was_never_handed_out_is_refused() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let id = text(&owner.call("patients.register", whole())["id"]);
    let other = owner.register("Asha Patil", "female", "8m");
    let stamp = text(&owner.card(&id)["stamp"]);
    let ahead = format!("{}7f{}", &stamp[..32], &stamp[34..]);
    let stranger = format!("{}{}", "ab".repeat(16), &stamp[32..]);
    let others = text(&owner.card(&other)["stamp"]);
    let before = desk.log();
    for forged in ["x", "00", "नहीं", &ahead, &stranger, &others, &stamp[..stamp.len() - 2]] {
        for change in [json!({ "area": "Baner" }), json!({ "phone": "90000 00001" })] {
            let args = with(json!({ "id": id, "stamp": forged }), change);
            assert_eq!(owner.fields("patients.update", args), refusals(&[("stamp", "field-stamp")]), "{forged}");
        }
    }
    let own = json!({ "patient": id, "stamp": others });
    assert_eq!(owner.code("allergies.none_known", own), "allergies-listed");
    assert_eq!(desk.log(), before);
    assert_eq!(owner.card(&id)["area"], "Kothrud");
}

#[test]
fn an_empty_text_clears_and_the_history_keeps_what_it_was() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let id = text(&owner.call("patients.register", whole())["id"]);
    let cleared = ["phone", "guardian", "address", "area", "pin_code", "aadhaar_last4", "abha_number", "abha_address"];
    let mut change = json!({});
    for (at, field) in cleared.iter().enumerate() {
        change[*field] = json!([" ", ""][at % 2]);
    }
    update(&owner, &id, &owner.card(&id)["stamp"], change);
    let (card, history) = (owner.card(&id), owner.history("patient", &id));
    for field in cleared {
        assert!(card[field].is_null(), "{field}");
        let newest = history.iter().find(|e| e["field"] == field).unwrap();
        assert!(newest["value"].is_null() && newest["was"][0].is_string(), "{newest}");
    }
    assert_eq!(owner.find("2345"), [""; 0], "and the phone finds nobody any more");
    let needed = with(json!({ "id": id, "stamp": card["stamp"] }), json!({ "name": "", "age": "" }));
    assert_eq!(owner.fields("patients.update", needed), refusals(&[("name", "field-missing"), ("age", "field-age")]));
}

#[test]
fn a_choice_can_be_taken_back_to_not_known() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let more = json!({ "blood_group": "B+", "speaks": "mr", "relation": "husband", "guardian": "Ramesh Patil" });
    let id = owner.register_with("Sunita Patil", "female", "52", more);
    let card = owner.card(&id);
    update(&owner, &id, &card["stamp"], json!({ "clear": ["blood_group", "relation"] }));
    let card = owner.card(&id);
    assert_eq!((&card["blood_group"], &card["relation"], &card["speaks"]), (&Value::Null, &Value::Null, &json!("mr")));
    let twice = json!({ "id": id, "stamp": card["stamp"], "speaks": "hi", "clear": ["speaks", "speaks"] });
    assert_eq!(owner.fields("patients.update", twice), refusals(&[("clear", "field-clear-both")]));
    let unknown = with(json!({ "id": id, "stamp": card["stamp"] }), json!({ "clear": ["name"] }));
    assert_eq!(owner.fields("patients.update", unknown), refusals(&[("clear.0", "field-choice")]));
}

#[test]
fn an_edit_is_checked_like_a_registration() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let id = owner.register("Sunita Patil", "female", "52");
    let stamp = owner.card(&id)["stamp"].clone();
    let bad = json!({ "id": id, "stamp": stamp, "name": "7", "age": "200", "phone": "1", "area": "Baner" });
    let expected = refusals(&[("name", "field-name"), ("age", "field-age-range"), ("phone", "field-phone")]);
    assert_eq!(owner.fields("patients.update", bad), expected);
    assert!(owner.card(&id)["area"].is_null(), "nothing of it is kept");
    assert_eq!(owner.code("patients.update", json!({ "id": NOBODY, "stamp": stamp, "area": "x" })), "no-such-record");
    assert_eq!(owner.code("patients.get", json!({ "id": NOBODY })), "no-such-record");
}

#[test]
fn allergies_are_not_asked_then_none_known_then_listed_then_withdrawn_with_a_reason() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let id = owner.register("Sunita Patil", "female", "52");
    let status = || text(&owner.card(&id)["allergy_status"]);
    assert_eq!(status(), "not_asked");
    owner.call("allergies.none_known", json!({ "patient": id, "stamp": owner.card(&id)["stamp"] }));
    assert_eq!(status(), "none_known");
    owner.call("allergies.add", json!({ "patient": id, "substance": " Penicillin ", "reaction": "rash" }));
    assert_eq!(status(), "listed");
    let none = json!({ "patient": id, "stamp": owner.card(&id)["stamp"] });
    assert_eq!(owner.code("allergies.none_known", none), "allergies-listed");
    let listed = owner.card(&id)["allergies"][0].clone();
    assert_eq!((&listed["substance"], &listed["reaction"]), (&json!("Penicillin"), &json!("rash")));

    let withdraw = |reason: &str| json!({ "id": listed["id"], "stamp": listed["stamp"], "reason": reason });
    assert_eq!(owner.fields("allergies.withdraw", withdraw(" ")), refusals(&[("reason", "field-missing")]));
    owner.call("allergies.withdraw", withdraw("was a viral rash"));
    assert_eq!(owner.card(&id)["allergies"], json!([]));
    assert_eq!(status(), "not_asked", "whether others are known was not asked now");
    let history = owner.history("allergy", &text(&listed["id"]));
    assert!(history.iter().any(|e| e["field"] == "withdrawn" && e["value"] == "was a viral rash"));
    assert!(history.iter().any(|e| e["field"] == "substance" && e["value"] == "Penicillin"));
    for (name, args) in [
        ("allergies.add", json!({ "patient": NOBODY, "substance": "x" })),
        ("allergies.withdraw", json!({ "id": NOBODY, "stamp": listed["stamp"], "reason": "x" })),
        ("consents.record", json!({ "patient": NOBODY, "purpose": "records", "given": true })),
    ] {
        assert_eq!(owner.code(name, args), "no-such-record", "{name}");
    }
}

#[test]
fn a_registration_takes_allergies_and_consents_along() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let id = text(&owner.call("patients.register", whole())["id"]);
    let card = owner.card(&id);
    assert_eq!(card["allergy_status"], "listed");
    assert_eq!(card["allergies"][0]["substance"], "Penicillin");
    let consents: Vec<(&Value, &Value)> =
        card["consents"].as_array().unwrap().iter().map(|c| (&c["purpose"], &c["given"])).collect();
    assert_eq!(consents, [(&json!("records"), &json!(true)), (&json!("reminders"), &json!(false))]);
    let none = owner.register_with("Asha Patil", "female", "8m", json!({ "no_known_allergy": true }));
    assert_eq!(owner.card(&none)["allergy_status"], "none_known");
}

#[test]
fn the_newest_word_on_a_consent_counts_and_never_blocks_care() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let id = owner.register("Sunita Patil", "female", "52");
    assert_eq!(owner.card(&id)["consents"], json!([]));
    for given in [true, false] {
        owner.call("consents.record", json!({ "patient": id, "purpose": "records", "given": given }));
        let card = owner.card(&id);
        assert_eq!(card["consents"].as_array().unwrap().len(), 1);
        assert_eq!(card["consents"][0]["given"], given);
    }
    update(&owner, &id, &owner.card(&id)["stamp"], json!({ "area": "Baner" }));
}
