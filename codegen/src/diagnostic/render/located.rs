//! Diagnostics ordered by place, with line and column.

use std::{collections::HashMap, ops::Range};

use crate::{
    diagnostic::{Diagnostic, Place, Sources},
    text::visible,
};

/// Diagnostics to render, and the source texts that they point into.
pub(in crate::diagnostic) struct LocatedDiagnostics<'a> {
    /// The diagnostics, ordered by file and position.
    pub(in crate::diagnostic) diagnostics: Vec<&'a Diagnostic>,
    ranges: HashMap<&'a Place, Range<usize>>,
    texts: HashMap<&'a str, SourceText<'a>>,
}

/// A line and a column, both starting at 1. A column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::diagnostic) struct Position {
    pub(in crate::diagnostic) line: usize,
    pub(in crate::diagnostic) column: usize,
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
                .or_insert_with(|| SourceText::new(text));
        }
        Self {
            diagnostics: sorted,
            ranges,
            texts,
        }
    }

    /// Returns the bytes that a place covers; none for a whole file.
    pub(super) fn range(&self, place: &Place) -> Option<Range<usize>> {
        self.ranges.get(place).cloned()
    }

    pub(super) fn text(&self, file: &str) -> Option<&SourceText<'a>> {
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
            None => file,
        }
    }
}

/// A text with the offsets of its line starts.
pub(super) struct SourceText<'a> {
    pub(super) text: &'a str,
    lines: Vec<u32>,
}

impl<'a> SourceText<'a> {
    fn new(text: &'a str) -> Self {
        let ends = || text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        // There are many in a large text: no more memory than they need.
        let mut lines = Vec::with_capacity(1 + ends().count());
        lines.push(0);
        lines.extend(ends().map(|(index, _)| u32::try_from(index + 1).unwrap_or(u32::MAX)));
        Self { text, lines }
    }

    /// Returns the number of the line that contains an offset, starting at 1, and the offset of its start.
    pub(super) fn line(&self, offset: usize) -> (usize, usize) {
        let number = self
            .lines
            .partition_point(|start| *start as usize <= offset);
        let start = self.lines.get(number.saturating_sub(1)).copied();
        (number, start.unwrap_or_default() as usize)
    }

    pub(super) fn position(&self, offset: usize) -> Position {
        let (line, begin) = self.line(offset);
        let before = self.text.get(begin..offset).unwrap_or_default();
        Position {
            line,
            column: 1 + before.chars().count(),
        }
    }
}
