//! Counting a drawer by notes.

use std::collections::BTreeMap;

use model::commands::drawer::NoteCount;
use model::money::Paise;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::kit::Icon;
use crate::words::use_words;

/// The notes in use, rupees, the largest first.
pub const NOTES: [i64; 6] = [500, 200, 100, 50, 20, 10];

/// How many of each, as typed; `0` counts the coins in rupees.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Count(BTreeMap<i64, String>);

impl Count {
    fn of(&self, value: i64) -> i64 {
        self.0.get(&value).and_then(|text| text.trim().parse::<u32>().ok()).map_or(0, i64::from)
    }

    fn amount(&self, value: i64) -> Paise {
        Paise::rupees(self.of(value) * value.max(1))
    }

    /// The first field in which something else than a number was typed, as a selector.
    pub fn wrong(&self) -> Option<String> {
        let is_wrong = |text: &str| !text.trim().is_empty() && text.trim().parse::<u32>().is_err();
        self.0.iter().find(|(_, text)| is_wrong(text)).map(|(value, _)| format!("#count-{value}"))
    }

    /// What was counted.
    pub fn total(&self) -> Paise {
        NOTES.iter().chain(&[0]).map(|value| self.amount(*value)).sum()
    }

    /// Whether anything was typed.
    pub fn is_begun(&self) -> bool {
        self.0.values().any(|text| !text.trim().is_empty())
    }

    /// The notes for the command.
    pub fn notes(&self) -> Vec<NoteCount> {
        NOTES.iter().map(|value| NoteCount { value: *value, count: self.of(*value) }).filter(|n| n.count != 0).collect()
    }

    /// The coins, rupees.
    pub fn coins(&self) -> i64 {
        self.of(0)
    }
}

/// The table.
#[derive(Clone, PartialEq, Properties)]
pub struct CountProps {
    /// As typed.
    pub count: Count,
    /// Typed again.
    pub onchange: Callback<Count>,
    /// What is wrong and what to do.
    #[prop_or_default]
    pub error: Option<AttrValue>,
}

/// A row a note; Enter goes to the next.
#[component]
pub fn Notes(props: &CountProps) -> Html {
    let w = use_words();
    let row = |value: i64| {
        let oninput = {
            let (count, onchange) = (props.count.clone(), props.onchange.clone());
            Callback::from(move |event: InputEvent| {
                let mut count = count.clone();
                count.0.insert(value, event.target_unchecked_into::<HtmlInputElement>().value());
                onchange.emit(count);
            })
        };
        let name = if value == 0 { w.t("close-coins") } else { AttrValue::from(format!("₹{value}")) };
        let typed = props.count.0.get(&value).cloned().unwrap_or_default();
        html! {
            <tr key={value.to_string()}>
                <th scope="row" class="den"><span class={classes!("denlab", (value == 0).then_some("denlab--c"))}>{ name.clone() }</span></th>
                <td class="num hushed">{ if value == 0 { "" } else { "×" } }</td>
                <td><input class="cell cell--count" value={typed} {oninput} aria-label={name} inputmode="numeric" autocomplete="off" id={format!("count-{value}")} /></td>
                <td class="num med">{ format!("{:#}", props.count.amount(value)) }</td>
            </tr>
        }
    };
    html! {
        <div class="tablewrap">
            if let Some(error) = &props.error { <span class="error pad" id="notes-error" role="alert"><Icon name="stop" />{ error }</span> }
            <table class="table table--den">
                <thead><tr><th>{ w.t("close-note") }</th><th role="presentation"></th><th class="num">{ w.t("close-how-many") }</th><th class="num">{ w.t("bill-amount") }</th></tr></thead>
                <tbody>{ for NOTES.iter().chain(&[0]).map(|value| row(*value)) }</tbody>
            </table>
        </div>
    }
}
