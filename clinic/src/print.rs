//! Printing: this desk's papers and printers, and what is on its way out.
//!
//! A document is typeset, the log notes the print, and the pages wait in a list of this computer; a thread hands them
//! to the system's printers. No command waits for a printer.

mod documents;
mod jobs;
mod spooler;

use std::sync::OnceLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use model::command::Done;
use model::commands::print::{
    DropPrint, GetPapers, ListPrintJobs, ListPrinters, PaperRow, Papers, Preview, PreviewPrint, PrintAgain,
    PrintDocument, PrintJob, PrintJobs, Printed, Printers, SetPaper,
};
use model::day::Day;
use model::paper::{Paper, PaperKind, PaperLanguage, Print, PrintState, Printable};
use model::patient::Speaks;
use model::tenancy::{Desk, User};
use model::words::Language;
use model::{Entity, Fault, Id, Record};
use paper::{Document, Layout, Tongue, Typesetter};
use store::View;
use store::printing::Job;
use sync::Subject;

use crate::create::filled;
use crate::dispatch::Call;

pub(crate) use jobs::Printing;
pub use spooler::{Progress, Spooler};

/// Millimetres left free at the top of a pre-printed pad where nobody has said how many.
const PAD: i64 = 40;

/// How sharp a preview is.
const PIXELS_PER_MM: f64 = 6.0;

/// How many pages a preview shows.
const SHOWN: usize = 20;

/// Who sets papers in type: the shell's gift, so that what prints nothing is not linked with it.
static TYPESETTER: OnceLock<fn() -> &'static dyn Typesetter> = OnceLock::new();

/// Says, once for the program, who sets papers in type. Without one nothing can be printed.
pub fn typeset_by(typesetter: fn() -> &'static dyn Typesetter) {
    // Who said it first stands.
    let _ = TYPESETTER.set(typesetter);
}

fn typesetter() -> Result<&'static dyn Typesetter, Fault> {
    TYPESETTER.get().map(|typesetter| typesetter()).ok_or_else(|| Fault::new("template"))
}

pub(crate) fn printers(call: &Call<'_>, _: ListPrinters) -> Result<Printers, Fault> {
    Ok(match call.clinic.printing.spooler().printers() {
        Ok(mut printers) => {
            printers.sort_by(|a, b| a.name.cmp(&b.name));
            Printers { printers, trouble: None }
        }
        Err(trouble) => Printers { printers: Vec::new(), trouble: Some(trouble) },
    })
}

pub(crate) fn papers(call: &Call<'_>, _: GetPapers) -> Result<Papers, Fault> {
    call.read(papers_of)
}

pub(crate) fn set_paper(call: &Call<'_>, args: SetPaper) -> Result<Papers, Fault> {
    call.write(|tx| {
        let desk = Id::<Desk>::from_bytes(tx.desk());
        let about = Subject { kind: Desk::KIND, id: desk.bytes() };
        let before = own(tx, args.kind)?;
        let row = row_of(args.kind, before.as_ref().map(|b| &b.record));
        let after = Paper {
            id: before.as_ref().map_or_else(|| tx.new_id(), |b| b.record.id),
            desk,
            kind: args.kind,
            printer: if args.printer.is_some() { filled(&args.printer) } else { row.printer },
            copies: args.copies.unwrap_or(row.copies),
            header: args.header.unwrap_or(row.header),
            top: args.top.unwrap_or(row.top),
            side: args.side.unwrap_or(row.side),
            language: args.language.map_or(row.language, PaperLanguage::own),
        };
        match before {
            None => tx.insert(about, &after)?,
            Some(before) => {
                let numbers = Paper::FIELDS.iter().map(|f| f.number);
                let both = numbers.zip(before.record.values().into_iter().zip(after.values()));
                let changes = both.filter(|(_, (was, is))| was != is).map(|(number, (_, is))| (number, is)).collect();
                tx.update(about, after.id, &before.versions.stamp(), changes)?;
            }
        }
        papers_of(tx)
    })
}

fn papers_of(view: &View<'_>) -> store::Result<Papers> {
    let row = |kind: &PaperKind| Ok(row_of(*kind, own(view, *kind)?.as_ref().map(|paper| &paper.record)));
    Ok(Papers { papers: PaperKind::ALL.iter().map(row).collect::<store::Result<_>>()? })
}

/// What this desk has said of a paper. Had it been said twice, the later stands.
fn own(view: &View<'_>, kind: PaperKind) -> store::Result<Option<store::Stamped<Paper>>> {
    let papers = view.all::<Paper>()?;
    Ok(papers.into_iter().rfind(|p| p.record.desk.bytes() == view.desk() && p.record.kind == kind))
}

fn row_of(kind: PaperKind, said: Option<&Paper>) -> PaperRow {
    let pad = if matches!(kind, PaperKind::Token | PaperKind::Slip) { 0 } else { PAD };
    PaperRow {
        kind,
        printer: said.and_then(|p| p.printer.clone()),
        copies: said.map_or(1, |p| p.copies),
        header: said.is_none_or(|p| p.header),
        top: said.map_or(pad, |p| p.top),
        side: said.map_or(0, |p| p.side),
        language: said.and_then(|p| p.language),
    }
}

/// What is to be printed, and how.
struct Asked {
    document: Printable,
    id: Id<()>,
    day: Option<Day>,
    paper: Option<PaperKind>,
    looks: Looks,
}

/// How it is to look, where that is not what this desk has said of the paper.
#[derive(Default)]
struct Looks {
    header: Option<bool>,
    top: Option<i64>,
    side: Option<i64>,
    language: Option<PaperLanguage>,
}

/// A document that can be typeset.
struct Ready {
    document: Document,
    layout: Layout,
    title: String,
    paper: PaperRow,
    duplicate: bool,
}

pub(crate) fn document(call: &Call<'_>, args: PrintDocument) -> Result<Printed, Fault> {
    let PrintDocument { document, id, day, paper } = args;
    let asked = Asked { document, id, day, paper, looks: Looks::default() };
    let ready = ready(call, &asked, false)?;
    let Some(printer) = ready.paper.printer.clone() else { return Err(Fault::new("no-printer")) };
    let pdf = typesetter()?.pdf(&ready.document, &ready.layout).map_err(|_| Fault::new("template"))?;
    let at = call.clinic.clock.now();
    let pages = u32::try_from(pdf.pages).unwrap_or(u32::MAX);
    let printed = call.write(|tx| {
        let id = tx.new_id::<Print>();
        let print = Print {
            id,
            document: asked.id,
            document_kind: i64::from(documents::kind(asked.document)),
            paper: ready.paper.kind,
            copies: ready.paper.copies,
            duplicate: ready.duplicate,
            at,
        };
        tx.insert(Subject { kind: documents::kind(asked.document), id: asked.id.bytes() }, &print)?;
        let job = Job {
            id,
            title: ready.title.clone(),
            paper: ready.paper.kind,
            printer: printer.clone(),
            state: PrintState::Waiting,
            trouble: None,
            ticket: None,
            at,
        };
        tx.put_job(&job, &pdf.bytes)?;
        Ok(Printed { job: id, paper: ready.paper.kind, duplicate: ready.duplicate, pages })
    })?;
    call.clinic.printing.wake();
    Ok(printed)
}

pub(crate) fn preview(call: &Call<'_>, args: PreviewPrint) -> Result<Preview, Fault> {
    let looks = Looks { header: args.header, top: args.top, side: args.side, language: args.language };
    let asked = Asked { document: args.document, id: args.id, day: args.day, paper: args.paper, looks };
    let ready = ready(call, &asked, true)?;
    let pictures = typesetter()?.pictures(&ready.document, &ready.layout, PIXELS_PER_MM, SHOWN);
    let pictures = pictures.map_err(|_| Fault::new("template"))?;
    Ok(Preview { paper: ready.paper.kind, pages: pictures.iter().map(|p| STANDARD.encode(p)).collect() })
}

/// What was asked for, as it is to be set; `one` copy of it, or as many as this desk prints.
fn ready(call: &Call<'_>, asked: &Asked, one: bool) -> Result<Ready, Fault> {
    call.sitter()?.may(documents::capability(asked.document))?;
    let (papers, duplicate) = call.read(|view| {
        let before = view.by::<Print>("document", asked.id.bytes())?;
        Ok((papers_of(view)?.papers, documents::is_marked(asked.document) && !before.is_empty()))
    })?;
    let paper = chosen(papers, asked).ok_or_else(|| Fault::field("paper", "field-paper"))?;
    let found = documents::find(call, asked, paper.kind)?;
    let looks = &asked.looks;
    let said = looks.language.map_or(paper.language, PaperLanguage::own);
    let language = found.speaks.or(said).unwrap_or(match clinic_language(call) {
        Language::En => Speaks::English,
        Language::Hi => Speaks::Hindi,
    });
    let layout = Layout {
        paper: paper.kind,
        tongue: Tongue::from(language),
        header: looks.header.unwrap_or(paper.header),
        top: looks.top.unwrap_or(paper.top),
        side: looks.side.unwrap_or(paper.side),
        copies: if one { 1 } else { paper.copies },
        duplicate,
        sample: asked.document == Printable::Sample,
    };
    Ok(Ready { document: found.document, layout, title: found.title, paper, duplicate })
}

fn clinic_language(call: &Call<'_>) -> Language {
    call.clinic.keyring_shown().map(|k| k.language).unwrap_or_default()
}

/// The paper that was asked for; else the first that suits the document and has a printer; else the first.
fn chosen(mut papers: Vec<PaperRow>, asked: &Asked) -> Option<PaperRow> {
    let suited = documents::papers(asked.document);
    let suits = |paper: &PaperRow| suited.contains(&paper.kind) && asked.paper.is_none_or(|kind| kind == paper.kind);
    papers.retain(suits);
    papers.sort_by_key(|p| (p.printer.is_none(), suited.iter().position(|kind| *kind == p.kind)));
    papers.into_iter().next()
}

pub(crate) fn jobs(call: &Call<'_>, _: ListPrintJobs) -> Result<PrintJobs, Fault> {
    let jobs = call.read(|view| {
        let by = |job: Job| Ok((asked_by(view, &job)?, job));
        view.jobs()?.into_iter().map(by).collect::<store::Result<Vec<_>>>()
    })?;
    let row = |(by, job): (Option<String>, Job)| PrintJob {
        by,
        id: job.id,
        title: job.title,
        paper: job.paper,
        printer: job.printer,
        state: job.state,
        trouble: job.trouble,
        at: job.at,
    };
    Ok(PrintJobs { jobs: jobs.into_iter().map(row).collect() })
}

/// Who asked for a paper that is not out yet, as the log has it.
fn asked_by(view: &View<'_>, job: &Job) -> store::Result<Option<String>> {
    if job.state == PrintState::Sent {
        return Ok(None);
    }
    let written = view.history(&Entity::of::<Print>(), &job.id.bytes())?;
    let Some((_, entry)) = written.first() else { return Ok(None) };
    Ok(view.get(Id::<User>::from_bytes(entry.user))?.map(|user| user.record.name))
}

pub(crate) fn again(call: &Call<'_>, args: PrintAgain) -> Result<Done, Fault> {
    let (job, paper) = call.read(|view| {
        let job = view.jobs()?.into_iter().find(|job| job.id == args.job).ok_or(store::Error::NoSuchRecord)?;
        let paper = own(view, job.paper)?.and_then(|paper| paper.record.printer);
        Ok((job, paper))
    })?;
    match job.state {
        PrintState::Failed => {}
        // One that waits for its printer is printed by it; another printer can have it instead.
        PrintState::Waiting if paper.as_ref().is_some_and(|printer| *printer != job.printer) => {
            call.clinic.printing.take_back(&job);
        }
        PrintState::Waiting | PrintState::Sending | PrintState::Sent => return Err(Fault::new("not-failed")),
    }
    let printer = paper.unwrap_or(job.printer.clone());
    call.clinic.printing.set(call, Job { state: PrintState::Waiting, trouble: None, ticket: None, printer, ..job })?;
    call.clinic.printing.wake();
    Ok(Done {})
}

pub(crate) fn drop_job(call: &Call<'_>, args: DropPrint) -> Result<Done, Fault> {
    let job = call.read(|view| view.jobs())?.into_iter().find(|job| job.id == args.job);
    if let Some(job) = job {
        call.store()?.drop_job(job.id)?;
        call.clinic.printing.take_back(&job);
        call.clinic.listeners.tell(&[(Print::NAME, job.id.bytes())]);
    }
    Ok(Done {})
}
