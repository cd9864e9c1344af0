//! The full renderer: source excerpts as rustc draws them, in colour on a terminal.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Element, Level, Origin, Renderer, Snippet};

use super::{MAX_LINE_BYTES, located::LocatedDiagnostics};
use crate::{
    diagnostic::{Code, Diagnostic, Severity},
    text::{Position, visible},
};

/// The distance in bytes above which two annotations get excerpts of their own.
const MAX_ANNOTATION_DISTANCE: usize = 16 * 1024;

pub(super) struct TextRenderer(Renderer);

impl TextRenderer {
    pub(super) fn new(has_colors: bool) -> Self {
        Self(match has_colors {
            false => Renderer::plain(),
            true => Renderer::styled(),
        })
    }

    /// Renders the summary line of folded warnings.
    pub(super) fn render_folded(&self, code: Code, title: &str, note: &str) -> String {
        let group = Level::WARNING
            .primary_title(title)
            .id(code.number())
            .element(Level::NOTE.message(note));
        self.0.render(&[group])
    }

    pub(super) fn render(
        &self,
        diagnostic: &Diagnostic,
        located: &LocatedDiagnostics<'_>,
    ) -> String {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let mut elements: Vec<Element<'_>> = Vec::new();
        let mut views: Vec<Excerpt<'_>> = Vec::new();
        let primary = diagnostic
            .place
            .iter()
            .map(|place| (place, diagnostic.label.as_str(), AnnotationKind::Primary));
        let also = diagnostic
            .also
            .iter()
            .map(|(place, label)| (place, label.as_str(), AnnotationKind::Context));
        for (place, label, kind) in primary.chain(also) {
            let mark = located
                .range(place)
                .map(|range| Annotated { range, label, kind });
            let joins =
                |view: &&mut Excerpt<'_>| view.file == place.file() && view.is_near(mark.as_ref());
            match views.iter_mut().find(joins) {
                Some(view) => view.marks.extend(mark),
                None => views.push(Excerpt {
                    file: place.file(),
                    marks: mark.into_iter().collect(),
                }),
            }
        }
        for view in views {
            elements.push(view.element(located));
        }
        let pointer = diagnostic.pointer_note(located).into_iter();
        elements.extend(pointer.map(|note| Level::NOTE.message(note).into()));
        let reached = diagnostic.reached_from(located);
        elements.extend(reached.map(|note| Level::NOTE.message(note).into()));
        elements.extend(
            diagnostic
                .notes
                .iter()
                .map(|note| Level::NOTE.message(note.as_str()).into()),
        );
        elements.extend(
            diagnostic
                .help
                .iter()
                .map(|help| Level::HELP.message(help.as_str()).into()),
        );
        let group = level
            .primary_title(diagnostic.message.as_str())
            .id(diagnostic.code.number())
            .elements(elements);
        self.0.render(&[group])
    }
}

/// A range of a file with the text beside it.
struct Annotated<'a> {
    range: Range<usize>,
    label: &'a str,
    kind: AnnotationKind,
}

/// The lines of one file that a diagnostic shows.
struct Excerpt<'a> {
    file: &'a str,
    marks: Vec<Annotated<'a>>,
}

impl<'a> Excerpt<'a> {
    fn is_near(&self, mark: Option<&Annotated<'_>>) -> bool {
        let Some(mark) = mark else { return true };
        let is_near = |other: &Annotated<'_>| {
            other.range.start.abs_diff(mark.range.start) <= MAX_ANNOTATION_DISTANCE
        };
        self.marks.iter().all(is_near)
    }

    fn element(self, located: &LocatedDiagnostics<'a>) -> Element<'a> {
        let (Some(lines), Some(start), Some(end)) = (
            located.text(self.file),
            self.marks.iter().map(|mark| mark.range.start).min(),
            self.marks.iter().map(|mark| mark.range.end).max(),
        ) else {
            let origin = Origin::path(visible(self.file));
            return match located.has_text(self.file) {
                true => origin.line(1).char_column(1).into(),
                false => origin.into(),
            };
        };
        let (line, first) = lines.line(start);
        let last = lines.end(end);
        let shown = lines.text.get(first..last).unwrap_or_default();
        let is_long = lines.end(start) - first > MAX_LINE_BYTES;
        if is_long || shown.lines().any(|line| line.len() > MAX_LINE_BYTES) {
            let at = self.marks.first().map_or(start, |mark| mark.range.start);
            let Position { line, column } = lines.position(at);
            return Origin::path(visible(self.file))
                .line(line)
                .char_column(column)
                .into();
        }
        let mut snippet: Snippet<'a, Annotation<'a>> = Snippet::source(shown)
            .path(visible(self.file))
            .line_start(line);
        for mark in self.marks {
            let annotation = mark
                .kind
                .span(mark.range.start - first..mark.range.end - first);
            snippet = snippet.annotation(if mark.label.is_empty() {
                annotation
            } else {
                annotation.label(mark.label)
            });
        }
        snippet.into()
    }
}
