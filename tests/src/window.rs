//! Nadi's window, as a person uses it.

use std::{
    cell::Cell,
    fs,
    path::{Path, PathBuf},
    process::Stdio,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, anyhow, bail, ensure};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use crate::{
    driver::{Driver, Element, Stroke},
    layout, nadi, process,
    screen::Screen,
};

/// Longer than a step takes on a slow machine.
const PATIENCE: Duration = Duration::from_secs(20);
const GLANCE: Duration = Duration::from_millis(15);

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark ink on light ground.
    Light,
    /// Light ink on dark ground.
    Dark,
}

impl Theme {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];

    fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// Inner width and height of the window.
pub type Size = (u32, u32);

/// The sizes in which every screen is looked at.
pub const SIZES: [Size; 2] = [(1280, 720), (1024, 640)];

/// A window on a profile, closed with all of its processes when dropped.
#[derive(Debug)]
pub struct Window {
    driver: Driver,
    home: PathBuf,
    strokes: Cell<usize>,
    // After the driver, which ends what is on it.
    screen: Screen,
}

impl Window {
    /// Opens the window on a profile and waits until its first screen is there.
    pub fn open(home: &Path) -> Result<Self> {
        Self::open_with(home, &[])
    }

    /// The same with more in the program's surroundings, such as `NADI_NOW`.
    pub fn open_with(home: &Path, surroundings: &[(&str, &str)]) -> Result<Self> {
        let screen = Screen::find()?;
        let args = ["--home".to_owned(), home.display().to_string()];
        let log = nadi::target().join("window.log");
        let log = fs::File::options().create(true).append(true).open(log)?;
        let errors = log.try_clone()?;
        let driver = Driver::start(&nadi::program()?, &args, |command| {
            command
                .env("DISPLAY", screen.name())
                .env_remove("WAYLAND_DISPLAY")
                .env("LANG", "en_IN.UTF-8")
                .env_remove("LC_ALL")
                .env_remove("NADI_NOW")
                .envs(surroundings.iter().copied())
                .stdout(Stdio::from(log))
                .stderr(Stdio::from(errors));
        })?;
        let window = Self { driver, home: home.to_path_buf(), strokes: Cell::default(), screen };
        window.ready()?;
        Ok(window)
    }

    /// Waits until the page says that it shows what it has.
    pub fn ready(&self) -> Result<()> {
        self.wait_for("[data-ready]").map(drop)
    }

    /// Waits until the screen of that name says so.
    pub fn ready_at(&self, screen: &str) -> Result<()> {
        self.wait_for(&format!("[data-ready='{screen}']")).map(drop)
    }

    /// Waits for an element.
    pub fn wait_for(&self, css: &str) -> Result<Element> {
        self.wait(&format!("{css} on the page"), || self.driver.find(css))
    }

    /// Waits until there is no such element.
    pub fn wait_gone(&self, css: &str) -> Result<()> {
        self.wait(&format!("no {css} on the page"), || Ok(self.driver.find(css)?.is_none().then_some(())))
    }

    /// Waits until an element's text contains `text`.
    pub fn wait_text(&self, css: &str, text: &str) -> Result<()> {
        self.wait(&format!("{text:?} in {css}"), || Ok(self.text(css)?.contains(text).then_some(())))
    }

    /// Waits until `look` finds something.
    pub fn wait<T>(&self, what: &str, look: impl Fn() -> Result<Option<T>>) -> Result<T> {
        let started = Instant::now();
        let mut last = None;
        while started.elapsed() < PATIENCE {
            // A page that is being replaced answers with an error: look again.
            match look() {
                Ok(Some(found)) => return Ok(found),
                Ok(None) => last = None,
                Err(fault) => last = Some(fault),
            }
            thread::sleep(GLANCE);
        }
        // What the person would see says more than the name of what is missing.
        let picture = self.picture("fault")?;
        let waited = anyhow!("waited in vain for {what}: see {}", picture.display());
        Err(last.map_or(waited, |fault| fault.context(format!("while waiting for {what}"))))
    }

    /// Clicks on an element, once it is there.
    pub fn click(&self, css: &str) -> Result<()> {
        let element = self.wait_for(css)?;
        // The driver itself brings it only to the edge, where the foot of a page may lie over it.
        self.script("document.querySelector(arguments[0])?.scrollIntoView({ block: 'center' })", &[json!(css)])?;
        self.driver.click(&element).with_context(|| format!("click on {css}"))
    }

    /// Clicks on the element, among those of the selector, whose text contains `text`.
    pub fn click_text(&self, css: &str, text: &str) -> Result<()> {
        self.wait(&format!("{css} that says {text:?}"), || {
            let marked = self.driver.script(
                "for (const el of document.querySelectorAll('[data-test-mark]')) delete el.dataset.testMark;
                 const hit = [...document.querySelectorAll(arguments[0])]
                   .find((el) => el.textContent.includes(arguments[1]) && el.checkVisibility());
                 if (hit) hit.dataset.testMark = '';
                 return !!hit;",
                &[json!(css), json!(text)],
            )?;
            Ok((marked == json!(true)).then_some(()))
        })?;
        self.click("[data-test-mark]")
    }

    /// Types into an element, once it is there, after what is in it.
    pub fn type_into(&self, css: &str, text: &str) -> Result<()> {
        let element = self.wait_for(css)?;
        self.driver.type_into(&element, text).with_context(|| format!("type into {css}"))
    }

    /// Types wherever the focus is, key by key.
    pub fn keys(&self, text: &str) -> Result<()> {
        self.strokes.set(self.strokes.get() + text.chars().count());
        let strokes: Vec<_> = text.chars().flat_map(|key| [(Stroke::Press, key), (Stroke::Release, key)]).collect();
        self.driver.keys(&strokes)
    }

    /// Presses a key or a chord wherever the focus is: `Enter`, `Ctrl+Enter`, `Alt+1`, `Shift+Tab`.
    pub fn press(&self, chord: &str) -> Result<()> {
        self.press_times(chord, 1)
    }

    /// Presses it so often, as fast as the keyboard goes.
    pub fn press_times(&self, chord: &str, times: usize) -> Result<()> {
        self.strokes.set(self.strokes.get() + times);
        let keys = chord.split('+').map(key).collect::<Result<Vec<_>>>()?;
        let down = keys.iter().map(|key| (Stroke::Press, *key));
        let up = keys.iter().rev().map(|key| (Stroke::Release, *key));
        self.driver.keys(&down.chain(up).collect::<Vec<_>>().repeat(times))
    }

    /// How many keystrokes there were since this was asked last: a press or chord is one, and so is each character
    /// typed.
    pub fn strokes(&self) -> usize {
        self.strokes.take()
    }

    /// What a barcode scanner does, which is a keyboard faster than anybody's: the text, then Enter.
    pub fn scan(&self, text: &str) -> Result<()> {
        // All at once: what the page does with a key takes none of the scanner's time.
        let script = "const event = (key) => new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
            for (const key of [...arguments[0], 'Enter'].map(event)) {
                if (document.activeElement.dispatchEvent(key) && key.key.length === 1)
                    document.execCommand('insertText', false, key.key);
            }";
        self.script(script, &[json!(text)]).map(drop)
    }

    /// The rendered text of an element.
    pub fn text(&self, css: &str) -> Result<String> {
        let text = self.script("return document.querySelector(arguments[0])?.innerText", &[json!(css)])?;
        text.as_str().map(str::to_owned).with_context(|| format!("no {css} on the page"))
    }

    /// What is typed in a field.
    pub fn value(&self, css: &str) -> Result<String> {
        let value = self.script("return document.querySelector(arguments[0])?.value", &[json!(css)])?;
        value.as_str().map(str::to_owned).with_context(|| format!("no field {css}"))
    }

    /// Where the focus is: the element's `id`, else its `name`, else its tag.
    pub fn focus(&self) -> Result<String> {
        let script = "const el = document.activeElement; return el.id || el.name || el.localName";
        Ok(self.script(script, &[])?.as_str().unwrap_or_default().to_owned())
    }

    /// Runs the body of a function in the page.
    pub fn script(&self, body: &str, arguments: &[Value]) -> Result<Value> {
        self.driver.script(body, arguments)
    }

    /// Shows a theme until the page is loaded again.
    pub fn theme(&self, theme: Theme) -> Result<()> {
        self.script("document.documentElement.dataset.theme = arguments[0]", &[json!(theme.name())]).map(drop)
    }

    /// Gives the window an inner size.
    pub fn resize(&self, (width, height): Size) -> Result<()> {
        self.driver.resize(width, height)?;
        self.wait(&format!("a window of {width} × {height}"), || {
            let now = self.script("return [innerWidth, innerHeight]", &[])?;
            Ok((now == json!([width, height])).then_some(()))
        })
    }

    /// Looks at the screen in light and dark and in each of the sizes: pictures under `target/screens/`,
    /// and nothing may be cut off or scroll sideways.
    pub fn look(&self, name: &str) -> Result<()> {
        let mut faults = Vec::new();
        for size in SIZES {
            self.resize(size)?;
            for theme in Theme::ALL {
                self.theme(theme)?;
                self.picture(&format!("{name}-{}-{}x{}", theme.name(), size.0, size.1))?;
            }
            let found = self.faults()?;
            faults.extend(found.into_iter().map(|fault| format!("{}×{}: {fault}", size.0, size.1)));
        }
        self.theme(Theme::Light)?;
        ensure!(faults.is_empty(), "screen {name}:\n{}", faults.join("\n"));
        Ok(())
    }

    /// What cannot be seen whole on the screen as it is.
    pub fn faults(&self) -> Result<Vec<String>> {
        Ok(serde_json::from_value(self.script(layout::FAULTS, &[])?)?)
    }

    /// Waits until an element is in the window whole, with nothing over it.
    pub fn wait_in_sight(&self, css: &str) -> Result<()> {
        let script = "const el = document.querySelector(arguments[0]);
            const box = el?.getBoundingClientRect();
            const ends = box && [[box.left + 2, box.top + 2], [box.right - 2, box.bottom - 2]];
            return !!ends && ends.every(([x, y]) => el.contains(document.elementFromPoint(x, y)));";
        self.wait(&format!("{css} in sight"), || Ok((self.script(script, &[json!(css)])? == json!(true)).then_some(())))
    }

    /// Takes a picture as it is, under `target/screens/`.
    pub fn picture(&self, name: &str) -> Result<PathBuf> {
        let folder = nadi::target().join("screens");
        fs::create_dir_all(&folder)?;
        self.settle()?;
        // The driver takes its picture with the next drawing: a dot that comes and goes causes one.
        self.script(
            "const dot = document.createElement('i');
             dot.style.cssText = 'position:fixed;top:0;left:0;width:1px;height:1px;pointer-events:none';
             document.body.append(dot);
             let n = 0;
             const blink = () => {
                 dot.style.background = n % 2 ? 'transparent' : 'rgb(128 128 128 / 1%)';
                 if (n++ < 60) setTimeout(blink, 25); else dot.remove();
             };
             blink();",
            &[],
        )?;
        let file = folder.join(format!("{name}.png"));
        fs::write(&file, STANDARD.decode(self.driver.picture()?)?)?;
        Ok(file)
    }

    /// Waits until what has changed is painted: colours have faded to their end, then two frames, since the
    /// next one may have begun before it.
    pub fn settle(&self) -> Result<()> {
        let script = "const fading = document.getAnimations().filter((a) => a.effect.getTiming().iterations < 9);
            const frame = () => new Promise((done) => requestAnimationFrame(done));
            return frame().then(() => Promise.allSettled(fading.map((a) => a.finished))).then(frame).then(frame)
                .then(() => 0)";
        self.script(script, &[]).map(drop)
    }

    /// Waits until there are two windows, and makes the newer the one that all the rest is about.
    pub fn to_second_window(&self) -> Result<()> {
        let first = self.driver.window()?;
        let second = self.wait("a second window", || {
            let windows = self.driver.windows()?;
            Ok(windows.into_iter().find(|window| *window != first))
        })?;
        self.driver.switch(&second)
    }

    /// Calls the program as the page does.
    pub fn call(&self, call: &str, args: &Value) -> Result<Value> {
        let script = "return __TAURI_INTERNALS__.invoke('call', { call: arguments[0], args: arguments[1] })
            .then((ok) => ({ ok }), (error) => ({ error }))";
        let mut reply = self.script(script, &[json!(call), args.clone()])?;
        ensure!(reply.get("ok").is_some(), "{call}: {}", reply["error"]);
        Ok(reply["ok"].take())
    }

    /// Holds up what the page asks the program from now on where it contains `text`.
    pub fn hold(&self, text: &str) -> Result<()> {
        let script = "const [text] = arguments, { fetch } = window;
            const release = new Promise((go) => window.letGo = () => { window.fetch = fetch; go(); });
            window.fetch = async (to, how) => {
                if (String(how?.body).includes(text)) await release;
                return fetch(to, how);
            };";
        self.script(script, &[json!(text)]).map(drop)
    }

    /// Lets what was held up go.
    pub fn let_go(&self) -> Result<()> {
        self.script("window.letGo()", &[]).map(drop)
    }

    /// Types instead of what is in a field.
    pub fn retype(&self, css: &str, text: &str) -> Result<()> {
        self.click(css)?;
        self.press("Ctrl+a")?;
        self.press("Delete")?;
        if text.is_empty() { Ok(()) } else { self.type_into(css, text) }
    }

    /// Closes it as a person does, and waits for the end.
    pub fn close(self) -> Result<()> {
        self.end("TERM")
    }

    /// Ends it as a power cut would.
    pub fn kill(self) -> Result<()> {
        self.end("KILL")
    }

    fn end(self, signal: &str) -> Result<()> {
        let program = self.process()?;
        ensure!(process::signal(signal, &program.to_string())?, "the program is gone already");
        let started = Instant::now();
        while process::is_up(program) {
            ensure!(started.elapsed() < PATIENCE, "the window does not close");
            thread::sleep(GLANCE);
        }
        Ok(())
    }

    /// The number of the program's process.
    pub fn process(&self) -> Result<u32> {
        process::of(&nadi::program()?, &self.home.display().to_string())
    }

    /// The profile that it shows.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// The value of `DISPLAY` for programs on the same screen.
    pub fn screen(&self) -> &str {
        self.screen.name()
    }

    /// The driver, for what is not here.
    pub fn driver(&self) -> &Driver {
        &self.driver
    }
}

/// A key by its name in the W3C's table, or by the character on it.
fn key(name: &str) -> Result<char> {
    let mut characters = name.chars();
    if let (Some(character), None) = (characters.next(), characters.next()) {
        return Ok(character);
    }
    Ok(match name {
        "Shift" => '\u{e008}',
        "Ctrl" => '\u{e009}',
        "Alt" => '\u{e00a}',
        "Backspace" => '\u{e003}',
        "Tab" => '\u{e004}',
        "Enter" => '\u{e007}',
        "Escape" => '\u{e00c}',
        "Space" => ' ',
        "PageUp" => '\u{e00e}',
        "PageDown" => '\u{e00f}',
        "End" => '\u{e010}',
        "Home" => '\u{e011}',
        "Left" => '\u{e012}',
        "Up" => '\u{e013}',
        "Right" => '\u{e014}',
        "Down" => '\u{e015}',
        "Delete" => '\u{e017}',
        _ => match name.strip_prefix('F').and_then(|number| number.parse::<u32>().ok()) {
            Some(number @ 1..=12) => char::from_u32(0xe030 + number).unwrap_or_default(),
            _ => bail!("no key is called {name}"),
        },
    })
}
