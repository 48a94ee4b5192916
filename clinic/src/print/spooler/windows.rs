//! Windows: its spooler, by PowerShell's print cmdlets. A PDF is printed by the program that Windows opens PDFs with,
//! so its progress is not known. This file has only ever been read, never run: no Windows was at hand.

use std::fs;
use std::process::Command;

use model::commands::print::Printer;
use model::paper::{PaperKind, PrintTrouble};

use super::{Progress, Said, Spooler, run};

pub(super) struct Windows;

/// Names reach PowerShell by its surroundings, never as text of a script.
const LIST: &str = "Get-CimInstance Win32_Printer | ForEach-Object { \"$($_.Default)`t$($_.WorkOffline)`t$($_.DetectedErrorState)`t$($_.Name)\" }";
const PRINT: &str = "Start-Process -FilePath $env:NADI_PDF -Verb PrintTo -ArgumentList ('\"' + $env:NADI_PRINTER + '\"') -WindowStyle Hidden -Wait -ErrorAction Stop";

impl Spooler for Windows {
    fn printers(&self) -> Result<Vec<Printer>, PrintTrouble> {
        let said = ask(LIST, &[])?;
        if !said.ok {
            return Err(PrintTrouble::NoService);
        }
        Ok(said.out.lines().filter_map(printer).collect())
    }

    fn send(&self, printer: &str, _: &str, _: PaperKind, pdf: &[u8]) -> Result<String, PrintTrouble> {
        let folder = tempfile::Builder::new().prefix("nadi-").tempdir().map_err(|_| PrintTrouble::Refused)?;
        let file = folder.path().join("paper.pdf");
        fs::write(&file, pdf).map_err(|_| PrintTrouble::Refused)?;
        let file = file.to_string_lossy();
        let said = ask(PRINT, &[("NADI_PDF", &file), ("NADI_PRINTER", printer)])?;
        if said.ok { Ok("handed over".to_owned()) } else { Err(PrintTrouble::Refused) }
    }

    fn progress(&self, _: &str, _: &str) -> Progress {
        Progress::Printed
    }

    fn cancel(&self, _: &str) {}
}

fn ask(script: &str, surroundings: &[(&str, &str)]) -> Result<Said, PrintTrouble> {
    let mut command = Command::new("powershell.exe");
    command.args(["-NoProfile", "-NonInteractive", "-Command", script]).envs(surroundings.iter().copied());
    run(&mut command, &[]).ok_or(PrintTrouble::NoService)
}

/// With tabs between them, as in `True False 4 Counter`: the default, working offline, Win32_Printer's DetectedErrorState (4 is no paper, 9 is
/// offline), the name.
fn printer(line: &str) -> Option<Printer> {
    let mut parts = line.splitn(4, '\t');
    let (default, offline, state, name) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let trouble = match state {
        _ if offline == "True" => Some(PrintTrouble::Offline),
        "4" => Some(PrintTrouble::NoPaper),
        "9" => Some(PrintTrouble::Offline),
        _ => None,
    };
    Some(Printer { name: name.trim_end().to_owned(), default: default == "True", trouble })
}
