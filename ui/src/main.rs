//! The interface of Nadi: pages over one transport function.
//!
//! `kit` holds the components, `pages` the screens. Nothing here decides a rule of the clinic: what may
//! be shown is decided by `model`, and refused by the dispatcher whatever this crate does.

#![allow(unreachable_pub, reason = "a program has no outside; `pub` says what its own modules offer each other")]

mod app;
mod ask;
mod context;
mod drafts;
mod events;
mod keys;
mod kit;
mod page;
mod pages;
mod print;
mod reply;
mod route;
mod scan;
mod shell;
mod theme;
mod time;
mod transport;
mod words;

fn main() {
    theme::apply(theme::chosen());
    if let Some(root) = page::document().and_then(|document| document.get_element_by_id("nadi")) {
        yew::Renderer::<app::App>::with_root(root).render();
    }
}
