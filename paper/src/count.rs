//! The slip of a drawer's counting: what should have been there, what was, and why they differ.

use model::billing::{DrawerClose, DrawerEntry, DrawerReason};
use model::money::Paise;
use serde_json::{Value, json};

use crate::Tongue;
use crate::said::{amount, moment};
use crate::tongue::Words;

/// A counting with the money that it looks back on.
#[derive(Clone, Debug, PartialEq)]
pub struct CountPaper {
    /// As counted.
    pub close: DrawerClose,
    /// The business as printed: name, address, phone, a line each.
    pub business: Vec<String>,
    /// Whose drawer it is.
    pub person: String,
    /// What was there when the day began.
    pub opening: Paise,
    /// Cash taken that day until it was counted.
    pub received: Paise,
    /// Cash given back by then, below zero.
    pub refunded: Paise,
    /// What else was put in or taken out by then, the oldest first.
    pub entries: Vec<DrawerEntry>,
    /// What earlier countings of the day had found.
    pub differences: Paise,
    /// The clinic's zone, minutes east of UTC.
    pub zone_minutes: i64,
}

pub(crate) fn view(paper: &CountPaper, words: &Words) -> Value {
    let close = &paper.close;
    let at = moment(close.at, paper.zone_minutes);
    let (name, address) = paper.business.split_first().map_or(("", &[][..]), |(name, rest)| (name.as_str(), rest));
    let row = |label: String, sum: Paise| json!([label, amount(sum)]);
    let moved = |key: &str, sum: Paise| (sum != Paise::ZERO).then(|| row(words.get(key), sum));
    let mut sums = vec![row(words.get("opening"), paper.opening), row(words.get("cash-received"), paper.received)];
    sums.extend(moved("cash-returned", paper.refunded));
    sums.extend(paper.entries.iter().map(|entry| row(label(entry, words), entry.amount)));
    sums.extend(moved("found-before", paper.differences));
    let heading = |words: &Words| words.get("drawer-count");
    let way = match close.difference.0 {
        0 => "no-difference",
        short if short < 0 => "short",
        _ => "over",
    };
    json!({
        "title": format!("{}, {}, {at}", heading(words), paper.person),
        "name": name,
        "address": address,
        "heading": heading(words),
        "english": (words.tongue() != Tongue::English).then(|| heading(&Words::new(Tongue::English))),
        "facts": [[words.get("drawer-of"), paper.person], [words.get("date"), at]],
        "sums": sums,
        "expected": close.expected.to_string(),
        "notes": notes(&close.denominations, words),
        "counted": close.counted.to_string(),
        "difference": [words.get(way), (close.difference != Paise::ZERO).then(|| close.difference.to_string())],
        "reason": close.reason,
        "signatory": paper.person,
    })
}

fn label(entry: &DrawerEntry, words: &Words) -> String {
    let why = words.get(match entry.why {
        DrawerReason::Float => "float",
        DrawerReason::Payout => "payout",
        DrawerReason::Drawings => "drawings",
        DrawerReason::Deposit => "deposit",
    });
    entry.note.as_ref().map_or_else(|| why.clone(), |note| format!("{why}: {note}"))
}

/// Each value with its number and sum, out of `500×19 coins×30`.
fn notes(denominations: &str, words: &Words) -> Vec<Value> {
    let parts = denominations.split(' ').filter_map(|part| part.split_once('×'));
    let row = |(value, count): (&str, &str)| {
        let rupees: i64 = count.parse().ok()?;
        Some(match value.parse::<i64>() {
            Ok(worth) => json!([format!("₹{worth} × {count}"), amount(Paise::rupees(worth).times(rupees))]),
            Err(_) => json!([words.get("coins"), amount(Paise::rupees(rupees))]),
        })
    };
    parts.filter_map(row).collect()
}
