//! Services and api-versions: which files hold the document of each.

use std::path::PathBuf;

/// A service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// The name of its folder.
    pub name: String,
    /// Its api-versions, oldest first.
    pub versions: Vec<ApiVersion>,
}

/// The fragments of an api-version of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiVersion {
    /// The name of its folder.
    pub name: String,
    /// Its fragments, as paths from the root, by name.
    pub files: Vec<PathBuf>,
}
