//! The interface of Nadi: pages over one transport function.
//!
//! `kit` holds the components, `pages` the screens. Nothing here decides a rule of the clinic: what may
//! be shown is decided by `model`, and refused by the dispatcher whatever this crate does.

mod app;
mod ask;
mod context;
mod drafts;
mod events;
mod keys;
mod kit;
mod page;
mod pages;
mod route;
mod shell;
mod theme;
mod time;
mod transport;
mod words;

fn main() {
    theme::apply(theme::chosen());
    yew::Renderer::<app::App>::new().render();
}
