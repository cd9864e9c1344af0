use std::cmp::Ordering;

use crate::{
    source::{Node, unescaped},
    text::compare_numbers,
};

/// Keywords that document a schema for people.
pub(super) const ANNOTATIONS: [&str; 7] = [
    "description",
    "title",
    "summary",
    "example",
    "examples",
    "x-ms-examples",
    "externalDocs",
];

/// Returns whether two schemas are equal apart from documentation. `$ref`s are equal if they lead to components of the
/// same name.
pub(super) fn equal_schemas(a: &Node, b: &Node) -> bool {
    let (Node::Mapping(a), Node::Mapping(b)) = (a, b) else {
        return a == b;
    };
    let said = |name: &&String| !ANNOTATIONS.contains(&name.as_str());
    a.keys().filter(said).count() == b.keys().filter(said).count()
        && a.iter().filter(|(name, _)| said(name)).all(|(name, a)| {
            b.get(name).is_some_and(|b| match name.as_str() {
                "properties" => equal_members(a, b),
                "items" | "additionalProperties" | "not" => equal_schemas(a, b),
                "allOf" | "oneOf" | "anyOf" => equal_lists(a, b),
                "$ref" => equal_references(a, b),
                "x-ms-enum" | "x-rust-when" | "discriminator" => equal_values(a, b),
                _ => a == b,
            })
        })
}

fn equal_members(a: &Node, b: &Node) -> bool {
    let (Node::Mapping(a), Node::Mapping(b)) = (a, b) else {
        return a == b;
    };
    a.len() == b.len()
        && a.iter()
            .all(|(name, a)| b.get(name).is_some_and(|b| equal_schemas(a, b)))
}

fn equal_lists(a: &Node, b: &Node) -> bool {
    let (Node::Sequence(a), Node::Sequence(b)) = (a, b) else {
        return a == b;
    };
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal_schemas(a, b))
}

/// Compares values that may contain `$ref`s or descriptions at any depth.
fn equal_values(a: &Node, b: &Node) -> bool {
    match (a, b) {
        (Node::Mapping(a), Node::Mapping(b)) => {
            let said = |name: &&String| *name != "description";
            a.keys().filter(said).count() == b.keys().filter(said).count()
                && a.iter()
                    .filter(|(name, _)| said(name))
                    .all(|(name, a)| b.get(name).is_some_and(|b| equal_values(a, b)))
        }
        (Node::Sequence(a), Node::Sequence(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal_values(a, b))
        }
        (Node::String(_), Node::String(_)) => equal_references(a, b),
        _ => a == b,
    }
}

fn equal_references(a: &Node, b: &Node) -> bool {
    match (
        a.as_str().and_then(component_of),
        b.as_str().and_then(component_of),
    ) {
        (Some(a), Some(b)) => a == b,
        _ => a == b,
    }
}

fn component_of(reference: &str) -> Option<String> {
    component_name(reference.split_once('#')?.1)
}

/// Returns the name of the component schema at a JSON pointer.
pub(super) fn component_name(pointer: &str) -> Option<String> {
    let name = pointer
        .strip_prefix("/components/schemas")
        .or_else(|| pointer.strip_prefix("/definitions"))?;
    let name = name.strip_prefix('/')?;
    (!name.contains('/')).then(|| unescaped(name).into_owned())
}

/// Returns whether a component only forwards to the component of the same name in another file.
pub(super) fn is_mere_reference(node: &Node, name: &str) -> bool {
    let reference = node.get("$ref").and_then(Node::as_str);
    let said = node
        .as_mapping()
        .into_iter()
        .flat_map(|members| members.keys());
    reference
        .and_then(component_of)
        .is_some_and(|target| target == name)
        && said
            .filter(|said| !ANNOTATIONS.contains(&said.as_str()))
            .count()
            == 1
}

/// Returns true if two definitions of one component say the same, or one of them only refers to the other.
pub(crate) fn define_the_same(name: &str, a: &Node, b: &Node) -> bool {
    is_mere_reference(a, name) || is_mere_reference(b, name) || equal_schemas(a, b)
}

/// Returns whether two scalars are the same value; others are compared as they are written.
pub(super) fn is_same_value(one: &Node, other: &Node) -> bool {
    match (one, other) {
        (Node::Number(one), Node::Number(other)) => {
            compare_numbers(one, other) == Some(Ordering::Equal)
        }
        _ => one == other,
    }
}
