//! Printing from where people stand: at a key, or by itself after what ends in a paper. Nobody waits for a printer.

use std::rc::Rc;

use model::billing::{Bill, DrawerClose, Receipt};
use model::capability::Capability;
use model::command::Command;
use model::commands::bills::IssuedBill;
use model::commands::payments::ReceiptBrief;
use model::commands::print::{GetPapers, Papers, PrintDocument, Printed};
use model::paper::{PaperKind, Printable};
use model::patient::Visit;
use model::tenancy::User;
use model::{Fault, Id};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::context::{App, use_app};
use crate::kit::Toast;
use crate::route::{Route, go};
use crate::transport;
use crate::words::{W, use_words};

/// A paper that can be asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    document: Printable,
    id: Id<()>,
    paper: Option<PaperKind>,
}

impl Wanted {
    /// The slip of a token.
    pub fn token(visit: Id<Visit>) -> Self {
        Self { document: Printable::Token, id: Id::from_bytes(visit.bytes()), paper: None }
    }

    /// A bill or credit note.
    pub fn bill(bill: Id<Bill>) -> Self {
        Self { document: Printable::Bill, id: Id::from_bytes(bill.bytes()), paper: None }
    }

    /// A receipt.
    pub fn receipt(receipt: Id<Receipt>) -> Self {
        Self { document: Printable::Receipt, id: Id::from_bytes(receipt.bytes()), paper: None }
    }

    /// What somebody gets who has been billed and has paid: the bills, which say what was paid for them; the receipts
    /// where money was `more` than theirs.
    pub fn of_money(bills: &[IssuedBill], receipts: &[ReceiptBrief], more: bool) -> Vec<Self> {
        let receipts = receipts.iter().filter(|_| more || bills.is_empty());
        bills.iter().map(|bill| Self::bill(bill.id)).chain(receipts.map(|r| Self::receipt(r.id))).collect()
    }

    /// The slip of a drawer's counting.
    pub fn count(close: Id<DrawerClose>) -> Self {
        Self { document: Printable::Count, id: Id::from_bytes(close.bytes()), paper: None }
    }

    /// Who comes to a doctor today.
    pub fn day_list(doctor: Id<User>) -> Self {
        Self { document: Printable::DayList, id: Id::from_bytes(doctor.bytes()), paper: None }
    }

    /// A test page, with somebody's name on it.
    pub fn sample(person: Id<()>, paper: PaperKind) -> Self {
        Self { document: Printable::Sample, id: person, paper: Some(paper) }
    }

    /// Whether this desk chose a printer for what prints by itself. A list is printed when somebody wants it.
    fn prints_by_itself(&self, papers: &Papers) -> bool {
        let kinds: &[PaperKind] = match self.document {
            Printable::Token => &[PaperKind::Token],
            Printable::Bill | Printable::Receipt | Printable::Count => &[PaperKind::Slip, PaperKind::Receipt],
            Printable::DayList | Printable::Sample => &[],
        };
        papers.papers.iter().any(|paper| paper.printer.is_some() && kinds.contains(&paper.kind))
    }
}

/// The ways to a paper.
#[derive(Clone, PartialEq)]
pub struct Print {
    /// At a key: says what became of it, and where there is no printer the way to one.
    pub now: Callback<Wanted>,
    /// After what ends in these papers: each prints where this desk chose a printer for it, and says nothing.
    pub by_itself: Callback<Vec<Wanted>>,
}

/// Prints for whoever may.
#[hook]
pub fn use_print() -> Print {
    let w = use_words();
    let app = use_app();
    let under_way = use_mut_ref(|| false);
    let now = {
        let (app, w) = (app.clone(), w.clone());
        Callback::from(move |wanted: Wanted| {
            // A key that bounces prints once.
            if !app.may(Capability::PaperPrint) || under_way.replace(true) {
                return;
            }
            let (app, w, under_way) = (app.clone(), w.clone(), Rc::clone(&under_way));
            spawn_local(async move {
                match send(&wanted).await {
                    Ok(printed) => {
                        let key = if printed.duplicate { "print-done-again" } else { "print-done" };
                        app.toast.emit(Toast::new(w.t(key)));
                    }
                    Err(fault) => app.toast.emit(refused(&app, &w, &fault)),
                }
                under_way.replace(false);
            });
        })
    };
    let by_itself = Callback::from(move |all: Vec<Wanted>| {
        if !app.may(Capability::PaperPrint) {
            return;
        }
        let (app, w) = (app.clone(), w.clone());
        spawn_local(async move {
            let Ok(papers) = transport::call(&GetPapers {}).await else { return };
            for wanted in all.iter().filter(|wanted| wanted.prints_by_itself(&papers)) {
                if let Err(fault) = send(wanted).await {
                    app.toast.emit(refused(&app, &w, &fault));
                }
            }
        });
    });
    Print { now, by_itself }
}

async fn send(wanted: &Wanted) -> Result<Printed, Fault> {
    let Wanted { document, id, paper } = wanted.clone();
    let args = serde_json::to_value(PrintDocument { document, id, day: None, paper });
    let args = args.map_err(|_| Fault::new("arguments"))?;
    let reply = transport::raw_as(PrintDocument::NAME, args, Some(&transport::request_id())).await?;
    serde_json::from_value(reply).map_err(|_| Fault::new("reply"))
}

/// Why it was not printed, with the way on where there is one.
fn refused(app: &App, w: &W, fault: &Fault) -> Toast {
    match fault.code.as_str() {
        "no-printer" if app.may(Capability::PaperManage) => {
            let choose = Callback::from(|()| go(&Route::Settings("papers".to_owned())));
            Toast::with_way(w.fault(fault), w.t("print-choose"), choose)
        }
        _ => Toast::new(w.fault(fault)),
    }
}
