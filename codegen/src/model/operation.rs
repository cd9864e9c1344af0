//! Operations, their parameters and responses.

use std::collections::HashMap;

use super::{
    Constraint, Content, Docs, Example, Header, Location, Operation, Parameter, Response, Style,
    Type, TypeDefinition, docs,
    names::{self, NameRequest, Role, Scope},
    parameter::{ApiVersionValue, api_version_value, is_ignored},
    pattern,
    types::ModelBuilder,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    openapi::{self, SchemaId, Spanned},
};

/// All types of the model.
pub(super) type TypesByName<'t> = HashMap<&'t str, &'t TypeDefinition>;

/// `x-ms-client-name` and `x-rust-name` of a parameter.
type Chosen<'d> = (Option<&'d str>, Option<&'d Spanned<String>>);

/// Adds a sentence to the docs of a parameter if its serialization is not the default.
fn with_style(mut parameter: Parameter) -> Parameter {
    let mut ty = &parameter.ty;
    while let Type::Nullable(inner) | Type::Boxed(inner) | Type::Erased(inner) = ty {
        ty = inner;
    }
    let fact = match parameter.style {
        Style::Usual => return parameter,
        Style::Json => "Serialized as JSON.",
        Style::DeepObject => "Each property is serialized as `name[property]=value`.",
        Style::Label => "Prefixed with `.`.",
        Style::LabelRepeated => "Each element is prefixed with `.`.",
        Style::Matrix => "Serialized as `;name=value`.",
        Style::MatrixRepeated => "Each element is serialized as `;name=value`.",
        Style::Verbatim | Style::Cookie => "Not percent-encoded.",
        Style::CookieCommas => "Separated by commas, not percent-encoded.",
        // Separators apply to arrays and objects only.
        _ if !matches!(
            ty,
            Type::Array(_) | Type::Tuple(_) | Type::Map(_) | Type::Named(_) | Type::Json
        ) =>
        {
            parameter.style = Style::Usual;
            return parameter;
        }
        Style::Commas => "Separated by commas.",
        Style::Repeated => "The name is repeated for each element.",
        Style::Spaces => "Separated by spaces.",
        Style::Pipes => "Separated by `|`.",
        Style::Tabs => "Separated by tabs.",
        Style::Members => "Each property is serialized as `name=value`.",
    };
    parameter.docs.facts.push(fact.to_owned());
    parameter
}

/// Returns the operations by `operationId`.
pub(super) fn operations_by_id(document: &openapi::Document) -> HashMap<&str, &openapi::Operation> {
    let named = document
        .operations
        .iter()
        .filter_map(|operation| Some((operation.id.as_ref()?.value.as_str(), operation)));
    named.collect()
}

impl<'d> ModelBuilder<'_, 'd> {
    /// Builds the operations of the document in its order.
    pub(super) fn operations(&mut self, types: &[TypeDefinition]) -> Vec<Operation> {
        let names = self.definitions.operations.clone();
        let types: TypesByName<'_> = types.iter().map(|ty| (ty.name.as_str(), ty)).collect();
        let operations = self.document.operations.iter();
        operations
            .zip(names)
            .map(|(operation, name)| self.operation(operation, name, &types))
            .collect()
    }

    fn operation(
        &mut self,
        operation: &'d openapi::Operation,
        name: String,
        types: &TypesByName<'_>,
    ) -> Operation {
        let (api_version, parameters) = self.parameters(operation, types);
        let (api_version_parameter, api_version_value) = api_version.unzip();
        let responses: Vec<Response> = operation
            .responses
            .iter()
            .map(|(status, id)| {
                let paging = operation.paging.as_ref();
                let is_paged = paging.is_some_and(|paging| !paging.is_implied);
                self.response(status, *id, (&operation.examples, is_paged))
            })
            .collect();
        self.lint_streams(&responses);
        let paging = self.paging(operation, &parameters, &responses, types);
        let text = [&operation.summary, &operation.description]
            .into_iter()
            .flatten()
            .map(|text| text.trim());
        let mut paragraphs: Vec<&str> = text.filter(|text| !text.is_empty()).collect();
        paragraphs.dedup();
        Operation {
            id: operation.id.as_ref().map_or_else(
                || format!("{} {}", operation.method, operation.path),
                |id| id.value.clone(),
            ),
            name,
            was: names::previous_name(operation.rust_was.as_ref(), self.diagnostics),
            tag: operation.tag.clone(),
            method: operation.method.clone(),
            path: operation.path.clone(),
            api_version_parameter,
            api_version_value: api_version_value.flatten(),
            parameters,
            responses,
            paging,
            long_running: operation.long_running.clone(),
            servers: operation.servers.clone(),
            security: operation.security.clone(),
            replies: self.replies(operation),
            docs: Docs {
                text: paragraphs.join("\n\n"),
                facts: Vec::new(),
                deprecated: operation.deprecated,
                sunset: operation.sunset.clone(),
            },
            place: operation.place.clone(),
        }
    }

    /// Builds the parameters and the body; returns the name of the parameter that carries the api-version separately, with the
    /// value of its own that it has.
    fn parameters(
        &mut self,
        operation: &'d openapi::Operation,
        types: &TypesByName<'_>,
    ) -> (Option<(String, Option<String>)>, Vec<Parameter>) {
        let mut api_version = None;
        let mut parameters: Vec<(Parameter, Chosen<'d>)> = Vec::new();
        for id in &operation.parameters {
            let parameter = self.document.parameters.get(*id);
            if let Some(value) = api_version_value(self.document, parameter) {
                let own = match value {
                    ApiVersionValue::Requested => None,
                    ApiVersionValue::Own(value) => Some(value),
                };
                api_version = Some((parameter.name.clone(), own));
                continue;
            }
            if is_ignored(parameter) {
                continue;
            }
            let location = match parameter.location {
                openapi::Location::Path => Location::Path,
                openapi::Location::Query => Location::Query,
                openapi::Location::Header => Location::Header,
                openapi::Location::Cookie => Location::Cookie,
            };
            let described = (
                parameter.description.as_deref(),
                parameter.schema,
                parameter.deprecated,
            );
            if let Some(schema) = parameter.schema {
                let ty = self.type_of(schema);
                self.lint_default(schema, &ty);
            }
            let built = Parameter {
                name: String::new(),
                wire: parameter.name.clone(),
                was: names::previous_name(parameter.rust_was.as_ref(), self.diagnostics),
                location,
                ty: match parameter.schema.map(|schema| self.type_of(schema)) {
                    // Outside of a body there is no null: a parameter is absent.
                    Some(Type::Nullable(inner)) if !parameter.required => *inner,
                    Some(ty) => ty,
                    None => Type::Json,
                },
                declared: None,
                style: parameter.style,
                contents: Vec::new(),
                required: parameter.required,
                constant: parameter
                    .schema
                    .filter(|_| parameter.required)
                    .and_then(|schema| {
                        let value = self.only_value(schema)?;
                        let ty = self.type_of(schema);
                        self.fitting_constant(schema, &ty, value)
                    }),
                constraints: parameter
                    .schema
                    .map(|schema| self.constraints(schema))
                    .unwrap_or_default(),
                pattern: None,
                media_types: Vec::new(),
                docs: self.docs_with_description(described),
                place: parameter.place.clone(),
            };
            let mut built = with_style(built);
            if let Some(content) = &parameter.whole_query {
                let (ty, media_type) = self.whole_query_content(content);
                let name = docs::code(&media_type);
                let fact = format!("The whole query, as {name}.");
                built.docs.facts.push(fact);
                built.ty = ty;
                built.contents = vec![Content {
                    media_type,
                    encodings: content.encodings.clone(),
                }];
            }
            let declared = parameter
                .schema
                .and_then(|schema| self.declared(schema, &built.ty));
            built.declared = declared;
            match parameter.whole_query {
                Some(_) => self.lint_nested_members(&built, types),
                None => self.lint_nested_parameter(&built, types),
            }
            built.pattern = self.pattern(&built);
            built.docs.sunset = parameter.sunset.clone().or(built.docs.sunset);
            let given = parameter.client_name.as_deref();
            parameters.push((built, (given, parameter.rust_name.as_ref())));
        }
        if let Some(body) = operation.body.map(|id| self.document.bodies.get(id))
            && let Some(schema) = body.schema
        {
            let (ty, contents) = self.request_contents(&body.contents);
            let declared = self.declared(schema, &ty);
            let mut built = Parameter {
                name: String::new(),
                wire: body.name.clone().unwrap_or_else(|| "body".to_owned()),
                was: names::previous_name(body.rust_was.as_ref(), self.diagnostics),
                location: Location::Body,
                ty,
                declared,
                style: Style::Usual,
                contents,
                required: body.required,
                constant: None,
                constraints: self.constraints(schema),
                pattern: None,
                media_types: body.media_types.clone(),
                docs: self.docs_with_description((
                    body.description.as_deref(),
                    Some(schema),
                    false,
                )),
                place: body.place.clone(),
            };
            self.lint_nested_members(&built, types);
            let names = built.contents.iter();
            let names: Vec<String> = names.map(|one| docs::code(&one.media_type)).collect();
            if let Some((last, others)) = names.split_last() {
                let others = others.join(", ");
                let or = if others.is_empty() { "" } else { " or " };
                let fact = format!("Sent as {others}{or}{last}.");
                built.docs.facts.push(fact);
            }
            parameters.push((built, (None, body.rust_name.as_ref())));
        }
        let route = format!("{} {}", operation.method, operation.path);
        self.name_parameters(route, &mut parameters);
        let mut parameters: Vec<_> = parameters
            .into_iter()
            .map(|(parameter, _)| parameter)
            .collect();
        parameters
            .sort_by_key(|parameter| (parameter.location == Location::Body, !parameter.required));
        (api_version, parameters)
    }

    /// Returns the pattern of a parameter in Rust's syntax. A pattern that Rust cannot express remains in the docs
    /// only.
    fn pattern(&mut self, parameter: &Parameter) -> Option<String> {
        let text = parameter.constraints.keywords.get(&Constraint::Pattern)?;
        let pattern = pattern::translate_pattern(text);
        if pattern.is_none() {
            let message = format!(
                "the pattern of `{}` cannot be checked in Rust",
                parameter.wire
            );
            let note = "it is documented, but not checked";
            self.diagnostics.push(
                Diagnostic::new(Code::Pattern, message)
                    .at(parameter.place.clone())
                    .note(note),
            );
        }
        pattern
    }

    fn name_parameters(&mut self, route: String, parameters: &mut [(Parameter, Chosen<'d>)]) {
        let given: Vec<_> = parameters
            .iter()
            .map(|(parameter, (given, _))| (parameter.wire.as_str(), *given))
            .collect();
        let given = names::source_texts(&given);
        let mut uses: HashMap<&str, usize> = HashMap::new();
        for text in &given {
            *uses.entry(text).or_default() += 1;
        }
        let text = |parameter: &Parameter, given: &str| {
            // The same name may occur in two locations.
            let place = match parameter.location {
                _ if uses.get(given) == Some(&1) => return given.to_owned(),
                Location::Path => "path",
                Location::Query => "query",
                Location::Header => "header",
                Location::Cookie => "cookie",
                Location::Body => "body",
            };
            format!("{}/{place}", parameter.wire)
        };
        let texts: Vec<String> = parameters
            .iter()
            .zip(&given)
            .map(|((parameter, _), given)| text(parameter, given))
            .collect();
        let wanted: Vec<_> = texts
            .iter()
            .zip(parameters.iter())
            .map(|(text, (parameter, (_, chosen)))| NameRequest {
                is_renamed: parameter.was.is_some(),
                ..NameRequest::new(text, *chosen)
            })
            .collect();
        let scope = Scope::Operation(route);
        let names = names::assign(Role::Field, &scope, &wanted, self.past, self.diagnostics);
        for ((parameter, _), name) in parameters.iter_mut().zip(names) {
            parameter.name = name;
        }
    }

    /// Returns the docs of a schema, with the description of the object that has the schema if there is one.
    fn docs_with_description(
        &self,
        (description, schema, deprecated): (Option<&str>, Option<SchemaId>, bool),
    ) -> Docs {
        let mut docs = schema.map(|schema| self.docs(schema)).unwrap_or_default();
        let own = docs::text(description);
        if !own.text.is_empty() {
            docs.text = own.text;
        }
        docs.deprecated |= deprecated;
        docs
    }

    fn response(
        &mut self,
        status: &str,
        id: openapi::ResponseId,
        (documented, is_paged): (&[openapi::OperationReply], bool),
    ) -> Response {
        let response = self.document.responses.get(id);
        let mut headers = Vec::new();
        for (wire, id) in &response.headers {
            let header = self.document.headers.get(*id);
            let ty = header
                .schema
                .map_or(Type::Json, |schema| self.type_of(schema));
            headers.push(Header {
                wire: wire.clone(),
                declared: header.schema.and_then(|schema| self.declared(schema, &ty)),
                ty,
                required: header.required,
                constraints: header
                    .schema
                    .map(|schema| self.constraints(schema))
                    .unwrap_or_default(),
                docs: self.docs_with_description((
                    header.description.as_deref(),
                    header.schema,
                    header.deprecated,
                )),
                place: header.place.clone(),
            });
        }
        let sent = self.header_examples(response);
        let shown = response.examples.iter().map(|example| Example {
            name: example.name.clone(),
            summary: example.summary.clone(),
            json: example.value.to_json(true),
            headers: sent.clone(),
        });
        let own = documented
            .iter()
            .filter(|own| own.status == status && response.schema.is_some())
            .filter_map(|own| {
                Some(Example {
                    name: own.name.clone(),
                    summary: String::new(),
                    json: own.body.as_ref()?.to_json(true),
                    headers: own.headers.clone(),
                })
            });
        let examples = shown.chain(own).collect();
        let (body, contents) = self.response_contents(&response.contents, is_paged);
        let declared = match (&body, response.schema) {
            (Some(body), Some(schema)) => self.declared(schema, body),
            _ => None,
        };
        let stream = self.stream(&response.contents);
        Response {
            status: status.to_owned(),
            body,
            declared,
            contents,
            constraints: response
                .schema
                .map(|schema| self.constraints(schema))
                .unwrap_or_default(),
            media_types: response.media_types.clone(),
            stream,
            place: response.place.clone(),
            headers,
            docs: docs::text(response.description.as_deref()),
            examples,
        }
    }
}
