//! Light or dark: the system's, or as chosen on this computer.
//!
//! The document always carries `data-theme`, because the system's theme does not always reach the web view.

use gloo_events::EventListener;

const KEY: &str = "nadi-theme";
const DARK: &str = "(prefers-color-scheme: dark)";

/// Which colours to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// The theme of that name.
    pub fn parse(name: &str) -> Self {
        Self::ALL.into_iter().find(|t| t.as_str() == name).unwrap_or_default()
    }
}

/// The theme chosen on this computer.
pub fn chosen() -> Theme {
    storage().and_then(|s| s.get_item(KEY).ok().flatten()).map_or(Theme::System, |name| Theme::parse(&name))
}

/// Shows a theme and remembers it.
pub fn choose(theme: Theme) {
    if let Some(storage) = storage() {
        // A web view without storage forgets the choice, which is all that is lost.
        let _ = storage.set_item(KEY, theme.as_str());
    }
    apply(theme);
}

/// Shows a theme.
pub fn apply(theme: Theme) {
    let dark = match theme {
        Theme::System => system_is_dark(),
        Theme::Light => false,
        Theme::Dark => true,
    };
    crate::page::root_attribute("data-theme", if dark { "dark" } else { "light" });
}

/// Follows the system's theme while it is asked for. The listener lives as long as the value.
pub fn follow() -> Option<EventListener> {
    let query = web_sys::window()?.match_media(DARK).ok()??;
    Some(EventListener::new(&query, "change", |_| apply(chosen())))
}

fn system_is_dark() -> bool {
    web_sys::window().and_then(|w| w.match_media(DARK).ok().flatten()).is_some_and(|q| q.matches())
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}
