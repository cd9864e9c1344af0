use crate::{assert_fragment, assert_same, diagnostics_of_files};

#[test]
fn unsupported_versions() {
    for (first_line, expected) in [
        (
            "swagger: '1.2'",
            r#"
error[B0202]: Swagger 1.2 is not supported; use Swagger 2.0, OpenAPI 3.0 or OpenAPI 3.1
 --> specs/azure/v1/a.yaml:1:10
  |
1 | swagger: '1.2'
  |          ^^^^^
  |
  = help: write `openapi: 3.0.3`, `openapi: 3.1.0` or `swagger: '2.0'`"#,
        ),
        (
            "openapi: 3.2.0\npaths: {}",
            r"
warning[B0203]: OpenAPI 3.2.0 is read as OpenAPI 3.1
 --> specs/azure/v1/a.yaml:1:10
  |
1 | openapi: 3.2.0
  |          ^^^^^",
        ),
        ("openapi: 3.0\npaths: {}", ""),
        ("openapi: 3.1.0\npaths: {}", ""),
        ("swagger: 2.0\npaths: {}", ""),
        ("swagger: '2.0'\npaths: {}", ""),
        (
            "openapi: [3]",
            r"
error[B0202]: `openapi` must be a version, but this is a list
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
error[B0201]: `specs/azure/v1/a.yaml` does not declare a version of OpenAPI
--> specs/azure/v1/a.yaml:1:1
 = help: add `openapi: 3.0.3` as the first line",
        ),
        (
            "- openapi",
            r"
error[B0201]: an OpenAPI document must be a mapping, but this is a list
--> specs/azure/v1/a.yaml:1:1",
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
  |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ not found
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
  |               ^^^^^^^^^^^^^^^^^^^^^^ not found",
    );
    assert_schemas(
        "A:\n  $ref: '#/components/parameters/B'",
        r"
error[B0107]: this `$ref` leads to a parameter, where a schema is expected
 --> specs/azure/v1/a.yaml:5:13
  |
5 |       $ref: '#/components/parameters/B'
  |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^",
    );
    assert_schemas(
        "A:\n  $ref: 3",
        r"
warning[B0204]: `$ref` must be a string, but this is a number
 --> specs/azure/v1/a.yaml:5:13
  |
5 |       $ref: 3
  |             ^ expected a string
  |
  = note: it is ignored",
    );
    assert_schemas(
        "A: { $ref: '#/components/schemas/B' }\nB: { $ref: '#/components/schemas/A' }",
        r"
warning[B0301]: this definition refers only to itself; any JSON is accepted
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
warning[B0204]: a schema must be a mapping, but this is a string
 --> specs/azure/v1/a.yaml:4:8
  |
4 |     A: text
  |        ^^^^ expected a mapping
  |
  = note: it is ignored",
    );
    assert_schemas(
        "A:\n  type: strnig",
        r"
warning[B0207]: unknown type `strnig`; any JSON is accepted
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
warning[B0205]: an array lacks `items`; its items are any JSON
 --> specs/azure/v1/a.yaml:4:5
  |
4 |     A:
  |     ^",
    );
    assert_schemas(
        "A:\n  propertes:\n    a: {}",
        r"
warning[B0206]: unknown key `propertes` in a schema
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
warning[B0206]: unknown key `x-rust-nmae` in a schema
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
warning[B0204]: `properties` must be a mapping, but this is a list
 --> specs/azure/v1/a.yaml:5:7
  |
5 |       properties: []
  |       ^^^^^^^^^^ expected a mapping
  |
  = note: it is ignored

warning[B0204]: `required` must contain strings, but this is a number
 --> specs/azure/v1/a.yaml:6:18
  |
6 |       required: [1]
  |                  ^",
    );
    assert_schemas(
        "A:\n  required: [nmae]\n  properties:\n    name: { type: string }",
        r"
warning[B0304]: `required` names `nmae`, which is not a property
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
warning[B0208]: duplicate value `a`
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
warning[B0210]: this `enum` is empty; any string is accepted
 --> specs/azure/v1/a.yaml:6:7
  |
6 |       enum: []
  |       ^^^^",
    );
    assert_schemas(
        "A:\n  type: string\n  enum: [[a]]",
        r"
warning[B0204]: an enum value must be a scalar, but this is a list
 --> specs/azure/v1/a.yaml:6:15
  |
6 |       enum: [[a]]
  |               ^",
    );
    assert_schemas(
        "A:\n  type: string\n  enum: [Due]\n  x-ms-enum:\n    name: A\n    values:\n      - value: Deu",
        r"
warning[B0230]: `enum` lists `Due`, which `x-ms-enum` does not describe
 --> specs/azure/v1/a.yaml:6:14
  |
6 |       enum: [Due]
  |              ^^^
  |
  = help: add `{ value: Due }` to `values` of `x-ms-enum`

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
warning[B0301]: this array contains only itself
 --> specs/azure/v1/a.yaml:4:5
  |
4 |     A:
  |     ^
  |
  = note: any JSON is accepted here
  = help: put an object in between",
    );
}

#[test]
fn composition() {
    assert_schemas(
        "A:\n  allOf:\n    - $ref: '#/components/schemas/A'\n    - properties: { a: {} }",
        r"
warning[B0301]: this definition extends itself; that part is ignored
 --> specs/azure/v1/a.yaml:4:5
  |
4 |     A:
  |     ^",
    );
    assert_schemas(
        "A:\n  properties:\n    a: { type: string }\nB:\n  allOf:\n    - $ref: '#/components/schemas/A'\n  properties:\n    a: { type: integer }",
        r"
warning[B0306]: property `a` has two different definitions; the last one is used
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
warning[B0303]: `allOf` combines objects, but this part is a string; it is ignored
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
warning[B0210]: this list of alternatives is empty; it is ignored
 --> specs/azure/v1/a.yaml:5:7
  |
5 |       oneOf: []
  |       ^^^^^",
    );
    assert_schemas(
        "A:\n  oneOf:\n    - $ref: '#/components/schemas/B'\n  x-rust-when:\n    - pointers: [kind]\n      cases:\n        - values: [b, c]\n          schema: '#/components/schemas/B'\n        - values: [b]\n          schema: '#/components/schemas/C'\n        - values: [B]\n          schema: '#/components/schemas/B'\nB:\n  properties: { kind: {} }\nC:\n  properties: { kind: {} }",
        r"
error[B0231]: `kind` is not a JSON pointer to a property: it must start with `/`
 --> specs/azure/v1/a.yaml:8:22
  |
8 |         - pointers: [kind]
  |                      ^^^^

error[B0231]: 2 values for 1 pointers
  --> specs/azure/v1/a.yaml:10:15
   |
10 |             - values: [b, c]
   |               ^^^^^^

warning[B0308]: the selected schema is not one of the alternatives
  --> specs/azure/v1/a.yaml:13:23
   |
13 |               schema: '#/components/schemas/C'
   |                       ^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = note: its values are kept as any JSON
   = help: add it to `oneOf`

error[B0231]: duplicate values
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
error[B0321]: `1st` is not a Rust identifier
 --> specs/azure/v1/a.yaml:5:20
  |
5 |       x-rust-name: 1st
  |                    ^^^
  |
  = help: write `N1st`, for example",
    );
    assert_schemas(
        "A:\n  properties:\n    a: { x-rust-name: c }\n    b: { x-rust-name: c }",
        r"
error[B0320]: two items have the name `c`
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
error[B0321]: `fn main() {}` is not a Rust identifier
 --> specs/azure/v1/a.yaml:6:26
  |
6 |         a: { x-rust-was: 'fn main() {}' }
  |                          ^^^^^^^^^^^^^^",
    );
    assert_schemas(
        "A:\n  x-rust-name: Self\n  properties: { a: {} }",
        r"
error[B0321]: `Self` is reserved for the generated code
 --> specs/azure/v1/a.yaml:5:20
  |
5 |       x-rust-name: Self
  |                    ^^^^
  |
  = help: write `SelfModel`, for example",
    );
    assert_schemas(
        "A:\n  properties:\n    a: { type: string, enum: [x], x-ms-enum: { name: Kind } }\n    b: { type: string, enum: [y], x-ms-enum: { name: Kind } }",
        r"
warning[B0305]: two different enumerations have the name `Kind`
 --> specs/azure/v1/a.yaml:7:58
  |
6 |         a: { type: string, enum: [x], x-ms-enum: { name: Kind } }
  |                                                          ---- first here
7 |         b: { type: string, enum: [y], x-ms-enum: { name: Kind } }
  |                                                          ^^^^ again here
  |
  = note: the second one is named after its position
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
warning[B0209]: two different schemas have the name `Other`
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
  = note: the second one gets the name `Other-b`
  = help: make them equal (descriptions may differ), or rename one",
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
warning[B0207]: unknown type `nubmer`; any JSON is accepted
 --> specs/azure/v1/a.yaml:4:16
  |
4 |     B: { type: nubmer }
  |                ^^^^^^
  |
  = help: did you mean `number`?

warning[B0207]: unknown type `strnig`; any JSON is accepted
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
  |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ not found",
    );
}
