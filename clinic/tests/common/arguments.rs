//! Arguments made from the schemas that `api.describe` shows.

use serde_json::{Map, Value, json};

use super::{At, NOBODY};

/// A command as it is described.
pub(crate) struct Described {
    pub(crate) name: String,
    pub(crate) capability: Option<String>,
    pub(crate) needs_sign_in: bool,
    pub(crate) writes: bool,
    pub(crate) args: Value,
}

/// A place in the arguments that holds text: `businesses.0.gstin`.
#[derive(Clone, Debug)]
pub(crate) struct TextField {
    pub(crate) path: String,
    pub(crate) required: bool,
    pub(crate) schema: Value,
}

/// Every command.
pub(crate) fn described(at: &At<'_>) -> Vec<Described> {
    let all = at.call("api.describe", json!({}));
    let commands = all["commands"].as_array().unwrap().iter();
    commands
        .map(|c| Described {
            name: super::text(&c["name"]),
            capability: c["capability"].as_str().map(str::to_owned),
            needs_sign_in: c["needs_sign_in"].as_bool().unwrap(),
            writes: c["access"] == "write",
            args: c["args"].clone(),
        })
        .collect()
}

/// The required fields alone, each as small as the schema allows.
pub(crate) fn required_alone(schema: &Value) -> Value {
    least(schema, schema)
}

fn least(root: &Value, schema: &Value) -> Value {
    let schema = resolved(root, schema);
    if let Some(choice) = choices(&schema).into_iter().next() {
        return json!(choice);
    }
    match kind(&schema) {
        "string" if schema["format"] == "uuid" => json!(NOBODY),
        "string" if schema["format"] == "date" => json!("2026-11-23"),
        "string" => json!("x".repeat(schema["minLength"].as_u64().unwrap_or(0) as usize)),
        "integer" => json!(schema["minimum"].as_i64().unwrap_or(0)),
        "boolean" => json!(false),
        "array" => {
            let item = least(root, &schema["items"]);
            json!(vec![item; schema["minItems"].as_u64().unwrap_or(0) as usize])
        }
        _ => {
            let mut out = Map::new();
            for name in schema["required"].as_array().into_iter().flatten() {
                let name = name.as_str().unwrap();
                out.insert(name.to_owned(), least(root, &schema["properties"][name]));
            }
            Value::Object(out)
        }
    }
}

/// Every place that holds text, in arrays the first.
pub(crate) fn text_fields(schema: &Value) -> Vec<TextField> {
    let mut out = Vec::new();
    walk(schema, schema, "", false, &mut out);
    out
}

fn walk(root: &Value, schema: &Value, path: &str, required: bool, out: &mut Vec<TextField>) {
    let schema = resolved(root, schema);
    match kind(&schema) {
        "array" => walk(root, &schema["items"], &format!("{path}.0"), true, out),
        "object" => {
            for (name, property) in schema["properties"].as_object().into_iter().flatten() {
                let required = schema["required"].as_array().is_some_and(|r| r.contains(&json!(name)));
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                walk(root, property, &path, required, out);
            }
        }
        "string" => out.push(TextField { path: path.to_owned(), required, schema }),
        _ => {}
    }
}

/// Whether a place takes one of a few words.
pub(crate) fn is_choice(field: &TextField) -> bool {
    !choices(&field.schema).is_empty()
}

/// `args` with `value` at that path; `None` takes it out.
pub(crate) fn put(args: &Value, path: &str, value: Option<Value>) -> Value {
    let mut out = args.clone();
    let (parent, last) = match path.rsplit_once('.') {
        Some((parent, last)) => (format!("/{}", parent.replace('.', "/")), last),
        None => (String::new(), path),
    };
    let parent = out.pointer_mut(&parent).unwrap_or_else(|| panic!("nothing at {path} in {args}"));
    match (parent, value) {
        (Value::Array(items), Some(value)) => items[last.parse::<usize>().unwrap()] = value,
        (Value::Array(items), None) => drop(items.remove(last.parse().unwrap())),
        (Value::Object(fields), Some(value)) => drop(fields.insert(last.to_owned(), value)),
        (Value::Object(fields), None) => drop(fields.remove(last)),
        (other, _) => panic!("{other} has no {last}"),
    }
    out
}

/// Whether there is something at that path.
pub(crate) fn has(args: &Value, path: &str) -> bool {
    args.pointer(&format!("/{}", path.replace('.', "/"))).is_some()
}

fn resolved(root: &Value, schema: &Value) -> Value {
    if let Some(name) = schema["$ref"].as_str() {
        return resolved(root, root.pointer(name.trim_start_matches('#')).unwrap());
    }
    if let Some(any) = schema["anyOf"].as_array() {
        return resolved(root, any.iter().find(|s| s["type"] != "null").unwrap());
    }
    schema.clone()
}

fn kind(schema: &Value) -> &str {
    match &schema["type"] {
        Value::String(kind) => kind,
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).find(|k| *k != "null").unwrap(),
        _ if !choices(schema).is_empty() => "string",
        _ => "object",
    }
}

fn choices(schema: &Value) -> Vec<String> {
    let mut out = Vec::new();
    for each in schema["oneOf"].as_array().into_iter().flatten().chain([schema]) {
        out.extend(each["enum"].as_array().into_iter().flatten().filter_map(|v| v.as_str().map(str::to_owned)));
        out.extend(each["const"].as_str().map(str::to_owned));
    }
    out
}
