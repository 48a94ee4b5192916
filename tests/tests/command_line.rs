//! The command line as scripts meet it; `nadi rpc` has a file of its own.

use std::fs;

use anyhow::{Context, Result};
use nadi_tests::nadi::{self, said};
use tempfile::TempDir;

/// A small demo clinic, in a folder that goes with it.
fn demo() -> Result<TempDir> {
    let folder = nadi::folder()?;
    nadi::demo(&folder.path().join("clinic"), 20, "2026-11-20")?;
    Ok(folder)
}

#[test]
fn a_mistake_on_the_command_line_is_one_line() -> Result<()> {
    let home = nadi::folder()?;
    for args in [["fly", "away"], ["--patients", "many"], ["import", "patients"]] {
        let output = nadi::run(nadi::command(home.path())?.args(args))?;
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert_eq!(said(&output).lines().count(), 1, "{}", said(&output));
        assert!(output.stdout.is_empty());
    }
    Ok(())
}

#[test]
fn a_demo_clinic_verifies() -> Result<()> {
    let folder = demo()?;
    let mut verify = nadi::command(&folder.path().join("clinic"))?;
    verify.arg("verify").env("NADI_USER", "owner").env("NADI_PASSWORD", nadi::DEMO_PASSWORD);
    let output = nadi::run(&mut verify)?;
    assert!(output.status.success(), "{}", said(&output));
    Ok(())
}

#[test]
fn a_list_comes_in_whole_or_not_at_all_and_out_again() -> Result<()> {
    let folder = demo()?;
    let home = folder.path().join("clinic");
    let list = folder.path().join("list.csv");
    let import = |args: &[&str]| -> Result<std::process::Output> {
        let mut command = nadi::command(&home)?;
        command.args(["import", "patients"]).args(args);
        command.env("NADI_USER", "owner").env("NADI_PASSWORD", nadi::DEMO_PASSWORD);
        nadi::run(&mut command)
    };
    let path = list.to_str().context("a path in UTF-8")?;

    fs::write(&list, "name,sex,age\nAsha Test,female,45\nBad Row,perhaps,45\n")?;
    let refused = import(&[path])?;
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stdout).contains("line 3"), "{refused:?}");

    fs::write(&list, "Who,sex,age\nAsha Test,female,45\n")?;
    let taken = import(&[path, "--map", "Who=name"])?;
    assert!(taken.status.success(), "{}", said(&taken));
    let text = String::from_utf8_lossy(&taken.stdout).into_owned();
    let id = text.split_whitespace().last().context("no number")?;
    let undone = import(&["--undo", id])?;
    assert!(undone.status.success(), "{}", said(&undone));
    Ok(())
}
