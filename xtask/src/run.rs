//! `cargo xtask run`: the window, from a bare machine.

use std::{
    io::{self, IsTerminal},
    path::{Path, PathBuf},
    process::Child,
};

use anyhow::{Result, bail};

use crate::{
    demo,
    display::{self, Display},
    install::{self, Need},
    interface::{self, Size},
    program::Program,
    shell::{self, Profile},
    steps::Steps,
    tree,
};

/// Whose clinic the window shows.
enum Clinic {
    Demo(PathBuf),
    Own(Option<PathBuf>),
}

/// Builds what is not yet built and opens the window.
pub(crate) fn run(steps: &mut Steps, home: Option<Option<PathBuf>>) -> Result<()> {
    let screen = display::has_display();
    let need = if screen { Need::Build } else { Need::Display };
    let toolchain = steps.step("Install what is missing", || install::install(need))?;
    steps.step("Build the interface", || interface::build(toolchain, Size::AsCompiled))?;
    let nadi = steps.step("Build the program", || shell::build(Profile::Release))?;
    let clinic = match home {
        None => Clinic::Demo(steps.step("Fill the demo clinic", || demo::home(&nadi))?),
        Some(home) => Clinic::Own(home),
    };
    println!("── Ready after {}", steps.elapsed());
    if let Clinic::Demo(_) = clinic {
        println!("   Demo clinic: {}", demo::SIGN_IN);
    }
    if screen {
        let mut window = open(&nadi, &clinic, None)?;
        return ended(&mut window);
    }
    without_screen(&nadi, &clinic)
}

fn without_screen(nadi: &Path, clinic: &Clinic) -> Result<()> {
    let display = Display::start()?;
    println!("   No display here: the window is on a virtual one, {}", display.name());
    let mut window = open(nadi, clinic, Some(&display))?;
    let picture = tree::target().join("window.png");
    let taken = display.picture(&picture);
    if taken.is_ok() {
        println!("   Screenshot: {}", picture.display());
    }
    if taken.is_ok() && io::stdin().is_terminal() {
        println!("   Ctrl-C closes it");
        return ended(&mut window);
    }
    // The polite signal: the clinic is closed as by a person.
    Program::new("kill").arg(window.id().to_string()).run("close it by hand")?;
    window.wait()?;
    taken
}

fn open(nadi: &Path, clinic: &Clinic, display: Option<&Display>) -> Result<Child> {
    let mut program = Program::new(nadi);
    if let Clinic::Demo(home) | Clinic::Own(Some(home)) = clinic {
        program = program.arg("--home").arg(home);
    }
    if let Some(display) = display {
        program = program.env("DISPLAY", display.name());
    }
    program.spawn()
}

fn ended(window: &mut Child) -> Result<()> {
    if !window.wait()?.success() {
        bail!("the window closed with an error: see the line above");
    }
    Ok(())
}
