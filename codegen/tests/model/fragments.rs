use crate::{assert_same, read, request, types};

#[test]
fn fragments_are_one_document() {
    let (model, diagnostics) = read(&[
        (
            "b.yaml",
            "
openapi: 3.0.3
info: { title: Second, version: v1 }
paths:
  /a:
    put: { operationId: A_Put, responses: { 200: { $ref: './a.json#/components/responses/Done' } } }
components:
  schemas:
    Same:
      description: The same in other words.
      properties: { description: { type: string, description: Other words. }, other: { $ref: 'common/types.yaml#/definitions/Other' } }
",
        ),
        (
            "a.json",
            r##"{
  "openapi": "3.0.3",
  "info": { "title": "First", "version": "v1" },
  "paths": { "/a": { "get": { "operationId": "A_Get", "responses": { "200": { "$ref": "#/components/responses/Done" } } } } },
  "components": {
    "responses": { "Done": { "description": "Done.", "content": { "application/json": { "schema": { "$ref": "b.yaml#/components/schemas/Same" } } } } },
    "schemas": {
      "Same": { "properties": { "other": { "$ref": "#/components/schemas/Other" }, "description": { "type": "string" } }, "description": "First words." },
      "Other": { "$ref": "./common/types.yaml#/definitions/Other" }
    }
  }
}"##,
        ),
        ("common/types.yaml", "definitions:\n  Other: { properties: { deep: { $ref: '#/inner/thing' } } }\ninner:\n  thing: { properties: { x: { type: string } } }\n"),
    ]);
    assert_eq!(diagnostics, "");
    assert_eq!(model.title.as_deref(), Some("First"));
    assert_same(
        &types(&model),
        "
struct Same
  other?: Other `other`
  description?: String `description`
struct Other
  deep?: OtherDeep `deep`
struct OtherDeep
  x?: String `x`
",
    );
    let requests: String = model.operations.iter().map(request).collect();
    assert_same(
        &requests,
        "AGet `A_Get` GET /a\n  200 -> Same\nAPut `A_Put` PUT /a\n  200 -> Same",
    );
}

#[test]
fn a_component_and_the_file_it_refers_to_are_one_schema() {
    let (model, diagnostics) = read(&[
        (
            "a.yaml",
            "
openapi: 3.0.3
info: { title: A, version: v1 }
paths:
  /a:
    get:
      operationId: A_Get
      responses:
        200: { description: A., content: { application/json: { schema: { $ref: schemas/pet.yaml } } } }
components:
  schemas:
    Again: { $ref: schemas/forward.yaml }
    Pet: { $ref: schemas/pet.yaml }
    Dog: { $ref: schemas/dog.yaml, x-rust-name: Hound, description: Barks. }
    Name: { $ref: schemas/common.yaml#/names/short }
    Chained: { $ref: schemas/first.yaml }
    Either: { $ref: schemas/either.yaml }
",
        ),
        ("schemas/forward.yaml", "$ref: pet.yaml\n"),
        (
            "schemas/pet.yaml",
            "discriminator: { propertyName: kind }\nproperties: { kind: { type: string }, name: { $ref: common.yaml#/names/short } }\n",
        ),
        (
            "schemas/dog.yaml",
            "allOf: [{ $ref: pet.yaml }]\nproperties: { size: { type: integer, format: int32 } }\n",
        ),
        ("schemas/common.yaml", "names:\n  short: { type: string }\n"),
        ("schemas/first.yaml", "$ref: second.yaml\nx-rust-name: Second\n"),
        ("schemas/second.yaml", "properties: { x: { type: string } }\n"),
        (
            "schemas/either.yaml",
            "oneOf: [{ $ref: second.yaml }, { $ref: dog.yaml }]\ndiscriminator: { propertyName: x }\n",
        ),
    ]);
    assert_same(&diagnostics, "");
    let aliases: Vec<&String> = model.aliases.keys().collect();
    assert_eq!(aliases, ["Again", "Name"]);
    assert_same(
        &types(&model),
        "
union Pet: Hound(box Hound), PetBase(box PetBase)
  /kind: Dog -> 0
struct PetBase
  kind?: String `kind`
  name?: String `name`
struct Hound
  kind?: String `kind`
  name?: String `name`
  size?: i32 `size`
  x?: String `x`
struct Second
  x?: String `x`
union Either: Second(box Second), Hound(box Hound)
  /x: Chained -> 0, Dog -> 1
",
    );
}
