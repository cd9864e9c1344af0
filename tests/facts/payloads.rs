//! Reads and writes payloads like a user of the generated crate.

use std::fmt::Debug;

use billing_api::{
    decode, decode_strict, encode,
    runtime::{
        Value, list_kept,
        serde::{Serialize, de::DeserializeOwned},
    },
};

use crate::json;

/// Traits of a generated type.
pub(crate) trait Payload: Value + Serialize + DeserializeOwned + PartialEq + Debug {}
impl<T: Value + Serialize + DeserializeOwned + PartialEq + Debug> Payload for T {}

/// Reads JSON through serde_json and through the crate, and asserts that both write the same JSON value.
#[track_caller]
pub(crate) fn round_trip<T: Payload>(text: &str) -> T {
    let value: T = serde_json::from_str(text).unwrap_or_else(|error| panic!("{error} in {text}"));
    assert_eq!(
        value,
        decode(text.as_bytes()).expect("serde_json reads it, too")
    );
    json::assert_same(
        text,
        &serde_json::to_string(&value).expect("it can be written"),
    );
    let written = encode(&value).expect("it can be written");
    json::assert_same(text, std::str::from_utf8(&written).expect("JSON is UTF-8"));
    value
}

/// Calls [`round_trip`] and asserts that no part is kept.
#[track_caller]
pub(crate) fn read_typed<T: Payload>(text: &str) -> T {
    let value = round_trip(text);
    assert_eq!(kept(&value), [""; 0]);
    assert_eq!(
        decode_strict::<T>(text.as_bytes()).expect("everything is typed"),
        value
    );
    value
}

/// Calls [`round_trip`], asserts the kept parts, and asserts that strict reading refuses and names them.
#[track_caller]
pub(crate) fn read_kept<T: Payload>(text: &str, expected: &[&str]) -> T {
    let value = round_trip(text);
    assert_eq!(kept(&value), expected);
    let error = decode_strict::<T>(text.as_bytes())
        .expect_err("something is untyped")
        .to_string();
    for item in expected {
        assert!(error.contains(item), "{item} is not in: {error}");
    }
    value
}

/// Returns the kept parts as `path = JSON`, sorted.
pub(crate) fn kept<T: Value>(value: &T) -> Vec<String> {
    let mut kept: Vec<String> = list_kept(value).iter().map(ToString::to_string).collect();
    kept.sort();
    kept
}

/// Returns the error of a payload that the type refuses.
#[track_caller]
pub(crate) fn decode_error<T: Payload>(text: &str) -> String {
    let own = decode::<T>(text.as_bytes())
        .expect_err("it is refused")
        .to_string();
    serde_json::from_str::<T>(text).expect_err("serde_json refuses it, too");
    own
}
