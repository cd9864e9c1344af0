//! Resolves the pointers that people write, with names for elements of lists, to JSON pointers.

use crate::source::{Node, push_segment};

/// Returns the name of a list element: its `name`, its `value`, or the element itself if it is a string.
pub(super) fn element_name(element: &Node) -> Option<String> {
    let name = element.get("name").or_else(|| element.get("value"));
    name.unwrap_or(element).as_str().map(str::to_owned)
}

/// Resolves one segment to the segment of RFC 6901 and the node.
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

/// Resolves the segments of an existing node.
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

/// Collections that `add` creates.
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

/// Resolves the segments of a new node with an existing parent.
pub(super) fn locate_new(root: &Node, segments: &[String]) -> Option<Vec<String>> {
    let (last, parent) = segments.split_last()?;
    let mut exact = locate(root, parent)?;
    exact.push(last.clone());
    Some(exact)
}

/// Resolves the segments of a new node whose parent is a collection to create.
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

/// Returns the JSON pointer of segments.
pub(super) fn pointer(segments: &[String]) -> String {
    let mut text = String::new();
    segments
        .iter()
        .for_each(|segment| push_segment(&mut text, segment));
    text
}
