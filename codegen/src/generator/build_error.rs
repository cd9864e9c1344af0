//! Errors of [`Generator`](super::Generator).

use std::{
    collections::BTreeSet,
    error::Error,
    fmt,
    path::{Path, PathBuf},
};

use super::error::FOREIGN;
use crate::{
    diagnostic::{Code, Problem, Severity, Style},
    emit::ExpansionError,
    load::Reading,
    output,
};

/// The reason that a build script fails, in one line: `main` returns it after cargo has all problems.
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

    /// Creates an error about the options of the generator.
    pub(super) fn usage(message: impl Into<String>) -> Self {
        Self(Box::new(Reason {
            message: message.into(),
            problems: Vec::new(),
            text: String::new(),
            inputs: BTreeSet::new(),
        }))
    }

    /// Creates an error from the problems of the documents.
    pub(super) fn documents(reading: Reading) -> Self {
        let text = reading.render(Style::default());
        Self::new(reading.problems(), text, reading.inputs)
    }

    /// Creates an error about definitions of an API that contradict each other.
    pub(super) fn expansion(
        name: &str,
        error: &ExpansionError,
        inputs: &BTreeSet<PathBuf>,
    ) -> Self {
        let messages = error.messages.iter();
        let problem = |message| without_place(Code::Contradiction, format!("{name}: {message}"));
        Self::new(
            messages.map(problem).collect(),
            String::new(),
            inputs.clone(),
        )
    }

    /// Creates an error about a file that cannot be written.
    pub(super) fn output(error: &output::Error, folder: &Path, inputs: &BTreeSet<PathBuf>) -> Self {
        let problems = match error {
            output::Error::Foreign(paths) => {
                let paths = paths.iter().map(|path| folder.join(path));
                let problem = |path: PathBuf| Problem {
                    file: Some(path.to_string_lossy().into_owned()),
                    ..without_place(Code::ForeignFile, FOREIGN.to_owned())
                };
                paths.map(problem).collect()
            }
            error => vec![without_place(Code::Output, error.to_string())],
        };
        Self::new(problems, String::new(), inputs.clone())
    }

    /// The errors and warnings about the documents.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.0.problems
    }

    /// The errors and warnings as text, with the lines of the documents.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// The files that were read or looked for, and the folders that were listed.
    pub(super) fn inputs(&self) -> &BTreeSet<PathBuf> {
        &self.0.inputs
    }
}

/// Creates a problem that has no place in a document.
fn without_place(code: Code, message: String) -> Problem {
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

/// The same text as [`Display`](fmt::Display): a `main` that fails prints it.
impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for BuildError {}
