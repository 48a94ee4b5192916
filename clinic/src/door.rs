//! The door: arguments are compared with the very schema that `api.describe` shows, and every rejected field
//! is named, before a command sees them.

use model::Door;
use model::fault::Fault;
use serde_json::{Map, Value};

/// A property of a schema that may hold several lines.
const LINES: &str = "x-lines";

/// A property that holds a whole file, whose command looks at each part of it by itself.
const FILE: &str = "x-file";

/// Checks `args` against a command's schema.
///
/// # Errors
/// A fault that names each rejected field.
pub(crate) fn check(schema: &Value, args: &Value) -> Result<(), Fault> {
    let Value::Object(args) = args else { return Err(Fault::new("arguments")) };
    let mut door = Door::default();
    let walk = Walk { defs: schema.get("$defs") };
    walk.object(schema, args, "", &mut door);
    door.close()
}

struct Walk<'a> {
    defs: Option<&'a Value>,
}

impl<'a> Walk<'a> {
    fn object(&self, schema: &'a Value, args: &Map<String, Value>, path: &str, door: &mut Door) {
        let nothing = Map::new();
        let properties = schema.get("properties").and_then(Value::as_object).unwrap_or(&nothing);
        for name in schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str) {
            if args.get(name).is_none_or(Value::is_null) {
                door.refuse(&join(path, name), "field-missing");
            }
        }
        for (name, value) in args {
            let field = join(path, name);
            match (properties.get(name), schema.get("additionalProperties")) {
                (Some(property), _) => self.value(property, value, &field, door),
                (None, Some(rest)) if rest.is_object() => self.value(rest, value, &field, door),
                (None, _) => door.refuse(&join(path, &shortened(name)), "field-unknown"),
            }
        }
    }

    fn value(&self, schema: &'a Value, value: &Value, field: &str, door: &mut Door) {
        let schema = self.resolve(schema);
        if value.is_null() {
            // An optional field that is not said; a required one has been refused.
            return;
        }
        if let Some(choices) = schema.get("anyOf").and_then(Value::as_array) {
            if let Some(choice) = choices.iter().find(|c| c.get("type").and_then(Value::as_str) != Some("null")) {
                self.value(choice, value, field, door);
            }
            return;
        }
        if let Some(names) = choices(schema) {
            if !value.as_str().is_some_and(|v| names.contains(&v)) {
                door.refuse(field, if value.is_string() { "field-choice" } else { "field-wrong-type" });
            }
            return;
        }
        match (kind(schema), value) {
            (Some("string"), Value::String(text)) => string(schema, text, field, door),
            (Some("integer"), Value::Number(n)) if n.is_i64() || n.is_u64() => integer(schema, n.as_i64(), field, door),
            (Some("boolean"), Value::Bool(_)) | (None, _) => {}
            (Some("array"), Value::Array(items)) => self.array(schema, items, field, door),
            (Some("object"), Value::Object(fields)) => self.object(schema, fields, field, door),
            _ => door.refuse(field, "field-wrong-type"),
        }
    }

    fn array(&self, schema: &'a Value, items: &[Value], field: &str, door: &mut Door) {
        if (items.len() as u64) < number(schema, "minItems").unwrap_or(0) {
            return door.refuse(field, "field-missing");
        }
        if let Some(most) = number(schema, "maxItems").filter(|most| items.len() as u64 > *most) {
            return door.refuse_with(field, "field-too-many", &[("max", most.to_string())]);
        }
        if let Some(schema) = schema.get("items") {
            for (at, item) in items.iter().enumerate() {
                let field = join(field, &at.to_string());
                if item.is_null() {
                    door.refuse(&field, "field-missing");
                }
                self.value(schema, item, &field, door);
            }
        }
    }

    fn resolve(&self, schema: &'a Value) -> &'a Value {
        let name = schema.get("$ref").and_then(Value::as_str).and_then(|r| r.strip_prefix("#/$defs/"));
        name.and_then(|name| self.defs?.get(name)).unwrap_or(schema)
    }
}

fn string(schema: &Value, text: &str, field: &str, door: &mut Door) {
    let lines = schema.get(LINES).and_then(Value::as_bool).unwrap_or(false);
    let file = schema.get(FILE).and_then(Value::as_bool).unwrap_or(false);
    let control = |c: char| c.is_control() && !(lines && matches!(c, '\n' | '\r' | '\t'));
    if let Some(most) = number(schema, "maxLength").filter(|most| text.chars().count() as u64 > *most) {
        door.refuse_with(field, "field-too-long", &[("max", most.to_string())]);
    } else if !file && text.chars().any(|c| control(c) || is_hidden(c)) {
        door.refuse(field, "field-control-characters");
    } else if number(schema, "minLength").unwrap_or(0) > 0 && text.trim().is_empty() {
        door.refuse(field, "field-missing");
    } else {
        match schema.get("format").and_then(Value::as_str) {
            Some("uuid") if !is_uuid(text) => door.refuse(field, "field-id"),
            Some("date") => drop(door.take(field, model::day::Day::parse_iso(text))),
            _ => {}
        }
    }
}

/// Marks that change the direction of text, and others that are not seen but make one name two. The joiners
/// that Indic scripts need are let through.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{200b}' | '\u{2028}' | '\u{2029}')
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36 && text.parse::<model::Id<()>>().is_ok()
}

fn integer(schema: &Value, n: Option<i64>, field: &str, door: &mut Door) {
    let bound = |name: &str, or: i64| schema.get(name).and_then(Value::as_i64).unwrap_or(or);
    let (least, most) = (bound("minimum", i64::MIN), bound("maximum", i64::MAX));
    if !n.is_some_and(|n| (least..=most).contains(&n)) {
        door.refuse_with(field, "field-number-range", &[("min", least.to_string()), ("max", most.to_string())]);
    }
}

fn kind(schema: &Value) -> Option<&str> {
    match schema.get("type")? {
        Value::String(kind) => Some(kind),
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).find(|k| *k != "null"),
        _ => None,
    }
}

fn choices(schema: &Value) -> Option<Vec<&str>> {
    if let Some(names) = schema.get("enum").and_then(Value::as_array) {
        return Some(names.iter().filter_map(Value::as_str).collect());
    }
    let each = schema.get("oneOf").and_then(Value::as_array)?;
    Some(
        each.iter()
            .flat_map(|c| match c.get("enum").and_then(Value::as_array) {
                Some(names) => names.iter().filter_map(Value::as_str).collect(),
                None => c.get("const").and_then(Value::as_str).into_iter().collect::<Vec<_>>(),
            })
            .collect(),
    )
}

fn number(schema: &Value, name: &str) -> Option<u64> {
    schema.get(name).and_then(Value::as_u64)
}

/// The beginning of a name that a caller made up.
fn shortened(name: &str) -> String {
    name.chars().take(40).collect()
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}
