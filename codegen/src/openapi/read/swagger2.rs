//! Constructs of Swagger 2.0: parameters that are schemas themselves, bodies and forms among the parameters, media
//! types for whole operations.

use std::sync::Arc;

use indexmap::IndexMap;

use super::{ComponentKind, DocumentReader, NodeRef, component, media::Media};
use crate::{
    diagnostic::{Code, Diagnostic},
    openapi::{
        Body, BodyId, Example, Location, Object, Parameter, Property, Response, SchemaKind, Style,
    },
    source::{File, Node},
};

/// Keys of a parameter that are not keywords of its schema.
const BESIDE: [&str; 2] = ["name", "in"];

/// A form field.
#[derive(Clone)]
pub(super) struct FormField {
    file: Arc<File>,
    pointer: String,
    pub(super) name: String,
}

/// An entry of `parameters`.
pub(super) enum SwaggerParameter {
    Parameter,
    Body(BodyId),
    Form(FormField),
}

impl DocumentReader<'_> {
    pub(super) fn read_swagger_info(&mut self, at: &NodeRef<'_>) {
        const KNOWN: [&str; 15] = [
            "swagger",
            "info",
            "host",
            "basePath",
            "schemes",
            "consumes",
            "produces",
            "paths",
            "definitions",
            "parameters",
            "responses",
            "securityDefinitions",
            "security",
            "tags",
            "externalDocs",
        ];
        at.expect_keys(&KNOWN, "a Swagger document", self.diagnostics);
        if let Some(info) = at.get("info") {
            let title = info.get_required_text("title", "`info`", self.diagnostics);
            self.document.title = self.document.title.take().or(title);
        }
        for server in self.swagger_servers(at) {
            self.add_server(Some(server));
        }
        self.request_id_headers(at);
        self.security_schemes(Some(at), "securityDefinitions");
    }

    /// Reads the parameters and responses at the root of a document.
    pub(super) fn read_swagger_components(&mut self, file: &Arc<File>) {
        let root = NodeRef::root(file);
        for (_, parameter) in root.get_mapping("parameters", self.diagnostics) {
            match self.swagger_parameter(&parameter) {
                Some(SwaggerParameter::Parameter) => _ = self.parameter(&parameter),
                Some(SwaggerParameter::Form(field)) => _ = self.form_field(&field),
                Some(SwaggerParameter::Body(_)) | None => {}
            }
        }
        for (_, response) in root.get_mapping("responses", self.diagnostics) {
            self.response(&response);
        }
    }

    /// Resolves an entry of `parameters` to a body, a form field or another parameter.
    pub(super) fn swagger_parameter(&mut self, at: &NodeRef<'_>) -> Option<SwaggerParameter> {
        let (file, pointer) = self.follow_ref(at, ComponentKind::Parameter)?;
        let at = NodeRef::at(&file, &pointer)?;
        match at.get_str("in") {
            Some("body") => Some(SwaggerParameter::Body(self.swagger_body(&at))),
            Some("formData") => {
                let name = at.get_required_text("name", "a parameter", self.diagnostics)?;
                Some(SwaggerParameter::Form(FormField {
                    name,
                    file: Arc::clone(&file),
                    pointer,
                }))
            }
            _ => Some(SwaggerParameter::Parameter),
        }
    }

    /// Returns schema and serialization of a parameter other than body and form.
    pub(super) fn swagger_value(
        &mut self,
        at: &NodeRef<'_>,
        location: Location,
    ) -> (Option<crate::openapi::SchemaId>, Style) {
        let schema = match at.get("schema") {
            // Not allowed in Swagger 2.0, but unambiguous.
            Some(schema) => self.schema(&schema),
            None => self.schema_beside(at, &BESIDE),
        };
        let is_list = at.get_str("type") == Some("array");
        let is_query = matches!(location, Location::Query | Location::Cookie);
        let style = match at.get_str("collectionFormat").unwrap_or("csv") {
            _ if !is_list => Style::Usual,
            "multi" if is_query => Style::Usual,
            "multi" => Style::Repeated,
            "ssv" => Style::Spaces,
            "tsv" => Style::Tabs,
            "pipes" => Style::Pipes,
            "csv" if is_query => Style::Commas,
            "csv" => Style::Usual,
            other => {
                let place = at.get("collectionFormat").map(|at| at.value());
                let message = format!("unknown collectionFormat `{other}`; `csv` is used");
                self.diagnostics.push(
                    Diagnostic::new(Code::ParameterStyle, message)
                        .at(place.unwrap_or_default())
                        .help("use `csv`, `ssv`, `tsv`, `pipes` or `multi`"),
                );
                if is_query {
                    Style::Commas
                } else {
                    Style::Usual
                }
            }
        };
        (Some(schema), style)
    }

    /// Returns the media types of the operation two levels up from a node, or else of the whole document.
    pub(super) fn media_types<'a>(&self, at: &NodeRef<'a>, name: &str) -> Vec<&'a str> {
        let mut outer = at.pointer.as_str();
        for _ in 0..2 {
            outer = outer.rsplit_once('/').map_or("", |(outer, _)| outer);
        }
        let own = at.file.node.pointed(outer).and_then(|node| node.get(name));
        match own.or_else(|| at.file.node.get(name)) {
            Some(Node::Sequence(listed)) => listed.iter().filter_map(Node::as_str).collect(),
            _ => Vec::new(),
        }
    }

    fn swagger_body(&mut self, at: &NodeRef<'_>) -> BodyId {
        let (id, is_new) = Self::id(&mut self.document, &mut self.bodies, at, |document| {
            &mut document.bodies
        });
        if is_new {
            const KNOWN: [&str; 7] = [
                "name",
                "in",
                "description",
                "required",
                "schema",
                "x-rust-name",
                "x-rust-was",
            ];
            at.expect_keys(&KNOWN, "a parameter", self.diagnostics);
            let schema = match at.get("schema") {
                Some(schema) => self.schema(&schema),
                None => {
                    at.report_missing("schema", "a body", self.diagnostics);
                    self.add_any_schema(at)
                }
            };
            let consumed = self.media_types(at, "consumes");
            let media_types = consumed
                .iter()
                .map(|name| name.to_ascii_lowercase())
                .collect();
            let media = Media::preferred(consumed);
            let (schema, media_type) = self.body_schema(media, Some(schema), at);
            let body = Body {
                media_types,
                place: at.key(),
                component: component(at),
                description: at.get_text("description", self.diagnostics),
                required: at.get_bool("required", self.diagnostics),
                schema,
                media_type,
                name: at
                    .get_text("x-ms-client-name", self.diagnostics)
                    .or_else(|| at.get_text("name", self.diagnostics)),
                rust_name: at.get_spanned("x-rust-name", self.diagnostics),
                rust_was: at.get_spanned("x-rust-was", self.diagnostics),
            };
            self.document.bodies.set(id, body);
        }
        id
    }

    fn form_field(&mut self, field: &FormField) -> Option<(Property, bool, bool)> {
        let at = NodeRef::at(&field.file, &field.pointer)?;
        let schema = self.schema_beside(&at, &BESIDE);
        let property = Property {
            place: at.key(),
            schema,
        };
        let is_required = at.get_bool("required", self.diagnostics);
        Some((property, is_required, at.get_str("type") == Some("file")))
    }

    /// Adds the body that consists of form fields.
    pub(super) fn swagger_form(
        &mut self,
        at: &NodeRef<'_>,
        fields: &[FormField],
    ) -> Option<BodyId> {
        let mut object = Object::default();
        let mut properties = IndexMap::new();
        let mut has_file = false;
        for field in fields {
            let (property, is_required, is_file) = self.form_field(field)?;
            has_file |= is_file;
            if is_required {
                object
                    .required
                    .insert(field.name.clone(), property.place.clone());
            }
            properties.insert(field.name.clone(), property);
        }
        object.properties = properties;
        let required = !object.required.is_empty();
        let consumes = self.consumes(at);
        let forms = consumes
            .iter()
            .copied()
            .filter(|name| name.starts_with("multipart/") || name.contains("form-urlencoded"));
        let usual = if has_file {
            "multipart/form-data"
        } else {
            "application/x-www-form-urlencoded"
        };
        let mut media_types: Vec<_> = forms.collect();
        if media_types.is_empty() {
            media_types.push(usual);
        }
        let (name, media) = Media::preferred(media_types.iter().copied());
        let schema = self.add_schema(at, SchemaKind::Object(Box::new(object)));
        let (schema, media_type) = self.body_schema((name, media), Some(schema), at);
        let id = self.document.bodies.reserve();
        let body = Body {
            place: at.key(),
            required,
            schema,
            media_type,
            media_types: media_types
                .iter()
                .map(|name| name.to_ascii_lowercase())
                .collect(),
            ..Body::default()
        };
        self.document.bodies.set(id, body);
        Some(id)
    }

    fn consumes<'a>(&self, operation: &NodeRef<'a>) -> Vec<&'a str> {
        let own = operation.node.get("consumes");
        match own.or_else(|| operation.file.node.get("consumes")) {
            Some(Node::Sequence(listed)) => listed.iter().filter_map(Node::as_str).collect(),
            _ => Vec::new(),
        }
    }

    pub(super) fn read_swagger_parameter(
        &mut self,
        at: &NodeRef<'_>,
        name: String,
        location: Location,
    ) -> Parameter {
        let (schema, style) = self.swagger_value(at, location);
        Parameter {
            place: at.key(),
            component: component(at),
            name,
            location,
            description: at.get_text("description", self.diagnostics),
            required: at.get_bool("required", self.diagnostics),
            deprecated: at.get_bool("deprecated", self.diagnostics),
            sunset: at.get_str("x-sunset").map(str::to_owned),
            style: if at.get_bool("x-ms-skip-url-encoding", self.diagnostics) {
                Style::Verbatim
            } else {
                style
            },
            schema,
            client_name: at.get_str("x-ms-client-name").map(str::to_owned),
            rust_name: at.get_spanned("x-rust-name", self.diagnostics),
            rust_was: at.get_spanned("x-rust-was", self.diagnostics),
        }
    }

    pub(super) fn read_swagger_response(&mut self, at: &NodeRef<'_>) -> Response {
        at.expect_keys(
            &["description", "headers", "schema", "examples"],
            "a response",
            self.diagnostics,
        );
        let headers = at.get_mapping("headers", self.diagnostics);
        let headers = headers
            .iter()
            .filter_map(|(name, header)| Some(((*name).to_owned(), self.header(header)?)))
            .collect();
        let (schema, media_type) = match at.get("schema") {
            Some(schema) => {
                let is_file = schema.get_str("type") == Some("file");
                let media = match Media::preferred(self.media_types(at, "produces")) {
                    (_, media) if is_file && media.is_json() => {
                        Media::preferred(["application/octet-stream"])
                    }
                    media => media,
                };
                let id = self.schema(&schema);
                self.body_schema(media, Some(id), &schema)
            }
            None => {
                if let Some(examples) = at.get("examples") {
                    let message = "this example has no schema; the body is ignored";
                    self.report(Code::ExampleWithoutSchema, message, examples.key());
                }
                (None, None)
            }
        };
        let examples = at.get_mapping("examples", self.diagnostics);
        let example = examples
            .into_iter()
            .filter(|(name, _)| Media::preferred([*name]).1.is_json())
            .find(|(_, example)| *example.node != Node::Null);
        let produced = self.media_types(at, "produces");
        Response {
            place: at.key(),
            component: component(at),
            description: at.get_text("description", self.diagnostics),
            media_types: match schema {
                Some(_) => produced
                    .iter()
                    .map(|name| name.to_ascii_lowercase())
                    .collect(),
                None => Vec::new(),
            },
            schema,
            media_type,
            headers,
            examples: example
                .map(|(_, example)| Example {
                    name: String::new(),
                    summary: String::new(),
                    value: example.node.clone(),
                })
                .into_iter()
                .collect(),
        }
    }
}
