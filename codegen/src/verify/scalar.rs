//! Scalars, read and written by the rules of the runtime.

use std::str::FromStr;

use billing_runtime::{
    Base64, Base64Url, Date, DateTime, Decimal, DecimalText, Duration, HttpDate, LocalDateTime,
    UnixTime, Uuid, Value, decode, decode_strict, encode, list_kept,
};

use crate::{
    model::{Format, Integer, Type},
    source::Node,
};

/// The result of reading a scalar and writing it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scalar {
    /// The same value.
    Same,
    /// The same text, which does not fit the format and is listed as kept.
    Invalid,
    /// The same value in another spelling, which is kept.
    Spelled,
    /// The type cannot hold it, so it is kept unchanged.
    Misfit,
    /// Another value.
    Altered,
}

/// Reads a scalar as a type and writes it back.
pub(super) fn scalar(ty: &Type, node: &Node) -> Scalar {
    let read: fn(&Node) -> Scalar = match ty {
        Type::String => round_trip::<String>,
        Type::Boolean => round_trip::<bool>,
        Type::Integer(Integer::I8) => round_trip::<i8>,
        Type::Integer(Integer::I16) => round_trip::<i16>,
        Type::Integer(Integer::I32) => round_trip::<i32>,
        Type::Integer(Integer::I64) => round_trip::<i64>,
        Type::Integer(Integer::U8) => round_trip::<u8>,
        Type::Integer(Integer::U16) => round_trip::<u16>,
        Type::Integer(Integer::U32) => round_trip::<u32>,
        Type::Integer(Integer::U64) => round_trip::<u64>,
        Type::Float => round_trip::<f64>,
        Type::Decimal => round_trip::<Decimal>,
        Type::DateTime => round_trip::<DateTime>,
        Type::LocalDateTime => round_trip::<LocalDateTime>,
        Type::Date => round_trip::<Date>,
        Type::Formatted(Format::Duration) => round_trip::<Duration>,
        Type::Formatted(Format::HttpDate) => round_trip::<HttpDate>,
        Type::Formatted(Format::UnixTime) => round_trip::<UnixTime>,
        Type::Formatted(Format::Base64) => round_trip::<Base64>,
        Type::Formatted(Format::Base64Url) => round_trip::<Base64Url>,
        Type::Formatted(Format::Uuid) => round_trip::<Uuid>,
        Type::Formatted(Format::DecimalText) => round_trip::<DecimalText>,
        _ => return Scalar::Same,
    };
    read(node)
}

fn round_trip<T: Value>(node: &Node) -> Scalar {
    let text = node.to_json(false);
    let Ok(value) = decode::<T>(text.as_bytes()) else {
        return Scalar::Misfit;
    };
    if !list_kept(&value).is_empty() {
        return match node {
            Node::String(_) => Scalar::Invalid,
            _ => Scalar::Spelled,
        };
    }
    if decode_strict::<T>(text.as_bytes()).is_err() {
        return Scalar::Spelled;
    }
    let written = encode(&value).ok();
    let written = written.and_then(|bytes| String::from_utf8(bytes).ok());
    if written.is_some_and(|written| is_same(node, &text, &written)) {
        Scalar::Same
    } else {
        Scalar::Altered
    }
}

/// Returns whether a node and a written text are equal: strings by content, numbers by value.
fn is_same(node: &Node, text: &str, written: &str) -> bool {
    match node {
        _ if text == written => true,
        Node::Number(text) => {
            matches!((Decimal::from_str(text), Decimal::from_str(written)), (Ok(a), Ok(b)) if a == b)
        }
        Node::String(text) => {
            serde_json::from_str::<String>(written).is_ok_and(|written| written == *text)
        }
        _ => false,
    }
}

/// Describes the values of a scalar type, for a message.
pub(super) fn described(ty: &Type) -> &'static str {
    match ty {
        Type::String | Type::Bytes | Type::Content | Type::File | Type::OneOf(_) => "a text",
        Type::Boolean => "true or false",
        Type::Integer(Integer::I8) => "a whole number of 8 bits",
        Type::Integer(Integer::I16) => "a whole number of 16 bits",
        Type::Integer(Integer::I32) => "a whole number of 32 bits",
        Type::Integer(Integer::I64) => "a whole number of 64 bits",
        Type::Integer(Integer::U8) => "a whole number of 8 bits, not negative",
        Type::Integer(Integer::U16) => "a whole number of 16 bits, not negative",
        Type::Integer(Integer::U32) => "a whole number of 32 bits, not negative",
        Type::Integer(Integer::U64) => "a whole number of 64 bits, not negative",
        Type::Float | Type::Decimal => "a number",
        Type::DateTime => "an instant such as `2024-04-01T09:30:00Z`",
        Type::LocalDateTime => "a date and time such as `2024-04-01T09:30:00`",
        Type::Date => "a day such as `2024-04-01`",
        Type::Formatted(Format::Duration) => "a length of time such as `P1DT2H30M`",
        Type::Formatted(Format::HttpDate) => "an instant such as `Sun, 06 Nov 1994 08:49:37 GMT`",
        Type::Formatted(Format::UnixTime) => "a number of seconds since 1970",
        Type::Formatted(Format::Base64) => "base64",
        Type::Formatted(Format::Base64Url) => "the base64 of URLs",
        Type::Formatted(Format::Uuid) => "a UUID",
        Type::Formatted(Format::DecimalText) => "a text with a number such as `12.50`",
        Type::Array(_) | Type::Tuple(_) => "a list",
        Type::Map(_) | Type::Named(_) => "an object",
        Type::Json => "any JSON",
        Type::Nullable(inner) | Type::Boxed(inner) | Type::Erased(inner) => described(inner),
        Type::Alias { target, .. } => described(target),
        Type::Foreign { stands_for, .. } => described(stands_for),
    }
}

/// Returns whether the values of a scalar type are numbers on the wire.
pub(super) fn is_number(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Integer(_) | Type::Float | Type::Decimal | Type::Formatted(Format::UnixTime)
    )
}

/// Converts a value that is sent as text to the JSON type of its schema: `"10"` becomes the number 10, and the number
/// 10 the string `"10"`.
pub(super) fn from_text(ty: &Type, node: &Node) -> Node {
    match (ty, node) {
        (Type::Nullable(inner) | Type::Boxed(inner) | Type::Erased(inner), _) => {
            from_text(inner, node)
        }
        (Type::Array(inner), Node::String(text)) => {
            let elements = text.split(',').filter(|element| !element.is_empty());
            let element = |text: &str| from_text(inner, &Node::String(text.trim().to_owned()));
            Node::Sequence(elements.map(element).collect())
        }
        (Type::Array(inner), Node::Sequence(elements)) => {
            let element = |element| from_text(inner, element);
            Node::Sequence(elements.iter().map(element).collect())
        }
        (Type::Boolean, Node::String(text)) => match text.to_ascii_lowercase().as_str() {
            "true" => Node::Bool(true),
            "false" => Node::Bool(false),
            _ => node.clone(),
        },
        (number, Node::String(text)) if is_number(number) && is_json_number(text) => {
            Node::Number(text.clone())
        }
        (number, _) if is_number(number) => node.clone(),
        (Type::Boolean | Type::Array(_) | Type::Tuple(_) | Type::Map(_) | Type::Json, _) => {
            node.clone()
        }
        (_, Node::Number(text)) => Node::String(text.clone()),
        (_, Node::Bool(value)) => Node::String(value.to_string()),
        _ => node.clone(),
    }
}

fn is_json_number(text: &str) -> bool {
    text.parse::<Decimal>().is_ok()
}
