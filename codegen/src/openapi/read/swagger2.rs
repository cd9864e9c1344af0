//! Constructs of Swagger 2.0: parameters that are schemas themselves, bodies and forms among the parameters, media
//! types for whole operations.

use std::sync::Arc;

use indexmap::IndexMap;

use super::{
    ComponentKind, DocumentReader, NodeRef, component,
    media::{BodyContents, Media},
    replies::text_example,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    openapi::{
        Body, BodyId, Example, Location, MemberEncoding, MemberEncodingKind, Object, Parameter,
        Property, Response, ResponseId, SchemaKind, Style,
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

/// A body among the parameters. Its media types are those of the operation.
#[derive(Clone)]
pub(super) struct BodyParameter {
    file: Arc<File>,
    pointer: String,
}

/// An entry of `parameters`.
pub(super) enum SwaggerParameter {
    Parameter,
    Body(BodyParameter),
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
                Some(SwaggerParameter::Body(body)) => _ = self.swagger_body(&body, &root),
                None => {}
            }
        }
        for (_, response) in root.get_mapping("responses", self.diagnostics) {
            self.response(&response, &root);
        }
    }

    /// Resolves an entry of `parameters` to a body, a form field or another parameter.
    pub(super) fn swagger_parameter(&mut self, at: &NodeRef<'_>) -> Option<SwaggerParameter> {
        let (file, pointer) = self.follow_ref(at, ComponentKind::Parameter)?;
        let at = NodeRef::at(&file, &pointer)?;
        match at.get_str("in") {
            Some("body") => Some(SwaggerParameter::Body(BodyParameter {
                file: Arc::clone(&file),
                pointer,
            })),
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
        let is_query = matches!(location, Location::Query | Location::Cookie);
        (Some(schema), self.collection_format(at, is_query))
    }

    /// Reads `collectionFormat`. Where a name may be repeated, as in a query or a form, a list repeats it unless a style says
    /// otherwise.
    fn collection_format(&mut self, at: &NodeRef<'_>, is_query: bool) -> Style {
        let is_list = at.get_str("type") == Some("array");
        match at.get_str("collectionFormat").unwrap_or("csv") {
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
        }
    }

    /// Reads a body of an operation. Operations with other media types have bodies of their own.
    pub(super) fn swagger_body(
        &mut self,
        body: &BodyParameter,
        operation: &NodeRef<'_>,
    ) -> Option<BodyId> {
        let at = &NodeRef::at(&body.file, &body.pointer)?;
        let consumed = self.consumes(operation);
        let consumed: Vec<&str> = consumed.iter().map(String::as_str).collect();
        let (mut id, mut is_new) = Self::id(&mut self.document, &mut self.bodies, at, |document| {
            &mut document.bodies
        });
        let media_types: Vec<String> = consumed
            .iter()
            .map(|name| name.to_ascii_lowercase())
            .collect();
        if !is_new && self.document.bodies.get(id).media_types != media_types {
            (id, is_new) = (self.document.bodies.reserve(), true);
        }
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
            let BodyContents {
                schema,
                media_type,
                contents,
            } = self.contents_of(&consumed, schema, &[], at);
            let body = Body {
                media_types,
                place: at.key(),
                component: component(at),
                description: at.get_text("description", self.diagnostics),
                required: at.get_bool("required", self.diagnostics),
                schema,
                media_type,
                contents,
                name: at
                    .get_text("x-ms-client-name", self.diagnostics)
                    .or_else(|| at.get_text("name", self.diagnostics)),
                rust_name: at.get_spanned("x-rust-name", self.diagnostics),
                rust_was: at.get_spanned("x-rust-was", self.diagnostics),
            };
            self.document.bodies.set(id, body);
        }
        Some(id)
    }

    fn form_field(&mut self, field: &FormField) -> Option<(Property, bool, bool)> {
        let at = NodeRef::at(&field.file, &field.pointer)?;
        let schema = self.schema_beside(&at, &BESIDE);
        self.lint_object_field(&at, &field.name);
        let property = Property {
            place: at.key(),
            schema,
        };
        let is_required = at.get_bool("required", self.diagnostics);
        Some((property, is_required, at.get_str("type") == Some("file")))
    }

    /// Warns of a form field that is an object or a list of objects, which Swagger 2.0 does not have.
    fn lint_object_field(&mut self, at: &NodeRef<'_>, name: &str) {
        let items = at.get("items");
        let element = items.as_ref().unwrap_or(at);
        if element.get_str("type") != Some("object") {
            return;
        }
        let message = format!(
            "OpenAPI does not define how an object in the member `{name}` of a form is written"
        );
        self.diagnostics.push(
            Diagnostic::new(Code::ParameterStyle, message)
                .at(at.key())
                .note("it is written as JSON text")
                .help("describe a body of JSON (`in: body`)"),
        );
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
        let mut encodings = Vec::new();
        for field in fields {
            let (property, is_required, is_file) = self.form_field(field)?;
            has_file |= is_file;
            if let Some(at) = NodeRef::at(&field.file, &field.pointer) {
                let style = self.collection_format(&at, true);
                encodings.extend((style != Style::Usual).then(|| MemberEncoding {
                    name: field.name.clone(),
                    kind: MemberEncodingKind::Style(style),
                }));
            }
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
            .map(String::as_str)
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
        if has_file
            && !media_types
                .iter()
                .any(|name| name.starts_with("multipart/"))
        {
            let message = "this form has a file, so it is sent as `multipart/form-data`";
            self.report(Code::UnsupportedMediaType, message, at.key());
            media_types = vec![usual];
        }
        let schema = self.add_schema(at, SchemaKind::Object(Box::new(object)));
        let BodyContents {
            schema,
            media_type,
            contents,
        } = self.contents_of(&media_types, schema, &encodings, at);
        let id = self.document.bodies.reserve();
        let body = Body {
            place: at.key(),
            required,
            schema,
            media_type,
            contents,
            media_types: media_types
                .iter()
                .map(|name| name.to_ascii_lowercase())
                .collect(),
            ..Body::default()
        };
        self.document.bodies.set(id, body);
        Some(id)
    }

    fn consumes(&self, operation: &NodeRef<'_>) -> Vec<String> {
        self.listed_media_types(operation, "consumes")
    }

    /// Returns the media types of an operation, or else of the whole document.
    fn listed_media_types(&self, operation: &NodeRef<'_>, name: &str) -> Vec<String> {
        let root = self.root_of(operation);
        let own = operation.node.get(name);
        match own.or_else(|| root.node.get(name)) {
            Some(Node::Sequence(listed)) => {
                let names = listed.iter().filter_map(Node::as_str);
                names.map(str::to_owned).collect()
            }
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
        let style = self.with_reserved(at, style, schema);
        Parameter {
            place: at.key(),
            component: component(at),
            name,
            location,
            description: at.get_text("description", self.diagnostics),
            required: at.get_bool("required", self.diagnostics),
            deprecated: at.get_bool("deprecated", self.diagnostics),
            sunset: at.get_str("x-sunset").map(str::to_owned),
            style,
            schema,
            whole_query: None,
            client_name: at.get_str("x-ms-client-name").map(str::to_owned),
            rust_name: at.get_spanned("x-rust-name", self.diagnostics),
            rust_was: at.get_spanned("x-rust-was", self.diagnostics),
        }
    }

    /// Reads a response of an operation. Operations with other media types have responses of their own.
    pub(super) fn swagger_response(
        &mut self,
        at: &NodeRef<'_>,
        operation: &NodeRef<'_>,
    ) -> ResponseId {
        let produced = self.listed_media_types(operation, "produces");
        let produced: Vec<&str> = produced.iter().map(String::as_str).collect();
        let (mut id, mut is_new) =
            Self::id(&mut self.document, &mut self.responses, at, |document| {
                &mut document.responses
            });
        if !is_new {
            let known = self.document.responses.get(id);
            let wanted = produced.iter().map(|name| name.to_ascii_lowercase());
            let is_same = wanted.eq(known.media_types.iter().cloned());
            if known.schema.is_some() && !is_same {
                (id, is_new) = (self.document.responses.reserve(), true);
            }
        }
        if is_new {
            let response = self.read_swagger_response(at, &produced);
            self.document.responses.set(id, response);
        }
        id
    }

    fn read_swagger_response(&mut self, at: &NodeRef<'_>, produced: &[&str]) -> Response {
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
        let body = match at.get("schema") {
            Some(schema) => {
                let is_file = schema.get_str("type") == Some("file");
                let mut produced = produced.to_vec();
                if is_file {
                    produced.retain(|name| !Media::from_name(name).is_json());
                    if produced.is_empty() {
                        produced.push("application/octet-stream");
                    }
                }
                let id = self.schema(&schema);
                self.contents_of(&produced, id, &[], &schema)
            }
            None => {
                if let Some(examples) = at.get("examples") {
                    let message = "this example has no schema; the body is ignored";
                    self.report(Code::ExampleWithoutSchema, message, examples.key());
                }
                BodyContents::default()
            }
        };
        let examples = at.get_mapping("examples", self.diagnostics);
        let examples = examples.into_iter();
        let mut examples = examples.filter(|(_, example)| *example.node != Node::Null);
        let mut texts = Vec::new();
        let mut example = None;
        for (name, shown) in &mut examples {
            match Media::preferred([name]).1.is_json() && example.is_none() {
                true => example = Some((name, shown)),
                false => texts.extend(text_example(name, "", shown.node)),
            }
        }
        if body.schema.is_none() {
            texts.clear();
        }
        Response {
            place: at.key(),
            component: component(at),
            description: at.get_text("description", self.diagnostics),
            media_types: match body.schema {
                Some(_) => produced
                    .iter()
                    .map(|name| name.to_ascii_lowercase())
                    .collect(),
                None => Vec::new(),
            },
            schema: body.schema,
            media_type: body.media_type,
            contents: body.contents,
            headers,
            examples: example
                .map(|(_, example)| Example {
                    name: String::new(),
                    summary: String::new(),
                    value: example.node.clone(),
                })
                .into_iter()
                .collect(),
            texts,
        }
    }
}
