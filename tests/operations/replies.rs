//! Responses in several media types, without a documented body, and with typed headers.

use billing_api::{
    Endpoint, ErrorBody, HttpCall, Reply, ResponseError,
    runtime::{Call, Operation, ReadError, Version},
};

mod api {
    include!("documents/replies.rs");
}

use api::{Kind, Report, operations::*};

fn reply<C: Call>(
    status: u16,
    content_type: &str,
    body: &[u8],
) -> Result<Reply<C::Output>, ResponseError<C::Error>> {
    let mut response = http::Response::builder().status(status);
    if !content_type.is_empty() {
        response = response.header("content-type", content_type);
    }
    C::response(response.body(body.to_vec()).unwrap())
}

fn read<C: Call>(content_type: &str, body: &str) -> C::Output {
    match reply::<C>(200, content_type, body.as_bytes()) {
        Ok(reply) => reply.into_body(),
        Err(_) => panic!("{content_type} {body}"),
    }
}

fn accepted<V: Version>(call: &impl Operation<V>) -> String {
    let endpoint: Endpoint = "https://r.example".parse().unwrap();
    let request = call.request::<V>(&endpoint).unwrap();
    let accept = request.headers().get("accept");
    accept.map_or_else(String::new, |value| value.to_str().unwrap().to_owned())
}

fn rows(rows: i64) -> Report {
    Report {
        rows: Some(rows),
        ..Report::default()
    }
}

#[test]
fn accept_names_all_media_types() {
    assert_eq!(
        accepted(&ReportGet::new()),
        "application/json, text/csv, application/pdf, application/problem+json, text/plain"
    );
    assert_eq!(accepted(&NotesGet::new()), "application/json");
    assert_eq!(accepted(&ImagesGet::new()), "image/png, image/jpeg");
    assert_eq!(accepted(&AnyGet::new()), "*/*");
    assert_eq!(accepted(&NameGet::new()), "application/json, text/plain");
    assert_eq!(accepted(&XmlGet::new()), "application/xml");
    assert_eq!(accepted(&NothingGet::new()), "");
}

#[test]
fn the_content_type_selects() {
    let json = r#"{"rows":1}"#;
    for (content_type, body, expected) in [
        ("application/json", json, ReportGetOutput::OkJson(rows(1))),
        (
            "Application/JSON; charset=utf-8",
            json,
            ReportGetOutput::OkJson(rows(1)),
        ),
        (
            "application/hal+json",
            json,
            ReportGetOutput::OkJson(rows(1)),
        ),
        ("", json, ReportGetOutput::OkJson(rows(1))),
        ("text/csv", "a,b", ReportGetOutput::OkCsv("a,b".to_owned())),
        (
            "application/pdf",
            "%PDF",
            ReportGetOutput::OkPdf(b"%PDF".to_vec()),
        ),
    ] {
        assert_eq!(read::<ReportGet>(content_type, body), expected);
    }
    let Err(ResponseError::Unreadable(error)) = reply::<ReportGet>(200, "text/html", b"<p>") else {
        panic!("an undocumented media type")
    };
    assert!(matches!(error.reason(), ReadError::MediaType));
    assert_eq!(error.body(), b"<p>");
    let created = reply::<ReportGet>(201, "application/json", b"{}").unwrap();
    assert_eq!(
        created.into_body(),
        ReportGetOutput::Created(Report::default())
    );

    let failure = |content_type: &str, body: &str| {
        let Err(ResponseError::Service(error)) =
            reply::<ReportGet>(500, content_type, body.as_bytes())
        else {
            panic!("{content_type}")
        };
        error.body
    };
    let problem = failure("application/problem+json", r#"{"title":"t"}"#);
    let ErrorBody::Typed(ReportGetError::ProblemJson(problem)) = problem else {
        panic!("{problem:?}")
    };
    assert_eq!(problem.title.as_deref(), Some("t"));
    let text = ErrorBody::Typed(ReportGetError::Text("no".to_owned()));
    assert_eq!(failure("text/plain", "no"), text);
    assert_eq!(
        failure("text/html", "<p>"),
        ErrorBody::Text("<p>".to_owned())
    );
}

#[test]
fn one_type_in_several_media_types() {
    assert_eq!(read::<NotesGet>("text/json", r#"{"rows":2}"#), rows(2));
    assert_eq!(read::<ImagesGet>("image/jpeg", "j"), b"j");
    assert_eq!(read::<AnyGet>("application/json", "[1]"), b"[1]");
    assert_eq!(read::<Download>("application/json", "[1]"), b"[1]");
    assert_eq!(read::<XmlGet>("application/xml", "<r/>"), "<r/>");
    for (content_type, body, expected) in [
        ("text/plain", "a", "a"),
        ("text/plain", "\"a\"", "\"a\""),
        ("application/json", "\"a\"", "a"),
        ("", "a", "a"),
    ] {
        assert_eq!(read::<NameGet>(content_type, body), expected);
        assert_eq!(read::<AnyTextGet>(content_type, body), expected);
    }
}

#[test]
fn undocumented_bodies() {
    let nothing = reply::<NothingGet>(200, "image/png", b"\x89P").unwrap();
    assert_eq!(nothing.undocumented_body(), b"\x89P");
    let note = reply::<NotesGet>(200, "application/json", b"{}").unwrap();
    assert_eq!(note.undocumented_body(), b"");
}

#[test]
fn typed_headers() {
    let response = http::Response::builder()
        .header("content-type", "text/csv")
        .header("x-total", "12")
        .header("x-kind", "monthly")
        .header("x-tags", "a, b")
        .header("x-tags", "3")
        .header("x-sizes", "1,2")
        .header("x-since", "2024-01-01T00:00:00Z")
        .header("id", "007")
        .body("")
        .unwrap();
    let reply = ReportGet::response(response).unwrap();
    assert_eq!(reply.header(ReportGet::X_TOTAL).unwrap(), Some(12));
    assert_eq!(
        reply.header(ReportGet::X_KIND).unwrap(),
        Some(Kind::Monthly)
    );
    let tags = ["a", "b", "3"].map(str::to_owned).to_vec();
    assert_eq!(reply.header(ReportGet::X_TAGS).unwrap(), Some(tags));
    assert_eq!(reply.header(ReportGet::X_SIZES).unwrap(), Some(vec![1, 2]));
    let since = reply.header(ReportGet::X_SINCE).unwrap().unwrap();
    assert_eq!(since.to_string(), "2024-01-01T00:00:00Z");
    let id = reply.header(ReportGet::HEADER_ID).unwrap();
    assert_eq!(id.as_deref(), Some("007"));
    assert_eq!(reply.header(ReportGet::X_ATTEMPTS).unwrap(), None);

    let response = http::Response::builder()
        .status(503)
        .header("x-attempts", "many")
        .body("")
        .unwrap();
    let Err(ResponseError::Service(error)) = ReportGet::response(response) else {
        panic!("a failure")
    };
    let error = error.header(ReportGet::X_ATTEMPTS).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the header `X-Attempts` can't be read: \"many\""
    );
}
