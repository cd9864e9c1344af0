//! The order of a union's alternatives, and the texts that their names are made from.

use std::collections::{HashMap, HashSet};

use super::{
    Alternative, Format, Type, ValueKind,
    named::{Definitions, NamedKind},
};

/// Kind of JSON value.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum JsonKind {
    Text,
    Number,
    Object,
    Array,
}

/// Returns the indices of alternatives in the order in which they are tried: in that of the document, but the narrower of two
/// types of one JSON kind before the wider one, which would take all its values, and any JSON last.
pub(super) fn order(alternatives: &[Alternative], definitions: &Definitions<'_>) -> Vec<usize> {
    let widths: Vec<_> = alternatives
        .iter()
        .map(|alternative| width(&alternative.ty, definitions))
        .collect();
    let mut by_kind: HashMap<JsonKind, Vec<usize>> = HashMap::new();
    for (index, width) in widths.iter().enumerate() {
        if let Some((kind, _)) = width {
            by_kind.entry(*kind).or_default().push(index);
        }
    }
    let mut order: Vec<usize> = (0..alternatives.len()).collect();
    for places in by_kind.into_values() {
        let mut sorted = places.clone();
        sorted.sort_by_key(|index| {
            widths
                .get(*index)
                .copied()
                .flatten()
                .map(|(_, width)| width)
        });
        for (place, index) in places.into_iter().zip(sorted) {
            if let Some(slot) = order.get_mut(place) {
                *slot = index;
            }
        }
    }
    let is_any = |index: &usize| {
        let alternative = alternatives.get(*index);
        alternative.is_some_and(|alternative| alternative.ty == Type::Json)
    };
    order.sort_by_key(is_any);
    order
}

/// Returns the kind of a type's values, and a number that is smaller for the narrower of two types of that kind; `None` for a
/// type that is never before or after another one for its values.
fn width(ty: &Type, definitions: &Definitions<'_>) -> Option<(JsonKind, usize)> {
    /// Width of types that keep their order.
    const WIDEST_NUMBER: usize = 11;
    Some(match ty {
        Type::Named(name) => match definitions.kind(name)? {
            NamedKind::Scalar(ValueKind::Text) => (JsonKind::Text, 0),
            NamedKind::Scalar(ValueKind::Integer) => (JsonKind::Number, 0),
            NamedKind::Object => (JsonKind::Object, 0),
        },
        Type::Date
        | Type::DateTime
        | Type::LocalDateTime
        | Type::Formatted(Format::Duration | Format::HttpDate | Format::Uuid) => {
            (JsonKind::Text, 1)
        }
        Type::Formatted(Format::DecimalText) => (JsonKind::Text, 2),
        // Almost any word is base64, so it does not come before a plain string.
        Type::String | Type::Formatted(Format::Base64 | Format::Base64Url) => (JsonKind::Text, 3),
        Type::Integer(integer) => (JsonKind::Number, 1 + integer.width()),
        Type::Formatted(Format::UnixTime) => (JsonKind::Number, WIDEST_NUMBER - 1),
        Type::Float | Type::Decimal => (JsonKind::Number, WIDEST_NUMBER),
        Type::Map(inner) => {
            let inner = width(inner, definitions).map_or(usize::MAX / 2, |(_, width)| width);
            (JsonKind::Object, inner + 1)
        }
        Type::Array(inner) => {
            let inner = width(inner, definitions).map_or(usize::MAX / 2, |(_, width)| width);
            (JsonKind::Array, inner)
        }
        Type::Boxed(inner) | Type::Erased(inner) => return width(inner, definitions),
        _ => return None,
    })
}

/// Returns whether all values of one alternative are values of another one that is tried first.
pub(super) fn is_hidden_by(hidden: &Type, first: &Type) -> bool {
    let is_base64 = matches!(hidden, Type::Formatted(Format::Base64 | Format::Base64Url));
    is_base64 && *first == Type::String
}

/// Returns a text for each alternative that its name is made from. Where two would have the same one, integers are told apart by
/// their width, and what is then still the same by its number.
pub(super) fn distinct_texts(alternatives: &[Alternative]) -> Vec<String> {
    let mut texts: Vec<String> = alternatives
        .iter()
        .map(|alternative| text(&alternative.ty, false))
        .collect();
    let mut counts: HashMap<String, usize> = HashMap::new();
    for text in &texts {
        *counts.entry(text.clone()).or_default() += 1;
    }
    for (own, alternative) in texts.iter_mut().zip(alternatives) {
        if counts.get(own).is_some_and(|count| *count > 1) {
            *own = text(&alternative.ty, true);
        }
    }
    let mut taken: HashSet<String> = HashSet::new();
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for own in &mut texts {
        let text = own.clone();
        while !taken.insert(own.clone()) {
            let number = numbers.entry(text.clone()).or_insert(1);
            *number += 1;
            *own = format!("{text} N{number}");
        }
    }
    texts
}

/// Returns the text of a type, with or without the width of integers.
fn text(ty: &Type, has_width: bool) -> String {
    let text = |ty: &Type| text(ty, has_width);
    match ty {
        Type::String => "String".to_owned(),
        Type::Boolean => "Boolean".to_owned(),
        Type::Integer(integer) if has_width => match integer.as_str().split_at(1) {
            ("u", width) => format!("Unsigned{width}"),
            (_, width) => format!("Int{width}"),
        },
        Type::Integer(_) => "Integer".to_owned(),
        Type::Float => "Float".to_owned(),
        Type::Decimal => "Decimal".to_owned(),
        Type::DateTime => "DateTime".to_owned(),
        Type::LocalDateTime => "LocalDateTime".to_owned(),
        Type::Date => "Date".to_owned(),
        Type::Formatted(format) => format.as_str().to_owned(),
        Type::Json => "Json".to_owned(),
        Type::Bytes | Type::Content => "Bytes".to_owned(),
        Type::File => "File".to_owned(),
        Type::OneOf(types) => {
            let types: Vec<_> = types.iter().map(text).collect();
            types.join(" or ")
        }
        Type::Named(name) => name.clone(),
        Type::Array(items) => format!("{} List", text(items)),
        Type::Tuple(elements) => {
            let elements: Vec<_> = elements.iter().map(text).collect();
            format!("{} Tuple", elements.join(" "))
        }
        Type::Map(values) => format!("{} Map", text(values)),
        Type::Nullable(inner) => format!("Nullable {}", text(inner)),
        Type::Boxed(inner) | Type::Erased(inner) => text(inner),
        Type::Alias { name, .. } => name.clone(),
        Type::Foreign { path, .. } => path.clone(),
    }
}
