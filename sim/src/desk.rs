//! One desk: its profile, its clock, and the forms that are open on it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use anyhow::{Context, Result, ensure};
use model::patient::Patient;
use model::record::number_of;
use model::{Entity, Id, Record, Value, tenancy};
use store::keyring::Keyring;
use store::keys::DatabaseKey;
use store::{Act, Profile, Store, backup};
use sync::{Incarnation, Stamp, Subject, Version};
use tempfile::TempDir;

use crate::ledger::Write;

/// How many desks a clinic has at most here.
pub(crate) const MOST: usize = 4;

/// 23 November 2026.
pub(crate) const NOW: i64 = 1_795_410_000_000;

/// The fields that people write here.
pub(crate) const FIELDS: [u16; 3] =
    [number_of(Patient::FIELDS, "name"), number_of(Patient::FIELDS, "guardian"), number_of(Patient::FIELDS, "area")];

/// A clinic with a few patients, and a copy of it for each desk as a chain of its own.
struct Clinic {
    folder: TempDir,
    key: DatabaseKey,
}

static CLINIC: LazyLock<Result<Clinic>> = LazyLock::new(found);

fn found() -> Result<Clinic> {
    let folder = work()?;
    let home = folder.path().join("founded");
    let plan = clinic::demo::Plan { patients: 4, years: 1, seed: 7, today: Some("2026-11-23".into()) };
    clinic::demo::fill(&home, &plan, |_, _| {})?;
    let profile = Profile::at(&home);
    let keyring = Keyring::read(&profile)?.0;
    let key = keyring.sign_in("owner", "nadi-demo-clinic")?.1.key;
    let (store, _) = Store::open(&profile, &keyring, key.clone(), &act(NOW))?;
    let copy = folder.path().join("copy");
    store.copy_to(&copy, &|| true)?;
    store.close()?;
    for nth in 0..MOST {
        let home = folder.path().join(nth.to_string());
        fs::create_dir(&home)?;
        let heir = backup::Heir { act: act(NOW), registers: vec![format!("A{}", nth + 2)] };
        backup::bring(&copy, &Profile::at(&home), &key, &heir, |_| Ok(()))?.place(NOW)?;
    }
    Ok(Clinic { folder, key })
}

/// What the desks of all runs at a time need, bytes.
const ROOM: u64 = 512 << 20;

/// A folder in memory where the system has room for one: what is tried here is no disk.
pub(crate) fn work() -> Result<TempDir> {
    let memory = Path::new("/dev/shm");
    let roomy = store::free_space(memory).is_some_and(|free| free >= ROOM);
    Ok(if roomy { TempDir::new_in(memory)? } else { TempDir::new()? })
}

fn clinic() -> Result<&'static Clinic> {
    CLINIC.as_ref().map_err(|e| anyhow::anyhow!("no clinic could be made: {e:#}"))
}

fn act(now: i64) -> Act<'static> {
    Act { user: [1; 16], command: "sim", request: store::keys::random(), now, offset: 0, signer: None }
}

pub(crate) struct Desk {
    /// `None` while it is being started again.
    store: Option<Store>,
    home: PathBuf,
    /// How wrong its clock is, milliseconds.
    pub(crate) drift: i64,
    /// The forms that are open, and what each person saw.
    forms: Vec<(Id<Patient>, Stamp)>,
    /// Copies that were put away.
    copies: Vec<PathBuf>,
}

impl Desk {
    pub(crate) fn open(nth: usize, home: &Path) -> Result<Self> {
        copy_files(&clinic()?.folder.path().join(nth.to_string()), home)?;
        let mut desk = Self { store: None, home: home.to_owned(), drift: 0, forms: Vec::new(), copies: Vec::new() };
        desk.start()?;
        Ok(desk)
    }

    fn start(&mut self) -> Result<()> {
        let profile = Profile::at(&self.home);
        let keyring = Keyring::read(&profile)?.0;
        let (store, repaired) = Store::open(&profile, &keyring, clinic()?.key.clone(), &act(NOW))?;
        ensure!(repaired.is_empty(), "{repaired:?} was repaired");
        self.store = Some(store);
        Ok(())
    }

    /// The power goes, and comes back.
    pub(crate) fn crash(&mut self) -> Result<()> {
        self.store = None;
        self.forms.clear();
        self.start()
    }

    pub(crate) fn store(&self) -> Result<&Store> {
        self.store.as_ref().context("the desk is off")
    }

    /// Puts a copy away.
    pub(crate) fn back_up(&mut self) -> Result<()> {
        let copy = self.home.with_extension(format!("copy{}", self.copies.len()));
        self.store()?.copy_to(&copy, &|| true)?;
        self.copies.push(copy);
        Ok(())
    }

    /// The disk is lost; a copy is brought back. `false` where there is none.
    pub(crate) fn restore(&mut self, which: usize) -> Result<bool> {
        if self.copies.is_empty() {
            return Ok(false);
        }
        let copy = self.copies[which % self.copies.len()].clone();
        self.store = None;
        self.forms.clear();
        fs::remove_dir_all(&self.home)?;
        fs::create_dir(&self.home)?;
        if store::broken::is(store::broken::Rule::Incarnation) {
            copy_files(&copy, &self.home)?;
        } else {
            let heir = backup::Heir { act: act(NOW), registers: Vec::new() };
            backup::bring(&copy, &Profile::at(&self.home), &clinic()?.key, &heir, |_| Ok(()))?.place(NOW)?;
        }
        self.start()?;
        Ok(true)
    }

    pub(crate) fn incarnation(&self) -> Result<Incarnation> {
        Ok(self.store()?.incarnation())
    }

    /// The key with which this desk signs its chain.
    pub(crate) fn device(&self) -> Result<[u8; 32]> {
        let own = self.store()?.read(|view| view.expect(Id::<tenancy::Desk>::from_bytes(view.desk())))?;
        own.record.verifying_key.try_into().ok().context("a key of another length")
    }

    pub(crate) fn has(&self) -> Result<Vec<Version>> {
        let mut has = self.store()?.read(|view| view.positions())?;
        has.retain(|v| v.n > 0);
        has.sort();
        Ok(has)
    }

    pub(crate) fn has_of(&self, chain: Incarnation) -> Result<u64> {
        Ok(self.has()?.into_iter().find(|v| v.incarnation == chain).map_or(0, |v| v.n))
    }

    fn patients(&self) -> Result<Vec<Id<Patient>>> {
        Ok(self.store()?.read(|view| view.all::<Patient>())?.into_iter().map(|p| p.record.id).collect())
    }

    /// Somebody opens a form.
    pub(crate) fn look(&mut self, which: usize) -> Result<()> {
        let patients = self.patients()?;
        let id = patients[which % patients.len()];
        let stamp = self.store()?.read(|view| store::stamp_of(view, id))?;
        self.forms.push((id, stamp));
        Ok(())
    }

    /// Somebody saves a form that they may have opened long ago. `None` where none is open.
    pub(crate) fn save(&mut self, which: usize, field: u16, word: u32) -> Result<Option<(Version, Write)>> {
        if self.forms.is_empty() {
            return Ok(None);
        }
        let (id, stamp) = self.forms.swap_remove(which % self.forms.len());
        let (store, wall) = (self.store()?, NOW + self.drift);
        let subject = Subject { kind: Patient::KIND, id: id.bytes() };
        let value = format!("word {word}");
        let change = vec![(field, Value::Text(value.clone()))];
        store.write(&act(wall), |tx| tx.update(subject, id, &stamp, change).map(|_| ()))?;
        let version = Version { incarnation: store.incarnation(), n: store.head().n };
        Ok(Some((version, Write { record: id.bytes(), field, value, bases: stamp.bases(field), wall })))
    }

    /// Somebody new is registered.
    pub(crate) fn register(&mut self) -> Result<()> {
        let patients = self.patients()?;
        self.store()?.write(&act(NOW + self.drift), |tx| {
            let patient = Patient { id: tx.new_id(), ..tx.expect(patients[0])?.record };
            tx.insert(Subject { kind: Patient::KIND, id: patient.id.bytes() }, &patient)
        })?;
        Ok(())
    }

    /// What a field of a patient shows, and its heads.
    pub(crate) fn field(&self, record: [u8; 16], field: u16) -> Result<(Vec<Version>, Option<String>)> {
        let entity = Entity::of::<Patient>();
        let heads = self.store()?.read(|view| Ok(view.versions(&entity, &record)?.heads(field).collect()))?;
        let patient = self.store()?.read(|view| view.expect(Id::<Patient>::from_bytes(record)))?.record;
        let at = FIELDS.iter().position(|f| *f == field).context("not a field of these")?;
        Ok((heads, [Some(patient.name), patient.guardian, patient.area].into_iter().nth(at).flatten()))
    }
}

fn copy_files(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for file in fs::read_dir(from)? {
        let file = file?;
        fs::copy(file.path(), to.join(file.file_name()))?;
    }
    Ok(())
}
