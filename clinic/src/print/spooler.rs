//! The system's printers.

#[cfg(not(windows))]
mod cups;
#[cfg(windows)]
mod windows;

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use model::commands::print::Printer;
use model::paper::{PaperKind, PrintTrouble};

/// How long a program of the system may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// What became of a paper that was handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It came out, as far as the system knows.
    Printed,
    /// It waits in the printer's list, perhaps because of this.
    Held(Option<PrintTrouble>),
    /// It will not come out.
    Gone(PrintTrouble),
}

/// Whoever prints. Each of these may take a while, and none is called while a command waits, but for the first.
pub trait Spooler: Send + Sync {
    /// The printers there are.
    ///
    /// # Errors
    /// Why none can be told.
    fn printers(&self) -> Result<Vec<Printer>, PrintTrouble>;

    /// Why a printer does not print now, if it does not. It may be handed papers all the same.
    ///
    /// # Errors
    /// Why it can be handed none.
    fn trouble(&self, printer: &str) -> Result<Option<PrintTrouble>, PrintTrouble> {
        let printers = self.printers()?;
        printers.into_iter().find(|p| p.name == printer).map(|p| p.trouble).ok_or(PrintTrouble::Unknown)
    }

    /// Hands a PDF over. The ticket names it from then on.
    ///
    /// # Errors
    /// Why it was not taken.
    fn send(&self, printer: &str, title: &str, paper: PaperKind, pdf: &[u8]) -> Result<String, PrintTrouble>;

    /// What became of it.
    fn progress(&self, printer: &str, ticket: &str) -> Progress;

    /// Takes it off the printer's list, if it is on it.
    fn cancel(&self, ticket: &str);
}

/// The printers of this system.
pub(super) fn of_the_system() -> Arc<dyn Spooler> {
    #[cfg(not(windows))]
    return Arc::new(cups::Cups);
    #[cfg(windows)]
    return Arc::new(windows::Windows);
}

/// What a program of the system said.
struct Said {
    ok: bool,
    out: String,
    err: String,
}

/// Runs a program to its end, with something on its standard input. None where there is no such program, or where it
/// does not end.
fn run(command: &mut Command, input: &[u8]) -> Option<Said> {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().ok()?;
    let (stdin, out, err) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    thread::scope(|scope| {
        // A program that ends before it has read everything says why on its standard error.
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input)));
        let out = scope.spawn(|| text(out));
        let err = scope.spawn(|| text(err));
        let ok = ended(&mut child)?;
        Some(Said { ok, out: out.join().ok()?, err: err.join().ok()? })
    })
}

fn ended(child: &mut Child) -> Option<bool> {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        if let Some(status) = child.try_wait().ok()? {
            return Some(status.success());
        }
        thread::sleep(Duration::from_millis(5));
    }
    // It may have ended by itself just now.
    let _ = child.kill();
    let _ = child.wait();
    None
}

fn text(from: Option<impl Read>) -> String {
    let mut bytes = Vec::new();
    // What was read until the end is all there is.
    let _ = from.map(|mut from| from.read_to_end(&mut bytes));
    String::from_utf8_lossy(&bytes).into_owned()
}
