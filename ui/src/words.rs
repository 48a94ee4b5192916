//! The words of the interface, in the language that this place shows: fetched from beside it.

use std::rc::Rc;

use model::Fault;
use model::words::{Arg, Language, Words};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::transport;

/// The words of one language. Cheap to clone.
#[derive(Clone)]
pub struct W {
    language: Language,
    words: Rc<Words>,
}

impl W {
    /// The words of `language`. Where its file cannot be had, keys stand for them.
    async fn fetch(language: Language) -> Self {
        let file = transport::file(&format!("locales/{}.ftl", language.as_str())).await;
        Self { language, words: Rc::new(Words::of(language, &file.unwrap_or_default())) }
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

/// The words of `language`, once they are there; until then those of the language before.
#[hook]
pub fn use_words_of(language: Option<Language>) -> Option<W> {
    let words = use_state(|| None::<W>);
    let wanted = use_mut_ref(|| None::<Language>);
    {
        let words = words.clone();
        use_effect_with(language, move |language| {
            wanted.replace(*language);
            let Some(language) = *language else { return };
            spawn_local(async move {
                let fetched = W::fetch(language).await;
                if *wanted.borrow() == Some(language) {
                    words.set(Some(fetched));
                }
            });
        });
    }
    (*words).clone()
}

/// The words of the language that this place shows. Only below [`crate::app::App`].
#[hook]
#[expect(clippy::expect_used, reason = "a page outside the app is a mistake of the code, seen at once")]
pub fn use_words() -> W {
    use_context::<W>().expect("a page is shown by the app")
}
