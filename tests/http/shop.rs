//! A whole service as FastAPI documents and serves it: form login, tagged unions, repeated query values, uploads, downloads, and errors.

use billing_api::{
    Decimal, ErrorBody,
    client::{Credential, Error},
    runtime::File,
};

use super::client;
use crate::{
    clock::Clock,
    shop_api::{
        BodyLoginTokenPost, BodyUploadOrdersOrderIdFilesPost, Card,
        DownloadOrdersOrderIdInvoiceGetAs as As, HttpValidationError, OrderInput,
        OrderInputPayment, OrderInputPrice, PayOrdersOrderIdPaymentPutBody as Payment,
        PayOrdersOrderIdPaymentPutResponse as Paid, State, Transfer, ValidationErrorLocItem,
        document::Document, operations::*,
    },
    shop_server::{self, PDF},
};

/// Logs in and returns a client with the token.
macro_rules! shop {
    ($server:expr) => {{
        let clock = Clock::new();
        let anonymous = client::<Document>(&$server, &clock).build().unwrap();
        let mut form =
            BodyLoginTokenPost::new("ann@example.com".to_owned(), "a&b =+\u{e9}".to_owned());
        form.grant_type = Some(Some("password".to_owned()));
        let token = done!(anonymous.send(&LoginTokenPost::new(form)))
            .unwrap()
            .into_body();
        client::<Document>(&$server, &clock)
            .credential(Credential::bearer(&token.access_token))
            .build()
            .unwrap()
    }};
}

fn card(number: &str) -> Card {
    Card::new(number.to_owned())
}

fn order(price: OrderInputPrice, tags: &[&str]) -> OrderInput {
    let mut order = OrderInput::new(price, (3, "cm".to_owned()));
    order.tags = Some(tags.iter().map(|tag| (*tag).to_owned()).collect());
    order
}

fn number(text: &str) -> OrderInputPrice {
    OrderInputPrice::Decimal(text.parse::<Decimal>().unwrap())
}

/// Returns the location, the kind and the message of the errors that the document describes for status 422.
fn refused(error: Error<HttpValidationError>) -> Vec<(String, String, String)> {
    let Error::Service(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.status(), 422);
    let ErrorBody::Typed(body) = error.body else {
        panic!("{:?}", error.body)
    };
    let step = |step: ValidationErrorLocItem| match step {
        ValidationErrorLocItem::String(name) => name,
        ValidationErrorLocItem::Integer(index) => format!("[{index}]"),
        ValidationErrorLocItem::UnknownValue(other) => other.to_string(),
    };
    let errors = body.detail.unwrap().into_iter();
    errors
        .map(|error| {
            let loc: Vec<String> = error.loc.into_iter().map(step).collect();
            (loc.join("/"), error.r#type, error.msg)
        })
        .collect()
}

fn error(loc: &str, kind: &str, message: &str) -> Vec<(String, String, String)> {
    vec![(loc.to_owned(), kind.to_owned(), message.to_owned())]
}

#[test]
fn a_form_logs_in() {
    let server = shop_server::start().unwrap();
    let client = client::<Document>(&server, &Clock::new()).build().unwrap();
    let mut form = BodyLoginTokenPost::new("ann@example.com".to_owned(), "wrong".to_owned());
    let failure = done!(client.send(&LoginTokenPost::new(form.clone()))).unwrap_err();
    assert_eq!(
        failure.to_string(),
        "400 Bad Request: Incorrect username or password"
    );
    form.grant_type = Some(Some("code".to_owned()));
    let failure = done!(client.send(&LoginTokenPost::new(form))).unwrap_err();
    let message = "String should match pattern '^password$', not code";
    assert_eq!(
        refused(failure),
        error("body/grant_type", "string_pattern_mismatch", message)
    );
    let failure = done!(client.send(&ListOrdersOrdersGet::new())).unwrap_err();
    assert_eq!(failure.to_string(), "401 Unauthorized: Not authenticated");
    shop!(server);
}

#[test]
fn orders_are_created_listed_and_deleted() {
    let server = shop_server::start().unwrap();
    let client = shop!(server);
    let mut first = order(number("1.5"), &["a", "b&c"]);
    first.payment = Some(Some(OrderInputPayment::from(card("42"))));
    first.note = Some(None);
    let created = done!(client.send(&CreateOrderOrdersPost::new(first)))
        .unwrap()
        .into_body();
    assert_eq!((created.id, created.price.as_str()), (1, "1.5"));
    assert_eq!(
        (created.state, created.size),
        (State::Open, (3, "cm".to_owned()))
    );
    assert_eq!(
        created.payment,
        Some(Some(OrderInputPayment::from(card("42"))))
    );
    assert_eq!(created.note, Some(None));
    let second = order(OrderInputPrice::String("2".to_owned()), &["a"]);
    done!(client.send(&CreateOrderOrdersPost::new(second))).unwrap();

    let tags = |tags: &[&str]| tags.iter().map(|tag| (*tag).to_owned()).collect::<Vec<_>>();
    for (call, expected) in [
        (ListOrdersOrdersGet::new(), vec![1, 2]),
        (ListOrdersOrdersGet::new().tag(tags(&["a", "b&c"])), vec![1]),
        (
            ListOrdersOrdersGet::new().id(vec![2, 3]).paid(false),
            vec![2],
        ),
        (ListOrdersOrdersGet::new().state(State::Sent), vec![]),
    ] {
        let list = done!(client.send(&call)).unwrap().into_body();
        let ids: Vec<i64> = list.iter().map(|order| order.id).collect();
        assert_eq!(ids, expected);
    }
    assert_eq!(
        server.lines()[4..],
        [
            "GET /orders?tag=a&tag=b%26c",
            "GET /orders?id=2&id=3&paid=false",
            "GET /orders?state=sent"
        ]
    );
    let traced = ListOrdersOrdersGet::new().x_trace("t-1").session("s-1");
    done!(client.send(&traced)).unwrap();
    let requests = server.requests();
    let last = requests.last().unwrap();
    assert_eq!(last.header("x-trace"), Some("t-1"));
    assert_eq!(last.header("cookie"), Some("session=s-1"));

    done!(client.send(&DeleteOrderOrdersOrderIdDelete::new(1))).unwrap();
    let failure = done!(client.send(&ReadOrderOrdersOrderIdGet::new(1))).unwrap_err();
    let Error::Service(failure) = failure else {
        panic!("{failure:?}")
    };
    // The document describes 422 only.
    assert_eq!(
        failure.body,
        ErrorBody::Text(r#"{"detail":"Order not found"}"#.to_owned())
    );
    assert_eq!(
        (failure.status().as_u16(), failure.message()),
        (404, Some("Order not found"))
    );
}

#[test]
fn refusals_are_typed() {
    let server = shop_server::start().unwrap();
    let client = shop!(server);
    let mut long = order(number("1"), &[]);
    long.note = Some(Some("more than ten".to_owned()));
    let failure = done!(client.send(&CreateOrderOrdersPost::new(long.clone()))).unwrap_err();
    let message = "String should have at most 10 characters";
    assert_eq!(
        refused(failure),
        error("body/note", "string_too_long", message)
    );

    long.note = None;
    long.payment = Some(Some(OrderInputPayment::UnknownValue(
        r#"{"kind":"cash"}"#.parse().unwrap(),
    )));
    let failure = done!(client.send(&CreateOrderOrdersPost::new(long))).unwrap_err();
    let message = "Input tag 'cash' found using 'kind' does not match any of the expected tags: 'card', 'transfer'";
    assert_eq!(
        refused(failure),
        error("body/payment", "union_tag_invalid", message)
    );
}

#[test]
fn alternatives_have_their_tags() {
    let server = shop_server::start().unwrap();
    let client = shop!(server);
    done!(client.send(&CreateOrderOrdersPost::new(order(number("1"), &[])))).unwrap();
    let mut untagged = Transfer::new("DE00".to_owned());
    for (payment, expected, body) in [
        (
            Payment::from(card("4")),
            Paid::from(card("4")),
            r#"{"kind":"card","number":"4"}"#,
        ),
        (
            Payment::from(untagged.clone()),
            Paid::from(untagged.clone()),
            r#"{"kind":"transfer","iban":"DE00"}"#,
        ),
    ] {
        let paid = done!(client.send(&PayOrdersOrderIdPaymentPut::new(1, payment))).unwrap();
        assert_eq!(paid.into_body(), expected);
        assert_eq!(server.requests().last().unwrap().body, body);
    }
    untagged.kind = None;
    let failure = done!(client.send(&PayOrdersOrderIdPaymentPut::new(1, untagged))).unwrap_err();
    let message = "Unable to extract tag using discriminator 'kind'";
    assert_eq!(
        refused(failure),
        error("body", "union_tag_not_found", message)
    );
}

#[test]
fn files_are_sent_in_parts() {
    let server = shop_server::start().unwrap();
    let client = shop!(server);
    done!(client.send(&CreateOrderOrdersPost::new(order(number("1"), &[])))).unwrap();
    let file = File::new("a.pdf", PDF).with_content_type("application/pdf");
    let mut form = BodyUploadOrdersOrderIdFilesPost::new(file, "caf\u{e9}".to_owned());
    form.more = Some(vec![
        File::new("1.bin", *b"\r\n--"),
        File::new("2.bin", *b""),
    ]);
    form.labels = Some(vec!["x".to_owned(), "y".to_owned()]);
    form.copies = Some(2);
    let lengths = done!(client.send(&UploadOrdersOrderIdFilesPost::new(1, form)))
        .unwrap()
        .into_body();
    let expected = [
        ("copies 2", 1),
        ("file a.pdf application/pdf", PDF.len() as i64),
        ("labels x", 1),
        ("labels y", 1),
        ("more 1.bin application/octet-stream", 4),
        ("more 2.bin application/octet-stream", 0),
        ("note caf\u{e9}", 5),
    ];
    let lengths: Vec<_> = lengths
        .iter()
        .map(|(key, length)| (key.as_str(), *length))
        .collect();
    assert_eq!(lengths, expected);
}

#[test]
fn files_are_downloaded() {
    let server = shop_server::start().unwrap();
    let client = shop!(server);
    done!(client.send(&CreateOrderOrdersPost::new(order(number("1"), &[])))).unwrap();
    let get = DownloadOrdersOrderIdInvoiceGet::new(1);
    let reply = done!(client.send(&get.clone())).unwrap();
    let name = reply.headers().get("content-disposition").unwrap();
    assert_eq!(name, "attachment; filename=\"invoice.pdf\"");
    assert_eq!(
        reply.into_body(),
        DownloadOrdersOrderIdInvoiceGetOutput::Pdf(PDF.to_vec())
    );
    let json = done!(client.send(&get.r#as(As::Json))).unwrap().into_body();
    assert!(
        matches!(json, DownloadOrdersOrderIdInvoiceGetOutput::Json(_)),
        "{json:?}"
    );
    let accept = "application/json, application/pdf";
    assert_eq!(
        server.requests().last().unwrap().header("accept"),
        Some(accept)
    );
    // The document describes no content.
    let export = done!(client.send(&ExportExportGet::new())).unwrap();
    assert_eq!(export.undocumented_body(), b"id,price\r\n");
}
