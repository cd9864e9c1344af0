//! A small pair of documents for each check. Their reports, word by word, are in `golden/checks.txt`.

mod operations;
mod types;

use std::collections::BTreeSet;

use billing_codegen::diff::{Check, Class};

use crate::{assert_golden, compared, told};

/// Where the two texts of a case stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum At {
    /// They are the schema of a response's body.
    Response,
    /// They are the schema of a request's body.
    Request,
    /// They are the schema of both.
    Both,
    /// They are the inside of an operation that has nothing else but a response.
    Operation,
    /// They are the responses of an operation.
    Responses,
    /// They are the paths.
    Paths,
    /// They are the whole document below its first line.
    Document,
}

use At::{Both, Document, Operation, Paths, Request, Response, Responses};

/// The check, its class, where the texts stand, the old and the new text.
pub(crate) type Case = (&'static str, Class, At, &'static str, &'static str);

/// All cases.
pub(crate) fn cases() -> impl Iterator<Item = &'static Case> {
    operations::CASES.iter().chain(types::CASES)
}

/// A document with a text in its place.
pub(crate) fn document(at: At, text: &str) -> String {
    let body = |schema: &str| {
        format!("{{ required: true, content: {{ application/json: {{ schema: {schema} }} }} }}")
    };
    let response = |schema: &str| {
        format!(
            "{{ '200': {{ description: x, content: {{ application/json: {{ schema: {schema} }} }} }} }}"
        )
    };
    let schema = "{ $ref: '#/components/schemas/Thing' }";
    let components = format!("components: {{ schemas: {{ Thing: {text} }} }}");
    let plain = "{ '200': { description: x } }";
    let inside = match at {
        Response => format!(
            "paths:\n  /things:\n    get:\n      operationId: Things_Get\n      responses: {}\n{components}",
            response(schema)
        ),
        Request => format!(
            "paths:\n  /things:\n    put:\n      operationId: Things_Put\n      requestBody: {}\n      responses: {plain}\n{components}",
            body(schema)
        ),
        Both => format!(
            "paths:\n  /things:\n    put:\n      operationId: Things_Put\n      requestBody: {}\n      responses: {}\n{components}",
            body(schema),
            response(schema)
        ),
        Operation => format!(
            "paths:\n  /things:\n    get:\n      operationId: Things_Get\n      responses: {plain}\n      {text}"
        ),
        Responses => format!(
            "paths:\n  /things:\n    get:\n      operationId: Things_Get\n      responses: {text}"
        ),
        Paths if text == "{}" => "paths: {}".to_owned(),
        Paths => format!("paths:\n  {text}"),
        Document => text.to_owned(),
    };
    format!("openapi: 3.0.3\ninfo: {{ title: Things, version: '1' }}\n{inside}\n")
}

#[test]
fn each_check_finds_what_it_looks_for() {
    let mut golden = String::new();
    for (id, class, at, old, new) in cases() {
        let report = compared(&document(*at, old), &document(*at, new));
        let is_found = report
            .findings()
            .any(|finding| finding.change.check.id() == *id && finding.change.class == *class);
        assert!(
            is_found,
            "{id}, {class:?}, {old} -> {new}\n{}",
            told(&report)
        );
        golden += &format!("## {id}, {at:?}\n- {old}\n+ {new}\n\n{}\n\n", told(&report));
    }
    assert_golden("checks.txt", &golden);
}

#[test]
fn each_check_has_a_case() {
    let cases: BTreeSet<_> = cases().map(|(id, ..)| *id).collect();
    let services = [
        "api-version-added",
        "api-version-removed",
        "type-split",
        "types-merged",
    ];
    let missing: Vec<_> = Check::ALL
        .iter()
        .map(|check| check.id())
        .filter(|id| !cases.contains(id) && !services.contains(id))
        .collect();
    assert_eq!(missing, [""; 0]);
}
