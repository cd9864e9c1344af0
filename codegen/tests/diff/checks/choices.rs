//! Checks of choices between types.

use billing_codegen::diff::Class;

use super::{
    At::{Document, Request, Response},
    Case,
};

const BREAKING: Class = Class::Breaking;
const COMPATIBLE: Class = Class::Compatible;

pub(super) const CASES: &[Case] = &[
    (
        "became-union",
        COMPATIBLE,
        Request,
        "{ type: object, properties: { a: { type: object, properties: { b: { type: string } } } } }",
        "{ type: object, properties: { a: { oneOf: [{ type: object, properties: { b: { type: string } } }, { type: object, properties: { c: { type: string } } }] } } }",
    ),
    (
        "type-renamed",
        COMPATIBLE,
        Document,
        "paths: { /a: { get: { responses: { '200': { description: x, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } } } } }\ncomponents: { schemas: { Pet: { oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }], discriminator: { propertyName: kind, mapping: { c: '#/components/schemas/Cat', d: '#/components/schemas/Dog' } } }, Cat: { type: object, required: [kind], properties: { kind: { type: string }, lives: { type: integer } } }, Dog: { type: object, required: [kind], properties: { kind: { type: string } } } } }",
        "paths: { /a: { get: { responses: { '200': { description: x, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } } } } }\ncomponents: { schemas: { Pet: { oneOf: [{ $ref: '#/components/schemas/Feline' }, { $ref: '#/components/schemas/Dog' }], discriminator: { propertyName: kind, mapping: { c: '#/components/schemas/Feline', d: '#/components/schemas/Dog' } } }, Feline: { type: object, required: [kind], properties: { kind: { type: string }, lives: { type: integer }, name: { type: string } } }, Dog: { type: object, required: [kind], properties: { kind: { type: string } } } } }",
    ),
    (
        "became-union",
        BREAKING,
        Document,
        UNION_PLAIN,
        UNION_ONE_OF,
    ),
    (
        "no-longer-union",
        COMPATIBLE,
        Document,
        UNION_ONE_OF,
        UNION_PLAIN,
    ),
    // Removing the alternative in the middle only shifts the positions of the following ones.
    (
        "alternative-added",
        BREAKING,
        Response,
        "{ oneOf: [{ type: object, required: [a], properties: { a: { type: string } } }, { type: object, required: [b], properties: { b: { type: string } } }] }",
        "{ oneOf: [{ type: object, required: [a], properties: { a: { type: string } } }, { type: object, required: [c], properties: { c: { type: string } } }, { type: object, required: [b], properties: { b: { type: string } } }] }",
    ),
    (
        "alternative-added",
        BREAKING,
        Response,
        "{ oneOf: [{ type: string }, { type: integer }] }",
        "{ oneOf: [{ type: string }, { type: integer }, { type: boolean }] }",
    ),
    (
        "alternative-removed",
        BREAKING,
        Request,
        "{ oneOf: [{ type: string }, { type: integer }, { type: boolean }] }",
        "{ oneOf: [{ type: string }, { type: integer }] }",
    ),
    (
        "discriminator-added",
        BREAKING,
        Document,
        UNION_ONE_OF,
        UNION_KIND,
    ),
    (
        "discriminator-removed",
        BREAKING,
        Document,
        UNION_KIND,
        UNION_ONE_OF,
    ),
    (
        "discriminator-changed",
        BREAKING,
        Document,
        UNION_KIND,
        UNION_SORT,
    ),
    (
        "discriminator-value-added",
        BREAKING,
        Document,
        UNION_KIND,
        UNION_KIND_MORE,
    ),
    (
        "discriminator-value-removed",
        COMPATIBLE,
        Document,
        UNION_KIND_MORE,
        UNION_KIND,
    ),
    (
        "discriminator-value-changed",
        BREAKING,
        Document,
        UNION_KIND,
        UNION_KIND_OTHER,
    ),
    (
        "limit-loosened",
        BREAKING,
        Response,
        "{ type: object, properties: { a: { oneOf: [{ type: string, maxLength: 5 }, { type: integer, minimum: 1 }] } } }",
        "{ type: object, properties: { a: { oneOf: [{ type: string, maxLength: 5 }, { type: integer, minimum: 0 }] } } }",
    ),
    (
        "limit-tightened",
        BREAKING,
        Request,
        "{ type: object, properties: { a: { oneOf: [{ type: array, maxItems: 5, items: { type: string } }, { type: integer }] } } }",
        "{ type: object, properties: { a: { oneOf: [{ type: array, maxItems: 4, items: { type: string } }, { type: integer }] } } }",
    ),
];

const UNION_PLAIN: &str = "paths: { /a: { get: { responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { pet: { $ref: '#/components/schemas/Cat' } } } } } } } } } }
components: { schemas: { Cat: { type: object, properties: { kind: { type: string }, sort: { type: string } } }, Dog: { type: object, properties: { kind: { type: string }, sort: { type: string }, bark: { type: string } } } } }";
const UNION_ONE_OF: &str = "paths: { /a: { get: { responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { pet: { oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }] } } } } } } } } } }
components: { schemas: { Cat: { type: object, properties: { kind: { type: string }, sort: { type: string } } }, Dog: { type: object, properties: { kind: { type: string }, sort: { type: string }, bark: { type: string } } } } }";
const UNION_KIND: &str = "paths: { /a: { get: { responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { pet: { discriminator: { propertyName: kind, mapping: { cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog' } }, oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }] } } } } } } } } } }
components: { schemas: { Cat: { type: object, properties: { kind: { type: string }, sort: { type: string } } }, Dog: { type: object, properties: { kind: { type: string }, sort: { type: string }, bark: { type: string } } } } }";
const UNION_KIND_MORE: &str = "paths: { /a: { get: { responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { pet: { discriminator: { propertyName: kind, mapping: { cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog', wolf: '#/components/schemas/Dog' } }, oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }] } } } } } } } } } }
components: { schemas: { Cat: { type: object, properties: { kind: { type: string }, sort: { type: string } } }, Dog: { type: object, properties: { kind: { type: string }, sort: { type: string }, bark: { type: string } } } } }";
const UNION_KIND_OTHER: &str = "paths: { /a: { get: { responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { pet: { discriminator: { propertyName: kind, mapping: { cat: '#/components/schemas/Dog', dog: '#/components/schemas/Dog' } }, oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }] } } } } } } } } } }
components: { schemas: { Cat: { type: object, properties: { kind: { type: string }, sort: { type: string } } }, Dog: { type: object, properties: { kind: { type: string }, sort: { type: string }, bark: { type: string } } } } }";
const UNION_SORT: &str = "paths: { /a: { get: { responses: { '200': { description: x, content: { application/json: { schema: { type: object, properties: { pet: { discriminator: { propertyName: sort, mapping: { cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog' } }, oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }] } } } } } } } } } }
components: { schemas: { Cat: { type: object, properties: { kind: { type: string }, sort: { type: string } } }, Dog: { type: object, properties: { kind: { type: string }, sort: { type: string }, bark: { type: string } } } } }";
