//! Papers through a real CUPS.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};
use nadi_tests::{
    cups::{Cups, until},
    founded, nadi,
    rpc::Rpc,
};
use serde_json::{Value, json};

/// The owner of a demo clinic at `nadi rpc`, with this print service.
fn owner(home: &Path, cups: &Cups) -> Result<Rpc> {
    let mut command = nadi::command(home)?;
    command.env("NADI_USER", "owner").env("NADI_PASSWORD", nadi::DEMO_PASSWORD);
    Rpc::start(command.arg("rpc").env("CUPS_SERVER", cups.server()))
}

/// A demo clinic whose lists go to that printer, and its owner's id.
fn clinic(home: &Path, cups: &Cups, printer: &str) -> Result<(Rpc, Value)> {
    founded::clinic(home)?;
    let mut rpc = owner(home, cups)?;
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
    let texts = cups.texts()?;
    ensure!(texts.len() == 1, "{texts:?}");
    ensure!(texts[0].contains("Day list") && texts[0].contains("Page 1 of"), "{}", texts[0]);
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
    let mut rpc = owner(home.path(), &cups)?;
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
