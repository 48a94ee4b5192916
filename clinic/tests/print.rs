//! Papers: this desk's printers, the list of what is on its way, and what the log says of it.

mod common;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use clinic::{Progress, Spooler};
use common::morning::{Morning, TODAY};
use common::{At, NOBODY, text};
use model::commands::print::Printer;
use model::paper::{PaperKind, PrintTrouble};
use serde_json::{Value, json};

/// Printers in a drawer: what they are handed, and what becomes of it as the test says.
#[derive(Default)]
struct Drawer(Mutex<Inside>);

#[derive(Default)]
struct Inside {
    handed: Vec<(String, String, Vec<u8>)>,
    refuses: Option<PrintTrouble>,
    progress: HashMap<String, Progress>,
    cancelled: Vec<String>,
    /// How long it takes to take one.
    slow: Duration,
}

impl Drawer {
    fn with<T>(&self, f: impl FnOnce(&mut Inside) -> T) -> T {
        f(&mut self.0.lock().unwrap())
    }

    fn handed(&self) -> usize {
        self.with(|inside| inside.handed.len())
    }
}

impl Spooler for Drawer {
    fn printers(&self) -> Result<Vec<Printer>, PrintTrouble> {
        let printer = |name: &str| Printer { name: name.to_owned(), default: name == "Roll", trouble: None };
        Ok(vec![printer("Roll"), printer("Desk")])
    }

    fn send(&self, printer: &str, title: &str, _: PaperKind, pdf: &[u8]) -> Result<String, PrintTrouble> {
        thread::sleep(self.with(|inside| inside.slow));
        self.with(|inside| match inside.refuses {
            Some(trouble) => Err(trouble),
            None => {
                inside.handed.push((printer.to_owned(), title.to_owned(), pdf.to_vec()));
                Ok(format!("{printer}-{}", inside.handed.len()))
            }
        })
    }

    fn progress(&self, _: &str, ticket: &str) -> Progress {
        self.with(|inside| inside.progress.get(ticket).copied().unwrap_or(Progress::Printed))
    }

    fn cancel(&self, ticket: &str) {
        self.with(|inside| inside.cancelled.push(ticket.to_owned()));
    }
}

/// A morning with printers: tokens, slips and lists go to `Roll`, `Roll` and `Desk`.
fn morning() -> (Morning, Arc<Drawer>) {
    clinic::typeset_by(press::typesetter);
    let morning = Morning::new();
    // The made-up day goes on until later than this.
    morning.desk.demo_person("owner").call("clock.answer", json!({ "right": true }));
    let drawer = Arc::new(Drawer::default());
    morning.desk.clinic.print_through(Arc::clone(&drawer) as Arc<dyn Spooler>);
    for (kind, printer) in [("token", "Roll"), ("slip", "Roll"), ("sheet", "Desk")] {
        morning.front().call("papers.set", json!({ "kind": kind, "printer": printer }));
    }
    (morning, drawer)
}

#[track_caller]
fn until(what: &str, mut f: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !f() {
        assert!(begun.elapsed() < Duration::from_secs(30), "{what} did not come");
        thread::sleep(Duration::from_millis(10));
    }
}

fn jobs(at: &At<'_>) -> Vec<Value> {
    at.call("print.jobs", json!({}))["jobs"].as_array().unwrap().clone()
}

fn state(at: &At<'_>, job: &Value) -> String {
    let job = jobs(at).into_iter().find(|j| j["id"] == *job).unwrap();
    format!("{} {}", text(&job["state"]), job["trouble"].as_str().unwrap_or_default())
}

#[track_caller]
fn refused(at: &At<'_>, call: &str, args: Value, code: &str) {
    assert_eq!(at.code(call, args), code);
}

#[track_caller]
fn refused_field(at: &At<'_>, call: &str, args: Value, field: &str) {
    let fields = at.fields(call, args);
    assert!(fields.iter().any(|(name, _)| name == field), "{fields:?}");
}

/// The id of a visit with a token.
fn visit(morning: &Morning, name: &str) -> Value {
    morning.arrive(name, &morning.joshi);
    morning.token(name)["visit"].clone()
}

/// A bill of ₹500, of which ₹200 were paid: its id and its receipt's.
fn bill(morning: &Morning) -> (Value, Value) {
    let front = morning.front();
    let patient = morning.patient("Sunita Patil");
    let line = json!({ "name": "Dressing", "price": 50_000, "quantity": 1, "treatment": "exempt", "hsn": "9993" });
    let issued = front.call("bills.issue", json!({ "patient": patient, "lines": [line] }));
    let bill = issued["bills"][0]["id"].clone();
    let paid = json!({ "bills": [bill], "tenders": [{ "tender": "cash", "amount": 20_000 }] });
    let taken = front.call("payments.take", paid);
    (bill, taken["receipts"][0]["id"].clone())
}

#[test]
fn a_desk_says_how_it_prints_each_paper() {
    let (morning, _) = morning();
    let front = morning.front();
    let papers = front.call("papers.get", json!({}));
    let slip =
        |papers: &Value| papers["papers"].as_array().unwrap().iter().find(|p| p["kind"] == "slip").unwrap().clone();
    assert_eq!(slip(&papers)["printer"], "Roll");
    assert_eq!((&slip(&papers)["copies"], &slip(&papers)["header"]), (&json!(1), &json!(true)));
    let said = json!({ "kind": "slip", "copies": 2, "header": false, "top": 12, "language": "mr" });
    let after = slip(&front.call("papers.set", said));
    assert_eq!(
        after,
        json!({ "kind": "slip", "printer": "Roll", "copies": 2, "header": false, "top": 12, "side": 0, "language": "mr" })
    );
    // What is not named stays; an empty name takes the printer away.
    assert_eq!(slip(&front.call("papers.set", json!({ "kind": "slip", "printer": "" })))["printer"], Value::Null);
    assert_eq!(slip(&front.call("papers.get", json!({})))["copies"], 2);
    // Back to the clinic's language.
    let back = front.call("papers.set", json!({ "kind": "slip", "language": "clinic" }));
    assert_eq!(slip(&back)["language"], Value::Null);
    refused_field(&front, "papers.set", json!({ "kind": "slip", "language": "ta" }), "language");
    refused_field(&front, "papers.set", json!({ "kind": "slip", "copies": 9 }), "copies");
}

#[test]
fn printers_are_listed_with_the_systems_own_choice() {
    let (morning, _) = morning();
    let printers = morning.front().call("printers.list", json!({}));
    let wanted = json!([
        { "name": "Desk", "default": false, "trouble": null },
        { "name": "Roll", "default": true, "trouble": null },
    ]);
    assert_eq!(printers["printers"], wanted);
}

#[test]
fn one_key_prints_a_token_and_the_second_print_is_a_duplicate() {
    let (morning, drawer) = morning();
    let front = morning.front();
    let visit = visit(&morning, "Sunita Patil");
    let asked = json!({ "document": "token", "id": visit });
    let first = front.call("print.document", asked.clone());
    assert_eq!((&first["paper"], &first["duplicate"], &first["pages"]), (&json!("token"), &json!(false), &json!(1)));
    until("the token", || state(&front, &first["job"]) == "sent ");
    assert_eq!(drawer.handed(), 1);
    let (printer, title, pdf) = drawer.with(|inside| inside.handed[0].clone());
    // Two doctors may both have a token of that number; whose it is says no patient's name.
    let token = text(&morning.token("Sunita Patil")["token"]);
    assert!(printer == "Roll" && title.starts_with(&format!("{token}, Dr. ")), "{title} on {printer}");
    assert!(pdf.starts_with(b"%PDF-"));
    let second = front.call("print.document", asked);
    assert_eq!(second["duplicate"], true);
    assert_ne!(second["job"], first["job"]);
}

#[test]
fn bills_receipts_and_lists_are_printed_on_the_paper_that_suits_them() {
    let (morning, drawer) = morning();
    let front = morning.front();
    let (bill, receipt) = bill(&morning);
    for (document, id, paper) in
        [("bill", bill, "slip"), ("receipt", receipt, "slip"), ("day_list", json!(morning.joshi), "sheet")]
    {
        let printed = front.call("print.document", json!({ "document": document, "id": id }));
        assert_eq!(printed["paper"], paper, "{document}");
    }
    until("three papers", || drawer.handed() == 3);
    // A list is of its moment and no duplicate.
    let again = front.call("print.document", json!({ "document": "day_list", "id": morning.joshi, "day": TODAY }));
    assert_eq!(again["duplicate"], false);
}

#[test]
fn a_counted_drawer_has_its_slip_as_it_was_then() {
    let (morning, drawer) = morning();
    let front = morning.front();
    front.call("drawer.put", json!({ "why": "float", "amount": 200_000 }));
    let count = |rupees: i64, reason: &str| {
        front.call("drawer.close", json!({ "notes": [], "coins": rupees, "reason": reason }))["id"].clone()
    };
    let first = count(1_990, "Too much change was given");
    // What moves later is not on the slip of the first.
    bill(&morning);
    front.call("drawer.put", json!({ "why": "payout", "amount": 1_000, "note": "Tea" }));
    let second = count(2_180, "");
    let slip = |id: &Value, clerk: &At<'_>| {
        let asked = json!({ "document": "count", "id": id });
        clerk.call("print.document", asked)
    };
    let printed = [slip(&first, &front), slip(&second, &front), slip(&second, &morning.desk.demo_person("owner"))];
    assert_eq!(printed.each_ref().map(|p| p["duplicate"] == true), [false, false, true]);
    assert!(printed.iter().all(|p| p["paper"] == "slip"), "{printed:?}");
    until("three slips", || drawer.handed() == 3);
    let said = |at: usize| drawer.with(|inside| read(&inside.handed[at].2));
    assert!(said(0).contains("Short−₹10.00") && !said(0).contains("Tea"), "{}", said(0));
    for line in ["Openingcash0.00", "Cashreceived200.00", "Foundwhencountedbefore−10.00", "Smallexpense:Tea−10.00"]
    {
        assert!(said(1).contains(line), "{line}: {}", said(1));
    }
    assert!(said(1).contains("Nodifference"), "{}", said(1));
    let pharmacist = morning.desk.demo_person("pharmacist");
    refused(&pharmacist, "print.document", json!({ "document": "count", "id": first }), "not-permitted");
}

/// The text of a PDF without its spaces.
fn read(pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("paper.pdf");
    std::fs::write(&file, pdf).unwrap();
    let text = std::process::Command::new("pdftotext").arg("-layout").arg(&file).arg("-").output().unwrap();
    String::from_utf8_lossy(&text.stdout).split_whitespace().collect()
}

#[test]
fn a_paper_without_a_printer_or_that_does_not_suit_is_refused() {
    let (morning, _) = morning();
    let front = morning.front();
    let (bill, _) = bill(&morning);
    refused(&front, "print.document", json!({ "document": "bill", "id": bill, "paper": "receipt" }), "no-printer");
    refused_field(&front, "print.document", json!({ "document": "bill", "id": bill, "paper": "token" }), "paper");
    refused(&front, "print.document", json!({ "document": "bill", "id": NOBODY }), "no-such-record");
    refused(&front, "print.document", json!({ "document": "token", "id": bill }), "no-such-record");
    assert_eq!(jobs(&front), Vec::<Value>::new());
}

#[test]
fn who_may_not_see_a_document_cannot_print_it() {
    let (morning, _) = morning();
    let (bill, _) = bill(&morning);
    let lab = morning.desk.demo_person("lab");
    refused(&lab, "print.document", json!({ "document": "bill", "id": bill }), "not-permitted");
    refused(&lab, "print.preview", json!({ "document": "bill", "id": bill }), "not-permitted");
    refused(&lab, "papers.set", json!({ "kind": "slip", "printer": "Desk" }), "not-permitted");
}

#[test]
fn the_same_request_again_prints_nothing_more() {
    let (morning, drawer) = morning();
    let front = morning.front();
    let visit = visit(&morning, "Sunita Patil");
    let asked = json!({ "document": "token", "id": visit, "request_id": "018bcfe5-6800-7000-8000-00000000abcd" });
    let first = front.call("print.document", asked.clone());
    assert_eq!(front.call("print.document", asked), first);
    until("the token", || state(&front, &first["job"]) == "sent ");
    assert_eq!((drawer.handed(), jobs(&front).len()), (1, 1));
}

#[test]
fn a_stopped_printer_holds_its_paper_and_the_next_patient_does_not_wait() {
    let (morning, drawer) = morning();
    let front = morning.front();
    drawer.with(|inside| {
        inside.progress.insert("Roll-1".to_owned(), Progress::Held(Some(PrintTrouble::NoPaper)));
        inside.slow = Duration::from_secs(2);
    });
    let visit = visit(&morning, "Sunita Patil");
    // The fonts are read with the first paper of all.
    front.call("print.preview", json!({ "document": "day_list", "id": morning.joshi }));
    let begun = Instant::now();
    let printed = front.call("print.document", json!({ "document": "token", "id": visit }));
    assert!(begun.elapsed() < Duration::from_secs(2), "the command waited for the printer");
    until("the trouble", || state(&front, &printed["job"]) == "waiting no_paper");
    assert_eq!(text(&jobs(&front)[0]["printer"]), "Roll");
    // It needs nobody: paper was put in.
    drawer.with(|inside| inside.progress.clear());
    until("the paper", || state(&front, &printed["job"]) == "sent ");
    assert_eq!(drawer.handed(), 1);
}

#[test]
fn what_was_refused_is_tried_again_as_the_same_print() {
    let (morning, drawer) = morning();
    let front = morning.front();
    drawer.with(|inside| inside.refuses = Some(PrintTrouble::Refused));
    let visit = visit(&morning, "Sunita Patil");
    let printed = front.call("print.document", json!({ "document": "token", "id": visit }));
    until("the refusal", || state(&front, &printed["job"]) == "failed refused");
    drawer.with(|inside| inside.refuses = None);
    // Another printer by now: the paper follows this desk's choice.
    front.call("papers.set", json!({ "kind": "token", "printer": "Desk" }));
    front.call("print.again", json!({ "job": printed["job"] }));
    until("the paper", || state(&front, &printed["job"]) == "sent ");
    assert_eq!(drawer.with(|inside| inside.handed[0].0.clone()), "Desk");
    refused(&front, "print.again", json!({ "job": printed["job"] }), "not-failed");
    refused(&front, "print.again", json!({ "job": NOBODY }), "no-such-record");
    // Its own print is the only one in the log: the next is a duplicate, that one was none.
    let next = front.call("print.document", json!({ "document": "token", "id": visit }));
    assert_eq!((&printed["duplicate"], &next["duplicate"]), (&json!(false), &json!(true)));
}

#[test]
fn without_a_print_service_papers_wait_until_it_is_there() {
    let (morning, drawer) = morning();
    let front = morning.front();
    drawer.with(|inside| inside.refuses = Some(PrintTrouble::NoService));
    let visit = visit(&morning, "Sunita Patil");
    let printed = front.call("print.document", json!({ "document": "token", "id": visit }));
    until("the trouble", || state(&front, &printed["job"]) == "waiting no_service");
    drawer.with(|inside| inside.refuses = None);
    until("the paper", || state(&front, &printed["job"]) == "sent ");
}

#[test]
fn a_dropped_paper_leaves_the_printers_list_too() {
    let (morning, drawer) = morning();
    let front = morning.front();
    drawer.with(|inside| inside.progress.insert("Roll-1".to_owned(), Progress::Held(None)));
    let visit = visit(&morning, "Sunita Patil");
    let printed = front.call("print.document", json!({ "document": "token", "id": visit }));
    until("the hand-over", || drawer.handed() == 1);
    until("its ticket", || {
        front.call("print.drop", json!({ "job": printed["job"] }));
        jobs(&front).is_empty()
    });
    front.call("print.drop", json!({ "job": printed["job"] }));
    assert!(drawer.with(|inside| inside.cancelled.len()) <= 1);
}

#[test]
fn papers_that_wait_outlive_a_power_cut_and_one_in_between_is_asked_about() {
    let (morning, drawer) = morning();
    let front = morning.front();
    drawer.with(|inside| inside.refuses = Some(PrintTrouble::NoService));
    let visit = visit(&morning, "Sunita Patil");
    let printed = front.call("print.document", json!({ "document": "token", "id": visit }));
    until("the trouble", || state(&front, &printed["job"]) == "waiting no_service");
    let cut = morning.desk.after_a_power_cut();
    let again = Arc::new(Drawer::default());
    cut.clinic.print_through(Arc::clone(&again) as Arc<dyn Spooler>);
    let place = cut.demo_person("desk");
    until("the paper", || state(&place, &printed["job"]) == "sent ");
    assert_eq!(again.handed(), 1);

    // The lights go out while the printer is being fed.
    drawer.with(|inside| (inside.refuses, inside.slow) = (None, Duration::from_secs(3)));
    until("the hand-over", || state(&front, &printed["job"]) == "sending ");
    let cut = morning.desk.after_a_power_cut();
    let third = Arc::new(Drawer::default());
    cut.clinic.print_through(Arc::clone(&third) as Arc<dyn Spooler>);
    let place = cut.demo_person("desk");
    until("the question", || state(&place, &printed["job"]) == "failed unsure");
    assert_eq!(third.handed(), 0);
}

#[test]
fn a_preview_shows_the_pages_and_prints_nothing() {
    let (morning, drawer) = morning();
    let front = morning.front();
    let visit = visit(&morning, "Sunita Patil");
    let preview = front.call("print.preview", json!({ "document": "token", "id": visit }));
    assert_eq!(preview["paper"], "token");
    // The first bytes of every PNG, in Base64.
    assert!(text(&preview["pages"][0]).starts_with("iVBORw0KGgo"));
    let first = front.call("print.document", json!({ "document": "token", "id": visit }));
    assert_eq!(first["duplicate"], false);
    until("the token", || drawer.handed() == 1);
}

#[test]
fn a_test_page_comes_out_as_the_paper_will_and_is_marked_as_none() {
    let (morning, drawer) = morning();
    let front = morning.front();
    let sample = |kind: &str| json!({ "document": "sample", "id": morning.joshi, "paper": kind });
    let printed = front.call("print.document", sample("slip"));
    assert_eq!((&printed["paper"], &printed["duplicate"]), (&json!("slip"), &json!(false)));
    // It is no document of the clinic's, and the second is no duplicate of the first.
    assert_eq!(front.call("print.document", sample("slip"))["duplicate"], false);
    until("two test pages", || drawer.handed() == 2);
    refused(&front, "print.document", sample("receipt"), "no-printer");
    refused_field(&front, "print.preview", sample("prescription"), "paper");
}

#[test]
fn a_preview_shows_what_is_not_said_yet() {
    let (morning, _) = morning();
    let front = morning.front();
    let page = |more: Value| {
        let mut args = json!({ "document": "sample", "id": morning.joshi, "paper": "receipt" });
        args.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        text(&front.call("print.preview", args)["pages"][0])
    };
    let plain = page(json!({}));
    assert_eq!(page(json!({ "header": true, "side": 0, "language": "en" })), plain);
    let looks = [
        json!({ "header": false }),
        json!({ "header": false, "top": 60 }),
        json!({ "side": 20 }),
        json!({ "language": "mr" }),
    ];
    let pages: Vec<String> = looks.into_iter().map(page).collect();
    for (i, one) in pages.iter().enumerate() {
        assert!(*one != plain && !pages[..i].contains(one), "{i}");
    }
    let strange = json!({ "document": "sample", "id": morning.joshi, "paper": "slip", "language": "ta" });
    refused_field(&front, "print.preview", strange, "language");
}

#[test]
fn a_paper_that_waits_says_who_asked_for_it_and_a_bill_how_often_it_was_printed() {
    let (morning, drawer) = morning();
    let front = morning.front();
    let (bill, _) = bill(&morning);
    let prints = || front.call("bills.get", json!({ "bill": bill }))["prints"].clone();
    assert_eq!(prints(), 0);
    drawer.with(|inside| inside.refuses = Some(PrintTrouble::Refused));
    let printed = front.call("print.document", json!({ "document": "bill", "id": bill }));
    until("the refusal", || state(&front, &printed["job"]) == "failed refused");
    assert_eq!((prints(), &jobs(&front)[0]["by"]), (json!(1), &json!("Asha Pawar")));
    drawer.with(|inside| inside.refuses = None);
    front.call("print.again", json!({ "job": printed["job"] }));
    until("the paper", || state(&front, &printed["job"]) == "sent ");
    // The same print; the next is another.
    assert_eq!((prints(), &jobs(&front)[0]["by"]), (json!(1), &Value::Null));
    front.call("print.document", json!({ "document": "bill", "id": bill }));
    assert_eq!(prints(), 2);
}

#[test]
fn what_becomes_of_a_paper_is_told_to_open_pages() {
    let (morning, _) = morning();
    let heard = Arc::new(Mutex::new(0));
    let own = Arc::clone(&heard);
    morning.desk.clinic.subscribe(move |change| *own.lock().unwrap() += usize::from(change.kinds.contains(&"print")));
    let visit = visit(&morning, "Sunita Patil");
    morning.front().call("print.document", json!({ "document": "token", "id": visit }));
    // Asked for, handed over, printed.
    until("three changes", || *heard.lock().unwrap() >= 3);
}
