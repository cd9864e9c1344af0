//! Small histories, as text.

use crate::{Folder, assert_golden};

/// The api-versions of each case: the schemas, and the operations that are not the usual one.
const CASES: &[(&str, &[&str])] = &[
    (
        "a member begins, changes its type and ends",
        &[
            "Thing: { properties: { a: { type: string } } }",
            "Thing: { properties: { a: { type: string }, b: { type: integer } } }",
            "Thing: { properties: { a: { type: string }, b: { type: number } } }",
            "Thing: { properties: { a: { type: string } } }",
        ],
    ),
    (
        "a type is renamed, and one that ended comes back",
        &[
            "Thing: { properties: { part: { $ref: '#/components/schemas/Part' } } }
    Part: { properties: { a: { type: string } } }",
            "Thing: { properties: { part: { $ref: '#/components/schemas/Piece' } } }
    Piece: { x-rust-was: Part, properties: { a: { type: string } } }",
            "Thing: { properties: { b: { type: string } } }",
            "Thing: { properties: { b: { type: string }, part: { $ref: '#/components/schemas/Piece' } } }
    Piece: { properties: { a: { type: string } } }",
        ],
    ),
    (
        "an enumeration grows, becomes a struct, and nothing reaches another",
        &[
            "Thing: { properties: { mode: { $ref: '#/components/schemas/Mode' } } }
    Mode: { type: string, enum: [on] }
    Alone: { properties: { a: { type: string } } }",
            "Thing: { properties: { mode: { $ref: '#/components/schemas/Mode' } } }
    Mode: { type: string, enum: [on, 'off'] }
    Alone: { properties: { a: { type: string }, b: { type: string } } }",
            "Thing: { properties: { mode: { $ref: '#/components/schemas/Mode' } } }
    Mode: { properties: { on: { type: boolean } } }
    Alone: { properties: { a: { type: string }, b: { type: string } } }",
        ],
    ),
    (
        "an alias begins, means another type, gets another name, is deprecated and ends",
        &[
            "Thing: { properties: { a: { type: number } } }",
            "Thing: { properties: { a: { $ref: '#/components/schemas/Sum' } } }
    Sum: { type: number }",
            "Thing: { properties: { a: { $ref: '#/components/schemas/Sum' } } }
    Sum: { type: string }",
            "Thing: { properties: { a: { $ref: '#/components/schemas/Sum' } } }
    Sum: { type: string, x-rust-name: Total }",
            "Thing: { properties: { a: { $ref: '#/components/schemas/Sum' } } }
    Sum: { type: string, x-rust-name: Total, deprecated: true }",
            "Thing: { properties: { a: { type: string } } }",
        ],
    ),
    (
        "an alias becomes a definition, and a definition an alias of another name",
        &[
            "Thing: { properties: { a: { $ref: '#/components/schemas/Sum' }, b: { $ref: '#/components/schemas/Part' } } }
    Sum: { type: number }
    Part: { properties: { a: { type: string } } }",
            "Thing: { properties: { a: { $ref: '#/components/schemas/Sum' }, b: { $ref: '#/components/schemas/Part' } } }
    Sum: { properties: { value: { type: number } } }
    Part: { type: string, x-rust-name: Piece }",
        ],
    ),
    (
        "an alias is renamed, and so is one that becomes a definition, and a definition that becomes an alias",
        &[
            "Thing: { properties: { a: { $ref: '#/components/schemas/Sum' }, b: { $ref: '#/components/schemas/Part' } } }
    Sum: { type: number }
    Part: { properties: { a: { type: string } } }",
            "Thing: { properties: { a: { $ref: '#/components/schemas/Total' }, b: { $ref: '#/components/schemas/Piece' } } }
    Total: { type: string, x-rust-was: Sum }
    Piece: { type: string, x-rust-was: Part }",
            "Thing: { properties: { a: { $ref: '#/components/schemas/Amount' }, b: { $ref: '#/components/schemas/Piece' } } }
    Amount: { x-rust-was: Total, properties: { value: { type: number } } }
    Piece: { type: string }",
        ],
    ),
    (
        "limits change, which no range shows",
        &[
            "Thing: { properties: { a: { type: string, maxLength: 5 } } }",
            "Thing: { properties: { a: { type: string, maxLength: 9 } } }",
        ],
    ),
];

/// An operation whose parameters, path and responses change.
const OPERATION: &[&str] = &[
    "  /things/{id}:
    get:
      operationId: Things_Get
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '200': { description: ok } }",
    "  /things/{id}:
    get:
      operationId: Things_Read
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
        - { name: limit, in: query, schema: { type: integer } }
      responses: { '200': { description: ok }, '202': { description: later } }",
    "  /stuff/{id}:
    get:
      operationId: Things_Read
      x-rust-was: ThingsRead
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '200': { description: ok } }",
    "  /others:
    get:
      operationId: Others_List
      responses: { '200': { description: ok } }",
];

fn document(version: usize, paths: &str, schemas: &str) -> String {
    format!(
        "openapi: 3.0.3
info: {{ title: Shop, version: v{version} }}
paths:
{paths}
components:
  schemas:
    {schemas}
"
    )
}

const USUAL: &str = "  /things:
    get:
      operationId: Things_List
      responses:
        '200':
          description: ok
          content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } }";

/// The text, and the same lives in Markdown without the changes, which are those of `diff`.
fn told(documents: &[String]) -> String {
    let names: Vec<String> = (1..=documents.len())
        .map(|version| format!("shop/v{version}/a.yaml"))
        .collect();
    let files: Vec<(&str, &str)> = names
        .iter()
        .zip(documents)
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let text = Folder::new(&files).run(&["history", "shop"]);
    let end = text.find("\nChanges\n").unwrap_or(text.len());
    text[..end].to_owned()
}

#[test]
fn small_histories() {
    let mut out = String::new();
    for (title, schemas) in CASES {
        let documents: Vec<String> = schemas
            .iter()
            .enumerate()
            .map(|(index, schemas)| document(index + 1, USUAL, schemas))
            .collect();
        out += &format!("## {title}\n\n{}\n", told(&documents));
    }
    let documents: Vec<String> = OPERATION
        .iter()
        .enumerate()
        .map(|(index, paths)| document(index + 1, paths, "Thing: { type: string, enum: [a] }"))
        .collect();
    out += &format!("## an operation\n\n{}", told(&documents));
    assert_golden("lives.txt", &out);
}

#[test]
fn many_api_versions_have_numbers_of_two_digits() {
    let documents: Vec<String> = (1..=11)
        .map(|version| {
            let more = if version > 9 {
                ", b: { type: string }"
            } else {
                ""
            };
            let schemas = format!("Thing: {{ properties: {{ a: {{ type: string }}{more} }} }}");
            document(version, USUAL, &schemas)
        })
        .collect();
    let text = told(&documents);
    let table = "                       11
  Operations  12345678901
  ThingsList  -----------

                       11
  Types       12345678901
  Thing       ---------~-
";
    assert!(text.contains(table), "{text}");
}

#[test]
fn markdown_has_the_same_lives() {
    let text = Folder::new(&[
        (
            "shop/v1/a.yaml",
            &document(
                1,
                USUAL,
                "Thing: { properties: { 'a|b`c': { type: string } } }",
            ),
        ),
        (
            "shop/v2/a.yaml",
            &document(2, USUAL, "Thing: { properties: { a: { type: string } } }"),
        ),
    ])
    .run(&["history", "shop", "--format", "markdown"]);
    assert_golden("lives.md", &text);
}
