//! Who set a field, when, and what it was: read from the log, never kept twice.

use std::collections::HashMap;

use model::commands::history::{History, HistoryEntry, ListHistory};
use model::patient::{Allergy, Consent, Patient};
use model::record::{Field, Sensitivity};
use model::tenancy::{Desk, User};
use model::{Entity, Fault, Id, Record, Value};
use store::{Entry, FieldVersion, Stamped, View};

use crate::dispatch::Call;

pub(crate) fn list(call: &Call<'_>, args: ListHistory) -> Result<History, Fault> {
    let entity = Entity::named(&args.record).ok_or_else(|| Fault::field("record", "field-choice"))?;
    let id = args.id.parse::<Id<()>>().map_err(|_| Fault::field("id", "field-id"))?.bytes();
    call.read(|view| {
        let names = Names::of(view)?;
        let mut entries = names.entries(view, entity, &id, None)?;
        if entity.kind == Patient::KIND {
            for allergy in view.by::<Allergy>("patient", id)? {
                let about = Some(allergy.record.substance);
                entries.extend(names.entries(view, &Entity::of::<Allergy>(), &allergy.record.id.bytes(), about)?);
            }
            entries.extend(agreements(view, &names, id)?);
            entries.sort_by_key(|e| std::cmp::Reverse(e.at));
        }
        Ok(History { entries })
    })
}

/// Each word on a purpose is a record of its own, which replaces the one before.
fn agreements(view: &View<'_>, names: &Names, patient: [u8; 16]) -> store::Result<Vec<HistoryEntry>> {
    let mut said = view.by::<Consent>("patient", patient)?;
    said.sort_by_key(|c| (c.record.noted_at, c.record.id));
    let mut out = Vec::new();
    for (at, consent) in said.iter().map(|c| &c.record).enumerate() {
        let same = |other: &&Stamped<Consent>| other.record.purpose == consent.purpose;
        let before = said[..at].iter().rfind(same).map(|c| Some(c.record.given.to_string()));
        let last = !said[at + 1..].iter().any(|other| same(&other));
        let about = Some(consent.purpose.as_str().to_owned());
        for mut entry in names.entries(view, &Entity::of::<Consent>(), &consent.id.bytes(), about)? {
            if entry.field == "given" {
                entry.was.extend(before.clone());
            }
            entry.present &= last;
            out.push(entry);
        }
    }
    Ok(out)
}

/// What people and desks are called now.
struct Names {
    users: HashMap<[u8; 16], String>,
    desks: HashMap<[u8; 16], String>,
}

impl Names {
    fn of(view: &View<'_>) -> store::Result<Self> {
        Ok(Self {
            users: view.all::<User>()?.into_iter().map(|u| (u.record.id.bytes(), u.record.name)).collect(),
            desks: view.all::<Desk>()?.into_iter().map(|d| (d.record.id.bytes(), d.record.name)).collect(),
        })
    }

    fn entries(
        &self,
        view: &View<'_>,
        entity: &Entity,
        id: &[u8; 16],
        about: Option<String>,
    ) -> store::Result<Vec<HistoryEntry>> {
        let entry = |(version, entry): (FieldVersion, Entry)| HistoryEntry {
            record: entity.name.to_owned(),
            about: about.clone(),
            field: version.field.name.to_owned(),
            value: shown(version.field, &version.value),
            was: version.was.iter().map(|v| shown(version.field, v)).collect(),
            present: version.present,
            by: self.users.get(&entry.user).cloned().unwrap_or_default(),
            at: entry.at,
            desk: self.desks.get(&version.version.incarnation.0).cloned().unwrap_or_default(),
            command: entry.command,
        };
        Ok(view.history(entity, id)?.into_iter().map(entry).collect())
    }
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
