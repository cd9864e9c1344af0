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
