use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use super::{At, Kind, ParameterId, Reader};
use crate::{
    diagnostic::{Diagnostic, Place},
    openapi::{Location, Operation, Paging},
    source::File,
};

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// The operations found so far, so that none is defined twice.
#[derive(Default)]
pub(super) struct Known {
    requests: HashMap<(String, String), Place>,
    ids: HashMap<String, Place>,
}

impl Reader<'_> {
    pub(super) fn paths(&mut self, file: &Arc<File>, known: &mut Known) {
        for (path, item) in At::root(file).map("paths", self.diagnostics) {
            if path.starts_with("x-") {
                continue;
            }
            if !path.starts_with('/') {
                let message = format!("the path `{path}` does not begin with `/`");
                self.error(message, item.key());
            }
            let Some((file, pointer)) = self.follow(&item, Kind::PathItem) else {
                continue;
            };
            if let Some(target) = At::pointed(&file, &pointer) {
                self.path(path, &target, known);
            }
        }
    }

    fn path(&mut self, path: &str, item: &At<'_>, known: &mut Known) {
        let mut names = METHODS.to_vec();
        names.extend(["$ref", "summary", "description", "servers", "parameters"]);
        item.expect_names(&names, "a path", self.diagnostics);
        let shared = self.parameters(item);
        for (name, at) in item.members("a path", self.diagnostics) {
            if !METHODS.contains(&name) || !at.expect_mapping("an operation", self.diagnostics) {
                continue;
            }
            let request = (name.to_owned(), path.to_owned());
            if let Some(first) = known.requests.insert(request, at.key()) {
                let message = format!("`{} {path}` is defined twice", name.to_uppercase());
                self.diagnostics.push(
                    Diagnostic::error(message)
                        .at(at.key())
                        .label("again here")
                        .also(first, "first here"),
                );
                continue;
            }
            let operation = self.operation(name, path, &at, &shared);
            if let Some(id) = &operation.id
                && let Some(first) = known.ids.insert(id.text.clone(), id.place.clone())
            {
                let message = format!("two operations have the operationId `{}`", id.text);
                let diagnostic = Diagnostic::error(message)
                    .at(id.place.clone())
                    .label("again here");
                self.diagnostics.push(diagnostic.also(first, "first here"));
                continue;
            }
            self.document.operations.push(operation);
        }
    }

    /// The parameters of a path or operation.
    fn parameters(&mut self, at: &At<'_>) -> Vec<ParameterId> {
        let mut ids = Vec::new();
        let mut seen = HashMap::new();
        for listed in at.list("parameters", self.diagnostics) {
            let Some(id) = self.parameter(&listed) else {
                continue;
            };
            let parameter = self.document.parameters.get(id);
            if let Some(first) =
                seen.insert((parameter.name.clone(), parameter.location), listed.value())
            {
                let message = format!("the parameter `{}` is listed twice", parameter.name);
                let diagnostic = Diagnostic::error(message)
                    .at(listed.value())
                    .label("again here");
                self.diagnostics.push(diagnostic.also(first, "first here"));
                continue;
            }
            ids.push(id);
        }
        ids
    }

    fn operation(
        &mut self,
        method: &str,
        path: &str,
        at: &At<'_>,
        shared: &[ParameterId],
    ) -> Operation {
        const KNOWN: [&str; 16] = [
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
            "x-rust-name",
            "x-rust-was",
        ];
        at.expect_names(&KNOWN, "an operation", self.diagnostics);
        let own = self.parameters(at);
        let key = |reader: &Self, id: &ParameterId| {
            let parameter = reader.document.parameters.get(*id);
            (parameter.name.clone(), parameter.location)
        };
        let overridden: HashSet<_> = own.iter().map(|id| key(self, id)).collect();
        let mut parameters: Vec<_> = shared
            .iter()
            .copied()
            .filter(|id| !overridden.contains(&key(self, id)))
            .collect();
        parameters.extend(own);
        self.check_template(path, at, &parameters);
        let listed = at.map("responses", self.diagnostics);
        if listed.is_empty() {
            at.missing("responses", "an operation", self.diagnostics);
        }
        let mut responses = Vec::new();
        for (status, response) in &listed {
            if status.starts_with("x-") {
                continue;
            }
            match normal_status(status) {
                Some(status) => responses.extend(self.response(response).map(|id| (status, id))),
                None => {
                    let message = format!("`{status}` is not a status");
                    let help = "a status is `200`, `4XX` or `default`";
                    self.diagnostics
                        .push(Diagnostic::error(message).at(response.key()).help(help));
                }
            }
        }
        Operation {
            place: at.key(),
            id: at
                .spoken("operationId", self.diagnostics)
                .filter(|id| !id.text.is_empty()),
            rust_name: at.spoken("x-rust-name", self.diagnostics),
            rust_was: at.spoken("x-rust-was", self.diagnostics),
            method: method.to_uppercase(),
            path: path.to_owned(),
            summary: at.text("summary", self.diagnostics),
            description: at.text("description", self.diagnostics),
            deprecated: at.flag("deprecated", self.diagnostics),
            parameters,
            body: at.get("requestBody").and_then(|body| self.body(&body)),
            responses,
            paging: self.paging(at),
            long_running: self.long_running(at),
            security: self.security(at),
        }
    }

    fn paging(&mut self, at: &At<'_>) -> Option<Paging> {
        let paging = at.get("x-ms-pageable")?;
        if !paging.expect_mapping("`x-ms-pageable`", self.diagnostics) {
            return None;
        }
        let next = paging
            .text("nextLinkName", self.diagnostics)
            .filter(|name| !name.is_empty());
        let items = paging
            .text("itemName", self.diagnostics)
            .unwrap_or_else(|| "value".to_owned());
        Some(Paging {
            next,
            items,
            place: paging.key(),
        })
    }

    fn long_running(&mut self, at: &At<'_>) -> Option<String> {
        let options = at.get("x-ms-long-running-operation-options");
        let state = options.filter(|at| {
            at.expect_mapping("`x-ms-long-running-operation-options`", self.diagnostics)
        });
        let state = state.and_then(|options| options.text("final-state-via", self.diagnostics));
        at.flag("x-ms-long-running-operation", self.diagnostics)
            .then(|| state.unwrap_or_default())
    }

    /// Each `{name}` of a path has its parameter, and each path parameter its `{name}`.
    fn check_template(&mut self, path: &str, at: &At<'_>, parameters: &[ParameterId]) {
        let names = template_names(path);
        let mut missing: Vec<_> = names.iter().flatten().copied().collect();
        if names.is_none() {
            self.error(
                format!("the braces of the path `{path}` do not match"),
                at.key(),
            );
            return;
        }
        for id in parameters {
            let parameter = self.document.parameters.get(*id);
            if parameter.location != Location::Path {
                continue;
            }
            let count = missing.len();
            missing.retain(|name| *name != parameter.name);
            if count == missing.len() {
                let message = format!("the path `{path}` has no `{{{}}}`", parameter.name);
                let place = parameter.place.clone();
                self.diagnostics.push(
                    Diagnostic::error(message)
                        .at(place)
                        .label("this path parameter")
                        .also(at.key(), "of this operation"),
                );
            }
        }
        for name in missing {
            self.diagnostics.push(
                Diagnostic::error(format!("the path `{path}` has no parameter for `{{{name}}}`"))
                    .at(at.key())
                    .help(format!("add it to `parameters`: `{{ name: {name}, in: path, required: true, schema: {{ type: string }} }}`")),
            );
        }
    }
}

/// The names in the braces of a path template; none if the braces do not match.
fn template_names(path: &str) -> Option<Vec<&str>> {
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

/// A status as it is written everywhere: `200`, `4XX`, `default`.
fn normal_status(status: &str) -> Option<String> {
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
