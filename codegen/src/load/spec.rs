//! The documents of one API, and what has to be said about them.

use std::path::{Path, PathBuf};

use crate::selection::Selection;

/// The documents of one API, and what has to be said about them.
///
/// A path alone is enough for most: a file is a document, a folder holds a folder or a file for each api-version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spec {
    pub(crate) paths: Vec<PathBuf>,
    pub(crate) bundled: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) order: Vec<String>,
    pub(crate) root: Option<PathBuf>,
    pub(crate) overrides: Option<PathBuf>,
    pub(crate) selection: Selection,
}

impl Spec {
    /// The document in a file, or the api-versions in a folder.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self::fragments([path])
    }

    /// One document that is cut into several files.
    #[must_use]
    pub fn fragments(paths: impl IntoIterator<Item = impl Into<PathBuf>>) -> Self {
        Self {
            paths: paths.into_iter().map(Into::into).collect(),
            ..Self::default()
        }
    }

    /// Documents that come with this package: `azure` or `partner-center`.
    #[must_use]
    pub fn bundled(service: impl Into<String>) -> Self {
        Self {
            bundled: Some(service.into()),
            ..Self::default()
        }
    }

    /// What the API is called, instead of the name of its folder or file.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The api-versions, oldest first, where their names have no order: all of them.
    #[must_use]
    pub fn order(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.order = names.into_iter().map(Into::into).collect();
        self
    }

    /// The folder whose files the documents may refer to, instead of the one that holds them; it holds them too. Nothing
    /// outside of it is ever read.
    #[must_use]
    pub fn root(mut self, folder: impl Into<PathBuf>) -> Self {
        self.root = Some(folder.into());
        self
    }

    /// The file that fixes what the documents say wrongly, instead of `overrides.yaml` in their folder.
    #[must_use]
    pub fn overrides(mut self, file: impl Into<PathBuf>) -> Self {
        self.overrides = Some(file.into());
        self
    }
}

impl Spec {
    /// Only these api-versions, instead of those that the generator is told for all specs; `*` stands for any text.
    #[must_use]
    pub fn api_versions(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.selection.api_versions = names.into_iter().map(Into::into).collect();
        self
    }

    /// Only these operations and the types that they reach, instead of those that the generator is told for all specs; `*`
    /// stands for any text.
    #[must_use]
    pub fn operations(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.selection.operations = names.into_iter().map(Into::into).collect();
        self
    }
}

impl From<&str> for Spec {
    fn from(path: &str) -> Self {
        Self::new(path)
    }
}

impl From<String> for Spec {
    fn from(path: String) -> Self {
        Self::new(path)
    }
}

impl From<&Path> for Spec {
    fn from(path: &Path) -> Self {
        Self::new(path)
    }
}

impl From<PathBuf> for Spec {
    fn from(path: PathBuf) -> Self {
        Self::new(path)
    }
}
