use crate::{assert_fragment, assert_same, diagnostics_of_files};

#[test]
fn unsupported_versions() {
    for (first_line, expected) in [
        (
            "swagger: '1.2'",
            r#"
error[B0202]: this is Swagger 1.2; Swagger 2.0 and OpenAPI 3.0 and 3.1 are read
 --> specs/azure/v1/a.yaml:1:10
  |
1 | swagger: '1.2'
  |          ^^^^^
  |
  = help: write `openapi: 3.0.3`, `openapi: 3.1.0` or `swagger: '2.0'`"#,
        ),
        (
            "openapi: 3.2.0",
            r"
warning[B0203]: this is OpenAPI 3.2.0, which is read as OpenAPI 3.1
 --> specs/azure/v1/a.yaml:1:10
  |
1 | openapi: 3.2.0
  |          ^^^^^",
        ),
        ("openapi: 3.0", ""),
        ("openapi: 3.1.0", ""),
        ("swagger: 2.0", ""),
        ("swagger: '2.0'", ""),
        (
            "openapi: [3]",
            r"
error[B0202]: `openapi` is a version, but this is a list
 --> specs/azure/v1/a.yaml:1:11
  |
1 | openapi: [3]
  |           ^
  |
  = help: write `openapi: 3.0.3`, `openapi: 3.1.0` or `swagger: '2.0'`",
        ),
        (
            "info: { title: A }",
            r"
error[B0201]: `specs/azure/v1/a.yaml` does not say which version of OpenAPI it is
--> specs/azure/v1/a.yaml
 = help: write `openapi: 3.0.3` into its first line",
        ),
        (
            "- openapi",
            r"
error[B0201]: an OpenAPI document is a mapping, but this is a list
--> specs/azure/v1/a.yaml",
        ),
    ] {
        assert_fragment(&format!("{first_line}\n"), expected);
    }
}

/// Asserts the diagnostics of component schemas.
#[track_caller]
fn assert_schemas(schemas: &str, expected: &str) {
    let indented: String = schemas
        .trim()
        .lines()
        .map(|line| format!("    {line}\n"))
        .collect();
    assert_fragment(
        &format!("openapi: 3.0.3\ncomponents:\n  schemas:\n{indented}"),
        expected,
    );
}

#[test]
fn references() {
    assert_schemas(
        "Amount: {}\nA:\n  $ref: '#/components/schemas/Amuont'",
        r"
error[B0101]: there is no `/components/schemas/Amuont` in `specs/azure/v1/a.yaml`
 --> specs/azure/v1/a.yaml:6:13
  |
6 |       $ref: '#/components/schemas/Amuont'
  |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ leads nowhere
  |
  = help: did you mean `#/components/schemas/Amount`?",
    );
    assert_schemas(
        "A:\n  items:\n    $ref: '#/components/nowhere'\n  type: array",
        r"
error[B0101]: there is no `/components/nowhere` in `specs/azure/v1/a.yaml`
 --> specs/azure/v1/a.yaml:6:15
  |
6 |         $ref: '#/components/nowhere'
  |               ^^^^^^^^^^^^^^^^^^^^^^ leads nowhere",
    );
    assert_schemas(
        "A:\n  $ref: '#/components/parameters/B'",
        r"
error[B0107]: this refers to a parameter where a schema belongs
 --> specs/azure/v1/a.yaml:5:13
  |
5 |       $ref: '#/components/parameters/B'
  |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^",
    );
    assert_schemas(
        "A:\n  $ref: 3",
        r"
warning[B0204]: `$ref` is text, but this is a number
 --> specs/azure/v1/a.yaml:5:13
  |
5 |       $ref: 3
  |             ^ text belongs here
  |
  = note: it is read as if it were not there",
    );
    assert_schemas(
        "A: { $ref: '#/components/schemas/B' }\nB: { $ref: '#/components/schemas/A' }",
        r"
warning[B0301]: this definition refers only to itself; any JSON is read
 --> specs/azure/v1/a.yaml:4:5
  |
4 |     A: { $ref: '#/components/schemas/B' }
  |     ^",
    );
}

#[test]
fn schemas() {
    assert_schemas(
        "A: text",
        r"
warning[B0204]: a schema is a mapping, but this is text
 --> specs/azure/v1/a.yaml:4:8
  |
4 |     A: text
  |        ^^^^ a mapping belongs here
  |
  = note: it is read as if it were not there",
    );
    assert_schemas(
        "A:\n  type: strnig",
        r"
warning[B0207]: there is no type `strnig`; any JSON is read
 --> specs/azure/v1/a.yaml:5:13
  |
5 |       type: strnig
  |             ^^^^^^
  |
  = help: did you mean `string`?",
    );
    assert_schemas(
        "A:\n  type: [string]",
        r"
",
    );
    assert_schemas(
        "A:\n  type: array",
        r"
warning[B0205]: an array lacks `items`; its elements are any JSON
 --> specs/azure/v1/a.yaml:4:5
  |
4 |     A:
  |     ^",
    );
    assert_schemas(
        "A:\n  propertes:\n    a: {}",
        r"
warning[B0206]: `propertes` means nothing in a schema
 --> specs/azure/v1/a.yaml:5:7
  |
5 |       propertes:
  |       ^^^^^^^^^
  |
  = help: did you mean `properties`?",
    );
    assert_schemas(
        "A:\n  x-rust-nmae: B",
        r"
warning[B0206]: `x-rust-nmae` means nothing in a schema
 --> specs/azure/v1/a.yaml:5:7
  |
5 |       x-rust-nmae: B
  |       ^^^^^^^^^^^
  |
  = help: did you mean `x-rust-name`?",
    );
    assert_schemas(
        "A:\n  properties: []\n  required: [1]",
        r"
warning[B0204]: `properties` is a mapping, but this is a list
 --> specs/azure/v1/a.yaml:5:7
  |
5 |       properties: []
  |       ^^^^^^^^^^ a mapping belongs here
  |
  = note: it is read as if it were not there

warning[B0204]: `required` lists names, but this is a number
 --> specs/azure/v1/a.yaml:6:18
  |
6 |       required: [1]
  |                  ^",
    );
    assert_schemas(
        "A:\n  required: [nmae]\n  properties:\n    name: { type: string }",
        r"
warning[B0304]: `required` names `nmae`, which is no member
 --> specs/azure/v1/a.yaml:5:18
  |
5 |       required: [nmae]
  |                  ^^^^
  |
  = help: did you mean `name`?",
    );
    assert_schemas(
        "A:\n  type: string\n  enum: [a, b, a]",
        r"
warning[B0208]: `a` is listed twice
 --> specs/azure/v1/a.yaml:6:20
  |
6 |       enum: [a, b, a]
  |              -     ^ again here
  |              |
  |              first here",
    );
    assert_schemas(
        "A:\n  type: string\n  enum: []",
        r"
warning[B0210]: this list of values is empty; any text is read
 --> specs/azure/v1/a.yaml:6:7
  |
6 |       enum: []
  |       ^^^^",
    );
    assert_schemas(
        "A:\n  type: string\n  enum: [[a]]",
        r"
warning[B0204]: a listed value is text, but this is a list
 --> specs/azure/v1/a.yaml:6:15
  |
6 |       enum: [[a]]
  |               ^",
    );
    assert_schemas(
        "A:\n  type: string\n  enum: [Due]\n  x-ms-enum:\n    name: A\n    values:\n      - value: Deu",
        r"
warning[B0230]: `x-ms-enum` describes `Deu`, which `enum` does not list
  --> specs/azure/v1/a.yaml:10:20
   |
10 |           - value: Deu
   |                    ^^^
   |
   = help: did you mean `Due`?",
    );
    assert_schemas(
        "A:\n  type: array\n  items: { $ref: '#/components/schemas/A' }",
        r"
warning[B0301]: this list holds only itself
 --> specs/azure/v1/a.yaml:4:5
  |
4 |     A:
  |     ^
  |
  = note: any JSON is read here
  = help: put an object between",
    );
}

#[test]
fn composition() {
    assert_schemas(
        "A:\n  allOf:\n    - $ref: '#/components/schemas/A'\n    - properties: { a: {} }",
        r"
warning[B0301]: this definition is composed of itself; that part is left out
 --> specs/azure/v1/a.yaml:4:5
  |
4 |     A:
  |     ^",
    );
    assert_schemas(
        "A:\n  properties:\n    a: { type: string }\nB:\n  allOf:\n    - $ref: '#/components/schemas/A'\n  properties:\n    a: { type: integer }",
        r"
warning[B0306]: `a` is composed of two definitions that differ; the last one is read
  --> specs/azure/v1/a.yaml:11:9
   |
 6 |         a: { type: string }
   |         - first defined here
...
11 |         a: { type: integer }
   |         ^ differs from the first one",
    );
    assert_schemas(
        "A:\n  allOf:\n    - type: string\n    - properties: { a: {} }",
        r"
warning[B0303]: `allOf` puts objects together, but this part is a text; it is left out
 --> specs/azure/v1/a.yaml:6:11
  |
6 |         - type: string
  |           ^^^^",
    );
}

#[test]
fn choices() {
    assert_schemas(
        "A:\n  oneOf: []",
        r"
warning[B0210]: this list of alternatives is empty; any JSON is read
 --> specs/azure/v1/a.yaml:4:5
  |
4 |     A:
  |     ^",
    );
    assert_schemas(
        "A:\n  oneOf:\n    - $ref: '#/components/schemas/B'\n  x-rust-when:\n    - pointers: [kind]\n      cases:\n        - values: [b, c]\n          schema: '#/components/schemas/B'\n        - values: [b]\n          schema: '#/components/schemas/C'\n        - values: [B]\n          schema: '#/components/schemas/B'\nB:\n  properties: { kind: {} }\nC:\n  properties: { kind: {} }",
        r"
error[B0231]: `kind` is not a JSON pointer to a member: it must begin with `/`
 --> specs/azure/v1/a.yaml:8:22
  |
8 |         - pointers: [kind]
  |                      ^^^^

error[B0231]: 2 values for 1 pointers
  --> specs/azure/v1/a.yaml:10:15
   |
10 |             - values: [b, c]
   |               ^^^^^^

warning[B0308]: this chooses a schema that is none of the alternatives
  --> specs/azure/v1/a.yaml:13:23
   |
13 |               schema: '#/components/schemas/C'
   |                       ^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = note: what it chooses is kept as any JSON
   = help: add it to `oneOf`

error[B0231]: these values are listed twice
  --> specs/azure/v1/a.yaml:14:15
   |
14 |             - values: [B]
   |               ^^^^^^",
    );
}

#[test]
fn chosen_names() {
    assert_schemas(
        "A:\n  x-rust-name: 1st\n  properties: { a: {} }",
        r"
error[B0321]: `1st` is not a Rust name
 --> specs/azure/v1/a.yaml:5:20
  |
5 |       x-rust-name: 1st
  |                    ^^^
  |
  = help: write for example `N1st`",
    );
    assert_schemas(
        "A:\n  properties:\n    a: { x-rust-name: c }\n    b: { x-rust-name: c }",
        r"
error[B0320]: two things are to be named `c`
 --> specs/azure/v1/a.yaml:7:27
  |
6 |         a: { x-rust-name: c }
  |                           - first here
7 |         b: { x-rust-name: c }
  |                           ^ again here
  |
  = help: give one of them another `x-rust-name`",
    );
    assert_schemas(
        "A:\n  properties:\n    a: { x-rust-was: 'fn main() {}' }",
        r"
error[B0321]: `fn main() {}` is not a Rust name
 --> specs/azure/v1/a.yaml:6:26
  |
6 |         a: { x-rust-was: 'fn main() {}' }
  |                          ^^^^^^^^^^^^^^",
    );
    assert_schemas(
        "A:\n  x-rust-name: Vec\n  properties: { a: {} }",
        r"
error[B0321]: `Vec` is a name that the generated code needs
 --> specs/azure/v1/a.yaml:5:20
  |
5 |       x-rust-name: Vec
  |                    ^^^
  |
  = help: write for example `VecModel`",
    );
    assert_schemas(
        "A:\n  properties:\n    a: { type: string, enum: [x], x-ms-enum: { name: Kind } }\n    b: { type: string, enum: [y], x-ms-enum: { name: Kind } }",
        r"
warning[B0305]: two enumerations named `Kind` list different values
 --> specs/azure/v1/a.yaml:7:58
  |
6 |         a: { type: string, enum: [x], x-ms-enum: { name: Kind } }
  |                                                          ---- first here
7 |         b: { type: string, enum: [y], x-ms-enum: { name: Kind } }
  |                                                          ^^^^ again here
  |
  = note: this one is named after where it stands
  = help: rename one of them",
    );
}

#[test]
fn definitions_that_clash() {
    let a = b"openapi: 3.0.3\ncomponents:\n  schemas:\n    Same: { type: string, description: one }\n    Other:\n      type: string\n";
    let b = b"openapi: 3.0.3\ncomponents:\n  schemas:\n    Same: { description: another, type: string }\n    Other:\n      type: integer\n";
    assert_same(
        &diagnostics_of_files([
            ("azure/v1/a.yaml", a.as_slice()),
            ("azure/v1/b.yaml", b.as_slice()),
        ]),
        r"
warning[B0209]: `Other` is defined twice, in two ways
 --> specs/azure/v1/b.yaml:5:5
  |
5 |     Other:
  |     ^^^^^ differs from the first one
  |
 ::: specs/azure/v1/a.yaml:5:5
  |
5 |     Other:
  |     ----- first defined here
  |
  = note: this one is read as `Other-b`
  = help: make them equal (descriptions may differ), or rename one",
    );
}

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
warning[B0221]: the path `/a/{b}` has no parameter for `{b}`
 --> specs/azure/v1/a.yaml:4:5
  |
4 |     get:
  |     ^^^
  |
  = note: it is read as a text
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
  = note: the response is left out
  = help: a status is `200`, `4XX` or `default`",
    );
    assert_path(
        "get:\n  parameters:\n    - { name: b, in: path, schema: { type: string } }\n    - { name: c, in: path, required: true, schema: { type: string } }\n    - { name: d, in: body }\n    - { in: query }\n    - { name: e, in: query }\n  responses: { 200: { description: Done. } }",
        r"
warning[B0221]: the path parameter `b` is not required
 --> specs/azure/v1/a.yaml:6:13
  |
6 |         - { name: b, in: path, schema: { type: string } }
  |             ^^^^
  |
  = note: it is read as required
  = help: add `required: true`

warning[B0221]: the path `/a/{b}` has no `{c}`
 --> specs/azure/v1/a.yaml:7:13
  |
4 |     get:
  |     --- of this operation
...
7 |         - { name: c, in: path, required: true, schema: { type: string } }
  |             ^^^^ this path parameter
  |
  = note: it is left out there

warning[B0222]: a parameter is in `path`, `query`, `header` or `cookie`, not in `body`
 --> specs/azure/v1/a.yaml:8:26
  |
8 |         - { name: d, in: body }
  |                          ^^^^
  |
  = note: it is left out

warning[B0205]: a parameter lacks `name`
 --> specs/azure/v1/a.yaml:9:13
  |
9 |         - { in: query }
  |             ^^

warning[B0205]: the parameter `e` lacks `schema`; any JSON is read
  --> specs/azure/v1/a.yaml:10:13
   |
10 |         - { name: e, in: query }
   |             ^^^^",
    );
    assert_path(
        &format!(
            "{B}get:\n  operationId: Same\n  responses: {{ 200: {{ description: Done. }} }}\nput:\n  operationId: Same\n  responses: {{ 200: {{ description: Done. }} }}"
        ),
        r"
warning[B0225]: two operations have the operationId `Same`
  --> specs/azure/v1/a.yaml:10:20
   |
 7 |       operationId: Same
   |                    ---- first here
...
10 |       operationId: Same
   |                    ^^^^ again here
   |
   = note: this one is named by method and path",
    );
    assert_path(
        &format!(
            "{B}get:\n  x-ms-pageable: {{ nextLinkName: next, itemName: items }}\n  responses:\n    200:\n      description: Done.\n      content:\n        application/json:\n          schema: {{ properties: {{ nxt: {{ type: string }}, items: {{ type: array, items: {{ type: string }} }} }} }}"
        ),
        r"
warning[B0310]: the result has no member `next`
 --> specs/azure/v1/a.yaml:7:7
  |
7 |       x-ms-pageable: { nextLinkName: next, itemName: items }
  |       ^^^^^^^^^^^^^ that these pages need
  |
  = note: it is read as one page
  = help: did you mean `nxt`?",
    );
    assert_path(
        &format!(
            "{B}get:\n  x-paging: {{ offset: from, items: items, total: count }}\n  responses:\n    200:\n      description: Done.\n      content:\n        application/json:\n          schema: {{ properties: {{ items: {{ type: string }}, count: {{ type: integer }} }} }}"
        ),
        r"
warning[B0310]: the member `items` is no list
 --> specs/azure/v1/a.yaml:7:7
  |
7 |       x-paging: { offset: from, items: items, total: count }
  |       ^^^^^^^^
  |
  = note: it is read as one page

warning[B0310]: the query has no number `from`
 --> specs/azure/v1/a.yaml:7:7
  |
7 |       x-paging: { offset: from, items: items, total: count }
  |       ^^^^^^^^
  |
  = note: it is read as one page",
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
warning[B0208]: `GET /a` is defined twice
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
  = note: only the first one is read",
    );
}

#[test]
fn all_problems_are_reported_in_the_order_of_the_files() {
    let a = b"openapi: 3.0.3\ncomponents:\n  schemas:\n    B: { type: nubmer }\n    A: { type: strnig }\n";
    let b = b"openapi: 3.0.3\ncomponents:\n  schemas:\n    C: { $ref: 'a.yaml#/components/schemas/D' }\n";
    assert_same(
        &diagnostics_of_files([
            ("azure/v1/b.yaml", b.as_slice()),
            ("azure/v1/a.yaml", a.as_slice()),
        ]),
        r"
warning[B0207]: there is no type `nubmer`; any JSON is read
 --> specs/azure/v1/a.yaml:4:16
  |
4 |     B: { type: nubmer }
  |                ^^^^^^
  |
  = help: did you mean `number`?

warning[B0207]: there is no type `strnig`; any JSON is read
 --> specs/azure/v1/a.yaml:5:16
  |
5 |     A: { type: strnig }
  |                ^^^^^^
  |
  = help: did you mean `string`?

error[B0101]: there is no `/components/schemas/D` in `specs/azure/v1/a.yaml`
 --> specs/azure/v1/b.yaml:4:16
  |
4 |     C: { $ref: 'a.yaml#/components/schemas/D' }
  |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ leads nowhere",
    );
}
