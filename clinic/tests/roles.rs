//! Who may do what: every command as every role, signed out, and behind a lock.

mod common;

use common::arguments::{described, required_alone};
use common::{Desk, PASSWORD, ROLES, person};
use serde_json::json;

/// Which roles may call a command: o(wner), d(octor), n(urse), f(ront desk), p(harmacist), l(aboratory),
/// a(ccountant); `-` needs nobody. Written out, so that no change of the tables goes unnoticed.
const TABLE: &[(&str, &str)] = &[
    ("api.describe", "-"),
    ("app.seen", "odnfpla"),
    ("app.set_aside", "-"),
    ("app.status", "-"),
    ("accounts.get", "odfpa"),
    ("allergies.add", "odnf"),
    ("allergies.none_known", "odnf"),
    ("allergies.withdraw", "odnf"),
    // A damaged clinic and an empty computer have nobody signed in; a restore asks for a password itself.
    ("backup.find", "-"),
    ("backup.now", "odfp"),
    ("backup.restore", "-"),
    ("backup.set_folder", "odfp"),
    ("backup.status", "-"),
    ("bills.cancel", "of"),
    ("bills.credit", "of"),
    ("bills.get", "odfpa"),
    ("bills.issue", "ofp"),
    ("bills.list", "odfpa"),
    ("charges.add", "odnfpl"),
    ("charges.fee", "odnfl"),
    ("charges.list", "odnfpl"),
    ("charges.withdraw", "odnfpl"),
    ("clinic.confirm_recovery", "o"),
    ("clinic.create", "-"),
    ("clinic.get", "odnfpla"),
    ("clinic.update", "o"),
    ("clinic.update_business", "o"),
    ("clock.answer", "odnfpl"),
    ("consents.record", "odnf"),
    // One's own; everybody's for those who may see all.
    ("day.figures", "ofpa"),
    // Alone, or with the PIN of somebody who may.
    ("day.lock", "ofpa"),
    ("day.unlock", "oa"),
    ("drafts.discard", "odnfpla"),
    ("drafts.list", "odnfpla"),
    ("drafts.save", "odnfpla"),
    // Of a colleague of the same role, by the form's own capability; `drafts.rs`.
    ("drafts.take", "odnfpla"),
    ("drawer.close", "ofp"),
    ("drawer.get", "ofpa"),
    ("drawer.put", "ofp"),
    ("history.list", "odnfpl"),
    ("imports.apply", "o"),
    ("imports.list", "o"),
    ("imports.preview", "o"),
    ("imports.undo", "o"),
    ("papers.get", "odnfpla"),
    ("papers.set", "odfp"),
    ("patients.find", "odnfpla"),
    ("patients.get", "odnfpl"),
    ("patients.register", "odnfp"),
    ("patients.reveal", "odnf"),
    ("patients.similar", "odnfpla"),
    ("patients.update", "odnf"),
    ("payments.check", "ofp"),
    ("payments.refund", "of"),
    ("payments.take", "ofp"),
    ("print.again", "odnfpla"),
    // Of a bill, which is the first thing that they can be asked for; a token for who may see the queue.
    ("print.document", "odfpa"),
    ("print.drop", "odnfpla"),
    ("print.jobs", "odnfpla"),
    ("print.preview", "odfpa"),
    ("printers.list", "odnfpla"),
    ("receipts.get", "odfpa"),
    ("services.list", "odnfpl"),
    ("services.set", "o"),
    // Each step for who may take it; `setup.rs`.
    ("setup.get", "odnfpla"),
    ("setup.put_away", "o"),
    ("session.lock", "-"),
    ("session.set_language", "-"),
    ("session.set_pin", "odnfpla"),
    ("session.sign_in", "-"),
    ("session.sign_out", "-"),
    ("session.switch", "-"),
    ("appointments.book", "odnf"),
    ("appointments.cancel", "odnf"),
    ("appointments.list", "odnfl"),
    ("appointments.move", "odnf"),
    ("appointments.no_show", "odnf"),
    ("appointments.of_patient", "odnfl"),
    ("appointments.slots", "odnfl"),
    ("appointments.to_tell", "odnfl"),
    ("appointments.told", "odnf"),
    ("doctors.late", "odnf"),
    // Numbers alone, on a screen where nobody signs in.
    ("hall.show", "-"),
    ("queue.ahead", "odnf"),
    ("queue.arrive", "odnf"),
    ("queue.away", "odnf"),
    ("queue.back", "odnf"),
    ("queue.call", "odnf"),
    ("queue.call_next", "odnf"),
    ("queue.cancel", "odnf"),
    ("queue.finish", "odnf"),
    ("queue.check_in", "odnf"),
    ("queue.list", "odnfl"),
    ("queue.move", "odnf"),
    ("queue.no_show", "odnf"),
    ("queue.set_patient", "odnf"),
    ("queue.step_out", "odnf"),
    ("schedule.close", "of"),
    ("schedule.get", "odnfl"),
    ("schedule.reopen", "of"),
    ("schedule.set_hours", "of"),
    ("schedule.set_practice", "of"),
    ("upi.link", "ofp"),
    ("users.add", "o"),
    ("users.change_password", "odnfpla"),
    ("users.list", "odnfpla"),
    ("users.reset_password", "o"),
    ("users.set_roles", "o"),
];

fn who_may(command: &str) -> &'static str {
    TABLE.iter().find(|row| row.0 == command).unwrap_or_else(|| panic!("{command} is not in the table")).1
}

#[test]
fn the_table_has_every_command_once() {
    let desk = Desk::empty();
    let mut known: Vec<String> = described(&desk.place()).into_iter().map(|c| c.name).collect();
    let mut listed: Vec<&str> = TABLE.iter().map(|row| row.0).collect();
    known.sort();
    listed.sort_unstable();
    assert_eq!(known, listed);
}

#[test]
fn each_role_may_do_what_the_table_says_and_nothing_else() {
    let desk = Desk::founded();
    let owner = desk.owner();
    for role in ROLES {
        let at = if role == "owner" { owner } else { desk.colleague(role) };
        for command in described(&at) {
            let roles = who_may(&command.name);
            if roles == "-" {
                continue;
            }
            let said = desk.clinic.dispatch(&at.seat, &command.name, required_alone(&command.args));
            let code = said.err().map(|f| f.code).unwrap_or_default();
            assert!(!matches!(code.as_str(), "signed-out" | "locked"), "{role} {}: {code}", command.name);
            let may = roles.contains(role.chars().next().unwrap());
            assert_eq!(code != "not-permitted", may, "{role} {}: {code}", command.name);
        }
    }
}

#[test]
fn a_refused_role_changes_nothing() {
    let desk = Desk::founded();
    let accountant = desk.colleague("accountant");
    let before = desk.log();
    for command in described(&accountant).iter().filter(|c| !who_may(&c.name).contains(['a', '-'])) {
        assert_eq!(accountant.code(&command.name, required_alone(&command.args)), "not-permitted", "{}", command.name);
    }
    let sample = json!({ "name": "Sunita Patil", "sex": "female", "age": "52" });
    assert_eq!(accountant.code("patients.register", sample), "not-permitted");
    assert_eq!(desk.log(), before);
}

#[test]
fn signed_out_nothing_but_the_first_screens_answers() {
    let desk = Desk::founded();
    let place = desk.place();
    for command in described(&place).iter().filter(|c| who_may(&c.name) != "-") {
        assert!(command.needs_sign_in, "{}", command.name);
        assert_eq!(place.code(&command.name, required_alone(&command.args)), "signed-out", "{}", command.name);
    }
    let empty = Desk::empty();
    let place = empty.place();
    for command in described(&place).iter().filter(|c| who_may(&c.name) != "-") {
        assert_eq!(place.code(&command.name, required_alone(&command.args)), "signed-out", "{}", command.name);
    }
}

#[test]
fn behind_a_lock_nothing_but_the_first_screens_answers() {
    let desk = Desk::founded();
    let owner = desk.owner();
    owner.call("session.lock", json!({}));
    for command in described(&owner).iter().filter(|c| who_may(&c.name) != "-") {
        assert_eq!(owner.code(&command.name, required_alone(&command.args)), "locked", "{}", command.name);
    }
}

#[test]
fn a_name_that_is_not_registered_is_refused_for_everyone() {
    let desk = Desk::founded();
    let owner = desk.owner();
    for name in ["", "patients", "patients.delete", "Patients.find", "patients.find ", "patients.find\0", "session.*"] {
        assert_eq!(owner.code(name, json!({})), "unknown-call", "{name:?}");
        assert_eq!(desk.place().code(name, json!({})), "unknown-call", "{name:?}");
    }
}

#[test]
fn arguments_that_are_no_object_are_refused() {
    let desk = Desk::founded();
    let owner = desk.owner();
    for args in [json!(null), json!([]), json!("patients"), json!(7)] {
        assert_eq!(owner.code("patients.find", args.clone()), "arguments", "{args}");
    }
}

#[test]
fn two_roles_give_what_either_gives() {
    let desk = Desk::founded();
    common::add(&desk.owner(), "zoya", &["accountant", "laboratory"]);
    let zoya = desk.sign_in("zoya");
    let sunita = desk.owner().register("Sunita Patil", "female", "52");
    zoya.card(&sunita);
    assert_eq!(zoya.code("patients.register", json!({ "name": "A B", "sex": "male", "age": "5" })), "not-permitted");
}

#[test]
fn roles_given_and_taken_count_at_once_where_the_person_sits() {
    let desk = Desk::founded();
    let (owner, nurse) = (desk.owner(), desk.colleague("nurse"));
    let row = person(&owner, "nurse");
    let roles =
        |stamp: &serde_json::Value, roles: &[&str]| json!({ "user": row["id"], "stamp": stamp, "roles": roles });
    let sample = json!({ "name": "Sunita Patil", "sex": "female", "age": "52" });

    owner.call("users.set_roles", roles(&row["stamp"], &["accountant"]));
    assert_eq!(nurse.code("patients.register", sample.clone()), "not-permitted");
    assert_eq!(nurse.status()["session"]["roles"], json!(["accountant"]));

    owner.call("users.set_roles", roles(&person(&owner, "nurse")["stamp"], &["owner"]));
    nurse.call("users.add", json!({ "login": "zoya", "name": "Zoya", "roles": ["nurse"], "password": PASSWORD }));
    let desk = desk.reopened();
    desk.sign_in("zoya");
    assert_eq!(desk.sign_in("nurse").status()["session"]["roles"], json!(["owner"]));
    desk.log();
}
