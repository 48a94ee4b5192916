//! The components: thin function components over the class names of `kit.css`.
//!
//! Every text that a component shows is given to it, already in the interface's language
//! (`let w = use_words(); w.t("key")`); the few words of its own have keys under `## kit`.
//!
//! | component | what it is | main properties |
//! |---|---|---|
//! | [`Button`] | a button, with its key shown | `label`, `onclick: Callback<()>`, `kind: Kind`, `size: Size`, `icon`, `keys: "Ctrl+N"`, `busy`, `disabled`, `block`, `submit`, `does: "save"` |
//! | [`LinkButton`] | a button that looks like a link | `label`, `onclick` |
//! | [`IconButton`] | an icon with a name for its title | `icon`, `label`, `onclick`, `keys` |
//! | [`Field`] | label, input, hint, error or ok line | `id`, `label`, `value`, `oninput: Callback<String>`, `onleave`, `error`, `ok`, `hint`, `opt`, `mark`, `kind`, `prefix`, `echo`, `rows`, `code`, `large`, `class: "f6"` |
//! | [`Seg`] | one of a few, side by side | `name`, `label`, `options: Vec<Choice>`, `value: Option<AttrValue>`, `onchange: Callback<AttrValue>` |
//! | [`Select`] | one of many | the same, with `id`; `blank` adds a first empty choice |
//! | [`Check`] | a tick | `label`, `checked`, `onchange: Callback<bool>` |
//! | [`Card`] | a card with head and foot | `title`, `sub`, `actions: Html`, `foot: Html`, `body: bool`, `class` |
//! | [`Banner`] | one fact and one way on | `tone: Tone`, `icon`, children, `actions: Html` |
//! | [`FaultBanner`] | what a refused command says | `fault: Option<Fault>` (field faults are said beside their fields) |
//! | [`Pill`] | a small sign | `tone`, `icon`, `label` |
//! | [`Avatar`] | initials | `name`, `size` |
//! | [`Icon`] | of `icons.svg` | `name: "search"`, `size: ""`, `"sm"`, `"lg"` or `"xl"`, `label` if it stands alone |
//! | [`Kbd`] | a key hint | `keys: "Ctrl+Enter"` |
//! | [`Dialog`] | native `showModal` | `title`, `onclose`, `foot: Html`, `size: "sm"`, `"lg"`, `"top"` …, children |
//! | [`Toast`] | a saved step, with undo or a way on | `app.toast.emit(Toast::with_undo(words, callback))` |
//! | [`Empty`], [`Skeleton`], [`Failed`], [`NotPermitted`] | the states of a list or card | see `states.rs` |
//! | [`Tabs`] | a tab list, arrows move | `label`, `tabs: Vec<Choice>`, `value`, `onchange` |
//! | [`Table`] | head, rows, scrolling | `label`, `head: Vec<Html or text>`, children rows, `class` |
//! | [`PinBoxes`] | six digits over one real input | `id`, `label`, `value`, `oninput`, `onfull`, `error` |
//!
//! Hooks beside them: `ask::use_ask` (a read, asked again when its kind changed), `ask::use_act` (a
//! button's command, with `fault` for fields), `keys::use_keys`, `drafts::use_draft`, `page::use_ready`,
//! `page::use_first_focus`, `context::use_app`, `words::use_words`, `route::go`.

mod banner;
mod button;
mod card;
mod choice;
mod dialog;
mod field;
mod icon;
mod pin;
mod states;
mod table;
mod tabs;
mod toast;

pub use banner::{Banner, FaultBanner, Pill, Tone};
pub use button::{Button, IconButton, Kind, LinkButton, Size};
pub use card::Card;
pub use choice::{Check, Choice, Seg, Select};
pub use dialog::Dialog;
pub use field::Field;
pub use icon::{Avatar, Icon, Kbd, Logo};
pub use pin::PinBoxes;
pub use states::{Empty, Failed, NotPermitted, Skeleton};
pub use table::Table;
pub use tabs::Tabs;
pub use toast::{Toast, ToastView};
