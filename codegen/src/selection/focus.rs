//! The parts of documents that selected operations reach.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    path::PathBuf,
    sync::Arc,
};

use super::Selection;
use crate::{
    diagnostic::{Diagnostic, Place, Severity, Spot},
    model::{Model, reached_types},
    source::{ApiVersion, File, Node, Workspace, percent_decoded, push_segment, segments},
};

/// The parts of documents that a selection reaches: the selected operations and what they refer to, however far. A
/// problem elsewhere is none of the user's.
///
/// Problems that are about a document as a whole (its servers, its title, its syntax) always belong to the selection.
pub(crate) struct Focus {
    selection: Selection,
    /// For each file the JSON pointers of the nodes that are reached.
    reached: HashMap<Arc<str>, BTreeSet<String>>,
    /// The fragments of the selected api-versions.
    fragments: HashSet<Arc<str>>,
    /// The fragments of api-versions that are read only because names lead through them.
    passed: HashSet<Arc<str>>,
    /// The files that references lead to, from a selected part or another.
    referred: HashSet<Arc<str>>,
}

/// The keys of a path item that are operations.
const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// The keys of a document whose members are read only where something refers to them.
const SECTIONS: [&str; 4] = ["definitions", "parameters", "responses", "$defs"];

impl Focus {
    /// A focus on nothing yet; on everything, if the selection leaves nothing out.
    pub(crate) fn new(selection: &Selection) -> Self {
        Self {
            selection: selection.clone(),
            reached: HashMap::new(),
            fragments: HashSet::new(),
            passed: HashSet::new(),
            referred: HashSet::new(),
        }
    }

    /// Returns whether nothing is left out.
    pub(crate) fn is_everything(&self) -> bool {
        self.selection == Selection::default()
    }

    /// Adds the selected operations of an api-version, and what they refer to.
    pub(crate) fn add(
        &mut self,
        workspace: &Workspace,
        version: &ApiVersion,
        model: &Model,
        is_selected: bool,
    ) {
        if self.is_everything() {
            return;
        }
        let names = version
            .files
            .iter()
            .map(|path| workspace.display_name(path));
        if !is_selected {
            self.passed.extend(names);
            return;
        }
        self.fragments.extend(names);
        if self.selection.operations.is_empty() {
            return;
        }
        let operations = model.operations.iter();
        let selected: Vec<_> = operations
            .filter(|one| self.selection.has_operation(one))
            .collect();
        let types = reached_types(model, selected.iter().copied());
        let types = model
            .types
            .iter()
            .filter(|(name, _)| types.contains(name.as_str()));
        let mut walk = Walk::new(workspace);
        let left_out = model.left_out.iter();
        let left_out = left_out.filter(|one| self.selection.has_left_out(one));
        let selected = selected.iter().map(|one| &one.place);
        let selected: Vec<&Place> = selected.chain(left_out.map(|one| &one.place)).collect();
        let types = types.map(|(_, ty)| &ty.place);
        for place in selected.iter().copied().chain(types) {
            walk.start(place, &mut self.reached);
        }
        for operation in selected {
            walk.path_item(operation, &mut self.reached);
        }
        walk.finish(&mut self.reached);
        self.referred
            .extend(workspace.sources().referred_to().cloned());
    }

    /// Returns whether a problem is one of the selection.
    pub(crate) fn has(&self, diagnostic: &Diagnostic) -> bool {
        let Some(place) = &diagnostic.place else {
            return true;
        };
        let is_unreadable = matches!(place.spot(), Spot::Whole | Spot::Offset(_));
        if self.passed.contains(place.file()) && !self.fragments.contains(place.file()) {
            return is_unreadable && diagnostic.severity == Severity::Error;
        }
        self.covers(place)
    }

    /// Returns whether a place belongs to the selection.
    pub(crate) fn covers(&self, place: &Place) -> bool {
        if self.is_everything() {
            return true;
        }
        let file = place.file();
        let reached = self.reached.get(file);
        let is_fragment = self.fragments.contains(file);
        if self.selection.operations.is_empty() {
            return is_fragment || !self.passed.contains(file);
        }
        let pointer = place.pointer();
        if is_fragment {
            return match part(pointer) {
                Part::Document => true,
                Part::PathItem(item) => reached.is_some_and(|reached| is_parent(reached, item)),
                Part::Selectable => reached.is_some_and(|reached| is_below(reached, pointer)),
            };
        }
        match reached {
            // A text that cannot be read has no nodes.
            Some(reached) => pointer.is_empty() || is_below(reached, pointer),
            // What is no part of a document is a file of overrides or of configuration.
            None => !self.referred.contains(file),
        }
    }
}

/// The part of a fragment that contains a place.
enum Part<'p> {
    /// The document as a whole.
    Document,
    /// A path item, or what all of its operations share.
    PathItem(&'p str),
    /// An operation, or a component.
    Selectable,
}

fn part(pointer: &str) -> Part<'_> {
    let mut parts = pointer.split('/').skip(1);
    let (first, second, third) = (parts.next(), parts.next(), parts.next());
    match (first, second, third) {
        (Some("paths" | "x-ms-paths" | "webhooks"), Some(_), Some(key))
            if METHODS.contains(&key.to_ascii_lowercase().as_str()) =>
        {
            Part::Selectable
        }
        (Some(section @ ("paths" | "x-ms-paths" | "webhooks")), Some(item), _) => {
            let length = section.len() + item.len() + 2;
            Part::PathItem(pointer.get(..length).unwrap_or(pointer))
        }
        (Some("components"), Some(kind), Some(_)) if kind != "securitySchemes" => Part::Selectable,
        (Some(section), Some(_), _) if SECTIONS.contains(&section) => Part::Selectable,
        _ => Part::Document,
    }
}

/// Returns whether a pointer leads to one of the nodes or into it.
fn is_below(nodes: &BTreeSet<String>, pointer: &str) -> bool {
    let mut outer = pointer;
    loop {
        if nodes.contains(outer) {
            return true;
        }
        match outer.rsplit_once('/') {
            Some((parent, _)) => outer = parent,
            None => return false,
        }
    }
}

/// Returns whether one of the nodes lies in the node of a pointer.
fn is_parent(nodes: &BTreeSet<String>, pointer: &str) -> bool {
    let inside = format!("{pointer}/");
    let next = nodes.range(inside.clone()..).next();
    next.is_some_and(|node| node.starts_with(&inside))
}

/// The name of a file that a reference leads to, and the file if it could be read.
type Target = (Arc<str>, Option<Arc<File>>);

/// Follows references from node to node.
struct Walk<'w> {
    workspace: &'w Workspace,
    files: HashMap<Arc<str>, Arc<File>>,
    /// The files that references lead to, by the folder and path of the reference.
    known: HashMap<(PathBuf, String), Option<Target>>,
    left: Vec<(Arc<File>, String)>,
}

impl<'w> Walk<'w> {
    fn new(workspace: &'w Workspace) -> Self {
        Self {
            workspace,
            files: workspace.files().into_iter().collect(),
            known: HashMap::new(),
            left: Vec::new(),
        }
    }

    fn start(&mut self, place: &Place, reached: &mut HashMap<Arc<str>, BTreeSet<String>>) {
        if let Some(file) = self.files.get(place.file()).cloned() {
            self.reach(&file, place.pointer().to_owned(), reached);
        }
    }

    /// Adds what the operations of a path share.
    fn path_item(&mut self, place: &Place, reached: &mut HashMap<Arc<str>, BTreeSet<String>>) {
        let Some(file) = self.files.get(place.file()).cloned() else {
            return;
        };
        let Some((item, _)) = place.pointer().rsplit_once('/') else {
            return;
        };
        let members = file.node.pointed(item).and_then(Node::as_mapping);
        for name in members.into_iter().flat_map(|members| members.keys()) {
            if !METHODS.contains(&name.to_ascii_lowercase().as_str()) {
                let mut pointer = item.to_owned();
                push_segment(&mut pointer, name);
                self.reach(&file, pointer, reached);
            }
        }
    }

    fn reach(
        &mut self,
        file: &Arc<File>,
        pointer: String,
        reached: &mut HashMap<Arc<str>, BTreeSet<String>>,
    ) {
        let nodes = reached.entry(Arc::clone(&file.name)).or_default();
        if nodes.insert(pointer.clone()) {
            self.left.push((Arc::clone(file), pointer));
        }
    }

    fn finish(&mut self, reached: &mut HashMap<Arc<str>, BTreeSet<String>>) {
        while let Some((file, pointer)) = self.left.pop() {
            let Some(node) = file.node.pointed(&pointer) else {
                continue;
            };
            let mut references = Vec::new();
            collect(node, &mut references);
            for reference in references {
                match self.target(&file, reference) {
                    Some((_, Some(target), pointer)) => self.reach(&target, pointer, reached),
                    // A file that cannot be read is reached as a whole.
                    Some((name, None, _)) => {
                        reached.entry(name).or_default().insert(String::new());
                    }
                    None => {}
                }
            }
        }
    }

    /// The target of a reference: the name of the file, its tree if it could be read, and the JSON pointer in it.
    fn target(
        &mut self,
        from: &Arc<File>,
        reference: &str,
    ) -> Option<(Arc<str>, Option<Arc<File>>, String)> {
        let (path, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        let pointer = percent_decoded(pointer)?;
        segments(&pointer)?;
        if path.is_empty() {
            return Some((Arc::clone(&from.name), Some(Arc::clone(from)), pointer));
        }
        let folder = from
            .path
            .parent()
            .map(ToOwned::to_owned)
            .unwrap_or_default();
        let workspace = self.workspace;
        let known = self
            .known
            .entry((folder, path.to_owned()))
            .or_insert_with(|| workspace.known_file(from, path));
        let (name, file) = known.clone()?;
        Some((name, file, pointer))
    }
}

/// The references in a node.
fn collect<'n>(node: &'n Node, found: &mut Vec<&'n str>) {
    let mut left = vec![node];
    while let Some(node) = left.pop() {
        match node {
            Node::Mapping(members) => {
                if let Some(Node::String(reference)) = members.get("$ref") {
                    found.push(reference);
                }
                left.extend(members.values());
            }
            Node::Sequence(elements) => left.extend(elements),
            _ => {}
        }
    }
}
