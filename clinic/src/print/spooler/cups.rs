//! Linux and macOS: CUPS, by its own programs `lp`, `lpstat` and `cancel`. They find the server as everything does that
//! prints (`CUPS_SERVER`, `client.conf`).

use std::process::Command;

use model::commands::print::Printer;
use model::paper::{PaperKind, PrintTrouble};

use super::{Progress, Said, Spooler, run};

pub(super) struct Cups;

impl Spooler for Cups {
    fn printers(&self) -> Result<Vec<Printer>, PrintTrouble> {
        let said = ask("lpstat", &["-l", "-p"], &[])?;
        let default = ask("lpstat", &["-d"], &[])?;
        let default = default.out.trim().rsplit_once(": ").map(|(_, name)| name.to_owned());
        match trouble(&said) {
            // No printer at all is an error to lpstat, but none of ours.
            _ if said.ok || said.err.contains("No destinations") => Ok(printers(&said.out, default.as_deref())),
            trouble => Err(trouble),
        }
    }

    fn send(&self, printer: &str, title: &str, paper: PaperKind, pdf: &[u8]) -> Result<String, PrintTrouble> {
        let mut args = vec!["-d", printer, "-t", title];
        match paper {
            PaperKind::Receipt | PaperKind::Prescription => args.extend(["-o", "media=A5"]),
            PaperKind::Sheet => args.extend(["-o", "media=A4"]),
            // A roll is as long as what is on it: that is the printer's own setting.
            PaperKind::Token | PaperKind::Slip => {}
        }
        let said = ask("lp", &args, pdf)?;
        let ticket = said.out.strip_prefix("request id is ").and_then(|rest| rest.split_whitespace().next());
        match ticket {
            Some(ticket) if said.ok => Ok(ticket.to_owned()),
            // Without a service lp knows no printer either; lpstat tells the one from the other.
            _ => Err(self.trouble(printer).err().unwrap_or_else(|| trouble(&said))),
        }
    }

    fn progress(&self, printer: &str, ticket: &str) -> Progress {
        let waiting = match ask("lpstat", &["-W", "not-completed", "-o", printer], &[]) {
            Ok(said) if said.ok => said,
            Ok(said) => return Progress::Held(self.trouble(printer).map_or_else(Some, |_| Some(trouble(&said)))),
            Err(trouble) => return Progress::Held(Some(trouble)),
        };
        if waiting.out.lines().any(|line| is_of(line, ticket)) {
            return Progress::Held(self.trouble(printer).unwrap_or_else(Some));
        }
        let over = ask("lpstat", &["-l", "-W", "completed", "-o", printer], &[]);
        // Where no history is kept, what left the list was printed.
        match over.ok().and_then(|said| alerts(&said.out, ticket)) {
            Some(why) if why.contains("cancel") || why.contains("abort") => Progress::Gone(PrintTrouble::Cancelled),
            _ => Progress::Printed,
        }
    }

    fn cancel(&self, ticket: &str) {
        // It may have come out meanwhile.
        let _ = ask("cancel", &[ticket], &[]);
    }
}

/// Runs one of the programs, in English, so that its answer can be read.
fn ask(program: &str, args: &[&str], input: &[u8]) -> Result<Said, PrintTrouble> {
    let mut command = Command::new(program);
    command.args(args).env("LC_ALL", "C").env_remove("LANGUAGE");
    run(&mut command, input).ok_or(PrintTrouble::NoService)
}

fn trouble(said: &Said) -> PrintTrouble {
    let err = said.err.to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| err.contains(word));
    if has(&["does not exist", "invalid destination", "unknown destination"]) {
        PrintTrouble::Unknown
    } else if has(&[
        "scheduler is not running",
        "unable to connect",
        "bad file descriptor",
        "no such file",
        "connection refused",
        "transport endpoint",
    ]) {
        PrintTrouble::NoService
    } else {
        PrintTrouble::Refused
    }
}

/// Each printer with its indented lines below it: `printer Counter disabled since …`, `Alerts: media-empty-error`.
fn printers(out: &str, default: Option<&str>) -> Vec<Printer> {
    let mut printers: Vec<Printer> = Vec::new();
    for line in out.lines() {
        if let Some(rest) = line.strip_prefix("printer ") {
            let name = rest.split_whitespace().next().unwrap_or_default();
            let stopped = rest.contains(" disabled since ");
            printers.push(Printer {
                name: name.to_owned(),
                default: default == Some(name),
                trouble: stopped.then_some(PrintTrouble::Stopped),
            });
        } else if let (Some(alerts), Some(printer)) = (line.trim().strip_prefix("Alerts:"), printers.last_mut()) {
            let has = |words: &[&str]| words.iter().any(|word| alerts.contains(word));
            if has(&["media-empty", "media-needed"]) {
                printer.trouble = Some(PrintTrouble::NoPaper);
            } else if has(&["offline", "timed-out", "shutdown"]) {
                printer.trouble = Some(PrintTrouble::Offline);
            }
        }
    }
    printers
}

/// Whether a line of `lpstat -o` is of that job: `Counter-12  asha  18432  Mon …`.
fn is_of(line: &str, ticket: &str) -> bool {
    !line.starts_with(char::is_whitespace) && line.split_whitespace().next() == Some(ticket)
}

/// What `lpstat -l` says below a job of why it ended.
fn alerts(out: &str, ticket: &str) -> Option<String> {
    let below = out.lines().skip_while(|line| !is_of(line, ticket)).skip(1);
    let mut below = below.take_while(|line| line.starts_with(char::is_whitespace));
    below.find_map(|line| line.trim().strip_prefix("Alerts:").map(|why| why.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printers_are_read_with_what_ails_them() {
        let out = "printer Counter is idle.  enabled since Mon Nov 23 11:40:02 2026\n\tForm mounted:\n\tAlerts: none\n\
                   printer Roll disabled since Mon Nov 23 11:41:00 2026 -\n\tPaused\n\tAlerts: paused\n\
                   printer Desk is idle.  enabled since Mon Nov 23 11:40:02 2026\n\tAlerts: media-empty-error\n\
                   printer Far now printing Far-3.  enabled since Mon\n\tAlerts: offline-report\n";
        let found = printers(out, Some("Roll"));
        let seen: Vec<_> = found.iter().map(|p| (p.name.as_str(), p.default, p.trouble)).collect();
        assert_eq!(
            seen,
            [
                ("Counter", false, None),
                ("Roll", true, Some(PrintTrouble::Stopped)),
                ("Desk", false, Some(PrintTrouble::NoPaper)),
                ("Far", false, Some(PrintTrouble::Offline)),
            ]
        );
    }

    #[test]
    fn a_job_is_found_by_its_whole_ticket() {
        let out = "Roll-12  asha  18432  Mon\n\tStatus: \n\tAlerts: job-completed-successfully\n\tqueued for Roll\n\
                   Roll-1  asha  18432  Mon\n\tAlerts: job-canceled-by-user\n";
        assert_eq!(alerts(out, "Roll-1").as_deref(), Some("job-canceled-by-user"));
        assert_eq!(alerts(out, "Roll-12").as_deref(), Some("job-completed-successfully"));
        assert_eq!(alerts(out, "Roll-2"), None);
    }
}
