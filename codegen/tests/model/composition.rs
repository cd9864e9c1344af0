use crate::assert_types;

#[test]
fn a_member_with_a_description_has_the_referenced_type() {
    assert_types(
        "
Amount: { properties: { value: { type: number } } }
Wrapped: { description: A definition that adds nothing., allOf: [{ $ref: '#/components/schemas/Amount' }] }
Alias: { $ref: '#/components/schemas/Amount', description: The same. }
WrappedKind: { allOf: [{ $ref: '#/components/schemas/Kind' }] }
WrappedTwice: { allOf: [{ $ref: '#/components/schemas/WrappedKind' }] }
Invoice:
  properties:
    due: { description: What is due., readOnly: true, allOf: [{ $ref: '#/components/schemas/Amount' }] }
    tax: { allOf: [{ $ref: '#/components/schemas/Amount' }, { description: Tax. }] }
    sibling: { $ref: '#/components/schemas/Amount', description: Beside., type: object }
    wrapped: { $ref: '#/components/schemas/Wrapped' }
    alias: { $ref: '#/components/schemas/Alias' }
    wrapped_kind: { $ref: '#/components/schemas/WrappedTwice' }
    kind: { allOf: [{ $ref: '#/components/schemas/Kind' }], description: Its kind. }
Kind: { type: string, enum: [a] }
",
        "
struct Amount
  value?: Decimal `value`
struct Wrapped
  value?: Decimal `value`
struct Invoice
  due?: Amount `due`
  tax?: Amount `tax`
  sibling?: Amount `sibling`
  wrapped?: Wrapped `wrapped`
  alias?: Amount `alias`
  wrapped_kind?: Kind `wrapped_kind`
  kind?: Kind `kind`
enum Kind: A `a`
",
    );
}

#[test]
fn members_of_parents_come_first() {
    assert_types(
        "
Child:
  allOf:
    - $ref: '#/components/schemas/Parent'
    - { properties: { c: { type: string, enum: [x] } }, required: [a] }
    - $ref: '#/components/schemas/Tags'
  properties: { d: { type: string } }
  required: [c]
Parent:
  allOf: [{ $ref: '#/components/schemas/Root' }]
  properties: { a: { properties: { x: {} } }, b: { type: string } }
  required: [b]
Root: { properties: { r: { type: string } } }
Tags: { additionalProperties: { type: string } }
",
        "
struct Child
  r?: String `r`
  a: ParentA `a`
  b: String `b`
  c: ChildC `c`
  d?: String `d`
  additional_properties?: {String} `additionalProperties`
enum ChildC: X `x`
struct Parent
  r?: String `r`
  a?: ParentA `a`
  b: String `b`
struct ParentA
  x?: Json `x`
struct Root
  r?: String `r`
",
    );
}

#[test]
fn a_parent_reached_twice_counts_once_and_equal_members_agree() {
    assert_types(
        "
Root: { properties: { id: { type: string } } }
A: { allOf: [{ $ref: '#/components/schemas/Root' }], properties: { a: { type: string } } }
B: { allOf: [{ $ref: '#/components/schemas/Root' }], properties: { a: { type: string, description: The same. } } }
Both: { allOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }], properties: { id: { description: Said better. } } }
",
        "
struct Root
  id?: String `id`
struct A
  id?: String `id`
  a?: String `a`
struct B
  id?: String `id`
  a?: String `a`
struct Both
  id?: String `id`
  a?: String `a`
",
    );
}

#[test]
fn an_all_of_maps_is_a_map() {
    assert_types(
        "
Map: { additionalProperties: { type: integer } }
A: { properties: { m: { allOf: [{ $ref: '#/components/schemas/Map' }, { type: object }] }, e: { allOf: [{ type: object }, { type: object }] } } }
",
        "
struct A
  m?: {i64} `m`
  e?: Json `e`
",
    );
}
