//! Objects: properties, required names and additional properties.

use indexmap::IndexMap;

use super::{DocumentReader, NodeRef};
use crate::{
    diagnostic::Code,
    openapi::{AdditionalProperties, Object, Property},
    source::Node,
};

impl DocumentReader<'_> {
    /// Reads the keywords of an object.
    pub(super) fn object(&mut self, at: &NodeRef<'_>) -> Object {
        let mut properties = IndexMap::new();
        for (name, property) in at.get_mapping("properties", self.diagnostics) {
            let schema = self.schema(&property);
            properties.insert(
                name.to_owned(),
                Property {
                    place: property.key(),
                    schema,
                },
            );
        }
        let mut required = IndexMap::new();
        // `lint_required` reports a boolean.
        let listed = match at.node.get("required") {
            Some(Node::Bool(_)) => Vec::new(),
            _ => at.get_sequence("required", self.diagnostics),
        };
        for name in listed {
            match name.node {
                Node::String(text) => {
                    required.insert(text.clone(), name.value());
                }
                other => self.report(
                    Code::WrongKind,
                    format!(
                        "`required` must contain strings, but this is {}",
                        other.kind()
                    ),
                    name.value(),
                ),
            }
        }
        let additional_properties = self.additional_properties(at);
        let allows_any = ["additionalProperties", "unevaluatedProperties"]
            .iter()
            .filter_map(|name| at.node.get(name))
            .any(|others| match others {
                Node::Bool(allows) => *allows,
                Node::Mapping(validation) => validation.is_empty(),
                _ => false,
            });
        let is_closed = ["additionalProperties", "unevaluatedProperties"]
            .iter()
            .any(|name| at.node.get(name) == Some(&Node::Bool(false)));
        Object {
            properties,
            required,
            additional_properties,
            is_closed: is_closed && at.node.get("patternProperties").is_none(),
            name_patterns: match at.node.get("patternProperties") {
                Some(Node::Mapping(patterns)) if is_closed => patterns.keys().cloned().collect(),
                _ => Vec::new(),
            },
            allows_any: allows_any || at.node.get("patternProperties").is_some(),
        }
    }

    /// Reads the type of additional properties from `additionalProperties`, `unevaluatedProperties`,
    /// `patternProperties` and `propertyNames`.
    fn additional_properties(&mut self, at: &NodeRef<'_>) -> AdditionalProperties {
        let other = at
            .get("additionalProperties")
            .or_else(|| at.get("unevaluatedProperties"));
        match &other {
            Some(schema) if schema.node.as_mapping().is_some_and(|it| !it.is_empty()) => {
                return AdditionalProperties::Typed(self.schema(schema));
            }
            Some(schema) if !matches!(schema.node, Node::Bool(_) | Node::Mapping(_)) => {
                schema.expect_mapping("`additionalProperties`", self.diagnostics);
            }
            _ => {}
        }
        let patterns = at.get_mapping("patternProperties", self.diagnostics);
        let is_map = ["properties", "$ref", "allOf", "oneOf", "anyOf"]
            .into_iter()
            .all(|name| at.get(name).is_none());
        let allows_all = match other.map(|other| other.node) {
            Some(Node::Bool(allows)) => *allows,
            Some(Node::Mapping(validation)) => validation.is_empty(),
            _ => false,
        };
        let is_object = match at.node.get("type") {
            Some(Node::Sequence(types)) => types.iter().any(|it| it.as_str() == Some("object")),
            named => named.and_then(Node::as_str) == Some("object"),
        };
        if allows_all && is_object && is_map && patterns.is_empty() {
            return AdditionalProperties::Typed(self.add_any_schema(at));
        }
        match patterns.as_slice() {
            [] if at.node.get("propertyNames").is_some() => {
                AdditionalProperties::Typed(self.add_any_schema(at))
            }
            [] => AdditionalProperties::Untyped,
            [(_, first), others @ ..] => {
                if others.iter().all(|(_, other)| other.node == first.node) {
                    return AdditionalProperties::Typed(self.schema(first));
                }
                self.report(
                    Code::NotRead,
                    "the properties of several patterns are any JSON",
                    first.key(),
                );
                AdditionalProperties::Typed(self.add_any_schema(at))
            }
        }
    }
}
