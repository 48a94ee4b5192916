//! `api.describe`: every command with its needs and schemas.

use model::Fault;
use model::command::{Access, Needs};
use model::commands::app::{Describe, Described, Description};
use schemars::JsonSchema;
use serde_json::{Value, json};

use crate::dispatch::{Call, HANDLERS};

/// The argument of every write that names the caller's own request.
pub(crate) const REQUEST_ID: &str = "request_id";

/// The JSON schema of a type; with `request`, the caller's own request id among its properties.
pub(crate) fn schema<T: JsonSchema>(request: bool) -> Value {
    let mut schema = schemars::schema_for!(T).to_value();
    if request && let Some(object) = schema.as_object_mut() {
        let about = "Made by the caller; the same id again returns the first reply, also after a crash.";
        object.entry("properties").or_insert_with(|| json!({}))[REQUEST_ID] =
            json!({ "type": "string", "format": "uuid", "description": about });
    }
    schema
}

pub(crate) fn describe(_: &Call<'_>, _: Describe) -> Result<Description, Fault> {
    let commands = HANDLERS
        .iter()
        .map(|h| Described {
            name: h.name.to_owned(),
            capability: h.needs.capability().map(|c| c.as_str().to_owned()),
            needs_sign_in: h.needs != Needs::Nothing,
            access: match h.access {
                Access::Read => "read",
                Access::Write | Access::Act => "write",
                Access::Local => "local",
            }
            .to_owned(),
            args: h.args.clone(),
            result: h.result.clone(),
        })
        .collect();
    Ok(Description { version: env!("CARGO_PKG_VERSION").to_owned(), commands })
}
