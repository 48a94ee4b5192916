//! Finding patients, beside a bare FTS5 trigram index over the same names.

use std::path::Path;

use anyhow::{Context, Result};
use clinic::{Clinic, Options, Seat};
use serde_json::{Value, json};

use crate::figures::{Table, Timings, milliseconds};
use crate::floor;

/// How often each kind is asked.
const TIMES: usize = 400;

pub(crate) fn measure(home: &Path, table: &mut Table) -> Result<()> {
    let clinic = Clinic::open(home, Options::default())?;
    let seat = clinic.seat();
    let mut first = Timings::default();
    first.time(|| {
        clinic.dispatch(&seat, "session.sign_in", json!({ "user": "owner", "password": "nadi-demo-clinic" }))
    })?;
    table.row("sign-in, Argon2id and opening included", milliseconds(first.percentile(50)), "", "≤ 1000 ms");
    let mut warm = Timings::default();
    warm.time(|| find(&clinic, &seat, "sunita"))?;
    table.row("first find after the sign-in (reads the directory)", milliseconds(warm.percentile(50)), "", "");
    let samples = samples(&clinic, &seat)?;
    let bare = bare(home, &clinic, &seat)?;
    for (kind, queries) in samples {
        let mut ours = Timings::default();
        let mut hits = 0;
        for query in queries.iter().cycle().take(TIMES) {
            let found = ours.time(|| find(&clinic, &seat, query))?;
            hits += found["patients"].as_array().map_or(0, Vec::len);
        }
        let floor = bare.time(kind, &queries)?;
        table.row(
            &format!("find: {kind} ({} rows each)", hits / TIMES),
            ours.shown(),
            floor,
            "p50 ≤ 0.5 ms, p99 ≤ 3 ms",
        );
    }
    clinic.close()?;
    Ok(())
}

fn find(clinic: &Clinic, seat: &Seat, query: &str) -> Result<Value, model::Fault> {
    clinic.dispatch(seat, "patients.find", json!({ "query": query }))
}

/// Queries of each kind, taken from patients who are there.
fn samples(clinic: &Clinic, seat: &Seat) -> Result<Vec<(&'static str, Vec<String>)>> {
    let names = names(clinic, seat, 200)?;
    let word = |name: &str, at: usize| name.split(' ').nth(at).unwrap_or("patil").to_lowercase();
    let part = |text: String, from: usize, to: usize| text.chars().skip(from).take(to - from).collect::<String>();
    let every = |f: &dyn Fn(&str) -> String| names.iter().map(|n| f(&n.0)).collect::<Vec<_>>();
    let letters = "abcdefghijklmnopqrstuvwxyz".chars().map(String::from).collect();
    let phones = names.iter().filter_map(|n| n.1.as_deref()).map(|p| p.chars().skip(p.len() - 4).collect()).collect();
    Ok(vec![
        ("one letter", letters),
        ("fragment", every(&|n| part(word(n, 2), 1, 5))),
        ("two words", every(&|n| format!("{} {}", part(word(n, 2), 0, 4), word(n, 0)))),
        (
            "sound-alike",
            every(&|n| word(n, 0).replace("ee", "i").replace("sh", "s").replace('v', "w").replace("ks", "x")),
        ),
        ("phone digits", phones),
    ])
}

/// Names and the last digits of phones, from pages of the whole list.
fn names(clinic: &Clinic, seat: &Seat, many: usize) -> Result<Vec<(String, Option<String>)>> {
    let mut out = Vec::new();
    let mut after = None::<String>;
    while out.len() < many {
        let page = clinic.dispatch(seat, "patients.find", json!({ "query": "", "limit": 50, "after": after }))?;
        for row in page["patients"].as_array().into_iter().flatten() {
            out.push((row["name"].as_str().unwrap_or_default().to_owned(), row["phone"].as_str().map(str::to_owned)));
        }
        after = page["next"].as_str().map(str::to_owned);
        if after.is_none() {
            break;
        }
    }
    Ok(out)
}

/// The names in a bare trigram index.
struct Bare {
    db: rusqlite::Connection,
    _folder: tempfile::TempDir,
}

fn bare(home: &Path, _: &Clinic, _: &Seat) -> Result<Bare> {
    let folder = tempfile::tempdir()?;
    let db = floor::open(&folder.path().join("bare.db"))?;
    db.execute_batch("CREATE VIRTUAL TABLE names USING fts5(text, tokenize = 'trigram', detail = full); BEGIN")?;
    let keyring = store::keyring::Keyring::read(&store::Profile::at(home))?.0;
    let key = keyring.sign_in("owner", "nadi-demo-clinic")?.1.key;
    // A second store over the same file only reads here.
    let copy = tempfile::tempdir()?;
    for file in ["clinic.db", "clinic.db-wal", "keyring", "witness"] {
        let _ = std::fs::copy(home.join(file), copy.path().join(file));
    }
    let (store, _) = store::Store::open(&store::Profile::at(copy.path()), &keyring, key, &floor::nobodys())?;
    store.read(|view| {
        let mut insert = db.prepare("INSERT INTO names (text) VALUES (?)").map_err(store::Error::from)?;
        view.each::<model::patient::Patient>(|p| {
            let phone = p.record.phone.unwrap_or_default();
            let _ = insert.execute([format!("{} {phone}", model::name::fold(&p.record.name))]);
        })
    })?;
    db.execute_batch("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)")?;
    Ok(Bare { db, _folder: folder })
}

impl Bare {
    fn time(&self, kind: &str, queries: &[String]) -> Result<String> {
        if kind == "one letter" {
            return Ok("trigrams need three letters".to_owned());
        }
        let mut bare = Timings::default();
        let mut select =
            self.db.prepare("SELECT rowid, text FROM names WHERE names MATCH ? ORDER BY rowid DESC LIMIT 20")?;
        for query in queries.iter().cycle().take(TIMES) {
            let terms: Vec<String> = query.split(' ').filter(|w| w.len() > 2).map(|w| format!("\"{w}\"")).collect();
            if terms.is_empty() {
                continue; // No word of three letters: nothing that trigrams could find.
            }
            let rows = bare.time(|| -> rusqlite::Result<usize> {
                let mut rows = select.query([terms.join(" AND ")])?;
                let mut n = 0;
                while rows.next()?.is_some() {
                    n += 1;
                }
                Ok(n)
            });
            rows.context("the bare index")?;
        }
        let note = if kind == "sound-alike" { " (finds the spelling only)" } else { "" };
        Ok(format!("FTS5 trigrams {}{note}", bare.shown()))
    }
}
