//! The typesetter: templates, fonts and typst.
//!
//! A crate of its own because typst is large: only the program, and tests that look at paper, are linked with it.

#[cfg(test)]
mod proof;

use std::sync::LazyLock;

use paper::{Document, Layout, Pdf, Sheet, Typesetter, TypesettingError};
use typst::diag::{FileError, FileResult, SourceDiagnostic, Warned};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::{LazyHash, Scalar};
use typst::{Library, LibraryExt, World, comemo};
use typst_layout::{Page, PagedDocument};
use typst_pdf::PdfOptions;
use typst_render::RenderOptions;

/// The one of this program. Its fonts are read when the first paper is set.
pub fn typesetter() -> &'static dyn Typesetter {
    static PRESS: LazyLock<Press> = LazyLock::new(Press::new);
    &*PRESS
}

/// The fonts and the library of typst. Making one reads the fonts: make it once and keep it.
pub struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

/// A document with its pages set.
pub struct Typeset {
    pub(crate) document: PagedDocument,
}

impl Default for Press {
    fn default() -> Self {
        Self::new()
    }
}

impl Press {
    /// Reads the fonts.
    pub fn new() -> Self {
        let fonts: Vec<_> = FONTS.iter().filter_map(|data| Font::new(Bytes::new(*data), 0)).collect();
        Self { library: LazyHash::new(Library::default()), book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts }
    }

    /// Sets a document, all of its copies one after another.
    ///
    /// # Errors
    /// [`TypesettingError`] for a mistake in a template.
    pub fn set(&self, document: &Document, layout: &Layout) -> Result<Typeset, TypesettingError> {
        let mut pages = Vec::new();
        let mut info = None;
        for copy in 1..=layout.copies.max(1) {
            let set = self.compile(&document.sheet(layout, copy))?;
            pages.extend(set.pages().iter().cloned());
            info.get_or_insert_with(|| typst::model::Document::info(&set).clone());
        }
        // What was set for earlier papers is not kept for ever.
        comemo::evict(3);
        Ok(Typeset { document: PagedDocument::new(pages.into(), info.unwrap_or_default()) })
    }

    fn compile(&self, sheet: &Sheet) -> Result<PagedDocument, TypesettingError> {
        let template = sheet.template;
        let job = Job { press: self, main: file(template)?, data: Bytes::from_string(sheet.data.to_string()) };
        let Warned { output, warnings } = typst::compile::<PagedDocument>(&job);
        let document = output.map_err(|mistakes| mistake(template, &mistakes))?;
        if warnings.is_empty() { Ok(document) } else { Err(mistake(template, &warnings)) }
    }
}

impl Typesetter for Press {
    fn pdf(&self, document: &Document, layout: &Layout) -> Result<Pdf, TypesettingError> {
        let set = self.set(document, layout)?;
        Ok(Pdf { bytes: set.pdf()?, pages: set.pages() })
    }

    fn pictures(
        &self,
        document: &Document,
        layout: &Layout,
        pixels_per_mm: f64,
        most: usize,
    ) -> Result<Vec<Vec<u8>>, TypesettingError> {
        self.set(document, layout)?.pictures(pixels_per_mm, most)
    }
}

impl Typeset {
    /// How many pages, all copies counted.
    pub fn pages(&self) -> usize {
        self.document.pages().len()
    }

    /// The document as PDF: the same data gives the same bytes.
    ///
    /// # Errors
    /// [`TypesettingError`] where typst cannot write it.
    pub fn pdf(&self) -> Result<Vec<u8>, TypesettingError> {
        let options =
            PdfOptions { creator: Smart::Custom(Some("Nadi".to_owned())), tagged: false, ..PdfOptions::default() };
        typst_pdf::pdf(&self.document, &options).map_err(|mistakes| mistake("pdf", &mistakes))
    }

    /// The first pages as PNG, so many pixels for a millimetre.
    ///
    /// # Errors
    /// [`TypesettingError`] where a picture cannot be written.
    pub fn pictures(&self, pixels_per_mm: f64, most: usize) -> Result<Vec<Vec<u8>>, TypesettingError> {
        let options = RenderOptions { pixel_per_pt: Scalar::new(pixels_per_mm * MM_PER_PT), render_bleed: false };
        let picture = |page: &Page| {
            typst_render::render(page, &options).encode_png().map_err(|_| TypesettingError("a picture".to_owned()))
        };
        self.document.pages().iter().take(most).map(picture).collect()
    }
}

const MM_PER_PT: f64 = 25.4 / 72.0;

/// One template being set with its data.
struct Job<'a> {
    press: &'a Press,
    main: FileId,
    data: Bytes,
}

impl World for Job<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.press.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let path = id.vpath().get_with_slash();
        let known = TEMPLATES.iter().find(|(name, _)| *name == path);
        known.map(|(_, text)| Source::new(id, (*text).to_owned())).ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id.vpath().get_with_slash() == "/data.json" { Ok(self.data.clone()) } else { Err(missing(id)) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.get(index).cloned()
    }

    /// None: a paper shows the times that it is given.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn file(path: &'static str) -> Result<FileId, TypesettingError> {
    let path = VirtualPath::new(path).map_err(|_| TypesettingError(path.to_owned()))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}

fn mistake(what: &str, found: &[SourceDiagnostic]) -> TypesettingError {
    // Messages of typst can quote what they were given; of several the first is enough.
    let first = found.first().map(|d| d.message.to_string()).unwrap_or_default();
    TypesettingError(format!("{what}: {first}"))
}

const TEMPLATES: &[(&str, &str)] = &[
    ("/page.typ", include_str!("../../../templates/page.typ")),
    ("/token.typ", include_str!("../../../templates/token.typ")),
    ("/bill.typ", include_str!("../../../templates/bill.typ")),
    ("/bill-80mm.typ", include_str!("../../../templates/bill-80mm.typ")),
    ("/receipt.typ", include_str!("../../../templates/receipt.typ")),
    ("/count.typ", include_str!("../../../templates/count.typ")),
    ("/day-list.typ", include_str!("../../../templates/day-list.typ")),
];

/// Noto Sans (SIL Open Font License): the scripts of papers in two weights, those of names in one.
const FONTS: &[&[u8]] = &[
    include_bytes!("../fonts/NotoSans-Regular.ttf"),
    include_bytes!("../fonts/NotoSans-Bold.ttf"),
    include_bytes!("../fonts/NotoSansDevanagari-Regular.ttf"),
    include_bytes!("../fonts/NotoSansDevanagari-Bold.ttf"),
    include_bytes!("../fonts/NotoSansBengali-Regular.ttf"),
    include_bytes!("../fonts/NotoSansGujarati-Regular.ttf"),
    include_bytes!("../fonts/NotoSansGurmukhi-Regular.ttf"),
    include_bytes!("../fonts/NotoSansKannada-Regular.ttf"),
    include_bytes!("../fonts/NotoSansMalayalam-Regular.ttf"),
    include_bytes!("../fonts/NotoSansOriya-Regular.ttf"),
    include_bytes!("../fonts/NotoSansTamil-Regular.ttf"),
    include_bytes!("../fonts/NotoSansTelugu-Regular.ttf"),
];
