//! A mistake of the interface's own code: the page is loaded again instead of standing still.
//!
//! The session lives in the backend and drafts are kept, so a person finds their place again. It is done
//! at most once in ten seconds, so that a page that fails at its start does not turn in circles.

const KEY: &str = "nadi-mended-at";
const PAUSE_MS: i64 = 10_000;

/// Loads the page again after a panic.
pub fn reload_after_a_panic() {
    std::panic::set_hook(Box::new(|_info| {
        #[cfg(debug_assertions)]
        web_sys::console::error_1(&_info.to_string().into());
        reload();
    }));
}

fn reload() -> Option<()> {
    let window = web_sys::window()?;
    let storage = window.session_storage().ok()??;
    let now = crate::time::clock();
    let before = storage.get_item(KEY).ok()?.and_then(|at| at.parse::<i64>().ok()).unwrap_or(0);
    if now - before > PAUSE_MS {
        storage.set_item(KEY, &now.to_string()).ok()?;
        window.location().reload().ok()?;
    }
    Some(())
}
