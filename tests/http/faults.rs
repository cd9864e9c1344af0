//! Faults on the wire and their errors.

use std::{error::Error as _, time::Duration};

use billing_api::{
    azure::{v2020_05_01::operations::InvoicesGet, version::V2020_05_01},
    client::{Error, RetryPolicy, TransportErrorKind},
    partner_center::{v1, version::V1},
};
use billing_tests::server::{Answer, Server};

use super::client;
use crate::clock::Clock;

fn get() -> InvoicesGet {
    InvoicesGet::new("1", "T1")
}

/// Sends a request without retries to a server with the given answer and returns the error.
macro_rules! failed {
    ($answer:expr $(, $setting:ident($value:expr))*) => {{
        let server = Server::scripted([$answer]).unwrap();
        let client = client::<V2020_05_01>(&server, &Clock::new())
            .retry(RetryPolicy::none())
            $(.$setting($value))*
            .build()
            .unwrap();
        done!(client.send(&get())).unwrap_err()
    }};
}

macro_rules! transport {
    ($error:expr) => {{
        let error = $error;
        let Error::Transport(error) = error else {
            panic!("{error:?}")
        };
        error.kind()
    }};
}

#[test]
fn the_default_user_agent_names_the_generated_crate() {
    let server = Server::scripted([Answer::with(400, &[], "")]).unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .build()
        .unwrap();
    assert!(done!(client.send(&get())).is_err());
    let [request] = server.requests().try_into().unwrap();
    // The client is in another package than the types.
    let name = ("user-agent".to_owned(), "billing-api/0.1.0".to_owned());
    assert!(request.headers.contains(&name), "{:?}", request.headers);
}

#[test]
fn a_slow_body_ends_with_the_timeout() {
    let slow = Answer::raw("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{").hanging();
    let timeout = Duration::from_millis(200);
    let error = failed!(slow, attempt_timeout(timeout));
    assert_eq!(transport!(error), TransportErrorKind::Timeout);
}

#[test]
fn a_slow_head_ends_with_the_timeout() {
    let slow = Answer::raw("HTTP/1.1 200").hanging();
    let error = failed!(slow, attempt_timeout(Duration::from_millis(200)));
    assert_eq!(transport!(error), TransportErrorKind::Timeout);
}

#[test]
fn a_closed_connection_is_an_error() {
    for text in [
        "",
        "HTTP/1.1 200 OK\r\ncontent-le",
        "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\n{",
    ] {
        assert_eq!(
            transport!(failed!(Answer::raw(text))),
            TransportErrorKind::Cut,
            "{text:?}"
        );
    }
}

#[test]
fn a_promised_length_takes_no_memory() {
    let short = || Answer::raw("HTTP/1.1 200 OK\r\ncontent-length: 2147483648\r\n\r\n{}");
    let error = failed!(short().hanging());
    let TransportErrorKind::TooLong { limit } = transport!(error) else {
        panic!("too long");
    };
    assert_eq!(limit, 64 << 20);
    let error = failed!(short(), body_limit(u64::MAX));
    assert_eq!(transport!(error), TransportErrorKind::Cut);
}

#[test]
fn a_body_without_a_length_has_a_limit() {
    let long = format!("HTTP/1.1 200 OK\r\n\r\n{}", " ".repeat(2_000));
    let error = failed!(Answer::raw(long).hanging(), body_limit(1_000));
    assert_eq!(
        transport!(error),
        TransportErrorKind::TooLong { limit: 1_000 }
    );
}

#[test]
fn a_body_of_exactly_the_limit_is_read() {
    let server = Server::scripted([Answer::json(200, "{}")]).unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .body_limit(2)
        .build()
        .unwrap();
    done!(client.send(&get())).unwrap();
}

#[test]
fn a_response_that_is_not_http_is_an_error() {
    let kind = transport!(failed!(Answer::raw("SSH-2.0-OpenSSH_9.6\r\n")));
    assert!(
        matches!(kind, TransportErrorKind::Cut | TransportErrorKind::Unusable),
        "{kind:?}"
    );
}

#[test]
fn https_requires_tls() {
    let server = Server::scripted([Answer::json(200, "{}")]).unwrap();
    let url = server.url().replace("http:", "https:");
    let client = super::to::<V2020_05_01>(&url, &Clock::new())
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let error = done!(client.send(&get())).unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(!format!("{:?}", server.requests()).contains("providers"));
}

#[test]
fn a_documented_error_is_typed() {
    let answer = Answer::with(
        404,
        &[
            ("content-type", "application/json"),
            ("x-ms-request-id", "r-1"),
        ],
        r#"{"error":{"code":"NotFound","message":"no such invoice"}}"#,
    );
    let error = failed!(answer);
    assert_eq!(
        error.to_string(),
        "404 Not Found: NotFound: no such invoice (request r-1)"
    );
    let body = error.typed().unwrap().error.as_ref().unwrap();
    assert_eq!(body.code.as_deref(), Some("NotFound"));
}

#[test]
fn partner_center_errors_are_typed() {
    let body = r#"{"code":2000,"description":"no such invoice","data":[]}"#;
    let server = Server::scripted([Answer::json(404, body)]).unwrap();
    let client = client::<V1>(&server, &Clock::new()).build().unwrap();
    let error = done!(client.send(&v1::operations::InvoicesGet::new("1"))).unwrap_err();
    let fault = error.typed().unwrap();
    assert_eq!(fault.description.as_deref(), Some("no such invoice"));
    let failure = error.service().unwrap();
    assert_eq!(failure.status().as_u16(), 404);
    assert_eq!(failure.code(), Some("2000"));
    assert_eq!(failure.message(), Some("no such invoice"));
    let id = server.requests()[0]
        .header("ms-requestid")
        .unwrap()
        .to_owned();
    assert_eq!(
        error.to_string(),
        format!("404 Not Found: 2000: no such invoice (request {id})")
    );
}

#[test]
fn errors_of_a_proxy_keep_their_text() {
    use billing_api::runtime::ErrorBody;

    let html = Answer::with(
        502,
        &[("content-type", "text/html")],
        "<h1>Bad gateway</h1>",
    );
    for (answer, expected) in [
        (html, ErrorBody::Text("<h1>Bad gateway</h1>".to_owned())),
        (Answer::with(403, &[], ""), ErrorBody::Empty),
    ] {
        let error = failed!(answer);
        let failure = error.service().unwrap();
        assert_eq!((failure.code(), failure.message()), (None, None));
        let Error::Service(error) = error else {
            panic!("{error:?}")
        };
        assert_eq!(error.body, expected);
    }
}

#[test]
fn an_undocumented_success_is_an_error() {
    for body in ["", "<html>", "[]", r#"{"name":"#] {
        let error = failed!(Answer::json(200, body));
        // The text already has the cause.
        assert!(error.source().is_none(), "{error}");
        let debug = format!("{error:?}");
        assert!(debug.contains(&format!("body: {body:?}")), "{debug}");
        let Error::Unreadable(error) = error else {
            panic!("{error:?}")
        };
        assert_eq!(error.body(), body.as_bytes());
    }
}

#[test]
fn a_call_has_a_deadline() {
    let slow = || Answer::raw("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{").hanging();
    let server = Server::scripted([slow(), slow()]).unwrap();
    let clock = Clock::new();
    let passing = clock.clone();
    let client = client::<V2020_05_01>(&server, &clock)
        .call_timeout(Duration::from_millis(200))
        .on_request(move |_| passing.pass(Duration::from_millis(100)))
        .build()
        .unwrap();
    // The wait before the second attempt exceeds the remaining time.
    let error = done!(client.send(&get())).unwrap_err();
    assert_eq!(transport!(error), TransportErrorKind::Timeout);
    assert_eq!(server.lines().len(), 1);
}

#[test]
fn invalid_requests_are_not_sent() {
    let server = Server::scripted([]).unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .build()
        .unwrap();
    for name in ["", ".", ".."] {
        let call = InvoicesGet::new("1", name);
        let error = done!(client.send(&call)).unwrap_err();
        assert!(matches!(error, Error::Request(_)), "{error:?}");
    }
    let error = done!(client.send_at("2024-04-01", &get())).unwrap_err();
    assert!(error.to_string().contains("2020-05-01"), "{error}");
    assert!(server.lines().is_empty());
}

#[test]
fn errors_are_send_and_sync() {
    fn anywhere<E: std::error::Error + Send + Sync + 'static>(_: &E) {}
    let error = failed!(Answer::json(500, "{}"));
    anywhere(&error);
}

#[test]
fn a_value_that_does_not_fit_is_an_error_on_request() {
    let body = r#"{"properties":{"amountDue":{"currency":"USD","value":"much"},"other":1,"dueDate":null}}"#;
    let server = Server::scripted([Answer::json(200, body), Answer::json(200, body)]).unwrap();
    let clock = Clock::new();
    let lenient = client::<V2020_05_01>(&server, &clock).build().unwrap();
    let reply = done!(lenient.send(&get())).unwrap();
    let amount = reply.into_body().properties.unwrap().amount_due.unwrap();
    assert_eq!(amount.value, None);
    let strict = client::<V2020_05_01>(&server, &clock).refuse_unfit();
    let error = done!(strict.build().unwrap().send(&get())).unwrap_err();
    let text = format!("{error}");
    assert!(
        text.contains("properties.amountDue.value = \"much\"") && !text.contains("other"),
        "{text}"
    );
}
