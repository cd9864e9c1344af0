//! Serialization of JSON text: verbatim as JSON, in serde's data model through any other format.

use std::any::type_name;

use serde::ser::{Error, SerializeMap, SerializeSeq, SerializeStruct};
use serde::{Serialize, Serializer};

use super::super::Decimal;
use super::super::path::DEPTH_LIMIT;
use super::super::source::RAW_TEXT;
use super::encoder::Encoder;
use super::{Tape, unquote};

/// Serializes valid JSON text.
pub(in super::super) fn write_text<S: Serializer>(
    text: &str,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    if takes_raw_text::<S>() {
        let mut raw = serializer.serialize_struct(RAW_TEXT, 1)?;
        raw.serialize_field(RAW_TEXT, text)?;
        return raw.end();
    }
    let tape = Tape::new(text);
    PlainValue {
        tape: &tape,
        index: 0,
        depth: 0,
    }
    .serialize(serializer)
}

/// Returns true for the serializers of serde_json and of `encode`, and for wrappers that pass everything on to one. Two of serde's own wrappers
/// pass on members instead of values, and would write the token for raw text as a member name.
fn takes_raw_text<S>() -> bool {
    let name = type_name::<S>();
    // The most frequent ones come first: searching the name would be a tenth of the time of writing.
    name == type_name::<&mut Encoder>()
        || name.starts_with("&mut serde_json::ser::Serializer<")
        || ((name.contains("serde_json::") || name.contains(type_name::<Encoder>()))
            && !name.contains("::FlatMapSerializer<")
            && !name.contains("::TaggedSerializer<"))
}

/// A value of a parsed text, serialized in serde's data model.
struct PlainValue<'t> {
    tape: &'t Tape<'t>,
    index: usize,
    depth: usize,
}

impl PlainValue<'_> {
    fn at(&self, index: usize) -> Self {
        PlainValue {
            tape: self.tape,
            index,
            depth: self.depth + 1,
        }
    }
}

impl Serialize for PlainValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.tape.text(self.index);
        let first = text.as_bytes().first();
        if matches!(first, Some(b'[' | b'{')) && self.depth >= DEPTH_LIMIT {
            return Err(S::Error::custom(format_args!(
                "nested more than {DEPTH_LIMIT} levels deep"
            )));
        }
        match first {
            Some(b'n') => serializer.serialize_unit(),
            Some(b't') => serializer.serialize_bool(true),
            Some(b'f') => serializer.serialize_bool(false),
            Some(b'"') => match unquote(text) {
                Some(content) => serializer.serialize_str(&content),
                None => Err(S::Error::custom(
                    "a string with a lone surrogate, which only JSON can hold",
                )),
            },
            Some(b'[') => {
                let mut elements = serializer.serialize_seq(None)?;
                for index in self.tape.children(self.index) {
                    elements.serialize_element(&self.at(index))?;
                }
                elements.end()
            }
            Some(b'{') => {
                let mut members = serializer.serialize_map(None)?;
                let mut inside = self.tape.children(self.index);
                while let (Some(name), Some(value)) = (inside.next(), inside.next()) {
                    members.serialize_entry(&self.at(name), &self.at(value))?;
                }
                members.end()
            }
            _ => write_number(text, serializer),
        }
    }
}

/// Serializes a number as the simplest type that represents it exactly, or else as a string.
fn write_number<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    if let Ok(value) = text.parse::<i64>() {
        return serializer.serialize_i64(value);
    }
    if let Ok(value) = text.parse::<u64>() {
        return serializer.serialize_u64(value);
    }
    let float = text.parse::<f64>().ok().filter(|float| float.is_finite());
    match (float, text.parse::<Decimal>()) {
        (Some(float), Ok(exact)) if Decimal::from_float_text(float).as_ref() == Some(&exact) => {
            serializer.serialize_f64(float)
        }
        _ => serializer.serialize_str(text),
    }
}
