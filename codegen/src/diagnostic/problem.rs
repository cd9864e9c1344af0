//! A problem in one line, for those who show problems in a way of their own.

use std::{collections::HashMap, fmt};

use super::{Code, Diagnostic, Place, Severity, Sources, Spot};

/// A problem in one line. Shown, it is `file:line:column: message [code]`.
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
        write!(f, "{} [{}]", self.message, self.code)
    }
}

/// Where each place is, by line and column.
type Positions<'d> = HashMap<&'d Place, (usize, usize)>;

/// The problems by file, line and column.
pub(super) fn in_order<'d>(
    diagnostics: &'d [Diagnostic],
    positions: &Positions<'_>,
) -> Vec<&'d Diagnostic> {
    let mut sorted: Vec<_> = diagnostics.iter().collect();
    sorted.sort_by_key(|one| {
        let place = one.place.as_ref();
        let position = place.filter(|place| *place.spot() != Spot::Whole);
        let position = position.and_then(|place| positions.get(place));
        (place.map(Place::file), position, one.severity, &one.message)
    });
    sorted
}

/// The problems in one line each, by file, line and column.
pub(super) fn problems(diagnostics: &[Diagnostic], sources: &Sources) -> Vec<Problem> {
    let positions = sources.positions(diagnostics.iter().filter_map(|one| one.place.as_ref()));
    let problem = |one: &Diagnostic| {
        let place = one.place.as_ref();
        let read = place.filter(|place| sources.text(place.file()).is_some());
        Problem {
            severity: one.severity,
            code: one.code,
            message: one.message.clone(),
            file: place.map(|place| place.file().to_owned()),
            position: read.and_then(|place| positions.get(place).copied()),
        }
    };
    let sorted = in_order(diagnostics, &positions);
    sorted.into_iter().map(problem).collect()
}
