//! A disk of 64 MB that is full: one sentence, reading goes on, and writing too once there is room.

use std::{
    env,
    fs::{self, File},
    io::Write,
    path::Path,
    process::Command,
};

use anyhow::{Context, Result, bail, ensure};
use nadi_tests::{
    founded::{self, name, registration, request},
    nadi,
    rpc::Rpc,
};
use serde_json::{Value, json};

const NAME: &str = "a_full_disk_costs_one_sentence";
/// Set where the test runs again, as the root of a namespace of its own, to mount what only root may.
const INSIDE: &str = "NADI_TEST_MOUNTS";
/// Set by whoever knows that this computer lets nothing be mounted: only then is the test passed over.
const WITHOUT: &str = "NADI_TEST_WITHOUT_SMALL_DISK";

#[test]
fn a_full_disk_costs_one_sentence() -> Result<()> {
    let folder = nadi::folder()?;
    let disk = Disk { folder: folder.path() };
    if disk.mount() {
        return fill_and_free(&disk);
    }
    if env::var_os(INSIDE).is_some() {
        bail!("the namespace lets nothing be mounted");
    }
    let mut again = Command::new("unshare");
    again.arg("-rm").arg(env::current_exe()?).args(["--exact", NAME, "--nocapture"]).env(INSIDE, "1");
    match Command::new("unshare").args(["-rm", "true"]).status() {
        Ok(able) if able.success() => ensure!(again.status()?.success(), "see above"),
        _ if env::var_os(WITHOUT).is_some() => eprintln!("not looked at: {WITHOUT} is set"),
        _ => bail!(
            "neither this account nor a namespace of its own may mount a small disk; run it as root, or set {WITHOUT} to pass it over"
        ),
    }
    Ok(())
}

fn fill_and_free(disk: &Disk<'_>) -> Result<()> {
    let home = disk.folder.join("clinic");
    founded::clinic(&home)?;
    let mut rpc = founded::owner(&home)?;
    rpc.ok("app.status", json!({}))?;
    rpc.ok("patients.register", registration(&name(1), &request(0, 1)))?;
    let filler = disk.fill()?;

    // A few more may fit where the write-ahead log has been before.
    let mut n = 1;
    let fault = loop {
        n += 1;
        ensure!(n < 5_000, "the disk is never full");
        if let Err(fault) = rpc.call("patients.register", registration(&name(n), &request(0, n)))? {
            break fault;
        }
    };
    one_sentence(&fault)?;
    let acknowledged = n - 1;
    let person = |login: &str| json!({ "login": login, "name": "New Nurse", "roles": ["nurse"], "password": "three little words" });
    // The keyring is written beside the commit: neither may stand without the other.
    for _ in 0..2 {
        one_sentence(&rpc.call("users.add", person("sister"))?.err().context("users.add on a full disk")?)?;
    }
    one_sentence(
        &rpc.call("drafts.save", json!({ "key": "note", "body": "x".repeat(60_000) }))?.err().context("a draft")?,
    )?;
    reads(&mut rpc, acknowledged)?;

    // Also after a kill, also after a wrong password.
    rpc.kill()?;
    let mut rpc = Rpc::open(&home)?;
    let sign_in = |password: &str| json!({ "user": "owner", "password": password });
    let fault = rpc.call("session.sign_in", sign_in("guessed"))?.err().context("a wrong password")?;
    ensure!(fault["code"] == "wrong-password", "{fault}");
    rpc.ok("session.sign_in", sign_in(nadi::DEMO_PASSWORD))?;
    reads(&mut rpc, acknowledged)?;
    one_sentence(&rpc.call("users.add", person("sister"))?.err().context("users.add on a full disk")?)?;

    fs::remove_file(filler)?;
    let late = rpc.ok("patients.register", registration(&name(n), &request(0, n)))?;
    ensure!(founded::name_of(&mut rpc, &late["id"])? == name(n));
    rpc.ok("users.add", person("sister"))?;
    ensure!(rpc.close()?.success());
    let (code, good, said) = founded::verify(&home, &[])?;
    ensure!(code == Some(0), "{good} {said}");
    let mut rpc = Rpc::open(&home)?;
    rpc.ok("session.sign_in", json!({ "user": "sister", "password": "three little words" }))?;
    ensure!(rpc.close()?.success());
    Ok(())
}

/// All who were acknowledged can be found.
fn reads(rpc: &mut Rpc, acknowledged: u64) -> Result<()> {
    for n in [1, acknowledged] {
        let found = rpc.ok("patients.find", json!({ "query": name(n), "limit": 100 }))?;
        let rows = found["patients"].as_array().context("no rows")?;
        ensure!(rows.iter().any(|row| row["name"] == name(n)), "{}", name(n));
    }
    Ok(())
}

fn one_sentence(fault: &Value) -> Result<()> {
    let message = fault["message"].as_str().unwrap_or_default();
    ensure!(fault["code"] == "disk-full", "{fault}");
    ensure!(message.contains("disk") && message.chars().count() <= 90 && !message.contains('\n'), "{fault}");
    Ok(())
}

/// A small disk of the test's own, gone when dropped.
struct Disk<'a> {
    folder: &'a Path,
}

impl Disk<'_> {
    fn mount(&self) -> bool {
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=64m", "nadi-test"]).arg(self.folder);
        mount.output().is_ok_and(|done| done.status.success())
    }

    /// Writes a file until nothing more fits.
    fn fill(&self) -> Result<std::path::PathBuf> {
        let path = self.folder.join("filler");
        let mut file = File::create(&path)?;
        for size in [1 << 20, 4_096, 1] {
            while file.write_all(&vec![0; size]).is_ok() {}
        }
        Ok(path)
    }
}

impl Drop for Disk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.folder).output();
    }
}
