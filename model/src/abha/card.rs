//! What the QR code of an ABHA says: that of the printed card and that of the app name things differently.

use serde_json::Value;

use super::{AbhaAddress, AbhaNumber};
use crate::patient::Sex;
use crate::phone::Phone;
use crate::pin::Pin;

/// An ABHA as its QR code has it. What could not be read is left out, for a person to ask.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AbhaCard {
    /// The number.
    pub number: Option<AbhaNumber>,
    /// The address.
    pub address: Option<AbhaAddress>,
    /// Full name.
    pub name: String,
    /// Sex.
    pub sex: Option<Sex>,
    /// Birth date, or the year alone, as on the card.
    pub born: String,
    /// Mobile phone.
    pub phone: Option<Phone>,
    /// House, street and place in one, without the PIN code.
    pub home: String,
    /// The PIN code in which it ends.
    pub pin_code: Option<Pin>,
}

impl AbhaCard {
    /// Reads the text of a QR code; nothing where it is no ABHA's.
    pub fn read(text: &str) -> Option<Self> {
        let Value::Object(said) = serde_json::from_str(text.trim()).ok()? else { return None };
        let any = |names: &[&str]| {
            let found = names.iter().find_map(|name| said.get(*name)?.as_str());
            found.map(str::trim).unwrap_or_default()
        };
        let number = AbhaNumber::parse(any(&["hidn"])).ok();
        let address = AbhaAddress::parse(any(&["hid", "phr"])).ok();
        // Anything may be in a QR code: without either it is nobody's ABHA.
        if number.is_none() && address.is_none() {
            return None;
        }
        let (home, pin_code) = at_home(any(&["address"]));
        Some(Self {
            number,
            address,
            name: any(&["name"]).to_owned(),
            sex: sex(any(&["gender"])),
            born: any(&["dob"]).to_owned(),
            phone: Phone::parse(any(&["mobile"])).ok(),
            home,
            pin_code,
        })
    }
}

fn sex(text: &str) -> Option<Sex> {
    match text.chars().next()?.to_ascii_uppercase() {
        'F' => Some(Sex::Female),
        'M' => Some(Sex::Male),
        'O' | 'T' => Some(Sex::Other),
        _ => None,
    }
}

/// An address and the PIN code at its end.
fn at_home(text: &str) -> (String, Option<Pin>) {
    let gap = |c: char| c.is_whitespace() || matches!(c, ',' | '-');
    let (before, last) = text.rsplit_once(gap).unwrap_or(("", text));
    match Pin::parse(last) {
        Ok(pin) => (before.trim_end_matches(gap).to_owned(), Some(pin)),
        Err(_) => (text.to_owned(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_of_code_are_read() {
        let card = AbhaCard::read(
            r#"{"hidn":"91-0000-0000-0186","hid":"rukmini.t@abdm","name":"Rukmini Thorat","gender":"F","statelgd":"27",
                "distlgd":"490","dob":"4/7/1961","state name":"Maharashtra","dist name":"Pune","mobile":"+919000000277",
                "address":"Ganpati Matha, Warje, Pune - 411058"}"#,
        )
        .unwrap();
        assert_eq!(card.number.unwrap().as_str(), "91000000000186");
        assert_eq!(card.address.unwrap().as_str(), "rukmini.t@abdm");
        assert_eq!(
            (card.name.as_str(), card.sex, card.born.as_str()),
            ("Rukmini Thorat", Some(Sex::Female), "4/7/1961")
        );
        assert_eq!(card.phone.unwrap().as_str(), "9000000277");
        assert_eq!((card.home.as_str(), card.pin_code.unwrap().as_str()), ("Ganpati Matha, Warje, Pune", "411058"));

        let app = r#"{"hidn":"91000000000186","phr":"91000000000186@abdm","name":"Rukmini Thorat","gender":"M","dob":"1961",
            "district_name":"PUNE","state_name":"MAHARASHTRA","mobile":"","address":""}"#;
        let app = AbhaCard::read(app).unwrap();
        assert_eq!((app.sex, app.born.as_str(), app.phone, app.pin_code), (Some(Sex::Male), "1961", None, None));
        assert_eq!(app.address.unwrap().as_str(), "91000000000186@abdm");
    }

    #[test]
    fn another_code_is_no_card() {
        for text in
            ["", "9000000277", "[]", "{}", r#"{"name":"Rukmini"}"#, r#"{"hidn":"12"}"#, r#"{"hidn":91}"#, "{\"hidn\""]
        {
            assert_eq!(AbhaCard::read(text), None, "{text}");
        }
    }
}
