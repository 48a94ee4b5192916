//! The command line as scripts meet it.

use std::fs;

use anyhow::{Context, Result};
use nadi_tests::{
    nadi::{self, said},
    rpc::Rpc,
};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A small demo clinic, in a folder that goes with it.
fn demo() -> Result<TempDir> {
    let folder = nadi::folder()?;
    nadi::demo(&folder.path().join("clinic"), 20, "2026-11-20")?;
    Ok(folder)
}

#[test]
fn each_bad_line_gets_one_error_and_the_next_line_still_works() -> Result<()> {
    let home = nadi::folder()?;
    let mut rpc = Rpc::open(home.path())?;
    let long = "x".repeat(10 * 1024 * 1024);
    let bad = [
        "{".to_owned(),
        "null".to_owned(),
        "[]".to_owned(),
        r#"{"id":1}"#.to_owned(),
        r#"{"id":1,"call":7}"#.to_owned(),
        r#"{"id":1,"call":"patients.fly"}"#.to_owned(),
        r#"{"id":1,"call":"session.sign_in","args":7}"#.to_owned(),
        r#"{"id":1,"call":"session.sign_in","args":{"user":7,"password":[]}}"#.to_owned(),
        json!({ "id": 1, "call": "session.sign_in", "args": { "user": long, "password": "x" } }).to_string(),
        json!({ "id": 1, "call": long }).to_string(),
        "[".repeat(100_000),
    ];
    for line in bad {
        rpc.send(&line)?;
        let reply = rpc.reply()?;
        let shown = &line[..line.len().min(60)];
        let error = reply["error"].as_object().with_context(|| format!("{shown}: {reply}"))?;
        assert!(error["code"].is_string() && error["message"].is_string(), "{shown}: {reply}");
        assert!(error["fields"].is_array(), "{shown}: {reply}");
        let message = error["message"].as_str().unwrap_or_default();
        assert!(!message.is_empty() && message.len() < 300, "{shown}: {message:?}");
        assert!(rpc.ok("app.status", json!({}))?.is_object());
    }
    assert!(rpc.close()?.success());
    Ok(())
}

#[test]
fn replies_carry_the_id_of_their_call() -> Result<()> {
    let home = nadi::folder()?;
    let mut rpc = Rpc::open(home.path())?;
    for id in [json!(7), json!("seven"), Value::Null] {
        rpc.send(&json!({ "id": id, "call": "app.status" }).to_string())?;
        assert_eq!(rpc.reply()?["id"], id);
    }
    Ok(())
}

#[test]
fn a_profile_is_open_once() -> Result<()> {
    let home = nadi::folder()?;
    let mut first = Rpc::open(home.path())?;
    first.ok("app.status", json!({}))?;
    let second = nadi::run(nadi::command(home.path())?.arg("rpc"))?;
    assert_eq!(second.status.code(), Some(4));
    assert_eq!(said(&second).lines().count(), 1, "{}", said(&second));
    Ok(())
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
fn scripts_sign_in_by_their_surroundings() -> Result<()> {
    let folder = demo()?;
    let home = folder.path().join("clinic");
    let file = folder.path().join("password");
    fs::write(&file, format!("{}\n", nadi::DEMO_PASSWORD))?;

    let mut by_file = nadi::command(&home)?;
    by_file.arg("rpc").arg("--password-file").arg(&file).env("NADI_USER", "desk");
    let mut rpc = Rpc::start(&mut by_file)?;
    assert_eq!(rpc.ok("app.status", json!({}))?["session"]["user"], "desk");
    assert!(rpc.close()?.success());

    let mut wrong = nadi::command(&home)?;
    wrong.arg("rpc").env("NADI_USER", "desk").env("NADI_PASSWORD", "guessed");
    let output = nadi::run(&mut wrong)?;
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(said(&output).lines().count(), 1, "{}", said(&output));
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
