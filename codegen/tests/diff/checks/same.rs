//! Pairs of texts that mean the same, between which nothing changes.

use super::{
    At::{self, Both, Document, Responses},
    document,
};
use crate::{compare, format_report};

const SAME: &[(At, &str, &str)] = &[
    // One of two equal inline schemas lists its members, values and required names in another order.
    (
        Both,
        "{ type: object, properties: { a: &one { type: object, required: [x, y], properties: { x: { type: string }, y: { type: string, enum: [p, q] }, z: { type: object, default: { b: 1, c: 2 } } } }, b: *one } }",
        "{ type: object, properties: { a: { type: object, required: [x, y], properties: { x: { type: string }, y: { type: string, enum: [p, q] }, z: { type: object, default: { b: 1, c: 2 } } } }, b: { type: object, required: [y, x], properties: { z: { type: object, default: { c: 2, b: 1 } }, y: { type: string, enum: [q, p] }, x: { type: string } } } } }",
    ),
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
    (
        Both,
        "{ type: object, properties: { a: { type: integer, format: int32 } } }",
        "{ type: object, properties: { a: { type: integer, format: Int32 } } }",
    ),
    (
        Both,
        "{ type: object, properties: { a: { type: string, format: guid } } }",
        "{ type: object, properties: { a: { type: string, format: uuid } } }",
    ),
    (
        Both,
        "{ type: object, properties: { a: { type: string } } }",
        "{ type: object, properties: { a: { type: string, format: password } } }",
    ),
    (
        Both,
        "{ type: object, properties: { a: { type: integer } } }",
        "{ type: object, properties: { a: { type: integer, multipleOf: 1 } } }",
    ),
    (
        Both,
        "{ type: object, properties: { a: { type: integer, format: int32 } } }",
        "{ type: object, properties: { a: { type: integer, format: int32, minimum: -2147483648, maximum: 2147483647 } } }",
    ),
    (
        Both,
        "{ type: object, properties: { a: { type: integer, format: uint8 } } }",
        "{ type: object, properties: { a: { type: integer, format: uint8, minimum: 0, maximum: 255 } } }",
    ),
    (
        Both,
        "{ type: object, properties: { a: { type: integer, format: uint64, maximum: 9 } } }",
        "{ type: object, properties: { a: { type: integer, format: uint64, minimum: 0, maximum: 9 } } }",
    ),
    (
        Both,
        "{ type: object, properties: { a: { type: boolean } } }",
        "{ type: object, properties: { a: { type: boolean, enum: [true, false] } } }",
    ),
    (
        Responses,
        "{ '200': { description: x, headers: { X-A: { schema: { type: string } } } } }",
        "{ '200': { description: x, headers: { x-a: { schema: { type: string, nullable: true } } } } }",
    ),
    (
        Responses,
        "{ '200': { description: x, content: { application/json: { schema: { type: string } } } } }",
        "{ '200': { description: x, content: { 'Application/json; charset=UTF-8': { schema: { type: string } } } } }",
    ),
    (
        Document,
        "servers: [{ url: 'https://shop.example/api' }]\npaths: { /a: { get: { responses: { '200': { description: x } } } } }",
        "servers: [{ url: 'HTTPS://Shop.example/api/' }]\npaths: { /a: { get: { responses: { '200': { description: x } } } } }",
    ),
    (
        Document,
        "servers: [{ url: 'https://shop.example/v1' }]\npaths: { /a: { get: { responses: { '200': { description: x } } } } }",
        "servers: [{ url: 'https://shop.example/v1/' }, { url: 'https://shop.example/v1' }]\npaths: { /a: { get: { responses: { '200': { description: x } } } } }",
    ),
    (
        Document,
        "components: { securitySchemes: { a: { type: apiKey, name: X-Key, in: header } } }\nsecurity: [{ a: [] }]\npaths: { /a: { get: { responses: { '200': { description: x } } } } }",
        "components: { securitySchemes: { a: { type: apiKey, name: x-key, in: header } } }\nsecurity: [{ a: [] }]\npaths: { /a: { get: { responses: { '200': { description: x } } } } }",
    ),
    (
        Document,
        "servers: [{ url: 'https://eu.example' }]\npaths: { /a: { get: { responses: { '200': { description: x } } } } }",
        "servers: [{ url: 'https://eu.example' }]\npaths: { /a: { get: { servers: [{ url: 'https://eu.example/' }], responses: { '200': { description: x } } } } }",
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

/// Schemas of OpenAPI 3.0 and what they are in OpenAPI 3.1.
const UPGRADED: &[(&str, &str)] = &[
    (
        "{ type: string, nullable: true }",
        "{ type: [string, 'null'] }",
    ),
    (
        "{ type: string, nullable: true }",
        "{ anyOf: [{ type: 'null' }, { type: string }] }",
    ),
    (
        "{ type: number, minimum: 0, exclusiveMinimum: true }",
        "{ type: number, exclusiveMinimum: 0 }",
    ),
    (
        "{ type: string, format: byte }",
        "{ type: string, contentEncoding: base64 }",
    ),
    (
        "{ type: string, format: base64url }",
        "{ type: string, contentEncoding: base64url }",
    ),
    ("{ type: string, enum: [x] }", "{ type: string, const: x }"),
    (
        "{ type: array, items: { type: integer, nullable: true } }",
        "{ type: array, items: { type: [integer, 'null'] } }",
    ),
];

#[test]
fn nothing_changes_between_dialects() {
    for (old, new) in UPGRADED {
        let text = |schema: &str| {
            let object = format!("{{ type: object, properties: {{ a: {schema} }} }}");
            document(Both, &object)
        };
        let (old, new) = (
            text(old),
            text(new).replace("openapi: 3.0.3", "openapi: 3.1.0"),
        );
        for (old, new) in [(&old, &new), (&new, &old)] {
            let report = compare(old, new);
            let is_silent = report.findings().next().is_none();
            assert!(is_silent, "{old} -> {new}\n{}", format_report(&report));
        }
    }
}
