//! The concise renderer: plain text without an excerpt library, as a build script prints it.

use std::fmt::Write as _;

use super::{MAX_LINE_BYTES, located::LocatedDiagnostics};
use crate::{
    diagnostic::{Code, Diagnostic, Place, Severity},
    text::Position,
};

pub(super) struct TextRenderer;

impl TextRenderer {
    pub(super) fn new(_: bool) -> Self {
        Self
    }

    /// Renders the summary line of folded warnings.
    pub(super) fn render_folded(&self, code: Code, title: &str, note: &str) -> String {
        format!(
            "warning[{}]: {}\n  = note: {note}",
            code.number(),
            escape_controls(title)
        )
    }

    pub(super) fn render(
        &self,
        diagnostic: &Diagnostic,
        located: &LocatedDiagnostics<'_>,
    ) -> String {
        let severity = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let (code, message) = (
            diagnostic.code.number(),
            escape_controls(&diagnostic.message),
        );
        let mut out = format!("{severity}[{code}]: {message}");
        if let Some(place) = &diagnostic.place {
            write_excerpt("-->", place, &diagnostic.label, located, &mut out);
        }
        for (place, label) in &diagnostic.also {
            write_excerpt(":::", place, label, located, &mut out);
        }
        let pointer = diagnostic.pointer_note(located);
        for note in pointer.into_iter().chain(diagnostic.reached_from(located)) {
            _ = write!(out, "\n  = note: {}", escape_controls(&note));
        }
        for (word, texts) in [("note", &diagnostic.notes), ("help", &diagnostic.help)] {
            for text in texts {
                _ = write!(out, "\n  = {word}: {}", escape_controls(text));
            }
        }
        out
    }
}

/// Renders a place with its source line and label.
fn write_excerpt(
    arrow: &str,
    place: &Place,
    label: &str,
    located: &LocatedDiagnostics<'_>,
    out: &mut String,
) {
    let label = escape_controls(label);
    let file = escape_controls(place.file());
    let (Some(range), Some((start, end)), Some(text)) = (
        located.range(place),
        located.positions(place),
        located.text(place.file()),
    ) else {
        let label = match label.as_str() {
            "" => label,
            label => format!(": {label}"),
        };
        let first = if located.has_text(place.file()) {
            ":1:1"
        } else {
            ""
        };
        _ = write!(out, "\n  {arrow} {file}{first}{label}");
        return;
    };
    let Position { line, column } = start;
    _ = write!(out, "\n  {arrow} {file}:{line}:{column}");
    let (_, begin) = text.line(range.start);
    let source = text.text.get(begin..text.end(begin)).unwrap_or_default();
    let source = source.strip_suffix('\r').unwrap_or(source);
    if source.len() > MAX_LINE_BYTES {
        if !label.is_empty() {
            _ = write!(out, "\n  = {label}");
        }
        return;
    }
    // Of what goes on over several lines, the first one is marked.
    let last = match end.line == line {
        true => end.column,
        false => source.chars().count() + 1,
    };
    let number = line.to_string();
    let gutter = " ".repeat(number.len());
    let indent = " ".repeat(column - 1);
    let marks = "^".repeat(last.saturating_sub(column).max(1));
    _ = write!(out, "\n{gutter} |\n{number} | {}", escape_controls(source));
    let marked = format!("\n{gutter} | {indent}{marks} {label}");
    out.push_str(marked.trim_end_matches(' '));
}

/// Replaces the control characters of a text, so that a document cannot send commands to the terminal.
fn escape_controls(text: &str) -> String {
    let shown = |character: char| match character {
        '\t' => ' ',
        other if other.is_control() => '\u{fffd}',
        other => other,
    };
    text.chars().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostic::{Diagnostics, Format, Sources};

    #[test]
    fn renders_excerpts_as_plain_text() {
        let file: Arc<str> = "a.yaml".into();
        let mut sources = Sources::default();
        let long = "x".repeat(MAX_LINE_BYTES);
        let text = format!("a: 1\nb:\n\tc: \u{1b}d\nlong: {long}\n");
        sources.add(Arc::clone(&file), Format::Yaml, text.into());
        let mut found = Diagnostics::default();
        let new = |message: &str| Diagnostic::new(Code::WrongKind, message);
        found.push(
            new("second")
                .at(Place::offset(&file, 12))
                .label("here")
                .also(Place::offset(&file, 3), "and here")
                .note("a note")
                .help("some help"),
        );
        found.push(Diagnostic::new(Code::Syntax, "first").at(Place::offset(&file, 0)));
        found.push(new("third").at(Place::offset(&file, 20)).label("it"));
        found.push(new("nowhere\u{7}"));
        found.push(new("whole").at(Place::whole(&file)));
        let expected = "\
warning[B0204]: nowhere\u{fffd}
warning[B0204]: whole
  --> a.yaml:1:1
error[B0003]: first
  --> a.yaml:1:1
  |
1 | a: 1
  | ^
warning[B0204]: second
  --> a.yaml:3:5
  |
3 |  c: \u{fffd}d
  |     ^^ here
  ::: a.yaml:1:4
  |
1 | a: 1
  |    ^ and here
  = note: a note
  = help: some help
warning[B0204]: third
  --> a.yaml:4:6
  = it";
        let moved: Vec<_> = found.iter().cloned().collect();
        let located = LocatedDiagnostics::new(&moved, &sources);
        let renderer = TextRenderer::new(true);
        let shown = located.diagnostics.iter();
        let shown: Vec<_> = shown.map(|one| renderer.render(one, &located)).collect();
        assert_eq!(shown.join("\n"), expected);
        assert_eq!(
            renderer.render_folded(Code::Syntax, "2 more", "why"),
            "warning[B0003]: 2 more\n  = note: why"
        );
    }
}
