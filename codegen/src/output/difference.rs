//! What is to be written to a folder, file by file.

use std::{io, path::Path};

/// What sets a folder apart from [`Files`](super::Files).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The file, from the crate's folder.
    pub path: String,
    /// What is there; none where the file is missing.
    pub found: Option<String>,
    /// What belongs there; none where the file is no longer part of the output.
    pub expected: Option<String>,
}

/// An error that names the file or folder that it is about.
pub(super) fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
