//! Each rule that leads to the next page: links in bodies and headers, tokens, numbers, and links that are posted.

use billing_api::client::Error;
use billing_tests::server::{Answer, Server};

use super::client;
use crate::{
    clock::Clock,
    pages_api::{SearchBody, document::Document, operations::*},
};

/// Returns the items of all pages that a server sends, and the requests that it got.
macro_rules! read {
    ($call:expr, $($answer:expr),* $(,)?) => {{
        let server = Server::scripted([$($answer),*]).unwrap();
        let client = client::<Document>(&server, &Clock::new()).build().unwrap();
        let mut items = client.pages($call).items();
        let mut all: Vec<String> = Vec::new();
        while let Some(item) = done!(items.next_item()).unwrap() {
            all.push(item);
        }
        (all.concat(), server.lines())
    }};
}

/// Returns the items of the pages before a failure, and its error, which a second request repeats.
macro_rules! failure {
    ($call:expr, $($answer:expr),* $(,)?) => {{
        let server = Server::scripted([$($answer),*]).unwrap();
        let client = client::<Document>(&server, &Clock::new()).build().unwrap();
        let mut pages = client.pages($call);
        let mut items: Vec<String> = Vec::new();
        let error = loop {
            match done!(pages.next_page()) {
                Ok(Some(page)) => items.extend(page.into_body().items),
                Ok(None) => panic!("there is no end"),
                Err(error) => break error,
            }
        };
        let repeated = done!(pages.next_page()).unwrap_err();
        assert_eq!(repeated.to_string(), error.to_string());
        assert!(pages.continuation().is_some(), "this is not the end");
        (items.concat(), error)
    }};
}

fn json(body: &str) -> Answer {
    Answer::json(200, body)
}

fn with(name: &str, value: &str, body: &str) -> Answer {
    Answer::with(
        200,
        &[("content-type", "application/json"), (name, value)],
        body,
    )
}

#[test]
fn a_link_deeper_in_the_body() {
    let (items, lines) = read!(
        ArticlesList::new(),
        json(r#"{ "data": ["a", "b"], "links": { "next": "/articles?page=2" } }"#),
        json(r#"{ "data": ["c"], "links": { "next": null } }"#),
    );
    assert_eq!(items, "abc");
    assert_eq!(lines, ["GET /articles", "GET /articles?page=2"]);
    assert_eq!(read!(ArticlesList::new(), json("{}")).0, "");
}

#[test]
fn a_link_in_a_header() {
    let (items, lines) = read!(
        CommitsList::new(),
        with(
            "link",
            r#"<?page=2>; rel="next", <?page=9>; rel="last""#,
            r#"["a"]"#
        ),
        with("link", r#"<?page=1>; rel="prev""#, r#"["b"]"#),
    );
    assert_eq!(items, "ab");
    assert_eq!(lines, ["GET /commits", "GET /commits?page=2"]);
    let (items, own) = failure!(
        CommitsList::new(),
        with("link", "</commits>; rel=next", r#"["a"]"#)
    );
    assert_eq!(items, "a");
    assert!(matches!(own, Error::Loop), "{own:?}");
    let (items, other) = failure!(
        CommitsList::new(),
        with("link", "<https://evil.example/>; rel=next", r#"["a"]"#)
    );
    assert_eq!(items, "a");
    assert!(matches!(other, Error::Origin { .. }), "{other:?}");
    let (items, none) = failure!(
        CommitsList::new(),
        with("link", "<https:x>; rel=next", r#"["a"]"#)
    );
    assert_eq!(items, "a");
    assert!(matches!(none, Error::Link { .. }), "{none:?}");
}

#[test]
fn tokens() {
    let (items, lines) = read!(
        EventsList::new().kind("k"),
        json(r#"{ "result": { "events": ["a"], "meta": { "next_cursor": "x y&z" } } }"#),
        json(r#"{ "result": { "meta": { "next_cursor": "2" } } }"#),
        json(r#"{ "result": { "events": ["b"], "meta": { "next_cursor": null } } }"#),
    );
    assert_eq!(items, "ab");
    let first = "GET /events?kind=k";
    assert_eq!(
        lines,
        [
            first,
            "GET /events?kind=k&cursor=x%20y%26z",
            "GET /events?kind=k&cursor=2"
        ]
    );

    let (items, lines) = read!(
        BlobsList::new().marker("m"),
        json(r#"{ "blobs": ["a"], "NextMarker": "n" }"#),
        json(r#"{ "blobs": ["b"], "NextMarker": "" }"#),
    );
    assert_eq!(
        (items.as_str(), lines),
        (
            "ab",
            vec![
                "GET /blobs?marker=m".to_owned(),
                "GET /blobs?marker=n".to_owned()
            ]
        )
    );

    let (items, lines) = read!(
        UsersList::new().size(1),
        json(r#"{ "users": ["a"], "last": 7 }"#),
        json(r#"{ "users": [], "last": null }"#),
    );
    assert_eq!(
        (items.as_str(), lines),
        (
            "a",
            vec![
                "GET /users?size=1".to_owned(),
                "GET /users?after=7&size=1".to_owned()
            ]
        )
    );

    let again = || json(r#"{ "blobs": ["a"], "NextMarker": "n" }"#);
    let (items, error) = failure!(BlobsList::new(), again(), again());
    assert_eq!(items, "aa");
    assert!(matches!(error, Error::Loop), "{error:?}");
}

/// A token that the parameter can't hold is an error after its page, not a repeated page.
#[test]
fn a_token_that_is_no_number() {
    let (items, error) = failure!(ChangesList::new(), with("x-next", "abc", r#"["a"]"#));
    assert_eq!(items, "a");
    assert!(
        error.to_string().contains("`X-After` can't hold"),
        "{error}"
    );
}

#[test]
fn a_token_in_a_header() {
    let script = [with("x-next", "12", r#"["a"]"#), json(r#"["b"]"#)];
    let server = Server::scripted(script).unwrap();
    let client = client::<Document>(&server, &Clock::new()).build().unwrap();
    let mut pages = client.pages(ChangesList::new());
    let first = done!(pages.next_page()).unwrap().unwrap();
    assert_eq!(first.body.items, ["a"]);
    assert!(done!(pages.next_page()).unwrap().is_some());
    assert!(done!(pages.next_page()).unwrap().is_none());
    let requests = server.requests();
    let sent: Vec<_> = requests
        .iter()
        .map(|request| request.header("x-after"))
        .collect();
    assert_eq!(sent, [None, Some("12")]);
}

#[test]
fn numbers_of_pages() {
    let (items, lines) = read!(
        ZonesList::new().per_page(2),
        json(r#"{ "result": ["a", "b"], "info": { "total_pages": 2 } }"#),
        json(r#"{ "result": ["c"], "info": { "total_pages": 2 } }"#),
    );
    assert_eq!(items, "abc");
    assert_eq!(
        lines,
        ["GET /zones?per_page=2", "GET /zones?page=2&per_page=2"]
    );
    let (items, lines) = read!(
        ZonesList::new().with_page(3),
        json(r#"{ "result": ["a"] }"#),
        json(r#"{ "result": [] }"#),
    );
    assert_eq!(
        (items.as_str(), lines.len(), lines[1].as_str()),
        ("a", 2, "GET /zones?page=4")
    );
    let (items, lines) = read!(
        RowsList::new(0),
        json(r#"["a", "b"]"#),
        json(r#"["c"]"#),
        json("[]")
    );
    assert_eq!(items, "abc");
    assert_eq!(
        lines,
        ["GET /rows?skip=0", "GET /rows?skip=2", "GET /rows?skip=3"]
    );
}

#[test]
fn links_are_posted() {
    let query = SearchBody::default().text("t");
    let pages = || {
        [
            json(r#"{ "blobs": ["a"], "nextLink": "/search?at=2" }"#),
            json(r#"{ "blobs": ["b"] }"#),
        ]
    };
    let server = Server::scripted(pages()).unwrap();
    let client = client::<Document>(&server, &Clock::new()).build().unwrap();
    let mut all = client.pages(Search::new(query));
    while done!(all.next_page()).unwrap().is_some() {}
    let sent: Vec<_> = server
        .requests()
        .into_iter()
        .map(|request| (request.line, request.body))
        .collect();
    let body = r#"{"text":"t"}"#.to_owned();
    assert_eq!(
        sent,
        [
            ("POST /search".to_owned(), body.clone()),
            ("POST /search?at=2".to_owned(), body)
        ]
    );

    let [first, second] = pages();
    let (items, lines) = read!(SearchGet::new(), first, second);
    assert_eq!(items, "ab");
    assert_eq!(lines, ["GET /search", "POST /search?at=2"]);
}

#[test]
fn a_token_can_be_stored() {
    let page = |next: &str| json(&format!(r#"{{ "blobs": ["a"], "NextMarker": "{next}" }}"#));
    let server = Server::scripted([page("x y z"), page("")]).unwrap();
    let client = client::<Document>(&server, &Clock::new()).build().unwrap();
    let mut pages = client.pages(BlobsList::new());
    done!(pages.next_page()).unwrap().unwrap();
    let stored = pages.continuation().unwrap();
    assert_eq!(stored, "pages Blobs_List v1 token x y z");
    let mut pages = client.pages_from(BlobsList::new(), &stored).unwrap();
    assert!(done!(pages.next_page()).unwrap().is_some());
    assert!(done!(pages.next_page()).unwrap().is_none());
    assert_eq!(
        server.lines(),
        ["GET /blobs", "GET /blobs?marker=x%20y%20z"]
    );
}
