//! Those found: asked for at every key, an overtaken answer dropped, more when the end comes near.

use std::cell::{Ref, RefCell};
use std::rc::Rc;

use model::Fault;
use model::commands::patients::{FindPatients, PatientRow};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::super::rows::{row_id, sought};
use crate::context::Changed;
use crate::transport;

/// Rows a page: more than any window shows, few enough to draw within a frame.
const PAGE: u32 = 25;

/// At most so many are asked for at once.
const MOST: u32 = 100;

/// What is shown.
#[derive(Default)]
pub struct Shown {
    /// The query that the rows answer.
    pub query: String,
    /// Its words, as the rows mark them.
    pub sought: Rc<Vec<String>>,
    /// Best first.
    pub rows: Vec<Rc<PatientRow>>,
    /// Where the next page starts.
    pub next: Option<String>,
    /// Which row the arrows are on.
    pub at: usize,
    /// Why there is no newer answer.
    pub fault: Option<Fault>,
    /// Whether there was any answer yet.
    pub answered: bool,
    /// Whether the next page is on its way.
    pub more_asked: bool,
    typed: String,
    turn: u64,
    then: Option<Callback<()>>,
}

/// Those found.
#[derive(Clone)]
pub struct List {
    shown: Rc<RefCell<Shown>>,
    update: UseForceUpdateHandle,
}

/// Those found, asked for again when patients changed.
#[hook]
pub fn use_list(changed: Changed) -> List {
    let list = List { shown: use_mut_ref(Shown::default), update: use_force_update() };
    {
        let list = list.clone();
        use_effect_with(changed.count, move |_| {
            let touches = changed.kinds.is_empty() || changed.kinds.iter().any(|k| k == "patient" || k == "visit");
            if touches && list.answered() {
                list.again();
            }
        });
    }
    list
}

impl List {
    /// What is shown.
    pub fn shown(&self) -> Ref<'_, Shown> {
        self.shown.borrow()
    }

    /// Whether there was any answer yet, or a refusal.
    pub fn answered(&self) -> bool {
        let shown = self.shown();
        shown.answered || shown.fault.is_some()
    }

    /// What stands in the box.
    pub fn typed(&self) -> String {
        self.shown().typed.clone()
    }

    /// Whether the rows answer what stands in the box.
    pub fn answers_the_box(&self) -> bool {
        let shown = self.shown();
        shown.answered && shown.typed == shown.query
    }

    /// The row that the arrows are on, if it answers what stands in the box.
    pub fn chosen(&self) -> Option<Rc<PatientRow>> {
        let shown = self.shown();
        shown.rows.get(shown.at).filter(|_| shown.typed == shown.query).cloned()
    }

    /// Whether nobody is found by what stands in the box.
    pub fn is_empty(&self) -> bool {
        self.answers_the_box() && self.shown().rows.is_empty()
    }

    /// Asks who is found by `query`.
    pub fn ask(&self, query: &str) {
        {
            let mut shown = self.shown.borrow_mut();
            query.clone_into(&mut shown.typed);
            shown.then = None;
        }
        self.send(None, PAGE);
    }

    /// Does `what` at once, or as soon as what stands in the box is answered.
    pub fn then(&self, what: Callback<()>) {
        let behind = {
            let mut shown = self.shown.borrow_mut();
            let behind = shown.typed != shown.query || !shown.answered;
            shown.then = behind.then(|| what.clone());
            behind
        };
        if !behind {
            what.emit(());
        }
    }

    /// Asks the same again, as many as are shown.
    pub fn again(&self) {
        let shown = u32::try_from(self.shown().rows.len()).unwrap_or(PAGE);
        self.send(None, shown.clamp(PAGE, MOST));
    }

    /// Asks for the next page, if there is one.
    pub fn more(&self) {
        let next = {
            let mut shown = self.shown.borrow_mut();
            if shown.more_asked || shown.typed != shown.query {
                return;
            }
            shown.more_asked = shown.next.is_some();
            shown.next.clone()
        };
        if next.is_some() {
            self.send(next, PAGE);
        }
    }

    /// Moves so many rows down, or up.
    pub fn step(&self, by: isize) {
        let (row, near_end) = {
            let mut shown = self.shown.borrow_mut();
            let Some(last) = shown.rows.len().checked_sub(1) else { return };
            shown.at = shown.at.saturating_add_signed(by).min(last);
            (shown.rows.get(shown.at).map(|r| row_id(r)), shown.at + 8 > last)
        };
        if let Some(row) = row.and_then(|id| crate::page::document()?.get_element_by_id(&id)) {
            crate::page::into_view(&row);
        }
        if near_end {
            self.more();
        }
        self.update.force_update();
    }

    fn send(&self, after: Option<String>, limit: u32) {
        let (args, turn) = {
            let mut shown = self.shown.borrow_mut();
            shown.turn += 1;
            let more = after.is_some();
            shown.more_asked = more;
            (FindPatients { query: shown.typed.clone(), limit: Some(limit), after }, shown.turn)
        };
        let list = self.clone();
        spawn_local(async move {
            let reply = transport::call(&args).await;
            let then = {
                let mut shown = list.shown.borrow_mut();
                if shown.turn != turn {
                    return;
                }
                shown.more_asked = false;
                match reply {
                    Ok(found) => {
                        let rows = found.patients.into_iter().map(Rc::new);
                        if args.after.is_some() {
                            shown.rows.extend(rows);
                        } else {
                            // The same question again keeps the place, as far as there is one.
                            let at = if shown.query == args.query { shown.at } else { 0 };
                            shown.rows = rows.collect();
                            shown.at = at.min(shown.rows.len().saturating_sub(1));
                            shown.sought = Rc::new(sought(&args.query));
                            shown.query = args.query;
                        }
                        shown.next = found.next;
                        shown.fault = None;
                        shown.answered = true;
                    }
                    Err(fault) => shown.fault = Some(fault),
                }
                shown.then.take().filter(|_| shown.fault.is_none())
            };
            list.update.force_update();
            if let Some(then) = then {
                then.emit(());
            }
        });
    }
}
