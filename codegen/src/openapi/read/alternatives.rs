//! The nodes in `oneOf` and `anyOf`: lists directly in lists, and alternatives that choose nothing.

use super::{DocumentReader, NodeRef, equality::equal_schemas};
use crate::source::Node;

/// Keywords beside a list of alternatives that leave it a mere list.
const BESIDE_LIST: [&str; 8] = [
    "description",
    "title",
    "summary",
    "example",
    "examples",
    "nullable",
    "x-nullable",
    "$comment",
];

/// Keywords that describe values for people, or a use of the schema.
const ANNOTATIONS: [&str; 16] = [
    "description",
    "title",
    "summary",
    "example",
    "examples",
    "externalDocs",
    "default",
    "deprecated",
    "readOnly",
    "writeOnly",
    "nullable",
    "x-nullable",
    "$comment",
    "oneOf",
    "anyOf",
    "discriminator",
];

/// Keywords that constrain values of a type that is said elsewhere.
const CONSTRAINTS: [&str; 15] = [
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "not",
    "contains",
];

/// Maximum depth of lists of alternatives in each other.
const MAX_DEPTH: usize = 32;

/// Returns the alternatives of a schema. A list of alternatives directly in the list takes the place of its alternative.
pub(super) fn alternatives<'n>(
    at: &NodeRef<'n>,
    reader: &mut DocumentReader<'_>,
) -> Vec<NodeRef<'n>> {
    let mut found = Vec::new();
    add_alternatives(at, reader, MAX_DEPTH, &mut found);
    found
}

fn add_alternatives<'n>(
    at: &NodeRef<'n>,
    reader: &mut DocumentReader<'_>,
    depth: usize,
    found: &mut Vec<NodeRef<'n>>,
) {
    for name in ["oneOf", "anyOf"] {
        for listed in at.get_sequence(name, reader.diagnostics) {
            match depth > 0 && is_mere_list(listed.node) {
                true => add_alternatives(&listed, reader, depth - 1, found),
                false => found.push(listed),
            }
        }
    }
}

/// Returns whether a schema is nothing but a list of alternatives.
pub(super) fn is_mere_list(node: &Node) -> bool {
    let is_list =
        |name: &str| matches!(node.get(name), Some(Node::Sequence(listed)) if !listed.is_empty());
    let is_one = is_list("oneOf") != is_list("anyOf");
    let members = node
        .as_mapping()
        .into_iter()
        .flat_map(|members| members.keys());
    let is_beside = |name: &String| {
        BESIDE_LIST.contains(&name.as_str()) || ["oneOf", "anyOf"].contains(&name.as_str())
    };
    is_one && members.into_iter().all(is_beside)
}

/// Returns whether a schema says more than its alternatives and what describes them.
pub(super) fn is_described(node: &Node) -> bool {
    let mut names = node
        .as_mapping()
        .into_iter()
        .flat_map(|members| members.keys());
    names.any(|name| !ANNOTATIONS.contains(&name.as_str()) && !name.starts_with("x-"))
}

/// Returns whether an alternative only constrains what the schema around it says: it requires properties, repeats them or
/// limits values.
pub(super) fn only_repeats(alternative: &Node, around: &Node) -> bool {
    let Some(members) = alternative.as_mapping() else {
        return false;
    };
    let properties = around.get("properties").and_then(Node::as_mapping);
    let has_type = around.get("type").is_some();
    let repeats = |(name, said): (&String, &Node)| match name.as_str() {
        "type" => around.get("type") == Some(said),
        "required" => true,
        "properties" => {
            let Some((said, properties)) = said.as_mapping().zip(properties) else {
                return false;
            };
            said.iter().all(|(name, said)| {
                let known = properties.get(name);
                known.is_some_and(|known| is_open(said) || equal_schemas(known, said))
            })
        }
        "oneOf" | "anyOf" => match said {
            Node::Sequence(listed) => listed.iter().all(|it| only_repeats(it, around)),
            _ => true,
        },
        name => CONSTRAINTS.contains(&name) && (has_type || properties.is_some()),
    };
    let says = |(name, _): &(&String, &Node)| {
        matches!(name.as_str(), "oneOf" | "anyOf") || !ANNOTATIONS.contains(&name.as_str())
    };
    !members.is_empty() && members.iter().filter(says).all(repeats)
}

/// Returns whether a schema allows any value that the property has otherwise.
fn is_open(node: &Node) -> bool {
    match node {
        Node::Bool(allows) => *allows,
        Node::Mapping(members) => members
            .keys()
            .all(|name| CONSTRAINTS.contains(&name.as_str())),
        _ => false,
    }
}
