//! The JSON renderer: one object per line, for tools.

use super::located::LocatedDiagnostics;
use crate::{
    diagnostic::{Diagnostic, Place},
    text::{Node, Position},
};

/// Renders a diagnostic as one JSON object on one line.
pub(super) fn render(
    diagnostic: &Diagnostic,
    located: &LocatedDiagnostics<'_>,
    rendered: String,
) -> String {
    let texts = |texts: &[String]| texts.iter().map(|one| text(one)).collect();
    let also = diagnostic.also.iter().map(|(place, label)| {
        let mut members = place_members(Some(place), located);
        members.push(("label", text(label)));
        object(members)
    });
    let reached = diagnostic.reached.iter();
    let reached = reached.map(|place| object(place_members(Some(place), located)));
    let mut members = vec![
        ("code", text(diagnostic.code.number())),
        ("severity", text(diagnostic.severity.word())),
        ("message", text(&diagnostic.message)),
    ];
    members.extend(place_members(diagnostic.place.as_ref(), located));
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
fn place_members(
    place: Option<&Place>,
    located: &LocatedDiagnostics<'_>,
) -> Vec<(&'static str, Node)> {
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
