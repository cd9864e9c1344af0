//! Reads the trees of fragments into the normal form.

mod alternatives;
mod collapse_one_of;
mod components;
mod contradictions;
mod dialect;
mod distribute_one_of;
mod enumeration;
pub(super) mod equality;
mod examples;
mod inheritance;
mod items;
mod join_parts;
mod joint_bounds;
mod links;
mod lints;
pub(super) mod media;
mod message;
mod node_ref;
mod object;
mod one_of;
mod openapi31;
mod operation;
mod paging;
mod replies;
mod required_keys;
mod schema;
mod schema_files;
mod security;
mod servers;
mod suggestion;
mod swagger2;
mod unwritten;
mod validation;
mod value_labels;

use std::{
    collections::{BTreeMap, HashMap, HashSet, VecDeque, hash_map::Entry},
    sync::Arc,
};

use billing_macros_expand::is_header_name;
use dialect::{Dialect, component};
use indexmap::IndexMap;

use super::{
    Body, BodyId, Document, Examples, Header, HeaderId, Id, Parameter, ParameterId, Response,
    ResponseId, Schema, SchemaId, Spanned,
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Place},
    openapi::MAX_REF_HOPS,
    source::{ApiVersion, File, NodeRef, Workspace},
};

/// Reads all fragments of an api-version, and their examples and defaults.
pub(super) fn document_with_examples(
    workspace: &mut Workspace,
    version: &ApiVersion,
    diagnostics: &mut Diagnostics,
) -> (Document, Examples) {
    let mut reader = read(workspace, version, diagnostics);
    let values = reader.values(version);
    (reader.document, values)
}

/// Reads all fragments of an api-version.
pub(super) fn document(
    workspace: &mut Workspace,
    version: &ApiVersion,
    diagnostics: &mut Diagnostics,
) -> Document {
    read(workspace, version, diagnostics).document
}

fn read<'r>(
    workspace: &'r mut Workspace,
    version: &ApiVersion,
    diagnostics: &'r mut Diagnostics,
) -> DocumentReader<'r> {
    let fragments: Vec<Arc<File>> = version
        .files
        .iter()
        .filter_map(|path| workspace.load(path, diagnostics))
        .collect();
    let mut reader = DocumentReader {
        workspace,
        diagnostics,
        document: Document {
            api_version: version.name.clone(),
            ..Document::default()
        },
        schemas: HashMap::new(),
        origins: HashMap::new(),
        queue: VecDeque::new(),
        schema_file_refs: HashMap::new(),
        dialect: Dialect::default(),
        anchors: HashMap::new(),
        parameters: HashMap::new(),
        bodies: HashMap::new(),
        responses: HashMap::new(),
        headers: HashMap::new(),
        links: HashMap::new(),
        linked: BTreeMap::new(),
        referred: HashSet::new(),
        server_urls: HashSet::new(),
        required_schemes: IndexMap::new(),
        paths_of: None,
    };
    let fragments: Vec<_> = fragments
        .iter()
        .filter(|file| reader.is_fragment(file))
        .collect();
    if let Some(first) = fragments.first() {
        reader.dialect = reader.dialect(first);
    }
    for file in &fragments {
        reader.reserve_components(file);
        reader.lint_unwritten(file);
    }
    reader.adopt_schema_files();
    for file in &fragments {
        reader.read_info(file);
    }
    let mut operations = operation::KnownOperations::default();
    for file in &fragments {
        reader.read_paths(file, &mut operations);
    }
    // Components are read even if nothing refers to them, to find their errors.
    for file in &fragments {
        reader.read_components(file);
    }
    reader.lint_links(&operations);
    reader.lint_security();
    reader.read_pending_schemas();
    reader.lint_components(&fragments);
    reader.lint_content(&fragments);
    reader.lint_version(&fragments);
    reader.lint_api_version();
    reader.collapse_one_of();
    reader.lint_joint_bounds();
    reader.join_parts();
    reader.declare_required_keys();
    reader.fill_implied_cases();
    reader.expand_polymorphic_bases();
    reader.distribute_one_of();
    reader
}

/// File name and JSON pointer of a node.
type Key = (Arc<str>, String);

struct DocumentReader<'r> {
    workspace: &'r mut Workspace,
    diagnostics: &'r mut Diagnostics,
    document: Document,
    schemas: HashMap<Key, SchemaId>,
    /// File and pointer of the first definition of each component schema.
    origins: HashMap<String, (Arc<File>, String)>,
    /// Schemas that have an id and are still to be read. Reading them in place would recur as deep as a chain of
    /// `$ref`s is long.
    queue: VecDeque<(SchemaId, Arc<File>, String)>,
    schema_file_refs: schema_files::SchemaFileRefs,
    /// Dialect of the first fragment.
    dialect: Dialect,
    /// Anchors, by file and name.
    anchors: HashMap<Arc<str>, HashMap<String, openapi31::Anchor>>,
    parameters: HashMap<Key, ParameterId>,
    bodies: HashMap<Key, BodyId>,
    responses: HashMap<Key, ResponseId>,
    headers: HashMap<Key, HeaderId>,
    /// File and pointer of the definition of each link of a response.
    links: HashMap<Key, (Arc<File>, String)>,
    /// The operationIds that links name, by file and pointer of the definition of the link.
    linked: BTreeMap<Key, Spanned<String>>,
    /// Targets of `$ref`s; filled only if the lint for unused definitions is on.
    referred: HashSet<Key>,
    /// URLs of the servers so far.
    server_urls: HashSet<String>,
    /// The security schemes that operations require, each with the first place that names it.
    required_schemes: IndexMap<String, Place>,
    /// Fragment whose paths are read.
    paths_of: Option<Arc<File>>,
}

impl DocumentReader<'_> {
    fn report(&mut self, code: Code, message: impl Into<String>, place: Place) {
        self.diagnostics
            .push(Diagnostic::new(code, message).at(place));
    }

    fn read_info(&mut self, file: &Arc<File>) {
        let at = NodeRef::root(file);
        if self.dialect(file) == Dialect::Swagger2 {
            self.read_swagger_info(&at);
            return;
        }
        const KNOWN: [&str; 12] = [
            "openapi",
            "info",
            "servers",
            "paths",
            "components",
            "security",
            "tags",
            "externalDocs",
            "webhooks",
            "jsonSchemaDialect",
            "$self",
            "$schema",
        ];
        at.expect_keys(&KNOWN, "an OpenAPI document", self.diagnostics);
        if let Some(info) = at.get("info") {
            let title = info.get_required_text("title", "`info`", self.diagnostics);
            self.document.title = self.document.title.take().or(title);
        }
        for server in at.get_sequence("servers", self.diagnostics) {
            let server = self.server(&server);
            self.add_server(server);
        }
        self.request_id_headers(&at);
        self.security_schemes(at.get("components").as_ref(), "securitySchemes");
    }

    /// Reads the names of the headers in which clients send the id of a request.
    fn request_id_headers(&mut self, at: &NodeRef<'_>) {
        for name in at.get_sequence("x-request-id-headers", self.diagnostics) {
            let text = name.node.as_str().unwrap_or_default();
            if !is_header_name(text) {
                let message = "this is not the name of a header, so no id is sent in it";
                self.report(Code::NotRead, message, name.value());
                continue;
            }
            let listed = &mut self.document.request_id_headers;
            if !listed.iter().any(|one| one.eq_ignore_ascii_case(text)) {
                listed.push(text.to_owned());
            }
        }
    }

    /// Returns the id of a node, and whether it is new, so that the caller has to set the item.
    fn id<T: Default>(
        document: &mut Document,
        ids: &mut HashMap<Key, Id<T>>,
        at: &NodeRef<'_>,
        arena: impl FnOnce(&mut Document) -> &mut super::Arena<T>,
    ) -> (Id<T>, bool) {
        let key = (Arc::clone(&at.file.name), at.pointer.clone());
        match ids.entry(key) {
            Entry::Occupied(known) => (*known.get(), false),
            Entry::Vacant(place) => (*place.insert(arena(document).reserve()), true),
        }
    }

    /// Follows `$ref`s from a node other than a schema to the file and pointer of the definition. Returns `None` after
    /// a diagnostic if a `$ref` leads nowhere, in a circle or to another kind of component.
    fn follow_ref(&mut self, at: &NodeRef<'_>, kind: ComponentKind) -> Option<(Arc<File>, String)> {
        let mut file = Arc::clone(at.file);
        let mut pointer = at.pointer.clone();
        for _ in 0..MAX_REF_HOPS {
            let current = NodeRef {
                file: &file,
                pointer: pointer.clone(),
                node: file.node.pointed(&pointer)?,
            };
            if current.get("$ref").is_none() {
                let note = match kind {
                    ComponentKind::Parameter | ComponentKind::Body => node_ref::LEFT_OUT,
                    _ => node_ref::IGNORED,
                };
                return current
                    .expect_mapping_or(note, kind.name(), self.diagnostics)
                    .then_some((Arc::clone(&file), pointer));
            }
            let (next, target) = self.resolve_once(&current, kind)?;
            (file, pointer) = (next, target);
        }
        self.report(
            Code::CyclicReference,
            "this `$ref` leads back to itself",
            at.value(),
        );
        None
    }

    /// Resolves one `$ref`, whose target must exist.
    fn resolve_once(
        &mut self,
        at: &NodeRef<'_>,
        kind: ComponentKind,
    ) -> Option<(Arc<File>, String)> {
        let reference = at.get_reference("$ref", self.diagnostics)?;
        self.resolve_target(at.file, &reference.value, reference.place, kind)
    }

    fn resolve_target(
        &mut self,
        from: &Arc<File>,
        reference: &str,
        place: Place,
        kind: ComponentKind,
    ) -> Option<(Arc<File>, String)> {
        let (file, pointer) = match self.resolve_anchor(from, reference, &place) {
            Some(found) => found,
            None if self.report_unknown_anchor(from, reference, &place) => return None,
            None => self
                .workspace
                .resolve(from, reference, &place, self.diagnostics)?,
        };
        if let Some(other) = ComponentKind::of_pointer(&pointer).filter(|other| *other != kind) {
            let message = format!(
                "this `$ref` leads to {}, where {} is expected",
                other.name(),
                kind.name()
            );
            self.report(Code::ReferenceToOtherKind, message, place);
            return None;
        }
        if file.node.pointed(&pointer).is_some() {
            if self.diagnostics.is_enabled(Code::UnusedDefinition) {
                let key = (Arc::clone(&file.name), pointer.clone());
                self.referred.insert(key);
            }
            return Some((file, pointer));
        }
        let nearest = self
            .reference_to_sibling_fragment(&file, &pointer)
            .or_else(|| {
                suggestion::nearest_reference(&file, &pointer, reference, kind, self.diagnostics)
            });
        let diagnostic = Diagnostic::new(
            Code::DanglingReference,
            format!("there is no `{pointer}` in `{}`", file.name),
        )
        .at(place)
        .label("not found");
        self.diagnostics.push(match nearest {
            Some(nearest) => diagnostic.help(format!("did you mean `{nearest}`?")),
            None => diagnostic,
        });
        None
    }
}

/// Kind of component that a `$ref` may lead to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ComponentKind {
    Schema,
    Parameter,
    Body,
    Response,
    Header,
    Example,
    PathItem,
    SecurityScheme,
    Link,
}

impl ComponentKind {
    fn name(self) -> &'static str {
        match self {
            Self::Schema => "a schema",
            Self::Parameter => "a parameter",
            Self::Body => "a request body",
            Self::Response => "a response",
            Self::Header => "a header",
            Self::Example => "an example",
            Self::PathItem => "a path",
            Self::SecurityScheme => "a security scheme",
            Self::Link => "a link",
        }
    }
}

/// Returns the name of a component schema that is known under its own name.
fn own_component_name(
    origins: &HashMap<String, (Arc<File>, String)>,
    at: &NodeRef<'_>,
) -> Option<String> {
    let name = equality::component_name(&at.pointer)?;
    origins.contains_key(&name).then_some(name)
}
