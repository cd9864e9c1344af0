//! Why a build script cannot go on.

use std::{collections::BTreeSet, error::Error, fmt, io, path::PathBuf};

use super::read::Reading;
use crate::{
    diagnostic::{Code, Problem, Severity},
    emit::ExpansionError,
};

/// Why a build script cannot go on, in few words: it is what `main` returns, and cargo was told the rest.
pub struct BuildError(Box<Reason>);

struct Reason {
    message: String,
    problems: Vec<Problem>,
    text: String,
    inputs: BTreeSet<PathBuf>,
}

impl BuildError {
    fn new(problems: Vec<Problem>, text: String, inputs: BTreeSet<PathBuf>) -> Self {
        let errors = || {
            let problems = problems.iter();
            problems.filter(|one| one.severity == Severity::Error)
        };
        let first = errors().next().map(ToString::to_string).unwrap_or_default();
        let message = match errors().count() {
            0 | 1 => first,
            count => format!("{first} (and {} more)", count - 1),
        };
        Self(Box::new(Reason {
            message,
            problems,
            text,
            inputs,
        }))
    }

    /// The generator was told something that makes no sense.
    pub(super) fn usage(message: impl Into<String>) -> Self {
        Self(Box::new(Reason {
            message: message.into(),
            problems: Vec::new(),
            text: String::new(),
            inputs: BTreeSet::new(),
        }))
    }

    /// The documents have errors.
    pub(super) fn documents(reading: Reading) -> Self {
        Self::new(reading.problems, reading.text, reading.inputs)
    }

    /// The definitions of an API contradict each other.
    pub(super) fn expansion(
        name: &str,
        error: &ExpansionError,
        inputs: &BTreeSet<PathBuf>,
    ) -> Self {
        let messages = error.messages.iter();
        let problem = |message| nowhere(Code::Contradiction, format!("{name}: {message}"));
        Self::new(
            messages.map(problem).collect(),
            String::new(),
            inputs.clone(),
        )
    }

    /// A file cannot be written.
    pub(super) fn output(error: &io::Error, inputs: &BTreeSet<PathBuf>) -> Self {
        let problem = nowhere(Code::Output, error.to_string());
        Self::new(vec![problem], String::new(), inputs.clone())
    }

    /// What is wrong with the documents, and what is worth a warning.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.0.problems
    }

    /// The same as text, with the lines of the documents.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// The files that were read or looked for, and the folders that were listed.
    pub(super) fn inputs(&self) -> &BTreeSet<PathBuf> {
        &self.0.inputs
    }
}

/// A problem that is not one of a place in a document.
fn nowhere(code: Code, message: String) -> Problem {
    Problem {
        severity: Severity::Error,
        code,
        message,
        file: None,
        position: None,
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

/// As [`Display`](fmt::Display), because this is what a `main` that fails shows.
impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for BuildError {}
