//! One window a profile: a second copy brings the first to the front.
//!
//! The window listens on a loopback port of its own and leaves the port and a secret in its profile's
//! folder, where only the same person can read it. Who knows the secret may raise the window, no more.

use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

const FILE: &str = "window";
const PATIENCE: Duration = Duration::from_secs(2);
/// Longer than any secret, so that a stranger cannot make us read for ever.
const LONGEST: u64 = 128;
const RAISED: &str = "raised";

/// The listening of an open window; forgotten by the profile when dropped.
pub(crate) struct Front {
    file: PathBuf,
}

impl Front {
    /// Calls `raise` whenever a second copy of the program is started on the profile `home`.
    pub(crate) fn listen(home: &Path, raise: impl Fn() + Send + 'static) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let secret = secret()?;
        let file = home.join(FILE);
        write(&file, &format!("{} {secret}\n", listener.local_addr()?.port()))?;
        thread::spawn(move || {
            for caller in listener.incoming().flatten() {
                // A caller that hangs up early is not our trouble.
                let _ = answer(&caller, &secret, &raise);
            }
        });
        Ok(Self { file })
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        // A file left behind names a port where nobody knows the secret.
        let _ = fs::remove_file(&self.file);
    }
}

/// Raises the window that is open on the profile `home`; false where there is none.
pub(crate) fn raise(home: &Path) -> bool {
    call(home).unwrap_or(false)
}

fn call(home: &Path) -> io::Result<bool> {
    let text = fs::read_to_string(home.join(FILE))?;
    let (port, secret) = text.trim().split_once(' ').unwrap_or_default();
    let port = port.parse().map_err(io::Error::other)?;
    let mut window = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    window.set_read_timeout(Some(PATIENCE))?;
    writeln!(window, "{secret}")?;
    Ok(line(&window)? == RAISED)
}

fn answer(mut caller: &TcpStream, secret: &str, raise: &impl Fn()) -> io::Result<()> {
    caller.set_read_timeout(Some(PATIENCE))?;
    if line(caller)? == secret {
        raise();
        writeln!(caller, "{RAISED}")?;
    }
    Ok(())
}

fn line(stream: &TcpStream) -> io::Result<String> {
    let mut line = String::new();
    BufReader::new(stream.take(LONGEST)).read_line(&mut line)?;
    Ok(line.trim_end().to_owned())
}

fn secret() -> io::Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn write(file: &Path, text: &str) -> io::Result<()> {
    let fresh = file.with_extension("new");
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(&fresh)?.write_all(text.as_bytes())?;
    fs::rename(&fresh, file)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn a_second_copy_raises_the_first_and_nobody_after_it_is_gone() -> io::Result<()> {
        let home = std::env::temp_dir().join(format!("nadi-front-{}", std::process::id()));
        fs::create_dir_all(&home)?;
        assert!(!raise(&home));

        let (raised, seen) = mpsc::channel();
        let front = Front::listen(&home, move || {
            let _ = raised.send(());
        })?;
        assert!(raise(&home));
        assert!(seen.recv_timeout(PATIENCE).is_ok());

        let port = fs::read_to_string(home.join(FILE))?;
        let port = port.split_once(' ').map_or("", |(port, _)| port);
        write(&home.join(FILE), &format!("{port} guessed\n"))?;
        assert!(!raise(&home));

        drop(front);
        assert!(!raise(&home));
        fs::remove_dir_all(&home)
    }
}
