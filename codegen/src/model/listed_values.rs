//! Listed values that other keywords of the same schema forbid.

use std::cmp::Ordering;

use regex_lite::Regex;

use super::{pattern::translate_pattern, types::ModelBuilder};
use crate::{
    diagnostic::{Code, Diagnostic, Place},
    openapi::{Schema, SchemaKind, Validation, ValueKind},
    text::compare_numbers,
};

/// A value of a list.
enum Listed<'s> {
    Text(&'s str),
    Number(&'s str),
}

impl ModelBuilder<'_, '_> {
    /// Warns of listed values that are out of the bounds of their schema, or do not match its pattern.
    pub(super) fn lint_listed_values(&mut self) {
        for id in self.document.schemas.ids() {
            let schema = self.document.schemas.get(id);
            let values = listed_values(schema);
            let bounds = &*schema.validation;
            if values.is_empty() || !has_bounds(bounds) {
                continue;
            }
            let pattern = bounds.pattern.as_deref();
            let steps = pattern.map_or(0, str::len).saturating_add(1);
            let pattern = pattern.filter(|_| {
                let steps = steps.saturating_mul(values.len());
                self.diagnostics.spend(steps, &schema.place)
            });
            let pattern = pattern.and_then(translate_pattern);
            let pattern = pattern.and_then(|pattern| Regex::new(&pattern).ok());
            for (value, place) in values {
                let Some(keyword) = forbidding(&value, bounds, pattern.as_ref()) else {
                    continue;
                };
                let shown = match value {
                    Listed::Text(text) | Listed::Number(text) => text,
                };
                let message = format!(
                    "the value `{shown}` is listed, but `{keyword}` beside the list forbids it"
                );
                self.diagnostics.push(
                    Diagnostic::new(Code::ConflictingKeywords, message)
                        .at(place)
                        .help(format!("correct the value, or remove `{keyword}`")),
                );
            }
        }
    }
}

fn has_bounds(bounds: &Validation) -> bool {
    let said = [
        &bounds.minimum,
        &bounds.maximum,
        &bounds.multiple_of,
        &bounds.min_length,
        &bounds.max_length,
        &bounds.pattern,
    ];
    said.into_iter().any(Option::is_some)
}

/// Returns the strings and numbers that a schema lists, each with its location.
fn listed_values(schema: &Schema) -> Vec<(Listed<'_>, Place)> {
    match &schema.kind {
        SchemaKind::Enumeration(listed) => {
            let read = match listed.kind {
                ValueKind::Text => Listed::Text,
                ValueKind::Integer => Listed::Number,
            };
            let values = listed.values.iter();
            values
                .map(|value| (read(&value.wire), value.place.clone()))
                .collect()
        }
        _ => {
            let listed = schema.validation.listed.iter();
            let numbers = listed.filter(|json| compare_numbers(json, json).is_some());
            numbers
                .map(|json| (Listed::Number(json), schema.place.clone()))
                .collect()
        }
    }
}

/// Returns the first keyword that forbids a value.
fn forbidding(
    value: &Listed<'_>,
    bounds: &Validation,
    pattern: Option<&Regex>,
) -> Option<&'static str> {
    let is_beyond = |value: &str, bound: &Option<String>, order: Ordering, is_exclusive: bool| {
        let found = bound
            .as_deref()
            .and_then(|bound| compare_numbers(value, bound));
        found.is_some_and(|found| found == order || is_exclusive && found == Ordering::Equal)
    };
    match value {
        Listed::Text(text) => {
            let length = text.chars().count().to_string();
            match () {
                () if is_beyond(&length, &bounds.min_length, Ordering::Less, false) => {
                    Some("minLength")
                }
                () if is_beyond(&length, &bounds.max_length, Ordering::Greater, false) => {
                    Some("maxLength")
                }
                () if pattern.is_some_and(|pattern| !pattern.is_match(text)) => Some("pattern"),
                () => None,
            }
        }
        Listed::Number(number) => {
            let (below, above) = (bounds.exclusive_minimum, bounds.exclusive_maximum);
            let multiple = bounds.multiple_of.as_deref();
            match () {
                () if is_beyond(number, &bounds.minimum, Ordering::Less, below) => Some("minimum"),
                () if is_beyond(number, &bounds.maximum, Ordering::Greater, above) => {
                    Some("maximum")
                }
                () if multiple.is_some_and(|it| is_no_multiple(number, it)) => Some("multipleOf"),
                () => None,
            }
        }
    }
}

/// Returns whether an integer is no multiple of another one. Fractions are not compared.
fn is_no_multiple(value: &str, of: &str) -> bool {
    match (value.parse::<i128>(), of.parse::<i128>()) {
        (Ok(value), Ok(of)) => value.checked_rem(of).is_some_and(|rest| rest != 0),
        _ => false,
    }
}
