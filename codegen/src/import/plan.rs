//! The fragment of each operation and component.

use std::collections::{HashMap, HashSet, hash_map::Entry};

use indexmap::{IndexMap, IndexSet};

use super::{
    convert::{Converted, Key, Section},
    existing::Existing,
    tree::kebab,
};
use crate::{
    emit::is_device,
    source::{LEVELS, Members, Node, OVERRIDES, UPSTREAM, push_segment},
};

/// The fragment of what several fragments share.
const COMMON: &str = "common.yaml";
/// The fragment of what failed requests answer with.
const ERRORS: &str = "errors.yaml";

/// The additions to one fragment.
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
    /// The number of chosen operations that are there already.
    pub(super) known: usize,
}

/// The place of each component, now or after the import.
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
    let graph = Graph::new(components, &homes);
    let mut users = graph.users(&chosen);
    // Operations name security schemes without a reference.
    let schemes = components
        .keys()
        .filter(|key| key.0 == Section::SecuritySchemes && !homes.contains_key(key));
    let mut files = chosen.iter().map(|(_, file)| file.as_str());
    if let Some(first) = files.next() {
        let all = match files.all(|file| file == first) {
            true => Users::One(first),
            false => Users::Several,
        };
        users.extend(schemes.map(|key| (key, all)));
    }
    let errors = graph.of_errors();
    let mut taken = HashSet::new();
    for key in components.keys() {
        let Some(users) = users.get(key) else {
            continue;
        };
        let file = match (key.0, users) {
            (Section::Headers | Section::SecuritySchemes, _) => COMMON,
            _ if is_shared_parameter(key, components) => COMMON,
            (Section::Responses, _) if key.1 == "Accepted" => COMMON,
            _ if errors.contains(key) => ERRORS,
            (_, Users::One(only)) => only,
            (_, Users::Several) => COMMON,
        };
        let name = free_name(key, components, existing, &mut taken);
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
    let keys = converted.components.keys();
    let schemes: Vec<(&Key, &Home)> = keys
        .filter(|key| key.0 == Section::SecuritySchemes)
        .filter_map(|key| Some((key, homes.get(key)?)))
        .collect();
    for (file, part) in &mut plan.parts {
        if part.paths.is_empty() || existing.position(file).is_some() {
            continue;
        }
        for (key, home) in schemes.iter().filter(|(_, home)| home.file != *file) {
            let target = target(key.0, home, file);
            let node = [("$ref".to_owned(), Node::String(target))];
            let section = part.components.entry(key.0).or_default();
            section.insert(key.1.clone(), Node::Mapping(node.into_iter().collect()));
        }
    }
}

/// The longest name of a new fragment, without its extension.
const MAX_STEM: usize = 60;

fn file_of_group(group: &str, existing: &Existing) -> String {
    let mut stem: String = kebab(group).chars().take(MAX_STEM).collect();
    let is_taken = |name: &str| [COMMON, ERRORS, OVERRIDES, UPSTREAM, LEVELS].contains(&name);
    if stem.is_empty() || is_taken(&format!("{stem}.yaml")) || is_device(&stem) {
        stem.push_str("-operations");
    }
    let name = format!("{}.yaml", stem.trim_matches('-'));
    match existing.file_of_group(group, &name) {
        Some(index) => existing.file_name(index),
        None => name,
    }
}

type Components = IndexMap<Key, super::convert::Component>;

/// The fragments whose operations reach a component.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Users<'p> {
    One(&'p str),
    Several,
}

impl<'p> Users<'p> {
    /// Adds others; returns whether they were new.
    fn extend(&mut self, others: Self) -> bool {
        let before = *self;
        if before != others {
            *self = Self::Several;
        }
        *self != before
    }
}

/// The components that are not there yet, with those that each refers to.
struct Graph<'c> {
    components: &'c Components,
    targets: HashMap<&'c Key, Vec<&'c Key>>,
}

impl<'c> Graph<'c> {
    fn new(components: &'c Components, homes: &HashMap<&Key, Home>) -> Self {
        let mut graph = Self {
            components,
            targets: HashMap::new(),
        };
        let new = components
            .iter()
            .filter(|(key, _)| !homes.contains_key(key));
        // All are keys before targets are looked up.
        graph.targets = new.map(|(key, _)| (key, Vec::new())).collect();
        for (key, component) in components {
            let targets = graph.named(&component.node);
            if let Some(known) = graph.targets.get_mut(key) {
                *known = targets;
            }
        }
        graph
    }

    /// Returns the components that a node names.
    fn named(&self, node: &Node) -> Vec<&'c Key> {
        let mut names = Vec::new();
        references(node, &mut names);
        let names = names.iter();
        names
            .filter_map(|key| self.targets.get_key_value(key))
            .map(|(key, _)| *key)
            .collect()
    }

    /// Returns the fragments that reach each component. Each component is visited at most twice.
    fn users<'p>(
        &self,
        chosen: &'p [(&super::convert::Operation, String)],
    ) -> HashMap<&'c Key, Users<'p>> {
        let mut users: HashMap<&Key, Users<'_>> = HashMap::new();
        for (operation, file) in chosen {
            let mut waiting = vec![(self.named(&operation.node), Users::One(file))];
            while let Some((keys, more)) = waiting.pop() {
                for key in keys {
                    let all = match users.entry(key) {
                        Entry::Vacant(free) => *free.insert(more),
                        Entry::Occupied(mut known) => match known.get_mut().extend(more) {
                            true => *known.get(),
                            false => continue,
                        },
                    };
                    let next = self.targets.get(key).cloned().unwrap_or_default();
                    waiting.push((next, all));
                }
            }
        }
        users
    }

    /// Returns the components that only describe why requests fail: those that the responses of errors reach.
    fn of_errors(&self) -> HashSet<&'c Key> {
        let responses = self.components.iter();
        let responses =
            responses.filter(|(key, _)| key.0 == Section::Responses && key.1 != "Accepted");
        let mut found = HashSet::new();
        let mut waiting = Vec::new();
        for (key, component) in responses {
            found.insert(key);
            waiting.extend(self.named(&component.node));
        }
        let mut reached = HashSet::new();
        while let Some(key) = waiting.pop() {
            if reached.insert(key) {
                waiting.extend(self.targets.get(key).into_iter().flatten());
            }
        }
        found.extend(reached.into_iter().filter(|key| key.0 == Section::Schemas));
        found
    }
}

/// The parameter of the api-version belongs to all.
fn is_shared_parameter(key: &Key, components: &Components) -> bool {
    let is_version = |node: &Node| node.get("name").and_then(Node::as_str) == Some("api-version");
    key.0 == Section::Parameters
        && components
            .get(key)
            .is_some_and(|component| is_version(&component.node))
}

/// The name of a component, numbered where the fragments have another one of that name.
fn free_name(
    key: &Key,
    components: &Components,
    existing: &Existing,
    taken: &mut HashSet<Key>,
) -> String {
    let mut found = key.clone();
    for number in 2.. {
        let is_own = found.1 == key.1 || !components.contains_key(&found);
        // `Top` and `Top1` can both be numbered `Top12`.
        let is_free = is_own && existing.file_of(found.0, &found.1).is_none();
        if is_free && taken.insert(found.clone()) {
            break;
        }
        found.1 = format!("{}{number}", key.1);
    }
    found.1
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
