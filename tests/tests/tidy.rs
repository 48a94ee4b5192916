//! House rules that no compiler holds.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};
use nadi_tests::nadi;
use serde_json::Value;

/// A crate of ours, and the crates of ours that it may know.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("nadi-model", &[]),
    ("nadi-sync", &["nadi-model"]),
    ("nadi-store", &["nadi-model", "nadi-sync"]),
    ("nadi-paper", &["nadi-model"]),
    ("nadi-press", &["nadi-model", "nadi-paper"]),
    ("nadi-clinic", &["nadi-model", "nadi-sync", "nadi-store", "nadi-paper"]),
    ("nadi", &["nadi-model", "nadi-clinic", "nadi-press"]),
    ("nadi-ui", &["nadi-model"]),
    ("xtask", &[]),
];

/// What only some of our crates may know.
const KEPT_TO: &[(&str, &[&str])] = &[
    ("rusqlite", &["nadi-store", "nadi-bench"]),
    ("tauri", &["nadi"]),
    ("typst", &["nadi-press"]),
    ("yew", &["nadi-ui"]),
];

/// Longer files are split by what they are about.
const LONGEST: usize = 600;

#[test]
fn crates_depend_one_way() -> Result<()> {
    let mut faults = Vec::new();
    for package in packages()? {
        let name = package["name"].as_str().unwrap_or_default();
        let rule = MAY_KNOW.iter().find(|(own, _)| *own == name);
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let known = dependency["name"].as_str().unwrap_or_default();
            let ours = dependency["path"].is_string();
            // Tests of ours may look at paper.
            let ours = ours && dependency["kind"] != "dev";
            let too_far = ours && rule.is_some_and(|(_, may)| !may.contains(&known));
            let kept = KEPT_TO.iter().any(|(what, to)| *what == known && !to.contains(&name));
            if too_far || kept {
                faults.push(format!("{name} must not know {known}"));
            }
        }
    }
    none(&faults)
}

#[test]
fn versions_are_in_the_workspaces_table() -> Result<()> {
    let mut faults = Vec::new();
    for manifest in files()?.iter().filter(|file| file.ends_with("Cargo.toml")) {
        let text = fs::read_to_string(manifest)?;
        if text.contains("[workspace]") {
            continue;
        }
        let own = text.lines().filter(|line| line.contains("version = \""));
        faults.extend(own.map(|line| format!("{}: {line}", shown(manifest))));
    }
    none(&faults)
}

#[test]
fn files_can_be_read_in_one_sitting() -> Result<()> {
    let mut faults = Vec::new();
    for file in files()?.iter().filter(|file| file.extension().is_some_and(|end| end == "rs")) {
        let lines = fs::read_to_string(file)?.lines().count();
        if lines > LONGEST {
            faults.push(format!("{} has {lines} lines: split it", shown(file)));
        }
    }
    none(&faults)
}

#[test]
fn crates_come_from_the_public_registry() -> Result<()> {
    let lock = fs::read_to_string(nadi::root().join("Cargo.lock"))?;
    // A mirror, a branch or a folder would be a second source beside the one of nearly all.
    let sources: BTreeSet<_> = lock.lines().filter(|line| line.starts_with("source = ")).collect();
    ensure!(sources.len() == 1, "more than one source: {sources:?}");
    ensure!(sources.iter().all(|s| s.starts_with("source = \"registry+")), "no registry: {sources:?}");
    Ok(())
}

#[test]
fn nothing_names_the_machine_it_was_written_on() -> Result<()> {
    // The folder of this very checkout, and the places where people's own files lie.
    let root = nadi::root().display().to_string();
    let homes = ["root", "home", "Users"].map(|folder| format!("/{folder}/"));
    let mut faults = Vec::new();
    for file in files()? {
        // Pictures and other bytes are no text.
        let Ok(text) = fs::read_to_string(&file) else {
            continue;
        };
        for (number, line) in text.lines().enumerate() {
            if line.contains(&root) || homes.iter().any(|home| line.contains(home)) {
                faults.push(format!("{}:{}: {}", shown(&file), number + 1, line.trim()));
            }
        }
    }
    none(&faults)
}

fn none(faults: &[String]) -> Result<()> {
    ensure!(faults.is_empty(), "\n{}", faults.join("\n"));
    Ok(())
}

/// Our crates, as cargo sees them.
fn packages() -> Result<Vec<Value>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(nadi::root())
        .output()?;
    ensure!(output.status.success(), "cargo metadata: {}", nadi::said(&output));
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    metadata["packages"].as_array().cloned().context("no packages")
}

/// All files of the checkout that somebody wrote.
fn files() -> Result<Vec<PathBuf>> {
    let root = nadi::root();
    let built = ["target", ".git", "ui/dist", "src-tauri/gen", "src-tauri/permissions"];
    let built: Vec<_> = built.iter().map(|folder| root.join(folder)).collect();
    let mut found = Vec::new();
    let mut open = vec![root];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            match path.is_dir() {
                true if built.contains(&path) => {}
                true => open.push(path),
                false => found.push(path),
            }
        }
    }
    found.sort();
    Ok(found)
}

fn shown(file: &Path) -> String {
    file.strip_prefix(nadi::root()).unwrap_or(file).display().to_string()
}
