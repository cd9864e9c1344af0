//! Histories as the files of a crate, formatted and ready to be written.

mod definitions;
mod docs;
mod format;
mod groups;
mod library;
mod manifest;
mod module;
mod package;
mod pretty;
mod round_trips;
mod runtime;
mod rust;

pub use self::{
    definitions::{Settings, definitions},
    manifest::{ManifestError, ManifestOptions, new_manifest},
    module::{Module, ModuleOptions, RuntimePlace, module, module_name, runtime_module},
    package::{Conversion, ExpansionError, OutputForm, Package, PackageOptions, package},
    runtime::Layer,
};
use std::{error::Error, fmt};

use crate::{
    history::{Foreign, History},
    output::{Files, MARK},
    words::listed,
};

/// Why there are no files of a crate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CrateError {
    /// Its `Cargo.toml` has no place for the generated features.
    Manifest(ManifestError),
    /// The definitions contradict each other.
    Expansion(ExpansionError),
}

impl fmt::Display for CrateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Manifest(error) => error.fmt(f),
            Self::Expansion(error) => error.fmt(f),
        }
    }
}

impl Error for CrateError {}

/// The cargo feature of an api-version.
#[must_use]
pub fn feature(service: &str, api_version: &str) -> String {
    format!("{service}-{api_version}")
}

/// The Rust module of a service.
#[must_use]
pub fn service_module(service: &str) -> String {
    crate::case::snake(service)
}

/// The Rust module of a history's service.
pub(crate) fn module_of(history: &History) -> String {
    let own = history.module.clone();
    own.unwrap_or_else(|| service_module(&history.service))
}

/// The files of the crate of all services, in definitions form.
///
/// `manifest` is the text of its `Cargo.toml`, whose block of generated features is brought up to date.
///
/// # Errors
///
/// The manifest lacks the marks of that block, or the definitions contradict each other.
pub fn crate_files(
    histories: &[History],
    crate_name: &str,
    manifest: &str,
) -> Result<Files, CrateError> {
    let mut files = Files::default();
    let manifest = manifest::with_features(manifest, histories).map_err(CrateError::Manifest)?;
    files.insert("Cargo.toml", manifest);
    files.insert("src/lib.rs", library::text(histories, crate_name));
    for history in histories {
        let module = module_of(history);
        files.insert(
            format!("src/{module}.rs"),
            service_text(history, crate_name, &module).map_err(CrateError::Expansion)?,
        );
    }
    for (path, text) in runtime::files(&Conversion::ALL, &foreign(histories)) {
        files.insert(format!("src/runtime/{path}"), text);
    }
    for (path, text) in round_trips::files(histories, crate_name) {
        files.insert(path, text);
    }
    Ok(files)
}

/// How many distinct forms the types and operations of a service have, and how many of them several api-versions share.
pub(crate) fn sharing(history: &History) -> Option<(usize, usize)> {
    let settings = Settings {
        features: None,
        runtime: "crate::runtime".to_owned(),
        module: None,
    };
    let checked = package::checked(definitions(history, &settings)).ok()?;
    let shapes = billing_macros_expand::shapes(&checked);
    let shared = shapes.iter().filter(|shape| shape.versions.len() > 1);
    Some((shapes.len(), shared.count()))
}

/// What the types of several services take from elsewhere.
fn foreign(histories: &[History]) -> Foreign {
    let mut all = Foreign::default();
    for history in histories {
        all.crates.extend(&history.foreign.crates);
        let paths = history.foreign.through_serde.iter().cloned();
        all.through_serde.extend(paths);
    }
    all
}

/// The module of a service, in definitions form.
fn service_text(
    history: &History,
    crate_name: &str,
    module: &str,
) -> Result<String, ExpansionError> {
    let settings = Settings {
        features: Some(format!("{}-", history.service)),
        runtime: "crate::runtime".to_owned(),
        module: Some(format!("{crate_name}::{module}")),
    };
    let title = history
        .title
        .clone()
        .unwrap_or_else(|| history.service.clone());
    let definitions = definitions(history, &settings);
    let module = billing_macros_expand::print(&definitions);
    package::checked(definitions)?;
    Ok(format!(
        "{MARK}\n//! {}, api-versions {}.\n\n{}",
        docs::title(&title),
        listed(&history.api_versions),
        pretty::module(&module)
    ))
}
