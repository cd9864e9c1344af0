//! Options that hold for all documents of a run.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use super::Spec;
use crate::{
    diagnostic::{Diagnostics, Levels, Sources},
    openapi::Floats,
    selection::Selection,
    source::ResourceLimits,
};

/// Options that hold for all documents of a run. What belongs to one API (its order, root and overrides) is part of its
/// [`Spec`].
///
/// ```
/// use billing_codegen::{load::LoadOptions, diagnostic::Code, diff};
///
/// # let folder = tempfile::tempdir()?;
/// # let path = |name: &str| folder.path().join(name);
/// # let document = |key: &str| format!("openapi: 3.0.3\ninfo: {{ title: Shop, version: v1 }}\npaths: {{}}\ncomponents: {{ schemas: {{ Price: {{ {key}: The price. }} }} }}");
/// # std::fs::write(path("old.yaml"), document("description"))?;
/// # std::fs::write(path("new.yaml"), document("descripton"))?;
/// let options = LoadOptions::new().deny(Code::UnknownKey);
/// // The new document has a misspelt key.
/// assert!(diff::run(path("old.yaml"), path("new.yaml"), &options).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct LoadOptions {
    /// The folder of services, in which names such as `azure/2024-04-01` are looked up.
    pub(crate) specs_dir: Option<PathBuf>,
    /// The configuration file.
    pub(crate) config: Option<PathBuf>,
    /// The selection for documents whose [`Spec`] has none.
    pub(crate) selection: Selection,
    /// The type of binary floats; none where nobody chose one.
    pub(crate) floats: Option<Floats>,
    pub(crate) limits: ResourceLimits,
    pub(crate) levels: Levels,
    /// The documents that the configuration file lists.
    pub(crate) configured: Vec<Spec>,
    pub(crate) inputs: ConfigInputs,
}

/// The configuration file as it was read: its text, its problems and its path.
#[derive(Clone, Debug, Default)]
pub(crate) struct ConfigInputs {
    pub(crate) sources: Sources,
    pub(crate) diagnostics: Diagnostics,
    pub(crate) paths: BTreeSet<PathBuf>,
}

/// Defines the methods that set load options, for each type that carries them: `load_methods!(options.load)` where they are
/// in the field `self.options.load`.
macro_rules! load_methods {
    ($($field:ident).*) => {
        /// Reads the configuration file, whose options count where the caller sets none. Paths in it are relative to its
        /// folder. [`configuration`](crate::configuration) describes its keys.
        #[must_use]
        pub fn config(mut self, file: impl Into<std::path::PathBuf>) -> Self {
            self $(.$field)* .config = Some(file.into());
            self
        }

        /// Selects api-versions; `*` matches any text. A pattern that matches none is an error.
        #[must_use]
        pub fn api_versions(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
            self $(.$field)* .selection.api_versions = names.into_iter().map(Into::into).collect();
            self
        }

        /// Selects operations by `operationId` or Rust name, with the types that they reach; `*` matches any text, as in
        /// `Transactions_*`. A pattern that matches none is an error.
        #[must_use]
        pub fn operations(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
            self $(.$field)* .selection.operations = names.into_iter().map(Into::into).collect();
            self
        }

        /// Sets the type of numbers of `format: float` and `double`. With [`Floats::Decimal`]($crate::openapi::Floats::Decimal)
        /// they are exact, as most amounts of money have to be. An override (`floats: decimal`) does it for chosen numbers.
        #[must_use]
        pub fn floats(mut self, floats: $crate::openapi::Floats) -> Self {
            self $(.$field)* .floats = Some(floats);
            self
        }

        /// Sets the limits on the size of documents.
        #[must_use]
        pub fn limits(mut self, limits: $crate::source::ResourceLimits) -> Self {
            self $(.$field)* .limits = limits;
            self
        }

        /// Sets the levels of all lints, replacing those that were set before.
        #[must_use]
        pub fn levels(mut self, levels: $crate::diagnostic::Levels) -> Self {
            self $(.$field)* .levels = levels;
            self
        }

        /// Turns a lint off. Errors stay errors.
        #[must_use]
        pub fn allow(mut self, code: $crate::diagnostic::Code) -> Self {
            self $(.$field)* .levels = self $(.$field)* .levels.allow(code);
            self
        }

        /// Reports a lint as a warning, also one that is off by default.
        #[must_use]
        pub fn warn(mut self, code: $crate::diagnostic::Code) -> Self {
            self $(.$field)* .levels = self $(.$field)* .levels.warn(code);
            self
        }

        /// Reports a lint as an error.
        #[must_use]
        pub fn deny(mut self, code: $crate::diagnostic::Code) -> Self {
            self $(.$field)* .levels = self $(.$field)* .levels.deny(code);
            self
        }

        /// Reports all warnings as errors.
        #[must_use]
        pub fn deny_warnings(mut self) -> Self {
            self $(.$field)* .levels = self $(.$field)* .levels.deny_warnings();
            self
        }
    };
}
pub(crate) use load_methods;

impl LoadOptions {
    /// Creates options with the default limits and levels, and everything selected.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the folder of services, in which names such as `azure` and `azure/2024-04-01` are looked up.
    #[must_use]
    pub fn specs_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.specs_dir = Some(folder.into());
        self
    }

    load_methods!();

    /// The folder of services, if there is one.
    pub(crate) fn existing_specs_dir(&self) -> Option<&Path> {
        self.specs_dir.as_deref().filter(|folder| folder.is_dir())
    }
}
