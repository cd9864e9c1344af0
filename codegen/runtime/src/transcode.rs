//! Conversion from serde's data model to exact JSON text: raw text and numbers of serde_json, and the values of any
//! other format.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::Json;
use super::decimal::is_number;
use super::json::quote;
use super::path::DEPTH_LIMIT;
use super::source::{Name, RAW_TEXT, Strings};

/// The member name by which serde_json represents a number under its feature `arbitrary_precision`, which any crate of
/// a build may turn on.
pub(super) const NUMBER: &str = "$serde_json::private::Number";

/// Returns true if a member name marks its object as a number of serde_json. Without `arbitrary_precision` such an
/// object belongs to the document.
#[inline]
pub(super) fn is_number_token(name: &str) -> bool {
    name == NUMBER && numbers_are_objects()
}

#[cold]
fn numbers_are_objects() -> bool {
    struct Probe;
    impl<'de> Visitor<'de> for Probe {
        type Value = bool;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a number")
        }
        fn visit_f64<E: de::Error>(self, _: f64) -> Result<bool, E> {
            Ok(false)
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
            while map
                .next_entry::<de::IgnoredAny, de::IgnoredAny>()?
                .is_some()
            {}
            Ok(true)
        }
    }
    let mut deserializer = serde_json::Deserializer::from_str("0.5");
    (&mut deserializer).deserialize_any(Probe).unwrap_or(false)
}

/// Reads the text of a number of serde_json, after its token.
#[cold]
pub(super) fn read_number<'de, A: MapAccess<'de>>(mut map: A) -> Result<Json, A::Error> {
    let text = map.next_value_seed(Text)?;
    if is_number(&text) {
        Ok(Json::from_valid(text))
    } else {
        Err(de::Error::custom("not a number"))
    }
}

/// Reads the exact text that serde_json returns on request.
#[inline]
pub(super) fn read_raw<'de, A: MapAccess<'de>>(mut map: A) -> Result<Cow<'de, str>, A::Error> {
    match map.next_key_seed(Name)? {
        Some(name) if name == RAW_TEXT => map.next_value_seed(Text),
        _ => Err(de::Error::custom(
            "this format gives an object where it was asked for a value's text",
        )),
    }
}

/// Seed that reads a string with the text of a value.
struct Text;

impl<'de> DeserializeSeed<'de> for Text {
    type Value = Cow<'de, str>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(Strings(PhantomData))
    }
}

/// Visitor that writes the values of another format as JSON text.
#[derive(Clone, Copy)]
pub(super) struct Transcoder {
    pub(super) depth: usize,
}

impl Transcoder {
    fn inner<E: de::Error>(self) -> Result<Self, E> {
        if self.depth >= DEPTH_LIMIT {
            return Err(E::custom(format_args!(
                "nested more than {DEPTH_LIMIT} levels deep"
            )));
        }
        Ok(Transcoder {
            depth: self.depth + 1,
        })
    }
}

impl<'de> DeserializeSeed<'de> for Transcoder {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// Returns the shortest text that parses to the same binary float.
fn float<E: de::Error>(value: impl serde::Serialize, finite: bool) -> Result<String, E> {
    if !finite {
        return Err(E::custom("a number that JSON does not have"));
    }
    serde_json::to_string(&value).map_err(E::custom)
}

impl<'de> Visitor<'de> for Transcoder {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON has")
    }

    fn visit_unit<E: de::Error>(self) -> Result<String, E> {
        Ok("null".to_owned())
    }

    fn visit_none<E: de::Error>(self) -> Result<String, E> {
        Ok("null".to_owned())
    }

    fn visit_some<D: Deserializer<'de>>(self, value: D) -> Result<String, D::Error> {
        value.deserialize_any(self.inner()?)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<String, D::Error> {
        value.deserialize_any(self.inner()?)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_i128<E: de::Error>(self, value: i128) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_u128<E: de::Error>(self, value: u128) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_f32<E: de::Error>(self, value: f32) -> Result<String, E> {
        float(value, value.is_finite())
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<String, E> {
        float(value, value.is_finite())
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<String, E> {
        let mut text = String::with_capacity(value.len() + 2);
        quote(value, &mut text);
        Ok(text)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<String, A::Error> {
        let inner = self.inner()?;
        let mut text = "[".to_owned();
        while let Some(element) = elements.next_element_seed(inner)? {
            if text.len() > 1 {
                text.push(',');
            }
            text.push_str(&element);
        }
        text.push(']');
        Ok(text)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<String, A::Error> {
        let inner = self.inner()?;
        let mut text = "{".to_owned();
        while let Some(name) = map.next_key_seed(Name)? {
            if is_number_token(&name) {
                return read_number(map).map(String::from);
            }
            if text.len() > 1 {
                text.push(',');
            }
            quote(&name, &mut text);
            text.push(':');
            text.push_str(&map.next_value_seed(inner)?);
        }
        text.push('}');
        Ok(text)
    }
}
