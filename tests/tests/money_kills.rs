//! A kill at each single write of a check-in, a bill and its payment, and kills at any moment: what was answered is
//! there, and the same requests again make one token, one bill, one receipt.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    process::Command,
    thread,
    time::Duration,
};

use anyhow::{Context, Result, ensure};
use nadi_tests::{
    founded::{self, name, registration, request},
    nadi,
    process::signal,
    rpc::Rpc,
};
use serde_json::{Value, json};

/// System calls that leave something behind.
const WRITES: &str = "write,pwrite64,fsync,fdatasync,ftruncate,rename,unlink";

/// The requests of a patient whom somebody registered already, in their order.
const STEPS: [&str; 5] = ["queue.check_in", "charges.add", "bills.issue", "payments.take", "bills.issue"];

/// Cash of each morning in the drawer, paise: the fee, the cash part of the bill, and a bill that is paid at once.
const CASH: i64 = 50_000 + 20_000 + 10_000;

#[test]
fn a_kill_at_any_write_of_the_mornings_money_makes_nothing_twice() -> Result<()> {
    kill_at_each_write(0)
}

#[test]
fn a_kill_at_any_other_write_of_the_mornings_money_makes_nothing_twice() -> Result<()> {
    kill_at_each_write(1)
}

#[test]
fn kills_at_any_moment_of_many_mornings_make_nothing_twice() -> Result<()> {
    let clinic = Clinic::found()?;
    let home = clinic.home.as_path();
    let mut mornings: Vec<(Morning, Vec<Value>)> = Vec::new();
    let mut cut_short = 0;
    for kill in 0..40 {
        let mut rpc = Rpc::start(&mut desk(home, kill)?)?;
        let morning = clinic.morning(&mut rpc, kill + 1)?;
        let program = rpc.id().to_string();
        // Not sooner than the first request is on its way.
        let killer = thread::spawn(move || {
            thread::sleep(Duration::from_micros(kill * 1_000));
            signal("KILL", &program)
        });
        let mut told = Vec::new();
        // Whatever is answered after the kill is still in the pipe.
        cut_short += u64::from(morning.go_on(&mut rpc, &mut told).is_err());
        ensure!(killer.join().ok().context("the killer died")??, "it had ended already");
        drop(rpc);
        mornings.push((morning, told));
    }
    ensure!(cut_short > 10, "only {cut_short} were cut short");
    let mut rpc = Rpc::start(&mut desk(home, 100)?)?;
    for (morning, told) in &mornings {
        morning.is_done_once(&mut rpc, told)?;
    }
    books(&mut rpc, i64::try_from(mornings.len())?)?;
    sound(rpc, home)
}

/// Every second of the kills, from the first or the second on: two of these keep two cores busy.
fn kill_at_each_write(from: usize) -> Result<()> {
    if Command::new("strace").arg("--version").output().is_err() {
        eprintln!("not looked at: strace is not installed; `cargo xtask test` installs it");
        return Ok(());
    }
    let clinic = Clinic::found()?;
    let morning = {
        let mut rpc = Rpc::start(&mut desk(&clinic.home, 0)?)?;
        let morning = clinic.morning(&mut rpc, 1)?;
        ensure!(rpc.close()?.success());
        morning
    };
    let all = writes(&clinic, &morning)?;
    ensure!(all.len() > 20, "only {all:?}");
    let mut told_of = [0; STEPS.len() + 1];
    for (call, nth) in all.iter().skip(from).step_by(2) {
        let kill = format!("inject={call}:signal=KILL:when={nth}");
        let home = clinic.copy(&format!("{call}{nth}"))?;
        let mut rpc = Rpc::start(&mut traced(&home, &["-o", "/dev/null", "-e", &kill])?)?;
        let mut told = Vec::new();
        let whole = morning.go_on(&mut rpc, &mut told).is_ok();
        // The last writes come with the end, and not in each run as many.
        if !whole || !rpc.close()?.success() {
            told_of[told.len()] += 1;
        }
        let mut rpc = Rpc::start(&mut desk(&home, 1)?).context(kill.clone())?;
        morning.is_done_once(&mut rpc, &told).context(kill.clone())?;
        books(&mut rpc, 1).context(kill.clone())?;
        sound(rpc, &home).context(kill)?;
        fs::remove_dir_all(home)?;
    }
    eprintln!("so many kills after each count of answers: {told_of:?}");
    ensure!(told_of[..STEPS.len()].iter().all(|kills| *kills > 1), "not within each of them: {told_of:?}");
    Ok(())
}

/// Each call that writes while the requests are served: its name, and the how manieth of its thread it is.
fn writes(clinic: &Clinic, morning: &Morning) -> Result<BTreeSet<(String, usize)>> {
    let home = clinic.copy("traced")?;
    let trace = home.with_extension("trace");
    let seen = format!("trace=read,{WRITES}");
    let file = trace.to_str().context("no text")?;
    let mut rpc = Rpc::start(&mut traced(&home, &["-s", "400", "-o", file, "-e", &seen])?)?;
    morning.go_on(&mut rpc, &mut Vec::new())?;
    ensure!(rpc.close()?.success());
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut found = BTreeSet::new();
    let mut asked = false;
    let trace = fs::read_to_string(trace)?;
    for line in trace.lines() {
        asked |= line.contains(STEPS[0]);
        // A process number, a call; what another thread's call came between goes on in a line of its own.
        let Some((thread, rest)) = line.split_once(' ') else { continue };
        let Some((call, _)) = rest.trim_start().split_once('(') else { continue };
        if WRITES.split(',').any(|w| w == call) {
            let count = counts.entry((thread, call)).or_default();
            *count += 1;
            if asked {
                found.insert((call.to_owned(), *count));
            }
        }
    }
    Ok(found)
}

fn traced(home: &Path, options: &[&str]) -> Result<Command> {
    let mut command = Command::new("strace");
    command.args(["-f", "-q"]).args(options);
    let program = desk(home, 1)?;
    command.arg(program.get_program()).args(program.get_args());
    for (name, value) in program.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    Ok(command)
}

/// The desk at `nadi rpc`, so many minutes into the morning after the demo clinic's last day.
fn desk(home: &Path, minutes: u64) -> Result<Command> {
    let mut command = nadi::command(home)?;
    command.env("NADI_USER", "desk").env("NADI_PASSWORD", nadi::DEMO_PASSWORD);
    command.env("NADI_NOW", format!("2026-11-21T{:02}:{:02}:00+05:30", 9 + minutes / 60, minutes % 60));
    command.arg("rpc");
    Ok(command)
}

/// A demo clinic at which nobody has been today, and what the requests name.
struct Clinic {
    _folder: tempfile::TempDir,
    home: std::path::PathBuf,
    doctor: Value,
    service: Value,
}

impl Clinic {
    fn found() -> Result<Self> {
        let folder = nadi::folder()?;
        let home = folder.path().join("clinic");
        founded::clinic(&home)?;
        let mut rpc = Rpc::start(&mut desk(&home, 0)?)?;
        let doctor = rpc.ok("queue.list", json!({}))?["lanes"][0]["doctor"].take();
        let services = rpc.ok("services.list", json!({}))?;
        let services = services["services"].as_array().context("no services")?;
        let ecg = services.iter().find(|s| s["price"] == 35_000).context("no ECG")?;
        ensure!(rpc.close()?.success());
        Ok(Self { _folder: folder, home, doctor, service: ecg["id"].clone() })
    }

    fn copy(&self, name: &str) -> Result<std::path::PathBuf> {
        let to = self.home.with_extension(name);
        fs::create_dir(&to)?;
        for file in fs::read_dir(&self.home)?.flatten().filter(|file| file.path().is_file()) {
            fs::copy(file.path(), to.join(file.file_name()))?;
        }
        Ok(to)
    }

    /// Registers somebody whose morning is to come.
    fn morning(&self, rpc: &mut Rpc, run: u64) -> Result<Morning> {
        let registered = rpc.ok("patients.register", registration(&name(run), &request(run, 0)))?;
        let patient = registered["id"].clone();
        Ok(Morning { patient, doctor: self.doctor.clone(), service: self.service.clone(), run })
    }
}

/// One patient's token, bill and payment.
struct Morning {
    patient: Value,
    doctor: Value,
    service: Value,
    run: u64,
}

impl Morning {
    /// The request that follows these answers.
    fn args(&self, told: &[Value]) -> Value {
        let mut args = match told.len() {
            0 => {
                json!({ "patient": self.patient, "doctor": self.doctor, "kind": "new", "tenders": [{ "tender": "cash" }] })
            }
            1 => json!({ "patient": self.patient, "service": self.service }),
            2 => json!({ "charges": [told[1]["id"]] }),
            3 => json!({ "bills": [told[2]["bills"][0]["id"]],
                         "tenders": [{ "tender": "cash", "amount": 20_000 }, { "tender": "upi" }] }),
            _ => json!({ "patient": self.patient, "lines": [{ "name": "Dressing", "price": 10_000 }],
                         "tenders": [{ "tender": "cash" }] }),
        };
        args["request_id"] = json!(request(self.run, 1 + told.len() as u64));
        args
    }

    /// Asks for what has not been answered yet, as far as it goes.
    fn go_on(&self, rpc: &mut Rpc, told: &mut Vec<Value>) -> Result<()> {
        for step in &STEPS[told.len()..] {
            let reply = rpc.ok(step, self.args(told))?;
            told.push(reply);
        }
        Ok(())
    }

    /// Asks for all of it again, twice: what was answered is answered so, and nothing is there twice.
    fn is_done_once(&self, rpc: &mut Rpc, told: &[Value]) -> Result<()> {
        let mut first = Vec::new();
        self.go_on(rpc, &mut first)?;
        ensure!(first.starts_with(told), "{told:?}, then {first:?}");
        let mut second = Vec::new();
        self.go_on(rpc, &mut second)?;
        ensure!(first == second, "{first:?}, then {second:?}");
        let board = rpc.ok("queue.list", json!({}))?;
        let waiting = board["lanes"][0]["waiting"].as_array().context("no queue")?;
        let tokens = waiting.iter().filter(|t| t["patient"] == self.patient).count();
        let bills = rpc.ok("bills.list", json!({ "patient": self.patient }))?;
        let account = rpc.ok("accounts.get", json!({ "patient": self.patient }))?;
        ensure!(tokens == 1 && bills["bills"].as_array().is_some_and(|b| b.len() == 3), "{tokens} {bills}");
        ensure!(account["due"] == 0 && account["advance"] == 0 && account["unbilled"] == 0, "{account}");
        Ok(())
    }
}

/// What the day has after so many whole mornings: three bills and three receipts each, no number left out, and the cash.
fn books(rpc: &mut Rpc, mornings: i64) -> Result<()> {
    let day = rpc.ok("day.figures", json!({}))?;
    let series = day["series"].as_array().context("no series")?;
    ensure!(series.len() == 2, "{day}");
    for one in series {
        let fits = one["first"] == 1 && one["last"] == 3 * mornings && one["count"] == one["last"];
        ensure!(fits && one["missing"] == json!([]) && one["cancelled"] == json!([]), "{one}");
    }
    let drawer = rpc.ok("drawer.get", json!({}))?;
    ensure!(drawer["expected"] == CASH * mornings, "{drawer}");
    ensure!(day["received"] == day["billed"] && day["new_dues"] == 0, "{day}");
    Ok(())
}

fn sound(rpc: Rpc, home: &Path) -> Result<()> {
    ensure!(rpc.close()?.success());
    let (code, good, said) = founded::verify(home, &[])?;
    ensure!(code == Some(0), "{code:?} {good} {said}");
    Ok(())
}
