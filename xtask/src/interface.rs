//! The interface: `ui/` to WebAssembly, and with its static files into `ui/dist`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::{fingerprint::Fingerprint, install::WasmToolchain, program::Program, tree};

const TARGET: &str = "wasm32-unknown-unknown";
const NAME: &str = "nadi-ui";

/// Builds the interface into `ui/dist`, which changes only if its inputs did.
pub(crate) fn build(toolchain: WasmToolchain) -> Result<()> {
    let wasm = compile(toolchain)?;

    let statics = tree::root().join("ui/static");
    let mut inputs = tree::files(&statics).context("ui/static is missing: restore it from git")?;
    inputs.push(wasm.clone());

    let dist = tree::root().join("ui/dist");
    let fingerprint = Fingerprint::of(&inputs)?;
    let kept = wasm.with_extension("fingerprint");
    if dist.exists() && fingerprint.is_kept(&kept) {
        return Ok(());
    }
    let fresh = tree::root().join("target/ui-dist");
    tree::remove(&fresh)?;
    fs::create_dir_all(&fresh)?;
    copy(&statics, &fresh)?;
    bind(&wasm, &fresh)?;
    // Without a folder there is nothing to trust: an interruption here means building again.
    tree::remove(&dist)?;
    fingerprint.keep(&kept)?;
    fs::rename(&fresh, &dist)?;
    println!("   {} kB of WebAssembly", size(&dist) / 1024);
    Ok(())
}

/// Bytes of the interface's WebAssembly in `dist`.
fn size(dist: &Path) -> u64 {
    fs::metadata(dist.join(format!("{NAME}_bg.wasm"))).map_or(0, |file| file.len())
}

fn compile(toolchain: WasmToolchain) -> Result<PathBuf> {
    // A folder of its own: the interface is built by another compiler where Debian's is used,
    // and its flags must not disturb the native builds.
    let folder = tree::target().join("wasm");
    let cargo = match toolchain {
        WasmToolchain::Rustup => Program::cargo(),
        WasmToolchain::Debian => Program::new("/usr/bin/cargo")
            .env("RUSTC", "/usr/bin/rustc")
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "wasm-ld"),
    };
    let cargo = cargo
        .args(["build", "--package", NAME, "--profile", "wasm"])
        .args(["--target", TARGET, "--target-dir"])
        .arg(&folder);
    let cargo = match toolchain {
        WasmToolchain::Rustup => cargo,
        WasmToolchain::Debian => cargo.arg("-Zbuild-std=std,panic_abort"),
    };
    cargo.run("mend the error shown above and run this again")?;
    Ok(folder.join(TARGET).join("wasm").join(NAME).with_extension("wasm"))
}

fn bind(wasm: &Path, into: &Path) -> Result<()> {
    Bindgen::new()
        .input_path(wasm)
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(into)
        .context("wasm-bindgen could not read the interface: give both its crates one version")
}

fn copy(from: &Path, into: &Path) -> Result<()> {
    for file in tree::files(from)? {
        let to = into.join(file.strip_prefix(from)?);
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(&file, &to)?;
    }
    Ok(())
}
