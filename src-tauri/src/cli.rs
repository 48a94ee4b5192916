//! The command line, for people and for scripts.

mod account;
mod backup;
mod demo;
mod import;
mod restore;
mod rpc;
mod verify;

use std::path::PathBuf;

use clap::{Parser, Subcommand, error::ErrorKind};

use crate::{failure::Failure, profile, window};

#[derive(Parser)]
#[command(name = "nadi", version, about = "The clinic on one desktop. Without a command: the window")]
struct Cli {
    /// The clinic's folder, instead of the usual one
    #[arg(long, global = true, value_name = "DIR")]
    home: Option<PathBuf>,
    #[command(subcommand)]
    task: Option<Task>,
}

#[derive(Subcommand)]
enum Task {
    /// Answer calls: one JSON object a line on standard input, one reply a line
    Rpc(rpc::Rpc),
    /// Fill a new folder with a made-up clinic
    Demo(demo::Demo),
    /// Check that nothing was lost or altered
    Verify(verify::Verify),
    /// Make a backup now
    Backup(backup::Backup),
    /// Bring a backup back
    Restore(restore::Restore),
    /// Bring in a list from a file
    Import(import::Import),
    /// Serve the interface to an ordinary browser on this computer
    #[cfg(feature = "bridge")]
    Bridge(crate::bridge::Bridge),
}

/// Does what the command line says.
pub(crate) fn run() -> Result<(), Failure> {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(fault) => return explain(&fault),
    };
    let home = profile::home(cli.home)?;
    match cli.task {
        None => window::open(&home),
        Some(Task::Rpc(rpc)) => rpc.run(&home),
        Some(Task::Demo(demo)) => demo.run(&home),
        Some(Task::Verify(verify)) => verify.run(&home),
        Some(Task::Backup(backup)) => backup.run(&home),
        Some(Task::Restore(restore)) => restore.run(&home),
        Some(Task::Import(import)) => import.run(&home),
        #[cfg(feature = "bridge")]
        Some(Task::Bridge(bridge)) => bridge.run(&home),
    }
}

/// Help and version as they are; a mistake in one line.
fn explain(fault: &clap::Error) -> Result<(), Failure> {
    if matches!(fault.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return fault.print().map_err(|fault| Failure::plain(fault.to_string()));
    }
    let text = fault.to_string();
    let line = text.lines().next().unwrap_or_default();
    let line = line.strip_prefix("error: ").unwrap_or(line);
    Err(Failure::Usage(format!("{line}; see `nadi --help`.")))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
