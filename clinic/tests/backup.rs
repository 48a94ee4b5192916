//! Backups through the dispatcher: made, checked, kept by rule, and brought back as a new incarnation.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use common::{At, Desk, PASSWORD, add, at, founding, text, with};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A founded clinic with a patient, the words of its sheet, and a folder for backups.
struct Bench {
    desk: Desk,
    words: String,
    folder: TempDir,
}

impl Bench {
    fn new() -> Self {
        let mut desk = Desk::empty();
        let place = desk.place();
        let created = place.call("clinic.create", founding());
        let words: Vec<String> = created["words"].as_array().unwrap().iter().map(text).collect();
        let seat = place.seat;
        desk.sits(seat);
        let bench = Self { desk, words: words.join(" "), folder: tempfile::tempdir().unwrap() };
        bench.owner().call("backup.set_folder", json!({ "folder": bench.folder.path() }));
        bench.owner().register("Sunita Patil", "female", "52");
        bench
    }

    fn owner(&self) -> At<'_> {
        self.desk.owner()
    }

    fn back_up(&self) -> PathBuf {
        PathBuf::from(text(&self.owner().call("backup.now", json!({}))["path"]))
    }

    fn args(&self, from: &Path) -> Value {
        json!({ "from": from, "user": "meera", "password": PASSWORD })
    }
}

/// One way to harm a file, with its name.
type Harm<'a> = (&'a str, Box<dyn Fn() + 'a>);

/// Every file of a profile with its content, but for those that a look leaves.
fn files(home: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(home).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if !["tries", "lock", "backups", "clinic.db-shm"].contains(&path.file_name().unwrap().to_str().unwrap())
        {
            found.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    found
}

fn flip(path: &Path, at: usize) {
    let mut bytes = fs::read(path).unwrap();
    bytes[at] ^= 1;
    fs::write(path, bytes).unwrap();
}

#[test]
fn a_backup_is_three_files_that_open_on_another_computer_as_the_next_register() {
    let bench = Bench::new();
    let nurse = bench.desk.colleague("nurse");
    assert_eq!(nurse.code("backup.now", json!({})), "not-permitted");
    let made = bench.back_up();
    let mut names: Vec<_> = fs::read_dir(&made).unwrap().map(|f| f.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["clinic.db", "keyring", "witness"]);
    let later = bench.owner().register("Too Late", "male", "30");

    let other = Desk::empty();
    let place = other.place();
    let found = place.call("backup.find", json!({ "folder": bench.folder.path() }));
    assert_eq!(found["backups"][0]["clinic"], "Vatsal Family Clinic");
    let restored = place.call("backup.restore", bench.args(bench.folder.path()));
    assert_eq!((&restored["register"], &restored["aside"]), (&json!("A2"), &Value::Null));
    assert_eq!(restored["entries"], 3);
    let owner = other.sign_in("meera");
    assert_eq!(owner.find(""), ["Sunita Patil"]);
    assert_eq!(owner.code("patients.get", json!({ "id": later })), "no-such-record");
    assert_eq!(owner.status()["desk"]["register"], "A2");
    // Numbers begin anew under the new register; the history of both chains can be read.
    let id = owner.register("Asha Rao", "female", "40");
    assert_eq!(owner.card(&id)["number"], "A2-000001");
    let sunita = owner.call("patients.find", json!({ "query": "sunita" }))["patients"][0].clone();
    assert_eq!(sunita["number"], "A1-000001");
    let stamp = owner.card(&text(&sunita["id"]))["stamp"].clone();
    owner.call("patients.update", json!({ "id": sunita["id"], "stamp": stamp, "area": "Baner" }));
    assert_eq!(owner.history("patient", &text(&sunita["id"])).iter().filter(|e| e["field"] == "area").count(), 1);
    assert_eq!(other.log(), 6);
    let other = other.reopened();
    assert_eq!(other.sign_in("nurse").find("rao"), ["Asha Rao"]);
    assert_eq!(other.log(), 6);
}

#[test]
fn the_same_backup_brought_back_again_takes_the_register_behind() {
    let bench = Bench::new();
    let made = bench.back_up();
    let registers: Vec<Value> =
        (0..3).map(|_| Desk::empty().place().call("backup.restore", bench.args(&made))["register"].clone()).collect();
    assert_eq!(registers, ["A2", "A3", "A4"]);
    // On the computer itself too, and what was there is kept.
    let restored = bench.desk.place().call("backup.restore", bench.args(&made));
    assert_eq!(restored["register"], "A5");
    let aside = PathBuf::from(text(&restored["aside"]));
    assert!(aside.join("clinic.db").exists() && aside.join("keyring").exists());
    let owner = bench.desk.sign_in("meera");
    assert_eq!(owner.find(""), ["Sunita Patil"]);
    assert_eq!(bench.desk.log(), 3);
}

#[test]
fn the_words_bring_it_back_with_a_new_password_and_everybody_elses_stays() {
    let bench = Bench::new();
    add(&bench.owner(), "asha", &["front_desk"]);
    let made = bench.back_up();
    let other = Desk::empty();
    let place = other.place();
    let args = |words: &str, user: &str, password: &str| json!({ "from": made, "user": user, "password": password, "words": words });
    let wrong = bench.words.split(' ').rev().collect::<Vec<_>>().join(" ");
    for words in [wrong.as_str(), "one two three", &Bench::new().words] {
        assert_eq!(place.code("backup.restore", args(words, "meera", "another password")), "wrong-words");
    }
    assert_eq!(
        place.fields("backup.restore", args(&bench.words, "asha", "short")),
        common::refusals(&[("user", "field-owner-login"), ("password", "field-password-short")])
    );
    assert_eq!(place.status()["profile"]["state"], "new");
    let restored = place.call("backup.restore", args(&bench.words.to_uppercase(), "meera", "another password"));
    assert_eq!(restored["register"], "A2");
    assert_eq!(place.code("session.sign_in", json!({ "user": "meera", "password": PASSWORD })), "wrong-password");
    place.sign_in("meera", "another password");
    assert_eq!(place.find(""), ["Sunita Patil"]);
    other.log();
    let desk = other.sign_in("asha");
    assert_eq!(desk.find(""), ["Sunita Patil"]);
    // The owner can still let people in.
    add(&place, "ravi", &["nurse"]);
    let other = other.reopened();
    other.sign_in("ravi");
    other.place().sign_in("meera", "another password");
}

#[test]
fn a_wrong_password_another_clinic_or_a_harmed_backup_leaves_everything_as_it_was() {
    let bench = Bench::new();
    add(&bench.owner(), "asha", &["front_desk"]);
    let made = bench.back_up();
    bench.owner().register("Later Still", "male", "30");
    let Bench { desk, words, folder } = bench;
    desk.clinic.close().unwrap();
    let home = desk.home.path().to_owned();
    let before = files(&home);
    let place = desk.place();
    let code = |args: Value| place.code("backup.restore", args);
    let good = json!({ "from": made, "user": "meera", "password": PASSWORD });
    assert_eq!(code(with(good.clone(), json!({ "password": "not this one" }))), "wrong-password");
    assert_eq!(code(with(good.clone(), json!({ "user": "asha" }))), "not-permitted");
    assert_eq!(code(with(good.clone(), json!({ "words": "one two" }))), "wrong-words");
    assert_eq!(code(with(good.clone(), json!({ "from": home.join("nowhere") }))), "fields");
    let stranger = Bench::new();
    let theirs = stranger.back_up();
    assert_eq!(code(with(good.clone(), json!({ "from": theirs }))), "backup-other-clinic");
    assert_eq!(code(with(good.clone(), json!({ "from": theirs, "words": words }))), "backup-other-clinic");

    let sound = files(&made);
    let size = fs::metadata(made.join("clinic.db")).unwrap().len();
    let harms: Vec<Harm<'_>> = vec![
        ("flipped", Box::new(|| flip(&made.join("clinic.db"), size as usize / 2))),
        ("flipped at its start", Box::new(|| flip(&made.join("clinic.db"), 30))),
        ("flipped at its end", Box::new(|| flip(&made.join("clinic.db"), size as usize - 9))),
        ("cut", Box::new(|| cut(&made.join("clinic.db"), size - 1))),
        ("cut by a page", Box::new(|| cut(&made.join("clinic.db"), size - 4096))),
        ("empty", Box::new(|| cut(&made.join("clinic.db"), 0))),
        ("keyring flipped", Box::new(|| flip(&made.join("keyring"), 200))),
        ("keyring gone", Box::new(|| fs::remove_file(made.join("keyring")).unwrap())),
        ("witness flipped", Box::new(|| flip(&made.join("witness"), 30))),
        ("witness gone", Box::new(|| fs::remove_file(made.join("witness")).unwrap())),
    ];
    for (harm, bring_about) in harms {
        bring_about();
        let reply = place.clinic.dispatch(&place.seat, "backup.restore", good.clone());
        let fault = reply.expect_err(harm);
        assert!(["damage-backup", "file"].contains(&fault.code.as_str()), "{harm}: {fault:?}");
        for (path, bytes) in &sound {
            fs::write(path, bytes).unwrap();
        }
        assert!(!home.join("restoring").exists(), "{harm}");
    }
    assert!(files(&home) == before, "the profile has changed");
    assert_eq!(desk.sign_in("meera").find("").len(), 2);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    // And the sound one still comes back.
    desk.place().call("backup.restore", good);
    assert_eq!(desk.sign_in("meera").find(""), ["Sunita Patil"]);
}

fn cut(path: &Path, size: u64) {
    fs::File::options().write(true).open(path).unwrap().set_len(size).unwrap();
}

#[test]
fn a_damaged_clinic_is_brought_back_and_the_damaged_files_are_kept() {
    let bench = Bench::new();
    let made = bench.back_up();
    let Bench { desk, .. } = bench;
    desk.clinic.close().unwrap();
    flip(&desk.home.path().join("clinic.db"), 200);
    let desk = desk.reopened();
    let place = desk.place();
    assert_eq!(place.code("session.sign_in", json!({ "user": "meera", "password": PASSWORD })), "damage-first-page");
    // Where backups lie is known without the database.
    let status = place.call("backup.status", json!({}));
    assert_eq!(status["backups"][0]["path"], made.to_str().unwrap());
    let restored = place.call("backup.restore", json!({ "from": made, "user": "meera", "password": PASSWORD }));
    assert!(Path::new(&text(&restored["aside"])).join("clinic.db").exists());
    assert_eq!(place.status()["profile"]["state"], "ready");
    assert_eq!(desk.sign_in("meera").find(""), ["Sunita Patil"]);
    desk.log();
}

#[test]
fn after_a_set_aside_the_desk_goes_on_as_a_new_incarnation() {
    let bench = Bench::new();
    let desk = bench.desk.reopened();
    desk.owner().register("Lost Later", "male", "30");
    let home = tempfile::tempdir().unwrap();
    common::copy(desk.home.path(), home.path());
    fs::remove_file(home.path().join("clinic.db-wal")).unwrap();
    let desk = Desk::over(home, clinic::Options::default());
    let place = desk.place();
    assert_eq!(place.status()["profile"]["state"], "damaged");
    place.call("app.set_aside", json!({}));
    place.sign_in("meera", PASSWORD);
    assert_eq!(place.find(""), ["Sunita Patil"]);
    assert_eq!(place.status()["desk"]["register"], "A2");
    // Its places and numbers are not given again.
    let id = place.register("Asha Rao", "female", "40");
    assert_eq!(place.card(&id)["number"], "A2-000001");
    assert_eq!(desk.log(), 4);
    assert_eq!(desk.reopened().owner().status()["desk"]["register"], "A2");
}

#[test]
fn the_daily_one_is_made_once_a_day_and_only_if_something_was_done() {
    let desk = Desk::demo(5, "11:40");
    let folder = tempfile::tempdir().unwrap();
    let owner = desk.demo_person("owner");
    assert!(!desk.clinic.back_up_if_due().unwrap(), "no folder");
    owner.call("backup.set_folder", json!({ "folder": folder.path() }));
    assert!(desk.clinic.back_up_if_due().unwrap());
    owner.register("Asha Rao", "female", "40");
    assert!(!desk.clinic.back_up_if_due().unwrap(), "once a day");
    desk.clinic.quit().unwrap();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "one a day stays, the newest");
    let newest = fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().file_name();

    let desk = desk.reopened_with(at("2026-11-24T09:00"));
    desk.demo_person("owner");
    assert!(!desk.clinic.back_up_if_due().unwrap(), "nothing was done since");
    desk.demo_person("desk").register("Ravi Rao", "male", "40");
    assert!(desk.clinic.back_up_if_due().unwrap());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    assert!(folder.path().join(newest).exists());
    // What was cut short before is cleared away by the next.
    let status = desk.demo_person("owner").call("backup.status", json!({}));
    let part = format!("{}.part", text(&status["backups"][0]["path"]));
    fs::create_dir(&part).unwrap();
    desk.demo_person("owner").call("backup.now", json!({}));
    assert!(!Path::new(&part).exists());
}

#[test]
fn each_bad_folder_is_said_and_the_old_set_stays() {
    let bench = Bench::new();
    let owner = bench.owner();
    let refused = |folder: &Path| owner.fields("backup.set_folder", json!({ "folder": folder })).remove(0).1;
    assert_eq!(refused(&bench.folder.path().join("nowhere")), "field-folder");
    assert_eq!(refused(Path::new("somewhere")), "field-folder");
    assert_eq!(refused(bench.desk.home.path()), "field-folder-inside");
    assert_eq!(refused(Path::new("/proc")), "field-folder-unwritable");
    let made = bench.back_up();
    assert!(owner.call("backup.status", json!({}))["same_disk"].as_bool().unwrap());

    // A folder that went away.
    let parent = bench.folder.path().to_owned();
    let hidden = parent.with_extension("hidden");
    fs::rename(&parent, &hidden).unwrap();
    assert_eq!(owner.code("backup.now", json!({})), "backup-missing");
    let status = owner.call("backup.status", json!({}));
    assert_eq!((&status["failed"], &status["reminder"]), (&json!("backup-missing"), &json!("failed")));
    fs::rename(&hidden, &parent).unwrap();
    assert!(made.exists());
    owner.call("backup.now", json!({}));
    assert_eq!(owner.call("backup.status", json!({}))["reminder"], Value::Null);

    owner.call("backup.set_folder", json!({}));
    let status = owner.call("backup.status", json!({}));
    assert_eq!((&status["asked"], &status["reminder"]), (&json!(true), &json!("no_folder")));
    assert_eq!(owner.code("backup.now", json!({})), "backup-no-folder");
}

#[test]
fn verify_reads_every_backup_and_names_the_harmed_one() {
    let bench = Bench::new();
    let first = bench.back_up();
    let look = || {
        let mut seen = Vec::new();
        bench
            .desk
            .clinic
            .check_backups(|backup, checked| seen.push((backup.path.clone(), checked.map_err(|f| f.code))))
            .unwrap();
        seen
    };
    assert!(look().iter().all(|(_, checked)| checked.is_ok()));
    flip(&first.join("clinic.db"), 9_000);
    let seen = look();
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].1.as_ref().unwrap_err(), "damage-backup");
}

#[test]
fn a_restore_that_was_cut_short_at_any_rename_is_finished_by_the_next_start() {
    let bench = Bench::new();
    let made = bench.back_up();
    bench.owner().register("Later Still", "male", "30");
    let Bench { desk, .. } = bench;
    desk.clinic.close().unwrap();
    let old: Vec<PathBuf> = ["clinic.db", "keyring", "keyring.before", "witness"].map(PathBuf::from).to_vec();
    // A whole restored profile, as the program leaves it before its first rename.
    let whole = tempfile::tempdir().unwrap();
    let other = Desk::empty();
    other.place().call("backup.restore", json!({ "from": made, "user": "meera", "password": PASSWORD }));
    for name in &old {
        fs::copy(other.home.path().join(name), whole.path().join(name)).unwrap();
    }
    for moved in 0..=2 * old.len() {
        let home = tempfile::tempdir().unwrap();
        common::copy(desk.home.path(), home.path());
        let (restored, aside) = (home.path().join("restored-7"), home.path().join("before-restore-7"));
        fs::create_dir(&restored).unwrap();
        common::copy(whole.path(), &restored);
        for (at, name) in old.iter().chain(&old).enumerate().take(moved) {
            if at < old.len() {
                fs::create_dir_all(&aside).unwrap();
                fs::rename(home.path().join(name), aside.join(name)).unwrap();
            } else {
                fs::rename(restored.join(name), home.path().join(name)).unwrap();
            }
        }
        let desk = Desk::over(home, clinic::Options::default());
        let owner = desk.sign_in("meera");
        assert_eq!(owner.find(""), ["Sunita Patil"], "after {moved} renames");
        assert_eq!(owner.status()["desk"]["register"], "A2");
        assert!(aside.join("clinic.db").exists() && !restored.exists());
        desk.log();
    }
    // One that was not whole yet changes nothing.
    fs::create_dir(desk.home.path().join("restoring")).unwrap();
    let desk = desk.reopened();
    assert_eq!(desk.sign_in("meera").find("").len(), 2);
    assert!(!desk.home.path().join("restoring").exists());
}

#[test]
fn an_old_backup_whose_removal_was_cut_short_goes_with_the_next() {
    let bench = Bench::new();
    let old = bench.back_up();
    // Its keyring goes first.
    fs::remove_file(old.join("keyring")).unwrap();
    bench.owner().register("Kamala Iyer", "female", "71");
    let new = bench.back_up();
    assert!(!old.exists() && new.join("keyring").is_file());
}
