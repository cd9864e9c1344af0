//! A problem in one line, for those who show problems in a way of their own.

use std::fmt;

use super::{Code, Diagnostic, Severity, Sources, located::Located};

/// A problem in one line. Shown, it is `file:line:column: [code] message`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// What kind of problem it is.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// The file that it is about, as the user named it.
    pub file: Option<String>,
    /// Line and column in it, from 1; none: the file as a whole.
    pub position: Option<(usize, usize)>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{file}:")?;
            if let Some((line, column)) = self.position {
                write!(f, "{line}:{column}:")?;
            }
            f.write_str(" ")?;
        }
        write!(f, "[{}] {}", self.code.number(), self.message)
    }
}

/// The problems by file, line and column.
pub(super) fn problems(diagnostics: &[Diagnostic], sources: &Sources) -> Vec<Problem> {
    let located = Located::new(diagnostics, sources);
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
