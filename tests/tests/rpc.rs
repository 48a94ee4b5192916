//! `nadi rpc` under bad input: one error line for each bad line, and the next line still works.

use std::{
    fs,
    io::Write,
    process::{Command, Output, Stdio},
};

use anyhow::{Context, Result, ensure};
use nadi_tests::{founded, nadi, rpc::Rpc};
use serde_json::{Value, json};

#[test]
fn a_line_that_is_no_text_gets_one_error_and_an_empty_one_none() -> Result<()> {
    let home = nadi::folder()?;
    let mut rpc = nadi::command(home.path())?;
    let input: &[&[u8]] = &[
        b"{\"id\":1,\"call\":\"\xff\xfe\"}\n",
        b"\xc3\x28\n",
        b"\n",
        b"   \t \r\n",
        b"{\"id\":2,\"call\":\"app.status\"}\r\n",
        b"\0\0\0\n",
        b"{\"id\":4,\"call\":\"app.status\",\"args\":null}\n",
        b"{\"id\":5,\"call\":\"app.status\",\"args\":{\"fly\":1}}\n",
        b"{\"id\":6,\"call\":\"app.status\"} {\"id\":6}\n",
        b"{\"id\":1e999,\"call\":\"app.status\"}\n",
        // The last line needs no end.
        b"{\"id\":8,\"call\":\"app.status\"}",
    ];
    let output = fed(rpc.arg("rpc"), &input.concat())?;
    ensure!(output.status.success(), "{}", nadi::said(&output));
    let replies = lines(&output)?;
    let codes: Vec<&str> = replies.iter().map(|r| r["error"]["code"].as_str().unwrap_or("ok")).collect();
    let wanted = ["malformed", "malformed", "ok", "malformed", "arguments", "fields", "malformed", "malformed", "ok"];
    ensure!(codes == wanted, "{codes:?}");
    Ok(())
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
        r#"[{"id":1,"call":"app.status"}]"#.to_owned(),
        r#"{"id":1}"#.to_owned(),
        r#"{"id":1,"call":7}"#.to_owned(),
        r#"{"id":1,"call":"patients.fly"}"#.to_owned(),
        r#"{"id":1,"call":"session.sign_in","args":7}"#.to_owned(),
        r#"{"id":1,"call":"app.status","args":[]}"#.to_owned(),
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
fn each_wrong_argument_is_refused_by_name() -> Result<()> {
    let folder = nadi::folder()?;
    let home = folder.path().join("clinic");
    founded::clinic(&home)?;
    let mut rpc = founded::owner(&home)?;
    let long = "y".repeat(10 << 20);
    let good = json!({ "name": "Asha", "sex": "female", "age": "40" });
    for (field, value) in [
        ("name", json!(long)),
        ("name", json!(["Asha"])),
        ("name", json!({ "first": "Asha" })),
        ("sex", json!(7)),
        ("age", json!(40)),
        ("allergies", json!("dust")),
        ("allergies", json!(vec![Value::Null; 100_000])),
        ("phone", json!(9_000_000_001_u64)),
        ("request_id", json!(long)),
        (&long[..50], json!(1)),
    ] {
        let mut args = good.clone();
        args[field] = value;
        let fault = rpc.call("patients.register", args)?.err().context("taken")?;
        ensure!(fault["code"] == "fields", "{field}: {fault}");
        let fields = fault["fields"].as_array().context("no fields")?;
        ensure!(
            fields.iter().all(|f| f["field"].as_str().is_some_and(|f| f.starts_with(&field[..field.len().min(20)]))),
            "{fault}"
        );
        ensure!(fault.to_string().len() < 20_000, "{field}: a long refusal");
    }
    rpc.ok("patients.register", good)?;
    ensure!(rpc.close()?.success());
    Ok(())
}

#[test]
fn a_sign_in_that_fails_is_one_line_and_says_why_by_its_code() -> Result<()> {
    let folder = nadi::folder()?;
    let home = folder.path().join("clinic");
    founded::clinic(&home)?;
    let file = folder.path().join("password");
    let attempt = |user: &str, password: Option<&str>, file: Option<&str>| -> Result<Output> {
        let mut command = nadi::command(&home)?;
        command.arg("rpc").env("NADI_USER", user);
        if let Some(password) = password {
            command.env("NADI_PASSWORD", password);
        }
        if let Some(file) = file {
            command.arg("--password-file").arg(file);
        }
        let output = nadi::run(&mut command)?;
        ensure!(nadi::said(&output).lines().count() <= 1 && output.stdout.is_empty(), "{output:?}");
        Ok(output)
    };
    let path = file.to_str();
    fs::write(&file, format!("{}\r\nsecond line\n", nadi::DEMO_PASSWORD))?;
    let right = attempt("owner", Some(nadi::DEMO_PASSWORD), None)?;
    ensure!(right.status.success(), "{}", nadi::said(&right));
    ensure!(attempt(" OWNER ", None, path)?.status.success());
    let mut by_file = nadi::command(&home)?;
    by_file.arg("rpc").arg("--password-file").arg(&file).env("NADI_USER", "owner");
    let mut rpc = Rpc::start(&mut by_file)?;
    ensure!(rpc.ok("app.status", json!({}))?["session"]["user"] == "owner");
    ensure!(rpc.close()?.success());
    fs::write(&file, b"\xff\xfe")?;
    ensure!(attempt("owner", None, path)?.status.code() == Some(1));
    ensure!(attempt("owner", None, Some("/nowhere/at/all"))?.status.code() == Some(1));
    ensure!(attempt("owner", None, None)?.status.code() == Some(1));
    ensure!(attempt("nobody", Some("guessed"), None)?.status.code() == Some(3));
    // The count of wrong passwords outlives the program, and so does the wait.
    for _ in 0..3 {
        ensure!(attempt("desk", Some("guessed"), None)?.status.code() == Some(3));
    }
    let waits = attempt("desk", Some(nadi::DEMO_PASSWORD), None)?;
    ensure!(waits.status.code() == Some(3) && nadi::said(&waits).contains("Wait"), "{}", nadi::said(&waits));
    let right = attempt("owner", Some(nadi::DEMO_PASSWORD), None)?;
    ensure!(right.status.success(), "{}", nadi::said(&right));
    Ok(())
}

#[test]
fn an_end_right_after_the_sign_in_is_a_clean_one() -> Result<()> {
    let folder = nadi::folder()?;
    let home = folder.path().join("clinic");
    founded::clinic(&home)?;
    // What the sign-in has begun in the background must not outlive the program's libraries.
    for _ in 0..40 {
        let mut command = nadi::command(&home)?;
        command.arg("rpc").env("NADI_USER", "owner").env("NADI_PASSWORD", nadi::DEMO_PASSWORD);
        let output = nadi::run(&mut command)?;
        ensure!(output.status.success(), "{output:?}");
        ensure!(!home.join("running").exists());
    }
    Ok(())
}

#[test]
fn a_profile_that_another_program_has_is_refused_in_one_line() -> Result<()> {
    let folder = nadi::folder()?;
    let home = folder.path().join("clinic");
    founded::clinic(&home)?;
    let mut first = founded::owner(&home)?;
    first.ok("app.status", json!({}))?;
    for task in [["rpc"].as_slice(), &["verify"], &["verify", "--rebuild"], &["verify", "--set-aside"]] {
        let mut command = nadi::command(&home)?;
        command.args(task).env("NADI_USER", "owner").env("NADI_PASSWORD", nadi::DEMO_PASSWORD);
        let output = nadi::run(&mut command)?;
        ensure!(output.status.code() == Some(4), "{task:?}: {output:?}");
        ensure!(nadi::said(&output).lines().count() == 1 && output.stdout.is_empty(), "{output:?}");
    }
    first.ok("patients.find", json!({ "query": "" }))?;
    // A killed one holds nothing back.
    first.kill()?;
    let mut second = Rpc::open(&home)?;
    second.ok("app.status", json!({}))?;
    Ok(())
}

fn fed(command: &mut Command, input: &[u8]) -> Result<Output> {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    child.stdin.take().context("no standard input")?.write_all(input)?;
    Ok(child.wait_with_output()?)
}

fn lines(output: &Output) -> Result<Vec<Value>> {
    let text = std::str::from_utf8(&output.stdout)?;
    text.lines().map(|line| serde_json::from_str(line).with_context(|| line.to_owned())).collect()
}
