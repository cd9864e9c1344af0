//! Differences between a folder and the files that belong there.

/// A file that differs from the expected [`Files`](super::Files).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The path from the folder of the crate.
    pub path: String,
    /// The text of the file; none if it is missing.
    pub found: Option<String>,
    /// The expected text; none if the file is no longer part of the output.
    pub expected: Option<String>,
}
