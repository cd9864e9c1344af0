//! Diagnostics about inputs, rendered as rustc renders its own.
//!
//! Whatever reads an input pushes [`Diagnostic`]s to one [`Diagnostics`] and goes on, so that one run reports all
//! problems. A diagnostic names a [`Place`]; line, column and the source line are looked up in the [`Sources`] only
//! when it is shown.

mod allowance;
mod code;
mod levels;
mod problem;
mod render;
mod style;
mod work;

use std::collections::HashSet;

pub use crate::text::{Format, Place, Sources, Spot};
use allowance::Allowances;
pub(crate) use allowance::{ALLOW, find_allowances, find_written_allowances};
pub use code::{Code, Level, UnknownCode};
pub use levels::Levels;
pub use problem::Problem;
pub use style::Style;
use work::Work;

use crate::words::Suggestions;

use crate::text::visible_lines;

/// The severity of a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// An error: nothing is generated.
    Error,
    /// A warning: the run continues.
    Warning,
}

impl Severity {
    /// Returns the word for it in messages.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A problem in an input, with its place and a way to fix it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// The code.
    pub code: Code,
    /// The severity of a diagnostic.
    pub severity: Severity,
    /// The message, in one line.
    pub message: String,
    /// The place; none if the diagnostic is about no file.
    pub place: Option<Place>,
    /// The text beside the underlined source.
    pub label: String,
    /// Related places, each with the text beside it.
    pub also: Vec<(Place, String)>,
    /// The references that lead to its file, if the user did not name that file, nearest first. Rendering fills them
    /// in.
    pub reached: Vec<Place>,
    /// Further facts.
    pub notes: Vec<String>,
    /// Suggestions for what to write instead.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// Creates a diagnostic with the default severity of its code.
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

    /// Returns the diagnostic with its places mapped back to the texts, for trees that were edited after parsing.
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

    /// Returns the diagnostic with another code.
    #[must_use]
    pub(crate) fn coded(mut self, code: Code) -> Self {
        self.code = code;
        self.severity = code.severity();
        self
    }

    /// Sets the place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Sets the text beside the underlined source.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds a related place.
    #[must_use]
    pub fn also(mut self, place: Place, label: impl Into<String>) -> Self {
        self.also.push((place, label.into()));
        self
    }

    /// Adds a further fact.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Replaces characters of the texts that would act on a terminal or a workflow, for every format.
    fn visible(mut self) -> Self {
        let labels = self.also.iter_mut().map(|(_, label)| label);
        let texts = [&mut self.message, &mut self.label].into_iter();
        for text in texts
            .chain(labels)
            .chain(&mut self.notes)
            .chain(&mut self.help)
        {
            *text = visible_lines(text);
        }
        self
    }

    /// Adds a suggestion for what to write instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }
}

/// The diagnostics of a run.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
    seen: HashSet<Diagnostic>,
    levels: Levels,
    suggestions: Suggestions,
    work: Work,
}

impl Diagnostics {
    /// Creates an empty list with the user's levels.
    #[must_use]
    pub fn with_levels(levels: Levels) -> Self {
        Self {
            levels,
            ..Self::default()
        }
    }

    /// Returns whether a code is enabled. Code that looks for disabled ones can be skipped.
    #[must_use]
    pub fn is_enabled(&self, code: Code) -> bool {
        self.levels.of(code) != Level::Off
    }

    /// Adds a diagnostic, unless its code is suppressed or the same diagnostic is already there.
    pub fn push(&mut self, mut diagnostic: Diagnostic) {
        let Some(severity) = self.levels.severity(diagnostic.code) else {
            return;
        };
        diagnostic.severity = severity;
        if self.seen.insert(diagnostic.clone()) {
            self.found.push(diagnostic);
        }
    }

    /// Adds the diagnostics of another run. Its errors stay errors.
    pub fn extend(&mut self, other: Self) {
        for mut diagnostic in other.found {
            let Some(severity) = self.levels.severity(diagnostic.code) else {
                continue;
            };
            if severity == Severity::Error {
                diagnostic.severity = severity;
            }
            if self.seen.insert(diagnostic.clone()) {
                self.found.push(diagnostic);
            }
        }
    }

    /// Takes the diagnostics so far, with the count of the work. What is there already stays known.
    pub(crate) fn take(&mut self) -> Self {
        Self {
            found: std::mem::take(&mut self.found),
            levels: self.levels.clone(),
            work: self.work,
            ..Self::default()
        }
    }

    /// Adds the diagnostics of the first part of an api-version, and continues to count its work.
    pub(crate) fn continue_with(&mut self, other: Self) {
        self.work = other.work;
        self.extend(other);
    }

    /// Finds the known name that is most similar to an unknown one, if any is similar. The last ones of thousands of
    /// unknown names get no suggestion.
    pub(crate) fn nearest<'a>(
        &mut self,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Option<&'a str> {
        self.suggestions.nearest(name, known)
    }

    /// The levels of this run.
    pub(crate) fn levels(&self) -> &Levels {
        &self.levels
    }

    /// Sets levels for what comes, where this run has none of its own.
    pub(crate) fn add_levels(&mut self, levels: &Levels) {
        self.levels = std::mem::take(&mut self.levels).or(levels);
    }

    /// Replaces the diagnostics from an index on by what `recode` makes of them, if it makes anything.
    pub(crate) fn recode_from(
        &mut self,
        start: usize,
        recode: impl Fn(&Diagnostic) -> Option<Diagnostic>,
    ) {
        for diagnostic in self.found.split_off(start.min(self.found.len())) {
            match recode(&diagnostic) {
                Some(other) => self.push(other),
                None => self.found.push(diagnostic),
            }
        }
    }

    /// Removes the problems for which `is_kept` is false.
    pub(crate) fn retain(&mut self, is_kept: impl Fn(&Diagnostic) -> bool) {
        self.found.retain(is_kept);
    }

    /// Returns whether there is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.found
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Returns whether there are no diagnostics.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Returns the number of diagnostics.
    #[must_use]
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Iterates over the diagnostics in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.found.iter()
    }

    /// Removes the diagnostics that the documents suppress (`x-rust-allow`), and reports unnecessary suppressions. Call
    /// it once, after everything is read.
    pub fn settle(&mut self, sources: &Sources) {
        let (found, problems) = allowance::read(sources);
        for problem in problems {
            self.push(problem);
        }
        let mut allowances = Allowances::new(found);
        if allowances.is_empty() {
            return;
        }
        let codes = allowances.codes();
        self.found.retain(|diagnostic| {
            !codes.contains(&diagnostic.code) || !allowances.cover(&diagnostic.moved(sources))
        });
        // What stands beside an error may not have been looked for.
        if self.has_errors() {
            return;
        }
        for allowance in allowances.unneeded() {
            if !self.is_enabled(allowance.code) {
                continue;
            }
            let message = format!("`{}` does not occur here", allowance.code);
            let diagnostic = Diagnostic::new(Code::UnneededAllowance, message)
                .at(allowance.place.clone())
                .help("remove it");
            self.push(diagnostic);
        }
    }

    /// Renders the diagnostics as rustc would, ordered by file, line and column.
    #[must_use]
    pub fn render(&self, sources: &Sources, style: Style) -> String {
        let found = self.found.iter();
        let found: Vec<_> = found.map(|one| one.moved(sources).visible()).collect();
        render::render(&found, sources, style, self.levels.shows_all())
    }

    /// Returns the diagnostics in one line each, ordered by file, line and column.
    #[must_use]
    pub fn problems(&self, sources: &Sources) -> Vec<Problem> {
        let found = self.found.iter();
        let found: Vec<_> = found.map(|one| one.moved(sources).visible()).collect();
        problem::problems(&found, sources)
    }
}
