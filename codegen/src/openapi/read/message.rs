use super::{
    At, Body, BodyId, Header, HeaderId, Kind, Parameter, ParameterId, Reader, Response, ResponseId,
};
use crate::{
    diagnostic::Diagnostic,
    openapi::{Example, Location, SchemaId},
    source::Node,
};

impl Reader<'_> {
    pub(super) fn parameter(&mut self, at: &At<'_>) -> Option<ParameterId> {
        let (file, pointer) = self.follow(at, Kind::Parameter)?;
        let at = At::pointed(&file, &pointer)?;
        let (id, is_new) = Self::id(&mut self.document, &mut self.parameters, &at, |document| {
            &mut document.parameters
        });
        if is_new {
            let parameter = self.read_parameter(&at)?;
            self.document.parameters.set(id, parameter);
        }
        // One that could not be read is reported already.
        (!self.document.parameters.get(id).name.is_empty()).then_some(id)
    }

    fn read_parameter(&mut self, at: &At<'_>) -> Option<Parameter> {
        const KNOWN: [&str; 15] = [
            "name",
            "in",
            "description",
            "required",
            "deprecated",
            "allowEmptyValue",
            "style",
            "explode",
            "allowReserved",
            "schema",
            "content",
            "example",
            "examples",
            "x-rust-name",
            "x-rust-was",
        ];
        at.expect_names(&KNOWN, "a parameter", self.diagnostics);
        let name = at.required_text("name", "a parameter", self.diagnostics);
        let location = at.required_text("in", "a parameter", self.diagnostics);
        let location = match location?.as_str() {
            "path" => Location::Path,
            "query" => Location::Query,
            "header" => Location::Header,
            "cookie" => Location::Cookie,
            other => {
                let place = at.get("in").map(|at| at.value()).unwrap_or_default();
                let message = format!(
                    "a parameter is in `path`, `query`, `header` or `cookie`, not in `{other}`"
                );
                self.error(message, place);
                return None;
            }
        };
        let name = name?;
        if name.is_empty() {
            self.error(
                "this name is empty",
                at.get("name").map(|at| at.value()).unwrap_or_default(),
            );
            return None;
        }
        let required = at.flag("required", self.diagnostics);
        if location == Location::Path && !required {
            self.diagnostics.push(
                Diagnostic::error(format!("the path parameter `{name}` is not required"))
                    .at(at.key())
                    .help("add `required: true`"),
            );
        }
        let schema = match at.get("schema") {
            Some(schema) => Some(self.schema(&schema)),
            None if at.get("content").is_some() => self.content(at).0,
            None => {
                at.missing(
                    "schema",
                    &format!("the parameter `{name}`"),
                    self.diagnostics,
                );
                None
            }
        };
        Some(Parameter {
            place: at.key(),
            component: at.pointer.starts_with("/components/").then(|| at.name()),
            location,
            description: at.text("description", self.diagnostics),
            required,
            deprecated: at.flag("deprecated", self.diagnostics),
            schema,
            rust_name: at.spoken("x-rust-name", self.diagnostics),
            rust_was: at.spoken("x-rust-was", self.diagnostics),
            name,
        })
    }

    pub(super) fn body(&mut self, at: &At<'_>) -> Option<BodyId> {
        let (file, pointer) = self.follow(at, Kind::Body)?;
        let at = At::pointed(&file, &pointer)?;
        let (id, is_new) = Self::id(&mut self.document, &mut self.bodies, &at, |document| {
            &mut document.bodies
        });
        if is_new {
            at.expect_names(
                &[
                    "description",
                    "content",
                    "required",
                    "x-rust-name",
                    "x-rust-was",
                ],
                "a request body",
                self.diagnostics,
            );
            if at.get("content").is_none() {
                at.missing("content", "a request body", self.diagnostics);
            }
            let body = Body {
                place: at.key(),
                component: at.pointer.starts_with("/components/").then(|| at.name()),
                description: at.text("description", self.diagnostics),
                required: at.flag("required", self.diagnostics),
                schema: self.content(&at).0,
                media_types: media_types(&at),
                name: at.text("x-ms-requestBody-name", self.diagnostics),
                rust_name: at.spoken("x-rust-name", self.diagnostics),
                rust_was: at.spoken("x-rust-was", self.diagnostics),
            };
            self.document.bodies.set(id, body);
        }
        Some(id)
    }

    pub(super) fn response(&mut self, at: &At<'_>) -> Option<ResponseId> {
        let (file, pointer) = self.follow(at, Kind::Response)?;
        let at = At::pointed(&file, &pointer)?;
        let (id, is_new) = Self::id(&mut self.document, &mut self.responses, &at, |document| {
            &mut document.responses
        });
        if is_new {
            at.expect_names(
                &["description", "headers", "content", "links"],
                "a response",
                self.diagnostics,
            );
            let (schema, examples) = self.content(&at);
            let headers = at.map("headers", self.diagnostics);
            let headers = headers
                .iter()
                .filter_map(|(name, header)| Some(((*name).to_owned(), self.header(header)?)))
                .collect();
            let response = Response {
                place: at.key(),
                component: at.pointer.starts_with("/components/").then(|| at.name()),
                description: at.text("description", self.diagnostics),
                schema,
                media_types: media_types(&at),
                headers,
                examples,
            };
            self.document.responses.set(id, response);
        }
        Some(id)
    }

    pub(super) fn header(&mut self, at: &At<'_>) -> Option<HeaderId> {
        let (file, pointer) = self.follow(at, Kind::Header)?;
        let at = At::pointed(&file, &pointer)?;
        let (id, is_new) = Self::id(&mut self.document, &mut self.headers, &at, |document| {
            &mut document.headers
        });
        if is_new {
            let schema = at.get("schema").map(|schema| self.schema(&schema));
            if schema.is_none() {
                at.missing("schema", "a header", self.diagnostics);
            }
            let description = at.text("description", self.diagnostics);
            self.document.headers.set(
                id,
                Header {
                    place: at.key(),
                    description,
                    required: at.flag("required", self.diagnostics),
                    schema,
                },
            );
        }
        Some(id)
    }

    /// The schema of the JSON among the media types, and the examples of it.
    fn content(&mut self, at: &At<'_>) -> (Option<SchemaId>, Vec<Example>) {
        let media = at.map("content", self.diagnostics);
        let json = media
            .iter()
            .find(|(name, _)| essence(name) == "application/json")
            .or_else(|| media.iter().find(|(name, _)| is_json(name)));
        let Some((_, json)) = json else {
            if let Some((name, other)) = media.first() {
                let message = format!("`{name}` is not JSON; only bodies of JSON are typed");
                self.diagnostics
                    .push(Diagnostic::warning(message).at(other.key()));
            }
            return (None, Vec::new());
        };
        if !json.expect_mapping("a media type", self.diagnostics) {
            return (None, Vec::new());
        }
        json.expect_names(
            &["schema", "example", "examples", "encoding"],
            "a media type",
            self.diagnostics,
        );
        let schema = json.get("schema").map(|schema| self.schema(&schema));
        if schema.is_none() {
            json.missing("schema", "a media type", self.diagnostics);
        }
        let mut examples = Vec::new();
        if let Some(example) = json.get("example") {
            examples.push(Example {
                name: String::new(),
                summary: String::new(),
                value: example.node.clone(),
            });
        }
        for (name, example) in json.map("examples", self.diagnostics) {
            examples.extend(self.example(name, &example));
        }
        (schema, examples)
    }

    fn example(&mut self, name: &str, at: &At<'_>) -> Option<Example> {
        let (file, pointer) = self.follow(at, Kind::Example)?;
        let at = At::pointed(&file, &pointer)?;
        at.expect_names(
            &["summary", "description", "value", "externalValue"],
            "an example",
            self.diagnostics,
        );
        let summary = at
            .text("summary", self.diagnostics)
            .or_else(|| at.text("description", self.diagnostics));
        let value = match (
            at.get("value"),
            at.spoken("externalValue", self.diagnostics),
        ) {
            (Some(value), _) => value.node.clone(),
            (None, Some(path)) => {
                let (file, pointer) =
                    self.workspace
                        .resolve(at.file, &path.text, &path.place, self.diagnostics)?;
                file.node.pointed(&pointer)?.clone()
            }
            (None, None) => {
                at.missing("value", "an example", self.diagnostics);
                return None;
            }
        };
        let summary = summary.unwrap_or_default().trim().to_owned();
        (value != Node::Null).then(|| Example {
            name: name.to_owned(),
            summary,
            value,
        })
    }
}

/// The names of what a body may be sent as.
fn media_types(at: &At<'_>) -> Vec<String> {
    let content = at.get("content");
    let media = content.and_then(|content| content.node.as_mapping());
    let names = media.into_iter().flatten();
    names.map(|(name, _)| name.to_ascii_lowercase()).collect()
}

fn essence(media_type: &str) -> String {
    media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence == "text/json"
        || essence.ends_with("+json")
        || essence == "*/*"
        || essence == "application/*"
}
