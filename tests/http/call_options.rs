//! Options of single calls, requests of one's own, and what is repeated or redirected on demand.

use std::time::Duration;

use billing_api::{
    azure::{
        v2020_05_01::operations::{
            InvoicesDownloadInvoice, InvoicesGet, InvoicesListByBillingAccount,
        },
        version::V2020_05_01,
    },
    client::{CallOptions, Credential, Error, RetryPolicy, TransportErrorKind},
};
use billing_tests::server::{Answer, Server};
use http::{HeaderName, HeaderValue, Method, Request};

use super::client;
use crate::clock::Clock;

const ID: &str = "x-ms-client-request-id";

fn get() -> InvoicesGet {
    InvoicesGet::new("1", "T1")
}

fn post() -> InvoicesDownloadInvoice {
    InvoicesDownloadInvoice::new("1", "T1", "t")
}

fn fine() -> Answer {
    Answer::json(200, "{}")
}

fn moved(status: u16, to: &str) -> Answer {
    Answer::with(status, &[("location", to)], "")
}

fn header(name: &'static str, value: &'static str) -> CallOptions {
    CallOptions::new().header(
        HeaderName::from_static(name),
        HeaderValue::from_static(value),
    )
}

#[test]
fn headers_query_and_id_belong_to_one_call() {
    let server = Server::scripted([fine(), fine()]).unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .credential(Credential::bearer("abc"))
        .build()
        .unwrap();
    let options = header("user-agent", "mine/2")
        .header(
            HeaderName::from_static("authorization"),
            HeaderValue::from_static("Bearer forged"),
        )
        .query("why", "a b&c")
        .query("api-version", "2099-01-01")
        .request_id(HeaderValue::from_static("r-1"));
    done!(client.with(options).send(&get())).unwrap();
    done!(client.send(&get())).unwrap();

    let path = "GET /providers/Microsoft.Billing/billingAccounts/1/invoices/T1";
    assert_eq!(
        server.lines(),
        [
            format!("{path}?why=a%20b%26c&api-version=2099-01-01"),
            format!("{path}?api-version=2020-05-01"),
        ]
    );
    let requests = server.requests();
    for (name, value) in [
        ("user-agent", "mine/2"),
        ("authorization", "Bearer abc"),
        (ID, "r-1"),
    ] {
        assert_eq!(requests[0].header(name), Some(value), "{name}");
    }
    assert!(
        requests[1]
            .header("user-agent")
            .unwrap()
            .starts_with("billing-api/")
    );
    assert_ne!(requests[1].header(ID), Some("r-1"));
}

#[test]
fn all_pages_have_the_headers_and_links_stay_as_they_are() {
    let server = Server::scripted([
        Answer::json(200, r#"{"value": [], "nextLink": "/next?token=1"}"#),
        Answer::json(200, r#"{"value": []}"#),
    ])
    .unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .build()
        .unwrap();
    let call = InvoicesListByBillingAccount::new("1", "2020-01-01", "2020-02-01");
    let mut pages = client
        .with(header("x-own", "1").query("a", "b"))
        .pages(call);
    while done!(pages.next_page()).unwrap().is_some() {}
    let lines = server.lines();
    assert!(lines[0].ends_with("&a=b"), "{lines:?}");
    assert_eq!(lines[1], "GET /next?token=1");
    for request in server.requests() {
        assert_eq!(request.header("x-own"), Some("1"));
    }
}

#[test]
fn limits_belong_to_one_call() {
    let server = Server::scripted([
        Answer::json(200, r#"{"name": "long"}"#),
        Answer::with(503, &[], ""),
        Answer::with(503, &[], ""),
        fine(),
    ])
    .unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .build()
        .unwrap();
    let short = client.with(CallOptions::new().body_limit(4));
    let error = done!(short.send(&get())).unwrap_err();
    let Error::Transport(failure) = error else {
        panic!("{error:?}")
    };
    assert_eq!(failure.kind(), TransportErrorKind::TooLong { limit: 4 });

    // The wait before the second attempt would be too long.
    let hasty = client.with(CallOptions::new().call_timeout(Duration::from_millis(100)));
    let error = done!(hasty.send(&get())).unwrap_err();
    assert_eq!(error.status().unwrap(), 503);

    let once = client.with(CallOptions::new().retry(RetryPolicy::none()));
    let error = done!(once.send(&get())).unwrap_err();
    assert_eq!(error.status().unwrap(), 503);
    assert_eq!(server.lines().len(), 3);
    done!(client.send(&get())).unwrap();
}

#[test]
fn posts_are_repeated_on_demand() {
    for answer in [Answer::with(500, &[], ""), Answer::raw("")] {
        let server = Server::scripted([answer, fine()]).unwrap();
        let client = client::<V2020_05_01>(&server, &Clock::new())
            .retry(RetryPolicy::default().all_methods())
            .build()
            .unwrap();
        done!(client.send(&post())).unwrap();
        let lines = server.lines();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0], lines[1]);
    }
}

/// The redirects of a `POST` that are followed, and the methods of the second request.
#[test]
fn redirects_of_a_post_are_followed_on_demand() {
    for (status, line) in [
        (301, "GET /a"),
        (302, "GET /a"),
        (303, "GET /a"),
        (307, "POST /a"),
        (308, "POST /a"),
    ] {
        let server = Server::scripted([moved(status, "/a"), fine()]).unwrap();
        let client = client::<V2020_05_01>(&server, &Clock::new())
            .follow_redirects()
            .build()
            .unwrap();
        done!(client.send(&post())).unwrap();
        assert_eq!(server.lines()[1], line, "{status}");

        let server = Server::scripted([moved(status, "/a"), fine()]).unwrap();
        let client = super::client::<V2020_05_01>(&server, &Clock::new())
            .follow_redirects()
            .build()
            .unwrap();
        let options = CallOptions::new().follow_redirects(false);
        let error = done!(client.with(options).send(&post())).unwrap_err();
        assert_eq!(error.status().unwrap(), status);
    }
}

#[test]
fn a_post_is_not_redirected_to_another_origin() {
    let other = Server::scripted([]).unwrap();
    let server = Server::scripted([moved(307, &other.url())]).unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .follow_redirects()
        .build()
        .unwrap();
    let error = done!(client.send(&post())).unwrap_err();
    assert!(matches!(error, Error::Origin { .. }), "{error:?}");
    assert!(other.lines().is_empty());
}

#[test]
fn a_request_of_ones_own_is_sent_like_an_operation() {
    let server = Server::scripted([
        Answer::with(503, &[], ""),
        Answer::json(404, r#"{"error": 1}"#),
        fine(),
    ])
    .unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .credential(Credential::bearer("abc"))
        .build()
        .unwrap();
    let request = |method: Method, url: &str| {
        let request = Request::builder().method(method).uri(url);
        request.body(b"{}".to_vec()).unwrap()
    };
    let response = done!(client.send_raw(request(Method::PUT, "/new?api-version=1"))).unwrap();
    assert_eq!(response.status(), 404);
    assert_eq!(response.body(), br#"{"error": 1}"#);
    let url = format!("{}/other", server.url());
    done!(
        client
            .with(header("x-own", "1"))
            .send_raw(request(Method::POST, &url))
    )
    .unwrap();
    assert_eq!(
        server.lines(),
        [
            "PUT /new?api-version=1",
            "PUT /new?api-version=1",
            "POST /other"
        ]
    );
    let requests = server.requests();
    for request in &requests {
        assert_eq!(request.header("authorization"), Some("Bearer abc"));
        assert_eq!(request.header("content-length"), Some("2"));
        assert!(request.header(ID).is_some());
    }
    assert_eq!(requests[2].header("x-own"), Some("1"));

    let elsewhere = request(Method::GET, "http://localhost:1/");
    let error = done!(client.send_raw(elsewhere)).unwrap_err();
    assert!(matches!(error, Error::Origin { .. }), "{error:?}");
}
