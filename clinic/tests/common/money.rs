//! A made-up clinic at its counter, on Monday 23 November 2026 at 11:40.

use serde_json::{Value, json};

use super::{At, Desk, text};

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
