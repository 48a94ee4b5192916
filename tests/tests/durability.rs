//! A reply is printed after its write is on disk, never before.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result, ensure};
use nadi_tests::{
    founded::{self, registration, request},
    nadi,
    rpc::Rpc,
};

#[test]
fn the_log_is_synced_between_the_request_and_its_reply() -> Result<()> {
    if Command::new("strace").arg("--version").output().is_err() {
        eprintln!("not looked at: strace is not installed; `cargo xtask test` installs it");
        return Ok(());
    }
    let folder = nadi::folder()?;
    let home = folder.path().join("clinic");
    founded::clinic(&home)?;
    let trace = folder.path().join("trace");
    let mut rpc = Rpc::start(&mut traced(&home, &trace)?)?;
    for n in 1..=5 {
        rpc.ok("patients.register", registration(&format!("Traced{n}"), &request(0, n)))?;
    }
    rpc.close()?;

    let trace = fs::read_to_string(trace)?;
    let lines: Vec<&str> = trace.lines().collect();
    for n in 1..=5 {
        // A read that another thread's call came between is written in two lines, what it read in the second.
        let reads = ["read(0", "<... read resumed>"];
        let asked = place(&lines, 0, |line| is(line, &reads) && line.contains(&format!("Traced{n}")))?;
        let replied = place(&lines, asked, |line| is(line, &["write(1"]))?;
        let between = &lines[asked..replied];
        let last = |calls: &[&str]| between.iter().rposition(|line| is(line, calls) && line.contains("clinic.db-wal>"));
        let written = last(&["pwrite64(", "write("]);
        ensure!(written.is_some() && written < last(&["fdatasync(", "fsync("]), "request {n}:\n{}", between.join("\n"));
    }
    Ok(())
}

fn traced(home: &Path, trace: &Path) -> Result<Command> {
    let mut command = Command::new("strace");
    command.args(["-f", "-y", "-s", "400", "-e", "trace=read,write,pwrite64,fdatasync,fsync", "-o"]).arg(trace);
    command.arg(nadi::program()?).arg("--home").arg(home).arg("rpc");
    command.env("NADI_USER", "owner").env("NADI_PASSWORD", nadi::DEMO_PASSWORD);
    Ok(command)
}

/// Whether a line of the trace, its process number left out, is one of these calls.
fn is(line: &str, calls: &[&str]) -> bool {
    let call = line.split_once(' ').map_or(line, |(_, call)| call.trim_start());
    calls.iter().any(|name| call.starts_with(name))
}

fn place(lines: &[&str], from: usize, wanted: impl Fn(&str) -> bool) -> Result<usize> {
    let found = lines.iter().skip(from).position(|line| wanted(line));
    found.map(|at| at + from).with_context(|| format!("not in the trace:\n{}", lines[from..].join("\n")))
}
