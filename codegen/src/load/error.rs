//! Problems that stop a run before anything is generated or compared.

use std::fmt;

use crate::diagnostic::{Diagnostics, Problem, Sources, Style};

/// The problems of a run that ended without a result: all errors, and the warnings beside them.
///
/// `Display` shows them as [`Style::Plain`] does: code, location, source line and help of each.
pub struct Error(Box<Vec<(Diagnostics, Sources)>>);

impl Error {
    /// Creates an error from problems and the texts that they are about.
    pub(crate) fn new(reports: Vec<(Diagnostics, Sources)>) -> Self {
        Self(Box::new(reports))
    }

    /// Returns the problems in one line each.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let reports = self.0.iter();
        reports
            .flat_map(|(diagnostics, sources)| diagnostics.problems(sources))
            .collect()
    }

    /// Renders the problems with the lines of the documents.
    #[must_use]
    pub fn render(&self, style: Style) -> String {
        let reports = self.0.iter();
        reports
            .map(|(diagnostics, sources)| diagnostics.render(sources, style))
            .collect()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.render(Style::Plain).trim_end())
    }
}

/// The same text as `Display`: a `main` that fails prints it.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {}
