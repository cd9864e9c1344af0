//! A problem in one line, for those who show problems in a way of their own.

use std::{collections::HashMap, fmt};

use super::{Code, Diagnostic, Place, Severity, Sources};

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

/// The problems by file, line and column.
pub(super) fn problems(diagnostics: &[Diagnostic], sources: &Sources) -> Vec<Problem> {
    let places = diagnostics.iter().filter_map(|one| one.place.as_ref());
    let positions: HashMap<&Place, (usize, usize)> = sources.positions(places);
    let mut problems: Vec<Problem> = diagnostics
        .iter()
        .map(|one| Problem {
            severity: one.severity,
            code: one.code,
            message: one.message.clone(),
            file: one.place.as_ref().map(|place| place.file().to_owned()),
            position: one.place.as_ref().and_then(|place| {
                let is_read = sources.text(place.file()).is_some();
                is_read.then(|| positions.get(place).copied()).flatten()
            }),
        })
        .collect();
    problems.sort_by(|a, b| {
        let key = |one: &Problem| (one.file.clone(), one.position, one.severity);
        key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
    });
    problems
}
