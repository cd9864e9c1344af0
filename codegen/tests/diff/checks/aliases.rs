//! Checks of aliases.

use billing_codegen::diff::Class;

use super::{At::Document, Case};

const COMPATIBLE: Class = Class::Compatible;

pub(super) const CASES: &[Case] = &[
    (
        "type-added",
        COMPATIBLE,
        Document,
        "paths: { /a: { get: { responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { type: number } } } } } } } } } }\ncomponents: { schemas: {  } }",
        "paths: { /a: { get: { responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { $ref: '#/components/schemas/Sum' } } } } } } } } } }\ncomponents: { schemas: { Sum: { type: number } } }",
    ),
    (
        "type-removed",
        COMPATIBLE,
        Document,
        "paths: { /a: { get: { responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { $ref: '#/components/schemas/Sum' } } } } } } } } } }\ncomponents: { schemas: { Sum: { type: number } } }",
        "paths: { /a: { get: { responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { type: number } } } } } } } } } }\ncomponents: { schemas: {  } }",
    ),
    (
        "rust-type-changed",
        COMPATIBLE,
        Document,
        "paths: { /a: { get: { responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { $ref: '#/components/schemas/Sum' } } } } } } } } } }\ncomponents: { schemas: { Sum: { type: number } } }",
        "paths: { /a: { get: { responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { $ref: '#/components/schemas/Sum' } } } } } } } } } }\ncomponents: { schemas: { Sum: { type: object, properties: { value: { type: number } } } } }",
    ),
    (
        "rust-type-changed",
        COMPATIBLE,
        Document,
        "paths: { /a: { get: { responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { $ref: '#/components/schemas/Sum' } } } } } } } } } }\ncomponents: { schemas: { Sum: { type: object, properties: { value: { type: number } } } } }",
        "paths: { /a: { get: { responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { $ref: '#/components/schemas/Sum' } } } } } } } } } }\ncomponents: { schemas: { Sum: { type: number } } }",
    ),
    (
        "rust-type-changed",
        COMPATIBLE,
        Document,
        "paths: { /a: { get: { responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { $ref: '#/components/schemas/Sum' } } } } } } } } } }\ncomponents: { schemas: { Sum: { type: number } } }",
        "paths: { /a: { get: { responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { $ref: '#/components/schemas/Sum' } } } } } } } } } }\ncomponents: { schemas: { Sum: { type: array, items: { type: number } } } }",
    ),
    (
        "deprecated",
        COMPATIBLE,
        Document,
        "paths: { /a: { get: { responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { $ref: '#/components/schemas/Sum' } } } } } } } } } }\ncomponents: { schemas: { Sum: { type: number } } }",
        "paths: { /a: { get: { responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { $ref: '#/components/schemas/Sum' } } } } } } } } } }\ncomponents: { schemas: { Sum: { type: number, deprecated: true } } }",
    ),
    (
        "type-renamed",
        COMPATIBLE,
        Document,
        "paths: { /a: { get: { parameters: [{ name: at, in: query, schema: { $ref: '#/components/schemas/Sum' } }], responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { type: array, items: { $ref: '#/components/schemas/Sum' } } } } } } } } } } }\ncomponents: { schemas: { Sum: { type: number } } }",
        "paths: { /a: { get: { parameters: [{ name: at, in: query, schema: { $ref: '#/components/schemas/Sum' } }], responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { type: array, items: { $ref: '#/components/schemas/Sum' } } } } } } } } } } }\ncomponents: { schemas: { Sum: { type: number, x-rust-name: Total } } }",
    ),
    (
        "type-renamed",
        COMPATIBLE,
        Document,
        "paths: { /a: { get: { parameters: [{ name: at, in: query, schema: { $ref: '#/components/schemas/Sum' } }], responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { type: array, items: { $ref: '#/components/schemas/Sum' } } } } } } } } } } }\ncomponents: { schemas: { Sum: { type: number } } }",
        "paths: { /a: { get: { parameters: [{ name: at, in: query, schema: { $ref: '#/components/schemas/Sum' } }], responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { type: array, items: { $ref: '#/components/schemas/Sum' } } } } } } } } } } }\ncomponents: { schemas: { Sum: { type: string, x-rust-name: Total, deprecated: true } } }",
    ),
    (
        "type-renamed",
        COMPATIBLE,
        Document,
        "paths: { /a: { get: { parameters: [{ name: at, in: query, schema: { $ref: '#/components/schemas/Sum' } }], responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { type: array, items: { $ref: '#/components/schemas/Sum' } } } } } } } } } } }\ncomponents: { schemas: { Sum: { type: number } } }",
        "paths: { /a: { get: { parameters: [{ name: at, in: query, schema: { $ref: '#/components/schemas/Total' } }], responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { type: array, items: { $ref: '#/components/schemas/Total' } } } } } } } } } } }\ncomponents: { schemas: { Total: { type: number } } }",
    ),
    (
        "type-renamed",
        COMPATIBLE,
        Document,
        "paths: { /a: { get: { parameters: [{ name: at, in: query, schema: { $ref: '#/components/schemas/Sum' } }], responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { type: array, items: { $ref: '#/components/schemas/Part' } } } } } } } } } } }\ncomponents: { schemas: { Sum: { type: number }, Part: { type: array, items: { $ref: '#/components/schemas/Sum' } } } }",
        "paths: { /a: { get: { parameters: [{ name: at, in: query, schema: { $ref: '#/components/schemas/Total' } }], responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { type: array, items: { $ref: '#/components/schemas/Part' } } } } } } } } } } }\ncomponents: { schemas: { Total: { type: number }, Part: { type: array, items: { $ref: '#/components/schemas/Total' } } } }",
    ),
    (
        "type-renamed",
        COMPATIBLE,
        Document,
        "paths: { /a: { get: { parameters: [{ name: at, in: query, schema: { $ref: '#/components/schemas/Sum' } }], responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { type: array, items: { $ref: '#/components/schemas/Sum' } } } } } } } } } } }\ncomponents: { schemas: { Sum: { type: number } } }",
        "paths: { /a: { get: { parameters: [{ name: at, in: query, schema: { $ref: '#/components/schemas/Sum' } }], responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { type: array, items: { $ref: '#/components/schemas/Sum' } } } } } } } } } } }\ncomponents: { schemas: { Sum: { type: string, enum: [a], x-rust-name: Total } } }",
    ),
    (
        "type-removed",
        COMPATIBLE,
        Document,
        "paths: { /a: { get: { parameters: [{ name: at, in: query, schema: { $ref: '#/components/schemas/Sum' } }], responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { type: array, items: { $ref: '#/components/schemas/Sum' } } } } } } } } } } }\ncomponents: { schemas: { Sum: { type: number } } }",
        "paths: { /a: { get: { parameters: [{ name: at, in: query, schema: { $ref: '#/components/schemas/Total' } }], responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { type: array, items: { $ref: '#/components/schemas/Total' } } } } } } } } } } }\ncomponents: { schemas: { Total: { type: string } } }",
    ),
    (
        "type-added",
        COMPATIBLE,
        Document,
        "paths: { /a: { get: { parameters: [{ name: at, in: query, schema: { $ref: '#/components/schemas/Sum' } }], responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { type: array, items: { $ref: '#/components/schemas/Sum' } } } } } } } } } } }\ncomponents: { schemas: { Sum: { type: number } } }",
        "paths: { /a: { get: { parameters: [{ name: at, in: query, schema: { $ref: '#/components/schemas/Total' } }], responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { type: array, items: { $ref: '#/components/schemas/Total' } } } } } } } } } } }\ncomponents: { schemas: { Total: { type: number }, Sum: { type: object } } }",
    ),
    (
        "type-renamed",
        COMPATIBLE,
        Document,
        "paths: { /a: { get: { parameters: [{ name: at, in: query, schema: { $ref: '#/components/schemas/Sum' } }], responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { type: array, items: { $ref: '#/components/schemas/Sum' } } } } } } } } } } }\ncomponents: { schemas: { Sum: { type: number } } }",
        "paths: { /a: { get: { parameters: [{ name: at, in: query, schema: { $ref: '#/components/schemas/Total' } }], responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { type: array, items: { $ref: '#/components/schemas/Total' } } } } } } } } } } }\ncomponents: { schemas: { Total: { type: string, x-rust-was: Sum } } }",
    ),
    (
        "type-renamed",
        COMPATIBLE,
        Document,
        "paths: { /a: { get: { parameters: [{ name: at, in: query, schema: { $ref: '#/components/schemas/Sum' } }], responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { type: array, items: { $ref: '#/components/schemas/Sum' } } } } } } } } } } }\ncomponents: { schemas: { Sum: { type: number } } }",
        "paths: { /a: { get: { parameters: [{ name: at, in: query, schema: { $ref: '#/components/schemas/Total' } }], responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { type: array, items: { $ref: '#/components/schemas/Total' } } } } } } } } } } }\ncomponents: { schemas: { Total: { type: object, x-rust-was: Sum, properties: { value: { type: number } } } } }",
    ),
    (
        "type-renamed",
        COMPATIBLE,
        Document,
        "paths: { /a: { get: { parameters: [{ name: at, in: query, schema: { $ref: '#/components/schemas/Sum' } }], responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { type: array, items: { $ref: '#/components/schemas/Sum' } } } } } } } } } } }\ncomponents: { schemas: { Sum: { type: object, properties: { value: { type: number } } } } }",
        "paths: { /a: { get: { parameters: [{ name: at, in: query, schema: { $ref: '#/components/schemas/Total' } }], responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { type: array, items: { $ref: '#/components/schemas/Total' } } } } } } } } } } }\ncomponents: { schemas: { Total: { type: number, x-rust-was: Sum } } }",
    ),
    (
        "type-renamed",
        COMPATIBLE,
        Document,
        "paths: { /a: { get: { parameters: [{ name: at, in: query, schema: { $ref: '#/components/schemas/Total' } }], responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { type: array, items: { $ref: '#/components/schemas/Total' } } } } } } } } } } }\ncomponents: { schemas: { Total: { type: string, x-rust-was: Sum } } }",
        "paths: { /a: { get: { parameters: [{ name: at, in: query, schema: { $ref: '#/components/schemas/Sum' } }], responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { type: array, items: { $ref: '#/components/schemas/Sum' } } } } } } } } } } }\ncomponents: { schemas: { Sum: { type: number } } }",
    ),
    (
        "type-added",
        COMPATIBLE,
        Document,
        "paths: { /a: { get: { parameters: [{ name: at, in: query, schema: { $ref: '#/components/schemas/Sum' } }], responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { type: array, items: { $ref: '#/components/schemas/Sum' } } } } } } } } } } }\ncomponents: { schemas: { Sum: { type: number } } }",
        "paths: { /a: { get: { parameters: [{ name: at, in: query, schema: { $ref: '#/components/schemas/Fee' } }], responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { a: { type: array, items: { $ref: '#/components/schemas/Fee' } } } } } } } } } } }\ncomponents: { schemas: { Fee: { type: number }, Total: { type: array, x-rust-was: Sum, items: { $ref: '#/components/schemas/Fee' } } } }",
    ),
];
