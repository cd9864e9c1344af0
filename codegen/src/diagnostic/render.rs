use std::{collections::HashMap, ops::Range};

use annotate_snippets::{Annotation, AnnotationKind, Element, Level, Origin, Renderer, Snippet};

use super::{
    Code, Diagnostic, Place, Severity, Sources,
    located::{Located, Position},
    machine,
};

/// How to show diagnostics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// Plain text.
    #[default]
    Plain,
    /// With the colours of a terminal.
    Colored,
    /// For tools: one object of JSON a line, with `code`, `severity`, `message`, `file`, `line`, `column`, `end`, `label`,
    /// `also`, `reached_from`, `notes`, `help`, and `rendered`, the plain text.
    Json,
    /// For GitHub's workflows: a command a line that annotates a file.
    Github,
}

/// A longer line is named by its position but not shown: it would bury the message.
const LONGEST_LINE: usize = 4096;

/// Marks that are further apart are shown each for itself.
const FARTHEST_MARKS: usize = 16 * 1024;

/// Of more warnings of one kind in one file, the rest is counted.
const SHOWN_WARNINGS: usize = 5;

pub(super) fn render(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    style: Style,
    shows_all: bool,
) -> String {
    let located = Located::new(diagnostics, sources);
    match style {
        Style::Plain => human(&located, &Renderer::plain(), shows_all),
        Style::Colored => human(&located, &Renderer::styled(), shows_all),
        Style::Json => {
            let renderer = Renderer::plain();
            let lines = located.diagnostics.iter().map(|diagnostic| {
                machine::json(diagnostic, &located, shown(diagnostic, &located, &renderer))
            });
            lines.collect()
        }
        Style::Github => {
            let lines = located.diagnostics.iter();
            lines
                .map(|diagnostic| machine::github(diagnostic, &located))
                .collect()
        }
    }
}

fn human(located: &Located<'_>, renderer: &Renderer, shows_all: bool) -> String {
    let mut output = String::new();
    fn of_file<'a>(diagnostic: &&'a Diagnostic) -> Option<&'a str> {
        diagnostic.place.as_ref().map(Place::file)
    }
    for in_file in located
        .diagnostics
        .chunk_by(|one, next| of_file(one) == of_file(next))
    {
        let mut warnings: HashMap<Code, usize> = HashMap::new();
        let mut folded: Vec<Code> = Vec::new();
        for diagnostic in in_file {
            if diagnostic.severity == Severity::Warning && !shows_all {
                let count = warnings.entry(diagnostic.code).or_default();
                *count += 1;
                if *count > SHOWN_WARNINGS {
                    if *count == SHOWN_WARNINGS + 1 {
                        folded.push(diagnostic.code);
                    }
                    continue;
                }
            }
            output.push_str(&shown(diagnostic, located, renderer));
            output.push_str("\n\n");
        }
        let file = in_file.first().and_then(of_file).unwrap_or_default();
        for code in folded {
            let more = warnings.get(&code).map_or(0, |all| all - SHOWN_WARNINGS);
            let title = format!("{more} more of this kind in `{file}`: {}", code.title());
            let group = Level::WARNING
                .primary_title(title)
                .id(code.number())
                .element(Level::NOTE.message("`--all-warnings` shows them"));
            output.push_str(&renderer.render(&[group]));
            output.push_str("\n\n");
        }
    }
    output
}

impl Diagnostic {
    /// The way over references, a line each.
    pub(super) fn reached_from(&self, located: &Located<'_>) -> impl Iterator<Item = String> {
        let places = self.reached.iter();
        places.map(|place| format!("reached from {}", located.clickable(place)))
    }
}

fn shown(diagnostic: &Diagnostic, located: &Located<'_>, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut elements: Vec<Element<'_>> = Vec::new();
    let mut views: Vec<View<'_>> = Vec::new();
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
            .map(|range| Mark { range, label, kind });
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
        elements.push(view.element(located));
    }
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
    renderer.render(&[group])
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

impl<'a> View<'a> {
    fn is_near(&self, mark: Option<&Mark<'_>>) -> bool {
        let Some(mark) = mark else { return true };
        let is_near =
            |other: &Mark<'_>| other.range.start.abs_diff(mark.range.start) <= FARTHEST_MARKS;
        self.marks.iter().all(is_near)
    }

    fn element(self, located: &Located<'a>) -> Element<'a> {
        let (Some(lines), Some(start), Some(end)) = (
            located.text(self.file),
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
            let Position { line, column } = lines.position(at);
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
