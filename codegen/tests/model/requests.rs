use crate::{assert_same, read, request, types};

#[test]
fn requests_and_responses() {
    let (model, diagnostics) = read(&[(
        "a.yaml",
        r"
openapi: 3.0.3
info: { title: Billing, version: v1 }
servers: [{ url: https://example.com }]
x-request-id-headers: [x-ms-client-request-id, X-MS-Client-Request-Id, MS-Id]
paths:
  /accounts/{account}/invoices/{kind}:
    parameters:
      - { name: account, in: path, required: true, schema: { type: string, pattern: '^a$' }, description: Whose. }
      - { name: top, in: query, schema: { type: string }, description: Overridden. }
      - $ref: '#/components/parameters/ApiVersion'
      - { name: Authorization, in: header, schema: { type: string } }
    post:
      operationId: Invoices_List
      summary: Lists.
      description: Lists invoices.
      deprecated: true
      x-ms-pageable: { nextLinkName: nextLink }
      x-ms-long-running-operation: true
      x-ms-long-running-operation-options: { final-state-via: location }
      parameters:
        - { name: top, in: query, schema: { type: integer, format: int64, maximum: 50 } }
        - { name: kind, in: path, required: true, schema: { type: string, enum: [x, y] } }
        - { name: from, in: query, required: true, schema: { type: string, format: date } }
        - { name: top, in: header, schema: { type: boolean }, x-rust-was: old_top }
        - $ref: '#/components/parameters/Session'
      requestBody:
        required: true
        x-ms-requestBody-name: parameters
        content:
          application/json; charset=utf-8: { schema: { type: array, items: { type: string } } }
      responses:
        200:
          description: A page.
          headers: { x-id: { schema: { type: string } }, Retry-After: { $ref: '#/components/headers/Retry' } }
          content:
            application/json:
              schema: { properties: { value: { type: array, items: { $ref: '#/components/schemas/Invoice' } }, nextLink: { type: string } } }
              examples:
                Plain: { summary: ' A page. ', value: { value: [{ amount: 2.00 }], nextLink: null } }
                Shared: { $ref: '#/components/examples/Shared' }
        202: { description: Wait. }
        4xx: { $ref: '#/components/responses/Failed' }
        default: { $ref: '#/components/responses/Failed' }
components:
  parameters:
    ApiVersion: { name: api-version, in: query, required: true, schema: { type: string, enum: [v1] } }
    Session: { name: session, in: cookie, x-rust-name: session_cookie, schema: { type: string, enum: [a] } }
  headers:
    Retry: { schema: { type: integer, format: int32 }, description: Seconds. }
  responses:
    Failed: { description: What went wrong., content: { text/json: { schema: { properties: { code: { type: string } } }, example: { code: x } } } }
  examples:
    Shared: { value: {} }
  schemas:
    Invoice: { properties: { amount: { type: number } } }
",
    )]);
    assert_eq!(diagnostics, "");
    assert_eq!(
        model.request_id_headers,
        ["x-ms-client-request-id", "MS-Id"]
    );
    let servers: Vec<_> = model.servers.iter().map(|one| one.url.as_str()).collect();
    assert_eq!(
        (model.title.as_deref(), servers.as_slice()),
        (Some("Billing"), ["https://example.com"].as_slice())
    );
    let operation = model.operations.first().expect("an operation");
    assert_same(
        &request(operation),
        "
InvoicesList `Invoices_List` POST /accounts/{account}/invoices/{kind}
  version in `api-version`
  path account: String `account` (Pattern: `^a$`.)
  path kind: InvoicesListKind `kind`
  query from: Date `from`
  query top_query?: i64 `top` (At most 50.)
  header top_header?: Boolean `top`
  cookie session_cookie?: Session `session`
  body parameters: [String] `parameters`
  200 -> InvoicesListResponse x-id: String Retry-After: i32
  202 -> nothing
  4XX -> Failed
  default -> Failed
  pages of `value` by `nextLink`
  long-running `location`
",
    );
    assert_same(
        &types(&model),
        "
struct Invoice
  amount?: Decimal `amount`
enum InvoicesListKind: X `x`, Y `y`
enum Session: A `a`
struct InvoicesListResponse
  value?: [Invoice] `value`
  next_link?: String `nextLink`
struct Failed
  code?: String `code`
",
    );
    assert_eq!(
        (operation.docs.text.as_str(), operation.docs.deprecated),
        ("Lists.\n\nLists invoices.", true)
    );
    let first = operation.responses.first().expect("a response");
    let examples: Vec<_> = first
        .examples
        .iter()
        .map(|example| {
            (
                example.name.as_str(),
                example.summary.as_str(),
                example.json.as_str(),
            )
        })
        .collect();
    assert_eq!(
        examples,
        [
            (
                "Plain",
                "A page.",
                "{\n  \"value\": [\n    {\n      \"amount\": 2.00\n    }\n  ],\n  \"nextLink\": null\n}"
            ),
            ("Shared", "", "{}"),
        ]
    );
}

/// The rule of paging follows from the extension, the parameters and the links of an operation.
#[test]
fn rules_of_pages() {
    let links = |links: &str| format!(", links: {{ {links} }}");
    let rule = |extension: &str, parameter: &str, links: &str| {
        let document = format!(
            "openapi: 3.1.0\npaths:\n  /a:\n    get:\n      operationId: list\n      {extension}\n      \
             parameters: [{{ name: page, in: query, schema: {{ {parameter} }} }}]\n      \
             responses: {{ '200': {{ description: '', content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Page' }} }} }}{links} }} }}\n\
             components:\n  schemas:\n    Page: {{ properties: {{ items: {{ type: array, items: {{ type: string }} }}, next: {{ type: string }}, nextPage: {{ type: string }} }} }}\n"
        );
        let (model, _) = read(&[("a.yaml", &document)]);
        let paging = model.operations.first().and_then(|one| one.paging.clone());
        paging.map(|paging| format!("{:?}", paging.next))
    };
    let by_number = "x-paging: { items: items, page: page }";
    let first = |parameter: &str| {
        let rule = rule(by_number, parameter, "").unwrap();
        let (_, rest) = rule.split_once("first: ").unwrap();
        rest.split(',').next().unwrap().to_owned()
    };
    assert_eq!(first("type: integer"), "1");
    assert_eq!(first("type: integer, default: 0"), "0");
    assert_eq!(first("type: integer, default: 1, minimum: 0"), "1");
    assert_eq!(first("type: integer, minimum: 0"), "0");

    let text = "type: string";
    let link = Some("Link(\"nextPage\")".to_owned());
    let cursor = |from: &str| Some(format!("Cursor {{ from: {from:?}, parameter: \"page\" }}"));
    // Only an extension that does not tell tokens from links is guessed at.
    let declared = "x-paging: { items: items, next: nextPage }";
    assert_eq!(rule(declared, text, ""), link);
    let pageable = "x-ms-pageable: { nextLinkName: nextPage, itemName: items }";
    assert_eq!(rule(pageable, text, ""), cursor("nextPage"));

    // The link to the next page, if it sends nothing else.
    let to = |name: &str, more: &str| {
        format!(
            "{name}: {{ operationId: list, parameters: {{ page: $response.body#/next{more} }} }}"
        )
    };
    for (shown, expected) in [
        (to("next", ""), cursor("next")),
        (to("prev", ""), None),
        (to("self", ""), None),
        (to("children", ""), cursor("next")),
        (
            format!("{}, {}", to("prev", ""), to("next", "")),
            cursor("next"),
        ),
        (
            format!("{}, {}", to("nextOne", ""), to("nextTen", "")),
            None,
        ),
        (to("next", ", limit: 50"), None),
        (to("next", ", header.page: $response.body#/prev"), None),
    ] {
        assert_eq!(rule("", text, &links(&shown)), expected, "{shown}");
    }
}

/// No literal of the parameter's type stands for such a value.
#[test]
fn a_constant_of_another_kind_is_an_argument() {
    for (value, is_constant) in [
        ("a", true),
        ("{ a: 1 }", false),
        ("[a]", false),
        ("1", true),
    ] {
        let document = format!(
            "openapi: 3.1.0\npaths:\n  /a:\n    get:\n      operationId: list\n      \
             parameters: [{{ name: comp, in: query, required: true, schema: {{ type: string, enum: [{value}] }} }}]\n      \
             responses: {{ default: {{ description: '' }} }}\n"
        );
        let (model, _) = read(&[("a.yaml", &document)]);
        let mut parameters = model.operations.iter().flat_map(|one| &one.parameters);
        let found = parameters.next().map(|one| one.constant.is_some());
        assert_eq!(found, Some(is_constant), "{value}");
    }
}
