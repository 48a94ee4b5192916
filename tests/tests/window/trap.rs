//! A mistake in the interface's own code: the page comes back by itself.

use std::{thread, time::Duration};

use anyhow::Result;
use nadi_tests::window::Window;

use crate::demo::Demo;

#[test]
fn a_page_whose_code_has_failed_comes_back_with_what_was_typed() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("desk")?;
    window.press("Ctrl+n")?;
    window.ready_at("register")?;
    window.wait_for("#phone:focus")?;
    window.keys("9000077123")?;
    window.wait_for("[data-draft]")?;
    thread::sleep(Duration::from_secs(2));
    // Once more right away, which takes the ten seconds between.
    for _ in 0..2 {
        fail(&window)?;
        window.ready_at("register")?;
        window.wait("the phone", || Ok((window.value("#phone")? == "9000077123").then_some(())))?;
    }
    window.press("Escape")?;
    window.ready_at("patients")
}

/// Traps in the page's own WebAssembly, and waits until another page stands there.
fn fail(window: &Window) -> Result<()> {
    let script = "window.before = true;
        return import('/nadi-ui.js').then((ui) => ui.default()).then((wasm) => {
            setTimeout(() => wasm.__wbindgen_malloc(0xffffffff, 1), 0);
        })";
    window.script(script, &[])?;
    let gone = "return window.before === undefined && document.readyState === 'complete'";
    window.wait("another page", || Ok((window.script(gone, &[])? == true).then_some(())))
}
