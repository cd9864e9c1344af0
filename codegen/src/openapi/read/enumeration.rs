//! Strings with `enum`, `const` or `x-ms-enum`, and integers out of a list.

use std::collections::HashSet;

use indexmap::IndexMap;

use super::{DocumentReader, NodeRef};
use crate::{
    diagnostic::{Code, Diagnostic},
    openapi::{EnumValue, Enumeration, Number, SchemaKind, ValueKind},
    source::Node,
};

impl DocumentReader<'_> {
    /// Reads a number: an enumeration if it is one of several integers.
    pub(super) fn number(&mut self, at: &NodeRef<'_>, is_integer: bool) -> SchemaKind {
        let number = self.plain_number(at, is_integer);
        let is_list = number.is_whole() && lists_integers(at);
        let enumeration = is_list.then(|| self.enumeration(at, ValueKind::Integer));
        match enumeration.flatten() {
            Some(enumeration) => SchemaKind::Enumeration(enumeration),
            None => SchemaKind::Number(number),
        }
    }

    /// Reads a number without its list of values.
    pub(super) fn plain_number(&mut self, at: &NodeRef<'_>, is_integer: bool) -> Number {
        Number {
            is_integer,
            format: at.get_text("format", self.diagnostics),
        }
    }

    pub(super) fn string(&mut self, at: &NodeRef<'_>) -> SchemaKind {
        match self.enumeration(at, ValueKind::Text) {
            Some(enumeration) => SchemaKind::Enumeration(enumeration),
            None => self.unlisted_string(at),
        }
    }

    fn unlisted_string(&mut self, at: &NodeRef<'_>) -> SchemaKind {
        if let Some(list) = at
            .get("enum")
            .filter(|at| matches!(at.node, Node::Sequence(values) if values.is_empty()))
        {
            self.report(
                Code::NothingListed,
                "this `enum` is empty; any string is accepted",
                list.key(),
            );
        }
        let format = at.get_text("format", self.diagnostics);
        let encoding = || {
            at.get_str("contentEncoding")
                .filter(|it| it.starts_with("base64"))
        };
        SchemaKind::Text(format.or_else(|| encoding().map(str::to_owned)))
    }

    /// Reads the values of a list; `None` if there are none.
    fn enumeration(&mut self, at: &NodeRef<'_>, kind: ValueKind) -> Option<Enumeration> {
        let described = at
            .get("x-ms-enum")
            .filter(|at| at.expect_mapping("`x-ms-enum`", self.diagnostics));
        let spoken = described
            .as_ref()
            .map(|at| at.get_sequence("values", self.diagnostics))
            .unwrap_or_default();
        let listed = self.listed_values(at);
        if listed.is_empty() && spoken.is_empty() {
            return None;
        }
        let name = described
            .as_ref()
            .and_then(|at| at.get_spanned("name", self.diagnostics));
        let mut values: IndexMap<String, EnumValue> = IndexMap::new();
        let listed: Vec<_> = if listed.is_empty() {
            let values = spoken.iter().filter_map(|at| at.get("value"));
            values.map(|at| (at.node, at.value())).collect()
        } else {
            listed.into_iter().map(|at| (at.node, at.value())).collect()
        };
        let labels = self.value_labels(at);
        for (node, place) in listed {
            let label = labels
                .get(&node.to_json(false))
                .cloned()
                .unwrap_or_default();
            let wire = match node {
                Node::Number(text) if kind == ValueKind::Integer => {
                    integer_of(node).map_or_else(|| text.clone(), |value| value.to_string())
                }
                Node::String(text) | Node::Number(text) => text.clone(),
                Node::Bool(value) => value.to_string(),
                Node::Null => continue,
                Node::Sequence(_) | Node::Mapping(_) => {
                    self.report(
                        Code::WrongKind,
                        format!(
                            "an enum value must be a scalar, but this is {}",
                            node.kind()
                        ),
                        place,
                    );
                    continue;
                }
            };
            let value = EnumValue {
                wire: wire.clone(),
                place: place.clone(),
                described: None,
                name: label.name,
                description: label.description,
                rust_name: None,
                rust_was: None,
            };
            if let Some(first) = values.get(&wire) {
                let first = first.place.clone();
                let message = format!("duplicate value `{wire}`");
                self.diagnostics.push(
                    Diagnostic::new(Code::ListedTwice, message)
                        .at(place)
                        .label("again here")
                        .also(first, "first here"),
                );
                continue;
            }
            values.insert(wire, value);
        }
        let mut described_values = HashSet::new();
        for spoken in &spoken {
            described_values.extend(self.describe_value(spoken, &mut values));
        }
        if !spoken.is_empty() {
            self.lint_undescribed(&values, &described_values);
        }
        if values.is_empty() {
            return None;
        }
        self.lint_values(values.values());
        let extensible = described.is_some_and(|at| at.get_bool("modelAsString", self.diagnostics));
        Some(Enumeration {
            kind,
            name,
            extensible,
            values: values.into_values().collect(),
        })
    }

    /// Warns of values of `enum` that `x-ms-enum` does not list.
    fn lint_undescribed(
        &mut self,
        values: &IndexMap<String, EnumValue>,
        described: &HashSet<String>,
    ) {
        for (wire, value) in values {
            if !described.contains(wire) {
                let message = format!("`enum` lists `{wire}`, which `x-ms-enum` does not describe");
                self.diagnostics.push(
                    Diagnostic::new(Code::DescribedValue, message)
                        .at(value.place.clone())
                        .help(format!(
                            "add `{{ value: {wire} }}` to `values` of `x-ms-enum`"
                        )),
                );
            }
        }
    }

    /// Adds name and description from `x-ms-enum` to a value. Returns the value.
    fn describe_value(
        &mut self,
        at: &NodeRef<'_>,
        values: &mut IndexMap<String, EnumValue>,
    ) -> Option<String> {
        let Some(value) = at.get("value") else {
            at.report_missing("value", "a value of `x-ms-enum`", self.diagnostics);
            return None;
        };
        let wire = match value.node {
            Node::String(text) | Node::Number(text) => text.clone(),
            other => other.to_json(false),
        };
        const KNOWN: [&str; 6] = [
            "value",
            "name",
            "description",
            "x-rust-name",
            "x-rust-was",
            "allowedValues",
        ];
        at.expect_keys(&KNOWN, "a value of `x-ms-enum`", self.diagnostics);
        let Some(known) = values.get_mut(&wire) else {
            let names: Vec<_> = values.keys().map(String::as_str).collect();
            let diagnostic = Diagnostic::new(
                Code::DescribedValue,
                format!("`x-ms-enum` describes `{wire}`, which `enum` does not list"),
            )
            .at(value.value());
            let near = self.diagnostics.nearest(&wire, names);
            self.diagnostics.push(match near {
                Some(nearest) => diagnostic.help(format!("did you mean `{nearest}`?")),
                None => diagnostic,
            });
            return None;
        };
        known.described = Some(at.value());
        let name = at.get_text("name", self.diagnostics);
        let description = at.get_text("description", self.diagnostics);
        known.name = name.or(known.name.take());
        known.description = description.or(known.description.take());
        known.rust_name = at.get_spanned("x-rust-name", self.diagnostics);
        known.rust_was = at.get_spanned("x-rust-was", self.diagnostics);
        Some(wire)
    }
}

/// Returns the value of an integer; `None` if it is another value, or one that `i64` does not hold.
pub(super) fn integer_of(node: &Node) -> Option<i64> {
    match node {
        Node::Number(text) => text.parse().ok(),
        _ => None,
    }
}

/// Returns whether a schema lists several values, all of which are integers.
fn lists_integers(at: &NodeRef<'_>) -> bool {
    let mut listed = at
        .get("enum")
        .map(|list| list.elements())
        .unwrap_or_default();
    if listed.is_empty() && at.get("const").is_none() {
        let described = at.get("x-ms-enum").and_then(|at| at.get("values"));
        let described = described.iter().flat_map(NodeRef::elements);
        listed.extend(described.filter_map(|one| one.get("value")));
    }
    let listed = listed.iter().map(|value| value.node);
    let values: Option<HashSet<i64>> = listed
        .filter(|node| **node != Node::Null)
        .map(integer_of)
        .collect();
    values.is_some_and(|values| values.len() > 1)
}
