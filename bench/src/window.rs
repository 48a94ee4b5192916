//! The real window of the release build: start, sign-in, finding while typing, memory.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use nadi_tests::{nadi, process, window::Window};
use serde_json::json;

use crate::figures::{Table, Timings, milliseconds};

/// Keys typed for the latency of the find box.
const KEYS: usize = 500;
/// Keys of one script: the driver takes none for longer than half a minute.
const BATCH: usize = 50;
/// From one key to the next of somebody who types quickly.
const KEY: Duration = Duration::from_millis(250);
/// What is looked for, each from its first letter on.
const SOUGHT: [&str; 7] = ["sunita patil", "laxmi", "rahul deshmukh", "90000", "joshi", "kothrud", "amit"];
/// In the page: waits for the next frame.
const FRAME: &str = "const frame = () => new Promise(requestAnimationFrame);";

pub(crate) fn measure(home: &Path, work: u64, table: &mut Table) -> Result<()> {
    let start = start(home)?;
    table.row("start to usable sign-in, warm", milliseconds(start), "", "≤ 1000 ms");
    let window = Window::open(home)?;
    window.ready_at("unlock")?;
    let bare = memory(&window)?;
    let password = sign_in(&window)?;
    table.row("password to first screen", milliseconds(password), "", "≤ 1000 ms");
    let floor = change_a_word(&window)?;
    let typing = type_and_find(&window, KEYS)?;
    table.row(
        "find in the window, input to second frame",
        shown(&typing),
        format!("one word changed: {}", shown(&floor)),
        "p95 ≤ 40 ms",
    );
    let (mut known, mut new) = (Timings::default(), Timings::default());
    for nth in 0..3 {
        let phone = |from: u32| format!("90000{:05}", from + nth);
        new.note(new_token(&window, &phone(77_000))?);
        let who = json!({ "name": "Yamuna Bhosle", "sex": "female", "age": "34", "phone": phone(78_000) });
        window.call("patients.register", &who)?;
        known.note(known_token(&window, &phone(78_000))?);
    }
    let typed = |what: &str| format!("{what}, typed at four keys a second");
    table.row(&typed("a new patient to a paid token"), seconds(new.percentile(50)), "", "≤ 20 s");
    table.row(&typed("a known patient to a paid token"), seconds(known.percentile(50)), "", "≤ 12 s");
    let (started, mut served) = (Instant::now(), 0);
    while started.elapsed() < Duration::from_secs(work) {
        serve(&window)?;
        served += 1;
    }
    table.row(
        &format!("memory after {served} patients at the desk, PSS of shell and web processes"),
        format!("{} MB", memory(&window)? / 1000),
        format!("before anybody signed in {} MB", bare / 1000),
        "≤ 350 MB",
    );
    Ok(())
}

fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}

fn shown(timings: &Timings) -> String {
    format!("p50 {}, p95 {}", milliseconds(timings.percentile(50)), milliseconds(timings.percentile(95)))
}

/// The time from the program's first moment to the sign-in screen; the first of four starts warms up.
fn start(home: &Path) -> Result<Duration> {
    let mut timings = Timings::default();
    for nth in 0..4 {
        let window = Window::open(home)?;
        window.ready_at("unlock")?;
        let age = process::age(window.process()?)?;
        window.close()?;
        if nth > 0 {
            timings.note(age);
        }
    }
    Ok(timings.percentile(50))
}

/// The time from Enter behind the password to the first screen.
fn sign_in(window: &Window) -> Result<Duration> {
    window.script(
        "addEventListener('keydown', (e) => { if (e.key === 'Enter') window.begun = performance.now(); }, true);
         new MutationObserver(() => { if (document.body.dataset.ready === 'today') window.seen ??= performance.now(); })
             .observe(document.body, { attributes: true });",
        &[],
    )?;
    window.type_into("#password", nadi::DEMO_PASSWORD)?;
    window.press("Enter")?;
    window.ready_at("today")?;
    took(&window.script("return window.seen - window.begun", &[])?)
}

/// Types names key by key; each key is timed in the page from its input event to the second frame after the
/// rows that answer it.
fn type_and_find(window: &Window, keys: usize) -> Result<Timings> {
    go(window, "patients")?;
    let script = format!(
        "{FRAME} const took = [], box = document.querySelector('#find');
         for (const text of arguments[0]) {{
           const begun = performance.now();
           box.value = text; box.dispatchEvent(new Event('input', {{ bubbles: true }}));
           while (document.querySelector('[data-rows]')?.dataset.query !== text && performance.now() < begun + 3000) await frame();
           await frame();
           took.push(performance.now() - begun);
         }}
         return took;"
    );
    let typed: Vec<&str> =
        SOUGHT.iter().cycle().flat_map(|goal| (1..=goal.len()).filter_map(|n| goal.get(..n))).take(keys).collect();
    let mut timings = Timings::default();
    for texts in typed.chunks(BATCH) {
        note(&mut timings, &window.script(&script, &[json!(texts)])?)?;
    }
    Ok(timings)
}

/// What the web view itself needs for the least change of the same page.
fn change_a_word(window: &Window) -> Result<Timings> {
    go(window, "patients")?;
    let script = format!(
        "{FRAME} const took = [], word = document.querySelector('h1').firstChild;
         for (let n = 0; n < arguments[0]; n += 1) {{
           const begun = performance.now();
           word.data = n;
           await frame(); await frame();
           took.push(performance.now() - begun);
         }}
         return took;"
    );
    let mut timings = Timings::default();
    note(&mut timings, &window.script(&script, &[json!(2 * BATCH)])?)?;
    Ok(timings)
}

/// One patient at the desk: found, the chart opened, the people looked at, back to the day.
fn serve(window: &Window) -> Result<()> {
    type_and_find(window, BATCH)?;
    window.click("[data-rows] > li")?;
    window.ready_at("patient")?;
    go(window, "settings/people")?;
    go(window, "today")
}

/// From Ctrl N to the token on the board, for somebody who is not here yet.
fn new_token(window: &Window, phone: &str) -> Result<Duration> {
    go(window, "today")?;
    let begun = Instant::now();
    window.press("Ctrl+n")?;
    window.wait_for("#phone:focus")?;
    by_hand(window, phone)?;
    window.press("Tab")?;
    by_hand(window, "Zarina Qureshi")?;
    window.press("Tab")?;
    by_hand(window, "f")?;
    window.press("Tab")?;
    by_hand(window, "65y")?;
    window.press("Alt+g")?;
    thread::sleep(KEY);
    given(window, begun)
}

/// The same for somebody whose phone finds them.
fn known_token(window: &Window, phone: &str) -> Result<Duration> {
    go(window, "today")?;
    let begun = Instant::now();
    window.press("Ctrl+n")?;
    window.wait_for("#phone:focus")?;
    by_hand(window, phone)?;
    window.wait_for("[data-here]")?;
    window.press("Alt+1")?;
    window.wait_for("[data-known]")?;
    given(window, begun)
}

/// Presses the key that gives the token, and waits until the board is there.
fn given(window: &Window, begun: Instant) -> Result<Duration> {
    window.wait_for("button[data-do='save']:not(:disabled)")?;
    window.press("Ctrl+Enter")?;
    window.ready_at("today")?;
    Ok(begun.elapsed())
}

fn by_hand(window: &Window, text: &str) -> Result<()> {
    for key in text.chars() {
        window.keys(&key.to_string())?;
        thread::sleep(KEY);
    }
    Ok(())
}

fn go(window: &Window, place: &str) -> Result<()> {
    window.script("location.hash = '#/' + arguments[0]", &[json!(place)])?;
    window.ready_at(&place.replace('/', "-"))
}

fn note(timings: &mut Timings, all: &serde_json::Value) -> Result<()> {
    for one in all.as_array().context("no timings")? {
        timings.note(took(one)?);
    }
    Ok(())
}

fn took(ms: &serde_json::Value) -> Result<Duration> {
    Ok(Duration::from_secs_f64(ms.as_f64().context("no time")? / 1000.0))
}

/// The sum of PSS of the program and its web processes, kB.
fn memory(window: &Window) -> Result<u64> {
    process::family(window.process()?)?.into_iter().map(process::memory).sum()
}
