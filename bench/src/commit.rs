//! One command, durable and logged, beside the same rows and indexes in one bare commit.

use std::path::Path;

use anyhow::{Context, Result};
use clinic::{Clinic, Options};
use rusqlite::params;
use serde_json::{Value, json};

use crate::figures::{Table, Timings};
use crate::floor;

/// How often each is done.
const TIMES: usize = 2_000;

pub(crate) fn measure(home: &Path, patients: u64, table: &mut Table) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let home_copy = folder.path().join("clinic");
    copy(home, &home_copy)?;
    let clinic = Clinic::open(&home_copy, Options::default())?;
    let seat = clinic.seat();
    clinic.dispatch(&seat, "session.sign_in", json!({ "user": "desk", "password": "nadi-demo-clinic" }))?;
    let mut bare = Bare::new(folder.path(), patients)?;
    let (mut update, mut register) = (Timings::default(), Timings::default());
    let (mut bare_update, mut bare_insert) = (Timings::default(), Timings::default());
    let ids = ids(&clinic, &seat)?;
    for i in 0..TIMES {
        let (id, stamp) = &ids[i % ids.len()];
        let args = json!({ "id": id, "stamp": stamp, "area": format!("Kothrud {i}"), "request_id": request(i) });
        update.time(|| clinic.dispatch(&seat, "patients.update", args))?;
        bare_update.time(|| bare.update(i))?;
        let args = json!({ "name": format!("Rukmini Thorat {}", letters(i)), "sex": "female", "age": "61",
            "phone": format!("90000{:05}", i), "area": "Warje", "request_id": request(TIMES + i) });
        register.time(|| clinic.dispatch(&seat, "patients.register", args))?;
        bare_insert.time(|| bare.insert(i))?;
    }
    clinic.close()?;
    for (what, ours, floor) in
        [("patients.update of one field", &update, &bare_update), ("patients.register", &register, &bare_insert)]
    {
        let ratio = ours.percentile(50).as_secs_f64() / floor.percentile(50).as_secs_f64();
        let over = ours.percentile(99).saturating_sub(floor.percentile(99));
        let shown = format!("{}; {ratio:.2} ×, p99 {:.2} ms over", ours.shown(), over.as_secs_f64() * 1000.0);
        table.row(what, shown, format!("bare commit {}", floor.shown()), "≤ 1.5 ×, p99 ≤ 2 ms over");
    }
    Ok(())
}

/// Copies a closed profile.
pub(crate) fn copy(home: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for file in std::fs::read_dir(home)? {
        let file = file?;
        if file.file_type()?.is_file() && file.file_name() != "lock" {
            std::fs::copy(file.path(), to.join(file.file_name()))?;
        }
    }
    Ok(())
}

/// Patients with fresh stamps; each is used in turn, so that most stamps are stale by the second round, as in life they are not.
pub(crate) fn ids(clinic: &Clinic, seat: &clinic::Seat) -> Result<Vec<(String, String)>> {
    let mut out = Vec::new();
    let mut after = None::<String>;
    while out.len() < TIMES {
        let page = clinic.dispatch(seat, "patients.find", json!({ "query": "", "limit": 100, "after": after }))?;
        for row in page["patients"].as_array().into_iter().flatten() {
            let card = clinic.dispatch(seat, "patients.get", json!({ "id": row["id"] }))?;
            let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
            out.push((text(&card["id"]), text(&card["stamp"])));
        }
        match page["next"].as_str() {
            Some(next) => after = Some(next.to_owned()),
            None => break,
        }
    }
    anyhow::ensure!(!out.is_empty(), "the clinic has no patients");
    Ok(out)
}

fn request(i: usize) -> String {
    format!("00000000-0000-7000-8000-{i:012}")
}

fn letters(mut i: usize) -> String {
    let mut out = String::new();
    for _ in 0..4 {
        out.push(char::from(b'a' + (i % 26) as u8));
        i /= 26;
    }
    out
}

/// The same rows and indexes without Nadi: patient, log entry, reply.
struct Bare {
    db: rusqlite::Connection,
    patients: i64,
}

impl Bare {
    fn new(folder: &Path, patients: u64) -> Result<Self> {
        let db = floor::open(&folder.join("bare.db"))?;
        db.execute_batch(include_str!("../../migrations/clinic/0001_spine.sql"))?;
        db.execute_batch("BEGIN")?;
        let patients = i64::try_from(patients)?;
        for i in 0..patients {
            insert(&db, i)?;
        }
        db.execute_batch("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)")?;
        Ok(Self { db, patients })
    }

    fn update(&mut self, i: usize) -> Result<()> {
        let i = i as i64;
        let at = i * 97 % self.patients;
        self.db.execute_batch("BEGIN IMMEDIATE")?;
        self.db
            .prepare_cached("UPDATE patient SET area = ?, versions = ?, extra = NULL WHERE id = ?")?
            .execute(params![format!("Kothrud {i}"), [1u8; 10], id(at)])?;
        self.log(2 * i, 140)?;
        self.commit()
    }

    fn insert(&mut self, i: usize) -> Result<()> {
        let i = i as i64;
        self.db.execute_batch("BEGIN IMMEDIATE")?;
        insert(&self.db, self.patients + i)?;
        self.log(2 * i + 1, 330)?;
        self.commit()
    }

    fn log(&self, i: i64, groups: usize) -> Result<()> {
        self.db
            .prepare_cached("INSERT INTO log (place, hash, header, groups, act) VALUES (?, ?, ?, ?, NULL)")?
            .execute(params![i + 1, [7u8; 32], [8u8; 90], vec![9u8; groups]])?;
        self.db.prepare_cached("INSERT INTO reply (request, place, body) VALUES (?, ?, ?)")?.execute(params![
            id(i),
            i + 1,
            "x".repeat(120)
        ])?;
        Ok(())
    }

    /// Commits, and copies the log into the database now and then, outside of what is timed as little as Nadi does.
    fn commit(&self) -> Result<()> {
        self.db.execute_batch("COMMIT").context("the bare commit")
    }
}

fn insert(db: &rusqlite::Connection, i: i64) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO patient (id, number, name, sex, birth, phone, guardian, relation, address, area, pin_code, allergies,
         branch, registered_at, versions) VALUES (?, ?, ?, 'female', '~61y@2026-11-23', ?, ?, 'husband', ?, 'Warje', '411058',
         'not_asked', ?, ?, ?)",
    )?
    .execute(params![
        id(i),
        format!("A1-{i:06}"),
        format!("Rukmini Sakharam Thorat {i}"),
        [3u8; 38],
        "Sakharam Thorat",
        "14 Karve Road, Lane 5",
        [4u8; 16],
        i,
        [5u8; 6]
    ])?;
    Ok(())
}

fn id(i: i64) -> [u8; 16] {
    let mut id = [0; 16];
    id[..8].copy_from_slice(&i.to_be_bytes());
    id
}
