//! Each person's drawer, and the money of a day.

mod common;

use common::money::{Till, tender};
use common::{refusals, text};
use serde_json::{Value, json};

fn put(till: &Till, why: &str, rupees: i64) -> Value {
    till.front().call("drawer.put", json!({ "why": why, "amount": rupees * 100, "note": "tea" }))
}

#[test]
fn a_drawer_holds_its_float_what_patients_paid_and_what_was_not_taken_out() {
    let till = Till::new();
    put(&till, "float", 2_000);
    let bill = till.bill(&till.patient(), 500);
    till.front()
        .call("payments.take", json!({ "bills": [bill], "tenders": [tender("cash", 400), tender("upi", 100)] }));
    put(&till, "payout", 40);
    put(&till, "drawings", 1_000);
    assert_eq!(put(&till, "deposit", 100)["expected"], 126_000);
    till.front().call("payments.refund", json!({ "bill": bill, "amount": 10_000, "tender": "cash", "reason": "x" }));
    let drawer = till.front().call("drawer.get", json!({}));
    let part = &drawer["parts"][0];
    assert_eq!((&drawer["expected"], &part["opening"]), (&json!(116_000), &json!(0)));
    assert_eq!((&part["received"], &part["refunded"]), (&json!(40_000), &json!(-10_000)));
    assert_eq!(part["entries"].as_array().unwrap().len(), 4);
    let till = till.on("2026-11-24T09:00");
    let part = till.front().call("drawer.get", json!({}))["parts"][0].clone();
    assert_eq!((&part["opening"], &part["expected"], &part["received"]), (&json!(116_000), &json!(116_000), &json!(0)));
}

#[test]
fn counting_wants_a_reason_for_a_difference_and_holds_from_then_on() {
    let till = Till::new();
    put(&till, "float", 2_000);
    let close = json!({ "notes": [{ "value": 500, "count": 3 }, { "value": 100, "count": 4 }], "coins": 50 });
    assert_eq!(till.front().fields("drawer.close", close.clone()), refusals(&[("reason", "field-difference-reason")]));
    let closed = till.front().call("drawer.close", common::with(close, json!({ "reason": "Gave too much change" })));
    let sums = ["expected", "counted", "difference"].map(|name| closed[name].as_i64().unwrap());
    assert_eq!((sums, text(&closed["denominations"])), ([200_000, 195_000, -5_000], "500×3 100×4 coins×50".to_owned()));
    assert_eq!(till.drawer(), 195_000);
    let again = json!({ "notes": [{ "value": 500, "count": 3 }, { "value": 100, "count": 4 }], "coins": 50 });
    assert_eq!(till.front().call("drawer.close", again)["difference"], 0);
    assert_eq!(till.front().call("drawer.get", json!({}))["parts"][0]["last_close"]["counted"], 195_000);
    for (notes, refused) in [
        (json!([{ "value": 30, "count": 1 }]), ("notes.0.value", "field-note-value")),
        (json!([{ "value": 10, "count": 1 }, { "value": 10, "count": 1 }]), ("notes.1.value", "field-twice")),
    ] {
        assert_eq!(till.front().fields("drawer.close", json!({ "notes": notes })), refusals(&[refused]));
    }
    let payout = json!({ "why": "payout", "amount": 100 });
    assert_eq!(till.front().fields("drawer.put", payout), refusals(&[("note", "field-payout-note")]));
}

#[test]
fn a_drawer_is_its_persons_and_the_owners_to_see() {
    let till = Till::new();
    put(&till, "float", 2_000);
    let users = till.owner().call("users.list", json!({}));
    let id =
        |login: &str| users["users"].as_array().unwrap().iter().find(|u| u["login"] == login).unwrap()["id"].clone();
    let (desk, pharmacist) = (id("desk"), till.desk.demo_person("pharmacist"));
    assert_eq!(till.owner().call("drawer.get", json!({ "person": desk }))["expected"], 200_000);
    assert_eq!(till.desk.demo_person("accountant").call("drawer.get", json!({ "person": desk }))["expected"], 200_000);
    assert_eq!(pharmacist.code("drawer.get", json!({ "person": desk })), "not-permitted");
    assert_eq!(pharmacist.call("drawer.get", json!({}))["expected"], 0);
    for person in ["nurse", "doctor", "lab"] {
        assert_eq!(till.desk.demo_person(person).code("drawer.get", json!({})), "not-permitted");
        assert_eq!(till.desk.demo_person(person).code("day.figures", json!({})), "not-permitted");
    }
}

#[test]
fn a_day_is_billed_received_owed_and_taxed() {
    let till = Till::new();
    let patient = till.patient();
    let old = till.bill(&patient, 200);
    let till = till.on("2026-11-24T10:00");
    let front = till.front();
    let charges = [till.charge(&patient, "ECG"), till.charge(&patient, "Crepe")];
    let issued = front.call("bills.issue", json!({ "charges": charges }));
    let (ecg, crepe) = (text(&issued["bills"][0]["id"]), text(&issued["bills"][1]["id"]));
    front.call("payments.take", json!({ "bills": [old, ecg], "tenders": [tender("cash", 250), tender("upi", 200)] }));
    front.call("payments.take", json!({ "bills": [crepe], "tenders": [tender("card", 180)] }));
    front.call("payments.refund", json!({ "bill": ecg, "amount": 5_000, "tender": "cash", "reason": "x" }));
    let gone = till.bill(&patient, 70);
    front.call("bills.cancel", json!({ "bill": gone, "reason": "x" }));
    let day = till.owner().call("day.figures", json!({}));
    let of = |name: &str| day[name].as_i64().unwrap();
    assert_eq!(
        (of("billed"), of("bills"), of("received"), of("refunded"), of("refunds")),
        (53_000, 2, 63_000, -5_000, 1)
    );
    assert_eq!((of("new_dues"), of("new_due_bills"), of("old_dues"), of("old_due_patients")), (15_000, 1, 20_000, 1));
    let by: Vec<i64> = day["tenders"].as_array().unwrap().iter().map(|t| t["received"].as_i64().unwrap()).collect();
    assert_eq!(by, [25_000, 20_000, 18_000, 0]);
    let person = &day["people"][0];
    assert_eq!(
        (day["people"].as_array().unwrap().len(), &person["bills"], &person["total"]),
        (1, &json!(2), &json!(58_000))
    );
    let taxed = day["taxes"].as_array().unwrap().iter().find(|t| t["rate"] == 500).unwrap();
    assert_eq!(
        (&taxed["hsn"], &taxed["value"], &taxed["taxable"], &taxed["cgst"]),
        (&json!("3005"), &json!(18_000), &json!(17_143), &json!(429))
    );
    let series: Vec<(String, i64, i64, Value)> = day["series"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| (text(&s["series"]), s["first"].as_i64().unwrap(), s["last"].as_i64().unwrap(), s["missing"].clone()))
        .collect();
    let row = |name: &str, first, last| (name.to_owned(), first, last, json!([]));
    assert_eq!(series, [row("A1C/2627", 2, 3), row("A1P/2627", 1, 1), row("A1R/2627", 1, 2), row("A1S/2627", 1, 1)]);
    assert_eq!(day["series"][0]["cancelled"], json!([3]));
    let own = till.front().call("day.figures", json!({}));
    assert_eq!((&own["own"], &own["billed"]), (&json!(true), &json!(53_000)));
    assert_eq!(till.desk.demo_person("pharmacist").call("day.figures", json!({}))["billed"], 0);
}

/// Locks today as the front desk, agreed by the owner with this PIN.
fn lock_with(pin: &str) -> Value {
    json!({ "agreed_by": "owner", "pin": pin })
}

#[test]
fn a_locked_day_takes_no_money_until_it_is_opened_again() {
    let till = Till::new();
    let (front, owner) = (till.front(), till.owner());
    let patient = till.patient();
    let bill = till.bill(&patient, 500);
    let unpaid = till.bill(&patient, 200);
    front.call("payments.take", json!({ "bills": [bill], "tenders": [tender("cash", 500)] }));

    // A drawer that was not counted is in the way, unless somebody says so.
    assert_eq!(owner.code("day.lock", json!({})), "day-uncounted");
    let desk = text(&front.call("drawer.get", json!({}))["person"]);
    assert_eq!(owner.call("day.figures", json!({}))["uncounted"], json!([desk]));
    front.call("drawer.close", json!({ "notes": [{ "value": 500, "count": 1 }] }));
    assert_eq!(owner.call("day.figures", json!({}))["uncounted"], json!([]));
    owner.call("day.lock", json!({}));
    assert_eq!(owner.call("day.figures", json!({}))["locked"]["day"], "2026-11-23");
    assert_eq!(owner.code("day.lock", json!({})), "day-locked");

    let line = json!([{ "name": "ECG", "price": 35_000 }]);
    let refused = [
        ("bills.issue", json!({ "patient": patient, "lines": line })),
        ("bills.cancel", json!({ "bill": unpaid, "reason": "x" })),
        ("bills.credit", json!({ "bill": bill, "reason": "x" })),
        ("payments.take", json!({ "bills": [unpaid], "tenders": [tender("cash", 200)] })),
        ("payments.refund", json!({ "bill": bill, "amount": 100, "tender": "cash", "reason": "x" })),
        ("drawer.put", json!({ "why": "float", "amount": 100 })),
        ("drawer.close", json!({ "coins": 500 })),
    ];
    let (before, drawer) = (till.desk.log(), till.drawer());
    for (command, args) in &refused {
        assert_eq!(front.code(command, args.clone()), "day-locked", "{command}");
    }
    assert_eq!((till.desk.log(), till.drawer()), (before, drawer));
    // Care goes on: somebody who comes late has a token, and is billed tomorrow.
    let late = json!({ "patient": patient, "doctor": till.joshi, "kind": "new", "later": true });
    front.call("queue.check_in", late);

    assert_eq!(front.code("day.unlock", json!({ "day": "2026-11-23", "reason": "late" })), "not-permitted");
    owner.call("day.unlock", json!({ "day": "2026-11-23", "reason": "A bill was forgotten" }));
    front.call("bills.issue", json!({ "patient": patient, "lines": line }));
    owner.call("day.lock", json!({}));

    let till = till.on("2026-11-24T09:00");
    let front = till.front();
    let dated = json!({ "patient": patient, "lines": line, "day": "2026-11-23" });
    assert_eq!(front.code("bills.issue", dated), "day-locked");
    front.call("bills.issue", json!({ "patient": patient, "lines": line }));
    assert_eq!(
        till.owner().fields("day.lock", json!({ "day": "2026-11-25" })),
        refusals(&[("day", "field-day-ahead")])
    );
    assert_eq!(
        till.owner().fields("day.unlock", json!({ "day": "2026-11-24", "reason": "x" })),
        refusals(&[("day", "field-day-not-locked")])
    );
}

#[test]
fn the_front_desk_locks_the_day_with_the_pin_of_somebody_who_may() {
    let till = Till::new();
    let front = till.front();
    assert_eq!(front.fields("day.lock", json!({})), refusals(&[("agreed_by", "field-agreed-by")]));
    assert_eq!(front.code("day.lock", lock_with("483920")), "pin-not-set");
    till.owner().call("session.set_pin", json!({ "pin": "483920" }));
    assert_eq!(front.code("day.lock", lock_with("111112")), "wrong-pin");
    // A PIN of one who may not either is no agreement.
    let doctor = till.desk.demo_person("doctor");
    doctor.call("session.set_pin", json!({ "pin": "719264" }));
    let agreed = json!({ "agreed_by": "doctor", "pin": "719264" });
    assert_eq!(front.fields("day.lock", agreed), refusals(&[("agreed_by", "field-agreed-by")]));
    let locked = front.call("day.lock", lock_with("483920"));
    assert_eq!(text(&locked["agreed_by"]), till.joshi);
    let desk = text(&front.call("drawer.get", json!({}))["person"]);
    assert_eq!(text(&locked["person"]), desk);
    // The front desk still sits at its own place.
    assert_eq!(front.status()["session"]["user"], "desk");
}

#[test]
fn a_pin_that_was_guessed_five_times_agrees_to_nothing() {
    let till = Till::new();
    till.owner().call("session.set_pin", json!({ "pin": "483920" }));
    let codes: Vec<String> = (0..6).map(|_| till.front().code("day.lock", lock_with("111112"))).collect();
    assert_eq!(codes[3..], ["wrong-pin", "pin-used-up", "pin-not-set"]);
    assert_eq!(till.front().code("day.lock", lock_with("483920")), "pin-not-set");
}
