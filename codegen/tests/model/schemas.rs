use billing_codegen::model::TypeKind;

use crate::{assert_types, model_of_schemas};

#[test]
fn scalars_by_type_and_format() {
    let formats = [
        ("boolean", "", "Boolean"),
        ("string", "", "String"),
        ("string", "uuid", "Uuid"),
        ("string", "decimal", "DecimalText"),
        ("string", "date", "Date"),
        ("string", "date-time", "DateTime"),
        ("string", "date-time-local", "LocalDateTime"),
        ("integer", "", "i64"),
        ("integer", "int32", "i32"),
        ("integer", "int64", "i64"),
        ("number", "", "Decimal"),
        ("number", "decimal", "Decimal"),
        ("number", "float", "Float"),
        ("number", "double", "Float"),
        ("number", "int32", "i32"),
    ];
    for (kind, format, expected) in formats {
        let format = if format.is_empty() {
            String::new()
        } else {
            format!(", format: {format}")
        };
        let schemas = format!("A:\n  properties:\n    a: {{ type: {kind}{format} }}");
        assert_types(&schemas, &format!("struct A\n  a?: {expected} `a`"));
    }
}

#[test]
fn objects_lists_and_maps() {
    assert_types(
        "
A:
  required: [list]
  properties:
    list: { type: array, items: { type: string } }
    lists: { type: array, items: { type: array, items: { type: integer, format: int32 } } }
    tags: { type: object, additionalProperties: { type: string } }
    named: { additionalProperties: { $ref: '#/components/schemas/B' } }
    info: { type: object }
    open: { type: object, additionalProperties: true }
    anything: { description: Nobody knows. }
    nothing: {}
    sub: { type: object, properties: { x: { type: string } } }
    subs: { type: array, items: { properties: { y: { type: string } } } }
    untyped: { items: { type: string } }
B: { properties: { b: { type: boolean } } }
Empty: { type: object }
List: { type: array, items: { type: string } }
Text: { type: string }
",
        "
struct A
  list: [String] `list`
  lists?: [[i32]] `lists`
  tags?: {String} `tags`
  named?: {B} `named`
  info?: Json `info`
  open?: {Json} `open`
  anything?: Json `anything`
  nothing?: Json `nothing`
  sub?: ASub `sub`
  subs?: [ASubsItem] `subs`
  untyped?: [String] `untyped`
struct ASub
  x?: String `x`
struct ASubsItem
  y?: String `y`
struct B
  b?: Boolean `b`
",
    );
}

#[test]
fn definitions_that_are_aliases() {
    assert_types(
        "
Details: { type: array, items: { type: object, properties: { code: { type: string } } } }
Currency: { type: string }
Alias: { $ref: '#/components/schemas/Target' }
Target: { properties: { details: { $ref: '#/components/schemas/Details' }, currency: { $ref: '#/components/schemas/Currency' } } }
User: { properties: { alias: { $ref: '#/components/schemas/Alias' } } }
",
        "
struct DetailsItem
  code?: String `code`
struct Target
  details?: [DetailsItem] `details`
  currency?: String `currency`
struct User
  alias?: Target `alias`
",
    );
}

#[test]
fn nullable_members_distinguish_null() {
    assert_types(
        "
A:
  required: [b]
  properties:
    a: { type: string, nullable: true }
    b: { $ref: '#/components/schemas/B' }
    c: { nullable: true }
    d: { nullable: true, allOf: [{ $ref: '#/components/schemas/C' }] }
    e: { type: array, items: { type: string, nullable: true } }
    f: { type: string, enum: [x, null] }
B: { nullable: true, properties: { x: {} } }
C: { properties: { x: {} } }
",
        "
struct A
  a?: null|String `a`
  b: null|B `b`
  c?: Json `c`
  d?: null|C `d`
  e?: [null|String] `e`
  f?: null|AF `f`
enum AF: X `x`
struct B
  x?: Json `x`
struct C
  x?: Json `x`
",
    );
}

#[test]
fn enumerations() {
    assert_types(
        "
Kind: { type: string, enum: [Invoice, 'Usage Charge', '', no, '2020', '1.50'], x-ms-enum: { name: Other, modelAsString: true } }
Described:
  type: string
  enum: [a, b, c]
  x-ms-enum:
    name: Described
    values:
      - { value: a, name: First, description: The first. }
      - { value: b, x-rust-name: Second, x-rust-was: B }
      - { value: c }
Listed: { type: string, x-ms-enum: { name: Listed, values: [{ value: x }] } }
Untyped: { enum: [x] }
Use:
  properties:
    kind: { type: string, enum: [p, q], x-ms-enum: { name: UseKind } }
    same: { type: string, enum: [q, p], x-ms-enum: { name: UseKind } }
    plain: { type: string, enum: [r] }
    number: { type: integer, enum: [1, -2] }
    level: { type: integer, enum: [1, -2], x-enum-varnames: [Low, Lower], x-ms-enum: { name: Level } }
",
        "
enum Kind: Invoice `Invoice`, UsageCharge `Usage Charge`, Empty ``, No `no`, N2020 `2020`, N1Dot50 `1.50`
enum Described: First `a`, Second `b`, C `c`
enum Listed: X `x`
enum Untyped: X `x`
struct Use
  kind?: UseKind `kind`
  same?: UseKind `same`
  plain?: UsePlain `plain`
  number?: UseNumber `number`
  level?: Level `level`
enum UseKind: P `p`, Q `q`
enum UsePlain: R `r`
enum UseNumber: Value1 `1`, ValueMinus2 `-2`
enum Level: Low `1`, Lower `-2`
",
    );
}

#[test]
fn keywords_become_docs() {
    let model = model_of_schemas(
        "
A:
  description: |
    A thing.

    With `code`.
  deprecated: true
  x-rust-was: Old
  properties:
    a: { type: integer, minimum: 1, maximum: 100, exclusiveMaximum: true, default: 5, readOnly: true, description: ' One. ' }
    b: { type: string, pattern: '^`\\d-_$', minLength: 1, maxLength: 3, writeOnly: true, deprecated: true, x-rust-was: old_b }
    c: { $ref: '#/components/schemas/C', readOnly: true }
    d: { $ref: '#/components/schemas/C', description: Beside. }
    e: { type: number, enum: [1, 2.50], multipleOf: 0.5 }
    f: { type: array, items: { type: string }, maxItems: 2, uniqueItems: true, default: [x] }
    g: { type: number, enum: [0, 1, 2], x-enum-varnames: [Sunny, Partly Cloudy, ''], x-enum-descriptions: { 0: 'Sun only.' } }
    h: { type: number, enum: [1, 2], x-ms-enum: { name: Level, values: [{ value: 2, name: High, description: Highest. }] } }
C: { title: Title of C., properties: { x: {} } }
",
    );
    let a = model.types.get("A").expect("A");
    assert_eq!(
        (a.docs.text.as_str(), a.docs.deprecated, a.was.as_deref()),
        ("A thing.\n\nWith `code`.", true, Some("Old"))
    );
    let TypeKind::Struct(fields) = &a.kind else {
        panic!("A is a struct")
    };
    let said: Vec<_> = fields
        .iter()
        .map(|field| {
            format!(
                "{} {:?} {} {}: {} | {}",
                field.name,
                field.was,
                field.read_only,
                field.docs.deprecated,
                field.docs.text,
                field.docs.facts.join(" ")
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            "a None true false: One. | Read-only. At least 1, less than 100. Default: `5`.",
            "b Some(\"old_b\") false true:  | Write-only: the service never sends it. At least 1, at most 3 characters. Pattern: ``^`\\d-_$``.",
            "c None true false: Title of C. | Read-only.",
            "d None false false: Beside. | ",
            "e None false false:  | Multiple of 0.5. One of `1`, `2.50`.",
            "f None false false:  | At most 2 elements. The elements are unique. Default: `[\"x\"]`.",
            "g None false false:  | One of `0` (Sunny: Sun only), `1` (Partly Cloudy), `2`.",
            "h None false false:  | One of `1`, `2` (High: Highest).",
        ]
    );
}

#[test]
fn types_know_where_they_are_defined() {
    let model = model_of_schemas("A: { properties: { a: {} } }");
    let a = model.types.get("A").expect("A");
    assert!(a.place.file().ends_with("/a.yaml"));
    assert_eq!(a.place.pointer(), "/components/schemas/A");
}

#[test]
fn values_have_names_and_descriptions_beside_them() {
    assert_types(
        "
Code:
  type: string
  enum: ['01', '02', '03']
  x-enum-varnames: [Open, '', Third]
  x-enum-descriptions: [It is open., Nameless., The third.]
Both:
  type: string
  enum: [a, b]
  x-enumNames: [First, Second]
  x-ms-enum: { name: Both, values: [{ value: a, name: Alpha }, { value: b }] }
ByValue:
  type: string
  enum: [a, b]
  x-enum-varnames: { b: Second }
",
        "
enum Code: Open `01`, N02 `02`, Third `03`
enum Both: Alpha `a`, Second `b`
enum ByValue: A `a`, Second `b`
",
    );
}

#[test]
fn integers_or_strings() {
    assert_types(
        "
Port: { type: string, format: int-or-string, description: A port or its name. }
Use:
  properties:
    port: { $ref: '#/components/schemas/Port' }
    inline: { format: int-or-string }
    quantity: { x-kubernetes-int-or-string: true }
    text: { type: string }
",
        "
union Port: Integer(i64), String(String)
struct Use
  port?: Port `port`
  inline?: UseInline `inline`
  quantity?: UseQuantity `quantity`
  text?: String `text`
union UseInline: Integer(i64), String(String)
union UseQuantity: Integer(i64), String(String)
",
    );
}

#[test]
fn names_of_other_values_are_ignored() {
    let document = "\
openapi: 3.0.3
components: { schemas: { Code: { type: string, enum: [a, b], x-enum-varnames: [First] } } }
";
    let (model, diagnostics) = crate::read(&[("a.yaml", document)]);
    crate::assert_same(&crate::types(&model), "enum Code: A `a`, B `b`");
    let expected = "warning[B0230]: the length of `x-enum-varnames` is 1, but that of `enum` is 2";
    assert!(diagnostics.contains(expected), "{diagnostics}");
}
