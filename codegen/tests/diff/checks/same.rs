//! Pairs of texts that mean the same, between which nothing changes.

use super::{
    At::{self, Both, Document, Responses},
    document,
};
use crate::{compare, format_report};

const SAME: &[(At, &str, &str)] = &[
    (
        Both,
        "{ type: object, properties: { a: { type: string, minLength: 0 } } }",
        "{ type: object, properties: { a: { type: string } } }",
    ),
    (
        Both,
        "{ type: object, properties: { a: { type: array, minItems: 0, items: { type: string } } } }",
        "{ type: object, properties: { a: { type: array, items: { type: string } } } }",
    ),
    (
        Both,
        "{ type: object, properties: { a: { type: number, default: 1.0 } } }",
        "{ type: object, properties: { a: { type: number, default: 1 } } }",
    ),
    (
        Both,
        "{ type: object, properties: { a: { type: object, default: { b: 1, c: 2e0 } } } }",
        "{ type: object, properties: { a: { type: object, default: { c: 2, b: 1.0 } } } }",
    ),
    (
        Both,
        "{ type: object, properties: { a: { type: number, enum: [1.0, 2] } } }",
        "{ type: object, properties: { a: { type: number, enum: [1, 2.00] } } }",
    ),
    (
        Both,
        "{ type: object, properties: { a: { type: integer, minimum: 0, exclusiveMinimum: true } } }",
        "{ type: object, properties: { a: { type: integer, minimum: 1 } } }",
    ),
    (
        Both,
        "{ type: object, properties: { a: { type: integer, maximum: 10, exclusiveMaximum: true } } }",
        "{ type: object, properties: { a: { type: integer, maximum: 9 } } }",
    ),
    (
        Both,
        "{ type: object, properties: { a: { type: string, pattern: '^.*$' } } }",
        "{ type: object, properties: { a: { type: string } } }",
    ),
    (
        Both,
        "{ type: object, properties: { a: { type: string } } }",
        "{ type: object, properties: { a: { type: string } }, additionalProperties: true }",
    ),
    (
        Both,
        "{ type: object, properties: { a: { type: number, format: decimal } } }",
        "{ type: object, properties: { a: { type: number } } }",
    ),
    (
        Responses,
        "{ '200': { description: x, content: { application/octet-stream: { schema: { type: string, format: binary } } } } }",
        "{ '200': { description: y, content: { application/octet-stream: { schema: { type: string, format: binary } } } } }",
    ),
    (
        Document,
        "security: []\npaths: { /a: { get: { responses: { '200': { description: x } } } } }",
        "security: [{}]\npaths: { /a: { get: { responses: { '200': { description: x } } } } }",
    ),
    (
        Document,
        "components: { securitySchemes: { a: { type: http, scheme: basic }, b: { type: http, scheme: bearer } } }\nsecurity: [{ a: [] }, { b: [] }]\npaths: { /a: { get: { responses: { '200': { description: x } } } } }",
        "components: { securitySchemes: { a: { type: http, scheme: basic }, b: { type: http, scheme: bearer } } }\nsecurity: [{ b: [] }, { a: [] }]\npaths: { /a: { get: { responses: { '200': { description: x } } } } }",
    ),
    (
        Document,
        "paths: { '/a/{b}': { get: { responses: { '200': { description: x } } } }, '/a/{c}': { get: { responses: { '200': { description: x } } } } }",
        "paths: { '/a/{c}': { get: { responses: { '200': { description: x } } } }, '/a/{b}': { get: { responses: { '200': { description: x } } } } }",
    ),
    (
        Document,
        "info: { title: Things, version: '2024-01-01' }\npaths: { /a: { get: { parameters: [{ name: api-version, in: query, required: true, schema: { type: string, enum: ['2024-01-01'] } }], responses: { '200': { description: x } } } } }",
        "info: { title: Things, version: '2024-06-01' }\npaths: { /a: { get: { parameters: [{ name: api-version, in: query, required: true, schema: { type: string, enum: ['2024-01-01'] } }], responses: { '200': { description: x } } } } }",
    ),
];

#[test]
fn nothing_changes_between_texts_of_one_meaning() {
    for (at, old, new) in SAME {
        for (old, new) in [(old, new), (new, old)] {
            // An api-version that goes back is reported.
            let is_back = old.contains("2024-06-01");
            let report = compare(&document(*at, old), &document(*at, new));
            let is_silent = is_back || report.findings().next().is_none();
            assert!(is_silent, "{old} -> {new}\n{}", format_report(&report));
        }
    }
}
