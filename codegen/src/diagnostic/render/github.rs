//! The renderer for GitHub workflows: commands that annotate the lines of a file.

use super::located::LocatedDiagnostics;
use crate::{diagnostic::Diagnostic, text::visible};

/// Renders a diagnostic as the workflow command that annotates the lines of a file.
pub(super) fn render(diagnostic: &Diagnostic, located: &LocatedDiagnostics<'_>) -> String {
    let mut properties = Vec::new();
    if let Some(place) = &diagnostic.place {
        properties.push(format!("file={}", property(&visible(place.file()))));
        if let Some((start, end)) = located.positions(place) {
            properties.push(format!("line={}", start.line));
            properties.push(format!("col={}", start.column));
            if end.line == start.line {
                // Theirs is the last column that belongs to it.
                let last = end.column.saturating_sub(1).max(start.column);
                properties.push(format!("endColumn={last}"));
            }
        }
    }
    let code = diagnostic.code;
    let title = format!("{}: {}", code.number(), code.title());
    properties.push(format!("title={}", property(&title)));
    let mut lines = vec![diagnostic.message.clone()];
    let also = diagnostic.also.iter();
    lines.extend(also.map(|(place, label)| format!("{}: {label}", located.clickable(place))));
    lines.extend(diagnostic.reached_from(located));
    lines.extend(diagnostic.notes.iter().map(|note| format!("note: {note}")));
    lines.extend(diagnostic.help.iter().map(|help| format!("help: {help}")));
    format!(
        "::{} {}::{}\n",
        diagnostic.severity.word(),
        properties.join(","),
        data(&lines.join("\n"))
    )
}

/// Escapes the message of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Escapes the value of a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
