//! Services, their api-versions, and the files of each.

use std::path::PathBuf;

/// A service: an API with one or more api-versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// The name of its folder or file.
    pub name: String,
    /// The api-versions, oldest first.
    pub versions: Vec<ApiVersion>,
}

/// An api-version of a service: the fragments of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiVersion {
    /// The name of its folder, or `info.version`.
    pub name: String,
    /// The paths of its fragments from the root of the workspace, ordered by name.
    pub files: Vec<PathBuf>,
}
