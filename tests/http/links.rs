//! Requests on the wire, hooks and redirects.

use std::sync::{Arc, Mutex};

use billing_api::{
    azure::{
        v2020_05_01::operations::{InvoicesDownloadInvoice, InvoicesGet},
        version::V2020_05_01,
    },
    client::{Credential, Error, RetryPolicy},
};
use billing_tests::server::{Answer, Server};
use http::{HeaderName, HeaderValue};

use super::client;
use crate::clock::Clock;

fn get() -> InvoicesGet {
    InvoicesGet::new("1", "T1")
}

fn fine() -> Answer {
    Answer::json(200, "{}")
}

fn moved(status: u16, to: &str) -> Answer {
    Answer::with(status, &[("location", to)], "")
}

#[test]
fn a_request_arrives_as_it_was_built() {
    let server = Server::scripted([Answer::with(202, &[], "")]).unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .credential(Credential::bearer("abc"))
        .user_agent("tests/1")
        .build()
        .unwrap();
    let call = InvoicesDownloadInvoice::new("a:b", "I/1", "é 1");
    done!(client.send(&call)).unwrap();
    let request = &server.requests()[0];
    assert_eq!(
        request.line,
        "POST /providers/Microsoft.Billing/billingAccounts/a%3Ab/invoices/I%2F1/download\
         ?api-version=2020-05-01&downloadToken=%C3%A9%201"
    );
    let host = server.url().replace("http://", "");
    for (name, value) in [
        ("host", Some(host.as_str())),
        ("accept", Some("application/json")),
        ("authorization", Some("Bearer abc")),
        ("user-agent", Some("tests/1")),
        ("content-length", Some("0")),
        ("content-type", None),
    ] {
        assert_eq!(request.header(name), value, "{request:?}");
    }
}

#[test]
fn a_request_id_belongs_to_the_call() {
    let given = ("x-ms-request-id", "r-1");
    let server = Server::scripted([
        Answer::with(503, &[], ""),
        fine(),
        Answer::with(400, &[], ""),
        Answer::with(400, &[given], ""),
    ])
    .unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .build()
        .unwrap();
    let reply = done!(client.send(&get())).unwrap();
    let errors = [
        done!(client.send(&get())).unwrap_err(),
        done!(client.send(&get())).unwrap_err(),
    ];
    let requests = server.requests();
    let ids: Vec<_> = requests
        .iter()
        .map(|request| request.header("x-ms-client-request-id").unwrap())
        .collect();
    assert_eq!(ids[0], ids[1]);
    assert_ne!(ids[0], ids[2]);
    assert_eq!(reply.client_request_id(), Some(ids[0]));
    // The id that the service gave the request is the one to ask the service about.
    let shown = errors.map(|error| error.to_string());
    let expected = [ids[2], "r-1"].map(|id| format!("400 Bad Request (request {id})"));
    assert_eq!(shown, expected);
    let lengths: Vec<_> = ids[0].split('-').map(str::len).collect();
    assert_eq!(lengths, [8, 4, 4, 4, 12]);
    assert!(ids[0].chars().nth(14) == Some('4'), "{}", ids[0]);
}

#[test]
fn the_headers_of_request_ids_can_be_chosen() {
    let chosen = ["ms-requestid", "ms-correlationid"];
    for names in [&chosen[..], &[]] {
        let server = Server::scripted([Answer::raw("")]).unwrap();
        let client = client::<V2020_05_01>(&server, &Clock::new())
            .request_id_headers(names.iter().map(|name| HeaderName::from_static(name)))
            .retry(RetryPolicy::none())
            .build()
            .unwrap();
        let error = done!(client.send(&get())).unwrap_err();
        let request = &server.requests()[0];
        assert_eq!(request.header("x-ms-client-request-id"), None);
        let sent = chosen.map(|name| request.header(name));
        assert_eq!(sent[0], sent[1]);
        assert_eq!(sent[0].is_some(), !names.is_empty());
        let Error::Transport(failure) = &error else {
            panic!("{error:?}")
        };
        assert_eq!(failure.request_id(), sent[0]);
        assert_eq!(error.to_string().contains("(request "), sent[0].is_some());
    }
}

#[test]
fn hooks_run_in_order_for_each_attempt() {
    let server = Server::scripted([Answer::with(503, &[], ""), Answer::json(404, "{}")]).unwrap();
    let log = Arc::new(Mutex::new(Vec::new()));
    let say = |text: &'static str| {
        let log = Arc::clone(&log);
        move || log.lock().unwrap().push(text)
    };
    let (first, second, third, fourth) = (say("1"), say("2"), say("3"), say("4"));
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .credential(Credential::bearer("abc"))
        .on_response(move |response| {
            third();
            if response.status() == 404 {
                *response.status_mut() = http::StatusCode::OK;
                *response.body_mut() = br#"{"name":"changed"}"#.to_vec();
            }
        })
        .on_request(move |request| {
            first();
            assert!(!request.headers().contains_key("authorization"));
            request
                .headers_mut()
                .insert("x-own", HeaderValue::from_static("1"));
        })
        .on_request(move |request| {
            second();
            assert!(request.headers().contains_key("x-own"));
        })
        .on_response(move |response| {
            fourth();
            assert_ne!(response.status(), 404);
        })
        .build()
        .unwrap();
    let reply = done!(client.send(&get())).unwrap();
    assert_eq!(reply.body.name.as_deref(), Some("changed"));
    assert_eq!(
        *log.lock().unwrap(),
        ["1", "2", "3", "4", "1", "2", "3", "4"]
    );
    assert!(
        server
            .requests()
            .iter()
            .all(|request| request.header("x-own") == Some("1"))
    );
}

#[test]
fn a_redirect_within_the_endpoint_is_followed() {
    let script = [moved(301, "/a%2Fb?c=d%20e"), moved(307, "f?g"), fine()];
    let server = Server::scripted(script).unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .credential(Credential::bearer("abc"))
        .build()
        .unwrap();
    done!(client.send(&get())).unwrap();
    assert_eq!(server.lines()[1..], ["GET /a%2Fb?c=d%20e", "GET /f?g"]);
    assert_eq!(
        server.requests()[2].header("authorization"),
        Some("Bearer abc")
    );
}

#[test]
fn a_redirect_to_another_origin_is_an_error_that_names_both() {
    let other = Server::scripted([]).unwrap();
    let evil = [
        other.url(),
        other.url().replace("http:", "HTTP:"),
        other.url().replace("http:", ""),
        other.url().replace("127.0.0.1", "localhost"),
    ];
    for url in &evil {
        let server = Server::scripted([moved(302, url)]).unwrap();
        let client = client::<V2020_05_01>(&server, &Clock::new())
            .credential(Credential::bearer("abc"))
            .build()
            .unwrap();
        let error = done!(client.send(&get())).unwrap_err();
        let Error::Origin { endpoint, link } = &error else {
            panic!("{error:?}")
        };
        assert_eq!(*endpoint, server.url());
        assert!(
            other.url().ends_with(link.rsplit(':').next().unwrap()),
            "{link}"
        );
        let text = error.to_string();
        assert!(text.contains(endpoint) && text.contains(link), "{text}");
    }
    assert!(other.lines().is_empty());
}

#[test]
fn a_link_that_resembles_the_endpoint_is_not_followed() {
    for link in [
        "http://127.0.0.1@example.com/",
        "https://127.0.0.1/",
        "http:/example.com",
        "ftp://127.0.0.1/",
        "javascript:alert(1)",
        "//example.com/a",
        "http://127.0.0.1:1/",
        "http://127.0.0.1%2eexample.com/",
    ] {
        let server = Server::scripted([moved(302, link), fine()]).unwrap();
        let client = client::<V2020_05_01>(&server, &Clock::new())
            .credential(Credential::bearer("abc"))
            .build()
            .unwrap();
        let error = done!(client.send(&get())).unwrap_err();
        assert!(
            matches!(error, Error::Origin { .. } | Error::Link { .. }),
            "{link} {error:?}"
        );
        assert_eq!(server.lines().len(), 1, "{link}");
    }
}

#[test]
fn a_cycle_of_redirects_is_an_error() {
    let server = Server::scripted([moved(302, "/a"), moved(302, "/b"), moved(302, "/a")]).unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .build()
        .unwrap();
    let error = done!(client.send(&get())).unwrap_err();
    assert!(matches!(error, Error::Loop), "{error:?}");
}

#[test]
fn only_reads_are_redirected() {
    let server = Server::scripted([moved(307, "/a"), fine()]).unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .build()
        .unwrap();
    let call = InvoicesDownloadInvoice::new("1", "T1", "t");
    let error = done!(client.send(&call)).unwrap_err();
    assert_eq!(error.status().unwrap(), 307);
    assert_eq!(server.lines().len(), 1);
}
