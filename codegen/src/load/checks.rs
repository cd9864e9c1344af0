//! Readings for commands that look at documents or edit them.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use super::{Error, LoadOptions, LoadedSpecs, Reading, VersionInput, named};
use crate::{
    diagnostic::{Diagnostic, Diagnostics, Place, Sources},
    manifest, overrides,
    selection::Selection,
    source::Workspace,
};

impl Error {
    /// Creates an error from one problem that is about no text.
    pub(crate) fn of(problem: Diagnostic) -> Self {
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(problem);
        Self::new(vec![(diagnostics, Sources::default())])
    }
}

impl VersionInput<'_> {
    /// Returns whether a place belongs to the selection. [`focus_on`](Self::focus_on) comes first.
    pub(crate) fn is_in_focus(&self, place: &Place) -> bool {
        self.focus.covers(place)
    }

    /// Returns whether everything is selected.
    pub(crate) fn is_everything_selected(&self) -> bool {
        self.focus.is_everything()
    }
}

impl Reading {
    /// Reports the patterns that match nothing in two readings with one selection, as
    /// [`check_selections`](Self::check_selections) does: a pattern need match something in one of them only.
    pub(crate) fn check_selections_with(&mut self, other: &mut Self, options: &LoadOptions) {
        for (selection, offer) in other.offers.drain(..) {
            match self.offers.iter_mut().find(|(own, _)| *own == selection) {
                Some((_, own)) => own.extend(offer),
                None => self.offers.push((selection, offer)),
            }
        }
        other.unselected = Diagnostics::default();
        self.unselected = Diagnostics::default();
        self.check_selections(options);
    }

    /// The problems and texts of all documents, as one.
    pub(crate) fn merged(self, options: &LoadOptions) -> (Diagnostics, Sources) {
        let mut all = (
            Diagnostics::with_levels(options.levels.clone()),
            Sources::default(),
        );
        for (diagnostics, sources) in self.reports {
            all.0.extend(diagnostics);
            all.1.extend(&sources);
        }
        all
    }

    /// Fails if there is a problem in one of two readings that stops the run.
    pub(crate) fn both_checked(self, mut other: Self) -> Result<(Self, Self), Error> {
        match self.has_errors() || other.has_errors() {
            true => {
                let mut reports = self.reports;
                reports.append(&mut other.reports);
                Err(Error::new(reports))
            }
            false => Ok((self, other)),
        }
    }
}

/// Loads one of the services in a folder as it is without an api-version, with other texts of some files, which are named by
/// their path from the folder. The levels of lints that the folder sets do not apply.
pub(crate) fn service_without(
    folder: &Path,
    name: &str,
    removed: Option<&str>,
    texts: BTreeMap<PathBuf, String>,
    options: &LoadOptions,
) -> LoadedSpecs {
    let mut diagnostics = Diagnostics::default();
    let mut workspace = Workspace::new(folder).limits(options.limits);
    let hidden = removed.map(|version| Path::new(name).join(version));
    workspace = workspace.edited(texts, hidden);
    let found = named::in_services(&workspace, name, &mut diagnostics);
    let mut services = match found {
        Ok((service, _)) => vec![service],
        Err(problem) => {
            diagnostics.push(*problem);
            Vec::new()
        }
    };
    for service in &mut services {
        let versions = &mut service.versions;
        versions.retain(|version| Some(version.name.as_str()) != removed);
    }
    overrides::apply_to_services(&services, &mut workspace, &mut diagnostics);
    manifest::check_services(&services, &mut workspace, &mut diagnostics);
    LoadedSpecs {
        workspace,
        services,
        is_document: false,
        is_unversioned: false,
        diagnostics,
        selection: Selection::default(),
        folder: None,
        checkout: None,
    }
}
