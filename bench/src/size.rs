//! What lies on the disk.

use std::path::Path;

use anyhow::Result;
use nadi_tests::nadi::{root, target};
use rusqlite::types::Value;

use crate::figures::Table;
use crate::floor;

pub(crate) fn measure(home: &Path, table: &mut Table) -> Result<()> {
    let ours = std::fs::metadata(home.join("clinic.db"))?.len();
    let bare = bare(home)?;
    let ratio = ours as f64 / bare as f64;
    table.row(
        "the database",
        format!("{} MB, {ratio:.2} × its bare rows", ours / 1_000_000),
        format!("bare rows and their indexes {} MB", bare / 1_000_000),
        "≤ 3 ×",
    );
    let wasm = root().join("ui/dist/nadi-ui_bg.wasm");
    if let Ok(file) = std::fs::metadata(&wasm) {
        table.row("wasm before compression", format!("{} kB", file.len() / 1000), "", "≤ 1500 kB");
    }
    let bundles = target().join("release/bundle/deb");
    for file in std::fs::read_dir(bundles).into_iter().flatten().flatten() {
        if file.path().extension().is_some_and(|e| e == "deb") {
            table.row(".deb", format!("{:.1} MB", file.metadata()?.len() as f64 / 1e6), "", "≤ 20 MB");
        }
    }
    Ok(())
}

/// The size of the same records in a bare encrypted database: their rows and indexes, without versions or log.
fn bare(home: &Path) -> Result<u64> {
    let folder = tempfile::tempdir()?;
    let copy = folder.path().join("clinic");
    std::fs::create_dir_all(&copy)?;
    for file in ["clinic.db", "keyring", "witness"] {
        std::fs::copy(home.join(file), copy.join(file))?;
    }
    let profile = store::Profile::at(&copy);
    let keyring = store::keyring::Keyring::read(&profile)?.0;
    let key = keyring.sign_in("owner", "nadi-demo-clinic")?.1.key;
    let (store, _) = store::Store::open(&profile, &keyring, key, &floor::nobodys())?;
    let path = folder.path().join("bare.db");
    let db = floor::open(&path)?;
    tables(&db)?;
    db.execute_batch("PRAGMA synchronous = OFF; BEGIN")?;
    store.read(|view| {
        copy_rows::<model::patient::Patient>(view, &db)?;
        copy_rows::<model::patient::Visit>(view, &db)?;
        copy_rows::<model::patient::Allergy>(view, &db)?;
        copy_rows::<model::patient::Consent>(view, &db)
    })?;
    db.execute_batch("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)")?;
    Ok(std::fs::metadata(path)?.len())
}

/// The tables of every migration, without what keeps others in step with them.
fn tables(db: &rusqlite::Connection) -> Result<()> {
    let folder = std::fs::read_dir(root().join("migrations/clinic"))?;
    let mut files = folder.map(|file| Ok(file?.path())).collect::<Result<Vec<_>>>()?;
    files.sort();
    for file in files {
        db.execute_batch(&std::fs::read_to_string(file)?)?;
    }
    let mut named = db.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'")?;
    let triggers = named.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    for trigger in triggers {
        db.execute_batch(&format!("DROP TRIGGER {trigger}"))?;
    }
    Ok(())
}

fn copy_rows<R: model::Record>(view: &store::View<'_>, db: &rusqlite::Connection) -> store::Result<()> {
    let names: Vec<&str> = R::FIELDS.iter().map(|f| f.name).collect();
    let marks = vec!["?"; names.len() + 1].join(", ");
    let sql = format!("INSERT INTO {} (id, {}, versions) VALUES ({marks}, x'')", R::NAME, names.join(", "));
    let mut insert = db.prepare(&sql)?;
    let mut failed = None;
    view.each::<R>(|row| {
        let mut values = vec![Value::Blob(row.record.id().bytes().to_vec())];
        values.extend(row.record.values().into_iter().map(|v| match v {
            model::Value::Null => Value::Null,
            model::Value::Bool(b) => Value::Integer(i64::from(b)),
            model::Value::Int(n) => Value::Integer(n),
            model::Value::Text(t) => Value::Text(t),
            model::Value::Bytes(b) => Value::Blob(b),
        }));
        if let Err(e) = insert.execute(rusqlite::params_from_iter(values)) {
            failed = Some(e);
        }
    })?;
    failed.map_or(Ok(()), |e| Err(e.into()))
}
