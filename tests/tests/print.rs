//! Papers through a real CUPS: a daemon of the test's own, with a printer that writes files.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};
use nadi_tests::{founded, nadi, rpc::Rpc};
use serde_json::{Value, json};

const PATIENCE: Duration = Duration::from_secs(60);

/// The printer: each paper becomes a file, named after its job. While a file `empty` lies beside them it has no paper.
const PRINTER: &str = r#"#!/bin/sh
[ $# -eq 0 ] && exit 0
out="OUT"
if [ -e "$out/empty" ]; then
    echo "STATE: +media-empty-error" >&2
    while [ -e "$out/empty" ]; do sleep 0.1; done
    echo "STATE: -media-empty-error" >&2
fi
cat "$6" > "$out/paper.part" && mv "$out/paper.part" "$out/$1.pdf"
"#;

/// A print service in a folder of its own, stopped when dropped.
struct Cups {
    folder: tempfile::TempDir,
    daemon: Option<Child>,
}

impl Cups {
    fn start() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let at = |name: &str| folder.path().join(name);
        for name in ["root", "state", "cache", "spool", "out", "bin", "bin/backend", "bin/filter"] {
            fs::create_dir_all(at(name))?;
        }
        std::os::unix::fs::symlink("/usr/lib/cups/daemon", at("bin/daemon"))?;
        fs::write(at("bin/backend/nadi"), PRINTER.replace("OUT", &at("out").display().to_string()))?;
        // For nobody else to run: it then runs as who started the daemon, and may write into this folder.
        fs::set_permissions(at("bin/backend/nadi"), fs::Permissions::from_mode(0o700))?;
        let home = folder.path().display();
        let files = format!(
            "ServerRoot {home}/root\nServerBin {home}/bin\nStateDir {home}/state\nCacheDir {home}/cache\n\
             RequestRoot {home}/spool\nAccessLog {home}/access\nErrorLog {home}/error\nPageLog {home}/page\n"
        );
        fs::write(at("files.conf"), files)?;
        let rules = format!(
            "Listen {home}/socket\nBrowsing Off\nWebInterface No\n<Location />\nAllow all\n</Location>\n\
             <Policy default>\nJobPrivateAccess all\nJobPrivateValues none\n<Limit All>\nOrder deny,allow\nAllow all\n\
             </Limit>\n</Policy>\n"
        );
        fs::write(at("cupsd.conf"), rules)?;
        let mut cups = Self { folder, daemon: None };
        cups.run()?;
        cups.ask("lpadmin", &["-p", "Roll", "-E", "-v", "nadi:/roll", "-m", "raw"])?;
        Ok(cups)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&mut self) -> Result<()> {
        let daemon = Command::new("/usr/sbin/cupsd")
            .arg("-f")
            .arg("-c")
            .arg(self.path("cupsd.conf"))
            .arg("-s")
            .arg(self.path("files.conf"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("no cupsd: install cups-daemon and cups-client")?;
        self.daemon = Some(daemon);
        until("the print service", || Ok(self.ask("lpstat", &["-r"]).is_ok_and(|said| said.contains("is running"))))
    }

    fn stop(&mut self) -> Result<()> {
        if let Some(mut daemon) = self.daemon.take() {
            // Asked to end, it writes down which printers it has.
            Command::new("kill").arg(daemon.id().to_string()).status()?;
            daemon.wait()?;
        }
        Ok(())
    }

    fn ask(&self, program: &str, args: &[&str]) -> Result<String> {
        let output =
            Command::new(program).args(args).env("CUPS_SERVER", self.path("socket")).env("LC_ALL", "C").output()?;
        ensure!(output.status.success(), "{program}: {}", nadi::said(&output));
        Ok(String::from_utf8(output.stdout)?)
    }

    /// The papers that came out.
    fn papers(&self) -> Result<Vec<PathBuf>> {
        let all = fs::read_dir(self.path("out"))?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
        Ok(all.into_iter().filter(|path| path.extension().is_some_and(|end| end == "pdf")).collect())
    }

    /// The owner of a demo clinic at `nadi rpc`, with this print service.
    fn owner(&self, home: &Path) -> Result<Rpc> {
        let mut command = nadi::command(home)?;
        command.env("NADI_USER", "owner").env("NADI_PASSWORD", nadi::DEMO_PASSWORD);
        Rpc::start(command.arg("rpc").env("CUPS_SERVER", self.path("socket")))
    }
}

impl Drop for Cups {
    fn drop(&mut self) {
        // A test that has failed already says why.
        let _ = self.stop();
    }
}

fn until(what: &str, mut f: impl FnMut() -> Result<bool>) -> Result<()> {
    let begun = Instant::now();
    while !f()? {
        ensure!(begun.elapsed() < PATIENCE, "{what} did not come");
        thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

/// A demo clinic whose lists go to that printer, and its owner's id.
fn clinic(home: &Path, cups: &Cups, printer: &str) -> Result<(Rpc, Value)> {
    founded::clinic(home)?;
    let mut rpc = cups.owner(home)?;
    rpc.ok("papers.set", json!({ "kind": "sheet", "printer": printer }))?;
    let people = rpc.ok("users.list", json!({}))?;
    let people = people["users"].as_array().context("no people")?;
    let owner = people.iter().find(|user| user["login"] == "owner").context("no owner")?;
    Ok((rpc, owner["id"].clone()))
}

/// Prints a list, and says which job it is.
fn print(rpc: &mut Rpc, doctor: &Value) -> Result<Value> {
    let begun = Instant::now();
    let printed = rpc.ok("print.document", json!({ "document": "day_list", "id": doctor }))?;
    ensure!(begun.elapsed() < Duration::from_secs(10), "print.document took {:?}", begun.elapsed());
    Ok(printed["job"].clone())
}

/// Waits until a job is in that state, with that trouble.
fn comes_to(rpc: &mut Rpc, job: &Value, state: &str, trouble: Value) -> Result<()> {
    let mut seen = Value::Null;
    let found = until(state, || {
        let jobs = rpc.ok("print.jobs", json!({}))?;
        seen = jobs["jobs"].as_array().into_iter().flatten().find(|j| j["id"] == *job).cloned().unwrap_or_default();
        Ok(seen["state"] == state && seen["trouble"] == trouble)
    });
    if found.is_err() {
        bail!("{state} {trouble} did not come: {seen}");
    }
    Ok(())
}

#[test]
fn a_paper_comes_out_of_the_printer_that_the_desk_chose() -> Result<()> {
    let (home, cups) = (nadi::folder()?, Cups::start()?);
    let (mut rpc, doctor) = clinic(home.path(), &cups, "Roll")?;
    let printers = rpc.ok("printers.list", json!({}))?;
    ensure!(
        printers == json!({ "printers": [{ "name": "Roll", "default": false, "trouble": null }], "trouble": null }),
        "{printers}"
    );
    let job = print(&mut rpc, &doctor)?;
    comes_to(&mut rpc, &job, "sent", Value::Null)?;
    let papers = cups.papers()?;
    ensure!(papers.len() == 1, "{papers:?}");
    let text = Command::new("pdftotext").arg(&papers[0]).arg("-").output()?;
    let text = String::from_utf8(text.stdout)?;
    ensure!(text.contains("Day list") && text.contains("Page 1 of"), "{text}");
    Ok(())
}

#[test]
fn a_stopped_printer_holds_every_paper_until_it_goes_on() -> Result<()> {
    let (home, cups) = (nadi::folder()?, Cups::start()?);
    let (mut rpc, doctor) = clinic(home.path(), &cups, "Roll")?;
    cups.ask("cupsdisable", &["Roll"])?;
    let jobs = [print(&mut rpc, &doctor)?, print(&mut rpc, &doctor)?];
    for job in &jobs {
        comes_to(&mut rpc, job, "waiting", json!("stopped"))?;
    }
    ensure!(cups.papers()?.is_empty(), "printed while stopped");
    // The desk goes on meanwhile.
    rpc.ok("patients.register", json!({ "name": "Sunita Patil", "sex": "female", "age": "52" }))?;
    // One is not wanted any more: it leaves the printer's own list too.
    rpc.ok("print.drop", json!({ "job": jobs[0] }))?;
    cups.ask("cupsenable", &["Roll"])?;
    comes_to(&mut rpc, &jobs[1], "sent", Value::Null)?;
    ensure!(cups.papers()?.len() == 1, "{:?}", cups.papers()?);
    Ok(())
}

#[test]
fn a_printer_without_paper_says_so_and_goes_on_by_itself() -> Result<()> {
    let (home, cups) = (nadi::folder()?, Cups::start()?);
    let (mut rpc, doctor) = clinic(home.path(), &cups, "Roll")?;
    fs::write(cups.path("out/empty"), "")?;
    let job = print(&mut rpc, &doctor)?;
    comes_to(&mut rpc, &job, "waiting", json!("no_paper"))?;
    fs::remove_file(cups.path("out/empty"))?;
    comes_to(&mut rpc, &job, "sent", Value::Null)?;
    ensure!(cups.papers()?.len() == 1, "{:?}", cups.papers()?);
    Ok(())
}

#[test]
fn without_the_print_service_papers_wait_also_over_a_kill() -> Result<()> {
    let (home, mut cups) = (nadi::folder()?, Cups::start()?);
    let (mut rpc, doctor) = clinic(home.path(), &cups, "Roll")?;
    cups.stop()?;
    let job = print(&mut rpc, &doctor)?;
    comes_to(&mut rpc, &job, "waiting", json!("no_service"))?;
    // Dropped, it is killed.
    drop(rpc);
    cups.run()?;
    let mut rpc = cups.owner(home.path())?;
    comes_to(&mut rpc, &job, "sent", Value::Null)?;
    ensure!(cups.papers()?.len() == 1, "{:?}", cups.papers()?);
    Ok(())
}

#[test]
fn a_printer_that_is_gone_is_said_and_another_takes_its_paper() -> Result<()> {
    let (home, cups) = (nadi::folder()?, Cups::start()?);
    let (mut rpc, doctor) = clinic(home.path(), &cups, "Gone")?;
    let job = print(&mut rpc, &doctor)?;
    comes_to(&mut rpc, &job, "failed", json!("unknown"))?;
    rpc.ok("papers.set", json!({ "kind": "sheet", "printer": "Roll" }))?;
    rpc.ok("print.again", json!({ "job": job }))?;
    comes_to(&mut rpc, &job, "sent", Value::Null)
}
