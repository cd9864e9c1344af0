//! `floats: decimal`: binary floats of a document as decimals, wherever a pattern leads.

use super::{
    fragment::Fragment,
    locate::{element_name, pointer, resolve_segment},
    problem::Problem,
};
use crate::{
    diagnostic::Place,
    pattern::matches,
    source::{Node, push_segment},
};

/// Makes the floats at and below the places that some segments name decimals; whether there is such a place.
pub(super) fn apply(
    fragments: &mut [Fragment],
    candidates: &[usize],
    segments: &[String],
    origin: &Place,
) -> Result<bool, Problem> {
    let (mut has_place, mut has_float) = (false, false);
    for index in candidates {
        let Some(fragment) = fragments.get_mut(*index) else {
            continue;
        };
        let mut places = Vec::new();
        expand(&fragment.node, segments, &mut Vec::new(), &mut places);
        has_place |= !places.is_empty();
        let mut floats = Vec::new();
        for place in &mut places {
            if let Some(node) = fragment.node.pointed(&pointer(place)) {
                collect(node, place, &mut floats);
            }
        }
        for place in &floats {
            if let Some(Node::Mapping(members)) = fragment.at(place) {
                members.insert("format".to_owned(), Node::String("decimal".to_owned()));
            }
            let mut format = pointer(place);
            push_segment(&mut format, "format");
            fragment.moved.push(vec![(format, origin.clone())]);
        }
        fragment.is_changed |= !floats.is_empty();
        has_float |= !floats.is_empty();
    }
    match has_place && !has_float {
        true => Err(Problem::AlreadyApplied),
        false => Ok(has_place),
    }
}

/// The places that segments lead to; a `*` in one stands for any text, unless something is called just so.
fn expand(node: &Node, segments: &[String], path: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    let Some((segment, rest)) = segments.split_first() else {
        found.push(path.clone());
        return;
    };
    let mut descend = |name: String, node: &Node| {
        path.push(name);
        expand(node, rest, path, found);
        path.pop();
    };
    if let Some((name, node)) = resolve_segment(node, segment) {
        descend(name, node);
    } else if segment.contains('*') {
        match node {
            Node::Mapping(members) => {
                for (name, node) in members.iter().filter(|(name, _)| matches(segment, name)) {
                    descend(name.clone(), node);
                }
            }
            Node::Sequence(elements) => {
                for (index, node) in elements.iter().enumerate() {
                    if element_name(node).is_some_and(|name| matches(segment, &name)) {
                        descend(index.to_string(), node);
                    }
                }
            }
            _ => {}
        }
    }
}

/// The floats at and below a node.
fn collect(node: &Node, path: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    let is_number = |node: &Node| match node {
        Node::String(text) => text == "number",
        Node::Sequence(types) => types.iter().any(|one| one.as_str() == Some("number")),
        _ => false,
    };
    match node {
        Node::Mapping(members) => {
            let format = members.get("format").and_then(Node::as_str);
            if members.get("type").is_some_and(is_number)
                && matches!(format, Some("float" | "double"))
            {
                found.push(path.clone());
            }
            for (name, node) in members {
                path.push(name.clone());
                collect(node, path, found);
                path.pop();
            }
        }
        Node::Sequence(elements) => {
            for (index, node) in elements.iter().enumerate() {
                path.push(index.to_string());
                collect(node, path, found);
                path.pop();
            }
        }
        _ => {}
    }
}
