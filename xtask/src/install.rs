//! What the machine needs, installed where it is missing.

use std::{fs, path::Path};

use anyhow::{Result, bail};

use crate::program::Program;

/// Debian's packages for building the program.
const BUILD: &[&str] =
    &["build-essential", "libgtk-3-dev", "librsvg2-dev", "libssl-dev", "libwebkit2gtk-4.1-dev", "pkg-config"];
/// For a window without a screen, and a picture of it.
const DISPLAY: &[&str] = &["dbus", "fonts-noto-core", "imagemagick", "xvfb"];
/// For tests that drive the window, one that watches what is synced, and those of paper, which read it and print it.
const DRIVER: &[&str] = &["cups-client", "cups-daemon", "poppler-utils", "strace", "webkit2gtk-driver"];
/// For Tauri's packer, where Node.js did not come from elsewhere.
const PACK: &[&str] = &["nodejs", "npm"];
/// A compiler for WebAssembly, where rustup gives none.
const WASM: &[&str] = &["cargo-web", "lld", "rust-web-src", "rustc-web"];

/// Who compiles the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WasmToolchain {
    /// The usual compiler, which has the WebAssembly target.
    Rustup,
    /// Debian's `rustc-web`, which builds the standard library from source.
    Debian,
}

/// What the task will do beyond building.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// Build, and show on the person's own screen, if at all.
    Build,
    /// Show the window without a screen.
    Display,
    /// Drive the window from tests.
    Driver,
    /// Build and pack.
    Pack,
}

/// Installs what is missing, and says who compiles the interface.
pub(crate) fn install(need: Need) -> Result<WasmToolchain> {
    if cfg!(target_os = "linux") {
        let mut wanted = BUILD.to_vec();
        match need {
            Need::Build => {}
            Need::Display => wanted.extend(DISPLAY),
            Need::Driver => wanted.extend(DISPLAY.iter().chain(DRIVER)),
            Need::Pack if ran("npx", &["--version"]) => {}
            Need::Pack => wanted.extend(PACK),
        }
        packages(&wanted)?;
    } else if cfg!(target_os = "macos") && !ran("xcode-select", &["-p"]) {
        bail!("install Apple's command line tools with `xcode-select --install`");
    } else if need == Need::Driver {
        bail!("the window tests need Linux: run this on Debian or Ubuntu, also in a container");
    }
    wasm()
}

fn wasm() -> Result<WasmToolchain> {
    if has_wasm() {
        return Ok(WasmToolchain::Rustup);
    }
    println!("   adding the WebAssembly target");
    // A failure is not the end: Debian has a compiler for it too.
    if ran("rustup", &["target", "add", "wasm32-unknown-unknown"]) && has_wasm() {
        return Ok(WasmToolchain::Rustup);
    }
    if !is_debian() {
        bail!("run `rustup target add wasm32-unknown-unknown` (https://rustup.rs), then this again");
    }
    packages(WASM)?;
    Ok(WasmToolchain::Debian)
}

fn has_wasm() -> bool {
    Program::new("rustc")
        .args(["--print", "target-libdir", "--target", "wasm32-unknown-unknown"])
        .output()
        .is_some_and(|folder| Path::new(folder.trim()).is_dir())
}

/// Installs those of Debian's packages that are not there.
fn packages(wanted: &[&str]) -> Result<()> {
    if !is_debian() {
        return elsewhere(wanted);
    }
    let missing = missing(wanted);
    if missing.is_empty() {
        return Ok(());
    }
    println!("   installing {}", missing.join(" "));
    let by_hand = format!("run `sudo apt-get install {}` yourself, then this again", missing.join(" "));
    apt(&["update", "--quiet=2"]).run(&by_hand)?;
    apt(&["install", "--yes", "--quiet=2", "--no-install-recommends"]).args(&missing).run(&by_hand)
}

fn missing<'a>(wanted: &[&'a str]) -> Vec<&'a str> {
    let installed = |package: &&str| {
        Program::new("dpkg-query")
            .args(["--show", "--showformat=${db:Status-Status}", package])
            .output()
            .is_some_and(|status| status.trim() == "installed")
    };
    wanted.iter().copied().filter(|package| !installed(package)).collect()
}

fn apt(args: &[&str]) -> Program {
    let root = Program::new("id").arg("-u").output().is_some_and(|id| id.trim() == "0");
    let program = if root { Program::new("env") } else { Program::new("sudo").arg("env") };
    program.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(args)
}

fn is_debian() -> bool {
    fs::read_to_string("/etc/os-release").is_ok_and(|release| {
        release
            .lines()
            .filter(|line| line.starts_with("ID=") || line.starts_with("ID_LIKE="))
            .any(|line| line.contains("debian"))
    })
}

/// On a system whose packages have other names, what can be built is built and the rest is said.
fn elsewhere(wanted: &[&str]) -> Result<()> {
    if ran("pkg-config", &["--exists", "webkit2gtk-4.1", "gtk+-3.0", "openssl"]) {
        return Ok(());
    }
    bail!("install what Debian calls {}, then run this again", wanted.join(", "));
}

fn ran(name: &str, args: &[&str]) -> bool {
    Program::new(name).args(args).output().is_some()
}
