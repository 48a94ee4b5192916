//! Other programs, run in the workspace's folder.

use std::{
    env,
    ffi::OsStr,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::tree;

/// A program to run, and what to tell the person when it fails.
pub(crate) struct Program {
    command: Command,
    shown: String,
}

impl Program {
    pub(crate) fn new(name: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(&name);
        command.current_dir(tree::root());
        Self { command, shown: name.as_ref().to_string_lossy().into_owned() }
    }

    /// The cargo that runs this task, without what it told xtask about xtask's own package:
    /// build scripts that look at those variables would run again each time.
    pub(crate) fn cargo() -> Self {
        let mut program = Self::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        "cargo".clone_into(&mut program.shown);
        for (name, _) in env::vars_os() {
            let text = name.to_string_lossy();
            if ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"]
                .iter()
                .any(|prefix| text.starts_with(prefix))
            {
                program.command.env_remove(&name);
            }
        }
        program
    }

    pub(crate) fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.shown.push(' ');
        self.shown.push_str(&arg.as_ref().to_string_lossy());
        self.command.arg(arg);
        self
    }

    pub(crate) fn args<A: AsRef<OsStr>>(self, args: impl IntoIterator<Item = A>) -> Self {
        args.into_iter().fold(self, Self::arg)
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs to the end; a failure says `remedy`.
    pub(crate) fn run(mut self, remedy: &str) -> Result<()> {
        let status = self.command.status().with_context(|| self.missing())?;
        if !status.success() {
            bail!("`{}` failed: {remedy}", self.shown);
        }
        Ok(())
    }

    /// Runs to the end and hands each line of standard output, also shown, to `line`.
    /// The answer is whether the program succeeded.
    pub(crate) fn run_lines(mut self, mut line: impl FnMut(&str)) -> Result<bool> {
        let missing = self.missing();
        let mut child = self.command.stdout(Stdio::piped()).spawn().with_context(|| missing)?;
        if let Some(output) = child.stdout.take() {
            for text in BufReader::new(output).lines() {
                let text = text?;
                println!("{text}");
                line(&text);
            }
        }
        Ok(child.wait()?.success())
    }

    /// Runs to the end silently; `None` where it failed or is not there, else its standard output.
    pub(crate) fn output(mut self) -> Option<String> {
        let output = self.command.stdin(Stdio::null()).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Starts it and goes on.
    pub(crate) fn spawn(mut self) -> Result<Child> {
        self.command.spawn().with_context(|| self.missing())
    }

    /// Starts it with its standard output kept for the caller.
    pub(crate) fn spawn_piped(mut self) -> Result<Child> {
        self.command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().with_context(|| self.missing())
    }

    fn missing(&self) -> String {
        format!("could not start `{}`: install it and try again", self.shown)
    }
}
