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
];
