//! Warnings about documents that are not in the way of a result.

use std::collections::HashSet;

use super::Reading;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Problem, Sources, Style};

/// The warnings about the documents of a run that has a result.
#[derive(Clone, Debug, Default)]
pub struct Warnings(Vec<(Diagnostics, Sources)>);

impl Warnings {
    /// Returns the warnings in one line each.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let reports = self.0.iter();
        reports
            .flat_map(|(diagnostics, sources)| diagnostics.problems(sources))
            .collect()
    }

    /// Renders the warnings with the lines of the documents.
    #[must_use]
    pub fn render(&self, style: Style) -> String {
        let reports = self.0.iter();
        reports
            .map(|(diagnostics, sources)| diagnostics.render(sources, style))
            .collect()
    }

    /// Joins the warnings of two states of one API. A warning that both have is there once, about the newer state.
    pub(crate) fn of_both(old: Reading, new: Reading) -> Self {
        let known: HashSet<_> = new
            .reports
            .iter()
            .flat_map(|(diagnostics, _)| diagnostics.iter().map(key).collect::<Vec<_>>())
            .collect();
        let mut reports = old.reports;
        for (diagnostics, _) in &mut reports {
            diagnostics.retain(|diagnostic| !known.contains(&key(diagnostic)));
        }
        reports.extend(new.reports);
        Self(reports)
    }
}

impl From<Reading> for Warnings {
    fn from(reading: Reading) -> Self {
        Self(reading.reports)
    }
}

/// The code, the message and the pointer of a diagnostic: what is the same in two states of one document.
fn key(diagnostic: &Diagnostic) -> (Code, String, Option<String>) {
    let place = diagnostic.place.as_ref();
    let pointer = place.map(|place| place.pointer().to_owned());
    (diagnostic.code, diagnostic.message.clone(), pointer)
}
