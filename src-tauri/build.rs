//! Checks the shell's configuration and makes cargo embed the interface again when it was rebuilt.

use std::{fs, io};

const INTERFACE: &str = "../ui/dist";

fn main() -> io::Result<()> {
    // Lets `cargo check` work before the interface was ever built.
    fs::create_dir_all(INTERFACE)?;
    println!("cargo::rerun-if-changed={INTERFACE}");

    let commands = tauri_build::AppManifest::new().commands(&["call"]);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(commands))
        .map_err(|fault| io::Error::other(format!("{fault:#}")))
}
