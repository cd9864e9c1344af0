//! Renderers for programs: one JSON object per line, and the commands of GitHub workflows.

use super::{
    Diagnostic, Place,
    located::{Located, Position},
};
use crate::source::Node;

/// Renders a diagnostic as one JSON object on one line.
pub(super) fn json(diagnostic: &Diagnostic, located: &Located<'_>, rendered: String) -> String {
    let texts = |texts: &[String]| texts.iter().map(|one| text(one)).collect();
    let also = diagnostic.also.iter().map(|(place, label)| {
        let mut members = of_place(Some(place), located);
        members.push(("label", text(label)));
        object(members)
    });
    let reached = diagnostic.reached.iter();
    let reached = reached.map(|place| object(of_place(Some(place), located)));
    let mut members = vec![
        ("code", text(diagnostic.code.number())),
        ("severity", text(diagnostic.severity.word())),
        ("message", text(&diagnostic.message)),
    ];
    members.extend(of_place(diagnostic.place.as_ref(), located));
    members.extend([
        ("label", text(&diagnostic.label)),
        ("also", Node::Sequence(also.collect())),
        ("reached_from", Node::Sequence(reached.collect())),
        ("notes", Node::Sequence(texts(&diagnostic.notes))),
        ("help", Node::Sequence(texts(&diagnostic.help))),
        ("rendered", Node::String(rendered)),
    ]);
    object(members).to_json(false) + "\n"
}

/// Returns file, line, column and end of a place; null for those that it lacks.
fn of_place(place: Option<&Place>, located: &Located<'_>) -> Vec<(&'static str, Node)> {
    let positions = place.and_then(|place| located.positions(place));
    let of_start =
        |get: fn(Position) -> usize| positions.map_or(Node::Null, |(start, _)| number(get(start)));
    let end = positions.map_or(Node::Null, |(_, end)| {
        object(vec![
            ("line", number(end.line)),
            ("column", number(end.column)),
        ])
    });
    vec![
        ("file", place.map_or(Node::Null, |place| text(place.file()))),
        ("line", of_start(|start| start.line)),
        ("column", of_start(|start| start.column)),
        ("end", end),
    ]
}

fn text(text: &str) -> Node {
    Node::String(text.to_owned())
}

fn number(number: usize) -> Node {
    Node::Number(number.to_string())
}

fn object(members: Vec<(&str, Node)>) -> Node {
    Node::Mapping(
        members
            .into_iter()
            .map(|(name, node)| (name.to_owned(), node))
            .collect(),
    )
}

/// Renders a diagnostic as the workflow command that annotates the lines of a file.
pub(super) fn github(diagnostic: &Diagnostic, located: &Located<'_>) -> String {
    let mut properties = Vec::new();
    if let Some(place) = &diagnostic.place {
        properties.push(format!("file={}", property(place.file())));
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

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
