//! Applies one override to the trees of one api-version.

use std::{mem, sync::Arc};

use crate::source::Members;

use super::{
    decimals,
    fragment::Fragment,
    locate::{element_name, locate, locate_in_new, locate_new, pointer, resolve_segment},
    place,
    problem::Problem,
    read::{Action, Override},
};
use crate::{
    diagnostic::Place,
    source::{File, Node, push_segment, segments},
    words::nearest,
};

/// Applies an override to the fragments of an api-version.
pub(super) fn apply(
    one: &Override,
    overrides: &Arc<File>,
    fragments: &mut [Fragment],
) -> Result<(), Problem> {
    let origin = place(overrides, &one.pointer);
    let named = |fragment: &Fragment| {
        one.fragment
            .as_ref()
            .is_none_or(|name| fragment.file_name() == *name)
    };
    let candidates: Vec<usize> = fragments
        .iter()
        .enumerate()
        .filter(|(_, fragment)| named(fragment))
        .map(|(index, _)| index)
        .collect();
    if candidates.is_empty() {
        return Err(Problem::NoFragment);
    }
    if let Action::Decimals = &one.action {
        return match decimals::apply(fragments, &candidates, &one.segments, &origin)? {
            true => Ok(()),
            false => Err(not_found(one, fragments)),
        };
    }
    let mut locations = match &one.action {
        Action::Add(_) => locate_in_fragments(&candidates, fragments, &one.segments, locate_new),
        _ => locate_in_fragments(&candidates, fragments, &one.segments, locate),
    };
    // A collection is created only if no fragment has it.
    if let (true, Action::Add(_)) = (locations.is_empty(), &one.action) {
        locations = locate_in_fragments(&candidates, fragments, &one.segments, locate_in_new);
    }
    if locations.len() > 1 {
        let name = |(index, _): &(usize, _)| fragments.get(*index).map(Fragment::file_name);
        return Err(Problem::Ambiguous {
            files: locations.iter().filter_map(name).collect(),
        });
    }
    let Some((index, segments)) = locations.pop() else {
        return Err(not_found(one, fragments));
    };
    let Some(fragment) = fragments.get_mut(index) else {
        return Err(Problem::NoFragment);
    };
    fragment.is_changed = true;
    match &one.action {
        Action::Drop => {
            remove(fragment, &segments);
            Ok(())
        }
        Action::Add(value) => add(fragment, &segments, value, origin),
        Action::Retype(schema) => retype(fragment, &segments, schema, origin),
        Action::Decimals => Ok(()),
        Action::Rename(name) => {
            let is_component = rename(fragment, &segments, name)?;
            if is_component {
                let old = pointer(&segments);
                let file = fragment.file_name();
                for (other, fragment) in fragments.iter_mut().enumerate() {
                    let own = if other == index { "" } else { file.as_str() };
                    let changed = rewrite_refs(&mut fragment.node, own, &old, name);
                    fragment.is_changed |= changed;
                }
            }
            Ok(())
        }
    }
}

/// Returns the location in each fragment that has it.
fn locate_in_fragments(
    candidates: &[usize],
    fragments: &[Fragment],
    segments: &[String],
    reach: impl Fn(&Node, &[String]) -> Option<Vec<String>>,
) -> Vec<(usize, Vec<String>)> {
    let place = |index: &usize| Some((*index, reach(&fragments.get(*index)?.node, segments)?));
    candidates.iter().filter_map(place).collect()
}

/// Builds the problem of an override without a target, with the nearest name if there is one.
fn not_found(one: &Override, fragments: &[Fragment]) -> Problem {
    let mut best: Option<(usize, String)> = None;
    for fragment in fragments {
        let mut node = &fragment.node;
        for (depth, segment) in one.segments.iter().enumerate() {
            let Some((_, next)) = resolve_segment(node, segment) else {
                let names: Vec<String> = match node {
                    Node::Mapping(members) => members.keys().cloned().collect(),
                    Node::Sequence(elements) => elements.iter().filter_map(element_name).collect(),
                    _ => Vec::new(),
                };
                if let Action::Rename(name) = &one.action
                    && depth + 1 == one.segments.len()
                    && names.contains(name)
                {
                    return Problem::AlreadyNamed(name.clone());
                }
                let near = nearest(segment, names.iter().map(String::as_str));
                if let Some(near) = near
                    && best.as_ref().is_none_or(|(deepest, _)| *deepest < depth)
                {
                    best = Some((depth, near.to_owned()));
                }
                break;
            };
            node = next;
        }
    }
    Problem::NotFound {
        nearest: best.map(|(_, name)| name),
    }
}

fn add(
    fragment: &mut Fragment,
    segments: &[String],
    value: &Node,
    origin: Place,
) -> Result<(), Problem> {
    let not_found = Problem::NotFound { nearest: None };
    let Some((last, parent)) = segments.split_last() else {
        return Err(not_found);
    };
    if fragment.at(parent).is_none() {
        let Some((collection, owner)) = parent.split_last() else {
            return Err(not_found);
        };
        let empty = if last == "-" {
            Node::Sequence(Vec::new())
        } else {
            Node::Mapping(Members::new())
        };
        if let Some(Node::Mapping(members)) = fragment.at(owner) {
            members.insert(collection.clone(), empty);
        }
        fragment.record_origin(parent, origin.clone());
    }
    match fragment.at(parent) {
        Some(Node::Mapping(members)) => {
            if let Some(there) = members.get(last) {
                return Err(match there == value {
                    true => Problem::AlreadyApplied,
                    false => Problem::Occupied(there.kind()),
                });
            }
            members.insert(last.clone(), value.clone());
            fragment.record_origin(segments, origin);
            Ok(())
        }
        Some(Node::Sequence(elements)) => {
            if elements.contains(value) {
                return Err(Problem::AlreadyApplied);
            }
            let index = match last.as_str() {
                "-" => elements.len(),
                index => match index.parse::<usize>() {
                    Ok(index) if index <= elements.len() => index,
                    _ => return Err(not_found),
                },
            };
            fragment.insert(parent, index, value.clone(), origin);
            Ok(())
        }
        _ => Err(not_found),
    }
}

/// Removes a node; a property also from `required`, and an enum value also from `x-ms-enum`.
fn remove(fragment: &mut Fragment, segments: &[String]) {
    let Some((last, parent)) = segments.split_last() else {
        return;
    };
    match fragment.at(parent) {
        Some(Node::Mapping(members)) => {
            members.shift_remove(last);
        }
        Some(Node::Sequence(elements)) => {
            let Ok(index) = last.parse::<usize>() else {
                return;
            };
            let value = elements.get(index).cloned();
            fragment.remove(parent, index);
            if let Some((list, Node::String(value))) = enum_descriptions(parent).zip(value)
                && let Some(index) = position_in_list(fragment, &list, &value)
            {
                fragment.remove(&list, index);
            }
            return;
        }
        _ => return,
    }
    if let Some(list) = required_list(parent) {
        if let Some(index) = position_in_list(fragment, &list, last) {
            fragment.remove(&list, index);
        }
        // OpenAPI 3.0 does not allow an empty `required`.
        let is_empty =
            matches!(fragment.at(&list), Some(Node::Sequence(names)) if names.is_empty());
        if let (true, Some((key, owner))) = (is_empty, list.split_last())
            && let Some(Node::Mapping(members)) = fragment.at(owner)
        {
            members.shift_remove(key);
        }
    }
}

/// Returns the pointer to `required` beside `properties`.
fn required_list(properties: &[String]) -> Option<Vec<String>> {
    let (last, owner) = properties.split_last()?;
    // A property may itself have the name `properties`.
    let is_member = owner.last().is_some_and(|name| name == "properties");
    (last == "properties" && !is_member).then(|| {
        owner
            .iter()
            .cloned()
            .chain(["required".to_owned()])
            .collect()
    })
}

/// Returns the pointer to the values of `x-ms-enum` beside `enum`.
fn enum_descriptions(values: &[String]) -> Option<Vec<String>> {
    let (last, owner) = values.split_last()?;
    let more = ["x-ms-enum".to_owned(), "values".to_owned()];
    (last == "enum").then(|| owner.iter().cloned().chain(more).collect())
}

fn position_in_list(fragment: &mut Fragment, list: &[String], name: &str) -> Option<usize> {
    let Some(Node::Sequence(elements)) = fragment.at(list) else {
        return None;
    };
    elements.iter().position(|element| {
        let value = element.get("value").unwrap_or(element);
        value.as_str() == Some(name)
    })
}

/// Keywords of a schema that `retype` keeps.
const KEPT_BY_RETYPE: [&str; 7] = [
    "title",
    "description",
    "readOnly",
    "writeOnly",
    "deprecated",
    "x-sunset",
    "externalDocs",
];
/// Keys of a parameter without `schema` that `retype` keeps.
const PARAMETER_KEYS: [&str; 6] = [
    "name",
    "in",
    "required",
    "allowEmptyValue",
    "style",
    "explode",
];

fn retype(
    fragment: &mut Fragment,
    segments: &[String],
    schema: &Node,
    origin: Place,
) -> Result<(), Problem> {
    let mut segments = segments.to_vec();
    let has_schema = |node: &Node| {
        node.get("schema").is_some()
            && node.get("type").is_none()
            && node.get("properties").is_none()
    };
    if fragment.at(&segments).is_some_and(|node| has_schema(node)) {
        segments.push("schema".to_owned());
    }
    let Some(node) = fragment.at(&segments) else {
        return Err(Problem::NotFound { nearest: None });
    };
    let (Node::Mapping(old), Some(new)) = (&*node, schema.as_mapping()) else {
        return Err(Problem::NotASchema(node.kind()));
    };
    let is_parameter = old.contains_key("in") && old.contains_key("name");
    let stays = |key: &str| {
        let is_kept = KEPT_BY_RETYPE.contains(&key) || key.starts_with("x-rust-");
        !new.contains_key(key) && (is_kept || is_parameter && PARAMETER_KEYS.contains(&key))
    };
    let kept = old.iter().filter(|(key, _)| stays(key));
    let all = kept
        .chain(new)
        .map(|(key, value)| (key.clone(), value.clone()));
    let changed = Node::Mapping(all.collect());
    if *node == changed {
        return Err(Problem::AlreadyApplied);
    }
    *node = changed;
    let pointer = pointer(&segments);
    let moved = new.keys().map(|key| {
        let mut own = pointer.clone();
        push_segment(&mut own, key);
        let mut from = origin.pointer().to_owned();
        push_segment(&mut from, key);
        (own, origin.at_pointer(from))
    });
    let moved: Vec<_> = moved.collect();
    fragment.moved.push(moved);
    Ok(())
}

/// Renames a node. Returns whether it is a component, so that `$ref`s to it change too.
fn rename(fragment: &mut Fragment, segments: &[String], name: &str) -> Result<bool, Problem> {
    let Some((last, parent)) = segments.split_last() else {
        return Err(Problem::HasNoName);
    };
    let is_parameter = |node: &Node| node.get("in").is_some() && node.get("name").is_some();
    let in_properties = required_list(parent).is_some();
    if !in_properties
        && let Some(node) = fragment.at(segments)
        && is_parameter(node)
        && let Node::Mapping(members) = node
    {
        return match members.insert("name".to_owned(), Node::String(name.to_owned())) {
            Some(Node::String(old)) if old == name => Err(Problem::AlreadyNamed(old)),
            _ => Ok(false),
        };
    }
    match fragment.at(parent) {
        Some(Node::Mapping(members)) => {
            if last == name {
                return Err(Problem::AlreadyNamed(name.to_owned()));
            }
            if members.contains_key(name) {
                return Err(Problem::NameTaken(name.to_owned()));
            }
            fragment.rename_key(parent, last, name);
            if let Some(list) = required_list(parent)
                && let Some(index) = position_in_list(fragment, &list, last)
                && let Some(Node::Sequence(names)) = fragment.at(&list)
                && let Some(entry) = names.get_mut(index)
            {
                *entry = Node::String(name.to_owned());
            }
            let kind = parent.iter().map(String::as_str).collect::<Vec<_>>();
            Ok(matches!(
                kind.as_slice(),
                ["components", _] | ["definitions" | "parameters" | "responses"]
            ))
        }
        Some(Node::Sequence(elements)) => {
            let index = last.parse::<usize>().unwrap_or(usize::MAX);
            let is_taken = elements
                .iter()
                .any(|element| element.as_str() == Some(name));
            let Some(Node::String(value)) = elements.get_mut(index) else {
                return Err(Problem::HasNoName);
            };
            if value == name {
                return Err(Problem::AlreadyNamed(name.to_owned()));
            }
            if is_taken {
                return Err(Problem::NameTaken(name.to_owned()));
            }
            let old = mem::replace(value, name.to_owned());
            if let Some(list) = enum_descriptions(parent)
                && let Some(index) = position_in_list(fragment, &list, &old)
                && let Some(Node::Sequence(entries)) = fragment.at(&list)
                && let Some(Node::Mapping(entry)) = entries.get_mut(index)
            {
                entry.insert("value".to_owned(), Node::String(name.to_owned()));
            }
            Ok(false)
        }
        _ => Err(Problem::HasNoName),
    }
}

/// Rewrites `$ref`s to a renamed component. `file` is the file name in these `$ref`s, empty for those in the
/// component's own file.
fn rewrite_refs(node: &mut Node, file: &str, old: &str, name: &str) -> bool {
    match node {
        Node::String(text) => {
            let Some((path, target)) = text.split_once('#') else {
                return false;
            };
            let own = path.rsplit('/').next().unwrap_or_default();
            let Some(rest) = target.strip_prefix(old) else {
                return false;
            };
            if own != file
                || !(rest.is_empty() || rest.starts_with('/'))
                || segments(target).is_none()
            {
                return false;
            }
            let mut renamed = old
                .rsplit_once('/')
                .map_or("", |(parent, _)| parent)
                .to_owned();
            push_segment(&mut renamed, name);
            *text = format!("{path}#{renamed}{rest}");
            true
        }
        Node::Sequence(elements) => elements.iter_mut().fold(false, |changed, one| {
            rewrite_refs(one, file, old, name) | changed
        }),
        Node::Mapping(members) => members.values_mut().fold(false, |changed, one| {
            rewrite_refs(one, file, old, name) | changed
        }),
        _ => false,
    }
}
