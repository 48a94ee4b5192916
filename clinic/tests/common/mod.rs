//! What the tests share: a clinic in a folder of its own, places in it, and calls that must go well or be refused.

#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, reason = "a test that cannot set up its clinic has failed")]

pub(crate) mod arguments;
pub(crate) mod money;
pub(crate) mod morning;

use clinic::{Clinic, Options, Seat};
use model::Fault;
use serde_json::{Value, json};
use tempfile::TempDir;

/// The password of everyone here.
pub(crate) const PASSWORD: &str = "three little words";

/// The password of everyone in a demo clinic.
pub(crate) const DEMO_PASSWORD: &str = "nadi-demo-clinic";

/// An id that no record has.
pub(crate) const NOBODY: &str = "018bcfe5-6800-7000-8000-000000000001";

/// The seven roles.
pub(crate) const ROLES: [&str; 7] =
    ["owner", "doctor", "nurse", "front_desk", "pharmacist", "laboratory", "accountant"];

/// A clinic open on a folder of its own.
pub(crate) struct Desk {
    pub(crate) home: TempDir,
    pub(crate) clinic: Clinic,
    /// Where it was founded.
    owner: Option<Seat>,
}

/// A place in it.
#[derive(Clone, Copy)]
pub(crate) struct At<'a> {
    pub(crate) clinic: &'a Clinic,
    pub(crate) seat: Seat,
}

impl Desk {
    /// The first run: an empty folder.
    pub(crate) fn empty() -> Self {
        Self::over(tempfile::tempdir().unwrap(), Options::default())
    }

    /// A clinic whose owner, `meera`, has the given place.
    pub(crate) fn founded() -> Self {
        let mut desk = Self::empty();
        let place = desk.place();
        place.call("clinic.create", founding());
        desk.owner = Some(place.seat);
        desk
    }

    /// A clinic of made-up people, on 23 November 2026 at that time; `owner` and the others of the demo work there.
    pub(crate) fn demo(patients: u64, time: &str) -> Self {
        let home = tempfile::tempdir().unwrap();
        let plan = clinic::demo::Plan { patients, years: 1, seed: 7, today: Some("2026-11-23".into()) };
        clinic::demo::fill(home.path(), &plan, |_, _| {}).unwrap();
        Self::over(home, at(&format!("2026-11-23T{time}")))
    }

    /// Somebody of a demo clinic at a place.
    pub(crate) fn demo_person(&self, user: &str) -> At<'_> {
        let at = self.place();
        at.sign_in(user, DEMO_PASSWORD);
        at
    }

    pub(crate) fn over(home: TempDir, options: Options) -> Self {
        let clinic = Clinic::open(home.path(), options).unwrap();
        Self { home, clinic, owner: None }
    }

    /// A place where nobody sits.
    pub(crate) fn place(&self) -> At<'_> {
        At { clinic: &self.clinic, seat: self.clinic.seat() }
    }

    /// A place where that person has given the password.
    pub(crate) fn sign_in(&self, user: &str) -> At<'_> {
        let at = self.place();
        at.sign_in(user, PASSWORD);
        at
    }

    /// Notes where the owner sits.
    pub(crate) fn sits(&mut self, seat: Seat) {
        self.owner = Some(seat);
    }

    /// The owner, where the clinic was founded since it was opened; else at a new place.
    pub(crate) fn owner(&self) -> At<'_> {
        self.owner.map_or_else(|| self.sign_in("meera"), |seat| At { clinic: &self.clinic, seat })
    }

    /// A new person with that role, named after it, at a place of their own.
    pub(crate) fn colleague(&self, role: &str) -> At<'_> {
        add(&self.owner(), role, &[role]);
        self.sign_in(role)
    }

    /// Closed cleanly and opened again.
    pub(crate) fn reopened(self) -> Self {
        self.reopened_with(Options::default())
    }

    pub(crate) fn reopened_with(self, options: Options) -> Self {
        self.clinic.close().unwrap();
        let Self { home, clinic, .. } = self;
        drop(clinic);
        Self::over(home, options)
    }

    /// What a power cut would leave: the files as they are now, opened elsewhere.
    pub(crate) fn after_a_power_cut(&self) -> Self {
        let home = tempfile::tempdir().unwrap();
        copy(self.home.path(), home.path());
        Self::over(home, Options::default())
    }

    /// How many transactions the log has; everything is proved on the way.
    pub(crate) fn log(&self) -> u64 {
        let report = self.clinic.verify(|_| {}).unwrap();
        assert!(report.is_good(), "{report:?}");
        report.transactions
    }
}

impl At<'_> {
    /// Calls, and must be answered.
    #[track_caller]
    pub(crate) fn call(&self, name: &str, args: Value) -> Value {
        match self.clinic.dispatch(&self.seat, name, args.clone()) {
            Ok(reply) => reply,
            Err(fault) => panic!("{name} {args}: {fault:?}"),
        }
    }

    /// Calls, and must be refused.
    #[track_caller]
    pub(crate) fn refused(&self, name: &str, args: Value) -> Fault {
        match self.clinic.dispatch(&self.seat, name, args.clone()) {
            Ok(reply) => panic!("{name} {args}: {reply}"),
            Err(fault) => fault,
        }
    }

    /// The code of the refusal.
    #[track_caller]
    pub(crate) fn code(&self, name: &str, args: Value) -> String {
        self.refused(name, args).code
    }

    /// The refused fields, each with its code.
    #[track_caller]
    pub(crate) fn fields(&self, name: &str, args: Value) -> Vec<(String, String)> {
        let fault = self.refused(name, args);
        assert_eq!(fault.code, "fields", "{fault:?}");
        fault.fields.into_iter().map(|f| (f.field, f.code)).collect()
    }

    pub(crate) fn sign_in(&self, user: &str, password: &str) -> Value {
        self.call("session.sign_in", json!({ "user": user, "password": password }))
    }

    pub(crate) fn status(&self) -> Value {
        self.call("app.status", json!({}))
    }

    /// Registers somebody with that name, sex and age; returns the id.
    #[track_caller]
    pub(crate) fn register(&self, name: &str, sex: &str, age: &str) -> String {
        self.register_with(name, sex, age, json!({}))
    }

    #[track_caller]
    pub(crate) fn register_with(&self, name: &str, sex: &str, age: &str, more: Value) -> String {
        let args = with(json!({ "name": name, "sex": sex, "age": age }), more);
        text(&self.call("patients.register", args)["id"])
    }

    #[track_caller]
    pub(crate) fn card(&self, id: &str) -> Value {
        self.call("patients.get", json!({ "id": id }))
    }

    /// The names that a search finds, in order.
    #[track_caller]
    pub(crate) fn find(&self, query: &str) -> Vec<String> {
        let found = self.call("patients.find", json!({ "query": query, "limit": 100 }));
        found["patients"].as_array().unwrap().iter().map(|p| text(&p["name"])).collect()
    }

    /// Every version of a record, newest first.
    #[track_caller]
    pub(crate) fn history(&self, record: &str, id: &str) -> Vec<Value> {
        let history = self.call("history.list", json!({ "record": record, "id": id }));
        history["entries"].as_array().unwrap().clone()
    }
}

/// A computer whose clock shows that date and time at the clinic.
pub(crate) fn at(time: &str) -> Options {
    Options { now: Some(format!("{time}:00+05:30")), ..Options::default() }
}

/// What founds a small clinic.
pub(crate) fn founding() -> Value {
    json!({
        "name": "Vatsal Family Clinic",
        "businesses": [{ "legal_name": "Vatsal Clinic", "kind": "clinic", "address": "14 Karve Road",
                         "phone": "020 2000 0100", "tax_status": "unregistered" }],
        "owner": { "login": "meera", "name": "Dr. Meera Joshi", "password": PASSWORD },
    })
}

/// Adds a person; returns the id.
pub(crate) fn add(owner: &At<'_>, login: &str, roles: &[&str]) -> String {
    let name = format!("A {login}");
    let args = json!({ "login": login, "name": name, "roles": roles, "password": PASSWORD });
    text(&owner.call("users.add", args)["id"])
}

/// The row of a person in the list of those who work here.
pub(crate) fn person(owner: &At<'_>, login: &str) -> Value {
    let users = owner.call("users.list", json!({}));
    users["users"].as_array().unwrap().iter().find(|u| u["login"] == login).unwrap().clone()
}

/// `args` with the fields of `more` put over them.
pub(crate) fn with(mut args: Value, more: Value) -> Value {
    for (name, value) in more.as_object().unwrap() {
        args[name] = value.clone();
    }
    args
}

#[track_caller]
pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}

/// Refused fields as they are compared.
pub(crate) fn refusals(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(field, code)| ((*field).to_owned(), (*code).to_owned())).collect()
}

/// Copies the files of a folder.
pub(crate) fn copy(from: &std::path::Path, to: &std::path::Path) {
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}
