//! For any JSON object: a model writes back the JSON value that it reads.

use std::collections::BTreeMap;

use billing_runtime::{Decimal, Json, decode, encode, list_kept};
use proptest::prelude::*;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::models::{Any, Everything, LineItem};

/// A JSON value for comparison: members without order, numbers as text.
#[derive(Debug, PartialEq)]
enum Tree {
    Word(String),
    Text(String),
    Array(Vec<Tree>),
    Object(BTreeMap<String, Tree>),
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = Tree;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object or an array")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tree, A::Error> {
                let mut members = BTreeMap::new();
                while let Some((name, value)) = map.next_entry()? {
                    members.insert(name, value);
                }
                Ok(Tree::Object(members))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Tree, A::Error> {
                let mut elements = Vec::new();
                while let Some(element) = seq.next_element()? {
                    elements.push(element);
                }
                Ok(Tree::Array(elements))
            }
        }
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        let text = raw.get();
        let inner = || serde_json::Deserializer::from_str(text).deserialize_any(Members);
        match text.as_bytes().first() {
            Some(b'{' | b'[') => inner().map_err(serde::de::Error::custom),
            Some(b'"') => serde_json::from_str(text)
                .map(Tree::Text)
                .map_err(serde::de::Error::custom),
            _ => Ok(Tree::Word(text.to_owned())),
        }
    }
}

fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        "-?(0|[1-9][0-9]{0,12})(\\.[0-9]{1,5})?([eE][+-]?[0-9]{1,3})?",
        any::<i32>().prop_map(|number| number.to_string()),
        any::<i64>().prop_map(|number| number.to_string()),
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{0,12}",
        "[0-9]{4}-[0-1][0-9]-[0-3][0-9](T[0-2][0-9]:[0-5][0-9]:[0-6][0-9](\\.[0-9]{1,10})?(Z|[+-][0-2][0-9]:00)?)?",
        Just("AzureService".to_owned()),
        Just("LicenseBasedLineItem".to_owned()),
        Just("office".to_owned()),
    ]
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec![
            "text", "flag", "small", "large", "money", "instant", "local", "day", "any",
            "nullable", "nullableAny", "amount", "kind", "numbers", "amounts", "tags", "totals",
            "rebill", "currency", "value", "rebillDetails", "attributes", "objectType", "left",
            "right", "name", "size", "parts", "quantity", "nested", "units",
        ])
        .prop_map(str::to_owned),
        1 => ".{0,6}",
    ]
}

/// Returns a strategy for JSON text with white space.
fn json() -> impl Strategy<Value = String> {
    let scalar = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        number(),
        text().prop_map(|text| serde_json::to_string(&text).unwrap()),
    ];
    scalar.prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5)
                .prop_map(|elements| format!("[ {} ]", elements.join(" ,"))),
            object(inner),
        ]
    })
}

fn object(value: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    prop::collection::btree_map(name(), value, 0..6).prop_map(|members| {
        let members: Vec<_> = members
            .iter()
            .map(|(name, value)| format!("{}: {value}", serde_json::to_string(name).unwrap()))
            .collect();
        format!("{{\n{}}}", members.join(",\n"))
    })
}

fn tree(json: &[u8]) -> Tree {
    serde_json::from_slice(json).unwrap()
}

/// Asserts the promises for any JSON that `T` reads.
fn same_value<T: billing_runtime::Value + Clone + PartialEq + std::fmt::Debug>(
    json: &str,
) -> Result<(), TestCaseError> {
    // A value of another kind is an error by design.
    let Ok(value) = decode::<T>(json.as_bytes()) else {
        return Ok(());
    };
    let written = encode(&value).unwrap();
    prop_assert_eq!(tree(&written), tree(json.as_bytes()));
    let again: T = decode(&written).unwrap();
    prop_assert_eq!(&again, &value);
    prop_assert_eq!(list_kept(&again), list_kept(&value));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_value_is_kept_exactly(json in json()) {
        let value: Json = json.parse().unwrap();
        prop_assert_eq!(tree(value.as_str().as_bytes()), tree(json.as_bytes()));
        prop_assert_eq!(value.as_str().parse::<Json>().unwrap(), value.clone());
        same_value::<Json>(&json)?;
    }

    #[test]
    fn a_model_writes_what_it_read(json in object(json())) {
        same_value::<Everything>(&json)?;
    }

    #[test]
    fn a_model_reads_any_scalars(
        members in prop::collection::btree_map(
            name(),
            prop_oneof![
                Just("null".to_owned()),
                Just("false".to_owned()),
                number(),
                text().prop_map(|text| serde_json::to_string(&text).unwrap()),
            ],
            0..12,
        )
    ) {
        let members: Vec<_> = members.iter()
            .map(|(name, value)| format!("{}:{value}", serde_json::to_string(name).unwrap()))
            .collect();
        let json = format!("{{{}}}", members.join(","));
        let read = decode::<Everything>(json.as_bytes());
        prop_assert!(read.is_ok(), "{json}: {read:?}");
        same_value::<Everything>(&json)?;
    }

    #[test]
    fn unions_write_what_they_read(json in object(json())) {
        same_value::<LineItem>(&json)?;
        same_value::<Any>(&json)?;
        prop_assert!(decode::<Any>(json.as_bytes()).is_ok());
    }

    #[test]
    fn any_bytes_give_a_value_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
        let _ = decode::<Everything>(&bytes);
        let _ = decode::<Any>(&bytes);
    }

    #[test]
    fn decimals_compare_like_scaled_integers(a in -9999_i64..9999, b in -9999_i64..9999, i in 0_u32..6, j in 0_u32..6) {
        let left: Decimal = format!("{a}e-{i}").parse().unwrap();
        let right: Decimal = format!("{b}E-0{j}").parse().unwrap();
        let expected = (a * 10_i64.pow(6 - i)).cmp(&(b * 10_i64.pow(6 - j)));
        prop_assert_eq!(left.cmp(&right), expected);
        prop_assert_eq!(left == right, expected.is_eq());
    }
}
