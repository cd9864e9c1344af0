//! Problems of operations.

use crate::{assert_fragment, assert_same, diagnostics_of_files};

/// Asserts the diagnostics of the operations of `/a/{b}`.
#[track_caller]
fn assert_path(path: &str, expected: &str) {
    let indented: String = path
        .trim()
        .lines()
        .map(|line| format!("    {line}\n"))
        .collect();
    assert_fragment(
        &format!("openapi: 3.0.3\npaths:\n  /a/{{b}}:\n{indented}"),
        expected,
    );
}

const B: &str =
    "parameters:\n  - { name: b, in: path, required: true, schema: { type: string } }\n";

#[test]
fn operations() {
    assert_path(
        "get:\n  responses: { 200: { description: Done. } }",
        r"
warning[B0221]: path `/a/{b}` has no parameter for `{b}`
 --> specs/azure/v1/a.yaml:3:3
  |
3 |   /a/{b}:
  |   ^^^^^^
4 |     get:
  |     --- in this operation
  |
  = note: it is read as a string
  = help: add it to `parameters`: `{ name: b, in: path, required: true, schema: { type: string } }`",
    );
    assert_path(
        &format!("{B}get:\n  operationId: Get"),
        r"
warning[B0205]: an operation lacks `responses`
 --> specs/azure/v1/a.yaml:6:5
  |
6 |     get:
  |     ^^^",
    );
    assert_path(
        &format!("{B}get:\n  responses: {{ ok: {{ description: Done. }} }}"),
        r"
warning[B0224]: `ok` is not a status
 --> specs/azure/v1/a.yaml:7:20
  |
7 |       responses: { ok: { description: Done. } }
  |                    ^^
  |
  = note: the response is ignored
  = help: a status is `200`, `4XX` or `default`",
    );
    assert_path(
        "get:\n  parameters:\n    - { name: b, in: path, schema: { type: string } }\n    - { name: c, in: path, required: true, schema: { type: string } }\n    - { name: e, in: query }\n  responses: { 200: { description: Done. } }",
        r"
warning[B0221]: the path parameter `b` is not required
 --> specs/azure/v1/a.yaml:6:13
  |
6 |         - { name: b, in: path, schema: { type: string } }
  |             ^^^^
  |
  = note: it is read as required
  = help: add `required: true`

warning[B0221]: path `/a/{b}` has no `{c}`
 --> specs/azure/v1/a.yaml:7:13
  |
4 |     get:
  |     --- of this operation
...
7 |         - { name: c, in: path, required: true, schema: { type: string } }
  |             ^^^^ this path parameter
  |
  = note: the operation ignores it

warning[B0205]: parameter `e` lacks `schema`; any JSON is accepted
 --> specs/azure/v1/a.yaml:8:13
  |
8 |         - { name: e, in: query }
  |             ^^^^",
    );
    // An operation with a parameter that cannot be sent is left out, so nothing is said about its path.
    assert_path(
        "get:\n  parameters:\n    - { name: d, in: body }\n    - { in: query }\n  responses: { 200: { description: Done. } }",
        r"
warning[B0222]: unknown parameter location `body`; use `path`, `query`, `querystring`, `header` or `cookie`
 --> specs/azure/v1/a.yaml:6:26
  |
6 |         - { name: d, in: body }
  |                          ^^^^
  |
  = note: the operations that have it are left out

warning[B0205]: a parameter lacks `name`
 --> specs/azure/v1/a.yaml:7:13
  |
7 |         - { in: query }
  |             ^^",
    );
    assert_path(
        &format!(
            "{B}get:\n  operationId: Same\n  responses: {{ 200: {{ description: Done. }} }}\nput:\n  operationId: Same\n  responses: {{ 200: {{ description: Done. }} }}"
        ),
        r"
warning[B0225]: duplicate operationId `Same`
  --> specs/azure/v1/a.yaml:10:20
   |
 7 |       operationId: Same
   |                    ---- first here
...
10 |       operationId: Same
   |                    ^^^^ again here
   |
   = note: this operation is named by its method and path",
    );
    assert_path(
        &format!(
            "{B}get:\n  x-ms-pageable: {{ nextLinkName: next, itemName: items }}\n  responses:\n    200:\n      description: Done.\n      content:\n        application/json:\n          schema: {{ properties: {{ nxt: {{ type: string }}, items: {{ type: array, items: {{ type: string }} }} }} }}"
        ),
        r"
warning[B0310]: the result has no property `next`
 --> specs/azure/v1/a.yaml:7:7
  |
7 |       x-ms-pageable: { nextLinkName: next, itemName: items }
  |       ^^^^^^^^^^^^^ required by this paging
  |
  = note: the result is read as one page
  = help: did you mean `nxt`?",
    );
    assert_path(
        &format!(
            "{B}get:\n  x-paging: {{ offset: from, items: items, total: count }}\n  responses:\n    200:\n      description: Done.\n      content:\n        application/json:\n          schema: {{ properties: {{ items: {{ type: string }}, count: {{ type: integer }} }} }}"
        ),
        r"
warning[B0310]: property `items` is not an array
 --> specs/azure/v1/a.yaml:7:7
  |
7 |       x-paging: { offset: from, items: items, total: count }
  |       ^^^^^^^^
  |
  = note: the result is read as one page

warning[B0310]: there is no query parameter `from` of type integer
 --> specs/azure/v1/a.yaml:7:7
  |
7 |       x-paging: { offset: from, items: items, total: count }
  |       ^^^^^^^^
  |
  = note: the result is read as one page",
    );
}

#[test]
fn an_operation_in_two_fragments() {
    let a =
        b"openapi: 3.0.3\npaths:\n  /a:\n    get: { responses: { 200: { description: Done. } } }\n";
    let b = b"openapi: 3.0.3\npaths:\n  /a:\n    put: { responses: { 200: { description: Done. } } }\n    get: { responses: { 200: { description: Done. } } }\n";
    assert_same(
        &diagnostics_of_files([
            ("azure/v1/a.yaml", a.as_slice()),
            ("azure/v1/b.yaml", b.as_slice()),
        ]),
        r"
warning[B0208]: duplicate operation `GET /a`
 --> specs/azure/v1/b.yaml:5:5
  |
5 |     get: { responses: { 200: { description: Done. } } }
  |     ^^^ again here
  |
 ::: specs/azure/v1/a.yaml:4:5
  |
4 |     get: { responses: { 200: { description: Done. } } }
  |     --- first here
  |
  = note: only the first one is used",
    );
}
