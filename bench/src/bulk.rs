//! Many rows a transaction, nine fields each, beside a bare insert with a log row.

use std::time::Instant;

use anyhow::Result;
use model::tenancy::{Business, BusinessKind, TaxStatus};
use model::{Id, Record};
use rusqlite::params;
use serde_json::json;
use store::keyring::Keyring;
use store::{Act, Profile, Store};
use sync::Subject;

use crate::figures::Table;
use crate::floor;

const ROWS: usize = 200_000;
const CHUNK: usize = 2_000;

pub(crate) fn measure(table: &mut Table) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let home = folder.path().join("clinic");
    let clinic = clinic::Clinic::open(&home, clinic::Options::default())?;
    let business = json!({ "legal_name": "Made-up Traders", "kind": "clinic", "address": "14 Karve Road",
        "phone": "020 2000 0100", "tax_status": "unregistered" });
    let owner = json!({ "login": "owner", "name": "Owner", "password": "three little words" });
    let args = json!({ "name": "Bulk", "businesses": [business], "owner": owner });
    clinic.dispatch(&clinic.seat(), "clinic.create", args)?;
    clinic.close()?;
    drop(clinic);
    let profile = Profile::at(&home);
    let keyring = Keyring::read(&profile)?.0;
    let key = keyring.sign_in("owner", "three little words")?.1.key;
    let (store, _) = Store::open(&profile, &keyring, key, &crate::floor::nobodys())?;
    let start = Instant::now();
    for chunk in 0..ROWS / CHUNK {
        let act = Act {
            user: [1; 16],
            command: "bench.bulk",
            request: store::keys::random(),
            now: 1_795_000_000_000 + chunk as i64,
            offset: 0,
            signer: None,
        };
        store.write(&act, |tx| {
            for i in 0..CHUNK {
                let row = row(tx.new_id(), chunk * CHUNK + i);
                tx.insert(Subject { kind: Business::KIND, id: row.id.bytes() }, &row)?;
            }
            Ok(())
        })?;
    }
    let ours = ROWS as f64 / start.elapsed().as_secs_f64();
    store.close()?;
    let bare = bare(folder.path())?;
    table.row(
        "bulk write, 9 fields, 2,000 rows a transaction",
        format!("{:.0} rows/s", ours),
        format!("bare rows with a log row each {bare:.0} rows/s"),
        "≥ 150,000 rows/s",
    );
    Ok(())
}

fn row(id: Id<Business>, i: usize) -> Business {
    Business {
        id,
        legal_name: format!("Made-up Traders {i}"),
        kind: BusinessKind::Pharmacy,
        address: "14 Karve Road, Lane 5, Kothrud".into(),
        pin_code: Some("411038".into()),
        phone: "020 2000 0100".into(),
        tax_status: TaxStatus::Regular,
        gstin: Some("27AAZFV0000Q1ZL".into()),
        drug_licences: Some("MH-PZ3-000112, MH-PZ3-000113".into()),
        clinic_registration: Some("PMC/000123".into()),
        upi_address: None,
        state_code: None,
    }
}

fn bare(folder: &std::path::Path) -> Result<f64> {
    let db = floor::open(&folder.join("bare.db"))?;
    db.execute_batch(
        "CREATE TABLE business (id BLOB PRIMARY KEY, a TEXT, b TEXT, c TEXT, d TEXT, e TEXT, f TEXT, g TEXT, h TEXT, i TEXT) WITHOUT ROWID;
         CREATE TABLE log (place INTEGER PRIMARY KEY, record BLOB, body BLOB)",
    )?;
    let start = Instant::now();
    for chunk in 0..ROWS / CHUNK {
        db.execute_batch("BEGIN IMMEDIATE")?;
        for i in 0..CHUNK {
            let n = chunk * CHUNK + i;
            let id = (n as u128).to_be_bytes();
            db.prepare_cached("INSERT INTO business VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?.execute(params![
                id,
                format!("Made-up Traders {n}"),
                "pharmacy",
                "14 Karve Road, Lane 5, Kothrud",
                "411038",
                "020 2000 0100",
                "regular",
                "27AAZFV0000Q1ZL",
                "MH-PZ3-000112, MH-PZ3-000113",
                "PMC/000123"
            ])?;
            db.prepare_cached("INSERT INTO log (record, body) VALUES (?, ?)")?.execute(params![id, [7u8; 160]])?;
        }
        db.execute_batch("COMMIT")?;
    }
    Ok(ROWS as f64 / start.elapsed().as_secs_f64())
}
