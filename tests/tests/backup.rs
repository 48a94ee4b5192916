//! Backups with the real program and real disks: full, pulled out, killed, harmed.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};
use nadi_tests::{
    founded::{self, name, registration, request, verify},
    nadi,
};
use serde_json::{Value, json};

const DISKS: &str = "a_full_disk_and_one_pulled_out_cost_one_sentence_and_no_backup";
/// Set where the test runs again, as the root of a namespace of its own, to mount what only root may.
const INSIDE: &str = "NADI_TEST_MOUNTS";

/// A run of `nadi` as the owner: exit code, standard output, standard error.
fn run(home: &Path, args: &[&str]) -> Result<(Option<i32>, String, String)> {
    let output = nadi::run(as_owner(&mut nadi::command(home)?).args(args))?;
    let good = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    Ok((output.status.code(), good, nadi::said(&output)))
}

fn as_owner(command: &mut Command) -> &mut Command {
    command.env("NADI_USER", "owner").env("NADI_PASSWORD", nadi::DEMO_PASSWORD)
}

fn text(path: &Path) -> Result<&str> {
    path.to_str().context("no text")
}

/// A demo clinic and a folder for its backups.
struct Bench {
    _folder: tempfile::TempDir,
    home: PathBuf,
    backups: PathBuf,
}

impl Bench {
    fn new() -> Result<Self> {
        let folder = nadi::folder()?;
        let (home, backups) = (folder.path().join("clinic"), folder.path().join("usb"));
        founded::clinic(&home)?;
        fs::create_dir(&backups)?;
        Ok(Self { _folder: folder, home, backups })
    }

    fn back_up(&self) -> Result<PathBuf> {
        let (code, made, said) = run(&self.home, &["backup", "--to", text(&self.backups)?])?;
        ensure!(code == Some(0) && said.is_empty(), "{code:?} {said}");
        Ok(PathBuf::from(made))
    }

    fn restore(&self, home: &Path, from: &Path) -> Result<(Option<i32>, String, String)> {
        run(home, &["restore", "--from", text(from)?])
    }

    fn set(&self) -> Result<Vec<String>> {
        set_in(&self.backups)
    }
}

/// The names of the whole backups in a folder.
fn set_in(folder: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    let mut names: Vec<String> = entries.collect::<Result<_>>()?;
    names.retain(|name| name.starts_with("nadi-") && !name.ends_with(".part") && !name.ends_with(".register"));
    names.sort();
    Ok(names)
}

fn patients(home: &Path, query: &str) -> Result<usize> {
    let mut rpc = founded::owner(home)?;
    let found = rpc.ok("patients.find", json!({ "query": query, "limit": 100 }))?;
    rpc.close()?;
    Ok(found["patients"].as_array().context("no rows")?.len())
}

fn one_sentence(code: Option<i32>, said: &str) -> Result<()> {
    let sentence = said.strip_prefix("nadi: ").unwrap_or_default();
    ensure!(code.is_some_and(|code| code != 0), "{code:?} {said}");
    ensure!(said.lines().count() == 1 && (10..=120).contains(&sentence.chars().count()), "{said}");
    Ok(())
}

#[test]
fn a_backup_comes_back_on_another_computer_and_verify_knows_the_set() -> Result<()> {
    let bench = Bench::new()?;
    let made = bench.back_up()?;
    let mut rpc = founded::owner(&bench.home)?;
    rpc.ok("backup.set_folder", json!({ "folder": bench.backups }))?;
    rpc.close()?;
    let (code, good, said) = verify(&bench.home, &[])?;
    ensure!(code == Some(0) && good.contains("backup ") && said.is_empty(), "{code:?} {good} {said}");

    // The backup itself, a file of it, or the folder that it lies in.
    for (at, from) in [made.clone(), made.join("clinic.db"), bench.backups.clone()].iter().enumerate() {
        let other = bench.home.with_extension(at.to_string());
        let (code, good, said) = bench.restore(&other, from)?;
        ensure!(code == Some(0) && good.contains(&format!("register A{}", at + 2)), "{code:?} {good} {said}");
        ensure!(patients(&other, "")? == 20);
        let (code, good, said) = verify(&other, &[])?;
        ensure!(code == Some(0), "{code:?} {good} {said}");
    }

    let mut bytes = fs::read(made.join("clinic.db"))?;
    bytes[70_000] ^= 1;
    fs::write(made.join("clinic.db"), bytes)?;
    let (code, good, said) = verify(&bench.home, &[])?;
    ensure!(code == Some(10) && said.contains("nadi-") && said.contains("damaged"), "{code:?} {good} {said}");
    let (code, good, said) = bench.restore(&bench.home.with_extension("late"), &made)?;
    ensure!(code == Some(10) && good.is_empty() && said.contains("damaged"), "{code:?} {good} {said}");
    Ok(())
}

#[test]
fn a_wrong_password_or_wrong_words_change_nothing() -> Result<()> {
    let bench = Bench::new()?;
    let made = bench.back_up()?;
    let words = bench.home.with_extension("words");
    fs::write(&words, "abandon ".repeat(24))?;
    let before = fs::read(bench.home.join("clinic.db"))?;
    for args in [vec![], vec!["--words-file", text(&words)?]] {
        let mut command = nadi::command(&bench.home)?;
        command.args(["restore", "--from", text(&made)?]).args(&args);
        let output = nadi::run(command.env("NADI_USER", "owner").env("NADI_PASSWORD", "guessed all of it"))?;
        one_sentence(output.status.code(), &nadi::said(&output))?;
        ensure!(fs::read(bench.home.join("clinic.db"))? == before && !bench.home.join("restoring").exists());
    }
    let stranger = Bench::new()?;
    let (code, _, said) = bench.restore(&bench.home, &stranger.back_up()?)?;
    one_sentence(code, &said)?;
    ensure!(said.contains("another clinic"), "{said}");
    ensure!(patients(&bench.home, "")? == 20);
    Ok(())
}

#[test]
fn a_kill_in_the_middle_leaves_the_old_set_and_the_next_backup_clears_up() -> Result<()> {
    let bench = Bench::new()?;
    let first = bench.back_up()?;
    let mut cut_short = 0;
    for wait in (0..12).map(|step| Duration::from_millis(step * 6)) {
        let before = bench.set()?;
        let mut command = nadi::command(&bench.home)?;
        let mut child = as_owner(&mut command).args(["backup", "--to", text(&bench.backups)?]).spawn()?;
        // From the moment on that its folder is there.
        let started = Instant::now();
        while !parts(&bench.backups)? && started.elapsed() < Duration::from_secs(20) && child.try_wait()?.is_none() {
            thread::sleep(Duration::from_micros(200));
        }
        thread::sleep(wait);
        child.kill()?;
        child.wait()?;
        cut_short += usize::from(parts(&bench.backups)?);
        for name in before {
            ensure!(bench.set()?.contains(&name) || bench.set()?.len() == 1, "after {wait:?}: {name} is gone");
        }
        let other = bench.home.with_extension("other");
        let (code, good, said) = bench.restore(&other, &bench.backups)?;
        ensure!(code == Some(0), "after {wait:?}: {good} {said}");
        fs::remove_dir_all(other)?;
    }
    ensure!(cut_short > 3, "only {cut_short} were cut short");
    bench.back_up()?;
    let left: Vec<_> = fs::read_dir(&bench.backups)?.flatten().map(|entry| entry.file_name()).collect();
    ensure!(!parts(&bench.backups)? && !first.exists() && bench.set()?.len() == 1, "{} in {left:?}", first.display());
    Ok(())
}

fn parts(folder: &Path) -> Result<bool> {
    let found = fs::read_dir(folder)?.flatten().any(|entry| entry.file_name().to_string_lossy().ends_with(".part"));
    Ok(found)
}

#[test]
fn a_kill_in_the_middle_of_a_restore_leaves_the_old_or_the_new() -> Result<()> {
    let bench = Bench::new()?;
    let made = bench.back_up()?;
    let mut rpc = founded::owner(&bench.home)?;
    rpc.ok("patients.register", registration(&name(1), &request(0, 1)))?;
    rpc.close()?;
    let (mut old, mut new) = (0, 0);
    for step in 0..16 {
        let home = bench.home.with_extension(format!("kill{step}"));
        copy(&bench.home, &home)?;
        let mut command = nadi::command(&home)?;
        let mut child = as_owner(&mut command).args(["restore", "--from", text(&made)?]).spawn()?;
        let began = |home: &Path| home.join("restoring").exists() || restored(home);
        let started = Instant::now();
        while !began(&home) && started.elapsed() < Duration::from_secs(20) && child.try_wait()?.is_none() {
            thread::sleep(Duration::from_micros(200));
        }
        if step >= 8 {
            // Around the renames.
            while home.join("restoring").exists() && child.try_wait()?.is_none() {}
            thread::sleep(Duration::from_micros((step - 8) * 200));
        } else {
            // Closer together at its beginning, whose length is the machine's.
            thread::sleep(Duration::from_micros(250 << step));
        }
        child.kill()?;
        child.wait()?;
        match patients(&home, &name(1))? {
            0 => new += 1,
            _ => old += 1,
        }
        let (code, good, said) = verify(&home, &[])?;
        ensure!(code == Some(0), "step {step}: {good} {said}");
        ensure!(!home.join("restoring").exists() && !restored(&home), "step {step}");
        ensure!(patients(&home, "")? >= 20);
        fs::remove_dir_all(home)?;
    }
    ensure!(old > 2 && new > 2, "{old} old, {new} new");
    Ok(())
}

fn restored(home: &Path) -> bool {
    let entries = fs::read_dir(home).into_iter().flatten().flatten();
    entries.into_iter().any(|entry| entry.file_name().to_string_lossy().starts_with("restored-"))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for file in fs::read_dir(from)?.flatten().filter(|file| file.path().is_file()) {
        fs::copy(file.path(), to.join(file.file_name()))?;
    }
    Ok(())
}

#[test]
fn a_full_disk_and_one_pulled_out_cost_one_sentence_and_no_backup() -> Result<()> {
    let bench = Bench::new()?;
    let disk = Disk(&bench.backups);
    if disk.mount() {
        full(&bench)?;
        return pulled(&bench, &disk);
    }
    if env::var_os(INSIDE).is_some() {
        bail!("the namespace lets nothing be mounted");
    }
    let mut again = Command::new("unshare");
    again.arg("-rm").arg(env::current_exe()?).args(["--exact", DISKS, "--nocapture"]).env(INSIDE, "1");
    ensure!(again.status()?.success(), "see above");
    Ok(())
}

fn full(bench: &Bench) -> Result<()> {
    bench.back_up()?;
    let first = bench.set()?;
    let filler = bench.backups.join("holiday.mp4");
    let mut size = 4 << 20;
    while size > 4096 {
        let grown = fs::metadata(&filler).map_or(0, |m| m.len()) + size;
        if fs::write(&filler, vec![0; usize::try_from(grown)?]).is_err() {
            size /= 2;
        }
    }
    let (code, made, said) = run(&bench.home, &["backup", "--to", text(&bench.backups)?])?;
    one_sentence(code, &said)?;
    ensure!(made.is_empty() && said.contains("backup disk is full"), "{made} {said}");
    ensure!(bench.set()? == first && !parts(&bench.backups)?);
    fs::remove_file(filler)?;
    let home = bench.home.with_extension("full");
    ensure!(bench.restore(&home, &bench.backups)?.0 == Some(0));
    bench.back_up()?;
    Ok(())
}

/// The disk goes while a backup is written; what is on it stays good, and the computer's own disk gets none.
fn pulled(bench: &Bench, disk: &Disk<'_>) -> Result<()> {
    let mut rpc = founded::owner(&bench.home)?;
    rpc.ok("backup.set_folder", json!({ "folder": bench.backups }))?;
    ensure!(rpc.ok("backup.status", json!({}))?["same_disk"] == false);
    let mut reply = Value::Null;
    for n in 0..10 {
        if n > 0 {
            ensure!(disk.mount());
        }
        rpc.send(&json!({ "id": 9, "call": "backup.now", "args": {} }).to_string())?;
        let started = Instant::now();
        while !parts(&bench.backups)? && started.elapsed() < Duration::from_secs(20) {
            thread::sleep(Duration::from_micros(100));
        }
        disk.pull();
        reply = rpc.reply()?;
        // A quick one may have been whole before its disk went.
        if reply["error"].is_object() {
            break;
        }
    }
    ensure!(reply["error"]["code"].as_str().is_some_and(|code| code.starts_with("backup-")), "{reply}");
    ensure!(fs::read_dir(&bench.backups)?.next().is_none(), "written to the folder without its disk");
    // Where the disk was is a folder of the computer now: it is not taken for it.
    ensure!(rpc.call("backup.now", json!({}))?.err().context("a backup")?["code"] == "backup-missing");
    let status: Value = rpc.ok("backup.status", json!({}))?;
    ensure!(status["failed"] == "backup-missing" && status["backups"] == json!([]), "{status}");
    ensure!(rpc.close()?.success());
    Ok(())
}

/// A small disk of the test's own, gone when dropped.
struct Disk<'a>(&'a Path);

impl Disk<'_> {
    fn mount(&self) -> bool {
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=16m", "nadi-test"]).arg(self.0);
        mount.output().is_ok_and(|done| done.status.success())
    }

    fn pull(&self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.0).output();
    }
}

impl Drop for Disk<'_> {
    fn drop(&mut self) {
        self.pull();
    }
}
