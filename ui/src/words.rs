//! The words of the interface, in the language that this place shows.

use std::rc::Rc;

use model::Fault;
use model::words::{Arg, Language, Words};
use yew::prelude::*;

/// The words of one language. Cheap to clone.
#[derive(Clone)]
pub struct W {
    language: Language,
    words: Rc<Words>,
}

impl W {
    /// The words of `language`.
    pub fn new(language: Language) -> Self {
        Self { language, words: Rc::new(Words::new(language)) }
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The sentence of that key.
    pub fn t(&self, key: &str) -> AttrValue {
        AttrValue::from(self.words.get(key))
    }

    /// The sentence of that key with its slots filled.
    pub fn tw(&self, key: &str, args: &[(&str, Arg<'_>)]) -> AttrValue {
        AttrValue::from(self.words.with(key, args))
    }

    /// What a fault says, in this language.
    pub fn fault(&self, fault: &Fault) -> AttrValue {
        AttrValue::from(fault.clone().said_in(&self.words).message)
    }

    /// What a fault says of one field, if it names it.
    pub fn field(&self, fault: Option<&Fault>, field: &str) -> Option<AttrValue> {
        let said = fault?.clone().said_in(&self.words);
        said.fields.into_iter().find(|f| f.field == field).map(|f| AttrValue::from(f.message))
    }
}

impl PartialEq for W {
    fn eq(&self, other: &Self) -> bool {
        self.language == other.language
    }
}

/// The words of the language that this place shows.
#[hook]
pub fn use_words() -> W {
    use_context::<W>().unwrap_or_else(|| W::new(Language::default()))
}
