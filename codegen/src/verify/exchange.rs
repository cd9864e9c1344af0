//! Requests and answers that a document shows whole (`x-ms-examples`).

use std::collections::HashMap;

use super::{
    Check, Effect, Mismatch,
    mismatch::{push_member, shown},
    reading::{Expected, Reading},
    scalar::from_text,
    verifier::Verifier,
};
use crate::{
    diagnostic::{Place, nearest},
    model::{Type, Typed, is_api_version},
    openapi::{
        Answer, Direction, Document, Exchange, Given, Media, Operation, Parameter, Response,
        SchemaId,
    },
    source::Node,
};

/// The operation that an exchange is of, and what its schemas hold.
pub(super) struct Subject<'e> {
    pub(super) document: &'e Document,
    pub(super) operation: &'e Operation,
    pub(super) exchange: &'e Exchange,
    pub(super) typed: &'e HashMap<SchemaId, Typed>,
}

/// What an exchange shows, checked: mismatches with paths and pointers from the exchange.
pub(super) fn check(subject: &Subject<'_>, verifier: &mut Verifier<'_>) -> Vec<Mismatch> {
    let mut found = Vec::new();
    if let Some(given) = &subject.exchange.parameters {
        subject.parameters(given, verifier, &mut found);
    }
    for answer in &subject.exchange.answers {
        subject.answer(answer, verifier, &mut found);
    }
    found
}

impl Subject<'_> {
    fn parameters(&self, given: &[Given], verifier: &mut Verifier<'_>, found: &mut Vec<Mismatch>) {
        let document = self.document;
        let parameters: Vec<&Parameter> = self
            .operation
            .parameters
            .iter()
            .map(|id| document.parameters.get(*id))
            .collect();
        let body = self.operation.body.map(|id| document.bodies.get(id));
        let form = body
            .filter(|body| body.media_type.as_deref().map(Media::of) == Some(Media::Form))
            .and_then(|body| self.typed.get(&body.schema?))
            .and_then(|typed| verifier.fields(&typed.ty));
        let hosts: Vec<&str> = document
            .servers
            .iter()
            .flat_map(|server| &server.variables)
            .map(|variable| variable.name.as_str())
            .collect();
        let is_body = |name: &str| match &self.exchange.body {
            Some(own) => own == name,
            None => name == "body" || name == "parameters",
        };
        for one in given {
            let named = |parameter: &&&Parameter| {
                parameter.name == one.name
                    || parameter.location == crate::openapi::Location::Header
                        && parameter.name.eq_ignore_ascii_case(&one.name)
            };
            let prefix = || path(&["parameters", &one.name]);
            if let Some(parameter) = parameters.iter().find(named) {
                if is_api_version(parameter)
                    && let Some(mismatch) = self.api_version(parameter, one)
                {
                    found.push(at(mismatch, &prefix()));
                }
                let typed = parameter.schema.and_then(|id| self.typed.get(&id));
                if let Some(typed) = typed {
                    let reading = text(verifier, typed, &one.value, Direction::Request);
                    found.extend(reading.mismatches.into_iter().map(|it| at(it, &prefix())));
                }
            } else if let Some(fields) = form {
                let field = fields.iter().find(|field| field.wire == one.name);
                match field {
                    Some(field) => {
                        let typed = Typed {
                            ty: field.ty.clone(),
                            facts: field.facts.clone(),
                            place: field.place.clone(),
                        };
                        let reading = text(verifier, &typed, &one.value, Direction::Request);
                        found.extend(reading.mismatches.into_iter().map(|it| at(it, &prefix())));
                    }
                    None if hosts.contains(&one.name.as_str()) => {}
                    None => found.push(self.unlisted(&parameters, one)),
                }
            } else if let Some(body) = body.filter(|_| is_body(&one.name)) {
                let is_json = body.media_type.as_deref().map(Media::of) != Some(Media::Text)
                    && body.media_type.as_deref().map(Media::of) != Some(Media::Binary);
                let typed = body.schema.and_then(|id| self.typed.get(&id));
                if let Some(typed) = typed.filter(|_| is_json) {
                    let expected = Expected {
                        typed,
                        direction: Direction::Request,
                        is_document: false,
                        is_part: false,
                        is_one_text: false,
                    };
                    let reading = verifier.read(expected, &one.value);
                    found.extend(reading.mismatches.into_iter().map(|it| at(it, &prefix())));
                }
            } else if !hosts.contains(&one.name.as_str())
                && !body.is_some_and(|body| body.schema.is_none())
            {
                // The members of a form in several parts are not read, so anything may be one of them.
                found.push(self.unlisted(&parameters, one));
            }
        }
        for parameter in parameters.iter().filter(|parameter| parameter.required) {
            let is_given = given
                .iter()
                .any(|one| one.name.eq_ignore_ascii_case(&parameter.name));
            if !is_given {
                found.push(self.missing(parameter));
            }
        }
        if let (Some(body), None) = (body.filter(|body| body.required), form)
            && body.schema.is_some()
            && !given.iter().any(|one| is_body(&one.name))
        {
            let name = self.exchange.body.as_deref().unwrap_or("body");
            found.push(Mismatch {
                check: Check::MissingParameter,
                effect: Effect::Unnoticed,
                path: "parameters".to_owned(),
                pointer: "/parameters".to_owned(),
                is_name: true,
                what: format!("lacks the body `{name}`, which is required"),
                schema: Some((body.place.clone(), "required".to_owned())),
                notes: Vec::new(),
                help: None,
            });
        }
    }

    fn missing(&self, parameter: &Parameter) -> Mismatch {
        Mismatch {
            check: Check::MissingParameter,
            effect: Effect::Unnoticed,
            path: "parameters".to_owned(),
            pointer: "/parameters".to_owned(),
            is_name: true,
            what: format!("lacks `{}`, which is required", parameter.name),
            schema: Some((parameter.place.clone(), "required".to_owned())),
            notes: Vec::new(),
            help: None,
        }
    }

    fn unlisted(&self, parameters: &[&Parameter], one: &Given) -> Mismatch {
        let (path, pointer) = path(&["parameters", &one.name]);
        let known = parameters.iter().map(|parameter| parameter.name.as_str());
        Mismatch {
            check: Check::UnlistedParameter,
            effect: Effect::Unnoticed,
            path,
            pointer,
            is_name: true,
            what: "is no parameter of the operation".to_owned(),
            schema: Some((
                self.operation.place.clone(),
                "has no such parameter".to_owned(),
            )),
            notes: Vec::new(),
            help: nearest(&one.name, known).map(|known| format!("did you mean `{known}`?")),
        }
    }

    fn api_version(&self, parameter: &Parameter, one: &Given) -> Option<Mismatch> {
        let (Node::String(text) | Node::Number(text)) = &one.value else {
            return None;
        };
        let own = &self.document.api_version;
        // Documents without a date for a version have parameters that carry something else.
        let is_date = |text: &str| text.get(..2) == Some("20");
        (text != own && is_date(own) && is_date(text)).then(|| Mismatch {
            check: Check::OtherApiVersion,
            effect: Effect::Unnoticed,
            path: String::new(),
            pointer: String::new(),
            is_name: false,
            what: format!("is {}, in a document of `{own}`", shown(&one.value)),
            schema: Some((parameter.place.clone(), "this parameter".to_owned())),
            notes: Vec::new(),
            help: None,
        })
    }

    fn answer(&self, answer: &Answer, verifier: &mut Verifier<'_>, found: &mut Vec<Mismatch>) {
        let Some(response) = self.response(&answer.status) else {
            let (path, pointer) = path(&["responses", &answer.status]);
            found.push(Mismatch {
                check: Check::UnlistedStatus,
                effect: Effect::Unnoticed,
                path,
                pointer,
                is_name: true,
                what: "is no status of the operation".to_owned(),
                schema: Some((
                    self.operation.place.clone(),
                    "lists no such status, and no `default`".to_owned(),
                )),
                notes: Vec::new(),
                help: None,
            });
            return;
        };
        if let Some(body) = answer.body.as_ref().filter(|body| is_there(&body.value)) {
            let prefix = path(&["responses", &answer.status, "body"]);
            match response.schema.and_then(|id| self.typed.get(&id)) {
                Some(typed) => {
                    let media = response.media_type.as_deref().map(Media::of);
                    let is_read = !matches!(media, Some(Media::Text | Media::Binary));
                    if is_read {
                        let expected = Expected {
                            typed,
                            direction: Direction::Response,
                            is_document: true,
                            is_part: false,
                            is_one_text: false,
                        };
                        let reading = verifier.read(expected, &body.value);
                        found.extend(reading.mismatches.into_iter().map(|it| at(it, &prefix)));
                    }
                }
                // XML and the like have a schema that is not read.
                None if response.media_types.is_empty() => {
                    let (path, pointer) = prefix;
                    found.push(Mismatch {
                        check: Check::UnlistedBody,
                        effect: Effect::Unnoticed,
                        path,
                        pointer,
                        is_name: true,
                        what: "is a body where none is described".to_owned(),
                        schema: Some((response.place.clone(), "has no body".to_owned())),
                        notes: Vec::new(),
                        help: None,
                    });
                }
                None => {}
            }
        }
        let Some(headers) = &answer.headers else {
            return;
        };
        self.headers(response, answer, headers, verifier, found);
    }

    fn headers(
        &self,
        response: &Response,
        answer: &Answer,
        headers: &[Given],
        verifier: &mut Verifier<'_>,
        found: &mut Vec<Mismatch>,
    ) {
        for (name, id) in &response.headers {
            let header = self.document.headers.get(*id);
            let given = headers
                .iter()
                .find(|given| given.name.eq_ignore_ascii_case(name));
            match (given, header.schema.and_then(|id| self.typed.get(&id))) {
                (Some(given), Some(typed)) => {
                    let prefix = path(&["responses", &answer.status, "headers", &given.name]);
                    let reading = text(verifier, typed, &given.value, Direction::Response);
                    found.extend(reading.mismatches.into_iter().map(|it| at(it, &prefix)));
                }
                (None, _) if header.required => {
                    let (path, pointer) = path(&["responses", &answer.status, "headers"]);
                    found.push(Mismatch {
                        check: Check::MissingHeader,
                        effect: Effect::Unnoticed,
                        path,
                        pointer,
                        is_name: true,
                        what: format!("lack `{name}`, which is required"),
                        schema: Some((header.place.clone(), "required".to_owned())),
                        notes: Vec::new(),
                        help: None,
                    });
                }
                _ => {}
            }
        }
    }

    /// The response of a status: its own, that of its class, or the one of all others.
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
}

/// Whether a body is more than an empty stand-in for none.
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
    typed: &Typed,
    value: &Node,
    direction: Direction,
) -> Reading {
    let is_list = matches!(
        &typed.ty,
        Type::Array(_) | Type::Nullable(_) | Type::Boxed(_)
    );
    let is_one_text = is_list && value.as_str().is_some();
    let ty = verifier.on_the_wire(&typed.ty);
    let value = from_text(&ty, value);
    let expected = Expected {
        typed,
        direction,
        is_document: false,
        is_part: false,
        is_one_text,
    };
    verifier.read(expected, &value)
}

/// The JSON path and pointer over some names.
fn path(names: &[&str]) -> (String, String) {
    let (mut path, mut pointer) = (String::new(), String::new());
    for name in names {
        push_member(&mut path, name);
        crate::source::push_segment(&mut pointer, name);
    }
    (path, pointer)
}

/// A mismatch as seen from further out.
fn at(mut mismatch: Mismatch, (path, pointer): &(String, String)) -> Mismatch {
    let is_index = mismatch.path.is_empty() || mismatch.path.starts_with('[');
    let dot = if is_index { "" } else { "." };
    mismatch.path = format!("{path}{dot}{}", mismatch.path);
    mismatch.pointer = format!("{pointer}{}", mismatch.pointer);
    mismatch
}

/// The place of a mismatch in a value that stands at a place.
pub(super) fn place(base: &Place, mismatch: &Mismatch) -> Place {
    let pointer = format!("{}{}", base.pointer(), mismatch.pointer);
    let file = std::sync::Arc::from(base.file());
    match (pointer.is_empty(), mismatch.is_name) {
        (true, _) => Place::whole(&file),
        (false, true) => Place::key(&file, pointer),
        (false, false) => Place::value(&file, pointer),
    }
}
