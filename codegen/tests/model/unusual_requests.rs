//! Unusual requests: the resulting model and the diagnostics.

use crate::{constructs::assert_document, read};

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
  body body?: OneOf([String, String, String]) `body` (Sent as `application/vnd.a+json`, `text/plain` or `application/xml`.)
  200 -> String
  201 -> String
  202 -> Bytes
  203 -> Json
PostA `POST /a` POST /a
  body body?: A `body` (Sent as `multipart/form-data`.)
  default -> nothing
warning[B0205]: a media type lacks `schema`; any JSON is accepted
  --> a.yaml:15:44
   |
15 |         203: { description: '', content: { application/json: {} } }
   |                                            ^^^^^^^^^^^^^^^^",
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
struct PostABBody
  file?: File `file`
GetSpaceSlashASlashU7bBU7d `GET /a/{b}` GET /a/{b}
  path b: String `b`
  body shared?: String `shared`
  200 -> Bytes
PutAB `PUT /a/{b}` PUT /a/{b}
  path b: String `b`
  body whole: String `whole` (Sent as `application/xml`.)
  200 -> String
PostAB `POST /a/{b}` POST /a/{b}
  path b: String `b`
  query odd?: [String] `odd` (Separated by commas.)
  body body?: PostABBody `body` (Sent as `multipart/form-data`.)
  200 -> nothing
GetSpaceSlashAQuestionB `GET /a?b` GET /a?b
  200 -> nothing
warning[B0226]: server `https://{account}.example.com` does not define the variable `{account}`
 --> a.yaml:4:1
  |
4 | x-ms-parameterized-host: { hostTemplate: '{account}.example.com', parameters: [] }
  | ^^^^^^^^^^^^^^^^^^^^^^^

warning[B0223]: unknown collectionFormat `dots`; `csv` is used
  --> a.yaml:22:91
   |
22 |         - { name: odd, in: query, type: array, items: { type: string }, collectionFormat: dots }
   |                                                                                           ^^^^
   |
   = help: use `csv`, `ssv`, `tsv`, `pipes` or `multi`",
    );
}

/// A shared response has the media types of the operation that refers to it.
#[test]
fn responses_of_swagger() {
    assert_document(
        &[(
            "a.yaml",
            r"
swagger: '2.0'
produces: [application/json]
paths:
  /a:
    get: { operationId: Usual, responses: { 200: { $ref: '#/responses/Shared' } } }
    put: { operationId: Csv, produces: [text/csv], responses: { 200: { $ref: '#/responses/Shared' } } }
    post: { operationId: File, produces: [image/png], responses: { 200: { $ref: '#/responses/File' } } }
    patch: { operationId: Again, produces: [application/json], responses: { 200: { $ref: '#/responses/Shared' } } }
definitions: { A: { properties: { a: { type: string } } } }
responses:
  Shared: { description: '', schema: { $ref: '#/definitions/A' } }
  File: { description: '', schema: { type: file } }
",
        )],
        "
struct A
  a?: String `a`
Usual `Usual` GET /a
  200 -> A
Csv `Csv` PUT /a
  200 -> String
File `File` POST /a
  200 -> Bytes
Again `Again` PATCH /a
  200 -> A",
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
  query f?: A `f` (Each property is serialized as `name[property]=value`.)
  query g?: A `g` (Serialized as JSON.)
  200 -> nothing
  2XX -> nothing
PutABC `PUT /a/{b}/{c}` PUT /a/{b}/{c}
  path b: String `b`
  path c: String `c`
warning[B0221]: path `/a/{b}/{c}` has no parameter for `{b}`
 --> a.yaml:4:3
  |
4 |   /a/{b}/{c}:
  |   ^^^^^^^^^^
5 |     get:
  |     --- in this operation
  |
  = note: it is read as a string
  = help: add it to `parameters`: `{ name: b, in: path, required: true, schema: { type: string } }`

warning[B0221]: path `/a/{b}/{c}` has no parameter for `{b}`
  --> a.yaml:4:3
   |
 4 |   /a/{b}/{c}:
   |   ^^^^^^^^^^
...
16 |     put:
   |     --- in this operation
   |
   = note: it is read as a string
   = help: add it to `parameters`: `{ name: b, in: path, required: true, schema: { type: string } }`

warning[B0221]: path `/a/{b}/{c}` has no parameter for `{c}`
  --> a.yaml:4:3
   |
 4 |   /a/{b}/{c}:
   |   ^^^^^^^^^^
...
16 |     put:
   |     --- in this operation
   |
   = note: it is read as a string
   = help: add it to `parameters`: `{ name: c, in: path, required: true, schema: { type: string } }`

warning[B0221]: the path parameter `c` is not required
 --> a.yaml:8:13
  |
8 |         - { name: c, in: path, schema: { type: integer } }
  |             ^^^^
  |
  = note: it is read as required
  = help: add `required: true`

warning[B0221]: path `/a/{b}/{c}` has no `{d}`
 --> a.yaml:9:13
  |
5 |     get:
  |     --- of this operation
...
9 |         - { name: d, in: path, required: true, schema: { type: string } }
  |             ^^^^ this path parameter
  |
  = note: the operation ignores it

warning[B0208]: duplicate parameter `f`
  --> a.yaml:12:13
   |
11 |         - { name: f, in: query, style: deepObject, explode: true, schema: { $ref: '#/components/schemas/A' } }
   |             ---- first here
12 |         - { name: f, in: query, schema: { type: string } }
   |             ^^^^ again here
   |
   = note: only the first one is used

warning[B0221]: path `/a/{b}/{c}` has no `{h}`
  --> a.yaml:14:13
   |
 5 |     get:
   |     --- of this operation
...
14 |         - { name: h, in: path, required: true, style: matrix, schema: { type: string } }
   |             ^^^^ this path parameter
   |
   = note: the operation ignores it

warning[B0224]: `many` is not a status
  --> a.yaml:15:72
   |
15 |       responses: { 200: { description: '' }, 2xx: { description: '' }, many: { description: '' } }
   |                                                                        ^^^^
   |
   = note: the response is ignored
   = help: a status is `200`, `4XX` or `default`

warning[B0205]: an operation lacks `responses`
  --> a.yaml:16:5
   |
16 |     put:
   |     ^^^

warning[B0225]: duplicate operationId `Same`
  --> a.yaml:17:20
   |
 6 |       operationId: Same
   |                    ---- first here
...
17 |       operationId: Same
   |                    ^^^^ again here
   |
   = note: this operation is named by its method and path

warning[B0220]: path `a/{b` does not start with `/`; it is added
  --> a.yaml:19:3
   |
19 |   a/{b:
   |   ^^^^

warning[B0220]: unbalanced braces in path `/a/{b`; the path is ignored
  --> a.yaml:19:3
   |
19 |   a/{b:
   |   ^^^^
",
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
        diagnostics.starts_with("warning[B0229]: cannot read `")
            && diagnostics.contains("note: the example is ignored"),
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
warning[B0221]: path `/again` has no `{c d}`
 --> a.yaml:6:22
  |
5 |     get:
  |     --- of this operation
6 |       parameters: [{ name: c d, in: path, required: true, schema: { type: string, enum: [x] } }]
  |                      ^^^^ this path parameter
  |
  = note: the operation ignores it",
    );
}

#[test]
fn equal_inline_schemas_are_one_type() {
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

/// The api-version of the document is `v1`.
#[test]
fn the_api_version_of_an_operation_wins() {
    let parameters = [
        ("Any", "schema: { type: string }"),
        ("Same", "schema: { type: string, enum: [v1] }"),
        ("One", "schema: { type: string, enum: [v0, v1] }"),
        ("Usual", "schema: { type: string, default: v1 }"),
        ("Other", "schema: { type: string, enum: [v0] }"),
        ("Constant", "schema: { type: string, const: v0 }"),
        ("Implied", "schema: { type: string, default: v0 }"),
        ("Beside", "schema: { $ref: '#/components/schemas/Zero' }"),
        (
            "Chosen",
            "schema: { type: string, enum: [v0, v2], default: v2 }",
        ),
    ];
    let mut document = "openapi: 3.1.0\npaths:\n".to_owned();
    for (name, schema) in parameters {
        document.push_str(&format!(
            "  /{name}: {{ get: {{ operationId: {name}, parameters: [{{ name: api-version, in: query, required: true, {schema} }}], responses: {{ default: {{ description: '' }} }} }} }}\n"
        ));
    }
    document.push_str(
        "  /Path/{api-version}: { get: { operationId: Path, parameters: [{ name: api-version, in: path, required: true, schema: { type: string } }], responses: { default: { description: '' } } } }\n\
         components: { schemas: { Zero: { type: string, enum: [v0] } } }\n",
    );
    let (model, _) = read(&[("a.yaml", &document)]);
    let requests: String = model.operations.iter().map(crate::request).collect();
    let lines = requests.lines().filter(|line| !line.contains("default ->"));
    let lines: Vec<&str> = lines.collect();
    assert_eq!(
        lines.join("\n"),
        "\
Any `Any` GET /Any
  version in `api-version`
Same `Same` GET /Same
  version in `api-version`
One `One` GET /One
  version in `api-version`
Usual `Usual` GET /Usual
  version in `api-version`
Other `Other` GET /Other
  version in `api-version`, always `v0`
Constant `Constant` GET /Constant
  version in `api-version`, always `v0`
Implied `Implied` GET /Implied
  version in `api-version`, always `v0`
Beside `Beside` GET /Beside
  version in `api-version`, always `v0`
Chosen `Chosen` GET /Chosen
  query api_version: ChosenApiVersion `api-version` (Default: `v2`.)
Path `Path` GET /Path/{api-version}
  path api_version: String `api-version`"
    );
}

/// Outside of a body there is no null.
#[test]
fn optional_parameters_are_optional_once() {
    let parameters = ["query", "header", "cookie"].map(|location| {
        let schema = "schema: { type: string, nullable: true }";
        format!("{{ name: {location}, in: {location}, {schema} }}")
    });
    let document = format!(
        "openapi: 3.0.3\npaths:\n  /a: {{ get: {{ operationId: A, parameters: [{}], responses: {{ default: {{ description: '' }} }} }} }}\n",
        parameters.join(", ")
    );
    let (model, _) = read(&[("a.yaml", &document)]);
    let requests: String = model.operations.iter().map(crate::request).collect();
    assert_eq!(
        requests,
        "A `A` GET /a\n  query query?: String `query`\n  header header?: String `header`\n  cookie cookie?: String `cookie`\n  default -> nothing\n"
    );
}
