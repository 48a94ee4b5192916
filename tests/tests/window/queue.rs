//! Each step of a token by its one key, and the screen in the hall.

use std::{thread, time::Duration};

use anyhow::{Context, Result, ensure};
use nadi_tests::window::Window;
use serde_json::{Value, json};

use crate::demo::{Demo, register};

#[test]
fn each_step_of_a_token_is_one_key() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("desk")?;
    let queue = Queue::of(&window, &["Kusum Darekar", "Indira Gokhale", "Yamuna Bhosle"])?;
    let [kusum, indira, yamuna] = queue.visits.as_slice() else { unreachable!() };

    // Stepped out and back: the place is kept, and others go by meanwhile.
    queue.key(kusum, "s")?;
    queue.comes_to(kusum, "out")?;
    ensure!(queue.lane(0)?["next"] == json!(indira));
    queue.key(kusum, "s")?;
    queue.comes_to(kusum, "arrived")?;
    ensure!(queue.waits(0, &[kusum, indira, yamuna])?);

    // Ahead, with a reason that the screen in the hall does not get.
    queue.key(yamuna, "a")?;
    window.wait_for("#reason:focus")?;
    window.keys("Very breathless")?;
    window.press("Enter")?;
    window.wait_for(&format!("#tok-{yamuna}.qcard--urgent"))?;
    ensure!(queue.waits(0, &[yamuna, kusum, indira])?);
    ensure!(!window.call("hall.show", &json!({}))?.to_string().contains("breathless"));

    // Called, and called once more.
    window.press("F8")?;
    queue.comes_to(yamuna, "in_room")?;
    let called = queue.token(yamuna)?["called_at"].clone();
    queue.key(yamuna, "r")?;
    window
        .wait("a second call", || Ok((queue.token(yamuna)?["called_at"].as_i64() > called.as_i64()).then_some(())))?;

    // Sent for a test, and next on coming back.
    queue.key(yamuna, "t")?;
    queue.comes_to(yamuna, "away")?;
    window.press("F8")?;
    queue.comes_to(kusum, "in_room")?;
    queue.key(yamuna, "t")?;
    queue.comes_to(yamuna, "arrived")?;
    ensure!(queue.lane(0)?["next"] == json!(yamuna));
    window.look("queue-steps")?;

    // Did not come; and came after all, at the old place; and did not come again.
    queue.key(kusum, "n")?;
    queue.comes_to(kusum, "no_show")?;
    window.wait_text(".qcard--gone", "did not come")?;
    window.look("queue-no-show")?;
    queue.key(kusum, "s")?;
    queue.comes_to(kusum, "arrived")?;
    ensure!(queue.waits(0, &[yamuna, kusum, indira])?);
    queue.key(kusum, "n")?;
    queue.comes_to(kusum, "no_show")?;

    // To another doctor, as that doctor's next number.
    queue.key(indira, "m")?;
    window.wait_for("dialog input[name='doctor']:focus")?;
    window.look("queue-move")?;
    window.press("Enter")?;
    window.wait_gone("dialog")?;
    window.wait("the other lane", || Ok(queue.waits(1, &[indira])?.then_some(())))?;
    ensure!(queue.token(indira)?["token"] == "1");

    // Another patient holds it.
    let other = register(&window, "Zulekha Attar", "9000033307")?;
    queue.key(yamuna, "w")?;
    window.wait_for("#right-patient:focus")?;
    window.keys("zulekha")?;
    window.wait_text("dialog .menu-item.is-on", "Zulekha Attar")?;
    window.look("queue-right-patient")?;
    window.press("Enter")?;
    window.wait_text(&format!("#tok-{yamuna}"), "Zulekha Attar")?;
    ensure!(queue.token(yamuna)?["patient"] == json!(other));

    // The doctor is late, and everybody who waits for that doctor by as much.
    let expected = queue.token(indira)?["expected_at"].as_i64().context("no time")?;
    queue.key(indira, "l")?;
    window.wait_for("#minutes:focus")?;
    window.keys("40")?;
    window.look("queue-late")?;
    window.press("Enter")?;
    window.wait_text(&format!("[data-lane='{}']", queue.doctors[1]), "40 min late")?;
    let later = queue.token(indira)?["expected_at"].as_i64().context("no time")?;
    ensure!(later > expected, "{expected}, then {later}");

    // Done, and called off.
    window.script("document.getElementById('tok-' + arguments[0]).focus()", &[json!(yamuna)])?;
    window.press("F8")?;
    queue.comes_to(yamuna, "in_room")?;
    queue.key(yamuna, "d")?;
    window.wait_gone(&format!("#tok-{yamuna}"))?;
    ensure!(queue.token(yamuna)?["state"] == "done");
    queue.key(indira, "x")?;
    window.wait_for("#reason:focus")?;
    window.keys("Went home")?;
    window.press("Enter")?;
    window.wait_gone(&format!("#tok-{indira}"))?;
    ensure!(queue.token(indira)?["state"] == "cancelled");
    Ok(())
}

#[test]
fn the_key_that_calls_pressed_in_haste_calls_one() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("desk")?;
    let queue = Queue::of(&window, &["Kusum Darekar", "Indira Gokhale", "Yamuna Bhosle"])?;
    let [kusum, indira, yamuna] = queue.visits.as_slice() else { unreachable!() };
    window.press_times("F8", 6)?;
    queue.comes_to(kusum, "in_room")?;
    window.settle()?;
    ensure!(queue.waits(0, &[indira, yamuna])?);
    Ok(())
}

#[test]
fn the_hall_shows_numbers_alone_and_changes_with_the_next_call() -> Result<()> {
    let demo = Demo::new()?;
    let window = demo.open_as("desk")?;
    let queue = Queue::of(&window, &["Kusum Darekar", "Indira Gokhale"])?;
    let desk = window.driver().window()?;
    window.click("[data-do='hall']")?;
    window.to_second_window()?;
    window.ready_at("hall")?;
    let hall = window.driver().window()?;
    window.wait_text(".hall-next", "1")?;
    window.look("hall")?;
    for _ in 0..2 {
        // Sooner it would be the same press twice.
        thread::sleep(Duration::from_secs(1));
        window.driver().switch(&desk)?;
        let next = queue.lane(0)?["next"].as_str().context("nobody is next")?.to_owned();
        let token = queue.token(&next)?["token"].as_str().context("no token")?.to_owned();
        window.press("F8")?;
        queue.comes_to(&next, "in_room")?;
        window.driver().switch(&hall)?;
        window.wait("the number", || Ok((window.text(".hall-lane .big")? == token).then_some(())))?;
        window.wait_for(".hall-lane--call")?;
    }
    window.look("hall-called")?;
    let page = window.script("return document.documentElement.outerHTML", &[])?;
    let page = page.as_str().unwrap_or_default();
    for told in ["Kusum", "Indira", "Gokhale", "Darekar"] {
        ensure!(!page.contains(told), "{told} is shown in the hall");
    }
    Ok(())
}

/// A board on which some wait for the first doctor.
struct Queue<'a> {
    window: &'a Window,
    doctors: Vec<String>,
    visits: Vec<String>,
}

impl<'a> Queue<'a> {
    fn of(window: &'a Window, names: &[&str]) -> Result<Self> {
        let board = window.call("queue.list", &json!({}))?;
        let lanes = board["lanes"].as_array().context("no lanes")?;
        let doctors: Vec<String> = lanes.iter().filter_map(|l| l["doctor"].as_str().map(str::to_owned)).collect();
        let mut queue = Self { window, doctors, visits: Vec::new() };
        for name in names {
            let patient = register(window, name, "9000033306")?;
            let arrived = window.call("queue.arrive", &json!({ "patient": patient, "doctor": queue.doctors[0] }))?;
            queue.visits.push(arrived["visit"].as_str().context("no visit")?.to_owned());
            window.wait_text(".lane-list", name)?;
        }
        Ok(queue)
    }

    /// Presses a key with the focus on a token.
    fn key(&self, visit: &str, key: &str) -> Result<()> {
        self.window.wait_for(&format!("#tok-{visit}"))?;
        self.window.script("document.getElementById('tok-' + arguments[0]).focus()", &[json!(visit)])?;
        self.window.wait_for(&format!("#tok-{visit}.is-on"))?;
        self.window.press(key)
    }

    fn comes_to(&self, visit: &str, state: &str) -> Result<()> {
        self.window.wait_for(&format!("#tok-{visit}[data-state='{state}']")).map(drop)
    }

    fn lane(&self, at: usize) -> Result<Value> {
        Ok(self.window.call("queue.list", &json!({}))?["lanes"][at].take())
    }

    /// Whether these wait in a lane, in this order.
    fn waits(&self, at: usize, visits: &[&String]) -> Result<bool> {
        let lane = self.lane(at)?;
        let waiting = lane["waiting"].as_array().context("no queue")?;
        Ok(waiting.iter().map(|t| t["visit"].as_str()).eq(visits.iter().map(|v| Some(v.as_str()))))
    }

    fn token(&self, visit: &str) -> Result<Value> {
        for lane in 0..self.doctors.len() {
            let lane = self.lane(lane)?;
            let all = ["in_room", "waiting", "over"].map(|list| lane[list].as_array().cloned().unwrap_or_default());
            if let Some(token) = all.concat().into_iter().find(|t| t["visit"] == json!(visit)) {
                return Ok(token);
            }
        }
        anyhow::bail!("no token of {visit}")
    }
}
