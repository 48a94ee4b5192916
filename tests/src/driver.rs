//! WebKit's driver: as much of the W3C WebDriver protocol as the tests need.

use std::{
    io::{Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::process::Family;

/// Longer than any answer takes on a slow machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// How an element's number is called in the protocol.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A driver with one session on one program.
#[derive(Debug)]
pub struct Driver {
    port: u16,
    session: String,
    _driver: Family,
}

/// An element of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element(String);

impl Driver {
    /// Starts the driver, in the surroundings that `prepare` makes, and through it the program.
    pub fn start(program: &Path, args: &[String], prepare: impl FnOnce(&mut Command)) -> Result<Self> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        // Its own message bus: what the desktop of the person who tests has to say is no part of a test.
        let mut command = Command::new("dbus-run-session");
        command
            .args(["--", "WebKitWebDriver", &format!("--port={port}")])
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .stdin(Stdio::null());
        prepare(&mut command);
        let driver = Family::start(&mut command)?;
        wait_for_port(port)?;
        let mut started = Self { port, session: String::new(), _driver: driver };
        let options = json!({ "binary": program, "args": args });
        let capabilities = json!({ "alwaysMatch": { "webkitgtk:browserOptions": options } });
        let session = started.ask("POST", "/session", &json!({ "capabilities": capabilities }))?;
        session["sessionId"].as_str().context("the driver gave no session")?.clone_into(&mut started.session);
        Ok(started)
    }

    /// Runs the body of a function in the page; `arguments` are its arguments.
    pub fn script(&self, body: &str, arguments: &[Value]) -> Result<Value> {
        self.post("/execute/sync", &json!({ "script": body, "args": arguments }))
    }

    /// The first element of a CSS selector, if there is one now.
    pub fn find(&self, css: &str) -> Result<Option<Element>> {
        let found = self.post("/elements", &json!({ "using": "css selector", "value": css }))?;
        Ok(found[0][ELEMENT].as_str().map(|id| Element(id.to_owned())))
    }

    /// Clicks in the middle of an element, as a mouse does.
    pub fn click(&self, element: &Element) -> Result<()> {
        self.post(&format!("/element/{}/click", element.0), &json!({})).map(drop)
    }

    /// Types into an element.
    pub fn type_into(&self, element: &Element, text: &str) -> Result<()> {
        self.post(&format!("/element/{}/value", element.0), &json!({ "text": text })).map(drop)
    }

    /// The text of an element, as it is rendered.
    pub fn text(&self, element: &Element) -> Result<String> {
        let text = self.get(&format!("/element/{}/text", element.0))?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Presses and lets go of keys in the order given, wherever the focus is.
    pub fn keys(&self, strokes: &[(Stroke, char)]) -> Result<()> {
        let actions: Vec<Value> =
            strokes.iter().map(|(stroke, key)| json!({ "type": stroke.name(), "value": key.to_string() })).collect();
        let source = json!({ "type": "key", "id": "keyboard", "actions": actions });
        self.post("/actions", &json!({ "actions": [source] })).map(drop)
    }

    /// A picture of the page as PNG in base64.
    pub fn picture(&self) -> Result<String> {
        let picture = self.get("/screenshot")?;
        Ok(picture.as_str().unwrap_or_default().to_owned())
    }

    /// Asks for an outer size of the window.
    pub fn resize(&self, width: u32, height: u32) -> Result<()> {
        self.post("/window/rect", &json!({ "width": width, "height": height })).map(drop)
    }

    /// The window that all the rest is about.
    pub fn window(&self) -> Result<String> {
        Ok(serde_json::from_value(self.get("/window")?)?)
    }

    /// The open windows.
    pub fn windows(&self) -> Result<Vec<String>> {
        let windows = self.get("/window/handles")?;
        Ok(serde_json::from_value(windows)?)
    }

    /// Makes another window the one that all the rest is about.
    pub fn switch(&self, window: &str) -> Result<()> {
        self.post("/window", &json!({ "handle": window })).map(drop)
    }

    fn get(&self, path: &str) -> Result<Value> {
        self.ask("GET", &format!("/session/{}{path}", self.session), &Value::Null)
    }

    fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.ask("POST", &format!("/session/{}{path}", self.session), body)
    }

    fn ask(&self, method: &str, path: &str, body: &Value) -> Result<Value> {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let (status, text) =
            http(self.port, method, path, &body).with_context(|| format!("{method} {path}: no answer"))?;
        let mut answer: Value = serde_json::from_str(&text).with_context(|| format!("no JSON: {text}"))?;
        if status != 200 {
            bail!("{method} {path}: {}", answer["value"]);
        }
        Ok(answer["value"].take())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The program may be gone already, which was the test.
        let _ = self.ask("DELETE", &format!("/session/{}", self.session), &Value::Null);
    }
}

/// Which way a key moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// Down.
    Press,
    /// Up.
    Release,
}

impl Stroke {
    fn name(self) -> &'static str {
        match self {
            Self::Press => "keyDown",
            Self::Release => "keyUp",
        }
    }
}

fn wait_for_port(port: u16) -> Result<()> {
    let started = Instant::now();
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        ensure!(started.elapsed() < PATIENCE, "WebKitWebDriver did not start");
        thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}

/// One request on a connection of its own: status and body of the answer.
fn http(port: u16, method: &str, path: &str, body: &str) -> Result<(u16, String)> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let answer = String::from_utf8(answer)?;
    let (head, body) = answer.split_once("\r\n\r\n").context("half an answer")?;
    let status = head.split(' ').nth(1).context("no status")?.parse()?;
    Ok((status, body.to_owned()))
}
