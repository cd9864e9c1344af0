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
