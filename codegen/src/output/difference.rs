//! A difference between the generated files and a folder.

use std::{io, path::Path};

/// A file that differs between a folder and [`Files`](super::Files).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The path, relative to the crate's folder.
    pub path: String,
    /// The text in the folder; none if the file is missing.
    pub found: Option<String>,
    /// The generated text; none if the file is no longer part of the output.
    pub expected: Option<String>,
}

/// Returns an error that names its file or folder.
pub(super) fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
