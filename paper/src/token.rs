//! The queue token.

use model::words::Arg;
use serde_json::{Value, json};

use crate::said::{digits, moment};
use crate::tongue::Words;
use crate::{Doctor, Tongue};

/// What a patient holds while waiting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenSlip {
    /// The clinic's name.
    pub clinic: String,
    /// `A-31`.
    pub token: String,
    /// Whom it is for.
    pub doctor: Doctor,
    /// Where they sit.
    pub room: Option<String>,
    /// When it was given, UTC milliseconds.
    pub at: i64,
    /// The clinic's zone, minutes east of UTC.
    pub zone_minutes: i64,
    /// Who holds it.
    pub patient: String,
    /// How many are called first.
    pub before: i64,
    /// How long that takes, in minutes, where it can be said.
    pub minutes: Option<i64>,
}

pub(crate) fn view(slip: &TokenSlip, words: &Words) -> Value {
    // Who cannot read the one language has the other below it.
    let mut waits = vec![wait(slip, words)];
    if words.tongue() != Tongue::English {
        waits.push(wait(slip, &Words::new(Tongue::English)));
    }
    json!({
        "title": slip.token,
        "clinic": slip.clinic,
        "token": slip.token,
        "doctor": slip.doctor.name,
        "room": slip.room.as_deref().map(|room| place(room, words)),
        "when": moment(slip.at, slip.zone_minutes),
        "patient": slip.patient,
        "waits": waits,
    })
}

/// A bare number is said to be a room's; what has a name of its own stands as it was typed.
fn place(room: &str, words: &Words) -> String {
    if room.chars().all(|c| c.is_ascii_digit()) {
        words.with("room", &[("room", Arg::Text(room))])
    } else {
        room.to_owned()
    }
}

fn wait(slip: &TokenSlip, words: &Words) -> String {
    let before = words.with("before-you", &[("count", slip.before.into())]);
    let said = match slip.minutes.filter(|_| slip.before > 0) {
        Some(minutes) => format!("{before} · {}", words.with("wait", &[("minutes", minutes.into())])),
        None => before,
    };
    digits(&said, words.tongue())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_is_named_once() {
        let words = Words::new(Tongue::Hindi);
        assert_eq!(place("1", &words), "कमरा 1");
        assert_eq!(place("Room 1", &words), "Room 1");
    }
}
