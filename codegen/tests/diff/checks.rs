//! A small pair of documents for each check. `golden/checks.txt` has the exact reports.

mod aliases;
mod choices;
mod operations;
mod same;
mod types;
mod values;

use std::collections::BTreeSet;

use billing_codegen::diff::{Check, Class};

use crate::{assert_golden, compare, format_report};

/// Place of the two texts of a case in their documents.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum At {
    /// Schema of a response body.
    Response,
    /// Schema of a request body.
    Request,
    /// Schema of both bodies.
    Both,
    /// Content of an operation that otherwise has only a response.
    Operation,
    /// Responses of an operation.
    Responses,
    /// Paths.
    Paths,
    /// Document without its first line.
    Document,
}

use At::{Both, Document, Operation, Paths, Request, Response, Responses};

/// The check, its class on the wire, the place of the texts, the old text and the new text.
pub(crate) type Case = (&'static str, Class, At, &'static str, &'static str);

/// Returns all cases.
pub(crate) fn cases() -> impl Iterator<Item = &'static Case> {
    [
        operations::CASES,
        types::CASES,
        values::CASES,
        choices::CASES,
        aliases::CASES,
    ]
    .into_iter()
    .flatten()
}

/// Returns a document with a text at its place.
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
    let info = match inside.starts_with("info:") {
        true => "",
        false => "info: { title: Things, version: '1' }\n",
    };
    format!("openapi: 3.0.3\n{info}{inside}\n")
}

#[test]
fn each_case_is_found_by_its_check() {
    let mut golden = String::new();
    for (id, class, at, old, new) in cases() {
        let report = compare(&document(*at, old), &document(*at, new));
        let is_found = report.findings().any(|finding| {
            finding.change.check.id() == *id && finding.change.on_the_wire == *class
        });
        assert!(
            is_found,
            "{id}, {class:?}, {old} -> {new}\n{}",
            format_report(&report)
        );
        golden += &format!(
            "## {id}, {at:?}\n- {old}\n+ {new}\n\n{}\n\n",
            format_report(&report)
        );
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
