//! Bodies that are streams.

use std::{
    io::{Cursor, Read as _, Write as _},
    sync::{Mutex, mpsc},
    time::Duration,
};

use billing_api::{
    azure::{v2020_05_01::operations::InvoicesGet, version::V2020_05_01},
    client::{CallOptions, Credential, Error, RetryPolicy, Token, TransportErrorKind},
};
use billing_tests::server::{Answer, Server};
use http::{Request, StatusCode};

use super::{Echo, Upload, client, to};
use crate::{
    clock::Clock,
    made_up::SendFile,
    wire::{Exchange, Wire},
};

fn get() -> InvoicesGet {
    InvoicesGet::new("1", "T1")
}

const HEAD: &str = "HTTP/1.1 200 OK\r\nconnection: close\r\n";

fn kind<E>(error: Error<E>) -> TransportErrorKind {
    match error {
        Error::Transport(error) => error.kind(),
        _ => panic!("no error of the transport"),
    }
}

/// Downloads from a server with the given answer; returns the bytes before the end or the error.
macro_rules! download {
    ($answer:expr $(, $setting:ident($value:expr))*) => {{
        let server = Wire::start($answer);
        let client = to::<V2020_05_01>(&server.url(), &Clock::new())
            $(.$setting($value))*
            .build()
            .unwrap();
        match done!(client.download(&get())) {
            Err(error) => Err(kind(error)),
            Ok(reply) => {
                let mut body = reply.into_body();
                let mut buffer = [0; 9];
                let mut received = Vec::new();
                loop {
                    match next!(body, buffer) {
                        Ok(0) => break Ok(received),
                        Ok(count) => received.extend_from_slice(&buffer[..count]),
                        Err(error) => break Err(error.kind()),
                    }
                }
            }
        }
    }};
}

#[test]
fn a_download_arrives_while_the_service_sends_it() {
    let (go, gone) = mpsc::channel();
    let gone = Mutex::new(gone);
    let server = Wire::start(move |exchange| {
        exchange.write(format!(
            "{HEAD}content-length: 6\r\nx-ms-request-id: 7\r\n\r\nabc"
        ));
        gone.lock().unwrap().recv().unwrap();
        exchange.write("def");
    });
    let client = to::<V2020_05_01>(&server.url(), &Clock::new())
        .build()
        .unwrap();
    let reply = done!(client.download(&get())).unwrap();
    assert_eq!(
        (reply.status(), reply.request_id()),
        (StatusCode::OK, Some("7"))
    );
    let mut body = reply.into_body();
    assert_eq!(body.length(), Some(6));
    let mut buffer = [0; 9];
    assert_eq!(next!(body, buffer).unwrap(), 3);
    go.send(()).unwrap();
    assert_eq!(done!(body.read_all()).unwrap(), b"def");
}

#[test]
fn a_download_ends_as_the_service_ends_it() {
    type Case = (&'static str, Result<&'static str, TransportErrorKind>);
    let limit = TransportErrorKind::TooLong { limit: 8 };
    let cases: [Case; 9] = [
        ("content-length: 8\r\n\r\n12345678", Ok("12345678")),
        ("content-length: 0\r\n\r\n", Ok("")),
        ("content-length: 9\r\n\r\n123456789", Err(limit)),
        ("\r\n12345678", Ok("12345678")),
        ("\r\n123456789", Err(limit)),
        (
            "transfer-encoding: chunked\r\n\r\n8\r\n12345678\r\n0\r\n\r\n",
            Ok("12345678"),
        ),
        (
            "transfer-encoding: chunked\r\n\r\n9\r\n123456789\r\n0\r\n\r\n",
            Err(limit),
        ),
        (
            "content-length: 8\r\n\r\n1234567",
            Err(TransportErrorKind::Cut),
        ),
        (
            "transfer-encoding: chunked\r\n\r\n8\r\n1234",
            Err(TransportErrorKind::Cut),
        ),
    ];
    for (answer, expected) in cases {
        let result = download!(
            move |exchange| {
                exchange.write(format!("{HEAD}{answer}"));
            },
            stream_limit(8),
            body_limit(1)
        );
        let expected = expected.map(|text| text.as_bytes().to_vec());
        assert_eq!(result, expected, "{answer}");
    }
}

#[test]
fn a_download_without_bytes_ends_with_the_timeout() {
    for sent in [
        "",
        "content-length: 9\r\n\r\n",
        "content-length: 9\r\n\r\n123",
    ] {
        let hang = move |exchange: &mut Exchange| {
            exchange.write(format!("{HEAD}{sent}"));
            exchange.wait_for_close();
        };
        let limit = Duration::from_millis(200);
        let idle = download!(hang, attempt_timeout(limit), retry(RetryPolicy::none()));
        assert_eq!(idle, Err(TransportErrorKind::Timeout), "{sent}");
        let whole = download!(hang, call_timeout(limit), retry(RetryPolicy::none()));
        assert_eq!(whole, Err(TransportErrorKind::Timeout), "{sent}");
    }
}

#[test]
fn the_time_of_the_reader_does_not_count() {
    let server = Wire::start(|exchange| {
        exchange.write(format!("{HEAD}content-length: 400000\r\n\r\n"));
        exchange.write([7; 400_000]);
    });
    let client = to::<V2020_05_01>(&server.url(), &Clock::new())
        .attempt_timeout(Duration::from_secs(1))
        .build()
        .unwrap();
    let mut body = done!(client.download(&get())).unwrap().into_body();
    let mut buffer = [0; 9];
    assert!(next!(body, buffer).unwrap() > 0);
    std::thread::sleep(Duration::from_millis(1200));
    assert!(done!(body.read_all()).unwrap().len() > 300_000);
}

/// The rules of other calls hold until the body begins.
#[test]
fn a_download_has_retries_tokens_and_typed_errors() {
    let server = Server::scripted([
        Answer::json(503, "{}"),
        Answer::json(401, "{}"),
        Answer::with(307, &[("location", "/moved")], "{}"),
        Answer::json(200, "[1]"),
        Answer::json(404, r#"{"error":{"code":"None","message":"m"}}"#),
    ])
    .unwrap();
    let clock = Clock::new();
    let count = Mutex::new(0);
    let credential = Credential::tokens(move |_| {
        let mut count = count.lock().unwrap();
        *count += 1;
        Ok(Token::new(format!("t{count}")).expires_in(Duration::from_secs(9000)))
    });
    let client = client::<V2020_05_01>(&server, &clock)
        .credential(credential)
        .build()
        .unwrap();
    let reply = done!(client.download(&get())).unwrap();
    assert_eq!(done!(reply.into_body().read_all()).unwrap(), b"[1]");
    assert_eq!(clock.waits().len(), 1);
    let requests = server.requests();
    let tokens: Vec<_> = requests
        .iter()
        .map(|one| one.header("authorization"))
        .collect();
    assert_eq!(
        tokens,
        ["t1", "t1", "t2", "t2"].map(|token| match token {
            "t1" => Some("Bearer t1"),
            _ => Some("Bearer t2"),
        })
    );
    assert_eq!(requests[3].line, "GET /moved");
    let error = done!(client.download(&get())).unwrap_err();
    let service = error.service().unwrap();
    assert_eq!(
        (service.status().as_u16(), service.code()),
        (404, Some("None"))
    );
}

/// A server that answers uploads, each with the number of its bytes.
fn counting() -> Wire {
    Wire::start(|exchange| {
        let body = exchange.body();
        let body = format!("{{\"bytes\":{},\"first\":{}}}", body.len(), body[0]);
        exchange.write(format!(
            "{HEAD}content-length: {}\r\n\r\n{body}",
            body.len()
        ));
    })
}

#[test]
fn uploads_have_their_length_and_media_type() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(&[5; 100_000]).unwrap();
    type Case = (Upload, bool, &'static str, &'static str);
    let cases: [Case; 6] = [
        (
            Upload::bytes(vec![5; 3]),
            false,
            "image/png",
            r#"{"bytes":3,"first":5}"#,
        ),
        (
            done!(Upload::file(file.path())).unwrap(),
            true,
            "image/png",
            r#"{"bytes":100000,"first":5}"#,
        ),
        (
            Upload::reader(Cursor::new(vec![5; 70_000]), 70_000).with_content_type("image/gif"),
            true,
            "image/gif",
            r#"{"bytes":70000,"first":5}"#,
        ),
        // No more than the length is sent.
        (
            Upload::reader(Cursor::new(vec![5; 9]), 4),
            false,
            "image/png",
            r#"{"bytes":4,"first":5}"#,
        ),
        (
            Upload::repeatable(4, || opened!(Cursor::new([5; 4]))),
            false,
            "image/png",
            r#"{"bytes":4,"first":5}"#,
        ),
        (
            Upload::from(vec![5]),
            false,
            "image/png",
            r#"{"bytes":1,"first":5}"#,
        ),
    ];
    for (upload, has_own, media_type, expected) in cases {
        let server = counting();
        let client = to::<V2020_05_01>(&server.url(), &Clock::new())
            .build()
            .unwrap();
        let length = upload.length().unwrap();
        let own = has_own.then(|| vec![1]);
        let reply = done!(client.upload(&SendFile::<false>(own), upload)).unwrap();
        assert_eq!(reply.body.as_str(), expected);
        let [head] = server.heads().try_into().unwrap();
        for header in [
            format!("content-length: {length}"),
            format!("content-type: {media_type}"),
        ] {
            assert_eq!(head.matches(&format!("{header}\r\n")).count(), 1, "{head}");
        }
        assert!(!head.contains("transfer-encoding"), "{head}");
    }
}

#[test]
fn an_upload_of_unknown_length_is_sent_in_chunks() {
    let server = Wire::start(|exchange| {
        let mut body = Vec::new();
        while !body.ends_with(b"0\r\n\r\n") {
            let mut byte = [0];
            exchange.read_exact(&mut byte).unwrap();
            body.extend(byte);
        }
        assert!(String::from_utf8(body).unwrap().contains("abc"));
        exchange.write(format!("{HEAD}content-length: 2\r\n\r\n{{}}"));
    });
    let client = to::<V2020_05_01>(&server.url(), &Clock::new())
        .build()
        .unwrap();
    let upload = Upload::reader(Cursor::new(b"abc"), None);
    done!(client.upload(&SendFile::<true>(None), upload)).unwrap();
    let [head] = server.heads().try_into().unwrap();
    assert!(head.contains("transfer-encoding: chunked\r\n"), "{head}");
    assert!(!head.contains("content-length"), "{head}");
}

#[test]
fn an_upload_that_is_too_short_or_cannot_be_read_is_an_error() {
    let uploads = [
        (
            Upload::reader(Cursor::new(b"abc"), 4),
            "1 bytes of the declared length are missing",
        ),
        (
            Upload::repeatable(4, || opened!(Cursor::new(b"abc"))),
            "1 bytes of the declared length are missing",
        ),
        (
            Upload::repeatable(4, || opened!(Cursor::new([0; 0]))),
            "4 bytes of the declared length are missing",
        ),
    ];
    for (upload, reason) in uploads {
        let server = Wire::start(|exchange| {
            exchange.body();
        });
        let client = to::<V2020_05_01>(&server.url(), &Clock::new())
            .build()
            .unwrap();
        let error = done!(client.upload(&SendFile::<false>(None), upload)).unwrap_err();
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert_eq!(source, reason);
        assert!(
            error
                .to_string()
                .starts_with("the body of the request can't be read"),
            "{error}"
        );
        assert_eq!(kind(error), TransportErrorKind::Upload);
        assert!(server.heads().len() < 2);
    }
}

/// Returns the statuses of two uploads, the number of requests, and the tokens that were asked for.
macro_rules! uploaded {
    ($upload:expr, $answers:expr) => {{
        let server = Server::scripted($answers).unwrap();
        let clock = Clock::new();
        let tokens = std::sync::Arc::new(Mutex::new(0));
        let count = tokens.clone();
        let credential = Credential::tokens(move |_| {
            *count.lock().unwrap() += 1;
            Ok(Token::new("t").expires_in(Duration::from_secs(9000)))
        });
        let client = client::<V2020_05_01>(&server, &clock)
            .credential(credential)
            .follow_redirects()
            .build()
            .unwrap();
        let result = done!(client.upload(&SendFile::<false>(None), $upload));
        let status = match result {
            Ok(reply) => reply.status(),
            Err(error) => error.status().unwrap(),
        };
        let bodies: Vec<String> = server.requests().into_iter().map(|one| one.body).collect();
        let asked = *tokens.lock().unwrap();
        (status.as_u16(), bodies.join(","), asked)
    }};
}

#[test]
fn a_body_that_can_be_read_once_is_not_sent_twice() {
    let moved = || Answer::with(307, &[("location", "/other")], "{}");
    let fetched = || Answer::with(303, &[("location", "/other")], "{}");
    let cases = [
        (Answer::json(503, "{}"), 503, "abc", 1, "abc,abc", 1),
        (Answer::json(429, "{}"), 429, "abc", 1, "abc,abc", 1),
        // The token is renewed for the next call.
        (Answer::json(401, "{}"), 401, "abc", 2, "abc,abc", 2),
        (moved(), 307, "abc", 1, "abc,abc", 1),
        // The result is fetched without the body.
        (fetched(), 200, "abc,", 1, "abc,", 1),
    ];
    for (answer, status, once, once_tokens, twice, twice_tokens) in cases {
        let answers = || [answer.clone(), Answer::json(200, "{}")];
        let reader = Upload::reader(Cursor::new(b"abc"), 3);
        let expected = (status, once.to_owned(), once_tokens);
        assert_eq!(uploaded!(reader, answers()), expected);
        let repeatable = Upload::repeatable(3, || opened!(Cursor::new(b"abc")));
        let expected = (200, twice.to_owned(), twice_tokens);
        assert_eq!(uploaded!(repeatable, answers()), expected);
        assert_eq!(
            uploaded!(Upload::bytes(b"abc".to_vec()), answers()),
            expected
        );
    }
}

/// Before the first byte was taken, a body can be sent again.
#[test]
fn a_connection_that_fails_does_not_take_the_body() {
    let clock = Clock::new();
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", closed.local_addr().unwrap());
    drop(closed);
    let client = to::<V2020_05_01>(&url, &clock).build().unwrap();
    let upload = Upload::reader(Cursor::new(b"abc"), 3);
    let error = done!(client.upload(&SendFile::<true>(None), upload)).unwrap_err();
    assert_eq!(kind(error), TransportErrorKind::Connect);
    assert_eq!(clock.waits().len(), 3);
}

#[test]
fn a_raw_request_streams_in_both_directions() {
    let server = Wire::start(|exchange| {
        let body = exchange.body();
        exchange.write("HTTP/1.1 418 No\r\ntransfer-encoding: chunked\r\n\r\n");
        exchange.chunk(&body);
        exchange.write("0\r\n\r\n");
    });
    let client = to::<V2020_05_01>(&server.url(), &Clock::new())
        .build()
        .unwrap();
    let client = client.with(CallOptions::new().query("a", "b"));
    let upload = Upload::reader(Cursor::new(b"abc"), 3).with_content_type("text/plain");
    let request = Request::post("/raw").body(upload).unwrap();
    let response = done!(client.stream_raw(request)).unwrap();
    assert_eq!(response.status().as_u16(), 418);
    assert_eq!(done!(response.into_body().read_all()).unwrap(), b"abc");
    let request = Request::get("/none").body(Upload::bytes(vec![])).unwrap();
    done!(client.stream_raw(request)).unwrap();
    let heads = server.heads();
    assert!(
        heads[0].starts_with("post /raw?a=b http/1.1\r\n"),
        "{}",
        heads[0]
    );
    assert!(
        heads[0].contains("content-type: text/plain\r\n"),
        "{}",
        heads[0]
    );
    assert!(!heads[1].contains("content-length"), "{}", heads[1]);
}

#[test]
fn an_operation_without_a_body_takes_no_upload() {
    let server = Server::scripted([]).unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .build()
        .unwrap();
    let error = done!(client.upload(&get(), Upload::bytes(b"a".to_vec()))).unwrap_err();
    let expected = "Invoices_Get can't be requested: the operation has no body";
    assert_eq!(error.to_string(), expected);
    assert_eq!(server.requests(), []);
}

/// A service may refuse a body before it has arrived.
#[test]
fn an_answer_before_the_end_of_the_body_is_read() {
    let server = Wire::start(|exchange| {
        exchange.write(
            "HTTP/1.1 413 No\r\nconnection: close\r\ncontent-length: 12\r\n\r\n{\"code\":\"x\"}",
        );
    });
    let client = to::<V2020_05_01>(&server.url(), &Clock::new())
        .build()
        .unwrap();
    let upload = Upload::reader(Cursor::new(vec![7; 4 << 20]), 4 << 20);
    let error = done!(client.upload(&SendFile::<false>(None), upload)).unwrap_err();
    assert_eq!(error.service().unwrap().code(), Some("x"));
}

/// The length in the answer to `HEAD` is that of another body.
#[test]
fn a_head_request_has_no_body() {
    let server =
        Server::scripted([Answer::raw(format!("{HEAD}content-length: 9\r\n\r\n"))]).unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .stream_limit(8)
        .build()
        .unwrap();
    let request = Request::head("/file").body(Upload::bytes(vec![])).unwrap();
    let response = done!(client.stream_raw(request)).unwrap();
    assert_eq!(response.headers()["content-length"], "9");
    assert_eq!(done!(response.into_body().read_all()).unwrap(), b"");
}

/// The tries of a failing download are over before its body begins.
#[test]
fn a_failure_is_read_within_the_limits_of_other_calls() {
    let long = |exchange: &mut Exchange| {
        exchange.write("HTTP/1.1 404 No\r\nconnection: close\r\n\r\n123456789");
    };
    let limit = TransportErrorKind::TooLong { limit: 8 };
    assert_eq!(download!(long, body_limit(8)), Err(limit));
}

/// A transport of one's own without streams holds both bodies in memory, within a limit.
#[test]
fn a_transport_without_streams_holds_bodies_in_memory() {
    let client = to::<V2020_05_01>("http://127.0.0.1:9", &Clock::new())
        .transport(Echo)
        .build()
        .unwrap();
    let echoed = |upload| {
        let request = Request::put("/echo").body(upload).unwrap();
        done!(client.stream_raw(request)).map(http::Response::into_body)
    };
    let body = echoed(Upload::reader(Cursor::new(b"abc"), None)).unwrap();
    assert_eq!(body.length(), Some(3));
    assert_eq!(done!(body.read_all()).unwrap(), b"abc");
    let error = echoed(Upload::reader(Cursor::new(vec![0; (64 << 20) + 1]), None)).unwrap_err();
    assert_eq!(kind(error), TransportErrorKind::Upload);
    let error = echoed(Upload::reader(Cursor::new(b"abc"), 4)).unwrap_err();
    assert_eq!(kind(error), TransportErrorKind::Upload);
    let limited = client.with(CallOptions::new().stream_limit(2));
    let request = Request::put("/echo")
        .body(Upload::bytes(b"abc".to_vec()))
        .unwrap();
    let error = done!(limited.stream_raw(request)).unwrap_err();
    assert_eq!(kind(error), TransportErrorKind::TooLong { limit: 2 });
}
