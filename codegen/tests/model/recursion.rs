use crate::assert_types;

#[test]
fn only_direct_containment_is_boxed() {
    assert_types(
        "
Self: { properties: { self: { $ref: '#/components/schemas/Self' }, list: { type: array, items: { $ref: '#/components/schemas/Self' } }, map: { additionalProperties: { $ref: '#/components/schemas/Self' } }, maybe: { nullable: true, allOf: [{ $ref: '#/components/schemas/Self' }] } } }
A: { properties: { b: { $ref: '#/components/schemas/B' }, leaf: { $ref: '#/components/schemas/Leaf' } } }
B: { properties: { a: { $ref: '#/components/schemas/A' } } }
Leaf: { properties: { list: { type: array, items: { $ref: '#/components/schemas/A' } } } }
User: { properties: { a: { $ref: '#/components/schemas/A' } } }
U: { oneOf: [{ $ref: '#/components/schemas/V' }, { type: string }] }
V: { oneOf: [{ $ref: '#/components/schemas/U' }, { type: integer }] }
",
        "
struct SelfModel
  self_?: box SelfModel `self`
  list?: [SelfModel] `list`
  map?: {SelfModel} `map`
  maybe?: null|box SelfModel `maybe`
struct A
  b?: box B `b`
  leaf?: Leaf `leaf`
struct B
  a?: box A `a`
struct Leaf
  list?: [A] `list`
struct User
  a?: A `a`
union U: V(box V), String(String)
union V: U(box U), Integer(i64)
",
    );
}
