//! Unfinished work: each person's own, on this computer, never in the log.

mod common;

use common::{At, Desk, text};
use serde_json::json;

fn kept(at: &At<'_>) -> Vec<(String, String)> {
    let all = at.call("drafts.list", json!({}));
    all["drafts"].as_array().unwrap().iter().map(|d| (text(&d["key"]), text(&d["body"]))).collect()
}

fn keep(at: &At<'_>, key: &str, body: &str) {
    at.call("drafts.save", json!({ "key": key, "body": body }));
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(k, b)| ((*k).to_owned(), (*b).to_owned())).collect()
}

#[test]
fn the_same_key_again_replaces_and_each_can_be_dropped() {
    let desk = Desk::founded();
    let owner = desk.owner();
    keep(&owner, "register", "Sun");
    keep(&owner, "register", "Sunita\n\tPatil");
    assert_eq!(kept(&owner), pairs(&[("register", "Sunita\n\tPatil")]));
    keep(&owner, "letter", "");
    assert_eq!(kept(&owner).len(), 2);
    owner.call("drafts.discard", json!({ "key": "register" }));
    owner.call("drafts.discard", json!({ "key": "not there" }));
    assert_eq!(kept(&owner), pairs(&[("letter", "")]));
}

#[test]
fn nobody_sees_or_drops_anothers() {
    let desk = Desk::founded();
    let (owner, nurse) = (desk.owner(), desk.colleague("nurse"));
    keep(&owner, "register", "the owner's");
    keep(&nurse, "register", "the nurse's");
    owner.call("drafts.discard", json!({ "key": "register" }));
    assert_eq!(kept(&owner), []);
    assert_eq!(kept(&nurse), pairs(&[("register", "the nurse's")]));
}

#[test]
fn a_draft_survives_a_lock_a_sign_out_and_a_restart() {
    let desk = Desk::founded();
    let owner = desk.owner();
    keep(&owner, "register", "Sunita, 52");
    owner.call("session.lock", json!({}));
    owner.sign_in("meera", common::PASSWORD);
    assert_eq!(kept(&owner).len(), 1);
    owner.call("session.sign_out", json!({}));
    let desk = desk.reopened();
    assert_eq!(kept(&desk.owner()), pairs(&[("register", "Sunita, 52")]));
}

#[test]
fn a_draft_survives_a_power_cut() {
    let desk = Desk::founded();
    let owner = desk.owner();
    owner.register("Sunita Patil", "female", "52");
    keep(&owner, "register", "the next one");
    let desk = desk.after_a_power_cut();
    let owner = desk.owner();
    assert_eq!(kept(&owner), pairs(&[("register", "the next one")]));
    let saved = &owner.status()["last_saved"];
    assert_eq!((&saved["command"], &saved["by"]), (&json!("patients.register"), &json!("Dr. Meera Joshi")));
    owner.call("app.seen", json!({}));
    assert!(owner.status()["last_saved"].is_null());
}

#[test]
fn a_draft_is_never_in_the_log() {
    let desk = Desk::founded();
    let owner = desk.owner();
    let before = desk.log();
    for n in 0..20 {
        keep(&owner, "register", &"Sunita".repeat(n));
    }
    owner.call("drafts.discard", json!({ "key": "register" }));
    assert_eq!(desk.log(), before);
}

#[test]
fn a_draft_lies_in_no_file_as_plain_text() {
    let desk = Desk::founded();
    keep(&desk.owner(), "register", "Zebunnisa Qureshi");
    for file in std::fs::read_dir(desk.home.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(9).any(|w| w == b"Zebunnisa"));
    }
}
