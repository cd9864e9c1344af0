//! Readings for `diff` and `verify`, which look at documents and not at histories.

use super::{Error, LoadOptions, Reading, VersionInput};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Sources};

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
