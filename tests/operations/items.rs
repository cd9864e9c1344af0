//! Streams split into items: events, lines and sequences of JSON texts, however their bytes arrive.

use std::time::Duration;

use billing_api::runtime::{ItemReader, RawItem, ReadError};

/// Shows an item in one line: `event|id|retry|data`, or the error.
fn show(item: &Result<RawItem, ReadError>) -> String {
    match item {
        Ok(item) => {
            let text = |text: &Option<String>| text.clone().unwrap_or_default();
            let retry = item.retry.map(|wait| wait.as_millis().to_string());
            let data = String::from_utf8_lossy(&item.data);
            format!(
                "{}|{}|{}|{data}",
                text(&item.event),
                text(&item.id),
                text(&retry)
            )
        }
        Err(error) => error.to_string(),
    }
}

/// Returns the items of a stream whose bytes arrive in these parts.
fn read(media_type: &str, limit: usize, parts: &[&[u8]]) -> (Vec<String>, Option<String>) {
    let mut reader = ItemReader::new(media_type, limit).unwrap();
    let mut items = Vec::new();
    for part in parts {
        reader.push(part);
        while let Some(item) = reader.next_item() {
            items.push(show(&item));
        }
    }
    items.extend(reader.finish().iter().map(show));
    assert!(reader.finish().is_none() && reader.next_item().is_none());
    (items, reader.last_event_id().map(str::to_owned))
}

/// Asserts that a stream has these items, in one part, in two at each position, and byte by byte.
fn assert_items(media_type: &str, limit: usize, bytes: &[u8], expected: &[&str], id: Option<&str>) {
    let expected = (
        expected
            .iter()
            .map(|item| (*item).to_owned())
            .collect::<Vec<_>>(),
        id.map(str::to_owned),
    );
    for position in 0..=bytes.len() {
        let (first, second) = bytes.split_at(position);
        let found = read(media_type, limit, &[first, second]);
        assert_eq!(
            found,
            expected,
            "{:?} at {position}",
            String::from_utf8_lossy(bytes)
        );
    }
    let single: Vec<&[u8]> = bytes.chunks(1).collect();
    assert_eq!(
        read(media_type, limit, &single),
        expected,
        "{:?}",
        String::from_utf8_lossy(bytes)
    );
}

#[test]
fn events() {
    type Case = (&'static [u8], &'static [&'static str], Option<&'static str>);
    let cases: [Case; 24] = [
        (b"", &[], None),
        (b"data: a\n\n", &["|||a"], None),
        (
            b"data: a\r\ndata: b\r\n\r\ndata:c\r\n\r\n",
            &["|||a\nb", "|||c"],
            None,
        ),
        (
            b"data: a\rdata: b\r\rdata: c\r\r",
            &["|||a\nb", "|||c"],
            None,
        ),
        (b"data: a\r\n\rdata: b\n\r\n", &["|||a", "|||b"], None),
        (b"\xEF\xBB\xBFdata: a\n\n", &["|||a"], None),
        // Only one mark is skipped, and only at the start.
        (
            b"\xEF\xBB\xBF\xEF\xBB\xBFdata: a\n\ndata: b\n\n",
            &["|||b"],
            None,
        ),
        (b"\xEF\xBBdata: a\n\n", &[], None),
        (b": comment\n\n:\n:data: x\ndata: a\n\n", &["|||a"], None),
        (
            b"event: add\nid: 7\nretry: 250\ndata: a\n\ndata: b\n\n",
            &["add|7|250|a", "|7||b"],
            Some("7"),
        ),
        // The last value of a field counts, and an empty name is none.
        (
            b"event: x\nevent:\nid: 1\nid: 2\ndata: a\n\n",
            &["|2||a"],
            Some("2"),
        ),
        // An id without data is remembered, one of an event that is cut off is not.
        (b"id: 1\n\nid: 2\ndata: a\n", &[], Some("1")),
        (
            b"id: 1\ndata: a\n\nid\ndata: b\n\n",
            &["|1||a", "|||b"],
            None,
        ),
        (b"id: a\0b\ndata: a\n\n", &["|||a"], None),
        (
            b"retry: 1s\nretry:\nretry: -1\ndata: a\n\n",
            &["|||a"],
            None,
        ),
        (
            b"data\n\ndata\ndata\n\ndata:\n\n",
            &["|||", "|||\n", "|||"],
            None,
        ),
        (b"data:  two\ndata:\tx\n\n", &["||| two\n\tx"], None),
        (b"data: a:b: c\n\n", &["|||a:b: c"], None),
        (b"event: x\n\ndata: a\n\n", &["|||a"], None),
        (b"other: 1\nDATA: 2\n data: 3\ndata: a\n\n", &["|||a"], None),
        (b"data: a\n\ndata: b", &["|||a"], None),
        (b"data: a\n\ndata: b\n", &["|||a"], None),
        (b"data: \xC3\xA9\xFF\n\n", &["|||\u{e9}\u{fffd}"], None),
        (b"\n\n\r\n\r\r\ndata: a\n\n", &["|||a"], None),
    ];
    for (bytes, expected, id) in cases {
        assert_items(
            "text/event-stream; charset=utf-8",
            1000,
            bytes,
            expected,
            id,
        );
    }
}

#[test]
fn a_wait_that_is_too_long_for_a_number_is_the_longest() {
    let mut reader = ItemReader::new("text/event-stream", 100).unwrap();
    reader.push(b"retry: 99999999999999999999999\n\n");
    assert!(reader.next_item().is_none());
    assert_eq!(reader.retry(), Some(Duration::MAX));
}

#[test]
fn lines() {
    let cases: [(&[u8], &[&str]); 7] = [
        (b"{\"a\":1}\n[2]\n", &["|||{\"a\":1}", "|||[2]"]),
        (b"1\r\n\r\n \n 2 \n3", &["|||1", "|||2", "|||3"]),
        (b"\xEF\xBB\xBF1\n", &["|||1"]),
        (b"", &[]),
        (b"\n\n", &[]),
        (b"\xEF\xBB", &["|||\u{fffd}"]),
        (
            "\"\u{1e}\u{2028}\"\n".as_bytes(),
            &["|||\"\u{1e}\u{2028}\""],
        ),
    ];
    for (bytes, expected) in cases {
        for media_type in [
            "application/jsonl",
            "Application/X-NDJSON; a=b",
            "application/stream+json",
        ] {
            assert_items(media_type, 1000, bytes, expected, None);
        }
    }
}

#[test]
fn sequences() {
    const CUT: &str = "an item has lost its end";
    let cases: [(&[u8], &[&str]); 9] = [
        (b"\x1E{\"a\":1}\n\x1E[2]\n", &["|||{\"a\":1}", "|||[2]"]),
        (
            b"\x1E{\n\"a\": \"}\\\"\n\" }\n\x1E\x1E\n\x1E3\n",
            &["|||{\n\"a\": \"}\\\"\n\" }", "|||3"],
        ),
        (b"\x1E{\"a\":\x1E1\n", &["|||{\"a\":", "|||1"]),
        // A number without a line end may be longer, a list may not.
        (b"\x1E12\x1E[3]", &[CUT, "|||[3]"]),
        (b"\x1E12 \x1E34", &["|||12", CUT]),
        (b"\x1Etrue\n\x1Enul", &["|||true", CUT]),
        (b"\x1E\"a\"", &["|||\"a\""]),
        (b"", &[]),
        (b"\xEF\xBB\xBF\x1E1\n", &["|||1"]),
    ];
    for (bytes, expected) in cases {
        for media_type in ["application/json-seq", "application/geo+json-seq"] {
            assert_items(media_type, 1000, bytes, expected, None);
        }
    }
}

#[test]
fn items_that_are_too_long_end_the_stream() {
    const LONG: &str = "an item is longer than 9 bytes";
    type Case = (&'static str, &'static [u8], &'static [&'static str]);
    let cases: [Case; 10] = [
        (
            "text/event-stream",
            b"data: 789\n\ndata: 7890\n\ndata: 1\n\n",
            &["|||789", LONG],
        ),
        ("text/event-stream", b"data:1\nid:1\n\ndata: 1\n\n", &[LONG]),
        ("text/event-stream", b"data:\ndata\n\n", &["|||\n"]),
        // Comments do not count together.
        (
            "text/event-stream",
            b":\n:2345678\n:234\ndata: 789\n\n",
            &["|||789"],
        ),
        ("text/event-stream", b":234567890\ndata: 1\n\n", &[LONG]),
        ("text/event-stream", b"data:1\nevent", &[LONG]),
        (
            "application/jsonl",
            b"123456789\n1234567890\n1\n",
            &["|||123456789", LONG],
        ),
        ("application/jsonl", b"1234567890", &[LONG]),
        (
            "application/json-seq",
            b"\x1E123456789\n\x1E1234567890\n\x1E1\n",
            &["|||123456789", LONG],
        ),
        (
            "application/json-seq",
            b"\x1E[\n\n\n\n\n\n\n\n\n\n",
            &[LONG],
        ),
    ];
    for (media_type, bytes, expected) in cases {
        assert_items(media_type, 9, bytes, expected, None);
    }
}

#[test]
fn other_media_types_are_no_streams_of_items() {
    for media_type in [
        "application/json",
        "text/plain",
        "application/vnd.api+json",
        "event-stream",
        "",
    ] {
        assert!(ItemReader::new(media_type, 9).is_none(), "{media_type}");
    }
}

/// The time for an item does not grow with the square of its length, and a reader holds no more than an item.
#[test]
fn a_long_item_in_many_parts_is_read_in_linear_time() {
    let mut reader = ItemReader::new("text/event-stream", usize::MAX).unwrap();
    reader.push(b"data: ");
    // Quadratic, this would search 500 GB.
    for _ in 0..1_000_000 {
        reader.push(b"x");
        assert!(reader.next_item().is_none());
    }
    reader.push(b"\n\n");
    let item = reader.next_item().unwrap().unwrap();
    assert_eq!(item.data.len(), 1_000_000);
}
