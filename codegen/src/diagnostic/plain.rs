//! Problems as text, for those who have no use for colours and brackets: what a build script shows.

use std::{collections::HashMap, fmt::Write as _, ops::Range};

use super::{Diagnostic, Place, Severity, Sources, Style, problem::in_order};

/// A longer line is named by its position but not shown: it would bury the message.
const LONGEST_LINE: usize = 500;

pub(super) fn render(diagnostics: &[Diagnostic], sources: &Sources, _: Style) -> String {
    let places = || {
        diagnostics.iter().flat_map(|diagnostic| {
            let also = diagnostic.also.iter().map(|(place, _)| place);
            diagnostic.place.iter().chain(also)
        })
    };
    let shown = Shown {
        ranges: sources.ranges(places()),
        positions: sources.positions(places()),
        sources,
    };
    let mut out = String::new();
    for diagnostic in in_order(diagnostics, &shown.positions) {
        shown.diagnostic(diagnostic, &mut out);
        out.push('\n');
    }
    out
}

struct Shown<'s> {
    ranges: HashMap<&'s Place, Range<usize>>,
    positions: HashMap<&'s Place, (usize, usize)>,
    sources: &'s Sources,
}

impl Shown<'_> {
    fn diagnostic(&self, diagnostic: &Diagnostic, out: &mut String) {
        let severity = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let message = visible(&diagnostic.message);
        _ = writeln!(out, "{severity}[{}]: {message}", diagnostic.code);
        if let Some(place) = &diagnostic.place {
            self.place("-->", place, &diagnostic.label, out);
        }
        for (place, label) in &diagnostic.also {
            self.place(":::", place, label, out);
        }
        for (word, texts) in [("note", &diagnostic.notes), ("help", &diagnostic.help)] {
            for text in texts {
                _ = writeln!(out, "  = {word}: {}", visible(text));
            }
        }
    }

    /// A place with its line and what is said about it.
    fn place(&self, arrow: &str, place: &Place, label: &str, out: &mut String) {
        let label = visible(label);
        let file = visible(place.file());
        let (Some(range), Some((line, column))) =
            (self.ranges.get(place), self.positions.get(place))
        else {
            let label = if label.is_empty() {
                label
            } else {
                format!(": {label}")
            };
            _ = writeln!(out, "  {arrow} {file}{label}");
            return;
        };
        _ = writeln!(out, "  {arrow} {file}:{line}:{column}");
        let text = self.sources.text(place.file()).unwrap_or_default();
        let before = text.get(..range.start).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let rest = text.get(start..).unwrap_or_default();
        let source = rest.lines().next().unwrap_or_default();
        if source.len() > LONGEST_LINE {
            if !label.is_empty() {
                _ = writeln!(out, "  = {label}");
            }
            return;
        }
        let end = range.end.min(start + source.len()).max(range.start);
        let marked = text.get(range.start..end).unwrap_or_default();
        let number = line.to_string();
        let gutter = " ".repeat(number.len());
        let indent = " ".repeat(column.saturating_sub(1));
        let marks = "^".repeat(marked.chars().count().max(1));
        _ = writeln!(out, "{gutter} |\n{number} | {}", visible(source));
        _ = writeln!(
            out,
            "{}",
            format!("{gutter} | {indent}{marks} {label}").trim_end()
        );
    }
}

/// A text of which nothing reaches the terminal but what can be seen.
fn visible(text: &str) -> String {
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
    use crate::diagnostic::{Code, Diagnostics, Format};

    #[test]
    fn what_is_shown() {
        let file: Arc<str> = "a.yaml".into();
        let mut sources = Sources::default();
        let long = "x".repeat(LONGEST_LINE);
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
        let moved: Vec<_> = found.iter().cloned().collect();
        let expected = "\
warning[B0204]: nowhere\u{fffd}

warning[B0204]: whole
  --> a.yaml

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
  = it

";
        assert_eq!(render(&moved, &sources, Style::Plain), expected);
    }
}
