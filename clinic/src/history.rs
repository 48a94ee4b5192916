//! Who set a field, when, and what it was: read from the log, never kept twice.

use std::collections::HashMap;

use model::commands::history::{History, HistoryEntry, ListHistory};
use model::record::{Field, Sensitivity};
use model::tenancy::{Desk, User};
use model::{Entity, Fault, Id, Value};

use crate::dispatch::Call;

pub(crate) fn list(call: &Call<'_>, args: ListHistory) -> Result<History, Fault> {
    let entity = Entity::named(&args.record).ok_or_else(|| Fault::field("record", "field-choice"))?;
    let id = args.id.parse::<Id<()>>().map_err(|_| Fault::field("id", "field-id"))?.bytes();
    call.read(|view| {
        let users: HashMap<[u8; 16], String> =
            view.all::<User>()?.into_iter().map(|u| (u.record.id.bytes(), u.record.name)).collect();
        let desks: HashMap<[u8; 16], String> =
            view.all::<Desk>()?.into_iter().map(|d| (d.record.id.bytes(), d.record.name)).collect();
        let entries = view
            .history(entity, &id)?
            .into_iter()
            .map(|(version, entry)| HistoryEntry {
                field: version.field.name.to_owned(),
                value: shown(version.field, &version.value),
                was: version.was.iter().map(|v| shown(version.field, v)).collect(),
                present: version.present,
                by: users.get(&entry.user).cloned().unwrap_or_default(),
                at: entry.at,
                desk: desks.get(&version.version.incarnation.0).cloned().unwrap_or_default(),
                command: entry.command,
            })
            .collect();
        Ok(History { entries })
    })
}

/// A value as history and "both stand" show it: identifiers masked, keys and ids left out.
pub(crate) fn shown(field: &Field, value: &Value) -> Option<String> {
    match value {
        Value::Null | Value::Bytes(_) => None,
        Value::Text(text) if field.sensitivity == Sensitivity::Identifier => Some(masked(field.name, text)),
        Value::Text(text) => Some(text.clone()),
        Value::Int(n) => Some(n.to_string()),
        Value::Bool(yes) => Some(yes.to_string()),
    }
}

/// An identifier as it may stand on a screen.
pub(crate) fn masked(field: &str, text: &str) -> String {
    use model::abha::{AadhaarFour, AbhaAddress, AbhaNumber};
    use model::phone::Phone;
    let masked = match field {
        "phone" => Phone::parse(text).ok().map(|p| p.masked()),
        "abha_number" => AbhaNumber::parse(text).ok().map(|a| a.masked()),
        "abha_address" => AbhaAddress::parse(text).ok().map(|a| a.masked()),
        "aadhaar_last4" => AadhaarFour::parse(text).ok().map(|a| a.masked()),
        _ => None,
    };
    masked.unwrap_or_else(|| "X".repeat(text.chars().count().min(10)))
}
