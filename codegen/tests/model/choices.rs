use crate::assert_types;

#[test]
fn a_choice_without_rules_is_the_first_that_fits() {
    assert_types(
        "
MpnId: { oneOf: [{ type: integer, format: int32 }, { type: string }, { type: string, description: Again. }] }
Any: { anyOf: [{ $ref: '#/components/schemas/A' }, { type: array, items: { $ref: '#/components/schemas/A' } }, { type: string, format: date }] }
A: { properties: { id: { $ref: '#/components/schemas/MpnId' }, maybe: { oneOf: [{ $ref: '#/components/schemas/A' }, { type: string, nullable: true }] } } }
One: { oneOf: [{ $ref: '#/components/schemas/A' }] }
",
        "
union MpnId: Integer(i32), String(String)
union Any: A(box A), AList([A]), Date(Date)
struct A
  id?: MpnId `id`
  maybe?: null|AMaybe `maybe`
union AMaybe: A(box A), String(String)
",
    );
}

#[test]
fn a_discriminator_is_one_stage() {
    assert_types(
        "
Pet:
  oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }, { $ref: '#/components/schemas/Fish' }]
  discriminator: { propertyName: pet/type, mapping: { kitty: '#/components/schemas/Cat', puppy: Dog, pussy: Cat } }
Cat: { properties: { pet/type: { type: string } } }
Dog: { properties: { pet/type: { type: string } } }
Fish: { properties: { pet/type: { type: string } } }
",
        "
union Pet: Cat(box Cat), Dog(box Dog), Fish(box Fish)
  /pet~1type: kitty -> 0, puppy -> 1, pussy -> 0, Fish -> 2
struct Cat
  pet_type?: String `pet/type`
struct Dog
  pet_type?: String `pet/type`
struct Fish
  pet_type?: String `pet/type`
",
    );
}

#[test]
fn stages_in_the_order_of_the_author() {
    assert_types(
        "
Item:
  oneOf: [{ $ref: '#/components/schemas/License' }, { $ref: '#/components/schemas/Usage' }]
  x-rust-when:
    - pointers: [/attributes/objectType]
      cases:
        - { values: [License], schema: '#/components/schemas/License' }
        - { values: [Usage], schema: '#/components/schemas/Usage' }
    - pointers: [/provider, /type]
      cases:
        - { values: [office, billing], schema: '#/components/schemas/License' }
License: { properties: { provider: { type: string } } }
Usage: { properties: { provider: { type: string } } }
Only:
  oneOf: [{ $ref: '#/components/schemas/Usage' }]
  x-rust-when: [{ pointers: [/kind], cases: [{ values: [u], schema: '#/components/schemas/Usage' }] }]
",
        "
union Item: License(box License), Usage(box Usage)
  /attributes/objectType: License -> 0, Usage -> 1
  /provider /type: office billing -> 0
struct License
  provider?: String `provider`
struct Usage
  provider?: String `provider`
  kind?: String `kind`
union Only: Usage(box Usage)
  /kind: u -> 0
",
    );
}

#[test]
fn alternatives_that_only_require_members_are_not_a_choice() {
    assert_types(
        "A: { properties: { a: { type: string }, b: { type: string } }, anyOf: [{ required: [a] }, { required: [b] }] }",
        "
struct A
  a?: String `a`
  b?: String `b`
",
    );
}

#[test]
fn inline_alternatives_get_names() {
    assert_types(
        "A: { oneOf: [{ title: First one, properties: { x: {} } }, { properties: { y: {} } }, { x-rust-name: Third, type: string, enum: [z] }] }",
        "
union A: AFirstOne(box AFirstOne), AWithY(box AWithY), Third(Third)
struct AFirstOne
  x?: Json `x`
struct AWithY
  y?: Json `y`
enum Third: Z `z`
",
    );
}

#[test]
fn alternatives_with_one_text_have_names_of_their_own() {
    assert_types(
        "
Widths: { oneOf: [{ type: integer, format: int32 }, { type: integer, format: int64 }, { type: integer, format: uint8 }] }
Lists:
  oneOf:
    - { type: array, items: { type: integer, format: int32 } }
    - { type: array, items: { type: integer } }
Maps:
  oneOf:
    - { type: object, additionalProperties: { type: integer, format: int32 } }
    - { type: object, additionalProperties: { type: integer } }
Integer: { properties: { a: { type: string } } }
Named: { oneOf: [{ $ref: '#/components/schemas/Integer' }, { type: integer }, { type: string }] }
Int32: { properties: { b: { type: string } } }
Both:
  oneOf:
    - { $ref: '#/components/schemas/Int32' }
    - { type: integer, format: int32 }
    - { type: integer }
",
        "
union Widths: Unsigned8(u8), Int32(i32), Int64(i64)
union Lists: Int32List([i32]), Int64List([i64])
union Maps: Int32Map({i32}), Int64Map({i64})
struct Integer
  a?: String `a`
union Named: Integer(box Integer), Int64(i64), String(String)
struct Int32
  b?: String `b`
union Both: Int32(box Int32), Int32N2(i32), Int64(i64)
",
    );
}
