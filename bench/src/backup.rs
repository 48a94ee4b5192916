//! A backup beside work at the desk, and its way back: time, memory, and what a command waits meanwhile.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use clinic::{Clinic, Options, Seat};
use nadi_tests::nadi;
use serde_json::json;

use crate::commit;
use crate::figures::{Table, Timings};

/// Commands that give the idle value; during a backup there are as many as fit.
const IDLE: usize = 2_000;

/// How long somebody at the desk needs from one command to the next, which is far longer in life.
const PAUSE: Duration = Duration::from_millis(2);

pub(crate) fn measure(home: &Path, table: &mut Table) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let copy = folder.path().join("clinic");
    commit::copy(home, &copy)?;
    let backups = folder.path().join("backups");
    fs::create_dir(&backups)?;
    beside_work(&copy, &backups, table)?;

    let (took, memory) = run(nadi::command(&copy)?.arg("backup").arg("--to").arg(&backups))?;
    let bytes = fs::metadata(copy.join("clinic.db"))?.len();
    let start = Instant::now();
    fs::copy(copy.join("clinic.db"), folder.path().join("bare"))?;
    fs::File::open(folder.path().join("bare"))?.sync_all()?;
    let bare = format!("bare copy, durable {:.1} s", start.elapsed().as_secs_f64());
    table.row(&format!("nadi backup, {} MB", bytes / 1_000_000), shown(took, memory), &bare, "≤ 300 MB");
    let (took, memory) =
        run(nadi::command(&folder.path().join("restored"))?.arg("restore").arg("--from").arg(&backups))?;
    table.row("nadi restore into an empty folder", shown(took, memory), &bare, "≤ 300 MB");
    Ok(())
}

fn shown(took: Duration, memory: u64) -> String {
    format!("{:.1} s, at most {} MB", took.as_secs_f64(), memory / 1000)
}

/// The same commands alone and while a backup is made, copied to the same disk.
fn beside_work(home: &Path, backups: &Path, table: &mut Table) -> Result<()> {
    let clinic = Clinic::open(home, Options::default())?;
    let seat = clinic.seat();
    clinic.dispatch(&seat, "session.sign_in", json!({ "user": "owner", "password": nadi::DEMO_PASSWORD }))?;
    let ids = commit::ids(&clinic, &seat)?;
    let mut update = Updates { clinic: &clinic, seat, ids: &ids, done: 0 };
    let (mut idle, mut busy) = (Timings::default(), Timings::default());
    for _ in 0..IDLE {
        update.one(&mut idle)?;
    }
    let over = AtomicBool::new(false);
    let made = thread::scope(|scope| -> Result<Duration> {
        let backup = scope.spawn(|| {
            let start = Instant::now();
            let made = clinic.dispatch(&seat, "backup.now", json!({ "to": backups }));
            over.store(true, Ordering::Relaxed);
            made.map(|_| start.elapsed())
        });
        while !over.load(Ordering::Relaxed) {
            update.one(&mut busy)?;
        }
        Ok(backup.join().ok().context("the backup died")??)
    })?;
    clinic.close()?;
    let ratio = busy.percentile(99).as_secs_f64() / idle.percentile(99).as_secs_f64();
    table.row(
        &format!("patients.update while a backup of {:.1} s is made", made.as_secs_f64()),
        format!("{}; p99 {ratio:.2} ×", busy.shown()),
        format!("without one {}", idle.shown()),
        "p99 ≤ 2 ×",
    );
    Ok(())
}

struct Updates<'a> {
    clinic: &'a Clinic,
    seat: Seat,
    ids: &'a [(String, String)],
    done: usize,
}

impl Updates<'_> {
    fn one(&mut self, timings: &mut Timings) -> Result<()> {
        let (id, stamp) = &self.ids[self.done % self.ids.len()];
        let args = json!({ "id": id, "stamp": stamp, "area": format!("Aundh {}", self.done) });
        timings.time(|| self.clinic.dispatch(&self.seat, "patients.update", args))?;
        self.done += 1;
        thread::sleep(PAUSE);
        Ok(())
    }
}

/// How long a run of the program takes, and the most memory that it has, in kB.
fn run(command: &mut Command) -> Result<(Duration, u64)> {
    command.env("NADI_USER", "owner").env("NADI_PASSWORD", nadi::DEMO_PASSWORD);
    let start = Instant::now();
    let mut child = command.spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    loop {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let now = line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0);
        most = most.max(now);
        if let Some(ended) = child.try_wait()? {
            ensure!(ended.success(), "{command:?} failed");
            return Ok((start.elapsed(), most));
        }
        thread::sleep(Duration::from_millis(10));
    }
}
