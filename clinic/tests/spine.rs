//! The spine through the dispatcher: a clinic, a sign-in, a patient, found again, after a restart as well.

use clinic::{Clinic, Options};
use serde_json::{Value, json};

fn clinic_args() -> Value {
    json!({
        "name": "Vatsal Family Clinic",
        "businesses": [{ "legal_name": "Vatsal Clinic", "kind": "clinic", "address": "14 Karve Road",
                         "phone": "020 2000 0100", "tax_status": "unregistered" }],
        "owner": { "login": "meera", "name": "Dr. Meera Joshi", "password": "three little words" },
    })
}

#[test]
fn a_patient_registered_is_found_again_after_a_restart() {
    let home = tempfile::tempdir().unwrap();
    let clinic = Clinic::open(home.path(), Options::default()).unwrap();
    let seat = clinic.seat();
    let created = clinic.dispatch(&seat, "clinic.create", clinic_args()).unwrap();
    assert_eq!(created["words"].as_array().unwrap().len(), 24);
    let registered = clinic
        .dispatch(
            &seat,
            "patients.register",
            json!({ "name": "Sunita Ramesh Patil", "sex": "female", "age": "52", "phone": "90000 00142" }),
        )
        .unwrap();
    assert_eq!(registered["number"], "A1-000001");
    clinic.close().unwrap();
    drop(clinic);

    let clinic = Clinic::open(home.path(), Options::default()).unwrap();
    let seat = clinic.seat();
    assert_eq!(clinic.dispatch(&seat, "patients.find", json!({})).unwrap_err().code, "signed-out");
    clinic.dispatch(&seat, "session.sign_in", json!({ "user": "meera", "password": "three little words" })).unwrap();
    for query in ["s", "pat sun", "suneeta", "0142", "A1-000001", "52", "f 50"] {
        let found = clinic.dispatch(&seat, "patients.find", json!({ "query": query })).unwrap();
        assert_eq!(found["patients"][0]["name"], "Sunita Ramesh Patil", "{query}: {found}");
        assert_eq!(found["patients"][0]["phone"], "XXXXXX0142");
    }
    let status = clinic.dispatch(&seat, "app.status", json!({})).unwrap();
    assert_eq!(status["recovery_due"], true);
    assert_eq!(status["last_saved"], Value::Null);
}
