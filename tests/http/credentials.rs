//! Credentials: sending them, requesting tokens, and keeping secrets out of all texts.

use std::{
    error::Error as _,
    sync::{Arc, Mutex},
    time::Duration,
};

use billing_api::{
    azure::{
        v2020_05_01::operations::{InvoicesGet, TransactionsListByInvoice},
        version::V2020_05_01,
    },
    client::{BuildError, Credential, Error, RetryPolicy, Token, TokenRequest},
};
use billing_tests::server::{Answer, Server};
use http::HeaderName;

use super::{client, to};
use crate::{clock::Clock, made_up::PutThing};

fn get() -> InvoicesGet {
    InvoicesGet::new("1", "T1")
}

fn fine() -> Answer {
    Answer::json(200, "{}")
}

/// Returns a credential with the tokens `secret-1`, `secret-2` and so on, each valid for an hour, and the recorded
/// token requests.
fn numbered_tokens(fails_from: usize) -> (Credential, Arc<Mutex<Vec<TokenRequest>>>) {
    let requests = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&requests);
    let credential = Credential::tokens(move |request| {
        let mut log = log.lock().unwrap();
        log.push(request.clone());
        if log.len() >= fails_from {
            return Err("the identity service is down".into());
        }
        Ok(Token::new(format!("secret-{}", log.len())).expires_in(Duration::from_secs(3_600)))
    });
    (credential, requests)
}

fn sent(server: &Server) -> Vec<String> {
    let requests = server.requests();
    let values = requests
        .iter()
        .map(|request| request.header("authorization"));
    values
        .map(|value| value.unwrap_or("-").to_owned())
        .collect()
}

#[test]
fn each_kind_of_credential_is_sent() {
    for (credential, name, expected) in [
        (Credential::none(), "authorization", None),
        (
            Credential::bearer("abc"),
            "authorization",
            Some("Bearer abc"),
        ),
        (
            Credential::basic("Aladdin", "open sesame"),
            "authorization",
            Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
        ),
        (
            Credential::basic("a", "b"),
            "authorization",
            Some("Basic YTpi"),
        ),
        (
            Credential::basic("a", ""),
            "authorization",
            Some("Basic YTo="),
        ),
        (
            Credential::header(HeaderName::from_static("api-key"), "abc"),
            "api-key",
            Some("abc"),
        ),
    ] {
        let server = Server::scripted([fine()]).unwrap();
        let client = client::<V2020_05_01>(&server, &Clock::new())
            .credential(credential)
            .build()
            .unwrap();
        done!(client.send(&get())).unwrap();
        assert_eq!(server.requests()[0].header(name), expected);
    }
    let server = Server::scripted([fine()]).unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .credential(Credential::query("code", "a&b c"))
        .build()
        .unwrap();
    done!(client.send(&get())).unwrap();
    assert!(server.lines()[0].ends_with("?api-version=2020-05-01&code=a%26b%20c"));
}

#[test]
fn credentials_that_belong_together_are_all_sent() {
    let server = Server::scripted([fine()]).unwrap();
    let (tokens, _) = numbered_tokens(usize::MAX);
    let credential = Credential::header(HeaderName::from_static("api-key"), "abc")
        .and(Credential::query("code", "d"))
        .and(Credential::cookie("session", "e"))
        .and(tokens);
    assert_eq!(
        format!("{credential:?}"),
        "Credential(header, query, cookie, tokens)"
    );
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .credential(credential)
        .on_request(|request| {
            let theme = http::HeaderValue::from_static("theme=dark");
            request.headers_mut().insert("cookie", theme);
        })
        .build()
        .unwrap();
    done!(client.send(&get())).unwrap();
    let request = &server.requests()[0];
    assert_eq!(request.header("api-key"), Some("abc"));
    assert_eq!(request.header("cookie"), Some("theme=dark; session=e"));
    assert_eq!(request.header("authorization"), Some("Bearer secret-1"));
    assert!(server.lines()[0].ends_with("&code=d"));
}

/// A service may repeat the parameters of a request in the link to the next page.
#[test]
fn a_key_in_a_link_is_not_sent_twice() {
    let first = r#"{"value":[],"nextLink":"/2?code=old&a=1&code=&codes=2"}"#;
    let server = Server::scripted([Answer::json(200, first), Answer::json(200, "{}")]).unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .credential(Credential::query("code", "new"))
        .build()
        .unwrap();
    let list = TransactionsListByInvoice::new("1", "T1");
    let mut pages = client.pages(list);
    done!(pages.next_page()).unwrap().unwrap();
    done!(pages.next_page()).unwrap().unwrap();
    assert_eq!(server.lines()[1], "GET /2?a=1&codes=2&code=new");
}

#[test]
fn a_token_is_cached_until_five_minutes_before_its_expiry() {
    let server = Server::scripted([fine(), fine(), fine()]).unwrap();
    let clock = Clock::new();
    let (credential, asked) = numbered_tokens(usize::MAX);
    let client = client::<V2020_05_01>(&server, &clock)
        .credential(credential)
        .build()
        .unwrap();
    done!(client.send(&get())).unwrap();
    clock.pass(Duration::from_secs(54 * 60));
    done!(client.clone().send(&get())).unwrap();
    clock.pass(Duration::from_secs(60));
    done!(client.send(&get())).unwrap();
    assert_eq!(
        sent(&server),
        ["Bearer secret-1", "Bearer secret-1", "Bearer secret-2"]
    );
    let asked = asked.lock().unwrap();
    assert_eq!(asked.len(), 2);
    assert!(asked.iter().all(|request| !request.after_refusal()));
}

#[test]
fn a_valid_token_survives_failures_of_its_source() {
    let server = Server::scripted([fine(), fine()]).unwrap();
    let clock = Clock::new();
    let (credential, _) = numbered_tokens(2);
    let client = client::<V2020_05_01>(&server, &clock)
        .credential(credential)
        .build()
        .unwrap();
    done!(client.send(&get())).unwrap();
    clock.pass(Duration::from_secs(57 * 60));
    done!(client.send(&get())).unwrap();
    assert_eq!(sent(&server), ["Bearer secret-1", "Bearer secret-1"]);
    clock.pass(Duration::from_secs(3 * 60));
    let error = done!(client.send(&get())).unwrap_err();
    assert!(matches!(error, Error::Credential(_)), "{error:?}");
    assert_eq!(
        error.source().unwrap().to_string(),
        "the identity service is down"
    );
}

#[test]
fn a_refused_token_is_renewed_once() {
    let refused = || Answer::json(401, "{}");
    let server = Server::scripted([refused(), fine(), refused(), refused()]).unwrap();
    let (credential, asked) = numbered_tokens(usize::MAX);
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .credential(credential)
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    done!(client.send(&get())).unwrap();
    let error = done!(client.send(&get())).unwrap_err();
    assert_eq!(error.status().unwrap(), 401);
    let expected = [
        "Bearer secret-1",
        "Bearer secret-2",
        "Bearer secret-2",
        "Bearer secret-3",
    ];
    assert_eq!(sent(&server), expected);
    let asked = asked.lock().unwrap();
    let refusals: Vec<_> = asked.iter().map(TokenRequest::after_refusal).collect();
    assert_eq!(refusals, [false, true, true]);
}

#[test]
fn a_fixed_token_is_not_sent_twice() {
    let server = Server::scripted([Answer::json(401, "{}"), fine()]).unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .credential(Credential::bearer("abc"))
        .build()
        .unwrap();
    let error = done!(client.send(&get())).unwrap_err();
    assert_eq!(error.status().unwrap(), 401);
    assert_eq!(server.lines().len(), 1);
}

#[test]
fn the_scope_is_the_endpoints_unless_set() {
    let server = Server::scripted([fine(), fine()]).unwrap();
    let (credential, asked) = numbered_tokens(usize::MAX);
    let clock = Clock::new();
    let usual = client::<V2020_05_01>(&server, &clock).credential(credential.clone());
    done!(usual.build().unwrap().send(&get())).unwrap();
    let own = client::<V2020_05_01>(&server, &clock)
        .credential(credential)
        .scopes(["https://example.com/read"]);
    done!(own.build().unwrap().send(&get())).unwrap();
    let asked = asked.lock().unwrap();
    let scopes: Vec<_> = asked.iter().map(TokenRequest::scopes).collect();
    assert_eq!(scopes[0], [format!("{}/.default", server.url())]);
    assert_eq!(scopes[1], ["https://example.com/read"]);
}

#[test]
fn a_full_scope_of_the_document_is_requested() {
    let server = Server::scripted([fine()]).unwrap();
    let (credential, asked) = numbered_tokens(usize::MAX);
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .credential(credential)
        .build()
        .unwrap();
    done!(client.send(&PutThing("a"))).unwrap();
    assert_eq!(
        asked.lock().unwrap()[0].scopes(),
        ["https://example.com/write"]
    );
}

#[test]
fn secrets_are_in_no_text() {
    let seen = Arc::new(Mutex::new(String::new()));
    let answers = [401, 500, 200].map(|status| Answer::json(status, "[]"));
    for credential in [
        Credential::bearer("s3cret"),
        Credential::basic("s3cret", "s3cret"),
        Credential::header(HeaderName::from_static("api-key"), "s3cret"),
        Credential::query("key", "s3cret"),
        Credential::tokens(|_| Ok(Token::new("s3cret"))),
    ] {
        let mut texts = format!("{credential:?}");
        let cut = Answer::raw("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n");
        let moved = Answer::with(302, &[("location", "http://example.com/")], "");
        for answer in answers.iter().chain([&cut, &moved]) {
            let server = Server::scripted([answer.clone(), answer.clone()]).unwrap();
            let (requests, responses) = (Arc::clone(&seen), Arc::clone(&seen));
            let builder = client::<V2020_05_01>(&server, &Clock::new())
                .credential(credential.clone())
                .retry(RetryPolicy::none())
                .on_request(move |request| *requests.lock().unwrap() += &format!("{request:?}"))
                .on_response(move |response| {
                    *responses.lock().unwrap() += &format!("{response:?}")
                });
            texts += &format!("{builder:?}");
            let client = builder.build().unwrap();
            let error = done!(client.send(&get())).unwrap_err();
            texts += &format!("{client:?} {error} {error:?}");
            let mut source = error.source();
            while let Some(error) = source {
                texts += &format!("{error} {error:?}");
                source = error.source();
            }
            let arrived = format!("{:?}", server.requests());
            assert!(
                arrived.contains("s3cret") || arrived.contains("czNjcmV0OnMzY3JldA"),
                "{arrived}"
            );
        }
        texts += &seen.lock().unwrap();
        assert!(
            !texts.contains("s3cret") && !texts.contains("czNjcmV0"),
            "{texts}"
        );
    }
    // The same applies to a server that cannot be reached.
    let client = to::<V2020_05_01>("http://127.0.0.1:1", &Clock::new())
        .credential(Credential::query("key", "s3cret"))
        .build()
        .unwrap();
    let error = done!(client.send(&get())).unwrap_err();
    let source = error.source().unwrap();
    assert!(!format!("{error:?} {source} {source:?}").contains("s3cret"));
}

#[test]
fn secrets_are_not_sent_in_clear_text() {
    let to = |url| to::<V2020_05_01>(url, &Clock::new()).credential(Credential::bearer("abc"));
    let refused = to("http://example.com").build();
    let Err(BuildError::Unencrypted { endpoint }) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(endpoint, "http://example.com");
    to("http://example.com")
        .allow_unencrypted()
        .build()
        .unwrap();
    to("https://example.com").build().unwrap();
    to("http://localhost:80").build().unwrap();
    to("http://[::1]:80").build().unwrap();
}

#[test]
fn a_hook_cannot_send_secrets_to_another_origin() {
    let (server, other) = (Server::scripted([]).unwrap(), Server::scripted([]).unwrap());
    let elsewhere = other.url();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .credential(Credential::bearer("abc"))
        .on_request(move |request| *request.uri_mut() = elsewhere.parse().unwrap())
        .build()
        .unwrap();
    let error = done!(client.send(&get())).unwrap_err();
    assert!(
        matches!(&error, Error::Origin { endpoint, link } if *endpoint == server.url() && *link == other.url())
    );
    assert!(other.lines().is_empty() && server.lines().is_empty());
}
