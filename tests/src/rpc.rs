//! `nadi rpc` as a script sees it.

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio},
};

use anyhow::{Context, Result, anyhow};
use serde_json::{Value, json};

use crate::nadi;

/// A running `nadi rpc`, killed when dropped.
#[derive(Debug)]
pub struct Rpc {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    next: u64,
}

impl Rpc {
    /// Starts it on a profile, nobody signed in.
    pub fn open(home: &Path) -> Result<Self> {
        let mut command = nadi::command(home)?;
        Self::start(command.arg("rpc"))
    }

    /// Starts it on a demo profile, signed in as one of the demo clinic's people.
    pub fn open_as(home: &Path, user: &str) -> Result<Self> {
        let mut command = nadi::command(home)?;
        command.env("NADI_USER", user).env("NADI_PASSWORD", nadi::DEMO_PASSWORD);
        Self::start(command.arg("rpc"))
    }

    /// Starts a command made by the caller.
    pub fn start(command: &mut Command) -> Result<Self> {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let input = child.stdin.take();
        let output = child.stdout.take().context("no standard output")?;
        Ok(Self { child, input, output: BufReader::new(output), next: 1 })
    }

    /// One call. `Err` of the inner result is the fault as JSON.
    pub fn call(&mut self, call: &str, args: Value) -> Result<Result<Value, Value>> {
        let id = self.next;
        self.next += 1;
        self.send(&json!({ "id": id, "call": call, "args": args }).to_string())?;
        let mut reply = self.reply()?;
        match reply.get_mut("ok") {
            Some(ok) => Ok(Ok(ok.take())),
            None => Ok(Err(reply["error"].take())),
        }
    }

    /// One call that must succeed.
    pub fn ok(&mut self, call: &str, args: Value) -> Result<Value> {
        self.call(call, args)?.map_err(|fault| anyhow!("{call}: {fault}"))
    }

    /// Sends a line as it is.
    pub fn send(&mut self, line: &str) -> Result<()> {
        let input = self.input.as_mut().context("standard input is closed")?;
        writeln!(input, "{line}")?;
        Ok(input.flush()?)
    }

    /// The next reply.
    pub fn reply(&mut self) -> Result<Value> {
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        serde_json::from_str(&line).with_context(|| format!("no reply, but {line:?}"))
    }

    /// The process number.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Kills it as a power cut would.
    pub fn kill(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Ends its input and waits for its end.
    pub fn close(mut self) -> Result<ExitStatus> {
        self.input = None;
        Ok(self.child.wait()?)
    }
}

impl Drop for Rpc {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
