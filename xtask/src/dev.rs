//! `cargo xtask dev`: the interface in an ordinary browser.

use std::{process::Child, thread, time::Duration};

use anyhow::{Result, bail};

use crate::{
    demo,
    fingerprint::Fingerprint,
    install::{self, Need},
    interface::{self, Size},
    program::Program,
    shell::{self, Profile},
    steps::Steps,
    tree,
};

/// Serves the demo clinic on the loopback address until Ctrl-C, and builds the interface again when
/// its source changes.
pub(crate) fn dev(steps: &mut Steps, port: u16) -> Result<()> {
    let toolchain = steps.step("Install what is missing", || install::install(Need::Build))?;
    steps.step("Build the interface", || interface::build(toolchain, Size::AsCompiled))?;
    let nadi = steps.step("Build the program", || shell::build(Profile::Bridge))?;
    let home = steps.step("Fill the demo clinic", || demo::home(&nadi))?;
    println!("── Ready after {}: {}", steps.elapsed(), demo::SIGN_IN);
    let mut bridge = Program::new(&nadi)
        .arg("--home")
        .arg(&home)
        .args(["bridge", "--port", &port.to_string(), "--assets"])
        .arg(tree::root().join("ui/dist"))
        .spawn()?;

    let mut seen = sources()?;
    while is_up(&mut bridge)? {
        thread::sleep(Duration::from_millis(500));
        let now = sources()?;
        if now == seen {
            continue;
        }
        seen = now;
        match interface::build(toolchain, Size::AsCompiled) {
            Ok(()) => println!("   Built again: reload the page"),
            Err(fault) => println!("   {fault:#}"),
        }
    }
    bail!("the bridge ended: see the line above")
}

fn is_up(bridge: &mut Child) -> Result<bool> {
    Ok(bridge.try_wait()?.is_none())
}

fn sources() -> Result<Fingerprint> {
    let mut files = Vec::new();
    for folder in ["ui/src", "ui/static", "model/src", "locales"] {
        files.extend(tree::files(&tree::root().join(folder))?);
    }
    Ok(Fingerprint::of(&files)?)
}
