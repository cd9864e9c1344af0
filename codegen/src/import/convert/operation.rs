//! Operations and their bodies.

use super::{Converter, Operation, Section, prose, unwritten};
use crate::{
    import::tree::{Build, Lookup as _, pascal, string},
    source::{Members, Node, NodeRef},
};

pub(super) const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// The group of operations without a word of their own.
const NO_GROUP: &str = "Operations";

/// The keys that carry over unchanged.
const COPIED: [&str; 3] = ["x-paging", "x-sunset", "x-ms-skip-url-encoding"];

/// Keys that are read elsewhere, that hold prose, or that say nothing of requests.
const KNOWN: [&str; 17] = [
    "tags",
    "summary",
    "description",
    "externalDocs",
    "operationId",
    "consumes",
    "produces",
    "schemes",
    "parameters",
    "requestBody",
    "responses",
    "deprecated",
    "security",
    "x-ms-pageable",
    "x-ms-long-running-operation",
    "x-ms-long-running-operation-options",
    "x-ms-examples",
];

impl Converter<'_> {
    pub(super) fn operation(
        &mut self,
        root: &NodeRef<'_>,
        item: &NodeRef<'_>,
        (method, path): (&str, &str),
        at: &NodeRef<'_>,
        id: String,
    ) {
        self.current = (self.position(root.file), usize::MAX, 0);
        self.found.prose.insert(id.clone(), prose(at.node));
        let group = match id.split_once('_') {
            Some((group, _)) if !group.is_empty() && at.text_of("operationId").is_some() => {
                group.to_owned()
            }
            _ => at
                .texts_of("tags")
                .first()
                .map_or(NO_GROUP.to_owned(), |tag| pascal(tag)),
        };
        let hint = pascal(&id);
        let mut built = Build::new();
        if at.text_of("operationId").is_some() {
            built.set("operationId", string(&id));
        }
        built.set("tags", Node::Sequence(vec![string(&group)]));
        built.copy(at, "deprecated");
        built.set("description", unwritten());
        let (parameters, body) = self.parameters(item, at, &group, &hint);
        if !parameters.is_empty() {
            built.set("parameters", Node::Sequence(parameters));
        }
        let body = match at.get("requestBody") {
            Some(body) => self.request_body(&body, &hint),
            None => body,
        };
        if let Some(body) = body {
            built.set("requestBody", body);
        }
        let responses = self.responses(root, at, &hint);
        built.set("responses", Node::Mapping(responses));
        if let Some(security) = self.operation_security(root, at) {
            built.set("security", security);
        }
        self.paging(at, &mut built);
        self.long_running(at, &mut built);
        for name in COPIED {
            built.copy(at, name);
        }
        for (name, value) in at.entries() {
            if !KNOWN.contains(&name) && !name.starts_with("x-") {
                self.left_out(&value, &format!("`{name}` of an operation"));
            }
        }
        self.found.operations.push(Operation {
            group,
            id,
            method: method.to_owned(),
            path: path.to_owned(),
            node: built.node(),
        });
    }

    fn long_running(&mut self, at: &NodeRef<'_>, built: &mut Build) {
        if !at.has_flag("x-ms-long-running-operation") {
            return;
        }
        built.set("x-ms-long-running-operation", Node::Bool(true));
        let state = at
            .get("x-ms-long-running-operation-options")
            .and_then(|at| at.text_of("final-state-via").map(str::to_owned));
        if let Some(state) = state {
            let options = Build::new().text("final-state-via", &state);
            built.set("x-ms-long-running-operation-options", options.node());
        }
    }

    /// The body of an operation of OpenAPI 3.
    fn request_body(&mut self, at: &NodeRef<'_>, hint: &str) -> Option<Node> {
        let (file, pointer) = self.follow(at)?;
        let at = NodeRef::at(&file, &pointer)?;
        let mut built = Build::new();
        built.copy(&at, "x-ms-requestBody-name");
        built.copy(&at, "required");
        built.set("description", unwritten());
        let content = self.content(&at, &format!("{hint}Body"));
        built.set("content", Node::Mapping(content));
        Some(built.node())
    }

    /// The schemas of the media types of OpenAPI 3.
    pub(super) fn content(&mut self, at: &NodeRef<'_>, hint: &str) -> Members {
        let mut content = Members::new();
        for (name, media) in at.members_of("content") {
            let mut built = Build::new();
            if let Some(schema) = media.get("schema") {
                built.set("schema", self.element(&schema, hint));
            }
            built.copy(&media, "encoding");
            content.insert(name.to_owned(), built.node());
        }
        content
    }

    /// The media types of Swagger 2.0 that an operation names, or its document.
    pub(super) fn media_types(at: &NodeRef<'_>, root: &NodeRef<'_>, name: &str) -> Vec<String> {
        let own = at.texts_of(name);
        let listed = match own.is_empty() {
            true => root.texts_of(name),
            false => own,
        };
        match listed.is_empty() {
            true => vec!["application/json".to_owned()],
            false => listed.into_iter().map(str::to_owned).collect(),
        }
    }

    /// The same schema under each of several media types.
    pub(super) fn contents(schema: &Node, media_types: &[String]) -> Node {
        let media = |name: &String| {
            let node = Build::new().with("schema", schema.clone()).node();
            (name.clone(), node)
        };
        Node::Mapping(media_types.iter().map(media).collect())
    }

    /// The body of an operation of Swagger 2.0.
    pub(super) fn swagger_body(
        &mut self,
        at: &NodeRef<'_>,
        media_types: &[String],
        hint: &str,
    ) -> Node {
        let mut built = Build::new();
        built.copy(at, "x-rust-name");
        if let Some(name) = at.text_of("name") {
            built.set("x-ms-requestBody-name", string(name));
        }
        built.copy(at, "required");
        built.set("description", unwritten());
        let schema = match at.get("schema") {
            Some(schema) => self.element(&schema, &format!("{hint}Body")),
            None => Build::new().node(),
        };
        built.set("content", Self::contents(&schema, media_types));
        built.node()
    }

    /// The body that the fields of a form make.
    pub(super) fn swagger_form(
        &mut self,
        fields: &[NodeRef<'_>],
        media_types: &[String],
        hint: &str,
    ) -> Node {
        let (mut members, mut required) = (Members::new(), Vec::new());
        let has_file = fields.iter().any(|at| at.text_of("type") == Some("file"));
        for field in fields {
            let Some(name) = field.text_of("name") else {
                continue;
            };
            let mut node = self.element(field, &format!("{hint}{}", pascal(name)));
            if let Node::Mapping(node) = &mut node {
                node.insert("description".to_owned(), unwritten());
            }
            members.insert(name.to_owned(), node);
            if field.has_flag("required") {
                required.push(string(name));
            }
        }
        let mut schema = Build::new()
            .text("type", "object")
            .with("description", unwritten());
        let is_required = !required.is_empty();
        if is_required {
            schema.set("required", Node::Sequence(required));
        }
        schema.set("properties", Node::Mapping(members));
        let reference = self.add(Section::Schemas, &format!("{hint}Form"), schema.node());
        let is_form =
            |name: &&String| name.starts_with("multipart/") || name.contains("form-urlencoded");
        let mut named: Vec<String> = media_types.iter().filter(is_form).cloned().collect();
        if named.is_empty() {
            named.push(
                match has_file {
                    true => "multipart/form-data",
                    false => "application/x-www-form-urlencoded",
                }
                .to_owned(),
            );
        }
        Build::new()
            .with("required", Node::Bool(is_required))
            .with("description", unwritten())
            .with("content", Self::contents(&reference, &named))
            .node()
    }
}
