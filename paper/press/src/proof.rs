//! The papers of a made-up clinic, in every language, looked at by a machine: that they say what they must, that no
//! glyph is missing and that nothing lies outside the page. With `NADI_PAPERS` set to a folder they are written there.

mod samples;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use model::money::Paise;
use model::paper::PaperKind;
use model::tenancy::TaxStatus;
use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst::visualize::{Color, Paint};

use paper::{BillPaper, Document, Layout, Tongue, Words, in_words};

use crate::{Press, Typeset};

static PRESS: LazyLock<Press> = LazyLock::new(Press::new);

fn set(document: &Document, layout: &Layout) -> Typeset {
    PRESS.set(document, layout).unwrap()
}

fn bill(paper: BillPaper) -> Document {
    Document::Bill(Box::new(paper))
}

/// What a frame shows that no paper may.
fn faults(typeset: &Typeset, layout: &Layout) -> Vec<String> {
    let mut faults = Vec::new();
    let side = match layout.paper {
        _ if layout.side > 0 && layout.is_roll() => 8.0,
        _ if layout.side > 0 => f64::from(i32::try_from(layout.side).unwrap()),
        PaperKind::Token | PaperKind::Slip => 4.0,
        PaperKind::Receipt | PaperKind::Prescription => 10.0,
        PaperKind::Sheet => 13.0,
    };
    for (number, page) in typeset.document.pages().iter().enumerate() {
        let size = page.frame.size();
        let mut look =
            Look { width: size.x, height: size.y, side: Abs::mm(side), roll: layout.is_roll(), faults: Vec::new() };
        look.frame(&page.frame, Transform::identity());
        faults.extend(look.faults.into_iter().map(|fault| format!("page {}: {fault}", number + 1)));
    }
    faults
}

struct Look {
    width: Abs,
    height: Abs,
    side: Abs,
    roll: bool,
    faults: Vec<String>,
}

impl Look {
    fn frame(&mut self, frame: &Frame, transform: Transform) {
        for (at, item) in frame.items() {
            let here = transform.pre_concat(Transform::translate(at.x, at.y));
            match item {
                FrameItem::Group(group) => self.frame(&group.frame, here.pre_concat(group.transform)),
                FrameItem::Text(text) => {
                    if text.glyphs.iter().any(|glyph| glyph.id == 0) {
                        self.faults.push(format!("a glyph is missing in {:?}", text.text));
                    }
                    if text.size < Abs::pt(7.99) {
                        self.faults.push(format!("{:?} is smaller than 8 pt", text.text));
                    }
                    if text.fill != Paint::Solid(Color::BLACK) {
                        self.faults.push(format!("{:?} is not black", text.text));
                    }
                    let ends = Point::new(text.width(), Abs::zero());
                    for corner in [Point::zero(), ends, Point::with_y(-text.size * 0.9), Point::with_y(text.size * 0.2)]
                    {
                        self.inside(corner.transform(here), &text.text);
                    }
                }
                FrameItem::Shape(shape, _) => {
                    if let Some(stroke) = &shape.stroke {
                        let thin = if self.roll { Abs::mm(0.3) } else { Abs::pt(0.3) };
                        if stroke.thickness < thin - Abs::pt(0.01) || stroke.paint != Paint::Solid(Color::BLACK) {
                            self.faults.push(format!("a line of {:?} is thin or grey", stroke.thickness));
                        }
                    }
                    let edge = shape.bbox(false);
                    self.inside(edge.min.transform(here), "a shape");
                    self.inside(edge.max.transform(here), "a shape");
                }
                FrameItem::Image(_, size, _) => {
                    self.inside(Point::zero().transform(here), "a picture");
                    self.inside(size.to_point().transform(here), "a picture");
                }
                FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }

    fn inside(&mut self, point: Point, what: &str) {
        // No printer reaches the edge; the margins at the sides are kept too, but for the width of a line.
        let (side, edge) = (self.side - Abs::mm(0.2), Abs::mm(3.5));
        let (right, bottom) = (self.width - side, self.height - edge);
        if point.x < side || point.y < edge || point.x > right || point.y > bottom {
            self.faults.push(format!("{what:?} lies at {point:?}, outside the page"));
        }
    }
}

/// The text of each page.
fn pages(typeset: &Typeset) -> Vec<String> {
    extracted(typeset).split('\u{c}').map(bare).filter(|page| !page.is_empty()).collect()
}

/// The text of a PDF, without white space.
fn text(typeset: &Typeset) -> String {
    bare(&extracted(typeset))
}

/// The text as another program reads it.
fn extracted(typeset: &Typeset) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("paper.pdf");
    fs::write(&file, typeset.pdf().unwrap()).unwrap();
    let read =
        Command::new("pdftotext").arg("-layout").arg(&file).arg("-").output().expect("pdftotext of poppler-utils");
    assert!(read.status.success());
    String::from_utf8(read.stdout).unwrap()
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{200d}' && *c != '\u{200c}').collect()
}

#[track_caller]
fn says(text: &str, wanted: &[&str]) {
    for words in wanted {
        assert!(text.contains(&bare(words)), "{words:?} is not in {text}");
    }
}

#[test]
fn every_paper_in_every_language_is_whole() {
    let mut found = Vec::new();
    for (name, paper, document) in samples::all() {
        for tongue in Tongue::ALL {
            let layout = samples::layout(paper, *tongue);
            let typeset = set(&document, &layout);
            if let Some(folder) = std::env::var_os("NADI_PAPERS") {
                let stem = format!("{name}-{}", tongue.code());
                fs::create_dir_all(&folder).unwrap();
                fs::write(Path::new(&folder).join(format!("{stem}.pdf")), typeset.pdf().unwrap()).unwrap();
                for (n, picture) in typeset.pictures(6.0, 3).unwrap().iter().enumerate() {
                    fs::write(Path::new(&folder).join(format!("{stem}-{}.png", n + 1)), picture).unwrap();
                }
            }
            found.extend(faults(&typeset, &layout).into_iter().map(|fault| format!("{name} {tongue:?} {fault}")));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_usual_paper_is_one_page() {
    for (name, paper, document) in samples::all() {
        if ["long-a5", "day-list"].contains(&name) {
            continue;
        }
        for tongue in Tongue::ALL {
            assert_eq!(set(&document, &samples::layout(paper, *tongue)).pages(), 1, "{name} {tongue:?}");
        }
    }
}

#[test]
fn a_long_bill_breaks_between_its_lines_and_says_which_page() {
    let paper = samples::long();
    let layout = samples::layout(PaperKind::Receipt, Tongue::English);
    let typeset = set(&bill(paper.clone()), &layout);
    assert!(typeset.pages() > 1);
    let pages = pages(&typeset);
    let last = format!("Page {0} of {0}", typeset.pages());
    says(&pages[0], &["Page 1 of", "Item", "Taxable"]);
    // The head of the table stands on each page that goes on with it; each line lies whole on one.
    says(&pages[1], &["Item", "Taxable", &paper.bill.number]);
    says(pages.last().unwrap(), &[&last, &paper.bill.total.to_string()]);
    for line in &paper.lines {
        let (name, total) = (bare(&line.name), format!("no.{}", line.position));
        assert!(pages.iter().any(|page| page.contains(&total)), "{name}");
    }
}

#[test]
fn a_bill_says_all_that_the_law_asks_for() {
    for tongue in Tongue::ALL {
        for paper in [PaperKind::Slip, PaperKind::Receipt, PaperKind::Sheet] {
            let words = Words::new(*tongue);
            let sample = samples::interstate();
            let read = text(&set(&bill(sample.clone()), &samples::layout(paper, *tongue)));
            let own = [words.get("place-of-supply"), words.get("reverse-charge"), words.get("no"), words.get("igst")];
            says(&read, &own.iter().map(String::as_str).collect::<Vec<_>>());
            says(
                &read,
                &[
                    // Rule 46 (a) to (q), in their order.
                    "Vatsal Family Clinic",
                    "14 Karve Road, Lane 5, Kothrud, Pune 411038",
                    "27AAZFV0000Q1ZL",
                    "A1C/2627/000123",
                    "23/11/2026",
                    "Anand Textiles Private Limited",
                    "3 Ring Road, Surat 395002",
                    "24AAACA0000Q1Z5",
                    "3004",
                    "Paravel 650",
                    "9 TBS",
                    "5 %",
                    "Gujarat (24)",
                    "Asha Kale",
                    "DL 20: MH-PZ3-000112",
                    "SR2604",
                    "08/28",
                    "MRP 33.75",
                    "H1",
                ],
            );
            // On a roll the tax stands once for each rate.
            let taxes = if paper == PaperKind::Slip { ["194.72", "9.74"] } else { ["96.43", "4.82"] };
            says(&read, &taxes);
            says(&read, &["TAX INVOICE", &sample.bill.total.to_string(), &in_words(sample.bill.total, *tongue)]);
        }
    }
}

#[test]
fn the_words_of_each_language_are_read_from_the_pdf_as_they_were_written() {
    for tongue in [Tongue::Hindi, Tongue::Marathi] {
        let words = Words::new(tongue);
        let read = text(&set(&bill(samples::fee()), &samples::layout(PaperKind::Receipt, tongue)));
        for key in ["bill-of-supply", "patient", "address", "doctor", "item", "quantity", "amount", "in-words", "paid"]
        {
            says(&read, &[&words.get(key)]);
        }
        says(&read, &[&in_words(samples::fee().bill.total, tongue), &words.get("by-cash")]);
    }
}

#[test]
fn the_title_follows_what_the_bill_is() {
    use model::billing::DocumentKind;
    for (kind, title) in [
        (DocumentKind::TaxInvoice, "TAX INVOICE"),
        (DocumentKind::BillOfSupply, "BILL OF SUPPLY"),
        (DocumentKind::InvoiceCumBill, "INVOICE-CUM-BILL OF SUPPLY"),
        (DocumentKind::CreditNote, "CREDIT NOTE"),
    ] {
        let mut paper = samples::medicines();
        paper.bill.kind = kind;
        let read = text(&set(&bill(paper), &samples::layout(PaperKind::Receipt, Tongue::English)));
        says(&read, &[title]);
        assert_eq!(read.contains("Originalfortherecipient"), title.contains("INVOICE"), "{title}");
    }
    let mut composition = samples::fee();
    composition.bill.supplier_status = TaxStatus::Composition;
    let read = text(&set(&bill(composition), &samples::layout(PaperKind::Slip, Tongue::English)));
    says(&read, &["Composition taxable person, not eligible to collect tax on supplies"]);
}

#[test]
fn a_credit_note_names_what_it_takes_back_from() {
    let read = text(&set(&bill(samples::credit_note()), &samples::layout(PaperKind::Receipt, Tongue::English)));
    says(&read, &["Against A1C/2627/000123, 23/11/2026", "Strip came back unopened", "Total given back"]);
}

#[test]
fn each_copy_is_marked_and_counts_its_own_pages() {
    let layout = Layout { copies: 2, ..samples::layout(PaperKind::Receipt, Tongue::English) };
    let typeset = set(&bill(samples::fee()), &layout);
    let pages = pages(&typeset);
    assert_eq!(pages.len(), 2);
    says(&pages[0], &["Copy 1 of 2", "Page 1 of 1"]);
    says(&pages[1], &["Copy 2 of 2", "Page 1 of 1"]);
    assert!(!text(&set(&bill(samples::fee()), &Layout { copies: 1, ..layout })).contains("Copy"));
}

#[test]
fn what_is_printed_again_and_what_was_cancelled_say_so() {
    for (_, paper, document) in samples::all().into_iter().filter(|(name, ..)| !name.starts_with("long")) {
        let layout = samples::layout(paper, Tongue::English);
        assert!(!text(&set(&document, &layout)).contains("DUPLICATE"));
        says(&text(&set(&document, &Layout { duplicate: true, ..layout })), &["DUPLICATE"]);
    }
    let mut paper = samples::fee();
    paper.cancelled = true;
    let read = text(&set(&bill(paper), &samples::layout(PaperKind::Slip, Tongue::English)));
    says(&read, &["CANCELLED"]);
    assert!(!read.contains("Scantopay"));
}

#[test]
fn a_pre_printed_pad_keeps_its_head_and_its_sides_free() {
    for (name, paper, document) in samples::all() {
        let layout = Layout { header: false, top: 45, side: 18, ..samples::layout(paper, Tongue::English) };
        let typeset = set(&document, &layout);
        assert_eq!(faults(&typeset, &layout), Vec::<String>::new(), "{name}");
        for page in typeset.document.pages() {
            let first = top(&page.frame, Transform::identity());
            assert!(first > Abs::mm(44.0), "{name}: something stands at {first:?}");
        }
    }
    let layout = Layout { header: false, top: 45, ..samples::layout(PaperKind::Receipt, Tongue::English) };
    assert!(!text(&set(&bill(samples::fee()), &layout)).contains("VatsalFamilyClinic"));
}

/// The upper edge of what stands highest.
fn top(frame: &Frame, transform: Transform) -> Abs {
    let mut least = Abs::inf();
    for (at, item) in frame.items() {
        let here = transform.pre_concat(Transform::translate(at.x, at.y));
        least.set_min(match item {
            FrameItem::Group(group) => top(&group.frame, here.pre_concat(group.transform)),
            FrameItem::Text(text) => Point::with_y(-text.size * 0.75).transform(here).y,
            FrameItem::Shape(..) | FrameItem::Image(..) => Point::zero().transform(here).y,
            FrameItem::Link(..) | FrameItem::Tag(_) => Abs::inf(),
        });
    }
    least
}

#[test]
fn a_code_to_scan_is_there_while_something_is_due() {
    let layout = samples::layout(PaperKind::Slip, Tongue::English);
    says(&text(&set(&bill(samples::fee()), &layout)), &["Scan to pay ₹360.00 by UPI", "Still due ₹360.00"]);
    let mut paid = samples::fee();
    paid.due = Paise::ZERO;
    assert!(!text(&set(&bill(paid), &layout)).contains("Scan"));
}

#[test]
fn money_given_back_is_said_without_a_minus() {
    let mut paper = samples::receipt();
    paper.receipt.total = Paise(-34_000);
    paper.payments.iter_mut().for_each(|p| p.amount = -p.amount);
    let read = text(&set(&Document::Receipt(Box::new(paper)), &samples::layout(PaperKind::Slip, Tongue::English)));
    says(&read, &["MONEY GIVEN BACK", "Given to", "₹340.00", "Rupees three hundred forty only"]);
    assert!(!read.contains('−'), "{read}");
}

#[test]
fn a_counting_says_what_should_be_there_what_was_and_why() {
    for tongue in Tongue::ALL {
        let words = Words::new(*tongue);
        let set = |paper| text(&set(&Document::Count(Box::new(paper)), &samples::layout(PaperKind::Slip, *tongue)));
        let read = set(samples::count());
        says(&read, &["Asha Kale", "23/11/2026, 19:30", "₹11,390.00", "₹11,380.00", "−₹10.00", "Too much change"]);
        says(&read, &["Tea and milk", "−45.00", "₹500 × 19", "9,500.00", &words.get("coins"), &words.get("short")]);
        let mut right = samples::count();
        (right.close.difference, right.close.reason) = (Paise::ZERO, None);
        right.close.counted = right.close.expected;
        says(&set(right), &[&words.get("no-difference")]);
    }
}

#[test]
fn a_token_says_how_many_come_first_in_both_languages() {
    let mut slip = samples::token();
    for (before, said) in [(0, "पुढचा क्रमांक तुमचा आहे"), (1, "तुमच्या आधी १ जण"), (6, "तुमच्या आधी ६ जण · सुमारे ३५ मिनिटे")]
    {
        slip.before = before;
        let read = text(&set(&Document::Token(slip.clone()), &samples::layout(PaperKind::Token, Tongue::Marathi)));
        says(&read, &["A-31", "Dr. Meera Joshi", said]);
        let english = ["You are next", "1 person before you", "6 people before you"];
        says(&read, &[english[usize::try_from(before.min(2)).unwrap()]]);
    }
}

#[test]
fn the_same_paper_is_the_same_bytes() {
    let layout = samples::layout(PaperKind::Receipt, Tongue::Hindi);
    let once = set(&bill(samples::medicines()), &layout).pdf().unwrap();
    assert_eq!(once, Press::new().set(&bill(samples::medicines()), &layout).unwrap().pdf().unwrap());
}

#[test]
fn a_letter_that_no_font_has_is_found_out() {
    let mut slip = samples::token();
    slip.patient = "\u{13000}".to_owned();
    let layout = samples::layout(PaperKind::Token, Tongue::English);
    assert!(!faults(&set(&Document::Token(slip), &layout), &layout).is_empty());
}

#[test]
fn a_name_that_looks_like_a_template_is_printed_as_it_is() {
    let mut slip = samples::token();
    slip.patient = "#panic() *x* $1$ \\ [a] \"b\" <c> @d `e`".to_owned();
    let read = text(&set(&Document::Token(slip.clone()), &samples::layout(PaperKind::Token, Tongue::English)));
    says(&read, &[&slip.patient]);
}
