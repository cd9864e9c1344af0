//! Descriptions, and annotations and constraints of a schema as sentences.

pub(super) use billing_macros_expand::code_span as code;

use super::Docs;
use crate::{
    openapi::{Schema, Validation, ValueLabel},
    text::Node,
};

/// Returns a description without surrounding white space.
pub(super) fn text(description: Option<&str>) -> Docs {
    Docs {
        text: description.unwrap_or_default().trim().to_owned(),
        ..Docs::default()
    }
}

/// Returns the docs of a chain of schemas in which each refers to the next; the nearest description wins.
pub(super) fn of_schemas(chain: &[&Schema]) -> Docs {
    let said = |text: fn(&Schema) -> Option<&String>| {
        chain
            .iter()
            .filter_map(|schema| text(schema))
            .map(|text| text.trim())
            .find(|text| !text.is_empty())
    };
    let description =
        said(|schema| schema.description.as_ref()).or_else(|| said(|schema| schema.title.as_ref()));
    let mut facts = Vec::new();
    if chain.iter().any(|schema| schema.read_only) {
        facts.push("Read-only.".to_owned());
    }
    if chain.iter().any(|schema| schema.write_only) {
        facts.push("Write-only: the service never sends it.".to_owned());
    }
    for schema in chain {
        add_validation(&schema.validation, &mut facts);
        if !schema.validation.listed.is_empty() {
            let labels = schema.validation.labels.iter().map(ValueLabel::text);
            let labels = labels.chain(std::iter::repeat(String::new()));
            let listed = schema.validation.listed.iter().zip(labels);
            let listed: Vec<String> = listed
                .map(|(number, label)| match label.trim_end_matches('.') {
                    "" => code(number),
                    label => format!("{} ({label})", code(number)),
                })
                .collect();
            facts.push(format!("One of {}.", listed.join(", ")));
        }
    }
    if let Some(default) = chain.iter().find_map(|schema| schema.default.as_ref()) {
        let shown = match default {
            Node::String(text) => text.clone(),
            other => other.to_json(false),
        };
        facts.push(format!("Default: {}.", code(&shown)));
    }
    let mut facts_once: Vec<String> = Vec::new();
    for fact in facts {
        if !facts_once.contains(&fact) {
            facts_once.push(fact);
        }
    }
    Docs {
        text: description.unwrap_or_default().to_owned(),
        facts: facts_once,
        deprecated: chain.iter().any(|schema| schema.deprecated),
        sunset: chain.iter().find_map(|schema| schema.sunset.clone()),
    }
}

fn add_validation(validation: &Validation, facts: &mut Vec<String>) {
    let bound = |limit: &Option<String>, is_exclusive: bool, including: &str, excluding: &str| {
        limit.as_ref().map(|limit| {
            format!(
                "{} {limit}",
                if is_exclusive { excluding } else { including }
            )
        })
    };
    let mut sentence = |parts: [Option<String>; 2], [one, many]: [&str; 2]| {
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if let Some(last) = parts.last() {
            let unit = if last.ends_with(" 1") { one } else { many };
            let mut text = format!("{}{unit}.", parts.join(", "));
            if let Some(first) = text.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            facts.push(text);
        }
    };
    let least = bound(
        &validation.minimum,
        validation.exclusive_minimum,
        "at least",
        "more than",
    );
    let most = bound(
        &validation.maximum,
        validation.exclusive_maximum,
        "at most",
        "less than",
    );
    sentence([least, most], ["", ""]);
    let least = bound(&validation.min_length, false, "at least", "");
    let most = bound(&validation.max_length, false, "at most", "");
    sentence([least, most], [" character", " characters"]);
    let least = bound(&validation.min_items, false, "at least", "");
    let most = bound(&validation.max_items, false, "at most", "");
    sentence([least, most], [" element", " elements"]);
    let least = bound(&validation.min_properties, false, "at least", "");
    let most = bound(&validation.max_properties, false, "at most", "");
    sentence([least, most], [" property", " properties"]);
    if validation.unique_items {
        facts.push("The elements are unique.".to_owned());
    }
    if let Some(multiple) = &validation.multiple_of {
        facts.push(format!("Multiple of {multiple}."));
    }
    if let Some(encoding) = &validation.encoding {
        facts.push(format!("Encoded as {}.", code(encoding)));
    }
    if let Some(media_type) = &validation.media_type {
        facts.push(format!("Content type: {}.", code(media_type)));
    }
    if let Some(pattern) = &validation.pattern {
        facts.push(format!("Pattern: {}.", code(pattern)));
    }
}
