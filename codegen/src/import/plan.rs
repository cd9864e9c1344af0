//! The fragment of each operation and component.

use std::collections::{BTreeSet, HashMap, HashSet};

use indexmap::{IndexMap, IndexSet};

use super::{
    convert::{Converted, Key, Section},
    existing::Existing,
    tree::kebab,
};
use crate::source::{Members, Node, push_segment};

/// The fragment of what several fragments share.
const COMMON: &str = "common.yaml";
/// The fragment of what failed requests answer with.
const ERRORS: &str = "errors.yaml";

/// What is added to one fragment.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// The path items by path, with the methods that are new.
    pub(super) paths: IndexMap<String, Members>,
    /// The groups whose operations are here.
    pub(super) groups: IndexSet<String>,
    pub(super) components: IndexMap<Section, Members>,
    /// The operationIds, for the report.
    pub(super) operations: Vec<String>,
}

/// The parts by the name of the fragment.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) parts: IndexMap<String, Part>,
    /// How many of the chosen operations are there already.
    pub(super) known: usize,
}

/// Where a component is or will be.
#[derive(Clone)]
struct Home {
    file: String,
    name: String,
}

pub(super) fn plan(converted: &Converted, existing: &Existing) -> Plan {
    let components = &converted.components;
    let mut homes: HashMap<&Key, Home> = HashMap::new();
    for (key, component) in components {
        if let Some((index, name)) = existing.counterpart(key, component, components) {
            let file = existing.file_name(index);
            homes.insert(key, Home { file, name });
        }
    }
    let mut plan = Plan::default();
    let mut chosen = Vec::new();
    for operation in &converted.operations {
        if existing.has_operation(&operation.method, &operation.path) {
            plan.known += 1;
            continue;
        }
        chosen.push((operation, file_of_group(&operation.group, existing)));
    }
    // Which fragments reach each component that is not there yet.
    let mut users: IndexMap<&Key, BTreeSet<&str>> = IndexMap::new();
    for (operation, file) in &chosen {
        for key in reached(&operation.node, components, &homes) {
            users.entry(key).or_default().insert(file);
        }
    }
    // Operations name security schemes without a reference.
    let schemes = components
        .keys()
        .filter(|key| key.0 == Section::SecuritySchemes && !homes.contains_key(key));
    for key in schemes {
        let files = chosen.iter().map(|(_, file)| file.as_str());
        users.entry(key).or_default().extend(files);
    }
    let errors = of_errors(converted, &homes);
    for key in components.keys() {
        let Some(users) = users.get(key) else {
            continue;
        };
        let file = match (key.0, users.first()) {
            (Section::Headers | Section::SecuritySchemes, _) => COMMON,
            _ if is_shared_parameter(key, components) => COMMON,
            (Section::Responses, _) if key.1 == "Accepted" => COMMON,
            _ if errors.contains(key) => ERRORS,
            (_, Some(only)) if users.len() == 1 => only,
            _ => COMMON,
        };
        let name = free_name(key, existing);
        let file = file.to_owned();
        homes.insert(key, Home { file, name });
    }
    for (operation, file) in &chosen {
        let part = plan.parts.entry(file.clone()).or_default();
        part.groups.insert(operation.group.clone());
        part.operations.push(operation.id.clone());
        let node = located(&operation.node, file, &homes);
        let methods = part.paths.entry(operation.path.clone()).or_default();
        methods.insert(operation.method.clone(), node);
    }
    for (key, component) in components {
        let (Some(home), true) = (homes.get(key), users.contains_key(key)) else {
            continue;
        };
        let part = plan.parts.entry(home.file.clone()).or_default();
        let node = located(&component.node, &home.file, &homes);
        let section = part.components.entry(key.0).or_default();
        section.insert(home.name.clone(), node);
    }
    security_schemes(converted, existing, &homes, &mut plan);
    plan
}

/// A fragment that requires a security scheme refers to it.
fn security_schemes(
    converted: &Converted,
    existing: &Existing,
    homes: &HashMap<&Key, Home>,
    plan: &mut Plan,
) {
    for (file, part) in &mut plan.parts {
        if part.paths.is_empty() || existing.position(file).is_some() {
            continue;
        }
        for key in converted.components.keys() {
            let home = homes.get(key).filter(|home| home.file != *file);
            let Some(home) = home.filter(|_| key.0 == Section::SecuritySchemes) else {
                continue;
            };
            let target = target(key.0, home, file);
            let node = [("$ref".to_owned(), Node::String(target))];
            let section = part.components.entry(key.0).or_default();
            section.insert(key.1.clone(), Node::Mapping(node.into_iter().collect()));
        }
    }
}

fn file_of_group(group: &str, existing: &Existing) -> String {
    let mut stem = kebab(group);
    if stem.is_empty() || stem == "common" || stem == "errors" {
        stem.push_str("-operations");
    }
    let name = format!("{}.yaml", stem.trim_start_matches('-'));
    match existing.file_of_group(group, &name) {
        Some(index) => existing.file_name(index),
        None => name,
    }
}

/// The components that a node refers to, and those that they refer to, without those that are there already.
fn reached<'c>(
    node: &Node,
    components: &'c IndexMap<Key, super::convert::Component>,
    homes: &HashMap<&Key, Home>,
) -> IndexSet<&'c Key> {
    let mut found = IndexSet::new();
    let mut waiting = vec![node];
    let mut owned;
    while let Some(node) = waiting.pop() {
        owned = Vec::new();
        references(node, &mut owned);
        for key in owned.drain(..) {
            let Some((key, component)) = components.get_key_value(&key) else {
                continue;
            };
            if !homes.contains_key(key) && found.insert(key) {
                waiting.push(&component.node);
            }
        }
    }
    found
}

/// The components that only describe why requests fail: those that the responses of errors reach.
fn of_errors<'c>(converted: &'c Converted, homes: &HashMap<&Key, Home>) -> HashSet<&'c Key> {
    let mut found = HashSet::new();
    for (key, component) in &converted.components {
        if key.0 == Section::Responses && key.1 != "Accepted" {
            found.insert(key);
            let reached = reached(&component.node, &converted.components, homes);
            found.extend(reached.into_iter().filter(|key| key.0 == Section::Schemas));
        }
    }
    found
}

/// The parameter of the api-version belongs to all.
fn is_shared_parameter(key: &Key, components: &IndexMap<Key, super::convert::Component>) -> bool {
    let is_version = |node: &Node| node.get("name").and_then(Node::as_str) == Some("api-version");
    key.0 == Section::Parameters
        && components
            .get(key)
            .is_some_and(|component| is_version(&component.node))
}

/// The name of a component, numbered where the fragments have another one of that name.
fn free_name(key: &Key, existing: &Existing) -> String {
    let mut name = key.1.clone();
    for number in 2.. {
        if existing.file_of(key.0, &name).is_none() {
            break;
        }
        name = format!("{}{number}", key.1);
    }
    name
}

/// The components that a node names.
fn references(node: &Node, found: &mut Vec<Key>) {
    match node {
        Node::Mapping(members) => {
            for (name, value) in members {
                match (name.as_str(), value) {
                    ("$ref", Node::String(text)) => found.extend(key_of(text)),
                    ("mapping", Node::Mapping(mapping)) => {
                        let targets = mapping.values().filter_map(Node::as_str);
                        found.extend(targets.filter_map(key_of));
                    }
                    _ => references(value, found),
                }
            }
        }
        Node::Sequence(elements) => elements
            .iter()
            .for_each(|element| references(element, found)),
        _ => {}
    }
}

/// The component of a reference as the conversion writes it.
fn key_of(text: &str) -> Option<Key> {
    let (section, name) = text.split_once('/')?;
    let section = Section::ALL.into_iter().find(|one| one.key() == section)?;
    Some((section, name.to_owned()))
}

/// A node with references that lead from a fragment to where components are.
fn located(node: &Node, file: &str, homes: &HashMap<&Key, Home>) -> Node {
    match node {
        Node::Mapping(members) => {
            let value = |name: &str, value: &Node| match (name, value) {
                ("$ref", Node::String(text)) => Node::String(relocated(text, file, homes)),
                ("mapping", Node::Mapping(mapping)) => Node::Mapping(
                    mapping
                        .iter()
                        .map(|(name, value)| {
                            let text = value.as_str().unwrap_or_default();
                            (name.clone(), Node::String(relocated(text, file, homes)))
                        })
                        .collect(),
                ),
                _ => located(value, file, homes),
            };
            let members = members
                .iter()
                .map(|(name, node)| (name.clone(), value(name, node)));
            Node::Mapping(members.collect())
        }
        Node::Sequence(elements) => Node::Sequence(
            elements
                .iter()
                .map(|element| located(element, file, homes))
                .collect(),
        ),
        other => other.clone(),
    }
}

fn relocated(text: &str, file: &str, homes: &HashMap<&Key, Home>) -> String {
    let home = key_of(text).and_then(|key| Some((key.0, homes.get(&key)?)));
    match home {
        Some((section, home)) => target(section, home, file),
        None => text.to_owned(),
    }
}

fn target(section: Section, home: &Home, from: &str) -> String {
    let mut pointer = format!("/components/{}", section.key());
    push_segment(&mut pointer, &home.name);
    match home.file == from {
        true => format!("#{pointer}"),
        false => format!("{}#{pointer}", home.file),
    }
}
