//! Lists brought in and taken out again: what is understood, what is refused by line and column, and that it is
//! all of a list or nothing.

#![allow(clippy::unwrap_used, reason = "a test that cannot read a reply has failed")]

mod common;

use common::{At, Desk, refusals, text, with};
use serde_json::{Value, json};

const GOOD: &str = "Patient Name,Gender,Age,Mobile No.,Father/Husband,Village,PIN,Aadhaar last 4,ABHA,Blood group,Allergy\n\
    Sunita Ramesh Patil,F,52,90000 00142,Ramesh Patil,Kothrud,411 038,4321,91-0000-0000-3421,B+,\"Penicillin, Dust\"\n\
    Imran Qureshi,male,12/3/84,,,Camp,,,imran.q@sbx,o neg,none\n\
    कमला अय्यर,स्त्री,८ महीने,९०००० ००१४३,,,,,,,\n";

fn apply(at: &At<'_>, csv: &str) -> Value {
    at.call("imports.apply", json!({ "csv": csv }))
}

/// What the preview says of each bad cell.
fn bad(at: &At<'_>, csv: &str) -> Vec<(u64, String, String)> {
    let preview = at.call("imports.preview", json!({ "csv": csv }));
    let bad = preview["bad"].as_array().unwrap();
    bad.iter().map(|b| (b["line"].as_u64().unwrap(), text(&b["column"]), text(&b["message"]))).collect()
}

fn id_of(at: &At<'_>, query: &str) -> String {
    text(&at.call("patients.find", json!({ "query": query }))["patients"][0]["id"])
}

#[test]
fn a_good_list_is_previewed_and_brought_in() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let preview = owner.call("imports.preview", json!({ "csv": GOOD }));
    assert_eq!((&preview["rows"], &preview["good"], &preview["look_alikes"]), (&json!(3), &json!(3), &json!(0)));
    assert_eq!(preview["bad"], json!([]));
    assert_eq!(preview["columns"]["Patient Name"], "name");
    assert_eq!(preview["columns"]["Village"], "area");
    assert_eq!(owner.find(""), Vec::<String>::new(), "a preview keeps nothing");

    assert_eq!(apply(&owner, GOOD)["added"], 3);
    let card = owner.card(&id_of(&owner, "0142"));
    for (field, value) in [
        ("number", "A1-000001"),
        ("name", "Sunita Ramesh Patil"),
        ("sex", "female"),
        ("guardian", "Ramesh Patil"),
        ("area", "Kothrud"),
        ("pin_code", "411038"),
        ("blood_group", "B+"),
        ("abha_number", "XX-XXXX-XXXX-3421"),
        ("allergy_status", "listed"),
    ] {
        assert_eq!(card[field], value, "{field}");
    }
    let allergies: Vec<String> = card["allergies"].as_array().unwrap().iter().map(|a| text(&a["substance"])).collect();
    assert_eq!(allergies, ["Penicillin", "Dust"]);
    let imran = owner.card(&id_of(&owner, "imran"));
    assert_eq!((&imran["birth"], &imran["blood_group"]), (&json!("1984-03-12"), &json!("O-")));
    assert_eq!(imran["allergy_status"], "none_known");
    assert!(text(&imran["abha_address"]).ends_with("@sbx"));
    assert_eq!(owner.find("kamala"), ["कमला अय्यर"]);
    // The founding, and the import as one transaction.
    assert_eq!(desk.log(), 2);
}

#[test]
fn every_form_of_list_is_read() {
    for (list, names) in [
        ("\u{feff}Name;Sex;Age\r\nAsha Pawar;F;40\r\nVijay Sawant;M;41\r\n", vec!["Vijay Sawant", "Asha Pawar"]),
        ("नाम\tलिंग\tउम्र\nआशा पवार\tमहिला\t४०\n", vec!["आशा पवार"]),
        (
            "First Name,Last Name,Sex,DOB,Husband's name\nAsha,Pawar,f,1984-03-12 00:00:00,Sunil Pawar\n",
            vec!["Asha Pawar"],
        ),
        ("Name,Sex,Age,Remarks\n\n\"Pawar, Asha\",F,40,\"a\nb\"\n,,,\n", vec!["Pawar, Asha"]),
    ] {
        let desk = Desk::founded();
        let owner = desk.owner();
        assert_eq!(apply(&owner, list)["added"], names.len(), "{list}");
        let mut found = owner.find("");
        found.sort();
        let mut names = names;
        names.sort_unstable();
        assert_eq!(found, names);
    }
}

#[test]
fn a_mapping_says_what_headings_do_not() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let csv = "Who,Name,S,Years\nAsha Pawar,Ward 3,F,40\n";
    let columns = json!({ "Who": "name", "Name": "-", "S": "sex", "Years": "age" });
    let preview = owner.call("imports.preview", json!({ "csv": csv, "columns": columns }));
    assert_eq!(preview["columns"], columns);
    let lacks = owner.call("imports.preview", json!({ "csv": csv }));
    assert_eq!(lacks["lacks"], "The list needs columns for name, sex and age. Say which they are.");
    assert_eq!((&lacks["rows"], &lacks["headings"]), (&json!(0), &json!(["Who", "Name", "S", "Years"])));
    assert!(lacks["fields"].as_array().unwrap().contains(&json!("birth_date")));
    assert_eq!(owner.fields("imports.apply", json!({ "csv": csv })), refusals(&[("csv", "field-list-columns")]));
    owner.call("imports.apply", json!({ "csv": csv, "columns": columns }));
    assert_eq!(owner.find("asha"), ["Asha Pawar"]);
    let wrong = with(columns, json!({ "Who": "nickname", "Whom": "name" }));
    let refused = owner.fields("imports.preview", json!({ "csv": csv, "columns": wrong }));
    assert_eq!(refused, refusals(&[("columns.Who", "field-choice"), ("columns.Whom", "field-list-no-column")]));
}

#[test]
fn each_bad_row_is_named_by_line_and_column() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let head = "Name,Sex,Age,Phone,PIN,Blood,Aadhaar\n";
    for (row, column, message) in [
        (",F,40,,,,", "Name", "This is still empty. Fill it in."),
        ("<b>Asha</b>,F,40,,,,", "Name", "A name has letters. Leave out signs such as < > = and ;."),
        ("Asha,,40,,,,", "Sex", "This is still empty. Fill it in."),
        ("Asha,X,40,,,,", "Sex", "Write the sex as F, M or other."),
        ("Asha,F,old,,,,", "Age", "Type an age such as 45, 8m or 10d, or a birth date such as 12/3/84."),
        ("Asha,F,140,,,,", "Age", "An age is from 0 to 120 years. Check what you typed."),
        ("Asha,F,31/2/84,,,,", "Age", "The calendar has no such day. Check the day and the month."),
        ("Asha,F,40,90000,,,", "Phone", "A phone number has 10 digits."),
        ("Asha,F,40,,41103,,", "PIN", "A PIN code has 6 digits and does not begin with 0."),
        ("Asha,F,40,,,Z+,", "Blood", "Write the blood group like this: B+ or AB-."),
        ("Asha,F,40,,,,123", "Aadhaar", "Type only the last 4 digits of the Aadhaar number."),
        ("Asha,F,40,,,,,one more", "", "This row has more cells than the heading. Look for a comma too many."),
        ("Asha\u{202e},F,40,,,,", "Name", "There is a hidden character in here. Clear it and type it again."),
    ] {
        let csv = format!("{head}Vijay Sawant,M,41,,,,\n{row}\n");
        assert_eq!(bad(&owner, &csv), [(3, column.to_owned(), message.to_owned())], "{row}");
    }
    let long = format!("{head}{},F,40,,,,\n", "a".repeat(121));
    assert_eq!(bad(&owner, &long)[0].2, "This can have at most 120 characters. Make it shorter.");
    let both = bad(&owner, &format!("{head}Asha,X,old,,,,\n"));
    assert_eq!(both.iter().map(|b| b.1.as_str()).collect::<Vec<_>>(), ["Sex", "Age"]);
    owner.call("session.set_language", json!({ "language": "hi" }));
    assert_eq!(bad(&owner, &format!("{head}Asha,F,40,90000,,,\n"))[0].2, "फ़ोन नंबर में 10 अंक होते हैं।");
}

#[test]
fn a_row_that_is_there_twice_is_bad_and_one_that_looks_like_somebody_is_counted() {
    let desk = Desk::founded();
    let owner = desk.owner();
    owner.register("Lakshmi Iyer", "female", "71");
    let csv = "Name,Sex,Age,Phone\nLaxmi Iyer,F,71,\nAsha Pawar,F,40,9000000142\nASHA  PAWAR,female,40,90000 00142\n\
               Asha Pawar,F,40,9000000143\n";
    let preview = owner.call("imports.preview", json!({ "csv": csv }));
    assert_eq!((&preview["rows"], &preview["good"], &preview["look_alikes"]), (&json!(4), &json!(3), &json!(1)));
    let twice = "This is line 3 once more. Take one of them out.";
    assert_eq!(preview["bad"], json!([{ "line": 4, "column": "Name", "message": twice }]));
}

#[test]
fn lines_are_counted_as_a_person_counts_them() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let csv = "Name,Sex,Age,Address\nAsha,F,40,\"Flat 1\nLane 2\"\n\nVijay,M,old,\nBaban,M,older,\n";
    let lines: Vec<u64> = bad(&owner, csv).iter().map(|b| b.0).collect();
    assert_eq!(lines, [5, 6]);
}

#[test]
fn nothing_is_half_imported() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let csv = "Name,Sex,Age\nAsha Pawar,F,40\nVijay Sawant,M,old\nBaban Kale,M,60\n";
    let fault = owner.refused("imports.apply", json!({ "csv": csv }));
    assert_eq!((fault.code.as_str(), fault.slots[0].1.as_str()), ("import-bad", "1"));
    assert_eq!(owner.find(""), Vec::<String>::new());
    assert_eq!(desk.log(), 1);
    let added = owner.call("imports.apply", json!({ "csv": csv, "skip_bad": true }));
    assert_eq!(added["added"], 2);
    assert_eq!(owner.find("").len(), 2);
    assert_eq!(owner.find("vijay"), Vec::<String>::new());
    let none = owner.fields("imports.apply", json!({ "csv": "Name,Sex,Age\nVijay,M,old\n", "skip_bad": true }));
    assert_eq!(none, refusals(&[("csv", "field-list-empty")]));
}

#[test]
fn many_bad_rows_are_all_counted_and_200_listed() {
    let desk = Desk::founded();
    let rows: String = (0..450).map(|i| format!("Asha {i},F,old\n")).collect();
    let preview = desk.owner().call("imports.preview", json!({ "csv": format!("Name,Sex,Age\n{rows}") }));
    assert_eq!((&preview["rows"], &preview["good"]), (&json!(450), &json!(0)));
    assert_eq!(preview["bad"].as_array().unwrap().len(), 200);
}

#[test]
fn a_list_that_is_too_long_is_refused_by_name() {
    let desk = Desk::founded();
    let csv = format!("Name,Sex,Age\n{}", "x,,\n".repeat(200_001));
    assert_eq!(desk.owner().fields("imports.preview", json!({ "csv": csv })), refusals(&[("csv", "field-list-rows")]));
}

#[test]
fn the_same_request_brings_a_list_in_once() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let request = "018bcfe5-6800-7000-8000-00000000abcd";
    let args = json!({ "csv": GOOD, "request_id": request });
    let first = owner.call("imports.apply", args.clone());
    assert_eq!(owner.call("imports.apply", args), first);
    assert_eq!(owner.find("").len(), 3);
    let undo = json!({ "id": first["id"], "request_id": "018bcfe5-6800-7000-8000-00000000abce" });
    let undone = owner.call("imports.undo", undo.clone());
    assert_eq!(owner.call("imports.undo", undo), undone);
}

#[test]
fn an_undo_takes_out_what_nobody_has_worked_on() {
    let desk = Desk::founded();
    let owner = desk.owner();
    owner.register("Meenal Kadam", "female", "33");
    let csv = "Name,Sex,Age,Allergies\nAsha Pawar,F,40,Dust\nVijay Sawant,M,41,\nBaban Kale,M,60,\nTara Bhosale,F,1,\n\
               Rekha Solanki,F,31,\n";
    let import = apply(&owner, csv)["id"].clone();
    let card = owner.card(&id_of(&owner, "vijay"));
    owner.call("patients.update", json!({ "id": card["id"], "stamp": card["stamp"], "area": "Kothrud" }));
    owner.call("allergies.add", json!({ "patient": id_of(&owner, "baban"), "substance": "Sulfa" }));
    owner.call("consents.record", json!({ "patient": id_of(&owner, "tara"), "purpose": "records", "given": true }));
    let asha = id_of(&owner, "asha");

    assert_eq!(owner.call("imports.undo", json!({ "id": import })), json!({ "removed": 2, "kept": 3 }));
    let mut left = owner.find("");
    left.sort();
    assert_eq!(left, ["Baban Kale", "Meenal Kadam", "Tara Bhosale", "Vijay Sawant"]);
    assert_eq!(owner.card(&asha)["voided"], "The list that it came with was taken out.");
    assert_eq!(owner.history("patient", &asha)[0]["command"], "imports.undo");
    assert_eq!(owner.code("imports.undo", json!({ "id": import })), "import-undone");
    assert_eq!(owner.code("imports.undo", json!({ "id": common::NOBODY })), "no-such-record");
    desk.log();
    let again = desk.reopened();
    assert_eq!(again.owner().find("").len(), 4, "the taken out stay out");
}

mod hours {
    use super::*;
    use common::morning::{Morning, doctor};

    const LIST: &str = "Doctor,Days,From,To,Minutes\nDr. Meera Joshi,Mon-Fri,9,1 pm,10\n\
                        Meera Joshi,\"Tue, Thu\",5:30 pm,20:00,10\ndoctor,Sat,10.00,12.00,\n";

    fn hours(csv: &str) -> Value {
        json!({ "what": "hours", "csv": csv })
    }

    #[test]
    fn a_list_of_hours_replaces_the_weeks_of_its_doctors_and_is_taken_back_whole() {
        let m = Morning::new();
        let owner = m.desk.demo_person("owner");
        let before = [&m.joshi, &m.arjun].map(|id| doctor(&owner, id)["hours"].clone());
        let preview = owner.call("imports.preview", hours(LIST));
        assert_eq!((&preview["rows"], &preview["good"], &preview["bad"]), (&json!(3), &json!(3), &json!([])));
        assert_eq!(preview["columns"]["Minutes"], "slot");
        assert_eq!(doctor(&owner, &m.joshi)["hours"], before[0], "a preview keeps nothing");

        let import = owner.call("imports.apply", hours(LIST));
        assert_eq!(import["added"], 3);
        let joshi = doctor(&owner, &m.joshi)["hours"].clone();
        assert_eq!(joshi.as_array().unwrap().len(), 7);
        assert_eq!(joshi[2], json!({ "weekday": 2, "opens": 1050, "closes": 1200, "slot": 10, "per_slot": 1 }));
        let arjun = json!([{ "weekday": 6, "opens": 600, "closes": 720, "slot": 15, "per_slot": 1 }]);
        assert_eq!(doctor(&owner, &m.arjun)["hours"], arjun);

        owner.call("imports.undo", json!({ "id": import["id"] }));
        assert_eq!([&m.joshi, &m.arjun].map(|id| doctor(&owner, id)["hours"].clone()), before);
        assert_eq!(owner.code("imports.undo", json!({ "id": import["id"] })), "import-undone");
        m.desk.log();
    }

    #[test]
    fn hours_that_somebody_changed_since_stay() {
        let m = Morning::new();
        let owner = m.desk.demo_person("owner");
        let list = "Doctor,Day,From,To\nowner,Mon,9:00,13:00\nowner,Sun,9:00,13:00\nowner,Sat,9:00,13:00\n";
        let import = owner.call("imports.apply", hours(list));
        let sunday = json!([{ "weekday": 7, "opens": 540, "closes": 780, "slot": 15, "per_slot": 1 }]);
        owner.call("schedule.set_hours", json!({ "doctor": m.joshi, "hours": sunday }));
        let undone = owner.call("imports.undo", json!({ "id": import["id"] }));
        assert_eq!(undone, json!({ "removed": 1, "kept": 1 }), "Monday was there before the list");
    }

    #[test]
    fn each_bad_row_of_hours_is_named_by_line_and_column() {
        let m = Morning::new();
        let owner = m.desk.demo_person("owner");
        let head = "Doctor,Day,From,To,Slot,Per slot\n";
        for (row, column, message) in [
            ("Dr. Nobody,Mon,9,13,,", "Doctor", "Nobody of that name sees patients here now. Choose a doctor."),
            ("owner,Someday,9,13,,", "Day", "Write the weekday like this: Mon, or Mon-Fri."),
            ("owner,,9,13,,", "Day", "This is still empty. Fill it in."),
            ("owner,Mon,25,13,,", "From", "Type a time such as 11:40."),
            ("owner,Mon,13,9,,", "To", "A session ends after it begins and holds at least one slot."),
            ("owner,Mon,9,13,0,", "Slot", "Type a number from 1 to 240."),
            ("owner,Mon,9,13,,99", "Per slot", "Type a number from 1 to 50."),
            ("owner,Mon,17,19,,", "From", "This session overlaps another of the same day. Change one of them."),
        ] {
            let csv = format!("{head}owner,Mon,18,20,,\n{row}\n");
            let preview = owner.call("imports.preview", hours(&csv));
            assert_eq!(preview["bad"], json!([{ "line": 3, "column": column, "message": message }]), "{row}");
        }
        let lacks = owner.fields("imports.apply", hours("Doctor,Day\nowner,Mon\n"));
        assert_eq!(lacks, refusals(&[("csv", "field-list-hours")]));
        let nurse = format!("{head}nurse,Mon,9,13,,\n");
        assert_eq!(owner.code("imports.apply", hours(&nurse)), "import-bad");
    }
}

mod fees {
    use super::*;
    use common::money::Till;

    const LIST: &str = "Service,Doctor,Visit type,Fee,GST %,Unit,HSN\n\
                        Consultation,Dr. Meera Joshi,New,\"1,200\",,,\n\
                        Minor stitches,,,₹750,,,\n\
                        Knee support,,,450,12,NOS,90211000\n";

    fn fees(csv: &str) -> Value {
        json!({ "what": "fees", "csv": csv })
    }

    /// What is offered: name, price in paise, rate, HSN, whether it is a doctor's own.
    fn offered(at: &At<'_>) -> Vec<(String, i64, i64, Value, bool)> {
        let all = at.call("services.list", json!({}));
        let rows = all["services"].as_array().unwrap().iter();
        let row = |s: &Value| {
            let number = |field: &str| s[field].as_i64().unwrap();
            (text(&s["name"]), number("price"), number("rate"), s["hsn"].clone(), s["doctor"].is_string())
        };
        rows.map(row).collect()
    }

    fn of(offered: &[(String, i64, i64, Value, bool)], price: i64) -> Vec<&str> {
        offered.iter().filter(|s| s.1 == price).map(|s| s.0.as_str()).collect()
    }

    #[test]
    fn a_list_of_fees_sets_prices_and_is_taken_back_whole() {
        let till = Till::new();
        let owner = till.owner();
        let before = offered(&owner);
        let preview = owner.call("imports.preview", fees(LIST));
        assert_eq!((&preview["rows"], &preview["good"], &preview["bad"]), (&json!(3), &json!(3), &json!([])));
        assert_eq!((&preview["columns"]["Fee"], &preview["columns"]["GST %"]), (&json!("price"), &json!("rate")));
        assert_eq!(offered(&owner), before, "a preview keeps nothing");

        let import = owner.call("imports.apply", fees(LIST));
        assert_eq!(import["added"], 3);
        let after = offered(&owner);
        assert_eq!(after.len(), before.len() + 2, "one of them was here before");
        assert_eq!(of(&after, 120_000), ["Consultation"]);
        assert!(after.contains(&("Minor stitches".to_owned(), 75_000, 0, json!("9993"), false)));
        assert!(after.contains(&("Knee support".to_owned(), 45_000, 1_200, json!("90211000"), false)));
        // The check-in asks for the new fee.
        let patient = till.patient();
        let asked = json!({ "patient": patient, "doctor": till.joshi, "kind": "new" });
        assert_eq!(owner.call("charges.fee", asked)["price"], 120_000);

        let rows = owner.call("imports.list", json!({}))["imports"].clone();
        assert_eq!(
            (&rows[0]["what"], &rows[0]["rows"], &rows[0]["undone_at"]),
            (&json!("fees"), &json!(3), &Value::Null)
        );
        let undone = owner.call("imports.undo", json!({ "id": import["id"] }));
        assert_eq!(undone, json!({ "removed": 3, "kept": 0 }));
        assert_eq!(offered(&owner), before);
        assert!(owner.call("imports.list", json!({}))["imports"][0]["undone_at"].is_i64());
        till.desk.log();
    }

    #[test]
    fn the_same_list_again_changes_nothing() {
        let till = Till::new();
        let owner = till.owner();
        owner.call("imports.apply", fees(LIST));
        let before = owner.call("services.list", json!({}));
        owner.call("imports.apply", fees(LIST));
        assert_eq!(owner.call("services.list", json!({})), before);
    }

    #[test]
    fn a_fee_that_somebody_changed_since_stays_and_keeps_its_place() {
        let till = Till::new();
        let owner = till.owner();
        let import = owner.call("imports.apply", fees(LIST));
        let all = owner.call("services.list", json!({}));
        let fee = all["services"].as_array().unwrap().iter().find(|s| s["price"] == 120_000).unwrap().clone();
        let dearer = with(fee, json!({ "price": 130_000 }));
        let fields = ["id", "stamp", "business", "name", "hsn", "treatment", "rate", "price", "doctor", "visit_kind"];
        let args: serde_json::Map<String, Value> =
            fields.iter().map(|f| ((*f).to_owned(), dearer[*f].clone())).collect();
        owner.call("services.set", Value::Object(args));
        let undone = owner.call("imports.undo", json!({ "id": import["id"] }));
        assert_eq!(undone, json!({ "removed": 2, "kept": 1 }));
        let asked = json!({ "patient": till.patient(), "doctor": till.joshi, "kind": "new" });
        assert_eq!(owner.call("charges.fee", asked)["price"], 130_000, "two fees for one visit would be none");
    }

    #[test]
    fn each_bad_row_of_fees_is_named_by_line_and_column_and_nothing_is_half_brought_in() {
        let till = Till::new();
        let owner = till.owner();
        let before = offered(&owner);
        let head = "Name,Price,Doctor,Visit,HSN,Rate,Unit,Tax\n";
        for (row, column, message) in [
            (",500,,,,,,", "Name", "This is still empty. Fill it in."),
            ("X-ray,,,,,,,", "Price", "This is still empty. Fill it in."),
            ("X-ray,a lot,,,,,,", "Price", "Type an amount such as 500 or 499.50."),
            ("X-ray,-5,,,,,,", "Price", "Type an amount such as 500 or 499.50."),
            ("X-ray,500,Dr. Nobody,,,,,", "Doctor", "Nobody of that name sees patients here now. Choose a doctor."),
            ("X-ray,500,,sometimes,,,,", "Visit", "Write the visit as new, follow-up, vaccine or report."),
            ("X-ray,500,,,99,,,", "HSN", "HSN and SAC codes have 4, 6 or 8 digits."),
            ("X-ray,500,,,,many,,", "Rate", "Type the rate in percent, such as 5 or 12."),
            ("X-ray,500,,,,0,,taxable", "Rate", "What is taxable has a rate above 0, and nothing else has one."),
            ("X-ray,500,,,,,NO,", "Unit", "A unit has three letters, such as NOS or TBS."),
            ("X-ray,500,,,,,,perhaps", "Tax", "Write the tax as exempt, nil, taxable or outside."),
            ("dressing,500,,,,,,", "Name", "This is line 2 once more. Take one of them out."),
            ("X-ray\u{202e},500,,,,,,", "Name", "There is a hidden character in here. Clear it and type it again."),
        ] {
            let csv = format!("{head}Dressing,100,,,,,,\n{row}\n");
            let preview = owner.call("imports.preview", fees(&csv));
            assert_eq!(preview["bad"], json!([{ "line": 3, "column": column, "message": message }]), "{row}");
            assert_eq!(owner.code("imports.apply", fees(&csv)), "import-bad", "{row}");
        }
        assert_eq!(offered(&owner), before);
        let long = owner.call("imports.preview", fees(&format!("{head}{},5,,,,,,\n", "a".repeat(81))));
        assert_eq!(long["bad"][0]["message"], "This can have at most 80 characters. Make it shorter.");
        let lacks = owner.fields("imports.apply", fees("Name,Doctor\nX-ray,owner\n"));
        assert_eq!(lacks, refusals(&[("csv", "field-list-fees")]));
    }
}
