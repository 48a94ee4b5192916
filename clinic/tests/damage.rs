//! The table of damage: what is harmed, what is said about it, and the next step, which must work.
//!
//! The table stands in ARCHITECTURE.md under "Damage". A profile is harmed after a clean stop (`Closed`) or as a kill
//! leaves it, its newest entries in the write-ahead log alone (`Killed`).
#![allow(clippy::unwrap_used, reason = "a test that cannot set up its clinic has failed")]

mod common;

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use clinic::Options;
use clinic::demo::{self, Plan};
use common::{Desk, copy};
use model::Fault;
use model::words::{Language, Words};
use serde_json::json;
use store::keyring::Keyring;
use store::keys::DatabaseKey;
use store::{Act, Profile, Store};
use tempfile::TempDir;

use Next::{Nothing, PutBack, Rebuild, SetAside};
use Seen::{AtOnce, AtSignIn, ByVerify, Mended, WhenRead};
use Stop::{Closed, Killed};

const OWNER: &str = "owner";
const PASSWORD: &str = "nadi-demo-clinic";

const PAGE: usize = 4096;
const WAL_HEADER: usize = 32;
const FRAME: usize = 24 + PAGE;

/// How the program ended before the harm.
#[derive(Clone, Copy, Debug)]
enum Stop {
    Closed,
    Killed,
}

/// When the damage is seen, and under which code.
#[derive(Clone, Copy, Debug)]
enum Seen {
    /// On the first screen, before anyone signs in.
    AtOnce(&'static str),
    /// With the key, when somebody signs in.
    AtSignIn(&'static str),
    /// By whoever reads the page first.
    WhenRead(&'static str),
    /// By `nadi verify` alone.
    ByVerify(&'static str),
    /// At sign-in, and put right there.
    Mended(&'static str),
}

/// What a person does then.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Next {
    /// All is there already.
    Nothing,
    /// Puts the harmed files back, from where they went or from a backup.
    PutBack,
    /// Sets the damaged part aside; entries are lost, and that was said.
    SetAside,
    /// Has the database built anew from its log.
    Rebuild,
}

/// One line of the table.
struct Row(&'static str, Stop, fn(&Path), Seen, Next);

#[rustfmt::skip]
const TABLE: &[Row] = &[
    Row("salt",                        Closed, |p| flip(p, "clinic.db", 5),              Mended("repaired-salt"),            Nothing),
    Row("first page",                  Closed, |p| flip(p, "clinic.db", 200),            AtSignIn("damage-first-page"),      PutBack),
    Row("page of a table",             Closed, |p| flip_page(p, PAGES.table),            WhenRead("damage-page"),            Rebuild),
    Row("page of an index",            Closed, |p| flip_page(p, PAGES.index),            ByVerify("damage-page"),            Rebuild),
    Row("free page",                   Closed, |p| flip_page(p, PAGES.free),             ByVerify("damage-page"),            Rebuild),
    Row("page of the log",             Closed, |p| flip_page(p, PAGES.log),              ByVerify("damage-beyond"),          PutBack),
    Row("database cut off",        Closed, |p| keep(p, "clinic.db", 99_999),             AtSignIn("damage-first-page"),      PutBack),
    Row("database of last week",       Closed, |p| place(p, "clinic.db", &MADE.earlier), AtSignIn("damage-behind"),          PutBack),
    Row("the same, kept",              Closed, |p| place(p, "clinic.db", &MADE.earlier), AtSignIn("damage-behind"),          SetAside),
    Row("WAL header",                  Killed, |p| flip(p, "clinic.db-wal", 17),         AtOnce("damage-wal-header"),        SetAside),
    Row("WAL frame, middle",           Killed, |p| flip(p, "clinic.db-wal", frame(p, 2)),AtOnce("damage-wal-frame"),         SetAside),
    Row("WAL frame, middle, no index", Killed, middle_without_index,                     AtOnce("damage-wal-frame"),         SetAside),
    Row("WAL frame, last",             Killed, |p| flip(p, "clinic.db-wal", frame(p, 1)),AtOnce("damage-wal-frame"),         SetAside),
    Row("WAL frame, last, no index",   Killed, last_without_index,                       AtSignIn("damage-behind"),          SetAside),
    Row("WAL cut off",                 Killed, |p| keep(p, "clinic.db-wal", frame(p, 2)),AtOnce("damage-wal-missing"),       SetAside),
    Row("WAL cut to nothing, no index",Killed, |p| { keep(p, "clinic.db-wal", 0); gone(p, &["clinic.db-shm"]) },
                                                                                         AtSignIn("damage-behind"),          SetAside),
    Row("WAL missing",                 Killed, |p| gone(p, &["clinic.db-wal"]),          AtOnce("damage-wal-missing"),       PutBack),
    Row("WAL and its index missing",   Killed, |p| gone(p, &["clinic.db-wal", "clinic.db-shm"]),
                                                                                         AtOnce("damage-wal-missing"),       SetAside),
    Row("index of the WAL missing",    Killed, |p| gone(p, &["clinic.db-shm"]),          AtSignIn(""),                       Nothing),
    Row("keyring",                     Closed, |p| flip(p, "keyring", 300),              Mended("repaired-keyring"),         Nothing),
    Row("keyring's older copy",        Closed, |p| flip(p, "keyring.before", 300),       AtSignIn(""),                       Nothing),
    Row("keyring and its older copy",  Closed, |p| { flip(p, "keyring", 9); flip(p, "keyring.before", 300) },
                                                                                         AtOnce("damage-keyring"),           PutBack),
    Row("keyring missing",             Closed, |p| gone(p, &["keyring"]),                Mended("repaired-keyring"),         Nothing),
    Row("keyring and copy missing",    Closed, |p| gone(p, &["keyring", "keyring.before"]),
                                                                                         AtOnce("damage-keyring-missing"),   PutBack),
    Row("head witness",                Closed, |p| flip(p, "witness", 30),               Mended("repaired-witness"),         Nothing),
    Row("head witness missing",        Killed, |p| gone(p, &["witness"]),                Mended("repaired-witness"),         Nothing),
    Row("running mark",                Killed, |p| flip(p, "running", 30),               AtSignIn(""),                       Nothing),
    Row("database missing",            Killed, |p| gone(p, &["clinic.db"]),              AtOnce("damage-database-missing"),  PutBack),
    Row("keyring without its database",Closed, |p| gone(p, &["clinic.db", "witness"]),   AtOnce("damage-database-missing"),  PutBack),
    Row("all but the witness missing", Closed, |p| gone(p, &["clinic.db", "keyring", "keyring.before"]),
                                                                                         AtOnce("damage-database-missing"),  PutBack),
];

#[test]
fn each_damage_is_said_and_its_next_step_works() {
    for row in TABLE {
        eprintln!("{}", row.0);
        row.try_out();
    }
}

#[test]
fn the_sentences_fit_in_both_languages() {
    for Row(name, _, _, seen, _) in TABLE {
        for language in [Language::En, Language::Hi] {
            let words = Words::new(language);
            let sentence = match seen {
                AtSignIn("") => continue,
                Mended(key) => words.get(key),
                AtOnce(code) | AtSignIn(code) | WhenRead(code) | ByVerify(code) => {
                    assert_eq!(Fault::new(code).exit_code(), 10, "{name}");
                    Fault::new(code).said_in(&words).message
                }
            };
            assert!(sentence.contains(' ') && sentence.chars().count() <= 90, "{name}: {sentence}");
        }
    }
}

#[test]
fn no_page_can_be_harmed_unseen() {
    assert!(!LOOKS.contains(&Look::Good), "{:?}", *LOOKS);
}

#[test]
fn a_founding_cut_short_leaves_the_first_run() {
    let home = again(&MADE.killed);
    gone(home.path(), &["keyring", "keyring.before", "witness"]);
    fs::write(home.path().join("founding"), b"").unwrap();
    let desk = Desk::over(home, Options::default());
    let at = desk.place();
    assert_eq!(at.status()["profile"]["state"], "new");
    at.call("clinic.create", common::founding());
    assert_eq!(desk.log(), 1);
}

impl Row {
    fn try_out(&self) {
        let Self(name, stop, harm, seen, next) = self;
        let home = again(MADE.after(*stop));
        harm(home.path());
        let harmed = again(&home);
        let desk = Desk::over(home, Options::default());
        let at = desk.place();
        let sign_in =
            || at.clinic.dispatch(&at.seat, "session.sign_in", json!({ "user": OWNER, "password": PASSWORD }));
        let shown = |code: &str| {
            let status = at.status();
            assert_eq!(status["profile"]["state"], "damaged", "{name}");
            assert_eq!(status["profile"]["code"], code, "{name}");
            assert_eq!(
                status["profile"]["can_set_aside"],
                *next == SetAside || code == "damage-wal-missing" || code == "damage-behind",
                "{name}"
            );
        };
        match *seen {
            AtSignIn("") => drop(sign_in().unwrap()),
            Mended(note) => {
                sign_in().unwrap();
                assert_eq!(at.status()["repaired"], Words::new(Language::En).get(note), "{name}");
            }
            AtOnce(code) => {
                shown(code);
                assert_eq!(sign_in().unwrap_err().code, code, "{name}");
                // It is never taken for the first run.
                assert!(at.clinic.dispatch(&at.seat, "clinic.create", common::founding()).is_err(), "{name}");
            }
            AtSignIn(code) => {
                assert_eq!(at.status()["profile"]["state"], "ready", "{name}");
                assert_eq!(sign_in().unwrap_err().code, code, "{name}");
                shown(code);
            }
            WhenRead(code) => {
                sign_in().unwrap();
                assert_eq!(at.code("patients.find", json!({ "query": "p" })), code, "{name}");
                shown(code);
            }
            ByVerify(code) => {
                sign_in().unwrap();
                at.find("p");
                let report = desk.clinic.verify(|_| {}).unwrap();
                assert!(!report.findings.is_empty(), "{name}");
                assert!(report.findings.iter().all(|f| f.damage.code() == code), "{name}: {:?}", report.findings);
            }
        }
        match next {
            Nothing => {}
            SetAside => drop(at.call("app.set_aside", json!({}))),
            Rebuild => drop(desk.clinic.rebuild(OWNER, PASSWORD).unwrap()),
            PutBack => {
                let refused = desk.clinic.rebuild(OWNER, PASSWORD).unwrap_err();
                assert!(refused.code.starts_with("damage-"), "{name}: {refused:?}");
            }
        }
        let desk = if *next == PutBack { put_back(desk, &harmed, MADE.after(*stop)) } else { desk };
        let at = desk.place();
        at.sign_in(OWNER, PASSWORD);
        let said = at.status();
        let note = match (next, seen) {
            (SetAside, _) => json!(Words::new(Language::En).get("repaired-set-aside")),
            (_, Mended(note)) => json!(Words::new(Language::En).get(note)),
            _ => json!(null),
        };
        assert_eq!(said["repaired"], note, "{name}");
        // "The computer stopped without closing Nadi" is said where it did.
        if *next == SetAside {
            assert_eq!(said["last_saved"].is_object(), matches!(stop, Killed), "{name}: {}", said["last_saved"]);
        }
        let left = desk.log();
        match next {
            // What is left, and the entry with which the desk goes on under another register.
            SetAside => {
                assert!((MADE.checkpointed..MADE.all).contains(&(left - 1)), "{name}: {left} of {}", MADE.all);
                assert_eq!(said["desk"]["register"], "A2", "{name}");
            }
            _ => assert_eq!(left, MADE.all, "{name}"),
        }
        at.register("Newcomer", "female", "30");
        let desk = desk.reopened();
        desk.place().sign_in(OWNER, PASSWORD);
        assert_eq!(desk.log(), left + 1, "{name}");
    }
}

/// Puts every file that the harm took or changed back as it was.
fn put_back(desk: Desk, harmed: &TempDir, sound: &TempDir) -> Desk {
    desk.clinic.close().unwrap();
    let Desk { home, clinic, .. } = desk;
    drop(clinic);
    for file in fs::read_dir(sound).unwrap().map(|f| f.unwrap().file_name()) {
        let before = fs::read(sound.path().join(&file)).unwrap();
        if fs::read(harmed.path().join(&file)).ok().as_ref() != Some(&before) {
            fs::write(home.path().join(&file), before).unwrap();
        }
    }
    Desk::over(home, Options::default())
}

/// A clinic, as it was left by a clean stop and as a kill leaves it.
struct Made {
    closed: TempDir,
    killed: TempDir,
    earlier: TempDir,
    /// How many entries the database had when its write-ahead log was last copied into it.
    checkpointed: u64,
    all: u64,
    keyring: Keyring,
    key: DatabaseKey,
}

impl Made {
    fn after(&self, stop: Stop) -> &TempDir {
        match stop {
            Closed => &self.closed,
            Killed => &self.killed,
        }
    }
}

static MADE: LazyLock<Made> = LazyLock::new(|| {
    let home = tempfile::tempdir().unwrap();
    // A made-up clinic: its password is the cheapest to check.
    demo::fill(home.path(), &Plan { patients: 5, years: 1, seed: 1, today: None }, |_, _| {}).unwrap();
    let desk = Desk::over(home, Options::default());
    let at = desk.place();
    at.sign_in(OWNER, PASSWORD);
    // Long ones, so that pages are free once they are dropped.
    let draft = json!({ "key": "note", "body": "x".repeat(20_000) });
    at.call("drafts.save", draft);
    for n in 0..40 {
        at.register_with(
            &format!("Patient {n}"),
            "female",
            "40",
            json!({ "allergies": [{ "substance": "Penicillin" }] }),
        );
    }
    at.call("drafts.discard", json!({ "key": "note" }));
    let checkpointed = desk.log();
    let earlier = again(&desk.home);
    for n in 0..12 {
        at.register(&format!("Newest {n}"), "male", "50");
    }
    let killed = again(&desk.home);
    desk.clinic.close().unwrap();
    let closed = again(&desk.home);
    let keyring = Keyring::read(&Profile::at(closed.path())).unwrap().0;
    let key = keyring.sign_in(OWNER, PASSWORD).unwrap().1.key;
    Made { closed, killed, earlier, checkpointed, all: checkpointed + 12, keyring, key }
});

/// The first page of each kind, found by trying.
struct Pages {
    table: usize,
    index: usize,
    free: usize,
    log: usize,
}

static PAGES: LazyLock<Pages> = LazyLock::new(|| {
    let page = |wanted: Look| LOOKS.iter().position(|look| *look == wanted).unwrap() + 1;
    Pages { table: page(Look::Patients), index: page(Look::Tables), free: page(Look::Pages), log: page(Look::Log) }
});

/// What a look at a harmed profile meets, without waiting for a password.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Look {
    Good,
    /// It does not open.
    Closed,
    /// The list of patients cannot be read.
    Patients,
    /// Only the log cannot be read.
    Log,
    /// Some other table cannot be read.
    Tables,
    /// Nothing that is in use.
    Pages,
}

/// What is met with each page harmed in turn.
static LOOKS: LazyLock<Vec<Look>> = LazyLock::new(|| {
    let pages = fs::read(MADE.closed.path().join("clinic.db")).unwrap().len() / PAGE;
    let harmed = |page| {
        let home = again(&MADE.closed);
        flip_page(home.path(), page);
        look(home.path())
    };
    (1..=pages).map(harmed).collect()
});

fn look(home: &Path) -> Look {
    let nobody = Act { user: [0; 16], command: "test", request: [0; 16], now: 0, offset: 0, signer: None };
    let opened = Store::open(&Profile::at(home), &MADE.keyring, MADE.key.clone(), &nobody);
    let Ok((store, _)) = opened else { return Look::Closed };
    if store.read(|view| view.each::<model::patient::Patient>(|_| {})).is_err() {
        return Look::Patients;
    }
    let found = store.verify(|_| {}).unwrap().findings;
    let at = |place: &str| found.iter().any(|f| f.place == place);
    match () {
        () if found.is_empty() => Look::Good,
        () if at("log") => Look::Log,
        () if at("tables") => Look::Tables,
        () => Look::Pages,
    }
}

fn again(home: &TempDir) -> TempDir {
    let other = tempfile::tempdir().unwrap();
    copy(home.path(), other.path());
    other
}

fn flip(home: &Path, file: &str, at: usize) {
    let mut bytes = fs::read(home.join(file)).unwrap();
    bytes[at] ^= 0x10;
    fs::write(home.join(file), bytes).unwrap();
}

fn flip_page(home: &Path, page: usize) {
    flip(home, "clinic.db", (page - 1) * PAGE + 1_000);
}

/// A byte in the middle (2) or the last (1) of the frames that the write-ahead log's index calls committed.
fn frame(home: &Path, part: usize) -> usize {
    let index = fs::read(home.join("clinic.db-shm")).unwrap();
    let committed = u32::from_ne_bytes(index[16..20].try_into().unwrap()) as usize;
    assert!(committed > 20, "{committed}");
    WAL_HEADER + (committed / part - 1) * FRAME + 1_000
}

fn middle_without_index(home: &Path) {
    flip(home, "clinic.db-wal", frame(home, 2));
    gone(home, &["clinic.db-shm"]);
}

fn last_without_index(home: &Path) {
    flip(home, "clinic.db-wal", frame(home, 1));
    gone(home, &["clinic.db-shm"]);
}

fn keep(home: &Path, file: &str, bytes: usize) {
    let all = fs::read(home.join(file)).unwrap();
    fs::write(home.join(file), &all[..bytes]).unwrap();
}

fn place(home: &Path, file: &str, from: &TempDir) {
    fs::copy(from.path().join(file), home.join(file)).unwrap();
}

fn gone(home: &Path, files: &[&str]) {
    for file in files {
        fs::remove_file(home.join(file)).unwrap();
    }
}
