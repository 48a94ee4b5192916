//! The interface: `ui/` to WebAssembly, and with its static files and its words into `ui/dist`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::{fingerprint::Fingerprint, install::WasmToolchain, program::Program, tree};

const TARGET: &str = "wasm32-unknown-unknown";
const NAME: &str = "nadi-ui";
/// Debian's own stops at what wasm-bindgen writes.
const BINARYEN: &str = "binaryen@132.0.0";

/// How small the interface is made.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Size {
    /// As the compiler leaves it.
    AsCompiled,
    /// A tenth smaller, for half a minute more.
    Least,
}

/// Builds the interface into `ui/dist`, which changes only if its inputs did.
pub(crate) fn build(toolchain: WasmToolchain, size: Size) -> Result<()> {
    let wasm = compile(toolchain)?;

    let statics = tree::root().join("ui/static");
    let locales = tree::root().join("locales");
    let mut inputs = tree::files(&statics).context("ui/static is missing: restore it from git")?;
    inputs.extend(tree::files(&locales).context("locales is missing: restore it from git")?);
    inputs.push(wasm.clone());

    let dist = tree::root().join("ui/dist");
    let fingerprint = Fingerprint::of(&inputs)?;
    let kept = wasm.with_extension("fingerprint");
    let least = fingerprint.with("least");
    if dist.exists() && (least.is_kept(&kept) || size == Size::AsCompiled && fingerprint.is_kept(&kept)) {
        return Ok(());
    }
    let fresh = tree::root().join("target/ui-dist");
    tree::remove(&fresh)?;
    fs::create_dir_all(&fresh)?;
    copy(&statics, &fresh)?;
    say(&locales, &fresh.join("locales"))?;
    bind(&wasm, &fresh)?;
    let shrunk = size == Size::Least && shrink(&bound(&fresh))?;
    // Without a folder there is nothing to trust: an interruption here means building again.
    tree::remove(&dist)?;
    if shrunk { least } else { fingerprint }.keep(&kept)?;
    fs::rename(&fresh, &dist)?;
    println!("   {} kB of WebAssembly", fs::metadata(bound(&dist))?.len() / 1000);
    Ok(())
}

/// The interface's WebAssembly in `dist`, as wasm-bindgen names it.
fn bound(dist: &Path) -> PathBuf {
    dist.join(format!("{NAME}_bg.wasm"))
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
        // The library is built from source anyway: then as small as it can be. A fault ends without its sentence, which
        // nobody would see: the page is loaded again (`ui/static/boot.js`).
        WasmToolchain::Debian => cargo
            .args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"])
            .args(["-Zpanic-immediate-abort", "--config", "profile.wasm.panic='immediate-abort'"]),
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

/// Makes it smaller with Binaryen; false where that cannot be had, which is no reason to stop.
fn shrink(wasm: &Path) -> Result<bool> {
    let small = wasm.with_extension("small");
    // The lowest addresses are the far end of the stack: nothing that is pointed to lies there.
    let how = ["wasm-opt", "-Oz", "--low-memory-unused"];
    let tool = Program::new("npx").args(["--yes", "--package", BINARYEN]).args(how);
    if tool.arg(wasm).arg("-o").arg(&small).output().is_none() {
        println!("   {BINARYEN} cannot be had from npm: the interface stays a tenth larger");
        return Ok(false);
    }
    fs::rename(&small, wasm)?;
    Ok(true)
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

/// Puts the words of each language into `into`, without what only their writers read.
fn say(locales: &Path, into: &Path) -> Result<()> {
    fs::create_dir_all(into)?;
    for file in tree::files(locales)? {
        let words: String =
            fs::read_to_string(&file)?.split_inclusive('\n').filter(|line| !line.starts_with('#')).collect();
        fs::write(into.join(file.file_name().context("a file has a name")?), words)?;
    }
    Ok(())
}
