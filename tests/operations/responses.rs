//! Responses: bodies by status, request IDs, errors of every kind.

use billing_api::{
    ErrorBody, HttpCall, LongRunning, ResponseError,
    azure::{v2017_02_27_preview as v2017, v2020_05_01 as v2020, v2024_04_01 as v2024},
    partner_center::v1,
};
use http::Response;

fn response(status: u16, headers: &[(&str, &str)], body: &str) -> Response<String> {
    let mut builder = Response::builder().status(status);
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    builder.body(body.to_owned()).unwrap()
}

#[test]
fn a_success_with_its_ids() {
    let headers = [
        ("x-ms-request-id", "r"),
        ("x-ms-correlation-request-id", "c"),
    ];
    let reply =
        v2020::operations::InvoicesGet::response(response(200, &headers, r#"{"name":"G1"}"#))
            .unwrap();
    assert_eq!(
        (
            reply.status().as_u16(),
            reply.request_id(),
            reply.correlation_id()
        ),
        (200, Some("r"), Some("c"))
    );
    assert_eq!(reply.body.name.as_deref(), Some("G1"));
    let name = reply.map(|invoice| invoice.name);
    assert_eq!(name.request_id(), Some("r"));
    assert_eq!(name.into_body().as_deref(), Some("G1"));

    let headers = [("MS-RequestId", "r"), ("MS-CorrelationId", "c")];
    let reply = v1::operations::InvoicesGet::response(response(200, &headers, "{}")).unwrap();
    assert_eq!(
        (reply.request_id(), reply.correlation_id()),
        (Some("r"), Some("c"))
    );
    assert_eq!((reply.location(), reply.retry_after()), (None, None));
}

#[test]
fn accepted_and_finished() {
    type Download = v2024::operations::InvoicesDownloadByBillingAccount;
    let headers = [("location", "/operations/1?t=a b"), ("retry-after", "10")];
    let reply = Download::response(response(202, &headers, "")).unwrap();
    assert_eq!(
        reply.body,
        v2024::operations::InvoicesDownloadByBillingAccountOutput::Accepted
    );
    assert_eq!(reply.location(), Some("/operations/1?t=a b"));
    assert!(reply.retry_after().is_some());
    assert_eq!(Download::finished(reply.body), None);

    let reply = Download::response(response(200, &[], r#"{"url":"https://a"}"#)).unwrap();
    let end = Download::finished(reply.body).unwrap();
    assert_eq!(end.url.as_deref(), Some("https://a"));

    // The response is documented without content.
    let reply =
        v2024::operations::InvoicesAmend::response(response(202, &headers, "ignored")).unwrap();
    assert_eq!(reply.location(), Some("/operations/1?t=a b"));
    assert_eq!(v2024::operations::InvoicesAmend::finished(()), Some(()));
}

#[test]
fn errors_of_every_kind() {
    let headers = [("x-ms-request-id", "r"), ("retry-after", "1")];
    let refused = |status, body: &str| match v2020::operations::InvoicesGet::response(response(
        status, &headers, body,
    ))
    .unwrap_err()
    {
        ResponseError::Service(error) => error,
        other => panic!("{other}"),
    };
    let error = refused(
        404,
        r#"{"error":{"code":"NotFound","message":"No such invoice."}}"#,
    );
    assert_eq!(
        error.to_string(),
        "404 Not Found: NotFound: No such invoice. (request r)"
    );
    assert!(error.retry_after().is_some());
    let details = error.typed().and_then(|body| body.error.as_ref()).unwrap();
    assert_eq!(details.code.as_deref(), Some("NotFound"));
    let html = "<html><body>502 Bad Gateway</body></html>";
    assert_eq!(refused(502, html).body, ErrorBody::Text(html.to_owned()));
    assert_eq!(refused(503, "").body, ErrorBody::Empty);
    assert_eq!(refused(304, "").status().as_u16(), 304);
    // JSON of another kind is kept as text, too.
    assert_eq!(refused(500, "[]").body, ErrorBody::Text("[]".to_owned()));

    let partner = v1::operations::InvoicesGet::response(response(
        400,
        &[("MS-RequestId", "r")],
        r#"{"code":"2000","description":"no","isRetryable":false}"#,
    ));
    let ResponseError::Service(error) = partner.unwrap_err() else {
        panic!("a refusal");
    };
    assert_eq!(
        error.typed().and_then(|fault| fault.code.as_deref()),
        Some("2000")
    );
    assert_eq!(error.request_id(), Some("r"));
}

/// The failure that the fragments document is typed for each operation that refers to it.
#[test]
fn the_documented_failure() {
    fn read<C: HttpCall<Error = v2017::ErrorResponse>>(body: &str) -> v2017::ErrorResponse {
        let Err(ResponseError::Service(error)) = C::response(response(404, &[], body)) else {
            panic!("{}", C::ID);
        };
        assert_eq!(error.code(), Some("UnsupportedSubscriptionType"));
        match error.body {
            ErrorBody::Typed(body) => body,
            other => panic!("{other:?}"),
        }
    }
    use v2017::operations::{InvoicesGet, InvoicesGetLatest, InvoicesList};

    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = folder.join("../specs/azure/2017-02-27-preview/errors.yaml");
    let fragment: serde_yaml::Value =
        serde_yaml::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let content = &fragment["components"]["responses"]["Error"]["content"]["application/json"];
    let body =
        serde_json::to_string(&content["examples"]["UnsupportedSubscription"]["value"]).unwrap();
    let failure = read::<InvoicesList>(&body);
    assert_eq!(serde_json::to_string(&failure).unwrap(), body);
    assert_eq!(failure, read::<InvoicesGet>(&body));
    assert_eq!(failure, read::<InvoicesGetLatest>(&body));
    assert!(billing_api::decode_strict::<v2017::ErrorResponse>(body.as_bytes()).is_ok());
}

#[test]
fn a_success_that_cannot_be_read() {
    for (status, body) in [
        (200, "<html></html>"),
        (200, ""),
        (200, r#"{"name":[]}"#),
        (204, ""),
    ] {
        let error = v2020::operations::InvoicesGet::response(response(
            status,
            &[("x-ms-request-id", "r")],
            body,
        ))
        .unwrap_err();
        let ResponseError::Unreadable(error) = error else {
            panic!("{status} {body}");
        };
        assert_eq!(
            (error.status().as_u16(), error.body(), error.request_id()),
            (status, body.as_bytes(), Some("r"))
        );
        let text = error.to_string();
        assert!(
            text.contains("can't be read") && text.contains("request r"),
            "{text}"
        );
    }
    let error =
        v2024::operations::InvoicesDownloadByBillingAccount::response(response(206, &[], "{}"))
            .unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("the documents do not list this status"),
        "{error}"
    );
}

/// Services of .NET send it.
#[test]
fn a_byte_order_mark_is_skipped() {
    type Get = v1::operations::InvoicesGet;
    let reply = Get::response(response(200, &[], "\u{feff}{\"id\":\"D0\"}")).unwrap();
    assert_eq!(reply.body.id.as_deref(), Some("D0"));
    let error = Get::response(response(404, &[], "\u{feff}{\"description\":\"none\"}"));
    assert_eq!(error.unwrap_err().to_string(), "404 Not Found: none");
    // It is skipped once, and only at the start.
    for body in ["\u{feff}\u{feff}{}", "{}\u{feff}", "{\u{feff}}"] {
        Get::response(response(200, &[], body)).unwrap_err();
    }
}

#[test]
fn an_empty_body_is_named() {
    for body in ["", " \r\n"] {
        let error = v1::operations::InvoicesGet::response(response(200, &[], body)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the response 200 OK can't be read: the body is empty"
        );
    }
}
