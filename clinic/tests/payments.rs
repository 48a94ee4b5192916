//! Money taken, kept in advance, and given back.

mod common;

use common::money::{Till, tender};
use common::{NOBODY, refusals, text};
use serde_json::{Value, json};

#[test]
fn several_tenders_pay_one_bill_and_change_is_worked_out() {
    let till = Till::new();
    let front = till.front();
    let patient = till.patient();
    let bill = till.bill(&patient, 340);
    let args = json!({ "bills": [bill], "tenders": [tender("cash", 140), { "tender": "upi", "reference": "U1" }],
                       "given": 20_000 });
    let taken = front.call("payments.take", args);
    assert_eq!((&taken["change"], &taken["due"]), (&json!(6_000), &json!(0)));
    assert_eq!(taken["receipts"][0]["number"], "A1R/2627/000001");
    let receipt = front.call("receipts.get", json!({ "receipt": taken["receipts"][0]["id"] }));
    assert_eq!(
        (&receipt["total"], &receipt["given"], &receipt["change"]),
        (&json!(34_000), &json!(20_000), &json!(6_000))
    );
    let amounts: Vec<&Value> = receipt["payments"].as_array().unwrap().iter().map(|p| &p["amount"]).collect();
    assert_eq!(amounts, [&json!(14_000), &json!(20_000)]);
    assert_eq!(till.drawer(), 14_000, "the cash that stays, not what was handed over");
    assert_eq!(till.get(&bill)["payments"][1]["reference"], "U1");
}

#[test]
fn less_than_the_total_leaves_a_due_that_a_later_payment_takes_first() {
    let till = Till::new();
    let front = till.front();
    let patient = till.patient();
    let old = till.bill(&patient, 500);
    let taken = front.call("payments.take", json!({ "bills": [old], "tenders": [tender("cash", 250)] }));
    assert_eq!(taken["due"], 25_000);
    assert_eq!(till.account(&patient)["due"], 25_000);
    let fee = json!({ "patient": patient, "doctor": till.joshi, "kind": "new" });
    assert_eq!(front.call("charges.fee", fee)["due"], 25_000);
    let args = json!({ "patient": patient, "doctor": till.joshi, "kind": "new", "dues": [old],
                       "tenders": [tender("cash", 600)] });
    let came = front.call("queue.check_in", args);
    assert_eq!((&came["due"], &till.account(&patient)["due"]), (&json!(15_000), &json!(15_000)));
    assert_eq!(till.get(&old)["due"], 0, "the old one first");
    let board = front.call("queue.list", json!({}));
    let lanes = board["lanes"].as_array().unwrap();
    let token = lanes.iter().flat_map(|l| l["waiting"].as_array().unwrap()).find(|t| t["visit"] == came["visit"]);
    let token = token.unwrap();
    assert_eq!((&token["due"], &token["paid"], &token["free"]), (&json!(15_000), &json!(false), &json!(false)));
}

#[test]
fn more_than_is_owed_is_refused_unless_it_is_kept_as_an_advance() {
    let till = Till::new();
    let front = till.front();
    let patient = till.patient();
    let bill = till.bill(&patient, 300);
    let much = json!({ "bills": [bill], "tenders": [tender("cash", 500)] });
    assert_eq!(front.fields("payments.take", much.clone()), refusals(&[("tenders", "field-more-than-owed")]));
    let taken = front.call("payments.take", common::with(much, json!({ "advance": true })));
    assert_eq!((&taken["advance"], &taken["receipts"][0]["total"]), (&json!(20_000), &json!(50_000)));
    let next = till.bill(&patient, 500);
    let use_up = |rupees: i64| json!({ "bills": [next], "tenders": [tender("advance", rupees), { "tender": "upi" }] });
    assert_eq!(front.fields("payments.take", use_up(201)), refusals(&[("tenders", "field-advance-short")]));
    let taken = front.call("payments.take", use_up(200));
    assert_eq!((&taken["advance"], &taken["receipts"][0]["total"]), (&json!(0), &json!(30_000)));
    assert_eq!(till.drawer(), 50_000);
    assert_eq!(till.account(&patient)["advance"], 0);
    let none = json!({ "bills": [till.bill(&patient, 1)], "tenders": [tender("advance", 1)] });
    assert_eq!(front.fields("payments.take", none), refusals(&[("tenders", "field-advance-short")]));
}

#[test]
fn an_advance_stays_with_the_business_and_the_patient_that_it_was_paid_to() {
    let till = Till::new();
    let front = till.front();
    let (patient, other) = (till.patient(), front.register("Asha Rao", "female", "30"));
    front.call("payments.take", json!({ "patient": patient, "tenders": [tender("cash", 500)], "advance": true }));
    let goods = till.charge(&patient, "Crepe");
    let goods = text(&front.call("bills.issue", json!({ "charges": [goods] }))["bills"][0]["id"]);
    let args = |bill: &str| json!({ "patient": patient, "bills": [bill], "tenders": [tender("advance", 100)] });
    assert_eq!(front.fields("payments.take", args(&goods)), refusals(&[("tenders", "field-advance-short")]));
    let theirs = till.bill(&other, 100);
    assert_eq!(front.fields("payments.take", args(&theirs)), refusals(&[("tenders.0.tender", "field-advance-other")]));
}

#[test]
fn two_businesses_are_two_receipts_and_the_change_stands_on_the_last() {
    let till = Till::new();
    let front = till.front();
    let patient = till.patient();
    let charges = [till.charge(&patient, "ECG"), till.charge(&patient, "Crepe")];
    let issued = front.call("bills.issue", json!({ "charges": charges }));
    let bills: Vec<&Value> = issued["bills"].as_array().unwrap().iter().map(|b| &b["id"]).collect();
    let args = json!({ "bills": bills, "tenders": [{ "tender": "cash" }], "given": 60_000 });
    let taken = front.call("payments.take", args);
    let receipts = taken["receipts"].as_array().unwrap();
    assert_eq!(receipts.iter().map(|r| text(&r["number"])).collect::<Vec<_>>(), ["A1R/2627/000001", "A1S/2627/000001"]);
    let details: Vec<Value> =
        receipts.iter().map(|r| front.call("receipts.get", json!({ "receipt": r["id"] }))).collect();
    assert_eq!((&details[0]["given"], &details[0]["change"]), (&json!(35_000), &json!(0)));
    assert_eq!((&details[1]["given"], &details[1]["change"]), (&json!(25_000), &json!(7_000)));
    let drawer = front.call("drawer.get", json!({}));
    assert_eq!(
        drawer["parts"].as_array().unwrap().iter().map(|p| p["expected"].as_i64().unwrap()).collect::<Vec<_>>(),
        [35_000, 18_000]
    );
}

#[test]
fn what_cannot_be_paid_is_refused_by_its_field() {
    let till = Till::new();
    let front = till.front();
    let patient = till.patient();
    let bill = till.bill(&patient, 100);
    let paid = till.bill(&patient, 100);
    front.call("payments.take", json!({ "bills": [paid], "tenders": [{ "tender": "cash" }] }));
    let cash = json!([tender("cash", 100)]);
    for (args, refused) in [
        (json!({ "bills": [NOBODY], "tenders": cash }), ("bills.0", "field-bill-none")),
        (json!({ "bills": [bill, paid], "tenders": cash }), ("bills.1", "field-bill-paid")),
        (json!({ "bills": [bill, bill], "tenders": cash }), ("bills.1", "field-twice")),
        (json!({ "tenders": cash }), ("bills", "field-payment-for-nothing")),
        (json!({ "tenders": cash, "advance": true }), ("patient", "field-advance-whose")),
        (
            json!({ "bills": [bill], "tenders": [{ "tender": "cash" }, { "tender": "upi" }] }),
            ("tenders.1.amount", "field-tender-amount"),
        ),
        (
            json!({ "bills": [bill], "tenders": [tender("cash", 100), { "tender": "upi" }] }),
            ("tenders.1.amount", "field-nothing-left"),
        ),
        (json!({ "bills": [bill], "tenders": [tender("upi", 100)], "given": 1 }), ("given", "field-given-no-cash")),
        (json!({ "bills": [bill], "tenders": cash, "given": 9_999 }), ("given", "field-given-short")),
        (json!({ "bills": [bill], "tenders": [tender("cash", 0)] }), ("tenders.0.amount", "field-number-range")),
    ] {
        assert_eq!(front.fields("payments.take", args.clone()), refusals(&[refused]), "{args}");
    }
    assert_eq!(till.get(&bill)["due"], 10_000);
}

#[test]
fn money_goes_back_and_never_more_than_was_paid() {
    let till = Till::new();
    let front = till.front();
    let patient = till.patient();
    let bill = till.bill(&patient, 500);
    let args = json!({ "bills": [bill], "tenders": [tender("cash", 200), tender("upi", 300)] });
    let receipt = front.call("payments.take", args)["receipts"][0]["id"].clone();
    let back = |of: Value, rupees: i64| {
        common::with(of, json!({ "amount": rupees * 100, "tender": "cash", "reason": "not done" }))
    };
    let more = refusals(&[("amount", "field-refund-more")]);
    assert_eq!(front.fields("payments.refund", back(json!({ "bill": bill }), 501)), more);
    assert_eq!(front.fields("payments.refund", back(json!({ "receipt": receipt }), 501)), more);
    let first = front.call("payments.refund", back(json!({ "bill": bill }), 100));
    assert_eq!((&first["total"], &first["number"]), (&json!(-10_000), &json!("A1R/2627/000002")));
    assert_eq!(front.fields("payments.refund", back(json!({ "receipt": receipt }), 401)), more);
    front.call("payments.refund", back(json!({ "receipt": receipt }), 150));
    assert_eq!((&till.get(&bill)["paid"], &till.get(&bill)["due"]), (&json!(25_000), &json!(25_000)));
    assert_eq!(till.drawer(), 20_000 - 10_000 - 15_000);
    let kept = json!({ "bill": bill, "amount": 25_000, "tender": "advance", "reason": "kept" });
    assert_eq!(front.call("payments.refund", kept)["total"], 0);
    assert_eq!(till.account(&patient)["advance"], 25_000);
    assert_eq!(front.fields("payments.refund", back(json!({ "patient": patient }), 251)), more);
    front.call("payments.refund", back(json!({ "patient": patient }), 250));
    assert_eq!((&till.account(&patient)["advance"], till.drawer()), (&json!(0), -30_000));
    let both = back(json!({ "bill": bill, "patient": patient }), 1);
    assert_eq!(front.fields("payments.refund", both), refusals(&[("bill", "field-refund-of-what")]));
}

#[test]
fn a_upi_payment_is_seen_until_somebody_finds_it_at_the_bank() {
    let till = Till::new();
    let front = till.front();
    let bill = till.bill(&till.patient(), 500);
    front.call("payments.take", json!({ "bills": [bill], "tenders": [tender("upi", 300), tender("cash", 200)] }));
    let payments = till.get(&bill)["payments"].clone();
    assert_eq!(payments[0]["found"], Value::Null);
    let unseen = |till: &Till| till.owner().call("day.figures", json!({}))["unseen"].as_array().unwrap().len();
    assert_eq!(unseen(&till), 1);
    front.call("payments.check", json!({ "payment": payments[0]["id"], "found": false }));
    assert_eq!((&till.get(&bill)["payments"][0]["found"], unseen(&till)), (&json!(false), 1));
    front.call("payments.check", json!({ "payment": payments[0]["id"], "found": true, "reference": "412345678901" }));
    let found = till.get(&bill)["payments"][0].clone();
    assert_eq!((&found["found"], &found["reference"], unseen(&till)), (&json!(true), &json!("412345678901"), 0));
    let cash = json!({ "payment": payments[1]["id"], "found": true });
    assert_eq!(front.fields("payments.check", cash), refusals(&[("payment", "field-payment-no-bank")]));
}

#[test]
fn a_check_in_is_a_token_a_bill_and_a_receipt_or_nothing() {
    let till = Till::new();
    let front = till.front();
    let patient = till.patient();
    let args = |more: Value| common::with(json!({ "patient": patient, "doctor": till.joshi, "kind": "new" }), more);
    let before = till.desk.log();
    for (more, refused) in [
        (json!({}), ("tenders", "field-fee-how")),
        (json!({ "tenders": [tender("cash", 501)] }), ("tenders", "field-more-than-owed")),
        (json!({ "tenders": [tender("cash", 500)], "given": 1 }), ("given", "field-given-short")),
        (json!({ "tenders": [tender("cash", 500)], "dues": [NOBODY] }), ("bills.0", "field-bill-none")),
    ] {
        assert_eq!(front.fields("queue.check_in", args(more)), refusals(&[refused]));
    }
    assert_eq!(till.desk.log(), before);
    let done = front.call("queue.check_in", args(json!({ "tenders": [{ "tender": "cash" }], "given": 50_000 })));
    assert_eq!(till.desk.log(), before + 1, "one commit");
    assert_eq!((&done["due"], &done["change"], &done["bill"]["total"]), (&json!(0), &json!(0), &json!(50_000)));
    assert_eq!(till.get(&text(&done["bill"]["id"]))["visit"], done["visit"]);
    let later = args(json!({ "doctor": till.arjun, "later": true }));
    let later = front.call("queue.check_in", later);
    assert_eq!((&later["due"], &later["bill"]), (&json!(60_000), &Value::Null));
    let waived = json!({ "doctor": till.arjun, "waived": "Staff", "again": true });
    assert_eq!(front.call("queue.check_in", args(waived))["due"], 0);
}

#[test]
fn who_may_not_take_money_gives_tokens_without_it() {
    let till = Till::new();
    let patient = till.patient();
    let nurse = till.desk.demo_person("nurse");
    let args = json!({ "patient": patient, "doctor": till.joshi, "tenders": [tender("cash", 500)] });
    assert_eq!(nurse.code("queue.check_in", args), "not-permitted");
    nurse.call("queue.check_in", json!({ "patient": patient, "doctor": till.joshi, "later": true }));
}
