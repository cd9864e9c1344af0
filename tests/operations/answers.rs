//! Responses that are written are read as the same outputs and errors.

use std::fmt::Debug;

use billing_api::{
    ErrorBody, HttpCall, ResponseError,
    runtime::testing::{Answer, ServedCall},
};

mod api {
    include!("documents/replies.rs");
}

use api::{Kind, Problem, Report, operations::*};

/// Returns the status, the content type and the body of an answer.
fn written<C: ServedCall>(answer: &Answer<C>) -> (u16, String, String) {
    let response = answer.to_response().unwrap();
    let content_type = response.headers().get("content-type");
    let content_type = content_type.map_or("", |value| value.to_str().unwrap());
    let body = String::from_utf8_lossy(response.body());
    (
        response.status().as_u16(),
        content_type.to_owned(),
        body.into_owned(),
    )
}

fn assert_output<C: ServedCall>(output: C::Output, expected: (u16, &str, &str))
where
    C::Output: PartialEq + Debug + Clone,
{
    let answer = Answer::<C>::output(output.clone());
    let (status, content_type, body) = written(&answer);
    assert_eq!((status, content_type.as_str(), body.as_str()), expected);
    let Ok(reply) = C::response(answer.to_response().unwrap()) else {
        panic!("{expected:?}")
    };
    assert_eq!(reply.body, output);
}

fn assert_error<C: ServedCall>(status: u16, error: C::Error, expected: (&str, &str))
where
    C::Error: PartialEq + Debug + Clone,
{
    let answer = Answer::<C>::error(status, error.clone());
    let (own, content_type, body) = written(&answer);
    assert_eq!(
        (own, content_type.as_str(), body.as_str()),
        (status, expected.0, expected.1)
    );
    match C::response(answer.to_response().unwrap()) {
        Err(ResponseError::Service(read)) => assert_eq!(read.body, ErrorBody::Typed(error)),
        _ => panic!("{expected:?}"),
    }
}

fn report() -> Report {
    Report {
        rows: Some(7),
        ..Report::default()
    }
}

#[test]
fn outputs() {
    let json = r#"{"rows":7}"#;
    let text = || "a,b".to_owned();
    assert_output::<ReportGet>(
        ReportGetOutput::OkJson(report()),
        (200, "application/json", json),
    );
    assert_output::<ReportGet>(ReportGetOutput::OkCsv(text()), (200, "text/csv", "a,b"));
    assert_output::<ReportGet>(
        ReportGetOutput::OkPdf(b"%PDF".to_vec()),
        (200, "application/pdf", "%PDF"),
    );
    assert_output::<ReportGet>(
        ReportGetOutput::Created(report()),
        (201, "application/json", json),
    );
    assert_output::<NotesGet>(report(), (200, "application/json", json));
    assert_output::<ImagesGet>(b"p".to_vec(), (200, "image/png", "p"));
    assert_output::<AnyGet>(b"p".to_vec(), (200, "application/octet-stream", "p"));
    assert_output::<AnyTextGet>(text(), (200, "text/plain", "a,b"));
    assert_output::<NameGet>(text(), (200, "application/json", r#""a,b""#));
    assert_output::<Download>(b"[]".to_vec(), (200, "application/json", "[]"));
    assert_output::<XmlGet>("<a/>".to_owned(), (200, "application/xml", "<a/>"));
    assert_output::<NothingGet>((), (200, "", ""));
}

#[test]
fn errors() {
    let problem = Problem {
        title: Some("t".to_owned()),
        ..Problem::default()
    };
    assert_error::<ReportGet>(
        404,
        ReportGetError::ProblemJson(problem),
        ("application/problem+json", r#"{"title":"t"}"#),
    );
    assert_error::<ReportGet>(
        500,
        ReportGetError::Text("down".to_owned()),
        ("text/plain", "down"),
    );
    let json: billing_api::Json = r#"{"a":1.50}"#.parse().unwrap();
    assert_error::<NotesGet>(418, json, ("application/json", r#"{"a":1.50}"#));
}

#[test]
fn headers() {
    let answer = Answer::<ReportGet>::output(ReportGetOutput::Created(report()))
        .typed_header(ReportGet::X_TOTAL, &7)
        .typed_header(ReportGet::X_KIND, &Kind::Daily)
        .typed_header(ReportGet::X_TAGS, &vec!["a".to_owned(), "b".to_owned()])
        .typed_header(ReportGet::X_SINCE, &"2024-01-01T00:00:00Z".parse().unwrap());
    let reply = ReportGet::response(answer.to_response().unwrap()).unwrap();
    assert_eq!(reply.header(ReportGet::X_TOTAL), Ok(Some(7)));
    assert_eq!(reply.header(ReportGet::X_KIND), Ok(Some(Kind::Daily)));
    let tags = reply.header(ReportGet::X_TAGS).unwrap();
    assert_eq!(tags, Some(vec!["a".to_owned(), "b".to_owned()]));
    assert_eq!(reply.headers()["x-since"], "2024-01-01T00:00:00Z");
}

#[test]
fn statuses() {
    let other = Answer::<ReportGet>::output(ReportGetOutput::Created(report())).status(200);
    assert_eq!(
        other.to_response().unwrap_err().to_string(),
        "no response of Report_Get: the value is that of the status 201, and not of 200"
    );
    let any = Answer::<AnyGet>::output(Vec::new())
        .status(299)
        .to_response();
    assert_eq!(any.unwrap().status(), 299);
}
