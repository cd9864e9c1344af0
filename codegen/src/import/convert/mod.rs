//! Conversion of official documents to the form of the fragments: OpenAPI 3.0.3, without a sentence of the original.
//!
//! Names, wire values, types, formats and limits carry over. Each description becomes [`UNWRITTEN`]. A reference in a
//! converted node is `SECTION/NAME`; the plan makes it a path to a fragment.

mod operation;
mod paging;
mod parameter;
mod reference;
mod response;
mod schema;
mod security;

use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
};

use indexmap::IndexMap;

use super::{
    Chosen,
    tree::{Build, Lookup as _, string},
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Place},
    openapi::{Floats, UNWRITTEN},
    pattern::matches,
    source::{File, Node, NodeRef, Workspace, push_segment},
};

/// A part of `components`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Section {
    Schemas,
    Responses,
    Parameters,
    Headers,
    SecuritySchemes,
}

impl Section {
    pub(super) const ALL: [Self; 5] = [
        Self::Schemas,
        Self::Responses,
        Self::Parameters,
        Self::Headers,
        Self::SecuritySchemes,
    ];

    /// Returns its key under `components`.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Schemas => "schemas",
            Self::Responses => "responses",
            Self::Parameters => "parameters",
            Self::Headers => "headers",
            Self::SecuritySchemes => "securitySchemes",
        }
    }
}

/// The name of a component.
pub(super) type Key = (Section, String);

/// A converted component.
#[derive(Clone, Debug)]
pub(super) struct Component {
    pub(super) node: Node,
    /// The position of its definition in the official documents.
    order: Order,
}

/// The file, the definition in it, and what stands inside of that.
type Order = (usize, usize, usize);

/// A converted operation.
#[derive(Clone, Debug)]
pub(super) struct Operation {
    /// The word before `_` in the operationId.
    pub(super) group: String,
    pub(super) id: String,
    pub(super) method: String,
    pub(super) path: String,
    pub(super) node: Node,
}

/// The chosen operations and what they reach.
#[derive(Debug, Default)]
pub(super) struct Converted {
    pub(super) operations: Vec<Operation>,
    pub(super) components: IndexMap<Key, Component>,
    /// `servers` of the fragments.
    pub(super) servers: Option<Node>,
    /// `security` of the fragments.
    pub(super) security: Option<Node>,
    /// The api-versions that the documents specify in `info`.
    pub(super) versions: Vec<(String, Place)>,
    /// The prose of each operation and definition, by name: to tell when it changes, never to be written.
    pub(super) prose: IndexMap<String, String>,
    /// All operationIds of the documents.
    pub(super) known: Vec<String>,
    pub(super) notes: Vec<String>,
}

pub(super) struct Converter<'c> {
    workspace: &'c mut Workspace,
    diagnostics: &'c mut Diagnostics,
    floats: Floats,
    api_version: &'c str,
    /// True if a file without `swagger` and `openapi` is read as Swagger 2.0.
    is_swagger: bool,
    found: Converted,
    /// The component of each definition that was referred to.
    targets: HashMap<(Arc<str>, String), String>,
    /// The definition that has a name.
    owners: HashMap<String, (Arc<str>, String)>,
    waiting: VecDeque<Target>,
    /// The positions of the files in the order in which they were first referred to.
    files: HashMap<Arc<str>, usize>,
    /// The positions of definitions in the mappings that contain them, by file and pointer of the mapping.
    definitions: HashMap<(Arc<str>, String), HashMap<String, usize>>,
    /// The components that share a name but for their numbers.
    numbered: HashMap<Key, Numbered>,
    /// Each `operationName` of a paged operation, with the place of the operation among those found.
    followed: Vec<paging::Followed>,
    /// The method and path of each operation of the documents, by its id.
    requests: HashMap<String, (String, String)>,
    /// The number of inline types that were given a name.
    inlined: usize,
    /// The position of the definition that is converted.
    current: Order,
}

/// The components that share a name but for their numbers.
#[derive(Default)]
struct Numbered {
    /// The name of each, by its text.
    names: HashMap<String, String>,
    /// The last number that was given.
    last: usize,
}

/// A definition that waits for its conversion.
struct Target {
    file: Arc<File>,
    pointer: String,
    name: String,
}

/// Converts the chosen operations.
pub(super) fn convert(
    workspace: &mut Workspace,
    chosen: &Chosen,
    diagnostics: &mut Diagnostics,
) -> Converted {
    let Chosen {
        documents,
        operations: patterns,
        floats,
        api_version,
    } = chosen;
    let files: Vec<Arc<File>> = documents
        .iter()
        .filter_map(|path| workspace.load(path, diagnostics))
        .collect();
    let mut converter = Converter {
        workspace,
        diagnostics,
        floats: *floats,
        api_version,
        is_swagger: files
            .first()
            .is_some_and(|file| file.node.get("swagger").is_some()),
        found: Converted::default(),
        targets: HashMap::new(),
        owners: HashMap::new(),
        waiting: VecDeque::new(),
        files: HashMap::new(),
        definitions: HashMap::new(),
        numbered: HashMap::new(),
        followed: Vec::new(),
        requests: HashMap::new(),
        inlined: 0,
        current: (0, 0, 0),
    };
    for file in &files {
        converter.position(file);
        converter.information(file);
        converter.document(file, patterns);
    }
    converter.name_next_operations();
    converter.pending();
    converter.sort();
    converter.found
}

impl Converter<'_> {
    fn document(&mut self, file: &Arc<File>, patterns: &[String]) {
        let root = NodeRef::root(file);
        let mut paths = root.members_of("paths");
        paths.extend(root.members_of("x-ms-paths"));
        let known = self.found.operations.len();
        for (path, item) in paths {
            if !path.starts_with('/') {
                continue;
            }
            let Some((item_file, pointer)) = self.follow(&item) else {
                continue;
            };
            let Some(item) = NodeRef::at(&item_file, &pointer) else {
                continue;
            };
            for (method, operation) in item.entries() {
                if !operation::METHODS.contains(&method) || operation.node.as_mapping().is_none() {
                    continue;
                }
                let id = match operation.text_of("operationId") {
                    Some(id) => id.to_owned(),
                    None => format!("{method} {path}"),
                };
                self.found.known.push(id.clone());
                self.requests
                    .insert(id.clone(), (method.to_uppercase(), path.to_owned()));
                let is_chosen =
                    patterns.is_empty() || patterns.iter().any(|pattern| matches(pattern, &id));
                if is_chosen {
                    self.operation(&root, &item, (method, path), &operation, id);
                }
            }
        }
        if self.found.operations.len() > known {
            self.note_unused(&root);
        }
    }

    fn information(&mut self, file: &Arc<File>) {
        let root = NodeRef::root(file);
        if let Some(Node::String(version) | Node::Number(version)) =
            root.node.get("info").and_then(|info| info.get("version"))
        {
            let place = Place::value(&file.name, "/info/version");
            self.found.versions.push((version.clone(), place));
        }
    }

    /// The position of a file among those that were read.
    fn position(&mut self, file: &Arc<File>) -> usize {
        let next = self.files.len();
        *self.files.entry(Arc::clone(&file.name)).or_insert(next)
    }

    /// The position of a definition in its document.
    fn order(&mut self, at: &NodeRef<'_>) -> Order {
        let (outer, _) = at.pointer.rsplit_once('/').unwrap_or_default();
        let name = at.name();
        let key = (Arc::clone(&at.file.name), outer.to_owned());
        let positions = self.definitions.entry(key).or_insert_with(|| {
            let members = at.file.node.pointed(outer).and_then(Node::as_mapping);
            let names = members.into_iter().flat_map(|members| members.keys());
            let names = names.enumerate();
            names.map(|(index, name)| (name.clone(), index)).collect()
        });
        let index = positions.get(name.as_str()).copied();
        (self.position(at.file), index.unwrap_or(usize::MAX), 0)
    }

    /// Adds a component under a name that is still free for it; returns the reference to it.
    ///
    /// An equal component of this name is the same one. For another one, the name is numbered.
    fn add(&mut self, section: Section, name: &str, node: Node) -> Node {
        let base = component_name(name);
        let mut key = (section, base.clone());
        let mut known = self.numbered.remove(&key).unwrap_or_default();
        let text = node.to_sorted_json();
        let name = match known.names.get(&text) {
            Some(name) => name.clone(),
            None => loop {
                let is_reserved = section == Section::Schemas && self.owners.contains_key(&key.1);
                match self.found.components.get(&key) {
                    Some(known) if known.node == node => break key.1,
                    None if !is_reserved => {
                        self.inlined += 1;
                        let order = (self.current.0, self.current.1, self.inlined);
                        let component = Component { node, order };
                        self.found.components.insert(key.clone(), component);
                        break key.1;
                    }
                    _ => {
                        known.last = known.last.max(1) + 1;
                        key.1 = format!("{base}{}", known.last);
                    }
                }
            },
        };
        let reference = reference_to(section, &name);
        known.names.insert(text, name);
        self.numbered.insert((section, base), known);
        reference
    }

    /// Warns of what a document says and OpenAPI 3.0 cannot say, or what the fragments do not hold.
    fn left_out(&mut self, at: &NodeRef<'_>, what: &str) {
        let message = format!("{what} is left out of the fragments");
        self.diagnostics
            .push(Diagnostic::new(Code::NotRead, message).at(at.key()));
    }

    /// Returns true if a file is written in Swagger 2.0.
    fn is_swagger(&self, file: &File) -> bool {
        match (file.node.get("swagger"), file.node.get("openapi")) {
            (Some(_), _) => true,
            (None, Some(_)) => false,
            (None, None) => self.is_swagger,
        }
    }

    /// Puts the components into the order of the official documents.
    fn sort(&mut self) {
        self.found
            .components
            .sort_by(|one, a, other, b| (one.0, a.order).cmp(&(other.0, b.order)));
    }
}

/// The descriptions, summaries and titles of a node and what stands inside it, each with where it stands.
fn prose(node: &Node) -> String {
    fn visit(node: &Node, pointer: &mut String, out: &mut String) {
        match node {
            Node::Mapping(members) => {
                for (name, value) in members {
                    let length = pointer.len();
                    push_segment(pointer, name);
                    match (name.as_str(), value) {
                        ("description" | "summary" | "title", Node::String(text)) => {
                            out.push_str(pointer);
                            out.push('\n');
                            out.push_str(text);
                            out.push('\n');
                        }
                        _ => visit(value, pointer, out),
                    }
                    pointer.truncate(length);
                }
            }
            Node::Sequence(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    let length = pointer.len();
                    push_segment(pointer, &index.to_string());
                    visit(element, pointer, out);
                    pointer.truncate(length);
                }
            }
            _ => {}
        }
    }
    let mut out = String::new();
    visit(node, &mut String::new(), &mut out);
    out
}

/// A reference to a component.
fn reference_to(section: Section, name: &str) -> Node {
    Build::new()
        .text("$ref", &format!("{}/{name}", section.key()))
        .node()
}

/// A description that somebody has to write.
fn unwritten() -> Node {
    string(UNWRITTEN)
}

/// A name that OpenAPI allows for a component.
fn component_name(name: &str) -> String {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    name.chars()
        .map(|c| if allowed(c) { c } else { '_' })
        .collect()
}
