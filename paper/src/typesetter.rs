//! Whoever makes pages of a document.

use crate::{Document, Layout};

/// A document as PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages, all copies counted.
    pub pages: usize,
}

/// What went wrong while typesetting: a mistake in a template. It holds nothing that was printed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the template has a mistake: {0}")]
pub struct TypesettingError(pub String);

/// Sets documents in type. The same document makes the same bytes.
pub trait Typesetter: Send + Sync {
    /// All copies, one after another.
    ///
    /// # Errors
    /// [`TypesettingError`].
    fn pdf(&self, document: &Document, layout: &Layout) -> Result<Pdf, TypesettingError>;

    /// The first pages as PNG, so many pixels for a millimetre.
    ///
    /// # Errors
    /// [`TypesettingError`].
    fn pictures(
        &self,
        document: &Document,
        layout: &Layout,
        pixels_per_mm: f64,
        most: usize,
    ) -> Result<Vec<Vec<u8>>, TypesettingError>;
}
