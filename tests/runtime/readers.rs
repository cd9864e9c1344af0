//! The reader of JSON text accepts the same documents as serde_json and returns the same values.

use std::fmt::Debug;

use billing_runtime::{Value, decode};
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::models::{Everything, LineItems};

const EVERYTHING: &str = r#"{"text":"a\u00e9\"b\\","flag":true,"small":-12,"double":-0.5e+3,"money":120.50E-1,
 "instant":"2024-01-02T03:04:05Z", "nullable":null,"amount":{"currency":"EUR","value":0},"numbers":[1,22 , 3],
	"amounts":[{},{"value":1.0}],"any":[{"é":[false,"\n"]},-1],"tags":{"long enough for eight":"xyz"},"amounts2":[],"odd":{"a":{}}}"#;

const LINE_ITEMS: &str = r#" {"items" : [{"attributes":{"objectType":"no"},"billingProvider":"office","line/item":"billing"}, 7]} "#;

/// Returns variants of a document: a byte removed, replaced or inserted, or the end cut off.
fn misspellings(document: &str) -> Vec<String> {
    const BYTES: &[u8] = b"{}[]\",:\\/utn019.eE+- \n\t\x01\x7f";
    let bytes = document.as_bytes();
    let mut all = Vec::new();
    for at in 0..bytes.len() {
        let (before, after) = bytes.split_at(at);
        all.push([before, &after[1..]].concat());
        all.push(before.to_vec());
        for byte in BYTES {
            all.push([before, &[*byte], &after[1..]].concat());
            all.push([before, &[*byte], after].concat());
        }
    }
    // Variants that split a character are not UTF-8.
    all.into_iter()
        .filter_map(|bytes| String::from_utf8(bytes).ok())
        .collect()
}

#[track_caller]
fn check<T: Value + DeserializeOwned + Debug + PartialEq>(document: &str) {
    let (mut taken, mut refused) = (0, 0);
    for text in misspellings(document) {
        let Ok(value) = decode::<T>(text.as_bytes()) else {
            refused += 1;
            continue;
        };
        taken += 1;
        assert!(serde_json::from_str::<&RawValue>(&text).is_ok(), "{text}");
        match serde_json::from_str::<T>(&text) {
            Ok(streamed) => assert_eq!(value, streamed, "{text}"),
            // Only the text reader preserves values that lose their text in a stream.
            Err(error) => assert!(
                error.to_string().contains("a number with a fraction"),
                "{error}: {text}"
            ),
        }
    }
    assert!(taken > 500 && refused > 500, "{taken} {refused}");
}

#[test]
fn the_reader_agrees_with_serde_json() {
    check::<Everything>(EVERYTHING);
    check::<LineItems>(LINE_ITEMS);
}
