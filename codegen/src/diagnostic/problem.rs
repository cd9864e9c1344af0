//! Diagnostics reduced to one line, for callers that render them differently.

use std::fmt;

use super::{Code, Diagnostic, Severity, Sources, render::located::LocatedDiagnostics};
use crate::text::visible;

/// A diagnostic in one line. It is displayed as `file:line:column: [code] message`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The severity.
    pub severity: Severity,
    /// The code.
    pub code: Code,
    /// The message.
    pub message: String,
    /// The file, as the user named it.
    pub file: Option<String>,
    /// The line and column in the file, starting at 1; none for a whole file.
    pub position: Option<(usize, usize)>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{}:", visible(file))?;
            if let Some((line, column)) = self.position {
                write!(f, "{line}:{column}:")?;
            }
            f.write_str(" ")?;
        }
        write!(f, "[{}] {}", self.code.number(), self.message)
    }
}

/// Returns the diagnostics as problems, ordered by file, line and column.
pub(super) fn problems(diagnostics: &[Diagnostic], sources: &Sources) -> Vec<Problem> {
    let located = LocatedDiagnostics::new(diagnostics, sources);
    let problem = |one: &&Diagnostic| {
        let place = one.place.as_ref();
        let start = place.and_then(|place| Some(located.positions(place)?.0));
        Problem {
            severity: one.severity,
            code: one.code,
            message: one.message.clone(),
            file: place.map(|place| place.file().to_owned()),
            position: start.map(|start| (start.line, start.column)),
        }
    };
    located.diagnostics.iter().map(problem).collect()
}
