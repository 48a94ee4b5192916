//! At the door: wrong passwords, and the keyboard handed over.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use nadi_tests::{nadi, window::Window};
use serde_json::json;

use crate::demo::{Demo, sign_in};

/// From the lock to the next person's first screen.
const HANDED_OVER: Duration = Duration::from_secs(2);

#[test]
fn wrong_passwords_make_wait_ever_longer_also_after_a_restart_and_the_right_one_works_after_it() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open()?;
    window.ready_at("unlock")?;
    window.click("#tile-desk")?;
    for _ in 0..2 {
        guess(&window)?;
        window.wait_text("#said", "do not go together")?;
    }
    guess(&window)?;
    let first = seconds(&window)?;
    window.look("unlock-wait")?;
    window.wait("counting down", || Ok((seconds(&window)? < first).then_some(())))?;
    ensure!((1..=5).contains(&first), "{first} s");
    // It ends by itself.
    window.wait_for("button[type='submit']:not(:disabled)")?;
    window.wait_text("#said", "do not go together")?;
    guess(&window)?;
    let second = seconds(&window)?;
    ensure!((6..=15).contains(&second), "{second} s");
    // Nobody else waits.
    window.click("#tile-nurse")?;
    window.wait_for("button[type='submit']:not(:disabled)")?;
    window.close()?;

    let window = demo.open()?;
    window.ready_at("unlock")?;
    window.click("#tile-desk")?;
    ensure!(seconds(&window)? > 5, "the wait outlives a restart");
    window.close()?;

    let window = demo.open_at("2026-11-21T09:31:00+05:30")?;
    window.ready_at("unlock")?;
    window.click("#tile-desk")?;
    window.wait_for("button[type='submit']:not(:disabled)")?;
    guess(&window)?;
    // A minute and more is told in minutes; the right password waits as well.
    window.wait_text("#said", "60 seconds")?;
    window.type_into("#password", nadi::DEMO_PASSWORD)?;
    window.press("Enter")?;
    window.wait_for("button[type='submit']:disabled")?;
    window.close()?;

    let window = demo.open_at("2026-11-21T09:40:00+05:30")?;
    window.ready_at("unlock")?;
    window.click("#tile-desk")?;
    window.wait_for("button[type='submit']:not(:disabled)")?;
    guess(&window)?;
    window.wait_text("#said", "Wait 4 min")?;
    window.look("unlock-wait-long")?;
    window.close()?;
    let window = demo.open_at("2026-11-21T09:50:00+05:30")?;
    sign_in(&window, "desk")
}

#[test]
fn two_people_hand_the_keyboard_over_by_pin_within_two_seconds() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open()?;
    let people = [("owner", "m", "482915"), ("pharmacist", "p", "730264")];
    for (login, _, pin) in people {
        window.ready_at("unlock")?;
        sign_in(&window, login)?;
        window.call("session.set_pin", &json!({ "pin": pin }))?;
        window.press("Ctrl+l")?;
    }
    window.ready_at("unlock")?;
    for (login, letter, pin) in people.into_iter().cycle().take(6) {
        window.wait_for("#pin:focus")?;
        let begun = Instant::now();
        window.keys(&format!("{letter}{pin}"))?;
        window.wait_for(".app")?;
        window.ready()?;
        let took = begun.elapsed();
        let now = window.call("app.status", &json!({}))?["session"]["user"].take();
        ensure!(now == login, "{letter} is not {now}");
        ensure!(took < HANDED_OVER, "{login} took {took:?}");
        eprintln!("{login} by PIN: {} ms", took.as_millis());
        window.press("Ctrl+l")?;
        window.ready_at("unlock")?;
    }
    // A wrong PIN says how often it may be tried yet.
    window.wait_for("#pin:focus")?;
    window.keys("111111")?;
    window.wait_text("#pin-error", "4 more tries")?;
    window.wait_for("#pin:focus")?;
    window.look("locked-wrong-pin")
}

/// A wrong password for whoever is chosen.
fn guess(window: &Window) -> Result<()> {
    window.wait_for("#password:focus")?;
    window.keys("not the password")?;
    window.press("Enter")?;
    // The field is emptied with the answer.
    window.wait("an answer", || Ok(window.value("#password")?.is_empty().then_some(())))
}

/// How long it still says to wait.
fn seconds(window: &Window) -> Result<u32> {
    window.wait_text("#said", "Wait")?;
    let said = window.text("#said")?;
    let number = said.split(' ').find_map(|word| word.parse().ok());
    number.with_context(|| said.clone())
}
