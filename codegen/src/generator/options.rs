//! What all generators can be told, whatever they write.

use std::{collections::BTreeSet, path::PathBuf};

use crate::{
    configuration::Configuration,
    customize::Customization,
    diagnostic::{Diagnostics, Levels, Sources, Style},
    selection::Selection,
    source::ResourceLimits,
};

/// What all generators can be told, whatever they write.
#[derive(Clone, Debug, Default)]
pub(super) struct Options {
    /// How diagnostics are shown.
    pub(super) style: Style,
    /// How much is read.
    pub(super) limits: ResourceLimits,
    /// Which kinds of problems are told, and which stop the work.
    pub(super) levels: Levels,
    /// What is wanted of documents that do not say it themselves.
    pub(super) selection: Selection,
    /// Whether to count what is read and made.
    pub(super) has_statistics: bool,
    /// What is to be otherwise in what is generated.
    pub(super) customization: Customization,
    /// The file that says more.
    pub(super) config: Option<PathBuf>,
    /// What was read before the documents.
    pub(super) before: Before,
}

/// What was read before the documents, and what was wrong with it.
#[derive(Clone, Debug, Default)]
pub(super) struct Before {
    pub(super) sources: Sources,
    pub(super) diagnostics: Diagnostics,
    pub(super) inputs: BTreeSet<PathBuf>,
}

impl Options {
    /// Reads the file that says more, if there is one, and takes what is for all generators from it: what was said
    /// without it counts more.
    pub(super) fn configure(&mut self) -> Option<Configuration> {
        let path = self.config.take()?;
        self.before.diagnostics = Diagnostics::with_levels(self.levels.clone());
        let (found, sources) = Configuration::read(&path, &mut self.before.diagnostics);
        self.before.sources.extend(&sources);
        self.before.inputs.insert(path);
        let own = std::mem::take(&mut self.customization);
        self.customization = found.customization.clone().and(own);
        if let (true, Some(names)) = (self.selection.api_versions.is_empty(), &found.api_versions) {
            self.selection.api_versions.clone_from(names);
        }
        if let (true, Some(names)) = (self.selection.operations.is_empty(), &found.operations) {
            self.selection.operations.clone_from(names);
        }
        Some(found)
    }
}
