//! Unusual constructs in documents: the resulting model and the diagnostics.

use std::fmt::Write;

use crate::{assert_same, read, request, types};

/// Asserts the types, requests, docs of members and diagnostics of a document.
#[track_caller]
pub(crate) fn assert_document(files: &[(&str, &str)], expected: &str) {
    let (model, diagnostics) = read(files);
    let mut text = types(&model);
    for definition in model.types.values() {
        if let billing_codegen::model::TypeKind::Struct(fields) = &definition.kind {
            for field in fields.iter().filter(|field| !field.docs.facts.is_empty()) {
                let facts = field.docs.facts.join(" ");
                writeln!(text, "{}.{}: {facts}", definition.name, field.name).expect("text");
            }
        }
    }
    text.extend(model.operations.iter().map(request));
    for line in diagnostics.lines() {
        // The name of the temporary folder varies.
        match line.split_once("--> ").or_else(|| line.split_once("::: ")) {
            Some((before, place)) => {
                let arrow = line.get(before.len()..before.len() + 4).unwrap_or_default();
                let file = place.rsplit('/').next().unwrap_or_default();
                writeln!(text, "{before}{arrow}{file}").expect("text");
            }
            None => writeln!(text, "{line}").expect("text"),
        }
    }
    assert_same(&text, expected);
}

#[track_caller]
pub(crate) fn assert_schemas(version: &str, schemas: &str, expected: &str) {
    let place = if version.starts_with("swagger") {
        "definitions:"
    } else {
        "components:\n  schemas:"
    };
    let indent = if version.starts_with("swagger") {
        "  "
    } else {
        "    "
    };
    let indented: String = schemas
        .trim()
        .lines()
        .map(|line| format!("{indent}{line}\n"))
        .collect();
    let document = format!("{version}\n{place}\n{indented}");
    assert_document(&[("a.yaml", &document)], expected);
}

pub(crate) const V31: &str = "openapi: 3.1.0";
pub(crate) const V30: &str = "openapi: 3.0.3";
const V20: &str = "swagger: '2.0'";

#[test]
fn types_of_31() {
    assert_schemas(
        V31,
        "
A:
  properties:
    text: { type: [string, 'null'], examples: [a] }
    either: { type: [string, integer, 'null'] }
    nothing: { type: 'null' }
    fixed: { const: x }
    five: { const: 5 }
    yes: { const: true }
    none: { const: null }
    any: true
    never: false
    pair: { type: array, prefixItems: [{ type: string }, { type: integer }] }
    list: { type: array }
    bytes: { type: string, contentEncoding: base64, contentMediaType: image/png }
    low: { type: number, exclusiveMinimum: 1, minimum: 0 }
    high: { type: number, exclusiveMaximum: 9, maximum: 5 }
    maybe: { oneOf: [{ $ref: '#/components/schemas/B' }, { type: 'null' }] }
    named: { type: object, patternProperties: { '^x': { type: integer } } }
    patterns: { type: object, patternProperties: { '^x': { type: integer }, '^y': { type: string } } }
B:
  $defs: { Inner: { properties: { b: { type: boolean } } } }
  $anchor: b
  properties:
    inner: { $ref: '#/components/schemas/B/$defs/Inner' }
    again: { $ref: '#b', description: Siblings count., deprecated: true }
C:
  $ref: '#/components/schemas/B'
  properties: { c: { type: string } }
  required: [c]
",
        "
struct A
  text?: null|String `text`
  either?: null|AEither `either`
  nothing?: Json `nothing`
  fixed?: AFixed `fixed`
  five?: i64 `five`
  yes?: Boolean `yes`
  none?: Json `none`
  any?: Json `any`
  never?: Json `never`
  pair?: (String, i64) `pair`
  list?: [Json] `list`
  bytes?: Base64 `bytes`
  low?: Decimal `low`
  high?: Decimal `high`
  maybe?: null|B `maybe`
  named?: {i64} `named`
  patterns?: {Json} `patterns`
union AEither: String(String), Integer(i64)
enum AFixed: X `x`
struct B
  inner?: Inner `inner`
  again?: box B `again`
struct C
  inner?: Inner `inner`
  again?: B `again`
  c: String `c`
struct Inner
  b?: Boolean `b`
A.five: One of `5`.
A.yes: One of `true`.
A.bytes: Encoded as `base64`. Content type: `image/png`.
A.low: More than 1.
A.high: At most 5.
warning[B0211]: `false` allows no value; any JSON is accepted
  --> a.yaml:14:16
   |
14 |         never: false
   |                ^^^^^

warning[B0211]: the properties of several patterns are any JSON
  --> a.yaml:22:56
   |
22 |         patterns: { type: object, patternProperties: { '^x': { type: integer }, '^y': { type: string } } }
   |                                                        ^^^^",
    );
}

#[test]
fn lists_of_values() {
    assert_schemas(
        V30,
        "
A:
  properties:
    whole: { type: integer, enum: [1, 2] }
    untyped: { enum: [1, 2.5] }
    mixed: { enum: [1, a, true] }
    flag: { type: boolean, enum: [true] }
    texts: { type: string, enum: ['1', yes] }
    nulls: { type: string, nullable: true, enum: [a, null] }
    one: { type: string, enum: [only] }
",
        r#"
struct A
  whole?: AWhole `whole`
  untyped?: Decimal `untyped`
  mixed?: Json `mixed`
  flag?: Boolean `flag`
  texts?: ATexts `texts`
  nulls?: null|ANulls `nulls`
  one?: AOne `one`
enum AWhole: Value1 `1`, Value2 `2`
enum ATexts: N1 `1`, Yes `yes`
enum ANulls: A `a`
enum AOne: Only `only`
A.untyped: One of `1`, `2.5`.
A.mixed: One of `1`, `"a"`, `true`.
A.flag: One of `true`.
"#,
    );
}

#[test]
fn formats() {
    assert_schemas(
        V30,
        "
A:
  properties:
    a: { type: integer, format: uint8 }
    b: { type: integer, format: uint64 }
    c: { type: integer, format: int8 }
    d: { type: integer, format: unixtime }
    e: { type: number, format: double }
    f: { type: number }
    g: { type: string, format: date-time-rfc1123 }
    h: { type: string, format: duration }
    i: { type: string, format: byte }
    j: { type: string, format: base64url }
    k: { type: string, format: uuid }
    l: { type: string, format: binary }
    m: { type: string, format: date }
    n: { type: string, format: decimal }
    o: { type: integer }
",
        "
struct A
  a?: u8 `a`
  b?: u64 `b`
  c?: i8 `c`
  d?: UnixTime `d`
  e?: Float `e`
  f?: Decimal `f`
  g?: HttpDate `g`
  h?: Duration `h`
  i?: Base64 `i`
  j?: Base64Url `j`
  k?: Uuid `k`
  l?: String `l`
  m?: Date `m`
  n?: DecimalText `n`
  o?: i64 `o`",
    );
}

#[test]
fn definitions_that_differ() {
    assert_schemas(
        V30,
        "
Base:
  properties:
    kind: { type: string }
    id: { type: string }
    size: { type: integer }
    more: { type: object, additionalProperties: { type: string } }
    list: { type: array, items: { $ref: '#/components/schemas/One' } }
One: { properties: { a: { type: string } } }
Two: { properties: { b: { type: string } } }
Heir:
  allOf: [{ $ref: '#/components/schemas/Base' }]
  properties:
    kind: { type: string, enum: [heir] }
    id: { type: string, nullable: true }
    size: { type: string }
    more: { type: string }
    list: { type: array, items: { $ref: '#/components/schemas/Two' } }
Short: { allOf: [{ type: string }, { type: string, enum: [a], maxLength: 3 }] }
",
        "
struct Base
  kind?: String `kind`
  id?: String `id`
  size?: i64 `size`
  more?: {String} `more`
  list?: [One] `list`
struct One
  a?: String `a`
struct Two
  b?: String `b`
struct Heir
  kind?: HeirKind `kind`
  id?: null|String `id`
  size?: String `size`
  more?: Json `more`
  list?: [Two] `list`
enum HeirKind: Heir `heir`
enum Short: A `a`
warning[B0306]: property `size` has two different definitions; the last one is used
  --> a.yaml:18:9
   |
 8 |         size: { type: integer }
   |         ---- first defined here
...
18 |         size: { type: string }
   |         ^^^^ differs from the first one

warning[B0306]: property `more` has two different definitions; any JSON is accepted
  --> a.yaml:19:9
   |
 9 |         more: { type: object, additionalProperties: { type: string } }
   |         ---- first defined here
...
19 |         more: { type: string }
   |         ^^^^ differs from the first one

warning[B0306]: property `list` has two different definitions; the last one is used
  --> a.yaml:20:9
   |
10 |         list: { type: array, items: { $ref: '#/components/schemas/One' } }
   |         ---- first defined here
...
20 |         list: { type: array, items: { $ref: '#/components/schemas/Two' } }
   |         ^^^^ differs from the first one",
    );
}

#[test]
fn recursion_through_lists_and_maps() {
    assert_schemas(
        V30,
        "
List: { type: array, items: { $ref: '#/components/schemas/List' } }
Map: { type: object, additionalProperties: { $ref: '#/components/schemas/Map' } }
Tree: { properties: { trees: { type: object, additionalProperties: { type: array, items: { $ref: '#/components/schemas/Tree' } } } } }
",
        "
struct Tree
  trees?: {[Tree]} `trees`
warning[B0301]: this array contains only itself
 --> a.yaml:4:5
  |
4 |     List: { type: array, items: { $ref: '#/components/schemas/List' } }
  |     ^^^^
  |
  = note: any JSON is accepted here
  = help: put an object in between

warning[B0301]: this map contains only itself
 --> a.yaml:5:5
  |
5 |     Map: { type: object, additionalProperties: { $ref: '#/components/schemas/Map' } }
  |     ^^^
  |
  = note: any JSON is accepted here
  = help: put an object in between",
    );
}

#[test]
fn client_names() {
    assert_schemas(
        V20,
        "
wire-name:
  x-ms-client-name: BetterName
  properties:
    '@odata.type': { type: string, x-ms-client-name: odataType }
    a: { type: string, x-ms-client-name: same }
    b: { type: string, x-ms-client-name: same }
    c: { type: string, x-ms-client-name: d }
    d: { type: string }
    日本: { type: string }
    fn: { type: string }
    '': { type: string }
",
        "
struct BetterName
  odata_type?: String `@odata.type`
  a?: String `a`
  b?: String `b`
  c?: String `c`
  d?: String `d`
  u65e5_u672c?: String `日本`
  fn?: String `fn`
  empty?: String ``",
    );
}

#[test]
fn inheritance() {
    assert_schemas(
        V20,
        "
Fish:
  discriminator: fish.kind
  properties: { fish.kind: { type: string }, mates: { type: array, items: { $ref: '#/definitions/Fish' } } }
Salmon: { x-ms-discriminator-value: salmon, allOf: [{ $ref: '#/definitions/Fish' }], properties: { taste: { type: string } } }
SmartSalmon: { allOf: [{ $ref: '#/definitions/Salmon' }] }
Shark: { discriminator: teeth, allOf: [{ $ref: '#/definitions/Fish' }], properties: { teeth: { type: string } } }
GreatShark: { allOf: [{ $ref: '#/definitions/Shark' }] }
Alone: { discriminator: kind, properties: { kind: { type: string } } }
Tank: { properties: { fish: { allOf: [{ $ref: '#/definitions/Fish' }], description: In it. }, alone: { $ref: '#/definitions/Alone' } } }
",
        "
union Fish: Salmon(box Salmon), SmartSalmon(box SmartSalmon), Shark(Shark), FishBase(box FishBase)
  /fish.kind: salmon -> 0, SmartSalmon -> 1, Shark -> 2
struct FishBase
  fish_kind?: String `fish.kind`
  mates?: [Fish] `mates`
struct Salmon
  fish_kind?: String `fish.kind`
  mates?: [Fish] `mates`
  taste?: String `taste`
struct SmartSalmon
  fish_kind?: String `fish.kind`
  mates?: [Fish] `mates`
  taste?: String `taste`
union Shark: GreatShark(box GreatShark), SharkBase(box SharkBase)
  /teeth: GreatShark -> 0
struct SharkBase
  fish_kind?: String `fish.kind`
  mates?: [Fish] `mates`
  teeth?: String `teeth`
struct GreatShark
  fish_kind?: String `fish.kind`
  mates?: [Fish] `mates`
  teeth?: String `teeth`
struct Alone
  kind?: String `kind`
struct Tank
  fish?: Fish `fish`
  alone?: Alone `alone`",
    );
}

#[test]
fn enumerations_of_one_name() {
    assert_schemas(
        V30,
        "
A:
  properties:
    a: { type: string, enum: [x], x-ms-enum: { name: Kind } }
    b: { type: string, enum: [y], x-ms-enum: { name: Kind } }
    c: { type: string, enum: [x], x-ms-enum: { name: Kind } }
",
        "
struct A
  a?: Kind `a`
  b?: AB `b`
  c?: Kind `c`
enum Kind: X `x`
enum AB: Y `y`
warning[B0305]: two different enumerations have the name `Kind`
 --> a.yaml:7:58
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
fn invalid_schemas() {
    assert_schemas(
        V30,
        "
A: { properties: { a: text, b: { type: strnig }, c: { properties: [] }, d: { description: [x], type: string }, e: { type: string, maxLength: many } }, required: true }
B: { if: { required: [a] }, then: { properties: { b: {} } } }
",
        "
struct A
  a?: Json `a`
  b?: Json `b`
  c?: Json `c`
  d?: String `d`
  e?: String `e`
warning[B0204]: a schema must be a mapping, but this is a string
 --> a.yaml:4:27
  |
4 |     A: { properties: { a: text, b: { type: strnig }, c: { properties: [] }, d: { description: [x], type: string }, e: { type: string,...
  |                           ^^^^ expected a mapping
  |
  = note: it is ignored

warning[B0207]: unknown type `strnig`; any JSON is accepted
 --> a.yaml:4:44
  |
4 |     A: { properties: { a: text, b: { type: strnig }, c: { properties: [] }, d: { description: [x], type: string }, e: { type: string,...
  |                                            ^^^^^^
  |
  = help: did you mean `string`?

warning[B0204]: `properties` must be a mapping, but this is a list
 --> a.yaml:4:59
  |
4 |     A: { properties: { a: text, b: { type: strnig }, c: { properties: [] }, d: { description: [x], type: string }, e: { type: string,...
  |                                                           ^^^^^^^^^^ expected a mapping
  |
  = note: it is ignored

warning[B0204]: `description` must be a string, but this is a list
 --> a.yaml:4:96
  |
4 |     A: { properties: { a: text, b: { type: strnig }, c: { properties: [] }, d: { description: [x], type: string }, e: { type: string,...
  |                                                                                                ^ expected a string
  |
  = note: it is ignored

warning[B0204]: `maxLength` must be a number, but this is a string
 --> a.yaml:4:146
  |
4 | ...n: [x], type: string }, e: { type: string, maxLength: many } }, required: true }
  |                                                          ^^^^ expected a number
  |
  = note: it is ignored

warning[B0204]: `required` must be a list of members, but this is a boolean
 --> a.yaml:4:166
  |
4 | ...g }, e: { type: string, maxLength: many } }, required: true }
  |                                                           ^^^^ expected a list
  |
  = note: it is ignored

warning[B0211]: `if`, `then` and `else` are ignored; properties that only they declare are kept
 --> a.yaml:5:10
  |
5 |     B: { if: { required: [a] }, then: { properties: { b: {} } } }
  |          ^^",
    );
}
