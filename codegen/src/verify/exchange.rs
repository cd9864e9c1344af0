//! Examples of whole operations: a request and its responses (`x-ms-examples`).

use std::collections::{HashMap, HashSet};

use super::{
    Check, Effect, Mismatch,
    mismatch::{Way, shown},
    reading::{Expected, Reading, Role},
    scalar::from_text,
    verifier::Verifier,
};
use crate::{
    model::{ApiVersionValue, Field, Type, TypedSchema, api_version_value},
    openapi::{
        Body, Direction, Document, ExampleResponse, Header, Location, Media, NamedValue, Operation,
        OperationExample, Parameter, Response, SchemaId, SecurityScheme,
    },
    source::Node,
};

/// The operation of an example, and the types of its schemas.
pub(super) struct Subject<'e> {
    pub(super) document: &'e Document,
    pub(super) operation: &'e Operation,
    pub(super) exchange: &'e OperationExample,
    pub(super) typed: &'e HashMap<SchemaId, TypedSchema>,
}

/// Checks an example of an operation. Paths and pointers of the mismatches start at the example.
pub(super) fn check(subject: &Subject<'_>, verifier: &mut Verifier<'_>) -> Vec<Mismatch> {
    let mut found = Vec::new();
    if let Some(given) = &subject.exchange.parameters {
        let request = Request::of(subject, verifier);
        for one in given {
            subject.given(&request, one, verifier, &mut found);
        }
        subject.missing(&request, given, &mut found);
    }
    for answer in &subject.exchange.responses {
        subject.answer(answer, verifier, &mut found);
    }
    found
}

/// The request of an operation.
struct Request<'e> {
    parameters: Vec<&'e Parameter>,
    /// The parameters by name, those of headers in lower case.
    by_name: HashMap<String, &'e Parameter>,
    body: Option<&'e Body>,
    /// The members of a form body, each of which the example passes separately.
    form: Option<&'e [Field]>,
    form_by_name: HashMap<&'e str, &'e Field>,
    /// The variables of the server URL.
    hosts: Vec<&'e str>,
}

impl<'e> Request<'e> {
    fn of(subject: &Subject<'e>, verifier: &Verifier<'e>) -> Self {
        let (document, operation) = (subject.document, subject.operation);
        let parameters = operation.parameters.iter();
        let parameters: Vec<_> = parameters.map(|id| document.parameters.get(*id)).collect();
        let mut by_name = HashMap::new();
        for parameter in &parameters {
            by_name.entry(key(parameter)).or_insert(*parameter);
        }
        let body = operation.body.map(|id| document.bodies.get(id));
        let form = body
            .filter(|body| media(body.media_type.as_deref()).is_some_and(Media::is_form))
            .and_then(|body| subject.typed.get(&body.schema?))
            .and_then(|typed| verifier.fields(&typed.ty));
        let variables = document.servers.iter().flat_map(|server| &server.variables);
        Self {
            parameters,
            by_name,
            body,
            form_by_name: form
                .into_iter()
                .flatten()
                .map(|field| (field.wire.as_str(), field))
                .collect(),
            form,
            hosts: variables.map(|variable| variable.name.as_str()).collect(),
        }
    }

    fn parameter(&self, name: &str) -> Option<&'e Parameter> {
        let is_header = |parameter: &&Parameter| parameter.location == Location::Header;
        let exact = self.by_name.get(name).copied();
        let header = || self.by_name.get(&name.to_ascii_lowercase()).copied();
        exact.or_else(|| header().filter(is_header))
    }
}

/// Returns the name by which an example names a parameter. Headers have no case.
fn key(parameter: &Parameter) -> String {
    match parameter.location {
        Location::Header => parameter.name.to_ascii_lowercase(),
        _ => parameter.name.clone(),
    }
}

impl Subject<'_> {
    /// Checks one of the sent values.
    fn given(
        &self,
        request: &Request<'_>,
        one: &NamedValue,
        verifier: &mut Verifier<'_>,
        found: &mut Vec<Mismatch>,
    ) {
        let way = Way::to(&["parameters", &one.name]);
        let mut add = |reading: Reading| {
            found.extend(reading.mismatches.into_iter().map(|it| it.below(&way)));
        };
        if let Some(parameter) = request.parameter(&one.name) {
            if let Some(typed) = parameter.schema.and_then(|id| self.typed.get(&id)) {
                add(text(verifier, typed, &one.value, Direction::Request));
            }
            let other = self.other_api_version(parameter, one);
            found.extend(other.map(|other| other.below(&way)));
            return;
        }
        let field = request.form_by_name.get(one.name.as_str());
        if let Some(field) = field {
            let typed = TypedSchema {
                ty: field.ty.clone(),
                constraints: field.constraints.clone(),
                place: field.place.clone(),
            };
            add(text(verifier, &typed, &one.value, Direction::Request));
            return;
        }
        match request.body {
            Some(body) if request.form.is_none() && self.is_body(&one.name) => {
                if let Some(typed) = self.read_as(body.schema, body.media_type.as_deref()) {
                    add(verifier.read(whole(typed, Direction::Request), &one.value));
                }
            }
            // The parts of a body without an object are not known, so anything may be one of them.
            Some(body)
                if request.form.is_none()
                    && media(body.media_type.as_deref()) == Some(Media::Multipart) => {}
            Some(body) if body.schema.is_none() => {}
            _ if request.hosts.contains(&one.name.as_str()) => {}
            _ if self.is_credential(&one.name) => {}
            _ => {
                let what = "is no parameter of the operation".to_owned();
                let known = request.parameters.iter();
                let unlisted = Mismatch::new(Check::UnlistedParameter, Effect::Unnoticed, what)
                    .says(&self.operation.place, "has no such parameter")
                    .nearest(
                        &mut verifier.lookups.suggestions,
                        &one.name,
                        known.map(|known| known.name.as_str()),
                    )
                    .name();
                found.push(unlisted.below(&way));
            }
        }
    }

    /// Returns whether a name is that of a credential, which security schemes describe and parameters do not.
    fn is_credential(&self, name: &str) -> bool {
        let mut schemes = self.document.security_schemes.iter();
        schemes.any(|(key, scheme)| match scheme {
            SecurityScheme::Header(own) => own.eq_ignore_ascii_case(name) || key == name,
            SecurityScheme::Query(own) | SecurityScheme::Cookie(own) => own == name || key == name,
            SecurityScheme::Bearer | SecurityScheme::Basic | SecurityScheme::Other(_) => {
                name.eq_ignore_ascii_case("authorization") || key == name
            }
        })
    }

    /// Returns whether a name is that of the body. OpenAPI 3 documents have no name for it.
    fn is_body(&self, name: &str) -> bool {
        match &self.exchange.body {
            Some(own) => own == name,
            None => name == "body" || name == "parameters",
        }
    }

    /// Reports required values that are not sent.
    fn missing(&self, request: &Request<'_>, given: &[NamedValue], found: &mut Vec<Mismatch>) {
        let way = Way::to(&["parameters"]);
        let given_names = given.iter().map(|one| one.name.to_ascii_lowercase());
        let given_names: HashSet<String> = given_names.collect();
        let is_given = |name: &str| given_names.contains(&name.to_ascii_lowercase());
        let required = request
            .parameters
            .iter()
            .filter(|parameter| parameter.required);
        let parameters = required
            .filter(|parameter| !is_given(&parameter.name))
            .map(|parameter| (parameter.name.as_str(), &parameter.place));
        let fields = request.form.into_iter().flatten();
        let fields = fields
            .filter(|field| field.required && !is_given(&field.wire))
            .map(|field| (field.wire.as_str(), &field.place));
        let is_shown = given.iter().any(|one| self.is_body(&one.name));
        let body = request
            .body
            .filter(|body| body.required && body.schema.is_some())
            .filter(|_| request.form.is_none() && !is_shown)
            .map(|body| (self.exchange.body.as_deref().unwrap_or("body"), &body.place));
        for (name, place) in parameters.chain(fields).chain(body) {
            let what = format!("lacks `{name}`, which is required");
            let missing = Mismatch::new(Check::MissingParameter, Effect::Unnoticed, what)
                .says(place, "required")
                .name();
            found.push(missing.below(&way));
        }
    }

    fn other_api_version(&self, parameter: &Parameter, one: &NamedValue) -> Option<Mismatch> {
        let (Node::String(text) | Node::Number(text)) = &one.value else {
            return None;
        };
        let own = match api_version_value(self.document, parameter)? {
            ApiVersionValue::Requested => self.document.api_version.clone(),
            ApiVersionValue::Own(value) => value,
        };
        // Where versions are no dates, the parameter carries something else.
        let is_date = |text: &str| text.starts_with("20");
        let differs = *text != own && is_date(&own) && is_date(text);
        differs.then(|| {
            let what = format!("is {}, in a document of `{own}`", shown(&one.value));
            Mismatch::new(Check::OtherApiVersion, Effect::Unnoticed, what)
                .says(&parameter.place, "carries the api-version")
        })
    }

    fn answer(
        &self,
        answer: &ExampleResponse,
        verifier: &mut Verifier<'_>,
        found: &mut Vec<Mismatch>,
    ) {
        let Some(response) = self.response(&answer.status) else {
            let what = "is no status of the operation".to_owned();
            let unlisted = Mismatch::new(Check::UnlistedStatus, Effect::Unnoticed, what)
                .says(
                    &self.operation.place,
                    "lists no such status, and no `default`",
                )
                .name();
            found.push(unlisted.below(&Way::to(&["responses", &answer.status])));
            return;
        };
        if let Some(body) = answer.body.as_ref().filter(|body| is_there(&body.value)) {
            let way = Way::to(&["responses", &answer.status, "body"]);
            if let Some(typed) = self.read_as(response.schema, response.media_type.as_deref()) {
                let reading = verifier.read(whole(typed, Direction::Response), &body.value);
                found.extend(reading.mismatches.into_iter().map(|it| it.below(&way)));
            } else if response.media_types.is_empty() && response.schema.is_none() {
                let what = "is a body where none is described".to_owned();
                let unlisted = Mismatch::new(Check::UnlistedBody, Effect::Unnoticed, what)
                    .says(&response.place, "has no body")
                    .name();
                found.push(unlisted.below(&way));
            }
        }
        for (name, id) in &response.headers {
            let header = self.document.headers.get(*id);
            if let Some(given) = &answer.headers {
                self.header(name, header, (answer, given), verifier, found);
            }
        }
    }

    fn header(
        &self,
        name: &str,
        header: &Header,
        (answer, given): (&ExampleResponse, &[NamedValue]),
        verifier: &mut Verifier<'_>,
        found: &mut Vec<Mismatch>,
    ) {
        let one = given
            .iter()
            .find(|given| given.name.eq_ignore_ascii_case(name));
        match one {
            Some(one) => {
                let way = Way::to(&["responses", &answer.status, "headers", &one.name]);
                if let Some(typed) = header.schema.and_then(|id| self.typed.get(&id)) {
                    let reading = text(verifier, typed, &one.value, Direction::Response);
                    found.extend(reading.mismatches.into_iter().map(|it| it.below(&way)));
                }
            }
            None if header.required => {
                let way = Way::to(&["responses", &answer.status, "headers"]);
                let what = format!("lacks `{name}`, which is required");
                let missing = Mismatch::new(Check::MissingHeader, Effect::Unnoticed, what)
                    .says(&header.place, "required")
                    .name();
                found.push(missing.below(&way));
            }
            None => {}
        }
    }

    /// Returns the response of a status: its own, that of its class, or `default`.
    fn response(&self, status: &str) -> Option<&Response> {
        let class = format!("{}XX", status.get(..1).unwrap_or_default());
        let of = |wanted: &str| {
            let mut all = self.operation.responses.iter();
            all.find(|(own, _)| own == wanted)
        };
        let (_, id) = of(status)
            .or_else(|| of(&class))
            .or_else(|| of("default"))?;
        Some(self.document.responses.get(*id))
    }

    /// Returns the type of a JSON body.
    fn read_as(&self, schema: Option<SchemaId>, media_type: Option<&str>) -> Option<&TypedSchema> {
        let typed = self.typed.get(&schema?)?;
        (!matches!(
            media(media_type),
            Some(Media::Text | Media::Binary | Media::Xml)
        ))
        .then_some(typed)
    }
}

fn media(media_type: Option<&str>) -> Option<Media> {
    media_type.map(Media::from_name)
}

/// Returns the expectation for a whole body.
fn whole(typed: &TypedSchema, direction: Direction) -> Expected<'_> {
    let role = match direction {
        Direction::Response => Role::Body,
        _ => Role::Part,
    };
    Expected {
        typed,
        direction,
        role,
    }
}

/// Returns whether a body is more than an empty placeholder.
fn is_there(body: &Node) -> bool {
    match body {
        Node::Null => false,
        Node::String(text) => !text.is_empty(),
        Node::Mapping(members) => !members.is_empty(),
        _ => true,
    }
}

/// Reads a value that is sent as text.
pub(super) fn text(
    verifier: &mut Verifier<'_>,
    typed: &TypedSchema,
    value: &Node,
    direction: Direction,
) -> Reading {
    let ty = verifier.on_the_wire(&typed.ty);
    let is_list = matches!(ty, Type::Array(_)) && value.as_str().is_some();
    let role = if is_list { Role::List } else { Role::Text };
    let expected = Expected {
        typed,
        direction,
        role,
    };
    verifier.read(expected, &from_text(&ty, value))
}
