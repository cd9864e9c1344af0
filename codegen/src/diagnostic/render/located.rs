//! Diagnostics ordered by place, with line and column.

use std::{collections::HashMap, ops::Range};

use super::MAX_LINE_BYTES;
use crate::{
    diagnostic::{Diagnostic, Place, Sources},
    text::{Lines, Position, visible},
};

/// Diagnostics to render, and the source texts that they point into.
pub(in crate::diagnostic) struct LocatedDiagnostics<'a> {
    /// The diagnostics, ordered by file and position.
    pub(in crate::diagnostic) diagnostics: Vec<&'a Diagnostic>,
    ranges: HashMap<&'a Place, Range<usize>>,
    texts: HashMap<&'a str, Lines<'a>>,
    sources: &'a Sources,
}

impl<'a> LocatedDiagnostics<'a> {
    pub(in crate::diagnostic) fn new(diagnostics: &'a [Diagnostic], sources: &'a Sources) -> Self {
        let ranges = sources.ranges(diagnostics.iter().flat_map(|diagnostic| {
            let also = diagnostic.also.iter().map(|(place, _)| place);
            let places = diagnostic.place.iter().chain(also);
            places.chain(&diagnostic.reached)
        }));
        let mut sorted: Vec<_> = diagnostics.iter().collect();
        sorted.sort_by_key(|diagnostic| {
            let place = diagnostic.place.as_ref();
            let start = place
                .and_then(|place| ranges.get(place))
                .map(|range| range.start);
            (
                place.map(Place::file),
                start,
                diagnostic.severity,
                &diagnostic.message,
            )
        });
        let mut texts = HashMap::new();
        for place in ranges.keys() {
            let text = sources.text(place.file()).unwrap_or_default();
            texts
                .entry(place.file())
                .or_insert_with(|| Lines::new(text));
        }
        Self {
            diagnostics: sorted,
            ranges,
            texts,
            sources,
        }
    }

    /// Returns whether a file has a text, so that it has a first line.
    pub(super) fn has_text(&self, file: &str) -> bool {
        self.sources.text(file).is_some()
    }

    /// Returns the JSON pointer of a place in a line that nobody can read: in JSON of one line, and in a line that is not shown.
    pub(super) fn pointer(&self, place: &Place) -> Option<String> {
        let (range, text) = (self.range(place)?, self.text(place.file())?);
        let (number, begin) = text.line(range.start);
        let end = text.end(range.start);
        let is_alone = number == 1 && text.text.trim_end().len() <= end;
        let is_unreadable =
            end - begin > MAX_LINE_BYTES || is_alone && place.file().ends_with(".json");
        let pointer = visible(place.pointer());
        (is_unreadable && !pointer.is_empty()).then_some(pointer)
    }

    /// Returns the bytes that a place covers; none for a whole file.
    pub(super) fn range(&self, place: &Place) -> Option<Range<usize>> {
        self.ranges.get(place).cloned()
    }

    pub(super) fn text(&self, file: &str) -> Option<&Lines<'a>> {
        self.texts.get(file)
    }

    /// Returns the start and end of a place; none for a whole file.
    pub(in crate::diagnostic) fn positions(&self, place: &Place) -> Option<(Position, Position)> {
        let range = self.ranges.get(place)?;
        let text = self.texts.get(place.file())?;
        Some((text.position(range.start), text.position(range.end)))
    }

    /// Formats a place as `file:line:column`, which editors and terminals can open.
    pub(super) fn clickable(&self, place: &Place) -> String {
        let file = visible(place.file());
        match self.positions(place) {
            Some((Position { line, column }, _)) => format!("{file}:{line}:{column}"),
            None if self.has_text(place.file()) => format!("{file}:1:1"),
            None => file,
        }
    }
}
