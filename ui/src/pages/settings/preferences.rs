//! Language and colours of this place.

use model::words::Language;
use yew::prelude::*;

use crate::context::use_app;
use crate::kit::{Card, Choice, Seg};
use crate::page::use_ready;
use crate::theme::{self, Theme};
use crate::words::use_words;

/// What the person at this place sees; it changes nothing for others.
#[component]
pub fn Preferences() -> Html {
    let w = use_words();
    let app = use_app();
    let colours = use_state(theme::chosen);
    use_ready("settings-language", true);
    let languages: Vec<Choice> = Language::ALL.iter().map(|l| Choice::new(l.as_str(), l.own_name())).collect();
    let themes: Vec<Choice> =
        Theme::ALL.iter().map(|t| Choice::new(t.as_str(), w.t(&format!("theme-{}", t.as_str())))).collect();
    let speak = app.set_language.reform(|name: AttrValue| Language::parse(&name).unwrap_or_default());
    let paint = {
        let colours = colours.clone();
        Callback::from(move |name: AttrValue| {
            theme::choose(Theme::parse(&name));
            colours.set(Theme::parse(&name));
        })
    };
    html! {
        <div class="grid2">
            <Card title={w.t("language")} sub={w.t("settings-language-sub")}>
                <Seg name="language" bare={true} narrow={true} label={w.t("language")} options={languages} value={AttrValue::from(w.language().as_str())} onchange={speak} />
                <p class="hint">{ w.t("settings-language-hint") }</p>
            </Card>
            <Card title={w.t("colours")} sub={w.t("settings-colours-sub")}>
                <Seg name="theme" bare={true} narrow={true} label={w.t("colours")} options={themes} value={AttrValue::from(colours.as_str())} onchange={paint} />
                <p class="hint">{ w.t("settings-colours-hint") }</p>
            </Card>
        </div>
    }
}
