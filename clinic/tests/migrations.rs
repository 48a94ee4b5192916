//! A clinic that was made under each migration opens under every later one.
//!
//! After a new migration, the profile that it leaves is made once and committed:
//! `cargo run -p nadi-clinic --example profile`

#![allow(clippy::unwrap_used, reason = "a test that cannot set up its clinic has failed")]

mod common;

use std::path::{Path, PathBuf};

use common::{Desk, at, copy};
use serde_json::json;

/// The newest migration.
const NEWEST: &str = "0006";

/// How many people the profiles have.
const PEOPLE: usize = 24;

fn profiles() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/profiles")
}

#[test]
fn the_profile_of_every_migration_opens_verifies_and_finds_its_patients() {
    let mut opened = 0;
    for folder in std::fs::read_dir(profiles()).unwrap() {
        let home = tempfile::tempdir().unwrap();
        copy(&folder.unwrap().path(), home.path());
        let desk = Desk::over(home, at("2026-11-23T11:40"));
        let owner = desk.demo_person("owner");
        assert_eq!(owner.find("").len(), PEOPLE);
        let (id, name) = {
            let found = owner.call("patients.find", json!({ "query": "A1-000001" }));
            (common::text(&found["patients"][0]["id"]), common::text(&found["patients"][0]["name"]))
        };
        assert!(owner.find(&name).contains(&name));
        assert_eq!(owner.history("patient", &id).iter().filter(|e| e["field"] == "name").count(), 1);
        let stamp = owner.card(&id)["stamp"].clone();
        owner.call("patients.update", json!({ "id": id, "stamp": stamp, "area": "Baner" }));
        owner.register("Zebra Testwala", "female", "52");
        desk.log();
        let desk = desk.reopened_with(at("2026-11-23T11:50"));
        assert_eq!(desk.demo_person("nurse").find("testwala"), ["Zebra Testwala"]);
        opened += 1;
    }
    assert!(opened > 0);
}

#[test]
fn the_newest_migration_has_its_profile_and_it_is_small() {
    let mut migrations: Vec<String> =
        std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations/clinic"))
            .unwrap()
            .map(|f| f.unwrap().file_name().into_string().unwrap())
            .collect();
    migrations.sort();
    assert!(migrations.last().unwrap().starts_with(NEWEST), "make the profile of {migrations:?}");
    let files = std::fs::read_dir(profiles().join(NEWEST)).unwrap();
    let size: u64 = files.map(|f| f.unwrap().metadata().unwrap().len()).sum();
    assert!(size <= 512 * 1024, "{size} bytes");
}
