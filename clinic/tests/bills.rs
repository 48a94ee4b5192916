//! Bills, their numbers, and what becomes of them.

mod common;

use common::money::{Till, tender};
use common::{refusals, text};
use serde_json::{Value, json};

#[test]
fn a_bill_has_lines_sums_and_the_next_number() {
    let till = Till::new();
    let front = till.front();
    let patient = till.patient();
    let (ecg, dressing) = (till.charge(&patient, "ECG"), till.charge(&patient, "Dressing"));
    let issued = front.call("bills.issue", json!({ "patient": patient, "charges": [ecg, dressing] }));
    assert_eq!(issued["bills"].as_array().unwrap().len(), 1);
    let bill = &issued["bills"][0];
    assert_eq!(
        (&bill["number"], &bill["kind"], &bill["total"]),
        (&json!("A1C/2627/000001"), &json!("bill"), &json!(55_000))
    );
    let got = till.get(&text(&bill["id"]));
    assert_eq!(got["lines"].as_array().unwrap().len(), 2);
    assert_eq!((&got["due"], &got["paid"], &got["place_of_supply"]), (&json!(55_000), &json!(0), &json!("27")));
    assert_eq!(got["recipient"], "Sunita Patil");
    assert!(text(&got["supplier"]).starts_with("Vatsal Family Clinic\n14 Karve Road"));
    assert_eq!(front.call("charges.list", json!({ "patient": patient }))["total"], 0);
    let next = till.get(&till.bill(&patient, 100));
    assert_eq!(next["number"], "A1C/2627/000002");
}

#[test]
fn a_charge_is_billed_once_and_the_bill_is_named() {
    let till = Till::new();
    let front = till.front();
    let patient = till.patient();
    let ecg = till.charge(&patient, "ECG");
    front.call("bills.issue", json!({ "charges": [ecg] }));
    let fault = front.refused("bills.issue", json!({ "charges": [ecg] }));
    assert_eq!((fault.fields[0].field.as_str(), fault.fields[0].code.as_str()), ("charges.0", "field-charge-billed"));
    assert!(fault.fields[0].message.contains("A1C/2627/000001"), "{fault:?}");
    let fault = front.refused("charges.withdraw", json!({ "charge": ecg, "reason": "not done" }));
    assert_eq!(fault.fields[0].code, "field-charge-billed");
    let dressing = till.charge(&patient, "Dressing");
    let twice = json!({ "charges": [dressing, dressing] });
    assert_eq!(front.fields("bills.issue", twice), refusals(&[("charges.1", "field-twice")]));
    let other = front.register("Asha Rao", "female", "30");
    let mixed = json!({ "patient": other, "charges": [dressing] });
    assert_eq!(front.fields("bills.issue", mixed), refusals(&[("charges.0", "field-charge-other")]));
    front.call("charges.withdraw", json!({ "charge": dressing, "reason": "not done" }));
    let taken_back = json!({ "charges": [dressing] });
    assert_eq!(front.fields("bills.issue", taken_back), refusals(&[("charges.0", "field-charge-withdrawn")]));
    assert_eq!(front.fields("bills.issue", json!({})), refusals(&[("charges", "field-bill-empty")]));
}

#[test]
fn two_businesses_are_two_bills_and_taxes_are_those_of_the_one_that_is_registered() {
    let till = Till::new();
    let patient = till.patient();
    let charges = [till.charge(&patient, "ECG"), till.charge(&patient, "Crepe")];
    let issued = till.front().call("bills.issue", json!({ "charges": charges }));
    let bills = issued["bills"].as_array().unwrap();
    assert_eq!(bills.iter().map(|b| text(&b["number"])).collect::<Vec<_>>(), ["A1C/2627/000001", "A1P/2627/000001"]);
    assert_eq!(bills[1]["kind"], "tax_invoice");
    let sums = till.get(&text(&bills[1]["id"]))["sums"].clone();
    let sum = |name: &str| sums[name].as_i64().unwrap();
    assert_eq!((sum("taxable"), sum("cgst"), sum("sgst"), sum("igst")), (17_143, 429, 429, 0));
    assert_eq!((sum("round_off"), sum("total")), (-1, 18_000));
}

#[test]
fn the_document_is_what_the_law_wants_for_content_and_recipient() {
    let till = Till::new();
    let patient = till.patient();
    let chemist = till.owner().call("clinic.get", json!({}))["businesses"][1]["id"].clone();
    let line = |treatment: &str, rate: i64| json!({ "name": "Syrup", "price": 10_500, "business": chemist, "treatment": treatment, "rate": rate, "hsn": "3004" });
    let (taxed, nil) = (line("taxable", 500), line("nil", 0));
    let issue = |lines: Value, more: Value| {
        let args = common::with(json!({ "patient": patient, "lines": lines }), more);
        let issued = till.front().call("bills.issue", args);
        issued["bills"].as_array().unwrap().clone()
    };
    let kinds = |bills: Vec<Value>| bills.iter().map(|b| text(&b["kind"])).collect::<Vec<_>>();
    assert_eq!(kinds(issue(json!([taxed]), json!({}))), ["tax_invoice"]);
    assert_eq!(kinds(issue(json!([nil]), json!({}))), ["bill_of_supply"]);
    assert_eq!(kinds(issue(json!([taxed, nil]), json!({}))), ["invoice_cum_bill"]);
    let registered = json!({ "recipient_gstin": "27AAPFU0939F1ZV" });
    assert_eq!(kinds(issue(json!([taxed, nil]), registered)), ["tax_invoice", "bill_of_supply"]);
    let away = issue(json!([taxed]), json!({ "place_of_supply": "29" }));
    let sums = till.get(&text(&away[0]["id"]))["sums"].clone();
    assert_eq!((&sums["igst"], &sums["cgst"], &sums["taxable"]), (&json!(500), &json!(0), &json!(10_000)));
    let dear =
        json!([{ "name": "Implant", "price": 6_000_000, "business": chemist, "treatment": "taxable", "rate": 500 }]);
    let args = json!({ "patient": patient, "lines": dear });
    assert_eq!(till.front().fields("bills.issue", args), refusals(&[("recipient", "field-recipient-address")]));
    issue(dear, json!({ "recipient": "Sunita Patil\n14 Karve Road, Pune 411038, Maharashtra (27)" }));
}

#[test]
fn a_discount_on_the_whole_bill_wants_a_reason_and_is_spread_before_tax() {
    let till = Till::new();
    let front = till.front();
    let patient = till.patient();
    let lines = json!([{ "name": "A", "price": 33_333 }, { "name": "B", "price": 66_667 }]);
    let args = json!({ "patient": patient, "lines": lines, "discount": 10_000 });
    assert_eq!(front.fields("bills.issue", args.clone()), refusals(&[("discount_reason", "field-discount-reason")]));
    let args = common::with(args, json!({ "discount_reason": "Senior citizen" }));
    let id = text(&front.call("bills.issue", args)["bills"][0]["id"]);
    let bill = till.get(&id);
    assert_eq!((&bill["sums"]["discount"], &bill["sums"]["total"]), (&json!(10_000), &json!(90_000)));
    assert_eq!((&bill["lines"][0]["discount"], &bill["lines"][1]["discount"]), (&json!(3_333), &json!(6_667)));
    let much = json!({ "lines": [{ "name": "A", "price": 100 }], "discount": 101, "discount_reason": "x" });
    assert_eq!(front.fields("bills.issue", much), refusals(&[("discount", "field-discount-more")]));
}

#[test]
fn no_bill_is_dated_ahead_or_before_the_last_of_its_series() {
    let till = Till::new();
    let patient = till.patient();
    let line = json!([{ "name": "A", "price": 100 }]);
    let args = |day: &str| json!({ "patient": patient, "lines": line, "day": day });
    let ahead = till.front().fields("bills.issue", args("2026-11-24"));
    assert_eq!(ahead, refusals(&[("day", "field-day-ahead")]));
    let issued = till.front().call("bills.issue", args("2026-11-20"));
    assert_eq!(issued["bills"][0]["day"], "2026-11-20");
    till.bill(&patient, 100);
    let fault = till.front().refused("bills.issue", args("2026-11-20"));
    assert_eq!(fault.code, "series-dated-later");
    assert!(fault.message.contains("A1C/2627/000002") && fault.message.contains("23/11/2026"), "{fault}");
    let lists = till.front().call("bills.list", json!({ "day": "2026-11-20" }));
    assert_eq!(lists["bills"].as_array().unwrap().len(), 1);
}

#[test]
fn a_new_financial_year_begins_a_new_series() {
    let till = Till::new();
    let patient = till.patient();
    till.bill(&patient, 100);
    let till = till.on("2027-04-01T09:00");
    assert_eq!(till.get(&till.bill(&patient, 100))["number"], "A1C/2728/000001");
}

#[test]
fn nothing_with_a_legal_date_is_issued_while_the_clock_is_in_doubt() {
    let till = Till::new();
    let patient = till.patient();
    let bill = till.bill(&patient, 100);
    let paid = till.bill(&patient, 200);
    till.front().call("payments.take", json!({ "bills": [paid], "tenders": [tender("cash", 200)] }));
    let till = till.on("2026-11-22T09:00");
    let line = json!([{ "name": "A", "price": 100 }]);
    let front = till.front();
    assert_eq!(front.code("bills.issue", json!({ "patient": patient, "lines": line })), "clock");
    assert_eq!(front.code("bills.cancel", json!({ "bill": bill, "reason": "x" })), "clock");
    assert_eq!(front.code("payments.take", json!({ "bills": [bill], "tenders": [tender("cash", 100)] })), "clock");
    let args = json!({ "patient": patient, "doctor": till.joshi, "tenders": [tender("cash", 500)] });
    assert_eq!(front.code("queue.check_in", args.clone()), "clock");
    let credit = json!({ "bill": paid, "reason": "x" });
    assert_eq!(front.code("bills.credit", credit.clone()), "clock");
    let refund = json!({ "bill": paid, "amount": 10_000, "tender": "cash", "reason": "x" });
    assert_eq!(front.code("payments.refund", refund.clone()), "clock");
    // One answer, and the morning goes on.
    front.call("clock.answer", json!({ "right": false, "now": "2026-11-23T12:30" }));
    front.call("bills.issue", json!({ "patient": patient, "lines": [{ "name": "A", "price": 100 }] }));
    front.call("payments.take", json!({ "bills": [bill], "tenders": [tender("cash", 100)] }));
    front.call("queue.check_in", args);
    front.call("payments.refund", refund);
    front.call("bills.credit", credit);
}

#[test]
fn an_unpaid_bill_of_today_is_cancelled_keeps_its_number_and_frees_its_charges() {
    let till = Till::new();
    let front = till.front();
    let patient = till.patient();
    let ecg = till.charge(&patient, "ECG");
    let bill = text(&front.call("bills.issue", json!({ "charges": [ecg] }))["bills"][0]["id"]);
    front.call("bills.cancel", json!({ "bill": bill, "reason": "wrong patient" }));
    let got = till.get(&bill);
    assert_eq!((&got["cancelled"]["reason"], &got["due"]), (&json!("wrong patient"), &json!(0)));
    assert_eq!(till.account(&patient)["due"], 0);
    let again = json!({ "bill": bill, "reason": "again" });
    assert_eq!(front.fields("bills.cancel", again), refusals(&[("bill", "field-bill-cancelled")]));
    let pay = json!({ "bills": [bill], "tenders": [tender("cash", 350)] });
    assert_eq!(front.fields("payments.take", pay), refusals(&[("bills.0", "field-bill-cancelled")]));
    let issued = front.call("bills.issue", json!({ "charges": [ecg] }));
    assert_eq!(issued["bills"][0]["number"], "A1C/2627/000002");
    let figures = till.owner().call("day.figures", json!({}));
    let series = &figures["series"][0];
    assert_eq!(
        (&series["series"], &series["cancelled"], &series["missing"]),
        (&json!("A1C/2627"), &json!([1]), &json!([]))
    );
}

#[test]
fn anything_else_needs_a_credit_note() {
    let till = Till::new();
    let front = till.front();
    let patient = till.patient();
    let paid = till.bill(&patient, 100);
    front.call("payments.take", json!({ "bills": [paid], "tenders": [tender("cash", 50)] }));
    let cancel = |bill: &str| json!({ "bill": bill, "reason": "mistake" });
    assert_eq!(front.code("bills.cancel", cancel(&paid)), "credit-note-instead");
    let goods = till.charge(&patient, "Crepe");
    let goods = text(&front.call("bills.issue", json!({ "charges": [goods] }))["bills"][0]["id"]);
    assert_eq!(front.fields("bills.cancel", cancel(&goods)), refusals(&[("not_handed_over", "field-handed-over")]));
    front.call("bills.cancel", common::with(cancel(&goods), json!({ "not_handed_over": true })));
    let old = till.bill(&patient, 100);
    let till = till.on("2026-11-24T09:00");
    assert_eq!(till.front().code("bills.cancel", cancel(&old)), "credit-note-instead");
    let note = till.front().call("bills.credit", json!({ "bill": old, "reason": "mistake" }));
    assert_eq!(
        (&note["number"], &note["kind"], &note["due"]),
        (&json!("A1N/2627/000001"), &json!("credit_note"), &json!(0))
    );
    let cancel_note = till.front().fields("bills.cancel", cancel(&text(&note["id"])));
    assert_eq!(cancel_note, refusals(&[("bill", "field-bill-note")]));
}

#[test]
fn credit_notes_give_back_no_more_than_was_billed_and_all_of_it_to_the_paisa() {
    let till = Till::new();
    let front = till.front();
    let patient = till.patient();
    let chemist = till.owner().call("clinic.get", json!({}))["businesses"][1]["id"].clone();
    let lines = json!([{ "name": "Tablet", "price": 333, "quantity": 7, "business": chemist, "treatment": "taxable",
                         "rate": 500, "hsn": "3004", "discount": 10, "discount_reason": "x" }]);
    let issued = front.call("bills.issue", json!({ "patient": patient, "lines": lines }));
    let (bill, total) = (text(&issued["bills"][0]["id"]), issued["bills"][0]["total"].as_i64().unwrap());
    front.call("payments.take", json!({ "bills": [bill], "tenders": [{ "tender": "cash" }] }));
    let line = till.get(&bill)["lines"][0]["id"].clone();
    let back = |quantity: i64| json!({ "bill": bill, "lines": [{ "line": line, "quantity": quantity }], "reason": "returned" });
    let more = front.fields("bills.credit", back(8));
    assert_eq!(more, refusals(&[("lines.0.quantity", "field-credited-more")]));
    let first = front.call("bills.credit", common::with(back(3), json!({ "refund": "cash" })));
    assert_eq!((&first["due"], first["receipt"].is_string()), (&json!(0), true));
    assert_eq!(front.fields("bills.credit", back(5)), refusals(&[("lines.0.quantity", "field-credited-more")]));
    let rest = front.call("bills.credit", json!({ "bill": bill, "reason": "returned" }));
    assert_eq!(first["total"].as_i64().unwrap() + rest["total"].as_i64().unwrap(), total);
    assert_eq!(rest["due"].as_i64().unwrap(), -rest["total"].as_i64().unwrap(), "to be given back");
    let whole = till.get(&bill);
    let notes = [&first, &rest].map(|n| till.get(&text(&n["id"]))["sums"].clone());
    for name in ["gross", "discount", "taxable", "cgst", "sgst", "total"] {
        let sum: i64 = notes.iter().map(|n| n[name].as_i64().unwrap()).sum();
        assert_eq!(sum, whole["sums"][name].as_i64().unwrap(), "{name}");
    }
    let all = json!({ "bill": bill, "reason": "again" });
    assert_eq!(front.fields("bills.credit", all), refusals(&[("bill", "field-credited-all")]));
}

#[test]
fn lists_come_in_pages_by_day_by_patient_and_by_what_is_owed() {
    let till = Till::new();
    let front = till.front();
    let patient = till.patient();
    let bills: Vec<String> = (1..=7).map(|n| till.bill(&patient, n * 100)).collect();
    front.call("payments.take", json!({ "bills": [bills[0], bills[6]], "tenders": [{ "tender": "upi" }] }));
    let ids = |list: &Value| list["bills"].as_array().unwrap().iter().map(|b| text(&b["id"])).collect::<Vec<_>>();
    for args in [json!({}), json!({ "patient": patient }), json!({ "day": "2026-11-23" })] {
        let mut seen = Vec::new();
        let mut asked = common::with(args, json!({ "limit": 3 }));
        loop {
            let page = front.call("bills.list", asked.clone());
            seen.extend(ids(&page));
            if page["next"].is_null() {
                break;
            }
            asked["after"] = page["next"].clone();
        }
        assert_eq!(seen, bills.iter().rev().cloned().collect::<Vec<_>>());
    }
    let due = front.call("bills.list", json!({ "due": true, "limit": 5 }));
    assert_eq!((ids(&due).len(), &due["next"]), (5, &Value::Null));
    let due = front.call("bills.list", json!({ "due": true, "patient": patient, "limit": 4 }));
    assert_eq!((ids(&due).len(), due["next"].is_string()), (4, true));
    let paid = front.call("bills.list", json!({ "limit": 1 }));
    assert_eq!((&paid["bills"][0]["tenders"], &paid["bills"][0]["due"]), (&json!(["upi"]), &json!(0)));
}

#[test]
fn a_link_names_the_bill_and_what_is_owed_on_it() {
    let till = Till::new();
    let front = till.front();
    let bill = till.bill(&till.patient(), 340);
    let link = front.call("upi.link", json!({ "bill": bill }));
    assert_eq!(
        link["link"],
        "upi://pay?pa=vatsalclinic@examplebank&pn=Vatsal%20Family%20Clinic&am=340.00&cu=INR\
         &tn=A1C%2F2627%2F000001&tr=A1C%2F2627%2F000001"
    );
    let more = json!({ "bill": bill, "amount": 34_001 });
    assert_eq!(front.fields("upi.link", more), refusals(&[("amount", "field-more-than-owed")]));
    front.call("payments.take", json!({ "bills": [bill], "tenders": [{ "tender": "upi" }] }));
    assert_eq!(front.fields("upi.link", json!({ "bill": bill })), refusals(&[("bill", "field-bill-paid")]));
}

#[test]
fn a_bill_and_the_money_for_it_are_one_commit() {
    let till = Till::new();
    let front = till.front();
    let patient = till.patient();
    let old = till.bill(&patient, 250);
    let lines = json!([{ "name": "Physiotherapy", "price": 40_000 }]);
    let args = json!({ "patient": patient, "lines": lines, "dues": [old], "tenders": [tender("cash", 600)], "given": 100_000 });
    let issued = front.call("bills.issue", args);
    assert_eq!((&issued["change"], &issued["due"]), (&json!(40_000), &json!(5_000)), "the old due is paid first");
    assert_eq!(issued["receipts"][0]["total"], 60_000);
    assert_eq!((till.get(&old)["due"].clone(), till.drawer()), (json!(0), 60_000));

    // Money that does not fit takes the bill back with it.
    let much = json!({ "patient": patient, "lines": lines, "tenders": [tender("cash", 500)] });
    assert_eq!(front.fields("bills.issue", much), refusals(&[("tenders", "field-more-than-owed")]));
    let next = front.call("bills.issue", json!({ "patient": patient, "lines": lines }));
    assert_eq!(next["bills"][0]["number"], "A1C/2627/000003");
    assert_eq!((&next["receipts"], &next["due"]), (&json!([]), &json!(40_000)));
}
