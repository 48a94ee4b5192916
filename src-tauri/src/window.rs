//! The window, its one command and its one event.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use clinic::Clinic;
use model::Fault;
use serde_json::{Value, json};
use tauri::{
    AppHandle, Emitter, Manager, RunEvent, Url, Webview, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent,
    async_runtime, webview::NewWindowResponse,
};

use crate::{
    desk::{Desk, Desks},
    failure::Failure,
    front::{self, Front},
    profile,
};

const MAIN: &str = "main";
const PRACTICE: &str = "practice";
const PRACTICE_OPEN: &str = "practice.open";
const HALL: &str = "hall";
const HALL_OPEN: &str = "hall.open";

/// Opens the window on the profile `home` and returns when it is closed. Where one is open already, that
/// one comes to the front.
pub(crate) fn open(home: &Path) -> Result<(), Failure> {
    has_screen()?;
    calm_web_view();
    let clinic = match profile::open(home) {
        Err(_) if front::raise(home) => {
            eprintln!("nadi: This clinic is open already: its window is in front now.");
            return Ok(());
        }
        opened => Arc::new(opened?),
    };
    let app = tauri::Builder::default()
        .manage(Desks::default())
        .manage(Storage(home.join("webview")))
        .invoke_handler(tauri::generate_handler![call])
        .build(tauri::generate_context!())
        .map_err(unopened)?;
    show(app.handle(), MAIN, clinic).map_err(unopened)?;

    // Before anybody can know that the window is there, and end it.
    async_runtime::spawn(end_politely(app.handle().clone()));
    let handle = app.handle().clone();
    // Without it a second copy cannot raise this window; that is no reason not to work.
    let _front = Front::listen(home, move || to_front(&handle)).ok();
    // Unlike `run`, which ends the process, this leaves the listening to be taken down.
    app.run_return(ran);
    Ok(())
}

/// The one command that a page has.
#[tauri::command]
async fn call(webview: Webview, call: String, args: Value) -> Result<Value, Fault> {
    let app = webview.app_handle().clone();
    if call == PRACTICE_OPEN {
        return practice(&app);
    }
    let desk = app.state::<Desks>().of(webview.label()).ok_or_else(|| Fault::new("closing"))?;
    if call == HALL_OPEN {
        return hall(&app, &desk);
    }
    // SQL and Argon2 would hold up the runtime's own threads.
    async_runtime::spawn_blocking(move || desk.call(&call, args)).await.unwrap_or_else(|_| Err(Fault::new("internal")))
}

/// The practice clinic beside the real one: another window, another clinic, nothing kept.
fn practice(app: &AppHandle) -> Result<Value, Fault> {
    if let Some(window) = app.get_webview_window(PRACTICE) {
        // It is open; whether the system raises it is the system's choice.
        let _ = window.set_focus();
        return Ok(json!({}));
    }
    let clinic = Clinic::practice(profile::options())?;
    show(app, PRACTICE, Arc::new(clinic)).map_err(|_| Fault::new("internal"))?;
    Ok(json!({}))
}

/// The screen in the hall: a window for a second screen, at a place of the same clinic where nobody signs in.
fn hall(app: &AppHandle, desk: &Desk) -> Result<Value, Fault> {
    if let Some(window) = app.get_webview_window(HALL) {
        // It is open; whether the system raises it is the system's choice.
        let _ = window.set_focus();
        return Ok(json!({}));
    }
    seat(app, HALL, desk.beside(), "index.html#/hall").map_err(|_| Fault::new("internal"))?;
    Ok(json!({}))
}

/// Where the web view keeps what a page stores, such as its colours: in the profile, for all its windows.
struct Storage(PathBuf);

fn show(app: &AppHandle, label: &'static str, clinic: Arc<Clinic>) -> tauri::Result<()> {
    seat(app, label, Desk::new(clinic), "index.html")
}

fn seat(app: &AppHandle, label: &'static str, desk: Desk, page: &str) -> tauri::Result<()> {
    let handle = app.clone();
    desk.subscribe(move |change| {
        // A window that is closing need not hear it.
        let _ = handle.emit_to(label, "changed", change);
    });
    app.state::<Desks>().seat(label, desk);
    let title = match label {
        PRACTICE => "Nadi: practice",
        HALL => "Nadi: hall",
        _ => "Nadi",
    };
    let window = WebviewWindowBuilder::new(app, label, WebviewUrl::App(page.into()))
        .title(title)
        .inner_size(1280.0, 800.0)
        .min_inner_size(640.0, 480.0)
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .data_directory(app.state::<Storage>().0.clone())
        .build()?;
    fit_for_forms(&window)
}

/// Keeps the web view from compiling the interface a second time while somebody works: WebAssembly's optimizing
/// compiler takes a core for itself behind the first few hundred keys, and what it makes of a form is no faster. Set
/// before the first window, whose processes inherit it.
#[cfg(target_os = "linux")]
fn calm_web_view() {
    // Without it keys are only slower.
    let _ = webkit2gtk::glib::setenv("JSC_useOMGJIT", "0", false);
}

#[cfg(not(target_os = "linux"))]
fn calm_web_view() {}

/// Has the web view draw forms and lists itself. A graphics card gains them nothing, and where there is none, or
/// its driver is poor, composing layers doubles the memory and the time to draw a key's answer. What a browser keeps
/// for going back, or in case a site is met again, is not kept either: there is one page, and it comes from the program.
#[cfg(target_os = "linux")]
fn fit_for_forms(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{
        CacheModel::DocumentViewer, HardwareAccelerationPolicy::Never, SettingsExt, WebContextExt, WebViewExt,
    };

    window.with_webview(|view| {
        if let Some(context) = view.inner().context() {
            context.set_cache_model(DocumentViewer);
        }
        if let Some(settings) = view.inner().settings() {
            settings.set_hardware_acceleration_policy(Never);
            settings.set_enable_page_cache(false);
        }
    })
}

#[cfg(not(target_os = "linux"))]
fn fit_for_forms(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

/// Whether a page may be gone to: only the interface itself.
fn is_ours(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        // The same on Windows, where own schemes are not to be had.
        "http" | "https" => url.host_str() == Some("tauri.localhost"),
        _ => false,
    }
}

fn ran(app: &AppHandle, event: RunEvent) {
    match event {
        RunEvent::WindowEvent { label, event: WindowEvent::Destroyed, .. } => {
            tell(app.state::<Desks>().leave(&label));
            if label == MAIN {
                app.exit(0);
            }
        }
        RunEvent::Exit => tell(app.state::<Desks>().leave_all()),
        _ => {}
    }
}

fn tell(closed: Result<(), Fault>) {
    if let Err(fault) = closed {
        eprintln!("nadi: {fault}");
    }
}

fn to_front(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(MAIN) {
        // Each of them is only asked of the system, which may say no.
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}

/// Closes the clinic in order when the session ends or Ctrl-C is pressed.
async fn end_politely(app: AppHandle) {
    if asked_to_end().await.is_ok() {
        app.exit(0);
    }
}

#[cfg(unix)]
async fn asked_to_end() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut hang_up = signal(SignalKind::hangup())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        _ = hang_up.recv() => {}
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    Ok(())
}

#[cfg(not(unix))]
async fn asked_to_end() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}

fn has_screen() -> Result<(), Failure> {
    let named = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if cfg!(target_os = "linux") && !named("DISPLAY") && !named("WAYLAND_DISPLAY") {
        return Err(Failure::plain("There is no screen for the window here: for scripts there is `nadi rpc`."));
    }
    Ok(())
}

fn unopened(fault: tauri::Error) -> Failure {
    Failure::plain(format!("The window could not be opened: {fault}."))
}
