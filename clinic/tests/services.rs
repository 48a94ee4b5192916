//! What is charged for, and what a visit costs.

mod common;

use common::money::Till;
use common::{NOBODY, refusals, text};
use serde_json::json;

#[test]
fn a_service_is_added_changed_and_retired() {
    let till = Till::new();
    let owner = till.owner();
    let new = json!({ "name": "Spirometry", "hsn": "999312", "treatment": "exempt", "price": 40_000 });
    let set = owner.call("services.set", new);
    let row = |name: &str, retired: bool| {
        let all = owner.call("services.list", json!({ "retired": retired }));
        all["services"].as_array().unwrap().iter().find(|s| s["name"] == name).cloned()
    };
    let found = row("Spirometry", false).unwrap();
    assert_eq!((&found["price"], &found["stamp"]), (&json!(40_000), &set["stamp"]));
    let change = json!({ "id": set["id"], "stamp": set["stamp"], "name": "Spirometry", "hsn": "999312",
                         "treatment": "exempt", "price": 45_000, "active": false });
    owner.call("services.set", change);
    assert!(row("Spirometry", false).is_none());
    assert_eq!(row("Spirometry", true).unwrap()["price"], 45_000);
    let prices = owner.history("service", &text(&set["id"])).into_iter().filter(|e| e["field"] == "price").count();
    assert_eq!(prices, 2);
    let patient = till.patient();
    let args = json!({ "patient": patient, "service": set["id"] });
    assert_eq!(till.front().fields("charges.add", args), refusals(&[("service", "field-service-retired")]));
}

#[test]
fn what_does_not_fit_is_refused_by_its_field() {
    let till = Till::new();
    let owner = till.owner();
    let good = json!({ "name": "Spirometry", "treatment": "exempt", "price": 40_000 });
    for (more, refused) in [
        (json!({ "hsn": "99x" }), ("hsn", "field-hsn")),
        (json!({ "unit": "no" }), ("unit", "field-unit")),
        (json!({ "treatment": "taxable" }), ("rate", "field-rate")),
        (json!({ "rate": 500 }), ("rate", "field-rate")),
        (json!({ "price": -1 }), ("price", "field-number-range")),
        (json!({ "doctor": till.joshi, "visit_kind": "new" }), ("visit_kind", "field-fee-twice")),
        (json!({ "id": NOBODY }), ("stamp", "field-stamp")),
    ] {
        let args = common::with(good.clone(), more);
        assert_eq!(owner.fields("services.set", args), refusals(&[refused]));
    }
    assert_eq!(till.front().code("services.set", good), "not-permitted");
}

#[test]
fn a_fee_is_the_doctors_own_and_the_next_visit_within_the_days_is_free() {
    let till = Till::new();
    let front = till.front();
    let patient = till.patient();
    let fee = |till: &Till, doctor: &str, kind: &str| {
        till.front().call("charges.fee", json!({ "patient": patient, "doctor": doctor, "kind": kind }))
    };
    assert_eq!(fee(&till, &till.joshi, "new")["price"], 50_000);
    assert_eq!(fee(&till, &till.arjun, "new")["price"], 60_000);
    assert_eq!(fee(&till, &till.joshi, "follow_up")["price"], 30_000, "nothing was charged before");
    let paid = json!({ "patient": patient, "doctor": till.joshi, "kind": "new", "tenders": [{ "tender": "cash" }] });
    let first = front.call("queue.check_in", paid);
    assert_eq!((&first["free"], &first["due"]), (&json!(false), &json!(0)));
    let free = fee(&till, &till.joshi, "follow_up");
    assert_eq!((&free["price"], &free["free"]["after"]), (&json!(0), &first["visit"]));
    assert_eq!(fee(&till, &till.joshi, "new")["price"], 50_000, "something new is charged");
    assert_eq!(fee(&till, &till.arjun, "follow_up")["price"], 40_000, "with another doctor");
    // Seven clinic days, Sundays not among them: the next Tuesday is the seventh after a Monday.
    let till = till.on("2026-12-01T09:00");
    assert_eq!(fee(&till, &till.joshi, "follow_up")["free"]["clinic_day"], 7);
    let till = till.on("2026-12-02T09:00");
    assert_eq!(fee(&till, &till.joshi, "follow_up")["price"], 30_000);
}

#[test]
fn a_free_visit_uses_up_its_turn_and_does_not_begin_the_days_anew() {
    let till = Till::new();
    let patient = till.patient();
    let joshi = till.joshi.clone();
    let paid = json!({ "patient": patient, "doctor": joshi, "kind": "new", "tenders": [{ "tender": "upi" }] });
    let first = till.front().call("queue.check_in", paid);
    let till = till.on("2026-11-26T09:00");
    let again = json!({ "patient": patient, "doctor": joshi, "kind": "follow_up" });
    let second = till.front().call("queue.check_in", again.clone());
    assert_eq!((&second["free"], &second["bill"], &second["charge"]), (&json!(true), &json!(null), &json!(null)));
    let till = till.on("2026-11-27T09:00");
    let fee = json!({ "patient": patient, "doctor": joshi, "kind": "follow_up" });
    assert_eq!(till.front().call("charges.fee", fee)["price"], 30_000, "one visit is free, not two");
    let refused = till.front().fields("queue.check_in", again);
    assert_eq!(refused, refusals(&[("tenders", "field-fee-how")]));
    assert_ne!(first["visit"], second["visit"]);
}

#[test]
fn a_business_says_where_it_takes_upi() {
    let till = Till::new();
    let owner = till.owner();
    let all = owner.call("clinic.get", json!({}));
    let (clinic, chemist) = (&all["businesses"][0], &all["businesses"][1]);
    let set = |business: &serde_json::Value, upi: &str, state: &str| json!({ "id": business["id"], "stamp": business["stamp"], "upi_address": upi, "state_code": state });
    for (args, refused) in [
        (set(clinic, "no address", "27"), ("upi_address", "field-upi")),
        (set(clinic, "a.b@bank", "99"), ("state_code", "field-state")),
        (set(chemist, "a.b@bank", "29"), ("state_code", "field-state-gstin")),
    ] {
        assert_eq!(owner.fields("clinic.update_business", args), refusals(&[refused]));
    }
    owner.call("clinic.update_business", set(clinic, "other@bank", "29"));
    let link = till.front().call("upi.link", json!({ "amount": 25_005 }));
    assert_eq!(link["link"], "upi://pay?pa=other@bank&pn=Vatsal%20Family%20Clinic&am=250.05&cu=INR");
    assert!(text(&link["qr"]).contains("<svg"));
}
