//! The window itself, whatever it shows.

use std::{
    thread,
    time::{Duration, Instant},
};

use anyhow::Result;
use nadi_tests::{
    nadi,
    process::{Family, signal},
    rpc::Rpc,
    screen::Screen,
    window::Window,
};
use serde_json::json;

const PATIENCE: Duration = Duration::from_secs(20);

#[test]
fn the_window_opens_on_an_empty_profile() -> Result<()> {
    let home = nadi::folder()?;
    let window = Window::open(home.path())?;
    assert_eq!(window.script("return document.title", &[])?, "Nadi");
    window.look("first-run")?;
    Ok(())
}

#[test]
fn a_second_copy_brings_the_first_to_the_front() -> Result<()> {
    let home = nadi::folder()?;
    let window = Window::open(home.path())?;
    let second = nadi::run(nadi::command(home.path())?.env("DISPLAY", window.screen()))?;
    assert!(second.status.success());
    assert!(nadi::said(&second).contains("open already"), "{}", nadi::said(&second));
    Ok(())
}

#[test]
fn a_window_that_was_closed_leaves_the_profile_free() -> Result<()> {
    let home = nadi::folder()?;
    let screen = Screen::find()?;
    let mut window = Family::start(nadi::command(home.path())?.env("DISPLAY", screen.name()))?;
    let listening = home.path().join("window");
    let started = Instant::now();
    while !listening.exists() {
        assert!(started.elapsed() < PATIENCE, "the window does not open");
        thread::sleep(Duration::from_millis(20));
    }
    // As when the person signs out of the computer.
    signal("TERM", &window.head().id().to_string())?;
    assert!(window.head().wait()?.success());
    assert!(!listening.exists());
    let mut rpc = Rpc::open(home.path())?;
    rpc.ok("app.status", json!({}))?;
    Ok(())
}

#[test]
fn scripts_are_told_that_the_window_is_open() -> Result<()> {
    let home = nadi::folder()?;
    let _window = Window::open(home.path())?;
    let rpc = nadi::run(nadi::command(home.path())?.arg("rpc"))?;
    assert!(!rpc.status.success());
    assert_eq!(nadi::said(&rpc).lines().count(), 1);
    Ok(())
}

#[test]
fn practice_opens_beside_the_clinic() -> Result<()> {
    let home = nadi::folder()?;
    let window = Window::open(home.path())?;
    let open = "return __TAURI_INTERNALS__.invoke('call', { call: 'practice.open', args: {} })";
    window.script(open, &[])?;
    window.to_second_window()?;
    window.ready()?;
    let label = "return __TAURI_INTERNALS__.metadata.currentWindow.label";
    assert_eq!(window.script(label, &[])?, "practice");
    Ok(())
}

#[test]
fn a_page_gets_nothing_but_its_own_files_and_the_one_command() -> Result<()> {
    let home = nadi::folder()?;
    let window = Window::open(home.path())?;
    let refused = |script: &str| -> Result<()> {
        let script = format!("return (async () => {{ {script} }})().then(() => 'let', () => 'refused')");
        assert_eq!(window.script(&script, &[])?, "refused", "{script}");
        Ok(())
    };
    refused("await fetch('http://127.0.0.1:9/')")?;
    refused("await __TAURI_INTERNALS__.invoke('plugin:window|close')")?;
    refused("await __TAURI_INTERNALS__.invoke('plugin:app|version')")?;
    refused("(0, eval)('1')")?;
    refused("'use strict'; Object.prototype.ours = 1")?;

    let inline = "const script = document.createElement('script');
        script.textContent = 'window.ran = true'; document.head.append(script); return !!window.ran";
    assert_eq!(window.script(inline, &[])?, json!(false));
    window.script("location.href = 'data:text/html,elsewhere'", &[])?;
    assert_eq!(window.script("return location.protocol", &[])?, "tauri:");
    Ok(())
}

#[test]
fn without_a_screen_there_is_one_line() -> Result<()> {
    let home = nadi::folder()?;
    let mut command = nadi::command(home.path())?;
    let output = nadi::run(command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY"))?;
    assert!(!output.status.success());
    assert_eq!(nadi::said(&output).lines().count(), 1);
    Ok(())
}
