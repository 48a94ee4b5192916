//! Whether the inputs of a step are those of the last time.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    io,
    path::{Path, PathBuf},
};

/// The names and the content of some files, as one short text.
#[derive(PartialEq, Eq)]
pub(crate) struct Fingerprint(String);

impl Fingerprint {
    pub(crate) fn of(inputs: &[PathBuf]) -> io::Result<Self> {
        let mut hasher = DefaultHasher::new();
        for input in inputs {
            input.hash(&mut hasher);
            fs::read(input)?.hash(&mut hasher);
        }
        Ok(Self(format!("{:016x}", hasher.finish())))
    }

    /// The same for another outcome of the step.
    pub(crate) fn with(&self, outcome: &str) -> Self {
        Self(format!("{} {outcome}", self.0))
    }

    /// Whether `file` keeps this one.
    pub(crate) fn is_kept(&self, file: &Path) -> bool {
        fs::read_to_string(file).is_ok_and(|kept| kept == self.0)
    }

    /// Writes it to `file`, when the step has passed.
    pub(crate) fn keep(&self, file: &Path) -> io::Result<()> {
        fs::write(file, &self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_input_is_noticed() -> io::Result<()> {
        let folder = std::env::temp_dir().join(format!("nadi-fingerprint-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        let input = folder.join("input");
        fs::write(&input, "one")?;
        let before = Fingerprint::of(std::slice::from_ref(&input))?;
        before.keep(&folder.join("kept"))?;
        assert!(Fingerprint::of(std::slice::from_ref(&input))?.is_kept(&folder.join("kept")));
        assert!(!before.with("other").is_kept(&folder.join("kept")));
        fs::write(&input, "two")?;
        assert!(!Fingerprint::of(std::slice::from_ref(&input))?.is_kept(&folder.join("kept")));
        fs::remove_dir_all(&folder)
    }
}
