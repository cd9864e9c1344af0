//! Names and descriptions of the values in `enum`: `x-enum-varnames` and its relatives, and `x-ms-enum` of numbers.

use std::collections::HashMap;

use super::{DocumentReader, NodeRef};
use crate::{
    diagnostic::{Code, Diagnostic},
    openapi::ValueLabel,
    source::Node,
};

/// The keys beside `enum` with a name for each value.
const NAMES: [&str; 3] = ["x-enum-varnames", "x-enumNames", "x-enum-names"];

/// The keys beside `enum` with a description for each value.
const DESCRIPTIONS: [&str; 2] = ["x-enum-descriptions", "x-enumDescriptions"];

impl DocumentReader<'_> {
    /// Returns the labels of the values in `enum`, by the JSON text of the value.
    pub(super) fn value_labels(&mut self, at: &NodeRef<'_>) -> HashMap<String, ValueLabel> {
        let mut labels: HashMap<String, ValueLabel> = HashMap::new();
        for name in NAMES {
            for (value, text) in self.texts_of_values(at, name) {
                labels.entry(value).or_default().name.get_or_insert(text);
            }
        }
        for name in DESCRIPTIONS {
            for (value, text) in self.texts_of_values(at, name) {
                let label = labels.entry(value).or_default();
                label.description.get_or_insert(text);
            }
        }
        labels
    }

    /// Returns the labels of numbers: those beside `enum`, and those of `x-ms-enum`, which take precedence.
    pub(super) fn number_labels(&mut self, at: &NodeRef<'_>) -> HashMap<String, ValueLabel> {
        let mut labels = self.value_labels(at);
        let described = at.get("x-ms-enum").and_then(|at| at.get("values"));
        for one in described.iter().flat_map(NodeRef::elements) {
            let Some(value) = one.get("value") else {
                continue;
            };
            let label = labels.entry(value.node.to_json(false)).or_default();
            if let Some(name) = one.get_str("name") {
                label.name = Some(name.to_owned());
            }
            if let Some(description) = one.get_str("description") {
                label.description = Some(description.to_owned());
            }
        }
        labels
    }

    /// Returns the texts of a key that has one for each value: a list in the order of `enum`, or an object by value.
    fn texts_of_values(&mut self, at: &NodeRef<'_>, key: &str) -> Vec<(String, String)> {
        let (Some(texts), Some(values)) = (at.get(key), at.get("enum")) else {
            return Vec::new();
        };
        let values = values.elements();
        let said = |text: &NodeRef<'_>| {
            let text = text.node.as_str()?.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        if matches!(texts.node, Node::Mapping(_)) {
            let by_value = values.iter().filter_map(|value| {
                let name = match value.node {
                    Node::String(text) | Node::Number(text) => text.clone(),
                    other => other.to_json(false),
                };
                Some((value.node.to_json(false), said(&texts.get(&name)?)?))
            });
            return by_value.collect();
        }
        let elements = texts.elements();
        if elements.len() != values.len() {
            let (found, expected) = (elements.len(), values.len());
            let message =
                format!("the length of `{key}` is {found}, but that of `enum` is {expected}");
            self.diagnostics.push(
                Diagnostic::new(Code::DescribedValue, message)
                    .at(texts.key())
                    .note("it is ignored")
                    .help("write one for each value, in the same order"),
            );
            return Vec::new();
        }
        let pairs = values.iter().zip(&elements);
        pairs
            .filter_map(|(value, text)| Some((value.node.to_json(false), said(text)?)))
            .collect()
    }
}
