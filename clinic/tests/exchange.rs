//! Desks that write apart and hand each other what the others lack: whatever the order, they come to the same.

mod common;

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use common::{Desk, PASSWORD, founding};
use model::patient::Patient;
use model::{Id, Record, Value};
use proptest::prelude::*;
use serde_json::json;
use store::exchange::{Stretch, Taken};
use store::keyring::Keyring;
use store::keys::DatabaseKey;
use store::{Act, Profile, Store, backup};
use sync::{Incarnation, Stamp, Subject, Version};
use tempfile::TempDir;

/// A clinic of three patients on three desks, each in a chain of its own.
static CLINIC: LazyLock<TempDir> = LazyLock::new(three_desks);

const DESKS: usize = 3;

/// A day, and far more than any clock may be wrong.
const DAY: i64 = 86_400_000;
const NOW: i64 = 1_795_410_000_000;

fn three_desks() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::empty();
    let place = desk.place();
    place.call("clinic.create", founding());
    let seat = place.seat;
    desk.sits(seat);
    desk.owner().call("backup.set_folder", json!({ "folder": folder.path() }));
    for (name, sex) in [("Sunita Patil", "female"), ("Ganesh Joshi", "male"), ("Laxmi More", "female")] {
        desk.owner().register(name, sex, "52");
    }
    let made = desk.owner().call("backup.now", json!({}));
    let made = Path::new(made["path"].as_str().unwrap());
    for nth in 0..DESKS {
        let home = folder.path().join(format!("desk{nth}"));
        fs::create_dir(&home).unwrap();
        let profile = Profile::at(&home);
        let key = key(made);
        let heir = backup::Heir { act: act(nth as u8, NOW), registers: vec![format!("B{nth}")] };
        backup::bring(made, &profile, &key, &heir, |_| Ok(())).unwrap().place(NOW).unwrap();
    }
    folder
}

fn key(home: &Path) -> DatabaseKey {
    Keyring::read(&Profile::at(home)).unwrap().0.sign_in("meera", PASSWORD).unwrap().1.key
}

fn act(desk: u8, now: i64) -> Act<'static> {
    Act { user: [desk; 16], command: "test", request: store::keys::random(), now, offset: 0, signer: None }
}

/// A desk, and the forms that were opened on it.
struct At {
    nth: usize,
    store: Store,
    _home: TempDir,
    forms: Vec<(Id<Patient>, Stamp)>,
}

impl At {
    fn open(nth: usize, key: &DatabaseKey) -> Self {
        let home = tempfile::tempdir().unwrap();
        for file in fs::read_dir(CLINIC.path().join(format!("desk{nth}"))).unwrap().flatten() {
            fs::copy(file.path(), home.path().join(file.file_name())).unwrap();
        }
        let profile = Profile::at(home.path());
        let keyring = Keyring::read(&profile).unwrap().0;
        let (store, _) = Store::open(&profile, &keyring, key.clone(), &act(nth as u8, NOW)).unwrap();
        Self { nth, store, _home: home, forms: Vec::new() }
    }

    fn device(&self) -> [u8; 32] {
        self.store
            .read(|view| view.expect(Id::<model::tenancy::Desk>::from_bytes(view.desk())))
            .unwrap()
            .record
            .verifying_key
            .try_into()
            .unwrap()
    }

    fn patients(&self) -> Vec<Id<Patient>> {
        let mut all: Vec<_> =
            self.store.read(|view| view.all::<Patient>()).unwrap().into_iter().map(|p| p.record.id).collect();
        all.sort();
        all
    }

    /// Opens a form: what is seen now is what an edit replaces later.
    fn read(&mut self, which: usize) {
        let all = self.patients();
        let id = all[which % all.len()];
        let stamp = self.store.read(|view| store::stamp_of(view, id)).unwrap();
        self.forms.push((id, stamp));
    }

    /// Saves a form that may have been open for long.
    fn save(&mut self, which: usize, field: usize, word: u8, now: i64) {
        if self.forms.is_empty() {
            self.read(which);
        }
        let (id, stamp) = self.forms[which % self.forms.len()].clone();
        let subject = Subject { kind: Patient::KIND, id: id.bytes() };
        let field = ["name", "guardian", "area"].map(|name| model::record::number_of(Patient::FIELDS, name))[field % 3];
        let change = vec![(field, Value::Text(format!("word {word}")))];
        self.store.write(&act(self.nth as u8, now), |tx| tx.update(subject, id, &stamp, change).map(|_| ())).unwrap();
    }

    fn register(&self, now: i64) {
        let like = self.patients()[0];
        let write = |tx: &mut store::Tx<'_>| {
            let patient = Patient { id: tx.new_id(), ..tx.expect(like)?.record };
            tx.insert(Subject { kind: Patient::KIND, id: patient.id.bytes() }, &patient)
        };
        self.store.write(&act(self.nth as u8, now), write).unwrap();
    }

    fn has(&self) -> Vec<Version> {
        self.store.read(|view| view.positions()).unwrap()
    }

    fn has_of(&self, chain: Incarnation) -> u64 {
        self.has().into_iter().find(|v| v.incarnation == chain).map_or(0, |v| v.n)
    }

    /// What this desk has of a chain behind `after`, all of it signed.
    fn stretch(&self, chain: Incarnation, after: u64, bytes: usize) -> Option<Stretch> {
        self.store.sign_head().unwrap();
        self.store.read(|view| view.stretch(chain, after, bytes)).unwrap()
    }
}

/// Hands `to` what `from` has of one chain and `to` lacks; whether it was taken.
fn hand(desks: &[At], from: usize, to: usize, which: usize, bytes: usize) -> bool {
    let chains = desks[from].has();
    let chain = chains[which % chains.len()].incarnation;
    let Some(stretch) = desks[from].stretch(chain, desks[to].has_of(chain), bytes) else { return false };
    let device = desks.iter().find(|d| d.store.incarnation() == chain);
    // The chain of the desk that all three were copied from is the same on each.
    let Some(device) = device.map(At::device) else { return false };
    let before = desks[to].has_of(chain);
    match desks[to].store.take_in(&stretch, &device).unwrap() {
        Taken::Here { link, need, .. } => {
            assert!(link.n > before || !need.is_empty());
            link.n > before
        }
        Taken::Branch(n) => panic!("a branch at {n}, where none was made"),
    }
}

/// All hand each other all that they have, until nobody has anything new.
fn settle(desks: &[At]) {
    let mut moved = true;
    while moved {
        moved = false;
        for from in 0..desks.len() {
            for to in (0..desks.len()).filter(|to| *to != from) {
                for which in 0..desks[from].has().len() {
                    moved |= hand(desks, from, to, which, usize::MAX);
                }
            }
        }
    }
}

/// What happens at a desk: a form is opened, saved, a patient registered, a colleague's desk asked.
type Step = (u8, usize, usize, u8, i64);

fn play(desks: &mut [At], (what, desk, which, word, drift): Step) {
    let (at, now) = (desk % DESKS, NOW + drift * DAY);
    match what % 8 {
        0 | 1 => desks[at].read(which),
        2..=4 => desks[at].save(which, usize::from(word) / 8, word, now),
        5 => desks[at].register(now),
        _ => drop(hand(desks, (at + 1 + which % 2) % DESKS, at, usize::from(word), 600)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn desks_that_have_handed_each_other_everything_are_the_same_to_the_letter(
        steps in proptest::collection::vec((any::<u8>(), 0usize..3, 0usize..12, any::<u8>(), -4000i64..4000), 1..60),
    ) {
        let key = key(&CLINIC.path().join("desk0"));
        let mut desks: Vec<At> = (0..DESKS).map(|nth| At::open(nth, &key)).collect();
        for step in steps {
            play(&mut desks, step);
        }
        settle(&desks);
        let rows = |at: &At| at.store.read(|view| view.rows_as_text()).unwrap();
        let hash = |at: &At| at.store.read(|view| view.state_hash()).unwrap();
        for at in &desks[1..] {
            let differ = rows(at).into_iter().zip(rows(&desks[0])).find(|(a, b)| a != b);
            prop_assert_eq!(differ, None);
            prop_assert_eq!(hash(at), hash(&desks[0]));
        }
        for at in &desks {
            // Built anew from the log, chain after chain, the tables are the same again.
            let report = at.store.verify(|_| {}).unwrap();
            prop_assert!(report.is_good(), "{:?}", report.findings);
        }
    }
}

#[test]
fn what_was_replaced_is_not_shown_for_a_clock_that_stood_ahead() {
    let key = key(&CLINIC.path().join("desk0"));
    let mut desks: Vec<At> = (0..DESKS).map(|nth| At::open(nth, &key)).collect();
    // Two desks save the same form, the first with a clock that is a year ahead; it sees only its own, and mends that
    // once the clock has been put back.
    for at in &mut desks {
        at.read(0);
    }
    let id = desks[0].forms[0].0;
    desks[0].save(0, 2, 1, NOW + 365 * DAY);
    desks[1].save(0, 2, 2, NOW + DAY);
    desks[0].forms.clear();
    desks[0].read(0);
    desks[0].save(0, 2, 3, NOW);
    settle(&desks);
    for at in &desks {
        let area = at.store.read(|view| Ok(view.expect(id)?.record.area)).unwrap();
        assert_eq!(area.as_deref(), Some("word 2"), "the later of the two that stand");
        assert!(at.store.verify(|_| {}).unwrap().is_good());
    }
}

#[test]
fn a_stretch_with_any_byte_changed_is_refused_and_nothing_of_it_kept() {
    let key = key(&CLINIC.path().join("desk0"));
    let desks: Vec<At> = (0..2).map(|nth| At::open(nth, &key)).collect();
    desks[0].register(NOW);
    let chain = desks[0].store.incarnation();
    let whole = desks[0].stretch(chain, 0, usize::MAX).unwrap();
    let device = desks[0].device();
    let before = desks[1].has();
    let mut harmed = Vec::new();
    for at in 0..whole.transactions.len() {
        for byte in 0..whole.transactions[at].header.len() {
            let mut other = whole.clone();
            other.transactions[at].header[byte] ^= 1;
            harmed.push(other);
        }
        for byte in 0..whole.transactions[at].groups.len() {
            let mut other = whole.clone();
            other.transactions[at].groups[byte] ^= 1;
            harmed.push(other);
        }
    }
    let mut short = whole.clone();
    short.transactions.pop();
    let mut unsigned = whole.clone();
    unsigned.heads.clear();
    harmed.extend([short, unsigned]);
    for stretch in &harmed {
        assert!(desks[1].store.take_in(stretch, &device).is_err());
    }
    assert!(desks[1].store.take_in(&whole, &[7; 32]).is_err());
    assert_eq!(desks[1].has().into_iter().filter(|v| v.n > 0).collect::<Vec<_>>(), before);
    assert!(matches!(desks[1].store.take_in(&whole, &device), Ok(Taken::Here { .. })));
    // Again is no harm.
    assert!(matches!(desks[1].store.take_in(&whole, &device), Ok(Taken::Here { changed, .. }) if changed.is_empty()));
}

#[test]
fn what_rests_on_something_that_is_not_here_waits_for_it() {
    let key = key(&CLINIC.path().join("desk0"));
    let desks: Vec<At> = (0..DESKS).map(|nth| At::open(nth, &key)).collect();
    let chain = |nth: usize| desks[nth].store.incarnation();
    desks[0].register(NOW);
    let first = desks[0].stretch(chain(0), 0, usize::MAX).unwrap();
    desks[1].register(NOW);
    desks[1].store.take_in(&first, &desks[0].device()).unwrap();
    desks[1].register(NOW);
    let second = desks[1].stretch(chain(1), 0, usize::MAX).unwrap();
    let needs = |stretch: &Stretch, nth: usize| match desks[2].store.take_in(stretch, &desks[nth].device()).unwrap() {
        Taken::Here { need, .. } => need,
        Taken::Branch(n) => panic!("a branch at {n}"),
    };
    let first_two = Version { incarnation: chain(0), n: 2 };
    assert_eq!(needs(&second, 1), [first_two]);
    assert_eq!(desks[2].has_of(chain(1)), 1, "taken up to the signed head before what waits");
    // A stretch that begins behind a hole waits too.
    desks[0].register(NOW);
    let later = desks[0].stretch(chain(0), 2, usize::MAX).unwrap();
    assert_eq!(needs(&later, 0), [first_two]);
    assert_eq!(needs(&first, 0), []);
    assert_eq!(needs(&later, 0), []);
    assert_eq!(needs(&second, 1), []);
    assert_eq!(desks[2].has_of(chain(1)), 3);
}

#[test]
fn a_chain_that_goes_two_ways_is_told() {
    let key = key(&CLINIC.path().join("desk0"));
    let (one, copy) = (At::open(0, &key), At::open(0, &key));
    let other = At::open(1, &key);
    one.register(NOW);
    copy.register(NOW);
    let chain = one.store.incarnation();
    let take = |from: &At| other.store.take_in(&from.stretch(chain, 0, usize::MAX).unwrap(), &one.device()).unwrap();
    assert!(matches!(take(&one), Taken::Here { .. }));
    assert_eq!(take(&copy), Taken::Branch(2));
    assert_eq!(other.has_of(chain), 2);
}
