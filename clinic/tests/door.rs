//! The door: every text field of every command × what may be wrong with it.

mod common;

use std::collections::BTreeSet;

use common::arguments::{Described, TextField, described, has, put, text_fields};
use common::{At, Desk, NOBODY, PASSWORD, person, text, with};
use model::Fault;
use model::words::{Language, Words};
use serde_json::{Value, json};

const SQL: &str = "x'); DROP TABLE patient;--";
const HTML: &str = "<b onclick=alert(1)>&amp;</b>";

/// Somebody's name and phone, of which no fault may hold anything.
const PLANTED: &str = "Zebunnisa Qureshi 98765 01234";

/// Asked for or compared, and never kept: nothing can be read back.
const NOT_KEPT: &[&str] = &[
    "patients.find query",
    "patients.similar name",
    "patients.similar age",
    "patients.similar phone",
    "drafts.discard key",
    "backup.find folder",
    // Kept as a seal alone; `passwords_may_hold_anything` signs in with them.
    "clinic.create owner.password",
    "users.add password",
    "users.change_password new",
    "users.reset_password password",
    // The list's, where something is on it.
    "charges.add hsn",
    "charges.add unit",
    "bills.issue lines.0.hsn",
    "bills.issue lines.0.unit",
    // With the charge, which no list shows once it is billed.
    "bills.issue lines.0.discount_reason",
    // Where a fee is set, as the reason of its discount; `payments.rs`.
    "queue.check_in waived",
    // Shown by the bill that was paid; `payments.rs`.
    "payments.check reference",
];

/// What is tested apart.
fn elsewhere(name: &str) -> bool {
    // Money goes back out of one thing, so that no arguments have every field; a form must have been left, by
    // somebody else; `payments.rs`, `drafts.rs`.
    name.starts_with("imports.") || matches!(name, "payments.refund" | "drafts.take")
}

/// A clinic with somebody registered, and good arguments for each command.
struct Bench {
    desk: Desk,
    nurse: String,
    /// A place of its own for what changes a session.
    aside: clinic::Seat,
    made: std::cell::Cell<u32>,
    /// With a backup in it.
    folder: tempfile::TempDir,
    commands: Vec<Described>,
}

impl Bench {
    fn new() -> Self {
        let desk = Desk::founded();
        let nurse = common::add(&desk.owner(), "nurse", &["nurse"]);
        let aside = desk.place().seat;
        let commands = described(&desk.place()).into_iter().filter(|c| !elsewhere(&c.name)).collect();
        let folder = tempfile::tempdir().unwrap();
        desk.owner().call("backup.now", json!({ "to": folder.path() }));
        Self { desk, nurse, aside, made: std::cell::Cell::new(0), folder, commands }
    }

    fn at(&self, command: &str) -> At<'_> {
        let clinic = &self.desk.clinic;
        match command {
            "session.sign_in" | "session.switch" => At { clinic, seat: self.aside },
            _ => self.desk.owner(),
        }
    }

    /// Arguments that would be taken, with every text field in them.
    fn sample(&self, command: &str) -> Value {
        let owner = self.desk.owner();
        let id = || {
            owner.register_with("Sunita Patil", "female", "52", json!({ "allergies": [{ "substance": "Penicillin" }] }))
        };
        let details = json!({
            "phone": "98201 12345", "guardian": "Ramesh", "relation": "husband", "address": "14 Karve Road", "area": "Kothrud",
            "pin_code": "411038", "aadhaar_last4": "4321", "abha_number": "91000000003421", "abha_address": "sunita@abdm",
            "blood_group": "O+", "speaks": "mr",
        });
        self.made.set(self.made.get() + 1);
        let mut sample = match command {
            "clinic.create" => with(
                common::founding(),
                json!({
                    "runs": "clinic_pharmacy", "desk": "Front", "language": "en",
                    "businesses": [{ "legal_name": "Vatsal Medicals", "kind": "pharmacy", "address": "14 Karve Road",
                                     "pin_code": "411038", "phone": "020 2000 0100", "tax_status": "unregistered",
                                     "gstin": "27AAPFU0939F1ZV", "drug_licences": "MH-20-1, MH-21-1", "clinic_registration": "PMC 7" }],
                }),
            ),
            "clinic.confirm_recovery" => json!({ "words": ["a", "b", "c"] }),
            "clinic.update" => {
                let clinic = owner.call("clinic.get", json!({}));
                json!({ "stamp": clinic["stamp"], "name": "Vatsal Clinic", "runs": "clinic", "idle_minutes": 5 })
            }
            "clinic.update_business" => {
                let business = owner.call("clinic.get", json!({}))["businesses"][0].clone();
                json!({ "id": business["id"], "stamp": business["stamp"], "legal_name": "Vatsal Medicals",
                        "address": "15 Karve Road", "pin_code": "411 038", "phone": "020 2000 0101",
                        "tax_status": "unregistered", "gstin": "27AAPFU0939F1ZV", "drug_licences": "MH-20-1, MH-21-1",
                        "clinic_registration": "PMC 8", "upi_address": "vatsal@bank", "state_code": "27" })
            }
            "clock.answer" => json!({ "right": false, "now": "2026-11-23T11:40" }),
            "backup.now" => json!({ "to": self.folder.path() }),
            "backup.set_folder" | "backup.find" => json!({ "folder": self.folder.path() }),
            "backup.restore" => {
                json!({ "from": self.folder.path(), "user": "nobody", "password": PASSWORD, "words": "a b c" })
            }
            "drafts.save" => json!({ "key": "register", "body": "Sunita" }),
            "drafts.discard" => json!({ "key": "register" }),
            "setup.put_away" => json!({ "step": "upi", "away": false }),
            "history.list" => json!({ "record": "user", "id": self.nurse }),
            "patients.register" => with(
                with(json!({ "name": "Sunita Patil", "sex": "female", "age": "52" }), details),
                json!({
                    "allergies": [{ "substance": "Penicillin", "reaction": "rash" }],
                    "consents": [{ "purpose": "records", "given": true, "language": "mr" }],
                }),
            ),
            "patients.find" => json!({ "query": "sunita", "after": "0" }),
            "patients.similar" => {
                json!({ "name": "Sunita Patil", "sex": "female", "age": "52", "phone": "98201 12345" })
            }
            "patients.get" => json!({ "id": id() }),
            "patients.update" => {
                let id = id();
                let stamp = owner.card(&id)["stamp"].clone();
                with(json!({ "id": id, "stamp": stamp, "name": "Sunita Rao", "sex": "female", "age": "53" }), details)
            }
            "patients.reveal" => json!({ "id": id(), "field": "phone" }),
            "allergies.add" => json!({ "patient": id(), "substance": "Sulfa", "reaction": "rash" }),
            "allergies.none_known" => {
                let id = owner.register("Asha Patil", "female", "8m");
                json!({ "patient": id, "stamp": owner.card(&id)["stamp"] })
            }
            "allergies.withdraw" => {
                let allergy = owner.card(&id())["allergies"][0].clone();
                json!({ "id": allergy["id"], "stamp": allergy["stamp"], "reason": "a viral rash" })
            }
            "consents.record" => json!({ "patient": id(), "purpose": "records", "given": true, "language": "mr" }),
            "session.sign_in" => json!({ "user": "nobody", "password": PASSWORD }),
            "session.set_pin" => json!({ "pin": "483920" }),
            "session.switch" => json!({ "user": "nobody", "pin": "483920" }),
            "session.set_language" => json!({ "language": "en" }),
            "users.add" => json!({ "login": format!("asha{}", self.made.get()), "name": "Asha", "roles": ["nurse"],
                                   "password": PASSWORD, "registration": "MNC 7", "language": "en" }),
            "users.set_roles" => {
                let row = person(&owner, "nurse");
                json!({ "user": row["id"], "stamp": row["stamp"], "roles": ["nurse"] })
            }
            "users.change_password" => json!({ "old": "not this one", "new": PASSWORD }),
            "users.reset_password" => json!({ "user": self.nurse, "password": PASSWORD }),
            "papers.set" => json!({ "kind": "slip", "printer": "Counter", "language": "mr" }),
            "print.document" | "print.preview" => {
                owner.call("papers.set", json!({ "kind": "sheet", "printer": "Desk" }));
                let mut asked =
                    json!({ "document": "day_list", "id": self.nurse, "day": "2026-11-23", "paper": "sheet" });
                if command == "print.preview" {
                    asked["language"] = json!("mr");
                }
                asked
            }
            "print.again" | "print.drop" => json!({ "job": NOBODY }),
            _ => common::morning::sample(&owner, command)
                .or_else(|| common::money::sample(&owner, command))
                .unwrap_or_else(|| json!({})),
        };
        if self.commands.iter().any(|c| c.name == command && c.writes) {
            let n = self.made.get();
            sample["request_id"] = json!(format!("018bcfe5-6800-7000-8000-0000000{n:05}"));
        }
        sample
    }

    /// Sends `args`; a clinic is founded in a folder of its own.
    fn send(&self, command: &str, args: Value) -> Result<(Value, Option<Desk>), Fault> {
        if command == "clinic.create" {
            let mut desk = Desk::empty();
            let place = desk.place();
            let reply = place.clinic.dispatch(&place.seat, command, args)?;
            let seat = place.seat;
            desk.sits(seat);
            return Ok((reply, Some(desk)));
        }
        let at = self.at(command);
        let reply = at.clinic.dispatch(&at.seat, command, args)?;
        Ok((reply, None))
    }

    /// Every text that any read shows after `args` were taken.
    fn reads(&self, args: &Value, reply: &Value, founded: Option<&Desk>) -> BTreeSet<String> {
        let owner = founded.unwrap_or(&self.desk).owner();
        let mut shown = vec![owner.status(), owner.call("clinic.get", json!({})), owner.call("users.list", json!({}))];
        shown.push(owner.call("drafts.list", json!({})));
        shown.extend(common::morning::reads(&owner, args));
        shown.extend(common::money::reads(&owner, args, reply));
        let ids = [&args["id"], &args["patient"], &reply["id"]];
        for id in ids.into_iter().filter_map(Value::as_str) {
            let asked = json!({ "id": id });
            shown.extend(owner.clinic.dispatch(&owner.seat, "patients.get", asked));
            for record in ["patient", "allergy", "user"] {
                let asked = json!({ "record": record, "id": id });
                shown.extend(owner.clinic.dispatch(&owner.seat, "history.list", asked));
            }
        }
        let mut texts = BTreeSet::new();
        shown.iter().for_each(|value| gather(value, &mut texts));
        texts
    }
}

fn gather(value: &Value, texts: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => drop(texts.insert(text.clone())),
        Value::Array(items) => items.iter().for_each(|v| gather(v, texts)),
        Value::Object(fields) => fields.values().for_each(|v| gather(v, texts)),
        _ => {}
    }
}

/// A refusal by the field's name, with a sentence that fits beside it in each language; or, where names and
/// secrets do not go together, one that names none.
#[track_caller]
fn is_a_good_refusal(command: &str, path: &str, fault: &Fault) {
    let about = format!("{command} {path}: {fault:?}");
    let credentials = ["wrong-words", "wrong-password", "wait", "pin-not-set", "wrong-pin", "pin-used-up"];
    if matches!(command, "session.sign_in" | "session.switch" | "users.change_password" | "backup.restore")
        && credentials.contains(&fault.code.as_str())
    {
        assert!(!fault.message.is_empty(), "{about}");
    } else {
        assert_eq!(fault.code, "fields", "{about}");
        // The recovery words are judged together.
        let path = if path == "words.0" && fault.fields[0].field == "words" { "words" } else { path };
        let named: Vec<&str> = fault.fields.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(named, [path], "{about}");
    }
    for language in [Language::En, Language::Hi] {
        let said = fault.clone().said_in(&Words::new(language));
        for (code, sentence) in said.fields.iter().map(|f| (&f.code, &f.message)).chain([(&said.code, &said.message)]) {
            assert!(!sentence.is_empty() && sentence != code && !sentence.contains("{ $"), "{about}: {sentence}");
            assert!(sentence.chars().count() <= 90, "{about}: {sentence}");
            let hindi = sentence.chars().any(|c| ('\u{900}'..'\u{980}').contains(&c));
            assert_eq!(hindi, language == Language::Hi, "{about}: {sentence}");
        }
    }
}

/// Each command that takes text, with a fresh sample for each of its fields.
fn each_field(bench: &Bench, mut check: impl FnMut(&str, &TextField, Value)) {
    let mut fields = 0;
    for command in &bench.commands {
        for field in text_fields(&command.args) {
            // It does not go together with the other choices; tests of patients look at it.
            if field.path == "clear.0" {
                continue;
            }
            let sample = bench.sample(&command.name);
            assert!(has(&sample, &field.path), "no sample for {} {}", command.name, field.path);
            check(&command.name, &field, sample);
            fields += 1;
        }
    }
    assert!(fields > 80, "{fields}");
}

#[test]
fn missing_wrong_typed_too_long_and_hidden_text_is_refused_by_the_fields_name() {
    let bench = Bench::new();
    each_field(&bench, |command, field, sample| {
        let path = &field.path;
        let refused = |value: Option<Value>, code: Option<&str>| {
            let fault = bench.send(command, put(&sample, path, value.clone())).map(|r| r.0).unwrap_err();
            is_a_good_refusal(command, path, &fault);
            if let Some(code) = code {
                assert_eq!(fault.fields[0].code, code, "{command} {path}");
            }
        };
        if field.required && !path.ends_with(".0") {
            refused(None, Some("field-missing"));
            refused(Some(Value::Null), Some("field-missing"));
        }
        if field.schema["minLength"].as_u64().is_some_and(|least| least > 0) && field.schema["format"] != "uuid" {
            refused(Some(json!("  ")), Some("field-missing"));
        }
        for value in [json!(7), json!(true), json!(1.5), json!(["x"]), json!({ "x": 1 })] {
            refused(Some(value), Some("field-wrong-type"));
        }
        let most = field.schema["maxLength"].as_u64().unwrap_or(300) as usize;
        let long = field.schema["maxLength"].is_u64().then_some("field-too-long");
        refused(Some(json!("क".repeat(most + 1))), long);
        for hidden in ["a\0", "a\u{7}", "a\u{1b}", "\u{202e}a", "a\u{200b}", "\u{feff}"] {
            refused(Some(json!(hidden)), None);
        }
        if field.schema["x-lines"] != true {
            refused(Some(json!("a\nb")), None);
        }
    });
}

#[test]
fn ten_megabytes_are_refused_like_one_letter_too_many() {
    let bench = Bench::new();
    let huge = json!("x".repeat(10_000_000));
    let mut before = String::new();
    each_field(&bench, |command, field, sample| {
        // One field of each command: the door is the same for all.
        if std::mem::replace(&mut before, command.to_owned()) != command {
            let fault = bench.send(command, put(&sample, &field.path, Some(huge.clone()))).map(|r| r.0).unwrap_err();
            is_a_good_refusal(command, &field.path, &fault);
            assert!(format!("{fault:?}").len() < 1_000, "{command}");
        }
    });
}

#[test]
fn sql_and_html_are_refused_by_name_or_kept_as_they_were_typed() {
    let bench = Bench::new();
    let mut kept = 0;
    each_field(&bench, |command, field, _| {
        if (command, field.path.as_str()) == ("users.change_password", "new") {
            return; // Judged after the old one alone; `passwords_may_hold_anything`.
        }
        // A password costs its time, so that what makes one is tried twice only.
        let slow = matches!(command, "clinic.create" | "users.add" | "users.reset_password");
        let attacks = [SQL, HTML, "' OR '1'='1", "<script>", "\"", "%_\\"];
        for attack in attacks.into_iter().take(if slow { 2 } else { 6 }) {
            // What was taken once is done, so each attack is another request.
            let args = put(&bench.sample(command), &field.path, Some(json!(attack)));
            match bench.send(command, args.clone()) {
                Err(fault) => {
                    is_a_good_refusal(command, &field.path, &fault);
                    assert!(
                        attack.len() < 5 || !format!("{fault:?} {fault}").contains(attack),
                        "{command} {}",
                        field.path
                    );
                }
                Ok((reply, founded)) => {
                    kept += 1;
                    let path = format!("{command} {}", field.path);
                    let shown = NOT_KEPT.contains(&path.as_str())
                        || bench.reads(&args, &reply, founded.as_ref()).contains(attack);
                    assert!(shown, "{path}: {attack} is not read back");
                }
            }
        }
    });
    assert!(kept > 20, "{kept}");
    assert!(!bench.desk.owner().find("sunita").is_empty());
    bench.desk.log();
}

#[test]
fn no_fault_holds_a_name_or_a_phone() {
    let bench = Bench::new();
    let planted =
        |text: &str| ["Zebunnisa", "Qureshi", "98765", "01234", "Sunita", "98201"].iter().any(|p| text.contains(p));
    each_field(&bench, |command, field, sample| {
        for value in [json!(PLANTED), json!([PLANTED]), json!(format!("{PLANTED}\0")), json!(PLANTED.repeat(400))] {
            let Err(fault) = bench.send(command, put(&sample, &field.path, Some(value))) else { continue };
            let all = format!("{} {fault} {fault:?}", serde_json::to_string(&fault).unwrap());
            assert!(!planted(&all), "{command} {}: {all}", field.path);
        }
    });
}

#[test]
fn refusals_deep_in_a_form_name_the_whole_path() {
    let bench = Bench::new();
    for (command, path, value, code) in [
        ("clinic.create", "businesses.0.gstin", json!("27AAPFU0939F1ZZ"), "field-gstin-check"),
        ("clinic.create", "businesses.0.kind", json!("shop"), "field-choice"),
        ("clinic.create", "owner.login", json!("?"), "field-login"),
        ("clinic.create", "businesses", json!([]), "field-missing"),
        ("patients.register", "allergies.0.substance", json!(""), "field-missing"),
        ("patients.register", "consents.0.given", json!("yes"), "field-wrong-type"),
        ("patients.register", "allergies", json!({}), "field-wrong-type"),
        ("users.add", "roles.0", json!("surgeon"), "field-choice"),
    ] {
        let args = put(&bench.sample(command), path, Some(value));
        let fault = bench.send(command, args).map(|r| r.0).unwrap_err();
        is_a_good_refusal(command, path, &fault);
        assert_eq!(fault.fields[0].code, code, "{path}");
    }
    let many = json!(vec![json!({ "substance": "x" }); 31]);
    let fault =
        bench.send("patients.register", put(&bench.sample("patients.register"), "allergies", Some(many))).map(|r| r.0);
    assert_eq!(fault.unwrap_err().fields[0].code, "field-too-many");
}

#[test]
fn what_no_schema_has_is_named_shortly_and_not_for_ever() {
    let desk = Desk::founded();
    let owner = desk.owner();
    for depth in ["", "businesses.0.", "owner."] {
        let args = put(&common::founding(), &format!("{depth}shoe_size"), Some(json!(43)));
        assert_eq!(owner.fields("clinic.create", args)[0].0, format!("{depth}shoe_size"));
    }
    let long = json!({ "query": "s", "z".repeat(10_000_000): 1 });
    let fault = owner.refused("patients.find", long);
    assert!(serde_json::to_string(&fault).unwrap().len() < 1_000);
    let many: Value = (0..200_000).map(|n| (format!("field{n}"), json!(n))).collect::<serde_json::Map<_, _>>().into();
    let fault = owner.refused("patients.find", many);
    assert!(fault.fields.len() <= 100, "{}", fault.fields.len());
    owner.call("patients.find", json!({}));
}

#[test]
fn letters_of_every_script_and_the_joiners_that_they_need_are_kept() {
    let desk = Desk::founded();
    let owner = desk.owner();
    for name in
        ["सुनीता शर्मा", "লক্ষ্মী সেন", "ലക്ഷ്മി", "D'Souza, Ann-Marie", "Md. Ali (Jr)", "क्\u{200d}ष", "نازیہ", "Zoë 😀"]
    {
        let id = owner.register(name, "female", "30");
        assert_eq!(owner.card(&id)["name"], name);
    }
}

#[test]
fn passwords_may_hold_anything() {
    let desk = Desk::founded();
    let owner = desk.owner();
    for (n, password) in
        [SQL, HTML, "पासवर्ड बहुत लंबा", "   ten spaces   ", "😀😀😀😀😀😀😀😀😀😀"].into_iter().enumerate()
    {
        let login = format!("person{n}");
        let args = json!({ "login": login, "name": "Asha", "roles": ["nurse"], "password": password });
        owner.call("users.add", args);
        let place = desk.place();
        place.sign_in(&login, password);
        if password == SQL {
            place.call("users.change_password", json!({ "old": SQL, "new": HTML.repeat(2) }));
            place.sign_in(&login, &HTML.repeat(2));
        }
    }
    let wrong = json!({ "user": "person3", "password": "ten spaces" });
    assert_eq!(desk.place().code("session.sign_in", wrong), "wrong-password");
}

#[test]
fn an_id_of_nobody_is_a_plain_sentence() {
    let desk = Desk::founded();
    let fault = desk.owner().refused("patients.get", json!({ "id": NOBODY }));
    assert_eq!(text(&json!(fault.code)), "no-such-record");
    assert!(fault.message.chars().count() <= 90);
}
