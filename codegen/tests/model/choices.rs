use crate::{
    assert_types,
    constructs::{V30, V31, assert_schemas},
};

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
union A: Ab(box AB), Ac(box AC)
struct AB
  b?: String `b`
  own?: String `own`
struct AC
  c?: String `c`
  own?: String `own`
struct B
  b?: String `b`
struct C
  c?: String `c`
struct D
  b?: String `b`
  c?: String `c`
  d?: String `d`",
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
fn composed_of_itself_with_a_discriminator() {
    assert_schemas(
        V30,
        "
A: { discriminator: { propertyName: kind }, allOf: [{ $ref: '#/components/schemas/A' }], properties: { kind: { type: string } } }
B: { allOf: [{ $ref: '#/components/schemas/A' }] }
",
        "
union A: B(box B), ABase(box ABase)
  /kind: B -> 0
struct ABase
  kind?: String `kind`
struct B
  kind?: String `kind`
warning[B0301]: this definition extends itself; that part is ignored
 --> a.yaml:4:5
  |
4 |     A: { discriminator: { propertyName: kind }, allOf: [{ $ref: '#/components/schemas/A' }], properties: { kind: { type: string } } }
  |     ^",
    );
}

#[test]
fn members_that_distinguish_alternatives() {
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
  /form?: circle -> 0, blob -> 1
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
fn alternatives_without_a_rule() {
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
union Some: Cat(box Cat), SomeWithX(box SomeWithX), Dog(box Dog)
  /kind: dog -> 2, Cat -> 0
struct SomeWithX
  x?: String `x`
struct Cat
  kind?: String `kind`
struct Dog
  kind?: String `kind`
union Base: One(box One), Two(box Two), BaseBase(box BaseBase)
  /kind: One -> 0, second -> 1
struct BaseBase
  kind: BaseBaseKind `kind`
enum BaseBaseKind: One `one`, Two `two`
struct One
  kind: BaseBaseKind `kind`
struct Two
  kind: TwoKind `kind`
enum TwoKind: Second `second`
",
    );
}

#[test]
fn inline_alternatives_are_named_after_their_only_string() {
    assert_schemas(
        V30,
        "
Result:
  oneOf:
    - { required: [kind], properties: { kind: { type: string, enum: [done] } } }
    - { required: [kind], x-rust-type: other, properties: { kind: { type: string, enum: [failed] } } }
",
        "
union Result: ResultDone(box ResultDone), ResultFailed(box ResultFailed)
  /kind: done -> 0, failed -> 1
struct ResultDone
  kind: ResultDoneKind `kind`
enum ResultDoneKind: Done `done`
struct ResultFailed
  kind: ResultFailedKind `kind`
enum ResultFailedKind: Failed `failed`",
    );
}
