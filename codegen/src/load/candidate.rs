//! Candidates for api-versions, and the options that order them.

use std::path::{Path, PathBuf};

use super::text::Text;
use crate::source::{ResourceLimits, ShownRoot};

/// A file or folder that is a candidate for an api-version.
pub(super) struct Candidate {
    /// The name of the file or folder.
    pub(super) file: String,
    /// The `info.version` of a file.
    pub(super) info_version: Option<String>,
    pub(super) files: Vec<PathBuf>,
}

/// Options for finding the documents of one API.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct InputOptions<'o> {
    /// All api-versions, oldest first, where their names have no order.
    pub(super) order: &'o [String],
    /// True if the order lists api-versions of other documents as well.
    pub(super) is_shared: bool,
    /// The folder whose files the documents may refer to; without one, the folder that contains them.
    pub(super) root: Option<&'o Path>,
    /// The root as the user knows it, if it is a copy of what the user named.
    pub(super) shown_root: Option<&'o ShownRoot>,
    pub(super) limits: ResourceLimits,
    /// The one document, if it has no file.
    pub(super) text: Option<&'o Text>,
}
