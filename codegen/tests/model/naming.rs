use crate::{assert_types, read, types};

#[test]
fn names_are_cased_and_kept_apart() {
    assert_types(
        "
createdByType: { type: string, enum: [User, all, All] }
Option: { properties: { type: {}, self: {}, kept: {}, foo-bar: {}, foo_bar: {}, $top: {} } }
foo.bar: { properties: { a: {} } }
FooBar: { properties: { display: { properties: { a: {} } } } }
FooBarDisplay: { properties: { a: {} } }
",
        "
enum CreatedByType: User `User`, AllLower `all`, All `All`
struct Option
  type?: Json `type`
  self_?: Json `self`
  kept_?: Json `kept`
  foo_dash_bar?: Json `foo-bar`
  foo_underscore_bar?: Json `foo_bar`
  top?: Json `$top`
struct FooDotBar
  a?: Json `a`
struct FooBar
  display?: FooBarDisplayInline `display`
struct FooBarDisplayInline
  a?: Json `a`
struct FooBarDisplay
  a?: Json `a`
",
    );
}

#[test]
fn authors_choose_names() {
    assert_types(
        "
Bad-Name: { x-rust-name: GoodName, properties: { a: { x-rust-name: first, type: string }, inner: { properties: { b: {} }, x-rust-name: field_only } } }
User: { properties: { good: { $ref: '#/components/schemas/Bad-Name' }, list: { type: array, items: { x-rust-name: Element, properties: { x: {} } } } } }
GoodName: { properties: { clash: {} } }
",
        "
struct GoodName
  first?: String `a`
  field_only?: GoodNameInner `inner`
struct GoodNameInner
  b?: Json `b`
struct User
  good?: GoodName `good`
  list?: [Element] `list`
struct Element
  x?: Json `x`
struct GoodNameX659a2a3b
  clash?: Json `clash`
",
    );
}

#[test]
fn the_order_of_definitions_does_not_change_their_names() {
    let definitions = [
        "    foo-bar: { properties: { a: {} } }\n",
        "    foo_bar: { properties: { b: {} } }\n",
        "    FooBar: { properties: { c: {} } }\n",
        "    Foo: { properties: { bar: { properties: { d: {} } } } }\n",
    ];
    let described = |order: [usize; 4]| {
        let text: String = order
            .iter()
            .filter_map(|index| definitions.get(*index).copied())
            .collect();
        let (model, diagnostics) = read(&[(
            "a.yaml",
            &format!("openapi: 3.0.3\ncomponents:\n  schemas:\n{text}"),
        )]);
        assert_eq!(diagnostics, "");
        let mut structs: Vec<_> = types(&model).split("struct ").map(str::to_owned).collect();
        structs.sort();
        structs
    };
    let first = described([0, 1, 2, 3]);
    for order in [[3, 2, 1, 0], [1, 0, 3, 2], [2, 3, 0, 1], [3, 0, 2, 1]] {
        assert_eq!(described(order), first);
    }
}

#[test]
fn operations_and_types_share_names() {
    let (model, diagnostics) = read(&[(
        "a.yaml",
        "
openapi: 3.0.3
paths:
  /a: { get: { operationId: Things_Get, responses: { 200: { description: Done. } } } }
  /b/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { responses: { 200: { description: Done. } } }
    put: { operationId: put-b, x-rust-name: WriteB, responses: { 200: { description: Done. } } }
components:
  schemas:
    ThingsGet: { properties: { a: {} } }
",
    )]);
    assert_eq!(diagnostics, "");
    let names: Vec<_> = model
        .operations
        .iter()
        .map(|operation| (operation.name.as_str(), operation.id.as_str()))
        .collect();
    assert_eq!(
        names,
        [
            ("ThingsGet", "Things_Get"),
            ("GetBId", "GET /b/{id}"),
            ("WriteB", "put-b")
        ]
    );
}
