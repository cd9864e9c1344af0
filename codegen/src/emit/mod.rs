//! Emission of histories as the formatted files of a crate.

mod clients;
mod crate_names;
mod definitions;
mod dependency;
mod docs;
mod examples;
mod format;
mod groups;
mod layer_crates;
mod library;
mod manifest;
mod module;
mod module_dependencies;
mod operations_by_tag;
mod package;
mod pretty;
mod program;
mod runtime;
mod rust;
#[cfg(feature = "services")]
mod services;

#[cfg(feature = "services")]
pub use self::services::{CrateOptions, crate_files, new_manifest};
pub use self::{
    definitions::{Settings, definitions},
    manifest::{ManifestError, ManifestOptions},
    module::{Module, ModuleOptions, RuntimePlace, module, module_name, runtime_module},
    package::{Conversion, ExpansionError, OutputForm, Package, PackageOptions, package},
    runtime::{Layer, Runtime, RuntimeError},
};
#[cfg(feature = "checks")]
pub(crate) use crate_names::is_device;
pub(crate) use crate_names::{is_module_name, is_package_name, package_name};
pub(crate) use module_dependencies::{ModuleDependency, module_dependencies};

use std::{error::Error, fmt};

use crate::{
    history::{Foreign, History},
    output::MARK,
};

/// An error that prevents the emission of a crate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CrateError {
    /// The `Cargo.toml` has no block for the generated features.
    Manifest(ManifestError),
    /// The definitions contradict each other.
    Expansion(ExpansionError),
    /// The crate cannot use the chosen runtime.
    Runtime(RuntimeError),
}

impl fmt::Display for CrateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Manifest(error) => error.fmt(f),
            Self::Expansion(error) => error.fmt(f),
            Self::Runtime(error) => error.fmt(f),
        }
    }
}

impl Error for CrateError {}

/// Returns the cargo feature of an api-version.
#[must_use]
pub fn feature(service: &str, api_version: &str) -> String {
    format!("{service}-{api_version}")
}

/// Returns the Rust module of a service, which is also its file beside `lib.rs`.
#[must_use]
pub fn service_module(service: &str) -> String {
    let name = crate::case::snake(service);
    match name.as_str() {
        "lib" | "main" | "runtime" => format!("api_{name}"),
        name if is_module_name(name) => name.to_owned(),
        name => format!("api_{name}"),
    }
}

/// Returns the number of shapes of a service, and how many of them several api-versions share.
pub(crate) fn sharing(history: &History) -> Option<(usize, usize)> {
    let settings = Settings {
        features: None,
        runtime: "crate::runtime".to_owned(),
        module: None,
    };
    let checked = package::checked(definitions(history, &settings)).ok()?;
    let shapes = billing_macros_expand::shared_types(&checked);
    let shared = shapes.iter().filter(|shape| shape.versions.len() > 1);
    Some((shapes.len(), shared.count()))
}

/// Collects the foreign types that the types of several services use.
fn foreign(histories: &[History]) -> Foreign {
    let mut all = Foreign::default();
    for history in histories {
        all.crates.extend(&history.foreign.crates);
        let paths = history.foreign.through_serde.iter().cloned();
        all.through_serde.extend(paths);
    }
    all
}
