//! Comparison of JSON values as the project promises: members of objects in any order, numbers by text, strings by
//! content.

use std::{collections::BTreeMap, fmt};

use serde_json::value::RawValue;

/// A JSON value with numbers as text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// `null`, `true`, `false` or a number, as text.
    Plain(String),
    Text(String),
    List(Vec<Value>),
    Object(BTreeMap<String, Value>),
}

/// Parses JSON text and refuses repeated members.
pub(crate) fn parse(text: &str) -> Value {
    match text.trim_start().as_bytes().first() {
        Some(b'{') => {
            let Members(members) = serde_json::from_str(text).expect("an object");
            Value::Object(
                members
                    .into_iter()
                    .map(|(name, value)| (name, parse(value.get())))
                    .collect(),
            )
        }
        Some(b'[') => {
            let elements: Vec<&RawValue> = serde_json::from_str(text).expect("an array");
            Value::List(
                elements
                    .into_iter()
                    .map(|element| parse(element.get()))
                    .collect(),
            )
        }
        Some(b'"') => Value::Text(serde_json::from_str(text).expect("a string")),
        _ => Value::Plain(
            serde_json::from_str::<&RawValue>(text)
                .expect("a value")
                .get()
                .to_owned(),
        ),
    }
}

/// Asserts that two texts are the same JSON value.
#[track_caller]
pub(crate) fn assert_same(expected: &str, found: &str) {
    assert_eq!(parse(expected), parse(found));
}

struct Members<'a>(BTreeMap<String, &'a RawValue>);

impl<'de> serde::Deserialize<'de> for Members<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> serde::de::Visitor<'de> for MembersVisitor {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = BTreeMap::new();
        while let Some((name, value)) = map.next_entry::<String, &'de RawValue>()? {
            if members.insert(name.clone(), value).is_some() {
                return Err(serde::de::Error::custom(format_args!(
                    "{name} stands there twice"
                )));
            }
        }
        Ok(Members(members))
    }
}

#[test]
fn members_are_unordered_and_numbers_are_text() {
    assert_eq!(
        parse(r#"{"a": [1, "xA"], "b": null}"#),
        parse(r#"{"b":null,"a":[1,"x\u0041"]}"#)
    );
    for (one, other) in [
        ("2.00", "2.0"),
        ("1", "1.0"),
        ("null", "\"null\""),
        ("[1,2]", "[2,1]"),
        ("{}", "{\"a\":null}"),
    ] {
        assert_ne!(parse(one), parse(other));
    }
}
