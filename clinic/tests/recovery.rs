//! Founding a clinic, and the sheet of words that opens it when everything else is lost.

mod common;

use common::{At, Desk, PASSWORD, founding, refusals, text, with};
use serde_json::{Value, json};

fn words(created: &Value) -> Vec<String> {
    created["words"].as_array().unwrap().iter().map(text).collect()
}

fn asked(created: &Value) -> Vec<usize> {
    created["ask"].as_array().unwrap().iter().map(|n| n.as_u64().unwrap() as usize).collect()
}

fn due(at: &At<'_>) -> bool {
    at.status()["recovery_due"].as_bool().unwrap()
}

fn pharmacy() -> Value {
    json!({ "legal_name": "Vatsal Medicals", "kind": "pharmacy", "address": "14 Karve Road", "phone": "98201 12345",
            "tax_status": "regular", "gstin": "27aapfu0939f1zv", "drug_licences": "MH-20-1, MH-21-1", "pin_code": "411038" })
}

#[test]
fn a_founded_clinic_is_open_with_its_owner_signed_in() {
    let desk = Desk::empty();
    let place = desk.place();
    assert_eq!(place.status()["profile"]["state"], "new");
    assert_eq!(place.code("session.sign_in", json!({ "user": "meera", "password": PASSWORD })), "no-clinic");
    place.call("clinic.create", with(founding(), json!({ "desk": "Counter", "language": "hi" })));
    let status = place.status();
    assert_eq!(status["profile"]["state"], "ready");
    assert_eq!((&status["clinic"], &status["session"]["user"]), (&json!("Vatsal Family Clinic"), &json!("meera")));
    assert_eq!((&status["desk"]["name"], &status["desk"]["register"]), (&json!("Counter"), &json!("A1")));
    assert_eq!(
        (&status["demo"], &status["practice"], &status["language"]),
        (&json!(false), &json!(false), &json!("hi"))
    );
    assert_eq!(place.code("clinic.create", founding()), "clinic-exists");
    let desk = desk.reopened();
    assert_eq!(desk.place().code("clinic.create", founding()), "clinic-exists");
    assert_eq!(desk.owner().status()["clinic"], "Vatsal Family Clinic");
}

#[test]
fn several_businesses_each_keep_their_own_details() {
    let desk = Desk::empty();
    let place = desk.place();
    let clinic = founding()["businesses"][0].clone();
    place.call(
        "clinic.create",
        with(founding(), json!({ "runs": "clinic_pharmacy", "businesses": [clinic, pharmacy()] })),
    );
    let said = place.call("clinic.get", json!({}));
    assert_eq!(said["businesses"].as_array().unwrap().len(), 2);
    let (clinic, shop) = (&said["businesses"][0], &said["businesses"][1]);
    assert_eq!((&clinic["legal_name"], &clinic["gstin"]), (&json!("Vatsal Clinic"), &Value::Null));
    assert_eq!((&shop["legal_name"], &shop["kind"]), (&json!("Vatsal Medicals"), &json!("pharmacy")));
    assert_eq!((&shop["gstin"], &shop["tax_status"]), (&json!("27AAPFU0939F1ZV"), &json!("regular")));
    assert_eq!(shop["drug_licences"], "MH-20-1, MH-21-1");
}

#[test]
fn every_bad_field_is_named_at_once_however_deep() {
    let desk = Desk::empty();
    let place = desk.place();
    let clinic = with(
        founding()["businesses"][0].clone(),
        json!({ "phone": "123", "pin_code": "0", "tax_status": "composition" }),
    );
    let shop = with(pharmacy(), json!({ "gstin": "27AAPFU0939F1ZA", "drug_licences": "MH-20-1" }));
    let bare = with(pharmacy(), json!({ "gstin": "", "drug_licences": " " }));
    let owner = json!({ "login": "me era", "name": "Meera", "password": "short" });
    let args = with(founding(), json!({ "businesses": [clinic, shop, bare], "owner": owner }));
    let expected = refusals(&[
        ("businesses.0.phone", "field-phone"),
        ("businesses.0.pin_code", "field-pin"),
        ("businesses.0.gstin", "field-gstin-needed"),
        ("businesses.1.gstin", "field-gstin-check"),
        ("businesses.1.drug_licences", "field-licence-20-21"),
        ("businesses.2.gstin", "field-gstin-needed"),
        ("businesses.2.drug_licences", "field-licence-needed"),
        ("owner.login", "field-login"),
        ("owner.password", "field-password-short"),
    ]);
    assert_eq!(place.fields("clinic.create", args), expected);
    let near = json!({ "login": "meerajoshi", "name": "Meera", "password": "MeeraJoshi1" });
    let args = with(founding(), json!({ "owner": near }));
    assert_eq!(place.fields("clinic.create", args), refusals(&[("owner.password", "field-password-login")]));
    let files: Vec<_> = std::fs::read_dir(desk.home.path()).unwrap().map(|f| f.unwrap().file_name()).collect();
    assert!(!files.iter().any(|f| f == "clinic.db" || f == "keyring"), "a refusal leaves no clinic: {files:?}");
    place.call("clinic.create", founding());
}

#[test]
fn the_words_are_twenty_four_that_prove_themselves_and_others_each_time() {
    let made: Vec<Vec<String>> =
        (0..2).map(|_| words(&Desk::empty().place().call("clinic.create", founding()))).collect();
    for words in &made {
        assert_eq!(words.len(), 24);
        assert!(store::keys::RecoveryWords::parse(&words.join(" ")).is_ok(), "{words:?}");
    }
    assert_ne!(made[0], made[1]);
}

#[test]
fn the_sheet_has_a_qr_code_to_print() {
    let created = Desk::empty().place().call("clinic.create", founding());
    let qr = text(&created["qr"]);
    assert!(qr.contains("<svg") && qr.trim_end().ends_with("</svg>"), "{qr}");
    assert!(!qr.contains("<script") && !qr.contains("href"));
    let ask = asked(&created);
    assert!(ask.len() == 3 && ask.is_sorted_by(|a, b| a < b) && ask[0] >= 1 && ask[2] <= 24, "{ask:?}");
}

#[test]
fn the_words_are_said_once() {
    let desk = Desk::empty();
    let place = desk.place();
    let args = with(founding(), json!({ "request_id": common::NOBODY }));
    let first = place.call("clinic.create", args.clone());
    let again = place.call("clinic.create", args.clone());
    assert_eq!((&again["words"], &again["qr"]), (&json!([]), &json!("")));
    assert_eq!((&again["clinic"], &again["ask"]), (&first["clinic"], &first["ask"]));
    let all = serde_json::to_string(&[place.status(), place.call("clinic.get", json!({}))]).unwrap();
    let long: Vec<String> = words(&first).into_iter().filter(|w| w.len() > 6).collect();
    assert!(long.iter().all(|w| !all.contains(w)), "{all}");
    let desk = desk.reopened();
    let after = desk.place().call("clinic.create", args);
    assert_eq!((&after["words"], &after["qr"]), (&json!([]), &json!("")));
}

#[test]
fn the_banner_stays_until_the_three_words_are_typed() {
    let desk = Desk::empty();
    let place = desk.place();
    let created = place.call("clinic.create", founding());
    let (sheet, ask) = (words(&created), asked(&created));
    assert!(due(&place));
    assert_eq!(place.call("clinic.get", json!({}))["ask"], created["ask"]);

    let three = |at: [usize; 3]| at.map(|n| sheet[n - 1].clone());
    let confirm = |words: &[String]| json!({ "words": words });
    let right = three([ask[0], ask[1], ask[2]]);
    let (turned, mut mistyped) = (three([ask[1], ask[0], ask[2]]), right.clone());
    mistyped[2].push('s');
    for wrong in [turned.to_vec(), mistyped.to_vec(), vec!["a".into(), "b".into(), "c".into()]] {
        if wrong != right {
            assert_eq!(
                place.fields("clinic.confirm_recovery", confirm(&wrong)),
                refusals(&[("words", "field-recovery-words")])
            );
        }
    }
    assert_eq!(place.fields("clinic.confirm_recovery", confirm(&right[..2]))[0].0, "words");
    assert_eq!(place.fields("clinic.confirm_recovery", confirm(&sheet))[0].0, "words");

    let desk = desk.reopened();
    let owner = desk.owner();
    assert!(due(&owner), "also after a restart");
    let typed: Vec<String> = right.iter().map(|w| format!(" {} ", w.to_uppercase())).collect();
    owner.call("clinic.confirm_recovery", confirm(&typed));
    assert!(!due(&owner));
    assert_eq!(owner.call("clinic.get", json!({}))["ask"], json!([]));
    assert_eq!(owner.code("clinic.confirm_recovery", confirm(&right)), "recovery-confirmed");
    let desk = desk.reopened();
    assert!(!due(&desk.owner()));
    desk.log();
}

#[test]
fn no_file_holds_the_words_or_the_password() {
    let desk = Desk::empty();
    let created = desk.place().call("clinic.create", founding());
    let desk = desk.reopened();
    let sheet = words(&created).join(" ");
    for file in std::fs::read_dir(desk.home.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for secret in [sheet.as_bytes(), &sheet.as_bytes()[..24], PASSWORD.as_bytes()] {
            assert!(!bytes.windows(secret.len()).any(|w| w == secret));
        }
    }
}
