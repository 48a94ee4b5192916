//! What went wrong, in a form that any edge can say in its own language.

use serde::{Deserialize, Serialize};

use crate::words::Words;

/// One rejected field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldFault {
    /// The argument's name; parts of a nested one are joined by dots (`owner.password`, `businesses.0.gstin`).
    pub field: String,
    /// The key of the sentence in `locales/`, beginning with `field-`.
    pub code: String,
    /// What fills the sentence's slots.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub slots: Vec<(String, String)>,
    /// The sentence, once said in a language.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub message: String,
}

/// A refusal or a failure. It holds no patient data: a code, slots for counts and names of things, and
/// the names of rejected fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The key of the sentence in `locales/` without its `fault-`.
    pub code: String,
    /// What fills the sentence's slots.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub slots: Vec<(String, String)>,
    /// The rejected fields, if that is why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldFault>,
    /// The sentence, once said in a language.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub message: String,
}

impl Fault {
    /// A fault of that code, without slots.
    pub fn new(code: &str) -> Self {
        Self { code: code.to_owned(), slots: Vec::new(), fields: Vec::new(), message: String::new() }
    }

    /// The same with one slot more.
    pub fn with(mut self, slot: &str, value: impl ToString) -> Self {
        self.slots.push((slot.to_owned(), value.to_string()));
        self
    }

    /// The refusal of one field.
    pub fn field(field: &str, code: &str) -> Self {
        let mut door = Door::default();
        door.refuse(field, code);
        door.fault()
    }

    /// The same with every sentence said in the language of `words`.
    pub fn said_in(mut self, words: &Words) -> Self {
        self.message = words.with(&format!("fault-{}", self.code), &borrowed(&self.slots));
        for field in &mut self.fields {
            field.message = words.with(&field.code, &borrowed(&field.slots));
        }
        self
    }

    /// The exit code of a command line that ends with this fault.
    pub fn exit_code(&self) -> u8 {
        match self.code.as_str() {
            "fields" | "arguments" | "unknown-call" => 2,
            "signed-out" | "locked" | "not-permitted" | "wrong-password" | "wait" => 3,
            "profile-open" => 4,
            "disk-full" => 5,
            code if code.starts_with("damage-") => 10,
            _ => 1,
        }
    }
}

fn borrowed(slots: &[(String, String)]) -> Vec<(&str, crate::words::Arg<'_>)> {
    slots.iter().map(|(k, v)| (k.as_str(), crate::words::Arg::from(v.as_str()))).collect()
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.message.is_empty() {
            return f.write_str(&self.code);
        }
        f.write_str(&self.message)?;
        for field in &self.fields {
            write!(f, " {}: {}", field.field, field.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for Fault {}

/// How many rejected fields are told at once: more is no form that a person filled in.
const MOST: usize = 50;

/// Collects every rejected field before anything is refused, so that a person sees all of them at once.
#[derive(Debug, Default)]
pub struct Door {
    fields: Vec<FieldFault>,
}

impl Door {
    /// Notes that `field` is refused for the reason `code`.
    pub fn refuse(&mut self, field: &str, code: &str) {
        self.refuse_with(field, code, &[]);
    }

    /// The same with slots.
    pub fn refuse_with(&mut self, field: &str, code: &str, slots: &[(&str, String)]) {
        if self.fields.len() >= MOST || self.fields.iter().any(|f| f.field == field) {
            return;
        }
        self.fields.push(FieldFault {
            field: field.to_owned(),
            code: code.to_owned(),
            slots: slots.iter().map(|(k, v)| ((*k).to_owned(), v.clone())).collect(),
            message: String::new(),
        });
    }

    /// The value, or `None` after its refusal is noted.
    pub fn take<T, E: Into<Refusal>>(&mut self, field: &str, result: Result<T, E>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(e) => {
                let refusal: Refusal = e.into();
                self.refuse(field, refusal.0);
                None
            }
        }
    }

    /// Nothing, or the fault that names every refused field.
    pub fn close(self) -> Result<(), Fault> {
        if self.fields.is_empty() { Ok(()) } else { Err(self.fault()) }
    }

    /// Whether nothing was refused so far.
    pub fn is_clear(&self) -> bool {
        self.fields.is_empty()
    }

    fn fault(self) -> Fault {
        let count = self.fields.len();
        Fault { fields: self.fields, ..Fault::new("fields").with("count", count) }
    }
}

/// The locale key of why a value was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal(pub &'static str);
