//! A small pair of documents for each check. Their reports, word by word, are in `golden/checks.txt`.

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

const BREAKING: Class = Class::Breaking;
const COMPATIBLE: Class = Class::Compatible;

/// The check, its class, where the texts stand, the old and the new text.
pub(crate) const CASES: &[(&str, Class, At, &str, &str)] = &[
    (
        "server-added",
        COMPATIBLE,
        Document,
        "paths: {}",
        "paths: {}\nservers: [{ url: 'https://b.example' }]",
    ),
    (
        "server-removed",
        BREAKING,
        Document,
        "paths: {}\nservers: [{ url: 'https://a.example' }]",
        "paths: {}",
    ),
    (
        "operation-added",
        COMPATIBLE,
        Paths,
        "{}",
        "/a: { get: { operationId: A_Get, responses: { '200': { description: x } } } }",
    ),
    (
        "operation-removed",
        BREAKING,
        Paths,
        "/a: { get: { operationId: A_Get, responses: { '200': { description: x } } } }",
        "{}",
    ),
    (
        "deprecated-operation-removed",
        BREAKING,
        Paths,
        "/a: { get: { deprecated: true, operationId: A_Get, responses: { '200': { description: x } } } }",
        "{}",
    ),
    (
        "deprecated-operation-added",
        COMPATIBLE,
        Paths,
        "{}",
        "/a: { get: { deprecated: true, operationId: A_Get, responses: { '200': { description: x } } } }",
    ),
    (
        "operation-moved",
        BREAKING,
        Paths,
        "/a: { get: { operationId: A_Get, responses: { '200': { description: x } } } }",
        "/b: { get: { operationId: B_Get, x-rust-was: AGet, responses: { '200': { description: x } } } }",
    ),
    (
        "operation-renamed",
        COMPATIBLE,
        Paths,
        "/a: { get: { operationId: A_Get, responses: { '200': { description: x } } } }",
        "/a: { get: { operationId: A_Read, responses: { '200': { description: x } } } }",
    ),
    (
        "operation-id-reused",
        BREAKING,
        Paths,
        "/a: { get: { operationId: A_Get, responses: { '200': { description: x } } } }",
        "/b: { get: { operationId: A_Get, responses: { '200': { description: x } } } }",
    ),
    (
        "path-parameter-renamed",
        COMPATIBLE,
        Paths,
        "'/a/{x}': { get: { parameters: [{ name: x, in: path, required: true, schema: { type: string } }], responses: { '200': { description: x } } } }",
        "'/a/{y}': { get: { parameters: [{ name: y, in: path, required: true, schema: { type: string } }], responses: { '200': { description: x } } } }",
    ),
    (
        "security-required",
        BREAKING,
        Operation,
        "",
        "security: [{ key: [] }]",
    ),
    (
        "security-dropped",
        COMPATIBLE,
        Operation,
        "security: [{ key: [] }]",
        "",
    ),
    (
        "security-alternative-added",
        COMPATIBLE,
        Operation,
        "security: [{ key: [] }]",
        "security: [{ key: [] }, { token: [read] }]",
    ),
    (
        "security-alternative-removed",
        BREAKING,
        Operation,
        "security: [{ key: [] }, { token: [read] }]",
        "security: [{ key: [] }]",
    ),
    (
        "security-scope-added",
        BREAKING,
        Operation,
        "security: [{ token: [read] }]",
        "security: [{ token: [read, write] }]",
    ),
    (
        "security-scope-removed",
        COMPATIBLE,
        Operation,
        "security: [{ token: [read, write] }]",
        "security: [{ token: [read] }]",
    ),
    (
        "api-version-parameter-added",
        BREAKING,
        Operation,
        "",
        "parameters: [{ name: api-version, in: query, required: true, schema: { type: string } }]",
    ),
    (
        "api-version-parameter-removed",
        COMPATIBLE,
        Operation,
        "parameters: [{ name: api-version, in: query, required: true, schema: { type: string } }]",
        "",
    ),
    (
        "api-version-parameter-renamed",
        BREAKING,
        Operation,
        "parameters: [{ name: api-version, in: query, required: true, schema: { type: string } }]",
        "parameters: [{ name: Api-Version, in: query, required: true, schema: { type: string } }]",
    ),
    (
        "paging-added",
        BREAKING,
        Responses,
        "{ '200': &page { description: x, content: { application/json: { schema: { type: object, properties: { value: { type: array, items: { type: string } }, nextLink: { type: string } } } } } } }",
        "{ '200': { description: x, content: { application/json: { schema: { type: object, properties: { value: { type: array, items: { type: string } }, nextLink: { type: string } } } } } } }\n      x-ms-pageable: { nextLinkName: nextLink }",
    ),
    (
        "paging-removed",
        COMPATIBLE,
        Responses,
        "{ '200': { description: x, content: { application/json: { schema: { type: object, properties: { value: { type: array, items: { type: string } }, nextLink: { type: string } } } } } } }\n      x-ms-pageable: { nextLinkName: nextLink }",
        "{ '200': { description: x, content: { application/json: { schema: { type: object, properties: { value: { type: array, items: { type: string } }, nextLink: { type: string } } } } } } }",
    ),
    (
        "paging-changed",
        BREAKING,
        Responses,
        "{ '200': { description: x, content: { application/json: { schema: { type: object, properties: { value: { type: array, items: { type: string } }, a: { type: string }, b: { type: string } } } } } } }\n      x-ms-pageable: { nextLinkName: a }",
        "{ '200': { description: x, content: { application/json: { schema: { type: object, properties: { value: { type: array, items: { type: string } }, a: { type: string }, b: { type: string } } } } } } }\n      x-ms-pageable: { nextLinkName: b }",
    ),
    (
        "long-running-added",
        BREAKING,
        Operation,
        "",
        "x-ms-long-running-operation: true",
    ),
    (
        "long-running-removed",
        COMPATIBLE,
        Operation,
        "x-ms-long-running-operation: true",
        "",
    ),
    (
        "long-running-changed",
        BREAKING,
        Paths,
        "/a: { post: { responses: { '200': { description: x } }, x-ms-long-running-operation: true } }",
        "/a: { post: { responses: { '200': { description: x } }, x-ms-long-running-operation: true, x-ms-long-running-operation-options: { final-state-via: location } } }",
    ),
    (
        "parameter-added",
        COMPATIBLE,
        Operation,
        "",
        "parameters: [{ name: top, in: query, schema: { type: integer } }]",
    ),
    (
        "required-parameter-added",
        BREAKING,
        Operation,
        "",
        "parameters: [{ name: top, in: query, required: true, schema: { type: integer } }]",
    ),
    (
        "parameter-removed",
        BREAKING,
        Operation,
        "parameters: [{ name: top, in: query, schema: { type: integer } }]",
        "",
    ),
    (
        "required-parameter-removed",
        BREAKING,
        Operation,
        "parameters: [{ name: top, in: query, required: true, schema: { type: integer } }]",
        "",
    ),
    (
        "parameter-moved",
        BREAKING,
        Operation,
        "parameters: [{ name: top, in: query, schema: { type: integer } }]",
        "parameters: [{ name: top, in: header, schema: { type: integer } }]",
    ),
    (
        "member-renamed",
        BREAKING,
        Operation,
        "parameters: [{ name: top, in: query, schema: { type: integer } }]",
        "parameters: [{ name: limit, in: query, x-rust-was: top, schema: { type: integer } }]",
    ),
    (
        "rust-name-changed",
        COMPATIBLE,
        Operation,
        "parameters: [{ name: top, in: query, schema: { type: integer } }]",
        "parameters: [{ name: top, in: query, x-rust-name: limit, schema: { type: integer } }]",
    ),
    (
        "became-required",
        BREAKING,
        Operation,
        "parameters: [{ name: top, in: query, schema: { type: integer } }]",
        "parameters: [{ name: top, in: query, required: true, schema: { type: integer } }]",
    ),
    (
        "became-optional",
        COMPATIBLE,
        Operation,
        "parameters: [{ name: top, in: query, required: true, schema: { type: integer } }]",
        "parameters: [{ name: top, in: query, schema: { type: integer } }]",
    ),
    (
        "deprecated",
        COMPATIBLE,
        Operation,
        "parameters: [{ name: top, in: query, schema: { type: integer } }]",
        "parameters: [{ name: top, in: query, deprecated: true, schema: { type: integer } }]",
    ),
    (
        "no-longer-deprecated",
        COMPATIBLE,
        Operation,
        "deprecated: true",
        "",
    ),
    (
        "body-added",
        COMPATIBLE,
        Operation,
        "",
        "requestBody: { content: { application/json: { schema: { type: string } } } }",
    ),
    (
        "required-body-added",
        BREAKING,
        Operation,
        "",
        "requestBody: { required: true, content: { application/json: { schema: { type: string } } } }",
    ),
    (
        "body-removed",
        BREAKING,
        Operation,
        "requestBody: { content: { application/json: { schema: { type: string } } } }",
        "",
    ),
    (
        "required-body-removed",
        BREAKING,
        Operation,
        "requestBody: { required: true, content: { application/json: { schema: { type: string } } } }",
        "",
    ),
    (
        "became-required",
        BREAKING,
        Operation,
        "requestBody: { content: { application/json: { schema: { type: string } } } }",
        "requestBody: { required: true, content: { application/json: { schema: { type: string } } } }",
    ),
    (
        "media-type-added",
        COMPATIBLE,
        Operation,
        "requestBody: { content: { application/json: { schema: { type: string } } } }",
        "requestBody: { content: { application/json: { schema: { type: string } }, text/plain: {} } }",
    ),
    (
        "media-type-removed",
        BREAKING,
        Responses,
        "{ '200': { description: x, content: { application/json: { schema: { type: string } }, text/plain: {} } } }",
        "{ '200': { description: x, content: { application/json: { schema: { type: string } } } } }",
    ),
    (
        "response-added",
        BREAKING,
        Responses,
        "{ '200': { description: x } }",
        "{ '200': { description: x }, '202': { description: x } }",
    ),
    (
        "response-removed",
        BREAKING,
        Responses,
        "{ '200': { description: x }, '202': { description: x } }",
        "{ '200': { description: x } }",
    ),
    (
        "error-response-added",
        COMPATIBLE,
        Responses,
        "{ '200': { description: x } }",
        "{ '200': { description: x }, default: { description: x } }",
    ),
    (
        "error-response-removed",
        COMPATIBLE,
        Responses,
        "{ '200': { description: x }, '404': { description: x } }",
        "{ '200': { description: x } }",
    ),
    (
        "type-changed",
        BREAKING,
        Responses,
        "{ '200': { description: x }, default: { description: x, content: { application/json: { schema: { type: string } } } } }",
        "{ '200': { description: x }, default: { description: x, content: { application/json: { schema: { type: object, properties: { code: { type: string } } } } } } }",
    ),
    (
        "response-body-added",
        COMPATIBLE,
        Responses,
        "{ '200': { description: x } }",
        "{ '200': { description: x, content: { application/json: { schema: { type: string } } } } }",
    ),
    (
        "response-body-removed",
        BREAKING,
        Responses,
        "{ '200': { description: x, content: { application/json: { schema: { type: string } } } } }",
        "{ '200': { description: x } }",
    ),
    (
        "header-added",
        COMPATIBLE,
        Responses,
        "{ '200': { description: x } }",
        "{ '200': { description: x, headers: { ETag: { schema: { type: string } } } } }",
    ),
    (
        "required-header-added",
        COMPATIBLE,
        Responses,
        "{ '200': { description: x } }",
        "{ '200': { description: x, headers: { ETag: { required: true, schema: { type: string } } } } }",
    ),
    (
        "header-removed",
        COMPATIBLE,
        Responses,
        "{ '200': { description: x, headers: { ETag: { schema: { type: string } } } } }",
        "{ '200': { description: x } }",
    ),
    (
        "required-header-removed",
        BREAKING,
        Responses,
        "{ '200': { description: x, headers: { ETag: { required: true, schema: { type: string } } } } }",
        "{ '200': { description: x } }",
    ),
    (
        "became-optional",
        BREAKING,
        Responses,
        "{ '200': { description: x, headers: { ETag: { required: true, schema: { type: string } } } } }",
        "{ '200': { description: x, headers: { etag: { schema: { type: string } } } } }",
    ),
    (
        "type-added",
        COMPATIBLE,
        Response,
        "{ type: object, properties: { a: { type: string } } }",
        "{ type: object, properties: { a: { type: string }, b: { type: object, properties: { c: { type: string } } } } }",
    ),
    (
        "type-removed",
        COMPATIBLE,
        Response,
        "{ type: object, properties: { a: { type: string }, b: { type: object, properties: { c: { type: string } } } } }",
        "{ type: object, properties: { a: { type: string } } }",
    ),
    (
        "type-renamed",
        COMPATIBLE,
        Document,
        "paths: { /a: { get: { responses: { '200': { description: x, content: { application/json: { schema: { $ref: '#/components/schemas/Old' } } } } } } } }\ncomponents: { schemas: { Old: { type: object, properties: { a: { type: string } } } } }",
        "paths: { /a: { get: { responses: { '200': { description: x, content: { application/json: { schema: { $ref: '#/components/schemas/New' } } } } } } } }\ncomponents: { schemas: { New: { type: object, properties: { a: { type: string } } } } }",
    ),
    (
        "type-replaced",
        COMPATIBLE,
        Document,
        "paths: { /a: { get: { responses: { '200': { description: x, content: { application/json: { schema: { $ref: '#/components/schemas/One' } } } } } } } }\ncomponents: { schemas: { One: { type: object, properties: { a: { type: string } } }, Two: { type: object, properties: { a: { type: string } } } } }",
        "paths: { /a: { get: { responses: { '200': { description: x, content: { application/json: { schema: { $ref: '#/components/schemas/Two' } } } } } } } }\ncomponents: { schemas: { One: { type: object, properties: { a: { type: string } } }, Two: { type: object, properties: { a: { type: string } } } } }",
    ),
    (
        "member-added",
        COMPATIBLE,
        Both,
        "{ type: object, properties: { a: { type: string } } }",
        "{ type: object, properties: { a: { type: string }, b: { type: string } } }",
    ),
    (
        "required-member-added",
        BREAKING,
        Request,
        "{ type: object, properties: { a: { type: string } } }",
        "{ type: object, required: [b], properties: { a: { type: string }, b: { type: string } } }",
    ),
    (
        "required-member-added",
        COMPATIBLE,
        Response,
        "{ type: object, properties: { a: { type: string } } }",
        "{ type: object, required: [b], properties: { a: { type: string }, b: { type: string } } }",
    ),
    (
        "required-member-added",
        COMPATIBLE,
        Request,
        "{ type: object, properties: { a: { type: string } } }",
        "{ type: object, required: [b], properties: { a: { type: string }, b: { type: string, readOnly: true } } }",
    ),
    (
        "member-removed",
        BREAKING,
        Response,
        "{ type: object, properties: { a: { type: string }, b: { type: string } } }",
        "{ type: object, properties: { a: { type: string } } }",
    ),
    (
        "required-member-removed",
        BREAKING,
        Response,
        "{ type: object, required: [b], properties: { a: { type: string }, b: { type: string } } }",
        "{ type: object, properties: { a: { type: string } } }",
    ),
    (
        "member-renamed",
        BREAKING,
        Response,
        "{ type: object, properties: { a: { type: string } } }",
        "{ type: object, properties: { b: { type: string, x-rust-was: a } } }",
    ),
    (
        "rust-name-changed",
        COMPATIBLE,
        Response,
        "{ type: object, properties: { a: { type: string } } }",
        "{ type: object, properties: { a: { type: string, x-rust-name: b } } }",
    ),
    (
        "became-required",
        BREAKING,
        Request,
        "{ type: object, properties: { a: { type: string } } }",
        "{ type: object, required: [a], properties: { a: { type: string } } }",
    ),
    (
        "became-required",
        COMPATIBLE,
        Response,
        "{ type: object, properties: { a: { type: string } } }",
        "{ type: object, required: [a], properties: { a: { type: string } } }",
    ),
    (
        "became-optional",
        COMPATIBLE,
        Request,
        "{ type: object, required: [a], properties: { a: { type: string } } }",
        "{ type: object, properties: { a: { type: string } } }",
    ),
    (
        "became-optional",
        BREAKING,
        Response,
        "{ type: object, required: [a], properties: { a: { type: string } } }",
        "{ type: object, properties: { a: { type: string } } }",
    ),
    (
        "became-nullable",
        BREAKING,
        Response,
        "{ type: object, properties: { a: { type: string } } }",
        "{ type: object, properties: { a: { type: string, nullable: true } } }",
    ),
    (
        "became-nullable",
        COMPATIBLE,
        Request,
        "{ type: object, properties: { a: { type: string } } }",
        "{ type: object, properties: { a: { type: string, nullable: true } } }",
    ),
    (
        "no-longer-nullable",
        COMPATIBLE,
        Response,
        "{ type: object, properties: { a: { type: string, nullable: true } } }",
        "{ type: object, properties: { a: { type: string } } }",
    ),
    (
        "no-longer-nullable",
        BREAKING,
        Request,
        "{ type: object, properties: { a: { type: string, nullable: true } } }",
        "{ type: object, properties: { a: { type: string } } }",
    ),
    (
        "became-read-only",
        BREAKING,
        Request,
        "{ type: object, properties: { a: { type: string } } }",
        "{ type: object, properties: { a: { type: string, readOnly: true } } }",
    ),
    (
        "no-longer-read-only",
        COMPATIBLE,
        Both,
        "{ type: object, properties: { a: { type: string, readOnly: true } } }",
        "{ type: object, properties: { a: { type: string } } }",
    ),
    (
        "became-write-only",
        BREAKING,
        Response,
        "{ type: object, properties: { a: { type: string } } }",
        "{ type: object, properties: { a: { type: string, writeOnly: true } } }",
    ),
    (
        "no-longer-write-only",
        COMPATIBLE,
        Both,
        "{ type: object, properties: { a: { type: string, writeOnly: true } } }",
        "{ type: object, properties: { a: { type: string } } }",
    ),
    (
        "deprecated",
        COMPATIBLE,
        Both,
        "{ type: object, properties: { a: { type: string } } }",
        "{ type: object, properties: { a: { type: string, deprecated: true } } }",
    ),
    (
        "type-changed",
        BREAKING,
        Response,
        "{ type: object, properties: { a: { type: string } } }",
        "{ type: object, properties: { a: { type: integer } } }",
    ),
    (
        "type-changed",
        BREAKING,
        Request,
        "{ type: object, properties: { a: { type: array, items: { type: string } } } }",
        "{ type: object, properties: { a: { type: array, items: { type: array, items: { type: string } } } } }",
    ),
    (
        "type-widened",
        BREAKING,
        Response,
        "{ type: object, properties: { a: { type: integer } } }",
        "{ type: object, properties: { a: { type: number } } }",
    ),
    (
        "type-widened",
        COMPATIBLE,
        Request,
        "{ type: object, properties: { a: { type: string } } }",
        "{ type: object, properties: { a: {} } }",
    ),
    (
        "type-narrowed",
        BREAKING,
        Request,
        "{ type: object, properties: { a: { type: number } } }",
        "{ type: object, properties: { a: { type: integer } } }",
    ),
    (
        "type-narrowed",
        COMPATIBLE,
        Response,
        "{ type: object, properties: { a: {} } }",
        "{ type: object, properties: { a: { type: string } } }",
    ),
    (
        "format-changed",
        BREAKING,
        Response,
        "{ type: object, properties: { a: { type: string, format: date } } }",
        "{ type: object, properties: { a: { type: string, format: date-time } } }",
    ),
    (
        "format-widened",
        BREAKING,
        Response,
        "{ type: object, properties: { a: { type: integer, format: int32 } } }",
        "{ type: object, properties: { a: { type: integer, format: int64 } } }",
    ),
    (
        "format-narrowed",
        BREAKING,
        Request,
        "{ type: object, properties: { a: { type: string } } }",
        "{ type: object, properties: { a: { type: string, format: uuid } } }",
    ),
    (
        "became-enumeration",
        BREAKING,
        Request,
        "{ type: object, properties: { a: { type: string } } }",
        "{ type: object, properties: { a: { type: string, enum: [x, y] } } }",
    ),
    (
        "no-longer-enumeration",
        BREAKING,
        Response,
        "{ type: object, properties: { a: { type: string, enum: [x, y] } } }",
        "{ type: object, properties: { a: { type: string } } }",
    ),
    (
        "value-added",
        BREAKING,
        Response,
        "{ type: object, properties: { a: { type: string, enum: [x] } } }",
        "{ type: object, properties: { a: { type: string, enum: [x, y] } } }",
    ),
    (
        "value-added",
        COMPATIBLE,
        Response,
        "{ type: object, properties: { a: { type: string, enum: [x], x-ms-enum: { name: A, modelAsString: true } } } }",
        "{ type: object, properties: { a: { type: string, enum: [x, y], x-ms-enum: { name: A, modelAsString: true } } } }",
    ),
    (
        "value-added",
        COMPATIBLE,
        Request,
        "{ type: object, properties: { a: { type: string, enum: [x] } } }",
        "{ type: object, properties: { a: { type: string, enum: [x, y] } } }",
    ),
    (
        "value-added",
        BREAKING,
        Response,
        "{ type: object, properties: { a: { type: integer, enum: [1] } } }",
        "{ type: object, properties: { a: { type: integer, enum: [1, 2] } } }",
    ),
    (
        "value-removed",
        BREAKING,
        Request,
        "{ type: object, properties: { a: { type: string, enum: [x, y] } } }",
        "{ type: object, properties: { a: { type: string, enum: [x] } } }",
    ),
    (
        "value-removed",
        COMPATIBLE,
        Response,
        "{ type: object, properties: { a: { type: string, enum: [x, y] } } }",
        "{ type: object, properties: { a: { type: string, enum: [x] } } }",
    ),
    (
        "value-renamed",
        BREAKING,
        Response,
        "{ type: object, properties: { a: { type: string, enum: [x, y] } } }",
        "{ type: object, properties: { a: { type: string, enum: [x, z], x-ms-enum: { name: ThingA, values: [{ value: x }, { value: z, x-rust-was: Y }] } } } }",
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
    // The one in the middle changes the positions of those behind it, and nothing else.
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
        "limit-added",
        BREAKING,
        Request,
        "{ type: object, properties: { a: { type: integer } } }",
        "{ type: object, properties: { a: { type: integer, minimum: 1 } } }",
    ),
    (
        "limit-added",
        BREAKING,
        Operation,
        "parameters: [{ name: a, in: query, schema: { type: array, items: { type: string } } }]",
        "parameters: [{ name: a, in: query, schema: { type: array, uniqueItems: true, items: { type: string, maxLength: 3 } } }]",
    ),
    (
        "limit-removed",
        BREAKING,
        Response,
        "{ type: object, properties: { a: { type: string, maxLength: 5 } } }",
        "{ type: object, properties: { a: { type: string } } }",
    ),
    (
        "limit-tightened",
        BREAKING,
        Request,
        "{ type: object, properties: { a: { type: array, minItems: 1, items: { type: string } } } }",
        "{ type: object, properties: { a: { type: array, minItems: 2, items: { type: string } } } }",
    ),
    (
        "limit-tightened",
        BREAKING,
        Request,
        "{ type: object, properties: { a: { type: number, maximum: 10, exclusiveMaximum: true } } }",
        "{ type: object, properties: { a: { type: number, maximum: 9.5, exclusiveMaximum: true } } }",
    ),
    (
        "limit-tightened",
        BREAKING,
        Request,
        "{ type: object, properties: { a: { type: number, multipleOf: 2 } } }",
        "{ type: object, properties: { a: { type: number, multipleOf: 6 } } }",
    ),
    (
        "limit-loosened",
        BREAKING,
        Response,
        "{ type: object, properties: { a: { type: string, minLength: 3 } } }",
        "{ type: object, properties: { a: { type: string, minLength: 2 } } }",
    ),
    (
        "limit-changed",
        BREAKING,
        Request,
        "{ type: object, properties: { a: { type: number, multipleOf: 2 } } }",
        "{ type: object, properties: { a: { type: number, multipleOf: 3 } } }",
    ),
    (
        "pattern-added",
        BREAKING,
        Request,
        "{ type: object, properties: { a: { type: string } } }",
        "{ type: object, properties: { a: { type: string, pattern: '^a' } } }",
    ),
    (
        "pattern-removed",
        COMPATIBLE,
        Request,
        "{ type: object, properties: { a: { type: string, pattern: '^a' } } }",
        "{ type: object, properties: { a: { type: string } } }",
    ),
    (
        "pattern-changed",
        BREAKING,
        Response,
        "{ type: object, properties: { a: { type: string, pattern: '^a' } } }",
        "{ type: object, properties: { a: { type: string, pattern: '^b' } } }",
    ),
    (
        "default-added",
        COMPATIBLE,
        Request,
        "{ type: object, properties: { a: { type: string } } }",
        "{ type: object, properties: { a: { type: string, default: x } } }",
    ),
    (
        "default-removed",
        BREAKING,
        Request,
        "{ type: object, properties: { a: { type: string, default: x } } }",
        "{ type: object, properties: { a: { type: string } } }",
    ),
    (
        "default-changed",
        BREAKING,
        Operation,
        "parameters: [{ name: top, in: query, schema: { type: integer, default: 10 } }]",
        "parameters: [{ name: top, in: query, schema: { type: integer, default: 20 } }]",
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
    for (id, class, at, old, new) in CASES {
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
    let cases: BTreeSet<_> = CASES.iter().map(|(id, ..)| *id).collect();
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
