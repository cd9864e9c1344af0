//! Documents of the same meaning give the same model in every version of OpenAPI.

use billing_codegen::model::Model;

use crate::{assert_same, read, request, types};

/// An API in Swagger 2.0.
const SWAGGER_2: &str = r"
swagger: '2.0'
info: { title: Pets, version: v1 }
schemes: [https]
host: example.com
basePath: /v1
consumes: [application/json]
produces: [application/json]
securityDefinitions: { key: { type: apiKey, in: header, name: key } }
paths:
  /pets/{id}:
    parameters:
      - { name: id, in: path, required: true, type: string, pattern: '^p', description: Which. }
      - $ref: '#/parameters/Version'
    put:
      operationId: Pets_Put
      x-ms-long-running-operation: true
      parameters:
        - { name: tags, in: query, type: array, items: { type: string }, collectionFormat: multi }
        - { name: ids, in: query, type: array, items: { type: integer, format: int32 }, collectionFormat: csv }
        - { name: kinds, in: query, type: array, items: { type: string, enum: [a, b] }, collectionFormat: pipes }
        - { name: x-trace, in: header, type: array, items: { type: string }, x-ms-client-name: traces }
        - { name: order, in: query, type: string, enum: [up, down], default: up }
        - { name: pet, in: body, required: true, schema: { $ref: '#/definitions/Pet' }, description: The pet. }
      responses:
        200: { description: A pet., schema: { $ref: '#/definitions/Pet' }, headers: { x-id: { type: integer, format: int64 } }, examples: { application/json: { kind: Cat, lives: 9 } } }
        202: { description: Wait. }
        default: { $ref: '#/responses/Failed' }
  /forms:
    post:
      consumes: [application/x-www-form-urlencoded]
      parameters:
        - { name: a, in: formData, type: string, required: true, description: A. }
        - { name: b, in: formData, type: integer, format: int32 }
      responses:
        204: { description: Done. }
parameters:
  Version: { name: api-version, in: query, required: true, type: string }
responses:
  Failed: { description: What went wrong., schema: { properties: { code: { type: string } } } }
definitions:
  Pet:
    discriminator: kind
    required: [kind]
    properties:
      kind: { type: string }
      name: { type: string, x-nullable: true, maxLength: 9 }
      owner: { $ref: '#/definitions/Owner', description: Whose., readOnly: true }
  Cat:
    x-ms-discriminator-value: cat
    allOf: [{ $ref: '#/definitions/Pet' }]
    properties: { lives: { type: integer, minimum: 1, exclusiveMinimum: true } }
  Dog:
    allOf: [{ $ref: '#/definitions/Pet' }, { properties: { tricks: { type: array, items: { type: string, enum: [sit] } } } }]
  Owner:
    properties:
      pets: { type: object, additionalProperties: { $ref: '#/definitions/Pet' } }
      photo: { type: string, format: byte }
";

/// The same API in OpenAPI 3.0.
const OPENAPI_30: &str = r"
openapi: 3.0.3
info: { title: Pets, version: v1 }
servers: [{ url: https://example.com/v1 }]
paths:
  /pets/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string, pattern: '^p' }, description: Which. }
      - $ref: '#/components/parameters/Version'
    put:
      operationId: Pets_Put
      x-ms-long-running-operation: true
      parameters:
        - { name: tags, in: query, schema: { type: array, items: { type: string } } }
        - { name: ids, in: query, explode: false, schema: { type: array, items: { type: integer, format: int32 } } }
        - { name: kinds, in: query, style: pipeDelimited, explode: false, schema: { type: array, items: { type: string, enum: [a, b] } } }
        - { name: x-trace, in: header, schema: { type: array, items: { type: string } }, x-ms-client-name: traces }
        - { name: order, in: query, schema: { type: string, enum: [up, down], default: up } }
      requestBody:
        x-ms-requestBody-name: pet
        required: true
        description: The pet.
        content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } }
      responses:
        200:
          description: A pet.
          headers: { x-id: { schema: { type: integer, format: int64 } } }
          content: { application/json: { schema: { $ref: '#/components/schemas/Pet' }, example: { kind: Cat, lives: 9 } } }
        202: { description: Wait. }
        default: { $ref: '#/components/responses/Failed' }
  /forms:
    post:
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded:
            schema: { properties: { a: { type: string, description: A. }, b: { type: integer, format: int32 } }, required: [a] }
      responses:
        204: { description: Done. }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: key } }
  parameters:
    Version: { name: api-version, in: query, required: true, schema: { type: string } }
  responses:
    Failed: { description: What went wrong., content: { application/json: { schema: { properties: { code: { type: string } } } } } }
  schemas:
    Pet:
      discriminator: { propertyName: kind, mapping: { cat: Cat } }
      required: [kind]
      properties:
        kind: { type: string }
        name: { type: string, nullable: true, maxLength: 9 }
        owner: { allOf: [{ $ref: '#/components/schemas/Owner' }], description: Whose., readOnly: true }
    Cat:
      allOf: [{ $ref: '#/components/schemas/Pet' }]
      properties: { lives: { type: integer, minimum: 1, exclusiveMinimum: true } }
    Dog:
      allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { tricks: { type: array, items: { type: string, enum: [sit] } } } }]
    Owner:
      properties:
        pets: { type: object, additionalProperties: { $ref: '#/components/schemas/Pet' } }
        photo: { type: string, format: byte }
";

/// Replacements that turn the document of 3.0 into one of OpenAPI 3.1.
const CHANGES_OF_31: [(&str, &str); 6] = [
    (
        "openapi: 3.0.3",
        "openapi: 3.1.0\nwebhooks: { new: { post: { responses: {} } } }",
    ),
    ("type: string, nullable: true", "type: [string, 'null']"),
    ("minimum: 1, exclusiveMinimum: true", "exclusiveMinimum: 1"),
    ("enum: [sit]", "const: sit"),
    (
        "allOf: [{ $ref: '#/components/schemas/Owner' }], description",
        "$ref: '#owner', description",
    ),
    ("    Owner:\n", "    Owner:\n      $anchor: owner\n"),
];

const SHOWN: &str = "
union Pet: Cat(box Cat), Dog(box Dog), PetBase(box PetBase)
  /kind: cat -> 0, Dog -> 1
struct PetBase
  kind: String `kind`
  name?: null|String `name`
  owner?: Owner `owner`
struct Cat
  kind: String `kind`
  name?: null|String `name`
  owner?: Owner `owner`
  lives?: i64 `lives`
struct Dog
  kind: String `kind`
  name?: null|String `name`
  owner?: Owner `owner`
  tricks?: [DogTricksItem] `tricks`
enum DogTricksItem: Sit `sit`
struct Owner
  pets?: {Pet} `pets`
  photo?: Base64 `photo`
enum PetsPutKindsItem: A `a`, B `b`
enum PetsPutOrder: Up `up`, Down `down`
struct Failed
  code?: String `code`
struct PostFormsBody
  a: String `a`
  b?: i32 `b`
";

/// Returns a model as text, without source locations.
fn text(model: &Model) -> String {
    let mut inside = None;
    let mut kept = String::new();
    for line in format!("{model:#?}").lines() {
        let indent = line.len() - line.trim_start().len();
        match inside {
            Some(outer) if indent == outer => inside = None,
            Some(_) => {}
            None if line.trim_start() == "place: Place {" => inside = Some(indent),
            None => kept.extend([line, "\n"]),
        }
    }
    kept
}

#[test]
fn one_api_in_three_languages() {
    let mut openapi_31 = OPENAPI_30.to_owned();
    for (old, new) in CHANGES_OF_31 {
        assert!(openapi_31.contains(old), "{old}");
        openapi_31 = openapi_31.replace(old, new);
    }
    let mut models = Vec::new();
    for document in [SWAGGER_2, OPENAPI_30, openapi_31.as_str()] {
        let (model, diagnostics) = read(&[("a.yaml", document)]);
        assert_eq!(diagnostics, "");
        models.push(model);
    }
    let [first, others @ ..] = models.as_slice() else {
        panic!("no models");
    };
    for other in others {
        assert_same(&text(other), &text(first));
    }
    assert_same(&types(first), SHOWN);
    let requests: String = first.operations.iter().map(request).collect();
    assert_same(
        &requests,
        "
PetsPut `Pets_Put` PUT /pets/{id}
  version in `api-version`
  path id: String `id` (Pattern: `^p`.)
  query tags?: [String] `tags`
  query ids?: [i32] `ids` (Separated by commas.)
  query kinds?: [PetsPutKindsItem] `kinds` (Separated by `|`.)
  header traces?: [String] `x-trace`
  query order?: PetsPutOrder `order` (Default: `up`.)
  body pet: Pet `pet`
  200 -> Pet x-id: i64
  202 -> nothing
  default -> Failed
  long-running ``
PostForms `POST /forms` POST /forms
  body body: PostFormsBody `body` (Sent as `application/x-www-form-urlencoded`.)
  204 -> nothing
",
    );
}
