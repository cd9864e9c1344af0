//! Items of generated operations, typed as the documents say.

use billing_api::runtime::{Event, ItemReader, ReadError, Streamed};

mod api {
    include!("documents/streams.rs");
}

use api::{LogReadResponseItem, LogReadResponseItemLevel, Price, PriceChange, operations::*};

/// Reads the items of a whole stream.
fn items<C: Streamed>(bytes: &str) -> Vec<Result<C::Item, ReadError>> {
    let mut reader = ItemReader::new(C::MEDIA_TYPE, 1000).unwrap();
    reader.push(bytes.as_bytes());
    let mut items = Vec::new();
    while let Some(item) = reader.next_item() {
        items.push(item.and_then(|item| C::read_item(&item)));
    }
    items.extend(
        reader
            .finish()
            .map(|item| item.and_then(|item| C::read_item(&item))),
    );
    items
}

fn item<C: Streamed>(bytes: &str) -> C::Item {
    let [item] = items::<C>(bytes).try_into().ok().unwrap();
    item.unwrap()
}

fn price(amount: &str) -> Price {
    let json = format!("{{\"amount\":\"{amount}\"}}");
    billing_api::runtime::decode(json.as_bytes()).unwrap()
}

#[test]
fn the_data_of_an_event_has_its_schema() {
    let found = item::<PricesWatch>("event: up\nid: 7\ndata: {\"amount\":\ndata: \"1.50\"}\n\n");
    let expected = Event {
        event: Some("up".to_owned()),
        id: Some("7".to_owned()),
        retry: None,
        data: price("1.50"),
    };
    assert_eq!(found, expected);
    let found = item::<ChatCreate>("data: {\"before\":{\"amount\":\"2\"}}\n\n");
    let change = PriceChange {
        before: Some(price("2")),
        ..PriceChange::default()
    };
    assert_eq!(found.data, change);
    assert_eq!(
        item::<TicksWatch>("event: tick\ndata: 5\n\n")
            .map(|data| data + 1)
            .data,
        6
    );
    let error = items::<TicksWatch>("data: {}\n\n").remove(0).unwrap_err();
    assert!(matches!(error, ReadError::Json(_)), "{error}");
}

#[test]
fn data_without_a_schema_is_text() {
    let found: Event = item::<NewsWatch>("data: {not json\n\n");
    assert_eq!(found.data, "{not json");
}

#[test]
fn lines_and_sequences_have_the_schema_of_an_item() {
    let found = item::<LogRead>("{\"level\":\"high\",\"text\":\"a\"}\r\n\r\n");
    let expected = LogReadResponseItem {
        level: Some(LogReadResponseItemLevel::High),
        text: Some("a".to_owned()),
        ..LogReadResponseItem::default()
    };
    assert_eq!(found, expected);
    let found = items::<ListRead>("\u{1e}{\"amount\":\"1\"}\n\u{1e}{\n\"amount\":\"2\"}\n");
    let found: Vec<Price> = found.into_iter().map(Result::unwrap).collect();
    assert_eq!(found, [price("1"), price("2")]);
    assert_eq!(item::<AnythingWatch>("[1, 2]").as_str(), "[1,2]");
}

#[test]
fn the_macro_and_the_runtime_know_the_same_media_types() {
    for name in [
        "text/event-stream",
        "TEXT/Event-Stream; charset=utf-8",
        "application/jsonl",
        "application/x-jsonl",
        "application/jsonlines",
        "application/x-jsonlines",
        "application/json-lines",
        "application/ndjson",
        "application/x-ndjson",
        "application/stream+json",
        "application/json-seq",
        "application/geo+json-seq",
        "application/json",
        "application/seq",
        "text/plain",
        "",
    ] {
        let is_known = ItemReader::new(name, 9).is_some();
        assert_eq!(
            billing_macros_expand::is_item_stream(name),
            is_known,
            "{name}"
        );
    }
}
