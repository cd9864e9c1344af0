//! The JSON renderer.

use super::{Class, Comparison, Finding, Position, Report, Route, Subject};
use crate::source::Node;

/// The version of the JSON form, which `docs/diff.schema.json` describes.
pub const JSON_VERSION: usize = 1;

impl Report {
    /// Renders the report as one JSON object, which `docs/diff.schema.json` describes. Within a version, members may be
    /// added; those that are there remain.
    #[must_use]
    pub fn to_json(&self) -> String {
        render(self)
    }
}

fn render(report: &Report) -> String {
    let comparisons = report.comparisons.iter().map(comparison).collect();
    let whole = object([
        ("version", number(JSON_VERSION)),
        ("old", text(&report.old)),
        ("new", text(&report.new)),
        ("release", text(report.release().as_str())),
        ("breaking", number(report.count(Class::Breaking))),
        ("compatible", number(report.count(Class::Compatible))),
        (
            "breaking_on_the_wire",
            number(report.count_on_the_wire(Class::Breaking)),
        ),
        (
            "breaking_in_source",
            number(report.count_in_source(Class::Breaking)),
        ),
        ("comparisons", Node::Sequence(comparisons)),
    ]);
    whole.to_json(true) + "\n"
}

pub(crate) fn comparison(comparison: &Comparison) -> Node {
    let changes = comparison.findings.iter().map(change).collect();
    object([
        ("old", text(&comparison.old)),
        ("new", text(&comparison.new)),
        ("changes", Node::Sequence(changes)),
    ])
}

fn change(finding: &Finding) -> Node {
    let change = &finding.change;
    let (kind, name) = match &change.subject {
        Subject::Document => ("document", ""),
        Subject::Operation(name) => ("operation", name.as_str()),
        Subject::Type(name) => ("type", name.as_str()),
    };
    object([
        ("check", text(change.check.id())),
        ("class", text(change.class().as_str())),
        ("on_the_wire", text(change.on_the_wire.as_str())),
        ("in_source", text(change.in_source().as_str())),
        ("release", text(change.release.as_str())),
        (
            "subject",
            object([("kind", text(kind)), ("name", text(name))]),
        ),
        (
            "reached",
            object([
                ("requests", optional(change.reach.requests.as_ref(), route)),
                (
                    "responses",
                    optional(change.reach.responses.as_ref(), route),
                ),
            ]),
        ),
        (
            "also",
            Node::Sequence(change.also.iter().map(|name| text(name)).collect()),
        ),
        ("wire", text(&change.wire)),
        ("rust", text(&change.rust)),
        ("old", optional(finding.old.as_ref(), position)),
        ("new", optional(finding.new.as_ref(), position)),
    ])
}

fn route(route: &Route) -> Node {
    object([
        ("operation", text(&route.operation)),
        ("part", text(&route.part)),
        ("path", text(&route.path)),
    ])
}

fn position(position: &Position) -> Node {
    object([
        ("file", text(&position.file)),
        ("line", number(position.line)),
        ("column", number(position.column)),
    ])
}

pub(crate) fn object<const N: usize>(members: [(&str, Node); N]) -> Node {
    let members = members.into_iter();
    Node::Mapping(
        members
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    )
}

pub(crate) fn text(text: &str) -> Node {
    Node::String(text.to_owned())
}

pub(crate) fn number(number: usize) -> Node {
    Node::Number(number.to_string())
}

pub(crate) fn optional<T>(value: Option<&T>, node: fn(&T) -> Node) -> Node {
    value.map_or(Node::Null, node)
}
