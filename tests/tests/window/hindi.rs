//! The same program in Hindi.

use std::fs;

use anyhow::{Context, Result, bail, ensure};
use nadi_tests::{nadi, window::Window};
use serde_json::json;

use crate::demo::Demo;

#[test]
fn hindi_is_on_every_screen_and_no_name_of_a_message_shows() -> Result<()> {
    let words = Words::read()?;
    let demo = Demo::new()?;
    let window = demo.open_as("owner")?;
    let speak = |language: &str| window.click(&format!("#language label:has(input[value='{language}'])"));
    go(&window, "settings/language", "settings-language")?;
    speak("hi")?;
    window
        .wait("Hindi", || Ok((window.script("return document.documentElement.lang", &[])? == "hi-IN").then_some(())))?;
    words.check(&window, "settings-language")?;
    let found = window.call("patients.find", &json!({ "query": "" }))?;
    let id = found["patients"][0]["id"].as_str().context("nobody")?;
    for (place, screen) in [
        ("today".to_owned(), "today"),
        ("patients".to_owned(), "patients"),
        ("patients/new".to_owned(), "register"),
        (format!("patients/{id}"), "patient"),
        (format!("patients/{id}/edit"), "patient-edit"),
        ("book".to_owned(), "book"),
        ("billing".to_owned(), "billing"),
        ("billing/close".to_owned(), "close"),
        ("settings/clinic".to_owned(), "settings-clinic"),
        ("settings/hours".to_owned(), "settings-hours"),
        ("settings/services".to_owned(), "settings-services"),
        ("settings/people".to_owned(), "settings-people"),
    ] {
        go(&window, &place, screen)?;
        words.check(&window, screen)?;
    }
    // A refused form says so in Hindi too.
    go(&window, "patients/new", "register")?;
    window.press("Ctrl+Enter")?;
    window.wait_for("#name-error")?;
    words.check(&window, "register-refused")?;
    window.press("Ctrl+k")?;
    window.wait_for("#palette:focus")?;
    words.check(&window, "palette")?;
    window.press("Escape")?;
    window.wait_gone("#palette")?;
    window.press("F1")?;
    window.wait_for(".keysheet")?;
    words.check(&window, "keys")?;
    window.press("Escape")?;
    window.press("Ctrl+l")?;
    window.ready_at("unlock")?;
    words.check(&window, "unlock")
}

fn go(window: &Window, place: &str, screen: &str) -> Result<()> {
    window.script("location.hash = '#/' + arguments[0]", &[json!(place)])?;
    window.ready_at(screen)
}

/// What must not be read on a Hindi screen.
struct Words {
    /// Names of messages.
    keys: Vec<String>,
    /// English sentences.
    sentences: Vec<String>,
}

impl Words {
    fn read() -> Result<Self> {
        let read = |language: &str| fs::read_to_string(nadi::root().join(format!("locales/{language}.ftl")));
        let (english, hindi) = (read("en")?, read("hi")?);
        let messages = || english.lines().filter_map(|line| line.split_once(" = "));
        let keys = messages().map(|(key, _)| key.trim()).filter(|key| key.contains('-')).map(str::to_owned);
        let long = messages().map(|(_, text)| text).filter(|text| text.len() >= 10 && !text.contains('{'));
        let sentences = long.filter(|text| !hindi.contains(*text)).map(str::to_owned);
        Ok(Self { keys: keys.collect(), sentences: sentences.collect() })
    }

    /// Looks at the screen, and reads all that is on it, names for screen readers included.
    fn check(&self, window: &Window, screen: &str) -> Result<()> {
        let script = "const says = [document.body.innerText];
            for (const el of document.querySelectorAll('[title], [aria-label], [placeholder]'))
                says.push(el.title, el.ariaLabel || '', el.placeholder || '');
            return says.join('\\n')";
        let text = window.script(script, &[])?;
        // The name of this computer is as somebody typed it.
        let text = text.as_str().unwrap_or_default().replace("Front desk PC", "");
        ensure!(text.chars().any(|c| ('\u{900}'..='\u{97f}').contains(&c)), "{screen} is not in Hindi");
        let apart = |c: char| !(c.is_alphanumeric() || c == '-' || c == '_');
        let words: Vec<&str> = text.split(apart).collect();
        if let Some(key) = self.keys.iter().find(|key| words.contains(&key.as_str())) {
            bail!("{screen} shows the name {key}");
        }
        if let Some(sentence) = self.sentences.iter().find(|sentence| text.contains(sentence.as_str())) {
            bail!("{screen} says in English: {sentence}");
        }
        window.look(&format!("hindi-{screen}"))
    }
}
