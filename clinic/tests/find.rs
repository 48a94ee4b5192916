//! Finding patients by whatever a person has.

mod common;

use std::collections::HashSet;

use common::{At, Desk, refusals, text};
use serde_json::{Value, json};

fn people(owner: &At<'_>) {
    for (name, sex, age, more) in [
        (
            "Sunita Ramesh Patil",
            "female",
            "52",
            json!({ "phone": "98201 12345", "guardian": "Ramesh Patil", "area": "Kothrud", "abha_number": "91-0000-0000-3421",
                    "abha_address": "srp.1974@sbx" }),
        ),
        (
            "Lakshmi Iyer",
            "female",
            "30",
            json!({ "phone": "90000 67890", "area": "Baner", "guardian": "Venkatesh Iyer" }),
        ),
        ("Shrinivas Kulkarni", "male", "61", json!({ "area": "Aundh" })),
        ("Mohammed Shaikh", "male", "24", json!({ "phone": "+1 202 555 0123" })),
        ("सुनीता शर्मा", "female", "45", json!({})),
        (
            "Asha Patil",
            "female",
            "8m",
            json!({ "phone": "98201 12345", "guardian": "Sunita Patil", "area": "Kothrud" }),
        ),
    ] {
        owner.register_with(name, sex, age, more);
    }
}

fn finds(owner: &At<'_>, query: &str, names: &[&str]) {
    let (found, expected) = (owner.find(query), names);
    let mut sorted: (Vec<&str>, Vec<&str>) = (found.iter().map(String::as_str).collect(), expected.to_vec());
    sorted.0.sort_unstable();
    sorted.1.sort_unstable();
    assert_eq!(sorted.0, sorted.1, "{query}");
}

const SUNITA: &str = "Sunita Ramesh Patil";
const LAKSHMI: &str = "Lakshmi Iyer";
const SHRINIVAS: &str = "Shrinivas Kulkarni";
const MOHAMMED: &str = "Mohammed Shaikh";
const SHARMA: &str = "सुनीता शर्मा";
const ASHA: &str = "Asha Patil";

#[test]
fn one_box_takes_whatever_is_known() {
    let desk = Desk::founded();
    let owner = desk.owner();
    people(&owner);
    // Fragments of names, in any order, from the first letter, in any script.
    finds(&owner, "l", &[LAKSHMI]);
    finds(&owner, "pat sun", &[SUNITA, ASHA]);
    finds(&owner, "SUNITA ramesh patil", &[SUNITA]);
    finds(&owner, "ulkarn", &[SHRINIVAS]);
    finds(&owner, "sunita", &[SUNITA, SHARMA, ASHA]);
    finds(&owner, "सुनीता पाटिल", &[SUNITA, ASHA]);
    // As they sound.
    finds(&owner, "laxmi", &[LAKSHMI]);
    finds(&owner, "srinivas", &[SHRINIVAS]);
    finds(&owner, "suneeta sarma", &[SHARMA]);
    finds(&owner, "mohamad shekh", &[MOHAMMED]);
    // Guardian and area.
    finds(&owner, "venkatesh", &[LAKSHMI]);
    finds(&owner, "kothrud", &[SUNITA, ASHA]);
    finds(&owner, "asha kothrud", &[ASHA]);
    // Digits: any four of a phone, a whole one as it is said, ABHA, the clinic's own number.
    for digits in [
        "9820",
        "2011",
        "12345",
        "98201 12345",
        "+91 98201-12345",
        "09820112345",
        // In two halves behind a 0 or the country's code, and as far as it is typed.
        "098201 12345",
        "0 98201 12345",
        "09820",
        "098201 123",
        "+91 9820",
        "0091 98201 12345",
        "(+91) 98201 12345",
    ] {
        finds(&owner, digits, &[SUNITA, ASHA]);
    }
    // The ABHA address, from its first letters.
    for address in ["srp.1974@sbx", "SRP.1974@", "srp", "1974@sbx"] {
        finds(&owner, address, if address.starts_with('1') { &[] } else { &[SUNITA] });
    }
    finds(&owner, "0123", &[MOHAMMED]);
    finds(&owner, "91-0000-0000-3421", &[SUNITA]);
    finds(&owner, "3421", &[SUNITA]);
    finds(&owner, "A1-000002", &[LAKSHMI]);
    finds(&owner, "a1-2", &[LAKSHMI]);
    // Age, give or take five years, and sex.
    finds(&owner, "57", &[SUNITA, SHRINIVAS]);
    finds(&owner, "47", &[SUNITA, SHARMA]);
    finds(&owner, "f 52", &[SUNITA]);
    finds(&owner, "m/59", &[SHRINIVAS]);
    finds(&owner, "8m", &[ASHA]);
    finds(&owner, "patil f", &[SUNITA, ASHA]);
    finds(&owner, "patil m", &[]);
    // Several at once.
    finds(&owner, "patil 9820 50", &[SUNITA]);
    finds(&owner, "zebra", &[]);
    finds(&owner, "'; DROP TABLE patient; --", &[]);
    assert_eq!(owner.find("").len(), 6);
}

#[test]
fn a_row_says_why_it_is_there_where_that_does_not_show() {
    let desk = Desk::founded();
    let owner = desk.owner();
    people(&owner);
    let why = |query: &str| owner.call("patients.find", json!({ "query": query }))["patients"][0].get("why").cloned();
    assert_eq!(why("lakshmi"), None);
    assert_eq!(why("laxmi"), Some(json!(["sound"])));
    assert_eq!(why("67890"), Some(json!(["phone"])));
    assert_eq!(why("3421"), Some(json!(["abha"])));
    assert_eq!(why("srp.1974@sbx"), Some(json!(["abha"])));
    assert_eq!(why("A1-000002"), Some(json!(["number"])));
    assert_eq!(why("venkatesh"), Some(json!(["guardian"])));
    assert_eq!(why("baner"), Some(json!(["area"])));
    let row = owner.call("patients.find", json!({ "query": "lakshmi" }))["patients"][0].clone();
    assert_eq!(
        (&row["guardian"], &row["area"], &row["phone"]),
        (&json!("Venkatesh Iyer"), &json!("Baner"), &json!("XXXXXX7890"))
    );
    assert_eq!(row["last_visit"], Value::Null);
}

#[test]
fn the_name_itself_comes_before_a_sound_and_a_guardian() {
    let desk = Desk::founded();
    let owner = desk.owner();
    owner.register_with("Zeenat Khan", "female", "40", json!({ "guardian": "Sunita Khan" }));
    owner.register("Suneeta Rao", "female", "40");
    owner.register("Sunita Rao", "female", "40");
    owner.register_with("Asha Rao", "female", "40", json!({ "guardian": "Sunita Rao" }));
    assert_eq!(owner.find("sunita"), ["Sunita Rao", "Suneeta Rao", "Asha Rao", "Zeenat Khan"]);
}

#[test]
fn what_was_changed_is_found_at_once_by_the_new_and_not_by_the_old() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let id = owner.register_with("Sunita Patil", "female", "52", json!({ "phone": "98201 12345" }));
    assert_eq!(owner.find("sunita").len(), 1);
    let change = json!({ "id": id, "stamp": owner.card(&id)["stamp"], "name": "Kavita Patil", "phone": "90000 67890", "age": "20" });
    owner.call("patients.update", change);
    for (query, found) in [("sunita", 0), ("kavita", 1), ("12345", 0), ("67890", 1), ("52", 0), ("20", 1)] {
        assert_eq!(owner.find(query).len(), found, "{query}");
    }
    let desk = desk.reopened();
    assert_eq!(desk.owner().find("kavita 67890"), ["Kavita Patil"]);
}

#[test]
fn pages_show_everyone_once() {
    let desk = Desk::founded();
    let owner = desk.owner();
    // By name and by guardian in turns, so that ranking and recency disagree.
    for n in 0..340 {
        let who = |given: &str| format!("{given} Patil{}", char::from(b'a' + (n % 26) as u8));
        let (name, guardian) = if n % 3 == 0 { (who("Asha"), "Sunita") } else { (who("Sunita"), "Ramesh") };
        owner.register_with(&name, "female", "52", json!({ "guardian": guardian }));
    }
    for (query, limit) in [("sunita", 50), ("", 100), ("52", 7)] {
        let (mut seen, mut after, mut rows) = (HashSet::new(), Value::Null, 0);
        loop {
            let mut args = json!({ "query": query, "limit": limit });
            if !after.is_null() {
                args["after"] = after;
            }
            let page = owner.call("patients.find", args);
            let found = page["patients"].as_array().unwrap();
            assert!(found.len() <= limit);
            rows += found.len();
            seen.extend(found.iter().map(|p| text(&p["id"])));
            after = page["next"].clone();
            if after.is_null() {
                break;
            }
        }
        assert_eq!((rows, seen.len()), (340, 340), "{query}");
    }
}

#[test]
fn a_page_that_was_never_handed_out_is_refused() {
    let desk = Desk::founded();
    let owner = desk.owner();
    owner.register("Sunita Patil", "female", "52");
    for after in ["x", "-1", "1.5", "18446744073709551615", "99999999999999999999"] {
        let args = json!({ "query": "s", "after": after });
        assert_eq!(owner.fields("patients.find", args), refusals(&[("after", "field-id")]), "{after}");
    }
    let beyond = owner.call("patients.find", json!({ "query": "s", "after": u32::MAX.to_string() }));
    assert_eq!(beyond["patients"], json!([]));
    for limit in [json!(0), json!(101), json!(-1)] {
        assert_eq!(
            owner.fields("patients.find", json!({ "limit": limit })),
            refusals(&[("limit", "field-number-range")])
        );
    }
    for limit in [json!("5"), json!(1.5)] {
        assert_eq!(
            owner.fields("patients.find", json!({ "limit": limit })),
            refusals(&[("limit", "field-wrong-type")])
        );
    }
}

#[test]
fn the_last_visit_is_found_by_year_and_by_month() {
    let desk = Desk::demo(90, "11:40");
    let owner = desk.demo_person("desk");
    let all = owner.call("patients.find", json!({ "limit": 100 }))["patients"].as_array().unwrap().clone();
    let day = |row: &Value| row["last_visit"].as_i64().map(|at| model::day::Day::at(at, 330).to_iso());
    for (query, from, to) in [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("last october", "2026-10-01", "2026-10-31"),
        ("last march", "2026-03-01", "2026-03-31"),
        ("09/2026", "2026-09-01", "2026-09-30"),
    ] {
        let mut expected: Vec<String> = all
            .iter()
            .filter(|row| day(row).is_some_and(|d| d.as_str() >= from && d.as_str() <= to))
            .map(|row| text(&row["name"]))
            .collect();
        let mut found = owner.find(query);
        expected.sort();
        found.sort();
        assert_eq!(found, expected, "{query}");
    }
    assert!(!owner.find("2026").is_empty() && !owner.find("last october").is_empty());
}
