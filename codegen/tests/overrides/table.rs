//! Each kind of override with the changed lines of the definitions.

use crate::folder::Folder;

const DOCUMENT: &str = "\
openapi: 3.0.3
info: { title: Shop, version: VERSION }
paths:
  /prices:
    get:
      operationId: Prices_List
      description: All prices.
      parameters:
        - { name: $top, in: query, schema: { type: string }, description: How many. }
      responses:
        '200':
          description: The prices.
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Price' }
components:
  schemas:
    Price:
      description: What a thing costs.
      required: [value, unit]
      properties:
        value: { type: string, description: How much. }
        unit: { $ref: '#/components/schemas/Unit' }
        note: { type: string, description: A word on it. }
        weight: { type: number, description: In kilograms. }
        share: { type: number, format: float, description: Of the total. }
    Unit:
      type: string
      description: How it is counted.
      enum: [Peice, Hour]
      x-ms-enum: { name: Unit, modelAsString: true, values: [{ value: Peice, description: One. }, { value: Hour, description: Sixty minutes. }] }
";

/// Creates a folder with two api-versions.
pub(crate) fn shop() -> Folder {
    Folder::with(&[
        ("shop/v1.yaml", DOCUMENT.replace("VERSION", "v1")),
        ("shop/v2.yaml", DOCUMENT.replace("VERSION", "v2")),
    ])
}

const GENERATE: [&str; 6] = ["generate", "shop", "--out", "out", "--form", "definitions"];

/// Returns the lines that overrides remove and add.
fn changed_lines(overrides: &str) -> Vec<String> {
    let folder = shop();
    folder.run_ok(&GENERATE);
    let before = folder.read("out/src/lib.rs");
    folder.write("shop/overrides.yaml", overrides);
    folder.run_ok(&GENERATE);
    let after = folder.read("out/src/lib.rs");
    let diff = similar::TextDiff::from_lines(&before, &after);
    let lines = diff.iter_all_changes().filter_map(|change| {
        let sign = match change.tag() {
            similar::ChangeTag::Equal => return None,
            similar::ChangeTag::Insert => '+',
            similar::ChangeTag::Delete => '-',
        };
        Some(format!("{sign} {}", change.value().trim()))
    });
    lines.filter(|line| line.len() > 2).collect()
}

#[test]
fn changes() {
    let cases: &[(&str, &[&str])] = &[
        (
            "- at: /components/schemas/Price/properties/value\n  retype: { type: number }\n  reason: It is one.\n",
            &["- pub value: String,", "+ pub value: Decimal,"],
        ),
        (
            "- { at: /components/schemas/Price/properties/value, versions: v2.., retype: { type: number } }",
            &[
                "+ #[versions(..\"v2\")]",
                "+ /// How much.",
                "+ #[versions(\"v2\"..)]",
                "+ pub value: Decimal,",
            ],
        ),
        (
            "- { at: /paths/~1prices/get/parameters/$top, retype: { type: integer, format: int32 } }",
            &["- pub top: Option<String>,", "+ pub top: Option<i32>,"],
        ),
        (
            "- { at: /components/schemas/Price/properties/note, rename: remark }",
            &[
                "- pub note: Option<String>,",
                "+ pub remark: Option<String>,",
            ],
        ),
        // A required member stays required under its new name.
        (
            "- { at: /components/schemas/Price/properties/value, rename: amount }",
            &["- pub value: String,", "+ pub amount: String,"],
        ),
        (
            "- { at: /components/schemas/Unit/enum/Peice, rename: Piece }",
            &["- Peice,", "+ Piece,"],
        ),
        (
            "- { at: /paths/~1prices/get/parameters/0, rename: $limit }",
            &[
                "- #[query(\"$top\")]",
                "- pub top: Option<String>,",
                "+ #[query(\"$limit\")]",
                "+ pub limit: Option<String>,",
            ],
        ),
        // Of all members whose name the pattern has, those that are binary floats.
        (
            "- { at: /components/schemas/Price/properties/*, floats: decimal }",
            &["- pub share: Option<f64>,", "+ pub share: Option<Decimal>,"],
        ),
        (
            "- { at: /components, floats: decimal, versions: v1.. }",
            &["- pub share: Option<f64>,", "+ pub share: Option<Decimal>,"],
        ),
        // References follow the new name of a type.
        (
            "- { at: /components/schemas/Unit, rename: Measure }\n- { at: /components/schemas/Measure/x-ms-enum, drop: true }",
            &[
                "- pub unit: Unit,",
                "+ pub unit: Measure,",
                "- pub enum Unit {",
                "- /// One.",
                "+ pub enum Measure {",
                "- /// Sixty minutes.",
            ],
        ),
        (
            "- { at: /components/schemas/Price/properties/tax, add: { type: number, description: Of it. } }\n- { at: /components/schemas/Price/required/-, add: tax }",
            &["+ /// Of it.", "+ pub tax: Decimal,"],
        ),
        (
            "- { at: /components/schemas/Unit/enum/1, add: Day }\n- { at: /components/schemas/Unit/x-ms-enum/values/-, add: { value: Day } }",
            &["+ Day,"],
        ),
        (
            "- { at: /paths/~1prices/get/parameters/-, versions: ..v2, add: { name: unit, in: query, schema: { type: string }, description: Which. } }",
            &[
                "+ /// Which.",
                "+ #[versions(..\"v2\")]",
                "+ #[query]",
                "+ pub unit: Option<String>,",
            ],
        ),
        (
            "- { at: /components/schemas/Tax, versions: v2.., add: { description: A part., properties: { rate: { type: number } } } }",
            &[
                "+ /// A part.",
                "+ #[versions(\"v2\"..)]",
                "+ pub struct Tax {",
                "+ pub rate: Option<Decimal>,",
                "+ }",
            ],
        ),
        (
            "- { at: /components/schemas/Price/properties/note, drop: true }",
            &["- /// A word on it.", "- pub note: Option<String>,"],
        ),
        (
            "- { at: /components/schemas/Price/properties/value, drop: true }\n- { at: /components/schemas/Price/required/unit, drop: true }",
            &[
                "- /// How much.",
                "- pub value: String,",
                "- pub unit: Unit,",
                "+ pub unit: Option<Unit>,",
            ],
        ),
        (
            "- { at: /components/schemas/Unit/enum/Hour, versions: v2.., drop: true }",
            &["+ #[versions(..\"v2\")]"],
        ),
        (
            "- { at: /paths/~1prices/get/parameters/$top, drop: true }",
            &[
                "- pub struct PricesList {",
                "- /// How many.",
                "- #[query(\"$top\")]",
                "- pub top: Option<String>,",
                "- }",
                "+ pub struct PricesList {}",
            ],
        ),
    ];
    for (overrides, expected) in cases {
        assert_eq!(changed_lines(overrides), *expected, "{overrides}");
    }
}
