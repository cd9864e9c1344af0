//! The fragments that are there already.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use indexmap::IndexMap;

use super::{
    convert::{Component, Key, Section},
    tree::last_segment,
};
use crate::{
    diagnostic::Diagnostics,
    diff::path_shape,
    source::{File, Node, Workspace},
};

/// The location and the name of a parameter, and whether it is required.
type Need = ((String, String), bool);

/// The fragments of the api-version that is written to.
#[derive(Default)]
pub(super) struct Existing {
    pub(super) files: Vec<Arc<File>>,
    /// The text of each file.
    pub(super) texts: Vec<String>,
    /// The positions of the files by name.
    positions: HashMap<String, usize>,
    /// The file of each component.
    components: HashMap<Key, usize>,
    /// Parameters by location and name.
    parameters: HashMap<(String, String), Vec<(usize, String)>>,
    /// The first parameter of each location, name and need.
    parameters_by_need: HashMap<Need, (usize, String)>,
    /// The first parameter of each location, name and need that says the same apart from descriptions.
    parameters_by_signature: HashMap<(Need, String), (usize, String)>,
    /// Responses by what they say apart from descriptions.
    responses: HashMap<String, (usize, String)>,
    /// The file of each operation, by method and the path without the names in its braces.
    operations: HashMap<(String, String), usize>,
    /// The number of operations of a group in each file.
    groups: HashMap<String, IndexMap<usize, usize>>,
}

impl Existing {
    /// Reads the fragments of a folder; a folder that is not there has none.
    pub(super) fn read(
        folder: &Path,
        workspace: &mut Workspace,
        files: &[PathBuf],
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut found = Self::default();
        if !folder.is_dir() {
            return found;
        }
        for path in files {
            let Some(file) = workspace.load(path, diagnostics) else {
                continue;
            };
            let text = workspace.sources().text(&file.name).unwrap_or_default();
            found.texts.push(text.to_owned());
            found.files.push(file);
        }
        for index in 0..found.files.len() {
            found.index(index);
        }
        found.index_parameters();
        found.index_responses();
        found
    }

    fn index(&mut self, index: usize) {
        let Some(file) = self.files.get(index).map(Arc::clone) else {
            return;
        };
        self.positions.entry(self.file_name(index)).or_insert(index);
        for section in Section::ALL {
            let pointer = format!("/components/{}", section.key());
            let members = file.node.pointed(&pointer).and_then(Node::as_mapping);
            for (name, node) in members.into_iter().flatten() {
                // A reference to another fragment is not the component.
                if node.get("$ref").is_some() {
                    continue;
                }
                self.components
                    .entry((section, name.clone()))
                    .or_insert(index);
                if let (Section::Parameters, Some(key)) = (section, parameter_key(node)) {
                    let known = self.parameters.entry(key).or_default();
                    known.push((index, name.clone()));
                }
            }
        }
        let paths = file.node.get("paths").and_then(Node::as_mapping);
        for (path, item) in paths.into_iter().flatten() {
            for (method, operation) in item.as_mapping().into_iter().flatten() {
                let key = (method.clone(), path_shape(path));
                self.operations.entry(key).or_insert(index);
                let id = operation.get("operationId").and_then(Node::as_str);
                if let Some((group, _)) = id.and_then(|id| id.split_once('_')) {
                    let counts = self.groups.entry(group.to_owned()).or_default();
                    *counts.entry(index).or_default() += 1;
                }
            }
        }
    }

    fn index_parameters(&mut self) {
        let mut by_need = HashMap::new();
        let mut by_signature = HashMap::new();
        for (key, all) in &self.parameters {
            for (index, name) in all {
                let Some(node) = self.component(Section::Parameters, name) else {
                    continue;
                };
                let need = (key.clone(), is_required(node));
                let home = (*index, name.clone());
                let signature = self.signature(node).to_sorted_json();
                let known = by_signature.entry((need.clone(), signature));
                known.or_insert_with(|| home.clone());
                by_need.entry(need).or_insert(home);
            }
        }
        self.parameters_by_need = by_need;
        self.parameters_by_signature = by_signature;
    }

    fn index_responses(&mut self) {
        let responses = self.components.iter();
        let mut names: Vec<(&String, usize)> = responses
            .filter(|((section, _), _)| *section == Section::Responses)
            .map(|((_, name), index)| (name, *index))
            .collect();
        names.sort_unstable();
        let mut found = HashMap::new();
        for (name, index) in names {
            if let Some(node) = self.component(Section::Responses, name) {
                let signature = self.signature(node).to_sorted_json();
                let known = found.entry(signature);
                known.or_insert((index, name.clone()));
            }
        }
        self.responses = found;
    }

    pub(super) fn file_name(&self, index: usize) -> String {
        let name = self.files.get(index).and_then(|file| file.path.file_name());
        name.map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default()
    }

    /// The file of a name.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.positions.get(name).copied()
    }

    /// The title of the fragments.
    pub(super) fn title(&self) -> Option<&str> {
        let mut titles = self.files.iter().filter_map(|file| {
            let title = file.node.get("info")?.get("title")?;
            title.as_str()
        });
        titles.next()
    }

    pub(super) fn has_operation(&self, method: &str, path: &str) -> bool {
        let key = (method.to_owned(), path_shape(path));
        self.operations.contains_key(&key)
    }

    /// Returns true if a file has a path as it is written.
    pub(super) fn has_path(&self, index: usize, path: &str) -> bool {
        let paths = self
            .files
            .get(index)
            .and_then(|file| file.node.get("paths"));
        paths.is_some_and(|paths| paths.get(path).is_some())
    }

    /// The file that has most operations of a group; of equal ones, that of the group's name.
    pub(super) fn file_of_group(&self, group: &str, name: &str) -> Option<usize> {
        if let Some(index) = self.position(name) {
            return Some(index);
        }
        let counts = self.groups.get(group)?;
        let most = counts.values().max()?;
        counts
            .iter()
            .find(|(_, count)| *count == most)
            .map(|(index, _)| *index)
    }

    fn component(&self, section: Section, name: &str) -> Option<&Node> {
        let index = self.components.get(&(section, name.to_owned()))?;
        let sections = self.files.get(*index)?.node.get("components")?;
        sections.get(section.key())?.get(name)
    }

    /// The file that has a component of this name, whatever it says.
    pub(super) fn file_of(&self, section: Section, name: &str) -> Option<usize> {
        self.components.get(&(section, name.to_owned())).copied()
    }

    /// The component that stands for a converted one: of the same name, or for a parameter and a response, with the same
    /// meaning.
    pub(super) fn counterpart(
        &self,
        key: &Key,
        component: &Component,
        all: &IndexMap<Key, Component>,
    ) -> Option<(usize, String)> {
        let (section, name) = key;
        match section {
            Section::Schemas | Section::SecuritySchemes => {
                Some((self.file_of(*section, name)?, name.clone()))
            }
            Section::Parameters => self.parameter(&component.node, all),
            Section::Responses => {
                let signature = converted_signature(&component.node, all);
                self.responses.get(&signature.to_sorted_json()).cloned()
            }
            Section::Headers => {
                let known = self.component(*section, name)?;
                let is_same = self.signature(known) == converted_signature(&component.node, all);
                is_same.then_some((self.file_of(*section, name)?, name.clone()))
            }
        }
    }

    /// A parameter of the same name and location that is required alike, best one with an equal schema.
    fn parameter(&self, node: &Node, all: &IndexMap<Key, Component>) -> Option<(usize, String)> {
        let need = (parameter_key(node)?, is_required(node));
        let any = self.parameters_by_need.get(&need)?;
        let equal = (need, converted_signature(node, all).to_sorted_json());
        Some(
            self.parameters_by_signature
                .get(&equal)
                .unwrap_or(any)
                .clone(),
        )
    }

    /// Returns the content of a component without its descriptions.
    fn signature(&self, node: &Node) -> Node {
        signature(node, &|reference| {
            let (_, pointer) = reference.split_once('#')?;
            let section = Section::ALL
                .into_iter()
                .find(|section| pointer.starts_with(&format!("/components/{}/", section.key())))?;
            let name = last_segment(pointer);
            match section {
                Section::Schemas => Some(Node::String(name)),
                _ => self.component(section, &name).cloned(),
            }
        })
    }
}

fn converted_signature(node: &Node, all: &IndexMap<Key, Component>) -> Node {
    signature(node, &|reference| {
        let (section, name) = reference.split_once('/')?;
        let section = Section::ALL.into_iter().find(|one| one.key() == section)?;
        match section {
            Section::Schemas => Some(Node::String(name.to_owned())),
            _ => {
                let found = all.get(&(section, name.to_owned()))?;
                Some(found.node.clone())
            }
        }
    })
}

/// A node without prose and with what its references name; a schema stands for its name.
fn signature(node: &Node, resolve: &dyn Fn(&str) -> Option<Node>) -> Node {
    match node {
        Node::Mapping(members) => {
            if let Some(Node::String(reference)) = members.get("$ref") {
                return match resolve(reference) {
                    Some(Node::String(name)) => Node::String(name),
                    Some(found) => signature(&found, &|_| None),
                    None => Node::String(reference.clone()),
                };
            }
            let kept = members
                .iter()
                .filter(|(name, value)| *name != "description" && **value != Node::Bool(false));
            Node::Mapping(
                kept.map(|(name, value)| (name.clone(), signature(value, resolve)))
                    .collect(),
            )
        }
        Node::Sequence(elements) => Node::Sequence(
            elements
                .iter()
                .map(|element| signature(element, resolve))
                .collect(),
        ),
        other => other.clone(),
    }
}

fn is_required(node: &Node) -> bool {
    node.get("required") == Some(&Node::Bool(true))
}

fn parameter_key(node: &Node) -> Option<(String, String)> {
    let text = |name: &str| node.get(name).and_then(Node::as_str).map(str::to_owned);
    Some((text("in")?, text("name")?))
}
