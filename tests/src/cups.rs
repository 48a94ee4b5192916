//! A real CUPS of the test's own: a daemon in a folder, with a printer that writes files.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};

use crate::nadi;

const PATIENCE: Duration = Duration::from_secs(60);

/// The printer's name.
pub const ROLL: &str = "Roll";

/// The printer: each paper becomes a file, named after its job. While a file `empty` lies beside them it has no paper.
const PRINTER: &str = r#"#!/bin/sh
[ $# -eq 0 ] && exit 0
out="OUT"
if [ -e "$out/empty" ]; then
    echo "STATE: +media-empty-error" >&2
    while [ -e "$out/empty" ]; do sleep 0.1; done
    echo "STATE: -media-empty-error" >&2
fi
cat "$6" > "$out/paper.part" && mv "$out/paper.part" "$out/$1.pdf"
"#;

/// A print service in a folder of its own, stopped when dropped.
pub struct Cups {
    folder: tempfile::TempDir,
    daemon: Option<Child>,
}

impl Cups {
    /// Starts one with a printer called [`ROLL`].
    ///
    /// # Errors
    /// Where CUPS is not installed.
    pub fn start() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let at = |name: &str| folder.path().join(name);
        for name in ["root", "state", "cache", "spool", "out", "bin", "bin/backend", "bin/filter"] {
            fs::create_dir_all(at(name))?;
        }
        std::os::unix::fs::symlink("/usr/lib/cups/daemon", at("bin/daemon"))?;
        fs::write(at("bin/backend/nadi"), PRINTER.replace("OUT", &at("out").display().to_string()))?;
        // For nobody else to run: it then runs as who started the daemon, and may write into this folder.
        fs::set_permissions(at("bin/backend/nadi"), fs::Permissions::from_mode(0o700))?;
        let home = folder.path().display();
        let files = format!(
            "ServerRoot {home}/root\nServerBin {home}/bin\nStateDir {home}/state\nCacheDir {home}/cache\n\
             RequestRoot {home}/spool\nAccessLog {home}/access\nErrorLog {home}/error\nPageLog {home}/page\n"
        );
        fs::write(at("files.conf"), files)?;
        let rules = format!(
            "Listen {home}/socket\nBrowsing Off\nWebInterface No\n<Location />\nAllow all\n</Location>\n\
             <Policy default>\nJobPrivateAccess all\nJobPrivateValues none\n<Limit All>\nOrder deny,allow\nAllow all\n\
             </Limit>\n</Policy>\n"
        );
        fs::write(at("cupsd.conf"), rules)?;
        let mut cups = Self { folder, daemon: None };
        cups.run()?;
        cups.ask("lpadmin", &["-p", ROLL, "-E", "-v", "nadi:/roll", "-m", "raw"])?;
        Ok(cups)
    }

    /// The value of `CUPS_SERVER` for programs that print here.
    pub fn server(&self) -> PathBuf {
        self.path("socket")
    }

    /// A path in its folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs the daemon, after [`Cups::stop`] once more.
    ///
    /// # Errors
    /// Where it does not start.
    pub fn run(&mut self) -> Result<()> {
        let daemon = Command::new("/usr/sbin/cupsd")
            .arg("-f")
            .arg("-c")
            .arg(self.path("cupsd.conf"))
            .arg("-s")
            .arg(self.path("files.conf"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("no cupsd: install cups-daemon and cups-client")?;
        self.daemon = Some(daemon);
        until("the print service", || Ok(self.ask("lpstat", &["-r"]).is_ok_and(|said| said.contains("is running"))))
    }

    /// Ends the daemon.
    ///
    /// # Errors
    /// The system's own.
    pub fn stop(&mut self) -> Result<()> {
        if let Some(mut daemon) = self.daemon.take() {
            // Asked to end, it writes down which printers it has.
            Command::new("kill").arg(daemon.id().to_string()).status()?;
            daemon.wait()?;
        }
        Ok(())
    }

    /// What one of its own programs says: `cupsdisable`, `lpstat` …
    ///
    /// # Errors
    /// What it says where it fails.
    pub fn ask(&self, program: &str, args: &[&str]) -> Result<String> {
        let output = Command::new(program).args(args).env("CUPS_SERVER", self.server()).env("LC_ALL", "C").output()?;
        ensure!(output.status.success(), "{program}: {}", nadi::said(&output));
        Ok(String::from_utf8(output.stdout)?)
    }

    /// The papers that came out, in the order of their jobs.
    ///
    /// # Errors
    /// The file system's own.
    pub fn papers(&self) -> Result<Vec<PathBuf>> {
        let all = fs::read_dir(self.path("out"))?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
        let mut papers: Vec<PathBuf> =
            all.into_iter().filter(|path| path.extension().is_some_and(|end| end == "pdf")).collect();
        papers.sort_by_key(|path| path.file_stem().and_then(|stem| stem.to_string_lossy().parse::<u32>().ok()));
        Ok(papers)
    }

    /// The text of each paper that came out, as another program reads it.
    ///
    /// # Errors
    /// Where `pdftotext` is not installed.
    pub fn texts(&self) -> Result<Vec<String>> {
        let text = |paper: PathBuf| {
            let read = Command::new("pdftotext").arg("-layout").arg(paper).arg("-").output();
            Ok(String::from_utf8(read.context("no pdftotext: install poppler-utils")?.stdout)?)
        };
        self.papers()?.into_iter().map(text).collect()
    }

    /// Waits until so many papers came out, and says what is on them.
    ///
    /// # Errors
    /// Where they do not come.
    pub fn wait_for(&self, count: usize) -> Result<Vec<String>> {
        until(&format!("{count} papers"), || Ok(self.papers()?.len() >= count))?;
        self.texts()
    }
}

impl Drop for Cups {
    fn drop(&mut self) {
        // A test that has failed already says why.
        let _ = self.stop();
    }
}

/// Waits until `f` is true.
///
/// # Errors
/// Where it does not come about in a minute, or `f` fails.
pub fn until(what: &str, mut f: impl FnMut() -> Result<bool>) -> Result<()> {
    let begun = Instant::now();
    while !f()? {
        ensure!(begun.elapsed() < PATIENCE, "{what} did not come");
        thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}
