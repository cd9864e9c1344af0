use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use indexmap::IndexSet;

use super::{
    ComponentKind, Dialect, DocumentReader, NodeRef, ParameterId,
    replies::text,
    swagger2::{BodyParameter, FormField, SwaggerParameter},
};
use crate::{
    diagnostic::{Code, Diagnostic, Place},
    openapi::{LeftOut, Location, Operation, OperationReply, Parameter, SchemaKind, Server},
    source::{File, Node},
    words::excerpt,
};

pub(super) const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Parameters of a path item or an operation.
#[derive(Default)]
struct Parameters {
    ids: Vec<ParameterId>,
    /// Body, which is a parameter in Swagger 2.0.
    body: Option<BodyParameter>,
    /// Form fields, which are parameters in Swagger 2.0.
    form: Vec<FormField>,
    /// Servers of a path item.
    servers: Vec<Server>,
    /// True if one of them is not understood, which is reported: no operation that has it can be sent.
    is_broken: bool,
}

/// A path, and the place of its key.
#[derive(Clone, Copy)]
struct PathTemplate<'p> {
    path: &'p str,
    place: &'p Place,
}

/// Operations found so far, to report duplicates.
#[derive(Default)]
pub(super) struct KnownOperations {
    requests: HashMap<(String, String), Place>,
    ids: HashMap<String, Place>,
    /// Paths without the names of their parameters, with the first path that looks so.
    paths: HashMap<String, (String, Place)>,
}

impl KnownOperations {
    /// Returns whether an operation has an id.
    pub(super) fn has(&self, id: &str) -> bool {
        self.ids.contains_key(id)
    }

    /// Returns the ids, in alphabetical order.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        let ids: BTreeSet<&str> = self.ids.keys().map(String::as_str).collect();
        ids.into_iter()
    }
}

impl DocumentReader<'_> {
    /// Returns the file whose root has what an operation does not say: its own, if that is a document, or else the fragment
    /// that lists its path.
    pub(super) fn root_of(&self, operation: &NodeRef<'_>) -> Arc<File> {
        let mut keys = ["openapi", "swagger"].into_iter();
        let is_document = keys.any(|key| operation.file.node.get(key).is_some());
        let listing = self.paths_of.as_ref().filter(|_| !is_document);
        Arc::clone(listing.unwrap_or(operation.file))
    }

    pub(super) fn read_paths(&mut self, file: &Arc<File>, known: &mut KnownOperations) {
        self.paths_of = Some(Arc::clone(file));
        let root = NodeRef::root(file);
        let mut paths = root.get_mapping("paths", self.diagnostics);
        // `x-ms-paths` holds paths that differ from another one only in their query.
        paths.extend(root.get_mapping("x-ms-paths", self.diagnostics));
        for (path, item) in paths {
            if path.starts_with("x-") {
                continue;
            }
            if !path.starts_with('/') {
                let message = format!("path `{path}` does not start with `/`; it is added");
                self.report(Code::MalformedPath, message, item.key());
            }
            let Some((file, pointer)) = self.follow_ref(&item, ComponentKind::PathItem) else {
                continue;
            };
            if let Some(target) = NodeRef::at(&file, &pointer) {
                let path = format!("/{}", path.strip_prefix('/').unwrap_or(path));
                if template_names(&path).is_some() {
                    self.lint_same_path(&path, &item, known);
                    self.path(&path, item.key(), &target, known);
                } else {
                    let message =
                        format!("unbalanced braces in path `{path}`; the path is ignored");
                    self.report(Code::MalformedPath, message, item.key());
                }
            }
        }
    }

    /// Warns of a path that differs from another one only in the names of its parameters.
    fn lint_same_path(&mut self, path: &str, item: &NodeRef<'_>, known: &mut KnownOperations) {
        let place = item.key();
        let Some((first, first_place)) = known
            .paths
            .get(&without_names(path))
            .filter(|(first, _)| first != path)
        else {
            let first = (path.to_owned(), place);
            known.paths.entry(without_names(path)).or_insert(first);
            return;
        };
        let message = format!("`{path}` is the same path as `{first}`");
        self.diagnostics.push(
            Diagnostic::new(Code::ListedTwice, message)
                .at(place)
                .label("again here")
                .also(first_place.clone(), "first here")
                .note(
                    "a server cannot tell paths apart that differ only in the names of parameters",
                ),
        );
    }

    fn path(&mut self, path: &str, place: Place, item: &NodeRef<'_>, known: &mut KnownOperations) {
        let mut names = METHODS.to_vec();
        names.extend([
            "$ref",
            "summary",
            "description",
            "servers",
            "parameters",
            "query",
            "additionalOperations",
        ]);
        item.expect_keys(&names, "a path", self.diagnostics);
        let mut shared = self.parameters(item);
        shared.servers = self.own_servers(item);
        let mut listed: Vec<(&str, NodeRef<'_>)> = item
            .members("a path", self.diagnostics)
            .into_iter()
            .filter(|(name, _)| METHODS.contains(name) || *name == "query")
            .collect();
        for (name, at) in item.get_mapping("additionalOperations", self.diagnostics) {
            if name.is_empty() || !name.bytes().all(|letter| letter.is_ascii_uppercase()) {
                self.report(
                    Code::NotRead,
                    format!("the method `{name}` is not of capital letters only; its operation is left out"),
                    at.key(),
                );
                continue;
            }
            listed.push((name, at));
        }
        for (name, at) in listed {
            if !at.expect_mapping("an operation", self.diagnostics) {
                continue;
            }
            let request = (name.to_owned(), path.to_owned());
            if let Some(first) = known.requests.insert(request, at.key()) {
                let message = format!("duplicate operation `{} {path}`", name.to_uppercase());
                self.diagnostics.push(
                    Diagnostic::new(Code::ListedTwice, message)
                        .at(at.key())
                        .label("again here")
                        .also(first, "first here")
                        .note("only the first one is used"),
                );
                continue;
            }
            let template = PathTemplate {
                path,
                place: &place,
            };
            let Some(mut operation) = self.operation(name, template, &at, &shared) else {
                continue;
            };
            if let Some(id) = &operation.id
                && let Some(first) = known.ids.insert(id.value.clone(), id.place.clone())
            {
                let message = format!("duplicate operationId `{}`", id.value);
                let diagnostic = Diagnostic::new(Code::OperationId, message)
                    .at(id.place.clone())
                    .label("again here")
                    .note("this operation is named by its method and path");
                self.diagnostics.push(diagnostic.also(first, "first here"));
                operation.id = None;
            }
            self.document.operations.push(operation);
        }
    }

    /// Reads the parameters of a path item or an operation.
    fn parameters(&mut self, at: &NodeRef<'_>) -> Parameters {
        let mut parameters = Parameters::default();
        let mut seen = HashMap::new();
        for listed in at.get_sequence("parameters", self.diagnostics) {
            if self.dialect(at.file) == Dialect::Swagger2 {
                match self.swagger_parameter(&listed) {
                    Some(SwaggerParameter::Parameter) => {}
                    Some(SwaggerParameter::Form(field)) => {
                        parameters.form.push(field);
                        continue;
                    }
                    Some(SwaggerParameter::Body(_)) if parameters.body.is_some() => {
                        let message = "an operation has only one body; this one is ignored";
                        self.report(Code::ListedTwice, message, listed.value());
                        continue;
                    }
                    Some(SwaggerParameter::Body(body)) => {
                        parameters.body = Some(body);
                        continue;
                    }
                    None => {
                        parameters.is_broken = true;
                        continue;
                    }
                }
            }
            let Some(id) = self.parameter(&listed) else {
                parameters.is_broken = true;
                continue;
            };
            let name = self.document.parameters.get(id).name.clone();
            let first = seen.insert(self.parameter_key(id), (name.clone(), listed.value()));
            if let Some((first_name, first)) = first {
                let message = match first_name == name {
                    true => format!("duplicate parameter `{name}`"),
                    false => format!(
                        "the headers `{first_name}` and `{name}` are the same: they differ only in case"
                    ),
                };
                let diagnostic = Diagnostic::new(Code::ListedTwice, message)
                    .at(listed.value())
                    .label("again here")
                    .note("only the first one is used");
                self.diagnostics.push(diagnostic.also(first, "first here"));
                continue;
            }
            parameters.ids.push(id);
        }
        parameters
    }

    /// Returns the identity of a parameter in an operation. The case of a header's name does not count.
    fn parameter_key(&self, id: ParameterId) -> (String, Location) {
        let parameter = self.document.parameters.get(id);
        let name = match parameter.location {
            Location::Header => parameter.name.to_ascii_lowercase(),
            _ => parameter.name.clone(),
        };
        (name, parameter.location)
    }

    /// Reads an operation. Returns `None` if a parameter or the body is not understood, which is reported.
    fn operation(
        &mut self,
        method: &str,
        template: PathTemplate<'_>,
        at: &NodeRef<'_>,
        shared: &Parameters,
    ) -> Option<Operation> {
        const KNOWN: [&str; 20] = [
            "consumes",
            "produces",
            "schemes",
            "tags",
            "summary",
            "description",
            "externalDocs",
            "operationId",
            "parameters",
            "requestBody",
            "responses",
            "callbacks",
            "deprecated",
            "security",
            "servers",
            "x-ms-pageable",
            "x-ms-long-running-operation",
            "x-paging",
            "x-rust-name",
            "x-rust-was",
        ];
        at.expect_keys(&KNOWN, "an operation", self.diagnostics);
        let mut own = self.parameters(at);
        let steps = shared.ids.len() + shared.form.len();
        if !self.diagnostics.spend(steps, &at.key()) {
            return None;
        }
        let overridden: HashSet<_> = own.ids.iter().map(|id| self.parameter_key(*id)).collect();
        let mut parameters: Vec<_> = shared
            .ids
            .iter()
            .copied()
            .filter(|id| !overridden.contains(&self.parameter_key(*id)))
            .collect();
        parameters.extend(own.ids);
        let own_fields: HashSet<String> = own.form.iter().map(|own| own.name.clone()).collect();
        let is_own = |field: &&FormField| !own_fields.contains(&field.name);
        let inherited: Vec<_> = shared.form.iter().filter(is_own).cloned().collect();
        own.form.extend(inherited);
        let mut is_understood = !(own.is_broken || shared.is_broken);
        if is_understood {
            self.check_template(template, at, &mut parameters);
            self.lint_whole_query(&parameters);
        }
        let listed = at.get_mapping("responses", self.diagnostics);
        let said = at.get("responses").map(|at| at.node);
        // They are optional since OpenAPI 3.1.
        if listed.is_empty()
            && self.dialect(at.file) != Dialect::OpenApi31
            && said.is_none_or(|node| matches!(node, Node::Null | Node::Mapping(_)))
        {
            at.report_missing("responses", "an operation", self.diagnostics);
        }
        let mut responses: Vec<(String, _)> = Vec::new();
        for (status, response) in &listed {
            if status.starts_with("x-") {
                continue;
            }
            match normalize_status(status) {
                Some(status) if responses.iter().any(|(known, _)| *known == status) => {
                    let message = format!("duplicate status `{status}`; this response is ignored");
                    self.report(Code::ListedTwice, message, response.key());
                }
                Some(status) => {
                    responses.extend(self.response(response, at).map(|id| (status, id)))
                }
                None => {
                    let message = format!("`{status}` is not a status");
                    let help = "a status is `200`, `4XX` or `default`";
                    self.diagnostics.push(
                        Diagnostic::new(Code::UnknownStatus, message)
                            .at(response.key())
                            .note("the response is ignored")
                            .help(help),
                    );
                }
            }
        }
        let statuses: Vec<_> = listed.iter().map(|(status, _)| *status).collect();
        self.lint_errors(at, &statuses);
        let body = match at.get("requestBody") {
            Some(body) => {
                let id = self.body(&body);
                is_understood &= id.is_some();
                id
            }
            None if own.form.is_empty() => {
                let body = own.body.as_ref().or(shared.body.as_ref());
                body.and_then(|body| self.swagger_body(body, at))
            }
            None => self.swagger_form(at, &own.form),
        };
        let operation = Operation {
            place: at.key(),
            id: at
                .get_spanned("operationId", self.diagnostics)
                .filter(|id| !id.value.is_empty()),
            rust_name: at.get_spanned("x-rust-name", self.diagnostics),
            rust_was: at.get_spanned("x-rust-was", self.diagnostics),
            tag: first_tag(at).map(str::to_owned),
            method: method.to_uppercase(),
            path: template.path.to_owned(),
            summary: at.get_text("summary", self.diagnostics),
            description: at.get_text("description", self.diagnostics),
            deprecated: at.get_bool("deprecated", self.diagnostics),
            sunset: at.get_str("x-sunset").map(str::to_owned),
            parameters,
            body,
            responses,
            examples: self.x_ms_examples(at),
            paging: self.paging(at),
            long_running: self.long_running(at),
            servers: match self.own_servers(at) {
                own if own.is_empty() => shared.servers.clone(),
                own => own,
            },
            security: self.security(at),
        };
        if !is_understood {
            let id = operation.id.map(|id| id.value);
            self.document.left_out.push(LeftOut {
                id: id.unwrap_or_else(|| format!("{} {}", operation.method, operation.path)),
                place: operation.place,
            });
            return None;
        }
        Some(operation)
    }

    /// Returns the responses in `x-ms-examples`.
    fn x_ms_examples(&mut self, at: &NodeRef<'_>) -> Vec<OperationReply> {
        let mut replies = Vec::new();
        for (name, example) in at.get_mapping("x-ms-examples", self.diagnostics) {
            let found = match example.get_str("$ref") {
                Some(reference) => {
                    let place = example.get("$ref").map(|at| at.value()).unwrap_or_default();
                    self.resolve_example(at.file, reference, &place)
                }
                None => Some((Arc::clone(at.file), example.pointer.clone())),
            };
            let Some((file, pointer)) = found else {
                continue;
            };
            let Some(target) = NodeRef::at(&file, &pointer) else {
                continue;
            };
            let responses = target.get("responses");
            for (status, response) in responses.iter().flat_map(NodeRef::entries) {
                let Some(status) = normalize_status(status) else {
                    continue;
                };
                let body = response.get("body").filter(|body| *body.node != Node::Null);
                let headers = response.get("headers");
                let headers = headers.iter().flat_map(NodeRef::entries);
                replies.push(OperationReply {
                    status,
                    name: name.to_owned(),
                    body: body.map(|body| body.node.clone()),
                    headers: headers
                        .filter_map(|(name, value)| Some((name.to_owned(), text(value.node)?)))
                        .collect(),
                });
            }
        }
        replies
    }

    fn long_running(&mut self, at: &NodeRef<'_>) -> Option<String> {
        let options = at.get("x-ms-long-running-operation-options");
        let state = options.filter(|at| {
            at.expect_mapping("`x-ms-long-running-operation-options`", self.diagnostics)
        });
        let state = state.and_then(|options| options.get_text("final-state-via", self.diagnostics));
        at.get_bool("x-ms-long-running-operation", self.diagnostics)
            .then(|| state.unwrap_or_default())
    }

    /// Checks that each `{name}` in a path has a parameter, and each path parameter a `{name}`. Adds missing
    /// parameters and removes surplus ones.
    fn check_template(
        &mut self,
        PathTemplate { path, place }: PathTemplate<'_>,
        at: &NodeRef<'_>,
        parameters: &mut Vec<ParameterId>,
    ) {
        let names: IndexSet<&str> = template_names(path)
            .unwrap_or_default()
            .into_iter()
            .collect();
        let mut defined: HashSet<String> = HashSet::new();
        let shown = excerpt(path);
        parameters.retain(|id| {
            let parameter = self.document.parameters.get(*id);
            if parameter.location != Location::Path {
                return true;
            }
            defined.insert(parameter.name.clone());
            let is_there = names.contains(parameter.name.as_str());
            if !is_there {
                let message = format!("path `{shown}` has no `{{{}}}`", parameter.name);
                let place = parameter.place.clone();
                self.diagnostics.push(
                    Diagnostic::new(Code::PathParameters, message)
                        .at(place)
                        .label("this path parameter")
                        .also(at.key(), "of this operation")
                        .note("the operation ignores it"),
                );
            }
            is_there
        });
        for name in names {
            if defined.contains(name) {
                continue;
            }
            self.diagnostics.push(
                Diagnostic::new(Code::PathParameters, format!("path `{shown}` has no parameter for `{{{name}}}`"))
                    .at(place.clone())
                    .also(at.key(), "in this operation")
                    .note("it is read as a string")
                    .help(format!("add it to `parameters`: `{{ name: {name}, in: path, required: true, schema: {{ type: string }} }}`")),
            );
            let schema = self.add_schema(at, SchemaKind::Text(None));
            let id = self.document.parameters.reserve();
            let parameter = Parameter {
                place: at.key(),
                name: name.to_owned(),
                location: Location::Path,
                required: true,
                schema: Some(schema),
                ..Parameter::default()
            };
            self.document.parameters.set(id, parameter);
            parameters.push(id);
        }
    }
}

/// Returns the names in the braces of a path template; `None` if the braces do not match.
pub(super) fn template_names(path: &str) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        if before.contains('}') || name.is_empty() || name.contains('{') {
            return None;
        }
        names.push(name);
        rest = after;
    }
    (!rest.contains('}')).then_some(names)
}

/// Returns a path template without the names in its braces.
fn without_names(path: &str) -> String {
    let mut parts = path.split('{');
    let mut bare = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        bare.push_str("{}");
        bare.push_str(part.split_once('}').map_or("", |(_, rest)| rest));
    }
    bare
}

/// Returns a status in its canonical form: `200`, `4XX` or `default`; `None` if it is not a status.
pub(super) fn normalize_status(status: &str) -> Option<String> {
    let bytes = status.as_bytes();
    let is_code = bytes.len() == 3
        && matches!(bytes.first(), Some(b'1'..=b'5'))
        && (bytes.iter().all(u8::is_ascii_digit)
            || bytes.iter().skip(1).all(|byte| matches!(byte, b'x' | b'X')));
    (is_code || status == "default").then(|| {
        if is_code {
            status.to_uppercase()
        } else {
            status.to_owned()
        }
    })
}

/// Returns the first tag of an operation.
fn first_tag<'d>(at: &NodeRef<'d>) -> Option<&'d str> {
    match at.node.get("tags")? {
        Node::Sequence(tags) => tags.first()?.as_str(),
        _ => None,
    }
}
