//! The papers of a made-up clinic, in every language, looked at by a machine: that they say what they must, that no
//! glyph is missing and that nothing lies outside the page. With `NADI_PAPERS` set to a folder they are written there.

mod samples;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst::visualize::{Color, Paint};

use crate::{BillPaper, Document, Layout, Press, Tongue, Typeset};

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
    for (number, page) in typeset.document.pages().iter().enumerate() {
        let size = page.frame.size();
        let mut look = Look { width: size.x, height: size.y, roll: layout.is_roll(), faults: Vec::new() };
        look.frame(&page.frame, Transform::identity());
        faults.extend(look.faults.into_iter().map(|fault| format!("page {}: {fault}", number + 1)));
    }
    faults
}

struct Look {
    width: Abs,
    height: Abs,
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
        // No printer reaches the edge: 3.5 mm are kept on every side.
        let (least, most) = (Abs::mm(3.5), Point::new(self.width - Abs::mm(3.5), self.height - Abs::mm(3.5)));
        if point.x < least || point.y < least || point.x > most.x || point.y > most.y {
            self.faults.push(format!("{what:?} lies at {point:?}, outside the page"));
        }
    }
}

/// The text of a PDF as another program reads it, without white space.
fn text(typeset: &Typeset) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("paper.pdf");
    fs::write(&file, typeset.pdf().unwrap()).unwrap();
    let read =
        Command::new("pdftotext").arg("-layout").arg(&file).arg("-").output().expect("pdftotext of poppler-utils");
    assert!(read.status.success());
    bare(&String::from_utf8(read.stdout).unwrap())
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
                for (n, picture) in typeset.pictures(6.0).unwrap().iter().enumerate() {
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
        assert_eq!(set(&document, &samples::layout(paper, Tongue::English)).pages(), 1, "{name}");
    }
}
