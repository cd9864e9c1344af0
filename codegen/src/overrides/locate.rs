//! From the pointers that people write to those that lead to one node.

use crate::source::{Node, push_segment};

/// What an element of a list is called: its text, or its `name`.
pub(super) fn element_name(element: &Node) -> Option<String> {
    let name = element.get("name").or_else(|| element.get("value"));
    name.unwrap_or(element).as_str().map(str::to_owned)
}

/// One step down: the segment as RFC 6901 has it, and the node.
pub(super) fn resolve_segment<'n>(node: &'n Node, segment: &str) -> Option<(String, &'n Node)> {
    match node {
        Node::Mapping(members) => Some((segment.to_owned(), members.get(segment)?)),
        Node::Sequence(elements) => {
            let index = elements
                .iter()
                .position(|element| element_name(element).as_deref() == Some(segment))
                .or_else(|| segment.parse().ok())?;
            Some((index.to_string(), elements.get(index)?))
        }
        _ => None,
    }
}

/// The segments of what is there, elements of lists by index.
pub(super) fn locate(root: &Node, segments: &[String]) -> Option<Vec<String>> {
    let mut node = root;
    let mut exact = Vec::with_capacity(segments.len());
    for segment in segments {
        let (segment, next) = resolve_segment(node, segment)?;
        exact.push(segment);
        node = next;
    }
    Some(exact)
}

/// Collections that need not be there for something to be added to them.
const COLLECTIONS: [&str; 8] = [
    "definitions",
    "enum",
    "headers",
    "parameters",
    "properties",
    "required",
    "responses",
    "schemas",
];

/// The segments of a place whose parent is there.
pub(super) fn locate_new(root: &Node, segments: &[String]) -> Option<Vec<String>> {
    let (last, parent) = segments.split_last()?;
    let mut exact = locate(root, parent)?;
    exact.push(last.clone());
    Some(exact)
}

/// The segments of a place whose parent is not there, but may be made.
pub(super) fn locate_in_new(root: &Node, segments: &[String]) -> Option<Vec<String>> {
    let (last, parent) = segments.split_last()?;
    let (collection, owner) = parent.split_last()?;
    let mut exact = locate(root, owner)?;
    let is_mapping = root.pointed(&pointer(&exact))?.as_mapping().is_some();
    if !is_mapping || !COLLECTIONS.contains(&collection.as_str()) {
        return None;
    }
    exact.extend([collection.clone(), last.clone()]);
    Some(exact)
}

/// The JSON pointer of segments.
pub(super) fn pointer(segments: &[String]) -> String {
    let mut text = String::new();
    segments
        .iter()
        .for_each(|segment| push_segment(&mut text, segment));
    text
}
