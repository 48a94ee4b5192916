//! A made-up clinic at its counter, on Monday 23 November 2026 at 11:40.

use serde_json::{Value, json};

use super::{At, Desk, NOBODY, person, text, with};

/// Its front desk, its owner, and what they need.
pub(crate) struct Till {
    pub(crate) desk: Desk,
    front: clinic::Seat,
    owner: clinic::Seat,
    pub(crate) joshi: String,
    pub(crate) arjun: String,
}

impl Till {
    pub(crate) fn new() -> Self {
        Self::over(Desk::demo(0, "11:40"))
    }

    pub(crate) fn over(desk: Desk) -> Self {
        let (front, owner) = (desk.demo_person("desk").seat, desk.demo_person("owner"));
        // Days without an entry, not a doubt: it is a year since the clinic was founded, or a week since the last bill.
        if owner.status()["clock"]["reason"] == "ahead" {
            owner.call("clock.answer", json!({ "right": true }));
        }
        let users = owner.call("users.list", json!({}));
        let id =
            |login: &str| text(&users["users"].as_array().unwrap().iter().find(|u| u["login"] == login).unwrap()["id"]);
        let (joshi, arjun, owner) = (id("owner"), id("doctor"), owner.seat);
        Self { desk, front, owner, joshi, arjun }
    }

    pub(crate) fn front(&self) -> At<'_> {
        At { clinic: &self.desk.clinic, seat: self.front }
    }

    pub(crate) fn owner(&self) -> At<'_> {
        At { clinic: &self.desk.clinic, seat: self.owner }
    }

    /// The same clinic on another day and time.
    pub(crate) fn on(self, time: &str) -> Self {
        Self::over(self.desk.reopened_with(super::at(time)))
    }

    #[track_caller]
    pub(crate) fn patient(&self) -> String {
        self.front().register("Sunita Patil", "female", "52")
    }

    /// The id of a service by the beginning of its name.
    #[track_caller]
    pub(crate) fn service(&self, name: &str) -> String {
        let all = self.owner().call("services.list", json!({}));
        text(&all["services"].as_array().unwrap().iter().find(|s| text(&s["name"]).starts_with(name)).unwrap()["id"])
    }

    /// Charges one of a service; returns the charge.
    #[track_caller]
    pub(crate) fn charge(&self, patient: &str, service: &str) -> String {
        let args = json!({ "patient": patient, "service": self.service(service) });
        text(&self.front().call("charges.add", args)["id"])
    }

    /// Issues one bill over something described; returns it.
    #[track_caller]
    pub(crate) fn bill(&self, patient: &str, rupees: i64) -> String {
        let lines = json!([{ "name": "Physiotherapy", "price": rupees * 100 }]);
        let issued = self.front().call("bills.issue", json!({ "patient": patient, "lines": lines }));
        text(&issued["bills"][0]["id"])
    }

    #[track_caller]
    pub(crate) fn get(&self, bill: &str) -> Value {
        self.front().call("bills.get", json!({ "bill": bill }))
    }

    #[track_caller]
    pub(crate) fn account(&self, patient: &str) -> Value {
        self.front().call("accounts.get", json!({ "patient": patient }))
    }

    #[track_caller]
    pub(crate) fn drawer(&self) -> i64 {
        self.front().call("drawer.get", json!({}))["expected"].as_i64().unwrap()
    }
}

/// A tender with its amount in rupees.
pub(crate) fn tender(how: &str, rupees: i64) -> Value {
    json!({ "tender": how, "amount": rupees * 100 })
}

/// Arguments of a command of money that would be taken, with every text field in them.
pub(crate) fn sample(owner: &At<'_>, command: &str) -> Option<Value> {
    let doctor = person(owner, "meera")["id"].clone();
    let patient = || owner.register("Sunita Patil", "female", "52");
    let service = || {
        let new = json!({ "name": "ECG", "treatment": "exempt", "price": 35_000 });
        owner.call("services.set", new)
    };
    let business = || owner.call("clinic.get", json!({}))["businesses"][0]["id"].clone();
    let charge = || {
        let patient = patient();
        let arrived = owner.call("queue.arrive", json!({ "patient": patient, "doctor": doctor }));
        json!({ "patient": patient, "visit": arrived["visit"] })
    };
    let described = || {
        json!({ "service": service()["id"], "name": "ECG, 12 lead", "discount": 100, "discount_reason": "Staff",
                "doctor": doctor, "business": business(), "hsn": "999312", "treatment": "exempt", "unit": "NOS" })
    };
    let billed = |patient: &str| {
        let args = json!({ "patient": patient, "lines": [{ "name": "ECG", "price": 35_000 }] });
        owner.call("bills.issue", args)["bills"][0]["id"].clone()
    };
    let bill = || billed(&patient());
    let tenders = json!([{ "tender": "upi", "reference": "412345678901" }]);
    Some(match command {
        "services.set" => {
            let seen = service();
            json!({ "id": seen["id"], "stamp": seen["stamp"], "business": business(), "name": "Spirometry", "hsn": "999312",
                    "treatment": "exempt", "price": 40_000, "unit": "NOS", "doctor": doctor, "visit_kind": "new", "active": false })
        }
        "charges.add" => with(charge(), described()),
        "charges.withdraw" => {
            let args = with(charge(), json!({ "name": "ECG", "price": 35_000 }));
            json!({ "charge": owner.call("charges.add", args)["id"], "reason": "not done" })
        }
        "charges.list" => json!({ "patient": patient(), "visit": NOBODY }),
        "charges.fee" => json!({ "patient": patient(), "doctor": doctor, "kind": "new" }),
        "bills.issue" => {
            let of = charge();
            let added = owner.call("charges.add", with(of.clone(), json!({ "name": "ECG", "price": 35_000 })));
            let due = billed(&text(&of["patient"]));
            let more = json!({ "charges": [added["id"]], "lines": [described()], "discount": 100, "discount_reason": "Senior",
                               "tenders": tenders, "dues": [due],
                               "day": owner.call("queue.list", json!({}))["day"], "recipient": "Sunita Patil\nKothrud",
                               "recipient_gstin": "27AAPFU0939F1ZV", "prescriber": "Dr. Rao, Satara", "place_of_supply": "27" });
            with(of, more)
        }
        "bills.get" => json!({ "bill": bill() }),
        "bills.list" => json!({ "patient": patient(), "day": "2026-11-23", "after": NOBODY }),
        "bills.cancel" => json!({ "bill": bill(), "reason": "wrong patient" }),
        "bills.credit" => {
            let bill = bill();
            let line = owner.call("bills.get", json!({ "bill": bill }))["lines"][0]["id"].clone();
            json!({ "bill": bill, "lines": [{ "line": line, "quantity": 1 }], "reason": "returned", "refund": "cash" })
        }
        "payments.take" => {
            let patient = patient();
            json!({ "patient": patient, "bills": [billed(&patient)], "tenders": tenders, "business": business() })
        }
        "payments.check" => {
            let bill = bill();
            owner.call("payments.take", json!({ "bills": [bill], "tenders": tenders }));
            let payment = owner.call("bills.get", json!({ "bill": bill }))["payments"][0]["id"].clone();
            json!({ "payment": payment, "found": true, "reference": "412345678901" })
        }
        "accounts.get" => json!({ "patient": patient() }),
        "receipts.get" => json!({ "receipt": NOBODY }),
        "upi.link" => json!({ "bill": bill(), "business": business() }),
        "drawer.get" => json!({ "person": doctor }),
        "drawer.put" => json!({ "why": "payout", "amount": 4_000, "note": "tea", "business": business() }),
        "drawer.close" => json!({ "coins": 1, "reason": "too much change", "business": business() }),
        "day.figures" => json!({ "day": "2026-11-23" }),
        "day.lock" => {
            // Each sample locks it anew.
            let _ =
                owner.clinic.dispatch(&owner.seat, "day.unlock", json!({ "day": "2026-11-20", "reason": "late bill" }));
            json!({ "day": "2026-11-20", "agreed_by": "meera", "pin": "483920" })
        }
        "day.unlock" => {
            let _ = owner.clinic.dispatch(&owner.seat, "day.lock", json!({ "day": "2026-11-21" }));
            json!({ "day": "2026-11-21", "reason": "late bill" })
        }
        "queue.check_in" => {
            // One who is booked, in the last slot with room: each sample takes one.
            let slot = super::morning::sample(owner, "appointments.book")?;
            let (patient, today) = (slot["patient"].clone(), owner.call("queue.list", json!({}))["day"].clone());
            let slots = owner.call("appointments.slots", json!({ "doctor": doctor, "day": today }))["slots"].clone();
            let room = slots.as_array()?.iter().rfind(|s| s["taken"].as_i64() < s["takes"].as_i64())?["minute"].clone();
            let slot = json!({ "patient": patient, "doctor": doctor, "day": today, "minute": room, "kind": "new" });
            let booked = owner.call("appointments.book", slot)["booked"][0].clone();
            let due = billed(&text(&patient));
            let arrive = json!({ "patient": patient, "appointment": booked["appointment"], "doctor": doctor, "kind": "new",
                                 "reason": "Cough", "ahead": "71 years old" });
            with(arrive, json!({ "tenders": tenders, "dues": [due], "waived": "Staff" }))
        }
        _ => return None,
    })
}

/// What reads show of the money after these arguments were taken.
pub(crate) fn reads(owner: &At<'_>, args: &Value, reply: &Value) -> Vec<Value> {
    let ask = |name: &str, args: Value| owner.clinic.dispatch(&owner.seat, name, args).ok();
    let mut shown = vec![ask("services.list", json!({ "retired": true })), ask("drawer.get", json!({}))];
    for bill in [&args["bill"], &args["bills"][0], &args["dues"][0], &reply["bills"][0]["id"], &reply["id"]] {
        if bill.is_string() {
            shown.push(ask("bills.get", json!({ "bill": bill })));
        }
    }
    if args["patient"].is_string() {
        shown.push(ask("charges.list", json!({ "patient": args["patient"] })));
    }
    if args["charge"].is_string() {
        shown.push(ask("history.list", json!({ "record": "charge", "id": args["charge"] })));
    }
    shown.into_iter().flatten().collect()
}
