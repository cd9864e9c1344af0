//! Streams of items.

use std::{
    sync::{Mutex, mpsc},
    time::Duration,
};

use billing_api::{
    azure::version::V2020_05_01,
    client::{CallOptions, Error, RetryPolicy, TransportErrorKind},
    runtime::{Event, ReadError, Streamed},
};

use super::to;
use crate::{
    clock::Clock,
    made_up::Watch,
    wire::{Exchange, Wire},
};

const HEAD: &str = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: text/event-stream\r\n";

/// The end of a stream in the middle of a chunk.
const BREAK: &str = "ff\r\n:";

/// Starts a server whose answers are texts, each in a chunk; one that ends with [`BREAK`] breaks off.
fn chunks(answers: &'static [&'static str]) -> Wire {
    Wire::start(move |exchange| {
        let answer = answers.get(exchange.number).copied();
        let Some(answer) = answer.filter(|answer| !answer.is_empty()) else {
            exchange.write("HTTP/1.1 204 No\r\nconnection: close\r\n\r\n");
            return;
        };
        if answer.starts_with("HTTP") {
            exchange.write(answer);
            return;
        }
        exchange.write(format!("{HEAD}transfer-encoding: chunked\r\n\r\n"));
        let (text, is_broken) = match answer.strip_suffix(BREAK) {
            Some(text) => (text, true),
            None => (answer, false),
        };
        exchange.chunk(text.as_bytes());
        exchange.write(if is_broken { BREAK } else { "0\r\n\r\n" });
    })
}

/// Shows an item in one line: `event|id|data`, or the error.
fn show<E: std::fmt::Debug>(item: Result<Event<i64>, Error<E>>) -> String {
    match item {
        Ok(Event {
            event, id, data, ..
        }) => {
            format!(
                "{}|{}|{data}",
                event.unwrap_or_default(),
                id.unwrap_or_default()
            )
        }
        Err(error) => error.to_string(),
    }
}

/// Returns the items of a stream, up to an error that ends it.
macro_rules! items {
    ($stream:expr) => {{
        let mut stream = $stream;
        let mut items = Vec::new();
        loop {
            match done!(stream.next_item()) {
                Ok(None) => break items,
                Ok(Some(item)) => items.push(show::<()>(Ok(item))),
                Err(error) => items.push(show(Err(error))),
            }
            assert!(items.len() < 20, "{items:?}");
        }
    }};
}

/// Streams the answers of a server; returns the items, the waits, and the values of `Last-Event-ID`.
macro_rules! watched {
    ($call:expr, $answers:expr $(, $change:ident($value:expr))* $(; $follow:ident)?) => {{
        let server = chunks($answers);
        let clock = Clock::new();
        let client = to::<V2020_05_01>(&server.url(), &clock)
            .request_id_headers([])
            .retry(RetryPolicy::default().retries(2).jitter(0.0))
            $(.$change($value))*
            .build()
            .unwrap();
        let stream = done!(client.stream(&$call)).unwrap();
        let items = items!(stream $(.$follow())?);
        let ids: Vec<String> = server
            .heads()
            .iter()
            .map(|head| {
                let line = head.lines().find_map(|line| line.strip_prefix("last-event-id: "));
                line.unwrap_or("-").to_owned()
            })
            .collect();
        (items.join(" "), clock.waits(), ids.join(" "))
    }};
}

const GET: Watch<false> = Watch;
const BROKEN: &str = "the connection broke before the end of the response";

#[test]
fn events_arrive_while_the_service_sends_them() {
    let (go, gone) = mpsc::channel();
    let gone = Mutex::new(gone);
    let server = Wire::start(move |exchange| {
        exchange.write(format!("{HEAD}\r\nevent: a\nid: 1\ndata: 1\n\nda"));
        gone.lock().unwrap().recv().unwrap();
        exchange.write("ta: 2\n\n");
    });
    let client = to::<V2020_05_01>(&server.url(), &Clock::new())
        .build()
        .unwrap();
    let mut stream = done!(client.stream(&GET)).unwrap();
    assert_eq!(
        show::<()>(Ok(done!(stream.next_item()).unwrap().unwrap())),
        "a|1|1"
    );
    assert_eq!(stream.last_event_id(), Some("1"));
    go.send(()).unwrap();
    assert_eq!(
        show::<()>(Ok(done!(stream.next_item()).unwrap().unwrap())),
        "|1|2"
    );
    assert!(done!(stream.next_item()).unwrap().is_none());
    assert!(done!(stream.next_item()).unwrap().is_none());
    let [head] = server.heads().try_into().unwrap();
    assert!(head.contains("accept: text/event-stream\r\n"), "{head}");
}

#[test]
fn a_broken_stream_of_events_with_ids_continues_after_the_last_one() {
    // The wait is that of the stream, but at least half a second, or grows.
    let found = watched!(
        GET,
        &[
            "retry: 2000\nid: 1\ndata: 1\n\nid: 2\ndata: 9\nff\r\n:",
            "HTTP/1.1 503 No\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
            "retry: 0\nid: 2\ndata: 2\n\nff\r\n:",
            "id: 3\ndata: 3\n\n",
        ]
    );
    let expected = "|1|1 |2|2 |3|3".to_owned();
    assert_eq!(
        found,
        (expected, vec![2000, 800, 500], "- 1 1 2".to_owned())
    );
    let found = watched!(GET, &["id: é\ndata: 1\n\nff\r\n:", "data: 2\n\n"]);
    assert_eq!((found.0.as_str(), found.1), ("|é|1 ||2", vec![800]));
}

#[test]
fn reconnections_have_bounds() {
    const EVENT: &str = "id: 1\ndata: 1\n\nff\r\n:";
    const NOTHING: &str = ":\nff\r\n:";
    type Case = (
        &'static [&'static str],
        &'static str,
        &'static [u128],
        usize,
    );
    let cases: [Case; 5] = [
        // Retries without an event between them.
        (&[EVENT, NOTHING, NOTHING, EVENT], "|1|1 #", &[800, 1600], 3),
        (
            &[EVENT, NOTHING, EVENT, NOTHING],
            "|1|1 |1|1",
            &[800, 1600, 800, 1600],
            5,
        ),
        (
            &["retry: 60001\nid: 1\ndata: 1\n\nff\r\n:"],
            "|1|1 #",
            &[],
            1,
        ),
        // Without an id, events would be lost.
        (&["data: 1\n\nff\r\n:"], "||1 #", &[], 1),
        (
            &[
                EVENT,
                "HTTP/1.1 400 No\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
            ],
            "|1|1 400 Bad Request",
            &[800],
            2,
        ),
    ];
    for (answers, items, waits, count) in cases {
        let found = watched!(GET, answers);
        assert_eq!(found.0, items.replace('#', BROKEN), "{answers:?}");
        assert_eq!(
            (found.1.as_slice(), found.2.split(' ').count()),
            (waits, count),
            "{answers:?}"
        );
    }
    // A request that does something is not repeated.
    let found = watched!(Watch::<true>, &[EVENT, EVENT]);
    assert_eq!((found.0, found.2.as_str()), (format!("|1|1 {BROKEN}"), "-"));
    // The waits count for the call.
    let found = watched!(
        GET,
        &[EVENT, NOTHING, NOTHING],
        call_timeout(Duration::from_secs(2))
    );
    assert_eq!((found.0, found.1), (format!("|1|1 {BROKEN}"), vec![800]));
}

#[test]
fn a_stream_that_the_service_ends_is_over_unless_it_is_followed() {
    const ANSWERS: &[&str] = &["data: 1\n\n", "data: 2\n\nff\r\n:", "id: 3\ndata: 3\n\n"];
    assert_eq!(watched!(GET, ANSWERS).0, "||1");
    let found = watched!(GET, ANSWERS; follow);
    assert_eq!(
        found,
        (
            "||1 ||2 |3|3".to_owned(),
            vec![800; 3],
            "- - - 3".to_owned()
        )
    );
    // Without events it ends too.
    let found = watched!(GET, &["data: 1\n\n", ":\n", ":\n", "data: 9\n\n"]; follow);
    assert_eq!((found.0.as_str(), found.1), ("||1", vec![800, 1600]));
}

#[test]
fn an_item_that_cannot_be_read_is_an_error_and_the_others_follow() {
    let wrong = "the response 200 OK can't be read: the body can't be read:";
    let found = watched!(GET, &["data: 1\n\ndata: {}\n\ndata: 2\n\n"]).0;
    assert!(
        found.starts_with(&format!("||1 {wrong}")) && found.ends_with(" ||2"),
        "{found}"
    );
    // The end of many services, which is no JSON; nothing after it is read.
    assert_eq!(
        watched!(GET, &["data: 1\n\ndata: [DONE]\n\ndata: 2\n\n"]; follow).0,
        "||1"
    );
    let found = watched!(
        GET,
        &["data: 1\n\ndata: 123456789\n\ndata: 2\n\n"],
        item_limit(9)
    );
    assert_eq!(
        found.0,
        "||1 the response 200 OK can't be read: an item is longer than 9 bytes"
    );
    let found = watched!(GET, &["id: 1\ndata: 1\n\n:234567\n"], stream_limit(18));
    assert_eq!(found.0, "the response is longer than 18 bytes");
}

#[test]
fn responses_that_are_no_streams_of_items_are_errors() {
    let failed = |answer: &'static str| {
        let server = Wire::start(move |exchange: &mut Exchange| {
            exchange.write(format!("HTTP/1.1 {answer}"));
        });
        let client = to::<V2020_05_01>(&server.url(), &Clock::new())
            .build()
            .unwrap();
        done!(client.stream(&GET)).map(drop).unwrap_err()
    };
    let error =
        failed("404 Not Found\r\ncontent-length: 12\r\nconnection: close\r\n\r\n{\"code\":\"a\"}");
    assert_eq!(error.service().unwrap().code(), Some("a"));
    let error = failed("200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}");
    let Error::Unreadable(error) = error else {
        panic!("{error:?}")
    };
    assert!(matches!(error.reason(), ReadError::MediaType));
}

/// The response says how its items are told apart; bytes of any kind are as the documents say.
#[test]
fn other_media_types_are_read_as_they_are() {
    for (head, expected) in [
        ("content-type: application/x-ndjson\r\n\r\n1\n2", "||1 ||2"),
        (
            "content-type: application/json-seq\r\n\r\n\x1E1\n\x1E2\n",
            "||1 ||2",
        ),
        ("content-type: text/plain\r\n\r\ndata: 1\n\n", "||1"),
        ("\r\ndata: 1\n\n", "||1"),
    ] {
        let server = Wire::start(move |exchange| {
            exchange.write(format!("HTTP/1.1 200 OK\r\n{head}"));
        });
        let client = to::<V2020_05_01>(&server.url(), &Clock::new())
            .build()
            .unwrap();
        let stream = done!(client.stream(&GET)).unwrap();
        assert_eq!(items!(stream).join(" "), expected, "{head}");
    }
    assert_eq!(Watch::<false>::MEDIA_TYPE, "text/event-stream");
}

#[test]
fn a_stream_without_bytes_ends_with_the_timeout() {
    let server = Wire::start(|exchange| {
        exchange.write(format!("{HEAD}\r\ndata: 1\n\n"));
        exchange.wait_for_close();
    });
    let client = to::<V2020_05_01>(&server.url(), &Clock::new())
        .build()
        .unwrap();
    let client = client.with(CallOptions::new().attempt_timeout(Duration::from_millis(200)));
    let mut stream = done!(client.stream(&GET)).unwrap();
    assert_eq!(done!(stream.next_item()).unwrap().unwrap().data, 1);
    let Err(Error::Transport(error)) = done!(stream.next_item()) else {
        panic!()
    };
    assert_eq!(error.kind(), TransportErrorKind::Timeout);
    assert!(done!(stream.next_item()).unwrap().is_none());
}
