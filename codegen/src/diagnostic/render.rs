use std::{collections::HashMap, ops::Range};

use annotate_snippets::{Annotation, AnnotationKind, Element, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Place, Severity, Sources};

/// How to show diagnostics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// Plain text.
    #[default]
    Plain,
    /// With the colours of a terminal.
    Colored,
}

/// A longer line is named by its position but not shown: it would bury the message.
const LONGEST_LINE: usize = 4096;

/// Marks that are further apart are shown each for itself.
const FARTHEST_MARKS: usize = 16 * 1024;

type Ranges<'a> = HashMap<&'a Place, Range<usize>>;

pub(super) fn render(diagnostics: &[Diagnostic], sources: &Sources, style: Style) -> String {
    let ranges = sources.ranges(diagnostics.iter().flat_map(|diagnostic| {
        diagnostic
            .place
            .iter()
            .chain(diagnostic.also.iter().map(|(place, _)| place))
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
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colored => Renderer::styled(),
    };
    let mut texts = HashMap::new();
    for place in ranges.keys() {
        let text = sources.text(place.file()).unwrap_or_default();
        texts.entry(place.file()).or_insert_with(|| Text::new(text));
    }
    let mut output = String::new();
    for diagnostic in sorted {
        output.push_str(&renderer.render(&[group(diagnostic, &ranges, &texts)]));
        output.push_str("\n\n");
    }
    output
}

fn group<'a>(
    diagnostic: &'a Diagnostic,
    ranges: &Ranges<'a>,
    texts: &HashMap<&'a str, Text<'a>>,
) -> annotate_snippets::Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut elements: Vec<Element<'a>> = Vec::new();
    let mut views: Vec<View<'a>> = Vec::new();
    let primary = diagnostic
        .place
        .iter()
        .map(|place| (place, diagnostic.label.as_str(), AnnotationKind::Primary));
    let also = diagnostic
        .also
        .iter()
        .map(|(place, label)| (place, label.as_str(), AnnotationKind::Context));
    for (place, label, kind) in primary.chain(also) {
        let mark = ranges.get(place).map(|range| Mark {
            range: range.clone(),
            label,
            kind,
        });
        let joins = |view: &&mut View<'_>| view.file == place.file() && view.is_near(mark.as_ref());
        match views.iter_mut().find(joins) {
            Some(view) => view.marks.extend(mark),
            None => views.push(View {
                file: place.file(),
                marks: mark.into_iter().collect(),
            }),
        }
    }
    for view in views {
        elements.push(view.element(texts));
    }
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
    level
        .primary_title(diagnostic.message.as_str())
        .elements(elements)
}

struct Mark<'a> {
    range: Range<usize>,
    label: &'a str,
    kind: AnnotationKind,
}

/// The lines of one file that a diagnostic shows.
struct View<'a> {
    file: &'a str,
    marks: Vec<Mark<'a>>,
}

/// A text and where its lines begin.
struct Text<'a> {
    text: &'a str,
    lines: Vec<u32>,
}

impl<'a> Text<'a> {
    fn new(text: &'a str) -> Self {
        let ends = || text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        // There are many in a large text: no more memory than they need.
        let mut lines = Vec::with_capacity(1 + ends().count());
        lines.push(0);
        lines.extend(ends().map(|(index, _)| u32::try_from(index + 1).unwrap_or(u32::MAX)));
        Self { text, lines }
    }

    /// The number of the line that holds an offset, from 1, and where it begins.
    fn line(&self, offset: usize) -> (usize, usize) {
        let number = self
            .lines
            .partition_point(|start| *start as usize <= offset);
        let start = self.lines.get(number.saturating_sub(1)).copied();
        (number, start.unwrap_or_default() as usize)
    }
}

impl<'a> View<'a> {
    fn is_near(&self, mark: Option<&Mark<'_>>) -> bool {
        let Some(mark) = mark else { return true };
        let is_near =
            |other: &Mark<'_>| other.range.start.abs_diff(mark.range.start) <= FARTHEST_MARKS;
        self.marks.iter().all(is_near)
    }

    fn element(self, texts: &HashMap<&'a str, Text<'a>>) -> Element<'a> {
        let (Some(lines), Some(start), Some(end)) = (
            texts.get(self.file),
            self.marks.iter().map(|mark| mark.range.start).min(),
            self.marks.iter().map(|mark| mark.range.end).max(),
        ) else {
            return Origin::path(self.file).into();
        };
        let text = lines.text;
        let (line, first) = lines.line(start);
        let last = text
            .get(end..)
            .and_then(|rest| rest.find('\n'))
            .map_or(text.len(), |length| end + length);
        let shown = text.get(first..last).unwrap_or_default();
        if shown.lines().any(|line| line.len() > LONGEST_LINE) {
            let at = self.marks.first().map_or(start, |mark| mark.range.start);
            let (line, begin) = lines.line(at);
            let column = 1 + text.get(begin..at).unwrap_or_default().chars().count();
            return Origin::path(self.file)
                .line(line)
                .char_column(column)
                .into();
        }
        let mut snippet: Snippet<'a, Annotation<'a>> =
            Snippet::source(shown).path(self.file).line_start(line);
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
