//! Damage and kills as an administrator meets them: `nadi verify`, its exit codes, and what it advises.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};
use nadi_tests::{
    founded::{self, registration, request, verify},
    nadi,
    rpc::Rpc,
};
use serde_json::{Value, json};

const PAGE: usize = 4096;

#[test]
fn a_good_clinic_says_so_with_its_counts() -> Result<()> {
    let folder = nadi::folder()?;
    let home = folder.path().join("clinic");
    founded::clinic(&home)?;
    let (code, good, said) = verify(&home, &[])?;
    ensure!(code == Some(0) && said.is_empty(), "{code:?} {said}");
    for part in ["pages: ", "log: ", "tables: ", " entries, ", "good: "] {
        ensure!(good.contains(part), "{part} is not in {good}");
    }
    Ok(())
}

#[test]
fn each_harmed_page_is_named_and_a_rebuild_mends_it_or_says_that_it_cannot() -> Result<()> {
    let folder = nadi::folder()?;
    let home = folder.path().join("clinic");
    founded::clinic(&home)?;
    let sound = fs::read(home.join("clinic.db"))?;
    let pages = sound.len() / PAGE;
    let (mut mended, mut beyond) = (0, 0);
    // A few across the file; each page of a small one is harmed in the tests of the clinic.
    for page in (2..pages).step_by((pages / 8).max(1)) {
        let mut bytes = sound.clone();
        bytes[page * PAGE + 2_000] ^= 1;
        fs::write(home.join("clinic.db"), bytes)?;
        let (code, good, said) = verify(&home, &[])?;
        ensure!(code == Some(10) && !said.is_empty() && !good.contains("good"), "page {page}: {code:?} {good} {said}");
        let (rebuilt, good, told) = verify(&home, &["--rebuild"])?;
        match rebuilt {
            Some(0) => {
                ensure!(said.contains("--rebuild") && good.contains("good"), "page {page}: {said} {good}");
                mended += 1;
            }
            _ => {
                ensure!(rebuilt == Some(10) && told.lines().count() == 1, "page {page}: {rebuilt:?} {told}");
                ensure!(!said.contains("--rebuild") || said.lines().count() == 1, "page {page}: {said}");
                beyond += 1;
            }
        }
        ensure!(!home.join("rebuilt.db").exists());
        fs::write(home.join("clinic.db"), &sound)?;
    }
    ensure!(mended > 0 && beyond > 0, "{mended} mended, {beyond} beyond");
    ensure!(verify(&home, &[])?.0 == Some(0));
    Ok(())
}

#[test]
fn entries_lost_with_the_log_are_said_and_the_rest_opens() -> Result<()> {
    let folder = nadi::folder()?;
    let home = folder.path().join("clinic");
    founded::clinic(&home)?;
    let harms: [fn(&Path) -> Result<()>; 4] = [
        |home| Ok(fs::remove_file(home.join("clinic.db-wal"))?),
        |home| {
            fs::remove_file(home.join("clinic.db-shm"))?;
            Ok(fs::remove_file(home.join("clinic.db-wal"))?)
        },
        |home| {
            fs::remove_file(home.join("clinic.db-shm"))?;
            Ok(fs::File::options().write(true).open(home.join("clinic.db-wal"))?.set_len(0)?)
        },
        |home| {
            let mut bytes = fs::read(home.join("clinic.db-wal"))?;
            bytes[5_000] ^= 1;
            Ok(fs::write(home.join("clinic.db-wal"), bytes)?)
        },
    ];
    for (at, harm) in harms.into_iter().enumerate() {
        let mut rpc = founded::owner(&home)?;
        for n in 0..5 {
            rpc.ok("patients.register", registration("Asha", &request(at as u64, n)))?;
        }
        rpc.kill()?;
        harm(&home)?;
        let (code, good, said) = verify(&home, &[])?;
        ensure!(code == Some(10) && said.lines().count() == 1 && good.is_empty(), "{at}: {code:?} {good} {said}");
        let (code, good, said) = verify(&home, &["--set-aside"])?;
        ensure!(code == Some(0) && said.is_empty() && good.contains("set aside"), "{at}: {code:?} {good} {said}");
    }
    Ok(())
}

#[test]
fn after_a_kill_the_first_screen_says_what_was_last_saved_and_drafts_are_there() -> Result<()> {
    let folder = nadi::folder()?;
    let home = folder.path().join("clinic");
    founded::clinic(&home)?;
    let mut rpc = founded::owner(&home)?;
    ensure!(last_saved(&mut rpc)?.is_null(), "after a clean stop");
    rpc.ok("patients.register", registration("Asha", &request(0, 1)))?;
    rpc.ok("drafts.save", json!({ "key": "register", "body": "{\"name\":\"Sunita R" }))?;
    rpc.kill()?;

    let mut rpc = Rpc::open(&home)?;
    ensure!(last_saved(&mut rpc)?.is_null(), "before anyone has signed in");
    rpc.ok("session.sign_in", json!({ "user": "owner", "password": nadi::DEMO_PASSWORD }))?;
    let saved = last_saved(&mut rpc)?;
    ensure!(saved["command"] == "patients.register" && saved["by"].is_string() && saved["at"].is_number(), "{saved}");
    let drafts = rpc.ok("drafts.list", json!({}))?;
    ensure!(drafts["drafts"][0]["body"] == "{\"name\":\"Sunita R", "{drafts}");
    // Each person's own.
    rpc.ok("session.sign_in", json!({ "user": "doctor", "password": nadi::DEMO_PASSWORD }))?;
    let others = rpc.ok("drafts.list", json!({}))?;
    ensure!(others["drafts"].as_array().is_some_and(Vec::is_empty), "{others}");
    rpc.ok("app.seen", json!({}))?;
    ensure!(last_saved(&mut rpc)?.is_null(), "once it was read");
    ensure!(rpc.close()?.success());

    let mut rpc = founded::owner(&home)?;
    ensure!(last_saved(&mut rpc)?.is_null(), "after a clean stop");
    let drafts = rpc.ok("drafts.list", json!({}))?;
    ensure!(drafts["drafts"][0]["key"] == "register", "{drafts}");
    Ok(())
}

fn last_saved(rpc: &mut Rpc) -> Result<Value> {
    let status = rpc.ok("app.status", json!({}))?;
    status.get("last_saved").cloned().context("no last_saved")
}
