//! What documents hold beside the usual, what becomes of it, and what is said about it.

use std::fmt::Write;

use crate::{assert_same, read, request, types};

/// Asserts what becomes of a document: types, requests, the docs of members, and what is said.
#[track_caller]
fn assert_document(files: &[(&str, &str)], expected: &str) {
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
        // The folder has another name every time.
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
fn assert_schemas(version: &str, schemas: &str, expected: &str) {
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

const V31: &str = "openapi: 3.1.0";
const V30: &str = "openapi: 3.0.3";
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
  pair?: [Json] `pair`
  list?: [Json] `list`
  bytes?: String `bytes`
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
A.pair: A tuple: its first 2 elements have types of their own.
A.bytes: Encoded as `base64`. Holds `image/png`.
A.low: More than 1.
A.high: At most 5.
warning: `false` allows no value; any JSON is read
  --> a.yaml:14:16
   |
14 |         never: false
   |                ^^^^^

warning: the members of several patterns are read as any JSON
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
    texts: { type: string, enum: [1, yes] }
    nulls: { type: string, nullable: true, enum: [a, null] }
    one: { type: string, enum: [only] }
",
        r#"
struct A
  whole?: i64 `whole`
  untyped?: Decimal `untyped`
  mixed?: Json `mixed`
  flag?: Boolean `flag`
  texts?: ATexts `texts`
  nulls?: null|ANulls `nulls`
  one?: AOne `one`
enum ATexts: N1 `1`, Yes `yes`
enum ANulls: A `a`
enum AOne: Only `only`
A.whole: One of `1`, `2`.
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
  d?: i64 `d`
  e?: Float `e`
  f?: Decimal `f`
  g?: String `g`
  h?: String `h`
  i?: String `i`
  j?: String `j`
  k?: String `k`
  l?: String `l`
  m?: Date `m`
  n?: String `n`
  o?: i64 `o`",
    );
}

#[test]
fn members_beside_a_choice() {
    assert_schemas(
        V30,
        "
A:
  properties: { own: { type: string } }
  oneOf: [{ $ref: '#/components/schemas/B' }, { $ref: '#/components/schemas/C' }]
B: { properties: { b: { type: string } } }
C: { properties: { c: { type: string } } }
D:
  allOf: [{ $ref: '#/components/schemas/B' }]
  oneOf: [{ $ref: '#/components/schemas/C' }]
  properties: { d: { type: string } }
",
        "
union A: B(box B), C(box C)
struct B
  b?: String `b`
struct C
  c?: String `c`
struct D
  b?: String `b`
  c?: String `c`
  d?: String `d`
warning: members beside a choice are in none of its alternatives
 --> a.yaml:5:21
  |
5 |       properties: { own: { type: string } }
  |                     ^^^
  |
  = note: those that an alternative does not name are kept by it, without a type
  = help: put them into the alternatives, for example by `allOf`",
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
warning: `size` is composed of two definitions that differ; the last one is read
  --> a.yaml:18:9
   |
 8 |         size: { type: integer }
   |         ---- first defined here
...
18 |         size: { type: string }
   |         ^^^^ differs from the first one

warning: `more` is composed of two definitions that differ; any JSON is read
  --> a.yaml:19:9
   |
 9 |         more: { type: object, additionalProperties: { type: string } }
   |         ---- first defined here
...
19 |         more: { type: string }
   |         ^^^^ differs from the first one

warning: `list` is composed of two definitions that differ; the last one is read
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
warning: this list holds only itself
 --> a.yaml:4:5
  |
4 |     List: { type: array, items: { $ref: '#/components/schemas/List' } }
  |     ^^^^
  |
  = note: any JSON is read here
  = help: put an object between

warning: this list holds only itself
 --> a.yaml:5:5
  |
5 |     Map: { type: object, additionalProperties: { $ref: '#/components/schemas/Map' } }
  |     ^^^
  |
  = note: any JSON is read here
  = help: put an object between",
    );
}

#[test]
fn names_of_clients() {
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
  /fish.kind: salmon -> 0, SmartSalmon -> 1, Shark -> 2, Fish -> 3
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
  /teeth: GreatShark -> 0, Shark -> 1
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
fn discriminators_by_the_value_that_a_schema_names() {
    assert_schemas(
        V30,
        "
Pet:
  oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }]
  discriminator: { propertyName: kind }
Cat: { x-ms-discriminator-value: '#Cat', properties: { kind: { type: string } } }
Dog: { properties: { kind: { type: string } } }
",
        "
union Pet: Cat(box Cat), Dog(box Dog)
  /kind: #Cat -> 0, Dog -> 1
struct Cat
  kind?: String `kind`
struct Dog
  kind?: String `kind`",
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
warning: two enumerations named `Kind` list different values
 --> a.yaml:7:58
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
fn bodies_of_other_media_types() {
    assert_document(
        &[(
            "a.yaml",
            r"
openapi: 3.0.3
paths:
  /a:
    put:
      requestBody:
        content:
          text/plain: {}
          application/xml: { schema: { type: object } }
          application/vnd.a+json: { schema: { type: string } }
      responses:
        200: { description: '', content: { text/csv: { schema: { type: string } } } }
        201: { description: '', content: { application/xml: { schema: { $ref: '#/components/schemas/A' } } } }
        202: { description: '', content: { image/png: {} } }
        203: { description: '', content: { application/json: {} } }
    post:
      requestBody: { content: { multipart/form-data: { schema: { $ref: '#/components/schemas/A' } } } }
      responses: { default: { description: '' } }
components: { schemas: { A: { properties: { a: { type: string } } } } }
",
        )],
        "
struct A
  a?: String `a`
PutA `PUT /a` PUT /a
  body body?: String `body`
  200 -> String
  201 -> nothing
  202 -> String
  203 -> Json
PostA `POST /a` POST /a
  default -> nothing
warning: `text/csv` is not JSON; the body has the type of its schema
  --> a.yaml:12:44
   |
12 |         200: { description: '', content: { text/csv: { schema: { type: string } } } }
   |                                            ^^^^^^^^

warning: `application/xml` is not supported; this body is left out
  --> a.yaml:13:44
   |
13 |         201: { description: '', content: { application/xml: { schema: { $ref: '#/components/schemas/A' } } } }
   |                                            ^^^^^^^^^^^^^^^

warning: `image/png` is not JSON; the body is read as a text
  --> a.yaml:14:44
   |
14 |         202: { description: '', content: { image/png: {} } }
   |                                            ^^^^^^^^^

warning: a media type lacks `schema`; any JSON is read
  --> a.yaml:15:44
   |
15 |         203: { description: '', content: { application/json: {} } }
   |                                            ^^^^^^^^^^^^^^^^

warning: `multipart/form-data` is not supported; this body is left out
  --> a.yaml:17:33
   |
17 |       requestBody: { content: { multipart/form-data: { schema: { $ref: '#/components/schemas/A' } } } }
   |                                 ^^^^^^^^^^^^^^^^^^^",
    );
}

#[test]
fn bodies_of_swagger() {
    assert_document(
        &[(
            "a.yaml",
            r"
swagger: '2.0'
host: '{account}.example.com'
x-ms-parameterized-host: { hostTemplate: '{account}.example.com', parameters: [] }
consumes: [application/xml]
produces: [text/plain, application/json]
paths:
  /a/{b}:
    parameters:
      - { name: b, in: path, required: true, type: string }
      - { name: shared, in: body, schema: { type: string } }
    get:
      consumes: [application/json]
      responses: { 200: { description: '', schema: { type: file } } }
    put:
      parameters: [{ $ref: '#/parameters/Body' }]
      responses: { 200: { description: '', schema: { type: string } } }
    post:
      consumes: [multipart/form-data]
      parameters:
        - { name: file, in: formData, type: file }
        - { name: odd, in: query, type: array, items: { type: string }, collectionFormat: dots }
      responses: { 200: { description: '' } }
x-ms-paths:
  /a?b:
    get: { responses: { 200: { description: '' } } }
parameters:
  Body: { name: whole, in: body, required: true, schema: { $ref: '#/definitions/A' } }
definitions: { A: { properties: { a: { type: string } } } }
",
        )],
        "
struct A
  a?: String `a`
GetSpaceSlashASlashU7bBU7d `GET /a/{b}` GET /a/{b}
  path b: String `b`
  200 -> String
PutAB `PUT /a/{b}` PUT /a/{b}
  path b: String `b`
  200 -> String
PostAB `POST /a/{b}` POST /a/{b}
  path b: String `b`
  query odd?: [String] `odd` (Separated by commas.)
  200 -> nothing
GetSpaceSlashAQuestionB `GET /a?b` GET /a?b
  200 -> nothing
warning: `application/xml` is not supported; this body is left out
  --> a.yaml:11:11
   |
11 |       - { name: shared, in: body, schema: { type: string } }
   |           ^^^^

warning: `application/octet-stream` is not JSON; the body has the type of its schema
  --> a.yaml:14:44
   |
14 |       responses: { 200: { description: '', schema: { type: file } } }
   |                                            ^^^^^^

warning: `multipart/form-data` is not supported; this body is left out
  --> a.yaml:18:5
   |
18 |     post:
   |     ^^^^

warning: there is no collectionFormat `dots`; `csv` is read
  --> a.yaml:22:91
   |
22 |         - { name: odd, in: query, type: array, items: { type: string }, collectionFormat: dots }
   |                                                                                           ^^^^
   |
   = help: they are `csv`, `ssv`, `tsv`, `pipes` and `multi`

warning: `application/xml` is not supported; this body is left out
  --> a.yaml:28:3
   |
28 |   Body: { name: whole, in: body, required: true, schema: { $ref: '#/definitions/A' } }
   |   ^^^^",
    );
}

#[test]
fn requests_that_contradict_themselves() {
    assert_document(
        &[(
            "a.yaml",
            r"
openapi: 3.0.3
paths:
  /a/{b}/{c}:
    get:
      operationId: Same
      parameters:
        - { name: c, in: path, schema: { type: integer } }
        - { name: d, in: path, required: true, schema: { type: string } }
        - { name: e, in: cookie, schema: { type: string } }
        - { name: f, in: query, style: deepObject, explode: true, schema: { $ref: '#/components/schemas/A' } }
        - { name: f, in: query, schema: { type: string } }
        - { name: g, in: query, content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } }
        - { name: h, in: path, required: true, style: matrix, schema: { type: string } }
      responses: { 200: { description: '' }, 2xx: { description: '' }, many: { description: '' } }
    put:
      operationId: Same
      responses: {}
  a/{b:
    get: { responses: { 200: { description: '' } } }
components: { schemas: { A: { properties: { a: { type: string } } } } }
",
        )],
        "
struct A
  a?: String `a`
Same `Same` GET /a/{b}/{c}
  path c: i64 `c`
  path b: String `b`
  cookie e?: String `e`
  query f?: A `f` (Each member is written as `name[member]=value`.)
  query g?: A `g` (Written as JSON.)
  200 -> nothing
  2XX -> nothing
PutABC `PUT /a/{b}/{c}` PUT /a/{b}/{c}
  path b: String `b`
  path c: String `c`
warning: the path `/a/{b}/{c}` has no parameter for `{b}`
 --> a.yaml:5:5
  |
5 |     get:
  |     ^^^
  |
  = note: it is read as a text
  = help: add it to `parameters`: `{ name: b, in: path, required: true, schema: { type: string } }`

warning: the path parameter `c` is not required
 --> a.yaml:8:13
  |
8 |         - { name: c, in: path, schema: { type: integer } }
  |             ^^^^
  |
  = note: it is read as required
  = help: add `required: true`

warning: the path `/a/{b}/{c}` has no `{d}`
 --> a.yaml:9:13
  |
5 |     get:
  |     --- of this operation
...
9 |         - { name: d, in: path, required: true, schema: { type: string } }
  |             ^^^^ this path parameter
  |
  = note: it is left out there

warning: the parameter `f` is listed twice
  --> a.yaml:12:13
   |
11 |         - { name: f, in: query, style: deepObject, explode: true, schema: { $ref: '#/components/schemas/A' } }
   |             ---- first here
12 |         - { name: f, in: query, schema: { type: string } }
   |             ^^^^ again here
   |
   = note: only the first one is read

warning: the path `/a/{b}/{c}` has no `{h}`
  --> a.yaml:14:13
   |
 5 |     get:
   |     --- of this operation
...
14 |         - { name: h, in: path, required: true, style: matrix, schema: { type: string } }
   |             ^^^^ this path parameter
   |
   = note: it is left out there

warning: `many` is not a status
  --> a.yaml:15:72
   |
15 |       responses: { 200: { description: '' }, 2xx: { description: '' }, many: { description: '' } }
   |                                                                        ^^^^
   |
   = note: the response is left out
   = help: a status is `200`, `4XX` or `default`

warning: an operation lacks `responses`
  --> a.yaml:16:5
   |
16 |     put:
   |     ^^^

warning: the path `/a/{b}/{c}` has no parameter for `{b}`
  --> a.yaml:16:5
   |
16 |     put:
   |     ^^^
   |
   = note: it is read as a text
   = help: add it to `parameters`: `{ name: b, in: path, required: true, schema: { type: string } }`

warning: the path `/a/{b}/{c}` has no parameter for `{c}`
  --> a.yaml:16:5
   |
16 |     put:
   |     ^^^
   |
   = note: it is read as a text
   = help: add it to `parameters`: `{ name: c, in: path, required: true, schema: { type: string } }`

warning: two operations have the operationId `Same`
  --> a.yaml:17:20
   |
 6 |       operationId: Same
   |                    ---- first here
...
17 |       operationId: Same
   |                    ^^^^ again here
   |
   = note: this one is named by method and path

warning: the braces of the path `/a/{b` do not match; it is left out
  --> a.yaml:19:3
   |
19 |   a/{b:
   |   ^^^^

warning: the path `a/{b` does not begin with `/`; one is put there
  --> a.yaml:19:3
   |
19 |   a/{b:
   |   ^^^^",
    );
}

#[test]
fn examples_in_other_files() {
    let (model, diagnostics) = read(&[
        (
            "a.json",
            r##"{"swagger": "2.0", "paths": {"/a": {"get": {
                "x-ms-examples": {"One": {"$ref": "./examples/One.json"}, "Gone": {"$ref": "./examples/Gone.json"}},
                "responses": {"200": {"description": "", "schema": {"$ref": "#/definitions/A"}}, "204": {"description": ""}}
            }}}, "definitions": {"A": {"properties": {"a": {"type": "number"}}}}}"##,
        ),
        (
            "examples/One.json",
            r#"{"parameters": {}, "responses": {"200": {"body": {"a": 2.00}}, "204": {}}}"#,
        ),
    ]);
    let found: Vec<_> = model
        .operations
        .iter()
        .flat_map(|operation| &operation.responses)
        .flat_map(|response| &response.examples)
        .map(|example| (example.name.as_str(), example.json.as_str()))
        .collect();
    assert_eq!(found, [("One", "{\n  \"a\": 2.00\n}")]);
    assert!(
        diagnostics.starts_with("warning: cannot read `")
            && diagnostics.contains("note: the example is left out"),
        "{diagnostics}"
    );
}

#[test]
fn references_into_any_part() {
    assert_document(
        &[
            (
                "a.yaml",
                r"
openapi: 3.0.3
paths:
  /a~b/{c d}:
    get:
      parameters: [{ name: c d, in: path, required: true, schema: { type: string, enum: [x] } }]
      responses: { 200: { description: '', content: { application/json: { schema: { properties: { a: { type: string } } } } } } }
  /again: { $ref: '#/paths/~1a~0b~1%7Bc%20d%7D' }
components:
  schemas:
    A:
      properties:
        body: { $ref: '#/paths/~1a~0b~1%7Bc%20d%7D/get/responses/200/content/application~1json/schema' }
        value: { $ref: '#/paths/~1a~0b~1%7Bc%20d%7D/get/parameters/0/schema' }
        other: { $ref: 'parts/b.yaml#/Things/0' }
",
            ),
            (
                "parts/b.yaml",
                "Things: [{ properties: { up: { $ref: '../a.yaml#/components/schemas/A' } } }]",
            ),
        ],
        "
struct A
  body?: GetABCDResponse `body`
  value?: GetABCDCD `value`
  other?: box AOther `other`
enum GetABCDCD: X `x`
struct GetABCDResponse
  a?: String `a`
struct AOther
  up?: box A `up`
GetABCD `GET /a~b/{c d}` GET /a~b/{c d}
  path c_d: GetABCDCD `c d`
  200 -> GetABCDResponse
GetAgain `GET /again` GET /again
  200 -> GetABCDResponse
warning: the path `/again` has no `{c d}`
 --> a.yaml:6:22
  |
5 |     get:
  |     --- of this operation
6 |       parameters: [{ name: c d, in: path, required: true, schema: { type: string, enum: [x] } }]
  |                      ^^^^ this path parameter
  |
  = note: it is left out there",
    );
}

#[test]
fn what_is_no_schema() {
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
warning: a schema is a mapping, but this is text
 --> a.yaml:4:27
  |
4 |     A: { properties: { a: text, b: { type: strnig }, c: { properties: [] }, d: { description: [x], type: string }, e: { type: string,...
  |                           ^^^^ a mapping belongs here
  |
  = note: it is read as if it were not there

warning: there is no type `strnig`; any JSON is read
 --> a.yaml:4:44
  |
4 |     A: { properties: { a: text, b: { type: strnig }, c: { properties: [] }, d: { description: [x], type: string }, e: { type: string,...
  |                                            ^^^^^^
  |
  = help: did you mean `string`?

warning: `properties` is a mapping, but this is a list
 --> a.yaml:4:59
  |
4 |     A: { properties: { a: text, b: { type: strnig }, c: { properties: [] }, d: { description: [x], type: string }, e: { type: string,...
  |                                                           ^^^^^^^^^^ a mapping belongs here
  |
  = note: it is read as if it were not there

warning: `description` is text, but this is a list
 --> a.yaml:4:96
  |
4 |     A: { properties: { a: text, b: { type: strnig }, c: { properties: [] }, d: { description: [x], type: string }, e: { type: string,...
  |                                                                                                ^ text belongs here
  |
  = note: it is read as if it were not there

warning: `maxLength` is a number, but this is text
 --> a.yaml:4:146
  |
4 | ... [x], type: string }, e: { type: string, maxLength: many } }, required: true }
  |                                                        ^^^^ a number belongs here
  |
  = note: it is read as if it were not there

warning: `required` is a list, but this is a boolean
 --> a.yaml:4:166
  |
4 | ...}, e: { type: string, maxLength: many } }, required: true }
  |                                                         ^^^^ a list belongs here
  |
  = note: it is read as if it were not there

warning: `if`, `then` and `else` are not read; members that only they name are kept
 --> a.yaml:5:10
  |
5 |     B: { if: { required: [a] }, then: { properties: { b: {} } } }
  |          ^^",
    );
}

#[test]
fn what_stands_in_place_twice_is_one_type() {
    assert_document(
        &[(
            "a.yaml",
            r"
openapi: 3.0.3
paths:
  /a:
    get:
      operationId: A_Get
      responses:
        200: { description: '', content: { application/json: { schema: { properties: { x: { type: object, properties: { y: { type: string } } } } } } } }
        201: { description: '', content: { application/json: { schema: { properties: { x: { type: object, properties: { y: { type: string } } } } } } } }
        202: { description: '', content: { application/json: { schema: { nullable: true, properties: { x: { type: object, properties: { y: { type: string } } } } } } } }
        203: { description: '', content: { application/json: { schema: { properties: { x: { type: object, required: [y], properties: { y: { type: string } } } } } } } }
components:
  schemas:
    B: { properties: { on: { type: string, enum: [yes, no] }, off: { type: string, enum: [yes, no], default: no } } }
",
        )],
        "
struct B
  on?: BOn `on`
  off?: BOn `off`
enum BOn: Yes `yes`, No `no`
struct AGetResponse
  x?: AGetResponseX `x`
struct AGetResponseX
  y?: String `y`
struct AGetResponse203
  x?: AGetResponse203X `x`
struct AGetResponse203X
  y: String `y`
B.off: Default: `no`.
AGet `A_Get` GET /a
  200 -> AGetResponse
  201 -> AGetResponse
  202 -> null|AGetResponse
  203 -> AGetResponse203",
    );
}

#[test]
fn composed_of_itself_with_a_discriminator() {
    assert_schemas(
        V30,
        "
A: { discriminator: { propertyName: kind }, allOf: [{ $ref: '#/components/schemas/A' }], properties: { kind: { type: string } } }
B: { allOf: [{ $ref: '#/components/schemas/A' }] }
",
        "
union A: B(box B), ABase(box ABase)
  /kind: B -> 0, A -> 1
struct ABase
  kind?: String `kind`
struct B
  kind?: String `kind`
warning: this definition is composed of itself; that part is left out
 --> a.yaml:4:5
  |
4 |     A: { discriminator: { propertyName: kind }, allOf: [{ $ref: '#/components/schemas/A' }], properties: { kind: { type: string } } }
  |     ^",
    );
}

#[test]
fn members_that_tell_alternatives_apart() {
    assert_schemas(
        V31,
        "
Listed:
  oneOf: [{ $ref: '#/components/schemas/Circle' }, { $ref: '#/components/schemas/Square' }]
Named:
  oneOf: [{ $ref: '#/components/schemas/Circle' }, { $ref: '#/components/schemas/Square' }]
  discriminator: { propertyName: form }
Vague:
  oneOf: [{ $ref: '#/components/schemas/Circle' }, { $ref: '#/components/schemas/Blob' }]
Circle: { required: [form], properties: { form: { const: circle } } }
Square: { required: [form], properties: { form: { enum: [square, Box] } } }
Blob: { properties: { form: { const: blob } } }
",
        "
union Listed: Circle(box Circle), Square(box Square)
  /form: circle -> 0, square -> 1, Box -> 1
union Named: Circle(box Circle), Square(box Square)
  /form: Circle -> 0, Square -> 1
union Vague: Circle(box Circle), Blob(box Blob)
struct Circle
  form: CircleForm `form`
enum CircleForm: Circle `circle`
struct Square
  form: SquareForm `form`
enum SquareForm: Square `square`, Box `Box`
struct Blob
  form?: BlobForm `form`
enum BlobForm: Blob `blob`",
    );
}

#[test]
fn alternatives_that_nothing_chooses() {
    assert_schemas(
        V30,
        "
Some:
  oneOf: [{ $ref: '#/components/schemas/Cat' }, { properties: { x: { type: string } } }, { $ref: '#/components/schemas/Dog' }]
  discriminator: { propertyName: kind, mapping: { dog: Dog } }
Cat: { properties: { kind: { type: string } } }
Dog: { properties: { kind: { type: string } } }
Base: { discriminator: { propertyName: kind }, required: [kind], properties: { kind: { type: string, enum: [one, two] } } }
One: { allOf: [{ $ref: '#/components/schemas/Base' }] }
Two: { allOf: [{ $ref: '#/components/schemas/Base' }], properties: { kind: { type: string, enum: [second] } } }
",
        "
union SomeModel: Cat(box Cat), Dog(box Dog)
  /kind: dog -> 1, Cat -> 0
struct SomeAlternative2
  x?: String `x`
struct Cat
  kind?: String `kind`
struct Dog
  kind?: String `kind`
union Base: One(box One), Two(box Two), BaseBase(box BaseBase)
  /kind: One -> 0, second -> 1, Base -> 2
struct BaseBase
  kind: BaseBaseKind `kind`
enum BaseBaseKind: One `one`, Two `two`
struct One
  kind: BaseBaseKind `kind`
struct Two
  kind: TwoKind `kind`
enum TwoKind: Second `second`
warning: nothing chooses this alternative
 --> a.yaml:5:55
  |
5 |       oneOf: [{ $ref: '#/components/schemas/Cat' }, { properties: { x: { type: string } } }, { $ref: '#/components/schemas/Dog' }]
  |                                                       ^^^^^^^^^^
  |
  = note: its values are kept as any JSON
  = help: map a text of the discriminator to it",
    );
}
