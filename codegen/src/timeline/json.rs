//! The history for tools.

use super::{Event, Form, FormKind, JSON_VERSION, Life, Part, Timeline, text};
use crate::{
    diff::json::{comparison, number, object, optional, text as string},
    history::Range,
    text::Node,
};

pub(super) fn render(timelines: &[Timeline]) -> String {
    let services = timelines.iter().map(service).collect();
    let whole = object([
        ("version", Node::Number(JSON_VERSION.to_string())),
        ("services", Node::Sequence(services)),
    ]);
    whole.to_json(true) + "\n"
}

fn list<T>(items: &[T], node: impl Fn(&T) -> Node) -> Node {
    Node::Sequence(items.iter().map(node).collect())
}

fn service(timeline: &Timeline) -> Node {
    let life = |one: &Life| life(timeline, one);
    object([
        ("name", string(&timeline.service)),
        (
            "title",
            optional(timeline.title.as_ref(), |title| string(title)),
        ),
        (
            "api_versions",
            list(&timeline.api_versions, |name| string(name)),
        ),
        ("operations", list(&timeline.operations, life)),
        ("types", list(&timeline.types, life)),
        ("steps", list(&timeline.steps, comparison)),
    ])
}

fn life(timeline: &Timeline, life: &Life) -> Node {
    object([
        ("name", string(&life.name)),
        ("forms", list(&life.forms, |one| form(timeline, one))),
        ("parts", list(&life.parts, |one| part(timeline, one))),
        ("events", list(&life.events, |one| event(timeline, one))),
    ])
}

fn form(timeline: &Timeline, form: &Form) -> Node {
    let mut members = vec![
        ("kind", string(form.kind.as_str())),
        ("name", string(&form.name)),
    ];
    if let FormKind::Operation { id, method, path } = &form.kind {
        members.extend([
            ("id", string(id)),
            ("method", string(method)),
            ("path", string(path)),
        ]);
    }
    members.extend(range(timeline, form.range));
    mapping(members)
}

fn part(timeline: &Timeline, part: &Part) -> Node {
    let mut members = vec![
        ("kind", string(text::part_kind(part))),
        ("name", string(&part.name)),
        ("wire", string(&part.wire)),
        ("type", optional(part.ty.as_ref(), |ty| string(ty))),
        ("required", Node::Bool(part.required)),
        ("deprecated", Node::Bool(part.deprecated)),
    ];
    members.extend(range(timeline, part.range));
    mapping(members)
}

fn event(timeline: &Timeline, event: &Event) -> Node {
    object([
        ("api_version", string(timeline.version(event.version))),
        ("event", string(event.kind.as_str())),
        ("breaking", number(event.breaking)),
        ("compatible", number(event.compatible)),
    ])
}

/// A range as a Rust range is written: the end is not in it, and without one it goes on.
fn range(timeline: &Timeline, range: Range) -> [(&'static str, Node); 2] {
    let name = |index: usize| string(timeline.version(index));
    [
        ("since", name(range.first)),
        ("until", range.end.map_or(Node::Null, name)),
    ]
}

fn mapping(members: Vec<(&str, Node)>) -> Node {
    let members = members.into_iter();
    Node::Mapping(
        members
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    )
}
