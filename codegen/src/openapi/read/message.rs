//! Parameters, request bodies, responses and headers of OpenAPI 3.

use super::{
    Body, BodyId, ComponentKind, Dialect, DocumentReader, Header, HeaderId, NodeRef, Parameter,
    ParameterId, Response, ResponseId, SchemaId, component,
    media::{BodyContents, Media},
    node_ref::LEFT_OUT,
    replies::header_example,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    openapi::{Content, Example, Location, SchemaKind, Style},
    source::Node,
};

impl DocumentReader<'_> {
    pub(super) fn parameter(&mut self, at: &NodeRef<'_>) -> Option<ParameterId> {
        let (file, pointer) = self.follow_ref(at, ComponentKind::Parameter)?;
        let at = NodeRef::at(&file, &pointer)?;
        let (id, is_new) = Self::id(&mut self.document, &mut self.parameters, &at, |document| {
            &mut document.parameters
        });
        if is_new {
            let parameter = self.read_parameter(&at)?;
            self.document.parameters.set(id, parameter);
        }
        // A parameter that could not be read has been reported.
        (!self.document.parameters.get(id).name.is_empty()).then_some(id)
    }

    fn read_parameter(&mut self, at: &NodeRef<'_>) -> Option<Parameter> {
        let name = at.get_required_text("name", "a parameter", self.diagnostics);
        let location = at.get_required_text("in", "a parameter", self.diagnostics);
        let location = location?;
        let is_whole_query =
            location == "querystring" && self.dialect(at.file) != Dialect::Swagger2;
        let location = match location.as_str() {
            "path" => Location::Path,
            "query" => Location::Query,
            "querystring" if is_whole_query => Location::Query,
            "header" => Location::Header,
            "cookie" => Location::Cookie,
            other => {
                let place = at.get("in").map(|at| at.value()).unwrap_or_default();
                let message = format!(
                    "unknown parameter location `{other}`; use `path`, `query`, `querystring`, `header` or `cookie`"
                );
                self.diagnostics.push(
                    Diagnostic::new(Code::ParameterLocation, message)
                        .at(place)
                        .note(LEFT_OUT),
                );
                return None;
            }
        };
        let name = name?;
        if name.is_empty() {
            self.report(
                Code::NothingListed,
                "the name is empty; the operations that have this parameter are left out",
                at.get("name").map(|at| at.value()).unwrap_or_default(),
            );
            return None;
        }
        let mut required = at.get_bool("required", self.diagnostics);
        if location == Location::Path && !required {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::PathParameters,
                    format!("the path parameter `{name}` is not required"),
                )
                .at(at.key())
                .note("it is read as required")
                .help("add `required: true`"),
            );
            required = true;
        }
        if self.dialect(at.file) == Dialect::Swagger2 {
            let parameter = self.read_swagger_parameter(at, name, location);
            return Some(Parameter {
                required,
                ..parameter
            });
        }
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
        at.expect_keys(&KNOWN, "a parameter", self.diagnostics);
        self.lint_value_keys(at);
        let whole_query = is_whole_query.then(|| self.whole_query(at));
        let schema = match at.get("schema") {
            _ if whole_query.is_some() => whole_query.as_ref().map(|content| content.schema),
            Some(schema) => Some(self.schema(&schema)),
            None if at.get("content").is_some() => self.content(at).0.schema,
            None => {
                let message = format!("parameter `{name}` lacks `schema`; any JSON is accepted");
                self.report(Code::MissingKey, message, at.key());
                None
            }
        };
        Some(Parameter {
            place: at.key(),
            component: component(at),
            location,
            description: at.get_text("description", self.diagnostics),
            required,
            deprecated: at.get_bool("deprecated", self.diagnostics),
            sunset: at.get_str("x-sunset").map(str::to_owned),
            style: match whole_query {
                Some(_) => Style::Usual,
                None => {
                    let style = self.style(at, location);
                    self.with_reserved(at, style, schema)
                }
            },
            whole_query: whole_query.map(Box::new),
            schema,
            client_name: at.get_str("x-ms-client-name").map(str::to_owned),
            rust_name: at.get_spanned("x-rust-name", self.diagnostics),
            rust_was: at.get_spanned("x-rust-was", self.diagnostics),
            name,
        })
    }

    /// Reads the content of a parameter that is the whole query. One with a schema alone is a form.
    fn whole_query(&mut self, at: &NodeRef<'_>) -> Content {
        for key in ["style", "explode", "allowReserved"] {
            if let Some(ignored) = at.get(key) {
                let message = format!("`{key}` does not apply to the whole query; it is ignored");
                self.report(Code::NotRead, message, ignored.key());
            }
        }
        if let Some(content) = self.content(at).0.contents.into_iter().next() {
            return content;
        }
        let message = "a parameter `in: querystring` lacks `content`; it is written as a form";
        self.report(Code::MissingKey, message, at.key());
        let schema = match at.get("schema") {
            Some(schema) => self.schema(&schema),
            None => self.add_any_schema(at),
        };
        Content {
            media_type: "application/x-www-form-urlencoded".to_owned(),
            schema,
            same_as: 0,
            encodings: Vec::new(),
            items: None,
            place: at.key(),
        }
    }

    /// Warns of query parameters beside one that is the whole query.
    pub(super) fn lint_whole_query(&mut self, parameters: &[ParameterId]) {
        let parameters = parameters
            .iter()
            .map(|id| self.document.parameters.get(*id));
        let queries: Vec<&Parameter> = parameters
            .filter(|parameter| parameter.location == Location::Query)
            .collect();
        let whole = queries.iter().find(|one| one.whole_query.is_some());
        let Some(whole) = whole.filter(|_| queries.len() > 1) else {
            return;
        };
        let message = format!(
            "`{}` is the whole query, but there are other query parameters",
            whole.name
        );
        let mut diagnostic = Diagnostic::new(Code::ExclusiveKeys, message)
            .at(whole.place.clone())
            .note("all of them are sent");
        for other in queries.iter().filter(|one| one.place != whole.place) {
            diagnostic = diagnostic.also(other.place.clone(), "another one");
        }
        self.diagnostics.push(diagnostic);
    }

    /// Warns of keys of a parameter or header that exclude each other, and of `content` without exactly one media type.
    fn lint_value_keys(&mut self, at: &NodeRef<'_>) {
        let note = "`content` is ignored";
        at.lint_exclusive(["schema", "content"], note, self.diagnostics);
        self.lint_examples(at);
        let Some(content) = at.get("content") else {
            return;
        };
        let count = content.entries().len();
        if at.get("schema").is_none() && count != 1 && content.node.as_mapping().is_some() {
            let message = format!("`content` must have one media type here, but it has {count}");
            let note = match count {
                0 => "any JSON is accepted",
                _ => "the media type nearest to JSON is used",
            };
            self.diagnostics.push(
                Diagnostic::new(Code::ExclusiveKeys, message)
                    .at(content.key())
                    .note(note),
            );
        }
    }

    /// Warns of `example` beside `examples`.
    fn lint_examples(&mut self, at: &NodeRef<'_>) {
        let note = "both are read";
        at.lint_exclusive(["example", "examples"], note, self.diagnostics);
    }

    /// Reads `style` and `explode` of a parameter.
    fn style(&mut self, at: &NodeRef<'_>, location: Location) -> Style {
        if at.get("schema").is_none() && at.get("content").is_some() {
            return Style::Json;
        }
        let is_query = matches!(location, Location::Query | Location::Cookie);
        let usual = if is_query { "form" } else { "simple" };
        let style = at.get_str("style").unwrap_or(usual);
        let explodes = match at.get("explode") {
            Some(_) => at.get_bool("explode", self.diagnostics),
            None => style == "form",
        };
        if style == "cookie" && location == Location::Cookie {
            // It repeats the name by default, like `form`.
            return match at.get("explode").is_none() || explodes {
                true => Style::Cookie,
                false => Style::CookieCommas,
            };
        }
        let place = match style {
            "cookie" => Some("cookie"),
            "label" | "matrix" if location != Location::Path => Some("path"),
            "deepObject" if location != Location::Query => Some("query"),
            _ => None,
        };
        if let Some(name) = place {
            let place = at.get("style").map(|at| at.value()).unwrap_or_default();
            let message =
                format!("style `{style}` is allowed only in the {name}; `{usual}` is used");
            self.report(Code::ParameterStyle, message, place);
            return Style::Usual;
        }
        match (style, explodes) {
            ("form", true) | ("simple", false) if style == usual => Style::Usual,
            ("form" | "spaceDelimited" | "pipeDelimited", true) => Style::Repeated,
            ("form" | "simple", false) => Style::Commas,
            ("simple", true) => Style::Members,
            ("spaceDelimited", false) => Style::Spaces,
            ("pipeDelimited", false) => Style::Pipes,
            ("deepObject", _) => Style::DeepObject,
            ("label", false) => Style::Label,
            ("label", true) => Style::LabelRepeated,
            ("matrix", false) => Style::Matrix,
            ("matrix", true) => Style::MatrixRepeated,
            (other, _) => {
                let place = at.get("style").map(|at| at.value()).unwrap_or_default();
                self.report(
                    Code::ParameterStyle,
                    format!("unknown style `{other}`; `{usual}` is used"),
                    place,
                );
                Style::Usual
            }
        }
    }

    /// Returns the style of a parameter, which is [`Style::Verbatim`] if reserved characters are sent as they are. A list or an
    /// object with another style than the default is percent-encoded, with a warning.
    pub(super) fn with_reserved(
        &mut self,
        at: &NodeRef<'_>,
        style: Style,
        schema: Option<SchemaId>,
    ) -> Style {
        let mut keys = ["allowReserved", "x-ms-skip-url-encoding"].into_iter();
        let Some(key) = keys.find(|key| at.get_bool(key, self.diagnostics)) else {
            return style;
        };
        let kind = schema.map(|schema| {
            let schemas = &self.document.schemas;
            &schemas.get(schemas.resolve_ref(schema)).kind
        });
        let is_scalar = matches!(
            kind,
            Some(
                SchemaKind::Boolean
                    | SchemaKind::Number(_)
                    | SchemaKind::Text(_)
                    | SchemaKind::Enumeration(_)
            )
        );
        match style {
            Style::Json | Style::DeepObject => {}
            Style::Label | Style::LabelRepeated | Style::Matrix | Style::MatrixRepeated => {}
            Style::Cookie | Style::CookieCommas => return style,
            Style::Usual => return Style::Verbatim,
            _ if is_scalar => return Style::Verbatim,
            _ => {}
        }
        self.lint_reserved(at, key);
        style
    }

    /// Warns of a key that allows reserved characters beside a style that always encodes them.
    pub(super) fn lint_reserved(&mut self, at: &NodeRef<'_>, key: &str) {
        let message =
            format!("`{key}` is not supported beside this serialization of a list or an object");
        let place = at.get(key).map(|at| at.key()).unwrap_or_default();
        self.diagnostics.push(
            Diagnostic::new(Code::NotRead, message)
                .at(place)
                .note("it is ignored, so reserved characters are percent-encoded"),
        );
    }

    pub(super) fn body(&mut self, at: &NodeRef<'_>) -> Option<BodyId> {
        let (file, pointer) = self.follow_ref(at, ComponentKind::Body)?;
        let at = NodeRef::at(&file, &pointer)?;
        let (id, is_new) = Self::id(&mut self.document, &mut self.bodies, &at, |document| {
            &mut document.bodies
        });
        if is_new {
            at.expect_keys(
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
            self.lint_body_content(&at);
            self.lint_item_schemas(&at);
            let BodyContents {
                schema,
                media_type,
                contents,
            } = self.content(&at).0;
            let body = Body {
                place: at.key(),
                component: component(&at),
                description: at.get_text("description", self.diagnostics),
                required: at.get_bool("required", self.diagnostics),
                schema,
                media_type,
                media_types: media_types(&at),
                contents,
                name: at.get_text("x-ms-requestBody-name", self.diagnostics),
                rust_name: at.get_spanned("x-rust-name", self.diagnostics),
                rust_was: at.get_spanned("x-rust-was", self.diagnostics),
            };
            self.document.bodies.set(id, body);
        }
        Some(id)
    }

    /// Reports a request body without a media type.
    fn lint_body_content(&mut self, at: &NodeRef<'_>) {
        let content = at.get("content");
        let (message, place) = match &content {
            None => ("a request body lacks `content`", at.key()),
            Some(content) if content.node.as_mapping().is_some_and(|it| it.is_empty()) => (
                "`content` of a request body lists no media type",
                content.key(),
            ),
            Some(_) => return,
        };
        self.diagnostics.push(
            Diagnostic::new(Code::MissingKey, message)
                .at(place)
                .note("the operations that have it are sent without a body"),
        );
    }

    /// Reads a response of an operation, or one of the components, whose media types are those of the document.
    pub(super) fn response(
        &mut self,
        at: &NodeRef<'_>,
        operation: &NodeRef<'_>,
    ) -> Option<ResponseId> {
        let (file, pointer) = self.follow_ref(at, ComponentKind::Response)?;
        let at = NodeRef::at(&file, &pointer)?;
        if self.dialect(at.file) == Dialect::Swagger2 {
            return Some(self.swagger_response(&at, operation));
        }
        let (id, is_new) = Self::id(&mut self.document, &mut self.responses, &at, |document| {
            &mut document.responses
        });
        if is_new {
            at.expect_keys(
                &["description", "headers", "content", "links", "summary"],
                "a response",
                self.diagnostics,
            );
            let (mut body, examples) = self.content(&at);
            self.items(&at, &mut body.contents);
            self.links(&at);
            let headers = at.get_mapping("headers", self.diagnostics);
            let headers = headers
                .iter()
                .filter_map(|(name, header)| Some(((*name).to_owned(), self.header(header)?)))
                .collect();
            let response = Response {
                place: at.key(),
                component: component(&at),
                description: at.get_text("description", self.diagnostics),
                schema: body.schema,
                media_type: body.media_type,
                media_types: media_types(&at),
                contents: body.contents,
                headers,
                examples,
                texts: self.text_examples(&at),
            };
            self.document.responses.set(id, response);
        }
        Some(id)
    }

    pub(super) fn header(&mut self, at: &NodeRef<'_>) -> Option<HeaderId> {
        let (file, pointer) = self.follow_ref(at, ComponentKind::Header)?;
        let at = NodeRef::at(&file, &pointer)?;
        let (id, is_new) = Self::id(&mut self.document, &mut self.headers, &at, |document| {
            &mut document.headers
        });
        if is_new {
            if self.dialect(at.file) != Dialect::Swagger2 {
                self.lint_value_keys(&at);
            }
            let schema = match at.get("schema") {
                Some(schema) => Some(self.schema(&schema)),
                None if self.dialect(at.file) == Dialect::Swagger2 => {
                    Some(self.schema_beside(&at, &["name"]))
                }
                None if at.get("content").is_some() => self.content(&at).0.schema,
                None => {
                    at.report_missing("schema", "a header", self.diagnostics);
                    None
                }
            };
            let description = at.get_text("description", self.diagnostics);
            self.document.headers.set(
                id,
                Header {
                    place: at.key(),
                    description,
                    required: at.get_bool("required", self.diagnostics),
                    deprecated: self.dialect(at.file) != Dialect::Swagger2
                        && at.get_bool("deprecated", self.diagnostics),
                    schema,
                    example: header_example(&at),
                },
            );
        }
        Some(id)
    }

    /// Reads `content`: the schema of each media type, and the examples of the preferred one.
    fn content(&mut self, at: &NodeRef<'_>) -> (BodyContents, Vec<Example>) {
        const KNOWN: [&str; 6] = [
            "schema",
            "example",
            "examples",
            "encoding",
            "itemSchema",
            "description",
        ];
        let listed = at.get_mapping("content", self.diagnostics);
        for (_, media) in &listed {
            media.expect_keys(&KNOWN, "a media type", self.diagnostics);
            self.lint_examples(media);
        }
        let preferred = Media::preferred(listed.iter().map(|(name, _)| *name));
        let Some((_, media)) = listed.iter().find(|(name, _)| *name == preferred.0) else {
            return (BodyContents::default(), Vec::new());
        };
        if media.get("schema").is_none() && preferred.1.is_json() {
            let example = media.get("example").or_else(|| media.get("examples"));
            match example {
                Some(example) => {
                    let message = "this example has no schema; any JSON is accepted";
                    self.report(Code::ExampleWithoutSchema, message, example.key());
                }
                None => {
                    let message = "a media type lacks `schema`; any JSON is accepted";
                    self.report(Code::MissingKey, message, media.key());
                }
            }
        }
        let content = self.contents(&listed);
        if !preferred.1.is_json() {
            return (content, Vec::new());
        }
        let json = media;
        let mut examples = Vec::new();
        if let Some(example) = json.get("example") {
            examples.push(Example {
                name: String::new(),
                summary: String::new(),
                value: example.node.clone(),
            });
        }
        for (name, example) in json.get_mapping("examples", self.diagnostics) {
            examples.extend(self.example(name, &example));
        }
        (content, examples)
    }

    pub(super) fn example(&mut self, name: &str, at: &NodeRef<'_>) -> Option<Example> {
        let (file, pointer) = self.follow_ref(at, ComponentKind::Example)?;
        let at = NodeRef::at(&file, &pointer)?;
        at.expect_keys(
            &["summary", "description", "value", "externalValue"],
            "an example",
            self.diagnostics,
        );
        let note = "`externalValue` is ignored";
        at.lint_exclusive(["value", "externalValue"], note, self.diagnostics);
        let summary = at
            .get_text("summary", self.diagnostics)
            .or_else(|| at.get_text("description", self.diagnostics));
        let value = match (
            at.get("value"),
            at.get_spanned("externalValue", self.diagnostics),
        ) {
            (Some(value), _) => value.node.clone(),
            (None, Some(path)) => {
                let (file, pointer) = self.resolve_example(at.file, &path.value, &path.place)?;
                file.node.pointed(&pointer)?.clone()
            }
            (None, None) => {
                at.report_missing("value", "an example", self.diagnostics);
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

/// Returns the media types of `content` in lowercase.
fn media_types(at: &NodeRef<'_>) -> Vec<String> {
    let content = at.get("content");
    let media = content.and_then(|content| content.node.as_mapping());
    let names = media.into_iter().flatten();
    names.map(|(name, _)| name.to_ascii_lowercase()).collect()
}
