//! What is wrong with an input, shown as rustc shows it.
//!
//! Whatever reads an input pushes [`Diagnostic`]s to one [`Diagnostics`] and goes on, so that one run reports all
//! problems. A diagnostic names a [`Place`]; line, column and the source line are looked up in the [`Sources`] only
//! when it is shown.

mod allowance;
mod code;
mod levels;
mod located;
mod machine;
#[cfg(feature = "cli")]
mod painted;
#[cfg(any(test, not(feature = "cli")))]
mod plain;
mod problem;
mod render;
mod style;

use std::collections::HashSet;

pub use crate::text::{Format, Place, Sources, Spot};
pub(crate) use allowance::{ALLOW, find_allowances, find_written_allowances};
pub use code::{Code, Level, UnknownCode};
pub use levels::Levels;
pub use problem::Problem;
pub use style::Style;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// Something to know; the work goes on.
    Warning,
}

impl Severity {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A problem in an input.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// What kind of problem it is.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one line.
    pub message: String,
    /// Where.
    pub place: Option<Place>,
    /// What to say beside the underlined source.
    pub label: String,
    /// Other places that have to do with it, and what to say beside each.
    pub also: Vec<(Place, String)>,
    /// The references over which it was reached, if it is in a file that the user did not name; the nearest one first. It
    /// is filled in when the problem is shown.
    pub reached: Vec<Place>,
    /// What else to know.
    pub notes: Vec<String>,
    /// What to write instead.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// A problem of a kind, which says how bad it is.
    #[must_use]
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            place: None,
            label: String::new(),
            also: Vec::new(),
            reached: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
        }
    }

    /// The same at the places in the texts, where the trees were changed since.
    fn moved(&self, sources: &Sources) -> Self {
        let mut moved = self.clone();
        let places = moved.place.iter_mut();
        for place in places.chain(moved.also.iter_mut().map(|(place, _)| place)) {
            if let Some(origin) = sources.origin(place) {
                *place = origin;
            }
        }
        if let Some(place) = &moved.place {
            moved.reached = sources.reached_from(place);
        }
        moved
    }

    /// The same problem as one of another kind.
    #[must_use]
    pub(crate) fn coded(mut self, code: Code) -> Self {
        self.code = code;
        self.severity = code.severity();
        self
    }

    /// Says where the problem is.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Says something beside the underlined source.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Points at another place that has to do with the problem.
    #[must_use]
    pub fn also(mut self, place: Place, label: impl Into<String>) -> Self {
        self.also.push((place, label.into()));
        self
    }

    /// Adds what else to know.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Adds what to write instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }
}

/// The problems of a run.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
    seen: HashSet<Diagnostic>,
    levels: Levels,
}

impl Diagnostics {
    /// No problems so far, and what the user says about kinds of them.
    #[must_use]
    pub fn with_levels(levels: Levels) -> Self {
        Self {
            levels,
            ..Self::default()
        }
    }

    /// Whether problems of a kind are told; others need not be looked for.
    #[must_use]
    pub fn tells(&self, code: Code) -> bool {
        self.levels.of(code) != Level::Off
    }

    /// Adds a problem, unless the user does not want to be told; one that is already there is not added again.
    pub fn push(&mut self, mut diagnostic: Diagnostic) {
        let Some(severity) = self.levels.severity(diagnostic.code) else {
            return;
        };
        diagnostic.severity = severity;
        if self.seen.insert(diagnostic.clone()) {
            self.found.push(diagnostic);
        }
    }

    /// Adds the problems of another run.
    pub fn extend(&mut self, other: Self) {
        for diagnostic in other.found {
            self.push(diagnostic);
        }
    }

    /// Whether there is a problem that stops the work.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.found
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Whether there is no problem at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// How many problems there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// The problems in the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.found.iter()
    }

    /// Takes out what the documents themselves allow (`x-rust-allow`), and reports what they allow in vain. To be called
    /// once, when all is read.
    pub fn settle(&mut self, sources: &Sources) {
        let (found, problems) = allowance::read(sources);
        for problem in problems {
            self.push(problem);
        }
        let mut allowances: Vec<_> = found.iter().map(|one| (one, false)).collect();
        if allowances.is_empty() {
            return;
        }
        let codes: HashSet<Code> = allowances.iter().map(|(one, _)| one.code).collect();
        self.found.retain(|diagnostic| {
            if !codes.contains(&diagnostic.code) {
                return true;
            }
            let moved = diagnostic.moved(sources);
            let mut is_told = true;
            for (allowance, is_needed) in &mut allowances {
                if allowance.covers(&moved) {
                    *is_needed = true;
                    is_told = false;
                }
            }
            is_told
        });
        // What stands beside an error may not have been looked for.
        if self.has_errors() {
            return;
        }
        for (allowance, is_needed) in allowances {
            if is_needed || !self.tells(allowance.code) {
                continue;
            }
            let message = format!("`{}` does not occur here", allowance.code);
            let diagnostic = Diagnostic::new(Code::UnneededAllowance, message)
                .at(allowance.place.clone())
                .help("remove it");
            self.push(diagnostic);
        }
    }

    /// The problems as rustc would show them, by file, line and column.
    #[must_use]
    pub fn render(&self, sources: &Sources, style: Style) -> String {
        let found: Vec<_> = self.found.iter().map(|one| one.moved(sources)).collect();
        render::render(&found, sources, style, self.levels.shows_all())
    }

    /// The problems in one line each, by file, line and column.
    #[must_use]
    pub fn problems(&self, sources: &Sources) -> Vec<Problem> {
        let found: Vec<_> = self.found.iter().map(|one| one.moved(sources)).collect();
        problem::problems(&found, sources)
    }
}
