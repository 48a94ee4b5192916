//! What must hold of the money after any day, whatever was done on it.

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::money::Till;
use common::text;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Something that is done at the counter. Numbers pick among what is there.
#[derive(Clone, Debug)]
enum Step {
    Charge { patient: usize, service: usize, quantity: i64, discount: i64 },
    Withdraw { charge: usize },
    Issue { patient: usize, discount: i64, goods: bool },
    Anonymous { rupees: i64 },
    Pay { bills: [usize; 2], tender: usize, part: i64, advance: bool },
    Cancel { bill: usize },
    Credit { bill: usize, part: bool, refund: bool },
    Refund { bill: usize, paise: i64, tender: usize },
    Advance { patient: usize, paise: i64, back: bool },
    Put { why: usize, paise: i64 },
    Close { count: i64 },
    CheckIn { patient: usize, tender: usize, later: bool },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..3usize, 0..7usize, 1..9i64, 0..4_000i64)
            .prop_map(|(patient, service, quantity, discount)| Step::Charge { patient, service, quantity, discount }),
        1 => (0..9usize).prop_map(|charge| Step::Withdraw { charge }),
        3 => (0..3usize, 0..3_000i64, any::<bool>())
            .prop_map(|(patient, discount, goods)| Step::Issue { patient, discount, goods }),
        1 => (1..900i64).prop_map(|rupees| Step::Anonymous { rupees }),
        5 => ([0..9usize, 0..9usize], 0..5usize, 1..150i64, any::<bool>())
            .prop_map(|(bills, tender, part, advance)| Step::Pay { bills, tender, part, advance }),
        1 => (0..9usize).prop_map(|bill| Step::Cancel { bill }),
        2 => (0..9usize, any::<bool>(), any::<bool>()).prop_map(|(bill, part, refund)| Step::Credit { bill, part, refund }),
        2 => (0..9usize, 1..60_000i64, 0..5usize).prop_map(|(bill, paise, tender)| Step::Refund { bill, paise, tender }),
        1 => (0..3usize, 1..60_000i64, any::<bool>()).prop_map(|(patient, paise, back)| Step::Advance { patient, paise, back }),
        1 => (0..4usize, 1..60_000i64).prop_map(|(why, paise)| Step::Put { why, paise }),
        1 => (0..2_000i64).prop_map(|count| Step::Close { count }),
        2 => (0..3usize, 0..4usize, any::<bool>()).prop_map(|(patient, tender, later)| Step::CheckIn { patient, tender, later }),
    ]
}

const TENDERS: [&str; 5] = ["cash", "upi", "card", "bank", "advance"];
const WHY: [&str; 4] = ["float", "payout", "drawings", "deposit"];
const SERVICES: [&str; 7] = ["ECG", "Nebulisation", "Dressing", "Injection", "Medical certificate", "Crepe", "Cotton"];

/// What the replies said, added up apart from the program.
struct Book {
    till: Till,
    patients: Vec<String>,
    charges: Vec<String>,
    bills: Vec<String>,
    /// Charges on a bill that stands.
    billed: BTreeMap<String, String>,
    numbers: BTreeSet<String>,
    drawer: i64,
    requests: u32,
    taken: u32,
}

impl Book {
    fn new() -> Self {
        let till = Till::new();
        let patients = ["Sunita Patil", "Asha Rao", "Imran Sheikh"].map(|n| till.front().register(n, "female", "40"));
        Self {
            till,
            patients: patients.to_vec(),
            charges: Vec::new(),
            bills: Vec::new(),
            billed: BTreeMap::new(),
            numbers: BTreeSet::new(),
            drawer: 0,
            requests: 0,
            taken: 0,
        }
    }

    /// Calls twice with one request; the second reply is the first.
    fn call(&mut self, name: &str, args: Value) -> Option<Value> {
        self.requests += 1;
        let request = format!("018bcfe5-6800-7000-8000-0000000{:05}", self.requests);
        let args = common::with(args, json!({ "request_id": request }));
        let front = self.till.front();
        let first = front.clinic.dispatch(&front.seat, name, args.clone());
        let second = front.clinic.dispatch(&front.seat, name, args);
        assert_eq!(first.is_ok(), second.is_ok());
        let fault = first.as_ref().err().map(|f| f.code.clone());
        assert!(fault.is_none_or(|code| matches!(code.as_str(), "fields" | "credit-note-instead")), "{name} {first:?}");
        let reply = first.ok()?;
        assert_eq!(Some(&reply), second.ok().as_ref());
        self.taken += 1;
        Some(reply)
    }

    fn number(&mut self, number: &Value) {
        assert!(self.numbers.insert(text(number)), "{number} is given twice");
    }

    fn pick(list: &[String], at: usize) -> Option<String> {
        (!list.is_empty()).then(|| list[at % list.len()].clone())
    }

    fn step(&mut self, step: &Step) {
        match step.clone() {
            Step::Charge { patient, service, quantity, discount } => {
                let service = self.till.service(SERVICES[service]);
                let args = json!({ "patient": self.patients[patient], "service": service, "quantity": quantity,
                                   "discount": discount, "discount_reason": "Senior citizen" });
                let added = self.call("charges.add", args);
                self.charges.extend(added.map(|c| text(&c["id"])));
            }
            Step::Withdraw { charge } => {
                let Some(charge) = Self::pick(&self.charges, charge) else { return };
                let done = self.call("charges.withdraw", json!({ "charge": charge, "reason": "x" }));
                assert!(done.is_none() || !self.billed.contains_key(&charge), "withdrawn from a bill");
            }
            Step::Issue { patient, discount, goods } => {
                let patient = self.patients[patient].clone();
                let open = self.till.front().call("charges.list", json!({ "patient": patient }));
                let mut charges: Vec<String> =
                    open["charges"].as_array().unwrap().iter().map(|c| text(&c["id"])).collect();
                // Also what is on a bill already, or was taken back.
                charges.extend(Self::pick(&self.charges, discount as usize).filter(|_| discount % 5 == 0));
                let lines = if goods {
                    json!([{ "name": "Splint", "price": 33_333, "hsn": "9021", "treatment": "taxable", "rate": 1_200 }])
                } else {
                    json!([])
                };
                let args = json!({ "patient": patient, "charges": charges, "lines": lines, "discount": discount,
                                   "discount_reason": "Known" });
                let Some(issued) = self.call("bills.issue", args) else { return };
                for bill in issued["bills"].as_array().unwrap() {
                    self.number(&bill["number"]);
                    self.bills.push(text(&bill["id"]));
                }
                for charge in charges {
                    let bill = text(&issued["bills"][0]["id"]);
                    assert!(self.billed.insert(charge, bill).is_none(), "billed twice");
                }
            }
            Step::Anonymous { rupees } => {
                let lines = json!([{ "name": "Mask", "price": rupees * 100 + 37, "hsn": "6307" }]);
                let Some(issued) = self.call("bills.issue", json!({ "lines": lines })) else { return };
                self.number(&issued["bills"][0]["number"]);
                self.bills.push(text(&issued["bills"][0]["id"]));
            }
            Step::Pay { bills, tender, part, advance } => self.pay(bills, TENDERS[tender], part, advance),
            Step::Cancel { bill } => {
                let Some(bill) = Self::pick(&self.bills, bill) else { return };
                let paid = !self.till.get(&bill)["payments"].as_array().unwrap().is_empty();
                let args = json!({ "bill": bill, "reason": "x", "not_handed_over": true });
                if self.call("bills.cancel", args).is_some() {
                    assert!(!paid, "cancelled although paid");
                    self.billed.retain(|charge, _| {
                        let open = self.patients.iter().any(|p| {
                            let open = self.till.front().call("charges.list", json!({ "patient": p }));
                            open["charges"].as_array().unwrap().iter().any(|c| c["id"] == charge.as_str())
                        });
                        !open
                    });
                }
            }
            Step::Credit { bill, part, refund } => self.credit(bill, part, refund),
            Step::Refund { bill, paise, tender } => {
                let Some(bill) = Self::pick(&self.bills, bill) else { return };
                let paid = self.till.get(&bill)["paid"].as_i64().unwrap();
                let args = json!({ "bill": bill, "amount": paise, "tender": TENDERS[tender], "reason": "x" });
                let Some(receipt) = self.call("payments.refund", args) else { return };
                assert!(paise <= paid, "more than was paid");
                self.number(&receipt["number"]);
                self.drawer -= if TENDERS[tender] == "cash" { paise } else { 0 };
            }
            Step::Advance { patient, paise, back: false } => {
                let args = json!({ "patient": self.patients[patient], "advance": true,
                                   "tenders": [{ "tender": "cash", "amount": paise }] });
                let Some(taken) = self.call("payments.take", args) else { return };
                self.number(&taken["receipts"][0]["number"]);
                self.drawer += paise;
            }
            Step::Advance { patient, paise, back: true } => {
                let args =
                    json!({ "patient": self.patients[patient], "amount": paise, "tender": "cash", "reason": "x" });
                let Some(receipt) = self.call("payments.refund", args) else { return };
                self.number(&receipt["number"]);
                self.drawer -= paise;
            }
            Step::Put { why, paise } => {
                let args = json!({ "why": WHY[why], "amount": paise, "note": "tea" });
                self.call("drawer.put", args).unwrap();
                self.drawer += if WHY[why] == "float" { paise } else { -paise };
            }
            Step::Close { count } => {
                let all = self.till.front().call("clinic.get", json!({}));
                let args = json!({ "coins": count, "reason": "x", "business": all["businesses"][0]["id"] });
                let closed = self.call("drawer.close", args).unwrap();
                assert_eq!(closed["counted"], count * 100);
                self.drawer += closed["difference"].as_i64().unwrap();
            }
            Step::CheckIn { patient, tender, later } => {
                let mut args = json!({ "patient": self.patients[patient], "doctor": self.till.joshi, "again": true });
                match later {
                    true => args["later"] = json!(true),
                    false => args["tenders"] = json!([{ "tender": TENDERS[tender] }]),
                }
                let Some(done) = self.call("queue.check_in", args) else { return };
                let charge = text(&done["charge"]);
                if !later {
                    self.number(&done["bill"]["number"]);
                    self.number(&done["receipts"][0]["number"]);
                    self.bills.push(text(&done["bill"]["id"]));
                    self.billed.insert(charge.clone(), text(&done["bill"]["id"]));
                    self.drawer +=
                        if TENDERS[tender] == "cash" { done["receipts"][0]["total"].as_i64().unwrap() } else { 0 };
                }
                self.charges.push(charge);
            }
        }
    }

    fn pay(&mut self, bills: [usize; 2], tender: &str, part: i64, advance: bool) {
        let mut of: Vec<String> = bills.iter().filter_map(|at| Self::pick(&self.bills, *at)).collect();
        of.dedup();
        let due: i64 = of.iter().map(|b| self.till.get(b)["due"].as_i64().unwrap()).sum();
        let amount = (due * part / 100).max(1);
        let args = json!({ "bills": of, "advance": advance,
                           "tenders": [{ "tender": tender, "amount": amount }, { "tender": "cash", "amount": 100 }] });
        let Some(taken) = self.call("payments.take", args) else { return };
        for receipt in taken["receipts"].as_array().unwrap() {
            self.number(&receipt["number"]);
        }
        assert!(taken["advance"].as_i64().unwrap() >= 0, "an advance below nothing");
        assert!(advance || amount + 100 <= due, "more than was owed");
        self.drawer += 100 + if tender == "cash" { amount } else { 0 };
    }

    fn credit(&mut self, bill: usize, part: bool, refund: bool) {
        let Some(bill) = Self::pick(&self.bills, bill) else { return };
        let before = self.till.get(&bill);
        let line = &before["lines"][0];
        let lines = if part { json!([{ "line": line["id"], "quantity": 1 }]) } else { json!([]) };
        let mut args = json!({ "bill": bill, "lines": lines, "reason": "x" });
        if refund {
            args["refund"] = json!("cash");
        }
        let Some(note) = self.call("bills.credit", args) else { return };
        self.number(&note["number"]);
        let back = (note["total"].as_i64().unwrap() - before["due"].as_i64().unwrap()).max(0);
        if note["receipt"].is_string() {
            self.drawer -= back;
            let receipt = self.till.front().call("receipts.get", json!({ "receipt": note["receipt"] }));
            self.number(&receipt["number"]);
        }
    }

    /// Everything that must hold.
    fn holds(&self) {
        let owner = self.till.owner();
        let (mut owed, mut total) = (BTreeMap::<String, i64>::new(), 0);
        for id in &self.bills {
            let bill = self.till.get(id);
            let number = |value: &Value, name: &str| value[name].as_i64().unwrap();
            let sums = &bill["sums"];
            let lines = bill["lines"].as_array().unwrap();
            let all = |name: &str| lines.iter().map(|l| number(l, name)).sum::<i64>();
            let exact = ["taxable", "cgst", "sgst", "igst"].map(all).iter().sum::<i64>();
            assert_eq!(exact + number(sums, "round_off"), number(sums, "total"), "bill = Σ lines + round-off: {bill}");
            assert_eq!(number(sums, "taxable") + number(sums, "untaxed"), all("taxable"));
            assert_eq!((all("total") + 50).div_euclid(100) * 100, number(sums, "total"));
            assert!(number(sums, "round_off").abs() <= 50 + lines.len() as i64);
            let notes: i64 = bill["credit_notes"].as_array().unwrap().iter().map(|n| number(n, "total")).sum();
            let paid: i64 = bill["payments"].as_array().unwrap().iter().map(|p| number(p, "amount")).sum();
            assert!(notes <= number(sums, "total"), "more was credited than billed");
            assert!(paid >= 0, "more was paid back than paid");
            let due = if bill["cancelled"].is_null() { number(sums, "total") - notes - paid } else { -paid };
            assert_eq!(
                (number(&bill, "due"), number(&bill, "paid")),
                (due, paid),
                "due = bill − notes − payments: {bill}"
            );
            total += if bill["cancelled"].is_null() { number(sums, "total") } else { 0 };
            if !bill["patient"].is_null() {
                *owed.entry(text(&bill["patient"]["id"])).or_default() += due;
            }
        }
        for patient in &self.patients {
            let account = self.till.account(patient);
            assert_eq!(account["due"], owed.get(patient).copied().unwrap_or(0), "dues = Σ bills − Σ payments");
            assert!(account["advances"].as_array().unwrap().iter().all(|a| a["amount"].as_i64().unwrap() > 0));
        }
        assert_eq!(self.till.drawer(), self.drawer, "drawer = Σ entries");
        let figures = owner.call("day.figures", json!({}));
        assert_eq!(figures["billed"], total);
        let mut count = 0;
        for series in figures["series"].as_array().unwrap() {
            let of = |name: &str| series[name].as_i64().unwrap();
            assert_eq!(
                (of("first"), of("last"), &series["missing"]),
                (1, of("count"), &json!([])),
                "gapless: {series}"
            );
            count += of("count");
        }
        assert_eq!(count as usize, self.numbers.len(), "nothing issued twice or unseen");
        self.till.desk.log();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 60, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_day_adds_up(steps in proptest::collection::vec(step(), 20..70)) {
        let mut book = Book::new();
        for step in &steps {
            book.step(step);
        }
        book.holds();
    }
}

#[test]
fn the_same_button_at_the_same_moment_makes_one_token_one_bill_and_one_payment() {
    let till = Till::new();
    let front = till.front();
    let patient = till.patient();
    for round in 0..5 {
        let bill = till.bill(&patient, 100);
        let charge = till.charge(&patient, "ECG");
        let writes = [
            ("bills.issue", json!({ "charges": [charge] })),
            ("payments.take", json!({ "bills": [bill], "tenders": [{ "tender": "cash" }] })),
            ("payments.refund", json!({ "bill": bill, "amount": 10_000, "tender": "cash", "reason": "x" })),
            (
                "queue.check_in",
                json!({ "patient": patient, "doctor": till.joshi, "again": true, "tenders": [{ "tender": "upi" }] }),
            ),
        ];
        for (at, (name, args)) in writes.into_iter().enumerate() {
            let before = till.desk.log();
            let request = format!("018bcfe5-6800-7000-8000-000000{round:03}{at:03}");
            let args = common::with(args, json!({ "request_id": request }));
            let replies: Vec<Value> = std::thread::scope(|scope| {
                let threads: Vec<_> = (0..4).map(|_| scope.spawn(|| front.call(name, args.clone()))).collect();
                threads.into_iter().map(|t| t.join().unwrap()).collect()
            });
            assert!(replies.iter().all(|r| *r == replies[0]), "{name}: {replies:?}");
            assert_eq!(till.desk.log(), before + 1, "{name}");
        }
    }
}
